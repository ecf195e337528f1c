"""Names: one name space for each kind of thing, key results and initiatives inside their objective."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from okrlang.model.reading.complaints import Complaints, listed, quoted
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related
from okrlang.syntax.frozen import Frozen
from okrlang.syntax.nearest import nearest
from okrlang.syntax.source import Span

SPOKEN = {
    "company": "company",
    "unit": "department, team, role",
    "priority": "priority",
    "cycle": "cycle",
    "day": "named day",
    "source": "source",
    "metric": "metric",
    "kpi": "KPI",
    "objective": "objective",
    "key_result": "key result",
    "initiative": "initiative",
    "record": "record",
    "policy": "policy",
    "rule": "rule",
    "checklist": "checklist",
    "param": "param",
    "define": "definition",
}
INNER = ("key_result", "initiative")
_MOST_COMPARISONS = (
    2_000_000  # so that a sheet full of unknown names stays linear: after that nothing nearest is sought
)
_MOST_NAMED = 6  # kinds in one message


class Declared(Frozen):
    """A name that the texts declare; `lost` where the declaration itself did not parse or could not be understood."""

    kind: str
    id: str
    span: Span
    lost: bool = False


class Names:
    """All names of a workspace by kind."""

    def __init__(self, complaints: Complaints) -> None:
        self._complaints = complaints
        self._of: dict[str, dict[str, Declared]] = {kind: {} for kind in SPOKEN}
        self._nameless: set[str] = set()
        self._unread: set[str] = set()
        self._inner: dict[str, str] = {}
        self._comparisons = 0

    # --- declaring

    def declare(self, kind: str, id: str, span: Span) -> bool:
        """Enter a name; whether it is the first of its kind."""
        first = self._of[kind].get(id)
        if first and not first.lost:
            self._complaints.error(
                "doubled-name",
                f"there are two {_plural(kind)} `{id}`",
                span,
                "give one of them another name",
                (Related("the first stands here", first.span),),
            )
            return False
        self._of[kind][id] = Declared(kind, id, span)
        if kind in INNER:
            self._inner.setdefault(id.rpartition(".")[2], id)
        return True

    def unread(self, name: str) -> None:
        """Take note of a name in what did not parse: whatever its kind was meant to be, nobody is blamed for it."""
        self._unread.add(name)

    def lose(self, kind: str, id: str, span: Span) -> None:
        """Enter a name that means nothing usable, so that nobody complains about those who refer to it."""
        if id:
            self._of[kind][id] = Declared(kind, id, span, lost=True)
        else:
            self._nameless.add(kind)

    # --- finding

    def get(self, kind: str, id: str) -> Declared | None:
        """What is declared by that name, lost or not."""
        return self._of[kind].get(id)

    def all(self, kind: str) -> Collection[str]:
        """The names of a kind, in the order of the texts."""
        return self._of[kind].keys()

    def find(self, path: tree.Path, kinds: tuple[str, ...], inside: str = "") -> Declared | None:
        """What a reference means, among some kinds of things; nothing where it was complained about or is lost.

        Inside an objective its own key results and initiatives come first.
        """
        if inside:
            own = [d for kind in kinds if kind in INNER and (d := self._of[kind].get(f"{inside}.{path.text}"))]
            if own:
                return self._only(own, path)
        found = [d for kind in kinds if (d := self._of[kind].get(path.text))]
        if found:
            return self._only(found, path)
        if not self._forgiven(path, kinds):
            self._unknown(path, kinds, inside)
        return None

    def find_outside(self, name: tree.Name, kind: str, known: Collection[str]) -> str | None:
        """A name that the packs or the texts declare: a policy, a rule or a checklist."""
        if name.text in known or name.text in self._of[kind]:
            return name.text
        if kind not in self._nameless and name.text not in self._unread:
            message = f"there is no {SPOKEN[kind]} `{name.text}`"
            help = self.suggestion(name.text, sorted([*known, *self._of[kind]]))
            self._complaints.error_once((kind, name.text), "unknown-name", message, name.span, help)
        return None

    def _only(self, found: list[Declared], path: tree.Path) -> Declared | None:
        if len(found) > 1 and not any(d.lost for d in found):
            kinds = listed(f"the {SPOKEN[d.kind]}" for d in found)
            message, help = f"`{path.text}` could be {kinds}", "give one of them another name"
            self._complaints.error_once((path.text, kinds), "ambiguous-name", message, path.span, help)
            return None
        return None if any(d.lost for d in found) else found[0]

    def _forgiven(self, path: tree.Path, kinds: tuple[str, ...]) -> bool:
        """Whether the name may belong to something that did not parse."""
        if path.text in self._unread or path.parts[0] in self._unread:
            return True
        outer = self._of["objective"].get(path.parts[0])
        inner = len(path.parts) > 1 and any(kind in INNER for kind in kinds)
        if inner and ((outer and outer.lost) or "objective" in self._nameless):
            return True
        return any(kind in self._nameless for kind in kinds)

    def _unknown(self, path: tree.Path, kinds: tuple[str, ...], inside: str) -> None:
        """Complain about a name that nothing bears, once for all places where it stands."""
        text, asked = path.text, listed(word for kind in kinds for word in SPOKEN[kind].split(", "))
        outer = path.parts[0]
        if len(path.parts) > 1 and "key_result" in kinds and outer not in self._of["objective"]:
            text, kinds, asked = outer, ("objective",), "objective"  # then all that is said to be in it is unknown too
        other = next((kind for kind in SPOKEN if kind not in kinds and text in self._of[kind]), None)
        if len(kinds) > _MOST_NAMED:
            message = f"nothing is called `{text}`"
        elif other:
            message = f"`{text}` is {_one(other)}, and no {asked}"
        else:
            message = f"there is no {asked} `{text}`"
        mistake = f"{inside}.{text}" if inside and kinds == ("key_result",) else text
        self._complaints.error_once((mistake,), "unknown-name", message, path.span, self._help(text, kinds, inside))

    def _help(self, text: str, kinds: tuple[str, ...], inside: str) -> str | None:
        inner = self._inner.get(text)
        if inner and any(inner in self._of[kind] for kind in kinds):
            return f"did you mean `{inner}`?"  # called by its own name from outside its objective
        found = self.suggestion(text, self._candidates(kinds, inside))
        if "unit" in kinds and not (found or "").startswith("did"):
            return f'declare it (`team {text} "…"`), or write who it is as a text: `"{text}"`'
        return found

    def _candidates(self, kinds: tuple[str, ...], inside: str) -> Iterator[str]:
        for kind in kinds:
            for id, declared in self._of[kind].items():
                if not declared.lost:
                    yield id.removeprefix(f"{inside}.") if inside else id

    def suggestion(self, text: str, candidates: Iterable[str]) -> str | None:
        """The nearest candidate in a sentence, or all of them where they are few."""
        words = list(dict.fromkeys(candidates))
        self._comparisons += len(words)
        if self._comparisons > _MOST_COMPARISONS:
            return None
        meant = nearest(text, words)
        if meant:
            return f"did you mean `{meant}`?"
        return f"there is {quoted(sorted(words), 'and')}" if 0 < len(words) <= 6 else None


def _one(kind: str) -> str:
    """`a metric`, `an objective`, `a unit`."""
    spoken = {"unit": "unit of the organization"}.get(kind, SPOKEN[kind])
    return f"{'an' if spoken[0] in 'aeio' else 'a'} {spoken}"


def _plural(kind: str) -> str:
    spoken = {
        "unit": "units of the organization",
        "company": "companies",
        "priority": "priorities",
        "policy": "policies",
    }
    return spoken.get(kind) or f"{SPOKEN[kind]}s"

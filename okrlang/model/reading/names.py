"""Names: one name space for each kind of thing, key results and initiatives inside their objective."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from okrlang.model.nearest import nearest
from okrlang.model.reading.complaints import Complaints, listed, quoted
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related
from okrlang.syntax.source import Span

SPOKEN = {
    "company": "company",
    "unit": "department, team or role",
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


@dataclass(frozen=True, slots=True)
class Declared:
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
            self._unknown(path.text, path.span, kinds, inside)
        return None

    def find_outside(self, name: tree.Name, kind: str, known: Collection[str]) -> str | None:
        """A name that the packs or the texts declare: a policy, a rule or a checklist."""
        if name.text in known or name.text in self._of[kind]:
            return name.text
        if kind not in self._nameless:
            self._complaints.error(
                "unknown-name",
                f"there is no {SPOKEN[kind]} `{name.text}`",
                name.span,
                self.suggestion(name.text, [*known, *self._of[kind]]),
            )
        return None

    def _only(self, found: list[Declared], path: tree.Path) -> Declared | None:
        if len(found) > 1 and not any(d.lost for d in found):
            self._complaints.error(
                "ambiguous-name",
                f"`{path.text}` could be {listed(f'the {SPOKEN[d.kind]}' for d in found)}",
                path.span,
                "give one of them another name",
                [Related(f"the {SPOKEN[d.kind]}", d.span) for d in found],
            )
            return None
        return None if any(d.lost for d in found) else found[0]

    def _forgiven(self, path: tree.Path, kinds: tuple[str, ...]) -> bool:
        """Whether the name may belong to something that did not parse."""
        outer = self._of["objective"].get(path.parts[0])
        inner = len(path.parts) > 1 and any(kind in INNER for kind in kinds)
        if inner and ((outer and outer.lost) or "objective" in self._nameless):
            return True
        return any(kind in self._nameless for kind in kinds)

    def _unknown(self, text: str, span: Span, kinds: tuple[str, ...], inside: str) -> None:
        if len(kinds) > _MOST_NAMED:
            help = self._inner_suggestion(text, kinds) or self.suggestion(text, self._candidates(kinds, inside))
            self._complaints.error("unknown-name", f"nothing is called `{text}`", span, help)
            return
        other = next((kind for kind in SPOKEN if kind not in kinds and text in self._of[kind]), None)
        asked = listed(SPOKEN[kind] for kind in kinds)
        if other:
            self._complaints.error(
                "unknown-name",
                f"`{text}` is a {SPOKEN[other]}; what stands here is a {asked}",
                span,
                self.suggestion(text, self._candidates(kinds, inside)),
            )
            return
        help = self._inner_suggestion(text, kinds) or self.suggestion(text, self._candidates(kinds, inside))
        if not help and "unit" in kinds:
            help = f'declare it (`team {text}`), or write who it is as a text: `"{text}"`'
        self._complaints.error("unknown-name", f"there is no {asked} `{text}`", span, help)

    def _candidates(self, kinds: tuple[str, ...], inside: str) -> Iterator[str]:
        for kind in kinds:
            for id, declared in self._of[kind].items():
                if not declared.lost:
                    yield id.removeprefix(f"{inside}.") if inside else id

    def _inner_suggestion(self, text: str, kinds: tuple[str, ...]) -> str | None:
        """A key result called by its own name from outside its objective."""
        meant = self._inner.get(text)
        return f"did you mean `{meant}`?" if meant and any(meant in self._of[kind] for kind in kinds) else None

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


def _plural(kind: str) -> str:
    spoken = {"unit": "departments, teams or roles", "company": "companies", "priority": "priorities"}
    return spoken.get(kind) or (SPOKEN[kind].removesuffix("y") + "ies" if kind == "policy" else f"{SPOKEN[kind]}s")

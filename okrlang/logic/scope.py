"""A scope: what is known where an expression stands, and what is said there of mistakes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from okrlang.logic.calculation import Fault
from okrlang.logic.definitions import Definitions
from okrlang.logic.facts import Facts, facts
from okrlang.logic.hints import habit, hint
from okrlang.logic.phrases import phrase, shown
from okrlang.logic.typed import LOST, MONEY, PEOPLE, Typed, asked_by
from okrlang.logic.types import LISTS, WORDS
from okrlang.model.quantity import NUMBER
from okrlang.model.reading.complaints import Complaints
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen, altered
from okrlang.syntax.nearest import nearest
from okrlang.syntax.source import Span


class Reads:
    """What an expression reads beside goals as written: what may be other on another day (`timely`), and two names."""

    def __init__(self) -> None:
        self.timely = False
        self.cycle = False
        self.as_of = False

    def also(self, more: Reads) -> None:
        """Read what something else reads too."""
        self.timely |= more.timely
        self.cycle |= more.cycle
        self.as_of |= more.as_of


class Meaning(Frozen):
    """What a define gives, and what it reads; `takes` are its parameters."""

    gives: Typed
    reads: Reads
    takes: tuple[Typed, ...]


class Scope(ABC):
    """Where an expression stands: the types of its names, what was shown before, and what is found out about it.

    `broken`: something that was complained about elsewhere is used. `found` are the types by node.
    """

    def __init__(
        self, definitions: Definitions, meaning: Callable[[str], Meaning | None], complaints: Complaints
    ) -> None:
        self.definitions = definitions
        self.meaning = meaning
        self.complaints = complaints
        self.names: dict[str, Typed] = {}
        self.used: set[str] = set()
        self.facts: Facts = {}
        self.reads = Reads()
        self.broken = False
        self.found: dict[int, Typed] = {}
        self._doubted: list[Span] = []

    @abstractmethod
    def type(self, node: tree.Node) -> Typed:
        """The type of an expression; a bare word is left to be understood."""

    def value(self, node: tree.Node) -> Typed:
        """The type of an expression where a bare word means nothing."""
        found = self.type(node)
        return found if found.word is None else self.unknown(found.word, node.span)

    def condition(self, node: tree.Node) -> None:
        """See that an expression is true or false, and not always the same."""
        found = self.value(node)
        if found.lost:
            return
        if not found.is_condition:
            help = "compare it with something, or ask whether it `is present`"
            self.fault("no-condition", f"`{shown(node)}` is {phrase(found)}, and no condition", node.span, help)
        elif found.literal:
            message = f"`{shown(node)}` is always the same, whatever the goals are"
            self.fault("constant-condition", message, node.span, "leave it out, or name what it depends on")

    # --- what is shown

    @contextmanager
    def knowing(self, shown: Facts) -> Iterator[None]:
        """Where some facts hold."""
        before, self.facts = self.facts, {**self.facts, **shown}
        yield
        self.facts = before

    def facts_of(self, node: tree.Node | None, holds: bool = True) -> Facts:
        """What a condition that was looked at shows where it holds, or where it does not."""
        return facts(node, holds, lambda value: self.found.get(id(value), LOST).types)

    def by_facts(self, node: tree.Node, found: Typed) -> Typed:
        """The type of an expression, narrowed by what was shown of it."""
        types = self.facts.get(("is", node))
        if types and not found.many and not found.lost:
            found = altered(found, types=types)
        if self.facts.get(("there", node)) and (found.optional or found.measured):
            found = altered(found, optional=False, measured=False)
        return found

    def settled(self, found: Typed) -> Typed:
        """A number in the unit that was asked for."""
        counted = self.facts.get(("unit", found.scale)) if found.scale is not None and found.unit is None else None
        return (
            found
            if counted is None or found.types != ("quantity",)
            else altered(found, unit=counted, types=("number",) if counted == NUMBER else found.types)
        )

    def is_recorded(self, node: tree.Node) -> bool:
        """Whether an expression that was looked at is a list of what was recorded."""
        return self.found.get(id(node), LOST).records

    # --- what is said

    def fault(self, name: str, message: str, span: Span, help: str | None = None) -> Typed:
        """Complain, and take what was asked as not known."""
        self.complaints.error(name, message, span, help)
        return LOST

    def made(self, made: Typed | Fault, node: tree.Node) -> Typed:
        """What was calculated, or a complaint about why it cannot be."""
        return self.fault(made.name, made.message, node.span, made.help) if isinstance(made, Fault) else made

    def unknown(self, word: str, span: Span, extra: str | None = None) -> Typed:
        """Complain about a word that means nothing."""
        known = (*self.names, *self.definitions.params, *self.definitions.defines, *LISTS, "as_of", "cycle")
        close = nearest(word, known) if len(word) > 1 else None
        help = habit(word) or extra or hint(word) or (f"did you mean `{close}`?" if close else None)
        return self.fault("unknown-name", f"there is nothing called `{word}` here", span, help)

    def no_list(self, node: tree.Node, found: Typed, help: str | None = None) -> Typed:
        """Complain about something that should be a list."""
        return self.fault("type-mismatch", f"`{shown(node)}` is {phrase(found)}, and no list", node.span, help)

    def unsure(self, node: tree.Node, left: tuple[tree.Node, Typed], right: tuple[tree.Node, Typed]) -> None:
        """Say of the one of two numbers whose unit comes with the data that it may not go with the other."""
        (doubtful, found), (_, other) = sorted((left, right), key=lambda side: side[1].unit is not None)
        than = f" than `{other.unit.name}`" if other.unit is not None and other.unit.name else ""
        wanted = other.unit.name if other.unit else ""
        self.doubt(node, f"`{shown(doubtful)}`", than, asked_by(found.scale), wanted, found.scale in (MONEY, PEOPLE))

    def doubt(
        self,
        node: tree.Node,
        what: str,
        than: str = "",
        asked: str | None = None,
        wanted: str = "",
        usual: bool = False,
    ) -> None:
        """Say that something may come in another unit, once for what stands within each other.

        It is no more than worth knowing of what is `usual` in one unit throughout a workspace: money and people.
        """
        place = node.span
        if any(place.source is inner.source and place.start <= inner.start <= place.end for inner in self._doubted):
            return
        self._doubted.append(place)
        message = f"{what} may come in another unit{than}, and then nobody can say"
        help = "where it does, the rule finds no evidence"
        if asked:
            help = f'ask for the unit in a `where`, such as `{asked} = "{wanted or "EUR"}"`'
        if usual:
            self.complaints.info("unsure-unit", message, place, help)
        else:
            self.complaints.warning("unsure-unit", message, place, help)

    def new(self, name: str, span: Span, typed: Typed) -> Typed:
        """The type of a new name; not known if it hides something else."""
        meaning = "variable" if name in self.names else self.definitions.meaning(name)
        what = _HIDDEN.get(meaning) or ("a word of the language" if meaning != "word" or name in _WORDS else None)
        if what is None:
            return typed
        return self.fault("shadowed-name", f"`{name}` hides {what} called so", span, "choose another name")


_HIDDEN = {"param": "a param", "define": "a define", "list": "a list", "variable": "a name around it"}
_WORDS = frozenset(word for words in WORDS.values() for word in words)

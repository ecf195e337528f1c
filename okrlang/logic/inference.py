"""Inference: the type of every expression before there is data, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from okrlang.logic import calls, conditions
from okrlang.logic.calculation import Fault, combined
from okrlang.logic.definitions import Definitions
from okrlang.logic.typed import (
    CONDITION,
    DATE,
    LOST,
    Typed,
    are_of_one_kind,
    kinds,
    of_field,
    of_unit,
    phrase,
    plural,
    spoken,
    unit_of_all,
)
from okrlang.logic.types import LISTS, METHODS, TYPES, field_of, fields_of
from okrlang.model.calendar import FiscalCalendar
from okrlang.model.nearest import nearest
from okrlang.model.quantity import NUMBER, unit
from okrlang.model.reading.complaints import Complaints, listed, quoted
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen
from okrlang.syntax.source import Span

Facts = dict[tree.Node, tuple[str, ...]]
"""What `is TYPE` has shown: of which types an expression can still be."""


class Reads:
    """What an expression reads beside goals as written: what may be other on another day (`timely`), the `cycle`."""

    def __init__(self) -> None:
        self.timely = False
        self.cycle = False


class Meaning(Frozen):
    """What a define gives, and what it reads; `takes` are its parameters."""

    gives: Typed
    reads: Reads
    takes: tuple[Typed, ...]


class Inference:
    """The types of expressions, given the types of their names; each node is asked once."""

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

    # --- doors

    def type(self, node: tree.Node) -> Typed:
        """The type of an expression; a bare word is left to be understood."""
        found = _TYPES[type(node)](self, node)
        if self.facts:
            found = found.only(self.facts.get(node, ()))
        self.found[id(node)] = found
        return found

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

    @contextmanager
    def knowing(self, facts: Facts) -> Iterator[None]:
        """Where some facts hold."""
        before, self.facts = self.facts, {**self.facts, **facts}
        yield
        self.facts = before

    def facts_of(self, node: tree.Node | None, holds: bool = True) -> Facts:
        """What is shown about types where a condition that was looked at holds, or where it does not."""
        match node:
            case tree.IsA(_, value, name):
                could = self.found.get(id(value), LOST).types
                is_it = kinds((name,))
                return {value: tuple(t for t in could if (t in is_it or name in kinds((t,))) == holds) or could}
            case tree.Not(_, value):
                return self.facts_of(value, not holds)
            case tree.And(_, parts) if holds:
                return {key: types for part in parts for key, types in self.facts_of(part).items()}
            case tree.Or(_, parts) if not holds:
                return {key: types for part in parts for key, types in self.facts_of(part, False).items()}
        return {}

    def is_recorded(self, node: tree.Node) -> bool:
        """Whether an expression that was looked at is a list of what was recorded."""
        return self.found.get(id(node), LOST).records

    def fault(self, name: str, message: str, span: Span, help: str | None = None) -> Typed:
        """Complain, and take what was asked as not known."""
        self.complaints.error(name, message, span, help)
        return LOST

    def unknown(self, word: str, span: Span, extra: str | None = None) -> Typed:
        """Complain about a word that means nothing."""
        known = (*self.names, *self.definitions.params, *self.definitions.defines, *LISTS, "as_of", "cycle")
        close = nearest(word, known)
        help = f"did you mean `{close}`?" if close else extra
        return self.fault("unknown-name", f"there is nothing called `{word}` here", span, help)

    # --- literals and names

    def amount(self, node: tree.Amount) -> Typed:
        return of_unit(unit(node.unit), literal=True)

    def ratio(self, node: tree.Ratio) -> Typed:
        if not node.whole:
            return self.fault("division-by-zero", f"`{shown(node)}` divides by zero", node.span)
        return of_unit(NUMBER, literal=True)

    def text(self, node: tree.Text) -> Typed:
        return Typed(("text",), literal=True)

    def day(self, node: tree.Day) -> Typed:
        return Typed(("date",), literal=True)

    def period(self, node: tree.PeriodName) -> Typed:
        if FiscalCalendar().period(node.text) is None:
            return self.fault(
                "bad-period", f"there is no period `{node.text}`", node.span, "write `2026-Q3` or `2026-09`"
            )
        return Typed(("period",), literal=True)

    def reference(self, node: tree.Reference) -> Typed:
        name = node.name
        if name in self.names:
            self.used.add(name)
            return self.names[name]
        meaning = self.definitions.meaning(name)
        if meaning == "define":
            return calls.defined(self, name, (), node)
        if meaning == "param":
            self.used.add(name)
            return of_unit(self.definitions.params[name].value.unit)
        if meaning == "list":
            self.reads.timely |= LISTS[name].records or LISTS[name].measured
            return of_field(LISTS[name], LOST)
        if meaning == "word":
            return Typed(("word",), word=name, literal=True)
        self.reads.timely = True
        self.reads.cycle |= name == "cycle"
        return DATE if name == "as_of" else Typed(("cycle",))

    # --- fields and calls

    def field(self, node: tree.Field) -> Typed:
        of = self.value(node.of)
        if of.lost:
            return LOST
        if of.many:
            help = f"ask each of them: `some x in {shown(node.of)} satisfies x.{node.name} …`"
            return self.fault("unknown-field", f"`{shown(node.of)}` is {phrase(of)}", node.span, help)
        field = field_of(of.types, node.name)
        if field is None:
            return self._no_field(node, of, [t for t in of.types if node.name in TYPES.get(t, {})])
        self.reads.timely |= field.measured or field.timely or field.records
        return of_field(field, of)

    def _no_field(self, node: tree.Field, of: Typed, some: Sequence[str]) -> Typed:
        if some:
            have = f"only {listed(map(plural, some), 'and')} have `{node.name}`"
            message = f"`{shown(node.of)}` is {phrase(of)}, and {have}"
            help: str | None = f"ask first: `{shown(node.of)} is {spoken(some[0]).lower()}`"
            return self.fault("unknown-field", message, node.span, help)
        fields, methods = fields_of(of.types), METHODS.get(of.types[0], {})
        close = nearest(node.name, (*fields, *methods))
        help = f"did you mean `{close}`?" if close else f"it has {quoted(fields, 'and')}" if fields else None
        return self.fault("unknown-field", f"{phrase(of)} has no field `{node.name}`", node.span, help)

    def made(self, made: Typed | Fault, node: tree.Node) -> Typed:
        """What was calculated, or a complaint about why it cannot be."""
        return self.fault(made.name, made.message, node.span, made.help) if isinstance(made, Fault) else made

    # --- computing

    def list_of(self, node: tree.ListOf) -> Typed:
        found = [self.value(item) for item in node.items]
        if any(each.lost for each in found):
            return LOST
        for item, each in zip(node.items[1:], found[1:], strict=True):
            if not are_of_one_kind(found[0], each):
                message = f"a list of {plural(found[0].types[0])} cannot hold {phrase(each)}"
                return self.fault("type-mismatch", message, item.span)
        types = tuple(dict.fromkeys(name for each in found for name in each.types))
        literal = all(each.literal for each in found)
        return Typed(types or ("nothing",), many=True, unit=unit_of_all(found), literal=literal)

    def negative(self, node: tree.Negative) -> Typed:
        found = self.value(node.value)
        if found.lost or found.is_numeric:
            return found
        return self.fault("type-mismatch", f"`{shown(node.value)}` is {phrase(found)}, and no number", node.span)

    def arithmetic(self, node: tree.Arithmetic) -> Typed:
        right = node.right
        if node.operator == "/" and isinstance(right, tree.Amount) and not right.value:
            return self.fault("division-by-zero", f"`{shown(node)}` divides by zero", node.span)
        return self.made(combined(node.operator, self.value(node.left), self.value(right)), node)

    # --- conditions (those that compare stand in `conditions`)

    def not_(self, node: tree.Not) -> Typed:
        self.condition(node.value)
        return CONDITION

    def and_(self, node: tree.And) -> Typed:
        return self._all(node.parts, True)

    def or_(self, node: tree.Or) -> Typed:
        return self._all(node.parts, False)

    def _all(self, parts: Iterable[tree.Node], holds: bool) -> Typed:
        """Each part is asked where those before it hold (`and`) or do not (`or`)."""
        before = self.facts
        for part in parts:
            self.condition(part)
            self.facts = {**self.facts, **self.facts_of(part, holds)}
        self.facts = before
        return CONDITION

    def if_(self, node: tree.If) -> Typed:
        self.condition(node.condition)
        with self.knowing(self.facts_of(node.condition)):
            then = self.value(node.then)
        with self.knowing(self.facts_of(node.condition, False)):
            otherwise = self.value(node.otherwise)
        if then.lost or otherwise.lost:
            return LOST
        if then.is_condition and otherwise.is_condition:
            return CONDITION
        if not are_of_one_kind(then, otherwise):
            message = f"one branch is {phrase(then)}, the other {phrase(otherwise)}"
            return self.fault("type-mismatch", message, node.span, "let both be of one kind")
        return Typed(
            tuple(dict.fromkeys((*then.types, *otherwise.types))),
            optional=then.optional or otherwise.optional,
            measured=then.measured or otherwise.measured,
            unit=unit_of_all((then, otherwise)),
        )

    # --- loops

    def comprehension(self, node: tree.Comprehension) -> Typed:
        with self._loop(node) as items:
            found = self.value(node.value)
        if found.many:
            return self.fault("type-mismatch", f"`{shown(node.value)}` is {phrase(found)}: a list of lists", node.span)
        if found.lost or items.lost:
            return LOST
        return Typed(found.types, many=True, records=items.records, measured=found.measured, unit=found.unit)

    def quantifier(self, node: tree.Quantifier) -> Typed:
        with self._loop(node):
            self.condition(node.condition)
        count = node.count.value if node.count else 1
        if count != int(count):
            return self.fault("bad-number", f"`{count}` cannot be counted", node.span, "write a whole number")
        if node.kind == "at least" and count == 0:
            return self.fault("constant-condition", "at least 0 are always found", node.span, "write `at least 1`")
        return CONDITION

    @contextmanager
    def _loop(self, node: tree.Comprehension | tree.Quantifier) -> Iterator[Typed]:
        """Where the name of a loop stands for an element that its `where` picks."""
        items, name = self.value(node.items), node.name
        if not items.lost and not items.many:
            items = self.no_list(node.items, items)
        self.check_new(name, node.span)
        names, facts, used = self.names, self.facts, self.used
        self.names, self.used = {**names, name: items.one}, set()
        if node.where is not None:
            self.condition(node.where)
            self.facts = {**facts, **self.facts_of(node.where)}
        yield items
        if name not in self.used and not items.lost:
            self.complaints.warning("unused-name", f"`{name}` is never asked about", node.span)
        self.names, self.facts, self.used = names, facts, used | (self.used - {name})

    def no_list(self, node: tree.Node, found: Typed) -> Typed:
        """Complain about something that should be a list."""
        return self.fault("type-mismatch", f"`{shown(node)}` is {phrase(found)}, and no list", node.span)

    def check_new(self, name: str, span: Span) -> None:
        """See that a name hides nothing else."""
        meaning = "variable" if name in self.names else self.definitions.meaning(name)
        if meaning != "word":
            what = {"param": "a param", "define": "a define", "list": "a list", "variable": "a name around it"}
            message = f"`{name}` hides {what.get(meaning, 'a word of the language')} called so"
            self.fault("shadowed-name", message, span, "choose another name")


_TYPES: dict[type[tree.Node], Callable[[Inference, Any], Typed]] = {
    tree.Amount: Inference.amount,
    tree.Ratio: Inference.ratio,
    tree.Text: Inference.text,
    tree.Day: Inference.day,
    tree.PeriodName: Inference.period,
    tree.Reference: Inference.reference,
    tree.Field: Inference.field,
    tree.Call: calls.call,
    tree.Comprehension: Inference.comprehension,
    tree.ListOf: Inference.list_of,
    tree.Negative: Inference.negative,
    tree.Arithmetic: Inference.arithmetic,
    tree.Comparison: conditions.comparison,
    tree.Between: conditions.between,
    tree.In: conditions.in_,
    tree.HasWord: conditions.has_word,
    tree.Is: conditions.is_,
    tree.IsA: conditions.is_a,
    tree.Not: Inference.not_,
    tree.And: Inference.and_,
    tree.Or: Inference.or_,
    tree.If: Inference.if_,
    tree.Quantifier: Inference.quantifier,
}


def shown(node: tree.Node) -> str:
    """An expression as written, on one line, cut where it is long."""
    text = " ".join(node.span.text.split())
    return text if len(text) <= 50 else f"{text[:47]}…"

"""The naive evaluator: what an expression comes to, said as plainly as the language's description says it.

It shares the syntax tree with the real one, and asks the same world what a field holds. All else is its own: units,
days, three-valued logic, and counting. It also notes every name, type or unit that does not fit (`faults`), which no
text that was found sound may lead to, and every `step` it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from naive.amounts import DURATIONS, NOTHING, Amount, WrongError, amount, calculated, order
from naive.days import Span, around, between, moved, order_of_lengths, period
from naive.logic import all_of, any_of, has_word, lost_in, negation
from naive.values import PLAIN, UNKNOWN, Unknown, Value, joined, length_for_the_world, taken
from okrlang.logic.types import TYPES
from okrlang.syntax import tree

Names = Mapping[str, Value]
RECORDS = (
    "communication",
    "engagement",
    "planning",
    "decision",
    "review",
    "evaluation",
    "feedback",
    "improvement",
    "refinement",
)
RECORD_LISTS = ("records", "check_ins", *(f"{kind}s" for kind in RECORDS))
LISTS = frozenset(
    (
        *("companies", "units", "cycles", "days", "priorities", "objectives", "key_results", "kpis", "metrics"),
        *("initiatives", "attestations", "waivers", "changes", *RECORD_LISTS),
    )
)
# Lists of what was recorded, observed or found. `changes` are the declared history of a goal, and written in a record;
# `used_by` are the goals that use a metric, and the records that show a file.
RECORDED = frozenset(
    (
        *("covers", "audience", "reached", "evidence", "rests_on", "answers", "answered_by", "scores"),
        *("written_scores", "keeps", "members", *RECORD_LISTS),
    )
)
ALSO_RECORDED = {"changes": RECORDS, "used_by": ("evidence",)}


class Naive:
    """The evaluator of one world, with the defines that a text has."""

    def __init__(self, world: Any, params: frozenset[str], defines: Mapping[str, tree.Define]) -> None:
        self.world, self.params, self.defines = world, params, defines
        self.faults: list[tuple[str, str]] = []
        self.doubts: list[tree.Node] = []
        self.steps = 0
        self.longest = 0  # of the lists that it went through

    def fault(self, kind: str, node: tree.Node) -> Unknown:
        """Note that something does not fit; what comes of it is unknown."""
        self.faults.append((kind, node.span.text))
        return UNKNOWN

    def value(self, node: tree.Node, names: Names, where: bool) -> Value:
        """What an expression comes to; in a `where` a comparison with something absent is false."""
        self.steps += 1
        match node:
            case tree.Amount(_, number, unit):
                return amount(Fraction(number), unit)
            case tree.Ratio(_, part, whole):
                return Amount(Fraction(part) / Fraction(whole)) if whole else self.fault("type", node)
            case tree.Text(_, text) | tree.Day(_, text):
                return text
            case tree.PeriodName(_, name):
                return period(name, self.world.calendar.starts_in)
            case tree.ListOf(_, items):
                return [self.value(item, names, where) for item in items]
            case tree.Reference():
                return self.reference(node, names, where)
            case tree.Field():
                return self.field(node, names, where)
            case tree.Call():
                return self.call(node, names, where)
            case tree.Comprehension():
                return self.comprehension(node, names, where)
            case tree.Negative(_, value):
                return self.computed(node, "*", Amount(Fraction(-1)), self.value(value, names, where))
            case tree.Arithmetic(_, sign, left, right):
                return self.computed(node, sign, self.value(left, names, where), self.value(right, names, where))
            case tree.If():
                return self.chosen(node, names, where)
            case tree.Quantifier():
                return self.counted(node, names, where)
        return self.condition(node, names, where)

    # --- names, fields and calls

    def reference(self, node: tree.Reference, names: Names, where: bool) -> Value:
        name = node.name
        if name in names:
            return names[name]
        if name == "as_of":
            return self.world.as_of
        if name == "cycle":
            return UNKNOWN if self.world.cycle is None else self.world.cycle
        if name in self.params:
            return taken(self.world.param(name), name)
        if name in self.defines:
            return self.value(self.defines[name].body, {}, where)
        return taken(self.world.things(name), name) if name in LISTS else name

    def field(self, node: tree.Field, names: Names, where: bool) -> Value:
        of = self.value(node.of, names, where)
        match of:
            case Unknown():
                return of
            case Span():
                return {"start": of.first, "end": of.last}.get(node.name) or self.fault("name", node)
            case date():
                return around(of, node.name, self.world.calendar.starts_in)
            case Amount() | bool() | list():
                return self.fault("type", node)
        if node.name not in TYPES[self.world.type_of(of)]:
            return self.fault("name", node)
        return taken(self.world.field(of, node.name), node.name)

    def call(self, node: tree.Call, names: Names, where: bool) -> Value:
        given = [self.value(argument, names, where) for argument in node.arguments]
        if node.of is not None:
            of = self.value(node.of, names, where)
            return joined([of, *given]) or taken(self.world.call(of, node.name, tuple(given)), node.name)
        if node.name in self.defines:
            define = self.defines[node.name]
            inner = {p.name.text: value for p, value in zip(define.parameters, given, strict=True)}
            return self.value(define.body, inner, where)
        return joined(given) or self.function(node, given)

    def function(self, node: tree.Call, given: list[Value]) -> Value:
        first, *others = given
        if node.name == "difference":
            found = self.computed(node, "-", first, others[0])
            return self.computed(node, "*", Amount(Fraction(-1)), found) if _is_negative(found) else found
        if node.name == "days_between":
            return self.computed(node, "-", others[0], first)
        if isinstance(first, list):
            return joined(first) or self.total(node, first)
        span = length_for_the_world(others[0]) if others else None
        return taken(self.world.history(node.name, first, span), "value")

    def total(self, node: tree.Call, items: list[Value]) -> Value:
        """`count`, `sum`, `min`, `max`, `mean` or `median` of what is known."""
        if node.name == "count":
            return Amount(Fraction(len(items)))
        if node.name == "sum":
            found: Value = NOTHING
            for item in items:
                found = self.computed(node, "+", found, item)
            return found
        if not items:
            return UNKNOWN
        if node.name == "mean":
            return self.mean(node, items)
        ordered: list[Value] = []
        for item in items:
            orders = [self.order(node, item, other) for other in ordered]
            if None in orders:
                return UNKNOWN
            ordered.insert(sum(one >= 0 for one in orders if one is not None), item)
        if node.name in ("min", "max"):
            return ordered[0 if node.name == "min" else -1]
        half = (len(ordered) - 1) // 2
        middle = ordered[half : len(ordered) - half]
        return middle[0] if len(middle) == 1 else self.mean(node, middle)

    def mean(self, node: tree.Call, items: list[Value]) -> Value:
        found: Value = NOTHING
        for item in items:
            found = self.computed(node, "+", found, item)
        return self.computed(node, "/", found, Amount(Fraction(len(items))))

    # --- calculating and comparing

    def computed(self, node: tree.Node, sign: str, a: Value, b: Value) -> Value:
        """Numbers, or a day moved by a length of time, or the days between two days."""
        unknown = joined([a, b])
        if unknown is not None:
            return unknown
        try:
            if isinstance(a, Amount) and isinstance(b, Amount):
                return calculated(sign, a, b)
            if isinstance(a, date) and isinstance(b, date) and sign == "-":
                return between(a, b)
            if isinstance(a, date) and isinstance(b, Amount) and sign in "+-":
                return moved(a, b, 1 if sign == "+" else -1)
        except WrongError as wrong:
            return self.wrong(node, wrong, a, b)
        return self.fault("type", node)

    def wrong(self, node: tree.Node, wrong: WrongError, a: Value, b: Value) -> Unknown:
        """Units that came with the data may turn out not to fit, which is a doubt; all others are a fault of the text."""
        amounts = [one for one in (a, b) if isinstance(one, Amount)]
        if wrong.kind not in ("unit", "type"):
            return UNKNOWN
        if not any(one.given for one in amounts):
            return self.fault(wrong.kind, node)
        if not {one.of for one in amounts} <= _LENGTHS:
            self.doubts.append(node)
        return UNKNOWN

    def order(self, node: tree.Node, a: Value, b: Value) -> int | None:
        """-1, 0 or 1, or None where the two are in no order."""
        try:
            if isinstance(a, Amount) and isinstance(b, Amount):
                lengths = {a.of, b.of} <= {None, *DURATIONS}
                return order_of_lengths(a, b) if lengths else order(a, b)
        except WrongError as wrong:
            self.wrong(node, wrong, a, b)
            return None
        if isinstance(a, date) and isinstance(b, date):
            return (a > b) - (a < b)
        if isinstance(a, Span) and isinstance(b, Span):
            x, y = (a.first, a.last), (b.first, b.last)
            return (x > y) - (x < y)
        self.fault("type", node)
        return None

    def equal(self, node: tree.Node, a: Value, b: Value) -> Value:
        if isinstance(a, Amount | date | Span) or isinstance(b, Amount | date | Span):
            found = self.order(node, a, b)
            return UNKNOWN if found is None else found == 0
        if isinstance(a, str) != isinstance(b, str) or isinstance(a, list) or isinstance(b, list):
            return self.fault("type", node)
        return bool(a == b)

    # --- conditions

    def condition(self, node: tree.Node, names: Names, where: bool) -> Value:
        def values(*parts: tree.Node) -> list[Value]:
            return [self.value(part, names, where) for part in parts]

        match node:
            case tree.Comparison(_, sign, left, right):
                a, b = values(left, right)
                return self.compared(node, sign, a, b, where)
            case tree.Between(_, value, low, high):
                found, least, most = values(value, low, high)
                ends = ((">=", least), ("<=", most))
                return all_of([self.compared(node, sign, found, end, where) for sign, end in ends])
            case tree.In(_, value, items):
                found, listed = values(value, items)
                return self.among(node, found, listed, where)
            case tree.HasWord(_, value, words):
                text, wanted = values(value, words)
                phrases = wanted if isinstance(wanted, list) else [wanted]
                lost = lost_in([text, wanted], where)
                return has_word(text, phrases) if lost is None else lost
            case tree.Is(_, value, state):
                return self.state(self.value(value, names, where), state)
            case tree.IsA(_, value, kind):
                (found,) = values(value)
                lost = lost_in([found], where)
                return self.is_a(found, kind) if lost is None else lost
            case tree.Not(_, value):
                return negation(self.truth(value, names, where))
            case tree.And(_, parts):
                return all_of(self.until(False, parts, names, where))
            case tree.Or(_, parts):
                return any_of(self.until(True, parts, names, where))
        raise AssertionError(node)

    def truth(self, node: tree.Node, names: Names, where: bool) -> Value:
        """True, false or unknown."""
        found = self.value(node, names, where)
        return found if isinstance(found, bool) else UNKNOWN if isinstance(found, Unknown) else self.fault("type", node)

    def until(self, decisive: bool, parts: tuple[tree.Node, ...], names: Names, where: bool) -> list[Value]:
        """What parts come to, from left to right, up to one that decides: what follows may only make sense without it."""
        found: list[Value] = []
        for part in parts:
            found.append(self.truth(part, names, where))
            if found[-1] is decisive:
                break
        return found

    def compared(self, node: tree.Node, sign: str, a: Value, b: Value, where: bool) -> Value:
        lost = lost_in([a, b], where)
        if lost is not None:
            return lost
        if sign in ("=", "!="):
            same = self.equal(node, a, b)
            return same if sign == "=" else negation(same)
        found = self.order(node, a, b)
        return UNKNOWN if found is None else _TESTS[sign](found)

    def among(self, node: tree.Node, found: Value, items: Value, where: bool) -> Value:
        lost = lost_in([found, items], where)
        if lost is not None:
            return lost
        if not isinstance(items, list):
            return self.fault("type", node)
        return any_of([self.compared(node, "=", found, item, where) for item in items])

    def state(self, found: Value, state: str) -> Value:
        if state == "fresh":
            return found if isinstance(found, Unknown) else taken(self.world.field(found, "fresh"), "fresh")
        present: Value = True
        if isinstance(found, Unknown):
            present = False if found.absent else True if found.stated else UNKNOWN
        return present if state == "present" else negation(present)

    def is_a(self, found: Value, kind: str) -> bool:
        of = None if isinstance(found, PLAIN) else self.world.type_of(found)
        return of == kind or (kind == "record" and of in RECORDS)

    def chosen(self, node: tree.If, names: Names, where: bool) -> Value:
        """One branch or the other; while it is unknown which, what both agree on."""
        condition = self.truth(node.condition, names, where)
        if not isinstance(condition, Unknown):
            found = self.value(node.then if condition else node.otherwise, names, where)
            return replace(found, given=True) if isinstance(found, Amount) else found  # known may be neither unit
        a, b = self.value(node.then, names, where), self.value(node.otherwise, names, where)
        if isinstance(a, Unknown) or isinstance(b, Unknown):
            both = isinstance(a, Unknown) and isinstance(b, Unknown) and a.absent and b.absent
            return Unknown(absent=both)
        return a if self.equal(node, a, b) is True else UNKNOWN

    # --- lists

    def elements(
        self, node: tree.Quantifier | tree.Comprehension, names: Names, where: bool
    ) -> list[tuple[Value, Names]] | Unknown:
        """What stands in a list, each with whether `where` picks it, and with the names that it is known by."""
        items = self.value(node.items, names, where)
        if isinstance(items, Unknown):
            return items
        if not isinstance(items, list):
            return self.fault("type", node)
        self.longest = max(self.longest, len(items))
        inner = [{**names, node.name: item} for item in items]
        return [(True if node.where is None else self.truth(node.where, each, True), each) for each in inner]

    def comprehension(self, node: tree.Comprehension, names: Names, where: bool) -> Value:
        found = self.elements(node, names, where)
        if isinstance(found, Unknown):
            return found
        if any(picked is not True and picked is not False for picked, _ in found):
            return UNKNOWN
        return [self.value(node.value, each, where) for picked, each in found if picked is True]

    def counted(self, node: tree.Quantifier, names: Names, where: bool) -> Value:
        """Count what is true and what may be; over nothing recorded, `every`, `no` and `at most` are unknown."""
        found = self.elements(node, names, where)
        if isinstance(found, Unknown):
            return UNKNOWN
        every = node.kind == "every"
        met = [
            all_of([picked, negation(held) if every else held])
            for picked, held in (
                (p, False if p is False else self.truth(node.condition, each, where)) for p, each in found
            )
            if picked is not False
        ]
        least, most = met.count(True), sum(one is not False for one in met)
        if node.kind in ("some", "at least"):
            wanted = Fraction(node.count.value) if node.count else 1
            return True if least >= wanted else UNKNOWN if most >= wanted else False
        allowed = Fraction(node.count.value) if node.count else 0
        if least > allowed:
            return False
        nothing = not any(picked is True for picked, _ in found)
        return UNKNOWN if most > allowed or (nothing and self.is_recorded(node.items, names, where)) else True

    def is_recorded(self, items: tree.Node, names: Names, where: bool) -> bool:
        match items:
            case tree.Reference(_, name):
                return name in RECORDED or name in ("attestations", "waivers")
            case tree.Field(_, of, name):
                before, owner = self.steps, self.value(of, names, where)
                self.steps = before  # it was asked already
                also = not isinstance(owner, PLAIN) and self.world.type_of(owner) in ALSO_RECORDED.get(name, ())
                return name in RECORDED or also
        return False


_LENGTHS = frozenset(DURATIONS)
_TESTS: dict[str, Callable[[int], bool]] = {
    "<": lambda found: found < 0,
    "<=": lambda found: found <= 0,
    ">": lambda found: found > 0,
    ">=": lambda found: found >= 0,
}


def _is_negative(found: Value) -> bool:
    return isinstance(found, Amount) and found.value < 0

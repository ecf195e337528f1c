"""Conditions on rows: what `from … where` and `share where` say, made into a test of a row's cells.

A test gives True, False, nothing where a cell it needs is empty, or `Broken` where one cannot be read. Literals decide
how a cell is read: as a number beside a number, as a day beside a day, else as text.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from okrlang.measure.cells import EXACT, Broken, Cell, Form, text
from okrlang.syntax import tree
from okrlang.syntax.source import Span

Row = Sequence[Cell]
Verdict = bool | Broken | None
Test = Callable[[Row], Verdict]
Value = Callable[[Row], Any]

_DEEPEST = 100
_ORDER = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SUMS = {"+": EXACT.add, "-": EXACT.subtract, "*": EXACT.multiply}
_UNLIKE = Broken("a text, a number and a date have no order among them")
_WORD = re.compile(r"\w+").findall


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of rows, the columns it reads in the order in which it wants their cells, and its text.

    `names` are columns that must hold a text for the test to be met: most rows of most files are told apart so.
    """

    columns: tuple[str, ...]
    test: Test
    names: tuple[tuple[str, str], ...]
    text: str


class PlanError(Exception):
    """A condition that no row could decide; its place in the goal text, and why."""

    def __init__(self, span: Span, reason: str) -> None:
        super().__init__(reason)
        self.span, self.reason = span, reason


def condition(expression: tree.Expression, form: Form) -> Condition:
    """The condition that an expression over columns states; `PlanError` where it states none."""
    maker = _Maker(form)
    test = maker.test(expression, 0)
    names = tuple(found for part in _conjuncts(expression) if (found := _name(part)))
    return Condition(tuple(maker.columns), test, names, " ".join(expression.span.text.split()))


def column_of(node: tree.Expression) -> str | None:
    """The column that an operand names, if it is one: a name, `a.b`, or a quoted text on the left."""
    if isinstance(node, tree.Reference):
        return node.name
    if isinstance(node, tree.Text):
        return node.value
    if isinstance(node, tree.Field):
        of = column_of(node.of) if not isinstance(node.of, tree.Text) else None
        return None if of is None else f"{of}.{node.name}"
    return None


def _conjuncts(expression: tree.Expression) -> tuple[tree.Expression, ...]:
    return expression.parts if isinstance(expression, tree.And) else (expression,)


def _name(part: tree.Expression) -> tuple[str, str] | None:
    if isinstance(part, tree.Comparison) and part.operator == "=" and isinstance(part.right, tree.Text):
        column = column_of(part.left)
        return (column, part.right.value) if column is not None else None
    return None


class _Maker:
    """Makes tests of expressions, and gathers the columns that they read."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.columns: list[str] = []

    def test(self, node: tree.Expression, depth: int) -> Test:
        if depth > _DEEPEST:
            raise PlanError(node.span, "is nested too deeply")
        match node:
            case tree.And(parts=parts):
                return _all([self.test(part, depth + 1) for part in parts])
            case tree.Or(parts=parts):
                return _any([self.test(part, depth + 1) for part in parts])
            case tree.Not(value=value):
                return _not(self.test(value, depth + 1))
            case tree.Comparison(operator=sign, left=left, right=right):
                kind = _kind(left, right)
                return self._compared(_ORDER[sign], self.value(left, kind, True), self.value(right, kind), kind)
            case tree.Between(value=value, low=low, high=high):
                kind = _kind(value, low, high)
                read, least, most = self.value(value, kind, True), self.value(low, kind), self.value(high, kind)
                return _all(
                    [
                        self._compared(operator.ge, read, least, kind),
                        self._compared(operator.le, read, most, kind),
                    ]
                )
            case tree.In(value=value, items=tree.ListOf(items=items)):
                return _any([self._equal(value, item) for item in items])
            case tree.HasWord(value=value, words=words):
                return _has_word(self.value(value, "text", True), self._words(words))
            case tree.Is(value=value, state="present" | "missing" as state):
                return _filled(self.value(value, "text", True), state == "present")
        raise PlanError(node.span, f"`{node.span.text}` is no condition on a row")

    def _equal(self, value: tree.Expression, item: tree.Expression) -> Test:
        kind = _kind(value, item)
        return self._compared(operator.eq, self.value(value, kind, True), self.value(item, kind), kind)

    def _compared(self, holds: Callable[[Any, Any], bool], left: Value, right: Value, kind: str) -> Test:
        return _of_cells(holds, left, right, self.form) if kind == "any" else _of_values(holds, left, right)

    def _words(self, node: tree.Expression) -> frozenset[str]:
        items = node.items if isinstance(node, tree.ListOf) else (node,)
        if not all(isinstance(item, tree.Text) for item in items):
            raise PlanError(node.span, f"`{node.span.text}` is no word in quotes")
        return frozenset(item.value.casefold() for item in items if isinstance(item, tree.Text))

    def value(self, node: tree.Expression, kind: str, left: bool = False, depth: int = 0) -> Value:
        """What gives the value of an operand of a row, read as `number`, `day` or `text`, or unread (`any`)."""
        if depth > _DEEPEST:
            raise PlanError(node.span, "is nested too deeply")
        match node:
            case tree.Text(value=text_itself) if not left:
                return lambda row: text_itself
            case tree.Amount(value=number):
                return lambda row: number
            case tree.Ratio(part=part, whole=whole) if whole:
                ratio = EXACT.divide(part, whole)
                return lambda row: ratio
            case tree.Day(value=day):
                return lambda row: day
            case tree.Negative(value=inner):
                of = self.value(inner, "number", True, depth + 1)
                return lambda row: n.copy_negate() if isinstance(n := of(row), Decimal) else n
            case tree.Arithmetic(operator=sign, left=a, right=b):
                return _calculated(
                    sign, self.value(a, "number", True, depth + 1), self.value(b, "number", True, depth + 1)
                )
        name = column_of(node)
        if name is None:
            raise PlanError(node.span, f"`{node.span.text}` is neither a column nor a value")
        return self._cell(name, kind)

    def _cell(self, name: str, kind: str) -> Value:
        if name not in self.columns:
            self.columns.append(name)
        at = self.columns.index(name)
        if kind == "any":
            return lambda row: row[at] or None
        read = {"number": self.form.number, "day": self.form.day, "text": text}[kind]
        return lambda row: read(row[at])


def _kind(*operands: tree.Expression) -> str:
    """How the cells beside these operands are read; `any` where all are columns."""
    for node in operands:
        if isinstance(node, tree.Amount | tree.Ratio | tree.Arithmetic | tree.Negative):
            return "number"
        if isinstance(node, tree.Day):
            return "day"
    return "text" if any(isinstance(node, tree.Text) for node in operands[1:]) else "any"


def _of_values(holds: Callable[[Any, Any], bool], left: Value, right: Value) -> Test:
    def test(row: Row) -> Verdict:
        a, b = left(row), right(row)
        if isinstance(a, Broken) or isinstance(b, Broken):
            return a if isinstance(a, Broken) else b
        if a is None or b is None:
            return None
        return holds(a, b) if type(a) is type(b) else _UNLIKE

    return test


def _of_cells(holds: Callable[[Any, Any], bool], left: Value, right: Value, form: Form) -> Test:
    """Two cells of one row, compared as numbers or days where both are; other texts are equal or not."""

    def test(row: Row) -> Verdict:
        cells = left(row), right(row)
        texts = text(cells[0]), text(cells[1])
        broken = next((t for t in texts if isinstance(t, Broken)), None)
        if broken or None in texts:
            return broken
        for read in (form.number, form.day):
            a, b = read(cells[0]), read(cells[1])
            if not isinstance(a, Broken) and not isinstance(b, Broken):
                return holds(a, b)
        return holds(*texts) if holds in (operator.eq, operator.ne) else _UNLIKE

    return test


def _calculated(sign: str, left: Value, right: Value) -> Value:
    def value(row: Row) -> Decimal | Broken | None:
        a, b = left(row), right(row)
        if not isinstance(a, Decimal) or not isinstance(b, Decimal):
            return next((x for x in (a, b) if isinstance(x, Broken)), None)
        if sign == "/":
            return EXACT.divide(a, b) if b else Broken("division by zero")
        return _SUMS[sign](a, b)

    return value


def _has_word(value: Value, words: frozenset[str]) -> Test:
    def test(row: Row) -> Verdict:
        said = value(row)
        return not words.isdisjoint(_WORD(said.casefold())) if isinstance(said, str) else said

    return test


def _filled(value: Value, wanted: bool) -> Test:
    def test(row: Row) -> Verdict:
        said = value(row)
        return said if isinstance(said, Broken) else (said is not None) is wanted

    return test


def _all(tests: list[Test]) -> Test:
    """False where one is; else broken or empty where one is: in that order, so that nothing broken is overlooked."""
    return lambda row: _folded([test(row) for test in tests], False)


def _any(tests: list[Test]) -> Test:
    return lambda row: _folded([test(row) for test in tests], True)


def _folded(verdicts: list[Verdict], decisive: bool) -> Verdict:
    if decisive in verdicts:
        return decisive
    broken = next((v for v in verdicts if isinstance(v, Broken)), None)
    return broken or (None if None in verdicts else not decisive)


def _not(test: Test) -> Test:
    def opposite(row: Row) -> Verdict:
        verdict = test(row)
        return not verdict if isinstance(verdict, bool) else verdict

    return opposite

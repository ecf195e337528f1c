"""Ranges: the values of something that can make a difference to the conditions that compare it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from okrlang.logic.typed import Typed
from okrlang.logic.types import SHARES
from okrlang.model.quantity import Mismatch, Quantity, convert, number
from okrlang.syntax import tree

ABSENT = object()
"""That something was left out."""

_ANOTHER = object()  # a text that nothing is compared with
_ZERO, _ONE = number(0), number(1)
_COUNTED = frozenset({"samples", "samples_needed", "missed_check_ins", "missed_reviews", "missed_relevance_reviews"})
_DAY = timedelta(days=1)


class Range:
    """What something can be: `fixed` values, or those around what it is compared with, between `low` and `high`."""

    def __init__(
        self,
        fixed: tuple[object, ...] = (),
        low: Quantity | None = None,
        high: Quantity | None = None,
        whole: bool = False,
    ) -> None:
        self.fixed = fixed
        self.low, self.high, self.whole = low, high, whole
        self.may_be_absent = False
        self.named: dict[object, None] = {}
        self.counted: Quantity | None = low

    @staticmethod
    def of(node: tree.Node, found: Typed, shares: frozenset[str]) -> Range:
        """The range of an expression of some type."""
        if found.words is not None:
            return Range(fixed=found.words)
        match node:
            case tree.Reference(_, name) if name in shares:
                return Range(low=_ZERO, high=_ONE)
            case tree.Field(_, _, name) if found.types == ("number",) and name in SHARES:
                return Range(low=_ZERO, high=_ONE)
            case tree.Field(_, _, name) if name in _COUNTED:
                return Range(low=_ZERO, whole=True)
            case tree.Call(_, None, "count", _):
                return Range(low=_ZERO, whole=True)
            case tree.Call(_, None, "min" | "max" | "mean" | "median", (tree.Comprehension(_, value, _, _, _),)):
                inner = Range.of(value, found, shares)
                return Range(low=inner.low, high=inner.high)
        return Range()

    def name(self, literal: object) -> object | None:
        """Note that it is compared with something written out; what to compare, or nothing if that cannot be told."""
        if self.fixed and literal not in self.fixed:
            return None
        if isinstance(literal, Quantity):
            self.counted = self.counted or literal
            made = convert(literal, self.counted.unit)
            if isinstance(made, Mismatch):
                return None
            literal = made.value
        self.named[literal] = None
        return literal

    def values(self) -> Iterator[object]:
        """All values that can make a difference."""
        yield from self.fixed or self._around()
        if self.may_be_absent:
            yield ABSENT

    def _around(self) -> Iterator[object]:
        numbers = sorted(each for each in self.named if isinstance(each, Decimal))
        days = [each for each in self.named if isinstance(each, date)]
        if numbers:
            yield from dict.fromkeys(self._numbers(numbers))
        elif days:
            near = (day + by for day in days for by in (-_DAY, timedelta(), _DAY) if date.min < day < date.max)
            yield from dict.fromkeys(near)
        else:
            yield from (*self.named, _ANOTHER)

    def _numbers(self, named: list[Decimal]) -> Iterator[Decimal]:
        """Each number that was named, one between each two, one below and one above, as far as they can be."""
        low, high = self._in_unit(self.low), self._in_unit(self.high)
        ends = [end for end in (low, high) if end is not None]
        points = sorted({*named, *ends, min(named) - 1, max(named) + 1})
        points += [(a + b) / 2 for a, b in pairwise(points)]
        if self.whole:
            points = [round_(point) for point in points for round_ in (_floor, _ceiling)]
        yield from (point for point in points if (low is None or point >= low) and (high is None or point <= high))

    def _in_unit(self, end: Quantity | None) -> Decimal | None:
        if end is None or self.counted is None:
            return None
        made = convert(end, self.counted.unit)
        return None if isinstance(made, Mismatch) else made.value


def _floor(point: Decimal) -> Decimal:
    return point.to_integral_value(ROUND_FLOOR)


def _ceiling(point: Decimal) -> Decimal:
    return point.to_integral_value(ROUND_CEILING)

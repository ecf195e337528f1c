"""The numbers in the title of a key result, held against those that stand behind it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from okrlang.logic.texts import numbers
from okrlang.model import quantity
from okrlang.model.quantity import PERCENT, Mismatch, Quantity, number
from okrlang.model.units import is_money
from okrlang.model.workspace import Change, Goal, Keep, KeyResult, Reach, RelativeChange

_MEASURED = (Change, RelativeChange, Reach, Keep)
_MEASURING = ("percent", "percentage points", "time", "calendar", "bytes")  # whatever else is counted is a count


def misquoted(key_result: KeyResult) -> tuple[Quantity, ...]:
    """The numbers in its title of the kind of its target, where not one of them stands behind it.

    A title that quotes one of those may speak of others as well. Where one of those behind it is computed, measured,
    confidential or still to be settled, the title may be right, and none is given.
    """
    goals = tuple(_goals(key_result))
    behind = [goal.quantity for goal in goals if goal.quantity is not None]
    if not behind or len(behind) < len(goals):
        return ()
    said = tuple(found for found in numbers(key_result.title) if _is_alike(found, behind[0]))
    known = (*behind, *_ways(key_result), *_members(key_result))
    return () if any(_is_same(found, other) for found in said for other in known) else said


def _goals(key_result: KeyResult) -> Iterator[Goal]:
    """All that it names as a number, the target first."""
    for form in key_result.forms:
        match form:
            case Change():
                yield from (form.end, form.start)
            case RelativeChange():
                yield form.amount
            case Reach() | Keep():
                yield from (goal for goal in (form.bound.value, form.bound.upper) if goal)
    if key_result.forms:
        yield from (goal for goal in (key_result.commit, key_result.stretch) if goal)
        yield from (goal for _, goal in key_result.expects)


def _ways(key_result: KeyResult) -> Iterator[Quantity]:
    """How far a change goes: as a difference, and as a whole percent of where it starts."""
    for form in key_result.forms:
        if isinstance(form, Change) and form.start.quantity and form.end.quantity:
            way = quantity.subtract(form.end.quantity, form.start.quantity)
            if not isinstance(way, Mismatch):
                yield Quantity(abs(way.value), way.unit)
            share = quantity.divide(form.end.quantity, form.start.quantity)
            if not isinstance(share, Mismatch):
                yield Quantity(Decimal(round(abs(100 * share.value - 100))), PERCENT)


def _members(key_result: KeyResult) -> Iterator[Quantity]:
    """How many members it speaks of."""
    for form in key_result.forms:
        if isinstance(form, _MEASURED) and form.scope and form.scope.amount is not None:
            yield number(form.scope.amount)


def _is_same(said: Quantity, other: Quantity) -> bool:
    return said == other or (said.value == other.value and _is_alike(said, other))


def _is_alike(said: Quantity, other: Quantity) -> bool:
    """Whether both are of one dimension; in a title a count stands without its unit, and points are called percent."""
    dimensions = {said.unit.dimension, other.unit.dimension}
    if len(dimensions) == 1 or dimensions == {"percent", "percentage points"}:
        return True
    return said.unit == quantity.NUMBER and other.unit.dimension not in _MEASURING and not is_money(other.unit)

"""The numbers in the title of a key result, held against those that stand behind it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from okrlang.logic.texts import numbers
from okrlang.model import quantity
from okrlang.model.quantity import NUMBER, PERCENT, Mismatch, Quantity
from okrlang.model.workspace import Change, Goal, Keep, KeyResult, Reach, RelativeChange

_SHARES = frozenset({"percent", "percentage points"})


def contradicting(key_result: KeyResult) -> tuple[Quantity, ...]:
    """The percents, times and amounts of money in its title, where its own numbers are of that kind and none agrees.

    A title that quotes one of them may speak of others as well, and of how far it is from one to the other. Where one
    of them is computed, measured, confidential or still to be settled, the title may be right, and none is given.
    """
    goals = tuple(_goals(key_result))
    own = [goal.quantity for goal in goals if goal.quantity is not None]
    if len(own) < len(goals):
        return ()
    own += (Quantity(form.share * 100, PERCENT) for form in key_result.forms if isinstance(form, Keep))
    kinds = {number.unit.dimension for number in own} - {NUMBER.dimension}
    said = tuple(number for number in numbers(key_result.title) if number.unit.dimension in kinds)
    known = (*own, *_ways(key_result))
    return () if any(_is_same(number, other) for number in said for other in known) else said


def _goals(key_result: KeyResult) -> Iterator[Goal]:
    """The numbers that it names."""
    for form in key_result.forms:
        match form:
            case Change():
                yield from (form.start, form.end)
            case RelativeChange():
                yield form.amount
            case Reach() | Keep():
                yield from (goal for goal in (form.bound.value, form.bound.upper) if goal)
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


def _is_same(said: Quantity, other: Quantity) -> bool:
    """Whether they are equal; a difference of percents is called percent as often as points."""
    if said == other:
        return True
    return said.value == other.value and {said.unit.dimension, other.unit.dimension} == _SHARES

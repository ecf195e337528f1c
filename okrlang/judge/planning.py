"""What a unit's initiatives take at any time, to be held against what the unit has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from okrlang.judge.facts import Facts, unknown
from okrlang.judge.parts import Capacity
from okrlang.logic.values import Unknown
from okrlang.model.calendar import Period, through
from okrlang.model.quantity import Mismatch, Quantity, add, compare, number, subtract
from okrlang.model.units import is_money
from okrlang.model.workspace import Company, Initiative, OrgUnit
from okrlang.syntax.frozen import Frozen


class Load(Frozen):
    """So much taken through a period."""

    amount: Quantity
    period: Period


def people_of(amounts: Iterable[Quantity]) -> Quantity | None:
    """The people among amounts: the first that is not money."""
    return next((amount for amount in amounts if not is_money(amount.unit)), None)


def money_of(amounts: Iterable[Quantity]) -> Quantity | None:
    """The money among amounts."""
    return next((amount for amount in amounts if is_money(amount.unit)), None)


def capacity_of(unit: OrgUnit) -> Capacity | None:
    """What a unit has, where it is written."""
    return Capacity(people_of(unit.capacity), money_of(unit.capacity)) if unit.capacity else None


def planned(facts: Facts, unit: OrgUnit) -> Capacity | Unknown | None:
    """The most that the initiatives of a unit take at one time, and the day of it.

    The initiatives of units beneath it that have no capacity of their own take from it too. With a cycle, what is taken
    before and after it is left out.
    """
    initiatives = [i for u in _drawing_on(facts, unit) for i in facts.ties.owned_initiatives(u) if i.state != "stopped"]
    people = _peak(facts, initiatives, people=True, like=people_of(unit.capacity))
    money = _peak(facts, initiatives, people=False, like=money_of(unit.capacity))
    for peak in (people, money):
        if isinstance(peak, Mismatch):
            return unknown(unit.id, "planned", f"what its initiatives take cannot be added: {peak.reason}")
    assert not isinstance(people, Mismatch)
    assert not isinstance(money, Mismatch)
    if people is None and money is None:
        return None
    day = next((peak[1] for peak in (people, money) if peak and peak[1]), None)
    return Capacity(people[0] if people else None, money[0] if money else None, day)


def _drawing_on(facts: Facts, unit: OrgUnit) -> tuple[Company | OrgUnit, ...]:
    """The unit, and all beneath it down to those that have a capacity of their own."""
    found: list[Company | OrgUnit] = []
    waiting: list[Company | OrgUnit] = [unit]
    while waiting:
        at = waiting.pop()
        if at is unit or (isinstance(at, OrgUnit) and not at.capacity and at not in found):
            found.append(at)
            waiting.extend(facts.organization.parts(at))
    return tuple(found)


def _peak(
    facts: Facts, initiatives: Iterable[Initiative], people: bool, like: Quantity | None
) -> tuple[Quantity, date | None] | Mismatch | None:
    """The highest sum of people, or of money, and its first day; nothing taken is zero of what there is."""
    loads = [
        Load(amount, _period(facts, initiative))
        for initiative in initiatives
        for amount in initiative.amounts
        if is_money(amount.unit) is not people
    ]
    loads = [load for load in loads if load.period.days]
    if not loads:
        return None if like is None else (Quantity(number(0).value, like.unit), None)
    return peak(loads)


def peak(loads: Iterable[Load]) -> tuple[Quantity, date] | Mismatch:
    """The highest sum of loads that run on one day, and the first such day."""
    steps: defaultdict[date, list[tuple[Quantity, bool]]] = defaultdict(list)
    for load in loads:
        steps[load.period.start].append((load.amount, True))
        steps[load.period.end].append((load.amount, False))
    taken = highest = None
    for day in sorted(steps):
        for amount, begins in sorted(steps[day], key=lambda step: step[1]):  # what ends makes room first
            moved = amount if taken is None else add(taken, amount) if begins else subtract(taken, amount)
            if isinstance(moved, Mismatch):
                return moved
            taken = moved
        assert taken is not None
        above = True if highest is None else compare(taken, highest[0])
        if isinstance(above, Mismatch):
            return above
        if highest is None or above > 0:
            highest = (taken, day)
    assert highest is not None
    return highest


def _period(facts: Facts, initiative: Initiative) -> Period:
    """The days on which an initiative takes what it takes; those of its cycle where it says nothing.

    Of these, only the days of the cycle that is judged.
    """
    objective = facts.ties.objective_of(initiative)
    cycle = facts.ties.cycle_of(objective)
    start = initiative.start or objective.start or date.min
    last = initiative.done or initiative.end or initiative.due or (cycle.period.last if cycle else date.max)
    taken = through(start, max(start, last))
    if facts.cycle is None:
        return taken
    within = facts.cycle.period
    return Period(max(taken.start, within.start), min(taken.end, within.end))

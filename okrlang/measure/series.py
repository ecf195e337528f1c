"""Series: the values that a measure had, one a period, and what can be said of them together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from okrlang.measure.reading import Observation
from okrlang.measure.rhythm import ending, tile
from okrlang.measure.subject import Subject
from okrlang.measure.take import quantile
from okrlang.model.calendar import FiscalCalendar, Period, move
from okrlang.model.quantity import Mismatch, Quantity, add, divide, number
from okrlang.model.workspace import Every

_LONGEST = 10_000  # values looked back
_HALF = Decimal("0.5")


def series(subject: Subject, until: date, member: str | None, fiscal: FiscalCalendar) -> tuple[Observation, ...]:
    """One value a period of the cadence, else of the window, else a date; without the period under way.

    A period without data is left out, unless no data is a value. One whose data could not be read has no value.
    """
    if subject.rhythm.beat is None:
        days = [day for day in subject.days(member) if day <= until][-_LONGEST:]
        periods = [Period(day, move(day, 1, "days")) for day in days]
    else:
        periods = _periods(subject, until, member, fiscal)
    found = []
    for period in periods:
        reading = subject.within(period, member)
        if reading.value is not None or reading.silence is None:
            found.append(Observation(period.last, reading.value, period, reading))
    return tuple(found)


def _periods(subject: Subject, until: date, member: str | None, fiscal: FiscalCalendar) -> list[Period]:
    """The periods of which the series may have a value, in order, none of them under way."""
    beat, days = subject.rhythm.beat, subject.days(member)
    assert beat is not None
    begun = _begun(subject, days)
    if begun is None:
        return []
    speaks = subject.silence in ("zero", "last_value") or subject.rhythm.window is not None
    found: list[Period] = []
    period = tile(move(until, 1, "days"), beat, fiscal)
    while period.start > begun and len(found) < _LONGEST:
        before = move(period.start, -1, "days")
        if not speaks:  # straight to the next one with data
            before = days[bisect_right(days, before) - 1]
        period = tile(before, beat, fiscal)
        found.append(period)
    return found[::-1]


def _begun(subject: Subject, days: Sequence[date]) -> date | None:
    """The first day of which the series can say anything."""
    alive = subject.alive if subject.silence == "zero" else None
    begins = [*days[:1], *(alive[:1] if alive else ())]
    return min(begins, default=None)


def apart(observations: Sequence[Observation], window: Every | None) -> tuple[Observation, ...]:
    """The observations whose windows share no more than a tenth with the one before, from the first whole window on.

    Values of windows that overlap move together: they say nothing of how much a process goes up and down by itself.
    """
    if window is None:
        return tuple(observations)
    found: list[Observation] = []
    for observation in observations:
        days = ending(window, observation.at).days
        last = found[-1].at if found else move(observations[0].period.start, -1, "days")
        if (observation.at - last).days >= days - days // 10:
            found.append(observation)
    return tuple(found)


def before(observations: Sequence[Observation], at: date | None) -> tuple[Observation, ...]:
    """The observations before a value of a day: those of earlier periods."""
    return tuple(o for o in observations if at is None or o.at < at)


def summary(name: str, observations: Sequence[Observation]) -> Quantity | str:
    """What a function of the language makes of a series: `mean`, `sum`, `min`, `max`, `median`, `count`, `previous`.

    Else why there is no such value: nothing passes for known because a part of it was left out.
    """
    unread = next((o for o in observations if o.value is None), None)
    if unread and name != "count":
        return f"the value of {unread.at} is not known"
    if name == "count":
        return number(len(observations))
    values = [o.value for o in observations if o.value is not None]
    if not values:
        return "there is no value yet"
    made = _SUMMARIES[name](values) if name in _SUMMARIES else Mismatch("there is no such function")
    return made.reason if isinstance(made, Mismatch) else made


def _sum(values: Sequence[Quantity]) -> Quantity | Mismatch:
    total: Quantity | Mismatch = values[0]
    for value in values[1:]:
        if isinstance(total, Mismatch):
            return total
        total = add(total, value)
    return total


def _mean(values: Sequence[Quantity]) -> Quantity | Mismatch:
    total = _sum(values)
    return total if isinstance(total, Mismatch) else divide(total, number(len(values)))


def _of_all(pick: Callable[[list[Decimal]], Decimal]) -> Callable[[Sequence[Quantity]], Quantity]:
    return lambda values: Quantity(pick([value.value for value in values]), values[0].unit)


_SUMMARIES: dict[str, Callable[[Sequence[Quantity]], Quantity | Mismatch]] = {
    "sum": _sum,
    "mean": _mean,
    "min": _of_all(min),
    "max": _of_all(max),
    "median": _of_all(lambda values: quantile(values, _HALF)),
    "previous": lambda values: values[-1],
}

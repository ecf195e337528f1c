"""Freshness: how old the last value of a measure is, and which value stood when a cycle began."""

from __future__ import annotations

from datetime import date

from okrlang.measure.reading import Reading, unknown
from okrlang.measure.rhythm import length
from okrlang.measure.subject import Subject
from okrlang.model.calendar import Period, move


def last_day(subject: Subject, day: date, member: str | None) -> date | None:
    """The last day up to a day of which there is an observation.

    Where no data means zero, silence is an observation too, as long as the source speaks at all.
    """
    last = subject.last(day, member)
    alive = subject.alive if subject.silence == "zero" else None
    spoken = min(alive[1], day) if alive and alive[0] <= day else None
    return max(filter(None, (last, spoken)), default=None)


def is_stale(subject: Subject, day: date, member: str | None) -> bool | None:
    """Whether the last value is older than cadence and grace allow; None without a cadence or without data.

    A whole that is made of its members is as old as the oldest of them, where it is known which they are.
    """
    own = _is_old(subject, day, member)
    rests_on_members = own is None or (own is False and subject.pooled and subject.listed)
    if member is not None or not rests_on_members:
        return own
    found = [_is_old(subject, day, one) for one in subject.members(day)]
    if True in found:
        return True
    return None if None in found or not found else False


def oldest(subject: Subject, day: date) -> date | None:
    """The day of the value of the whole that is the first to be too old: its own, or that of its oldest member."""
    if not (subject.pooled and subject.listed) or _is_old(subject, day, None):
        return last_day(subject, day, None)
    return min(filter(None, (last_day(subject, day, one) for one in subject.members(day))), default=None)


def _is_old(subject: Subject, day: date, member: str | None) -> bool | None:
    last = last_day(subject, day, member)
    until = subject.rhythm.fresh_until(last) if last else None
    return None if until is None else day > until


def baseline(subject: Subject, start: date, member: str | None, span: Period | None) -> Reading:
    """The value when a cycle began: the last at or before its start if fresh, else the first in its first cadence.

    Of what comes together over a time it is what came together in the equally long span before the cycle.
    """
    if subject.gathers and span is not None:
        return subject.within(Period(move(span.start, -span.days, "days"), span.start), member)
    reading = subject.on(start, member, None)
    if reading.value is None and reading.silence is None:
        return reading
    if reading.value is not None and not is_stale(subject, start, member):
        return reading
    return _first_after(subject, start, member) or unknown(
        f"`{subject.id}` has no fresh value when the cycle began on {start}",
        silence=reading.silence or "unknown",
        origin=reading.origin,
    )


def _first_after(subject: Subject, start: date, member: str | None) -> Reading | None:
    """The first value in the first cadence of a cycle."""
    if subject.rhythm.cadence is None:
        return None
    end = length(subject.rhythm.cadence).after(start)
    for day in subject.days(member):
        if start < day < end:
            reading = subject.on(day, member, None)
            if reading.value is not None or reading.silence is None:
                return reading
    return None

"""Bands: the level of a KPI, judged from the top, and when a new level counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from okrlang.model.calendar import Duration

GREEN, AMBER, RED = "green", "amber", "red"
RANK = {RED: 0, AMBER: 1, GREEN: 2}


def level(green: bool | None, amber: bool | None) -> str | None:
    """Green where its band holds, else amber, else red; unknown while a band that is asked is unknown.

    A band that is not written does not hold.
    """
    if green is not False:
        return GREEN if green else None
    if amber is not False:
        return AMBER if amber else None
    return RED


def is_at_least(found: str | None, asked: str) -> bool | None:
    """Whether a level is as good as another or better; unknown where there is none."""
    return None if found is None else RANK[found] >= RANK[asked]


def settled(
    level_at: Callable[[date], str | None], day: date, lasting: Duration, first: date
) -> tuple[str | None, str | None]:
    """The level that counts at the end of a day, and the new one that has not lasted long enough yet, if any.

    A level counts from the day on which it has lasted so long; a shorter one never counted. Before `first` nothing was
    measured.
    """
    now = found = level_at(day)
    end = day
    while True:
        long_enough = _next(lasting.before(_worked(end) if lasting.unit == "working days" else end), 1)
        start = end
        while start > max(long_enough, first) and level_at(_next(start, -1)) == found:
            start = _next(start, -1)
        if start <= long_enough:
            return found, now if now != found else None
        if start <= first:
            return None, now
        end = _next(start, -1)
        found = level_at(end)
        if found is None:  # a level is not carried across a gap
            return None, now


def _worked(day: date) -> date:
    """The last working day up to a day: a weekend is no time that a level lasts."""
    return _next(day, -max(day.weekday() - 4, 0))


def _next(day: date, step: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + step, 1), date.max.toordinal()))

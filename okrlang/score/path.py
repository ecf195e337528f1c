"""The path: how much of the way should be gone by a day, and how fast it is gone and must be gone."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache

from okrlang.score.progress import ALL, NOTHING, clamp
from okrlang.syntax.frozen import Frozen


@lru_cache(maxsize=4096)  # most goals of a cycle share their days
def elapsed(start: date, due: date, day: date) -> Fraction:
    """The share of the days from `start` through `due`, both counted, that are over at the end of a day, 0…1."""
    total, over = days_through(start, due), days_through(start, day)
    return clamp(Fraction(over, total)) if total > 0 else Fraction(day >= due)


def days_through(first: date, last: date) -> int:
    """How many days there are from the first through the last, both counted."""
    return (last - first).days + 1


def expected(start: date, due: date, day: date, points: tuple[tuple[date, Fraction], ...] = ()) -> Fraction:
    """The share of the way that should be gone by the end of a day: a straight line from 0 to 1, or through points.

    A point is a day and the share expected by its end; one that does not lie between start and due is left out. The way
    begins where the day before `start` ended.
    """
    found = leg(start, due, day, points)
    return elapsed(start, due, day) if found is None else found.expected


class Leg(Frozen):
    """The part of a path that a day lies on: from the share `reached` `before`, to `share` `at`; `now` is the day.

    The times are shares of the days.
    """

    before: Fraction
    reached: Fraction
    at: Fraction
    share: Fraction
    now: Fraction

    @property
    def expected(self) -> Fraction:
        """The share of the way that should be gone."""
        if self.at == self.before:
            return clamp(self.share)
        gone = (self.share - self.reached) * (self.now - self.before) / (self.at - self.before)
        return clamp(self.reached + gone)


def leg(start: date, due: date, day: date, points: tuple[tuple[date, Fraction], ...]) -> Leg | None:
    """The part of a path through points that a day lies on; none where no point lies between start and due."""
    now = elapsed(start, due, day)
    bends = [(elapsed(start, due, at), share) for at, share in sorted(points) if start <= at < due]
    if not bends:
        return None
    before, reached = NOTHING, NOTHING
    for at, share in (*bends, (ALL, ALL)):
        if now <= at:
            break
        before, reached = at, share
    return Leg(before, reached, at, share, now)


def required_rate(current: Fraction, target: Fraction, day: date, due: date) -> Fraction | None:
    """How much must change a day from now to the due day; none when no day is left."""
    left = (due - day).days
    return (target - current) / left if left > 0 else None


def achieved_rate(baseline: Fraction, current: Fraction, start: date, day: date) -> Fraction | None:
    """How much has changed a day so far; none before the first day is over."""
    over = days_through(start, day)
    return (current - baseline) / over if over > 0 else None

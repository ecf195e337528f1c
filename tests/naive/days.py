"""Days and periods as the language has them: fiscal years, weeks, and days moved by a length of time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from naive.amounts import DAY, MONTHS, SECONDS, WORKING_DAYS, Amount, WrongError, order


@dataclass(frozen=True)
class Span:
    """The days from the first to the last, both included."""

    first: date
    last: date


def period(name: str, year_starts: int) -> Span:
    """`2026`, `2026-H1`, `2026-Q3` by the fiscal year, which is named for the year it ends in; `2026-09`, `2026-W07`."""
    found = re.fullmatch(r"(\d{4})(?:-([HQW]?)(\d+))?", name)
    assert found
    year, kind, part = int(found[1]), found[2], int(found[3] or 1)
    if kind == "W":
        monday = date.fromisocalendar(year, part, 1)
        return Span(monday, monday + timedelta(6))
    if kind == "":
        return _months(date(year, part, 1), 1)
    start = date(year if year_starts == 1 else year - 1, year_starts, 1)
    length = {"H": 6, "Q": 3, None: 12}[kind]
    return _months(months_on(start, length * (part - 1)), length)


def around(day: date, kind: str, year_starts: int) -> Span:
    """The year, quarter, month or week in which a day lies."""
    if kind == "week":
        monday = day - timedelta(day.weekday())
        return Span(monday, monday + timedelta(6))
    if kind == "month":
        return _months(day.replace(day=1), 1)
    length = {"year": 12, "quarter": 3}[kind]
    since = (day.month - year_starts) % length
    return _months(months_on(day.replace(day=1), -since), length)


def _months(first: date, count: int) -> Span:
    return Span(first, months_on(first, count) - timedelta(1))


def months_on(day: date, count: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(12 * day.year + day.month - 1 + count, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def moved(day: date, by: Amount, sign: int) -> date:
    """A day so much later, or with a sign of -1 earlier; only whole days, months and working days move it."""
    count = by.value / DAY if by.of == SECONDS else by.value
    if by.of is None:  # the sum of nothing
        return day
    if by.of not in (SECONDS, MONTHS, WORKING_DAYS):
        raise WrongError("unit" if by.given else "type")
    if count.denominator != 1:
        raise WrongError("part of a day")
    steps = sign * int(count)
    try:
        if by.of == WORKING_DAYS:
            return _working_days_on(day, steps)
        return day + timedelta(steps) if by.of == SECONDS else months_on(day, steps)
    except (ValueError, OverflowError):  # beyond the calendar it stays on the calendar's last day, or first
        return date.max if steps > 0 else date.min


def _working_days_on(day: date, steps: int) -> date:
    """Day by day, from Monday to Friday; from a weekend it starts at the working day before its first step."""
    one = timedelta(1 if steps > 0 else -1)
    for _ in range(abs(steps)):
        day += one
        while day.weekday() > 4:
            day += one
    return day


def between(later: date, earlier: date) -> Amount:
    """The days between two days."""
    return Amount((later - earlier).days * DAY, SECONDS)


def order_of_lengths(a: Amount, b: Amount) -> int:
    """How two lengths of time stand to each other: a month has 28 to 31 days, so a month and 30 days are in no order."""
    if a.of == b.of or None in (a.of, b.of):
        return order(a, b)
    (a_least, a_most), (b_least, b_most) = _taken(a), _taken(b)
    if a_most < b_least or b_most < a_least:
        return -1 if a_most < b_least else 1
    raise WrongError("lengths")


@lru_cache(maxsize=1000)
def _taken(length: Amount) -> tuple[int, int]:
    """How many days it takes, at least and at most."""
    whole = length.value / DAY if length.of == SECONDS else length.value
    if whole.denominator != 1 or whole < 0:
        raise WrongError("lengths")
    starts = (date(2000, 1, 1) + timedelta(days) for days in range(4 * 365 + 1))
    taken = [(moved(start, length, 1) - start).days for start in starts]
    return min(taken), max(taken)

"""Days and periods: fiscal years and their parts, durations that move a day, and dates as data files write them.

Every function is total. The calendar has a first day (year 1) and a last (year 9999): what would lie beyond is moved to
that end, or is no period where a text names it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, tzinfo
from decimal import Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from okrlang.model.quantity import CONTEXT
from okrlang.model.units import unit
from okrlang.syntax.frozen import Frozen

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

# --- days ------------------------------------------------------------------------------------------------------------


class Duration(Frozen):
    """A whole number of `days`, `weeks`, `months`, `years` or `working days`: what a day can be moved by."""

    count: int
    unit: str

    def after(self, day: date) -> date:
        """The day that much later."""
        return _MOVES[self.unit](day, self.count)

    def before(self, day: date) -> date:
        """The day that much earlier."""
        return _MOVES[self.unit](day, -self.count)

    def __str__(self) -> str:
        return f"{self.count} {self.unit.removesuffix('s') if self.count == 1 else self.unit}"


def duration(count: Decimal | int, unit_name: str) -> Duration | None:
    """The duration of an amount such as `10 working days`, `1 month` or `48 h`; nothing where it is not whole days.

    What is no whole number of its own unit may be one of days (1.5 weeks are none) or of months (half a year is six).
    """
    asked, count = unit(unit_name), CONTEXT.plus(Decimal(count))
    finest = unit({"time": "days", "calendar": "months"}.get(asked.dimension, asked.name))
    for counted in (asked, finest):
        many = count if counted is asked else CONTEXT.divide(CONTEXT.multiply(count, asked.factor), counted.factor)
        many = _NEARLY.plus(many)
        if counted.name in _MOVES and many.is_finite() and many == many.to_integral_value(context=CONTEXT):
            return Duration(int(many), counted.name)
    return None


_NEARLY = Context(prec=30, traps=[])  # a seventh of a week is off in its 38th digit, and still a day


def move(day: date, count: Decimal | int, unit_name: str) -> date:
    """The day `count` days, weeks, months, years or working days later, or earlier for a negative count.

    Months and years keep the day of the month, or take the month's last; working days are Monday to Friday, and none
    of them is no move. Beyond the calendar it stays on the calendar's first or last day. What is no whole number of
    days moves nothing: `duration` says so beforehand.
    """
    by = duration(count, unit_name)
    return _MOVES[by.unit](day, by.count) if by else day


def _days_on(day: date, count: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + count, 1), date.max.toordinal()))


def _months_on(day: date, count: int) -> date:
    year, month = divmod(_month_index(day) + count, 12)
    if not 1 <= year <= 9999:
        return date.min if year < 1 else date.max
    length = 31 if month == 11 else (date(year, month + 2, 1) - date(year, month + 1, 1)).days
    return date(year, month + 1, min(day.day, length))


def _working_days_on(day: date, count: int) -> date:
    if not count:
        return day
    weekday, sign = day.weekday(), 1 if count > 0 else -1
    if weekday > 4:  # a weekend counts from the working day on its other side
        day = _days_on(day, 4 - weekday if sign > 0 else 7 - weekday)
        weekday = day.weekday()
    weeks, rest = divmod(abs(count), 5)
    over_a_weekend = not 0 <= weekday + sign * rest <= 4
    return _days_on(day, sign * (7 * weeks + rest + 2 * over_a_weekend))


_MOVES: dict[str, Callable[[date, int], date]] = {
    "days": _days_on,
    "weeks": lambda day, count: _days_on(day, 7 * count),
    "months": _months_on,
    "years": lambda day, count: _months_on(day, 12 * count),
    "working days": _working_days_on,
}


def _month_index(day: date) -> int:
    """The months since the year 0 began."""
    return 12 * day.year + day.month - 1


# --- periods ---------------------------------------------------------------------------------------------------------


class Period(Frozen, apart=("name",)):
    """The days from `start` up to, but not including, `end`; `name` is what people call it (`2026-Q3`), if anything."""

    start: date
    end: date
    name: str = ""

    def __lt__(self, other: Period) -> bool:
        return (self.start, self.end) < (other.start, other.end)

    @property
    def last(self) -> date:
        """The last day."""
        return _days_on(self.end, -1)

    @property
    def days(self) -> int:
        """How many days there are in it."""
        return max((self.end - self.start).days, 0)

    def contains(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.start <= day < self.end

    def overlaps(self, other: Period) -> bool:
        """Whether the two have a day in common."""
        return max(self.start, other.start) < min(self.end, other.end)

    def __str__(self) -> str:
        return self.name or f"{self.start} to {self.last}"


def through(first: date, last: date, name: str = "") -> Period:
    """The period of two written ends, both included: `from 2026-07-01 to 2026-08-15`."""
    return Period(first, _days_on(last, 1), name)


def subtract_pauses(within: Period, pauses: Iterable[Period]) -> tuple[Period, ...]:
    """What is left of a period outside all pauses, in order."""
    left, at = [], within.start
    for pause in sorted(pauses):
        if not pause.days:
            continue
        if at < min(pause.start, within.end):
            left.append(Period(at, min(pause.start, within.end)))
        at = max(at, pause.end)
    if at < within.end:
        left.append(Period(at, within.end))
    return tuple(left)


def elapsed(start: date, due: date, as_of: date) -> Decimal:
    """The share of the days from `start` through `due` that are over at the end of `as_of`, from 0 to 1."""
    total, over = (due - start).days + 1, (as_of - start).days + 1
    if total <= 0:
        return Decimal(int(as_of >= due))
    return CONTEXT.divide(Decimal(min(max(over, 0), total)), Decimal(total))


# --- rhythms ---------------------------------------------------------------------------------------------------------


def spans(count: Decimal | int, unit_name: str, within: Period) -> tuple[Period, ...]:
    """The spans of a rhythm (`every 2 weeks`), end to end from the period's first day; the last may be cut short."""
    step, ends = duration(count, unit_name), [within.start]
    while step and step.count > 0 and ends[-1] < within.end:
        ends.append(min(_MOVES[step.unit](within.start, step.count * len(ends)), within.end))
    return tuple(map(Period, ends, ends[1:]))


def every(count: Decimal | int, unit_name: str, within: Period) -> tuple[date, ...]:
    """The due dates of a rhythm in a period: every 2 weeks from 1 July is 15 July, 29 July, … up to its last day."""
    return tuple(span.end for span in spans(count, unit_name, within) if span.end < within.end)


# --- fiscal calendars ------------------------------------------------------------------------------------------------

_PERIOD = re.compile(r"([0-9]{4})(?:-(?:([HQW])([0-9]{1,2})|([0-9]{2})))?").fullmatch
_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}


class FiscalCalendar(Frozen):
    """How years, halves and quarters lie: they start in a month (1 to 12) and are named for the year they end in.

    Months and ISO weeks (Monday to Sunday) are everybody's.
    """

    starts_in: int = 1

    def period(self, name: str) -> Period | None:
        """The period of that name: `2026`, `2026-H1`, `2026-Q3`, `2026-09` or `2026-W05`; nothing if there is none."""
        found = _PERIOD(name)
        if not found:
            return None
        year, letter, part, month = int(found[1]), found[2], int(found[3] or 0), int(found[4] or 0)
        if letter == "W":
            return self._at(_week_start(year, part), "week", name)
        first = 12 * year + self._shift
        if letter == "H":
            return self._at(_month_start(first + 6 * part - 6), "half", name)
        if letter == "Q":
            return self._at(_month_start(first + 3 * part - 3), "quarter", name)
        if found[4]:
            return self._at(_month_start(12 * year + month - 1), "month", name)
        return self._at(_month_start(first), "year", name)

    def containing(self, day: date, kind: str) -> Period:
        """The year, half, quarter, month, week or day (`kind`) in which a day lies.

        At either end of the calendar it is cut short, and the calendar's very last day lies in none, as no day follows.
        """
        if kind == "day":
            return Period(day, _days_on(day, 1), day.isoformat())
        if kind == "week":
            year, week, weekday = day.isocalendar()
            return Period(_days_on(day, 1 - weekday), _days_on(day, 8 - weekday), f"{year:04}-W{week:02}")
        months = _MONTHS[kind]
        shift = 0 if kind == "month" else self._shift
        first = (_month_index(day) - shift) // months * months
        start, end = _month_start(first + shift) or date.min, _month_start(first + shift + months) or date.max
        return Period(start, end, _name(first, kind))

    def periods(self, kind: str, within: Period, complete: bool) -> tuple[Period, ...]:
        """The periods of a kind that have a day within a period, in order, uncut; or those that lie within it whole."""
        found, day = [], within.start
        while day < within.end:
            tile = self.containing(day, kind)
            if not complete or (within.start <= tile.start and tile.end <= within.end):
                found.append(tile)
            day = tile.end
        return tuple(found)

    @property
    def _shift(self) -> int:
        """How many months after January of the year it is named for a fiscal year begins: none, or -11 to -1."""
        return self.starts_in - 13 if self.starts_in > 1 else 0

    def _at(self, start: date | None, kind: str, name: str) -> Period | None:
        """The period of a kind that starts on a day, if it is the one so named and no calendar's end cuts it."""
        tile = self.containing(start, kind) if start else None
        return tile if tile and tile.name == name and tile.end < date.max else None


def _name(first: int, kind: str) -> str:
    """The name of the period whose first month is so many months after the fiscal (a month: calendar) year 0 began."""
    year, month = divmod(first, 12)
    part = {"year": "", "half": f"-H{month // 6 + 1}", "quarter": f"-Q{month // 3 + 1}", "month": f"-{month + 1:02}"}
    return f"{year:04}{part[kind]}"


def _month_start(index: int) -> date | None:
    """The first day of the month so many months after the year 0 began, if the calendar has it."""
    year, month = divmod(index, 12)
    return date(year, month + 1, 1) if date.min.year <= year <= date.max.year else None


def _week_start(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:  # a year has 52 weeks or 53
        return None


# --- dates in data ---------------------------------------------------------------------------------------------------

ISO = "yyyy-mm-dd"
_ISO_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ](?:[01][0-9]|2[0-3]):[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
    r"(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
).fullmatch
_FIELD, _MARK = "(yyyy|mm?|dd?)", "([-./ ]?)"
_FORM = re.compile(_FIELD + _MARK + _FIELD + _MARK + _FIELD).fullmatch
_DIGITS = {"yyyy": "[0-9]{4}", "mm": "[0-9]{2}", "m": "[0-9]{1,2}", "dd": "[0-9]{2}", "d": "[0-9]{1,2}"}


def parse_date(written: str, form: str = ISO, zone: tzinfo | None = None) -> date | None:
    """The day a data cell holds, written in the declared form (see `is_date_form`), or nothing.

    In the form `yyyy-mm-dd` a time may follow, as in `2026-07-01T10:00:00Z`; with an offset it is the day in the zone
    (UTC when there is none), without one it is taken as the zone's own.
    """
    if form != ISO:
        pattern = _date_pattern(form)
        found = pattern.fullmatch(written) if pattern else None
        return _date(int(found["y"]), int(found["m"]), int(found["d"])) if found else None
    if len(written) != 10:
        return _parse_time(written, zone)
    try:
        return date.fromisoformat(written) if written[4] == written[7] == "-" else None
    except ValueError:
        return None


def is_date_form(form: str) -> bool:
    """Whether a form says how dates are written: `yyyy`, `mm` or `m`, and `dd` or `d`, with `-`, `.`, `/` between."""
    return _date_pattern(form) is not None


@lru_cache(maxsize=64)
def _date_pattern(form: str) -> re.Pattern[str] | None:
    found = _FORM(form)
    if not found:
        return None
    first, mark, second, other_mark, third = found.groups()
    fields = (first, second, third)
    if {part[0] for part in fields} != {"y", "m", "d"} or (not (mark and other_mark) and {"m", "d"} & {*fields}):
        return None  # doubled, or digits that run into each other
    one, two, three = (f"(?P<{part[0]}>{_DIGITS[part]})" for part in fields)
    return re.compile(one + re.escape(mark) + two + re.escape(other_mark) + three)


def _parse_time(written: str, zone: tzinfo | None) -> date | None:
    match = _ISO_TIME(written)
    if not match:
        return None
    try:
        at = datetime.fromisoformat(written)
        return (at.astimezone(zone or UTC) if match[1] else at).date()
    except (ValueError, OverflowError):  # no such day or time, or one that the zone moves out of the calendar
        return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}").fullmatch
_NO_ZONES = ("localtime", "posixrules", "Factory", "posix/", "right/")  # files some machines have among the zones


def zone(name: str) -> ZoneInfo | None:
    """The time zone of that name (`Europe/Berlin`, `UTC`), if there is one."""
    from zoneinfo import ZoneInfo  # most commands ask for no zone

    if not _ZONE(name) or name.startswith(_NO_ZONES):
        return None
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None

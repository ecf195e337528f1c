"""The rhythm of a measure: how often it comes, until when it is fresh, and how it divides the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from okrlang.model.calendar import Duration, FiscalCalendar, Period, duration, move
from okrlang.model.workspace import Every

_KINDS = {
    (1, "days"): "day",
    (1, "weeks"): "week",
    (1, "months"): "month",
    (3, "months"): "quarter",
    (6, "months"): "half",
    (12, "months"): "year",
    (1, "years"): "year",
}
_ONE_DAY = Duration(1, "days")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A cadence with its grace, and the window of each value; None where there is none."""

    cadence: Every | None = None
    grace: Every | None = None
    window: Every | None = None

    def fresh_until(self, last: date) -> date | None:
        """The last day on which a value of a day is still fresh; None where there is no cadence."""
        if self.cadence is None:
            return None
        due = length(self.cadence).after(last)
        return length(self.grace).after(due) if self.grace else due

    @property
    def beat(self) -> Every | None:
        """What one value of its series stands for: the cadence, else the window, else nothing but its date."""
        return self.cadence or self.window


def length(every: Every) -> Duration:
    """How long that is, in whole days at least: what lasts less than a day lasts one."""
    return duration(every.count, every.unit) or _ONE_DAY


def ending(window: Every, day: date) -> Period:
    """The window that ends with a day."""
    end = move(day, 1, "days")
    return Period(min(length(window).before(end), day), end)


def tile(day: date, beat: Every, fiscal: FiscalCalendar) -> Period:
    """The period of a beat in which a day lies: the calendar's own month or quarter, else one of equal tiles.

    Tiles of weeks start on Mondays, tiles of months with the fiscal year; they are counted from the calendar's begin.
    """
    size = length(beat)
    kind = _KINDS.get((size.count, size.unit))
    if kind:
        return fiscal.containing(day, kind)
    if size.unit in ("months", "years"):
        return _months(day, max(size.count * (12 if size.unit == "years" else 1), 1), fiscal.starts_in)
    if size.unit == "working days":
        return _working_days(day, max(size.count, 1))
    return _days(day, max(size.count * (7 if size.unit == "weeks" else 1), 1))


def _days(day: date, count: int) -> Period:
    first = (day.toordinal() - 1) // count * count  # the calendar's first day is a Monday
    start = date.fromordinal(first + 1)
    return Period(start, move(start, count, "days"))


def _months(day: date, count: int, starts_in: int) -> Period:
    months = 12 * day.year + day.month - starts_in
    start = move(date(day.year, day.month, 1), -(months % count), "months")
    return Period(start, move(start, count, "months"))


def _working_days(day: date, count: int) -> Period:
    """So many working days and the weekends behind them."""
    week, weekday = divmod(day.toordinal() - 1, 7)
    first = (5 * week + min(weekday, 4)) // count * count
    return Period(_working_day(first), _working_day(first + count))


def _working_day(number: int) -> date:
    week, weekday = divmod(number, 5)
    return move(date.min, 7 * week + weekday, "days")

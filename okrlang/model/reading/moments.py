"""Days and durations: a date, a day by its name, a day reckoned from another, and how often something comes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from okrlang.model.calendar import Duration, Period, duration, through
from okrlang.model.reading.draft import Draft
from okrlang.model.workspace import Every
from okrlang.syntax import tree

_RHYTHMS = {
    "day": (1, "days"),
    "week": (1, "weeks"),
    "month": (1, "months"),
    "quarter": (3, "months"),
    "half": (6, "months"),
    "year": (1, "years"),
}
_SINGULAR = {**{f"{word}s": word for word in _RHYTHMS}, "halves": "half"}
_DAYS = {"days": 1, "working days": 1, "weeks": 7, "months": 30, "years": 365}
PERIODS = tuple(_RHYTHMS)


def day_of(day: tree.Day) -> date | None:
    """A written date; nothing where the calendar has no such day: the parser says so, and gives its first day."""
    return day.value if day.value != date.min else None


def moment(when: tree.Moment, draft: Draft) -> date | None:
    """The day that a goal means; nothing while it is `tbd`, or where it was complained about."""
    match when:
        case tree.Day():
            return day_of(when)
        case tree.DayAfter():
            return _reckoned(when, draft)
        case tree.Path():
            found = draft.names.find(when, ("day",))
            return draft.days[found.id].day if found else None
        case _:
            return None


def _reckoned(when: tree.DayAfter, draft: Draft) -> date | None:
    length, day = _duration(when.amount, draft), moment(when.day, draft)
    if not length or not day:
        return None
    return length.before(day) if when.before else length.after(day)


def _duration(amount: tree.Amount, draft: Draft) -> Duration | None:
    length = duration(amount.value, amount.unit) if amount.unit else None
    if length is None:
        draft.complaints.error(
            "bad-duration",
            f"`{amount.span.text}` is no number of whole days",
            amount.span,
            "write `30 days`, `10 working days`, `2 weeks`, `3 months` or `1 year`",
        )
    return length


def length(amount: tree.Amount | None, draft: Draft, least: int = 1) -> Every | None:
    """A length of time of whole days, weeks, months or years."""
    found = _duration(amount, draft) if amount else None
    if amount is None or found is None:
        return None
    if found.count < least:
        draft.complaints.error(
            "bad-duration", f"`{amount.span.text}` is no time at all", amount.span, "write `1 day` or more"
        )
        return None
    return Every(Decimal(found.count), found.unit)


def rhythm(node: tree.Rhythm | None, draft: Draft) -> Every | None:
    """How often something comes; quarters and halves are counted in months."""
    if node is None or not draft.one_of(singular(node.unit), PERIODS, "rhythm", node.span):
        return None
    if node.count < 1 or node.count != node.count.to_integral_value():
        draft.complaints.error("bad-duration", f"`{node.span.text}` is no rhythm", node.span, "write `every 2 weeks`")
        return None
    times, unit = _RHYTHMS[singular(node.unit)]
    return Every(node.count * times, unit)


def days_in(every: Every) -> int:
    """How many days a length of time has, near enough to compare it with others."""
    return int(every.count) * _DAYS[every.unit]


def singular(word: str) -> str:
    """`week` for `weeks`."""
    return _SINGULAR.get(word, word)


def dates(node: tree.Dates | None, draft: Draft) -> tuple[date | None, date | None]:
    """The first and the last day of `from … to …`."""
    if node is None:
        return None, None
    first, last = moment(node.start, draft), moment(node.end, draft)
    if first and last and last < first:
        draft.complaints.error(
            "dates-out-of-order", f"`{node.span.text}` ends before it begins", node.span, "the first day stands first"
        )
        return None, None
    return first, last


def pause(node: tree.Pause, draft: Draft) -> Period | None:
    """The days of a pause."""
    first, last = day_of(node.start), day_of(node.end)
    if not first or not last:
        return None
    if last < first:
        draft.complaints.error(
            "dates-out-of-order", f"`{node.span.text}` ends before it begins", node.span, "the first day stands first"
        )
        return None
    return through(first, last)

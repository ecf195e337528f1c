"""What a rhythm asks for, and which of it was missed: check-ins every two weeks, reviews every month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from okrlang.model.calendar import Duration, Period, spans, subtract_pauses
from okrlang.syntax.frozen import Frozen


class Turn(Frozen):
    """One turn of a rhythm: something dated from `opens` through `closes` keeps it; it is `due` in between."""

    opens: date
    due: date
    closes: date


@lru_cache(maxsize=256)  # all goals of a cycle have the same
def turns(every: Duration, grace: Duration, within: Period, pauses: tuple[Period, ...] = ()) -> tuple[Turn, ...]:
    """The turns of a rhythm in a period: those paused for more than half are excused, others wait for a pause's end.

    What the period's end cuts short is not asked for, unless it is the only turn: that one is due at the end.
    """
    asked = spans(every.count, every.unit, within)
    return tuple(
        Turn(span.start, due, grace.after(due))
        for span in asked
        if (span.end < within.end or len(asked) == 1) and not _is_paused(span, pauses)
        for due in (_after(span.end, pauses),)
    )


def _is_paused(span: Period, pauses: tuple[Period, ...]) -> bool:
    """Whether more than half of a span is paused."""
    return 2 * sum(left.days for left in subtract_pauses(span, pauses)) < span.days


def _after(day: date, pauses: tuple[Period, ...]) -> date:
    """The day, or the first one after it that no pause holds."""
    for pause in sorted(pauses):
        if pause.contains(day):
            day = pause.end
    return day


def missed(asked: Iterable[Turn], kept_on: Iterable[date], as_of: date) -> tuple[date, ...]:
    """The due days of the turns that are over by the end of `as_of` and that nothing kept.

    Each day something was done on keeps one turn only; the earliest day that still fits is taken for each.
    """
    days, at, lost = sorted(set(kept_on)), 0, []
    for turn in asked:
        if turn.closes > as_of:
            break
        while at < len(days) and days[at] < turn.opens:
            at += 1
        if at < len(days) and days[at] <= turn.closes:
            at += 1
        else:
            lost.append(turn.due)
    return tuple(lost)

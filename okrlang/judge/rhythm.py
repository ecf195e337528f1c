"""What a rhythm asks for, and which of it was missed: check-ins every two weeks, reviews every month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from okrlang.model.calendar import Duration, Period, spans
from okrlang.syntax.frozen import Frozen


class Turn(Frozen):
    """One turn of a rhythm: something dated from `opens` through `closes` keeps it; it is `due` in between."""

    opens: date
    due: date
    closes: date


@lru_cache(maxsize=256)  # all goals of a cycle have the same
def turns(every: Duration, grace: Duration, within: Period, pauses: tuple[Period, ...] = ()) -> tuple[Turn, ...]:
    """The turns of a rhythm in a period; those due in a pause are excused.

    What the period's end cuts short is not asked for, unless it is the only turn: that one is due at the end.
    """
    asked = spans(every.count, every.unit, within)
    return tuple(
        Turn(span.start, span.end, grace.after(span.end))
        for span in asked
        if (span.end < within.end or len(asked) == 1) and not any(pause.contains(span.end) for pause in pauses)
    )


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

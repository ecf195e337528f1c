"""Trends as the report has them: what was recorded of a goal day by day, and what is known of those days now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from okrlang.report import report as r
from okrlang.report.words import count, listed, spoken

if TYPE_CHECKING:  # only their shape is needed
    from okrlang.history.journal import History
    from okrlang.history.snapshot import Goal
    from okrlang.history.trend import Point, Trend
    from okrlang.score.scores import Scores

_UNKEPT = {"trend": "no history is kept: `--snapshot` records one"}
_MOST_DAYS = 4  # that are named in a sentence


def trend(goal: Goal, history: History | None, scores: Scores) -> tuple[r.Trend | None, dict[str, str]]:
    """The trend of a goal, and why there is none if so."""
    if history is None:
        return None, _UNKEPT
    from okrlang.history.trend import trend as found

    made = found(goal, history, scores)
    if made is None:
        return None, {"trend": f"nothing was recorded of it in `{history.shown}`"}
    points = tuple(map(_point, made.points))
    before = _point(made.before) if made.before else None
    because = "; ".join(filter(None, (_lasting(made, scores.as_of), *_otherwise(made))))
    return r.Trend(at=scores.as_of, now=made.now, since=made.since, before=before, points=points, because=because), {}


def _point(point: Point) -> r.TrendPoint:
    return r.TrendPoint(
        at=point.at,
        status=point.status,
        known_now=point.known_now,
        progress=point.progress,
        confidence=point.confidence,
    )


def _lasting(made: Trend, as_of: date) -> str:
    """How long it has been as it is, and what it was before: `at risk for 3 weeks, was on track on 2026-08-13`."""
    said = f"{spoken(made.now)} for {_span((as_of - made.since).days)}" if made.since < as_of else ""
    before = made.before
    if before is None:
        return said or f"{spoken(made.now)} since today"
    return f"{said or f'{spoken(made.now)} now'}, was {spoken(before.status)} on {before.at}"


def _span(days: int) -> str:
    return count(days // 7, "week") if days >= 14 else count(days, "day")


def _otherwise(made: Trend) -> Iterator[str]:
    """What was recorded otherwise than it is known now, the pairs of words that differ one by one."""
    found: dict[tuple[str, str], list[str]] = {}
    for point in made.points:
        if point.status != point.known_now:
            found.setdefault((point.status, point.known_now), []).append(str(point.at))
    for (status, now), days in found.items():
        on = listed(days, _MOST_DAYS)
        yield f"recorded as {spoken(status)} on {on}, which by what is known now was {spoken(now)}"


def confidence(found: r.Trend, now: Decimal | None) -> str:
    """How confidence went, in tenths: `8 → 6 → 4`; nothing where it stayed."""
    said = [*(p.confidence for p in found.points), now]
    known = [share for share in said if share is not None]
    steps = [share for i, share in enumerate(known) if not i or share != known[i - 1]]
    return " → ".join(f"{(share * 10).normalize():f}" for share in steps) if len(steps) > 1 else ""

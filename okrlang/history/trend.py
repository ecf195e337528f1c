"""Trends: what was recorded of a goal up to today, beside what is known of those days now."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from okrlang.history.journal import History
from okrlang.history.snapshot import NO_LEVEL, Goal
from okrlang.score.scores import Scores
from okrlang.syntax.frozen import Frozen

MOST = 13  # days of a trend: a week each, they are a quarter


class Point(Frozen):
    """What was said of a goal on a day, and what its figures say of that day by what is known now."""

    at: date
    status: str
    known_now: str
    progress: Decimal | None
    confidence: Decimal | None


class Trend(Frozen):
    """What was recorded of a goal, oldest day first.

    `now` is its status today, `since` the first of the recorded days on end with that status (today, where it is new),
    and `before` the last point with another one.
    """

    now: str
    since: date
    before: Point | None
    points: tuple[Point, ...]


def trend(goal: Goal, history: History, scores: Scores) -> Trend | None:
    """The trend of a goal; None where nothing was recorded of it."""
    said = history.of(goal, scores.as_of)[-MOST:]
    if not said:
        return None
    points = tuple(Point(on, s.status, _known_now(goal, on, scores), s.progress, s.confidence) for on, s in said)
    now, since, before = _known_now(goal, scores.as_of, scores), scores.as_of, None
    for point in reversed(points):
        if point.status != now and point.at < scores.as_of:
            before = point
            break
        if point.status == now:
            since = point.at
    return Trend(now, since, before, points)


def _known_now(goal: Goal, on: date, scores: Scores) -> str:
    """The status or level on a day by the texts and data of today."""
    kind, id = goal
    if kind == "kpi":
        return scores.kpi(id, on).level or NO_LEVEL
    return (scores.objective(id, on) if kind == "objective" else scores.glance(id, on)).status

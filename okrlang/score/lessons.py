"""Lessons: what the figures behind a key result did, for whoever sets the next target."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from okrlang.model.calendar import move
from okrlang.model.quantity import Quantity, show
from okrlang.model.workspace import KeyResult
from okrlang.score.processes import Natural
from okrlang.score.results import KeyResultScore
from okrlang.score.run import Run
from okrlang.score.scores import Scores
from okrlang.syntax.frozen import Frozen

_NAMED = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}


class Lesson(Frozen):
    """Where a key result ended, between which natural limits its process runs, and how often the same was met before.

    `met` of so many `periods` before it, each as long as its own.
    """

    subject: str
    ended: Quantity
    target: Quantity | None
    natural: Natural | None
    met: int
    periods: int
    because: str


def lesson(goal: KeyResult, run: Run, scores: Scores, gathers: bool) -> Lesson | None:
    """What is to be learnt from a key result; None where its figures say no more than how it ended.

    What `gathers` over the days is not held against the limits of its parts.
    """
    score = scores.key_result(goal.id)
    if score.current is None or score.form in ("milestones", "zones", "establish") or score.status == "dropped":
        return None
    limits, past = scores.limits(goal, run.day), scores.back_test(goal)
    natural = None if gathers or isinstance(limits, str) else limits
    met = round((past.met_share or Decimal(0)) * past.periods)
    said = tuple(_said(score, natural, met, past.periods, _span(run)))
    if len(said) < 2:
        return None
    return Lesson(goal.id, score.current, score.target, natural, met, past.periods, "; ".join(said))


def _said(score: KeyResultScore, natural: Natural | None, met: int, periods: int, span: str) -> Iterator[str]:
    assert score.current is not None
    yield f"ended at {show(score.current)}" + (f", last measured on {score.at}" if score.fresh is False else "")
    if natural is not None:
        on_trial = ", on trial" if natural.trial else ""
        yield f"its usual ups and downs are {show(natural.lower)} to {show(natural.upper)}{on_trial}"
    asked = show(score.target) if score.target and score.form in ("change", "reach") else "what was asked"
    if periods == 1:
        yield f"{asked} would {'have' if met else 'not have'} been met in the {span} before"
    elif periods:
        kind, _, length = span.partition(" ")
        yield f"{asked} would have been met in {met} of the {periods} {kind}s {length + ' ' if length else ''}before"


def _span(run: Run) -> str:
    """What days like those of a run are called: `quarter`."""
    end = move(run.due, 1, "days")
    months = (end.year - run.start.year) * 12 + end.month - run.start.month
    whole = run.start.day == end.day == 1
    return _NAMED.get(months, f"span of {months} months") if whole else f"span of {(end - run.start).days} days"

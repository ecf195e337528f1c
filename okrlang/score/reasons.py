"""Reasons: why a number of a key result may have no value, in a sentence for each field."""

from __future__ import annotations

from collections.abc import Iterator

from okrlang.model.workspace import KeyResult
from okrlang.score import because
from okrlang.score.run import Run
from okrlang.score.standing import Standing
from okrlang.score.words import listed

_VALUES = ("current", "at", "baseline", "target", "distance")


def reasons(goal: KeyResult, standing: Standing, run: Run) -> Iterator[tuple[str, str]]:
    """The reason for each field that could be without a value; of several the first counts."""
    yield from _of_values(goal, standing)
    if not run.started:
        yield from ((name, f"it starts on {run.start}") for name in ("raw", "progress", "expected", "low", "high"))
    missing = _missing(standing)
    yield from ((name, missing or "there is no value") for name in ("raw", "progress"))
    yield "expected", because.expectation(standing, run) or missing or "nothing is expected"
    yield "score", missing or "there is no value" if run.closed else f"the score comes with the close on {run.due}"
    over = f"{run.due} is over" if run.closed else missing
    yield "required_rate", over or "there is no way that could be gone in steps"
    yield "achieved_rate", over or "it has no baseline"
    yield "fresh", missing or "its measure says no cadence"
    yield "written_score", "no evaluation has scored it yet"
    yield "projected_score", "no evaluation has projected it"
    yield "confidence", "nobody has said how confident they are"
    yield "unit", "it is measured without a unit"
    yield "reading", missing or "it is not judged by a number"
    yield "budget", "only a keep has a budget, member by member"


def _of_values(goal: KeyResult, standing: Standing) -> Iterator[tuple[str, str]]:
    case = standing.spokesman
    if not goal.forms or goal.kind in ("zones", "establish"):
        yield from ((name, "it is not judged by a number") for name in _VALUES)
    elif case is None:
        blank = listed(tuple(c.member or "others" for c in standing.cases if c.value is None)) or "none"
        yield from ((name, f"it is judged member by member, and not all have a value: {blank}") for name in _VALUES)
    else:
        missing = _missing(standing) or "there is no value"
        yield from ((name, missing) for name in ("current", "at"))
        yield "baseline", (case.baseline.why if case.baseline else "") or "a bound has no baseline"
        yield "target", (case.target.why if case.target else "") or missing
        yield "distance", "a keep is a share of periods" if case.periods else missing


def _missing(standing: Standing) -> str:
    """What is missing: the value, or a number to hold it against."""
    case = standing.spokesman
    return (" and ".join(case.reading.why) if case and case.reading else "") or standing.why

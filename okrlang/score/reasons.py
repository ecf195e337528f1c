"""Reasons: why a number of a key result may have no value, in a sentence for each field."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from okrlang.model.workspace import KeyResult
from okrlang.score import because
from okrlang.score.results import Why
from okrlang.score.run import Run
from okrlang.score.standing import Standing
from okrlang.score.words import listed

Of = tuple[str, str, str, str]  # why there is no value, no baseline, no target and no distance


def reasons(goal: KeyResult, standing: Standing, run: Run, has_cadence: bool) -> Why:
    """The reason for each field that could be without a value; of several the first counts."""
    missing = _missing(standing)
    expected = because.expectation(standing, run) or missing or "nothing is expected"
    start = None if run.started else run.start
    score = missing or ("its last value is too old" if standing.silent == "stale" else "there is no value")
    score = score if run.closed else f"the score comes with the close on {run.due}"
    fresh = missing or ("not all its members have a value" if has_cadence else "its measure says no cadence")
    return _reasons(_of_values(goal, standing, missing), missing, expected, start, score, fresh, run.due, run.closed)


@lru_cache(maxsize=4096)  # most key results of a cycle lack the same
def _reasons(
    values: Of, missing: str, expected: str, start: date | None, score: str, fresh: str, due: date, closed: bool
) -> Why:
    value, baseline, target, distance = values
    over = f"{due} is over" if closed else missing
    return (
        *(("current", value), ("at", value), ("baseline", baseline), ("target", target), ("distance", distance)),
        *((name, f"it starts on {start}") for name in ("raw", "progress", "expected", "low", "high") if start),
        *((name, missing or "there is no value") for name in ("raw", "progress")),
        ("expected", expected),
        ("score", score),
        ("required_rate", over or "there is no way that could be gone in steps"),
        ("achieved_rate", over or "it has no baseline"),
        ("fresh", fresh),
        ("written_score", "no evaluation has scored it yet"),
        ("projected_score", "no evaluation has projected it"),
        ("confidence", "nobody has said how confident they are"),
        ("unit", "it is measured without a unit"),
        ("reading", missing or "it is not judged by a number"),
        ("budget", "only a keep has a budget, member by member"),
    )


def _of_values(goal: KeyResult, standing: Standing, missing: str) -> Of:
    case = standing.spokesman
    if not goal.forms or goal.kind in ("zones", "establish"):
        return _all("it is not judged by a number")
    if case is None:
        blank = listed(tuple(c.member or "others" for c in standing.cases if c.value is None)) or "none"
        return _all(f"it is judged member by member, and not all have a value: {blank}")
    value = missing or "there is no value"
    baseline = (case.baseline.why if case.baseline else "") or "a bound has no baseline"
    target = (case.target.why if case.target else "") or value
    return value, baseline, target, "a keep is a share of periods" if case.periods else value


def _all(why: str) -> Of:
    return why, why, why, why


def _missing(standing: Standing) -> str:
    """What is missing: the value, or a number to hold it against."""
    case = standing.spokesman
    return (" and ".join(case.reading.why) if case and case.reading else "") or standing.why

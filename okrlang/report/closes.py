"""The close of a cycle as the report has it: scores, what left, what rules found in it, and lessons for the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from okrlang.model import workspace as model
from okrlang.report import report as r
from okrlang.score.exact import decimal_or_none
from okrlang.score.lessons import Lesson, lesson
from okrlang.score.run import gone, run_of_key_result

if TYPE_CHECKING:  # only their shape is needed
    from okrlang.judge.finding import Finding
    from okrlang.measure.measures import Measures
    from okrlang.score.results import KeyResultScore, ObjectiveScore
    from okrlang.score.scores import Scores

ABOUT: Mapping[str, str] = {
    "scores-agree": "scores",
    "objective-scores-agree": "scores",
    "committed-miss-explained": "causes",
    "committed-part-explained": "causes",
    "always-full-marks": "sandbagging",
    "aspirational-average": "sandbagging",
    "mostly-full-marks": "sandbagging",
}
"""The rules that speak of the close of a cycle, each with what it is about."""
_SILENT = ("pass", "not_due", "not_applicable")


def closed(
    workspace: model.Workspace, cycle: model.Cycle | None, named: Iterable[str | None], as_of: date
) -> list[model.Cycle]:
    """The cycles whose close is shown: the one asked for, else those that ended last, if they have ended."""
    wanted = set(named)
    asked = [cycle] if cycle else [c for c in workspace.cycles if c.id in wanted]
    ended = [c for c in asked if c.period.last <= as_of]
    last = max((c.period.last for c in ended), default=None)
    return [c for c in ended if c.period.last == last]


def close(
    cycle: model.Cycle,
    objectives: Iterable[model.Objective],
    scores: Scores,
    measures: Measures,
    findings: Iterable[Finding],
) -> r.Close:
    """The close of a cycle with these objectives, and those of the findings that are about it."""
    goals = [goal for goal in objectives if goal.cycle == cycle.id]
    ids = {goal.id for goal in goals}
    total = scores.portfolio(goal.id for goal in goals)
    mean, low, high = map(decimal_or_none, (total.mean, total.low, total.high))
    told = [f for f in findings if f.rule in ABOUT and f.verdict not in _SILENT]
    return r.Close(
        cycle=cycle.id,
        title=cycle.title,
        ended=cycle.period.last,
        rollup=r.Rollup(
            committed=r.Committed(met=total.met, of=total.of),
            aspirational=r.Aspirational(mean=mean, low=low, high=high),
        ),
        scores=tuple(s for goal in goals for s in _scored(goal, scores)),
        left=tuple(_left(goal, on) for goal, on in _leaving(goals, scores.as_of)),
        findings=tuple(
            _finding(f)
            for f in told
            if f.subject.partition(".")[0] in ids or f.subject == cycle.id or f.cycle == cycle.id
        ),
        lessons=tuple(map(_lesson, _lessons(goals, scores, measures))),
    )


def _scored(goal: model.Objective, scores: Scores) -> Iterator[r.ClosedGoal]:
    yield _grade(goal, scores.objective(goal.id), goal.kind)
    for part in goal.key_results:
        yield _grade(part, scores.key_result(part.id), None)


def _grade(
    goal: model.Objective | model.KeyResult, found: ObjectiveScore | KeyResultScore, kind: str | None
) -> r.ClosedGoal:
    both = None if found.score is None or found.written_score is None else (found.score, found.written_score)
    return r.ClosedGoal(
        id=goal.id,
        title=goal.title,
        kind=kind,
        status=found.status,
        score=found.score,
        written_score=found.written_score,
        projected_score=found.projected_score,
        difference=abs(both[0] - both[1]) if both else None,
        why_unknown={
            name: found.why(name)
            for name in ("projected_score", "score", "written_score")
            if getattr(found, name) is None
        },
    )


def _leaving(
    goals: Iterable[model.Objective], as_of: date
) -> Iterator[tuple[model.Objective | model.KeyResult, model.Dropped | model.Carried]]:
    """What was dropped or carried by a day; what an objective took along is not told again."""
    for goal in goals:
        whole = gone(goal, as_of)
        if whole is not None:
            yield goal, whole
            continue
        for part in goal.key_results:
            left = gone(part, as_of)
            if left is not None:
                yield part, left


def _left(goal: model.Objective | model.KeyResult, how: model.Dropped | model.Carried) -> r.Left:
    to = how.cycle if isinstance(how, model.Carried) else None
    return r.Left(id=goal.id, title=goal.title, at=how.on, to=to, because=how.because)


def _finding(found: Finding) -> r.CloseFinding:
    path, line = (found.span.path, found.span.line) if found.span else (None, None)
    return r.CloseFinding(
        about=ABOUT[found.rule],
        rule=found.rule,
        subject=found.subject,
        verdict=found.verdict,
        message=found.message,
        path=path,
        line=line,
    )


def _lessons(goals: Iterable[model.Objective], scores: Scores, measures: Measures) -> Iterator[Lesson]:
    for goal in goals:
        if gone(goal, scores.as_of):
            continue
        for part in goal.key_results:
            run = run_of_key_result(scores.workspace, goal, part, scores.as_of)
            gathers = measures.gathers(measures.measure_of(part))
            found = None if run.due_tbd else lesson(part, run, scores, gathers)
            if found is not None:
                yield found


def _lesson(found: Lesson) -> r.Lesson:
    natural = found.natural
    return r.Lesson(
        subject=found.subject,
        unit=found.ended.unit.name,
        ended=found.ended.value,
        target=found.target.value if found.target else None,
        lower=natural.lower.value if natural else None,
        upper=natural.upper.value if natural else None,
        trial=natural.trial if natural else False,
        met=found.met,
        periods=found.periods,
        because=found.because,
    )

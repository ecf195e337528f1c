"""Since: the first of the days on end on which a goal has had its status, found without asking about every day.

Between two events (a new value, a check-in, the end of a period, …) only the clock moves, and a status that changes by
the clock alone does not come back: there it is enough to halve the days.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date

from okrlang.logic.policy import Policy
from okrlang.model.calendar import move
from okrlang.model.workspace import Bound, Change, Goal, Keep, KeyResult, Objective, Reach, RelativeChange
from okrlang.score.path import days_through
from okrlang.score.results import Glance, KeyResultScore, ObjectiveScore
from okrlang.score.run import Run
from okrlang.score.values import Subject, Values

LOOKED_BACK = 400  # days; a status older than that is as old
Scored = KeyResultScore | Glance | ObjectiveScore


def since(score: Callable[[date], Scored], day: date, first: date, begin_of: Callable[[date], date]) -> date:
    """The first of the days on end up to `day` with the status of that day, not before `first`.

    `begin_of` gives the first day of the stretch without an event in which a day lies.
    """
    now = score(day).status
    while True:
        begin = max(begin_of(day), first)
        found = _first_within(score, begin, day)
        if found > begin or begin <= first:
            return found
        day = move(begin, -1, "days")
        if score(day).status != now:
            return begin


def _first_within(score: Callable[[date], Scored], begin: date, day: date) -> date:
    """The first day of a stretch from which on the status is that of its last day."""
    last = score(day)
    if not _is_sure(last):  # what is unknown may be in doubt for a while, then not, then again
        while day > begin and score(before := move(day, -1, "days")).status == last.status:
            day = before
        return day
    if score(begin).status == last.status:
        return begin
    while (day - begin).days > 1:
        middle = date.fromordinal((day.toordinal() + begin.toordinal()) // 2)
        day, begin = (middle, begin) if score(middle).status == last.status else (day, middle)
    return day


def _is_sure(score: Scored) -> bool:
    """Whether nothing unknown could change the status as time passes: all is known, or nothing is."""
    return score.low == score.high or score.part.progress is None


def every_day(day: date) -> date:
    """The stretches of a goal that may change on any day."""
    return day


def stretches(
    goal: KeyResult, objective: Objective, run: Run, policy: Policy, values: Values
) -> Callable[[date], date]:
    """The stretches of a key result in which only the clock moves."""
    subject = values.of_goal(goal)
    if not _is_steady(goal, subject):
        return every_day
    fixed = sorted({date.min, *_events(goal, objective, run, policy, values, subject)})
    members = _members(goal, values, subject, run) if goal.forms else ()

    def begin_of(day: date) -> date:
        found = [fixed[bisect_right(fixed, day) - 1]]
        for member in members:
            last = values.measures.last(subject.id, day, member)
            found += [] if last is None else [last, _turned_stale(values, subject, last, day, member)]
        return max(found)

    return begin_of


def _turned_stale(values: Values, subject: Subject, last: date, day: date, member: str | None) -> date:
    """The first day on which a value was too old; the day of the value where it is not."""
    if not values.is_stale(subject, day, member):
        return last
    fresh = last
    while (day - fresh).days > 1:
        middle = date.fromordinal((day.toordinal() + fresh.toordinal()) // 2)
        day, fresh = (middle, fresh) if values.is_stale(subject, middle, member) else (day, middle)
    return day


def _is_steady(goal: KeyResult, subject: Subject) -> bool:
    """Whether its value changes with new observations alone, and its target not at all."""
    if goal.provided or not all(_is_fixed(form, subject.gathers) for form in goal.forms):
        return False
    metric = subject.metric
    if metric is None or all(isinstance(form, Keep) for form in goal.forms):
        return metric is None or metric.formula is None
    return metric.formula is None and metric.parent is None and metric.window is None


def _is_fixed(form: object, gathers: bool) -> bool:
    """Whether the numbers of a form stay what they are; what gathers is measured against a span that grows."""
    return not any(g.expression is not None or (gathers and g.word == "measured") for g in _goals(form)) and not (
        gathers and isinstance(form, RelativeChange)
    )


def _is_open(goal: KeyResult) -> bool:
    return any(g.word in ("tbd", "confidential") for form in goal.forms for g in _goals(form))


def _goals(form: object) -> Iterator[Goal]:
    if isinstance(form, Change):
        yield from (form.start, form.end)
    elif isinstance(form, RelativeChange):
        yield form.amount
    elif isinstance(form, Reach | Keep):
        bound: Bound = form.bound
        yield from (bound.value, *([bound.upper] if bound.upper else []))


def _events(
    goal: KeyResult, objective: Objective, run: Run, policy: Policy, values: Values, subject: Subject
) -> Iterator[date]:
    """The days, known beforehand, on which something other than the clock may change the status."""
    judged = move(run.start, int(policy.grace * max(days_through(run.start, run.last), 0)), "days")
    yield from (run.start, run.due, judged)
    # Of what moves on a path a status is only reported until it is judged.
    always = goal.kind not in ("change", "relative", "keep") or run.due_tbd or _is_open(goal)
    yield from (c.date for c in values.check_ins(goal.id, run.on) if always or c.date <= judged)
    yield from (day for day, _ in goal.expects)
    yield from (gone.on for g in (goal, objective) for gone in (g.dropped, g.carried) if gone)
    for step in goal.milestones:
        yield from (day for day in (step.due, step.done, step.dropped.on if step.dropped else None) if day)
    for form in goal.forms:
        if isinstance(form, Keep):
            yield from (period.last for period in values.periods(form, subject, run)[0])


def _members(goal: KeyResult, values: Values, subject: Subject, run: Run) -> tuple[str | None, ...]:
    scopes = [getattr(form, "scope", None) for form in goal.forms]
    if not any(scopes):
        return (None,)
    named = {member for scope in scopes if scope for member in scope.members}
    return (*sorted(named), *values.measures.members(subject.id, run.day))

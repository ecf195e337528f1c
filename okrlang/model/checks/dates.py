"""Days that are out of order, or outside the cycle that they belong to."""

from __future__ import annotations

from datetime import date

from okrlang.model.calendar import Period, through
from okrlang.model.reading.clauses import Clauses
from okrlang.model.reading.draft import Draft
from okrlang.model.workspace import Cycle, Initiative, KeyResult, Milestone, Objective, Record
from okrlang.syntax import tree
from okrlang.syntax.source import Span


def check_cycle(cycle: Cycle, draft: Draft) -> None:
    """Complain about pauses outside the cycle."""
    if not cycle.declared or not draft.calendar_known:
        return
    for clause in draft.written["cycle", cycle.id].all(tree.Pause):
        for day in (clause.start, clause.end):
            if day.value != date.min and not cycle.period.contains(day.value):
                _outside(day.value, f"cycle `{cycle.id}`", cycle.period, day.span, draft)
                break


def check_objective(objective: Objective, draft: Draft) -> None:
    """Complain about a start or an end outside the cycle, and about goals carried backwards."""
    cycle = draft.cycles.get(objective.cycle or "")
    if cycle is None or not draft.calendar_known:
        return
    clauses = draft.written["objective", objective.id]
    start, due = clauses.one(tree.Start), clauses.one(tree.Due)
    for clause, day in ((start, objective.start), (due, objective.due)):
        if clause and day and not cycle.period.contains(day):
            _outside(day, f"cycle `{cycle.id}`", cycle.period, clause.span, draft)
    if start and due and objective.start and objective.due and objective.due < objective.start:
        message = f"`{due.span.text}` is before the objective starts, on {objective.start}"
        draft.complaints.error("dates-out-of-order", message, due.span)
    _check_carried(objective, clauses, cycle, draft)
    for key_result in objective.key_results:
        _check_carried(key_result, draft.written["key_result", key_result.id], cycle, draft)


def _check_carried(goal: Objective | KeyResult, clauses: Clauses, cycle: Cycle, draft: Draft) -> None:
    carried = clauses.one(tree.Carried)
    later = draft.cycles.get(goal.carried.cycle) if goal.carried else None
    if carried and later and later.period.start <= cycle.period.start:
        message = f"`{later.id}` is not after the cycle `{cycle.id}` from which this is carried"
        draft.complaints.error("dates-out-of-order", message, carried.cycle.span, "a goal is carried to a later cycle")


def check_key_result(key_result: KeyResult, draft: Draft) -> None:
    """Complain about days of a key result before its objective starts or after it ends."""
    days = _days_of_goal(key_result, draft)
    if days is None:
        return
    clauses = draft.written["key_result", key_result.id]
    due, done = clauses.one(tree.Due), clauses.one(tree.Done)
    of = f"the days of objective `{key_result.objective}`"
    if due and key_result.own_due and not key_result.due_tbd and not days.contains(key_result.due):
        _outside(key_result.due, of, days, due.span, draft)
    for expect in clauses.all(tree.Expect):
        day = next((d for d, goal in key_result.expects if goal.span is expect.value.span), None)
        if day and not days.contains(day):
            _outside(day, of, days, expect.day.span, draft)
        elif day and not key_result.due_tbd and day > key_result.due:
            message = f"`{expect.span.text}` lies behind the due day, {key_result.due}"
            draft.complaints.error("dates-out-of-order", message, expect.day.span, "the path ends on the due day")
    if key_result.kind == "milestones":
        steps = clauses.all(tree.Milestone)
        for milestone, step in zip(key_result.milestones, steps, strict=False):
            _check_milestone(milestone, step, of, days, draft)
        if not steps and done:
            _check_done(key_result.milestones[0].done, done.span, days, draft)


def _days_of_goal(key_result: KeyResult, draft: Draft) -> Period | None:
    """The days of the objective, which lie in its cycle; nothing where that is not known or was moved."""
    objective = draft.objectives[key_result.objective]
    cycle = draft.cycles.get(objective.cycle or "")
    if cycle is None or not draft.calendar_known or objective.carried or key_result.carried:
        return None
    whole = cycle.period
    start = objective.start if objective.start and whole.contains(objective.start) else whole.start
    last = objective.due if objective.due and whole.contains(objective.due) else whole.last
    return through(start, last) if start <= last else whole


def _check_milestone(milestone: Milestone, step: tree.Milestone, of: str, days: Period, draft: Draft) -> None:
    due = next((c for c in step.clauses if isinstance(c, tree.Due)), None)
    done = next((c for c in step.clauses if isinstance(c, tree.Done)), None)
    if due and milestone.due and not days.contains(milestone.due):
        _outside(milestone.due, of, days, due.span, draft)
    if done:
        _check_done(milestone.done, done.span, days, draft)


def _check_done(done: date | None, span: Span, days: Period, draft: Draft) -> None:
    """A milestone may be late, but what was done before the start is no achievement of the cycle."""
    if done and done < days.start:
        message = f"`{span.text}` is before {days.start}, when its objective starts"
        draft.complaints.warning("outside-cycle", message, span, "what was done before belongs to an earlier cycle")


def check_initiative(initiative: Initiative, draft: Draft) -> None:
    """Complain about an initiative that ends before it begins, or that runs in no day of its cycle."""
    clauses = draft.written["initiative", initiative.id]
    written, due, done = clauses.one(tree.Dates), clauses.one(tree.Due), clauses.one(tree.Done)
    for day, clause in ((initiative.due, due), (initiative.done, done)):
        if day and clause and initiative.start and day < initiative.start:
            message = f"`{clause.span.text}` is before the initiative begins, on {initiative.start}"
            draft.complaints.error("dates-out-of-order", message, clause.span)
    objective = draft.objectives[initiative.objective]
    cycle = draft.cycles.get(objective.cycle or "")
    place = written or due
    first, last = initiative.start or initiative.due, initiative.end or initiative.due
    if cycle and draft.calendar_known and place and first and last and first <= last:
        days = through(first, last)
        if not days.overlaps(cycle.period):
            message = f"`{place.span.text}` has no day in cycle `{cycle.id}`"
            help = f"the cycle runs from {cycle.period.start} to {cycle.period.last}"
            draft.complaints.warning("outside-cycle", message, place.span, help)


def check_record(record: Record, draft: Draft) -> None:
    """Complain about what was due before it was written down."""
    due = draft.written["record", record.id].one(tree.Due)
    if due and record.due and record.due < record.date:
        message = f"`{due.span.text}` is before the day of the record, {record.date}"
        draft.complaints.error("dates-out-of-order", message, due.span)


def _outside(day: date, of: str, days: Period, span: Span, draft: Draft) -> None:
    message = f"{day} is outside {of}"
    draft.complaints.error("outside-cycle", message, span, f"write a day from {days.start} to {days.last}")

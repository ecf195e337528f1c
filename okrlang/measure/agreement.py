"""Whether people and sources agree: check-ins whose value is not what the source says of the same date."""

from __future__ import annotations

from collections.abc import Iterator

from okrlang.measure.measures import Measures
from okrlang.measure.reading import Disagreement, Reading
from okrlang.model.calendar import Period, move
from okrlang.model.quantity import Mismatch, Quantity, compare, subtract
from okrlang.model.workspace import CheckIn, Cycle, KeyResult, Kpi, Metric, Objective, Workspace
from okrlang.syntax.diagnostic import Diagnostic


def disagreements(workspace: Workspace, measures: Measures) -> tuple[Disagreement, ...]:
    """The check-ins that differ, beyond the tolerance of the metric, from an observation of their own date."""
    return tuple(_disagreements(workspace, measures))


def said_of_check_ins(workspace: Workspace, measures: Measures) -> Iterator[Diagnostic]:
    """What is to be said of values that check-ins report of what a source measures: the source's count."""
    for found in disagreements(workspace, measures):
        message = (
            f"the check-in says {found.reported} of `{found.check_in.subject}`, and the source {found.measured.value}"
        )
        yield Diagnostic("check-in-differs", message, found.check_in.span, "warning", "the value of the source counts")
    for check_in, metric, reading in _uncounted(workspace, measures):
        says = f"whose last value by then is {reading.value}" if reading.value else "which has no value by then"
        message = f"`{check_in.subject}` is measured by `{metric}`, {says}: the {check_in.value} reported do not count"
        help = "report status, confidence and note; the value belongs into the source, or into a metric without one"
        yield Diagnostic("check-in-not-counted", message, check_in.span, "warning", help)


def _uncounted(workspace: Workspace, measures: Measures) -> Iterator[tuple[CheckIn, str, Reading]]:
    """The last check-in of each goal, where no row of its day stands beside its value and the source differs."""
    last = {
        (c.subject, c.member): c for c in sorted(workspace.check_ins, key=lambda c: c.date) if c.date <= measures.as_of
    }
    for check_in in last.values():
        bound = _bound(workspace, measures, check_in)
        if bound is None or check_in.value is None:
            continue
        goal, metric = bound
        if measures.last(metric.id, check_in.date, check_in.member) == check_in.date:
            continue  # held together above
        reading = _measured(workspace, measures, goal, check_in)
        if reading.value is None or _differs(check_in.value, reading.value, metric.tolerance):
            yield check_in, metric.id, reading


def agrees(workspace: Workspace, measures: Measures, check_in: CheckIn) -> bool | None:
    """Whether a check-in says what the source says of its date; None where one of them says nothing."""
    found = _held_together(workspace, measures, check_in)
    return None if found is None else not found[1]


def _disagreements(workspace: Workspace, measures: Measures) -> Iterator[Disagreement]:
    for check_in in workspace.check_ins:
        found = _held_together(workspace, measures, check_in)
        if found is not None and found[1] and check_in.value is not None:
            yield Disagreement(check_in, check_in.value, found[0])


def _held_together(workspace: Workspace, measures: Measures, check_in: CheckIn) -> tuple[Reading, bool] | None:
    """What the source says of the date of a check-in, and whether the two differ; None where one says nothing."""
    bound = _bound(workspace, measures, check_in)
    if bound is None or check_in.value is None or check_in.date > measures.as_of:
        return None
    goal, metric = bound
    if measures.last(metric.id, check_in.date, check_in.member) != check_in.date:
        return None  # the source says nothing of that date
    measured = _measured(workspace, measures, goal, check_in)
    return None if measured.value is None else (measured, _differs(check_in.value, measured.value, metric.tolerance))


def _bound(workspace: Workspace, measures: Measures, check_in: CheckIn) -> tuple[KeyResult | Kpi, Metric] | None:
    """What a check-in reports of, with its metric, where that has a source."""
    goal = _goal(workspace, check_in.subject)
    metric = workspace.find("metric", goal.metric) if goal and goal.metric else None
    bound = isinstance(metric, Metric) and measures.is_bound(metric.id)
    return (goal, metric) if goal is not None and isinstance(metric, Metric) and bound else None


def _goal(workspace: Workspace, name: str) -> KeyResult | Kpi | None:
    found = workspace.find("key_result", name) or workspace.find("kpi", name)
    return found if isinstance(found, KeyResult | Kpi) else None


def _measured(workspace: Workspace, measures: Measures, goal: KeyResult | Kpi, check_in: CheckIn) -> Reading:
    assert goal.metric is not None
    start = _start(workspace, goal) if isinstance(goal, KeyResult) else None
    span = Period(start.start, move(check_in.date, 1, "days")) if start else None
    return measures.on(goal.metric, check_in.date, check_in.member, span)


def _start(workspace: Workspace, goal: KeyResult) -> Period | None:
    """The period in which a key result gathers what it counts."""
    objective = workspace.find("objective", goal.objective)
    cycle = workspace.find("cycle", objective.cycle) if isinstance(objective, Objective) and objective.cycle else None
    if not isinstance(cycle, Cycle) or not isinstance(objective, Objective):
        return None
    return Period(objective.start or cycle.period.start, cycle.period.end)


def _differs(reported: Quantity, measured: Quantity, tolerance: Quantity | None) -> bool:
    """Whether two quantities lie further apart than is tolerated; those of different units always do."""
    between = compare(reported, measured)
    if isinstance(between, Mismatch) or not between or tolerance is None:
        return between != 0
    gap = subtract(reported, measured) if between > 0 else subtract(measured, reported)
    beyond = gap if isinstance(gap, Mismatch) else compare(gap, tolerance)
    return isinstance(beyond, Mismatch) or beyond > 0

"""Which metrics a goal, KPI or metric names: as its measure, in what it is provided with, in bounds and formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrlang.model.reading.expressions import metric_names
from okrlang.model.workspace import (
    Bound,
    Change,
    Form,
    Goal,
    Keep,
    KeyResult,
    Kpi,
    Metric,
    Objective,
    Reach,
    RelativeChange,
)


def metrics_of(user: Objective | KeyResult | Kpi | Metric) -> Iterator[str]:
    """The names of the metrics that something uses, those in expressions included."""
    if isinstance(user, Metric):
        yield from (user.parent,) if user.parent else ()
        yield from (name.name for name in metric_names(user.formula)) if user.formula is not None else ()
        return
    if isinstance(user, KeyResult | Kpi) and user.metric:
        yield user.metric
    if isinstance(user, Objective | KeyResult):
        yield from (provided.subject for provided in user.provided if provided.bound)
    yield from _in_goals(_goals(user))


def _goals(user: Objective | KeyResult | Kpi) -> Iterator[Goal | None]:
    """The numbers that a goal or KPI names."""
    if isinstance(user, Kpi):
        for band in (user.green, user.amber, user.red):
            yield from _ends(band.bounds if band else ())
        return
    yield from _ends(provided.bound for provided in user.provided)
    if isinstance(user, KeyResult):
        yield from (user.commit, user.stretch, *(value for _, value in user.expects))
        for form in user.forms:
            yield from _of_form(form)


def _of_form(form: Form) -> Iterator[Goal | None]:
    match form:
        case Change():
            yield from (form.start, form.end)
        case RelativeChange():
            yield form.amount
        case Reach() | Keep():
            yield from _ends((form.bound,))


def _ends(bounds: Iterable[Bound | None]) -> Iterator[Goal | None]:
    for bound in bounds:
        if bound is not None:
            yield from (bound.value, bound.upper)


def _in_goals(goals: Iterable[Goal | None]) -> Iterator[str]:
    for goal in goals:
        if goal is not None and goal.expression is not None:
            yield from (name.name for name in metric_names(goal.expression))

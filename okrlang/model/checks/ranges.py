"""Numbers that a metric cannot have."""

from __future__ import annotations

from collections.abc import Iterator

from okrlang.model.quantity import Quantity, compare, text
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.forms import ends_of
from okrlang.model.workspace import Band, Bound, Change, Goal, Keep, KeyResult, Kpi, Metric, Provided, Reach
from okrlang.syntax.source import Span

_STRICT = {"more than": 1, "less than": 0}  # which end of the range cannot be passed


def check_ranges(draft: Draft) -> None:
    """Complain about targets, bands and values outside the natural range of their metric."""
    for key_result in draft.key_results.values():
        _check_key_result(key_result, draft)
    for objective in draft.objectives.values():
        _check_provided(objective.provided, draft)
    for kpi in draft.kpis.values():
        _check_kpi(kpi, draft)
    for metric in draft.metrics.values():
        for point in metric.values:
            _check(point.value, point.span, metric, draft)
    for check_in in draft.check_ins:
        goal = draft.key_results.get(check_in.subject) or draft.kpis.get(check_in.subject)
        metric_of = draft.metric(goal.metric) if goal else None
        if metric_of and check_in.value:
            _check(check_in.value, check_in.span, metric_of, draft)


def _check_key_result(key_result: KeyResult, draft: Draft) -> None:
    _check_provided(key_result.provided, draft)
    metric = draft.metric(key_result.metric)
    if metric is None or metric.range is None:
        return
    for form in key_result.forms:
        match form:
            case Change():
                _check_goals((form.start, form.end), metric, draft)
            case Reach() | Keep():
                _check_bound(form.bound, metric, draft)
    expected = (goal for _, goal in key_result.expects)
    tiers = (tier for tier in (key_result.commit, key_result.stretch) if tier)
    _check_goals((*tiers, *expected), metric, draft)


def _check_kpi(kpi: Kpi, draft: Draft) -> None:
    metric = draft.metric(kpi.metric)
    for band in _bands(kpi) if metric else ():
        for bound in band.bounds:
            _check_bound(bound, metric, draft)


def _bands(kpi: Kpi) -> Iterator[Band]:
    yield from (band for band in (kpi.green, kpi.amber, kpi.red) if band)


def _check_provided(provided: tuple[Provided, ...], draft: Draft) -> None:
    for each in provided:
        metric = draft.metrics.get(each.subject) if each.bound else None
        if metric and each.bound:
            _check_bound(each.bound, metric, draft)


def _check_bound(bound: Bound, metric: Metric | None, draft: Draft) -> None:
    if metric is None or metric.range is None:
        return
    end = _STRICT.get(bound.relation)
    value = bound.value.quantity
    if end is not None and value and compare(value, metric.range[end]) == 0:
        message = f"nothing is `{bound.span.text}`: metric `{metric.id}` ends there"
        draft.complaints.error("outside-range", message, bound.span, _help(metric))
    else:
        _check_goals(ends_of(bound), metric, draft)


def _check_goals(goals: tuple[Goal, ...], metric: Metric, draft: Draft) -> None:
    for goal in goals:
        if goal.quantity:
            _check(goal.quantity, goal.span, metric, draft)


def _check(value: Quantity, span: Span, metric: Metric, draft: Draft) -> None:
    if metric.range is None:
        return
    low, high = metric.range
    if compare(value, low) == -1 or compare(value, high) == 1:
        message = f"`{text(value)}` is outside the range of metric `{metric.id}`"
        draft.complaints.error("outside-range", message, span, _help(metric))


def _help(metric: Metric) -> str | None:
    return f"its range is {text(metric.range[0])} to {text(metric.range[1])}" if metric.range else None

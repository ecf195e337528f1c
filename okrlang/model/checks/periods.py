"""Periods over which a goal is kept, and whether there are any."""

from __future__ import annotations

from okrlang.model.reading.draft import Draft
from okrlang.model.reading.moments import days_in
from okrlang.model.workspace import Keep, KeyResult, Metric
from okrlang.syntax import tree

_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "half": 182, "year": 365}


def check_periods(key_result: KeyResult, draft: Draft) -> None:
    """Complain about a `keep` without periods, with periods that no value falls into, or that no cycle holds."""
    if key_result.kind != "keep":
        return
    metric = draft.metric(key_result.metric)
    if metric is None and draft.written["key_result", key_result.id].has(tree.UsesMetric):
        return  # it names a metric that was complained about
    for form in key_result.forms:
        if not isinstance(form, Keep):
            continue
        if form.period:
            _check_length(form, form.period, metric, key_result, draft)
        elif metric is None or metric.id not in draft.cadences:
            if _says_periods(key_result, metric, draft):
                continue
            cadence = f", or `updated every week` in metric `{metric.id}`" if metric else ""
            draft.complaints.error(
                "keep-without-periods",
                f"`{form.span.text}` does not say how often it is looked at",
                form.span,
                f"write `in every week` or `in 90% of weeks` behind it{cadence}",
            )
            return


def _says_periods(key_result: KeyResult, metric: Metric | None, draft: Draft) -> bool:
    """Whether periods or a cadence are written, though in a word that was complained about."""
    if metric and draft.written["metric", metric.id].has(tree.Updated):
        return True
    return any(keep.periods for keep in draft.written["key_result", key_result.id].all(tree.Keep))


def _check_sample(form: Keep, period: str, metric: Metric, days: int, draft: Draft) -> None:
    """Warn where a period has several values, and only one of them is looked at."""
    if metric.aggregate not in ("last", "first") or metric.window or metric.formula is not None:
        return
    finer = next((name for name, length in _DAYS.items() if length == days), None)
    how_many = "every" if form.share == 1 else f"{form.share.scaleb(2).normalize():f}% of"
    as_often = f"`in {how_many} {finer}{'' if form.share == 1 else 's'}` looks at each; or" if finer else "write"
    draft.complaints.warning(
        "keep-samples-one",
        f"of all values of metric `{metric.id}` in a {period} only the {metric.aggregate} one is looked at",
        form.span,
        f"{as_often} `take mean`, `min` or `max` in metric `{metric.id}`",
    )


def _check_length(form: Keep, period: str, metric: Metric | None, key_result: KeyResult, draft: Draft) -> None:
    days, cadence = _DAYS[period], draft.cadences.get(metric.id) if metric else None
    if cadence and metric and not metric.window and days_in(cadence) > days:
        message = f"metric `{metric.id}` is updated too seldom to have a value in every {period}"
        help = "choose longer periods: one without a value never counts as kept"
        draft.complaints.warning("periods-too-short", message, form.span, help)
    if cadence and metric and days_in(cadence) < days:
        _check_sample(form, period, metric, days_in(cadence), draft)
    cycle = draft.cycles.get(draft.objectives[key_result.objective].cycle or "")
    if cycle is None or 2 * days <= cycle.period.days or not draft.calendar_known:
        return
    if not draft.calendar.periods(period, cycle.period, complete=True):
        message = f"no {period} begins and ends within cycle `{cycle.id}`"
        draft.complaints.error("no-period-in-cycle", message, form.span, "choose shorter periods")

"""Bands of a KPI that contradict each other."""

from __future__ import annotations

from okrlang.model.checks.directions import WAYS, check_against
from okrlang.model.quantity import Quantity, compare
from okrlang.model.reading.draft import Draft
from okrlang.model.workspace import Band, Bound, Kpi, Metric, Provided
from okrlang.syntax.frozen import Frozen


class Interval(Frozen):
    """The values of a band between two ends; None where it has none. `open` ends do not belong to it."""

    low: Quantity | None
    high: Quantity | None
    low_open: bool = False
    high_open: bool = False


def check_kpi(kpi: Kpi, draft: Draft) -> None:
    """Complain about a green that is missing, an amber that is not wider, a red that contradicts both."""
    first = kpi.amber or kpi.red
    if kpi.green is None and first:
        message = f"KPI `{kpi.id}` has no green band"
        draft.complaints.error("band-missing", message, first.span, "write `green at least …` or `green at most …`")
        return
    metric = draft.metric(kpi.metric)
    if kpi.green and metric:
        _check_whole(kpi.green, metric, draft)
    for band in (kpi.green, kpi.amber):
        if band and metric and len(band.bounds) == 1:
            check_against(WAYS[band.bounds[0].relation], metric, band.span, draft)
    if kpi.green and kpi.amber and kpi.green.scope == kpi.amber.scope and not _check_amber(kpi.green, kpi.amber, draft):
        return  # red is held against amber
    widest = kpi.amber or kpi.green
    if kpi.red and widest and kpi.red.scope == widest.scope:
        _check_red(kpi.red, widest, draft)


def _check_whole(green: Band, metric: Metric, draft: Draft) -> None:
    """Warn of bands on a whole that has no value: where it is told of members alone, a level is that of members."""
    if green.scope is not None or metric.dimension is None or metric.aggregate not in ("last", "first"):
        return
    written = bool(metric.values) and all(point.member is not None for point in metric.values)
    if metric.formula is None and (metric.source or written):
        column, whose = metric.dimension.column, f"the `{metric.aggregate}` value of metric `{metric.id}`"
        draft.complaints.warning(
            "band-without-value",
            f"`{green.span.text}` speaks of the whole, and {whose} is that of one {column}",
            green.span,
            f"write `for every {column}` behind it",
        )


def _check_amber(green: Band, amber: Band, draft: Draft) -> bool:
    inner, outer = _interval(green), _interval(amber)
    if inner is None or outer is None or (_covers(outer, inner) and not _covers(inner, outer)):
        return True
    message = f"`{amber.span.text}` is not wider than `{green.span.text}`"
    draft.complaints.error("amber-not-wider", message, amber.span, "amber holds all that is green, and more")
    return False


def _check_red(red: Band, widest: Band, draft: Draft) -> None:
    """What is neither green nor amber is red; a written red may only say that again."""
    outside, inside = _interval(red), _interval(widest)
    if outside is None or inside is None or outside == _rest(inside):
        return
    message = f"`{red.span.text}` contradicts `{widest.span.text}`"
    help = "leave `red` away: what is neither green nor amber is red"
    draft.complaints.error("red-contradicted", message, red.span, help)


def check_levels(provided: tuple[Provided, ...], draft: Draft) -> None:
    """Complain about levels that a KPI can never have."""
    for each in provided:
        _check_level(each, draft)


def _check_level(provided: Provided, draft: Draft) -> None:
    kpi = draft.kpis.get(provided.subject) if provided.level else None
    band = {"green": kpi.green, "amber": kpi.amber, "red": kpi.green}[provided.level or ""] if kpi else None
    if kpi and band is None:
        message = f"KPI `{kpi.id}` has no {provided.level} band"
        draft.complaints.error(
            "band-missing", message, provided.span, f"write `{provided.level} at least …` in KPI `{kpi.id}`"
        )


# --- intervals ----------------------------------------------------------------------------------------------------


def _interval(band: Band) -> Interval | None:
    """The interval of a band of one bound, where its ends are known numbers."""
    return _of_bound(band.bounds[0]) if len(band.bounds) == 1 else None


def _of_bound(bound: Bound) -> Interval | None:
    value, upper = bound.value.quantity, bound.upper.quantity if bound.upper else None
    if value is None or (bound.upper and (upper is None or compare(value, upper) == 1)):
        return None
    match bound.relation:
        case "at least" | "more than":
            return Interval(value, None, low_open=bound.relation == "more than")
        case "at most" | "less than":
            return Interval(None, value, high_open=bound.relation == "less than")
    return Interval(value, upper)


def _covers(outer: Interval, inner: Interval) -> bool:
    low = _reaches(outer.low, inner.low, outer.low_open and not inner.low_open, 1)
    return low and _reaches(outer.high, inner.high, outer.high_open and not inner.high_open, -1)


def _reaches(outer: Quantity | None, inner: Quantity | None, short: bool, way: int) -> bool:
    """Whether the outer end lies at or beyond the inner one; `way` is 1 for low ends, -1 for high ones."""
    if outer is None or inner is None:
        return outer is None
    found = compare(inner, outer)
    return found == way or (found == 0 and not short)


def _rest(of: Interval) -> Interval | None:
    """What lies outside an interval, where that is one interval."""
    if of.low is not None and of.high is not None:
        return None
    return Interval(of.high, of.low, not of.high_open and of.high is not None, not of.low_open and of.low is not None)

"""Measures that cannot be taken as written: columns that are not named, sums of what is no flow."""

from __future__ import annotations

from okrlang.model.reading.draft import Draft
from okrlang.model.workspace import DataSource, Metric
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related

_NO_VALUE = frozenset({"count", "distinct", "share"})  # these look at rows, or name their column


def check_measures(draft: Draft) -> None:
    """Complain about the metrics and their sources."""
    undated: set[str] = set()
    for metric in draft.metrics.values():
        source = draft.sources.get(metric.source or "")
        if source and source.date_column is None and source.id not in undated:
            undated.add(source.id)
            _complain_of_dates(source, metric, draft)
        if source and source.value_column is None:
            _check_value(source, metric, draft)
        _check_stock(metric, draft)


def _complain_of_dates(source: DataSource, metric: Metric, draft: Draft) -> None:
    place, used = draft.names.get("source", source.id), draft.written["metric", metric.id].one(tree.From)
    if place:
        draft.complaints.error(
            "date-column-missing",
            f"source `{source.id}` does not say which column holds the date",
            place.span,
            "write `date column day`",
            [Related(f"metric `{metric.id}` is taken from it", used.span)] if used else (),
        )


def _check_value(source: DataSource, metric: Metric, draft: Draft) -> None:
    if metric.column is not None or metric.aggregate in _NO_VALUE:
        return
    clauses = draft.written["metric", metric.id]
    place = clauses.one(tree.Take) or clauses.one(tree.From)
    if place:
        draft.complaints.error(
            "value-column-missing",
            f"source `{source.id}` does not say which column `{metric.aggregate}` is taken of",
            place.span,
            f"write `take {metric.aggregate} of amount`, or `value column amount` in source `{source.id}`",
        )


def _check_stock(metric: Metric, draft: Draft) -> None:
    take = draft.written["metric", metric.id].one(tree.Take)
    of = metric if metric.stock else draft.metric(metric.parent)
    if take and of and of.stock and metric.aggregate == "sum":
        message = f"`{of.id}` is a stock, and the sum of a stock over time means nothing"
        draft.complaints.warning("sum-over-stock", message, take.span, "take `last`, `mean`, `min` or `max`")

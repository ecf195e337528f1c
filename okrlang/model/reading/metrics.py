"""Metrics: what is measured, in which unit, from where, and by which aggregate."""

from __future__ import annotations

from collections.abc import Iterable

from okrlang.model.quantity import NUMBER, Quantity, compare
from okrlang.model.reading import numbers
from okrlang.model.reading.circles import in_order, way_round
from okrlang.model.reading.clauses import Clauses, called, member_name
from okrlang.model.reading.dimensions import dimension_of
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.expressions import metric_names
from okrlang.model.reading.filters import row_filter
from okrlang.model.reading.moments import day_of, days_in, length, rhythm
from okrlang.model.reading.origins import Origin, is_source, origin, unit_of
from okrlang.model.reading.parts import title, wording
from okrlang.model.reading.scale import ANY, Scale
from okrlang.model.reading.scopes import known_member
from okrlang.model.workspace import Dimension, Every, Metric, Point
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related


def read_metrics(nodes: Iterable[tree.Metric], draft: Draft) -> None:
    """Enter the metrics, each after those that it is made of."""
    by_id = {node.name.text: node for node in nodes}
    uses = {id: tuple(_uses(node, by_id, draft)) for id, node in by_id.items()}
    order, knots = in_order(uses)
    lost = {id for knot in knots for id in knot}
    for knot in knots:
        _complain_of_circle(way_round(knot, uses), by_id, draft)
    for id in order:
        _read_metric(by_id[id], id in lost, draft)
    draft.metrics = {id: draft.metrics[id] for id in by_id}


def _uses(node: tree.Metric, by_id: dict[str, tree.Metric], draft: Draft) -> Iterable[str]:
    """The metrics that a metric is made of."""
    for clause in node.clauses:
        if isinstance(clause, tree.From) and not is_source(clause, draft):
            yield from (id for id in (clause.origin.text,) if id in by_id)
        elif isinstance(clause, tree.Formula):
            yield from dict.fromkeys(r.name for r in metric_names(clause.expression) if r.name in by_id)


def _complain_of_circle(circle: tuple[str, ...], by_id: dict[str, tree.Metric], draft: Draft) -> None:
    first, *others = circle
    way = ", which is made of ".join(f"`{id}`" for id in (*others, first))
    draft.complaints.error(
        "metric-cycle",
        f"metric `{first}` is made of {way}",
        by_id[first].name.span,
        "say where the figures come from",
        [Related("also in the circle", by_id[id].name.span) for id in others],
    )


def _read_metric(node: tree.Metric, in_circle: bool, draft: Draft) -> None:
    id, before = node.name.text, draft.complaints.mistakes
    clauses = draft.clauses("metric", id, node.clauses)
    come_from = origin(clauses, id, in_circle, draft)
    start = clauses.one(tree.From) if not in_circle else None
    take = _take(clauses, draft)
    aggregate = take.aggregate if take else "last"
    unit = unit_of(id, clauses, come_from, aggregate, draft)
    scale = ANY if id in draft.unclear else Scale(unit or NUMBER, f"metric `{id}`")
    dimension = dimension_of(clauses, come_from, draft)
    updated, grace, better = clauses.one(tree.Updated), clauses.one(tree.Grace), clauses.one(tree.Better)
    definition, accuracy, silence = (
        clauses.one(tree.Definition),
        clauses.one(tree.Accuracy),
        clauses.one(tree.NoDataMeans),
    )
    metric = draft.metrics[id] = Metric(
        id,
        title(node.name, node.title),
        unit,
        come_from.source,
        come_from.parent.id if come_from.parent else None,
        row_filter(start.where, draft) if start and start.where is not None else None,
        aggregate,
        member_name(take.column) if take and take.column else None,
        row_filter(take.where, draft) if take and take.where is not None else None,
        length(take.window, draft) if take and take.window else None,
        dimension,
        better.word if better else None,
        rhythm(updated.rhythm, draft) if updated else None,
        _grace(grace, draft),
        wording(definition.text, draft) if definition else None,
        wording(accuracy.text, draft) if accuracy else None,
        silence.word.replace(" ", "_") if silence else None,
        clauses.has(tree.Stock),
        _range(clauses.one(tree.Range), scale, draft),
        _tolerance(clauses.one(tree.Tolerance), scale, draft),
        come_from.formula,
        tuple(p for values in clauses.all(tree.Values) for p in _points(values, id, scale, dimension, draft)),
        tuple((day, r.because.value) for r in clauses.all(tree.Rebase) if (day := day_of(r.day))),
        node.span,
        draft.complaints.mistakes == before and not in_circle and _comes_from(clauses, come_from, draft),
    )
    if in_circle or not _comes_from(clauses, come_from, draft):
        draft.unsound.add(("metric", id, "bound_to"))
    if updated and metric.updated is None:
        draft.unsound.add(("metric", id, "updated"))
    cadence = _cadence(metric, draft)
    if cadence:
        draft.cadences[id] = cadence


def _comes_from(clauses: Clauses, come_from: Origin, draft: Draft) -> bool:
    """Whether what the metric says of its origin was found, and is sound itself."""
    source = draft.sources.get(come_from.source) if come_from.source else None
    found = source.sound if source else come_from.parent is not None
    return (found or not clauses.has(tree.From)) and (come_from.formula is not None or not clauses.has(tree.Formula))


def _cadence(metric: Metric, draft: Draft) -> Every | None:
    if metric.updated or metric.formula is None:
        return metric.updated
    found = [draft.cadences[part.name] for part in metric_names(metric.formula) if part.name in draft.cadences]
    return max(found, key=days_in, default=None)


def _grace(clause: tree.Grace | None, draft: Draft) -> Every | None:
    return length(clause.amount, draft, least=0) if clause else None


# --- what is taken --------------------------------------------------------------------------------------------------


def _take(clauses: Clauses, draft: Draft) -> tree.Take | None:
    """What is taken of the rows; a formula takes nothing itself."""
    take = clauses.one(tree.Take)
    if take and clauses.has(tree.Formula):
        message = f"`{called(take)}` cannot stand here: a formula takes its metrics over the same period"
        draft.complaints.error("misplaced-property", message, take.span, "say `take` in the metrics it names")
        return None
    return take


# --- numbers ------------------------------------------------------------------------------------------------------


def _range(clause: tree.Range | None, scale: Scale, draft: Draft) -> tuple[Quantity, Quantity] | None:
    if clause is None:
        return None
    high = _signed(clause.high, scale, draft)
    # As in a change, the first borrows the unit of the second.
    low = _signed(clause.low, Scale(high.unit, scale.of, lends=True), draft) if high else None
    if low is None or high is None:
        return None
    if compare(low, high) in (0, 1):
        draft.complaints.error(
            "ends-out-of-order", f"`{clause.span.text}` holds nothing", clause.span, "the lower end stands first"
        )
        return None
    return low, high


def _signed(amount: tree.Node, scale: Scale, draft: Draft) -> Quantity | None:
    """An amount that may be negative."""
    return numbers.goal(amount, scale, draft, frozenset()).quantity  # type: ignore[arg-type]


def _tolerance(clause: tree.Tolerance | None, scale: Scale, draft: Draft) -> Quantity | None:
    return numbers.difference(clause.amount, scale, draft) if clause else None


def _points(
    values: tree.Values, metric: str, scale: Scale, dimension: Dimension | None, draft: Draft
) -> Iterable[Point]:
    """The values written by hand, one a day and member."""
    member = member_name(values.member) if values.member else None
    if values.member is not None and member is not None:
        known_member(member, values.member.span, metric, dimension, draft)
    first: dict[object, tree.Point] = {}
    for point in values.points:
        day, value = day_of(point.day), _signed(point.amount, scale, draft)
        if day is None or value is None:
            continue
        if day in first:
            related = Related("the first stands here", first[day].span)
            message = f"`{day}` has two values"
            draft.complaints.error("doubled-value", message, point.span, "leave one of the two", (related,))
            continue
        first[day] = point
        yield Point(day, value, member, point.span)

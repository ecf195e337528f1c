"""Metrics: what is measured, in which unit, from where, and by which aggregate."""

from __future__ import annotations

from collections.abc import Iterable

from okrlang.model.quantity import NUMBER, PERCENT, POINTS, Quantity, Unit, compare, unit
from okrlang.model.reading import numbers
from okrlang.model.reading.circles import in_order
from okrlang.model.reading.clauses import Clauses, called, member_name
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.expressions import metric_names, worth
from okrlang.model.reading.filters import row_filter
from okrlang.model.reading.moments import day_of, length, rhythm
from okrlang.model.reading.parts import title
from okrlang.model.reading.scale import Scale
from okrlang.model.reading.scopes import known_member
from okrlang.model.workspace import Dimension, Every, Metric, Point
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related

AGGREGATES = ("last", "first", "sum", "mean", "min", "max", "count", "median", "distinct", "share")
_OWN_UNIT = frozenset(
    {"last", "first", "sum", "mean", "min", "max", "median"}
)  # what these give is measured as the rows are
_QUANTILES = frozenset(f"p{n}" for n in range(1, 100))


def read_metrics(nodes: Iterable[tree.Metric], draft: Draft) -> None:
    """Enter the metrics, each after those that it is made of."""
    by_id = {node.name.text: node for node in nodes}
    uses = {id: tuple(_uses(node, by_id, draft)) for id, node in by_id.items()}
    order, circles = in_order(uses)
    lost: set[str] = set()
    for circle in circles:
        lost.update(circle)
        _complain_of_circle(circle, by_id, draft)
    for id in order:
        _read_metric(by_id[id], id in lost, draft)
    draft.metrics = {id: draft.metrics[id] for id in by_id}


def _uses(node: tree.Metric, by_id: dict[str, tree.Metric], draft: Draft) -> Iterable[str]:
    """The metrics that a metric is made of."""
    for clause in node.clauses:
        if isinstance(clause, tree.From) and not _is_source(clause, draft):
            yield from (id for id in (clause.origin.text,) if id in by_id)
        elif isinstance(clause, tree.Formula):
            yield from dict.fromkeys(r.name for r in metric_names(clause.expression) if r.name in by_id)


def _is_source(clause: tree.From, draft: Draft) -> bool:
    return draft.names.get("source", clause.origin.text) is not None


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
    id = node.name.text
    clauses = draft.clauses("metric", id, node.clauses)
    source, parent, formula = _origin(clauses, id, in_circle, draft)
    start = clauses.one(tree.From) if not in_circle else None
    aggregate, take = _aggregate(clauses, draft)
    own = _unit(clauses, parent, aggregate, formula, draft)
    scale = Scale(own or NUMBER, f"metric `{id}`")
    dimension = _dimension(clauses, parent, formula, draft)
    updated, grace, better = clauses.one(tree.Updated), clauses.one(tree.Grace), clauses.one(tree.Better)
    definition, accuracy, silence = (
        clauses.one(tree.Definition),
        clauses.one(tree.Accuracy),
        clauses.one(tree.NoDataMeans),
    )
    draft.metrics[id] = Metric(
        id,
        title(node.name, node.title),
        own,
        source,
        parent.id if parent else None,
        row_filter(start.where, draft) if start and start.where is not None else None,
        aggregate,
        member_name(take.column) if take and take.column else None,
        row_filter(take.where, draft) if take and take.where is not None else None,
        length(take.window, draft) if take and take.window else None,
        dimension,
        better.word if better else None,
        rhythm(updated.rhythm, draft) if updated else None,
        _grace(grace, draft),
        definition.text.value if definition else None,
        accuracy.text.value if accuracy else None,
        silence.word.replace(" ", "_") if silence else None,
        clauses.has(tree.Stock),
        _range(clauses.one(tree.Range), scale, draft),
        _tolerance(clauses.one(tree.Tolerance), scale, draft),
        formula,
        tuple(p for values in clauses.all(tree.Values) for p in _points(values, id, scale, dimension, draft)),
        tuple((day, r.because.value) for r in clauses.all(tree.Rebase) if (day := day_of(r.day))),
        node.span,
    )


def _grace(clause: tree.Grace | None, draft: Draft) -> Every | None:
    return length(clause.amount, draft, least=0) if clause else None


# --- origin -------------------------------------------------------------------------------------------------------


def _origin(
    clauses: Clauses, id: str, in_circle: bool, draft: Draft
) -> tuple[str | None, Metric | None, tree.Expression | None]:
    """The source, the metric or the formula that a metric comes from."""
    start, formula, values = clauses.one(tree.From), clauses.one(tree.Formula), clauses.all(tree.Values)
    draft.contradiction(
        "a metric has one origin: `from`, `formula` or `values`", start, formula, values[0] if values else None
    )
    if in_circle:
        return None, None, None
    if start:
        # A metric may be called like the source that it comes from.
        kinds = ("source",) if start.origin.text == id and _is_source(start, draft) else ("source", "metric")
        found = draft.names.find(start.origin, kinds)
        if found is None:
            return None, None, None
        return (found.id, None, None) if found.kind == "source" else (None, draft.metric(found.id), None)
    return None, None, formula.expression if formula else None


def _aggregate(clauses: Clauses, draft: Draft) -> tuple[str, tree.Take | None]:
    take = clauses.one(tree.Take)
    if take is None:
        return "last", None
    formula = clauses.one(tree.Formula)
    if formula:
        message = f"`{called(take)}` cannot stand here: a formula takes its metrics over the same period"
        draft.complaints.error("misplaced-property", message, take.span, "say `take` in the metrics it names")
        return "last", None
    known = take.aggregate in _QUANTILES or draft.one_of(take.aggregate, AGGREGATES, "way to take a value", take.span)
    if take.aggregate == "share" and take.where is None:
        _incomplete(take, "take share where minutes <= 60", draft)
    elif take.aggregate == "distinct" and take.column is None:
        _incomplete(take, "take distinct shop", draft)
    return (take.aggregate if known else "last"), take


def _incomplete(take: tree.Take, example: str, draft: Draft) -> None:
    draft.complaints.error(
        "misplaced-expression", f"`{take.span.text}` does not say of what", take.span, f"write `{example}`"
    )


# --- unit ---------------------------------------------------------------------------------------------------------


def _unit(
    clauses: Clauses, parent: Metric | None, aggregate: str, formula: tree.Expression | None, draft: Draft
) -> Unit | None:
    """The unit as written, else what it comes to be: that of the parent, of the formula, of the first value."""
    clause = clauses.one(tree.InUnit)
    written = unit(clause.unit) if clause else None
    if formula is not None:
        return _unit_of_formula(formula, written, draft)
    if written:
        return written
    if parent and (aggregate in _OWN_UNIT or aggregate in _QUANTILES):
        return parent.unit
    named = (p.amount.unit for values in clauses.all(tree.Values) for p in values.points if p.amount.unit)
    return next((unit(name) for name in named), None)


def _unit_of_formula(formula: tree.Expression, written: Unit | None, draft: Draft) -> Unit | None:
    found = worth(formula, None, draft)
    if found.condition:
        message = f"`{formula.span.text}` is true or false, and no number"
        draft.complaints.error("misplaced-expression", message, formula.span, "write `if … then … else …`")
    made = found.unit
    if made is None or written is None:
        return written or made
    turned = written == PERCENT and made in (NUMBER, POINTS)  # a quotient is turned into percent
    if made.dimension != written.dimension and not turned:
        message = f"the formula comes out in {_shown(made)}, and the unit is `{written.name}`"
        help = f"write `unit {made.name}`" if made.name else "leave `unit` away"
        draft.complaints.error("unit-mismatch", message, formula.span, help)
    return written


def _shown(of: Unit) -> str:
    return f"`{of.name}`" if of.name else "a bare number"


# --- dimension ----------------------------------------------------------------------------------------------------


def _dimension(
    clauses: Clauses, parent: Metric | None, formula: tree.Expression | None, draft: Draft
) -> Dimension | None:
    """The dimension as written, else that of the parent, or the one that all metrics of a formula share."""
    split = clauses.one(tree.SplitBy)
    if split is None:
        return _shared_dimension(formula, draft) if formula is not None else parent.dimension if parent else None
    if formula is not None:
        message = "`split by` cannot stand here: the dimension of a formula is the one that its metrics share"
        draft.complaints.error("misplaced-property", message, split.span, "say `split by` in the metrics it names")
        return None
    return Dimension(member_name(split.column), _members(split, draft), _listed_in(split.listed_in, draft))


def _shared_dimension(formula: tree.Expression, draft: Draft) -> Dimension | None:
    found = [metric.dimension for name in metric_names(formula) if (metric := draft.metrics.get(name.name))]
    dimensions = [dimension for dimension in found if dimension]
    if not dimensions or len(dimensions) < len(found) or len({d.column for d in dimensions}) > 1:
        return None
    if any(d.members is None for d in dimensions):
        return next((d for d in dimensions if d.listed_in), dimensions[0])
    members = dict.fromkeys(member for d in dimensions for member in d.members or ())
    return Dimension(dimensions[0].column, tuple(members), None)


def _members(split: tree.SplitBy, draft: Draft) -> tuple[str, ...] | None:
    if split.members is None:
        return None
    members: dict[str, tree.Text] = {}
    for text in split.members:
        if text.value in members:
            first = Related("the first stands here", members[text.value].span)
            draft.complaints.error(
                "doubled-member", f"`{text.value}` is listed twice", text.span, "leave one of the two", (first,)
            )
        members.setdefault(text.value, text)
    return tuple(members)


def _listed_in(path: tree.Path | None, draft: Draft) -> tuple[str, str] | None:
    if path is None:
        return None
    if len(path.parts) != 2:
        message = f"`{path.text}` does not say which column lists the members"
        draft.complaints.error(
            "misplaced-expression", message, path.span, "write `in shops.shop_id`: a source and its column"
        )
        return None
    found = draft.names.find(tree.Path(path.span, path.parts[:1]), ("source",))
    return (found.id, path.parts[1]) if found else None


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

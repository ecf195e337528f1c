"""Where a metric comes from, and the unit that it takes from there."""

from __future__ import annotations

from okrlang.model.quantity import NUMBER, PERCENT, POINTS, Unit, unit
from okrlang.model.reading.clauses import Clauses
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.expressions import worth
from okrlang.model.workspace import Metric
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen

_OTHER_UNIT = frozenset({"count", "distinct", "share"})  # what these give is not measured as the rows are


class Origin(Frozen):
    """A source, a metric or a formula, or none of them; `lost` where it was complained about."""

    source: str | None = None
    parent: Metric | None = None
    formula: tree.Expression | None = None
    lost: bool = False


def origin(clauses: Clauses, id: str, in_circle: bool, draft: Draft) -> Origin:
    """The origin of a metric; one that goes round in a circle has none."""
    start, formula, values = clauses.one(tree.From), clauses.one(tree.Formula), clauses.all(tree.Values)
    why = "a metric has one origin: `from`, `formula` or `values`"
    draft.contradiction(why, start, formula, values[0] if values else None)
    if not (start or formula or values or in_circle):
        _check_nothing_taken(clauses, id, draft)
    if in_circle:
        return Origin(lost=True)
    if start:
        return _followed(start, id, draft)
    return Origin(formula=formula.expression) if formula else Origin()


def _check_nothing_taken(clauses: Clauses, id: str, draft: Draft) -> None:
    """A metric without an origin is measured by check-ins alone: what it takes says that rows were thought of."""
    if take := clauses.one(tree.Take):
        message = f"metric `{id}` does not say where its rows come from, so only check-ins measure it"
        help = f"write `from` and the name of a source, or leave out `{take.span.text}`"
        draft.complaints.warning("metric-without-origin", message, take.span, help)


def _followed(start: tree.From, id: str, draft: Draft) -> Origin:
    # A metric may be called like the source that it comes from.
    kinds = ("source",) if start.origin.text == id and is_source(start, draft) else ("source", "metric")
    found = draft.names.find(start.origin, kinds)
    if found is None:
        return Origin(lost=True)
    return Origin(source=found.id) if found.kind == "source" else Origin(parent=draft.metric(found.id))


def is_source(clause: tree.From, draft: Draft) -> bool:
    """Whether what a metric comes from is called like a source."""
    return draft.names.get("source", clause.origin.text) is not None


# --- unit ---------------------------------------------------------------------------------------------------------


def unit_of(id: str, clauses: Clauses, come_from: Origin, aggregate: str, draft: Draft) -> Unit | None:
    """The unit as written, else what it comes to be: that of the parent, of the formula, of the first value."""
    clause = clauses.one(tree.InUnit)
    written = unit(clause.unit) if clause else None
    if come_from.formula is not None:
        return _unit_of_formula(id, come_from.formula, written, draft)
    if written:
        return written
    parent = come_from.parent if aggregate not in _OTHER_UNIT else None
    if come_from.lost or (parent and parent.id in draft.unclear):
        draft.unclear.add(id)
    if parent:
        return parent.unit
    named = (p.amount.unit for values in clauses.all(tree.Values) for p in values.points if p.amount.unit)
    return next((unit(name) for name in named), None)


def _unit_of_formula(id: str, formula: tree.Expression, written: Unit | None, draft: Draft) -> Unit | None:
    found = worth(formula, None, draft)
    if found.condition:
        message = f"`{formula.span.text}` is true or false, and no number"
        draft.complaints.error("misplaced-expression", message, formula.span, "write `if … then … else …`")
    made = found.unit
    if made is None or written is None:
        if written is None and (found.lost or found.condition):
            draft.unclear.add(id)
        return written or made
    turned = made == NUMBER or (written == PERCENT and made == POINTS)  # a bare number takes the unit
    if made.dimension != written.dimension and not turned:
        message = f"the formula comes out in `{made.name}`, and the unit is `{written.name}`"
        draft.complaints.error("unit-mismatch", message, formula.span, f"write `unit {made.name}`")
    return written

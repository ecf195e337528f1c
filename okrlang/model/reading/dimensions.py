"""What a metric is split by, and who its members are."""

from __future__ import annotations

from okrlang.model.reading.clauses import Clauses, member_name
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.expressions import metric_names
from okrlang.model.reading.origins import Origin
from okrlang.model.workspace import Dimension
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related


def dimension_of(clauses: Clauses, come_from: Origin, draft: Draft) -> Dimension | None:
    """The dimension as written, else that of the parent, or the one that all metrics of a formula share."""
    split, formula = clauses.one(tree.SplitBy), come_from.formula
    if split is None:
        if formula is not None:
            return _shared_dimension(formula, draft)
        return come_from.parent.dimension if come_from.parent else None
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

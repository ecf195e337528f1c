"""Filters: which rows count, said with the names of columns and with literals."""

from __future__ import annotations

from okrlang.model.reading.draft import Draft
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree

_CONDITIONS = (
    tree.Comparison,
    tree.Between,
    tree.In,
    tree.HasWord,
    tree.Is,
    tree.Not,
    tree.And,
    tree.Or,
)
_CAN_STAND = (
    *_CONDITIONS,
    tree.Reference,
    tree.Text,
    tree.Amount,
    tree.Day,
    tree.ListOf,
    tree.Negative,
    tree.Arithmetic,
)
_HELP = 'write a comparison of columns with texts, numbers or dates: `kind = "payment" and amount > 0`'


def row_filter(where: tree.Expression | None, draft: Draft) -> tree.Expression | None:
    """The filter itself, where it can be asked of a row; nothing where it was complained about."""
    if where is None:
        return None
    fault = _fault(where)
    if fault is None:
        return where
    node, why = fault
    draft.complaints.error("misplaced-expression", f"`{node.span.text}` {why}", node.span, _HELP)
    return None


def _fault(where: tree.Expression) -> tuple[tree.Node, str] | None:
    if not isinstance(where, _CONDITIONS):
        return where, "is not true or false of a row"
    for node in reversed(tuple(postorder(where))):
        if not isinstance(node, _CAN_STAND):
            return node, "cannot stand in a filter"
        if isinstance(node, tree.Amount) and node.unit:
            return node, "has a unit, and the cells of a row have none"
        if isinstance(node, tree.Is) and node.state == "fresh":
            return node, "cannot be asked of a row"
        if isinstance(node, (tree.And, tree.Or)):
            bare = next((part for part in node.parts if not isinstance(part, _CONDITIONS)), None)
            if bare is not None:
                return bare, "is not true or false of a row"
    return None

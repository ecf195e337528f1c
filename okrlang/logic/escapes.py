"""Escapes: conditions that would pass because nothing was recorded.

`every`, `no` and `at most` over no records are unknown. `not (some …)`, `not (x in …)`, and a `count` or `sum` held to
`= 0`, `<` or `<=` would get around that.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence

from okrlang.logic.inference import shown
from okrlang.model.reading.complaints import Complaints
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree

IsRecorded = Callable[[tree.Node], bool]


def find_escapes(node: tree.Node, is_recorded: IsRecorded, complaints: Complaints, wanted: bool | None = True) -> None:
    """Complain about each of them; `wanted` is what a condition must be to pass, None where it may be either."""
    opposite = None if wanted is None else not wanted
    match node:
        case tree.Not(_, value):
            find_escapes(value, is_recorded, complaints, opposite)
        case tree.And(_, parts) | tree.Or(_, parts):
            for part in parts:
                find_escapes(part, is_recorded, complaints, wanted)
        case tree.If(_, condition, then, otherwise):
            find_escapes(condition, is_recorded, complaints, None)
            find_escapes(then, is_recorded, complaints, wanted)
            find_escapes(otherwise, is_recorded, complaints, wanted)
        case tree.Quantifier(_, kind, _, _, items, _, condition):
            if kind in ("some", "at least") and wanted is not True and is_recorded(items):
                _complain(node, complaints, "write `no x in … satisfies …`")
            elif not isinstance(condition, tree.In):  # `no r in reviews satisfies o in r.covers` asks for records
                find_escapes(condition, is_recorded, complaints, opposite if kind in ("no", "at most") else wanted)
        case tree.In(_, _, items) if wanted is not True and is_recorded(items):
            _complain(node, complaints, "write `no x in … satisfies x = …`")
        case tree.Comparison() | tree.Between():
            for total in _totals_held_down(node, is_recorded, wanted):
                _complain(total, complaints, "use `no` or `at most`, which ask that something is recorded")


def _complain(node: tree.Node, complaints: Complaints, help: str) -> None:
    message = f"`{shown(node)}` would pass where nothing was recorded"
    complaints.error("passes-without-records", message, node.span, help)


def find_empty_lists(conditions: Sequence[tree.Node], is_recorded: IsRecorded, complaints: Complaints) -> None:
    """Say where a condition is true because a list of declared things is empty, and nobody counts that list."""
    nodes = [node for condition in conditions for node in postorder(condition)]
    counted = [node.arguments[0] for node in nodes if isinstance(node, tree.Call) and node.name == "count"]
    for node in nodes:
        if isinstance(node, tree.Quantifier) and node.kind in ("every", "no", "at most"):
            if isinstance(node.items, tree.ListOf) or is_recorded(node.items) or node.items in counted:
                continue
            items = shown(node.items)
            message = f"`{shown(node)}` is true where `{items}` is empty"
            complaints.info("empty-list", message, node.span, f"where that should not pass, add `count({items}) >= 1`")


_TESTS = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _totals_held_down(
    node: tree.Comparison | tree.Between, is_recorded: IsRecorded, wanted: bool | None
) -> Iterator[tree.Node]:
    """The totals of records with which the comparison passes when they are zero."""
    if isinstance(node, tree.Between):
        if wanted is not True or _holds_at_zero(">=", node.low):
            yield from _totals(node.value, is_recorded)
        return
    sign = _OPPOSITE[node.operator] if wanted is False else node.operator
    if wanted is None or _holds_at_zero(sign, node.right):
        yield from _totals(node.left, is_recorded)
    if wanted is None or _holds_at_zero(_MIRRORED[sign], node.left):
        yield from _totals(node.right, is_recorded)


def _holds_at_zero(sign: str, limit: tree.Node) -> bool:
    """Whether zero may stand on the left of a comparison that holds."""
    if isinstance(limit, tree.Amount):
        return bool(_TESTS[sign](0, limit.value))
    return sign in ("<", "<=")


def _totals(node: tree.Node, is_recorded: IsRecorded) -> Iterator[tree.Node]:
    """The totals of records in a number; a share of none is unknown, so it is left alone."""
    match node:
        case tree.Call(_, None, "count" | "sum", (items,)):
            if is_recorded(items.items if isinstance(items, tree.Comprehension) else items):
                yield node
        case tree.Arithmetic(_, operator, left, right):
            if operator != "/" or not any(_totals(right, is_recorded)):
                yield from _totals(left, is_recorded)
            if operator != "/":
                yield from _totals(right, is_recorded)
        case tree.Negative(_, value):
            yield from _totals(value, is_recorded)

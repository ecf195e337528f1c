"""Quantifiers and comprehensions before data: a name that stands for each element of a list in turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from okrlang.logic.phrases import phrase, shown
from okrlang.logic.scope import Scope
from okrlang.logic.typed import CONDITION, LOST, Typed, is_scale_of
from okrlang.syntax import tree


def comprehension(of: Scope, node: tree.Comprehension) -> Typed:
    """`k.weight for k in o.key_results where …`."""
    with _loop(of, node) as items:
        found = of.value(node.value)
    if found.many:
        return of.fault("type-mismatch", f"`{shown(node.value)}` is {phrase(found)}: a list of lists", node.span)
    if found.lost or items.lost:
        return LOST
    return Typed(
        found.types,
        many=True,
        records=items.records,
        optional=found.optional,
        measured=found.measured or items.measured,
        unit=found.unit,
        scale=None if is_scale_of(found.scale, node.name) else found.scale,
        whole=found.whole,
    )


def quantifier(of: Scope, node: tree.Quantifier) -> Typed:
    """`every k in o.key_results where … satisfies …`."""
    with _loop(of, node):
        of.condition(node.condition)
    count = node.count.value if node.count else 1
    if count != int(count):
        return of.fault("bad-number", f"`{count}` cannot be counted", node.span, "write a whole number")
    if node.kind == "at least" and count == 0:
        return of.fault("constant-condition", "at least 0 are always found", node.span, "write `at least 1`")
    return CONDITION


@contextmanager
def _loop(of: Scope, node: tree.Comprehension | tree.Quantifier) -> Iterator[Typed]:
    """Where the name of a loop stands for an element that its `where` picks."""
    items, name = of.value(node.items), node.name
    if not items.lost and not items.many:
        items = of.no_list(node.items, items)
    mistakes = of.complaints.mistakes
    element = of.new(name, node.span, items.one)
    names, facts, used = of.names, of.facts, of.used
    of.names, of.used = {**names, name: element}, set()
    if node.where is not None:
        of.condition(node.where)
        of.facts = {**facts, **of.facts_of(node.where)}
    yield items
    if name not in of.used and not items.lost and of.complaints.mistakes == mistakes:
        of.complaints.warning("unused-name", f"`{name}` is never asked about", node.span, _help(node))
    of.names, of.facts, of.used = names, facts, used | (of.used - {name})


def _help(node: tree.Comprehension | tree.Quantifier) -> str:
    if isinstance(node, tree.Quantifier) and node.kind == "some":
        return f"if it is enough that there is one, write `count({shown(node.items)}) >= 1`"
    return f"ask something of each `{node.name}`, or leave the list out"

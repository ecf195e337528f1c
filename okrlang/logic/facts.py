"""Facts: what a condition shows about values where it holds, or where it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from okrlang.logic.typed import kinds
from okrlang.model.quantity import NUMBER, unit
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree

Facts = dict[tuple[str, object], Any]
"""What is shown: `is` of an expression the types that it can still be of, `there` of one whether it is present, and
`unit` of what a unit is asked by (`k.metric.unit`) the unit."""

Types = Callable[[tree.Node], tuple[str, ...]]
"""The types that an expression could be of before."""


def facts(node: tree.Node | None, holds: bool, types: Types, decided: bool = False) -> Facts:
    """What a condition shows where it holds, or where it does not.

    One that is `decided`, and stands in no `where`, was not left unknown: all that it compares is present then, however
    it came out.
    """
    match node:
        case tree.Not(_, value):
            return facts(value, not holds, types, decided)
        case tree.And(_, parts) | tree.Or(_, parts):
            each = [facts(part, holds, types, decided) for part in parts]
            return _joined(each) if holds == isinstance(node, tree.And) else _shared(each)
        case tree.Is(_, value, state):
            return _asked(value, holds == (state != "missing")) if state != "fresh" or holds else {}
        case tree.IsA(_, value, name):
            could, is_it = types(value), kinds((name,))
            left = tuple(t for t in could if (t in is_it or name in kinds((t,))) == holds)
            left = (name,) if holds and left == ("record",) else left
            return {("is", value): left or could} | (_there(value, True) if holds or decided else {})
        case tree.Comparison(_, operator, left, right):
            found = _compared(left, right) if (operator == "=") == holds and operator in ("=", "!=") else {}
            return found | _all_there((left, right), holds or decided)
        case tree.Between(_, value, low, high):
            return _all_there((value, low, high), holds or decided)
        case tree.In(_, value, items) | tree.HasWord(_, value, items):
            return _all_there((value, items), holds or decided)
        case tree.Call():
            return _all_there((node,), holds or decided)
        case tree.Quantifier(_, kind, _, name, _, where, condition) if (kind == "some") == holds and kind in _FINDING:
            shown = facts(where, True, types) | facts(condition, True, types)
            return {key: fact for key, fact in shown.items() if not _is_about(name, key[1])}
    return {}


_FINDING = ("some", "no")  # one was found where the first holds, or the second does not
_OF_VALUES = ("difference", "days_between")


def speaks_of(name: str, node: tree.Node) -> bool:
    """Whether an expression speaks of what a name stands for."""
    return any(isinstance(each, tree.Reference) and each.name == name for each in postorder(node))


def _is_about(name: str, what: object) -> bool:
    """Whether a fact is about what a name stands for."""
    return speaks_of(name, what) if isinstance(what, tree.Node) else str(what).split(".")[0] == name


def path(node: tree.Node) -> str | None:
    """What a value is called, where it is a name or a field of one: `k.metric.unit`."""
    match node:
        case tree.Reference(_, name):
            return name
        case tree.Field(_, of, name):
            outer = path(of)
            return None if outer is None else f"{outer}.{name}"
    return None


def _joined(shown: Iterable[Facts]) -> Facts:
    return {key: fact for found in shown for key, fact in found.items()}


def _shared(shown: list[Facts]) -> Facts:
    """What is shown whichever of several conditions it is that holds."""
    found: Facts = {}
    for key, fact in shown[0].items():
        if all(key in other for other in shown):
            others = [other[key] for other in shown]
            if key[0] == "is":
                found[key] = tuple(dict.fromkeys(name for types in others for name in types))
            elif all(other == fact for other in others):
                found[key] = fact
    return found


def _asked(node: tree.Node, present: bool) -> Facts:
    """That something is present or missing; what has no unit is counted in bare numbers."""
    unit_of = path(node) if not present and isinstance(node, tree.Field) and node.name == "unit" else None
    return _there(node, present) | ({("unit", unit_of): NUMBER} if unit_of is not None else {})


def _there(node: tree.Node, present: bool) -> Facts:
    """That something is present, and so all that it is a field of; or that it is missing."""
    found: Facts = {("there", node): present}
    while present and isinstance(node, tree.Field):
        node = node.of
        found["there", node] = True
    return found


def _all_there(nodes: Iterable[tree.Node], known: bool) -> Facts:
    """That all that a value is made of is known."""
    found: Facts = {}
    for node in nodes if known else ():
        match node:
            case tree.Field() | tree.Reference():
                found |= _there(node, True)
            case tree.Arithmetic(_, _, left, right):
                found |= _all_there((left, right), True)
            case tree.Negative(_, value):
                found |= _all_there((value,), True)
            case tree.Call(_, of, name, arguments) if of is not None or name in _OF_VALUES:
                found |= _all_there((*((of,) if of is not None else ()), *arguments), True)
    return found


def _compared(left: tree.Node, right: tree.Node) -> Facts:
    """The unit that a comparison with a text shows."""
    if isinstance(left, tree.Text):
        left, right = right, left
    asked = path(left)
    return {("unit", asked): unit(right.value)} if asked and isinstance(right, tree.Text) else {}

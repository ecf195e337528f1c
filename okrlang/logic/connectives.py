"""Lists, arithmetic, `not`, `and`, `or` and `if` before data."""

from __future__ import annotations

from collections.abc import Iterable

from okrlang.logic.calculation import combined, is_unsure
from okrlang.logic.phrases import phrase, plural, shown
from okrlang.logic.scope import Scope
from okrlang.logic.typed import CONDITION, LOST, Typed, are_of_one_kind
from okrlang.model.quantity import negate
from okrlang.syntax import tree
from okrlang.syntax.frozen import altered


def list_of(of: Scope, node: tree.ListOf) -> Typed:
    """`[1, 2, 3]`."""
    if not node.items:
        return of.fault("type-mismatch", "`[]` holds nothing that could be asked about", node.span)
    found = [of.value(item) for item in node.items]
    if any(each.lost for each in found):
        return LOST
    first = found[0]
    for item, each in zip(node.items, found, strict=True):
        if each.many or (each is not first and not are_of_one_kind(first, each)):
            holds = plural(first.types[0]) if not first.many else "single values"
            message = f"a list of {holds} cannot hold {phrase(each)}"
            return of.fault("type-mismatch", message, item.span)
    types = tuple(dict.fromkeys(name for each in found for name in each.types))
    return Typed(
        types,
        many=True,
        unit=first.unit if all(each.unit == first.unit for each in found) else None,
        scale=first.scale if all(each.scale == first.scale for each in found) else None,
        optional=any(each.optional for each in found),
        measured=any(each.measured for each in found),
        whole=all(each.whole for each in found),
        literal=all(each.literal for each in found),
    )


def negative(of: Scope, node: tree.Negative) -> Typed:
    """`-x`."""
    found = of.value(node.value)
    if found.amount is not None:
        return altered(found, amount=negate(found.amount))
    if found.lost or found.is_numeric:
        return found
    return of.fault("type-mismatch", f"`{shown(node.value)}` is {phrase(found)}, and no number", node.span)


def arithmetic(of: Scope, node: tree.Arithmetic) -> Typed:
    """`a + b`, `a * b`."""
    left, right = of.value(node.left), of.value(node.right)
    made = of.made(combined(node.operator, left, right), node)
    if not made.lost and is_unsure(node.operator, left, right):
        of.unsure(node, (node.left, left), (node.right, right))
    return made


def not_(of: Scope, node: tree.Not) -> Typed:
    """`not p`."""
    of.condition(node.value)
    return CONDITION


def and_(of: Scope, node: tree.And) -> Typed:
    """`p and q`."""
    return _all(of, node.parts, True)


def or_(of: Scope, node: tree.Or) -> Typed:
    """`p or q`."""
    return _all(of, node.parts, False)


def _all(of: Scope, parts: Iterable[tree.Node], holds: bool) -> Typed:
    """Each part is asked where those before it hold (`and`) or do not (`or`)."""
    before = of.facts
    for part in parts:
        of.condition(part)
        of.facts = {**of.facts, **of.facts_of(part, holds)}
    of.facts = before
    return CONDITION


def if_(of: Scope, node: tree.If) -> Typed:
    """`if p then a else b`."""
    of.condition(node.condition)
    with of.knowing(of.facts_of(node.condition)):
        then = of.value(node.then)
    with of.knowing(of.facts_of(node.condition, False)):
        otherwise = of.value(node.otherwise)
    if then.lost or otherwise.lost:
        return LOST
    if then.is_condition and otherwise.is_condition:
        return CONDITION
    if then.many or otherwise.many:
        listed = node.then if then.many else node.otherwise
        message = f"`{shown(listed)}` is {phrase(then if then.many else otherwise)}, and `if` gives one value"
        return of.fault("type-mismatch", message, listed.span, "ask each list by itself, and join the conditions")
    if not are_of_one_kind(then, otherwise):
        message = f"one branch is {phrase(then)}, the other {phrase(otherwise)}"
        return of.fault("type-mismatch", message, node.span, "let both be of one kind")
    return Typed(
        tuple(dict.fromkeys((*then.types, *otherwise.types))),
        unit=then.unit if then.unit == otherwise.unit else None,
        scale=then.scale if then.scale == otherwise.scale else None,
        optional=then.optional or otherwise.optional,
        measured=then.measured or otherwise.measured,
        whole=then.whole and otherwise.whole,
    )

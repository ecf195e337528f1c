"""Conditions as Python text: comparisons, tests, and what is made of them.

Each function gives nothing where there is no text for what is asked; the evaluator is then asked instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from okrlang.logic.sieve.piece import QUANTITY, TEXT, THING, Piece, Sort, condition, sort_of
from okrlang.syntax import tree
from okrlang.syntax.frozen import altered

if TYPE_CHECKING:
    from okrlang.logic.sieve.translation import Translation

_SIGNS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def comparison(writing: Translation, node: tree.Comparison) -> Piece | None:
    """`a = b`, `a < b` and so on."""
    pieces = [writing.operand(node.left), writing.operand(node.right)]
    sort, sign = sort_of(pieces), _SIGNS[node.operator]
    if sort is None or sign not in sort.signs:
        return None
    return _compared(writing, sort, pieces, lambda a, b: sort.compared(sign, a, b))


def between(writing: Translation, node: tree.Between) -> Piece | None:
    """`x between a and b`, both ends included."""
    pieces = [writing.operand(part) for part in (node.value, node.low, node.high)]
    sort = sort_of(pieces)
    if sort is None or "<=" not in sort.signs:
        return None

    def within(x: str, low: str, high: str) -> str:
        return f"({sort.compared('>=', x, low)} and {sort.compared('<=', x, high)})"

    return _compared(writing, sort, pieces, within if sort.names else lambda x, low, high: f"({low} <= {x} <= {high})")


def _compared(writing: Translation, sort: Sort, pieces: Sequence[Piece], made: Callable[..., str]) -> Piece:
    """What comes of comparing; bare numbers to the digits that comparing goes to."""
    if sort is QUANTITY:
        pieces = [writing.boxed(piece) for piece in pieces]
    exact = [piece.exact or not piece.decimal for piece in pieces]

    def rounded(*names: str) -> str:
        return made(*(name if is_exact else f"rounded({name})" for name, is_exact in zip(names, exact, strict=True)))

    return condition(writing.guarded(sort, pieces, rounded), *pieces)


def in_(writing: Translation, node: tree.In) -> Piece | None:
    """`x in [a, b]` of words and texts, `x in xs` of things."""
    value = writing.operand(node.value)
    if isinstance(node.items, tree.ListOf):
        words = _words(writing, node.items)
        if words is None or sort_of([value]) is not TEXT:
            return None
        return condition(writing.guarded(TEXT, [value], lambda x: f"({x} in {words})"), value)
    items = writing.operand(node.items)
    if not items.many or sort_of([value, altered(items, many=False)]) is not THING:
        return None
    code = writing.guarded(THING, [value], lambda x: f"({x} in {writing.elements(items)})")
    return condition(code, value, items)


def has_word(writing: Translation, node: tree.HasWord) -> Piece | None:
    """`title has any word of […]`."""
    value, words = writing.operand(node.value), _words(writing, node.words)
    if words is None or sort_of([value]) is not TEXT:
        return None
    return condition(writing.guarded(TEXT, [value], lambda x: f"has_word({x}, {words})"), value)


def _words(writing: Translation, node: tree.Node) -> str | None:
    """The name of the words and texts that are written out, if nothing else is."""
    pieces = [writing.piece(item) for item in (node.items if isinstance(node, tree.ListOf) else (node,))]
    if not all(piece.always and piece.settled and piece.types == ("text",) for piece in pieces):
        return None
    return writing.listed([piece.code for piece in pieces])


def is_(writing: Translation, node: tree.Is) -> Piece | None:
    """`x is present`, `x is missing`."""
    if node.state not in ("present", "missing"):
        return None
    value = writing.operand(node.value)
    is_present = f"({value.code} is not None)" if value.known or value.always else f"is_present({value.code})"
    return condition(is_present if node.state == "present" else f"(not {is_present})", value)


def is_a(writing: Translation, node: tree.IsA) -> Piece | None:
    """`x is objective`, where a class of its own tells that."""
    value, of = writing.operand(node.value), writing.world.class_of(node.type)
    if of is None or sort_of([value]) is not THING:
        return None
    name = writing.constant(of)
    return condition(writing.guarded(THING, [value], lambda x: f"({x}.__class__ is {name})"), value)


def not_(writing: Translation, node: tree.Not) -> Piece:
    """`not p`."""
    value = writing.truth(node.value)
    return condition(f"(not {value.code})", value)


def and_(writing: Translation, node: tree.And) -> Piece:
    """`p and q`, where what `p` says of the type of a name is known in `q`."""
    pieces, names = [], dict(writing.names)
    for part in node.parts:
        with writing.naming(names):
            pieces.append(writing.truth(part))
        if isinstance(part, tree.IsA) and isinstance(part.value, tree.Reference):
            named = names.get(part.value.name)
            if named is not None and part.type in named.types:
                names = {**names, part.value.name: altered(named, types=(part.type,))}
    return condition(f"({' and '.join(piece.code for piece in pieces)})", *pieces)


def or_(writing: Translation, node: tree.Or) -> Piece:
    """`p or q`."""
    pieces = [writing.truth(part) for part in node.parts]
    return condition(f"({' or '.join(piece.code for piece in pieces)})", *pieces)


def if_(writing: Translation, node: tree.If) -> Piece | None:
    """`if p then a else b` of two conditions."""
    picked, then, otherwise = writing.truth(node.condition), writing.piece(node.then), writing.piece(node.otherwise)
    if not all(branch.always and branch.types == ("condition",) for branch in (then, otherwise)):
        return None
    return condition(f"({then.code} if {picked.code} else {otherwise.code})", picked, then, otherwise)

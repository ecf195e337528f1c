"""Expressions that goals and metrics reckon with, as formulas with the values that went into them."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from okrlang.model.quantity import NUMBER, PERCENT, Quantity, Unit
from okrlang.model.quantity import unit as unit_named
from okrlang.score.exact import base
from okrlang.score.figures.figure import Arithmetic, Operand
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen

Leaf = Callable[[tree.Reference | tree.Call], Quantity | None]
"""The value that a name, or a question to the past of a metric, stood for."""

_DEEPEST = 40
_ATOM, _PRODUCT, _SUM = 2, 1, 0


class _Said(Frozen):
    """A part of a formula: how tightly it binds, and of how many factors with a unit it is the product."""

    text: str
    binds: int
    degree: int


class _Writer:
    """Writes one formula, and keeps what went into it."""

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf
        self.operands: dict[str, Operand] = {}
        self.sizes: set[Fraction] = set()

    def said(self, node: tree.Node, depth: int = 0) -> _Said | None:
        """A node in arithmetic; nothing where it is not plain arithmetic on numbers of one size."""
        if depth > _DEEPEST:
            return None
        match node:
            case tree.Amount():
                return self._literal(Quantity(node.value, unit_named(node.unit)))
            case tree.Ratio(part=part, whole=whole):
                return _Said(f"{part} / {whole}", _PRODUCT, 0)
            case tree.Negative(value=value):
                inner = self.said(value, depth + 1)
                return _Said(f"-{_in(inner, _ATOM)}", _PRODUCT, inner.degree) if inner else None
            case tree.Arithmetic():
                return self._operation(node, depth)
            case tree.Reference() | tree.Call(of=None):
                return self._named(node)
        return None

    def _literal(self, value: Quantity) -> _Said:
        if value.unit == NUMBER:
            return _Said(f"{value.value:f}", _ATOM, 0)
        self.sizes.add(_size(value.unit))
        return _Said(f"{value.value:f}", _ATOM, 1)

    def _named(self, node: tree.Reference | tree.Call) -> _Said | None:
        value = self.leaf(node)
        if value is None:
            return None
        said = " ".join(node.span.text.split())
        name = re.sub(r"\W+", "_", said).strip("_")
        self.operands[name] = Operand(name, said, (value.value,), value.unit)
        if value.unit == NUMBER:
            return _Said(name, _ATOM, 0)
        self.sizes.add(_size(value.unit))
        return _Said(name, _ATOM, 1)

    def _operation(self, node: tree.Arithmetic, depth: int) -> _Said | None:
        left, sign = self._factor(node.left, node, depth), node.operator
        right = self._factor(node.right, node, depth)
        if left is None or right is None:
            return None
        if sign in "+-":
            if left.degree != right.degree:
                return None
            return _Said(f"{left.text} {sign} {_in(right, _PRODUCT)}", _SUM, left.degree)
        if sign == "/":
            return _Said(f"{_in(left, _PRODUCT)} / {_in(right, _ATOM)}", _PRODUCT, left.degree - right.degree)
        return _Said(f"{_in(left, _PRODUCT)} * {_in(right, _ATOM)}", _PRODUCT, left.degree + right.degree)

    def _factor(self, node: tree.Node, of: tree.Arithmetic, depth: int) -> _Said | None:
        """A side of an operation; a percent that multiplies is a bare number."""
        if of.operator in ("*", "of") and isinstance(node, tree.Amount) and unit_named(node.unit) == PERCENT:
            return _Said(f"{node.value / Decimal(100):f}", _ATOM, 0)
        return self.said(node, depth + 1)


def formula(expression: tree.Node, leaf: Leaf, unit: Unit | None) -> Arithmetic:
    """An expression as a formula that comes out in a unit; in words alone where it is no plain arithmetic."""
    writer, words = _Writer(leaf), f"it is reckoned as `{' '.join(expression.span.text.split())}`"
    said = writer.said(expression)
    operands, wanted = tuple(writer.operands.values()), _size(unit or NUMBER)
    if said is None or len(writer.sizes) > 1 or said.degree not in (0, 1):
        return Arithmetic(operands=operands, because=words)
    (size,) = writer.sizes or (Fraction(1),)
    times = size**said.degree / wanted
    if times == 1 or (said.degree == 0 and unit != PERCENT):
        return Arithmetic(said.text, operands, words)
    if times.denominator != 1:
        return Arithmetic(operands=operands, because=words)
    return Arithmetic(f"{_in(said, _PRODUCT)} * {times}", operands, words)


def _in(part: _Said, binds: int) -> str:
    """A part inside another that binds so tightly."""
    return part.text if part.binds >= binds else f"({part.text})"


def _size(unit: Unit) -> Fraction:
    """How much of the base of its dimension one of a unit is."""
    return base(Quantity(Decimal(1), unit))

"""Reckons the formulas of explanations again, from what is said to go into them; shares no code with the engine."""

from __future__ import annotations

import ast
import math
import operator
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from itertools import combinations
from typing import Any

OPERATIONS: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
ORDERS: Mapping[type, Callable[[Any, Any], bool]] = {
    ast.GtE: operator.ge,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.Lt: operator.lt,
}
Numbers = Sequence[Fraction]


def total(values: Iterable[Fraction]) -> Fraction:
    return sum(values, Fraction(0))


def mean(values: Numbers) -> Fraction:
    return total(values) / len(values)


def weighted_mean(values: Numbers, weights: Numbers) -> Fraction:
    return total(v * w for v, w in zip(values, weights, strict=True)) / total(weights)


def median_slope(days: Numbers, values: Numbers) -> Fraction:
    pairs = combinations(zip(days, values, strict=True), 2)
    return statistics.median((y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in pairs if x1 != x2)


def median_rest(days: Numbers, values: Numbers, slope: Fraction) -> Fraction:
    return statistics.median(y - slope * x for x, y in zip(days, values, strict=True))


def line(days: Numbers, values: Numbers) -> tuple[Fraction, Fraction]:
    """The start and slope of least squares, by the covariance over the variance."""
    x, y = mean(days), mean(values)
    along = total((a - x) * (b - y) for a, b in zip(days, values, strict=True))
    slope = along / total((a - x) * (a - x) for a in days)
    return y - slope * x, slope


def least_squares(days: Numbers, values: Numbers, ahead: Fraction) -> Fraction:
    start, slope = line(days, values)
    return start + slope * ahead


def prediction_error(days: Numbers, values: Numbers, ahead: Fraction) -> Fraction:
    start, slope = line(days, values)
    off, middle = [y - start - slope * x for x, y in zip(days, values, strict=True)], mean(days)
    left = total(each * each for each in off) / (len(days) - 2)
    away = (ahead - middle) * (ahead - middle) / total((x - middle) * (x - middle) for x in days)
    square = left * (1 + Fraction(1, len(days)) + away)
    with localcontext() as context:
        context.prec = 60
        return Fraction((Decimal(square.numerator) / Decimal(square.denominator)).sqrt())


@cache
def student(t: float, freedom: int) -> float:
    """The share of Student's distribution below t, by Simpson's rule over the angle whose tangent is t / √freedom."""
    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(math.pi)
    end, parts = math.atan(t / math.sqrt(freedom)), 2000
    step = end / parts
    heights = [math.cos(i * step) ** (freedom - 1) for i in range(parts + 1)]
    area = step / 3 * (heights[0] + heights[-1] + 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2]))
    return 0.5 + scale * area


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "min": min,
    "max": max,
    "abs": abs,
    "sum": total,
    "mean": mean,
    "count": lambda values: Fraction(len(values)),
    "weighted_mean": weighted_mean,
    "median_slope": median_slope,
    "median_rest": median_rest,
    "least_squares": least_squares,
    "prediction_error": prediction_error,
    "student": lambda t, freedom: Fraction(student(float(max(min(t, 10**9), -(10**9))), int(freedom))),
}


def reckoned(formula: str, given: Mapping[str, Any]) -> Fraction:
    """What a formula comes to; a condition counts 1 or 0."""
    return Fraction(_value(ast.parse(formula, mode="eval").body, given))


def _value(node: ast.expr, given: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant():
            return Fraction(ast.unparse(node))
        case ast.Name(id=name):
            return given[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, given)
        case ast.BinOp(left=left, op=sign, right=right):
            return OPERATIONS[type(sign)](_value(left, given), _value(right, given))
        case ast.Compare(left=left, ops=signs, comparators=others):
            values = [_value(each, given) for each in (left, *others)]
            held = (ORDERS[type(s)](a, b) for s, a, b in zip(signs, values[:-1], values[1:], strict=True))
            return Fraction(all(held))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return FUNCTIONS[name](*(_value(each, given) for each in arguments))
    raise AssertionError(f"no arithmetic: {ast.unparse(node)}")

"""Aggregates: what can be found out of a list of values taken together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cmp_to_key

from okrlang.logic.values import ZERO, Unknown, Value, because, calculate, compare, joined
from okrlang.model.quantity import number


def count(values: tuple[Value, ...]) -> Value:
    """How many there are; unknown over something unknown."""
    unknown = joined(values)
    return number(len(values)) if unknown is None else unknown


def total(values: tuple[Value, ...]) -> Value:
    """The sum; of nothing it is zero of every unit."""
    found: Value = ZERO
    for value in values:
        found = calculate("+", found, value)
        if found.__class__ is Unknown:
            return joined(values) or found
    return found


def least(values: tuple[Value, ...]) -> Value:
    """The smallest, or earliest."""
    return _extreme(values, -1)


def most(values: tuple[Value, ...]) -> Value:
    """The largest, or latest."""
    return _extreme(values, 1)


def _extreme(values: tuple[Value, ...], wanted: int) -> Value:
    unknown = joined(values)
    if unknown is not None or not values:
        return unknown or _of_nothing()
    found = values[0]
    for value in values:
        order = compare(value, found)
        if order.__class__ is Unknown:
            return order
        found = value if order == wanted else found
    return found


def mean(values: tuple[Value, ...]) -> Value:
    """The arithmetic mean."""
    return calculate("/", total(values), number(len(values))) if values else _of_nothing()


def median(values: tuple[Value, ...]) -> Value:
    """The value in the middle, or the mean of the two there."""
    unknown = joined(values)
    if unknown is not None or not values:
        return unknown or _of_nothing()
    odd = next((order for value in values if isinstance(order := compare(value, values[0]), Unknown)), None)
    if odd is not None:
        return odd
    ordered = sorted(values, key=cmp_to_key(compare))  # type: ignore[arg-type]  # none of them is unknown
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else mean((ordered[middle - 1], ordered[middle]))


def _of_nothing() -> Unknown:
    return because("there is nothing to take it of")


AGGREGATES: Mapping[str, Callable[[tuple[Value, ...]], Value]] = {
    "count": count,
    "sum": total,
    "min": least,
    "max": most,
    "mean": mean,
    "median": median,
}
"""What they are called."""

"""Exact numbers: quantities as fractions of the base of their dimension, and back.

All arithmetic of this floor is on these, so that 9/19 is exact; results leave the floor as decimals of 38 digits.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from okrlang.model.quantity import CONTEXT, NUMBER, PERCENT, POINTS, Quantity, Unit, show
from okrlang.model.units import ONE


def base(quantity: Quantity) -> Fraction:
    """The quantity in the base of its dimension."""
    value, unit = Fraction(*quantity.value.as_integer_ratio()), quantity.unit
    return value if _is_base(unit) else value * _size(unit)


def quantity(amount: Fraction, unit: Unit) -> Quantity:
    """So much of the base of a dimension, in a unit of it."""
    return Quantity(decimal(amount if _is_base(unit) else amount / _size(unit)), unit)


def _is_base(unit: Unit) -> bool:
    return unit.factor is ONE and unit.per is ONE


@lru_cache(maxsize=4096)
def _size(unit: Unit) -> Fraction:
    """How much of the base of its dimension one of a unit is."""
    return Fraction(unit.factor) / Fraction(unit.per)


def decimal(share: Fraction) -> Decimal:
    """A fraction in 38 digits."""
    return CONTEXT.divide(Decimal(share.numerator), Decimal(share.denominator))


def decimal_or_none(share: Fraction | None) -> Decimal | None:
    """A fraction in 38 digits, unless it is unknown."""
    return None if share is None else decimal(share)


def unit_of_distance(unit: Unit) -> Unit:
    """The unit of the distance of two values: percentage points lie between percents."""
    return POINTS if unit == PERCENT else unit


def percent(share: Fraction) -> str:
    """A share for people: `43%`; in whole percents, but never a 0% or 100% that it is not."""
    whole = round(share * 100)
    if whole in (0, 100) and whole != share * 100:
        return show(Quantity(decimal(share * 100), PERCENT))
    return f"{whole}%"


def plain(share: Fraction) -> str:
    """A number for people: `1.3`."""
    return show(Quantity(decimal(share), NUMBER))

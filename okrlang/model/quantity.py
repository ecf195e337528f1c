"""Quantities: exact decimal numbers with units, their arithmetic, and how they are printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal

from okrlang.model.units import (
    NUMBER,
    ONE,
    PERCENT,
    POINTS,
    Mismatch,
    Unit,
    cannot,
    is_money,
    unit,
    unit_of_difference,
    unit_of_product,
    unit_of_quotient,
    unit_of_sum,
)
from okrlang.syntax.frozen import Frozen

__all__ = [
    "CONTEXT",
    "NUMBER",
    "PERCENT",
    "POINTS",
    "Mismatch",
    "Quantity",
    "Unit",
    "add",
    "as_percent",
    "compare",
    "convert",
    "divide",
    "multiply",
    "negate",
    "number",
    "rounded",
    "share_of",
    "show",
    "subtract",
    "text",
    "to_decimal",
    "unit",
]

DIGITS, EXPONENT = 38, 18
CENT, HUNDRED = Decimal("0.01"), Decimal(100)
CONTEXT = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN, Emin=-EXPONENT, Emax=EXPONENT, traps=[])
"""The only context of the project's arithmetic: 38 digits, numbers below 10^19, half to even, nothing raised."""

# Wide enough for the products of any two numbers and factors, so that a result is rounded once, at its end.
_WIDE = Context(prec=4 * DIGITS, rounding=ROUND_HALF_EVEN, traps=[])
# A quotient such as 2/3 is off in its last digit: 30 digits, and none below 10^-30, are compared, so 0.9 * 2/3 is 0.6.
_COMPARED = Context(prec=30, rounding=ROUND_HALF_EVEN, Emin=-1, Emax=4 * DIGITS, traps=[])


class Quantity(Frozen):
    """A number with its unit; quantities that measure the same are equal (5 min and 300 s)."""

    value: Decimal
    unit: Unit

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quantity) and compare(self, other) == 0

    def __hash__(self) -> int:
        return hash((self.unit.dimension, _COMPARED.plus(_base(self))))

    def __str__(self) -> str:
        return text(self)


def number(value: Decimal | int) -> Quantity:
    """A bare number."""
    return Quantity(Decimal(value), NUMBER)


rounded = _COMPARED.plus
"""A number to the digits that comparing goes to."""


# --- arithmetic ------------------------------------------------------------------------------------------------------


def add(a: Quantity, b: Quantity) -> Quantity | Mismatch:
    """`a + b` in the unit of `a`; 31% + 2 pp is 33%."""
    return _combined(a, b, unit_of_sum(a.unit, b.unit), _WIDE.add)


def subtract(a: Quantity, b: Quantity) -> Quantity | Mismatch:
    """`a - b` in the unit of `a`; 33% - 31% is 2 pp."""
    return _combined(a, b, unit_of_difference(a.unit, b.unit), _WIDE.subtract)


def multiply(a: Quantity, b: Quantity) -> Quantity | Mismatch:
    """`a * b`; a percent scales what is not a bare number: 30% * 200 EUR is 60 EUR, 2 * 30% is 60%."""
    return _combined(a, b, unit_of_product(a.unit, b.unit), _WIDE.multiply)


def divide(a: Quantity, b: Quantity) -> Quantity | Mismatch:
    """`a / b`: a bare number for two of one dimension, else a unit such as `EUR/payment`."""
    if not _COMPARED.plus(_base(b)):
        return Mismatch("division by zero", "zero")
    return _combined(a, b, unit_of_quotient(a.unit, b.unit), _WIDE.divide)


def share_of(share: Quantity, whole: Quantity) -> Quantity | Mismatch:
    """So many percent of a quantity, in its unit: 120% of 500 is 600 (where 120% * 500 is 60000%)."""
    if share.unit != PERCENT:
        return Mismatch(f"`{text(share)}` is not a percent")
    return _measured(_WIDE.multiply(_base(share), _base(whole)), whole.unit)


def negate(a: Quantity) -> Quantity:
    """`-a`; the negative of zero is zero."""
    return Quantity(_unsigned_zero(a.value.copy_negate()), a.unit)


def compare(a: Quantity, b: Quantity) -> int | Mismatch:
    """-1, 0 or 1 as `a` is less than, equal to or more than `b`, to 30 digits."""
    if a.unit.dimension != b.unit.dimension:
        return cannot("compared", a.unit, b.unit)
    x, y = _COMPARED.plus(_base(a)), _COMPARED.plus(_base(b))
    return int(x > y) - int(x < y)


def convert(q: Quantity, to: Unit) -> Quantity | Mismatch:
    """The same quantity in another unit of its dimension."""
    if q.unit.dimension != to.dimension:
        return cannot("compared", q.unit, to)
    return q if q.unit == to and q.unit.name == to.name else _measured(_base(q), to)


def as_percent(q: Quantity) -> Quantity | Mismatch:
    """What a formula of unit % makes of its result: 0.31 is 31%, 2 pp (100% - 98%) is 2%, a percent stays."""
    if q.unit in (NUMBER, POINTS):
        return _measured(_base(q), PERCENT)
    return convert(q, PERCENT)


def _combined(
    a: Quantity, b: Quantity, made: Unit | Mismatch, operation: Callable[[Decimal, Decimal], Decimal]
) -> Quantity | Mismatch:
    return made if isinstance(made, Mismatch) else _measured(operation(_base(a), _base(b)), made)


def _base(q: Quantity) -> Decimal:
    """The quantity in the base of its dimension."""
    u = q.unit
    scaled = q.value if u.factor is ONE else _WIDE.multiply(q.value, u.factor)
    return scaled if u.per is ONE else _WIDE.divide(scaled, u.per)


def _measured(base: Decimal, to: Unit) -> Quantity | Mismatch:
    """So many of a unit as make up a quantity given in the base of its dimension."""
    scaled = base if to.per is ONE else _WIDE.multiply(base, to.per)
    value = CONTEXT.plus(scaled if to.factor is ONE else _WIDE.divide(scaled, to.factor))
    if not value.is_finite():
        return Mismatch(f"the result is too large to be kept exactly (10^{EXPONENT + 1} or more)", "range")
    return Quantity(_without_idle_zeros(value), to)


def _without_idle_zeros(value: Decimal) -> Decimal:
    """The number without zeros at the end of its decimals: only what was written (1.10) says how precise it is."""
    whole = _WIDE.quantize(value, ONE)
    return _unsigned_zero(whole) if whole == value else value.normalize(_WIDE)


def _unsigned_zero(value: Decimal) -> Decimal:
    return value if value else value.copy_abs()


# --- from text -------------------------------------------------------------------------------------------------------

_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?").fullmatch
_SHORT = EXPONENT  # a number written in so few characters is within bounds
_LONG = 2 * (DIGITS + EXPONENT)  # more characters than any number within bounds needs


def to_decimal(written: str) -> Decimal | None:
    """The number a data cell holds, or nothing: `4.2`, `-3`, `1e-05`; no NaN, Infinity, `1_000`, blank or separator.

    More than 38 digits, or an exponent beyond 18 either way, is no number either. The negative of zero is zero.
    """
    around = written.strip("0123456789")  # nothing, or the point, for most cells of most files
    if (around == "" or around == ".") and around != written and len(written) <= _SHORT:
        return Decimal(written)
    if len(written) > _LONG or not _PLAIN(written):
        return None
    value = Decimal(written)
    if not value:
        return Decimal(0)
    if not -EXPONENT <= value.adjusted() <= EXPONENT or (len(written) > DIGITS and _digits(value) > DIGITS):
        return None
    return _without_idle_zeros(value) if "e" in written or "E" in written else value


def _digits(value: Decimal) -> int:
    return len(value.as_tuple().digits)


def _decimals(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)


# --- to text ---------------------------------------------------------------------------------------------------------


def text(q: Quantity) -> str:
    """The quantity exactly, as the language writes it: `4.2%`, `2 pp`, `120000 EUR`; no exponent, no grouping."""
    return _with_unit(format(_unsigned_zero(q.value), "f"), q)


def show(q: Quantity, digits: int | None = None) -> str:
    """The quantity for people: `120,000 EUR`, `33.33%`; rounded half to even to `digits` decimals or its unit's usual.

    What was written with no more than the usual decimals stays as it was written (`1.10`).
    """
    value = _COMPARED.plus(q.value)  # so that three times a third shows as what it is
    places = _usual_places(value, q.unit) if digits is None else max(digits, 0)
    if _decimals(value) > places:
        value = _unsigned_zero(_WIDE.quantize(value, _WIDE.scaleb(ONE, -places)))
        value = _without_idle_zeros(value) if digits is None else value
    if is_money(q.unit) and _decimals(value) == 1:
        value = _WIDE.quantize(value, CENT)
    return _with_unit(format(value, ",f"), q)


def _usual_places(value: Decimal, of: Unit) -> int:
    """How many decimals people want: two for money and percents, else four digits; 99.996% never becomes 100%."""
    if not value:
        return 0
    if of == PERCENT:
        missing = _WIDE.subtract(HUNDRED, value.copy_abs())
        return max(2, 1 - value.adjusted(), 1 - missing.adjusted() if missing else 0)
    if of == POINTS or is_money(of):
        return max(2, 1 - value.adjusted())
    return max(1, 3 - value.adjusted())


def _with_unit(digits: str, q: Quantity) -> str:
    name = q.unit.name
    if name in ("", "%"):
        return digits + name
    return f"{digits} {_ONE_OF.get(name, name) if digits == '1' else name}"


_ONE_OF = {"days": "day", "weeks": "week", "months": "month", "years": "year", "working days": "working day"}

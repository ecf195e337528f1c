"""Values of the naive evaluator, and how what the world says becomes one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from naive.amounts import DAY, MONTHS, SECONDS, Amount, amount
from naive.days import Span
from okrlang.logic import values as told
from okrlang.logic.types import TYPES
from okrlang.model.calendar import Period
from okrlang.model.quantity import Quantity
from okrlang.model.units import unit

Value = Any  # bool | Amount | str | date | Span | list[Value] | Unknown | a thing of the workspace


@dataclass(frozen=True)
class Unknown:
    """Nothing known: left out (`absent`), written but not to be had (`stated`), or not measured yet (neither)."""

    absent: bool = False
    stated: bool = False


UNKNOWN = Unknown()
PLAIN = (bool, Amount, str, date, Span, list, Unknown)

# The fields whose unit comes with the data; other numbers are bare.
GIVEN = frozenset(
    name for fields in TYPES.values() for name, of in fields.items() if {*of.types} & {"quantity", "duration"}
)


def taken(value: Value, field: str) -> Value:
    """What the world says of a field, as a value."""
    match value:
        case Quantity():
            return amount(Fraction(value.value), value.unit.name, given=field in GIVEN)
        case Period():
            return Span(value.start, value.last)
        case tuple():
            return [taken(item, field) for item in value]
        case told.Unknown():
            return Unknown(value.absent, value.stated)
    return value


def length_for_the_world(length: Amount) -> Quantity:
    """A length of time as the world takes it."""
    name = {SECONDS: "days", MONTHS: "months"}.get(length.of or SECONDS, "working days")
    value = length.value / DAY if name == "days" else length.value
    return Quantity(Decimal(value.numerator) / Decimal(value.denominator), unit(name))


def joined(values: list[Value]) -> Unknown | None:
    """What comes of values of which some are unknown: absent as soon as one is, stated if all of these are."""
    lost = [value for value in values if isinstance(value, Unknown)]
    if not lost:
        return None
    absent = any(value.absent for value in lost)
    return Unknown(absent, not absent and all(value.stated for value in lost))

"""A figure: one number that is said of a goal, and how it came about."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from okrlang.measure.reading import Observation, Reading
from okrlang.model.quantity import PERCENT, POINTS, Quantity, Unit, convert
from okrlang.score.exact import decimal
from okrlang.syntax.frozen import Frozen
from okrlang.syntax.source import Span


class Operand(Frozen):
    """A value that goes into a formula under a `name`; `said` is what it is, in words. `many` says that it is a list.

    The values are in `unit`; None is a bare number, such as a count or a share.
    """

    name: str
    said: str
    values: tuple[Decimal, ...]
    unit: Unit | None = None
    many: bool = False


class Arithmetic(Frozen):
    """A formula with what goes into it, or a sentence where there is nothing to reckon."""

    formula: str = ""
    operands: tuple[Operand, ...] = ()
    because: str = ""


class Figure(Frozen):
    """How a number came about: by a formula, by rows of data, by what somebody wrote, or as `because` says.

    `key` is where the number stands in the report of its goal (`members[0].progress`); a step between has none. A step
    says its own `value`; that of the others is the report's. The formula is in arithmetic as Python has it; a condition
    in it counts 1 where it holds and 0 where not. Functions that it names are those of `okrlang/score/figures`.
    """

    key: str
    name: str
    formula: str = ""
    operands: tuple[Operand, ...] = ()
    because: str = ""
    reading: Reading | None = None
    span: Span | None = None
    value: Decimal | None = None
    unit: Unit | None = None
    is_share: bool = False


class Rows(Frozen):
    """What was read of a measure: `of` says what for."""

    of: str
    reading: Reading


class Series(Frozen):
    """The values that a measure, or a member of it, had period by period.

    In the periods of a keep (`period` says which) `held` says in which of them the bound held; None is not known.
    """

    measure: str
    member: str | None
    observations: tuple[Observation, ...]
    period: str | None = None
    held: tuple[bool | None, ...] = ()


class Stage(Frozen):
    """A part of an explanation, its figures in the order in which they follow from each other.

    `ahead` says that they come after the status, on which they have no bearing.
    """

    title: str
    figures: tuple[Figure, ...]
    ahead: bool = False


class Asked(Frozen):
    """A line of a policy, with whether it holds; None where that cannot be known."""

    status: str
    called: str | None
    when: str
    holds: bool | None


class Judged(Frozen):
    """What a policy says of some numbers, line by line, to the first that holds."""

    policy: str
    assuming: str
    given: tuple[Operand, ...]
    lines: tuple[Asked, ...]


class Weighed(Frozen):
    """What a key result, or an objective beneath, adds to an objective; `share` is its part of all weights."""

    id: str
    status: str
    weight: Fraction
    share: Fraction
    progress: Fraction | None
    low: Fraction
    high: Fraction


class Derivation(Frozen):
    """How all that is said of a goal came about, from the bottom up; `decided` says what gave the status.

    `weighed` is what an objective is made of.
    """

    rows: tuple[Rows, ...]
    series: tuple[Series, ...]
    stages: tuple[Stage, ...]
    decided: str = ""
    judged: tuple[Judged, ...] = ()
    weighed: tuple[Weighed, ...] = ()


def amount(name: str, said: str, value: Quantity, unit: Unit | None = None) -> Operand:
    """An operand that was measured or written, in a unit of its kind."""
    shown = in_unit(value, unit)
    return Operand(name, said, (shown.value,), shown.unit)


def amounts(name: str, said: str, values: Iterable[Quantity], unit: Unit | None) -> Operand:
    """A list of values in one unit."""
    return Operand(name, said, tuple(in_unit(value, unit).value for value in values), unit, many=True)


def plain(name: str, said: str, value: Fraction | Decimal | int) -> Operand:
    """An operand that is a bare number."""
    return Operand(name, said, (as_decimal(value),))


def plains(name: str, said: str, values: Iterable[Fraction | Decimal | int]) -> Operand:
    """A list of bare numbers."""
    return Operand(name, said, tuple(map(as_decimal, values)), many=True)


def as_decimal(value: Fraction | Decimal | int) -> Decimal:
    """A number in 38 digits."""
    return value if isinstance(value, Decimal) else decimal(Fraction(value))


def in_unit(value: Quantity, unit: Unit | None) -> Quantity:
    """A value in a unit of its kind; as it is where that is of another kind, or where there is none."""
    if unit is None or (value.unit == POINTS and unit == PERCENT):
        return value
    found = convert(value, unit)
    return found if isinstance(found, Quantity) else value

"""Amounts as the language has them: exact fractions of what they measure, held against each other and calculated with.

Written from the words of the language alone; it knows the units that the drawn texts use, and takes any other name as a
count of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

Measure = tuple[str, str]  # what is measured, and over what: ("EUR", "shop"); ("", "") is a bare number

NUMBER: Measure = ("", "")
PERCENT: Measure = ("%", "")
POINTS: Measure = ("pp", "")
SECONDS: Measure = ("second", "")
MONTHS: Measure = ("month", "")
WORKING_DAYS: Measure = ("working day", "")
DURATIONS = (SECONDS, MONTHS, WORKING_DAYS)

DAY, _ONE, _CENT = Fraction(86_400), Fraction(1), Fraction(1, 100)
_KNOWN = {
    **dict.fromkeys(("", "1"), (_ONE, "")),
    "%": (_CENT, "%"),
    "pp": (_CENT, "pp"),
    "$": (_ONE, "USD"),
    "€": (_ONE, "EUR"),
    "£": (_ONE, "GBP"),
    "ms": (_ONE / 1000, "second"),
    "s": (_ONE, "second"),
    "min": (60 * _ONE, "second"),
    "h": (3600 * _ONE, "second"),
    "day": (DAY, "second"),
    "week": (7 * DAY, "second"),
    "month": (_ONE, "month"),
    "year": (12 * _ONE, "month"),
    "working day": (_ONE, "working day"),
}


class WrongError(Exception):
    """Two amounts that make no third: of a `kind` (`unit`, `type`, or `zero` for a division by zero)."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True)
class Amount:
    """So much of a measure, in its smallest part; `of` is None for the sum of nothing, a zero of everything.

    `given`: its unit came with the data, so that nobody could know it before.
    """

    value: Fraction
    of: Measure | None = NUMBER
    given: bool = False


NOTHING = Amount(Fraction(0), None)


def amount(value: Fraction, unit: str, given: bool = False) -> Amount:
    """The amount that a number and the name of a unit say."""
    above, stroke, below = unit.partition("/")
    if stroke and above and below:
        (factor, top), (per, bottom) = _one(above), _one(below)
        return Amount(value * factor / per, (top, bottom), given)
    factor, top = _one(unit)
    return Amount(value * factor, (top, ""), given)


def _one(name: str) -> tuple[Fraction, str]:
    """How much one of a unit is, and of what; `pages` and `page` are one unit."""
    one = name[:-1] if len(name) > 2 and name.endswith("s") and not name.endswith("ss") else name
    return _KNOWN.get(name) or _KNOWN.get(one) or (Fraction(1), one)


# --- holding against each other --------------------------------------------------------------------------------------


def order(a: Amount, b: Amount) -> int:
    """-1, 0 or 1 as one is less than, equal to, or more than the other."""
    a, b = _levelled(a, b)
    if a.of != b.of:
        raise WrongError("unit")
    return (a.value > b.value) - (a.value < b.value)


def _levelled(a: Amount, b: Amount) -> tuple[Amount, Amount]:
    """The sum of nothing is a zero of what it is held against."""
    return replace(a, of=a.of or b.of or NUMBER), replace(b, of=b.of or a.of or NUMBER)


# --- calculating -----------------------------------------------------------------------------------------------------


def calculated(sign: str, a: Amount, b: Amount) -> Amount:
    """`a + b`, `a - b`, `a * b`, `a / b`, and `of` for so many percent of something."""
    given = a.given or b.given
    if sign == "/" and not b.value:
        raise WrongError("zero")
    if None in (a.of, b.of) and (sign not in "+-" or a.of == b.of):
        return NOTHING
    if sign in "+-":
        a, b = _levelled(a, b)
    x, y = a.of or NUMBER, b.of or NUMBER
    if sign in "+-":
        return Amount(a.value + b.value if sign == "+" else a.value - b.value, _of_sum(sign, x, y), given)
    if sign == "/":
        return Amount(a.value / b.value, _of_quotient(x, y), given)
    if sign == "of" and x != PERCENT:
        raise WrongError("unit")
    return Amount(a.value * b.value, y if sign == "of" else _of_product(x, y), given)


def _of_sum(sign: str, a: Measure, b: Measure) -> Measure:
    """31% + 2 pp is 33%, 33% - 31% is 2 pp; else both are of one measure."""
    if sign == "-" and a == b == PERCENT:
        return POINTS
    if a == b:
        return a
    if {a, b} == {PERCENT, POINTS} and (sign == "+" or a == PERCENT):
        return PERCENT
    raise WrongError("unit")


def _of_product(a: Measure, b: Measure) -> Measure:
    """A number scales, and so does a percent; EUR/shop times shops is EUR."""
    for scale in (NUMBER, PERCENT):
        if scale in (a, b):
            return b if a == scale else a
    return _cancelled([a[0], b[0]], [a[1], b[1]])


def _of_quotient(a: Measure, b: Measure) -> Measure:
    """Two of one measure make a number, pp over a percent too; what is over a number or a percent stays what it is."""
    if b == NUMBER:
        return a
    if a == b or (a == POINTS and b == PERCENT):
        return NUMBER
    return a if b == PERCENT else _cancelled([a[0], b[1]], [a[1], b[0]])


def _cancelled(above: list[str], below: list[str]) -> Measure:
    above, below = [m for m in above if m], [m for m in below if m]
    for same in [m for m in below if m in above]:
        if same in above:
            above.remove(same)
            below.remove(same)
    if len(above) > 1 or len(below) > 1:
        raise WrongError("unit")
    return (above[0] if above else "", below[0] if below else "")

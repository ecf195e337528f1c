"""Values of expressions: what they are, and the operations on them, each of which may come to nothing known.

A value is true or false, a quantity, a text (the words of the language too: `on_track`), a day, a period, a thing of
the workspace, a list of such, or unknown, with reasons. Every operation is total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from okrlang.model import quantity
from okrlang.model.calendar import Period, duration
from okrlang.model.quantity import NUMBER, Mismatch, Quantity, Unit, unit
from okrlang.syntax.frozen import Frozen

MOST_REASONS = 4


class Reason(Frozen):
    """Why a value is not known: the field of a subject that was asked, and where it should have come from.

    Subject and field are empty where no single field is to blame (a division by zero).
    """

    subject: str
    field: str
    why: str

    def __eq__(self, other: object) -> bool:
        """Reasons are compared a million times where much is unknown."""
        if not isinstance(other, Reason):
            return False
        return self.subject == other.subject and self.field == other.field and self.why == other.why

    def __hash__(self) -> int:
        return hash((self.subject, self.field, self.why))


class Unknown(Frozen):
    """A value that is not known.

    `absent`: it was left out, which is certain. `stated`: it was written and its value cannot be had (`confidential`).
    Neither: nobody knows yet; it is measured, and may come.
    """

    reasons: tuple[Reason, ...]
    absent: bool = False
    stated: bool = False


Value = Any  # bool | Quantity | str | date | Period | tuple[Value, ...] | Unknown | a thing of the workspace
Verdict = bool | Unknown

ZERO = Quantity(Decimal(0), Unit("", "nothing"))
"""The sum of nothing: a zero that can be held against every unit."""


def because(why: str) -> Unknown:
    """A value unknown for a reason that is no field's."""
    return Unknown((Reason("", "", why),))


NO_RECORDS = because("nothing was recorded")
NO_CONDITION = because("it is neither true nor false")


def both(a: Unknown | None, b: Unknown | None) -> Unknown | None:
    """What is unknown because two things are: the reasons of both, or the one that is there."""
    if a is None or b is None or a is b:
        return b if a is None else a
    reasons = (*a.reasons, *(reason for reason in b.reasons if reason not in a.reasons))[:MOST_REASONS]
    absent = a.absent or b.absent
    return Unknown(reasons, absent, a.stated and b.stated and not absent)


def joined(values: Iterable[Value]) -> Unknown | None:
    """What is unknown because some of these values are; None where all are known."""
    found: Unknown | None = None
    for value in values:
        if value.__class__ is Unknown:
            found = both(found, value)
            if found is not None and len(found.reasons) >= MOST_REASONS and found.absent:
                break
    return found


# --- true and false --------------------------------------------------------------------------------------------------


def negation(value: Value) -> Verdict:
    """Strong Kleene `not`."""
    if value is True or value is False:
        return not value
    return value if isinstance(value, Unknown) else NO_CONDITION


def conjunction(values: Iterable[Value]) -> Verdict:
    """Strong Kleene `and`: false once one is false, else unknown while one is unknown."""
    return _folded(values, False)


def disjunction(values: Iterable[Value]) -> Verdict:
    """Strong Kleene `or`: true once one is true, else unknown while one is unknown."""
    return _folded(values, True)


def _folded(values: Iterable[Value], decisive: bool) -> Verdict:
    unknown: Unknown | None = None
    for value in values:
        if decisive is value:
            return bool(decisive)
        if value is not True and value is not False:
            unknown = both(unknown, value if value.__class__ is Unknown else NO_CONDITION)
    return not decisive if unknown is None else unknown


# --- comparing -------------------------------------------------------------------------------------------------------


def sort_of(value: Value) -> object:
    """What a value can be held against: values of one sort compare, all others do not."""
    cls = value.__class__
    if cls is Quantity:
        return value.unit.dimension
    return cls if cls in _PLAIN else None


_PLAIN = (str, date, bool, Period, tuple)


def equal(a: Value, b: Value) -> Verdict:
    """Whether two values are the same; unknown where they cannot be compared."""
    if a.__class__ is not Unknown and b.__class__ is not Unknown and sort_of(a) == sort_of(b):
        return bool(a == b)
    order = compare(a, b)
    return order if isinstance(order, Unknown) else order == 0


def compare(a: Value, b: Value) -> int | Unknown:
    """-1, 0 or 1 as `a` comes before, with or after `b`: quantities, days, periods."""
    if a.__class__ is Quantity and b.__class__ is Quantity:
        return _order(a, b)
    if a.__class__ is b.__class__ and a.__class__ in (date, Period):
        return int(a > b) - int(a < b)
    return joined((a, b)) or because("values of different kinds cannot be compared")


def _order(a: Quantity, b: Quantity) -> int | Unknown:
    a, b = level(a, b)
    found = quantity.compare(a, b)
    if not isinstance(found, Mismatch):
        return found
    a_days, b_days = _days(a), _days(b)
    if a_days is None or b_days is None:
        return because(found.reason)
    if a_days[1] < b_days[0] or b_days[1] < a_days[0]:
        return -1 if a_days[1] < b_days[0] else 1
    return because(f"`{a}` may be more or less than `{b}`")


def level(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity]:
    """The two with the sum of nothing in the unit of the other."""
    if a.unit is ZERO.unit:
        a = Quantity(a.value, NUMBER if b.unit is ZERO.unit else b.unit)
    if b.unit is ZERO.unit:
        b = Quantity(b.value, a.unit)
    return a, b


_STARTS = tuple(date(year, month, 1) for year in range(2000, 2004) for month in range(1, 13))
_LONGEST = 4000  # of what months, years or working days are compared with days


@lru_cache(maxsize=256)
def _days(length: Quantity) -> tuple[int, int] | None:
    """How many days a duration takes, at least and at most (a month 28 to 31); None for what is none."""
    by = duration(length.value, length.unit.name)
    if by is None or not 0 <= by.count <= _LONGEST:
        return None
    taken = [(by.after(start) - start).days for start in _STARTS]
    return min(taken), max(taken)


# --- computing -------------------------------------------------------------------------------------------------------

_OPERATIONS: dict[str, Callable[[Quantity, Quantity], Quantity | Mismatch]] = {
    "+": quantity.add,
    "-": quantity.subtract,
    "*": quantity.multiply,
    "/": quantity.divide,
    "of": quantity.share_of,
}


def calculate(operator: str, a: Value, b: Value) -> Value:
    """`a + b`, `a - b`, `a * b`, `a / b`; a day moves by a duration, and between two days lie days."""
    if a.__class__ is Quantity and b.__class__ is Quantity:
        return _calculated(operator, a, b)
    if a.__class__ is date and operator in ("+", "-"):
        if b.__class__ is date and operator == "-":
            return days(a, b)
        if b.__class__ is Quantity:
            return _moved(a, b, operator)
    return joined((a, b)) or because("these values cannot be calculated with")


def _calculated(operator: str, a: Quantity, b: Quantity) -> Quantity | Unknown:
    if a.unit is ZERO.unit or b.unit is ZERO.unit:
        if operator not in ("+", "-") or a.unit is b.unit:
            return because("division by zero") if operator == "/" and not b.value else ZERO  # still of every unit
        a, b = level(a, b)
    found = _OPERATIONS[operator](a, b)
    return because(found.reason) if isinstance(found, Mismatch) else found


def days(later: date, earlier: date) -> Quantity:
    """How many days lie between two days; negative where the first is the earlier one."""
    return Quantity(Decimal((later - earlier).days), unit("days"))


_length = lru_cache(maxsize=256)(duration)


def _moved(day: date, by: Quantity, operator: str) -> date | Unknown:
    if by.unit is ZERO.unit:
        return day
    length = _length(by.value, by.unit.name)
    if length is None:
        return because(f"a day cannot be moved by `{by}`")
    return length.after(day) if operator == "+" else length.before(day)


def negative(value: Value) -> Value:
    """`-a`."""
    if value.__class__ is Unknown:
        return value
    return quantity.negate(value) if value.__class__ is Quantity else because("it is no number")


def difference(a: Value, b: Value) -> Value:
    """The distance of two numbers, never negative."""
    found = calculate("-", a, b)
    return quantity.negate(found) if found.__class__ is Quantity and found.value < 0 else found

"""Calculation before data: the type and unit that arithmetic and functions come out in, or why they cannot be."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from okrlang.logic.phrases import phrase, several
from okrlang.logic.typed import (
    DATE,
    DAYS,
    LOST,
    Typed,
    agreement,
    of_amount,
    of_differences,
    of_unit,
)
from okrlang.model import quantity
from okrlang.model.quantity import NUMBER, PERCENT, Mismatch, Quantity, Unit
from okrlang.model.units import unit_of_difference, unit_of_product, unit_of_quotient, unit_of_sum
from okrlang.syntax.frozen import Frozen, altered


class Fault(Frozen):
    """Why something cannot be calculated: the name of the diagnostic, what it says, and what to do."""

    name: str
    message: str
    help: str | None = None


_FAULTS = {"unit": "unit-mismatch", "zero": "division-by-zero", "range": "number-too-large"}
_UNITS: dict[str, Callable[[Unit, Unit], Unit | Mismatch]] = {
    "+": unit_of_sum,
    "-": unit_of_difference,
    "*": unit_of_product,
    "/": unit_of_quotient,
}
_AMOUNTS: dict[str, Callable[[Quantity, Quantity], Quantity | Mismatch]] = {
    "+": quantity.add,
    "-": quantity.subtract,
    "*": quantity.multiply,
    "/": quantity.divide,
    "of": quantity.share_of,
}
_DONE = {"+": "added", "-": "subtracted", "*": "multiplied", "/": "divided", "of": "taken"}


def combined(operator: str, a: Typed, b: Typed) -> Typed | Fault:
    """`a + b`, `a - b`, `a * b`, `a / b`; a day moves by a duration, and between two days lie days."""
    if a.lost or b.lost:
        return LOST
    if operator == "/" and b.amount is not None and not b.amount.value:
        return Fault("division-by-zero", "this divides by zero")
    if a.amount is not None and b.amount is not None:
        made = _AMOUNTS[operator](a.amount, b.amount)
        if isinstance(made, Mismatch):
            return Fault(_FAULTS[made.kind], made.reason)
        return of_amount(made)
    if a.is_numeric and b.is_numeric:
        return _of_numbers(operator, a, b)
    if a.is_date and operator in ("+", "-"):
        if b.is_duration:
            return _as(DATE, a, b) if b.whole else _broken(b)
        if b.is_date and operator == "-":
            return _as(DAYS, a, b)
        if b.is_numeric:
            return Fault("type-mismatch", f"a day is moved by a duration, not by {phrase(b)}", "write `14 days`")
    if b.is_date and a.is_duration and operator == "+":
        return Fault("type-mismatch", "a duration is not moved by a day", "the day comes first: `o.start + 14 days`")
    return Fault("type-mismatch", f"{phrase(a)} and {phrase(b)} cannot be {_DONE[operator]}")


def _broken(by: Typed) -> Fault:
    """A time by which no day can be moved."""
    help = "count the days instead: `days_between(o.start, as_of) >= days_between(o.start, o.due) / 2`"
    if by.amount is None:
        return Fault(
            "bad-duration", "this may come out as no number of whole days, and a day is moved by whole ones", help
        )
    return Fault("bad-duration", f"`{by.amount}` is no number of whole days", "write `30 days`, `2 weeks` or `1 month`")


def _of_numbers(operator: str, a: Typed, b: Typed) -> Typed | Fault:
    if operator == "of":  # so many percent of something, in its unit
        return _as(b, a, b)
    if operator == "*" and a.is_duration and b.is_duration:
        return Fault("unit-mismatch", "two times cannot be multiplied")
    if a.unit is not None and b.unit is not None:
        made = _UNITS[operator](a.unit, b.unit)
        return Fault("unit-mismatch", made.reason) if isinstance(made, Mismatch) else _as(of_unit(made), a, b, operator)
    if operator in ("+", "-"):
        if agreement(a, b) == "no":
            return Fault("unit-mismatch", f"{phrase(a)} and {phrase(b)} cannot be {_DONE[operator]}", _GUARD)
        known = a if a.unit is not None or b.unit is None else b
        between = operator == "-" and not a.is_duration
        return _as(altered(known, scale=of_differences(known.scale)) if between else known, a, b, operator)
    if b.unit in (NUMBER, PERCENT) or (a.unit in (NUMBER, PERCENT) and operator == "*"):
        return _as(a if b.unit in (NUMBER, PERCENT) else b, a, b, operator)
    is_share = operator == "/" and (agreement(a, b) == "yes")
    return _as(of_unit(NUMBER) if is_share else _ANY, a, b, operator)


_GUARD = "its unit comes with the data; write a number with the unit, or hold it against another field"
_ANY = Typed(("quantity",))  # in whatever unit comes with the data


def is_unsure(operator: str, a: Typed, b: Typed) -> bool:
    """Whether numbers may turn out not to go together, since the unit of one comes with the data."""
    if not a.is_numeric or not b.is_numeric or operator == "of" or (a.unit is not None and b.unit is not None):
        return False
    if operator in ("+", "-"):
        return agreement(a, b) == "unsure" or (a.is_duration and b.is_duration)
    if operator == "*":
        return not {a.unit, b.unit} & {NUMBER, PERCENT}
    return b.unit not in (NUMBER, PERCENT) and (agreement(a, b) != "yes" or a.is_duration)


def _as(made: Typed, a: Typed, b: Typed, operator: str = "") -> Typed:
    """The type made of two others: measured or optional as they are, and whole if they are and stay so."""
    return altered(
        made,
        optional=a.optional or b.optional,
        measured=a.measured or b.measured,
        literal=a.literal and b.literal,
        whole=made.whole if not operator else a.whole and b.whole and operator != "/",
        amount=None,
    )


# --- functions -------------------------------------------------------------------------------------------------------

_ONE_LIST = ("count", "sum", "min", "max", "mean", "median")


def of_function(name: str, given: Sequence[Typed]) -> Typed | Fault:
    """What a function gives of these arguments."""
    if any(each.lost for each in given):
        return LOST
    if name in _ONE_LIST and len(given) == 1 and given[0].many:
        return _of_list(name, given[0])
    if name in ("difference", "days_between") and len(given) == 2:
        return _of_two(name, given[0], given[1])
    if given and given[0].types == ("metric",) and not given[0].many:
        return _of_history(name, given[0], given[1:])
    help = f"write it like `{_EXAMPLES[name]}`"
    if name in _ONE_LIST and len(given) == 1:
        return Fault("wrong-arguments", f"`{name}` is asked of a list, not of {phrase(given[0])}", help)
    return Fault("wrong-arguments", f"`{name}` is not asked like this", help)


_EXAMPLES = {
    "count": "count(o.key_results)",
    "sum": "sum(i.budget for i in o.initiatives)",
    "min": "min(k.due for k in o.key_results)",
    "max": "max(k.due for k in o.key_results)",
    "mean": "mean(o.score for o in objectives)",
    "median": "median(o.score for o in objectives)",
    "previous": "previous(k.metric)",
    "difference": "difference(s.value, s.of.score)",
    "days_between": "days_between(o.start, r.date)",
}


def comes_in_several_units(name: str, given: Sequence[Typed]) -> bool:
    """Whether a function is asked of numbers of which each may come in a unit of its own."""
    if name not in _ONE_LIST or name == "count" or len(given) != 1 or not given[0].many:
        return False
    element = given[0].one
    if element.is_duration:
        return element.unit is None and name not in ("min", "max")
    return element.is_numeric and element.unit is None and element.scale is None


def _of_list(name: str, given: Typed) -> Typed | Fault:
    if name == "count":
        return altered(of_unit(NUMBER, given.literal, whole=True), measured=given.measured)
    element = given.one
    if element.is_numeric or (element.is_ordered and name in ("min", "max")):
        whole = element.whole and name not in ("mean", "median")
        return altered(element, measured=given.measured, whole=whole, literal=given.literal)
    wanted = "numbers, days or periods" if name in ("min", "max") else "numbers"
    return Fault("type-mismatch", f"`{name}` is taken of {wanted}, not of {several(given)}")


def _of_two(name: str, a: Typed, b: Typed) -> Typed | Fault:
    if name == "difference":
        if a.is_numeric and b.is_numeric:
            return combined("-", a, b)
        help = "between two days lie `days_between(a, b)`" if a.is_date and b.is_date else None
        return Fault("type-mismatch", f"`difference` is taken of two numbers, not of {phrase(a)} and {phrase(b)}", help)
    if a.is_date and b.is_date:
        return _as(DAYS, a, b)
    return Fault("type-mismatch", f"`days_between` is asked of two days, not of {phrase(a)} and {phrase(b)}")


def _of_history(name: str, metric: Typed, spans: Sequence[Typed]) -> Typed | Fault:
    """What is asked of a metric's past: `mean(m, 12 months)`, `previous(m)`."""
    if name not in (*_ONE_LIST, "previous"):
        return Fault("wrong-arguments", f"`{name}` is not asked of a metric", f"write it like `{_EXAMPLES[name]}`")
    if len(spans) != (name != "previous") or not all(span.is_duration for span in spans):
        help = "write `previous(m)`" if name == "previous" else f"say over which time: `{name}(m, 12 months)`"
        return Fault("wrong-arguments", f"`{name}` is not asked of a metric like this", help)
    for span in spans:
        if not span.whole:
            return _broken(span)
        if span.amount is not None and span.amount.value <= 0:
            return Fault("bad-duration", f"`{span.amount}` is no time at all", "write `1 day` or more")
    if name == "count":
        return altered(of_unit(NUMBER, whole=True), measured=True, optional=metric.optional)
    return altered(_ANY, measured=True, optional=metric.optional, unit=metric.unit, scale=metric.scale)

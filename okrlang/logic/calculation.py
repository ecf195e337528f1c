"""Calculation before data: the type and unit that arithmetic and functions come out in, or why they cannot be."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from okrlang.logic.typed import DATE, DAYS, LOST, Typed, have_one_dimension, of_unit, phrase
from okrlang.model.quantity import NUMBER, Mismatch, Unit
from okrlang.model.units import unit_of_difference, unit_of_product, unit_of_quotient, unit_of_sum
from okrlang.syntax.frozen import Frozen, altered


class Fault(Frozen):
    """Why something cannot be calculated: the name of the diagnostic, what it says, and what to do."""

    name: str
    message: str
    help: str | None = None


_UNITS: dict[str, Callable[[Unit, Unit], Unit | Mismatch]] = {
    "+": unit_of_sum,
    "-": unit_of_difference,
    "*": unit_of_product,
    "/": unit_of_quotient,
}
_DONE = {"+": "added", "-": "subtracted", "*": "multiplied", "/": "divided", "of": "taken"}
_ANY = Typed(("quantity", "number"))  # in whatever unit comes with the data, or in none


def combined(operator: str, a: Typed, b: Typed) -> Typed | Fault:
    """`a + b`, `a - b`, `a * b`, `a / b`; a day moves by a duration, and between two days lie days."""
    if a.lost or b.lost:
        return LOST
    if a.is_numeric and b.is_numeric:
        return _of_numbers(operator, a, b)
    if a.types == ("date",) and not a.many and operator in ("+", "-"):
        if b.is_duration:
            return DATE
        if b.types == ("date",) and operator == "-":
            return DAYS
        if b.is_numeric:
            return Fault("type-mismatch", f"a day is moved by a duration, not by {phrase(b)}", "write `14 days`")
    return Fault("type-mismatch", f"{phrase(a)} and {phrase(b)} cannot be {_DONE[operator]}")


def _of_numbers(operator: str, a: Typed, b: Typed) -> Typed | Fault:
    if operator == "of":  # so many percent of something, in its unit
        return _as(b, a, b)
    if a.unit is not None and b.unit is not None:
        made = _UNITS[operator](a.unit, b.unit)
        return Fault("unit-mismatch", made.reason) if isinstance(made, Mismatch) else _as(of_unit(made), a, b)
    if operator in ("+", "-"):
        if have_one_dimension(a, b):
            return _as(a if b.unit is None else altered(b, unit=None), a, b)
        return Fault("unit-mismatch", f"{phrase(a)} and {phrase(b)} cannot be {_DONE[operator]}", _GUARD)
    if b.unit == NUMBER or (a.unit == NUMBER and operator != "/"):
        return _as(a if b.unit == NUMBER else b, a, b)
    return _as(of_unit(NUMBER) if operator == "/" and a.is_duration and b.is_duration else _ANY, a, b)


_GUARD = "its unit comes with the data; write a number with the unit, or ask for the unit in a `where`"


def _as(made: Typed, a: Typed, b: Typed) -> Typed:
    """The type made of two others: written out, measured or optional as they are."""
    return Typed(
        made.types,
        unit=made.unit,
        optional=a.optional or b.optional,
        measured=a.measured or b.measured,
        literal=a.literal and b.literal,
    )


# --- functions -------------------------------------------------------------------------------------------------------

_ONE_LIST = ("count", "sum", "min", "max", "mean", "median")


def of_function(name: str, given: Sequence[Typed]) -> Typed | Fault:
    """What a function gives of these arguments."""
    if any(each.lost for each in given):
        return LOST
    if name in _ONE_LIST and len(given) == 1 and given[0].many:
        return _of_list(name, given[0].one)
    if name in ("difference", "days_between") and len(given) == 2:
        return _of_two(name, given[0], given[1])
    if given and given[0].types == ("metric",) and not given[0].many:
        spans = given[1:]
        if len(spans) == (name != "previous") and all(span.is_duration for span in spans):
            bare = NUMBER if name == "count" else None
            return Typed(("number",) if bare else _ANY.types, measured=True, unit=bare)
    return Fault("wrong-arguments", f"`{name}` is not asked like this", f"write it like `{_EXAMPLES[name]}`")


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


def _of_list(name: str, element: Typed) -> Typed | Fault:
    if name == "count":
        return of_unit(NUMBER)
    if element.is_numeric or (element.is_ordered and name in ("min", "max")):
        return altered(element, literal=False)
    wanted = "numbers or days" if name in ("min", "max") else "numbers"
    return Fault("type-mismatch", f"`{name}` is taken of {wanted}, not of {phrase(altered(element, many=True))[10:]}")


def _of_two(name: str, a: Typed, b: Typed) -> Typed | Fault:
    if name == "difference":
        if a.is_numeric and b.is_numeric:
            return combined("-", a, b)
        return Fault("type-mismatch", f"`difference` is taken of two numbers, not of {phrase(a)} and {phrase(b)}")
    if a.types == b.types == ("date",) and not a.many and not b.many:
        return DAYS
    return Fault("type-mismatch", f"`days_between` is asked of two days, not of {phrase(a)} and {phrase(b)}")

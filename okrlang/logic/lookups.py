"""Lookups: what names, fields, methods and functions give when they run, given closures of what they are asked with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from okrlang.logic import texts, values
from okrlang.logic.aggregates import AGGREGATES
from okrlang.logic.types import LISTS, TYPES
from okrlang.logic.values import Unknown, Value, because, joined
from okrlang.logic.world import World
from okrlang.model.calendar import Period
from okrlang.model.quantity import Quantity

Frame = list[Value]
Run = Callable[[World, Frame], Value]

# --- names -----------------------------------------------------------------------------------------------------------


def as_of(name: str) -> Run:
    return lambda world, frame: world.as_of


def cycle(name: str) -> Run:
    missing = because("no cycle is judged here")
    return lambda world, frame: missing if world.cycle is None else world.cycle


def param(name: str) -> Run:
    return lambda world, frame: world.param(name)


def things(name: str) -> Run:
    return lambda world, frame: world.things(name)


def period(name: str) -> Run:
    """`2026-Q3`, by the company's fiscal calendar."""
    return lambda world, frame: world.calendar.period(name) or because(f"there is no period `{name}`")


NAMES: dict[str, Callable[[str], Run]] = {"as_of": as_of, "cycle": cycle, "param": param, "list": things}

# --- fields and functions --------------------------------------------------------------------------------------------


def field(of: Run, name: str) -> Run:
    """A field of a thing; that of something absent is absent too."""

    def run(world: World, frame: Frame) -> Value:
        subject = of(world, frame)
        cls = subject.__class__
        if cls in PLAIN:
            return _plain_field(world, subject, name)
        return subject if cls is Unknown else world.field(subject, name)

    return run


def _plain_field(world: World, value: Value, name: str) -> Value:
    """A field of a day, period or text."""
    if isinstance(value, date) and name in TYPES["date"]:
        return world.calendar.containing(value, name)
    if isinstance(value, Period) and name in TYPES["period"]:
        return value.start if name == "start" else value.last
    if isinstance(value, str) and name in TYPES["text"]:
        return texts.FIELDS[name](value)
    return because(f"there is no field `{name}`")


PLAIN = frozenset((date, Period, str, bool, tuple, Quantity))  # all that is no thing of the workspace


def method(of: Run, name: str, arguments: Sequence[Run]) -> Run:
    """What is asked of a thing: `kpi.level_on(r.date)`."""

    def run(world: World, frame: Frame) -> Value:
        subject = of(world, frame)
        given = tuple(argument(world, frame) for argument in arguments)
        unknown = joined((subject, *given))
        return world.call(subject, name, given) if unknown is None else unknown

    return run


_OF_TWO: dict[str, Callable[[Value, Value], Value]] = {
    "difference": values.difference,
    "days_between": lambda start, end: values.calculate("-", end, start),
}


def function(name: str, arguments: Sequence[Run]) -> Run:
    """`count(…)` of a list, `difference(a, b)` of two values, `mean(metric, 12 months)` of a metric's past."""
    if name not in AGGREGATES or len(arguments) != 1:
        return lambda world, frame: _asked(world, name, [argument(world, frame) for argument in arguments])
    of_list, argument = AGGREGATES[name], arguments[0]

    def run(world: World, frame: Frame) -> Value:
        found = argument(world, frame)
        return of_list(found) if found.__class__ is tuple else _asked(world, name, [found])

    return run


def _asked(world: World, name: str, given: Sequence[Value]) -> Value:
    """What a function gives of anything but one list."""
    first, *others = given or (None,)
    unknown = joined(given)
    if unknown is not None:
        return unknown
    if name in _OF_TWO and len(others) == 1:
        return _OF_TWO[name](first, others[0])
    span = others[0] if others else None
    if first is not None and first.__class__ not in PLAIN and (span is None or isinstance(span, Quantity)):
        return world.history(name, first, span)
    return because(f"`{name}` cannot be asked like this")


# --- lists -----------------------------------------------------------------------------------------------------------


def is_recorded(name: str, of: Run | None) -> Callable[[World, Frame], bool]:
    """Whether a list is of what was recorded: a field of something, or a list of the workspace."""
    if of is None:
        recorded = LISTS[name].records
        return lambda world, frame: recorded

    def run(world: World, frame: Frame) -> bool:
        subject = of(world, frame)
        if subject.__class__ in PLAIN or subject.__class__ is Unknown:
            return False
        field = TYPES.get(world.type_of(subject), {}).get(name)
        return field is None or field.records

    return run

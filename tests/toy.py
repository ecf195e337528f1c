"""A toy world for the logic: things that are nothing but their fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from okrlang.logic.definitions import Definitions
from okrlang.logic.evaluator import compiled
from okrlang.logic.explanation import Explanation
from okrlang.logic.param import read_param
from okrlang.logic.reader import Reader
from okrlang.logic.sieve.sieve import Unsure, run
from okrlang.logic.sieve.translation import Translation
from okrlang.logic.types import TYPES
from okrlang.logic.values import Reason, Unknown, Value
from okrlang.model.calendar import FiscalCalendar
from okrlang.model.quantity import Quantity, number, unit
from okrlang.model.reading.complaints import Complaints
from okrlang.syntax import tree
from okrlang.syntax.parser import parse, parse_expression
from okrlang.syntax.source import Source

AS_OF = date(2026, 8, 20)


@dataclass(frozen=True, eq=False)
class Thing:
    """Something of a type; a field that is not given is absent where it is optional, else not known yet."""

    type: str
    id: str = ""
    fields: Mapping[str, Value] = field(default_factory=dict)

    def __repr__(self) -> str:
        return self.id or self.type


def thing(of: str, id: str = "", **fields: Value) -> Thing:
    return Thing(of, id, fields)


@dataclass
class Toy:
    """A world made of lists of things."""

    facts = None
    lists: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    params: dict[str, Quantity] = field(default_factory=dict)
    as_of: date = AS_OF
    cycle: object | None = None
    calendar: FiscalCalendar = field(default_factory=FiscalCalendar)
    memory: dict[object, Value] = field(default_factory=dict)

    def field(self, subject: object, name: str) -> Value:
        assert isinstance(subject, Thing)
        if name == "id":
            return subject.id
        if name in subject.fields:
            return subject.fields[name]
        declared = TYPES[subject.type][name]
        if declared.many and not declared.measured:
            return ()
        return Unknown((Reason(subject.id, name, "was left out"),), absent=declared.optional and not declared.measured)

    def reader(self, type_: str, name: str) -> Reader | None:
        return (lambda _, subject: self.field(subject, name)) if name in TYPES[type_] else None

    def class_of(self, type_: str) -> type | None:
        return None

    def call(self, subject: object, name: str, arguments: tuple[Value, ...]) -> Value:
        assert isinstance(subject, Thing)
        return subject.fields[name](*arguments)

    def things(self, name: str, including_dropped: bool = False) -> tuple[object, ...] | Unknown:
        return self.lists.get(name, ())

    def type_of(self, subject: object) -> str:
        assert isinstance(subject, Thing)
        return subject.type

    def param(self, name: str) -> Quantity:
        return self.params[name]

    def history(self, function: str, metric: object, span: Quantity | None) -> Value:
        assert isinstance(metric, Thing)
        return metric.fields[function]


def expression(text: str) -> tree.Expression:
    parsed, faults = parse_expression(Source("test", text))
    assert not faults, (text, faults)
    assert parsed is not None
    return parsed


def definitions(text: str = "") -> Definitions:
    sheet, faults = parse(Source("test", text))
    assert not faults, faults
    complaints = Complaints()
    read = (read_param(node, "toy", complaints) for node in sheet.declarations if isinstance(node, tree.Param))
    params = {param.name: param for param in read if param}
    assert not complaints.in_order()
    defines = {node.name.text: node for node in sheet.declarations if isinstance(node, tree.Define)}
    return Definitions(params, defines)


def evaluate(
    text: str, world: Toy | None = None, given: Definitions | None = None, where: bool = False, **names: Value
) -> Value:
    """The value of an expression, which the plain walk must agree on."""
    world, known = world or Toy(), given or Definitions()
    world.memory.clear()
    node = expression(text)
    value = compiled(node, tuple(names), known, where)(world, tuple(names.values()))
    for longest in (10**9, 0):  # walked through wholly, or with its loops left to the evaluator
        walked, _ = Explanation(node, tuple(names), known, where, longest)(world, tuple(names.values()))
        assert same(value, walked), f"{text}: evaluated {value}, walked {walked}"
    plain = plainly(node, world, known, where, names)
    assert plain is None or plain is value, f"{text}: evaluated {value}, plainly {plain}"
    return value


def plainly(
    node: tree.Expression, world: Toy, known: Definitions, where: bool, names: Mapping[str, Value]
) -> bool | None:
    """What a sieve says of a condition; nothing where it is not plain."""
    writing = Translation(known, world)
    pieces = {name: writing.variable(_types(value)) for name, value in names.items()}
    with writing.naming(pieces):
        piece = writing.picks(node) if where else writing.truth(node)
    given = ", ".join(piece.code for piece in pieces.values())
    asked = run(writing, f"def asked({given}): return {piece.code}")["asked"]
    try:
        found = asked(*names.values())
    except Unsure:
        return None
    assert found is True or found is False
    return found


def _types(value: Value) -> tuple[str, ...]:
    """The type that a value has."""
    match value:
        case Thing():
            return (value.type,)
        case bool():
            return ("condition",)
        case Quantity():
            return ("quantity",)
        case date():
            return ("date",)
        case str():
            return ("text",)
    return ("quantity",)


def same(a: Value, b: Value) -> bool:
    """Whether two values are equal, unknown ones whatever their reasons."""
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return isinstance(a, Unknown) and isinstance(b, Unknown) and (a.absent, a.stated) == (b.absent, b.stated)
    return type(a) is type(b) and bool(a == b)


def quantity(value: str, of: str = "") -> Quantity:
    return Quantity(number(0).value.__class__(value), unit(of))


MEASURED = Unknown((Reason("m", "value", "there is no data"),))
ABSENT = Unknown((Reason("k", "target", "was left out"),), absent=True)
STATED = Unknown((Reason("k", "target", "is confidential"),), stated=True)

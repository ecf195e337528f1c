"""Values drawn at random: numbers, days and texts, read from what is known by a name or made of others."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from drawing.dice import Dice
from drawing.ways import RECORDS, Types, fields, kind_of, ways
from okrlang.logic.types import LISTS, UNIONS, FieldType, field_of

Define = tuple[tuple[str, ...], str]  # what it takes, and what it gives
NUMERIC = ("number", "quantity", "duration")
SPOKEN = {"key_result": "key result", "check_in": "check in"}
SIGNS = ("=", "!=", "<", "<=", ">", ">=")
LITERALS: Mapping[str, tuple[str, ...]] = {
    "number": ("0", "1", "2", "3", "0.5", "0.75", "7 of 10", "-1", "1_000", "1.2k"),
    "duration": ("7 days", "2 weeks", "1 month", "10 working days", "36 h", "1 year", "30 min", "90 days", "0 days"),
    "date": ("2026-07-01", "2026-08-10", "2026-09-30", "2026-12-31", "2026-02-28"),
    "period": ("2026-Q3", "2026-H2", "2026-09", "2026-W33", "2026-H1", "2026-Q4"),
    "text": ('"grow"', '"figures.csv"', '"web"', '"Help every shop"', '"north"', '"3 tills"', '"pace"', '""'),
}
QUANTITIES = (  # those of one line can be held against each other
    *(("5%", "12.5%", "20%"), ("30 points", "0 points"), ("10 shops", "1 shop"), ("20 min", "0.5 h")),
    *(("$5", "1.5k USD"), ("20k EUR", "0 EUR", "100 EUR"), ("3 FTE", "0.5 FTE"), ("2 pp", "0.5 pp")),
    *(("4 EUR/shop", "0.5 EUR/shop"),),
)
PHRASES = ('"help"', '"shop"', '"every shop"', '"improve"', '"3"', '"Till"', '"north"', '"nothing"')


@dataclass(frozen=True)
class Value:
    """A text that stands for a value, its types, and whether it is a list, of records, and may be unknown."""

    text: str
    types: Types
    many: bool = False
    records: bool = False
    unsure: bool = False
    measured: bool = False

    @property
    def kind(self) -> str:
        """What it is: a list, something plain, one of some words, or a thing."""
        return kind_of(FieldType(self.types, many=self.many))


class Writer(ABC):
    """Writes values about the names that are known where it writes; who writes conditions is a kind of it."""

    def __init__(
        self, dice: Dice, params: Mapping[str, tuple[str, str, str, str]], defines: Mapping[str, Define]
    ) -> None:
        self.dice, self.params, self.defines = dice, params, defines
        self.names: dict[str, Types] = {}
        self.loops = 0  # around the place where it writes
        self.facts: dict[str, Types] = {}
        self.turned = False  # inside `not` or the like, where records must not be asked for with `some`
        self.cycle = False
        self.reached: list[str] = []
        self.literals = {**LITERALS, "quantity": dice.one(QUANTITIES)}

    @abstractmethod
    def condition(self, depth: int) -> str:
        """A condition about anything that is known here."""

    @abstractmethod
    def about(self, value: Value, depth: int) -> str:
        """A condition about a value."""

    def either(self, depth: int) -> str:
        """A condition that may come out either way, so that nothing may be asked that would pass for want of records."""
        before, self.turned = self.turned, True
        text = self.condition(depth)
        self.turned = before
        return text

    # --- values

    def field(self, of: Value, name: str) -> Value:
        """A field of a value."""
        found = field_of(of.types, name)
        assert found is not None, (of, name)
        self.reached += [f"{'record' if t in RECORDS else t}.{name}" for t in of.types]
        measured = of.measured or found.measured
        return Value(
            f"{of.text}.{name}",
            found.types,
            found.many,
            found.records,
            of.unsure or found.optional or measured,
            measured,
        )

    def known(self) -> list[Value]:
        """What can be asked about: the names there are, and the cycle in rules of a checklist."""
        found = [Value(name, self.facts.get(name, types)) for name, types in self.names.items()]
        return [*found, Value("cycle", ("cycle",))] if self.cycle else found

    def reach(self, kind: str, steps: int = 3) -> Value | None:
        """A value of a kind, by some fields of a name."""
        of = [value for value in self.known() if ways(value.types, kind, steps)]
        if not of:
            return None
        value = self.dice.one(of)
        while value.kind != kind or (steps == 3 and kind == "thing"):
            value = self.field(value, self.dice.one(ways(value.types, kind, steps))[0])
            steps -= 1
        return value

    def anything(self) -> Value | None:
        """Some value that has to do with a name."""
        of = [value for value in self.known() if fields(value.types)]
        if not of:
            return None
        value = self.dice.one(of)
        while fields(value.types) and not value.many and (value.text in self.names or self.dice.chance(45)):
            value = self.field(value, self.dice.one(fields(value.types))[0])
        return value

    def of_kind(self, kind: str, depth: int) -> str:
        """A text that stands for a value of a plain kind: read, made of others, or written out."""
        if self.dice.chance(45):
            found = self.reach(kind)
            if found is not None:
                return found.text
        if depth > 0 and self.dice.chance(60):
            made = self.dice.one(self._makers(kind))(kind, depth - 1)
            if made is not None:
                return made
        return self.dice.one(self.literals[kind])

    def _makers(self, kind: str) -> tuple[Callable[[str, int], str | None], ...]:
        """What makes values of a kind."""
        always = (self._choice, self.defined, self._param)
        return {
            "number": (self._count, self._computed, self._total, self._quotient, *always),
            "quantity": (self._computed, self._computed, self._total, self._portion, self._history, *always),
            "duration": (self._days, self._longer, self._total, *always),
            "date": (self._today, self._moved, self._end_of_period, self._total, *always),
            "period": (self._period_of_day, self._choice),
            "text": (self._choice,),
        }[kind]

    # --- made of others

    def _choice(self, kind: str, depth: int) -> str:
        return f"(if {self.either(depth)} then {self.of_kind(kind, 0)} else {self.of_kind(kind, depth)})"

    def _param(self, kind: str, depth: int) -> str | None:
        return next((name for name, (of, *_) in self.params.items() if of == kind), None)

    def defined(self, gives: str, depth: int) -> str | None:
        """A define that gives this, with something given for what it takes."""
        fitting = [name for name, (_, kind) in self.defines.items() if kind == gives]
        if not fitting or self.loops > 1:
            return None
        name = self.dice.one(fitting)
        given = [self._argument(type_, depth) for type_ in self.defines[name][0]]
        if None in given:
            return None
        self.reached.append("define")
        return f"{name}({', '.join(filter(None, given))})" if given else name

    def _argument(self, type_: str, depth: int) -> str | None:
        return self.of_kind(type_, depth) if type_ in self.literals else self.thing(UNIONS.get(type_, (type_,)))

    def thing(self, types: Types) -> str | None:
        """A thing at hand that is of one of these types, if there is one."""
        fitting = [value for value in self.things() if {*value.types} <= {*types}]
        return self.dice.one(fitting).text if fitting else None

    def things(self) -> list[Value]:
        """The things at hand: names, and what is a field of one."""
        found = self.known()
        near = [(v, name) for v in found for name, field in fields(v.types) if kind_of(field) == "thing"]
        return [*found, *(self.field(v, name) for v, name in near)]

    def some_list(self) -> Value:
        """A list of a thing that is known, or of the workspace."""
        local = [self.field(v, n) for v in self.known() for n, f in fields(v.types) if f.many]
        own = [Value(name, listed.types, True, listed.records, listed.measured) for name, listed in LISTS.items()]
        return self.dice.one(self.dice.one([local or own, own]))

    def inner(self, element: Value, depth: int) -> str:
        """A condition about an element, or anything else that is known there."""
        return self.about(element, depth) if self.dice.chance(70) else self.condition(depth)

    def _picked(self, depth: int, value: Callable[[Value], str | None]) -> str | None:
        """What is taken of the elements of a list: `k.weight for k in o.key_results where …`."""
        if self.loops > 2:
            return None
        found, names = self.some_list(), self.names
        element = Value(f"x{len(names)}", found.types)
        self.names, self.loops = {**names, element.text: found.types}, self.loops + 1
        taken = value(element)
        where = f" where {self.inner(element, depth)}" if self.dice.chance(50) else ""
        self.names, self.loops = names, self.loops - 1
        return f"{taken} for {element.text} in {found.text}{where}" if taken else None

    def _count(self, kind: str, depth: int) -> str | None:
        if self.dice.chance(50):
            return f"count({self.some_list().text})"
        picked = self._picked(depth, lambda element: element.text)
        return f"count({picked})" if picked else None

    def _total(self, kind: str, depth: int) -> str | None:
        def near(element: Value) -> str | None:
            if element.kind == kind:
                return element.text
            names = [name for name, found in fields(element.types) if kind_of(found) == kind]
            return self.field(element, self.dice.one(names)).text if names else None

        name = self.dice.one(["min", "max", *(["sum", "mean", "median"] if kind != "date" else [])])
        if self.dice.chance(15):
            return f"{name}([{self.of_kind(kind, 0)}, {self.of_kind(kind, 0)}])"
        picked = self._picked(depth, near)
        return f"{name}({picked})" if picked else None

    def _computed(self, kind: str, depth: int) -> str:
        a, b, number = self.of_kind(kind, depth), self.of_kind(kind, depth), self.of_kind("number", depth)
        made = [f"({a} + {b})", f"({a} - {b})", f"({a} * {b})", f"({a} / {b})", f"difference({a}, {b})", f"(-({a}))"]
        return self.dice.one([*made, f"({number} * {a})", f"({a} / {number})"])

    def _quotient(self, kind: str, depth: int) -> str:
        return f"({self.of_kind('duration', depth)} / {self.dice.one(['7 days', '(as_of - 2026-01-01)', '2 weeks'])})"

    def _portion(self, kind: str, depth: int) -> str:
        found = self.reach("quantity", 2)
        return f"(50% of {found.text})" if found else "20% of 30 points"

    def _history(self, kind: str, depth: int) -> str | None:
        metric = self.thing(("metric",))
        function = self.dice.one(["previous", "mean", "max", "sum", "median", "min"])
        if metric is None or function == "previous":
            return metric and f"previous({metric})"
        span = self.of_kind("duration", depth) if self.dice.chance(20) else self.dice.one(["3 months", "30 days"])
        return f"{function}({metric}, {span})"

    def _days(self, kind: str, depth: int) -> str:
        a, b = self.of_kind("date", depth), self.of_kind("date", depth)
        return self.dice.one([f"({a} - {b})", f"days_between({a}, {b})"])

    def _longer(self, kind: str, depth: int) -> str:
        length = self.of_kind("duration", depth)
        return self.dice.one([f"(3 * {length})", f"(0.5 * {length})", f"({length} + 3 days)", f"({length} - 1 week)"])

    def _today(self, kind: str, depth: int) -> str:
        return "as_of"

    def _moved(self, kind: str, depth: int) -> str:
        return f"({self.of_kind('date', depth)} {self.dice.one('+-')} {self.of_kind('duration', depth)})"

    def _end_of_period(self, kind: str, depth: int) -> str:
        return f"{self.of_kind('period', depth)}.{self.dice.one(['start', 'end'])}"

    def _period_of_day(self, kind: str, depth: int) -> str:
        return f"{self.of_kind('date', depth)}.{self.dice.one(['year', 'quarter', 'month', 'week'])}"

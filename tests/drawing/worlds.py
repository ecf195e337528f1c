"""Worlds in which what is measured is hidden, or what is unknown has turned out to be something, whatever that may be."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from okrlang.judge.parts import Provision
from okrlang.judge.world import GoalWorld
from okrlang.logic.types import LISTS, METHODS, TYPES, WORDS, FieldType
from okrlang.logic.values import Reason, Unknown, Value
from okrlang.model.quantity import Quantity, number, unit

UNITS = ("%", "points", "shops", "min", "EUR", "", "EUR/shop", "pp")
LISTED = {"objective": "objectives", "key_result": "key_results", "kpi": "kpis", "metric": "metrics", "cycle": "cycles"}
FRESH = FieldType(("condition",), measured=True)


class Made:
    """A thing that nobody wrote: a change, a reading, the limits of a process."""

    def __init__(self, of: str, id: str) -> None:
        self.type, self.id = of, id


class Supposed(GoalWorld):
    """A world of which some measured values are hidden (`hidden` in a hundred), and of those unknown some `filled`.

    Worlds with one `seed` hide the same; what they fill in depends on their `turn`. So a world that fills more is one
    of those that a world which fills nothing may turn out to be.
    """

    def __init__(self, of: GoalWorld, seed: int, hidden: int = 0, filled: int = 0, turn: int = 0) -> None:
        super().__init__(of.facts)
        self.of, self.seed, self.hidden, self.filled, self.turn = of, seed, hidden, filled, turn
        self._found: dict[tuple[str, str], Value] = {}
        self._parts: dict[str, Any] = {}
        self.reads = 0
        self._readers: dict[str, Any] = {}

    def for_cycle(self, cycle: Any) -> Supposed:
        """The world of the goals of one cycle."""
        return Supposed(self.of.for_cycle(cycle), self.seed, self.hidden, self.filled, self.turn)

    def type_of(self, subject: object) -> str:
        return subject.type if isinstance(subject, Made) else self.of.type_of(subject)

    def field(self, subject: object, name: str) -> Value:
        self.reads += 1
        if name not in TYPES[self.type_of(subject)] and name != "fresh":  # a table of a list asks before a guard does
            return Unknown((Reason("", "", f"there is no field `{name}`"),))
        key = (self._name(subject), name)
        if key not in self._found:
            told = Unknown(()) if isinstance(subject, Made) else self.of.field(subject, name)
            self._found[key] = self._supposed(key, told, self._declared(subject, name))
        return self._found[key]

    def reader(self, type_: str, name: str) -> Any:
        """How a field is read of things of a type: always as it is supposed to be."""
        if name not in TYPES[type_]:
            return None
        return self._readers.setdefault(name, lambda facts, thing: self.field(thing, name))

    def class_of(self, type_: str) -> type | None:
        """None: a thing of any type may be made up."""

    def call(self, subject: object, name: str, arguments: tuple[Value, ...]) -> Value:
        gives = METHODS[self.type_of(subject)][name].gives
        given = [argument if isinstance(argument, date) else self._name(argument) for argument in arguments]
        key = (self._name(subject), f"{name}({given})")
        if any(isinstance(argument, Made) for argument in (subject, *arguments)):
            return self._supposed(key, Unknown(()), gives)
        return self._supposed(key, self.of.call(subject, name, arguments), gives)

    def things(self, name: str, including_dropped: bool = False) -> Any:
        told = self.of.things(name, including_dropped)
        return self._supposed(("", name), told, LISTS[name]) if name == "changes" else told

    def history(self, function: str, metric: object, span: Quantity | None) -> Value:
        told = self.of.history(function, metric, span) if not isinstance(metric, Made) else Unknown(())
        return self._supposed((self._name(metric), function), told, FieldType(("quantity",), measured=True))

    # --- what may be

    def _name(self, subject: object) -> str:
        if isinstance(subject, Provision):
            return f"{self.type_of(subject)} {subject.goal.id} {subject.number}"
        own = "id" in TYPES.get(self.type_of(subject), {}) and not isinstance(subject, Made)
        return (
            f"{self.type_of(subject)} {self.of.field(subject, 'id') if own else getattr(subject, 'id', repr(subject))}"
        )

    def _declared(self, subject: object, name: str) -> FieldType:
        return FRESH if name == "fresh" else TYPES[self.type_of(subject)][name]

    def _supposed(self, key: tuple[str, str], told: Value, declared: FieldType) -> Value:
        """A value as it is told, or hidden, or made up where it is unknown; what was left out stays so."""
        if isinstance(told, Unknown) and told.absent:
            return told
        by_key = Random(f"{self.seed} {key}")
        hide = declared.measured and by_key.randint(1, 100) <= self.hidden
        if not hide and not isinstance(told, Unknown):
            return told
        if by_key.randint(1, 100) > self.filled:
            return told if isinstance(told, Unknown) and told.reasons else Unknown((Reason(*key, "nobody knows"),))
        made_up = Random(f"{self.seed} {self.turn} {key}")
        if declared.many:
            return tuple(self._one(declared, made_up, f"{key} {at}") for at in range(made_up.randint(0, 2)))
        return self._one(declared, made_up, str(key))

    def _one(self, declared: FieldType, random: Random, key: str) -> Value:
        """Some value of a type."""
        of = random.choice(declared.types)
        if key.endswith("'fresh')"):
            return True
        if of in WORDS:
            return random.choice(WORDS[of])
        there = self.of.things(LISTED[of]) if of in LISTED else ()
        if isinstance(there, tuple) and there:
            return random.choice(there)
        match of:
            case "condition":
                return random.random() < 0.5
            case "number":
                return number(Decimal(random.randint(0, 20)) / 10)
            case "quantity":
                return Quantity(Decimal(random.randint(0, 60)), unit(random.choice(UNITS)))
            case "duration":
                return Quantity(Decimal(random.randint(0, 30)), unit("days"))
            case "date":
                return date(2026, 5, 1) + timedelta(random.randint(0, 200))
            case "text":
                return random.choice(["north", "south", "grow", "Help every shop in 3 days", ""])
        return self._parts.setdefault(key, Made(of, key))

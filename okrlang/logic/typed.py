"""What is known of a value before there is data: its type, its unit, and how it comes to be."""

from __future__ import annotations

from collections.abc import Sequence

from okrlang.logic.types import RECORD_KINDS, TYPES, WORDS, FieldType
from okrlang.model.quantity import NUMBER, PERCENT, Unit, unit
from okrlang.model.reading.complaints import listed
from okrlang.syntax.frozen import Frozen, altered

NUMERIC = frozenset({"number", "quantity", "duration"})
ORDERED = NUMERIC | {"date", "period"}
DURATIONS = frozenset({"time", "calendar", "working days"})


class Typed(Frozen):
    """The type of an expression: one of `types` (none: it was complained about), or a list of them.

    `unit` is that of a number where it is known. A bare `word` means what it is held against; what is `literal` is
    written out, and what depends on nothing else never changes.
    """

    types: tuple[str, ...]
    many: bool = False
    records: bool = False
    optional: bool = False
    measured: bool = False
    unit: Unit | None = None
    word: str | None = None
    literal: bool = False

    @property
    def lost(self) -> bool:
        """Whether it was complained about already."""
        return not self.types

    @property
    def is_condition(self) -> bool:
        """Whether it is true or false."""
        return self.types == ("condition",) and not self.many

    @property
    def is_numeric(self) -> bool:
        """Whether it is a number, a quantity or a duration."""
        return bool(self.types) and self.types[0] in NUMERIC and not self.many

    @property
    def is_duration(self) -> bool:
        """Whether it is a length of time."""
        return self.types == ("duration",) and not self.many

    @property
    def is_ordered(self) -> bool:
        """Whether one can come before another."""
        return bool(self.types) and self.types[0] in ORDERED and not self.many

    @property
    def words(self) -> tuple[str, ...] | None:
        """The words that it may be, if it is one of the language."""
        return WORDS.get(self.types[0]) if self.types and not self.many else None

    @property
    def one(self) -> Typed:
        """An element of the list."""
        return altered(self, many=False, records=False, optional=False, measured=False)

    def only(self, types: tuple[str, ...]) -> Typed:
        """The same, where it turned out to be of fewer types."""
        return altered(self, types=types) if types and not self.many and not self.lost else self


LOST = Typed(())
CONDITION = Typed(("condition",))
CONSTANT = Typed(("condition",), literal=True)
DATE = Typed(("date",))
DAYS = Typed(("duration",), unit=unit("days"))


def of_field(field: FieldType, of: Typed) -> Typed:
    """What a field gives: as optional and as measured as the thing that it is a field of."""
    bare = NUMBER if field.types == ("number",) else None
    optional, measured = field.optional or of.optional, field.measured or of.measured
    return Typed(field.types, field.many, field.records, optional, measured, bare)


def of_unit(counted: Unit, literal: bool = False) -> Typed:
    """A number in a unit."""
    kind = "number" if counted == NUMBER else "duration" if counted.dimension in DURATIONS else "quantity"
    return Typed((kind,), unit=counted, literal=literal)


# --- what can be held against what -----------------------------------------------------------------------------------


def kinds(types: tuple[str, ...]) -> frozenset[str]:
    """The types with the more special ones of each: a record may be of any of its kinds."""
    return frozenset(types) | (frozenset(RECORD_KINDS) if "record" in types else frozenset())


def are_comparable(a: Typed, b: Typed) -> bool:
    """Whether two values can be equal: numbers of one dimension, days, texts, words, or things of one type."""
    if a.many or b.many or a.is_condition or b.is_condition:
        return False
    if a.is_numeric and b.is_numeric:
        return have_one_dimension(a, b)
    if a.words is not None and b.words is not None:
        return not {*a.words}.isdisjoint(b.words)
    return not kinds(a.types).isdisjoint(kinds(b.types))


def have_one_dimension(a: Typed, b: Typed) -> bool:
    """Whether two numbers can be held against each other, as far as their units are known.

    A bare number never meets a quantity whose unit comes with the data, unless that may turn out bare itself.
    """
    if a.unit is not None and b.unit is not None:
        return a.unit.dimension == b.unit.dimension or {a.unit.dimension, b.unit.dimension} <= DURATIONS
    known, other = (a, b) if a.unit is not None else (b, a)
    if known.unit is None:
        return known.is_duration == other.is_duration
    if other.is_duration:
        return known.unit.dimension in DURATIONS
    return "number" in other.types or known.unit != NUMBER


def are_of_one_kind(a: Typed, b: Typed) -> bool:
    """Whether a list may hold both, or an `if` give either: comparable, and of one dimension as far as is known."""
    apart = a.unit is not None and b.unit is not None and a.unit.dimension != b.unit.dimension
    return are_comparable(a, b) and not apart


def unit_of_all(found: Sequence[Typed]) -> Unit | None:
    """The unit of values of one kind, where that of each is known."""
    return found[0].unit if found and all(each.unit is not None for each in found) else None


# --- in words --------------------------------------------------------------------------------------------------------

_SPOKEN = {"kpi": "KPI", "date": "day"}


def spoken(name: str) -> str:
    """A type as people call it: `key result`, `KPI`."""
    return _SPOKEN.get(name, name.replace("_", " "))


def phrase(typed: Typed) -> str:
    """A type in words: `a day`, `a percent`, `a list of key results`, `an objective or a KPI`."""
    if typed.word is not None:
        return f"the word `{typed.word}`"
    types = ("record",) if {*RECORD_KINDS} <= {*typed.types} else typed.types
    if typed.many:
        return f"a list of {listed(map(plural, types))}"
    if typed.is_numeric and typed.unit is not None:
        return _number(typed.unit)
    return listed(f"{'an' if name[0] in 'aeio' else 'a'} {spoken(name)}" for name in types)


def _number(counted: Unit) -> str:
    if counted in (NUMBER, PERCENT):
        return "a number" if counted == NUMBER else "a percent"
    return f"{'a duration' if counted.dimension in DURATIONS else 'a quantity'} in {counted.name}"


def plural(name: str) -> str:
    """A type as people call several of it."""
    word = spoken(name)
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{word}s"


def is_shown(typed: Typed) -> bool:
    """Whether a value can stand in a message: it is plain, or a thing that has an id."""
    return not any(name in TYPES and name not in PLAIN_SHOWN and "id" not in TYPES[name] for name in typed.types)


PLAIN_SHOWN = frozenset({"text", "date", "period", "number", "quantity", "duration", "condition", "evidence"})

"""What is known of a value before there is data: its type, its unit, and how it comes to be."""

from __future__ import annotations

from typing import Literal

from okrlang.logic.types import RECORD_KINDS, WORDS, FieldType
from okrlang.model.calendar import duration
from okrlang.model.quantity import NUMBER, Quantity, Unit, unit
from okrlang.model.units import is_money
from okrlang.syntax.frozen import Frozen, altered

NUMERIC = frozenset({"number", "quantity", "duration"})
ORDERED = NUMERIC | {"date", "period"}
DURATIONS = frozenset({"time", "calendar", "working days"})
MONEY, PEOPLE = "money", "people"


class Typed(Frozen):
    """The type of an expression: one of `types` (none: it was complained about), or a list of them.

    `records`: a list of what was recorded, or one value that is absent where nothing was. `unit` is that of a number
    where it is known; one that comes with the data is shared by all values of one `scale`, which is what it is asked
    by (`k.metric.unit`). `whole`: a whole number, or a time of whole days. A bare `word` means what it is held against;
    what is `literal` is written out, and depends on nothing; `amount` is the number that it comes to.
    """

    types: tuple[str, ...]
    many: bool = False
    records: bool = False
    optional: bool = False
    measured: bool = False
    unit: Unit | None = None
    scale: str | None = None
    whole: bool = False
    word: str | None = None
    literal: bool = False
    amount: Quantity | None = None

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
    def is_date(self) -> bool:
        """Whether it is a day."""
        return self.types == ("date",) and not self.many

    @property
    def is_ordered(self) -> bool:
        """Whether one can come before another."""
        return bool(self.types) and self.types[0] in ORDERED and not self.many

    @property
    def words(self) -> tuple[str, ...] | None:
        """The words that it may be, if it is one of the language."""
        if not self.types or self.many or self.types[0] not in WORDS:
            return None
        return tuple(dict.fromkeys(word for name in self.types for word in WORDS.get(name, ())))

    @property
    def one(self) -> Typed:
        """An element of the list."""
        return altered(self, many=False, records=False, optional=False, measured=False, literal=False)


LOST = Typed(())
CONDITION = Typed(("condition",))
CONSTANT = Typed(("condition",), literal=True)
DATE = Typed(("date",))
DAYS = Typed(("duration",), unit=unit("days"), whole=True)


def of_field(field: FieldType, of: Typed) -> Typed:
    """What a field gives: as optional and as measured as the thing that it is a field of."""
    counted = NUMBER if field.types == ("number",) else None
    if field.types == ("duration",) and field.timely:
        counted = DAYS.unit  # an age; other times are in whatever they were written
    return Typed(
        field.types,
        field.many,
        field.records or (of.records and not of.many and not field.many),
        field.optional or of.optional,
        field.measured or of.measured,
        counted,
        whole=field.types == ("duration",),
    )


def of_unit(counted: Unit, literal: bool = False, whole: bool = False) -> Typed:
    """A number in a unit."""
    kind = "number" if counted == NUMBER else "duration" if counted.dimension in DURATIONS else "quantity"
    return Typed((kind,), unit=counted, literal=literal, whole=whole)


def of_amount(amount: Quantity) -> Typed:
    """A number that is written out."""
    counted, value = amount.unit, amount.value
    if counted.dimension in DURATIONS:
        whole = duration(abs(value), counted.name) is not None
    else:
        whole = value == value.to_integral_value()
    return altered(of_unit(counted, literal=True, whole=whole), amount=amount)


# --- what can be held against what -----------------------------------------------------------------------------------


def kinds(types: tuple[str, ...]) -> frozenset[str]:
    """The types with the more special ones of each: a record may be of any of its kinds."""
    return frozenset(types) | (frozenset(RECORD_KINDS) if "record" in types else frozenset())


def are_comparable(a: Typed, b: Typed) -> bool:
    """Whether two values can be equal: numbers of one dimension, days, texts, words, or things of one type."""
    if a.many or b.many or a.is_condition or b.is_condition:
        return False
    if a.is_numeric and b.is_numeric:
        return agreement(a, b) != "no"
    if a.words is not None and b.words is not None:
        return not {*a.words}.isdisjoint(b.words)
    return not kinds(a.types).isdisjoint(kinds(b.types))


def are_of_one_kind(a: Typed, b: Typed) -> bool:
    """Whether a list may hold both, or an `if` give either: comparable, and of one dimension as far as is known."""
    apart = a.unit is not None and b.unit is not None and a.unit.dimension != b.unit.dimension
    return are_comparable(a, b) and not apart


def agreement(a: Typed, b: Typed) -> Literal["yes", "no", "unsure"]:
    """Whether two numbers are of one dimension; `unsure` where a unit comes with the data.

    A bare number never meets a quantity whose unit comes with the data. Times of whole days meet all others.
    """
    if a.unit is not None and b.unit is not None:
        if a.unit.dimension == b.unit.dimension:
            return "yes"
        return _of_times(a, b) if a.is_duration and b.is_duration else "no"
    known, other = (a, b) if a.unit is not None else (b, a)
    if known.unit is not None:
        return _of_times(known, other) if known.is_duration and other.is_duration else _is_of_scale(known.unit, other)
    if known.is_duration or other.is_duration:
        return _of_times(known, other) if known.is_duration and other.is_duration else "no"
    if a.scale is not None and a.scale == b.scale:
        return "yes"
    return "no" if {a.scale, b.scale} == {MONEY, PEOPLE} else "unsure"


def _is_of_scale(known: Unit, other: Typed) -> Literal["yes", "no", "unsure"]:
    """Whether a unit can be that of a number whose own comes with the data."""
    if other.is_duration or known == NUMBER:
        return "no"
    if other.scale == MONEY and not is_money(known):
        return "no"
    if other.scale == PEOPLE and (is_money(known) or known.dimension in _NEVER_PEOPLE):
        return "no"
    return "unsure"


_NEVER_PEOPLE = ("percent", "percentage points", "bytes", *DURATIONS)


def _of_times(a: Typed, b: Typed) -> Literal["yes", "unsure"]:
    """Whether two times can be held against each other: weeks against months only if both are of whole days."""
    return "yes" if a.whole and b.whole else "unsure"


_DIFFERENCES = "differences of "


def of_differences(scale: str | None) -> str | None:
    """The scale of what lies between two values of a scale: between two percents lie percentage points."""
    return scale if scale in (None, MONEY, PEOPLE) or scale.startswith(_DIFFERENCES) else _DIFFERENCES + scale


def asked_by(scale: str | None) -> str | None:
    """The field by which the unit of a scale is asked for, where there is one."""
    asked = scale.removeprefix(_DIFFERENCES) if scale is not None else ""
    return asked if asked.endswith(".unit") else None


def rebased(scale: str | None, path: str | None) -> str | None:
    """The scale with another name for what it hangs on; none if that has no name."""
    if scale is None or path is None:
        return None
    before, asked = (_DIFFERENCES, scale.removeprefix(_DIFFERENCES)) if scale.startswith(_DIFFERENCES) else ("", scale)
    return f"{before}{path}{asked.removeprefix(asked.split('.')[0])}"


def is_scale_of(scale: str | None, name: str) -> bool:
    """Whether values of a scale hang on what a name stands for, so that those of another one may differ."""
    return scale is not None and scale.removeprefix(_DIFFERENCES).split(".")[0] == name

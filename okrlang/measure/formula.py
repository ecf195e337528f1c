"""A measure computed from others by a formula, each taken over the same window or period: a ratio of sums."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from okrlang.measure.reading import Observation, Origin, Reading, unknown
from okrlang.measure.rhythm import Rhythm, ending, tile
from okrlang.measure.series import before, summary
from okrlang.measure.subject import Subject
from okrlang.model.calendar import FiscalCalendar, Period, move
from okrlang.model.quantity import (
    NUMBER,
    PERCENT,
    Mismatch,
    Quantity,
    Unit,
    add,
    as_percent,
    compare,
    convert,
    divide,
    multiply,
    negate,
    share_of,
    subtract,
    unit,
)
from okrlang.model.workspace import Every
from okrlang.syntax import tree

Read = Callable[[Subject], Reading]
Past = Callable[[Subject, date, Every | None, str | None], tuple[Observation, ...]]

_ORDER = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_OPERATIONS = {"+": add, "-": subtract, "*": multiply, "/": divide, "of": share_of}
_DEEPEST = 100


class _UnknownError(Exception):
    """That a formula has no value, and why; `silence` where the reason is that there is no data."""

    def __init__(self, why: tuple[str, ...], silence: str | None = None) -> None:
        super().__init__(*why)
        self.why, self.silence = why, silence


def operands(expression: tree.Expression) -> tuple[str, ...]:
    """The metrics that a formula names, in order."""
    waiting: list[object] = [expression]
    found: dict[str, None] = {}
    while waiting:
        node = waiting.pop()
        if isinstance(node, tree.Reference):
            found[node.name] = None
        elif isinstance(node, tree.Node):
            waiting += (getattr(node, name) for name in reversed(node.__match_args__))
        elif isinstance(node, tuple):
            waiting += reversed(node)
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class Computed:
    """A measure that a formula computes; `past` gives the history of an operand."""

    id: str
    expression: tree.Expression
    parts: Mapping[str, Subject]
    rhythm: Rhythm
    unit: Unit | None
    silence: str
    fiscal: FiscalCalendar
    past: Past
    _days: dict[str | None, Sequence[date]] = field(default_factory=dict)
    _readings: dict[tuple[object, ...], Reading] = field(default_factory=dict)

    @property
    def dimension(self) -> str | None:
        """The column that all its operands are split by."""
        columns = {part.dimension for part in self.parts.values()}
        return columns.pop() if len(columns) == 1 else None

    @property
    def listed(self) -> bool:
        """Whether the members of an operand are listed."""
        return self.dimension is not None and any(part.listed for part in self.parts.values())

    @property
    def pooled(self) -> bool:
        """Whether the whole of an operand is made of what its members have."""
        return self.dimension is not None and any(part.pooled for part in self.parts.values())

    @property
    def gathers(self) -> bool:
        """Whether an operand's value is what came together over a span that must be given."""
        return self.rhythm.window is None and any(part.gathers for part in self.parts.values())

    def members(self, day: date) -> tuple[str, ...]:
        """The members of its operands: those that are listed, where some are."""
        if self.dimension is None:
            return ()
        asked = [part for part in self.parts.values() if part.listed or not self.listed]
        return tuple(dict.fromkeys(member for part in asked for member in part.members(day)))

    def unlisted(self) -> tuple[str, ...]:
        """Why its members may not all be known."""
        return tuple(dict.fromkeys(why for part in self.parts.values() for why in part.unlisted()))

    def days(self, member: str | None) -> Sequence[date]:
        """The days on which a row bears on one of its operands."""
        if member not in self._days:
            self._days[member] = sorted({day for part in self.parts.values() for day in part.days(member)})
        return self._days[member]

    def last(self, day: date, member: str | None) -> date | None:
        """The last day up to a day of which all its operands had an observation by then."""
        last = [part.last(day, member) for part in self.parts.values()]
        known = [one for one in last if one]
        return min(known) if known and len(known) == len(last) else None

    @property
    def alive(self) -> tuple[date, date] | None:
        """From when until when all its sources had rows."""
        spans = [part.alive for part in self.parts.values()]
        known = [span for span in spans if span]
        if not known or len(known) < len(spans):
            return None
        return max(first for first, _ in known), min(last for _, last in known)

    def arrived(self, day: date) -> date:
        """The day that a window ends with: the earliest of those of its operands."""
        return min((part.arrived(day) for part in self.parts.values()), default=day) if self.rhythm.cadence else day

    def within(self, period: Period, member: str | None) -> Reading:
        """Its value for a period: its operands' values for it, combined."""
        if self.rhythm.window:
            if self.arrived(period.last) < period.last:
                return unknown(f"the data of {period.last} have not come yet", silence="unknown")
            period = ending(self.rhythm.window, period.last)
        return self._kept((period, member), lambda part: part.within(period, member), period.last, member)

    def on(self, day: date, member: str | None, span: Period | None) -> Reading:
        """Its value as of the end of a day."""
        if self.rhythm.window:
            window = ending(self.rhythm.window, self.arrived(day))
            return self._kept((window, member), lambda part: part.within(window, member), day, member)
        if span is None and self.rhythm.cadence and self.gathers:
            under_way = tile(move(day, 1, "days"), self.rhythm.cadence, self.fiscal)
            span = tile(move(under_way.start, -1, "days"), self.rhythm.cadence, self.fiscal)
        return self._kept((day, member, span), lambda part: part.on(day, member, span), day, member)

    def _kept(self, key: tuple[object, ...], read: Read, day: date, member: str | None) -> Reading:
        """A reading, computed once: formulas on formulas would else be computed over and over."""
        if key not in self._readings:
            self._readings[key] = self._read(read, day, member)
        return self._readings[key]

    def _read(self, read: Read, day: date, member: str | None) -> Reading:
        if member is not None and self.dimension is None:
            return unknown(f"`{self.id}` is not split by anything that all its operands are split by")
        readings: dict[str, Reading] = {}
        evaluation = _Evaluation(self, read, day, member, readings)
        try:
            value = self._in_unit(evaluation.value(self.expression))
        except _UnknownError as found:
            return unknown(*found.why, silence=found.silence, origin=self._origin(readings))
        return self._reading(value, readings)

    def _in_unit(self, value: Quantity) -> Quantity:
        if self.unit is None:
            return value
        if self.unit != PERCENT and value.unit == NUMBER:
            return Quantity(value.value, self.unit)
        shown = as_percent(value) if self.unit == PERCENT else convert(value, self.unit)
        return _known(shown, f"`{self.id}`")

    def _reading(self, value: Quantity, readings: Mapping[str, Reading]) -> Reading:
        used = readings.values()
        dates = [reading.at for reading in used if reading.at]
        first = [reading.first for reading in used if reading.first]
        last = [reading.last for reading in used if reading.last]
        return Reading(
            value,
            min(dates, default=None),
            sum(reading.rows for reading in used),
            min(first, default=None),
            max(last, default=None),
            self._origin(readings),
            (),
            next((reading.silence for reading in used if reading.silence), None),
            tuple(readings.items()),
        )

    def _origin(self, readings: Mapping[str, Reading]) -> Origin:
        origins = [reading.origin for reading in readings.values() if reading.origin]
        paths = ", ".join(sorted({origin.path for origin in origins}))
        queries = "; ".join(f"{name}: {self._query(name, reading)}" for name, reading in readings.items())
        return Origin("formula", paths, "", f"{self.words} ({queries})", span=self.expression.span)

    def _query(self, name: str, reading: Reading) -> str:
        part = self.parts[name]
        if isinstance(part, Computed):
            return part.words
        return reading.origin.query if reading.origin else name

    @property
    def words(self) -> str:
        """The formula as written."""
        return " ".join(self.expression.span.text.split())


@dataclass(frozen=True, slots=True)
class _Evaluation:
    """One evaluation of a formula: `read` reads an operand, `readings` keeps what was read."""

    of: Computed
    read: Read
    day: date
    member: str | None
    readings: dict[str, Reading]

    def value(self, node: tree.Expression, depth: int = 0) -> Quantity:
        if depth > _DEEPEST:
            raise _UnknownError((f"the formula of `{self.of.id}` is nested too deeply",))
        match node:
            case tree.Amount(value=number, unit=name):
                return Quantity(number, unit(name))
            case tree.Ratio(part=part, whole=whole):
                return _known(divide(Quantity(part, NUMBER), Quantity(whole, NUMBER)), f"`{node.span.text}`")
            case tree.Negative(value=inner):
                return negate(self.value(inner, depth + 1))
            case tree.Arithmetic():
                return self._chain(node, depth)
            case tree.Reference(name=name) if name in self.of.parts:
                return self._operand(name)
            case tree.Call(of=None):
                return self._call(node)
            case tree.If(condition=condition, then=then, otherwise=otherwise):
                return self.value(then if self.holds(condition, depth + 1) else otherwise, depth + 1)
        raise _UnknownError((f"`{node.span.text}` has no value in a formula",))

    def holds(self, node: tree.Expression, depth: int) -> bool:
        """Whether a condition of an `if` holds."""
        if depth > _DEEPEST:
            raise _UnknownError((f"the formula of `{self.of.id}` is nested too deeply",))
        match node:
            case tree.Comparison(operator=sign, left=left, right=right):
                return bool(_ORDER[sign](self._compared(left, right, depth), 0))
            case tree.Between(value=value, low=low, high=high):
                return self._compared(value, low, depth) >= 0 >= self._compared(value, high, depth)
            case tree.Not(value=inner):
                return not self.holds(inner, depth + 1)
            case tree.And(parts=parts):
                return all(self.holds(part, depth + 1) for part in parts)
            case tree.Or(parts=parts):
                return any(self.holds(part, depth + 1) for part in parts)
        raise _UnknownError((f"`{node.span.text}` is no condition in a formula",))

    def _compared(self, left: tree.Expression, right: tree.Expression, depth: int) -> int:
        found = compare(self.value(left, depth + 1), self.value(right, depth + 1))
        if isinstance(found, Mismatch):
            raise _UnknownError((f"`{self.of.id}`: {found.reason}",))
        return found

    def _chain(self, node: tree.Arithmetic, depth: int) -> Quantity:
        """The value of a chain of operations; a long one (`a + b + c + …`) leans to the left and is no nesting."""
        steps: list[tree.Arithmetic] = []
        left: tree.Expression = node
        while isinstance(left, tree.Arithmetic):
            steps.append(left)
            left = left.left
        value = self.value(left, depth + 1)
        for step in reversed(steps):
            operation = _OPERATIONS[step.operator]
            value = _known(operation(value, self.value(step.right, depth + 1)), f"`{step.span.text}`")
        return value

    def _operand(self, name: str) -> Quantity:
        if name not in self.readings:
            self.readings[name] = self.read(self.of.parts[name])
        reading = self.readings[name]
        if reading.value is None:
            raise _UnknownError(reading.why, reading.silence)
        return reading.value

    def _call(self, node: tree.Call) -> Quantity:
        """`mean(pages, 12 months)`, `previous(nps)`: of what a metric was before."""
        first = node.arguments[0] if node.arguments else None
        window = next((a for a in node.arguments[1:] if isinstance(a, tree.Amount)), None)
        if not isinstance(first, tree.Reference) or first.name not in self.of.parts:
            raise _UnknownError((f"`{node.span.text}` does not name a metric",))
        part = self.of.parts[first.name]
        every = Every(window.value, unit(window.unit).name) if window else None
        history = self.of.past(part, self.day, every, self.member)
        if node.name == "previous":
            history = before(history, self.read(part).at)
        found = summary(node.name, history)
        if isinstance(found, str):
            raise _UnknownError((f"`{node.span.text}`: {found}",))
        return found


def _known(value: Quantity | Mismatch, what: str) -> Quantity:
    if isinstance(value, Mismatch):
        raise _UnknownError((f"{what}: {value.reason}",))
    return value

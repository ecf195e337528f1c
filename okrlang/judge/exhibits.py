"""Exhibits: the places of the texts and the rows of data that a verdict rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from okrlang.judge.fields.common import id_of, title_of
from okrlang.judge.fields.measured import standing
from okrlang.judge.finding import Exhibit
from okrlang.judge.world import GoalWorld
from okrlang.logic.explanation import Touched
from okrlang.logic.types import METHODS, TYPES
from okrlang.logic.values import Value
from okrlang.model.quantity import show
from okrlang.model.workspace import Attestation, CheckIn, Evidence, KeyResult, Kpi, Metric, Record, Waiver
from okrlang.syntax.source import Span

if TYPE_CHECKING:  # lint must not load it
    from okrlang.measure.reading import Reading

MOST = 12  # of one finding
NO_FILE = " (there is no such file)"
SHOWS_NOTHING = " (it is empty, or a text of the workspace itself)"

_RECORDED = (Record, CheckIn, Attestation, Waiver)


def exhibits(world: GoalWorld, touched: Iterable[Touched], most: int = MOST) -> tuple[Exhibit, ...]:
    """What was read to find a verdict: figures with their rows and records first, then goals as they are written."""
    found = list(dict.fromkeys(pair for one in touched for pair in _shown(world, *one)))
    ordered = [exhibit for weight in (0, 1) for of, exhibit in found if of == weight]
    shown = tuple(dict.fromkeys(ordered))
    return shown if len(shown) <= most else (*shown[: most - 1], more(len(shown) - most + 1))


def more(count: int) -> Exhibit:
    """That there is more than is shown."""
    return Exhibit(f"and {count} more", None, None, None)


def _shown(world: GoalWorld, thing: Any, name: str, *given: Value) -> Iterator[tuple[int, Exhibit]]:
    """What one field of one thing rests on, with its weight: 0 for figures and records, 1 for the rest."""
    if is_measured(world, thing, name):
        yield from ((0, exhibit) for exhibit in _figures(world, thing, day_of(world, given)))
    if isinstance(thing, Evidence):
        yield 0, Exhibit(f"evidence {thing.path}{_fault(world, thing.path)}", thing.path, None, None)
    elif isinstance(thing, _RECORDED):
        yield 0, written(world, thing)
    elif isinstance(getattr(thing, "span", None), Span):
        yield 1, written(world, thing)


def _fault(world: GoalWorld, path: str) -> str:
    files = world.facts.files
    if files is None or files.shows(path):
        return ""
    return SHOWS_NOTHING if files.exists(path) else NO_FILE


def written(world: GoalWorld, thing: Any) -> Exhibit:
    """Where a thing stands in the texts, and what it is."""
    kind = world.type_of(thing).replace("_", " ")
    said = f"{kind} {id_of(thing) or title_of(thing)}"
    if isinstance(thing, Record):
        said = f"{kind} of {thing.date}: {title_of(thing)}"
    elif isinstance(thing, CheckIn):
        said = f"check-in of {thing.date} on {thing.subject}"
    elif isinstance(thing, Attestation):
        said = f"attestation of {thing.item} on {thing.date}"
    elif isinstance(thing, Waiver):
        said = f"waiver of {thing.rule} for {thing.subject} until {thing.until}"
    return Exhibit(said, thing.span.path, thing.span.line, None)


def is_measured(world: GoalWorld, thing: Any, name: str) -> bool:
    """Whether a field or method of a thing gives what was measured."""
    kind = world.type_of(thing)
    field = TYPES.get(kind, {}).get(name)
    if field is None:
        method = METHODS.get(kind, {}).get(name)
        return method is not None and method.gives.measured
    return field.measured


def day_of(world: GoalWorld, given: Iterable[Value]) -> date:
    """The day that a method was asked about; else that which is judged."""
    return min((day for day in given if isinstance(day, date)), default=world.as_of)


def reading_of(world: GoalWorld, thing: Any, on: date) -> Reading | None:
    """The reading that the figures of a key result, KPI or metric rest on, by what was known on a day."""
    on = min(on, world.as_of)
    if isinstance(thing, KeyResult | Kpi):
        found = standing(world.facts, thing, on)
        reading: Reading | None = found.reading if found is not None else None
        return reading
    if isinstance(thing, Metric) and world.facts.measures is not None:
        return world.facts.measures.on(thing.id, on)
    return None


def _figures(world: GoalWorld, thing: Any, on: date) -> Iterator[Exhibit]:
    """The rows of data, or the line of a value written by hand, behind what is measured of a thing."""
    reading = reading_of(world, thing, on)
    if reading is None or reading.value is None or reading.origin is None:
        return
    origin = reading.origin
    line = origin.span.line if origin.span is not None else None
    row = None if line is not None else origin.last_row
    said = f"{id_of(thing)}: {show(reading.value)} on {reading.at}"
    if row is not None and reading.rows > 1:
        said += f", from {reading.rows} rows, {origin.first_row} to {origin.last_row}"
    path = origin.span.path if origin.span is not None else origin.path
    yield Exhibit(said, path, line, row)

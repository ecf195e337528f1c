"""The figures that are read from data: a value from rows, or by the formula of its metric from the values of others."""

from __future__ import annotations

from collections.abc import Iterator

from okrlang.measure.reading import Reading
from okrlang.model.quantity import Quantity
from okrlang.model.workspace import Metric
from okrlang.score.figures.expressions import formula
from okrlang.score.figures.figure import Figure, Rows
from okrlang.syntax import tree

_ROWS = (
    ("rows", "how many rows were read"),
    ("first_row", "the first row that was used"),
    ("last_row", "the last row that was used"),
)
_SILENCES = {
    "fail": "there are no data, which by the metric means a failure",
    "zero": "there are no data, which by the metric means zero",
    "last_value": "there are no data, for which by the metric the last value stands",
}


def measured(key: str, said: str, reading: Reading | None, metric: Metric | None, why: str = "") -> Figure:
    """A value as it was read; where there is none, why."""
    if reading is None or reading.value is None:
        return Figure(key, said, because=why or (" and ".join(reading.why) if reading else "there is no value"))
    silence = _SILENCES.get(reading.silence or "", "")
    value, unit = reading.value.value, reading.value.unit
    if not reading.parts or metric is None or metric.formula is None:
        return Figure(key, said, because=silence, reading=reading, value=value, unit=unit)
    parts = {name: part.value for name, part in reading.parts}

    def leaf(node: tree.Reference | tree.Call) -> Quantity | None:
        return parts.get(node.name) if isinstance(node, tree.Reference) else None

    found = formula(metric.formula, leaf, unit)
    because = "; ".join(filter(None, (found.because, silence)))
    return Figure(key, said, found.formula, found.operands, because, reading, value=value, unit=unit)


def counted(reading: Reading | None) -> Iterator[Figure]:
    """How many rows a value was read from, and which."""
    for name, said in _ROWS:
        yield Figure(f"origin.{name}", said, reading=reading)


def rows(of: str, reading: Reading | None) -> Iterator[Rows]:
    """What was read for a value, and for the values that it was made from."""
    if reading is None or reading.origin is None:
        return
    if not reading.parts:
        yield Rows(of, reading)
    for name, part in reading.parts:
        yield from rows(f"`{name}` for {of}", part)

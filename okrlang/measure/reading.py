"""What measuring gives: readings with their origin, observations of a series, and what was wrong with the data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from okrlang.model.calendar import Period
from okrlang.model.quantity import Quantity
from okrlang.model.workspace import CheckIn
from okrlang.syntax.source import Span


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from.

    `source` is the source's name, `formula`, `values`, `check-ins` or a metric; `path` the file (of data, or the goal
    text where a person wrote the value); `filter` and `query` are words. Rows count as a spreadsheet shows them, the
    header being row 1. `span` is the place in a goal text of the value last used.
    """

    source: str
    path: str
    filter: str
    query: str
    first_row: int | None = None
    last_row: int | None = None
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of a measure, or why there is none.

    `rows` were used, dated `first` to `last`; `at` is the day the value was measured. `silence` is None where there
    were observations; else what the metric says that no data means: `unknown`, `fail`, `last_value` or `zero`. `parts`
    are the readings that a formula made it from, by the names of their metrics.
    """

    value: Quantity | None
    at: date | None
    rows: int
    first: date | None
    last: date | None
    origin: Origin | None
    why: tuple[str, ...]
    silence: str | None = None
    parts: tuple[tuple[str, Reading], ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of a series: that of a period, `at` its last day; a value is None where data could not be read."""

    at: date
    value: Quantity | None
    period: Period
    reading: Reading


@dataclass(frozen=True, slots=True, order=True)
class DataProblem:
    """Something wrong with data, at its file and row; `unreadable` where a whole source could not be read."""

    path: str
    source: str
    row: int | None
    name: str
    message: str
    unreadable: bool

    @property
    def order(self) -> tuple[str, str, int, str, str]:
        """The key that sorts problems by file and row."""
        return self.path, self.source, self.row or 0, self.name, self.message


@dataclass(frozen=True, slots=True, order=True)
class Input:
    """A data file that was read: its path relative to the root, its SHA-256, and how many rows were read from it."""

    path: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A check-in and a source that say different things of one date."""

    check_in: CheckIn
    reported: Quantity
    measured: Reading


def unknown(*why: str, silence: str | None = None, origin: Origin | None = None) -> Reading:
    """A reading without a value."""
    return Reading(None, None, 0, None, None, origin, why, silence)

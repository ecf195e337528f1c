"""How a number came about, as `okrlang explain stay.churn --format json` has it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from okrlang.report.report import Gate, Level, Number, OneOf, Recorded, Status, part


@part
class Rows:
    """The rows that were read for a value: `of` says which. Rows count as a spreadsheet shows them."""

    of: str
    value: Number | None
    unit: str | None
    why_unknown: str | None
    source: str
    path: str
    filter: str | None
    query: str
    rows: int
    first: date | None
    last: date | None
    first_row: int | None
    last_row: int | None
    line: int | None


@part
class SeriesPoint:
    """One value of a series, that of a period which ended on the day `at`, and the rows it was read from.

    In a keep `holds` says whether the bound held then.
    """

    at: date
    value: Number | None
    holds: bool | None
    rows: int
    first_row: int | None
    last_row: int | None
    line: int | None


@part
class Series:
    """The values that a measure, or a member of it, had period by period; of a keep in each `period` that it judges."""

    measure: str
    member: str | None
    period: str | None
    unit: str | None
    points: tuple[SeriesPoint, ...]


@part
class Operand:
    """A value that goes into a formula: under which `name`, what it is, and whether it is a list of `values`."""

    name: str
    said: str
    values: tuple[Number, ...]
    unit: str | None
    many: bool


@part
class Written:
    """Where a number stands in the texts."""

    path: str
    line: int


@part
class Figure:
    """A number and how it came about: by a formula, from rows, as written, or as `because` says.

    `key` is where it stands in what `evaluate --format json` says of the goal: `members[0].progress`; null for a step
    in between. A number that is not known is null, and `because` says why.

    Formulas are arithmetic: `+ - * /`, `min`, `max`, `abs`, and comparisons, which count 1 or 0. Of lists there are
    `sum`, `mean`, `count` and `weighted_mean(values, weights)`; of days and values `median_slope`, `median_rest` (the
    median of value − slope × day), `least_squares` (the line on a day) and `prediction_error` (of a new value on a
    day); `student(t, freedom)` is the share of Student's distribution below t. What it comes to is the value to 28
    digits, and a chance to four.
    """

    key: str | None
    name: str
    value: Number | None
    unit: str | None
    is_share: bool
    formula: str | None
    operands: tuple[Operand, ...]
    rows: Rows | None
    written: Written | None
    because: str | None


@part
class Stage:
    """A part of an explanation, its figures in the order in which they follow from each other.

    `ahead` says that they come after the status, on which they have no bearing.
    """

    title: str
    ahead: bool
    figures: tuple[Figure, ...]


@part
class Line:
    """A line of a policy, or a band of a KPI: when it holds, and whether it does; the last word has no `when`."""

    status: Recorded
    called: str | None
    when: str | None
    holds: bool | None


@part
class Judged:
    """What a policy, or the bands of a KPI, say of some numbers, up to the first line that holds."""

    policy: str
    assuming: str | None
    given: tuple[Operand, ...]
    lines: tuple[Line, ...]


@part
class Weighed:
    """What a key result, or an objective beneath, adds to an objective; `share` is its part of all weights."""

    id: str
    status: Status
    weight: Number
    share: Number
    progress: Number | None
    low: Number
    high: Number


@part
class Derivation:
    """How all that is said of a key result, an objective, a KPI or a metric came about, from the bottom up.

    `weighed` is what an objective is made of; of a key result it is its own place in the sum.
    """

    kind: Annotated[str, OneOf("key_result", "objective", "kpi", "metric")]
    id: str
    title: str
    asks: str | None
    of: str | None
    status: Status | None
    level: Level | None
    policy: str | None
    because: str | None
    decided: str | None
    path: str
    line: int
    rows: tuple[Rows, ...]
    series: tuple[Series, ...]
    stages: tuple[Stage, ...]
    judged: tuple[Judged, ...]
    provided: tuple[Gate, ...]
    weighed: tuple[Weighed, ...]

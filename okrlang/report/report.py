"""The report: what scripts may rely on, and the only thing that renderers read.

Keys may be added; the meaning of these does not change. Decimals are strings, dates ISO, ids and words as in the
language with `_` for a space. A value that is not known is null, and `why_unknown` says why; it is never left out.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar, cast, dataclass_transform

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, PlainSerializer, WithJsonSchema
from pydantic.dataclasses import dataclass

from okrlang.score.status import STATUSES


def _plain(value: Decimal) -> str:
    text = format(value if value else Decimal(0), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


Number = Annotated[
    Decimal,
    PlainSerializer(_plain, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
]


class OneOf:
    """A text that is one of some words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> Any:
        return handler.generate_schema(Literal[self.words])


Verdict = Annotated[
    str, OneOf("pass", "fail", "no_evidence", "needs_review", "not_due", "not_applicable", "waived", "error")
]
Status = Annotated[str, OneOf(*STATUSES)]
Severity = Annotated[str, OneOf("error", "warning", "info")]
Level = Annotated[str, OneOf("green", "amber", "red")]
Recorded = Annotated[str, OneOf(*STATUSES, "green", "amber", "red", "no_level")]
Assurance = Annotated[str, OneOf("reaches", "misses", "chance")]
Signal = Annotated[str, OneOf("none", "improvement", "concern", "change")]


_CONFIG = ConfigDict(extra="forbid", use_attribute_docstrings=True)
_C = TypeVar("_C")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def part(cls: type[_C]) -> type[_C]:
    """Makes a class a part of the report: as a dataclass with slots it takes an eighth of the memory of a model."""
    return cast(type[_C], dataclass(frozen=True, slots=True, kw_only=True, config=_CONFIG)(cls))


class Model(BaseModel):
    model_config = _CONFIG | {"frozen": True}


@part
class Tool:
    """What made the report."""

    name: str
    version: str


@part
class Input:
    """A file or table that was read; `rows` is null for texts."""

    path: str
    sha256: str | None
    rows: int | None


@part
class Pack:
    """A rule pack that was judged by."""

    name: str
    version: str
    sha256: str


@part
class Exhibit:
    """A piece of evidence: what it says and where it stands; `row` is a row of data, `line` a line of text."""

    text: str
    path: str | None
    line: int | None
    row: int | None


@part
class Origin:
    """Where a number comes from."""

    source: str | None
    path: str | None
    filter: str | None
    rows: int
    first: date | None
    last: date | None
    query: str
    first_row: int | None
    last_row: int | None


@part
class Tiers:
    """Whether the tiers are reached; null where there is none or it is not known."""

    commit: bool | None
    stretch: bool | None


@part
class Gate:
    """A `provided`: what must hold besides, and whether it does."""

    subject: str
    text: str
    holds: bool | None
    because: str


@part
class Member:
    """One member of a dimension under a key result; in a keep `periods` says how many held: `3 of 5 weeks`."""

    name: str
    value: Number | None
    periods: str | None
    progress: Number | None
    holds: bool | None


@part
class Milestone:
    """One step of a milestone key result; `score` is the part that is done where it was said."""

    title: str
    weight: Number | None
    due: date | None
    done: date | None
    score: Number | None
    dropped: bool


@part
class KpiMember:
    """One member of a dimension under a KPI."""

    name: str
    value: Number | None
    level: Level | None


@part
class PolicyStatus:
    """The status by one policy, with the publisher's own word for it where there is one."""

    policy: str
    status: Status
    called: str | None


@part
class Baseline:
    """The day from which a process is looked at anew, and why."""

    at: date
    because: str


@part
class ChartPoint:
    """A value with the limits that held for it; null where there were too few values for limits."""

    at: date
    value: Number
    centre: Number | None
    lower: Number | None
    upper: Number | None
    signal: Signal


@part
class Chart:
    """A process behaviour chart, with the limits in force; `trial` limits rest on fewer than twelve values.

    `assurance` is whether the process as it runs reaches what is asked for; null where that is no number.
    """

    rules: str
    centre: Number
    lower: Number
    upper: Number
    range_limit: Number
    trial: bool
    assurance: Assurance | None
    baselines: tuple[Baseline, ...]
    points: tuple[ChartPoint, ...]


@part
class Change:
    """What the latest value is against the limits of before the key result began: no signal is noise."""

    signal: Signal
    at: date
    value: Number
    lower: Number
    upper: Number
    trial: bool


@part
class Forecast:
    """A projection, never a reading: where the figures come to on a day, and 19 in 20 new values by then.

    `chance` is that of meeting the target, null where that is not known; it rests on so many `values` since `first`.
    """

    at: date
    value: Number
    low: Number
    high: Number
    chance: Number | None
    method: str
    values: int
    first: date


@part
class Burn:
    """The periods that a keep may miss, and has missed; `spent` is the share of them.

    At the rate so far all are missed by `exhausted_on`; null where they last until due.
    """

    allowed: Number
    missed: int
    spent: Number
    exhausted_on: date | None
    period: str


@part
class TrendPoint:
    """What a run recorded of a goal on a day, and its status of that day by the texts and data of now."""

    at: date
    status: Recorded
    known_now: Recorded
    progress: Number | None
    confidence: Number | None


@part
class Trend:
    """What was recorded of a goal, the last days of it.

    `now` is its status on the day `at` of the report, `since` the first of the recorded days on end with that status,
    `before` what was recorded before it.
    """

    at: date
    now: Recorded
    since: date
    before: TrendPoint | None
    points: tuple[TrendPoint, ...]
    because: str


@part
class KeyResult:
    """A key result: where it stands and where it should stand. `raw` is not held to 0…1."""

    id: str
    title: str
    form: str
    metric: str | None
    unit: str | None
    baseline: Number | None
    target: Number | None
    current: Number | None
    at: date | None
    raw: Number | None
    progress: Number | None
    expected: Number | None
    status: Status
    policy: str | None
    confidence: Number | None
    due: date | None
    weight: Number | None
    low: Number | None
    high: Number | None
    distance: Number | None
    tiers: Tiers
    score: Number | None
    written_score: Number | None
    projected_score: Number | None
    required_rate: Number | None
    achieved_rate: Number | None
    reported: bool
    called: str | None
    statuses: tuple[PolicyStatus, ...]
    origin: Origin | None
    provided: tuple[Gate, ...]
    members: tuple[Member, ...]
    milestones: tuple[Milestone, ...]
    trend: Trend | None
    chart: Chart | None
    change: Change | None
    forecast: Forecast | None
    burn: Burn | None
    goal: str
    """The form in words, as written: `from 4.2% to 2.8%`."""
    because: str
    why_unknown: dict[str, str]
    path: str
    line: int


@part
class Cycle:
    """A cycle with goals; both days are included."""

    id: str
    title: str
    start: date
    end: date


@part
class Objective:
    """An objective with its key results, rolled up; `compared` is the progress, without what is not due yet, that the
    status compares with `expected`."""

    id: str
    title: str
    owner: str | None
    cycle: str | None
    kind: str | None
    due: date | None
    status: Status
    policy: str | None
    called: str | None
    reported: bool
    statuses: tuple[PolicyStatus, ...]
    progress: Number | None
    compared: Number | None
    expected: Number | None
    low: Number | None
    high: Number | None
    score: Number | None
    provided: tuple[Gate, ...]
    supports: tuple[str, ...]
    trend: Trend | None
    because: str
    why_unknown: dict[str, str]
    path: str
    line: int
    key_results: tuple[KeyResult, ...]


@part
class Band:
    """A band of a KPI in words, as written: `at least 99.9%`."""

    level: Level
    text: str


@part
class Kpi:
    """A KPI: its value and level; `pending` is a new level that has not yet lasted long enough."""

    id: str
    title: str
    metric: str | None
    value: Number | None
    unit: str | None
    at: date | None
    level: Level | None
    pending: Level | None
    owner: str | None
    bands: tuple[Band, ...]
    members: tuple[KpiMember, ...]
    trend: Trend | None
    chart: Chart | None
    origin: Origin | None
    because: str
    why_unknown: dict[str, str]
    path: str
    line: int


@part
class RuleCount:
    """A rule of a checklist item, with its verdict and how many subjects got which."""

    rule: str
    verdict: Verdict
    counts: dict[str, int]


@part
class Item:
    """One item of the checklist: its verdict, why, what it rests on, and what to do next."""

    id: str
    title: str
    verdict: Verdict
    because: str
    rules: tuple[RuleCount, ...]
    advice: tuple[str, ...]
    evidence: tuple[Exhibit, ...]
    next: str | None
    deviations: tuple[str, ...]


@part
class Section:
    """A section of the checklist."""

    id: str
    title: str
    items: tuple[Item, ...]


@part
class CycleChecklist:
    """The checklist as judged for one cycle."""

    cycle: str
    ended: bool
    sections: tuple[Section, ...]


@part
class Checklist:
    """The checklist, for running cycles first; it `blocks` where the company follows it or the command asks for it."""

    id: str
    title: str
    pack: str
    blocks: bool
    cycles: tuple[CycleChecklist, ...]


@part
class Check:
    """One check of a rule on one subject."""

    verdict: Verdict
    message: str


@part
class Finding:
    """What a rule found about one subject."""

    rule: str
    pack: str
    severity: Severity
    subject: str
    cycle: str | None
    verdict: Verdict
    message: str
    checks: tuple[Check, ...]
    path: str | None
    line: int | None
    column: int | None
    evidence: tuple[Exhibit, ...]
    fix: str | None
    waived: str | None


@part
class Related:
    """A second place that belongs to a diagnostic."""

    message: str
    path: str
    line: int
    column: int


@part
class Diagnostic:
    """Something about a text, or about a row of data (`line` is then its row)."""

    name: str
    severity: Severity
    message: str
    path: str
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    help: str | None
    related: tuple[Related, ...]


@part
class Committed:
    """Committed objectives: how many of them are met."""

    met: int
    of: int


@part
class Aspirational:
    """Aspirational objectives: their mean progress, and the bounds where some are unknown."""

    mean: Number | None
    low: Number | None
    high: Number | None


@part
class Rollup:
    """All objectives of the cycles judged; never one number for both kinds."""

    committed: Committed
    aspirational: Aspirational


@part
class Summary:
    """Counts."""

    findings: dict[str, int]
    items: dict[str, int]
    objectives: int
    key_results: int
    kpis: int
    rules: int
    subjects: int
    sources: int
    rows: int
    rollup: Rollup


@part
class ClosedGoal:
    """An objective or key result at the close: its score as computed and as written; `kind` is that of an objective."""

    id: str
    title: str
    kind: str | None
    status: Status
    score: Number | None
    written_score: Number | None
    projected_score: Number | None
    difference: Number | None
    why_unknown: dict[str, str]


@part
class Left:
    """A goal that was dropped, or carried `to` another cycle."""

    id: str
    title: str
    at: date
    to: str | None
    because: str


@part
class CloseFinding:
    """A finding that is about the close: about `scores` that differ, `causes` that are missing, or `sandbagging`."""

    about: Annotated[str, OneOf("scores", "causes", "sandbagging")]
    rule: str
    subject: str
    verdict: Verdict
    message: str
    path: str | None
    line: int | None


@part
class Lesson:
    """What the figures behind a key result did: `lower` and `upper` are the natural limits of the process, null where
    there are too few values; `met` of so many `periods` before, each as long as its own, would have met the same."""

    subject: str
    unit: str
    ended: Number
    target: Number | None
    lower: Number | None
    upper: Number | None
    trial: bool
    met: int
    periods: int
    because: str


@part
class Close:
    """The close of a cycle that has ended."""

    cycle: str
    title: str
    ended: date
    rollup: Rollup
    scores: tuple[ClosedGoal, ...]
    left: tuple[Left, ...]
    findings: tuple[CloseFinding, ...]
    lessons: tuple[Lesson, ...]


class Report(Model):
    """What `okrlang evaluate --format json` prints."""

    format: Literal["okrlang.report/1"] = "okrlang.report/1"
    tool: Tool
    edition: str
    as_of: date
    company: str | None
    inputs: tuple[Input, ...]
    packs: tuple[Pack, ...]
    cycles: tuple[Cycle, ...]
    objectives: tuple[Objective, ...]
    kpis: tuple[Kpi, ...]
    closes: tuple[Close, ...]
    checklist: Checklist | None
    findings: tuple[Finding, ...]
    diagnostics: tuple[Diagnostic, ...]
    summary: Summary
    exit_code: int
    exit_because: str


@part
class LintSummary:
    """Counts of a lint."""

    files: int
    diagnostics: dict[str, int]
    findings: dict[str, int]
    rules: int
    subjects: int


@part
class BackTest:
    """How a threshold or a target would have fared over so many `periods` of the history.

    `fired_share` is the share of them in which a KPI was not green, `met_share` that of the spans as long as a key
    result's own in which its target was met. Where neither is known, `why_unknown` says why.
    """

    subject: str
    fired_share: Number | None
    met_share: Number | None
    periods: int
    why_unknown: dict[str, str]


class LintReport(Model):
    """What `okrlang lint --format json` prints."""

    format: Literal["okrlang.lint/1"] = "okrlang.lint/1"
    tool: Tool
    edition: str
    inputs: tuple[Input, ...]
    packs: tuple[Pack, ...]
    diagnostics: tuple[Diagnostic, ...]
    findings: tuple[Finding, ...]
    back_tests: tuple[BackTest, ...]
    summary: LintSummary
    exit_code: int
    exit_because: str

"""The workspace: goals, measures and records as meant, every name resolved and every number with its unit.

Things refer to each other by id, as written in the language (`stay`, `stay.churn`, `2026-Q3`); `Workspace.find` follows
one. Everything is in the order of the texts. Written ends of periods are inclusive; a `Period` is half-open.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property

from okrlang.model.calendar import Period
from okrlang.model.quantity import Quantity, Unit
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen, Individual, Placed
from okrlang.syntax.source import Span

# --- parts ------------------------------------------------------------------------------------------------------


class Party(Frozen):
    """Who: a unit of the organization by its `id`, or anybody in words (`id` is None)."""

    id: str | None
    text: str


class Every(Frozen):
    """A length of time or rhythm: `every 2 weeks`, `30 days`, `10 working days`; `unit` in the plural."""

    count: Decimal
    unit: str


class Goal(Placed):
    """A number that a goal names: a quantity, an expression still to be computed, or `tbd`, `confidential`, `measured`.

    Exactly one of the three is given. Arithmetic on literals alone is already a quantity.
    """

    quantity: Quantity | None
    expression: tree.Expression | None
    word: str | None
    span: Span


class Bound(Placed):
    """`at least`, `at most`, `more than`, `less than` a value, or `between` it and `upper` (both ends included)."""

    relation: str
    value: Goal
    upper: Goal | None
    span: Span


class Scope(Placed):
    """The members that a form speaks of: `every`, `at least` n, a `share` of them (0…1), or those `named`."""

    quantifier: str
    amount: Decimal | None
    members: tuple[str, ...]
    span: Span


class Dropped(Frozen):
    """That a goal was dropped."""

    on: date
    because: str


class Carried(Frozen):
    """That a goal was carried to another cycle."""

    cycle: str
    on: date
    because: str


class Approval(Frozen):
    """Who approved, and when where it was said."""

    by: Party
    on: date | None


class Provided(Placed):
    """What must hold besides: a metric within a bound, or a KPI that stays at a level."""

    subject: str
    bound: Bound | None
    level: str | None
    span: Span


class Evidence(Placed):
    """A file that shows something: its path relative to the root, and its SHA-256 where given."""

    path: str
    sha256: str | None
    span: Span


# --- the organization and its time ----------------------------------------------------------------------------


class Company(Individual):
    id: str
    title: str
    mission: str | None
    vision: str | None
    priorities: tuple[str, ...]
    year_starts: int
    time_zone: str
    follows: str | None
    follows_since: date | None
    span: Span


class OrgUnit(Individual):
    """A department, team or role (`Unit` is the unit of a quantity)."""

    id: str
    kind: str
    title: str
    part_of: str | None
    lead: Party | None
    held_by: Party | None
    capacity: tuple[Quantity, ...]
    span: Span


class Priority(Individual):
    """A strategic priority of the company."""

    id: str
    title: str
    span: Span


class Cycle(Individual):
    """A cycle; `declared` is False where a goal only names it by its period. What is None comes from the packs."""

    id: str
    title: str
    period: Period
    check_in_every: Every | None
    review_every: Every | None
    communicate_within: Every | None
    pauses: tuple[Period, ...]
    policy: str | None
    rolls_up: bool
    declared: bool
    span: Span


class NamedDay(Individual):
    """A day with a name; `day` is None until it is known."""

    id: str
    title: str
    day: date | None
    span: Span


# --- measures ---------------------------------------------------------------------------------------------------


class DataSource(Individual):
    """Where rows come from: `kind` is `csv`, `jsonl`, `sqlite` or `database`.

    `path` is relative to the root (files and SQLite); `environment` names the variable that holds a database's address.
    """

    id: str
    title: str
    kind: str
    path: str | None
    environment: str | None
    table: str | None
    date_column: str | None
    value_column: str | None
    separator: str
    decimal_comma: bool
    dates_as: str
    span: Span
    sound: bool = True  # False where its text has a mistake: then nothing is read from it


class Dimension(Individual):
    """What a metric is split by: a column, and its members as listed, or the source column that lists them."""

    column: str
    members: tuple[str, ...] | None
    listed_in: tuple[str, str] | None  # a source and its column


class Point(Individual):
    """A value written by hand in a metric."""

    on: date
    value: Quantity
    member: str | None
    span: Span


class Metric(Individual):
    """What is measured. One of `source`, `parent`, `formula` and `values` says where from; none: only check-ins can.

    `aggregate` is last, first, sum, mean, min, max, count, median, p1…p99, distinct or share, of `column` where that is
    not the value column of the source.
    """

    id: str
    title: str
    unit: Unit | None
    source: str | None
    parent: str | None
    where: tree.Expression | None
    aggregate: str
    column: str | None
    share_where: tree.Expression | None
    window: Every | None
    dimension: Dimension | None
    better: str | None
    updated: Every | None
    grace: Every | None
    definition: str | None
    accuracy: str | None
    no_data: str | None
    stock: bool
    range: tuple[Quantity, Quantity] | None
    tolerance: Quantity | None
    formula: tree.Expression | None
    values: tuple[Point, ...]
    rebases: tuple[tuple[date, str], ...]
    span: Span
    sound: bool = True  # False where its text, or its source's, has a mistake: then it has no value


class Band(Individual):
    """One band of a KPI: all its bounds hold together."""

    level: str
    bounds: tuple[Bound, ...]
    scope: Scope | None
    span: Span


class Kpi(Individual):
    id: str
    title: str
    owner: Party | None
    others: tuple[Party, ...]
    metric: str | None
    green: Band | None
    amber: Band | None
    red: Band | None
    lasting: Every | None
    samples: int | None
    chart: str
    review_every: Every | None
    because: str | None
    tags: tuple[str, ...]
    span: Span


# --- goals --------------------------------------------------------------------------------------------------------


class Change(Individual):
    """`from START to END`, the direction follows from the numbers."""

    start: Goal
    end: Goal
    scope: Scope | None
    span: Span


class RelativeChange(Individual):
    """`up` or `down` an amount against the measured value when the cycle began."""

    direction: str
    amount: Goal
    scope: Scope | None
    span: Span


class Reach(Individual):
    """A bound that must hold at due."""

    bound: Bound
    scope: Scope | None
    span: Span


class Keep(Individual):
    """A bound that must hold in a share of periods; without `period` those of the metric's cadence."""

    bound: Bound
    scope: Scope | None
    share: Decimal  # 1 for every
    period: str | None  # day, week, month, quarter, half or year
    span: Span


class Establish(Individual):
    """Done when the metric first has a value."""

    span: Span


class Zones(Individual):
    """What commit, target and stretch mean, in words."""

    commit: str | None
    target: str | None
    stretch: str | None
    span: Span


class Milestone(Individual):
    """One step that is done or not; a key result without a form has exactly one, made of its own `due` and `done`."""

    title: str
    weight: Decimal | None
    due: date | None
    done: date | None
    score: Decimal | None
    dropped: Dropped | None
    span: Span


Form = Change | RelativeChange | Reach | Keep | Establish | Zones


class KeyResult(Individual):
    """A key result. `kind` names its form: change, relative, reach, band, keep, milestones, zones, establish.

    `forms` is empty for milestones and has more than one entry only where the form is repeated for other members.
    `due` is its own day, or the last day of its objective; `due_tbd` says that the day is still unknown.
    """

    id: str
    name: str
    objective: str
    title: str
    kind: str
    metric: str | None
    forms: tuple[Form, ...]
    milestones: tuple[Milestone, ...]
    owner: Party | None  # None: the objective's
    others: tuple[Party, ...]
    commit: Goal | None
    stretch: Goal | None
    expects: tuple[tuple[date, Goal], ...]
    due: date
    own_due: bool
    due_tbd: bool
    weight: Decimal | None
    confidence: Decimal | None  # 0…1
    provided: tuple[Provided, ...]
    because: str | None
    tags: tuple[str, ...]
    dropped: Dropped | None
    carried: Carried | None
    span: Span


class Initiative(Individual):
    """Work that advances key results; `items` are resources that are no amounts, such as technology."""

    id: str
    name: str
    objective: str
    title: str
    advances: tuple[str, ...]
    owner: Party | None
    others: tuple[Party, ...]
    start: date | None
    end: date | None
    due: date | None
    done: date | None
    state: str | None  # planned, in_progress, done, stopped
    amounts: tuple[Quantity, ...]
    items: tuple[str, ...]
    because: str | None
    tags: tuple[str, ...]
    span: Span


class Objective(Individual):
    """An objective with its key results and initiatives; `start` and `due` are its first and last day, or its cycle's.

    `due_tbd` says that its last day is still unknown.
    """

    id: str
    title: str
    owner: Party | None
    others: tuple[Party, ...]
    cycle: str | None
    kind: str | None
    supports: tuple[str, ...]
    stands_alone: str | None
    because: str | None
    tags: tuple[str, ...]
    approved: Approval | None
    policy: str | None
    provided: tuple[Provided, ...]
    start: date | None
    due: date | None
    due_tbd: bool
    dropped: Dropped | None
    carried: Carried | None
    key_results: tuple[KeyResult, ...]
    initiatives: tuple[Initiative, ...]
    span: Span


# --- records ------------------------------------------------------------------------------------------------------


class WrittenScore(Individual):
    """A score that someone wrote for a goal, or declared to be none (`value` is None)."""

    of: str
    value: Decimal | None
    projected: Decimal | None
    cause: str | None
    span: Span


class WrittenChange(Individual):
    """What a refinement says it changed: `what` of a goal or metric, with both values as written where given."""

    of: str
    what: str
    start: str | None
    end: str | None
    span: Span


class Record(Individual):
    """A dated record of one of the nine kinds; what a kind does not use is empty.

    `id` is its name, or kind, date and a running number (`review-2026-08-15`, `review-2026-08-15-2`).
    """

    id: str
    kind: str
    title: str
    date: datetime.date
    by: Party | None
    covers: tuple[str, ...]
    audience: tuple[Party, ...]
    evidence: tuple[Evidence, ...]
    outcome: str | None
    rests_on: tuple[str, ...]
    answers: tuple[str, ...]
    owner: Party | None
    others: tuple[Party, ...]  # `with`
    due: datetime.date | None
    done: datetime.date | None
    budget: Quantity | None
    scores: tuple[WrittenScore, ...]
    changes: tuple[WrittenChange, ...]
    keeps: tuple[str, ...]
    judges_relevance: bool
    because: str | None
    approved: Approval | None
    span: Span


class CheckIn(Individual):
    """What one check-in reports of one key result or KPI."""

    date: datetime.date
    by: Party | None
    subject: str
    member: str | None
    value: Quantity | None
    status: str | None
    zone: str | None
    confidence: Decimal | None  # 0…1
    note: str | None
    span: Span


class Attestation(Individual):
    """A person's word on one checklist item, from a date until a date (both included)."""

    checklist: str
    item: str
    date: datetime.date
    by: Party | None
    until: datetime.date | None
    evidence: tuple[Evidence, ...]
    span: Span


class Waiver(Individual):
    """A rule set aside for one subject from a date until a date (both included)."""

    rule: str
    subject: str
    start: date
    until: date
    because: str
    approved: Party
    span: Span


# --- the whole ----------------------------------------------------------------------------------------------------

Thing = (
    Company
    | OrgUnit
    | Priority
    | Cycle
    | NamedDay
    | DataSource
    | Metric
    | Kpi
    | Objective
    | KeyResult
    | Initiative
    | Record
)


class Workspace(Individual):
    """All that the goal texts of one root say.

    The rule language's own declarations (packs, params, rules, …) stay syntax: the logic floor gives them meaning.
    `unsound` are the properties (kind, id, field) that were written and not understood: left out they were not.
    """

    __slots__ = ("__dict__",)  # for the index

    company: Company | None
    units: tuple[OrgUnit, ...]
    priorities: tuple[Priority, ...]
    cycles: tuple[Cycle, ...]
    days: tuple[NamedDay, ...]
    sources: tuple[DataSource, ...]
    metrics: tuple[Metric, ...]
    kpis: tuple[Kpi, ...]
    objectives: tuple[Objective, ...]
    records: tuple[Record, ...]
    check_ins: tuple[CheckIn, ...]
    attestations: tuple[Attestation, ...]
    waivers: tuple[Waiver, ...]
    rules: tuple[tree.Node, ...]
    unsound: frozenset[tuple[str, str, str]] = frozenset()

    @cached_property
    def _index(self) -> dict[str, dict[str, Thing]]:
        index: dict[str, dict[str, Thing]] = {kind: {} for kind in _KINDS.values()}
        for thing in self._things():
            index[_KINDS[type(thing)]][thing.id] = thing
        return index

    def _things(self) -> Iterator[Thing]:
        if self.company:
            yield self.company
        yield from self.units
        yield from self.priorities
        yield from self.cycles
        yield from self.days
        yield from self.sources
        yield from self.metrics
        yield from self.kpis
        for objective in self.objectives:
            yield objective
            yield from objective.key_results
            yield from objective.initiatives
        yield from self.records

    def find(self, kind: str, name: str) -> Thing | None:
        """The thing of a kind by its id; kinds as rules call them: `objective`, `key_result`, `metric`, `unit`, …"""
        return self._index[kind].get(name)

    @property
    def key_results(self) -> tuple[KeyResult, ...]:
        """All key results, in the order of their objectives."""
        return tuple(k for o in self.objectives for k in o.key_results)


_KINDS: dict[type, str] = {
    Company: "company",
    OrgUnit: "unit",
    Priority: "priority",
    Cycle: "cycle",
    NamedDay: "day",
    DataSource: "source",
    Metric: "metric",
    Kpi: "kpi",
    Objective: "objective",
    KeyResult: "key_result",
    Initiative: "initiative",
    Record: "record",
}

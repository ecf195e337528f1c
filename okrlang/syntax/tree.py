"""The syntax of a goal text: one class for each rule of `grammar/okr.lark`, in the same order.

Every node knows its `span`; spans take no part in equality. A declaration holds its clauses in the order in which they
were written: what may stand once, what a name means and which unit a number has is for the model to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, dataclass_transform

from okrlang.syntax.source import Source, Span


@dataclass_transform(frozen_default=True)
class _NodeType(type):
    """Gives each class of nodes its slots, from its annotations.

    The classes behave as frozen dataclasses. They are not made by `dataclasses`, which compiles five methods for each:
    160 classes cost 95 ms at every start that way, and 6 ms this way.
    """

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> _NodeType:
        fields = tuple(body.get("__annotations__", ())) if bases else ()
        cls = super().__new__(mcs, name, bases, body | {"__slots__": fields, "__match_args__": fields})
        cls._set = tuple(cls.__dict__[field].__set__ for field in fields)  # type: ignore[attr-defined]
        return cls


class Node(metaclass=_NodeType):
    """A piece of syntax; equal to another when class and fields are equal, wherever it stands."""

    __match_args__: ClassVar[tuple[str, ...]]
    span: Span

    def __init__(self, *values: Any, **named: Any) -> None:
        if named:
            values += tuple(named[field] for field in self.__match_args__[len(values) :])
        for put, value in zip(self._set, values, strict=True):  # type: ignore[attr-defined]
            put(self, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def _fields(self) -> tuple[object, ...]:
        return tuple(getattr(self, field) for field in self.__match_args__ if field != "span")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Node) and self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._fields()))

    def __repr__(self) -> str:
        shown = (f"{field}={getattr(self, field)!r}" for field in self.__match_args__ if field != "span")
        return f"{type(self).__name__}({', '.join(shown)})"


# --- names, texts and literals -----------------------------------------------------------------------------------------


class Name(Node):
    """A name as declared: `stay`, `2026-Q3`, `key-result-count`."""

    span: Span
    text: str


class Path(Node):
    """A reference by name: `stay`, `stay.churn`, `shops.shop_id`."""

    span: Span
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The name as written, its parts joined by dots."""
        return ".".join(self.parts)


class Text(Node):
    """A quoted text, its escapes resolved."""

    span: Span
    value: str


class Amount(Node):
    """A number with its unit as written: `3`, `4.2%`, `2 pp`, `$1.2M` (USD), `30 min`, `10 working days`; "" if bare."""

    span: Span
    value: Decimal
    unit: str


class Ratio(Node):
    """`7 of 10`."""

    span: Span
    part: Decimal
    whole: Decimal


class Day(Node):
    """A date: `2026-09-30`."""

    span: Span
    value: date


class PeriodName(Node):
    """A period by its name: `2026-Q3`, `2026-H1`, `2026-09`, `2026`."""

    span: Span
    text: str


class Placeholder(Node):
    """`tbd`, `confidential` or `measured`, standing for a number (or, `tbd`, for a day)."""

    span: Span
    word: str


class DayAfter(Node):
    """A day reckoned from another: `7 days after rome`, `10 working days before 2026-09-01`."""

    span: Span
    amount: Amount
    before: bool
    day: Path | Day


class Rhythm(Node):
    """How often: `every 2 weeks`, `every month` (count 1)."""

    span: Span
    count: Decimal
    unit: str


Party = Path | Text  # a unit by its name, or anybody in words
Moment = Day | Path | DayAfter | Placeholder  # where a goal takes a date
CycleRef = Name | PeriodName


# --- clauses that several declarations share ---------------------------------------------------------------------------


class Owner(Node):
    """`owner platform with product`: one is accountable, others stand after `with`."""

    span: Span
    owner: Party
    others: tuple[Party, ...]


class Because(Node):
    """`because "…"`."""

    span: Span
    text: Text


class Tags(Node):
    """`tags p0, growth`."""

    span: Span
    names: tuple[Name, ...]


class Dates(Node):
    """`from 2026-07-01 to 2026-08-15`, both days included."""

    span: Span
    start: Moment
    end: Moment


class Start(Node):
    """`from 2026-08-03`: a start of its own."""

    span: Span
    day: Moment


class Due(Node):
    """`due 2026-09-30`."""

    span: Span
    day: Moment


class Done(Node):
    """`done 2026-08-20`; without a day only as the state of an initiative."""

    span: Span
    day: Moment | None


class Dropped(Node):
    """`dropped on 2026-08-16 because "…"`."""

    span: Span
    day: Moment
    because: Text


class Carried(Node):
    """`carried to 2026-Q4 on 2026-09-28 because "…"`."""

    span: Span
    cycle: CycleRef
    day: Moment
    because: Text


class UsesMetric(Node):
    """`metric churn` within a key result or KPI."""

    span: Span
    metric: Path


class UsesPolicy(Node):
    """`policy pace` within a cycle or objective."""

    span: Span
    policy: Name


class Approved(Node):
    """`approved by cfo on 2026-06-28`."""

    span: Span
    by: Party
    day: Day | None


class Evidence(Node):
    """`evidence "minutes/2026-07-02.md" sha256 "…"`."""

    span: Span
    path: Text
    sha256: Text | None


# --- the organization --------------------------------------------------------------------------------------------------


class Company(Node):
    """`company acme "Acme" { … }`."""

    span: Span
    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class Mission(Node):
    """`mission "…"`."""

    span: Span
    text: Text


class Vision(Node):
    """`vision "…"`."""

    span: Span
    text: Text


class Priority(Node):
    """`priority retention "Keep the shops we win"`."""

    span: Span
    name: Name
    title: Text | None


class YearStarts(Node):
    """`year starts in april`."""

    span: Span
    month: str


class TimeZone(Node):
    """`time zone "Europe/Berlin"`."""

    span: Span
    zone: Text


class Follows(Node):
    """`follows okr_procedure since 2026-07-01`."""

    span: Span
    checklist: Name
    since: Day | None


class Unit(Node):
    """`department`, `team` or `role`, with a body that may be left out."""

    span: Span
    kind: str
    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class PartOf(Node):
    """`part of product`."""

    span: Span
    unit: Path


class Lead(Node):
    """`lead "Head of product"`."""

    span: Span
    who: Party


class HeldBy(Node):
    """`held by "Chief of finance"`."""

    span: Span
    who: Party


class Capacity(Node):
    """`capacity 6 FTE, 400k EUR`."""

    span: Span
    amounts: tuple[Amount, ...]


# --- time --------------------------------------------------------------------------------------------------------------


class Cycle(Node):
    """`cycle 2026-Q3 { … }`."""

    span: Span
    name: CycleRef
    title: Text | None
    clauses: tuple[Node, ...]


class CheckInEvery(Node):
    """`check in every 2 weeks`."""

    span: Span
    rhythm: Rhythm


class ReviewEvery(Node):
    """`review every month`."""

    span: Span
    rhythm: Rhythm


class CommunicateWithin(Node):
    """`communicate within 14 days`."""

    span: Span
    amount: Amount


class Pause(Node):
    """`pause from 2026-08-03 to 2026-08-14`, both days included."""

    span: Span
    start: Day
    end: Day


class RollsUp(Node):
    """`rolls up aligned objectives`."""

    span: Span


class NamedDay(Node):
    """`day rome "Launch of Rome" 2026-05-04`, or `tbd` in place of the date."""

    span: Span
    name: Name
    title: Text | None
    day: Day | Placeholder


# --- measured data -----------------------------------------------------------------------------------------------------


class DataSource(Node):
    """`source warehouse { … }`."""

    span: Span
    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class File(Node):
    """`file "data/measurements.csv"`."""

    span: Span
    path: Text


class Database(Node):
    """`database "data/shops.db"`, or `database env "SUPPORT_DB"` where the environment holds its address."""

    span: Span
    address: Text
    from_environment: bool


class Table(Node):
    """`table "support.tickets"` or `view "sales_by_day"`."""

    span: Span
    kind: str
    name: Text


class DateColumn(Node):
    """`date column day`."""

    span: Span
    column: Name | Text


class ValueColumn(Node):
    """`value column amount`."""

    span: Span
    column: Name | Text


class SeparatedBy(Node):
    """`separated by ";"`."""

    span: Span
    text: Text


class DecimalSign(Node):
    """`decimal comma` or `decimal point`."""

    span: Span
    word: str


class DatesAs(Node):
    """`dates as "dd.mm.yyyy"`."""

    span: Span
    form: Text


class Metric(Node):
    """`metric churn "Monthly shop churn" { … }`."""

    span: Span
    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class InUnit(Node):
    """`unit EUR/payment`; a unit that is also a word of the language is quoted."""

    span: Span
    unit: str


class From(Node):
    """`from warehouse where name = "churn"`."""

    span: Span
    origin: Path
    where: Expression | None


class Take(Node):
    """`take p95 of minutes over 7 days`, `take distinct shop`, `take share where minutes <= 60`."""

    span: Span
    aggregate: str
    column: Name | Text | None
    where: Expression | None
    window: Amount | None


class SplitBy(Node):
    """`split by region in ["north", "south"]`, `split by shop in shops.shop_id`, `split by severity`."""

    span: Span
    column: Name | Text
    members: tuple[Text, ...] | None
    listed_in: Path | None


class Better(Node):
    """`better lower` or `better higher`."""

    span: Span
    word: str


class Updated(Node):
    """`updated every month`."""

    span: Span
    rhythm: Rhythm


class Grace(Node):
    """`grace 5 days`."""

    span: Span
    amount: Amount


class Definition(Node):
    """`definition "…"`."""

    span: Span
    text: Text


class Accuracy(Node):
    """`accuracy "…"`."""

    span: Span
    text: Text


class NoDataMeans(Node):
    """`no data means unknown`, `fail`, `last value` or `zero`."""

    span: Span
    word: str


class Stock(Node):
    """`stock`: a balance, never summed."""

    span: Span


class Range(Node):
    """`range -100 to 100`."""

    span: Span
    low: Amount
    high: Amount


class Tolerance(Node):
    """`tolerance 0.05 pp`."""

    span: Span
    amount: Amount


class Formula(Node):
    """`formula (revenue - cost) / revenue`."""

    span: Span
    expression: Expression


class Values(Node):
    """`values { 2026-07-01 31  2026-08-01 36 }`, also `values for north { … }`."""

    span: Span
    member: Name | Text | None
    points: tuple[Point, ...]


class Point(Node):
    """One value written by hand: `2026-07-01 1.1M`."""

    span: Span
    day: Day
    amount: Amount


class Rebase(Node):
    """`rebase on 2026-07-01 because "New questionnaire"`."""

    span: Span
    day: Day
    because: Text


class Kpi(Node):
    """`kpi availability "Checkout availability" { … }`."""

    span: Span
    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class Band(Node):
    """`green at least 35 and at least 1.05 * previous(nps) for every region`."""

    span: Span
    level: str
    bounds: tuple[Bound, ...]
    scope: MemberScope | None


class Lasting(Node):
    """`lasting 3 days`."""

    span: Span
    amount: Amount


class Chart(Node):
    """`chart nhs`."""

    span: Span
    rules: Name


class Samples(Node):
    """`samples at least 6`."""

    span: Span
    count: Amount


# --- goals -------------------------------------------------------------------------------------------------------------


class Objective(Node):
    """`objective stay "Shops stay because their business grows with us" { … }`."""

    span: Span
    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class InCycle(Node):
    """`cycle 2026-Q3` within an objective."""

    span: Span
    cycle: CycleRef


class Kind(Node):
    """`committed`, `aspirational` or `learning`."""

    span: Span
    word: str


class Supports(Node):
    """`supports retention, stay.churn`."""

    span: Span
    paths: tuple[Path, ...]


class StandsAlone(Node):
    """`stands alone because "…"`."""

    span: Span
    because: Text


class Provided(Node):
    """`provided refunds at most 3%` or `provided availability stays green`."""

    span: Span
    subject: Path
    bound: Bound | None
    level: str | None


class KeyResult(Node):
    """`key result churn "Monthly churn falls" { … }`."""

    span: Span
    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class Change(Node):
    """`from 4.2% to 2.5%`, `from measured to 45 points`."""

    span: Span
    start: Target
    end: Target
    scope: MemberScope | None


class RelativeChange(Node):
    """`up 33%`, `down 50%`, `up 2 pp for every region`."""

    span: Span
    direction: str
    amount: Target
    scope: MemberScope | None


class Reach(Node):
    """`at least 80 partners`, `between 1% and 3%`, `more than measured`."""

    span: Span
    bound: Bound
    scope: MemberScope | None


class Keep(Node):
    """`keep at most 30 min for 90% of sites in 90% of days`."""

    span: Span
    bound: Bound
    scope: MemberScope | None
    periods: PeriodScope | None


class Bound(Node):
    """A bound in words: `at least`, `at most`, `more than`, `less than`, or `between` with an `upper` end."""

    span: Span
    relation: str
    value: Target
    upper: Target | None


class MemberScope(Node):
    """`for every region`, `for at least 3 regions` (an amount), `for 90% of sites`, `for critical, high`.

    `quantifier` is `every`, `at least`, `share` or `named`.
    """

    span: Span
    quantifier: str
    amount: Amount | None
    dimension: Name | None
    members: tuple[Name | Text, ...]


class PeriodScope(Node):
    """`in 90% of weeks`; `in every month` has no share."""

    span: Span
    share: Amount | None
    period: str


class Milestone(Node):
    """`milestone "Audit window closed" { weight 40%  due 2026-08-31 }`."""

    span: Span
    title: Text
    clauses: tuple[Node, ...]


class Zone(Node):
    """`commit "A forum with weekly posts"`; also `target` and `stretch`."""

    span: Span
    word: str
    text: Text


class Establish(Node):
    """`establish`: done when the metric first has a value."""

    span: Span


class Tier(Node):
    """`commit 3.0%` or `stretch 2.0%`."""

    span: Span
    word: str
    value: Target


class Expect(Node):
    """`expect 3.6% on 2026-08-01`: a point of the path."""

    span: Span
    value: Target
    day: Moment


class Weight(Node):
    """`weight 2`, `weight 40%`."""

    span: Span
    amount: Amount


class Confidence(Node):
    """`confidence 7 of 10`."""

    span: Span
    value: Ratio | Amount


class Score(Node):
    """`score 0.3` of a milestone that is part done."""

    span: Span
    value: Amount


class Initiative(Node):
    """`initiative onboarding "Guided onboarding" { … }`."""

    span: Span
    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class Advances(Node):
    """`advances churn, nps`."""

    span: Span
    paths: tuple[Path, ...]


class Allocate(Node):
    """`allocate 3 FTE, 120k EUR, "feature-flag platform"`."""

    span: Span
    items: tuple[Amount | Text, ...]


class State(Node):
    """`planned`, `in progress` or `stopped` (`done` is a clause of its own)."""

    span: Span
    word: str


# --- records -----------------------------------------------------------------------------------------------------------


class Record(Node):
    """A dated record: `review mid_quarter "Mid-quarter review" on 2026-08-15 by "COO" { … }`.

    `kind` is one of communication, engagement, planning, decision, review, evaluation, feedback, improvement and
    refinement.
    """

    span: Span
    kind: str
    name: Name | None
    title: Text | None
    day: Day
    by: Party | None
    clauses: tuple[Node, ...]


class Covers(Node):
    """`covers stay, reliable`."""

    span: Span
    paths: tuple[Path, ...]


class Audience(Node):
    """`audience acme, "partner shops"`."""

    span: Span
    parties: tuple[Party, ...]


class With(Node):
    """`with "store success", product`."""

    span: Span
    parties: tuple[Party, ...]


class Outcome(Node):
    """`outcome "Narrow to new shops"`."""

    span: Span
    text: Text


class RestsOn(Node):
    """`rests on availability, uptime`."""

    span: Span
    paths: tuple[Path, ...]


class Budget(Node):
    """`budget 400k EUR`."""

    span: Span
    amount: Amount


class JudgesRelevance(Node):
    """`judges relevance`."""

    span: Span


class Scored(Node):
    """`score stay.churn 0.6 projected 0.8 cause "…"`; `none` has no value."""

    span: Span
    of: Path
    value: Amount | None
    projected: Amount | None
    cause: Text | None


class Answers(Node):
    """`answers mid_quarter, survey`."""

    span: Span
    paths: tuple[Path, ...]


class Changes(Node):
    """`changes target of stay.churn from 2.5% to 2.8%`."""

    span: Span
    what: str
    of: Path
    start: Node | None
    end: Node | None


class Keeps(Node):
    """`keeps stay.nps`."""

    span: Span
    path: Path


class CheckIn(Node):
    """`check in on 2026-07-15 by "Head of product" { report … }`."""

    span: Span
    day: Day
    by: Party | None
    reports: tuple[Report, ...]


class Report(Node):
    """`report stay.nps for north 29`, `report stay.soc2 on track note "…"`, `report stay.community commit`."""

    span: Span
    of: Path
    member: Name | Text | None
    value: Amount | None
    status: str | None
    zone: str | None
    confidence: Ratio | Amount | None
    note: Text | None


class Attestation(Node):
    """`attest okr_procedure 2.2 on 2026-07-03 by "COO" { evidence "…"  until 2026-09-30 }`."""

    span: Span
    checklist: Name
    item: str
    day: Day
    by: Party | None
    clauses: tuple[Node, ...]


class Until(Node):
    """`until 2026-09-30`, the day included."""

    span: Span
    day: Day


class Waiver(Node):
    """`waive baseline-known on stay.volume from … until … because "…" approved by "COO"`."""

    span: Span
    rule: Name
    subject: Path
    start: Day
    end: Day
    because: Text
    approved: Party


# --- rules -------------------------------------------------------------------------------------------------------------


class Pack(Node):
    """`pack core "…" version "1.0.0"`."""

    span: Span
    name: Name
    title: Text | None
    version: Text


class Param(Node):
    """`param max_key_results "most key results of an objective" = 5 from 3 to 7`."""

    span: Span
    name: Name
    title: Text | None
    value: Amount
    low: Amount
    high: Amount


class Define(Node):
    """`define measurable(key_result k) = …`."""

    span: Span
    name: Name
    parameters: tuple[Parameter, ...]
    body: Expression


class Parameter(Node):
    """A parameter of a definition: its type and its name."""

    span: Span
    type: Name
    name: Name


class Setting(Node):
    """`setting { as_of 2026-08-20 … }`: what the examples of a pack stand on."""

    span: Span
    as_of: Day | None
    declarations: tuple[Node, ...]


class Rule(Node):
    """`rule key-result-count "An objective has two to five key results" { … }`."""

    span: Span
    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class SeverityIs(Node):
    """`severity warning`."""

    span: Span
    word: str


class Basis(Node):
    """`basis primary "Google re:Work"`."""

    span: Span
    word: str
    text: Text | None


class ForEach(Node):
    """`for each key result as k including dropped where k.metric is present`; `thing` is `key_result`."""

    span: Span
    thing: str
    name: Name | None
    including_dropped: bool
    where: Expression | None


class NoneMeans(Node):
    """`none means fail` or `none means no_evidence`."""

    span: Span
    word: str


class DueOn(Node):
    """`due k.cycle.start + 14 days`: before that day a rule does not yet ask."""

    span: Span
    day: Expression


class Check(Node):
    """`check … say "…"`."""

    span: Span
    condition: Expression
    say: Template


class Template(Node):
    """A message: texts and expressions in turn."""

    span: Span
    parts: tuple[str | Expression, ...]


class Fix(Node):
    """`fix "…"`."""

    span: Span
    text: Template


class Avoid(Node):
    """`avoid { … }`: declarations that the rule must catch."""

    span: Span
    declarations: tuple[Node, ...]


class Prefer(Node):
    """`prefer { … }`: declarations that the rule must pass."""

    span: Span
    declarations: tuple[Node, ...]


class Test(Node):
    """`test "…" of RULE { given { … } as_of DATE expect fail at grow.signups }`."""

    span: Span
    title: Text
    rule: Name
    declarations: tuple[Node, ...]
    as_of: Day | None
    expectations: tuple[Expectation, ...]


class Expectation(Node):
    """`expect no_evidence at grow.signups`."""

    span: Span
    verdict: str
    at: Path | None


class Policy(Node):
    """`policy pace "Progress against the expected path" { … }`."""

    span: Span
    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class GraceFirst(Node):
    """`grace first 15% of the cycle`."""

    span: Span
    share: Amount


class TakeTheWorst(Node):
    """`objectives take the worst`."""

    span: Span


class ZoneScore(Node):
    """`zone commit 0.3`."""

    span: Span
    word: str
    score: Amount


class StatusWhen(Node):
    """`at risk called "behind" when progress >= expected - 0.25`; `otherwise` has no condition."""

    span: Span
    status: str
    called: Text | None
    condition: Expression | None


class Checklist(Node):
    """`checklist okr_procedure "OKR and KPI procedure" { section … }`."""

    span: Span
    name: Name
    title: Text | None
    sections: tuple[Section, ...]


class Section(Node):
    """`section 1 "Objective Setting" { item … }`."""

    span: Span
    number: str
    title: Text
    items: tuple[Item, ...]


class Item(Node):
    """`item 1.1 "Defined clear and aligned organizational objectives." { … }`."""

    span: Span
    number: str
    title: Text
    clauses: tuple[Node, ...]


class Guide(Node):
    """`guide "…"`."""

    span: Span
    text: Text


class DecidedBy(Node):
    """`decided by mission-stated, team-objective-lifts`."""

    span: Span
    rules: tuple[Name, ...]


class AdvisedBy(Node):
    """`advised by words-that-hide`."""

    span: Span
    rules: tuple[Name, ...]


class Attested(Node):
    """`attested`: somebody must also give their word, for a time."""

    span: Span


# --- expressions -------------------------------------------------------------------------------------------------------


class Reference(Node):
    """A bare name in an expression: a subject, a parameter, a list, a word or a metric."""

    span: Span
    name: str


class Field(Node):
    """`k.cycle` of any expression."""

    span: Span
    of: Expression
    name: str


class Call(Node):
    """`count(…)`, `mean(pages, 12 months)`, or with `of` a question to a thing: `kpi.level_on(r.date)`."""

    span: Span
    of: Expression | None
    name: str
    arguments: tuple[Expression, ...]


class Comprehension(Node):
    """`k.weight for k in o.key_results where k.weight is present`, in an argument."""

    span: Span
    value: Expression
    name: str
    items: Expression
    where: Expression | None


class ListOf(Node):
    """`[milestones, zones]`."""

    span: Span
    items: tuple[Expression, ...]


class Negative(Node):
    """`-x`."""

    span: Span
    value: Expression


class Arithmetic(Node):
    """`a + b`; `operator` is one of `+ - * /`."""

    span: Span
    operator: str
    left: Expression
    right: Expression


class Comparison(Node):
    """`a <= b`; `operator` is one of `= != < <= > >=`."""

    span: Span
    operator: str
    left: Expression
    right: Expression


class Between(Node):
    """`x between a and b`, both ends included."""

    span: Span
    value: Expression
    low: Expression
    high: Expression


class In(Node):
    """`x in [a, b]`."""

    span: Span
    value: Expression
    items: Expression


class HasWord(Node):
    """`title has word "help"`, `title has any word of ["consult", "help"]`: whole words."""

    span: Span
    value: Expression
    words: Expression


class Is(Node):
    """`x is present`, `x is missing`, `x is fresh`."""

    span: Span
    value: Expression
    state: str


class IsA(Node):
    """`x is objective`; `type` is `key_result` for `key result`."""

    span: Span
    value: Expression
    type: str


class Not(Node):
    """`not p`."""

    span: Span
    value: Expression


class And(Node):
    """`p and q and …`, left to right."""

    span: Span
    parts: tuple[Expression, ...]


class Or(Node):
    """`p or q or …`, left to right."""

    span: Span
    parts: tuple[Expression, ...]


class If(Node):
    """`if p then a else b`."""

    span: Span
    condition: Expression
    then: Expression
    otherwise: Expression


class Quantifier(Node):
    """`every x in xs where q satisfies p`; `kind` is `every`, `some`, `no`, or `at least` or `at most` a count."""

    span: Span
    kind: str
    count: Amount | None
    name: str
    items: Expression
    where: Expression | None
    condition: Expression


Expression = (
    Amount
    | Ratio
    | Text
    | Day
    | PeriodName
    | Reference
    | Field
    | Call
    | Comprehension
    | ListOf
    | Negative
    | Arithmetic
    | Comparison
    | Between
    | In
    | HasWord
    | Is
    | IsA
    | Not
    | And
    | Or
    | If
    | Quantifier
)
Target = Expression | Placeholder  # where a goal takes a number


@dataclass(frozen=True, slots=True)
class Broken:
    """A declaration that does not parse: what it declares is still known, so that references to it do not cascade.

    `kind` is the word of its head (`objective`, `metric`, …), `name` its name, and `inner` are the names declared in it.
    """

    span: Span
    kind: str
    name: str
    inner: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One text, parsed: its declarations in order, and those that were lost."""

    source: Source
    declarations: tuple[Node, ...]
    broken: tuple[Broken, ...]


NESTING = frozenset((Field, Call, Comprehension, ListOf, Negative, Arithmetic, Comparison, Between, In, HasWord, Is, IsA, Not, And, Or, If, Quantifier))

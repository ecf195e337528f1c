"""Sources, metrics and KPIs."""

from __future__ import annotations

from okrlang.syntax.tree.expressions import Expression
from okrlang.syntax.tree.goals import Bound, MemberScope
from okrlang.syntax.tree.literals import Amount, Day, Name, Path, Rhythm, Text
from okrlang.syntax.tree.node import Node


class DataSource(Node):
    """`source warehouse { … }`."""

    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class File(Node):
    """`file "data/measurements.csv"`."""

    path: Text


class Database(Node):
    """`database "data/shops.db"`, or `database env "SUPPORT_DB"` where the environment holds its address."""

    address: Text
    from_environment: bool


class Table(Node):
    """`table "support.tickets"` or `view "sales_by_day"`."""

    kind: str
    name: Text


class DateColumn(Node):
    """`date column day`."""

    column: Name | Text


class ValueColumn(Node):
    """`value column amount`."""

    column: Name | Text


class SeparatedBy(Node):
    """`separated by ";"`."""

    text: Text


class DecimalSign(Node):
    """`decimal comma` or `decimal point`."""

    word: str


class DatesAs(Node):
    """`dates as "dd.mm.yyyy"`."""

    form: Text


class Metric(Node):
    """`metric churn "Monthly shop churn" { … }`."""

    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class InUnit(Node):
    """`unit EUR/payment`; a unit that is also a word of the language is quoted."""

    unit: str


class From(Node):
    """`from warehouse where name = "churn"`."""

    origin: Path
    where: Expression | None


class Take(Node):
    """`take p95 of minutes over 7 days`, `take distinct shop`, `take share where minutes <= 60`."""

    aggregate: str
    column: Name | Text | None
    where: Expression | None
    window: Amount | None


class SplitBy(Node):
    """`split by region in ["north", "south"]`, `split by shop in shops.shop_id`, `split by severity`."""

    column: Name | Text
    members: tuple[Text, ...] | None
    listed_in: Path | None


class Better(Node):
    """`better lower` or `better higher`."""

    word: str


class Updated(Node):
    """`updated every month`."""

    rhythm: Rhythm


class Grace(Node):
    """`grace 5 days`."""

    amount: Amount


class Definition(Node):
    """`definition "…"`."""

    text: Text


class Accuracy(Node):
    """`accuracy "…"`."""

    text: Text


class NoDataMeans(Node):
    """`no data means unknown`, `fail`, `last value` or `zero`."""

    word: str


class Stock(Node):
    """`stock`: a balance, never summed."""


class Range(Node):
    """`range -100 to 100`."""

    low: Amount
    high: Amount


class Tolerance(Node):
    """`tolerance 0.05 pp`."""

    amount: Amount


class Formula(Node):
    """`formula (revenue - cost) / revenue`."""

    expression: Expression


class Values(Node):
    """`values { 2026-07-01 31  2026-08-01 36 }`, also `values for north { … }`."""

    member: Name | Text | None
    points: tuple[Point, ...]


class Point(Node):
    """One value written by hand: `2026-07-01 1.1M`."""

    day: Day
    amount: Amount


class Rebase(Node):
    """`rebase on 2026-07-01 because "New questionnaire"`."""

    day: Day
    because: Text


class Kpi(Node):
    """`kpi availability "Checkout availability" { … }`."""

    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class Band(Node):
    """`green at least 35 and at least 1.05 * previous(nps) for every region`."""

    level: str
    bounds: tuple[Bound, ...]
    scope: MemberScope | None


class Lasting(Node):
    """`lasting 3 days`."""

    amount: Amount


class Chart(Node):
    """`chart nhs`."""

    rules: Name


class Samples(Node):
    """`samples at least 6`."""

    count: Amount

"""Names, texts and literals, and the clauses that several declarations share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from okrlang.syntax.tree.node import Node


class Name(Node):
    """A name as declared: `stay`, `2026-Q3`, `key-result-count`."""

    text: str


class Path(Node):
    """A reference by name: `stay`, `stay.churn`, `shops.shop_id`."""

    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The name as written, its parts joined by dots."""
        return ".".join(self.parts)


class Text(Node):
    """A quoted text, its escapes resolved."""

    value: str


class Amount(Node):
    """A number with its unit as written: `3`, `4.2%`, `2 pp`, `$1.2M`, `10 working days`; "" if bare, `$` is USD."""

    value: Decimal
    unit: str


class Ratio(Node):
    """`7 of 10`."""

    part: Decimal
    whole: Decimal


class Day(Node):
    """A date: `2026-09-30`."""

    value: date


class PeriodName(Node):
    """A period by its name: `2026-Q3`, `2026-H1`, `2026-09`, `2026`."""

    text: str


class Placeholder(Node):
    """`tbd`, `confidential` or `measured`, standing for a number (or, `tbd`, for a day)."""

    word: str


class DayAfter(Node):
    """A day reckoned from another: `7 days after rome`, `10 working days before 2026-09-01`."""

    amount: Amount
    before: bool
    day: Path | Day


class Rhythm(Node):
    """How often: `every 2 weeks`, `every month` (count 1)."""

    count: Decimal
    unit: str


Party = Path | Text  # a unit by its name, or anybody in words
Moment = Day | Path | DayAfter | Placeholder  # where a goal takes a date
CycleRef = Name | PeriodName


class Owner(Node):
    """`owner platform with product`: one is accountable, others stand after `with`."""

    owner: Party
    others: tuple[Party, ...]


class Because(Node):
    """`because "…"`."""

    text: Text


class Tags(Node):
    """`tags p0, growth`."""

    names: tuple[Name, ...]


class Dates(Node):
    """`from 2026-07-01 to 2026-08-15`, both days included."""

    start: Moment
    end: Moment


class Start(Node):
    """`from 2026-08-03`: a start of its own."""

    day: Moment


class Due(Node):
    """`due 2026-09-30`."""

    day: Moment


class Done(Node):
    """`done 2026-08-20`; without a day only as the state of an initiative."""

    day: Moment | None


class Dropped(Node):
    """`dropped on 2026-08-16 because "…"`."""

    day: Moment
    because: Text


class Carried(Node):
    """`carried to 2026-Q4 on 2026-09-28 because "…"`."""

    cycle: CycleRef
    day: Moment
    because: Text


class UsesMetric(Node):
    """`metric churn` within a key result or KPI."""

    metric: Path


class UsesPolicy(Node):
    """`policy pace` within a cycle or objective."""

    policy: Name


class Approved(Node):
    """`approved by cfo on 2026-06-28`."""

    by: Party
    day: Day | None


class Evidence(Node):
    """`evidence "minutes/2026-07-02.md" sha256 "…"`."""

    path: Text
    sha256: Text | None

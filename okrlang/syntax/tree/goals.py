"""Objectives, their key results and initiatives."""

from __future__ import annotations

from okrlang.syntax.tree.expressions import Target
from okrlang.syntax.tree.literals import Amount, CycleRef, Moment, Name, Path, Ratio, Text
from okrlang.syntax.tree.node import Node


class Objective(Node):
    """`objective stay "Shops stay because their business grows with us" { … }`."""

    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class InCycle(Node):
    """`cycle 2026-Q3` within an objective."""

    cycle: CycleRef


class Kind(Node):
    """`committed`, `aspirational` or `learning`."""

    word: str


class Supports(Node):
    """`supports retention, stay.churn`."""

    paths: tuple[Path, ...]


class StandsAlone(Node):
    """`stands alone because "…"`."""

    because: Text


class Provided(Node):
    """`provided refunds at most 3%` or `provided availability stays green`."""

    subject: Path
    bound: Bound | None
    level: str | None


class KeyResult(Node):
    """`key result churn "Monthly churn falls" { … }`."""

    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class Change(Node):
    """`from 4.2% to 2.5%`, `from measured to 45 points`."""

    start: Target
    end: Target
    scope: MemberScope | None


class RelativeChange(Node):
    """`up 33%`, `down 50%`, `up 2 pp for every region`."""

    direction: str
    amount: Target
    scope: MemberScope | None


class Reach(Node):
    """`at least 80 partners`, `between 1% and 3%`, `more than measured`."""

    bound: Bound
    scope: MemberScope | None


class Keep(Node):
    """`keep at most 30 min for 90% of sites in 90% of days`."""

    bound: Bound
    scope: MemberScope | None
    periods: PeriodScope | None


class Bound(Node):
    """A bound in words: `at least`, `at most`, `more than`, `less than`, or `between` with an `upper` end."""

    relation: str
    value: Target
    upper: Target | None


class MemberScope(Node):
    """`for every region`, `for at least 3 regions` (an amount), `for 90% of sites`, `for critical, high`.

    `quantifier` is `every`, `at least`, `share` or `named`.
    """

    quantifier: str
    amount: Amount | None
    dimension: Name | None
    members: tuple[Name | Text, ...]


class PeriodScope(Node):
    """`in 90% of weeks`; `in every month` has no share."""

    share: Amount | None
    period: str


class Milestone(Node):
    """`milestone "Audit window closed" { weight 40%  due 2026-08-31 }`."""

    title: Text
    clauses: tuple[Node, ...]


class Zone(Node):
    """`commit "A forum with weekly posts"`; also `target` and `stretch`."""

    word: str
    text: Text


class Establish(Node):
    """`establish`: done when the metric first has a value."""


class Tier(Node):
    """`commit 3.0%` or `stretch 2.0%`."""

    word: str
    value: Target


class Expect(Node):
    """`expect 3.6% on 2026-08-01`: a point of the path."""

    value: Target
    day: Moment


class Weight(Node):
    """`weight 2`, `weight 40%`."""

    amount: Amount


class Confidence(Node):
    """`confidence 7 of 10`."""

    value: Ratio | Amount


class Score(Node):
    """`score 0.3` of a milestone that is part done."""

    value: Amount


class Initiative(Node):
    """`initiative onboarding "Guided onboarding" { … }`."""

    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class Advances(Node):
    """`advances churn, nps`."""

    paths: tuple[Path, ...]


class Allocate(Node):
    """`allocate 3 FTE, 120k EUR, "feature-flag platform"`."""

    items: tuple[Amount | Text, ...]


class State(Node):
    """`planned`, `in progress` or `stopped` (`done` is a clause of its own)."""

    word: str

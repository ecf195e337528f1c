"""Results: what is known of a key result, an objective or a KPI at the end of a day.

Shares (progress, expected, …) are decimals of 38 digits, values are quantities in the unit of the measure. What is
None is unknown or does not apply: `why(field)` says why, in a sentence; `reasons` holds them for all fields.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from okrlang.measure.reading import Reading
from okrlang.model.quantity import Quantity, Unit
from okrlang.score.progress import Budget
from okrlang.score.rollup import Part
from okrlang.syntax.frozen import Frozen

Why = tuple[tuple[str, str], ...]


class Tiers(Frozen):
    """Whether the commit and stretch tiers are reached; None where there is none or it is unknown."""

    commit: bool | None = None
    stretch: bool | None = None


class Gate(Frozen):
    """Something a goal was provided with, in words, and whether it holds."""

    subject: str
    text: str
    holds: bool | None
    because: str


class PolicyStatus(Frozen):
    """The status by one policy, with the publisher's own word for it where there is one."""

    policy: str
    status: str
    called: str | None


class MemberScore(Frozen):
    """One member of a dimension under a key result; `holds` is None where that is not known.

    In a keep, `periods` says how many held: `3 of 5 weeks`.
    """

    name: str
    value: Quantity | None
    periods: str | None
    at: date | None
    progress: Decimal | None
    holds: bool | None
    fresh: bool | None
    because: str


class KeyResultScore(Frozen):
    """Where a key result stands at the end of the day `on`, where it should stand, and what that is called.

    Of members, `current` and what follows from it are the worst one's, if each has a value; `at` is the oldest day. All
    values are in `unit`; distances of percents, and rates, which are per day, in percentage points. `raw` is not held
    to 0…1; `progress` counts what is unknown as not reached, and lies between `low` and `high` whatever it turns out to
    be: where those differ, who must be sure takes progress as unknown. `fresh` is None without a cadence or a value.
    `score` is that of the close. `reported` marks a status that is only what the last check-in said.
    """

    id: str
    on: date
    form: str
    unit: Unit | None
    current: Quantity | None
    at: date | None
    fresh: bool | None
    baseline: Quantity | None
    target: Quantity | None
    raw: Decimal | None
    progress: Decimal | None
    expected: Decimal | None
    elapsed: Decimal | None
    low: Decimal | None
    high: Decimal | None
    distance: Quantity | None
    tiers: Tiers
    score: Decimal | None
    written_score: Decimal | None
    projected_score: Decimal | None
    required_rate: Quantity | None
    achieved_rate: Quantity | None
    status: str
    policy: str
    called: str | None
    reported: bool
    statuses: tuple[PolicyStatus, ...]
    confidence: Decimal | None
    members: tuple[MemberScore, ...]
    budget: Budget | None
    provided: tuple[Gate, ...]
    reading: Reading | None
    because: str
    reasons: Why
    part: Part

    @property
    def unknown(self) -> Why:
        """The fields without a value, each with the reason."""
        return _unknown(self, self.reasons)

    def why(self, name: str) -> str:
        """Why a field has no value."""
        return _why(self.reasons, name)


class Glance(Frozen):
    """The status of a key result on a day, and what it adds to its objective: enough where many days are asked about.

    It says the same as the `KeyResultScore` of that day, at less than half the price.
    """

    id: str
    on: date
    status: str
    provided: tuple[Gate, ...]
    low: Decimal | None
    high: Decimal | None
    part: Part


class ObjectiveScore(Frozen):
    """Where an objective stands: its key results rolled up.

    `progress` is unknown while that of a key result is; then `so_far` is that of the others, and `low` and `high` are
    what the whole must lie between. `expected` is that of the key results of which something is expected, and
    `compared` their progress: those two are what the status compares.
    """

    id: str
    on: date
    start: date
    due: date | None
    progress: Decimal | None
    compared: Decimal | None
    so_far: Decimal | None
    expected: Decimal | None
    elapsed: Decimal | None
    low: Decimal | None
    high: Decimal | None
    score: Decimal | None
    written_score: Decimal | None
    projected_score: Decimal | None
    status: str
    policy: str
    called: str | None
    reported: bool
    statuses: tuple[PolicyStatus, ...]
    provided: tuple[Gate, ...]
    because: str
    reasons: Why
    part: Part

    @property
    def unknown(self) -> Why:
        """The fields without a value, each with the reason."""
        return _unknown(self, self.reasons)

    def why(self, name: str) -> str:
        """Why a field has no value."""
        return _why(self.reasons, name)


class KpiMember(Frozen):
    """One member of a dimension under a KPI."""

    name: str
    value: Quantity | None
    level: str | None


class KpiScore(Frozen):
    """The value of a KPI and its level; `pending` is a new level that has not lasted long enough to count.

    Where only members have values, the value is that of the worst of them, if each has one.
    """

    id: str
    on: date
    value: Quantity | None
    unit: Unit | None
    at: date | None
    fresh: bool | None
    level: str | None
    pending: str | None
    members: tuple[KpiMember, ...]
    reading: Reading | None
    because: str
    reasons: Why

    @property
    def unknown(self) -> Why:
        """The fields without a value, each with the reason."""
        return _unknown(self, self.reasons)

    def why(self, name: str) -> str:
        """Why a field has no value."""
        return _why(self.reasons, name)


def _why(reasons: Why, name: str) -> str:
    return next((sentence for of, sentence in reasons if of == name), "it does not apply here")


def _unknown(result: object, reasons: Why) -> Why:
    first = dict(reversed(reasons))
    return tuple((name, sentence) for name, sentence in first.items() if getattr(result, name) is None)

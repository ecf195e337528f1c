"""Progress: where a value stands between baseline and target, whether a bound holds, and how many of several hold.

All numbers are exact fractions in one unit of the caller's choice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from okrlang.syntax.frozen import Frozen

NOTHING, ALL = Fraction(0), Fraction(1)


def raw(baseline: Fraction, target: Fraction, current: Fraction) -> Fraction | None:
    """The part of the way from baseline to target that is gone, also beyond either end; none where there is no way."""
    return (current - baseline) / (target - baseline) if target != baseline else None


def clamp(share: Fraction) -> Fraction:
    """A share held to 0…1."""
    return NOTHING if share.numerator < 0 else ALL if share.numerator > share.denominator else share


# --- bounds ----------------------------------------------------------------------------------------------------------


def holds(relation: str, value: Fraction, bound: Fraction, upper: Fraction | None = None) -> bool:
    """Whether a value is `at least`, `at most`, `more than`, `less than` a bound, or `between` it and `upper`."""
    if relation == "at least":
        return value >= bound
    if relation == "at most":
        return value <= bound
    if relation == "more than":
        return value > bound
    if relation == "less than":
        return value < bound
    return upper is not None and bound <= value <= upper


def distance(relation: str, value: Fraction, bound: Fraction, upper: Fraction | None = None) -> Fraction:
    """How far a value is from its bound, or from the nearer end of its band, in its own unit; 0 where it is inside."""
    return max(beyond(relation, value, bound, upper), NOTHING)


def beyond(relation: str, value: Fraction, bound: Fraction, upper: Fraction | None = None) -> Fraction:
    """How far a value is beyond its bound, or beyond the nearer end of its band; below 0 where it is inside."""
    if relation in ("at least", "more than"):
        return bound - value
    if relation in ("at most", "less than"):
        return value - bound
    return max(bound - value, value - (bound if upper is None else upper))


# --- how many hold ---------------------------------------------------------------------------------------------------


def all_hold(verdicts: Iterable[bool | None]) -> bool | None:
    """Whether all hold: false once one does not, else unknown while one is."""
    found = list(verdicts)
    return False if False in found else None if None in found else True


class Tally(Frozen):
    """How many periods or members held, failed, and are unknown; `ahead` are those still to come."""

    held: int
    failed: int
    unknown: int = 0
    ahead: int = 0

    @property
    def judged(self) -> int:
        """How many are not ahead."""
        return self.held + self.failed + self.unknown

    @property
    def total(self) -> int:
        """How many there are, those ahead included."""
        return self.judged + self.ahead

    @property
    def low(self) -> Fraction | None:
        """The share that held, an unknown one taken as failed; none where none is judged."""
        return Fraction(self.held, self.judged) if self.judged else None

    @property
    def high(self) -> Fraction | None:
        """The share that held if every unknown one did."""
        return Fraction(self.held + self.unknown, self.judged) if self.judged else None

    def reaches(self, needed: Fraction) -> bool | None:
        """Whether so many of those judged hold; unknown while the unknown ones decide it, or none is judged."""
        if not self.judged:
            return None
        if self.held >= needed:
            return True
        return None if self.held + self.unknown >= needed else False


def tally(verdicts: Iterable[bool | None], ahead: int = 0) -> Tally:
    """The tally of verdicts, None for unknown."""
    counted = list(verdicts)
    held, failed = sum(v is True for v in counted), sum(v is False for v in counted)
    return Tally(held, failed, len(counted) - held - failed, ahead)


def needed(quantifier: str, amount: Fraction | None, total: int) -> Fraction:
    """How many of `total` members a scope asks for: `at least` n, a `share` of them, or all (`every`, `named`)."""
    if amount is None:
        return Fraction(total)
    return amount if quantifier == "at least" else amount * total


class Budget(Frozen):
    """How many periods of a keep may fail in all (`allowed`, which need not be whole), and how many did."""

    allowed: Fraction
    failed: int

    @property
    def left(self) -> Fraction:
        """What is left to fail; below 0 the goal cannot be met any more."""
        return self.allowed - self.failed

    @property
    def spent(self) -> Fraction | None:
        """The share that is spent; none where nothing was allowed."""
        return Fraction(self.failed) / self.allowed if self.allowed else None

    @property
    def is_overdrawn(self) -> bool:
        """Whether the goal cannot be met any more, whatever comes and whatever the unknown periods were."""
        return self.left < 0


def budget(periods: Tally, required: Fraction) -> Budget:
    """The budget of a keep in a share of periods."""
    return Budget(periods.total * (ALL - required), periods.failed)


# --- milestones ------------------------------------------------------------------------------------------------------


class Step(Frozen):
    """A milestone in plain values; `part` is the share done so far (its score), `due` is set for every one."""

    weight: Fraction | None
    due: date | None
    done: date | None
    part: Fraction | None
    dropped: date | None

    def is_done(self, day: date) -> bool:
        """Whether it is done at the end of a day."""
        return self.done is not None and self.done <= day

    def is_due(self, day: date) -> bool:
        """Whether its day has come at the end of a day."""
        return self.due is not None and self.due <= day

    def share(self, day: date) -> Fraction:
        """The part of it that is done: all, or its score, which belongs to the day it is done where there is one."""
        if self.is_done(day):
            return ALL
        return clamp(self.part) if self.part is not None and self.done is None else NOTHING


def remaining(steps: Iterable[Step], day: date) -> tuple[Step, ...]:
    """The milestones that are not dropped at the end of a day."""
    return tuple(s for s in steps if s.dropped is None or s.dropped > day)


def weights_of(steps: tuple[Step, ...]) -> list[Fraction]:
    """The weight of each milestone; equal ones where one is left out."""
    given = [s.weight for s in steps]
    return [ALL] * len(given) if None in given else [w for w in given if w is not None]


def weighted(steps: tuple[Step, ...], shares: Iterable[Fraction]) -> Fraction | None:
    """The weighted mean of the milestones' shares; none without any weight."""
    weights = weights_of(steps)
    total = sum(weights, NOTHING)
    return sum((w * s for w, s in zip(weights, shares, strict=True)), NOTHING) / total if total else None


def steps_done(steps: tuple[Step, ...], day: date) -> Fraction | None:
    """The weight of what is done of the milestones that are not dropped; none where none is left."""
    left = remaining(steps, day)
    return weighted(left, (s.share(day) for s in left))


def steps_due(steps: tuple[Step, ...], day: date) -> Fraction | None:
    """The weight of the milestones that are due by the end of a day."""
    left = remaining(steps, day)
    return weighted(left, (Fraction(s.is_due(day)) for s in left))


def all_done(steps: tuple[Step, ...], day: date) -> bool | None:
    """Whether every milestone that is not dropped is done; unknown where none is left."""
    left = remaining(steps, day)
    return all(s.is_done(day) for s in left) if left else None

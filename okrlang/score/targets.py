"""Targets: the numbers that goals and bands name, as of a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from okrlang.measure.reading import Reading
from okrlang.model.quantity import PERCENT, Quantity
from okrlang.model.workspace import Bound, Goal, Metric
from okrlang.score import progress
from okrlang.score.exact import base, quantity
from okrlang.syntax.frozen import Frozen


class Asked(Frozen):
    """For what a number is asked: a member (or the whole) as of a day.

    `read` gives the value that a metric has then, `measured` the one the subject had when the cycle began: None where
    nothing has begun, as for a KPI.
    """

    member: str | None
    day: date
    read: Callable[[Metric, str | None], Reading]
    measured: Callable[[], Reading] | None


class Target(Frozen):
    """A number in the base of its dimension, with the quantity as it was said; or why there is none.

    `open_end` says that nobody has said it (`tbd`, `confidential`), so that no measurement could help.
    """

    value: Fraction | None
    quantity: Quantity | None
    why: str = ""
    open_end: bool = False


class Targets:
    """Finds the numbers that goals name."""

    def __init__(self, evaluate: Callable[[Goal, Asked], Quantity | str]) -> None:
        self._evaluate = evaluate
        self._said: dict[int, Target] = {}  # by identity: goals live as long as their workspace

    def target(self, goal: Goal, asked: Asked) -> Target:
        """The number that a goal names."""
        if goal.quantity is not None:
            found = self._said.get(id(goal))
            if found is None:
                found = self._said[id(goal)] = known(goal.quantity)
            return found
        if goal.word == "measured":
            return self.measured(asked)
        if goal.word is not None:
            return Target(None, None, goal.word, open_end=True)
        value = self._evaluate(goal, asked)
        return Target(None, None, value) if isinstance(value, str) else known(value)

    def measured(self, asked: Asked) -> Target:
        """What it was when the cycle began."""
        reading = asked.measured() if asked.measured else None
        if reading is None:
            return Target(None, None, "nothing has begun from which it could be measured")
        if reading.value is None:
            why = " and ".join(reading.why) or "there is none"
            return Target(None, None, f"the value when it began is not known: {why}")
        return known(reading.value)

    def moved(self, start: Target, direction: str, amount: Goal, asked: Asked) -> Target:
        """The target of a relative change: a percent of what is no percent is a factor, all else is added or taken."""
        by = self.target(amount, asked)
        if by.value is None or start.value is None or by.quantity is None or start.quantity is None:
            return by if by.value is None else start
        whole = start.value if by.quantity.unit == PERCENT and start.quantity.unit != PERCENT else Fraction(1)
        step = by.value * whole
        value = start.value + step if direction == "up" else start.value - step
        return Target(value, quantity(value, start.quantity.unit))

    def limits(self, bound: Bound, asked: Asked, instead: Goal | None = None) -> Limits:
        """The ends of a bound, its value replaced where a tier is asked for instead."""
        upper = self.target(bound.upper, asked) if bound.upper else None
        return Limits(bound.relation, self.target(instead or bound.value, asked), upper)


class Limits(Frozen):
    """A bound as of a day."""

    relation: str
    value: Target
    upper: Target | None

    @property
    def lacking(self) -> Target | None:
        """The end that is not known, if any."""
        return next((end for end in (self.value, self.upper) if end is not None and end.value is None), None)

    def holds(self, value: Fraction) -> bool | None:
        """Whether the bound holds for a value; unknown where an end is."""
        if self.value.value is None or self.lacking:
            return None
        return progress.holds(self.relation, value, self.value.value, self.upper.value if self.upper else None)

    def distance(self, value: Fraction) -> Fraction | None:
        """How far a value is from the bound; 0 where it holds."""
        if self.value.value is None or self.lacking:
            return None
        return progress.distance(self.relation, value, self.value.value, self.upper.value if self.upper else None)

    def beyond(self, value: Fraction) -> Fraction | None:
        """How far a value is beyond the bound; below 0 where it holds."""
        if self.value.value is None or self.lacking:
            return None
        return progress.beyond(self.relation, value, self.value.value, self.upper.value if self.upper else None)


def known(said: Quantity) -> Target:
    """A number that is known."""
    return Target(base(said), said)

"""What things are made of where the workspace has no class of its own for it: readings, bands, capacities."""

from __future__ import annotations

from datetime import date

from okrlang.model.quantity import Quantity
from okrlang.model.workspace import Goal, KeyResult, Objective, Provided
from okrlang.syntax.frozen import Frozen


class Current(Frozen):
    """The value of a measure (`of` is its id) and its day; `fresh` is None where nothing says how old it may be.

    Where it is too old, or nobody knows whether it is, `why` says why.
    """

    of: str
    value: Quantity
    at: date
    fresh: bool | None
    why: str = ""


class Capacity(Frozen):
    """People and money: what there is, or what is planned; `day` is that of the peak."""

    people: Quantity | None
    budget: Quantity | None
    day: date | None = None


class Range(Frozen):
    """The natural range of a metric, both ends included."""

    low: Quantity
    high: Quantity


class Limits(Frozen):
    """The natural limits of a process."""

    centre: Quantity
    lower: Quantity
    upper: Quantity


class Expectation(Frozen):
    """A point of the path: a value and its day."""

    day: date
    value: Goal


class ZoneText(Frozen):
    """What a zone means, in words."""

    zone: str
    text: str


class Provision(Frozen):
    """The n-th of the things that a goal is provided with."""

    goal: Objective | KeyResult
    number: int

    @property
    def written(self) -> Provided:
        """What is written of it."""
        return self.goal.provided[self.number]

"""A run: the days a goal has, as they look at the end of one day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from okrlang.model.calendar import Period, through
from okrlang.model.workspace import Carried, Cycle, Dropped, KeyResult, Objective, Workspace
from okrlang.score import path
from okrlang.syntax.frozen import Frozen


class Run(Frozen):
    """The days from `start` through `due`, seen at the end of the day `on`; `last` is the last day of the cycle.

    While the due day is `tbd` the cycle's last day counts as due and nothing is expected.
    """

    start: date
    due: date
    last: date
    on: date
    due_tbd: bool = False

    @property
    def day(self) -> date:
        """The day whose values count: once due is over, they are taken at due."""
        return min(self.on, self.due)

    @property
    def started(self) -> bool:
        """Whether the first day is over."""
        return self.on >= self.start

    @property
    def closed(self) -> bool:
        """Whether the due day is over."""
        return self.on >= self.due

    @property
    def elapsed(self) -> Fraction:
        """The share of its days that is over."""
        return path.elapsed(self.start, self.due, self.on)

    @property
    def elapsed_of_cycle(self) -> Fraction:
        """The share of the cycle that is over, from the goal's own start where it was added later."""
        return path.elapsed(self.start, self.last, self.on)

    @property
    def so_far(self) -> Period:
        """The days that are over."""
        return through(self.start, self.day)

    def before(self, days: int) -> Period:
        """The so many days before the start."""
        return Period(date.fromordinal(max(self.start.toordinal() - max(days, 0), 1)), self.start)


def run_of_objective(workspace: Workspace, objective: Objective, on: date) -> Run:
    """The run of an objective, through its own last day or its cycle's; without a cycle nobody knows when it is due."""
    cycle = cycle_of(workspace, objective)
    if cycle is None:
        return Run(objective.start or date.min, date.max, date.max, on, due_tbd=True)
    last = cycle.period.last
    return Run(objective.start or cycle.period.start, objective.due or last, last, on, objective.due_tbd)


def run_of_key_result(workspace: Workspace, objective: Objective, key_result: KeyResult, on: date) -> Run:
    """The run of a key result, through its own due day where it has one."""
    whole = run_of_objective(workspace, objective, on)
    if key_result.due_tbd or cycle_of(workspace, objective) is None:
        return Run(whole.start, whole.due, whole.last, on, due_tbd=True)
    return Run(whole.start, key_result.due, whole.last, on)


def cycle_of(workspace: Workspace, objective: Objective) -> Cycle | None:
    """The cycle of an objective."""
    found = workspace.find("cycle", objective.cycle) if objective.cycle else None
    return found if isinstance(found, Cycle) else None


def gone(goal: Objective | KeyResult, on: date) -> Dropped | Carried | None:
    """That a goal was dropped or carried by the end of a day."""
    return next((g for g in (goal.dropped, goal.carried) if g is not None and g.on <= on), None)


def word_of_leaving(goal: Objective | KeyResult, on: date) -> str | None:
    """`dropped` or `carried`, if a goal was by the end of a day."""
    found = gone(goal, on)
    return None if found is None else "dropped" if isinstance(found, Dropped) else "carried"


def farewell(goal: Objective | KeyResult, on: date) -> str:
    """That a goal was dropped or carried by the end of a day, when and why; nothing if it was not."""
    found = gone(goal, on)
    if found is None:
        return ""
    how = "dropped" if isinstance(found, Dropped) else f"carried to {found.cycle}"
    return f"{how} on {found.on}: {found.because}"

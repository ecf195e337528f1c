"""The outlook of goals: their behaviour charts, whether their process hits what is asked, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from okrlang.model.calendar import Period, move
from okrlang.model.workspace import Change, Keep, KeyResult, Kpi, Reach, RelativeChange
from okrlang.score import behaviour
from okrlang.score.exact import base
from okrlang.score.levels import Levels
from okrlang.score.processes import Chart, Natural, Process, Processes, Signal
from okrlang.score.progress import Budget
from okrlang.score.projections import Ground, Projection, Projections, adds_up
from okrlang.score.results import KeyResultScore
from okrlang.score.run import Run
from okrlang.score.targets import Limits
from okrlang.score.values import Values
from okrlang.syntax.frozen import Frozen


class Burn(Frozen):
    """How fast a keep uses up the periods that it may miss.

    `exhausted_on` is the day by which, at the rate so far, all of them are missed; none where they last until due. Of
    the periods, each a `period` long, so many have `ended` and are still `ahead`.
    """

    budget: Budget
    exhausted_on: date | None
    period: str
    ended: int
    ahead: int


Scored = Callable[[str, date], KeyResultScore]
Asked = tuple[Fraction | None, Fraction | None]
"""The least and the most that is asked for; None is an open end."""

_NOT_NUMBERED = "it is held to no number"


class Outlook:
    """Looks at the process behind each goal; `scored` gives a key result on a day."""

    def __init__(self, values: Values, levels: Levels, scored: Scored) -> None:
        self._values = values
        self._levels = levels
        self._scored = scored
        self._processes = Processes(values)
        self._projections = Projections(values)
        self._assured: dict[tuple[str, bool, date], tuple[str | None, str]] = {}
        self._rules = {kpi.metric: kpi.chart for kpi in reversed(values.workspace.kpis) if kpi.metric}

    # --- signal or noise ---------------------------------------------------------------------------------------------

    def chart(self, goal: KeyResult | Kpi, on: date) -> Chart | str:
        """The behaviour chart of what measures a goal, by what was known at the end of a day; or why there is none."""
        return _unmeasured(goal) or self._processes.chart(self._values.of_goal(goal), on, self.rules_of(goal))

    def limits(self, goal: KeyResult | Kpi, on: date) -> Natural | str:
        """The natural limits of what measures a goal that are in force at the end of a day; or why there are none."""
        found = self._limits(goal, on)
        return found if isinstance(found, str) else found[1]

    def assurance(self, goal: KeyResult | Kpi, on: date) -> tuple[str | None, str]:
        """Whether the process `reaches` what is asked for, `misses` it or hits it by `chance`; else None and why."""
        key = (goal.id, isinstance(goal, Kpi), on)
        if key not in self._assured:
            self._assured[key] = self._assurance(goal, on)
        return self._assured[key]

    def _assurance(self, goal: KeyResult | Kpi, on: date) -> tuple[str | None, str]:
        found = self._limits(goal, on)
        if isinstance(found, str):
            return None, found
        asked = self._of_kpi(goal, on) if isinstance(goal, Kpi) else self._of_key_result(goal, on)
        if asked is None:
            return None, _NOT_NUMBERED
        if isinstance(goal, KeyResult) and goal.kind != "keep" and adds_up(self._values.of_goal(goal)):
            return None, "its figures add up, so that the limits of one of them say nothing of the whole"
        return behaviour.assurance(found[0], *asked), ""

    def signal(self, goal: KeyResult, run: Run) -> Signal | str:
        """What the latest value of a key result is against the limits of before it began; or why nobody can tell."""
        form = goal.forms[0] if len(goal.forms) == 1 else None
        if not isinstance(form, Change | RelativeChange | Reach) or form.scope is not None:
            return "only a number of the whole is held against what was before: a change, or a bound to reach"
        return self._processes.signal(self._values.of_goal(goal), run.start, run.day, self.rules_of(goal))

    def process(self, goal: KeyResult | Kpi, on: date) -> Process | str:
        """The values of what measures a goal up to the end of a day; or why they are none that can be charted."""
        return _unmeasured(goal) or self._processes.process(self._values.of_goal(goal), on)

    def _limits(self, goal: KeyResult | Kpi, on: date) -> tuple[behaviour.Limits, Natural] | str:
        return _unmeasured(goal) or self._processes.limits(self._values.of_goal(goal), on, self.rules_of(goal))

    def rules_of(self, goal: KeyResult | Kpi) -> str:
        """The rule set of a chart; that of a key result is the one of the first KPI on its metric: one process."""
        return goal.chart if isinstance(goal, Kpi) else self._rules.get(goal.metric or "", "wheeler")

    # --- what is ahead -----------------------------------------------------------------------------------------------

    def projection(self, goal: KeyResult, run: Run) -> Projection | str:
        """What a key result comes to by its due day, seen at the end of the run's day; or why that is not said."""
        return self._projections.of(goal, run, self._scored(goal.id, run.on).target)

    def ground(self, goal: KeyResult, run: Run) -> Ground | str:
        """The values that a projection rests on, and how they lie; or why there is none."""
        return self._projections.ground(goal, run)

    def chance(self, goal: KeyResult, run: Run) -> Decimal | str:
        """The chance that a key result is met on its due day, seen at the end of the run's day; or why not."""
        form = goal.forms[0] if goal.forms else None
        upper = form.bound.upper.quantity if isinstance(form, Reach) and form.bound.upper else None
        return self._projections.chance(goal, run, self._scored(goal.id, run.on).target, upper)

    def burn(self, goal: KeyResult, run: Run) -> Burn | str:
        """How fast a keep uses up what it may miss, at the end of the run's day; or why there is nothing to say."""
        form = goal.forms[0] if len(goal.forms) == 1 else None
        if not isinstance(form, Keep):
            return "only a keep has a budget of periods that may be missed"
        if form.scope is not None:
            return "it is judged member by member"
        if form.share == 1:
            return "every period counts, none may be missed"
        budget = self._scored(goal.id, run.on).budget
        ended, ahead = self._values.periods(form, self._values.of_goal(goal), run)
        if budget is None or not ended or not budget.allowed:
            return "no period that is judged has ended yet"
        return Burn(budget, _exhausted(budget, ended, run), form.period or "period", len(ended), ahead)

    # --- what is asked for -------------------------------------------------------------------------------------------

    def _of_kpi(self, kpi: Kpi, on: date) -> Asked | None:
        """What green asks of the whole of a KPI."""
        if kpi.green is None or kpi.green.scope is not None:
            return None
        return _together(_ends(limits) for limits in self._levels.limits(kpi, kpi.green, on))

    def _of_key_result(self, goal: KeyResult, on: date) -> Asked | None:
        """What the only form of a key result asks of the whole."""
        form = goal.forms[0] if len(goal.forms) == 1 else None
        score = self._scored(goal.id, on)
        if not isinstance(form, Change | RelativeChange | Reach | Keep) or form.scope is not None or not score.target:
            return None
        target = base(score.target)
        if isinstance(form, Reach | Keep):
            upper = form.bound.upper
            if upper is not None:
                return (target, base(upper.quantity)) if upper.quantity else None
            return (target, None) if form.bound.relation in ("at least", "more than") else (None, target)
        if score.baseline is None:
            return None
        return (target, None) if target > base(score.baseline) else (None, target)


def _unmeasured(goal: KeyResult | Kpi) -> str:
    """Why there is nothing to chart, if so."""
    is_told = isinstance(goal, KeyResult) and goal.kind in ("milestones", "zones")
    return "it is not measured by figures" if is_told else ""


def _exhausted(budget: Budget, ended: tuple[Period, ...], run: Run) -> date | None:
    """The day by which all that may be missed is missed at the rate so far; none where it lasts until due."""
    if not budget.failed:
        return None
    first, last = max(ended[0].start, run.start), ended[-1].last
    days = ceil(budget.allowed * ((last - first).days + 1) / budget.failed)
    found = move(first, max(days - 1, 0), "days")
    return found if found <= run.due else None


def _ends(limits: Limits) -> Asked | None:
    value = limits.value.value
    if value is None or limits.lacking:
        return None
    if limits.relation == "between":
        return value, limits.upper.value if limits.upper else None
    return (value, None) if limits.relation in ("at least", "more than") else (None, value)


def _together(asked: Iterable[Asked | None]) -> Asked | None:
    """What several bounds ask for at once; None where one of them is not known."""
    found = list(asked)
    known = [ends for ends in found if ends is not None]
    if not known or len(known) < len(found):
        return None
    least = [low for low, _ in known if low is not None]
    most = [high for _, high in known if high is not None]
    return max(least, default=None), min(most, default=None)

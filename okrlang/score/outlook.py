"""The outlook of goals: their behaviour charts, whether their process hits what is asked, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

from okrlang.model.workspace import Change, Keep, KeyResult, Kpi, Reach, RelativeChange
from okrlang.score import behaviour
from okrlang.score.exact import base
from okrlang.score.levels import Levels
from okrlang.score.processes import Chart, Processes
from okrlang.score.projections import Projection, Projections
from okrlang.score.results import KeyResultScore
from okrlang.score.run import Run
from okrlang.score.targets import Limits
from okrlang.score.values import Values

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
        self._rules = {kpi.metric: kpi.chart for kpi in reversed(values.workspace.kpis) if kpi.metric}

    def chart(self, goal: KeyResult | Kpi, on: date) -> Chart | str:
        """The behaviour chart of what measures a goal, by what was known at the end of a day; or why there is none.

        A key result is charted by the rule set of the first KPI on its metric, as the two are one process.
        """
        if isinstance(goal, KeyResult) and goal.kind in ("milestones", "zones"):
            return "it is not measured by figures"
        rules = goal.chart if isinstance(goal, Kpi) else self._rules.get(goal.metric or "", "wheeler")
        return self._processes.chart(self._values.of_goal(goal), on, rules)

    def assurance(self, goal: KeyResult | Kpi, on: date) -> tuple[str | None, str]:
        """Whether the process `reaches` what is asked for, `misses` it or hits it by `chance`; else None and why."""
        chart = self.chart(goal, on)
        if isinstance(chart, str):
            return None, chart
        asked = self._of_kpi(goal, on) if isinstance(goal, Kpi) else self._of_key_result(goal, on)
        if asked is None:
            return None, _NOT_NUMBERED
        return behaviour.assurance(chart.limits, *asked), ""

    def projection(self, goal: KeyResult, run: Run) -> Projection | str:
        """What a key result comes to by its due day, seen at the end of the run's day; or why that is not said."""
        return self._projections.of(goal, run, self._scored(goal.id, run.on).target)

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

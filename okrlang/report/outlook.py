"""The outlook of goals as the report has it: behaviour charts, forecasts, and the budget of a keep; or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from okrlang.model import workspace as model
from okrlang.report import report as r
from okrlang.score.exact import decimal
from okrlang.score.projections import METHOD

if TYPE_CHECKING:  # only their shape is needed
    from okrlang.score.processes import Charted
    from okrlang.score.scores import Scores

Parts = dict[str, Any]
_NOT_ASKED = "it is made for machines only"


def of_key_result(goal: model.KeyResult, scores: Scores, charts: Charts | None) -> tuple[Parts, dict[str, str]]:
    """The parts of a key result's outlook by their keys, and why those are unknown that are."""
    found = {
        "chart": charts.of(goal, scores) if charts else _NOT_ASKED,
        "change": change(goal, scores),
        "forecast": forecast(goal, scores),
        "burn": burn(goal, scores),
    }
    return _parted(found)


def of_kpi(watched: model.Kpi, scores: Scores, charts: Charts | None) -> tuple[Parts, dict[str, str]]:
    """The parts of a KPI's outlook by their keys, and why those are unknown that are."""
    return _parted({"chart": charts.of(watched, scores) if charts else _NOT_ASKED})


def _parted(found: dict[str, Any]) -> tuple[Parts, dict[str, str]]:
    why = {name: part for name, part in found.items() if isinstance(part, str)}
    return {name: None if name in why else part for name, part in found.items()}, why


class Charts:
    """Draws behaviour charts; the points of a process once for all goals that it stands behind."""

    def __init__(self) -> None:
        self._points: dict[tuple[str, str], tuple[r.ChartPoint, ...]] = {}

    def of(self, goal: model.KeyResult | model.Kpi, scores: Scores) -> r.Chart | str:
        """The chart of what measures a goal, if there are values enough for limits."""
        found = scores.chart(goal)
        if isinstance(found, str):
            return found
        key, natural = (found.measure, found.rules), found.natural
        if key not in self._points:
            self._points[key] = tuple(map(_point, found.points))
        return r.Chart(
            rules=found.rules,
            centre=natural.centre.value,
            lower=natural.lower.value,
            upper=natural.upper.value,
            range_limit=natural.range_limit.value,
            trial=natural.trial,
            assurance=scores.assurance(goal)[0],
            baselines=tuple(r.Baseline(at=each.at, because=each.because) for each in found.baselines),
            points=self._points[key],
        )


def _point(point: Charted) -> r.ChartPoint:
    natural = point.natural
    return r.ChartPoint(
        at=point.at,
        value=point.value.value,
        centre=natural.centre.value if natural else None,
        lower=natural.lower.value if natural else None,
        upper=natural.upper.value if natural else None,
        signal=point.signal,
    )


def change(goal: model.KeyResult, scores: Scores) -> r.Change | str:
    """What the latest value is against the limits of before a key result began."""
    found = scores.signal(goal)
    if isinstance(found, str):
        return found
    return r.Change(
        signal=found.signal,
        at=found.at,
        value=found.value.value,
        lower=found.natural.lower.value,
        upper=found.natural.upper.value,
        trial=found.natural.trial,
    )


def forecast(goal: model.KeyResult, scores: Scores) -> r.Forecast | str:
    """What a key result comes to by its due day if it goes on as so far."""
    found, chance = scores.projection(goal), scores.chance(goal)
    if isinstance(found, str):
        return found
    return r.Forecast(
        at=found.at,
        value=found.value.value,
        low=found.low.value,
        high=found.high.value,
        chance=None if isinstance(chance, str) else chance,
        method=METHOD,
        values=found.values,
        first=found.first,
    )


def burn(goal: model.KeyResult, scores: Scores) -> r.Burn | str:
    """What a keep may miss and has missed."""
    found = scores.burn(goal)
    if isinstance(found, str):
        return found
    budget = found.budget
    return r.Burn(
        allowed=decimal(budget.allowed),
        missed=budget.failed,
        spent=decimal(budget.failed / budget.allowed),
        exhausted_on=found.exhausted_on,
        period=found.period,
    )

"""Derivations: how all that is said of a goal or a metric came about, from rows to status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from okrlang.measure.reading import Observation
from okrlang.model.workspace import Keep, KeyResult, Kpi, Metric, Objective, Reach
from okrlang.score.figures import charts, forecasts, key_results, kpis, objectives
from okrlang.score.figures.figure import Derivation, Figure, Rows, Series, Stage
from okrlang.score.figures.judged import decided, of_bands, of_key_result, of_objective
from okrlang.score.figures.readings import measured, rows
from okrlang.score.figures.written import Written
from okrlang.score.key_results import View
from okrlang.score.projections import is_higher
from okrlang.score.results import Gate
from okrlang.score.run import Run
from okrlang.score.values import Subject
from okrlang.syntax.frozen import altered

if TYPE_CHECKING:  # only its shape is needed
    from okrlang.score.scores import Scores

CHART, AHEAD = "Signal or noise", "What is ahead: a projection, never a reading"


class Derivations:
    """Finds how the results of one day came about."""

    def __init__(self, scores: Scores) -> None:
        self.scores = scores
        self.values = scores.values
        self.written = Written(scores.values)

    # --- goals -------------------------------------------------------------------------------------------------------

    def key_result(self, goal: KeyResult) -> Derivation:
        """How all that is said of a key result came about."""
        view, score = self.scores.seen(goal), self.scores.key_result(goal.id)
        policy, subject = self.scores.policy(view.objective), self.values.of_goal(goal)
        told = goal.kind in ("milestones", "zones")
        stages = [*key_results.stages(view, score, policy, self.written), *self._outlook(goal, view)]
        return Derivation(
            rows=tuple(dict.fromkeys((*self._rows(view), *self._guards(score.provided, view.run)))),
            series=() if told else (*self._series(subject, view), *self._kept(goal, view)),
            stages=tuple(stage for stage in stages if stage.figures),
            decided=decided(view.question.answer(policy)),
            judged=of_key_result(view, policy),
        )

    def objective(self, goal: Objective) -> Derivation:
        """How all that is said of an objective came about."""
        view, score = self.scores.rolled_up(goal), self.scores.objective(goal.id)
        return Derivation(
            rows=tuple(self._guards(score.provided, view.run)),
            series=(),
            stages=tuple(objectives.stages(view, score, self.written)),
            decided=decided(view.answer(self.scores.policy(goal))),
            judged=of_objective(view, self.scores.policy(goal)),
            weighed=objectives.weighed(view),
        )

    def kpi(self, watched: Kpi) -> Derivation:
        """How all that is said of a KPI came about."""
        score, subject, day = self.scores.kpi(watched.id), self.values.of_goal(watched), self.scores.as_of
        readings = tuple(self.values.measures.on(subject.id, day, m.name) for m in score.members)
        found = [*rows("the value", score.reading)]
        for member, reading in zip(score.members, readings, strict=True):
            found += rows(f"the value of {member.name}", reading)
        stages = (*kpis.stages(score, readings, subject.metric), Stage(CHART, tuple(self._chart(watched)), ahead=True))
        return Derivation(
            rows=tuple(dict.fromkeys(found)),
            series=self._series_of(subject, [None, *(m.name for m in score.members)]),
            stages=tuple(stage for stage in stages if stage.figures),
            judged=of_bands(watched, self.scores.levels, score),
        )

    def metric(self, metric: Metric) -> Derivation:
        """How the values of a metric came about."""
        subject, day = self.values.of_metric(metric), self.scores.as_of
        members = self.values.measures.members(subject.id, day)
        found: list[Rows] = []
        figures: list[Figure] = []
        for member in (None, *members):
            said = f"the value of {member}" if member else "the value"
            reading = self.values.measures.on(subject.id, day, member)
            found += rows(said, reading)
            figures.append(measured("", said, reading, metric))
        stages = (Stage("What it comes to", tuple(figures)),)
        return Derivation(tuple(dict.fromkeys(found)), self._series_of(subject, [None, *members]), stages)

    # --- rows and series ---------------------------------------------------------------------------------------------

    def _rows(self, view: View) -> Iterator[Rows]:
        """What was read for a key result: its value, that of each member, and what was measured when it began."""
        for case in view.standing.cases:
            whose = f" of {case.member}" if case.member else ""
            yield from rows(f"the value{whose}", case.reading)
            if case.baseline is not None and not isinstance(case.form, Keep | Reach):
                began = self.written.begun(view.goal, case, view.run)
                if began is not None:
                    yield from rows(f"where {case.member or 'it'} began", began)

    def _guards(self, gates: Iterable[Gate], run: Run) -> Iterator[Rows]:
        """What was read for what a goal was provided with."""
        for gate in gates:
            metric = self.values.metric(gate.subject)
            if metric is not None:
                yield from rows(f"`{gate.subject}`", self.values.current(self.values.of_metric(metric), run))
                continue
            kpi = self.values.workspace.find("kpi", gate.subject)
            if isinstance(kpi, Kpi):
                yield from rows(f"the KPI `{gate.subject}`", self.scores.kpi(kpi.id, run.day).reading)

    def _series(self, subject: Subject, view: View) -> Iterator[Series]:
        """The values up to the day that counts; what was established may have no case."""
        for found in self._series_of(subject, [c.member for c in view.standing.cases] or [None]):
            yield altered(found, observations=tuple(o for o in found.observations if o.at <= view.run.day))

    def _kept(self, goal: KeyResult, view: View) -> Iterator[Series]:
        """The periods of a keep, and in which of them its bound held."""
        for case in view.standing.cases:
            if isinstance(case.form, Keep):
                found = list(self.scores.cases.periods(goal, case.form, case.member, view.run))
                period, measure = case.form.period or "period", self.values.of_goal(goal).id
                observed, held = tuple(o for o, _ in found), tuple(h for _, h in found)
                yield Series(measure, case.member, observed, period, held)

    def _series_of(self, subject: Subject, members: Iterable[str | None]) -> tuple[Series, ...]:
        day, measures = self.scores.as_of, self.values.measures
        found = (Series(subject.id, m, measures.series(subject.id, day, m)) for m in dict.fromkeys(members))
        return tuple(series for series in found if series.observations)

    # --- outlook -----------------------------------------------------------------------------------------------------

    def _outlook(self, goal: KeyResult, view: View) -> Iterator[Stage]:
        yield Stage(CHART, (*self._chart(goal), *self._change(goal, view.run)), ahead=True)
        yield Stage(AHEAD, tuple(self._forecast(goal, view.run)), ahead=True)
        burn, form = self.scores.burn(goal), goal.forms[0] if goal.forms else None
        if not isinstance(burn, str) and isinstance(form, Keep):
            yield Stage("What it may miss", tuple(forecasts.burn(burn, Fraction(form.share))), ahead=True)

    def _chart(self, goal: KeyResult | Kpi) -> Iterator[Figure]:
        found, process = self.scores.chart(goal), self.scores.outlook.process(goal, self.scores.as_of)
        if not isinstance(found, str) and not isinstance(process, str):
            yield from charts.chart(found, process, self._whole(goal))

    def _change(self, goal: KeyResult, run: Run) -> Iterator[Figure]:
        found, process = self.scores.signal(goal), self.scores.outlook.process(goal, run.day)
        if not isinstance(found, str) and not isinstance(process, str):
            latest = next(o for o in reversed(self._whole(goal)) if o.at == found.at)
            rules = self.scores.outlook.rules_of(goal)
            yield from charts.change(found, process, process.before(run.start), rules, latest)

    def _whole(self, goal: KeyResult | Kpi) -> tuple[Observation, ...]:
        """The series of the whole of what measures a goal."""
        return self.values.measures.series(self.values.of_goal(goal).id, self.scores.as_of)

    def _forecast(self, goal: KeyResult, run: Run) -> Iterator[Figure]:
        found, ground = self.scores.projection(goal), self.scores.outlook.ground(goal, run)
        if isinstance(found, str) or isinstance(ground, str):
            return
        subject, target = self.values.of_goal(goal), self.scores.key_result(goal.id).target
        yield from forecasts.forecast(found, ground, subject)
        higher = is_higher(goal, subject, target, ground.points) if target else None
        form = goal.forms[0]
        upper = form.bound.upper.quantity if isinstance(form, Reach) and form.bound.upper else None
        yield forecasts.chance(self.scores.chance(goal), found, ground, target, upper, higher)

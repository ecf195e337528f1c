"""Projections: what a measured key result comes to by its due day if it goes on as so far, and how likely it is met."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrlang.model.calendar import move, through
from okrlang.model.quantity import PERCENT, Quantity
from okrlang.model.workspace import Change, KeyResult, Metric, Reach, RelativeChange
from okrlang.score import forecast
from okrlang.score.exact import base, decimal, quantity
from okrlang.score.forecast import LEAST, LONGEST, Fit, Forecast, Points
from okrlang.score.processes import natural_range
from okrlang.score.run import Run
from okrlang.score.values import Subject, Values
from okrlang.syntax.frozen import Frozen

METHOD = "Theil–Sen line; least squares for bounds and chance"

_EVEN = Fraction(1, 2)
_ENOUGH = 12  # values; where a run and the span before it hold fewer, the latest twelve are taken


class Projection(Frozen):
    """What a key result comes to on a day, and the bounds of 19 in 20 new values.

    It rests on so many `values`, the earliest of the day `first`.
    """

    at: date
    value: Quantity
    low: Quantity
    high: Quantity
    values: int
    first: date


class Ground(Frozen):
    """What a projection rests on: values, and how they lie."""

    points: Points
    fit: Fit


class Projections:
    """Projects key results; a projection never stands in place of a reading."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._grounds: dict[tuple[str, Run], Ground | str] = {}
        self._aheads: dict[tuple[str, Run], Forecast | None] = {}

    def of(self, goal: KeyResult, run: Run, target: Quantity | None) -> Projection | str:
        """What a key result comes to by its due day, seen at the end of the run's day; or why that is not said."""
        subject, ground = self._values.of_goal(goal), self.ground(goal, run)
        if isinstance(ground, str):
            return ground
        metric = subject.metric
        ahead, unit = (
            self._ahead(subject, run, ground),
            (metric.unit if metric else None) or (target.unit if target else None),
        )
        if ahead is None or unit is None:
            return "its unit is not known"
        value, low, high = (quantity(_held(amount, metric), unit) for amount in (ahead.value, ahead.low, ahead.high))
        return Projection(run.due, value, low, high, len(ground.points), date.fromordinal(ground.points[0][0]))

    def chance(self, goal: KeyResult, run: Run, target: Quantity | None, upper: Quantity | None) -> Decimal | str:
        """The chance (0…1) that a key result is met on its due day, seen on the run's day; or why that is not said.

        `upper` is the further end of a band.
        """
        ground = self.ground(goal, run)
        if isinstance(ground, str):
            return ground
        if target is None:
            return "its target is not known"
        due, higher = run.due.toordinal(), is_higher(goal, self._values.of_goal(goal), target, ground.points)
        found = ground.fit.chance(due, base(target), True if higher is None else higher)
        if higher is None:
            beyond = ground.fit.chance(due, base(upper), higher=True) if upper else None
            found = None if found is None or beyond is None else max(found - beyond, Fraction(0))
        if found is None:
            return "its values lie on one line, which leaves nothing to reckon a chance from"
        ahead = self._ahead(self._values.of_goal(goal), run, ground)
        if ahead and higher is not None and _is_met(ahead, target, higher) != (found >= _EVEN):
            return "the two lines that are drawn through its values lead to different sides of the target"
        return decimal(found)

    def _ahead(self, subject: Subject, run: Run, ground: Ground) -> Forecast | None:
        key = (subject.id, run)
        if key not in self._aheads:
            self._aheads[key] = forecast.forecast(ground.points, run.due.toordinal())
        return self._aheads[key]

    def ground(self, goal: KeyResult, run: Run) -> Ground | str:
        """What a projection rests on; or why there is none."""
        form = goal.forms[0] if len(goal.forms) == 1 else None
        if not isinstance(form, Change | RelativeChange | Reach) or form.scope is not None:
            return "only a number of the whole is projected: a change, or a bound to reach"
        if run.due_tbd:
            return "its due day is not known yet"
        if run.on >= run.due:
            return "its due day is over"
        subject = self._values.of_goal(goal)
        key = (subject.id, run)
        if key not in self._grounds:
            self._grounds[key] = _grounded(self._points(subject, run))
        return self._grounds[key]

    def _points(self, subject: Subject, run: Run) -> Points:
        """The days and values that a line is drawn through.

        What adds up is that of the cycle to date. Of the rest those since as long before the start as the run is long
        count, and where these are fewer than twelve the latest twelve.
        """
        measures, day = self._values.measures, run.day
        past = [o.at for o in measures.series(subject.id, day)]
        if adds_up(subject):
            to_date = (
                (at, measures.on(subject.id, at, None, through(run.start, at)).value) for at in past if at >= run.start
            )
            return [(at.toordinal(), base(value)) for at, value in to_date if value is not None]
        begin = move(run.start, -max(run.due.toordinal() - run.start.toordinal() + 1, 0), "days")
        rebased = (
            max((d for d, _ in subject.metric.rebases if d <= day), default=date.min) if subject.metric else date.min
        )
        known = [(o.at, o.value) for o in measures.apart(subject.id, day) if o.value is not None and o.at >= rebased]
        latest = [(at, value) for at, value in known if at >= begin]
        chosen = latest if len(latest) >= _ENOUGH else known[-_ENOUGH:]
        return [(at.toordinal(), base(value)) for at, value in chosen]


def _is_met(ahead: Forecast, target: Quantity, higher: bool) -> bool:
    return ahead.value >= base(target) if higher else ahead.value <= base(target)


def _grounded(points: Points) -> Ground | str:
    """How values lie; or why there are too few."""
    if len(points) < LEAST:
        found = "is 1 value" if len(points) == 1 else f"are {len(points) or 'no'} values"
        return f"there {found}, it takes {LEAST}"
    latest = points[-LONGEST:]
    fit = forecast.fitted(latest)
    return "all its values are of one day" if fit is None else Ground(latest, fit)


def adds_up(subject: Subject) -> bool:
    """Whether a value of the whole is more than one of a part: a sum or count, and a formula that is no rate."""
    metric = subject.metric
    if not subject.gathers or metric is None:
        return False
    if metric.formula is None:
        return metric.aggregate in ("sum", "count", "distinct")
    return metric.unit is None or not (metric.unit.dimension == PERCENT.dimension or "/" in metric.unit.name)


def is_higher(goal: KeyResult, subject: Subject, target: Quantity, points: Points) -> bool | None:
    """Whether more is better for a key result of one form; None of a band, which has two ends."""
    form, metric = goal.forms[0], subject.metric
    if isinstance(form, RelativeChange):
        return form.direction == "up"
    if isinstance(form, Reach):
        relation = form.bound.relation
        return None if relation == "between" else relation in ("at least", "more than")
    if isinstance(form, Change) and form.start.quantity is not None:
        return base(form.start.quantity) < base(target)
    if metric is not None and metric.better is not None:
        return metric.better == "higher"
    return points[0][1] < base(target)


def _held(amount: Fraction, metric: Metric | None) -> Fraction:
    """An amount held to the natural range of its metric."""
    floor, ceiling = natural_range(metric)
    amount = amount if floor is None else max(amount, floor)
    return amount if ceiling is None else min(amount, ceiling)

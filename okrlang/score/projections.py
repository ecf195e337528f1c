"""Projections: what a measured key result comes to by its due day if it goes on as so far, and how likely it is met."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrlang.model.calendar import move, through
from okrlang.model.quantity import Quantity
from okrlang.model.workspace import Change, KeyResult, Metric, Reach, RelativeChange
from okrlang.score import forecast
from okrlang.score.exact import base, decimal, quantity
from okrlang.score.forecast import LEAST, Points
from okrlang.score.run import Run
from okrlang.score.values import Subject, Values
from okrlang.syntax.frozen import Frozen

METHOD = "Theil–Sen line; least squares for bounds and chance"

_ENOUGH = 12  # values; where a run and the span before it hold fewer, the latest twelve are taken


class Projection(Frozen):
    """What a key result comes to on a day, the bounds of 19 in 20 new values, and the chance (0…1) that it is met.

    The chance is None where the values lie on one line, or where no single number is asked for.
    """

    at: date
    value: Quantity
    low: Quantity
    high: Quantity
    chance: Decimal | None
    values: int
    first: date


class Projections:
    """Projects key results; a projection never stands in place of a reading."""

    def __init__(self, values: Values) -> None:
        self._values = values

    def of(self, goal: KeyResult, run: Run, target: Quantity | None) -> Projection | str:
        """What a key result comes to by its due day, seen at the end of the run's day; or why that is not said."""
        form = goal.forms[0] if len(goal.forms) == 1 else None
        if not isinstance(form, Change | RelativeChange | Reach) or form.scope is not None:
            return "only a number of the whole is projected: a change, or a bound to reach"
        if run.due_tbd:
            return "its due day is not known yet"
        if run.on >= run.due:
            return "its due day is over"
        subject = self._values.of_goal(goal)
        points = self._points(subject, run)
        if len(points) < LEAST:
            count = len(points)
            return f"there {'is' if count == 1 else 'are'} {count} value{'' if count == 1 else 's'}, it takes {LEAST}"
        ahead = forecast.forecast(points, run.due.toordinal())
        unit = target.unit if target else None
        unit = subject.metric.unit if subject.metric and subject.metric.unit else unit
        if ahead is None or unit is None:
            return "all its values are of one day" if ahead is None else "its unit is not known"
        value, low, high = (
            quantity(_held(amount, subject.metric), unit) for amount in (ahead.value, ahead.low, ahead.high)
        )
        met = self._chance(points, run, target, _is_higher(form, subject, target, points))
        first = date.fromordinal(points[0][0])
        return Projection(run.due, value, low, high, met, len(points), first)

    def _points(self, subject: Subject, run: Run) -> Points:
        """The days and values that a line is drawn through.

        What gathers is that of the cycle to date. Of the rest those since as long before the start as the run is long
        count, and where these are fewer than twelve the latest twelve.
        """
        measures, day = self._values.measures, run.day
        past = [o.at for o in measures.series(subject.id, day)]
        if subject.gathers:
            to_date = (
                (at, measures.on(subject.id, at, None, through(run.start, at)).value) for at in past if at >= run.start
            )
            return [(at.toordinal(), base(value)) for at, value in to_date if value is not None]
        begin = move(run.start, -max(run.due.toordinal() - run.start.toordinal() + 1, 0), "days")
        rebased = (
            max((d for d, _ in subject.metric.rebases if d <= day), default=date.min) if subject.metric else date.min
        )
        known = [(o.at, o.value) for o in measures.series(subject.id, day) if o.value is not None and o.at >= rebased]
        latest = [(at, value) for at, value in known if at >= begin]
        chosen = latest if len(latest) >= _ENOUGH else known[-_ENOUGH:]
        return [(at.toordinal(), base(value)) for at, value in chosen]

    def _chance(self, points: Points, run: Run, target: Quantity | None, higher: bool | None) -> Decimal | None:
        if target is None or higher is None:
            return None
        found = forecast.chance(points, run.due.toordinal(), base(target), higher)
        return None if found is None else decimal(found)


def _is_higher(
    form: Change | RelativeChange | Reach, subject: Subject, target: Quantity | None, points: Points
) -> bool | None:
    """Whether more is better for a form; None of a band, which has two ends."""
    if isinstance(form, RelativeChange):
        return form.direction == "up"
    if isinstance(form, Reach):
        relation = form.bound.relation
        return None if relation == "between" else relation in ("at least", "more than")
    if form.start.quantity is not None and target is not None:
        return base(form.start.quantity) < base(target)
    if subject.metric is not None and subject.metric.better is not None:
        return subject.metric.better == "higher"
    return target is not None and points[0][1] < base(target)


def _held(amount: Fraction, metric: Metric | None) -> Fraction:
    """An amount held to the natural range of its metric."""
    if metric is None or metric.range is None:
        return amount
    floor, ceiling = map(base, metric.range)
    return min(max(amount, floor), ceiling)

"""Processes: the behaviour charts of what is measured, as of a day, and whether a process hits what it is held to."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from okrlang.measure.reading import Observation
from okrlang.model.quantity import Quantity, Unit
from okrlang.score import behaviour
from okrlang.score.behaviour import LEAST, RULES
from okrlang.score.exact import base, quantity, unit_of_distance
from okrlang.score.values import Subject, Values
from okrlang.syntax.frozen import Frozen


class Natural(Frozen):
    """The natural limits of a process in the unit of its measure; on `trial` while there are fewer than 12 values."""

    centre: Quantity
    lower: Quantity
    upper: Quantity
    range_limit: Quantity
    trial: bool


class Charted(Frozen):
    """A point of a chart: `signal` is none, improvement, concern, or change where no direction is better."""

    at: date
    value: Quantity
    natural: Natural | None
    signal: str


class Chart(Frozen):
    """The behaviour chart of a measure as of a day; `natural` are the limits that are in force."""

    measure: str
    rules: str
    natural: Natural
    points: tuple[Charted, ...]
    limits: behaviour.Limits


class Processes:
    """Makes charts; each once."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._made: dict[tuple[str, date, str], Chart | str] = {}

    def chart(self, subject: Subject, on: date, rules: str = "wheeler") -> Chart | str:
        """The chart of a measure by the values it had up to the end of a day; or why there is none."""
        key = (subject.id, on, rules)
        if key not in self._made:
            self._made[key] = self._chart(subject, on, rules)
        return self._made[key]

    def _chart(self, subject: Subject, on: date, rules: str) -> Chart | str:
        known = [o for o in self._values.measures.series(subject.id, on) if o.value is not None]
        units = {o.value.unit for o in known if o.value is not None}
        begins = _baselines(subject, known, on)
        count = len(known) - (begins[-1] if begins else 0)
        if count < LEAST:
            since = " since its baseline was set anew" if begins else ""
            return f"`{subject.id}` has {count or 'no'} value{'' if count == 1 else 's'}{since}, limits need {LEAST}"
        if len({unit.dimension for unit in units}) > 1:
            return f"the values of `{subject.id}` are of different kinds"
        unit = (subject.metric and subject.metric.unit) or min(units, key=lambda u: u.name)
        natural = subject.metric.range if subject.metric and subject.metric.range else (None, None)
        held = tuple(None if end is None else base(end) for end in natural)
        amounts = [base(o.value) for o in known if o.value is not None]
        points = behaviour.chart(amounts, RULES[rules], (held[0], held[1]), begins)
        better = subject.metric.better if subject.metric else None
        charted = tuple(_charted(o, p, unit, better) for o, p in zip(known, points, strict=True))
        last, limits = charted[-1].natural, points[-1].limits
        assert last is not None
        assert limits is not None
        return Chart(subject.id, rules, last, charted, limits)


def _baselines(subject: Subject, known: list[Observation], on: date) -> list[int]:
    """The places in a series at which its baseline is set anew: the first period that begins on that day or later."""
    days = sorted(day for day, _ in subject.metric.rebases if day <= on) if subject.metric else []
    starts = [o.period.start for o in known]
    return sorted({place for day in days if (place := bisect_left(starts, day)) > 0})


def _charted(observation: Observation, point: behaviour.Point, unit: Unit, better: str | None) -> Charted:
    return Charted(observation.at, quantity(point.value, unit), _natural(point.limits, unit), _signal(point, better))


def _signal(point: behaviour.Point, better: str | None) -> str:
    if not point.signal:
        return "none"
    if better is None:
        return "change"
    return "improvement" if point.side == (1 if better == "higher" else -1) else "concern"


def _natural(limits: behaviour.Limits | None, unit: Unit) -> Natural | None:
    if limits is None:
        return None

    centre, lower, upper = (quantity(amount, unit) for amount in (limits.centre, limits.lower, limits.upper))
    step = quantity(limits.range_limit, unit_of_distance(unit))
    return Natural(centre, lower, upper, step, limits.trial)

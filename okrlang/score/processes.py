"""Processes: the behaviour charts of what is measured, as of a day, and whether a process hits what it is held to."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from fractions import Fraction

from okrlang.measure.reading import Observation
from okrlang.model.quantity import Quantity, Unit
from okrlang.model.workspace import Metric
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


class Baseline(Frozen):
    """The day from which a process is looked at anew, and why."""

    at: date
    because: str


class Chart(Frozen):
    """The behaviour chart of a measure as of a day; `natural` are the limits that are in force."""

    measure: str
    rules: str
    natural: Natural
    baselines: tuple[Baseline, ...]
    points: tuple[Charted, ...]
    limits: behaviour.Limits


class Signal(Frozen):
    """Whether the latest value of a process is a signal against the limits of what came before a day."""

    signal: str
    at: date
    value: Quantity
    natural: Natural


class Processes:
    """Makes charts; each once."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._limits: dict[tuple[str, date, str], tuple[behaviour.Limits, Natural] | str] = {}
        self._charts: dict[tuple[str, date, str], Chart | str] = {}
        self._signals: dict[tuple[str, date, date, str], Signal | str] = {}

    def limits(self, subject: Subject, on: date, rules: str) -> tuple[behaviour.Limits, Natural] | str:
        """The limits that are in force at the end of a day, by the values up to it; or why there are none."""
        key = (subject.id, on, rules)
        if key not in self._limits:
            process = self.process(subject, on)
            self._limits[key] = process if isinstance(process, str) else process.in_force(RULES[rules])
        return self._limits[key]

    def chart(self, subject: Subject, on: date, rules: str) -> Chart | str:
        """The chart of a measure by the values it had up to the end of a day; or why there is none."""
        key = (subject.id, on, rules)
        if key not in self._charts:
            self._charts[key] = self._chart(subject, on, rules)
        return self._charts[key]

    def _chart(self, subject: Subject, on: date, rules: str) -> Chart | str:
        found, process = self.limits(subject, on, rules), self.process(subject, on)
        if isinstance(found, str) or isinstance(process, str):
            return found if isinstance(found, str) else str(process)
        points = behaviour.chart(process.amounts, RULES[rules], process.natural, process.begins)
        shown = {limits: _natural(limits, process.unit) for limits in {p.limits for p in points} if limits}
        charted = tuple(
            Charted(at, quantity(p.value, process.unit), shown[p.limits] if p.limits else None, _signal(p, subject))
            for at, p in zip(process.days, points, strict=True)
        )
        rebases = subject.metric.rebases if subject.metric else ()
        baselines = tuple(Baseline(day, because) for day, because in sorted(rebases) if day <= on)
        return Chart(subject.id, rules, found[1], baselines, charted, found[0])

    def signal(self, subject: Subject, start: date, on: date, rules: str) -> Signal | str:
        """What the latest value is against the limits of the values before a day; or why nobody can tell."""
        key = (subject.id, start, on, rules)
        if key not in self._signals:
            self._signals[key] = self._signal(subject, start, on, rules)
        return self._signals[key]

    def _signal(self, subject: Subject, start: date, on: date, rules: str) -> Signal | str:
        process = self.process(subject, on)
        if isinstance(process, str):
            return process
        first, before = process.before(start)
        if before == len(process.days):
            return f"`{subject.id}` has had no value since {start}"
        limits = behaviour.limits(process.amounts[first:before], RULES[rules], process.natural)
        if limits is None:
            return _too_few(subject, before - first, f" before {start}")
        *_, latest = behaviour.against(process.amounts[first:], limits, RULES[rules])
        natural, value = _natural(limits, process.unit), quantity(latest.value, process.unit)
        return Signal(_signal(latest, subject), process.days[-1], value, natural)

    def process(self, subject: Subject, on: date) -> Process | str:
        """The values of a measure up to the end of a day; or why they are none that can be charted."""
        known = [o for o in self._values.measures.apart(subject.id, on) if o.value is not None]
        units = {o.value.unit for o in known if o.value is not None}
        if not units:
            return _too_few(subject, 0, "")
        if len({unit.dimension for unit in units}) > 1:
            return f"the values of `{subject.id}` are of different kinds"
        return Process(
            subject,
            (subject.metric and subject.metric.unit) or min(units, key=lambda u: u.name),
            tuple(o.at for o in known),
            tuple(base(o.value) for o in known if o.value is not None),
            natural_range(subject.metric),
            _baselines(subject, known, on),
        )


class Process(Frozen):
    """The days and amounts of a series, and the places at which its baseline is set anew."""

    subject: Subject
    unit: Unit
    days: tuple[date, ...]
    amounts: tuple[Fraction, ...]
    natural: behaviour.Range
    begins: tuple[int, ...]

    @property
    def begun(self) -> int:
        """The place at which its last baseline begins."""
        return self.begins[-1] if self.begins else 0

    def before(self, start: date) -> tuple[int, int]:
        """The places at which its last baseline begins, and at which the values from a day on do."""
        return self.begun, bisect_left(self.days, start, lo=self.begun)

    def in_force(self, rules: behaviour.Rules) -> tuple[behaviour.Limits, Natural] | str:
        """The limits of its last baseline; or why there are none."""
        latest = self.amounts[self.begun :]
        found = behaviour.limits(latest, rules, self.natural)
        if found is None:
            return _too_few(self.subject, len(latest), " since its baseline was set anew" if self.begins else "")
        return found, _natural(found, self.unit)


def natural_range(metric: Metric | None) -> behaviour.Range:
    """What the values of a metric can be: as it says, else from 0 on for what is counted, and up to 1 for a share."""
    if metric is not None and metric.range is not None:
        floor, ceiling = map(base, metric.range)
        return floor, ceiling
    if metric is not None and metric.aggregate in ("count", "distinct", "share"):
        return Fraction(0), Fraction(1) if metric.aggregate == "share" else None
    return None, None


def _too_few(subject: Subject, count: int, when: str) -> str:
    return f"`{subject.id}` has {count or 'no'} value{'' if count == 1 else 's'}{when}, limits need {LEAST}"


def _baselines(subject: Subject, known: list[Observation], on: date) -> tuple[int, ...]:
    """The places in a series at which its baseline is set anew: the first period that begins on that day or later."""
    days = sorted(day for day, _ in subject.metric.rebases if day <= on) if subject.metric else []
    starts = [o.period.start for o in known]
    return tuple(sorted({place for day in days if (place := bisect_left(starts, day)) > 0}))


def _signal(point: behaviour.Point, subject: Subject) -> str:
    better = subject.metric.better if subject.metric else None
    if not point.signal:
        return "none"
    if better is None:
        return "change"
    return "improvement" if point.side == (1 if better == "higher" else -1) else "concern"


def _natural(limits: behaviour.Limits, unit: Unit) -> Natural:
    centre, lower, upper = (quantity(amount, unit) for amount in (limits.centre, limits.lower, limits.upper))
    step = quantity(limits.range_limit, unit_of_distance(unit))
    return Natural(centre, lower, upper, step, limits.trial)

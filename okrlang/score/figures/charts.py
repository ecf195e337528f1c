"""The figures of behaviour charts: natural limits from the values of a process, and the values that they judge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from okrlang.measure.reading import Observation
from okrlang.model.quantity import Quantity, Unit
from okrlang.score.behaviour import RULES, WIDTH, Rules
from okrlang.score.exact import quantity, unit_of_distance
from okrlang.score.figures.figure import Figure, Operand, amount, amounts, as_decimal
from okrlang.score.figures.readings import measured
from okrlang.score.processes import Chart, Natural, Process, Signal
from okrlang.syntax.frozen import altered

_SAID = {"centre": "centre line", "lower": "lower limit", "upper": "upper limit"}


def chart(found: Chart, process: Process, series: Sequence[Observation]) -> Iterator[Figure]:
    """The figures of a chart: its limits, and the points with the limits that held for them."""
    bounds = [0, *process.begins, len(process.amounts)]
    for first, end in pairwise(bounds):
        natural, is_last = found.points[first].natural, end == len(process.amounts)
        if natural is not None:
            since = "" if len(bounds) == 2 else f" from {found.points[first].at} to {found.points[end - 1].at}"
            writer = _Limits("chart." if is_last else "", since, process.unit, RULES[found.rules], natural)
            yield from writer.figures(process.amounts[first:end], process)
    read, metric = {o.at: o.reading for o in series}, process.subject.metric
    for place, point in enumerate(found.points):
        value = measured(f"chart.points[{place}].value", f"the value of {point.at}", read.get(point.at), metric)
        yield altered(value, unit=process.unit)
        for name, said in _SAID.items():
            yield _held_for(f"chart.points[{place}].{name}", f"the {said} for {point.at}", name, point.natural)


def _held_for(key: str, said: str, name: str, natural: Natural | None) -> Figure:
    """A limit that held for a point."""
    if natural is None:
        return Figure(key, said, because="there were too few values for limits")
    limit: Quantity = getattr(natural, name)
    return Figure(key, said, name, (amount(name, f"the {_SAID[name]}", limit),), unit=limit.unit)


def change(
    found: Signal, process: Process, before: tuple[int, int], rules: str, latest: Observation
) -> Iterator[Figure]:
    """The figures of what the latest value is against the limits of `before` a key result began."""
    value = measured("change.value", f"the latest value, of {found.at}", latest.reading, process.subject.metric)
    yield altered(value, unit=process.unit)
    writer = _Limits("change.", ", by the values before it began", process.unit, RULES[rules], found.natural)
    reported = ("change.lower", "change.upper", "")
    for figure in writer.figures(process.amounts[slice(*before)], process):
        if figure.key in reported:
            yield figure
        elif figure.key == "change.centre":
            yield Figure("", figure.name, figure.formula, figure.operands, value=figure.value, unit=figure.unit)


class _Limits:
    """Writes the limits of one baseline; `key` is where they stand in the report, if they do."""

    def __init__(self, key: str, since: str, unit: Unit, rules: Rules, natural: Natural) -> None:
        self.key, self.since, self.unit, self.rules, self.natural = key, since, unit, rules, natural
        self.between = unit_of_distance(unit)

    def figures(self, values: Sequence[Fraction], process: Process) -> Iterator[Figure]:
        """The centre, the mean step, and the limits."""
        natural, unit, width = self.natural, self.unit, as_decimal(WIDTH)
        shown = amounts("values", "the values", (quantity(v, unit) for v in values), unit)
        yield self._figure("centre", "the centre, the mean of the values", "mean(values)", (shown,), natural.centre)
        steps, mean = self._steps(values)
        yield Figure(
            "",
            f"the mean step from one value to the next{self.since}",
            "mean(steps)",
            (steps,),
            value=mean.value,
            unit=mean.unit,
        )
        centre, step = (
            amount("centre", "the centre", natural.centre),
            amount("step", "the mean step", mean),
        )
        floor, ceiling = (self._end(*end) for end in zip(("floor", "ceiling"), process.natural, strict=True))
        low, high = f"centre - {width} * step", f"centre + {width} * step"
        low, high = f"max({low}, floor)" if floor else low, f"min({high}, ceiling)" if ceiling else high
        yield self._figure("lower", "the lower natural limit", low, (centre, step, *floor), natural.lower)
        yield self._figure("upper", "the upper natural limit", high, (centre, step, *ceiling), natural.upper)
        beyond = f"{as_decimal(self.rules.range_width)} * step"
        yield self._figure("range_limit", "a step beyond which is unusual", beyond, (step,), natural.range_limit)

    def _steps(self, values: Sequence[Fraction]) -> tuple[Operand, Quantity]:
        """The steps that count, and their mean."""
        steps = [abs(after - before) for before, after in pairwise(values)]
        most, said = self.rules.range_width * _mean(steps), "the steps"
        usual = [step for step in steps if step < most] if self.rules.screened else []
        if usual and len(usual) < len(steps):
            said = f"the steps that are less than {as_decimal(self.rules.range_width)} times the mean of all"
        kept = usual or steps
        shown = amounts("steps", said, (quantity(step, self.between) for step in kept), self.between)
        return shown, quantity(_mean(kept), self.between)

    def _figure(self, name: str, said: str, formula: str, operands: tuple[Operand, ...], value: Quantity) -> Figure:
        key = f"{self.key}{name}" if self.key else ""
        return Figure(key, f"{said}{self.since}", formula, operands, value=value.value, unit=value.unit)

    def _end(self, name: str, end: Fraction | None) -> tuple[Operand, ...]:
        """The least or the most that a value can be, where there is such an end."""
        if end is None:
            return ()
        return (amount(name, f"the {'least' if name == 'floor' else 'most'} it can be", quantity(end, self.unit)),)


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)

"""Gates: what a goal was provided with, and whether it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from okrlang.model.quantity import show
from okrlang.model.workspace import Bound, Provided
from okrlang.score.bands import is_at_least
from okrlang.score.case import held
from okrlang.score.progress import all_hold
from okrlang.score.results import Gate
from okrlang.score.run import Run
from okrlang.score.targets import Asked, Targets
from okrlang.score.values import Values
from okrlang.score.words import written


class Gates:
    """Judges what goals were provided with; `level` gives the level of a KPI on a day."""

    def __init__(self, values: Values, targets: Targets, level: Callable[[str, date], str | None]) -> None:
        self._values = values
        self._targets = targets
        self._level = level

    def judge(self, provided: Iterable[Provided], run: Run) -> tuple[Gate, ...]:
        """Each gate, in the order of the text."""
        return tuple(
            self._within(p, p.bound, run) if p.bound else self._stays(p, p.level or "green", run) for p in provided
        )

    def _stays(self, provided: Provided, level: str, run: Run) -> Gate:
        found = self._level(provided.subject, run.day)
        because = f"`{provided.subject}` is {found}" if found else f"`{provided.subject}` has no level"
        return Gate(provided.subject, _text(provided), is_at_least(found, level), because)

    def _within(self, provided: Provided, bound: Bound, run: Run) -> Gate:
        metric = self._values.metric(provided.subject)
        text = _text(provided)
        if metric is None:
            return Gate(provided.subject, text, None, f"there is no metric `{provided.subject}`")
        subject = self._values.of_metric(metric)
        reading = self._values.current(subject, run)
        if self._values.is_stale(subject, run.day):
            return Gate(provided.subject, text, None, f"the last value of `{metric.id}` is too old")
        if reading.value is None and reading.silence != "fail":
            return Gate(provided.subject, text, None, f"`{metric.id}` has no value")
        values = self._values
        asked = Asked(
            member=None,
            day=run.day,
            read=lambda other, member: values.fresh(values.of_metric(other), run, member),
            measured=lambda: values.when_begun(subject, run),
        )
        limits = self._targets.limits(bound, asked)
        if limits.lacking:
            return Gate(provided.subject, text, None, f"what `{metric.id}` is held to is unknown: {limits.lacking.why}")
        value = show(reading.value) if reading.value else "without a value, which means a failure,"
        return Gate(provided.subject, text, held(reading, limits), f"`{metric.id}` is {value}")


def _text(provided: Provided) -> str:
    return written(provided).removeprefix("provided ")


def hold(gates: Iterable[Gate]) -> bool | None:
    """Whether all gates hold; unknown while one is and none is broken."""
    return all_hold(gate.holds for gate in gates)

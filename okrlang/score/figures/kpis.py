"""The figures of a KPI: its value, that of its members, and the bands that it is held to."""

from __future__ import annotations

from collections.abc import Iterator

from okrlang.measure.reading import Reading
from okrlang.model.workspace import Metric
from okrlang.score.figures.figure import Figure, Stage
from okrlang.score.figures.readings import counted, measured
from okrlang.score.results import KpiScore


def stages(score: KpiScore, members: tuple[Reading, ...], metric: Metric | None) -> Iterator[Stage]:
    """The figures of what a KPI is measured by; `members` are the readings of its members."""
    yield Stage("The value", tuple(_values(score, members, metric)))


def _values(score: KpiScore, members: tuple[Reading, ...], metric: Metric | None) -> Iterator[Figure]:
    yield measured("value", "the value", score.reading, metric, score.why("value"))
    yield from counted(score.reading)
    for place, (member, reading) in enumerate(zip(score.members, members, strict=True)):
        yield measured(f"members[{place}].value", f"the value of {member.name}", reading, metric)

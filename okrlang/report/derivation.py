"""From how a number came about to the explanation that machines read; the number itself is that of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from okrlang.model import workspace as model
from okrlang.model.quantity import PERCENT, POINTS
from okrlang.report import derived as d
from okrlang.report import report as r
from okrlang.score.exact import decimal, decimal_or_none

if TYPE_CHECKING:  # only their shape is needed
    from okrlang.measure.reading import Observation, Reading
    from okrlang.model.quantity import Unit
    from okrlang.score.figures import figure as f

_IN_UNIT = ("current", "baseline", "target", "value")
_OF_DISTANCE = ("distance", "required_rate", "achieved_rate")


# --- one of each kind ------------------------------------------------------------------------------------------------


def of_key_result(item: r.KeyResult, found: f.Derivation, weighed: Iterable[f.Weighed]) -> d.Derivation:
    """How all that is said of a key result came about; `weighed` is what its objective is made of."""
    return d.Derivation(
        kind="key_result",
        id=item.id,
        title=item.title,
        asks=item.goal,
        of=item.id.partition(".")[0],
        status=item.status,
        level=None,
        policy=item.policy,
        because=item.because,
        path=item.path,
        line=item.line,
        provided=item.provided,
        weighed=tuple(map(_weighed, weighed)),
        **_parts(found, item),
    )


def of_objective(item: r.Objective, found: f.Derivation) -> d.Derivation:
    """How all that is said of an objective came about."""
    return d.Derivation(
        kind="objective",
        id=item.id,
        title=item.title,
        asks=None,
        of=item.cycle,
        status=item.status,
        level=None,
        policy=item.policy,
        because=item.because,
        path=item.path,
        line=item.line,
        provided=item.provided,
        weighed=tuple(map(_weighed, found.weighed)),
        **_parts(found, item),
    )


def of_kpi(item: r.Kpi, found: f.Derivation) -> d.Derivation:
    """How all that is said of a KPI came about."""
    return d.Derivation(
        kind="kpi",
        id=item.id,
        title=item.title,
        asks="; ".join(f"{band.level} {band.text}" for band in item.bands) or None,
        of=item.metric,
        status=None,
        level=item.level,
        policy=None,
        because=item.because,
        path=item.path,
        line=item.line,
        provided=(),
        weighed=(),
        **_parts(found, item),
    )


def of_metric(metric: model.Metric, found: f.Derivation) -> d.Derivation:
    """How the values of a metric came about."""
    return d.Derivation(
        kind="metric",
        id=metric.id,
        title=metric.title,
        asks=None,
        of=None,
        status=None,
        level=None,
        policy=None,
        because=metric.definition,
        path=metric.span.path,
        line=metric.span.line,
        provided=(),
        weighed=(),
        **_parts(found, None),
    )


def _parts(found: f.Derivation, item: r.KeyResult | r.Objective | r.Kpi | None) -> dict[str, Any]:
    numbers, unit = dict(numbers_of(item)) if item is not None else {}, getattr(item, "unit", None)
    stages = [_stage(stage, numbers, unit) for stage in found.stages]
    trend = item.trend if item is not None else None
    if trend is not None:
        stages.append(d.Stage(title="What was recorded", ahead=True, figures=tuple(_recorded(trend, numbers))))
    return {
        "rows": tuple(_rows(each.of, each.reading) for each in found.rows),
        "series": tuple(map(_series, found.series)),
        "stages": tuple(stage for stage in stages if stage.figures),
        "decided": found.decided or None,
        "judged": tuple(map(_judged, found.judged)),
    }


def numbers_of(item: object, key: str = "") -> Iterator[tuple[str, Decimal]]:
    """The numbers in a part of the report, each with where it stands: `members[0].progress`."""
    if isinstance(item, tuple):
        for place, each in enumerate(item):
            yield from numbers_of(each, f"{key}[{place}]")
    elif is_dataclass(item):
        for field in fields(item):
            if field.name not in ("line", "key_results"):
                yield from numbers_of(getattr(item, field.name), f"{key}.{field.name}" if key else field.name)
    elif isinstance(item, Decimal | int) and not isinstance(item, bool):
        yield key, Decimal(item)


# --- figures ---------------------------------------------------------------------------------------------------------


def _stage(stage: f.Stage, numbers: Mapping[str, Decimal], unit: str | None) -> d.Stage:
    figures = (_figure(figure, numbers, unit) for figure in stage.figures)
    return d.Stage(
        title=stage.title, ahead=stage.ahead, figures=tuple(f for f in figures if f.value is not None or f.because)
    )


def _figure(figure: f.Figure, numbers: Mapping[str, Decimal], unit: str | None) -> d.Figure:
    value = numbers.get(figure.key) if figure.key else figure.value
    known = value is not None
    return d.Figure(
        key=figure.key or None,
        name=figure.name,
        value=value,
        unit=_unit(figure, unit),
        is_share=figure.is_share,
        formula=(figure.formula or None) if known else None,
        operands=tuple(map(_operand, figure.operands)) if known else (),
        rows=_rows(figure.name, figure.reading) if figure.reading is not None and figure.reading.origin else None,
        written=d.Written(path=figure.span.path, line=figure.span.line) if figure.span and known else None,
        because=figure.because or None,
    )


def _unit(figure: f.Figure, unit: str | None) -> str | None:
    """The unit of a number: that of its goal where it is one of its values, else its own."""
    name = figure.key.rpartition(".")[2]
    if figure.key in _OF_DISTANCE:
        return POINTS.name if unit == PERCENT.name else unit
    if figure.key in _IN_UNIT or (figure.key.startswith("members[") and name == "value"):
        return unit
    return _name(figure.unit)


def _operand(operand: f.Operand) -> d.Operand:
    return d.Operand(
        name=operand.name,
        said=operand.said,
        values=operand.values,
        unit=_name(operand.unit),
        many=operand.many,
    )


def _name(unit: Unit | None) -> str | None:
    return unit.name or None if unit else None


def _recorded(trend: r.Trend, numbers: Mapping[str, Decimal]) -> Iterator[d.Figure]:
    """What runs recorded: those numbers are as they were written down then."""
    points = {f"trend.points[{place}]": point for place, point in enumerate(trend.points)}
    points |= {"trend.before": trend.before} if trend.before else {}
    for key, point in points.items():
        for name in ("progress", "confidence"):
            if f"{key}.{name}" in numbers:
                yield d.Figure(
                    key=f"{key}.{name}",
                    name=f"{name} as recorded on {point.at}",
                    value=numbers[f"{key}.{name}"],
                    unit=None,
                    is_share=True,
                    formula=None,
                    operands=(),
                    rows=None,
                    written=None,
                    because=f"the run of {point.at} recorded it; by what is known now it may be another",
                )


# --- rows, series, policies ------------------------------------------------------------------------------------------


def _rows(of: str, reading: Reading) -> d.Rows:
    origin = reading.origin
    assert origin is not None  # only such are explained
    return d.Rows(
        of=of,
        value=reading.value.value if reading.value else None,
        unit=_name(reading.value.unit) if reading.value else None,
        why_unknown=None if reading.value else " and ".join(reading.why),
        source=origin.source,
        path=origin.path,
        filter=origin.filter or None,
        query=origin.query,
        rows=reading.rows,
        first=reading.first,
        last=reading.last,
        first_row=origin.first_row,
        last_row=origin.last_row,
        line=origin.span.line if origin.span else None,
    )


def _series(found: f.Series) -> d.Series:
    unit = next((o.value.unit for o in found.observations if o.value), None)
    held = found.held or (None,) * len(found.observations)
    points = tuple(_point(*each) for each in zip(found.observations, held, strict=True))
    measure, member = found.measure, found.member
    return d.Series(measure=measure, member=member, period=found.period, unit=_name(unit), points=points)


def _point(observation: Observation, held: bool | None) -> d.SeriesPoint:
    origin = observation.reading.origin
    return d.SeriesPoint(
        at=observation.at,
        value=observation.value.value if observation.value else None,
        holds=held,
        rows=observation.reading.rows,
        first_row=origin.first_row if origin else None,
        last_row=origin.last_row if origin else None,
        line=origin.span.line if origin and origin.span else None,
    )


def _judged(found: f.Judged) -> d.Judged:
    lines = (d.Line(status=x.status, called=x.called, when=x.when or None, holds=x.holds) for x in found.lines)
    return d.Judged(
        policy=found.policy,
        assuming=found.assuming or None,
        given=tuple(map(_operand, found.given)),
        lines=tuple(lines),
    )


def _weighed(found: f.Weighed) -> d.Weighed:
    return d.Weighed(
        id=found.id,
        status=found.status,
        weight=decimal(found.weight),
        share=decimal(found.share),
        progress=decimal_or_none(found.progress),
        low=decimal(found.low),
        high=decimal(found.high),
    )

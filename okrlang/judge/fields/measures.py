"""Fields of metrics and KPIs, and of what they are made of."""

from __future__ import annotations

from datetime import date

from okrlang.judge.facts import Facts, unknown
from okrlang.judge.fields import Fields, Methods
from okrlang.judge.fields.about import RECORDS, REVIEWED, supported_by
from okrlang.judge.fields.common import COMMON, lasting, numbered, stated, word
from okrlang.judge.fields.measured import (
    CHANGES,
    NO_FIGURES,
    assurance,
    current,
    fired_share,
    level,
    level_on,
    limits,
    standing,
    why_not_fresh,
)
from okrlang.judge.identity import owned_by
from okrlang.judge.parts import Current, Range
from okrlang.logic.reader import Attribute, Number
from okrlang.logic.values import Unknown, Value
from okrlang.model.workspace import Band, KeyResult, Kpi, Metric

# --- KPIs -------------------------------------------------------------------------------------------------------------


def _value(facts: Facts, kpi: Kpi) -> Value:
    found = standing(facts, kpi)
    if found is None:
        return unknown(kpi.id, "value", NO_FIGURES)
    return unknown(kpi.id, "value", found.why("value")) if found.value is None else found.value


def _scope(_: Facts, kpi: Kpi) -> str | None:
    return next((word(band.scope.quantifier) for band in (kpi.green, kpi.amber, kpi.red) if band and band.scope), None)


KPI: Fields = {
    **COMMON,
    **RECORDS,
    **REVIEWED,
    **CHANGES,
    "metric": lambda facts, kpi: facts.workspace.find("metric", kpi.metric) if kpi.metric else None,
    "green": Attribute("green"),
    "amber": Attribute("amber"),
    "red": Attribute("red"),
    "scope": _scope,
    "samples_needed": Number("samples"),
    "lasting": lambda _, kpi: lasting(kpi.lasting),
    "chart": Attribute("chart"),
    "current": current,
    "value": _value,
    "level": level,
    "limits": limits,
    "assurance": assurance,
    "fired_share": fired_share,
    "provided_for": lambda facts, kpi: facts.ties.provided_for(kpi),
    "supported_by": supported_by,
    "descendants": lambda facts, kpi: facts.ties.descendants(kpi),
    "review_every": lambda _, kpi: lasting(kpi.review_every),
    "check_ins": lambda facts, kpi: facts.mentions.reports(kpi.id),
}
KPI_METHODS: Methods = {"owned_by": owned_by, "level_on": level_on}


def _low(_: Facts, band: Band) -> Value:
    """The lower end of a band, where it has one."""
    return stated(next((b.value for b in band.bounds if b.relation in _FROM), None), "", "low")


def _high(_: Facts, band: Band) -> Value:
    """The upper end of a band, where it has one."""
    ends = (b.upper if b.relation == "between" else b.value for b in band.bounds if b.relation in _UP_TO)
    return stated(next(ends, None), "", "high")


_FROM, _UP_TO = ("at least", "more than", "between"), ("at most", "less than", "between")
BAND: Fields = {"low": _low, "high": _high}


# --- metrics ----------------------------------------------------------------------------------------------------------


def _bound_to(_: Facts, metric: Metric) -> str | None:
    """Where its values come from; nothing where only check-ins can say them."""
    if metric.source or metric.parent:
        return "source"
    return "formula" if metric.formula is not None else "values" if metric.values else None


def _members(facts: Facts, metric: Metric) -> Value:
    """The members of its dimension: those listed, else those found by now."""
    dimension = metric.dimension
    if dimension is None or dimension.members is not None:
        return dimension.members if dimension and dimension.members else ()
    if facts.measures is None:
        return unknown(metric.id, "members", NO_FIGURES)
    found = facts.measures.members(metric.id, facts.as_of)
    return found or unknown(metric.id, "members", "no row has told its members yet")


def _members_listed(_: Facts, metric: Metric) -> bool:
    return metric.dimension is not None and (metric.dimension.members is not None or bool(metric.dimension.listed_in))


def _last(facts: Facts, metric: Metric) -> Value:
    """Its last value; unknown, with the reason, while there is none."""
    if facts.measures is None:
        return unknown(metric.id, "last", NO_FIGURES)
    reading = facts.measures.on(metric.id, facts.as_of)
    if reading.value is None or reading.at is None:
        return unknown(metric.id, "last", "; ".join(reading.why) or "there is no value")
    stale = facts.measures.stale(metric.id, facts.as_of)
    fresh = None if stale is None else not stale
    return Current(metric.id, reading.value, reading.at, fresh, why_not_fresh(facts, metric.id, fresh))


def _samples(facts: Facts, metric: Metric) -> Value:
    return _samples_by(facts, metric, facts.as_of, "samples")


def _samples_on(facts: Facts, metric: Metric, day: date) -> Value:
    return _samples_by(facts, metric, min(day, facts.as_of), "samples_on")


def _samples_by(facts: Facts, metric: Metric, day: date, name: str) -> Value:
    """How many values it had by a day, of windows that overlap one; unknown where its source gave none at all."""
    if facts.measures is None:
        return unknown(metric.id, name, NO_FIGURES)
    if not facts.measures.answers(metric.id):
        return unknown(metric.id, name, _silent(facts, metric))
    return numbered(sum(value.value is not None for value in facts.measures.apart(metric.id, day)))


def _answers(facts: Facts, metric: Metric) -> Value:
    """True where its source was read and gave a value; else unknown, with the reason."""
    if facts.measures is not None and facts.measures.answers(metric.id):
        return True
    return unknown(metric.id, "answers", _silent(facts, metric))


def _silent(facts: Facts, metric: Metric) -> str:
    """Why its source gave nothing."""
    found = _last(facts, metric)
    return found.reasons[0].why if isinstance(found, Unknown) else "its source is silent"


def _counted_by(facts: Facts, metric: Metric) -> tuple[KeyResult, ...]:
    """The open key results that count it as a whole; with a cycle, those of the cycle."""
    counting = facts.alignment.counting(metric)
    if facts.cycle is None:
        return counting
    return tuple(k for k in counting if facts.ties.objective_of(k).cycle == facts.cycle.id)


METRIC: Fields = {
    **COMMON,
    **CHANGES,
    "unit": lambda _, metric: (metric.unit.name or "1") if metric.unit else None,
    "bound_to": _bound_to,
    "take": lambda _, metric: metric.aggregate if metric.source or metric.parent else None,
    "window": lambda _, metric: lasting(metric.window),
    "split_by": lambda _, metric: metric.dimension.column if metric.dimension else None,
    "members": _members,
    "members_listed": _members_listed,
    "no_data": lambda _, metric: word(metric.no_data),
    "updated": lambda _, metric: lasting(metric.updated),
    "grace": lambda _, metric: lasting(metric.grace),
    "better": Attribute("better"),
    "stock": Attribute("stock"),
    "range": lambda _, metric: Range(*metric.range) if metric.range else None,
    "definition": Attribute("definition"),
    "accuracy": Attribute("accuracy"),
    "last": _last,
    "samples": _samples,
    "answers": _answers,
    "used_by": lambda facts, metric: facts.ties.users(metric),
    "counted_by": _counted_by,
}
METRIC_METHODS: Methods = {"samples_on": _samples_on}
RANGE: Fields = {"low": Attribute("low"), "high": Attribute("high")}

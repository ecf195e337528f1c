"""The world that rules are held against: a workspace as of the end of a day, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from okrlang.judge import parts
from okrlang.judge.facts import NOT_UNDERSTOOD, Facts, absent, no_history, unknown
from okrlang.judge.fields import (
    Field,
    Fields,
    Methods,
    key_results,
    measured,
    measures,
    objectives,
    organization,
    records,
)
from okrlang.judge.fields.about import RECORD_LISTS
from okrlang.judge.fields.common import id_of
from okrlang.logic.aggregates import AGGREGATES
from okrlang.logic.types import RECORD_KINDS
from okrlang.logic.values import Reason, Unknown, Value, because
from okrlang.model import workspace as w
from okrlang.model.calendar import FiscalCalendar, Period
from okrlang.model.quantity import Quantity

FIELDS: Mapping[str, Fields] = {
    "company": organization.COMPANY,
    "unit": organization.UNIT,
    "person": organization.PERSON,
    "cycle": organization.CYCLE,
    "day": organization.DAY,
    "priority": organization.PRIORITY,
    "source": organization.SOURCE,
    "objective": objectives.OBJECTIVE,
    "key_result": key_results.KEY_RESULT,
    "kpi": measures.KPI,
    "metric": measures.METRIC,
    "initiative": objectives.INITIATIVE,
    **dict.fromkeys(("record", *RECORD_KINDS), records.RECORD),
    "check_in": records.CHECK_IN,
    "attestation": records.ATTESTATION,
    "waiver": records.WAIVER,
    "approval": objectives.APPROVAL,
    "capacity": organization.CAPACITY,
    "band": measures.BAND,
    "range": measures.RANGE,
    "expectation": key_results.EXPECTATION,
    "milestone": key_results.MILESTONE,
    "zone_text": key_results.ZONE_TEXT,
    "provision": key_results.PROVISION,
    "reading": measured.READING,
    "limits": measured.LIMITS,
    "evidence": records.EVIDENCE,
    "written_score": records.WRITTEN_SCORE,
    "written_change": records.WRITTEN_CHANGE,
    "change": measured.CHANGE,
    "text": records.TEXT,
    "date": organization.DATE,
    "period": organization.PERIOD,
}
"""Every field of every type that rules can read."""

METHODS: Mapping[str, Methods] = {
    "company": organization.PARTY_METHODS,
    "unit": organization.UNIT_METHODS,
    "person": organization.PARTY_METHODS,
    "objective": objectives.OBJECTIVE_METHODS,
    "key_result": key_results.KEY_RESULT_METHODS,
    "kpi": measures.KPI_METHODS,
    "metric": measures.METRIC_METHODS,
    "initiative": objectives.INITIATIVE_METHODS,
}
"""Everything that can be asked of a thing."""

_TYPES: Mapping[type, str] = {
    w.Company: "company",
    w.OrgUnit: "unit",
    w.Party: "person",
    w.Cycle: "cycle",
    w.NamedDay: "day",
    w.Priority: "priority",
    w.DataSource: "source",
    w.Objective: "objective",
    w.KeyResult: "key_result",
    w.Kpi: "kpi",
    w.Metric: "metric",
    w.Initiative: "initiative",
    w.Record: "record",
    w.CheckIn: "check_in",
    w.Attestation: "attestation",
    w.Waiver: "waiver",
    w.Approval: "approval",
    w.Band: "band",
    w.Milestone: "milestone",
    w.Evidence: "evidence",
    w.WrittenScore: "written_score",
    w.WrittenChange: "written_change",
    parts.Capacity: "capacity",
    parts.Range: "range",
    parts.Limits: "limits",
    parts.Expectation: "expectation",
    parts.ZoneText: "zone_text",
    parts.Provision: "provision",
    parts.Current: "reading",
    str: "text",
    date: "date",
    Period: "period",
}


_CLASSES: Mapping[str, type] = {name: of for of, name in _TYPES.items()}
_OF_CLASS: Mapping[type, Fields] = {of: FIELDS[name] for of, name in _TYPES.items()}


class GoalWorld:
    """A workspace as rules see it; for checklist rules that of one cycle. It answers what `logic.world.World` asks."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.as_of: date = facts.as_of
        self.cycle: object | None = facts.cycle
        self.calendar: FiscalCalendar = facts.calendar
        self.memory: dict[object, Value] = {}
        self._listed: dict[tuple[str, bool], tuple[Any, ...]] = {}
        self._unsound = facts.workspace.unsound

    def for_cycle(self, cycle: w.Cycle) -> GoalWorld:
        """The world of the goals of one cycle."""
        return GoalWorld(self.facts.for_cycle(cycle))

    def field(self, subject: object, name: str) -> Value:
        """The value of a field; what was left out is absent, and what was not understood unknown."""
        if self._unsound and (self.type_of(subject), id_of(subject), name) in self._unsound:
            return unknown(id_of(subject), name, NOT_UNDERSTOOD)
        read = _OF_CLASS[subject.__class__].get(name)
        if read is None:  # a table of a list is made before its elements are asked what they are
            return because(f"there is no field `{name}`")
        found = read(self.facts, subject)
        return absent(id_of(subject), name) if found is None else found

    def reader(self, type_: str, name: str) -> Field | None:
        """How a field is read of things of a type; nothing where that was not understood of one of them."""
        vague = any(field == name and FIELDS[of] is FIELDS[type_] for of, _, field in self._unsound)
        return None if vague else FIELDS[type_].get(name)

    def class_of(self, type_: str) -> type | None:
        """The class of the things of a type; each kind of record has only the common one."""
        return _CLASSES.get(type_)

    def call(self, subject: object, name: str, arguments: tuple[Value, ...]) -> Value:
        """What a method gives."""
        ask = METHODS.get(_TYPES[subject.__class__], {}).get(name)
        if ask is None:
            return because(f"it cannot be asked for `{name}`")
        return ask(self.facts, subject, *arguments)

    def type_of(self, subject: object) -> str:
        """The type of a thing; a record's is its kind."""
        return subject.kind if isinstance(subject, w.Record) else _TYPES[subject.__class__]

    def param(self, name: str) -> Quantity:
        """The value of a param."""
        return self.facts.params[name]

    # --- lists ------------------------------------------------------------------------------------------------------

    def things(self, name: str, including_dropped: bool = False) -> tuple[Any, ...] | Unknown:
        """A list of the workspace; goals are those of the cycle, where one is judged."""
        if name == "changes":
            return no_history("", "changes")
        key = (name, including_dropped)
        if key not in self._listed:
            goals = name in ("objectives", "key_results", "initiatives")
            self._listed[key] = self._goals(name, including_dropped) if goals else _LISTS[name](self.facts)
        return self._listed[key]

    def _goals(self, name: str, including_dropped: bool) -> tuple[Any, ...]:
        ties, cycle = self.facts.ties, self.facts.cycle
        if cycle is not None:
            objectives = ties.of_cycle(cycle, including_dropped)
        else:
            objectives = self.facts.workspace.objectives if including_dropped else ties.objectives
        if name == "objectives":
            return objectives
        if name == "initiatives":
            return tuple(i for o in objectives for i in o.initiatives)
        return tuple(k for o in objectives for k in o.key_results if including_dropped or ties.is_open(k))

    # --- a metric's own past ------------------------------------------------------------------------------------------

    def history(self, function: str, metric: object, span: Quantity | None) -> Value:
        """`mean(metric, 12 months)`, `previous(metric)`: of the values of its series up to now."""
        measures = self.facts.measures
        if not isinstance(metric, w.Metric):
            return because(f"`{function}` is asked of a metric")
        if measures is None:
            return Unknown((Reason(metric.id, "values", measured.NO_FIGURES),))
        if measures.stale(metric.id, self.as_of):
            return Unknown((Reason(metric.id, "values", "its last value is too old"),))
        if function == "previous":
            reading = measures.previous(metric.id, self.as_of)
            return because("; ".join(reading.why)) if reading.value is None else reading.value
        if function not in AGGREGATES:
            return because(f"`{function}` cannot be asked of a metric")
        window = w.Every(Decimal(span.value), span.unit.name) if span is not None else None
        found = [(o.value, o.reading.why) for o in measures.history(metric.id, self.as_of, window)]
        if not found:
            return Unknown((Reason(metric.id, "values", f"it has no value in {span}"),))
        lost = next((why for value, why in found if value is None), None)
        if lost is not None:
            return Unknown((Reason(metric.id, "values", "; ".join(lost) or "a value is missing"),))
        return AGGREGATES[function](tuple(value for value, _ in found))


def _of_kind(kind: str) -> Callable[[Facts], tuple[Any, ...]]:
    return lambda facts: facts.mentions.of_kind(kind)


_LISTS: Mapping[str, Callable[[Facts], tuple[Any, ...]]] = {
    "companies": lambda facts: (facts.workspace.company,) if facts.workspace.company else (),
    "units": lambda facts: facts.workspace.units,
    "cycles": lambda facts: facts.workspace.cycles,
    "days": lambda facts: facts.workspace.days,
    "priorities": lambda facts: facts.workspace.priorities,
    "kpis": lambda facts: facts.workspace.kpis,
    "metrics": lambda facts: facts.workspace.metrics,
    "records": lambda facts: facts.mentions.records,
    **{plural: _of_kind(kind) for plural, kind in RECORD_LISTS.items()},
    "check_ins": lambda facts: facts.mentions.check_ins,
    "attestations": lambda facts: facts.mentions.attestations,
    "waivers": lambda facts: facts.mentions.waivers,
}

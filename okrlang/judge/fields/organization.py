"""Fields of the company, its units and people, its priorities, and of cycles, days and sources."""

from __future__ import annotations

from okrlang.judge.facts import Facts
from okrlang.judge.fields import Field, Fields, Methods
from okrlang.judge.fields.about import supported_by
from okrlang.judge.fields.common import COMMON, party_of
from okrlang.judge.identity import same
from okrlang.judge.planning import capacity_of, planned
from okrlang.logic import values
from okrlang.logic.reader import Attribute
from okrlang.logic.values import Value
from okrlang.model.quantity import number
from okrlang.model.workspace import Company, DataSource, KeyResult, Objective, OrgUnit, Priority


def _owned_objectives(facts: Facts, unit: Company | OrgUnit) -> tuple[Objective, ...]:
    """The objectives that a unit is accountable for, while the cycle runs that is judged."""
    return facts.meanwhile(facts.ties.owned_objectives(unit))


def _owned_key_results(facts: Facts, unit: OrgUnit) -> tuple[KeyResult, ...]:
    owned = facts.ties.owned_key_results(unit)
    current = set(facts.meanwhile(facts.ties.objective_of(k) for k in owned))
    return tuple(k for k in owned if facts.ties.objective_of(k) in current)


def _initiatives(facts: Facts, unit: OrgUnit) -> Value:
    owned = facts.ties.owned_initiatives(unit)
    current = set(facts.meanwhile(facts.ties.objective_of(i) for i in owned))
    return tuple(i for i in owned if facts.ties.objective_of(i) in current)


def _contributes_to(facts: Facts, unit: OrgUnit) -> tuple[Objective, ...]:
    """The objectives of others in which a unit has a part: it stands `with` them, or owns some of the work."""
    return facts.meanwhile(facts.ties.shared(unit))


def _priorities(facts: Facts, company: Company) -> tuple[Priority, ...]:
    return tuple(p for p in facts.workspace.priorities if p.id in company.priorities)


def _to_lift(facts: Facts, unit: Company | OrgUnit) -> tuple[Objective | Priority, ...]:
    """What those beneath a unit are there to lift: its objectives, and of the company its priorities."""
    if isinstance(unit, Company):
        return (*_priorities(facts, unit), *_owned_objectives(facts, unit))
    return _owned_objectives(facts, unit) if facts.organization.parts(unit) else ()


def _uncovered(facts: Facts, unit: Company | OrgUnit) -> tuple[Objective | Priority, ...]:
    """What of it no objective lifts while the cycle runs that is judged."""
    return tuple(goal for goal in _to_lift(facts, unit) if not facts.meanwhile(facts.ties.supporters(goal)))


def _coverage(facts: Facts, unit: Company | OrgUnit) -> Value:
    """The part of it that is lifted; absent where there is nothing to lift, or nobody beneath."""
    asked = len(_to_lift(facts, unit))
    covered = number(asked - len(_uncovered(facts, unit)))
    return values.calculate("/", covered, number(asked)) if asked else None


ALIGNED: Fields = {
    "parts": lambda facts, unit: facts.organization.parts(unit),
    "ancestors": lambda facts, unit: facts.organization.above(unit)[1:],
    "descendants": lambda facts, unit: facts.organization.beneath(unit)[1:],
    "uncovered": _uncovered,
    "coverage": _coverage,
}
COMPANY: Fields = {
    **COMMON,
    **ALIGNED,
    "mission": Attribute("mission"),
    "vision": Attribute("vision"),
    "priorities": _priorities,
    "units": lambda facts, _: facts.workspace.units,
    "objectives": _owned_objectives,
    "kpis": lambda facts, company: facts.ties.owned_kpis(company),
    "follows": Attribute("follows"),
    "follows_since": Attribute("follows_since"),
}


UNIT: Fields = {
    **COMMON,
    **ALIGNED,
    "kind": Attribute("kind"),
    "part_of": lambda facts, unit: facts.organization.unit(unit.part_of),
    "lead": lambda facts, unit: party_of(facts, unit.lead),
    "held_by": lambda facts, unit: party_of(facts, unit.held_by),
    "capacity": lambda _, unit: capacity_of(unit),
    "planned": planned,
    "objectives": _owned_objectives,
    "key_results": _owned_key_results,
    "kpis": lambda facts, unit: facts.ties.owned_kpis(unit),
    "initiatives": _initiatives,
    "contributes_to": _contributes_to,
    "unshown": lambda facts, unit: facts.meanwhile(facts.alignment.unshown(unit)),
}
PARTY_METHODS: Methods = {"stands_for": same}
UNIT_METHODS: Methods = {"within": lambda facts, unit, other: facts.organization.within(unit, other), **PARTY_METHODS}
PERSON: Fields = COMMON
CAPACITY: Fields = {
    "people": Attribute("people"),
    "budget": Attribute("budget"),
    "date": Attribute("day"),
}


# --- cycles and days ----------------------------------------------------------------------------------------------


def _length(name: str) -> Field:
    """A rhythm of the cycle, or the pack's where it is left out."""
    return lambda facts, cycle: facts.length(getattr(cycle, name), name)


CYCLE: Fields = {
    **COMMON,
    "start": lambda _, cycle: cycle.period.start,
    "end": lambda _, cycle: cycle.period.last,
    "past": lambda facts, cycle: facts.is_past(cycle),
    "check_in_every": _length("check_in_every"),
    "review_every": _length("review_every"),
    "communicate_within": _length("communicate_within"),
    "policy": Attribute("policy"),
    "pauses": Attribute("pauses"),
    "rolls_up": Attribute("rolls_up"),
    "objectives": lambda facts, cycle: facts.ties.of_cycle(cycle),
}


def _metrics(facts: Facts, source: DataSource) -> Value:
    return tuple(metric for metric in facts.workspace.metrics if metric.source == source.id)


DAY: Fields = {**COMMON, "date": Attribute("day")}
PRIORITY: Fields = {
    **COMMON,
    "supported_by": supported_by,
    "descendants": lambda facts, thing: facts.ties.descendants(thing),
}
SOURCE: Fields = {**COMMON, "kind": Attribute("kind"), "metrics": _metrics}
PERIOD: Fields = {"start": Attribute("start"), "end": Attribute("last")}


def _tile(kind: str) -> Field:
    """The period of a kind in which a day lies."""
    return lambda facts, day: facts.calendar.containing(day, kind)


DATE: Fields = {kind: _tile(kind) for kind in ("year", "quarter", "month", "week")}

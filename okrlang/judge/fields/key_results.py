"""Fields of key results, and of what they are made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from okrlang.judge.facts import Facts, unknown
from okrlang.judge.fields import Fields, Methods
from okrlang.judge.fields.about import RECORDS, asked, counted, ended_on, evaluated_score, past, provided, supported_by
from okrlang.judge.fields.common import COMMON, by_now, numbered, party_of, stated, word
from okrlang.judge.fields.measured import (
    CHANGES,
    MEMBER_BY_MEMBER,
    NO_FIGURES,
    assurance,
    bound,
    chance,
    chance_on,
    current,
    figure,
    limits,
    limits_on,
    progress,
    reached_on,
    signal,
    standing,
    status,
    status_on,
    status_since,
)
from okrlang.judge.identity import owned_by
from okrlang.judge.parts import Expectation, Provision, ZoneText
from okrlang.judge.quotation import contradicting
from okrlang.judge.rhythm import missed
from okrlang.logic.reader import Attribute, First, Number
from okrlang.logic.values import Reason, Unknown, Value
from okrlang.model.calendar import Period
from okrlang.model.quantity import Quantity
from okrlang.model.workspace import (
    Change,
    CheckIn,
    Evidence,
    Form,
    Goal,
    Keep,
    KeyResult,
    Metric,
    Milestone,
    Reach,
    RelativeChange,
    Zones,
)

_BOUND = (Reach, Keep)
_MEASURED = (Change, RelativeChange, Reach, Keep)

# --- what it asks for -------------------------------------------------------------------------------------------------


def _target(facts: Facts, key_result: KeyResult) -> Value:
    """The number to be reached, as written or as computed from what is measured; of a band its lower end."""
    form = key_result.forms[0] if key_result.forms else None
    written = stated(_asked_for(form), key_result.id, "target")
    if written is None:
        return None
    if isinstance(written, Quantity) and not isinstance(form, RelativeChange):
        return written
    found = standing(facts, key_result)
    if found is not None and found.target is not None:
        return found.target
    why = found.why("target") if found is not None else "it is computed from what is measured"
    return written if isinstance(written, Unknown) else Unknown((Reason(key_result.id, "target", why),), stated=True)


def _asked_for(form: Form | None) -> Goal | None:
    match form:
        case Change():
            return form.end
        case RelativeChange():
            return form.amount
        case Reach() | Keep():
            return form.bound.value
    return None


def _baseline(facts: Facts, key_result: KeyResult) -> Value:
    """Where a change starts from; absent where nothing is to change, or where it is still `tbd`."""
    form = key_result.forms[0] if key_result.forms else None
    if isinstance(form, Change):
        written = stated(form.start, key_result.id, "baseline")
        if written is None or isinstance(written, Quantity):
            return written
    elif not isinstance(form, RelativeChange):
        return None
    found = standing(facts, key_result)
    if found is None:
        return unknown(key_result.id, "baseline", NO_FIGURES)
    if found.members and all(member.progress is not None for member in found.members):
        return Unknown((Reason(key_result.id, "baseline", MEMBER_BY_MEMBER),), stated=True)
    return found.baseline or unknown(key_result.id, "baseline", found.why("baseline"))


def _relation(_: Facts, key_result: KeyResult) -> str | None:
    form = key_result.forms[0] if key_result.forms else None
    return word(form.bound.relation) if isinstance(form, _BOUND) else None


def _scope(_: Facts, key_result: KeyResult) -> str | None:
    scopes = [form.scope for form in key_result.forms if isinstance(form, _MEASURED) and form.scope]
    return word(scopes[0].quantifier) if scopes else None


def _zones(_: Facts, key_result: KeyResult) -> tuple[ZoneText, ...]:
    texts = (
        (zone, getattr(form, zone))
        for form in key_result.forms
        if isinstance(form, Zones)
        for zone in ("commit", "target", "stretch")
    )
    return tuple(ZoneText(zone, text) for zone, text in texts if text is not None)


def _metric(facts: Facts, key_result: KeyResult) -> Metric | None:
    found = facts.workspace.find("metric", key_result.metric) if key_result.metric else None
    return found if isinstance(found, Metric) else None


# --- what was said of it ----------------------------------------------------------------------------------------------


def _last_check_in(facts: Facts, key_result: KeyResult) -> CheckIn | None:
    return max(facts.mentions.reports(key_result.id), key=lambda c: c.date, default=None)


def _missed_check_ins(facts: Facts, key_result: KeyResult) -> tuple[date, ...] | Unknown:
    """The days by which check-ins were due and not made: none before it began, after its day, once done or dropped."""
    objective = facts.ties.objective_of(key_result)
    cycle = facts.ties.cycle_of(objective)
    if cycle is None:
        return unknown(key_result.id, "check_ins", "there is no cycle in which they would be due")
    start = objective.start or cycle.period.start
    within = Period(start, cycle.period.end)
    due = asked(facts, cycle.check_in_every, "check_in_every", "check_in_grace", within, cycle.pauses)
    if isinstance(due, Unknown):
        return due
    ends = (key_result.due, ended_on(facts, key_result), _done_on(facts, key_result))
    end = min([day for day in ends if day is not None])
    kept = [check_in.date for check_in in facts.mentions.reports(key_result.id)]
    return missed([turn for turn in due if turn.due <= end], kept, facts.as_of)


def _done_on(facts: Facts, key_result: KeyResult) -> date | None:
    """The day on which the last milestone was done, if all are."""
    steps = [step for step in key_result.milestones if _fate(facts, step) == "open"]
    days = [by_now(facts, step.done) for step in steps]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _fate(facts: Facts, milestone: Milestone) -> str:
    return "dropped" if milestone.dropped and milestone.dropped.on <= facts.as_of else "open"


def _evidence(facts: Facts, key_result: KeyResult) -> tuple[Evidence, ...]:
    """The evidence of all records that concern it."""
    return tuple(e for record in facts.mentions.of_goal(key_result, "record") for e in record.evidence)


KEY_RESULT: Fields = {
    **COMMON,
    **RECORDS,
    **CHANGES,
    "objective": lambda facts, k: facts.ties.objective_of(k),
    "cycle": lambda facts, k: facts.ties.cycle_of(facts.ties.objective_of(k)),
    "metric": _metric,
    "form": Attribute("kind"),
    "own_owner": lambda facts, k: party_of(facts, k.owner),
    "baseline": First("forms", Change, "start.quantity", _baseline),
    "target": First("forms", Change, "end.quantity", _target),
    "commit": lambda _, k: stated(k.commit, k.id, "commit"),
    "stretch": lambda _, k: stated(k.stretch, k.id, "stretch"),
    "bound": _relation,
    "scope": _scope,
    "expects": lambda _, k: tuple(Expectation(day, value) for day, value in k.expects),
    "start": lambda facts, k: facts.ties.objective_of(k).start,
    "due": Attribute("due"),
    "past": past,
    "own_due": lambda _, k: k.due if k.own_due and not k.due_tbd else None,
    "weight": Number("weight"),
    "confidence": Number("confidence"),
    "milestones": Attribute("milestones"),
    "zones": _zones,
    "title_contradicts": lambda _, k: contradicting(k),
    "provided": provided,
    "advanced_by": lambda facts, k: facts.unless_lost(facts.ties.advancing(k), "initiative", "advances"),
    "supported_by": supported_by,
    "ancestors": lambda facts, k: facts.ties.ancestors(k),
    "descendants": lambda facts, k: facts.ties.descendants(k),
    "counted_above": lambda facts, k: facts.alignment.is_counted_above(k),
    "check_ins": lambda facts, k: facts.mentions.reports(k.id),
    "written_scores": lambda facts, k: facts.mentions.scores_of(k.id),
    "evaluated_score": evaluated_score,
    "last_check_in": _last_check_in,
    "missed_check_ins": lambda facts, k: counted(_missed_check_ins(facts, k)),
    "missed_check_in_days": _missed_check_ins,
    "state": lambda facts, k: facts.ties.state(k),
    "left": ended_on,
    "current": current,
    "raw": figure("raw", numbered),
    "progress": progress,
    "low": bound("low"),
    "high": bound("high"),
    "expected": figure("expected", numbered),
    "status": status,
    "status_since": status_since,
    "score": figure("score", numbered),
    "limits": limits,
    "assurance": assurance,
    "signal": signal,
    "chance": chance,
    "evidence": _evidence,
}
KEY_RESULT_METHODS: Methods = {
    "owned_by": owned_by,
    "status_on": status_on,
    "limits_on": limits_on,
    "chance_on": chance_on,
    "reached_on": reached_on,
}


# --- its parts --------------------------------------------------------------------------------------------------------


def _holds(facts: Facts, provision: Provision) -> Value:
    """Whether what a goal is provided with holds."""
    found, name = standing(facts, provision.goal), provision.goal.id
    if found is None:
        return unknown(name, "provided", NO_FIGURES)
    gate = found.provided[provision.number]
    return unknown(name, "provided", gate.because) if gate.holds is None else gate.holds


def _provision_value(_: Facts, provision: Provision) -> Value:
    bound = provision.written.bound
    return stated(bound.value, provision.goal.id, "provided") if bound else None


def _provision_subject(facts: Facts, provision: Provision) -> Any:
    written = provision.written
    return facts.workspace.find("kpi" if written.level else "metric", written.subject)


PROVISION: Fields = {
    "subject": _provision_subject,
    "bound": lambda _, p: word(p.written.bound.relation) if p.written.bound else None,
    "value": _provision_value,
    "level": lambda _, p: p.written.level,
    "holds": _holds,
}
MILESTONE: Fields = {
    "title": Attribute("title"),
    "weight": Number("weight"),
    "due": Attribute("due"),
    "done": lambda facts, step: by_now(facts, step.done),
    "score": Number("score"),
    "state": _fate,
}
ZONE_TEXT: Fields = {"zone": Attribute("zone"), "text": Attribute("text")}
EXPECTATION: Fields = {
    "value": lambda _, point: stated(point.value, "", "expects"),
    "date": Attribute("day"),
}

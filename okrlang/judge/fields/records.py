"""Fields of dated records, check-ins, attestations and waivers, and of what they are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from okrlang.judge.facts import Facts, unknown
from okrlang.judge.fields import Fields
from okrlang.judge.fields.common import COMMON, by_now, party_of, word
from okrlang.judge.identity import owned_by, same
from okrlang.judge.organization import Owner
from okrlang.logic import texts, values
from okrlang.logic.reader import Attribute, Number
from okrlang.logic.values import Value
from okrlang.model.workspace import (
    Approval,
    CheckIn,
    Company,
    Cycle,
    Evidence,
    Initiative,
    KeyResult,
    Kpi,
    Objective,
    OrgUnit,
    Record,
    Waiver,
)

_COVERED = ("objective", "key_result", "kpi", "initiative", "priority")
_RESTED_ON = ("kpi", "metric", "objective", "key_result")
_CHANGED = ("objective", "key_result", "kpi", "metric", "initiative")
_ANYTHING = (
    *("objective", "key_result", "kpi", "metric", "initiative", "priority"),
    *("unit", "company", "cycle", "record", "source"),
)


def thing(facts: Facts, name: str, kinds: Iterable[str]) -> Any:
    """The thing of that id, of the first of the kinds that has one."""
    return next((found for kind in kinds if (found := facts.workspace.find(kind, name)) is not None), None)


def things(facts: Facts, names: Iterable[str], kinds: Iterable[str]) -> tuple[Any, ...]:
    """The things of these ids."""
    return tuple(found for name in names if (found := thing(facts, name, kinds)) is not None)


def reached(facts: Facts, record: Record) -> tuple[Company | OrgUnit, ...]:
    """The units under the audience of a communication."""
    audience = (facts.organization.party(party) for party in record.audience)
    units = (unit for unit in audience if isinstance(unit, Company | OrgUnit))
    return tuple(dict.fromkeys(part for unit in units for part in facts.organization.beneath(unit)))


def _approved(facts: Facts, record: Record) -> Approval | None:
    approval = record.approved
    return approval if approval and (approval.on is None or approval.on <= facts.as_of) else None


def _agrees(facts: Facts, check_in: CheckIn) -> Value:
    """Whether a check-in says what the source says of its date; absent where there is nothing to compare."""
    if check_in.value is None:
        return None
    if facts.measures is None:
        return unknown(check_in.subject, "agrees", "no data was read")
    from okrlang.measure.agreement import agrees  # lint does not load what reads data

    return agrees(facts.workspace, facts.measures, check_in)


RECORD: Fields = {
    **COMMON,
    "kind": Attribute("kind"),
    "date": Attribute("date"),
    "by": lambda facts, record: party_of(facts, record.by),
    "covers": lambda facts, record: things(facts, record.covers, _COVERED),
    "audience": lambda facts, record: tuple(facts.organization.party(party) for party in record.audience),
    "reached": reached,
    "evidence": Attribute("evidence"),
    "outcome": lambda _, record: record.outcome if record.outcome and record.outcome.strip() else None,
    "rests_on": lambda facts, record: things(facts, record.rests_on, _RESTED_ON),
    "answers": lambda facts, record: facts.mentions.answered(record),
    "answered_by": lambda facts, record: facts.mentions.answers_to(record),
    "due": Attribute("due"),
    "done": lambda facts, record: by_now(facts, record.done),
    "budget": Attribute("budget"),
    "scores": Attribute("scores"),
    "changes": Attribute("changes"),
    "keeps": lambda facts, record: things(facts, record.keeps, _CHANGED),
    "recorded_after": lambda _, record: None,  # until the revision history is read
    "judges_relevance": Attribute("judges_relevance"),
    "approved": _approved,
}
CHECK_IN: Fields = {
    **COMMON,
    "date": Attribute("date"),
    "by": lambda facts, check_in: party_of(facts, check_in.by),
    "subject": lambda facts, check_in: thing(facts, check_in.subject, ("key_result", "kpi")),
    "member": Attribute("member"),
    "value": Attribute("value"),
    "status": lambda _, check_in: word(check_in.status),
    "zone": Attribute("zone"),
    "confidence": Number("confidence"),
    "note": Attribute("note"),
    "age": lambda facts, check_in: values.days(facts.as_of, check_in.date),
    "agrees": _agrees,
}
ATTESTATION: Fields = {
    **COMMON,
    "checklist": Attribute("checklist"),
    "item": Attribute("item"),
    "date": Attribute("date"),
    "by": lambda facts, attestation: party_of(facts, attestation.by),
    "until": Attribute("until"),
    "evidence": Attribute("evidence"),
}


def _approved_by_owner(facts: Facts, waiver: Waiver) -> bool:
    """Whether who approved it owns what it is for, stands with the owner, or leads them."""
    party = facts.organization.party(waiver.approved)
    subjects = (facts.workspace.find(kind, waiver.subject) for kind in _ANYTHING)
    return any(_answers_for(facts, party, subject) for subject in subjects)


def _answers_for(facts: Facts, party: Owner, subject: object) -> bool:
    if isinstance(subject, Objective | KeyResult | Kpi | Initiative):
        return owned_by(facts, subject, party)
    if isinstance(subject, Company | OrgUnit):
        return same(facts, subject, party)
    if isinstance(subject, Cycle):  # what holds for a cycle as a whole holds for whoever has a goal in it
        return any(owned_by(facts, goal, party) for goal in facts.ties.of_cycle(subject, including_dropped=True))
    if isinstance(subject, Record):
        return any(same(facts, owner, party) for who in (subject.by, subject.owner) if (owner := party_of(facts, who)))
    return False


def _waived_cycle(facts: Facts, waiver: Waiver) -> Cycle | None:
    """The cycle that it is for: its subject's, or its subject itself."""
    for kind in ("objective", "key_result", "initiative", "cycle"):
        subject = facts.workspace.find(kind, waiver.subject)
        if isinstance(subject, KeyResult | Initiative):
            subject = facts.ties.objective_of(subject)
        found = facts.ties.cycle_of(subject) if isinstance(subject, Objective) else subject
        if isinstance(found, Cycle):
            return found
    return None


WAIVER: Fields = {
    **COMMON,
    "approved_by_owner": _approved_by_owner,
    "cycle": _waived_cycle,
    "rule": Attribute("rule"),
    "subject": lambda facts, waiver: thing(facts, waiver.subject, _ANYTHING),
    "approved": lambda facts, waiver: party_of(facts, waiver.approved),
    "from": Attribute("start"),
    "until": Attribute("until"),
}


# --- their parts ------------------------------------------------------------------------------------------------------


def exists(facts: Facts, evidence: Evidence) -> Value:
    """Whether the file is there and can show something: a regular one, inside the root, not empty, no goal text."""
    if facts.files is None:
        return unknown("", "exists", f"nobody has looked for {evidence.path}")
    return facts.files.shows(evidence.path)


def hash_matches(facts: Facts, evidence: Evidence) -> Value:
    """Whether the file still is what it was; absent where no SHA-256 was written down."""
    if evidence.sha256 is None:
        return None
    if facts.files is None:
        return unknown("", "hash_matches", f"nobody has looked at {evidence.path}")
    return facts.files.sha256(evidence.path) == evidence.sha256


EVIDENCE: Fields = {
    "path": Attribute("path"),
    "exists": exists,
    "hash_matches": hash_matches,
    "used_by": lambda facts, evidence: facts.mentions.showing(evidence.path),
}
WRITTEN_SCORE: Fields = {
    "of": lambda facts, score: thing(facts, score.of, ("objective", "key_result")),
    "value": Number("value"),
    "projected": Number("projected"),
    "cause": Attribute("cause"),
}
WRITTEN_CHANGE: Fields = {
    "of": lambda facts, change: thing(facts, change.of, _CHANGED),
    "what": Attribute("what"),
    "from": Attribute("start"),
    "to": Attribute("end"),
}
TEXT: Fields = {
    "words": lambda _, text: texts.words(text),
    "opening": lambda _, text: texts.opening(text),
    "numbers": lambda _, text: texts.numbers(text),
    "lines": lambda _, text: texts.lines(text),
}

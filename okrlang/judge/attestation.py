"""Attestations: whether somebody's word on a checklist item holds for a cycle, and what is to be said of such words."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date

from okrlang.judge.facts import Facts
from okrlang.judge.fields.records import exists, hash_matches
from okrlang.judge.identity import owned_by
from okrlang.judge.waivers import SOON
from okrlang.model.workspace import Attestation, Cycle
from okrlang.syntax.diagnostic import Diagnostic


def attested(facts: Facts, checklist: str, item: str, cycle: Cycle) -> tuple[Attestation | None, str]:
    """The attestation that holds for an item in a cycle, or none and why."""
    why = "nobody has attested it"
    for attestation in facts.mentions.attestations:
        if (attestation.checklist, attestation.item) == (checklist, item) and cycle.period.contains(attestation.date):
            fault = next(faults(facts, attestation, cycle), None)
            if fault is None:
                return attestation, ""
            why = f"the attestation of {attestation.date} does not count: {fault}"
    return None, why


def faults(facts: Facts, attestation: Attestation, cycle: Cycle) -> Iterator[str]:
    """What keeps an attestation that is dated inside a cycle from counting."""
    if attestation.by is None:
        yield "nobody stands behind it"
    else:
        attester = facts.organization.party(attestation.by)
        for objective in facts.ties.of_cycle(cycle, including_dropped=True):
            if owned_by(facts, objective, attester):
                who = attestation.by.id or attestation.by.text
                yield f"{who} answers for {objective.id}, an objective of the cycle"
    yield from _faults_of_time(facts, attestation, cycle)
    yield from _faults_of_evidence(facts, attestation)


def _faults_of_time(facts: Facts, attestation: Attestation, cycle: Cycle) -> Iterator[str]:
    """It lasts until now, or until the cycle ended, and not beyond it."""
    if attestation.until is None:
        yield "it does not say when it ends"
    elif attestation.until > cycle.period.last:
        yield f"it lasts until {attestation.until}, beyond the end of the cycle"
    elif attestation.until < min(facts.as_of, cycle.period.last):
        yield f"it ended on {attestation.until}"


def _faults_of_evidence(facts: Facts, attestation: Attestation) -> Iterator[str]:
    if not attestation.evidence:
        yield "it names no evidence"
    for evidence in attestation.evidence:
        if exists(facts, evidence) is not True:
            there = facts.files is not None and facts.files.exists(evidence.path)
            yield f"{evidence.path} shows nothing" if there else f"there is no file {evidence.path}"
        elif hash_matches(facts, evidence) not in (None, True):
            yield f"{evidence.path} is not the file that was attested"


# --- what is to be said of them ---------------------------------------------------------------------------------------


def said_of_attestations(facts: Facts, attested_items: Container[tuple[str, str]]) -> Iterator[Diagnostic]:
    """What is to be said of attestations: one is of an item that needs none, has ended before its cycle, or ends soon.

    `attested_items` are the items that need one, each with its checklist.
    """
    last: dict[tuple[str, str], date] = {}
    for attestation in facts.mentions.attestations:
        item = (attestation.checklist, attestation.item)
        last[item] = max(last.get(item, date.min), attestation.until or date.min)
    for attestation in facts.mentions.attestations:
        item, until = (attestation.checklist, attestation.item), attestation.until
        what = f"the attestation of item {attestation.item}"
        if item not in attested_items:
            message = f"item {attestation.item} needs no attestation: rules alone decide it"
            yield Diagnostic("attestation-unneeded", message, attestation.span, "warning", "take it out")
        elif until is None or until < last[item]:
            continue  # another one lasts longer
        elif facts.as_of <= until <= facts.as_of + SOON:
            yield Diagnostic("attestation-ends-soon", f"{what} ends on {until}", attestation.span, "info", None)
        elif until < facts.as_of and (cycle := _running(facts, attestation)):
            message = f"{what} ended on {until}, and {cycle.id} runs until {cycle.period.last}"
            advice = "let somebody attest it anew"
            yield Diagnostic("attestation-ended", message, attestation.span, "warning", advice)


def _running(facts: Facts, attestation: Attestation) -> Cycle | None:
    """The cycle in which it is dated, if that one still runs."""
    cycles = (c for c in facts.ties.cycles_with_goals if c.period.contains(attestation.date))
    return next((cycle for cycle in cycles if cycle.period.contains(facts.as_of)), None)

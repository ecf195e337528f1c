"""The rows of the design's two tables, each with the rules that hold it: no row is without, and no rule without a home.

Rows are called by the numbers of their items or by what they are about; the rules of an item are those that its checklist names.
"""

from __future__ import annotations

import pytest

from okrlang.logic.packs import shipped

PACKS = shipped()[0]
ITEMS = {item.number: item for item in PACKS.checklists["okr_procedure"].items}

# What decides an item, part by part: each part of the row, and the rules that decide it.
DECIDES = {
    "1.1": {
        "mission, vision and priorities": ["company-direction"],
        "an objective of the company's own": ["company-objective"],
        "its objectives support a priority": ["company-objective-purpose"],
        "one owner, a reason, a kind": ["objective-charter"],
    },
    "1.2": {
        "two to five each": ["objective-decided", "key-result-count"],
        "number, milestone or zone; a target": ["key-result-measurable", "key-result-target"],
        "a milestone has a day of its own": ["milestone-dated"],
        "baseline known for a change": ["baseline-known"],
        "neither out of reach nor inside the natural limits": ["target-achievable"],
    },
    "2.1": {
        "supports something above it, or stands alone by approval": ["aligned-upward"],
        "at most a quarter stand alone": ["standing-alone"],
        "every priority and company objective is supported": ["priority-served", "company-objective-carried"],
        "no circle": ["alignment-circle"],
        "dates overlap": ["alignment-dates"],
        "no measure counted twice": ["measure-counted-once"],
    },
    "2.2": {
        "plans cover every company objective": ["plan-covers-goals"],
        "every KPI is reviewed and used": ["kpi-reviewed", "kpi-in-use"],
        "decisions name the measures they rest on": ["decision-recorded", "decision-measures"],
        "budget covers what initiatives allocate": ["plan-covers-allocation"],
        "attested": ["attestation-length", "attester-independent"],
    },
    "3.1": {
        "each objective, every unit involved, in time": ["objective-told"],
        "a KPI when it is new or changed": ["kpi-told", "kpi-change-told"],
        "evidence exists, and its SHA-256 agrees": ["communication-proved", "evidence-unchanged"],
    },
    "3.2": {
        "an engagement for each objective, in time": ["objective-engaged"],
        "with people outside its own team": ["objective-engaged-across"],
        "attested": ["attestation-length", "attester-independent"],
    },
    "4.1": {
        "measured key results are advanced": ["key-result-advanced"],
        "milestone key results have dated milestones": ["milestone-dated"],
    },
    "4.2": {
        "every initiative has personnel, budget or technology": ["work-planned", "initiative-resourced"],
        "no plan exceeds capacity": ["people-within-capacity", "budget-within-capacity"],
    },
    "5.1": {
        "bound to a metric or to check-ins": ["key-result-tracked", "kpi-tracked"],
        "unit, origin, cadence, direction": ["metric-described", "measure-rhythm"],
        "the source answers": ["measure-answers"],
        "the last value is fresh": ["key-result-fresh", "kpi-fresh"],
    },
    "5.2": {
        "no missed check-in": ["check-ins-begun", "check-ins-kept"],
        "no missed review, over every objective and KPI": ["reviews-kept", "kpi-reviews-kept"],
        "what went off track is spoken of": ["off-track-spoken-of", "off-track-report-heard", "policy-warns"],
    },
    "6.1": {
        "each objective, dropped and carried ones too": ["objective-evaluated"],
        "written scores agree": ["scores-agree", "objective-scores-agree"],
        "a missed committed objective has a cause": ["committed-miss-explained", "committed-part-explained"],
    },
    "6.2": {
        "feedback exists, says of what, has evidence": ["feedback-gathered", "feedback-grounded"],
        "each is answered": ["feedback-answered"],
    },
    "7.1": {"reviews judge relevance": ["objective-relevance", "kpi-relevance"]},
    "7.2": {
        "every change has a refinement": ["change-refined", "refinement-grounded"],
        "also one that leaves its cycle": [
            *("drop-refined", "key-result-drop-refined", "carry-refined", "key-result-carry-refined")
        ],
        "off track for four weeks": ["off-track-decided", "policy-warns"],
    },
}
# What advises on an item.
ADVISES = {
    "1.1": ["objective-title", "objectives-per-unit", "objectives-per-person", "objectives-of-company"],
    "1.2": ["due-dates-spread", "confidence-at-start"],
    "2.1": ["shared-work"],
    "3.1": ["one-file-many-proofs"],
    "4.1": ["initiative-breadth", "initiative-late"],
    "5.1": ["members-listed", "silence-said"],
    "6.1": ["always-full-marks"],
}
# What holds for every item; files prove records, so their rules stand where an item rests on records.
EVERY_ITEM = ["goals-in-force", "cycle-length", "cycle-rhythm", "waiver-length", "waiver-approval"]
RESTS_ON_RECORDS = ["evidence-of-many", "evidence-unchanged", "recorded-in-time"]
WITHOUT_RECORDS = {"1.1", "1.2", "2.1", "4.1", "4.2", "5.1"}
# The second table: what the field agrees on, and how grave it is.
FIELD = {
    "objectives per unit and cycle": {"objectives-per-unit": "warning", "objectives-of-company": "warning"},
    "key results per objective": {"objective-decided": "error", "key-result-count": "warning"},
    "key results per team": {"key-results-per-unit": "warning"},
    "baseline for a change": {"baseline-known": "warning"},
    "same due date everywhere": {"due-dates-spread": "warning"},
    "activity words in a key result": {"activity-counted": "warning"},
    "launch or ship without the effect": {"launch-without-effect": "warning"},
    "vague words without a measure": {"vague-word": "info", "comparison-without-measure": "warning"},
    "continuing as objective": {"business-as-usual": "info"},
    "committed or aspirational said": {"objective-kind": "warning"},
    "missed committed without postmortem": {"committed-miss-explained": "error"},
    "score set too good": {"aspirational-average": "info", "mostly-full-marks": "info"},
    "confidence at the start": {"confidence-at-start": "info"},
    "aligned share": {"objective-aligned": "warning"},
    "guardrail for what can be gamed": {"guardrail": "info"},
    "check-in rhythm": {"check-ins-kept": "warning"},
    "at most, and what silence means": {"silence-said": "warning"},
    "members that are not listed": {"members-listed": "info"},
    "percent on the wrong scale": {"percent-scale": "warning", "ratio-scale": "warning"},
    "relative change without baseline": {"relative-change-anchored": "warning"},
    "two numbers that contradict each other in one text": {"title-contradicts": "warning"},
    "target inside natural limits; threshold back-test": {"target-by-chance": "info", "threshold-back-tested": "info"},
    "balanced indicators per objective": {"balanced-indicators": "info"},
    "what a measure says about its accuracy": {"accuracy-said": "info"},
}


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_is_decided_by_the_rules_of_its_row_and_by_no_others(item: str) -> None:
    named = [name.text for name in ITEMS[item].decided_by]
    rows = {rule for rules in DECIDES[item].values() for rule in rules}
    shared = {*EVERY_ITEM, *(() if item in WITHOUT_RECORDS else RESTS_ON_RECORDS)}
    besides = {"company-objective"} if item in ("2.1", "2.2") else set()  # else there is nothing to align with
    assert set(named) == rows | shared | besides
    assert {*ADVISES.get(item, ())} <= {name.text for name in ITEMS[item].advised_by}
    assert ITEMS[item].attested == ("attested" in DECIDES[item])


def test_what_an_item_rests_on_can_fail_it() -> None:
    assert {PACKS.rules[rule].severity for item in ITEMS.values() for rule in item.rules} <= {"warning", "error"}


@pytest.mark.parametrize("row", FIELD)
def test_what_the_field_agrees_on_has_a_rule_of_its_gravity(row: str) -> None:
    assert {rule: PACKS.rules[rule].severity for rule in FIELD[row]} == FIELD[row]


def test_no_rule_of_the_procedure_is_without_an_item() -> None:
    named = {name.text for item in ITEMS.values() for name in (*item.decided_by, *item.advised_by)}
    assert {name for name, pack in PACKS.homes.items() if pack == "checklist"} <= named

"""Waivers: they replace what fails on their subject between their dates, and are spoken of when nobody needs them."""

from __future__ import annotations

from datetime import date

import pytest
from judging import bench

from okrlang.judge.attestation import said_of_attestations
from okrlang.judge.waivers import said_of_waivers
from okrlang.syntax.diagnostic import Diagnostic

GOALS = """
objective grow "Grow" { owner "Ann" cycle 2026-Q3  key result k "K" { at least 3 shops } }
objective rest "Rest" { owner "Ann" cycle 2026-Q3 because "B"  key result k "K" { at least 3 shops } }
rule reason "R" { severity error for each objective check objective.because is present say "none" }
rule known  "K" { severity error for each key result as k check k.current is fresh say "old" }
rule kind   "D" { severity error for each objective where objective.kind is present check objective.id = "x" say "x" }
rule later  "L" { severity error for each objective due 2026-09-01 check objective.because is present say "none" }
"""


def waive(rule: str, subject: str, until: str = "2026-08-31", start: str = "2026-07-15") -> str:
    return f'waive {rule} on {subject} from {start} until {until} because "Later" approved by "COO"\n'


def verdicts(rule: str, waivers: str, as_of: str = "2026-08-01") -> dict[str, int]:
    return {str(verdict): count for verdict, count in bench(GOALS + waivers, as_of).verdicts(rule).items()}


def diagnostics(waivers: str, as_of: str = "2026-08-01") -> tuple[Diagnostic, ...]:
    found = bench(GOALS + waivers, as_of)
    rules = ("reason", "known", "kind", "later")
    outcomes = [outcome for rule in rules for outcome in found.judgement(rule).outcomes]
    return said_of_waivers(found.workspace, date.fromisoformat(as_of), rules, outcomes)


def said(waivers: str, as_of: str = "2026-08-01") -> list[tuple[str, str]]:
    return [(d.name, d.severity) for d in diagnostics(waivers, as_of)]


def test_a_waiver_replaces_fail_and_no_evidence_on_its_subject_only() -> None:
    assert verdicts("reason", "") == {"fail": 1, "pass": 1}
    assert verdicts("reason", waive("reason", "grow")) == {"waived": 1, "pass": 1}
    assert verdicts("reason", waive("reason", "rest")) == {"fail": 1, "pass": 1}
    assert verdicts("known", "") == {"no_evidence": 2}
    assert verdicts("known", waive("known", "grow.k")) == {"waived": 1, "no_evidence": 1}
    assert verdicts("known", waive("reason", "grow.k")) == {"no_evidence": 2}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2026-07-14", "fail"), ("2026-07-15", "waived"), ("2026-08-31", "waived"), ("2026-09-01", "fail")],
)
def test_a_waiver_holds_from_its_first_day_through_its_last(as_of: str, expected: str) -> None:
    assert verdicts("reason", waive("reason", "grow"), as_of) == {expected: 1, "pass": 1}


def test_what_is_not_due_is_not_waived() -> None:
    assert verdicts("later", waive("later", "grow")) == {"not_due": 1, "pass": 1}


def test_a_finding_that_is_waived_says_by_what() -> None:
    found = bench(GOALS + waive("reason", "grow"), "2026-08-01").finding("reason", "grow")
    assert found.waived is not None
    assert (found.verdict, found.waived.because, found.message) == ("waived", "Later", "none")


def test_of_two_waivers_the_longer_one_speaks() -> None:
    both = waive("reason", "grow", "2026-08-02") + waive("reason", "grow", "2026-08-31")
    found = bench(GOALS + both, "2026-08-01").finding("reason", "grow")
    assert found.waived is not None
    assert found.waived.until == date(2026, 8, 31)


def test_waivers_that_are_needed_and_last_are_not_spoken_of() -> None:
    assert said(waive("reason", "grow", "2026-09-01")) == []
    assert said(waive("later", "grow", "2026-09-01")) == []  # asked for ahead of the day
    assert said(waive("reason", "grow", start="2026-08-02")) == []  # not begun


def test_a_waiver_that_ended_ends_soon_or_is_not_needed_is_spoken_of() -> None:
    assert said(waive("reason", "grow", "2026-07-31")) == [("waiver-ended", "warning")]
    assert said(waive("reason", "grow", "2026-08-31")) == [("waiver-ends-soon", "info")]
    assert said(waive("reason", "rest")) == [("waiver-unneeded", "warning")]
    assert said(waive("kind", "grow")) == [("waiver-unused", "warning")]


def test_of_a_rule_that_was_not_asked_nobody_says_that_its_waiver_is_unused() -> None:
    found = bench(GOALS + waive("reason", "grow", "2026-09-01"), "2026-08-01")
    assert said_of_waivers(found.workspace, date(2026, 8, 1), (), ()) == ()


@pytest.mark.parametrize(
    ("waiver", "message", "help"),
    [
        (
            waive("reason", "grow", "2026-07-31"),
            "the waiver of `reason` for `grow` ended on 2026-07-31",
            "take it out, or have it approved anew with a later end",
        ),
        (
            waive("reason", "grow", "2026-08-31"),
            "the waiver of `reason` for `grow` ends on 2026-08-31",
            "settle what it sets aside, or have it approved anew",
        ),
        (waive("reason", "rest"), "the waiver of `reason` for `rest` covers what passes", "take it out"),
        (
            waive("kind", "grow"),
            "the waiver of `kind` for `grow` sets nothing aside",
            "take it out: the rule does not speak about this",
        ),
    ],
)
def test_what_is_said_of_a_waiver(waiver: str, message: str, help: str) -> None:
    (found,) = diagnostics(waiver)
    assert (found.message, found.help, found.span.text) == (message, help, waiver.strip())


# --- who approved it --------------------------------------------------------------------------------------------------

CYCLE = """
company acme "Acme" {}
team crew "Crew" { part of acme  lead "Zo\u00eb Berg" }
objective mend "Mend" { owner crew cycle 2026-Q3  key result k "K" { at least 3 shops } }
objective gone "Gone" { owner "COO" cycle 2026-Q3  dropped on 2026-07-20 because "B"  key result k "K" { due 2026-08-01 } }
objective next "Next" { owner "Board" cycle 2026-Q4  key result k "K" { due 2026-11-01 } }
rule own "O" { for each waiver as w check not w.approved_by_owner say "own" }
"""


def approved(by: str, subject: str) -> str:
    waiver = f'waive own on {subject} from 2026-07-15 until 2026-08-31 because "Later" approved by "{by}"\n'
    (verdict,) = bench(CYCLE + waiver, "2026-08-01").verdicts("own")
    return verdict


@pytest.mark.parametrize(
    ("by", "expected"),
    [("Crew", "fail"), ("Zo\u00eb Berg", "fail"), ("COO", "fail"), ("Board", "pass"), ("Council", "pass")],
)
def test_what_holds_for_a_cycle_is_not_waived_by_who_has_a_goal_in_it(by: str, expected: str) -> None:
    assert approved(by, "2026-Q3") == expected


@pytest.mark.parametrize(
    "by",
    [
        "ZO\u00cb-BERG",
        "Zoe\u0308 Berg",  # the dots as a mark of their own
        "Zo\u00ad\u00eb Berg",  # a soft hyphen
        "Zoe\u200b\u0308 Be\u200drg",  # spaces and joiners without a width
        "Zo\u00eb\ufe0f Berg",  # a variation of nothing
        "\uff3a\uff4f\u00eb \uff22erg",  # full width
        "Z\u043e\u0451 B\u0435rg",  # Cyrillic
        "\u0396\u03bf\u00eb Berg",  # Greek
        "Zo\u00eb\u3164 Berg",  # a filler
    ],
)
def test_a_name_in_another_spelling_is_the_same_name(by: str) -> None:
    assert approved(by, "mend") == "fail"


@pytest.mark.parametrize("by", ["Zoe Berg", "Zo\u00eb Borg", "\u0417\u043e\u044f \u0411\u0435\u0440\u0433"])
def test_another_name_is_somebody_else(by: str) -> None:
    assert approved(by, "mend") == "pass"


# --- attestations -----------------------------------------------------------------------------------------------------


def attest(item: str, until: str, on: str = "2026-07-15") -> str:
    return f'attest okr_procedure {item} on {on} by "Council" {{ until {until} }}\n'


def said_of(attestations: str, as_of: str = "2026-08-01") -> list[tuple[str, str, str]]:
    found = bench(GOALS + attestations, as_of)
    said = said_of_attestations(found.world.facts, {("okr_procedure", "2.2"), ("okr_procedure", "3.2")})
    return [(d.name, d.severity, d.message) for d in said]


def test_an_attestation_that_lasts_or_ended_with_its_cycle_is_not_spoken_of() -> None:
    assert said_of(attest("2.2", "2026-09-30")) == []
    assert said_of(attest("2.2", "2026-09-30", on="2026-08-02")) == []  # not given yet
    assert said_of(attest("2.2", "2026-09-30"), "2026-10-01") == []


def test_an_attestation_that_ended_too_early_ends_soon_or_is_not_asked_for_is_spoken_of() -> None:
    ended = (
        "attestation-ended",
        "warning",
        "the attestation of item 2.2 ended on 2026-07-31, and 2026-Q3 runs until 2026-09-30",
    )
    assert said_of(attest("2.2", "2026-07-31")) == [ended]
    soon = ("attestation-ends-soon", "info", "the attestation of item 2.2 ends on 2026-08-31")
    assert said_of(attest("2.2", "2026-08-31")) == [soon]
    assert said_of(attest("2.2", "2026-08-01"))[0][0] == "attestation-ends-soon"
    assert said_of(attest("2.2", "2026-09-01")) == []
    alone = ("attestation-unneeded", "warning", "item 1.1 needs no attestation: rules alone decide it")
    assert said_of(attest("1.1", "2026-09-30")) == [alone]


def test_one_that_lasts_longer_speaks_for_both() -> None:
    assert said_of(attest("2.2", "2026-07-20") + attest("2.2", "2026-09-30")) == []
    assert len(said_of(attest("2.2", "2026-07-20") + attest("3.2", "2026-09-30"))) == 1

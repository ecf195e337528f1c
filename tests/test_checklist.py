"""The checklist: for which cycles it is judged, what an item comes to, and what it says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from judging import SHIPPED, Bench, bench, folder

from okrlang.judge.checklist import cycles_to_judge, follows

HERE = Path(__file__).parent

RULES = """
rule told   "T" { severity error for each objective where objective.kind != learning
  due cycle.start + 14 days  none means no_evidence
  check some c in objective.communications satisfies c.date <= cycle.end
  say "{objective.id} is told to nobody"
  fix "Tell it." }
rule owned  "O" { severity error for each objective
  check objective.owner is present say "{objective.id} has no owner" fix "Name one." }
rule hinted "H" { severity info for each objective
  check objective.because is present say "{objective.id} has no reason" }
rule always "A" { severity error check count(cycles) >= 1 say "no cycle" }
rule broken "B" { severity error for each objective check objective.colour = red say "red" }
rule measured "M" { severity error for each key result as k
  check k.current.value >= 1 shops say "{k.id} is low" fix "Measure." }
checklist mine "Mine" {
  section 1 "One" {
    item 1.1 "Told." { guide "Tell people." decided by always, told }
    item 1.2 "Owned." { decided by always, owned advised by hinted }
  }
  section 2 "Two" {
    item 2.1 "Attested." { decided by always, owned attested }
    item 2.2 "Measured." { decided by always, measured }
    item 2.3 "Broken." { decided by always, broken }
    item 2.4 "Nothing but what all have." { decided by always, hinted }
  }
}
"""
GOALS = """
company acme "Acme" { mission "M" follows mine since 2026-07-01 }
objective grow "Grow" { owner acme cycle 2026-Q3 committed because "B"  key result k "K" { at least 3 shops } }
communication c on 2026-07-05 { covers grow outcome "Read" }
check in on 2026-07-20 { report grow.k 2 shops }
"""


def at(as_of: str = "2026-08-20", goals: str = GOALS, root: Path = HERE) -> Bench:
    return bench(RULES + goals, as_of, root)


def item(number: str, found: Bench) -> str:
    return found.item(number, "mine").verdict


# --- which cycles -----------------------------------------------------------------------------------------------------

CYCLES = """
cycle launch "Launch" { from 2026-06-15 to 2026-08-15 }
objective a "A" { cycle 2026-Q1 }
objective b "B" { cycle 2026-Q2 }
objective c "C" { cycle 2026-Q3 }
objective d "D" { cycle 2026 }
objective e "E" { cycle launch }
objective f "F" { cycle 2026-Q4 }
"""


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-08-01", ["2026", "launch", "2026-Q3", "2026-Q2"]),
        ("2026-08-16", ["2026", "2026-Q3", "launch"]),
        ("2026-09-30", ["2026", "2026-Q3", "launch"]),
        ("2026-10-01", ["2026", "2026-Q4", "2026-Q3"]),
        ("2025-12-31", []),
    ],
)
def test_running_cycles_with_goals_are_judged_and_the_last_one_ended(as_of: str, expected: list[str]) -> None:
    assert [c.id for c in cycles_to_judge(bench(CYCLES, as_of).world.facts.ties, "mine")] == expected


def test_a_cycle_before_the_company_followed_the_checklist_is_not_judged() -> None:
    followed = RULES + 'company x "X" { follows mine since 2026-07-01 }\n' + CYCLES
    found = bench(followed, "2026-08-01")
    assert [cycle.cycle for cycle in found.checklist("mine").cycles] == ["2026", "launch", "2026-Q3"]
    assert follows(found.workspace, "mine", found.world.as_of)
    assert not follows(found.workspace, "okr_procedure", found.world.as_of)
    assert not follows(found.workspace, "mine", bench(CYCLES, "2026-06-30").world.as_of)


def test_goals_are_those_of_the_cycle() -> None:
    goals = GOALS + 'objective old "Old" { cycle 2026-Q2 }\nobjective next "Next" { cycle 2026-Q4 }\n'
    result = at(goals=goals.replace(" follows mine since 2026-07-01", "")).checklist("mine")
    assert [(cycle.cycle, cycle.ended) for cycle in result.cycles] == [("2026-Q3", False), ("2026-Q2", True)]
    owned = [cycle.sections[0].items[1] for cycle in result.cycles]
    assert [found.verdict for found in owned] == ["pass", "fail"]
    assert owned[1].because == "old has no owner"


# --- what an item comes to --------------------------------------------------------------------------------------------


def test_an_item_passes_only_if_something_passed_and_nothing_was_worse() -> None:
    assert item("1.1", at()) == "pass"
    late = GOALS + 'objective late "Late" { owner acme cycle 2026-Q3 committed }\n'
    assert item("1.1", at(goals=late)) == "fail"
    assert item("1.1", at("2026-07-10", late)) == "not_due"


def test_what_every_item_asks_shows_nothing_about_one_by_passing() -> None:
    learning = GOALS.replace("committed", "learning")
    assert item("1.1", at(goals=learning)) == "no_evidence"  # `none means no_evidence`
    found = at(goals='objective o "O" { cycle 2026-Q3 dropped on 2026-07-02 because "No" }\n').item("1.2", "mine")
    assert (found.verdict, found.because) == ("not_applicable", "none of its rules has anything to judge in 2026-Q3")
    assert found.next is None
    assert {rule.rule: rule.verdict for rule in found.rules} == {"always": "pass", "owned": "not_applicable"}


def test_a_waived_finding_is_no_pass() -> None:
    late = GOALS + 'objective late "Late" { owner acme cycle 2026-Q3 committed because "B" }\n'
    waiver = 'waive told on late from 2026-08-01 until 2026-08-31 because "Later" approved by "COO"\n'
    found = at(goals=late + waiver).item("1.1", "mine")
    assert (found.verdict, found.because) == ("waived", "late is told to nobody (waived: Later)")
    assert found.deviations == ("`told` is waived for late until 2026-08-31 by COO",)


def test_missing_data_is_no_evidence_and_a_rule_that_cannot_be_judged_an_error() -> None:
    assert item("2.2", at()) == "pass"
    assert item("2.2", at(goals=GOALS.replace("report grow.k 2 shops", "report grow.k on track"))) == "no_evidence"
    found = at().item("2.3", "mine")
    assert (found.verdict, found.next) == ("error", "mend the rule `broken`")


def test_the_worst_verdict_of_several_rules_decides() -> None:
    nobody = GOALS.replace("owner acme ", "").replace('company acme "Acme" { mission "M" ', 'company acme "A" { ')
    assert item("2.1", at(goals=nobody)) == "fail"  # worse than the attestation that is missing


# --- attestation ------------------------------------------------------------------------------------------------------


def attest(
    by: str = 'by "Works council"', on: str = "2026-07-03", until: str = "2026-09-30", file: str = "case.py"
) -> str:
    evidence = f'evidence "{file}"' if file else ""
    return f"attest mine 2.1 on {on} {by} {{ {evidence} until {until} }}\n"


def attested(written: str, as_of: str = "2026-08-20", goals: str = GOALS) -> tuple[str, str]:
    found = at(as_of, goals + written).item("2.1", "mine")
    return found.verdict, found.because


def test_an_attestation_that_holds_lets_an_item_pass() -> None:
    verdict, because = attested(attest())
    assert verdict == "pass"
    assert because.endswith("and Works council attested it on 2026-07-03")


def test_without_one_a_person_has_to_look() -> None:
    found = at().item("2.1", "mine")
    assert (found.verdict, found.because) == ("needs_review", "nobody has attested it")
    assert found.next is not None
    assert "`attest mine 2.1 on DATE" in found.next


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (attest(by=""), "nobody stands behind it"),
        (attest(by="by acme"), "acme answers for grow, an objective of the cycle"),
        (attest(by='by "ACME"'), "ACME answers for grow, an objective of the cycle"),
        (attest(until="2026-10-01"), "it lasts until 2026-10-01, beyond the end of the cycle"),
        (attest(until="2026-08-19"), "it ended on 2026-08-19"),
        (attest(file=""), "it names no evidence"),
        (attest(file="none.md"), "there is no file none.md"),
        (attest(file="../README.md"), "there is no file ../README.md"),
    ],
)
def test_an_attestation_that_does_not_count_says_why(written: str, why: str) -> None:
    assert attested(written) == ("needs_review", f"the attestation of 2026-07-03 does not count: {why}")


def test_whoever_stands_with_an_owner_answers_for_the_goal_too() -> None:
    goals = GOALS.replace("owner acme", 'owner acme with "Works council"', 1)
    assert goals != GOALS
    why = "the attestation of 2026-07-03 does not count: Works council answers for grow, an objective of the cycle"
    assert attested(attest(), goals=goals) == ("needs_review", why)


def test_what_can_be_done_next_leads_into_no_error() -> None:
    over = at("2026-10-02").item("2.1", "mine").next
    said = "2026-Q3 is over, and an attestation is dated inside its cycle: let the next cycle be attested while it runs"
    assert over == said


def test_an_attestation_of_another_cycle_is_none_of_this() -> None:
    assert attested(attest(on="2026-06-30")) == ("needs_review", "nobody has attested it")
    assert attested(attest(on="2026-08-21")) == ("needs_review", "nobody has attested it")  # dated ahead


def test_nobody_can_waive_that_a_person_has_to_look() -> None:
    waiver = 'waive owned on grow from 2026-08-01 until 2026-08-31 because "Later" approved by "COO"\n'
    assert attested(waiver)[0] == "needs_review"


# --- what an item says ------------------------------------------------------------------------------------------------


def test_an_item_rests_on_records_and_lines() -> None:
    found = at().item("1.1", "mine")
    shown = [(exhibit.text, exhibit.path) for exhibit in found.evidence]
    assert shown == [("communication of 2026-07-05: c", "goals.okr"), ("objective grow", "goals.okr"), *CYCLE]
    assert all(exhibit.line for exhibit in found.evidence)


CYCLE = [("cycle 2026-Q3", "goals.okr")]


def test_an_item_advises_without_being_decided_by_it() -> None:
    found = at(goals=GOALS.replace('because "B"', "")).item("1.2", "mine")
    assert (found.verdict, found.advice) == ("pass", ("grow has no reason",))


def test_an_item_says_what_to_do_next() -> None:
    late = GOALS + 'objective late "Late" { owner acme cycle 2026-Q3 committed }\n'
    assert at(goals=late).item("1.1", "mine").next == "Tell it."
    assert at("2026-07-10", late).item("1.1", "mine").next == "Before 2026-07-15: Tell it."
    assert at().item("1.1", "mine").next is None


def test_a_policy_of_the_workspace_stands_beside_the_items_whose_rules_read_a_status() -> None:
    easy = 'policy easy "Easy" { on track when elapsed >= 0  otherwise on track }\n'
    found = bench(GOALS.replace("mine", "okr_procedure") + easy, "2026-08-20")
    assert found.item("7.2").deviations == ("`easy` is a policy of the workspace's own",)
    assert found.item("6.1").deviations == ("`easy` is a policy of the workspace's own",)
    assert found.item("3.1").deviations == ()


def test_a_policy_stays_the_workspaces_own_in_a_pack_of_its_own() -> None:
    easy = 'pack house "House" version "1"\npolicy easy "Easy" { on track when elapsed >= 0  otherwise on track }\n'
    found = bench(easy + GOALS.replace("mine", "okr_procedure"), "2026-08-20")
    assert found.packs.policies["easy"].pack == "house"
    assert found.item("7.2").deviations == ("`easy` is a policy of the workspace's own",)


def test_params_set_otherwise_than_the_pack_has_them_stand_beside_the_items_that_rest_on_them() -> None:
    found = bench(GOALS.replace("mine", "okr_procedure") + 'param max_key_results "M" = 7 from 3 to 7\n', "2026-08-20")
    assert found.item("1.2").deviations == ("`max_key_results` is 7 (the pack says 5)",)
    assert found.item("3.1").deviations == ()
    slower = bench(
        GOALS.replace("mine", "okr_procedure") + 'param check_in_grace "G" = 7 days from 0 days to 7 days\n',
        "2026-08-20",
    )
    assert slower.item("5.2").deviations == ("`check_in_grace` is 7 days (the pack says 3 days)",)


# --- the shipped one --------------------------------------------------------------------------------------------------


def test_the_shipped_checklist_is_the_procedure_word_for_word() -> None:
    written = (HERE / "procedure.txt").read_text("utf-8").splitlines()
    sections = SHIPPED.checklists["okr_procedure"].sections
    asked = [line for section in sections for line in (f"{section.title}:", *(f"- {i.title}" for i in section.items))]
    assert [line.strip() for line in written if line.strip()] == asked
    assert (len(sections), len(asked) - len(sections)) == (7, 14)


def test_who_did_the_work_gets_all_but_what_needs_the_history() -> None:
    result = folder(HERE / "workspaces/honest", "2026-10-25").checklist()
    (cycle,) = result.cycles
    verdicts = {item.id: item.verdict for section in cycle.sections for item in section.items}
    assert {number for number, verdict in verdicts.items() if verdict != "pass"} == {"7.2"}
    assert verdicts["7.2"] == "no_evidence"


@pytest.mark.parametrize("as_of", ["2026-02-01", "2026-10-25", "2046-02-01"])
def test_who_only_writes_as_if_gets_not_one(as_of: str) -> None:
    result = folder(HERE / "workspaces/cheat", as_of).checklist()
    items = [item for cycle in result.cycles for section in cycle.sections for item in section.items]
    assert len(items) >= 14
    assert [item.id for item in items if item.verdict in ("pass", "not_applicable", "waived")] == []


def test_every_item_of_a_result_has_a_reason_and_what_is_no_pass_a_way_on() -> None:
    for place, as_of in (("workspaces/cheat", "2026-10-25"), ("../samples/payments", "2026-09-14")):
        for cycle in folder(HERE / place, as_of).checklist().cycles:
            for found in (item for section in cycle.sections for item in section.items):
                assert found.because
                assert found.rules
                assert found.verdict in ("pass", "not_applicable") or found.next
                assert found.verdict != "pass" or found.evidence

"""Whatever a rule says of whatever subject can be followed: to the same verdict, to places, to what would settle it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import case
import pytest

from okrlang.explaining import Question, Refusal, explain, worlds_of
from okrlang.judge.account import Account, accounts
from okrlang.judge.judge import judge
from okrlang.judge.rule_page import rule_page
from okrlang.judge.telling import labels
from okrlang.judge.telling.found import Found
from okrlang.logic.types import METHODS, TYPES
from okrlang.report.document import document
from okrlang.report.explain_text import text
from okrlang.report.explained import Explanation
from okrlang.report.explanation import of_verdicts
from okrlang.report.page import Medium
from okrlang.report.report import Report
from okrlang.session import Loaded, evaluate, load, measured
from okrlang.wishes import Wishes

WORKSPACES = {
    "honest": ("tests/workspaces/honest", "2026-10-25"),
    "honest, in August": ("tests/workspaces/honest", "2026-08-05"),
    "cheat": ("tests/workspaces/cheat", "2026-06-30"),
    "cheat, at the end": ("tests/workspaces/cheat", "2044-06-30"),
    "payments": ("samples/payments", "2026-09-10"),
    "emergency": ("samples/emergency", "2019-02-10"),
    "grown": ("samples/first/grown", "2026-11-08"),
    "sheet": ("samples/first/sheet", "2026-11-08"),
}


@cache
def loaded(name: str) -> Loaded:
    return load([case.CHECKOUT / WORKSPACES[name][0]])


def day(name: str) -> date:
    return date.fromisoformat(WORKSPACES[name][1])


@cache
def reported(name: str) -> Report:
    return evaluate(loaded(name), day(name), Wishes(), {}).report


@cache
def told(name: str) -> tuple[Account, ...]:
    """What every rule says of every subject, each followed to its end."""
    workspace = loaded(name)
    world, _, _ = measured(workspace, day(name), None, {})
    return tuple(
        account
        for rule in workspace.packs.rules.values()
        for inside in worlds_of(workspace, rule, world, None)
        for account in accounts(workspace.packs, rule, inside)
    )


def words(found: Found) -> Iterator[str]:
    yield found.text
    for part in found.parts:
        yield from words(part)


def sentences(account: Account) -> Iterator[str]:
    """All that is said in an account, but for texts that people wrote."""
    for step in (*account.checks, *((account.applies,) if account.applies else ())):
        yield from words(step.found)
        yield step.asked.text
    yield from account.settles


# --- the promise -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WORKSPACES)
def test_it_gives_the_verdict_that_evaluate_gives(name: str) -> None:
    report = reported(name)
    found = {(a.rule.name, a.subject, a.cycle): (a.verdict, a.message) for a in told(name)}
    findings = {(f.rule, f.subject, f.cycle): (f.verdict, f.message) for f in report.findings}
    assert findings
    assert {key: found.get(key) for key in findings} == findings


@pytest.mark.parametrize("name", WORKSPACES)
def test_it_tells_of_every_subject_what_the_judge_counts(name: str) -> None:
    workspace = loaded(name)
    world, _, _ = measured(workspace, day(name), None, {})
    for rule in workspace.packs.rules.values():
        for inside in worlds_of(workspace, rule, world, None):
            (judgement,) = judge(workspace.packs, (rule,), inside)
            verdicts = [account.verdict for account in accounts(workspace.packs, rule, inside)]
            assert dict(judgement.counts) == {v: verdicts.count(v) for v in verdicts}, rule.name


@pytest.mark.parametrize("name", WORKSPACES)
def test_what_was_found_is_what_the_check_came_to(name: str) -> None:
    verdicts = {"pass": True, "fail": False, "no_evidence": None}
    for account in told(name):
        for step in account.checks:
            assert step.found.verdict is verdicts[step.verdict], (account.rule.name, account.subject, step.found)
        if account.applies is not None and account.verdict == "not_applicable":
            assert account.applies.found.verdict is False


@pytest.mark.parametrize("name", WORKSPACES)
def test_every_value_that_mattered_has_a_place_or_rows(name: str) -> None:
    for account in told(name):
        for ground in account.grounds:
            assert ground.places or ground.figures, (account.rule.name, account.subject, ground)
            assert all(place.path or place.text for place in ground.places)
        if account.checks and account.verdict in ("fail", "no_evidence") and account.rule.thing:
            assert account.grounds, (account.rule.name, account.subject)


@pytest.mark.parametrize("name", WORKSPACES)
def test_what_is_not_known_names_what_would_settle_it(name: str) -> None:
    unknown = [account for account in told(name) if account.before == "no_evidence"]
    for account in unknown:
        assert account.settles, (account.rule.name, account.subject)
        assert not any("could name" in said for said in account.settles), (account.rule.name, account.settles)


@pytest.mark.parametrize("name", WORKSPACES)
def test_it_is_said_in_words(name: str) -> None:
    for account in told(name):
        for said in sentences(account):
            assert not re.search(r"[<>=]|\bNone\b|\bTrue\b|\bFalse\b|Unknown|\{|\}|_by\b", _unquoted(said)), said
            assert said.strip(), (account.rule.name, account.subject)


def _unquoted(said: str) -> str:
    """A sentence without names, texts and filters, which people wrote."""
    return re.sub(r'`[^`]*`|"[^"]*"| where .*?, dated', "", said)


def test_no_name_of_a_field_is_left_to_itself() -> None:
    methods = {name for fields in METHODS.values() for name, m in fields.items() if m.gives.types == ("condition",)}
    without = [name for name in (*labels.conditions(), *methods) if not labels.has_condition(name)]
    assert not without, f"okrlang/judge/telling/labels.py has no words for {without}"
    spoken = [labels.noun(name) for fields in TYPES.values() for name in fields]
    assert not [said for said in spoken if "_" in said]


# --- the renderings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["payments", "honest"])
def test_a_text_fits_its_columns_and_json_says_as_much(name: str) -> None:
    packs = loaded(name).packs
    seen = {f"{account.rule.name} {account.verdict}": account for account in told(name)}
    for account in seen.values():
        found = of_verdicts([(account, rule_page(packs, account.rule))], (), day(name), None)
        for width in (80, 100):
            assert max(map(len, text(found, Medium(width=width)).splitlines())) <= width
        assert Explanation.model_validate_json(document(found)) == found


@pytest.mark.parametrize("name", ["payments", "honest", "cheat", "sheet"])
def test_every_item_says_what_is_missing_and_what_to_do(name: str) -> None:
    workspace = loaded(name)
    for item in workspace.packs.checklists["okr_procedure"].items:
        found = explain(workspace, Question(f"okr_procedure.{item.number}"), day(name), {})
        assert isinstance(found, Explanation)
        assert found.item is not None
        assert max(map(len, text(found, Medium()).splitlines())) <= 100
        report = reported(name)
        assert report.checklist is not None
        verdicts = {
            cycle.cycle: i.verdict
            for cycle in report.checklist.cycles
            for section in cycle.sections
            for i in section.items
            if i.id == item.number
        }
        assert {cycle.cycle: cycle.verdict for cycle in found.item.cycles} == verdicts
        for cycle in found.item.cycles:
            if cycle.verdict in ("fail", "no_evidence", "needs_review"):
                assert cycle.missing, (item.number, cycle.cycle)
                assert cycle.next, (item.number, cycle.cycle)


def test_every_rule_has_a_page() -> None:
    workspace = loaded("payments")
    for rule in workspace.packs.rules:
        found = explain(workspace, Question(rule), day("payments"), {})
        assert isinstance(found, Explanation)
        assert found.rule is not None
        assert max(map(len, text(found, Medium(width=90)).splitlines())) <= 90
        assert found.rule.avoid or found.rule.prefer or "pass" not in found.rule.verdicts or rule == "recorded-in-time"


# --- names -----------------------------------------------------------------------------------------------------------

NAMES = {
    ("objective-tld", None): "there is no rule, checklist item or goal `objective-tld`: did you mean `objective-told`?",
    ("stay", "churn"): "the numbers of `stay` are explained as a whole: leave `churn` out",
    ("2026-Q3", None): "`2026-Q3` is a cycle: name a rule before it, as in `okrlang explain RULE 2026-Q3`",
    ("9.9", None): "there is no item 9.9: `okr_procedure` has 1.1 to 7.2",
    ("okr_proceduer.3.1", None): "there is no checklist `okr_proceduer`: did you mean `okr_procedure`?",
    ("key-result-fresh", "stay.chrn"): "`key-result-fresh` judges no `stay.chrn`: did you mean `stay.churn`?",
    ("key-result-fresh", "availability"): "`availability` is a KPI, and `key-result-fresh` judges each key result",
    ("key-result-fresh", "stay"): "`key-result-fresh` judges each key result, and not `stay`: name one of `stay.churn`",
    ("3.1", "stay"): "an item is explained as a whole: leave `stay` out, or name one of its rules",
}


@pytest.mark.parametrize(("name", "subject"), NAMES)
def test_a_name_that_means_nothing_else_is_answered(name: str, subject: str | None) -> None:
    found = explain(loaded("payments"), Question(name, subject), day("payments"), {})
    assert isinstance(found, Refusal)
    assert found.why.startswith(NAMES[name, subject])


def test_the_last_part_of_a_name_is_enough_where_it_is_clear(tmp_path: Path) -> None:
    found = explain(loaded("payments"), Question("key-result-fresh", "churn"), day("payments"), {})
    assert isinstance(found, Explanation)
    assert [account.subject for account in found.verdicts] == ["stay.churn"]
    sheet = 'objective a "A" { cycle 2026-Q3  key result x "X" { at least 3 } }\n'
    (tmp_path / "goals.okr").write_text(sheet + sheet.replace("objective a", "objective b"))
    found = explain(load([tmp_path]), Question("check-ins-kept", "x"), date(2026, 8, 1), {})
    assert found == Refusal("`x` may be `a.x`, `b.x`: say which is meant")


def test_what_was_asked_about_a_day_rests_on_what_was_known_then(tmp_path: Path) -> None:
    sheet = tmp_path / "goals.okr"
    sheet.write_text(
        'pack p "P" version "1"\n'
        'metric m "M" { unit min  values { 2026-07-01 9  2026-07-20 1 } }\n'
        'kpi k "K" { owner "Lead"  metric m  green at most 5 }\n'
        'rule was-red "Red" { for each kpi  check kpi.level_on(2026-07-03) != red  say "it was red" }\n',
        "utf-8",
    )
    found = evaluate(load([sheet]), date(2026, 7, 21), Wishes()).report
    shown = [e.text for f in found.findings if f.rule == "was-red" for e in f.evidence]
    assert shown[0] == "k: 9 min on 2026-07-01"

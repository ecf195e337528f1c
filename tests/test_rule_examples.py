"""Every shipped rule is held against its own examples: `avoid` is caught, `prefer` passes, and each test comes out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from okrlang.judge.examples import Trial, trial
from okrlang.judge.rule_tests import cases, gaps, outcome
from okrlang.logic.checker import check
from okrlang.logic.packs import shipped
from okrlang.logic.rule import Rule
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source

PACKS, FAULTS = shipped(examples=True)
PACKS = check(PACKS)[0]


def examples(side: str) -> Iterator[object]:
    for rule in PACKS.rules.values():
        for number, block in enumerate(getattr(rule, side)):
            yield pytest.param(rule, block, id=f"{rule.name}-{number}")


def said(found: Trial) -> str:
    wrong = "; ".join(d.message for d in found.diagnostics)
    return f"{dict(found.verdicts)} {wrong}"


def test_the_packs_read_without_a_fault() -> None:
    assert FAULTS == ()


# --- what every rule has ----------------------------------------------------------------------------------------------

# What no example can show: a file that a record names is used by that record, so that somebody always uses it; and
# what only the revision history tells, which is not read yet. A cycle that is judged has goals.
UNSHOWN = {
    "evidence-of-many": {"no_evidence"},
    "one-file-many-proofs": {"no_evidence"},
    "recorded-in-time": {"pass", "fail"},
    "change-refined": {"fail"},
}
# What they find is that something is not there: nothing can be shown that fails them.
WITHOUT_AVOID = {"measure-answers", "source-answers", "key-result-fresh", "kpi-fresh"}
# What they read is not computed yet.
WAITING = {"recorded-in-time", "change-refined"}


@pytest.mark.parametrize("name", PACKS.rules)
def test_a_rule_says_what_it_is_and_why(name: str) -> None:
    rule = PACKS.rules[name]
    assert rule.basis
    assert rule.basis_text
    assert rule.because
    assert rule.fix
    assert bool(rule.avoid) == (name not in WITHOUT_AVOID | WAITING)
    assert bool(rule.prefer) == (name not in WAITING)


def test_every_verdict_and_every_check_of_a_rule_has_a_case() -> None:
    rules = tuple(PACKS.rules.values())
    found = gaps(PACKS, rules, (outcome(PACKS, case) for case in cases(PACKS, rules)))
    assert {gap.rule.name: {*gap.verdicts} for gap in found} == UNSHOWN
    assert {gap.rule.name for gap in found if gap.checks} == {"recorded-in-time"}


NAMELESS = {"attestation", "waiver", "check_in"}  # no waiver can name one


@pytest.mark.parametrize("name", [n for n, rule in PACKS.rules.items() if rule.avoid and rule.thing not in NAMELESS])
def test_a_waiver_sets_a_rule_aside_for_the_subject_that_it_names(name: str) -> None:
    rule = PACKS.rules[name]
    found = trial(PACKS, rule, rule.avoid[0].declarations)
    subject = next(at for at, verdict in found.verdicts.items() if verdict == "fail")
    text = f'waive {name} on {subject} from 2026-01-01 until 2026-12-31 because "Agreed" approved by "Auditor"'
    sheet, faults = parse(Source("t", text))
    assert not faults
    waived = trial(PACKS, rule, (*rule.avoid[0].declarations, *sheet.declarations))
    assert waived.verdicts[subject] == "waived"


@pytest.mark.parametrize(("rule", "block"), list(examples("avoid")))
def test_what_a_rule_avoids_is_caught(rule: Rule, block: tree.Avoid) -> None:
    found = trial(PACKS, rule, block.declarations)
    assert found.catches, said(found)


@pytest.mark.parametrize(("rule", "block"), list(examples("prefer")))
def test_what_a_rule_prefers_passes(rule: Rule, block: tree.Prefer) -> None:
    found = trial(PACKS, rule, block.declarations)
    assert found.passes, said(found)


@pytest.mark.parametrize(
    "test", [pytest.param(test, id=f"{test.rule.text}-{test.title.value}") for _, test in PACKS.tests]
)
def test_a_rule_says_what_its_tests_expect(test: tree.Test) -> None:
    rule = PACKS.rules[test.rule.text]
    found = trial(PACKS, rule, test.declarations, test.as_of.value if test.as_of else None)
    for expected in test.expectations:
        assert found.meets(expected), f"{expected.verdict} at {expected.at and expected.at.text}: {said(found)}"


@pytest.mark.parametrize("name", [name for name, rule in PACKS.rules.items() if rule.static])
def test_what_a_lint_can_judge_speaks_of_no_cycle(name: str) -> None:
    rule = PACKS.rules[name]
    said = [check.say for check in rule.checks] + ([rule.fix] if rule.fix else [])
    nodes = [
        node for template in said for part in template.parts if not isinstance(part, str) for node in postorder(part)
    ]
    assert not [node for node in nodes if isinstance(node, tree.Reference) and node.name in ("cycle", "as_of")]

"""Every shipped rule is held against its own examples: `avoid` is caught, `prefer` passes, and each test comes out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from okrlang.judge.examples import Trial, trial
from okrlang.logic.checker import check
from okrlang.logic.packs import shipped
from okrlang.logic.rule import Rule
from okrlang.syntax import tree

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

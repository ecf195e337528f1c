"""Any rule that can be drawn, on any workspace: the account agrees with the judge, and nothing in it breaks."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from drawing.dice import Dice
from naive.trial import Bench, drawn

from okrlang.judge.account import accounts
from okrlang.judge.coverage import verdicts_of
from okrlang.judge.judge import judge
from okrlang.judge.rule_page import rule_page
from okrlang.judge.world import GoalWorld
from okrlang.logic.rule import Rule
from okrlang.report.document import document
from okrlang.report.explain_text import text
from okrlang.report.explanation import of_rule, of_verdicts
from okrlang.report.page import Medium

SEEDS = range(100, 200) if os.environ.get("HYPOTHESIS_PROFILE") == "long" else range(100, 103)
SIZE = 60
VERDICT = {"pass": True, "fail": False, "no_evidence": None}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_drawn_rule_can_be_followed(seed: int, tmp_path: Path) -> None:
    rules, bench = drawn(Dice(Random(seed)), seed, SIZE, tmp_path)
    for at, written in enumerate(rules):
        rule = bench.packs.rules.get(written.name)
        if rule is not None and not rule.broken:
            world = bench.worlds[at % len(bench.worlds)]
            _follow(bench, rule, bench.inside(world) if written.listed else world)


def _follow(bench: Bench, rule: Rule, world: GoalWorld) -> None:
    page = rule_page(bench.packs, rule)
    assert max(map(len, text(of_rule(page, (), None, None), Medium()).splitlines())) <= 100
    (judgement,) = judge(bench.packs, (rule,), world)
    told = tuple(accounts(bench.packs, rule, world))
    assert Counter(account.verdict for account in told) == Counter(dict(judgement.counts)), rule.span.text
    for account in told:
        for step in account.checks:
            assert step.found.verdict is VERDICT[step.verdict], (rule.span.text, step.found)
        assert account.settles or account.before != "no_evidence", rule.span.text
    for account in {account.verdict: account for account in told}.values():
        found = of_verdicts([(account, page)], (), world.as_of, None)
        assert max(map(len, text(found, Medium()).splitlines())) <= 100
        assert document(found)


def test_a_drawn_rule_comes_to_no_verdict_that_it_cannot_give(tmp_path: Path) -> None:
    rules, bench = drawn(Dice(Random(SEEDS[0])), SEEDS[0], SIZE * 2, tmp_path)
    for written in rules:
        rule = bench.packs.rules.get(written.name)
        if rule is None or rule.broken:
            continue
        world = bench.inside(bench.worlds[0]) if written.listed else bench.worlds[0]
        (judgement,) = judge(bench.packs, (rule,), world)
        came = {verdict for verdict, _ in judgement.counts} - {"waived", "not_applicable"}
        assert came <= {*verdicts_of(rule, bench.packs)}, rule.span.text

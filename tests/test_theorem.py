"""What a rule says stands however the missing figures turn out, is said of every subject, and is said in words."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from drawing.dice import Dice
from naive.theorem import hold
from naive.trial import drawn, told

from okrlang.judge.judge import judge

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"


@pytest.mark.parametrize("shipped", [False, True], ids=["drawn rules", "shipped rules"])
def test_what_is_settled_while_figures_are_missing_stays_so_however_they_turn_out(
    tmp_path: Path, shipped: bool
) -> None:
    settled, wrong = Counter[str](), list[str]()
    for seed in range(100 if LONG else 3):
        wrong += hold(seed, 100, tmp_path, settled, shipped)
    assert wrong == []
    assert min(settled["pass"], settled["fail"], settled["not_applicable"], settled["open"]) > 50


def test_every_drawn_rule_comes_to_verdicts_with_reasons(tmp_path: Path) -> None:
    """The judge explains what the evaluator decides: each finding has its message, and none of them changes a verdict."""
    for seed in range(50 if LONG else 2):
        rules, bench = drawn(Dice(Random(seed)), seed, 60, tmp_path)
        for rule in rules:
            world = bench.inside(bench.worlds[0]) if rule.listed else bench.worlds[0]
            (found,) = judge(bench.packs, (bench.packs.rules[rule.name],), world)
            assert all(finding.message for finding in found.findings), rule.text
            if not found.rule.broken:
                said = Counter(one.verdict for one in told(bench, rule.name, world))
                assert dict(found.counts) == said, rule.text

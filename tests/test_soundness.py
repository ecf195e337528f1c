"""Typed before it runs: where lint says nothing of a drawn rule, evaluate meets no name, type or unit that does not fit."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from drawing.dice import Dice
from drawing.rules import Rule as Drawn
from naive.trial import SHIPPED, Bench, drawn

from okrlang.judge.world import GoalWorld
from okrlang.logic.checker import check
from okrlang.logic.packs import with_workspace
from okrlang.logic.rule import Rule
from okrlang.logic.values import Unknown, Value

UNFIT = re.compile(
    r"cannot be (compared|added|subtracted|multiplied|divided|calculated with|asked)"
    r"|a day cannot be moved|neither true nor false|is no number|there is no (field|period|function)"
)
_TIME = "`(days|weeks|months|years|working days)`"
LESS_THAN_NO_TIME = re.compile(f"{_TIME} and {_TIME} cannot be compared")  # from a day to an earlier one, in months
RULES = 60
SEEDS = 100 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 5
OF_TYPES = {"unsure-unit", "type-mismatch", "unit-mismatch", "unknown-field", "unknown-name", "bad-duration"}


def doubtful(bench: Bench, drawing: Drawn) -> bool:
    """Whether lint says something of types or units in a rule, or in a define that it names."""
    _, found = check(with_workspace(SHIPPED, bench.workspace)[0])
    named = [define.span for name, define in bench.defines.items() if re.search(rf"\b{name}\b", drawing.text)]
    spans = [bench.packs.rules[drawing.name].span, *named]
    return any(d.name in OF_TYPES and any(s.start <= d.span.start < s.end for s in spans) for d in found)


def came(bench: Bench, rule: Rule, world: GoalWorld) -> Iterator[Value]:
    """What all conditions of a rule come to, and its day."""
    program = bench.packs.program(rule)
    subjects = program.subjects(world)
    for subject in () if isinstance(subjects, Unknown) else subjects if rule.thing else [None]:
        given = (subject,) if rule.thing else ()
        picked = program.where.value(world, given) if program.where else True
        yield picked
        if picked is True:
            yield from (part.value(world, given) for part, _ in program.checks)
        if program.due is not None:
            yield program.due.value(world, given)


def test_what_lint_is_silent_about_fits(tmp_path: Path) -> None:
    sound = 0
    for seed in range(SEEDS):
        rules, bench = drawn(Dice(Random(seed)), seed, RULES, tmp_path)
        for drawing in rules:
            rule = bench.packs.rules.get(drawing.name)
            if rule is None or rule.broken:
                continue
            world = bench.inside(bench.worlds[0]) if drawing.listed else bench.worlds[0]
            reasons = (r.why for value in came(bench, rule, world) if isinstance(value, Unknown) for r in value.reasons)
            unfit = [why for why in reasons if UNFIT.search(why) and not LESS_THAN_NO_TIME.search(why)]
            assert not unfit or doubtful(bench, drawing), (unfit, drawing.text)
            sound += not unfit
    assert sound > SEEDS * RULES / 4

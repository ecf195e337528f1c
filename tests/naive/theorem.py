"""The theorem: what passes, fails or does not apply while something measured is missing, does so however it turns out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random

from drawing.dice import Dice
from drawing.worlds import Supposed

from naive.trial import SHIPPED, Bench, drawn
from okrlang.judge.decision import decisions
from okrlang.judge.world import GoalWorld

SETTLED = ("pass", "fail", "not_applicable")
Said = dict[int | None, tuple[object, str]]  # by the identity of its subject: the subject, and the verdict


def hold(seed: int, size: int, root: Path, settled: Counter[str], shipped: bool = False) -> list[str]:
    """Hold drawn rules, or those that are shipped, against a world with much missing, and against what may come of it.

    What was settled while much was missing is counted; what did not stay so is given in words.
    """
    rules, bench = drawn(Dice(Random(seed)), seed, 0 if shipped else size, root)
    names = tuple(SHIPPED.rules) if shipped else tuple(r.name for r in rules if not bench.packs.rules[r.name].broken)
    listed = {rule.name for rule in rules if rule.listed} | (bench.packs.of_checklists if shipped else set())
    before = Supposed(bench.worlds[0], seed, hidden=60)
    later = [Supposed(bench.worlds[0], seed, 60, filled, turn) for turn, filled in enumerate((100, 100, 50, 20))]
    wrong: list[str] = []
    for inside, chosen in ((True, [n for n in names if n in listed]), (False, [n for n in names if n not in listed])):
        worlds = [bench.inside(world) if inside else world for world in (before, *later)]
        wrong += (f"seed {seed}: {fault}" for name in chosen for fault in _unsettled(bench, name, worlds, settled))
    return wrong


def _unsettled(bench: Bench, name: str, worlds: Iterable[GoalWorld], settled: Counter[str]) -> Iterable[str]:
    """What was settled in the first world, and is not so in one of the others."""
    first, *others = (_said(bench, name, world) for world in worlds)
    settled.update(verdict if verdict in SETTLED else "open" for _, verdict in first.values())
    for later in others:
        for subject, (_, verdict) in first.items():
            now = later[subject][1] if subject in later else "nothing"
            if verdict in SETTLED and now != verdict:
                yield f"{verdict} became {now}: {bench.packs.rules[name].span.text}"


def _said(bench: Bench, name: str, world: GoalWorld) -> Said:
    found = decisions(bench.packs.program(bench.packs.rules[name]), world)
    return {None if one.subject is None else id(one.subject): (one.subject, one.verdict) for one in found}

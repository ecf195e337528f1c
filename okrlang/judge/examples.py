"""Examples: what a rule says of a few declarations that stand on the setting of its pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from okrlang.judge.checklist import cycles_to_judge
from okrlang.judge.decision import decisions, name_of
from okrlang.judge.facts import gathered
from okrlang.judge.finding import Verdict, worst
from okrlang.judge.waivers import Waivers, replaced
from okrlang.judge.world import GoalWorld
from okrlang.logic.packs import Packs, known, with_workspace
from okrlang.logic.rule import Rule
from okrlang.logic.shelf import place
from okrlang.measure.measures import measure
from okrlang.model.resolver import resolve
from okrlang.score.scores import Scores
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.frozen import Individual

_NOWHERE = Path("/nonexistent")  # examples bring no data along


class Trial(Individual):
    """What a rule said of an example: the verdict on each subject, and what is wrong with the example itself.

    `failed` are the checks that came out false on some subject, counted from 0; `world` is the example as judged.
    """

    verdicts: Mapping[str, Verdict]
    failed: frozenset[int]
    diagnostics: tuple[Diagnostic, ...]
    world: GoalWorld

    @property
    def worst(self) -> Verdict:
        """The worst verdict on any subject."""
        return worst(self.verdicts.values())

    @property
    def catches(self) -> bool:
        """Whether the rule found something that fails."""
        return "fail" in self.verdicts.values()

    @property
    def passes(self) -> bool:
        """Whether something passed and nothing was worse."""
        return self.worst == "pass"

    def meets(self, expected: tree.Expectation) -> bool:
        """Whether it came out as a test expects: at one subject, or as the worst of all."""
        if expected.at is None:
            return self.worst == expected.verdict
        return self.verdicts.get(expected.at.text) == expected.verdict


def day_of(packs: Packs, pack: str, as_of: date | None = None) -> date | None:
    """The day of an example: its own, else that of the setting of a pack; none where nobody says."""
    setting = packs.settings.get(pack)
    day = as_of or (setting.as_of.value if setting and setting.as_of else None)
    return day if isinstance(day, date) else None


def trial(
    packs: Packs, rule: Rule, declarations: Iterable[tree.Node], as_of: date | None = None, pack: str | None = None
) -> Trial:
    """What a rule says of declarations, on the setting of its pack, or of another, and its day unless one is given."""
    world, diagnostics = stage(packs, rule, declarations, as_of, pack)
    verdicts, failed = _verdicts(packs, rule, world)
    return Trial(verdicts, failed, diagnostics, world)


def stage(
    packs: Packs, rule: Rule, declarations: Iterable[tree.Node], as_of: date | None = None, pack: str | None = None
) -> tuple[GoalWorld, tuple[Diagnostic, ...]]:
    """The world in which a rule is tried: declarations on the setting of a pack, and what is wrong with them."""
    setting = packs.settings.get(pack or rule.pack)
    day = day_of(packs, pack or rule.pack, as_of)
    assert day is not None, f"neither the test nor the setting of pack {pack or rule.pack} says what day it is"
    nodes = (*(setting.declarations if setting else ()), *declarations)
    sheet = tree.Sheet(rule.span.source, nodes, ())
    workspace, diagnostics = resolve((sheet,), known(packs))
    own, unsound = with_workspace(packs, workspace)
    measures = measure(workspace, _NOWHERE, day, {})
    scores = Scores(workspace, measures, own.policies, day)
    params = {name: param.value for name, param in packs.params.items()}
    world = GoalWorld(gathered(workspace, day, params, _folder(rule), scores, measures))
    return _within_cycle(packs, rule, world), (*diagnostics, *unsound)


def _folder(rule: Rule) -> Path:
    """Where the evidence of examples lies: in the folder of a shipped pack; a company's examples bring none along."""
    return _NOWHERE if rule.own else Path(place(), rule.pack)


def _within_cycle(packs: Packs, rule: Rule, world: GoalWorld) -> GoalWorld:
    """The world of the cycle that runs, else of the last one ended, for the rules of a checklist's pack."""
    names = [checklist.name for checklist in packs.checklists.values() if checklist.pack == rule.pack]
    cycles = [cycle for name in names for cycle in cycles_to_judge(world.facts.ties, name)]
    return world.for_cycle(cycles[0]) if cycles else world


def _verdicts(packs: Packs, rule: Rule, world: GoalWorld) -> tuple[dict[str, Verdict], frozenset[int]]:
    """The verdict on each subject (that of the whole stands under its own name), and the checks that came out false."""
    if rule.broken:
        return {name_of(None, world): "error"}, frozenset()
    waivers, verdicts, failed = Waivers(world.facts.workspace, world.as_of), dict[str, Verdict](), set[int]()
    for found in decisions(packs.program(rule), world):
        name = name_of(found.subject, world)
        verdicts[name] = replaced(found.verdict, waivers.on(rule.name, name))
        failed |= {place for place, value in enumerate(found.checks) if value is False}
    return verdicts, frozenset(failed)

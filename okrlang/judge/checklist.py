"""The checklist: each item decided by its rules, for one cycle at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from okrlang.judge.finding import Finding
from okrlang.judge.item import Bench, ItemResult, RuleCount, item_result
from okrlang.judge.judge import Judgement, judge
from okrlang.judge.param_use import params_of, reads_status
from okrlang.judge.ties import Ties
from okrlang.judge.world import GoalWorld
from okrlang.logic.checklist import Checklist
from okrlang.logic.packs import Packs, shipped
from okrlang.logic.param import Param
from okrlang.model.workspace import Cycle, Workspace

__all__ = ["ChecklistResult", "CycleResult", "ItemResult", "RuleCount", "SectionResult", "checklist", "follows"]


MOST_TOLD = 50  # findings of a rule that an item may show


@dataclass(frozen=True, slots=True)
class SectionResult:
    """A section of a checklist as judged."""

    id: str
    title: str
    items: tuple[ItemResult, ...]


@dataclass(frozen=True, slots=True)
class CycleResult:
    """A checklist as judged for one cycle, what its rules came to, and what those of its own pack found."""

    cycle: str
    ended: bool
    sections: tuple[SectionResult, ...]
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ChecklistResult:
    """A checklist as judged, for running cycles first; its items block where `blocks`."""

    id: str
    title: str
    pack: str
    blocks: bool
    cycles: tuple[CycleResult, ...]


def follows(workspace: Workspace, name: str, as_of: date) -> bool:
    """Whether the company has begun to follow a checklist."""
    company = workspace.company
    if company is None or company.follows != name:
        return False
    return company.follows_since is None or company.follows_since <= as_of


def checklist(
    packs: Packs,
    name: str,
    world: GoalWorld,
    blocks: bool,
    cycle: Cycle | None = None,
    defaults: Mapping[str, Param] | None = None,
) -> ChecklistResult:
    """The checklist of that name as judged: for one cycle, or for those that run and the last one ended.

    `defaults` are the params as the packs have them, to tell which the company has set otherwise.
    """
    found = packs.checklists[name]
    asked = (cycle,) if cycle is not None else cycles_to_judge(world.facts.ties, name)
    deviations = _deviations(packs, found, defaults or {})
    return ChecklistResult(
        found.name, found.title, found.pack, blocks, tuple(_of_cycle(packs, found, world, c, deviations) for c in asked)
    )


def cycles_to_judge(ties: Ties, name: str) -> tuple[Cycle, ...]:
    """The cycles with goals that run, then the last one ended; none from before the company followed the checklist."""
    company = ties.workspace.company
    since = company.follows_since if company and company.follows == name else None
    cycles = [c for c in ties.cycles_with_goals if since is None or c.period.last >= since]
    running = [cycle for cycle in cycles if cycle.period.contains(ties.as_of)]
    ended = [cycle for cycle in cycles if cycle.period.end <= ties.as_of]
    last = max(ended, key=lambda cycle: (cycle.period.end, cycle.period.start, cycle.id), default=None)
    return (*running, *((last,) if last else ()))


def _of_cycle(
    packs: Packs, found: Checklist, world: GoalWorld, cycle: Cycle, deviations: Mapping[str, tuple[str, ...]]
) -> CycleResult:
    """The checklist for one cycle."""
    inside = world.for_cycle(cycle)
    rules = [packs.rules[rule] for rule in sorted(found.rules) if rule in packs.rules]
    own = [rule for rule in rules if rule.pack == found.pack]
    others = [rule for rule in rules if rule.pack != found.pack]  # what they find is told elsewhere
    judgements = (*judge(packs, own, inside), *judge(packs, others, inside, MOST_TOLD))
    standing = Counter(rule for item in found.items for rule in item.rules)
    by_rule = {judgement.rule.name: judgement for judgement in judgements}
    bench = Bench(found.name, packs, inside, cycle, by_rule, standing, len(list(found.items)), deviations)
    sections = tuple(
        SectionResult(section.number, section.title, tuple(item_result(bench, item) for item in section.items))
        for section in found.sections
    )
    findings = tuple(finding for j in judgements if j.rule.pack == found.pack for finding in j.findings)
    return CycleResult(cycle.id, cycle.period.end <= world.as_of, sections, judgements, findings)


def _deviations(packs: Packs, found: Checklist, defaults: Mapping[str, Param]) -> dict[str, tuple[str, ...]]:
    """The params and policies that are not the packs', in words, for each rule that rests on them."""
    said = {
        name: f"`{name}` is {param.value} (the pack says {defaults[name].value})"
        for name, param in sorted(packs.params.items())
        if name in defaults and param.value != defaults[name].value
    }
    own = tuple(
        f"`{name}` is a policy of the workspace's own"
        for name in sorted(packs.policies)
        if name not in shipped()[0].policies  # whatever pack its folder declares
    )
    if not said and not own:
        return {}
    rules = (packs.rules[rule] for rule in found.rules if rule in packs.rules)
    return {
        rule.name: (
            *(said[name] for name in sorted(params_of(rule, packs.definitions) & said.keys())),
            *(own if own and reads_status(rule, packs.definitions) else ()),
        )
        for rule in rules
    }

"""Accounts of items: how an item of a checklist came to its verdict in a cycle, and what it takes to pass."""

from __future__ import annotations

from collections.abc import Iterator

from okrlang.judge.account import accounts
from okrlang.judge.checklist import ChecklistResult, CycleResult
from okrlang.judge.decision import name_of
from okrlang.judge.finding import WORST_FIRST, Finding, Verdict
from okrlang.judge.item import ItemResult
from okrlang.judge.judge import Judgement
from okrlang.judge.world import GoalWorld
from okrlang.logic.checklist import Item, Section
from okrlang.logic.packs import Packs
from okrlang.syntax.frozen import Frozen, Individual

MOST = 5  # findings of a rule that are told, and subjects that are named


class Told(Frozen):
    """A finding of a rule of the item, and what would settle it where that is not known."""

    finding: Finding
    settles: tuple[str, ...]


class RuleAccount(Individual):
    """A rule of an item: what it came to, its gravest findings, and whom it passed."""

    judgement: Judgement
    decides: bool
    told: tuple[Told, ...]
    untold: int
    passed: tuple[str, ...]


class ItemInCycle(Individual):
    """An item in one cycle: what it came to, its rules, what is missing and what to do next."""

    cycle: CycleResult
    result: ItemResult
    rules: tuple[RuleAccount, ...]
    missing: tuple[str, ...]
    next: tuple[str, ...]


class ItemAccount(Individual):
    """An item of a checklist, with the cycles that it is judged for."""

    checklist: str
    section: Section
    item: Item
    blocks: bool
    cycles: tuple[ItemInCycle, ...]


def item_account(
    packs: Packs, checklist: str, number: str, ticked: ChecklistResult | None, world: GoalWorld | None
) -> ItemAccount:
    """How an item came to its verdicts; without a world, only what it asks."""
    found = packs.checklists[checklist]
    section, item = next((s, i) for s in found.sections for i in s.items if i.number == number)
    cycles = tuple(_in_cycle(packs, item, cycle, world) for cycle in ticked.cycles) if ticked and world else ()
    return ItemAccount(checklist, section, item, ticked.blocks if ticked else False, cycles)


def _in_cycle(packs: Packs, item: Item, cycle: CycleResult, world: GoalWorld) -> ItemInCycle:
    result = next(r for section in cycle.sections for r in section.items if r.id == item.number)
    own = next(c for c in world.facts.workspace.cycles if c.id == cycle.cycle)
    inside, judged = world.for_cycle(own), {j.rule.name: j for j in cycle.judgements}
    rules = tuple(
        _rule(packs, judged[name], inside, name in item.rules) for name in (*item.rules, *item.advice) if name in judged
    )
    return ItemInCycle(cycle, result, rules, tuple(dict.fromkeys(_missing(result, rules))), _next(result, rules))


def _rule(packs: Packs, judgement: Judgement, world: GoalWorld, decides: bool) -> RuleAccount:
    findings = sorted(judgement.findings, key=lambda finding: WORST_FIRST.index(finding.verdict))
    told = tuple(Told(finding, _settles(packs, judgement, finding, world)) for finding in findings[:MOST])
    passed = tuple(name_of(subject, world) for subject in judgement.passed)
    return RuleAccount(judgement, decides, told, max(len(findings) - MOST, 0), passed)


def _settles(packs: Packs, judgement: Judgement, finding: Finding, world: GoalWorld) -> tuple[str, ...]:
    """What would settle a finding, where nothing is known."""
    if finding.verdict != "no_evidence":
        return ()
    return next((a.settles for a in accounts(packs, judgement.rule, world, finding.subject)), ())


_OPEN: frozenset[Verdict] = frozenset({"error", "fail", "no_evidence"})


def _missing(result: ItemResult, rules: tuple[RuleAccount, ...]) -> Iterator[str]:
    """What keeps the item from passing."""
    if result.verdict == "needs_review":
        yield result.because
    for rule in rules:
        for told in rule.told if rule.decides else ():
            if told.finding.verdict in _OPEN:
                settled = f"; it takes {_alternatives(told.settles)}" if told.settles else ""
                yield f"{told.finding.message}{settled}"


def _alternatives(settles: tuple[str, ...]) -> str:
    return ", and ".join(settles)


def _next(result: ItemResult, rules: tuple[RuleAccount, ...]) -> tuple[str, ...]:
    """What to do, the gravest first; before its day what there is time for."""
    open_ = [t.finding for rule in rules if rule.decides for t in rule.told if t.finding.verdict in _OPEN]
    fixes = [finding.fix for finding in sorted(open_, key=lambda f: WORST_FIRST.index(f.verdict)) if finding.fix]
    own = [result.next] if result.next and result.next not in fixes else []
    if fixes or own:
        return tuple(dict.fromkeys((*fixes, *own)))
    settles = (said for rule in rules if rule.decides for told in rule.told for said in told.settles)
    return tuple(dict.fromkeys(f"see to it that there is {said}" for said in settles))

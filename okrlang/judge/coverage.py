"""Coverage: which verdicts a rule can give, and which of them its examples and tests hold it to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from okrlang.judge.finding import WORST_FIRST, Verdict
from okrlang.logic.doubt import Doubts
from okrlang.logic.packs import Packs
from okrlang.logic.plain import plain
from okrlang.logic.rule import Rule


def verdicts_of(rule: Rule, packs: Packs) -> tuple[Verdict, ...]:
    """The verdicts that a rule can give by its own words, in the order in which they outrank each other.

    That it has no subject at all, and that a waiver sets it aside, is no word of the rule: such verdicts are left out.
    What hangs on something that this version never knows (the revision history) neither passes nor fails.
    """
    if rule.broken:
        return ("error",)
    doubts = Doubts(plain(rule, packs.definitions), rule.name in packs.of_checklists)
    can: set[Verdict] = {"pass"} if doubts.may_pass() else set()
    if rule.none_means == "fail" or doubts.may_fail():
        can.add("fail")
    if not doubts.may_pass() or doubts.of_where() or doubts.of_rest() or rule.none_means == "no_evidence":
        can.add("no_evidence")
    if rule.due is not None:
        can.add("not_due")
    if rule.where is not None:
        can.add("not_applicable")
    return tuple(verdict for verdict in WORST_FIRST if verdict in can)


def asked_for(rules: Iterable[Rule], packs: Packs) -> Mapping[str, frozenset[Verdict]]:
    """The verdicts that the examples and tests of each rule ask for: `avoid` for a fail, `prefer` for a pass."""
    asked: dict[str, set[Verdict]] = {rule.name: set() for rule in rules}
    for rule in rules:
        asked[rule.name] |= {"fail"} if rule.avoid else set()
        asked[rule.name] |= {"pass"} if rule.prefer else set()
    for _, test in packs.tests:
        if test.rule.text in asked:
            asked[test.rule.text].update(cast("Verdict", e.verdict) for e in test.expectations)
    return {name: frozenset(verdicts) for name, verdicts in asked.items()}

"""Deciding: what is wrong with policies, which decide on a status, and with checklists, whose items rules decide."""

from __future__ import annotations

from collections.abc import Mapping

from okrlang.logic.checklist import Checklist
from okrlang.logic.constants import Constants
from okrlang.logic.definitions import Definitions
from okrlang.logic.folding import Folding, Given
from okrlang.logic.inference import Inference
from okrlang.logic.opened import Opened
from okrlang.logic.phrases import shown
from okrlang.logic.policy import NAMES, Policy
from okrlang.logic.rule import Rule
from okrlang.logic.typed import of_unit
from okrlang.model.quantity import NUMBER
from okrlang.model.reading.complaints import Complaints
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree
from okrlang.syntax.nearest import nearest

_IN_POLICIES = (
    *(tree.Amount, tree.Ratio, tree.Negative, tree.Arithmetic, tree.Comparison, tree.Between),
    *(tree.And, tree.Or, tree.Not, tree.If),
)


def check_policy(policy: Policy, complaints: Complaints) -> None:
    """See that the lines of a policy are conditions on its four numbers, and that each can be reached."""
    inference = Inference(Definitions(), lambda name: None, complaints)
    inference.names = dict.fromkeys(NAMES, of_unit(NUMBER))
    before = complaints.mistakes
    for line in policy.lines:
        strange = next((node for node in postorder(line.condition) if not _may_stand_in_policy(node)), None)
        if strange is None:
            inference.condition(line.condition)
        else:
            help = "a policy speaks of `progress`, `expected`, `elapsed` and `score`"
            message = f"`{shown(strange)}` cannot stand in a policy"
            inference.fault("misplaced-expression", message, strange.span, help)
    if complaints.mistakes == before:
        _check_order(policy, inference, complaints)


def _may_stand_in_policy(node: tree.Node) -> bool:
    return isinstance(node, _IN_POLICIES) or (isinstance(node, tree.Reference) and node.name in NAMES)


def _check_order(policy: Policy, inference: Inference, complaints: Complaints) -> None:
    """A line is asked where none before it holds."""
    opened = Opened(Definitions(), inference, inference.names)
    constants = Constants(Folding(opened.typed, frozenset(NAMES)), opened, complaints)
    before: tuple[Given, ...] = ()
    for line in policy.lines:
        condition = opened.open(line.condition)
        constants.find(condition, before)
        before = (*before, Given(condition, True, where=False, certain=True))


def check_checklist(checklist: Checklist, rules: Mapping[str, Rule], complaints: Complaints) -> None:
    """See that items name rules there are, and that only rules that can fail something decide."""
    for item in checklist.items:
        for name in (*item.decided_by, *item.advised_by):
            rule = rules.get(name.text)
            if rule is None:
                close = nearest(name.text, rules)
                help = f"did you mean `{close}`?" if close else None
                complaints.error("unknown-name", f"there is no rule `{name.text}`", name.span, help)
            elif rule.severity == "info" and name in item.decided_by:
                message = f"`{name.text}` only informs, and cannot decide an item"
                help = "give it the severity `warning`, or let it advise"
                complaints.error("weak-rule", message, name.span, help)

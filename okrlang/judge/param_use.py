"""What a workspace can set under a rule: params it names or reads behind fields, and the policy of a status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrlang.logic.definitions import Definitions
from okrlang.logic.rule import Rule
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree

_STATUSES = frozenset({"status", "status_on", "status_since"})
_BEHIND = {
    "missed_check_ins": ("check_in_every", "check_in_grace"),
    "missed_reviews": ("review_every", "review_grace"),
    "missed_check_in_days": ("check_in_every", "check_in_grace"),
    "missed_review_days": ("review_every", "review_grace"),
    "missed_relevance_reviews": ("relevance_every", "review_grace"),
    "check_in_every": ("check_in_every",),
    "review_every": ("review_every",),
    "communicate_within": ("communicate_within",),
    "told_by": ("communicate_within",),
}


def params_of(rule: Rule, definitions: Definitions) -> frozenset[str]:
    """The names of the params that a rule rests on."""
    parts = (rule.where, rule.due, *(check.condition for check in rule.checks))
    return frozenset(_params((part for part in parts if part is not None), definitions))


def reads_status(rule: Rule, definitions: Definitions) -> bool:
    """Whether a rule asks for the status of a goal, and so rests on the policy that gives it."""
    parts = [part for part in (rule.where, rule.due, *(check.condition for check in rule.checks)) if part is not None]
    entered = set[str]()
    while parts:
        for node in postorder(parts.pop()):
            if not isinstance(node, tree.Field | tree.Reference | tree.Call):
                continue
            if node.name in _STATUSES:
                return True
            if node.name in definitions.defines and node.name not in entered:
                entered.add(node.name)
                parts.append(definitions.defines[node.name].body)
    return False


def _params(expressions: Iterable[tree.Node], definitions: Definitions) -> Iterator[str]:
    waiting, entered = list(expressions), set[str]()
    while waiting:
        for node in postorder(waiting.pop()):
            if isinstance(node, tree.Field):
                yield from _BEHIND.get(node.name, ())
            if not isinstance(node, tree.Reference | tree.Call):
                continue
            if node.name in definitions.params:
                yield node.name
            elif node.name in definitions.defines and node.name not in entered:
                entered.add(node.name)
                waiting.append(definitions.defines[node.name].body)

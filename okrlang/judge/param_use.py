"""Which params a rule rests on: those that it names, and those behind the fields that it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrlang.logic.definitions import Definitions
from okrlang.logic.rule import Rule
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree

_BEHIND = {
    "missed_check_ins": ("check_in_every", "check_in_grace"),
    "missed_reviews": ("review_every", "review_grace"),
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

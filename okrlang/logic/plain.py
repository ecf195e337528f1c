"""Plain rules: a rule with its defines written out, and the type of every part of its expressions."""

from __future__ import annotations

from collections.abc import Mapping

from okrlang.logic.definitions import Definitions
from okrlang.logic.inference import Inference
from okrlang.logic.inlining import inlined
from okrlang.logic.marks import name_subject
from okrlang.logic.rule import Rule
from okrlang.logic.typed import LOST, Typed
from okrlang.model.reading.complaints import Complaints
from okrlang.syntax import tree
from okrlang.syntax.frozen import Individual


class Plain(Individual):
    """The expressions of a rule without defines; `types` are those of their parts, by identity."""

    rule: Rule
    where: tree.Expression | None
    due: tree.Expression | None
    checks: tuple[tree.Expression, ...]
    types: Mapping[int, Typed]

    def type_of(self, node: tree.Node | None) -> Typed:
        """The type of a part, LOST where it has none."""
        return self.types.get(id(node), LOST)


def plain(rule: Rule, definitions: Definitions) -> Plain:
    """The rule in plain form."""
    where = inlined(rule.where, definitions) if rule.where is not None else None
    due = inlined(rule.due, definitions) if rule.due is not None else None
    checks = tuple(inlined(check.condition, definitions) for check in rule.checks)
    inference = Inference(definitions, lambda name: None, Complaints())
    name_subject(rule, inference)
    if where is not None:
        inference.condition(where)
    with inference.knowing(inference.facts_of(where)):
        for check in checks:
            inference.condition(check)
        if due is not None:
            inference.value(due)
    return Plain(rule, where, due, checks, inference.found)

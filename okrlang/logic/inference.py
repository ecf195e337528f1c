"""Inference: the type of every expression before there is data, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from okrlang.logic import calls, conditions, connectives, names, quantifiers
from okrlang.logic.scope import Meaning, Reads, Scope
from okrlang.logic.typed import Typed
from okrlang.syntax import tree

__all__ = ["Inference", "Meaning", "Reads"]


class Inference(Scope):
    """The types of expressions, given the types of their names; each node is asked once."""

    def type(self, node: tree.Node) -> Typed:
        """The type of an expression; a bare word is left to be understood."""
        found = _TYPES[type(node)](self, node)
        if self.facts:
            found = self.by_facts(node, found)
        self.found[id(node)] = found
        return found


_TYPES: dict[type[tree.Node], Callable[[Scope, Any], Typed]] = {
    tree.Amount: names.amount,
    tree.Ratio: names.ratio,
    tree.Text: names.text,
    tree.Day: names.day,
    tree.PeriodName: names.period,
    tree.Reference: names.reference,
    tree.Field: names.field,
    tree.Call: calls.call,
    tree.Comprehension: quantifiers.comprehension,
    tree.ListOf: connectives.list_of,
    tree.Negative: connectives.negative,
    tree.Arithmetic: connectives.arithmetic,
    tree.Comparison: conditions.comparison,
    tree.Between: conditions.between,
    tree.In: conditions.in_,
    tree.HasWord: conditions.has_word,
    tree.Is: conditions.is_,
    tree.IsA: conditions.is_a,
    tree.Not: connectives.not_,
    tree.And: connectives.and_,
    tree.Or: connectives.or_,
    tree.If: connectives.if_,
    tree.Quantifier: quantifiers.quantifier,
}

"""Derivations: an expression with the value of each of its parts, down to the fields that were read.

It is the plain walk of `explanation` once more, which here goes through every list to its end: who follows a verdict
wants to know how many elements hold, and not only the first that does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from okrlang.logic.definitions import Definitions
from okrlang.logic.explanation import Explanation, Names, Walk
from okrlang.logic.inlining import inlined
from okrlang.logic.values import Value
from okrlang.logic.world import World
from okrlang.syntax import tree
from okrlang.syntax.frozen import Individual

LONGEST = 20_000  # elements of a list that are walked one by one


class Step(Individual):
    """A part of an expression, what it came to where `names` meant so, and the steps that it came to it by."""

    node: tree.Node
    value: Value
    names: Mapping[str, Value]
    steps: tuple[Step, ...]

    def of(self, node: tree.Node | None) -> tuple[Step, ...]:
        """The steps of one part: several where it was asked of each element of a list."""
        return tuple(step for step in self.steps if step.node is node)


def derived(
    expression: tree.Expression,
    names: Sequence[str],
    definitions: Definitions,
    world: World,
    given: Sequence[Value],
    where: bool = False,
) -> Step:
    """How an expression comes to its value; defines are written out."""
    plain = inlined(expression, definitions)
    walk = _Derivation(Explanation(plain, names, definitions, where, LONGEST), world, where)
    walk.value(plain, dict(zip(names, given, strict=True)))
    (step,) = walk.steps
    return step


class _Derivation(Walk):
    """A walk that keeps what each part came to."""

    stops = False

    def __init__(self, explained: Explanation, world: World, where: bool) -> None:
        super().__init__(explained, world, where)
        self.steps: list[Step] = []

    def value(self, node: tree.Node, names: Names) -> Value:
        around, self.steps = self.steps, []
        found = super().value(node, names)
        step = Step(node, found, names, tuple(self.steps))
        self.steps = [*around, step]
        return found

"""A rule made ready to be asked: each of its expressions compiled when it is first needed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from okrlang.logic.definitions import Definitions
from okrlang.logic.evaluator import Evaluation, compiled
from okrlang.logic.explanation import Explanation, Touched
from okrlang.logic.message import Piece, message
from okrlang.logic.rule import SUBJECTS, Rule
from okrlang.logic.values import Unknown, Value
from okrlang.logic.world import World
from okrlang.syntax import tree


class Part:
    """An expression of a rule, as a fast function and as one that says what it read."""

    def __init__(
        self, expression: tree.Expression, names: tuple[str, ...], definitions: Definitions, where: bool = False
    ) -> None:
        self.expression, self.names, self.definitions, self.where = expression, names, definitions, where

    @cached_property
    def value(self) -> Evaluation:
        """The value, given a world and the subject as a tuple of one (of none where a rule has no subject)."""
        return compiled(self.expression, self.names, self.definitions, self.where)

    @cached_property
    def _explanation(self) -> Explanation:
        return Explanation(self.expression, self.names, self.definitions, self.where)

    def explained(self, world: World, given: Sequence[Value]) -> tuple[Value, tuple[Touched, ...]]:
        """The value, and the fields of the things that decided it."""
        return self._explanation(world, given)


class Say:
    """A message of a rule."""

    def __init__(self, template: tree.Template, names: tuple[str, ...], definitions: Definitions) -> None:
        self.template, self.names, self.definitions = template, names, definitions

    @cached_property
    def text(self) -> Piece:
        """The text, given a world and the subject as a tuple."""
        return message(self.template, self.names, self.definitions)


class Program:
    """What is asked of a rule: its subjects, which of them `where` picks, from what day, and its checks."""

    def __init__(self, rule: Rule, definitions: Definitions) -> None:
        names = rule.names
        self.rule, self.definitions = rule, definitions
        self.where = Part(rule.where, names, definitions, where=True) if rule.where else None
        self.due = Part(rule.due, names, definitions) if rule.due else None
        self.checks = tuple(
            (Part(check.condition, names, definitions), Say(check.say, names, definitions)) for check in rule.checks
        )
        self.fix = Say(rule.fix, names, definitions) if rule.fix else None

    def subjects(self, world: World) -> tuple[object, ...] | Unknown:
        """What the rule is for each of; nothing for a rule of the whole workspace."""
        if self.rule.thing is None:
            return ()
        return world.things(SUBJECTS[self.rule.thing], self.rule.including_dropped)

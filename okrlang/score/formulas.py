"""Formulas: the value of what a goal computes from measures: `120% of plan`, `1.5 * mean(pages, 12 months)`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import cast

from okrlang.logic.aggregates import AGGREGATES
from okrlang.logic.definitions import Definitions
from okrlang.logic.evaluator import Evaluation, compiled
from okrlang.logic.nowhere import Nowhere
from okrlang.logic.values import Unknown, Value, because
from okrlang.measure.reading import Reading
from okrlang.model.calendar import duration
from okrlang.model.quantity import Quantity
from okrlang.model.workspace import Every, Goal, Metric
from okrlang.score.targets import Asked
from okrlang.score.values import Values
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen
from okrlang.syntax.source import Span

_DEEPEST = 200
_PAST = "the past of "  # no metric can be called so: names have no blanks


class _Formula(Frozen):
    """A compiled expression and the names it asks for: metrics, their pasts, and what was measured."""

    run: Evaluation
    names: tuple[str, ...]

    @classmethod
    def of(cls, goal: Goal) -> _Formula:
        """The formula of a goal; an expression nested beyond all reading is unknown."""
        if goal.expression is None or _depth(goal.expression) > _DEEPEST:
            return cls(lambda world, given: because("it is too long to be computed"), ())
        expression = _with_pasts(goal.expression)
        names = tuple(dict.fromkeys(_names(expression)))
        return cls(compiled(cast("tree.Expression", expression), names, Definitions()), names)


class Formulas:
    """Evaluates expressions in goals; each is compiled once."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._compiled: dict[Span, _Formula] = {}

    def evaluate(self, goal: Goal, asked: Asked) -> Quantity | str:
        """The value of a goal's expression, or why there is none."""
        formula = self._formula(goal)
        world = _Past(self._values, asked.member, asked.day)
        found = formula.run(world, [self._value(name, asked) for name in formula.names])
        if isinstance(found, Quantity):
            return found
        if isinstance(found, Unknown):
            return " and ".join(dict.fromkeys(reason.why for reason in found.reasons))
        return "it comes to no number"

    def _formula(self, goal: Goal) -> _Formula:
        found = self._compiled.get(goal.span)
        if found is None:
            found = self._compiled[goal.span] = _Formula.of(goal)
        return found

    def _value(self, name: str, asked: Asked) -> Value:
        """What a name stands for: the value of a metric, a metric whose past is asked for, or what was measured."""
        if name.startswith(_PAST):
            return self._values.metric(name.removeprefix(_PAST)) or because(f"there is no metric `{name}`")
        metric = self._values.metric(name)
        if metric is None:
            return _value_of(asked.measured(), "the value when it began") if asked.measured else because(_NOT_BEGUN)
        return _value_of(asked.read(metric, asked.member if metric.dimension else None), f"`{name}`")


class _Past(Nowhere):
    """A world in which metrics have a past, of a member where one is asked about."""

    def __init__(self, values: Values, member: str | None, day: date) -> None:
        super().__init__(day, values.calendar)
        self._values = values
        self._member = member

    def history(self, function: str, metric: object, span: Quantity | None) -> Value:
        """Something of a metric's own past, without the period that is under way."""
        if not isinstance(metric, Metric):
            return because("only a metric has a past")
        member, measures = self._member if metric.dimension else None, self._values.measures
        if measures.stale(metric.id, self.as_of, member):
            return because(f"the last value of `{metric.id}` is too old")
        if function == "previous":
            return _value_of(measures.previous(metric.id, self.as_of, member), f"the value of `{metric.id}` before")
        length = duration(span.value, span.unit.name) if span else None
        if length is None:
            return because("it does not say of how long a past")
        past = measures.history(metric.id, self.as_of, Every(Decimal(length.count), length.unit), member)
        found = tuple(_value_of(o.reading, f"`{metric.id}`") for o in past)
        return AGGREGATES[function](found) if found else because(f"`{metric.id}` has no value in {length}")


_NOT_BEGUN = "nothing has begun from which it could be measured"


def _value_of(reading: Reading, what: str) -> Value:
    if reading.value is not None:
        return reading.value
    return because(f"{what} is not known: {' and '.join(reading.why) or 'there is no value'}")


def _with_pasts(node: tree.Node) -> tree.Node:
    """The expression with the metrics whose past is asked for under names of their own."""
    if isinstance(node, tree.Call) and node.arguments and isinstance(node.arguments[0], tree.Reference):
        first = node.arguments[0]
        past = tree.Reference(first.span, f"{_PAST}{first.name}")
        return tree.Call(node.span, node.of, node.name, (past, *node.arguments[1:]))
    made: Callable[..., tree.Node] = type(node)
    return made(*(_with_pasts_in(getattr(node, name)) for name in node.__match_args__))


def _with_pasts_in(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_with_pasts_in(part) for part in value)
    return _with_pasts(value) if isinstance(value, tree.Node) else value


def _names(expression: tree.Node) -> Iterator[str]:
    return (node.name for node, _ in _nodes(expression) if isinstance(node, tree.Reference))


def _depth(expression: tree.Node) -> int:
    return max(depth for _, depth in _nodes(expression))


def _nodes(expression: tree.Node) -> Iterator[tuple[tree.Node, int]]:
    """All nodes with their depth; without recursion, since a sum may have any number of terms."""
    waiting = [(expression, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        for name in node.__match_args__:
            value = getattr(node, name)
            parts = value if isinstance(value, tuple) else (value,)
            waiting += [(part, depth + 1) for part in parts if isinstance(part, tree.Node)]

"""Speech: a value of an expression as a noun phrase.

What stands for a certain thing is called by its name, what stands for any is `it`, or `that key result`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from okrlang.judge.telling import labels
from okrlang.judge.telling.grammar import all_of, any_of, whose
from okrlang.judge.telling.naming import has_name, is_thing, said
from okrlang.judge.telling.scope import Scope, Some
from okrlang.judge.world import GoalWorld
from okrlang.logic.definitions import Definitions
from okrlang.logic.explanation import Explanation, Walk
from okrlang.logic.plain import Plain
from okrlang.logic.typed import Typed
from okrlang.logic.types import LISTS, METHODS, TYPES
from okrlang.logic.values import Unknown, Value, because
from okrlang.model.quantity import Quantity, show, unit
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree

LONGEST = 20_000  # elements of a list that are walked one by one
_LONG = 60  # letters of a phrase that is not said beside its value
_LITERALS = (tree.Amount, tree.Ratio, tree.Text, tree.Day, tree.PeriodName)
_SPOKEN = {"+": "plus", "-": "minus", "*": "times", "/": "divided by", "of": "of"}
_OF_LISTS = {"sum": "sum", "min": "least", "max": "most", "mean": "mean", "median": "median"}
_OF_CYCLE = ("objectives", "key_results", "initiatives")


class Speech:
    """How the expressions of one rule are spoken; without a world nothing has a value but params and literals."""

    def __init__(self, rule: Plain, definitions: Definitions, world: GoalWorld | None) -> None:
        self.rule, self.definitions, self.world = rule, definitions, world
        self._cautious: Any = _Cautious(world) if world is not None else None

    # --- values -------------------------------------------------------------------------------------------------------

    def value(self, node: tree.Node, scope: Scope, where: bool = False) -> Value:
        """The value of a part; None as long as it hangs on something that stands for any."""
        if self.world is None or any(isinstance(scope.names.get(name), Some) for name in _names(node)):
            return None
        explained = Explanation(node, tuple(scope.names), self.definitions, where, LONGEST)  # type: ignore[arg-type]
        return Walk(explained, self._cautious, where).value(node, dict(scope.names))

    def type(self, node: tree.Node) -> Typed:
        """The type of a part."""
        return self.rule.type_of(node)

    def shown(self, value: Value) -> str:
        """A value in a sentence."""
        assert self.world is not None
        return said(value, self.world)

    # --- phrases ------------------------------------------------------------------------------------------------------

    def term(self, node: tree.Node, scope: Scope) -> str:
        """A value as a noun phrase, without saying what it is now."""
        made = _TERMS.get(type(node))
        return made(self, node, scope) if made else f"`{' '.join(node.span.text.split())}`"

    def of(self, node: tree.Node, scope: Scope) -> str:
        """The thing that is meant: by its name as soon as it is known which."""
        if isinstance(node, tree.Reference) and node.name in scope.names:
            return self.reference(node, scope)
        value = self.value(node, scope)
        return self.shown(value) if has_name(value) else self.term(node, scope)

    def held(self, node: tree.Node, scope: Scope) -> str:
        """A value that something is held against: what it is now, and what it is."""
        term = self.of(node, scope)
        if isinstance(node, _LITERALS) or (isinstance(node, tree.Reference) and node.name not in scope.names):
            return term
        value = self.value(node, scope)
        if value is None or isinstance(value, Unknown | tuple) or is_thing(value):
            return term
        shown = self.shown(value)
        return shown if shown == term or len(term) > _LONG else f"{shown} ({term})"

    def now(self, node: tree.Node, scope: Scope) -> str:
        """A known value that something is held against, without where it is from."""
        value = self.value(node, scope)
        return self.of(node, scope) if value is None or is_thing(value) else self.shown(value)

    def reference(self, node: tree.Reference, scope: Scope) -> str:
        name = node.name
        if name in scope.names:
            value = scope.names[name]
            if name == scope.it:
                return "it"
            return f"that {labels.kind(value.types)}" if isinstance(value, Some) else self.shown(value)
        meaning = self.definitions.meaning(name)
        if meaning == "param":
            return (
                show(self.world.param(name))
                if self.world
                else f"{show(self.definitions.params[name].value)} (`{name}`)"
            )
        if meaning == "list":
            return f"the {labels.listed(name, LISTS[name].types, True)}"
        if meaning == "as_of":
            return "the day that is judged" if self.world is None else self.world.as_of.isoformat()
        if meaning == "cycle":
            cycle = self.world.cycle if self.world else None
            return self.shown(cycle) if cycle is not None else "the cycle"
        return name.replace("_", " ")

    def _param(self, name: str) -> str:
        return f"{show(self.definitions.params[name].value)} (`{name}`)"

    def field(self, node: tree.Field, scope: Scope) -> str:
        if self.type(node).many:
            return f"the {self.elements(node, scope, True)}"
        return labels.noun_of(node.name, self.type(node.of).types, self.of(node.of, scope))

    def call(self, node: tree.Call, scope: Scope) -> str:
        given = node.arguments
        if node.of is not None:
            return labels.method(node.name, self.of(node.of, scope), *self._all(given, scope))
        if node.name == "count" and len(given) == 1:
            return f"the number of {self.elements(given[0], scope, True)}"
        if node.name == "days_between" and len(given) == 2:
            return "the time from {} to {}".format(*self._all(given, scope))
        if node.name == "difference" and len(given) == 2:
            return "the difference between {} and {}".format(*self._all(given, scope))
        if node.name == "previous" and given:
            return f"the value of {self.of(given[0], scope)} one period before"
        name = _OF_LISTS.get(node.name, node.name)
        if len(given) == 2:
            return f"the {name} of {self.of(given[0], scope)} over {self.held(given[1], scope)}"
        return f"the {name} of {self._taken(given[0], scope)}" if given else node.name

    def _all(self, nodes: Sequence[tree.Node], scope: Scope) -> list[str]:
        return [self.of(node, scope) for node in nodes]

    def _taken(self, node: tree.Node, scope: Scope) -> str:
        """What a sum or mean is taken of."""
        if not isinstance(node, tree.Comprehension):
            return self.term(node, scope)
        if isinstance(node.value, tree.Field) and node.value.of == tree.Reference(node.span, node.name):
            noun = labels.noun(node.value.name, self.type(node.value.of).types)
            return f"the {noun} of the {self.elements(node, scope, True)}"
        inside = scope.with_(node.name, self.any(node))
        return f"{self.term(node.value, inside)}, over the {self.elements(node, scope, True)}"

    def arithmetic(self, node: tree.Arithmetic, scope: Scope) -> str:
        left, right = self.type(node.left), self.type(node.right)
        if left.types == ("date",) and right.is_duration and node.operator in "+-":
            return self._moved(node, scope)
        if left.types == right.types == ("date",):
            return f"the time from {self.term(node.right, scope)} to {self.term(node.left, scope)}"
        return f"{self.term(node.left, scope)} {_SPOKEN[node.operator]} {self.term(node.right, scope)}"

    def _moved(self, node: tree.Arithmetic, scope: Scope) -> str:
        """A day reckoned from another: `2 weeks and 3 days after the first day of stay`."""
        lengths, day = [node.right], node.left
        while isinstance(day, tree.Arithmetic) and day.operator == node.operator and self.type(day.right).is_duration:
            lengths, day = [day.right, *lengths], day.left
        comma = "," if any(isinstance(length, tree.Field) for length in lengths) else ""
        by = all_of(self.held(length, scope) for length in lengths)
        return f"{by}{comma} {'after' if node.operator == '+' else 'before'} {self.term(day, scope)}"

    def if_(self, node: tree.If, scope: Scope) -> str:
        condition = self.value(node.condition, scope)
        if condition is True or condition is False:
            return self.term(node.then if condition else node.otherwise, scope)
        then, otherwise = self.term(node.then, scope), self.term(node.otherwise, scope)
        return f"({then} if {self.clause(node.condition, scope)}, else {otherwise})"

    # --- lists --------------------------------------------------------------------------------------------------------

    def any(self, node: tree.Quantifier | tree.Comprehension) -> Some:
        """What an element of a loop may be."""
        return Some(self.type(node.items).types)

    def elements(self, node: tree.Node, scope: Scope, many: bool) -> str:
        """What the elements of a list are called: `key results of stay that have an owner`."""
        match node:
            case tree.Comprehension(_, _, name, items, where):
                return self.picked(items, name, where, scope, many)
            case tree.Field(_, of, name):
                return labels.of_many(self.type(of).types, name, many).format(self.of(of, scope))
            case tree.Reference(_, name) if self.definitions.meaning(name) == "list" and name not in scope.names:
                cycle = self.world.cycle if self.world and name in _OF_CYCLE else None
                found = labels.listed(name, LISTS[name].types, many)
                return f"{found} of {self.shown(cycle)}" if cycle is not None else found
        return f"of {self.term(node, scope)}"

    def picked(self, items: tree.Node, name: str, where: tree.Node | None, scope: Scope, many: bool) -> str:
        """What those elements of a list are called that a `where` picks."""
        found = self.elements(items, scope, many)
        if where is None:
            return found
        return whose(found, self.clause(where, scope.with_(name, Some(self.type(items).types))), many)

    def clause(self, node: tree.Node, scope: Scope, holds: bool = True) -> str:
        """That a condition holds, or that it does not, as a clause."""
        raise NotImplementedError


class _Cautious:
    """A world that is asked for what a thing may not have: a condition guards that, and is spoken of all the same."""

    def __init__(self, world: GoalWorld) -> None:
        self._world = world

    def __getattr__(self, name: str) -> Any:
        return getattr(self._world, name)

    def field(self, subject: object, name: str) -> Value:
        """The value of a field, unknown where such a thing has none."""
        has = name == "fresh" or name in TYPES.get(self._world.type_of(subject), ())
        return self._world.field(subject, name) if has else because(f"it has no `{name}`")

    def call(self, subject: object, name: str, arguments: tuple[Value, ...]) -> Value:
        """What a method gives, unknown where such a thing has none."""
        has = name in METHODS.get(self._world.type_of(subject), ())
        return self._world.call(subject, name, arguments) if has else because(f"it cannot be asked for `{name}`")


def _names(node: tree.Node) -> frozenset[str]:
    return frozenset(n.name for n in postorder(node) if isinstance(n, tree.Reference))


_TERMS: Mapping[type[tree.Node], Callable[[Speech, Any, Scope], str]] = {
    tree.Amount: lambda _, node, scope: show(Quantity(node.value, unit(node.unit))),
    tree.Ratio: lambda _, node, scope: f"{node.part} of {node.whole}",
    tree.Text: lambda _, node, scope: f'"{node.value}"',
    tree.Day: lambda _, node, scope: node.value.isoformat(),
    tree.PeriodName: lambda _, node, scope: node.text,
    tree.Reference: Speech.reference,
    tree.Field: Speech.field,
    tree.Call: Speech.call,
    tree.Comprehension: lambda speech, node, scope: f"the {speech.elements(node, scope, True)}",
    tree.ListOf: lambda speech, node, scope: any_of(speech.term(item, scope) for item in node.items),
    tree.Negative: lambda speech, node, scope: f"minus {speech.term(node.value, scope)}",
    tree.Arithmetic: Speech.arithmetic,
    tree.If: Speech.if_,
}

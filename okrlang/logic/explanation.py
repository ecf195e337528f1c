"""Explanations: the value of an expression, and which fields of which things decided it.

A plain walk, made in another way than the evaluator on purpose: the tests hold the two against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from okrlang.logic import closures, lookups, values
from okrlang.logic.definitions import Definitions
from okrlang.logic.evaluator import Evaluation, compiled
from okrlang.logic.lookups import Run
from okrlang.logic.types import FUNCTIONS
from okrlang.logic.values import NO_CONDITION, NO_RECORDS, Unknown, Value, because
from okrlang.logic.world import World
from okrlang.syntax import tree

Touched = tuple[object, str, *tuple[Value, ...]]
"""A thing, the name of what was read of it, and what a method was asked with."""
Names = dict[str, Value]
LONGEST = 500  # elements of a list that are walked one by one: of a longer one, none is evidence that somebody reads
MOST_WALKED = 20_000  # of all lists together


class Explanation:
    """An expression that can say what decided it; made once, asked for every subject."""

    def __init__(
        self,
        expression: tree.Expression,
        names: Sequence[str],
        definitions: Definitions,
        where: bool = False,
        longest: int = LONGEST,
    ) -> None:
        self.expression, self.names, self.definitions = expression, tuple(names), definitions
        self.where, self.longest = where, longest
        self._compiled: dict[tuple[int, bool], Evaluation] = {}

    def __call__(self, world: World, given: Sequence[Value]) -> tuple[Value, tuple[Touched, ...]]:
        """The value, as the evaluator has it, and the fields that it rests on, in the order in which they were read."""
        walk = Walk(self, world, self.where)
        value = walk.value(self.expression, dict(zip(self.names, given, strict=True)))
        return value, tuple(dict.fromkeys(walk.touched))

    def compiled(self, node: tree.Node, names: Iterable[str], where: bool) -> Evaluation:
        """The evaluator's code of a part of the expression."""
        key = (id(node), where)
        if key not in self._compiled:
            self._compiled[key] = compiled(node, tuple(names), self.definitions, where)
        return self._compiled[key]


class Walk:
    """One walk through an expression, and what it read so far."""

    def __init__(self, explained: Explanation, world: World, where: bool) -> None:
        self.explained = explained
        self.definitions = explained.definitions
        self.world = world
        self.where = where
        self.touched: list[Touched] = []
        self.entered: tuple[str, ...] = ()
        self.left = MOST_WALKED

    def value(self, node: tree.Node, names: Names) -> Value:
        """The value of a node where these names have these values."""
        return _WALKS[type(node)](self, node, names)

    def _ask(self, made: Callable[..., Run], *given: Value, **named: Any) -> Value:
        """What a closure gives for values already known."""
        return made(*(_known(value) for value in given), **named)(self.world, [])

    # --- values

    def literal(self, node: tree.Node, names: Names) -> Value:
        return self.explained.compiled(node, (), self.where)(self.world, ())

    def reference(self, node: tree.Reference, names: Names) -> Value:
        if node.name in names:
            return names[node.name]
        meaning = self.definitions.meaning(node.name)
        if meaning == "define":
            return self._defined(node.name, ())
        return node.name if meaning == "word" else lookups.NAMES[meaning](node.name)(self.world, [])

    def field(self, node: tree.Field, names: Names) -> Value:
        subject = self.value(node.of, names)
        if not isinstance(subject, Unknown) and subject.__class__ not in lookups.PLAIN:
            self.touched.append((subject, node.name))
        return lookups.field(_known(subject), node.name)(self.world, [])

    def call(self, node: tree.Call, names: Names) -> Value:
        if node.of is not None:
            subject = self.value(node.of, names)
            given = [self.value(argument, names) for argument in node.arguments]
            if not isinstance(subject, Unknown) and subject.__class__ not in lookups.PLAIN:
                self.touched.append((subject, node.name, *given))
            return lookups.method(_known(subject), node.name, [_known(value) for value in given])(self.world, [])
        given_values = [self.value(argument, names) for argument in node.arguments]
        if node.name in self.definitions.defines:
            return self._defined(node.name, given_values)
        if node.name not in FUNCTIONS:
            return because(f"there is no function `{node.name}`")
        return lookups.function(node.name, [_known(value) for value in given_values])(self.world, [])

    def _defined(self, name: str, given: Sequence[Value]) -> Value:
        define = self.definitions.defines[name]
        if name in self.entered or len(given) != len(define.parameters):
            return because(f"`{name}` cannot be asked like this")
        before, self.entered = self.entered, (*self.entered, name)
        found = self.value(define.body, {p.name.text: value for p, value in zip(define.parameters, given, strict=True)})
        self.entered = before
        return found

    def list_of(self, node: tree.ListOf, names: Names) -> Value:
        return tuple(self.value(item, names) for item in node.items)

    def negative(self, node: tree.Negative, names: Names) -> Value:
        return values.negative(self.value(node.value, names))

    def arithmetic(self, node: tree.Arithmetic, names: Names) -> Value:
        return values.calculate(node.operator, self.value(node.left, names), self.value(node.right, names))

    # --- conditions

    def comparison(self, node: tree.Comparison, names: Names) -> Value:
        left, right = _known(self.value(node.left, names)), _known(self.value(node.right, names))
        return closures.comparison(node.operator, left, right, self.where)(self.world, [])

    def between(self, node: tree.Between, names: Names) -> Value:
        given = (self.value(part, names) for part in (node.value, node.low, node.high))
        return self._ask(closures.between, *given, where=self.where)

    def in_(self, node: tree.In, names: Names) -> Value:
        given = (self.value(part, names) for part in (node.value, node.items))
        return self._ask(closures.in_, *given, where=self.where)

    def has_word(self, node: tree.HasWord, names: Names) -> Value:
        given = (self.value(part, names) for part in (node.value, node.words))
        return self._ask(closures.has_word, *given, where=self.where)

    def is_(self, node: tree.Is, names: Names) -> Value:
        return self._ask(closures.STATES[node.state], self.value(node.value, names))

    def is_a(self, node: tree.IsA, names: Names) -> Value:
        return self._ask(closures.is_a, self.value(node.value, names), name=node.type, where=self.where)

    def not_(self, node: tree.Not, names: Names) -> Value:
        return values.negation(self.value(node.value, names))

    def folded(self, node: tree.And | tree.Or, names: Names) -> Value:
        """Where one part decides, what the others read decided nothing."""
        found, before, decisive = list[Value](), len(self.touched), isinstance(node, tree.Or)
        for part in node.parts:
            start = len(self.touched)
            found.append(self.value(part, names))
            if found[-1] is decisive:
                del self.touched[before:start]
                break
        return values.disjunction(found) if decisive else values.conjunction(found)

    def if_(self, node: tree.If, names: Names) -> Value:
        condition = self.value(node.condition, names)
        if condition is True or condition is False:
            return self.value(node.then if condition else node.otherwise, names)
        branches = (self.value(node.then, names), self.value(node.otherwise, names))
        return self._ask(closures.if_, condition, *branches)

    # --- loops

    def comprehension(self, node: tree.Comprehension, names: Names) -> Value:
        items = self._items(node, names)
        if not isinstance(items, list):
            return items
        found, unknown = [], None
        for item in items:
            start, inner = len(self.touched), {**names, node.name: item}
            picked = self._picked(node.where, inner)
            if picked is True:
                found.append(self.value(node.value, inner))
            elif picked is False:
                del self.touched[start:]
            else:
                unknown = values.both(unknown, _reason(picked))
        return tuple(found) if unknown is None else Unknown(unknown.reasons)

    def quantifier(self, node: tree.Quantifier, names: Names) -> Value:
        items = self._items(node, names)
        if not isinstance(items, list):
            return items
        before, each, certain = len(self.touched), [], False
        decisive = _DECISIVE.get(node.kind)
        for item in items:
            start, inner = len(self.touched), {**names, node.name: item}
            picked = self._picked(node.where, inner)
            holds = picked if picked is False else self.value(node.condition, inner)
            certain = certain or picked is True
            each.append(_holds(node.kind, picked, holds))
            if picked is False:
                del self.touched[start:]
            if each[-1] is decisive:
                del self.touched[before:start]
                break
        found = _counted(node.kind, int(node.count.value) if node.count else 0, each)
        open_ = found is True and not certain and node.kind in ("every", "no", "at most")
        return NO_RECORDS if open_ and self._recorded(node.items, names) else found

    def _items(self, node: tree.Comprehension | tree.Quantifier, names: Names) -> Value:
        """The elements to walk; where they are too many, what the evaluator makes of them."""
        items = self.value(node.items, names)
        if items.__class__ is not tuple:
            return _reason(items)
        if len(items) <= min(self.explained.longest, self.left):
            self.left -= len(items)
            return list(items)
        return self.explained.compiled(node, names, self.where)(self.world, tuple(names.values()))

    def _picked(self, where: tree.Expression | None, names: Names) -> Value:
        if where is None:
            return True
        before, self.where = self.where, True
        found = self.value(where, names)
        self.where = before
        return found

    def _recorded(self, items: tree.Expression, names: Names) -> bool:
        match items:
            case tree.ListOf():
                return False
            case tree.Field(_, of, name):
                return lookups.is_recorded(name, _known(self.value(of, names)))(self.world, [])
            case tree.Reference(_, name) if name not in names and self.definitions.meaning(name) == "list":
                return lookups.is_recorded(name, None)(self.world, [])
        return True


_DECISIVE = {"every": False, "some": True, "no": True}  # what one element has to be to decide a quantifier


def _holds(kind: str, picked: Value, holds: Value) -> Value:
    """What one element says: for `every`, that it holds if it is picked; else that it is picked and holds."""
    if kind == "every":
        return values.disjunction((values.negation(picked), holds))
    return values.conjunction((picked, holds))


def _counted(kind: str, count: int, each: Sequence[Value]) -> Value:
    """What a quantifier comes to over what its elements say."""
    if kind == "every":
        return values.conjunction(each)
    if kind in ("some", "no"):
        some = values.disjunction(each)
        return some if kind == "some" else values.negation(some)
    true = sum(one is True for one in each)
    most = true + sum(isinstance(one, Unknown) for one in each)
    if kind == "at least":
        return True if true >= count else False if most < count else values.joined(each)
    return False if true > count else True if most <= count else values.joined(each)


def _known(value: Value) -> Run:
    return lambda world, frame: value


def _reason(value: Value) -> Unknown:
    return value if isinstance(value, Unknown) else NO_CONDITION


_WALKS: dict[type[tree.Node], Callable[[Walk, Any, Names], Value]] = {
    tree.Amount: Walk.literal,
    tree.Ratio: Walk.literal,
    tree.Text: Walk.literal,
    tree.Day: Walk.literal,
    tree.PeriodName: Walk.literal,
    tree.Reference: Walk.reference,
    tree.Field: Walk.field,
    tree.Call: Walk.call,
    tree.Comprehension: Walk.comprehension,
    tree.ListOf: Walk.list_of,
    tree.Negative: Walk.negative,
    tree.Arithmetic: Walk.arithmetic,
    tree.Comparison: Walk.comparison,
    tree.Between: Walk.between,
    tree.In: Walk.in_,
    tree.HasWord: Walk.has_word,
    tree.Is: Walk.is_,
    tree.IsA: Walk.is_a,
    tree.Not: Walk.not_,
    tree.And: Walk.folded,
    tree.Or: Walk.folded,
    tree.If: Walk.if_,
    tree.Quantifier: Walk.quantifier,
}

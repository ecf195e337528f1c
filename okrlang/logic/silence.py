"""Silence: what a condition comes to where nothing was recorded.

`every`, `no` and `at most` over no records are unknown. `not (some …)`, `not (x in …)`, `x.last_check_in is missing`,
and a `count` or `sum` held to `= 0`, `<` or `<=`, get around that: lists that are empty help them to come true.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from decimal import Decimal

from okrlang.logic.facts import speaks_of
from okrlang.logic.typed import Typed
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen, altered

Lists = frozenset[tree.Node]
_NONE: Lists = frozenset()


class Help(Frozen):
    """A list of records that is empty, and a condition that comes out as it does because of that.

    `picks`: it stands in the `where` of a list of other things, which it leaves out.
    """

    items: tree.Node
    condition: tree.Node
    picks: bool = False


Helped = tuple[Help, ...]


class Effect(Frozen):
    """What empty lists of records do to a condition.

    They help it to be `true` or `false`; each of those in `not_true` (`not_false`) keeps it from being that.
    """

    true: Helped = ()
    false: Helped = ()
    not_true: Lists = _NONE
    not_false: Lists = _NONE

    @property
    def turned(self) -> Effect:
        """The effect on `not` of the condition."""
        return Effect(self.false, self.true, self.not_false, self.not_true)


class Total(Frozen):
    """What a number is where lists of records are empty: its `value` if that is known, or `lost` if there is none."""

    value: Decimal | None = None
    lists: Lists = _NONE
    lost: bool = False


NOTHING, ANY = Effect(), Total()


def both(effects: Iterable[Effect]) -> Effect:
    """The effect on conditions that all have to hold: what is kept from being true by a list needs no more care."""
    found = tuple(effects)
    not_true = _NONE.union(*(effect.not_true for effect in found))
    not_false = found[0].not_false.intersection(*(effect.not_false for effect in found)) if found else _NONE
    true = tuple(help for effect in found for help in effect.true if help.items not in not_true)
    false = tuple(help for effect in found for help in effect.false if help.items not in not_false)
    return Effect(true, false, not_true, not_false)


def either(effects: Iterable[Effect]) -> Effect:
    """The effect on conditions of which one has to hold."""
    return both(effect.turned for effect in effects).turned


class Silence:
    """Asks conditions what they come to where nothing was recorded; `typed` says what is known of their parts."""

    def __init__(self, typed: Callable[[tree.Node], Typed]) -> None:
        self.typed = typed

    def is_recorded(self, node: tree.Node) -> bool:
        """Whether an expression is a list of what was recorded."""
        found = self.typed(node)
        return found.records and found.many

    # --- conditions

    def effect(self, node: tree.Node | None, where: bool = False) -> Effect:
        """What empty lists do to a condition; in a `where` a comparison with something absent is false."""
        match node:
            case tree.Not(_, value):
                return self.effect(value, where).turned
            case tree.And(_, parts):
                return both([self.effect(part, where) for part in parts])
            case tree.Or(_, parts):
                return either([self.effect(part, where) for part in parts])
            case tree.If(_, condition, then, otherwise):
                asked, a, b = (self.effect(part, where) for part in (condition, then, otherwise))
                return either([both(branch) for branch in ((asked, a), (asked.turned, b), (a, b))])
            case tree.Quantifier():
                return self._quantifier(node, where)
            case tree.In(_, value, tree.ListOf(_, items)):
                return either([self._comparison(node, "=", value, item, where) for item in items])
            case tree.In(_, _, items) if self.is_recorded(items):
                return Effect(false=(Help(items, node),), not_true=frozenset((items,)))
            case tree.Comparison(_, sign, left, right):
                return self._comparison(node, sign, left, right, where)
            case tree.Between(_, value, low, high):
                ends = self._comparison(node, ">=", value, low, where), self._comparison(node, "<=", value, high, where)
                return both(ends)
            case tree.Is(_, value, state) if (root := self._record(value)) is not None:
                there = Effect(false=(Help(root, node),), not_true=frozenset((root,)))
                return there.turned if state == "missing" else there
            case tree.IsA(_, value, _) | tree.HasWord(_, value, _):
                return self._of_absent(node, (value,), where)
            case tree.Field():
                return self._of_absent(node, (node,), where)
        return NOTHING

    def _quantifier(self, node: tree.Quantifier, where: bool) -> Effect:
        asked, picked = self.effect(node.condition, where), _picking(self.effect(node.where, True))
        finds = node.kind in ("some", "at least")
        if node.kind in ("no", "at most"):
            asked = asked.turned
        if not self.is_recorded(node.items):
            if finds:
                found = both((picked, asked))
                return Effect(found.true, found.false, not_true=_without(node.name, found.not_true))
            found = either((picked.turned, asked))
            return Effect(found.true, found.false, not_false=_without(node.name, found.not_false))
        if isinstance(node.condition, tree.In):  # `no r in reviews satisfies o in r.covers` asks for records
            asked = NOTHING
        empty = frozenset((node.items,))
        if finds:
            return Effect(asked.true, (Help(node.items, node), *asked.false), empty)
        return Effect(asked.true, asked.false, empty, empty)

    def _comparison(self, node: tree.Node, sign: str, left: tree.Node, right: tree.Node, where: bool) -> Effect:
        a, b = self.total(left), self.total(right)
        lists = a.lists | b.lists
        if not lists:
            return self._of_absent(node, (left, right), where)
        helped = tuple(Help(each, node) for each in sorted(lists, key=lambda each: each.span.start))
        surely = lists if len(lists) == 1 else _NONE
        if a.lost or b.lost:
            return Effect(not_true=surely, not_false=surely)
        if _holds(sign, a, b):
            return Effect(true=helped, not_false=surely if a.value is not None and b.value is not None else _NONE)
        return Effect(false=helped, not_true=surely if a.value is not None and b.value is not None else _NONE)

    def _of_absent(self, node: tree.Node, values: Iterable[tree.Node], where: bool) -> Effect:
        """A comparison with what is absent where nothing was recorded."""
        roots = frozenset(root for value in values if (root := self._record(value)) is not None)
        if where:
            return Effect(false=tuple(Help(root, node) for root in roots), not_true=roots)
        return Effect(not_true=roots, not_false=roots)

    def _record(self, node: tree.Node) -> tree.Node | None:
        """The single record that a value belongs to and that may not be there: `k.last_check_in`."""
        found = self.typed(node)
        if not found.records or found.many:
            return None
        while isinstance(node, tree.Field) and self.typed(node.of).records and not self.typed(node.of).many:
            node = node.of
        return node

    # --- numbers

    def total(self, node: tree.Node) -> Total:
        """What a number is where lists of records are empty."""
        match node:
            case tree.Amount(_, value, _):
                return Total(value)
            case tree.Negative(_, value):
                return _calculated("-", Total(Decimal(0)), self.total(value))
            case tree.Arithmetic(_, sign, left, right):
                return _calculated(sign, self.total(left), self.total(right))
            case tree.If(_, condition, then, otherwise):
                return self._chosen(condition, then, otherwise)
            case tree.Call(_, None, "difference", (left, right)):
                found = _calculated("-", self.total(left), self.total(right))
                return Total(abs(found.value), found.lists) if found.value is not None else found
            case tree.Call(_, None, "count" | "sum" | "min" | "max" | "mean" | "median" as name, (items,)):
                return self._of_list(name, items)
        return ANY

    def _of_list(self, name: str, items: tree.Node) -> Total:
        counts = name in ("count", "sum")
        match items:
            case tree.ListOf(_, parts):
                return _of_parts(name, [self.total(part) for part in parts])
            case tree.Comprehension(_, value, _, inner, picks):
                if self.is_recorded(inner):
                    return Total(Decimal(0) if counts else None, frozenset((inner,)), not counts)
                emptied = frozenset(help.items for help in self.effect(picks, True).false)
                if emptied:
                    return Total(Decimal(0) if counts else None, emptied, not counts)
                each = self.total(value)
                if name == "count" or not each.lists:
                    return ANY
                return each if each.value == 0 else Total(None, each.lists, each.lost)
        if not self.is_recorded(items):
            return ANY
        return Total(Decimal(0) if counts else None, frozenset((items,)), not counts)

    def _chosen(self, condition: tree.Node, then: tree.Node, otherwise: tree.Node) -> Total:
        asked, a, b = self.effect(condition), self.total(then), self.total(otherwise)
        decided = asked.false or asked.true
        if decided:
            chosen = b if asked.false else a
            return Total(chosen.value, chosen.lists | frozenset(help.items for help in decided), chosen.lost)
        return a if a == b else Total(None, a.lists | b.lists)


def _without(name: str, lists: Lists) -> Lists:
    """Those lists that do not hang on the element of a loop."""
    return frozenset(each for each in lists if not speaks_of(name, each))


def _picking(effect: Effect) -> Effect:
    """The effect on a condition that picks elements."""
    true, false = (tuple(altered(help, picks=True) for help in helped) for helped in (effect.true, effect.false))
    return altered(effect, true=true, false=false)


_TESTS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _holds(sign: str, a: Total, b: Total) -> bool:
    """Whether a comparison holds, or may, where one side may be any number: no total is below zero."""
    if a.value is not None and b.value is not None:
        return _TESTS[sign](a.value, b.value)
    return sign == "!=" or sign in (("<", "<=") if a.lists else (">", ">="))


def _calculated(sign: str, a: Total, b: Total) -> Total:
    lists = a.lists | b.lists
    if a.lost or b.lost or (sign == "/" and b.value == 0):
        return Total(None, lists, True)
    if sign in ("*", "/") and (a.value == 0 or (sign == "*" and b.value == 0)):
        return Total(Decimal(0), lists)
    if a.value is None or b.value is None:
        return Total(None, lists)
    calculate = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "of": operator.mul}
    return Total(calculate[sign](a.value, b.value), lists)


def _of_parts(name: str, parts: list[Total]) -> Total:
    """What a function gives of numbers that are written out in a list."""
    values = [part.value for part in parts if part.value is not None]
    lists = _NONE.union(*(part.lists for part in parts))
    if name == "count" or len(values) < len(parts):
        return ANY if name == "count" else Total(None, lists, any(part.lost for part in parts))
    if name == "sum":
        return Total(sum(values, Decimal(0)), lists)
    return Total(min(values) if name == "min" else max(values) if name == "max" else None, lists)

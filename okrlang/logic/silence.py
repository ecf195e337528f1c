"""Silence: what a condition comes to where nothing was recorded.

`every`, `no` and `at most` over no records are unknown. `not (some …)`, `not (x in …)`, `x.last_check_in is missing`,
and a `count` or `sum` held to `= 0`, `<` or `<=`, get around that: lists that are empty help them to come true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from okrlang.logic.facts import speaks_of
from okrlang.logic.totals import (
    ANY,
    NONE,
    OPPOSITE,
    TESTS,
    ZERO,
    Lists,
    Total,
    calculated,
    either_way,
    moved_by,
    of_parts,
    together,
)
from okrlang.logic.typed import Typed
from okrlang.logic.types import SHARES
from okrlang.model.reading.expressions import children
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen, altered


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
    not_true: Lists = NONE
    not_false: Lists = NONE

    @property
    def turned(self) -> Effect:
        """The effect on `not` of the condition."""
        return Effect(self.false, self.true, self.not_false, self.not_true)


NOTHING = Effect()
_NEVER_BELOW = SHARES | {"budget", "people"}  # what is never less than nothing


def both(effects: Iterable[Effect]) -> Effect:
    """The effect on conditions that all have to hold: what is kept from being true by a list needs no more care."""
    found = tuple(effects)
    not_true = NONE.union(*(effect.not_true for effect in found))
    not_false = found[0].not_false.intersection(*(effect.not_false for effect in found)) if found else NONE
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
        self.elements: dict[str, Total] = {}  # what the names of loops stand for

    def is_recorded(self, node: tree.Node) -> bool:
        """Whether an expression is a list of what was recorded."""
        found = self.typed(node)
        return found.records and found.many

    # --- conditions

    def effect(self, node: tree.Node | None, where: bool = False) -> Effect:
        """What empty lists do to a condition; in a `where` a comparison with something absent is false."""
        match node:
            case None:
                return NOTHING
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
            case tree.In(_, value, items) if self.is_recorded(items):
                hung = _helped(self.total(value).lists, node)
                return Effect(hung, (Help(items, node), *hung), not_true=frozenset((items,)))
            case tree.Comparison(_, sign, left, right):
                return self._comparison(node, sign, left, right, where)
            case tree.Between(_, value, low, high):
                ends = self._comparison(node, ">=", value, low, where), self._comparison(node, "<=", value, high, where)
                return both(ends)
            case tree.Is(_, value, state) if (root := self._record(value)) is not None:
                there = Effect(false=(Help(root, node),), not_true=frozenset((root,)))
                return there.turned if state == "missing" else there
        hung = _helped(self._hung_on(node), node)
        if hung:
            return Effect(hung, hung)
        match node:
            case tree.IsA(_, value, _) | tree.HasWord(_, value, _):
                return self._of_absent(node, (value,), where)
            case tree.Field():
                return self._of_absent(node, (node,), where)
        return NOTHING

    def _quantifier(self, node: tree.Quantifier, where: bool) -> Effect:
        self.elements[node.name] = self._element(node.items)
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
        if isinstance(left, tree.Call) and left.name == "count" and b == ZERO:
            sign = _OF_COUNTS.get(sign, sign)
        lists, lost = a.lists | b.lists, a.lost | b.lost
        if not lists:
            return self._of_absent(node, (left, right), where)
        surely = lists if len(lists) == 1 else NONE
        helps, hinders = moved_by(sign, a, b) - lost, moved_by(OPPOSITE[sign], a, b) - lost
        if lost or a.value is None or b.value is None:
            kept = lost if lost == surely else NONE
            return Effect(_helped(helps, node), _helped(hinders, node), kept, kept)
        if TESTS[sign](a.value, b.value):
            return Effect(_helped(lists, node), _helped(hinders - surely, node), not_false=surely)
        return Effect(_helped(helps - surely, node), _helped(lists, node), not_true=surely)

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

    # --- values

    def total(self, node: tree.Node) -> Total:
        """What a value is where lists of records are empty; what is not seen through they move either way."""
        match node:
            case tree.Amount(_, value, _):
                return Total(value)
            case tree.Reference(_, name):
                return self.elements.get(name, ANY)
            case tree.Negative(_, value):
                return calculated("-", ZERO, self.total(value))
            case tree.Arithmetic(_, sign, left, right):
                return calculated(sign, self.total(left), self.total(right))
            case tree.If(_, condition, then, otherwise):
                return self._chosen(condition, then, otherwise)
            case tree.Call(_, None, "days_between", (left, right)):
                return calculated("-", self.total(right), self.total(left))
            case tree.Call(_, None, "difference", (left, right)):
                found = calculated("-", self.total(left), self.total(right))
                apart = abs(found.value) if found.value is not None else None
                return Total(apart, found.up | found.down, found.up | found.down, found.lost)
            case tree.Call(_, None, "count" | "sum" | "min" | "max" | "mean" | "median" as name, (items,)):
                return self._of_list(name, items)
        if self._counts_values(node):
            return Total(Decimal(0), up=frozenset((node,)))
        return either_way(self._hung_on(node))

    def _counts_values(self, node: tree.Node) -> bool:
        """Whether it says how many values of a metric there are: those that nobody sent are not among them."""
        match node:
            case tree.Field(_, of, "samples") | tree.Call(_, of, "samples_on", _) if of is not None:
                return self.typed(of).types == ("metric",)
            case tree.Call(_, None, "count", (first, _)):
                return not self.typed(first).many
        return False

    def _hung_on(self, node: tree.Node) -> Lists:
        """The lists that the parts of something hang on, in whatever way."""
        if isinstance(node, tree.Reference):
            return self.elements.get(node.name, ANY).lists
        found = NONE
        for part in children(node):
            if self.typed(part).is_condition:
                effect = self.effect(part)
                found |= {help.items for help in (*effect.true, *effect.false)}
            elif not isinstance(part, tree.Field | tree.Reference) or not self.is_recorded(part):
                found |= self.total(part).lists
        return found

    def _element(self, items: tree.Node) -> Total:
        """What an element of a list may be."""
        match items:
            case tree.ListOf(_, parts):
                found = [self.total(part) for part in parts]
                same = len({each.value for each in found}) == 1
                return together(found, found[0].value if same else None)
            case tree.Comprehension(_, value, name, inner, picks):
                self.elements[name] = self._element(inner)
                picked = self.effect(picks, True)
                hung = frozenset(help.items for help in (*picked.true, *picked.false))
                each = self.total(value)
                return together((each, either_way(hung)), each.value) if hung else each
        return ANY

    def _of_list(self, name: str, items: tree.Node) -> Total:
        match items:
            case tree.ListOf(_, parts):
                return of_parts(name, [self.total(part) for part in parts])
            case tree.Comprehension(_, value, element, inner, picks):
                self.elements[element] = self._element(inner)
                if self.is_recorded(inner):
                    return self._of_records(name, inner, value)
                return self._of_picked(name, self.effect(picks, True), self.total(value))
        return self._of_records(name, items, items) if self.is_recorded(items) else ANY

    def _of_records(self, name: str, items: tree.Node, value: tree.Node) -> Total:
        """What a function gives of records, or of a value of each."""
        these = frozenset((items,))
        if name == "count":
            return Total(Decimal(0), up=these)
        if name == "sum":
            rises = isinstance(value, tree.Field) and value.name in _NEVER_BELOW
            return Total(Decimal(0), up=these, down=NONE if rises else these)
        return Total(lost=these)

    def _of_picked(self, name: str, picked: Effect, each: Total) -> Total:
        """What a function gives of the elements that a condition picks."""
        out, into = (frozenset(help.items for help in helped) for helped in (picked.false, picked.true))
        if name == "count":
            return Total(Decimal(0) if out and not into else None, up=out, down=into)
        if not out and not into:
            return each if name != "sum" or each.value == 0 else altered(each, value=None)
        lost = out & picked.not_true if name != "sum" else NONE
        hung = (out | into) - lost
        value = Decimal(0) if name == "sum" and not into else None
        return Total(value, each.up | hung, each.down | hung, each.lost | lost)

    def _chosen(self, condition: tree.Node, then: tree.Node, otherwise: tree.Node) -> Total:
        asked, a, b = self.effect(condition), self.total(then), self.total(otherwise)
        kept, left = (frozenset(help.items for help in helped) for helped in (asked.true, asked.false))
        if not kept and not left:
            return together((a, b), a.value if a.value == b.value else None)
        value = (
            b.value
            if asked.not_true >= left and not kept
            else a.value
            if asked.not_false >= kept and not left
            else None
        )
        rises = falls = kept | left
        if a.value is not None and b.value is not None:
            rises, falls = (left, kept) if a.value >= b.value else (kept, left)
        return Total(value, a.up | b.up | rises, a.down | b.down | falls, a.lost | b.lost)


def _without(name: str, lists: Lists) -> Lists:
    """Those lists that do not hang on the element of a loop."""
    return frozenset(each for each in lists if not speaks_of(name, each))


def _picking(effect: Effect) -> Effect:
    """The effect on a condition that picks elements."""
    true, false = (tuple(altered(help, picks=True) for help in helped) for helped in (effect.true, effect.false))
    return altered(effect, true=true, false=false)


_OF_COUNTS = {"=": "<=", "!=": ">"}  # there is never less than nothing


def _helped(lists: Lists, condition: tree.Node) -> Helped:
    return tuple(Help(each, condition) for each in sorted(lists, key=lambda each: each.span.start))

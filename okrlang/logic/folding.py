"""Folding: what a condition can come out as, whatever the goals are.

A condition is tried with every value that can make a difference to what it compares: each word that a field can be,
each number that is named with others around it, absent where something may be left out. `p or not p`,
`k.confidence >= 7` and `x != a or x != b` show so that they decide nothing.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from math import prod
from typing import Any

from okrlang.logic.phrases import shown
from okrlang.logic.ranges import ABSENT, Range
from okrlang.logic.typed import Typed
from okrlang.model.quantity import Quantity, unit
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen

MOST_TRIES = 20_000  # parts that are looked at for one condition, in all cases; where there are more, nothing is said
MOST_OF_ONE = 200_000  # for all conditions of one rule: ten times what a long one takes; behind them nothing is said
MOST_TOGETHER = 2_000_000  # for all rules of a workspace
MOST_GIVEN = 8  # conditions before another one that are looked at, the nearest of them

Case = Sequence[Any]  # a value for each thing that is compared, in the order in which it was met
Verdict = Callable[[Case], bool | None]
Typing = Callable[[tree.Node], Typed]
BOTH = frozenset({True, False})
_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


class Given(Frozen):
    """A condition known where another one is asked: it is not what is `ruled_out`, nor unknown if that is `certain`."""

    condition: tree.Node
    ruled_out: bool
    where: bool
    certain: bool

    def allows(self, found: bool | None) -> bool:
        """Whether it can come out so there."""
        return found is not self.ruled_out and not (found is None and self.certain)


class Folding:
    """Tries conditions, `left` parts of them and no more.

    `typed` says what is known of their parts, `shares` are names of numbers from 0 to 1.
    """

    def __init__(self, typed: Typing, shares: frozenset[str] = frozenset(), most: int = MOST_OF_ONE) -> None:
        self.typed = typed
        self.shares = shares
        self.left = most
        self._compared: dict[int, frozenset[object]] = {}

    def outcomes(self, node: tree.Node, where: bool, given: Sequence[Given] = ()) -> frozenset[bool]:
        """What a condition can come out as, where others are known.

        Both, where there is too much to try, or where none of the others speaks of the same things.
        """
        if self.left <= 0:
            return BOTH
        asked = Asked(self)
        verdict = asked.verdict(node, where)
        self.left -= asked.parts + len(given)
        compared = {*asked.ranges}
        near = [each for each in given if not compared.isdisjoint(self._what(each))][-MOST_GIVEN:]
        if given and not near:
            return BOTH
        known = [(each, asked.verdict(each.condition, each.where)) for each in near]
        values = [list(of.values()) for of in asked.ranges.values()]
        tries = prod(map(len, values)) * asked.parts
        if tries > MOST_TRIES:
            return BOTH
        self.left -= tries
        possible = [case for case in product(*values) if all(each.allows(test(case)) for each, test in known)]
        return frozenset(found for case in possible if (found := verdict(case)) is not None) if possible else BOTH

    def _what(self, given: Given) -> frozenset[object]:
        """What a condition compares, found out once."""
        found = self._compared.get(id(given.condition))
        if found is None:
            asked = Asked(self)
            asked.verdict(given.condition, given.where)
            found = self._compared[id(given.condition)] = frozenset(asked.ranges)
        return found


class Asked:
    """Conditions as functions of what they compare; `ranges` are what that can be."""

    def __init__(self, folding: Folding) -> None:
        self.folding = folding
        self.ranges: dict[object, Range] = {}
        self.parts = 0
        self.places: dict[object, int] = {}

    def verdict(self, node: tree.Node, where: bool) -> Verdict:
        """What a condition comes out as in a case; in a `where` a comparison with something absent is false."""
        self.parts += 1
        match node:
            case tree.Not(_, value):
                return _not(self.verdict(value, where))
            case tree.And(_, parts):
                return _folded([self.verdict(part, where) for part in parts], False)
            case tree.Or(_, parts):
                return _folded([self.verdict(part, where) for part in parts], True)
            case tree.If(_, condition, then, otherwise):
                return _chosen(*(self.verdict(part, where) for part in (condition, then, otherwise)))
            case tree.Comparison(_, sign, left, right):
                return self._comparison(sign, left, right, where)
            case tree.Between(_, value, low, high):
                ends = self._comparison(">=", value, low, where), self._comparison("<=", value, high, where)
                return _folded(ends, False)
            case tree.In(_, value, tree.ListOf(_, items)):
                return _folded([self._comparison("=", value, item, where) for item in items], True)
            case tree.Is(_, value, "present" | "missing" as state):
                self._range(value).may_be_absent = True
                at = self._place(value)
                return lambda case: (case[at] is ABSENT) == (state == "missing")
            case tree.Quantifier(_, "no", _, name, items, picks, condition):
                key = tree.Quantifier(node.span, "some", None, name, items, picks, condition)
                return _not(self._by_itself(key))
        return self._by_itself(node)

    def _by_itself(self, node: tree.Node) -> Verdict:
        """A condition of which nothing more is known than that it is the same wherever it stands."""
        self.ranges.setdefault(("?", node), Range(fixed=(True, False)))
        at = self._place(("?", node))
        return lambda case: bool(case[at])

    def _place(self, key: object) -> int:
        """Where the value of something compared stands in a case."""
        return self.places.setdefault(key, len(self.places))

    def _range(self, node: tree.Node) -> Range:
        if node not in self.ranges:
            self.ranges[node] = Range.of(node, self.folding.typed(node), self.folding.shares)
            self._place(node)
        found = self.folding.typed(node)
        self.ranges[node].may_be_absent |= found.optional or found.measured
        return self.ranges[node]

    def _comparison(self, sign: str, left: tree.Node, right: tree.Node, where: bool) -> Verdict:
        if self._literal(left) is not None and self._literal(right) is None:
            left, right, sign = right, left, _MIRRORED[sign]
        self.parts += 1
        literal, test, absent = self._literal(right), _TESTS[sign], False if where else None
        if literal is not None and (sign in ("=", "!=") or not isinstance(literal, str)):
            bound = self._range(left).name(literal)
            if bound is not None:
                at = self._place(left)
                return lambda case: absent if case[at] is ABSENT else test(case[at], bound)
        return self._pair(sign, left, right, absent)

    def _pair(self, sign: str, left: tree.Node, right: tree.Node, absent: bool | None) -> Verdict:
        """A comparison of two values of which nothing is known: one is less, the same or more."""
        if shown(right) < shown(left):
            left, right, sign = right, left, _MIRRORED[sign]
        key = ("order", left, right)
        if key not in self.ranges:
            self.ranges[key] = Range(fixed=(0,) if left == right else (-1, 0, 1))
        at = self._place(key)
        types = (self.folding.typed(left), self.folding.typed(right))
        self.ranges[key].may_be_absent |= any(found.optional or found.measured for found in types)
        test = _TESTS[sign]
        return lambda case: absent if case[at] is ABSENT else test(case[at], 0)

    def _literal(self, node: tree.Node) -> object:
        """A value that is written out: an amount, a day, a text, or a word of the language."""
        match node:
            case tree.Amount(_, value, counted):
                return Quantity(value, unit(counted))
            case tree.Day(_, day):
                return day
            case tree.Text(_, text) | tree.PeriodName(_, text):
                return text
        found = self.folding.typed(node)
        return found.word if found.word is not None else found.amount


def _not(value: Verdict) -> Verdict:
    def verdict(case: Case) -> bool | None:
        found = value(case)
        return None if found is None else not found

    return verdict


def _chosen(asked: Verdict, then: Verdict, otherwise: Verdict) -> Verdict:
    """One or the other; while nobody knows which, what both agree on."""

    def verdict(case: Case) -> bool | None:
        found, a, b = asked(case), then(case), otherwise(case)
        return (a if a == b else None) if found is None else a if found else b

    return verdict


def _folded(parts: Iterable[Verdict], decisive: bool) -> Verdict:
    """Strong Kleene `and` (false decides) or `or` (true decides)."""
    asked = tuple(parts)

    def verdict(case: Case) -> bool | None:
        unknown = False
        for part in asked:
            found = part(case)
            if found is decisive:
                return decisive
            unknown = unknown or found is None
        return None if unknown else not decisive

    return verdict

"""Totals: what numbers come to where lists of records are empty, and how records move them."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from decimal import Decimal

from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen

Lists = frozenset[tree.Node]
NONE: Lists = frozenset()


class Total(Frozen):
    """What a value is where lists of records are empty: its `value` if that is a number that is known.

    It hangs on `lists`; records in those of `up` can make it more, in those of `down` less. While one of `lost` is
    empty there is no value.
    """

    value: Decimal | None = None
    up: Lists = NONE
    down: Lists = NONE
    lost: Lists = NONE

    @property
    def lists(self) -> Lists:
        """All that it hangs on."""
        return self.up | self.down | self.lost


ANY, ZERO = Total(), Total(Decimal(0))


# --- comparing --------------------------------------------------------------------------------------------------------

TESTS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def moved_by(sign: str, a: Total, b: Total) -> Lists:
    """The lists of which an empty one can make a comparison come true that with more in it would not."""
    rises, falls = a.up | b.down, a.down | b.up
    if sign in ("=", "!="):
        known = a.value is not None and b.value is not None
        return NONE if known and not (rises and falls) else rises | falls
    return falls if sign in (">", ">=") else rises


# --- calculating ------------------------------------------------------------------------------------------------------


def calculated(sign: str, a: Total, b: Total) -> Total:
    lost = a.lost | b.lost
    if sign == "/" and b.value == 0:
        return Total(None, *_freed(a, b), lost=lost | b.lists)
    value = _value(sign, a.value, b.value)
    if sign == "+":
        return Total(value, a.up | b.up, a.down | b.down, lost)
    if sign == "-":
        return Total(value, a.up | b.down, a.down | b.up, lost)
    if not b.lists and b.value is not None:
        return Total(value, a.up, a.down, lost) if b.value >= 0 else Total(value, a.down, a.up, lost)
    if not a.lists and a.value is not None and sign != "/":
        return Total(value, b.up, b.down, lost) if a.value >= 0 else Total(value, b.down, b.up, lost)
    moved = a.up | a.down | b.up | b.down
    return Total(value, moved, moved, lost)


def _freed(a: Total, b: Total) -> tuple[Lists, Lists]:
    """What moves a quotient, beside what it is divided by: that has to be there, and is then more than nothing."""
    up, down = a.up - b.lists, a.down - b.lists
    return (up | down, up | down) if b.down else (up, down)


def _value(sign: str, a: Decimal | None, b: Decimal | None) -> Decimal | None:
    if sign in ("*", "/", "of") and (a == 0 or (sign != "/" and b == 0)):
        return Decimal(0)
    return None if a is None or b is None else _CALCULATE[sign](a, b)


_CALCULATE: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "of": operator.mul,
}


def either_way(lists: Lists) -> Total:
    return Total(None, lists, lists) if lists else ANY


def together(parts: Iterable[Total], value: Decimal | None) -> Total:
    """What may be any of several."""
    found = tuple(parts)
    up, down, lost = (NONE.union(*(lists)) for lists in zip(*((p.up, p.down, p.lost) for p in found), strict=True))
    return Total(value, up, down, lost)


def of_parts(name: str, parts: list[Total]) -> Total:
    """What a function gives of numbers that are written out in a list."""
    if name == "count" or not parts:
        return ANY
    values = [part.value for part in parts if part.value is not None]
    known = {"sum": lambda: sum(values, Decimal(0)), "min": lambda: min(values), "max": lambda: max(values)}
    return together(parts, known[name]() if name in known and len(values) == len(parts) else None)

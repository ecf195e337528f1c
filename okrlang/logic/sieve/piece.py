"""Pieces of Python, and how the values of some are held against each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from okrlang.logic.types import PLAIN, TYPES, WORDS
from okrlang.syntax.frozen import Individual


class Piece(Individual):
    """A piece of Python that gives a value; it can stand anywhere in a larger one.

    `reads`: the variables in it; `types`, `many` and `records` as in `FieldType`, no type where nothing is known.
    `decimal`: no quantity, but its bare number; `exact`: one of few digits. `known`: absent at worst (None), and
    `always`: not even that. `settled`: the same throughout a world.
    """

    code: str
    reads: frozenset[str] = frozenset()
    types: tuple[str, ...] = ()
    many: bool = False
    records: bool = False
    decimal: bool = False
    exact: bool = False
    known: bool = False
    always: bool = False
    settled: bool = False


def condition(code: str, *of: Piece) -> Piece:
    """What is true or false, made of others."""
    return Piece(code, reads(*of), ("condition",), always=True)


def reads(*pieces: Piece) -> frozenset[str]:
    """All that some pieces read."""
    return frozenset().union(*(piece.reads for piece in pieces))


class Sort(Individual):
    """Values that can be held against each other: how one is told, and how two are compared, by their names.

    `told` has a place for the value as it comes, and one for its name; `names`: only names can be compared.
    """

    told: str
    signs: tuple[str, ...]
    compared: Callable[[str, str, str], str]
    names: bool = False


def _plainly(sign: str, a: str, b: str) -> str:
    return f"({a} {sign} {b})"


def _by_unit(sign: str, a: str, b: str) -> str:
    """Two of one unit by their numbers to the digits that comparing goes to; others as the evaluator does."""
    same = f"(unit := {a}.unit) is {b}.unit and unit.factor is ONE and unit.per is ONE"
    return f"(rounded({a}.value) {sign} rounded({b}.value) if {same} else order({a}, {b}) {sign} 0)"


_SAME, _ORDER = ("==", "!="), ("==", "!=", "<", "<=", ">", ">=")

DECIMAL = Sort("{0} is not None", _ORDER, _plainly)
QUANTITY = Sort("{0}.__class__ is Quantity", _ORDER, _by_unit, names=True)
DATE = Sort("{0}.__class__ is date", _ORDER, _plainly)
TEXT = Sort("{0}.__class__ is str", _SAME, _plainly)
THING = Sort("{0} is not None and {1}.__class__ is not Unknown", _SAME, _plainly)


def sort_of(pieces: Sequence[Piece]) -> Sort | None:
    """How pieces are held against each other, if it is known."""
    types = {name for piece in pieces for name in piece.types}
    if any(piece.many or not piece.types for piece in pieces):
        return None
    if types <= _NUMERIC:
        return DECIMAL if all(piece.decimal for piece in pieces) else QUANTITY
    if types == {"date"}:
        return DATE
    if types <= _TEXTS:
        return TEXT
    return THING if types <= _THINGS else None


def are_things(types: tuple[str, ...]) -> bool:
    """Whether all of these are types of things, or of parts of things."""
    return bool(types) and _THINGS.issuperset(types)


_NUMERIC = frozenset(("number", "quantity", "duration"))
_TEXTS = frozenset(("text", *WORDS))
_THINGS = frozenset(TYPES) - PLAIN

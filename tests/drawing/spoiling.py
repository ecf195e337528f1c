"""Spoiling: a rule with one thing in it put in the place of another, so that most come out ill-typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from drawing.dice import Dice
from drawing.values import LITERALS, QUANTITIES, SIGNS
from okrlang.logic.types import FUNCTIONS, LISTS, THINGS, TYPES, WORDS
from okrlang.syntax import tree
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source

NAMES = sorted({name for fields in TYPES.values() for name in fields})
VALUES = (*(value for values in (*LITERALS.values(), *QUANTITIES) for value in values), "as_of", "0 EUR/day")
BARE = (*sorted({word for words in WORDS.values() for word in words} - {"every"}), *LISTS, "x1", "s", "nobody")


def spoiled(dice: Dice, text: str) -> str:
    """The rule with one word, sign or value exchanged for some other."""
    sheet, faults = parse(Source("rule", text))
    assert not faults
    nodes = [node for node in nodes_of(sheet.declarations) if isinstance(node, _EXCHANGED)]
    node = dice.one(nodes)
    start, end, new = _exchange(dice, node)
    return text[:start] + new + text[end:]


def nodes_of(value: Any) -> Iterator[tree.Node]:
    """All nodes of a tree."""
    if isinstance(value, tuple):
        for part in value:
            yield from nodes_of(part)
    elif isinstance(value, tree.Node):
        yield value
        yield from (node for name in value.__match_args__ for node in nodes_of(getattr(value, name)))


_EXCHANGED = (
    *(tree.Field, tree.Amount, tree.Ratio, tree.Day, tree.PeriodName, tree.Reference, tree.Call, tree.Comparison),
    *(tree.Arithmetic, tree.Is, tree.IsA, tree.Quantifier, tree.And, tree.Or),
)


def _exchange(dice: Dice, node: tree.Node) -> tuple[int, int, str]:
    """From where to where something is exchanged, and for what."""
    start, end, one = node.span.start, node.span.end, dice.one
    match node:
        case tree.Field(_, _, name):
            return end - len(name), end, one(NAMES)
        case tree.Call(_, None, name, _):
            return start, start + len(name), one(sorted(FUNCTIONS))
        case tree.Call(_, of, name, _) if of is not None:
            at = node.span.text.index(name, of.span.end - start)
            return start + at, start + at + len(name), one(["owned_by", "status_on", "level_on", "within", "chance_on"])
        case tree.Comparison(_, _, left, right) | tree.Arithmetic(_, _, left, right):
            return left.span.end, right.span.start, f" {one((*SIGNS, '+', '-', '*', '/', 'in', 'has word'))} "
        case tree.And(_, (first, second, *_)) | tree.Or(_, (first, second, *_)):
            between = node.span.source.text[first.span.end : second.span.start]
            word = "and" if " and " in between else "or"
            return first.span.end, second.span.start, between.replace(word, one(["=", "+", "<", "and", "or"]))
        case tree.Is(_, value, _) | tree.IsA(_, value, _):
            kinds = [*THINGS, "present", "missing", "fresh", "key result"]
            return value.span.end, end, f" is {one(kinds)}"
        case tree.Quantifier(_, _, _, _, items, _, _):
            return items.span.start, items.span.end, one([*LISTS, "s.title", "s.owner", "[1, 2]", "[]", "3"])
        case tree.Reference():
            return start, end, one(BARE)
    return start, end, one(VALUES)

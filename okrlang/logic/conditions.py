"""Conditions before data: what can be held against what, and which of them are always the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrlang.logic.typed import CONDITION, CONSTANT, LOST, Typed, are_comparable, kinds, phrase, spoken
from okrlang.logic.types import THINGS
from okrlang.model.nearest import nearest
from okrlang.model.quantity import NUMBER
from okrlang.model.reading.complaints import quoted
from okrlang.syntax import tree

if TYPE_CHECKING:
    from okrlang.logic.inference import Inference


def comparison(of: Inference, node: tree.Comparison) -> Typed:
    """`a = b`, `a < b` and so on."""
    left, right = of.type(node.left), of.type(node.right)
    if not _held(of, node, node.left, left, node.right, right):
        return LOST
    if node.operator not in ("=", "!=") and not left.is_ordered:
        return _no_order(of, node, node.left, left)
    always = (left.literal and right.literal) or _is_trivial(node)
    return CONSTANT if always else CONDITION


def between(of: Inference, node: tree.Between) -> Typed:
    """`x between a and b`."""
    value, low, high = of.type(node.value), of.type(node.low), of.type(node.high)
    ends = ((node.low, low), (node.high, high))
    held = [_held(of, node, node.value, value, end, found) for end, found in ends]
    if not all(held):
        return LOST
    if not value.is_ordered:
        return _no_order(of, node, node.value, value)
    return CONSTANT if value.literal and low.literal and high.literal else CONDITION


def in_(of: Inference, node: tree.In) -> Typed:
    """`x in [a, b]`, `x in xs`."""
    value = of.type(node.value)
    if isinstance(node.items, tree.ListOf):
        each = [(item, of.type(item)) for item in node.items.items]
        held = [_held(of, node, node.value, value, item, found) for item, found in each]
        if not all(held):
            return LOST
        return CONSTANT if value.literal or not each else CONDITION
    items = of.value(node.items)
    if items.lost or not items.many:
        return LOST if items.lost else of.no_list(node.items, items)
    return CONDITION if _held(of, node, node.value, value, node.items, items.one) else LOST


def has_word(of: Inference, node: tree.HasWord) -> Typed:
    """`title has word "help"`, `title has any word of […]`."""
    for part in (node.value, node.words):
        found = of.value(part)
        if found.lost:
            return LOST
        if found.types != ("text",) or (found.many and part is node.value):
            help = 'words stand in quotes: `["help", "try"]`'
            return of.fault("type-mismatch", f"`{part.span.text}` is {phrase(found)}, and no text", part.span, help)
    return CONDITION


def is_(of: Inference, node: tree.Is) -> Typed:
    """`x is present`, `x is missing`, `x is fresh`."""
    found, what = of.value(node.value), node.value.span.text
    if found.lost:
        return LOST
    if node.state == "fresh":
        if found.types == ("reading",) and not found.many:
            return CONDITION
        help = "ask it of a reading: `k.current is fresh`"
        return of.fault("type-mismatch", f"`{what}` is {phrase(found)}, which is never stale", node.span, help)
    if found.many:
        help = f"write `count({what}) {'>= 1' if node.state == 'present' else '= 0'}`"
        return of.fault("constant-condition", f"`{what}` is a list, which is always there", node.span, help)
    if not found.optional and not found.measured:
        return of.fault("constant-condition", f"`{what}` is always there", node.span, "leave it out")
    if node.state == "missing" and found.measured and not found.optional:
        help = "what is measured may come late: ask whether it `is present`; with history, `m.samples >= 12`"
        message = f"`{what}` is measured, so nothing shows that it is missing"
        return of.fault("missing-measured", message, node.span, help)
    return CONDITION


def is_a(of: Inference, node: tree.IsA) -> Typed:
    """`x is objective`."""
    found = of.value(node.value)
    if found.lost:
        return LOST
    if node.type not in THINGS:
        close = nearest(node.type, THINGS)
        help = f"did you mean `{spoken(close)}`?" if close else None
        return of.fault("unknown-name", f"there is no kind of thing called `{node.type}`", node.span, help)
    could, asked = kinds(found.types), kinds((node.type,))
    if not found.many and not could.isdisjoint(asked) and not frozenset(found.types) <= asked:
        return CONDITION
    message = f"`{node.value.span.text}` is {phrase(found)}, so there is nothing to ask"
    return of.fault("constant-condition", message, node.span, "leave it out")


# --- holding one against the other -----------------------------------------------------------------------------------


def _held(of: Inference, node: tree.Node, left: tree.Node, a: Typed, right: tree.Node, b: Typed) -> bool:
    """Whether two values can be held against each other; a complaint where they cannot."""
    if a.lost or b.lost:
        return False
    if a.word is not None:
        return _is_word_of(of, a.word, b, left)
    if b.word is not None:
        return _is_word_of(of, b.word, a, right)
    if are_comparable(a, b):
        return True
    if a.is_numeric and b.is_numeric:
        message = f"{phrase(a)} and {phrase(b)} cannot be compared"
        of.fault("unit-mismatch", message, node.span, _unit_help(a, b))
    elif a.is_condition or b.is_condition:
        message = f"`{(left if a.is_condition else right).span.text}` is a condition already"
        of.fault("type-mismatch", message, node.span, "write it by itself, or with `not` before it")
    else:
        message = f"`{left.span.text}` is {phrase(a)}, and `{right.span.text}` {phrase(b)}: they are never equal"
        of.fault("type-mismatch", message, node.span, _name_help(left, right))
    return False


def _is_word_of(of: Inference, word: str, other: Typed, node: tree.Node) -> bool:
    words = other.words
    if words is None:
        of.unknown(word, node.span, f'a text stands in quotes: `"{word}"`' if other.types == ("text",) else None)
        return False
    if word in words:
        return True
    close = nearest(word, words)
    help = f"did you mean `{close}`?" if close else f"known are {quoted(words, 'and')}"
    of.fault("unknown-word", f"`{word}` is no {spoken(other.types[0])}", node.span, help)
    return False


def _no_order(of: Inference, node: tree.Node, value: tree.Node, found: Typed) -> Typed:
    message = f"`{value.span.text}` is {phrase(found)}, of which none is more than another"
    return of.fault("type-mismatch", message, node.span, "use `=` or `!=`")


def _is_trivial(node: tree.Comparison) -> bool:
    """Whether a count is held against what it always is, or never."""
    left, right = node.left, node.right
    if not isinstance(left, tree.Call) or left.name != "count" or not isinstance(right, tree.Amount):
        return False
    return right.value < 0 or right.value != int(right.value) or (not right.value and node.operator in (">=", "<"))


def _unit_help(a: Typed, b: Typed) -> str | None:
    units = [each.unit for each in (a, b)]
    if NUMBER not in units:
        return None
    if any(u is not None and u.name == "%" for u in units):
        return "write `4%` where a percent is meant, and `0.04` where a number is"
    return "write the unit behind the number; where it comes with the data, hold it against another field"


def _name_help(left: tree.Node, right: tree.Node) -> str | None:
    """A subject called by its kind hides the word: `company.rank = company`."""
    name = next((node.name for node in (left, right) if isinstance(node, tree.Reference) and node.name in THINGS), None)
    return f"`{name}` is the subject here; give it another name with `as`" if name else None

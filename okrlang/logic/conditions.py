"""Conditions before data: what can be held against what, and which of them are always the same."""

from __future__ import annotations

import re
from decimal import Decimal

from okrlang.logic.hints import habit, kind_hint
from okrlang.logic.phrases import phrase, shown, spoken
from okrlang.logic.scope import Scope
from okrlang.logic.texts import words as words_of
from okrlang.logic.typed import (
    CONDITION,
    CONSTANT,
    LOST,
    MONEY,
    PEOPLE,
    Typed,
    agreement,
    are_comparable,
    asked_by,
    kinds,
)
from okrlang.logic.types import THINGS, TYPES
from okrlang.model.quantity import NUMBER, PERCENT
from okrlang.model.reading.complaints import quoted
from okrlang.syntax import tree
from okrlang.syntax.nearest import nearest


def comparison(of: Scope, node: tree.Comparison) -> Typed:
    """`a = b`, `a < b` and so on."""
    left, right = of.type(node.left), of.type(node.right)
    if not _held(of, node, node.left, left, node.right, right):
        return LOST
    if node.operator not in ("=", "!=") and not left.is_ordered:
        return _no_order(of, node, node.left, left)
    if left.types == right.types == ("period",) and node.operator in ("=", "!="):
        return _of_periods(of, node)
    return CONSTANT if (left.literal and right.literal) or _is_trivial(node) else CONDITION


def between(of: Scope, node: tree.Between) -> Typed:
    """`x between a and b`."""
    value, low, high = of.type(node.value), of.type(node.low), of.type(node.high)
    ends = ((node.low, low), (node.high, high))
    held = [_held(of, node, node.value, value, end, found) for end, found in ends]
    if not all(held):
        return LOST
    if not value.is_ordered:
        return _no_order(of, node, node.value, value)
    return CONSTANT if value.literal and low.literal and high.literal else CONDITION


def in_(of: Scope, node: tree.In) -> Typed:
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
        is_period = items.types == ("period",) and value.is_date
        help = (
            _period_help(shown(node.value), "=", node.items)
            if is_period
            else f"write `{shown(node.value)} = {shown(node.items)}`"
        )
        return LOST if items.lost else of.no_list(node.items, items, help)
    return CONDITION if _held(of, node, node.value, value, node.items, items.one) else LOST


def has_word(of: Scope, node: tree.HasWord) -> Typed:
    """`title has word "help"`, `title has any word of […]`."""
    for part in (node.value, node.words):
        found = of.value(part)
        if found.lost:
            return LOST
        if found.types != ("text",) or (found.many and part is node.value):
            return _no_text(of, part, found)
    listed = node.words.items if isinstance(node.words, tree.ListOf) else (node.words,)
    empty = next((each for each in listed if isinstance(each, tree.Text) and not words_of(each.value)), None)
    if empty is not None:
        return of.fault("constant-condition", f"`{shown(empty)}` has no word in it", empty.span, "leave it out")
    return CONDITION


def _no_text(of: Scope, part: tree.Node, found: Typed) -> Typed:
    help = 'words stand in quotes: `["help", "try"]`'
    if found.types == ("text",):
        help = f'write `"help" in {shown(part)}`'
    return of.fault("type-mismatch", f"`{shown(part)}` is {phrase(found)}, and no text", part.span, help)


def is_(of: Scope, node: tree.Is) -> Typed:
    """`x is present`, `x is missing`, `x is fresh`."""
    found, what = of.value(node.value), shown(node.value)
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
    if ("there", node.value) in of.facts:  # which is asked again; folding finds that
        return CONDITION
    if not found.optional and not found.measured:
        return of.fault("constant-condition", f"`{what}` is always there", node.span, "leave it out")
    if node.state == "missing" and found.measured and not found.optional:
        help = "what is measured may come late: ask whether it `is present`; with history, `m.samples >= 12`"
        message = f"`{what}` is measured, so nothing shows that it is missing"
        return of.fault("missing-measured", message, node.span, help)
    return CONDITION


def is_a(of: Scope, node: tree.IsA) -> Typed:
    """`x is objective`."""
    found, what = of.value(node.value), shown(node.value)
    if found.lost:
        return LOST
    if node.type not in THINGS:
        message = f"there is no kind of thing called `{node.type.replace('_', ' ')}`"
        return of.fault("unknown-name", message, node.span, kind_hint(node.type, what, found.words, THINGS))
    could, asked = kinds(found.types), kinds((node.type,))
    if not found.many and not could.isdisjoint(asked) and not frozenset(found.types) <= asked:
        return CONDITION
    help = f"ask each of them: `some x in {what} satisfies x is …`" if found.many else "leave it out"
    end = (
        "so there is nothing to ask"
        if found.many or not could.isdisjoint(asked)
        else f"and never {phrase(Typed((node.type,)))}"
    )
    return of.fault("constant-condition", f"`{what}` is {phrase(found)}, {end}", node.span, help)


# --- holding one against the other -----------------------------------------------------------------------------------


def _held(of: Scope, node: tree.Node, left: tree.Node, a: Typed, right: tree.Node, b: Typed) -> bool:
    """Whether two values can be held against each other; a complaint where they cannot."""
    if a.lost or b.lost:
        return False
    if a.word is not None:
        return _is_word_of(of, a.word, b, left, right)
    if b.word is not None:
        return _is_word_of(of, b.word, a, right, left)
    if a.is_numeric and b.is_numeric and agreement(a, b) == "unsure":
        of.unsure(node, (left, a), (right, b))
        return True
    if are_comparable(a, b):
        return True
    if a.is_numeric and b.is_numeric:
        message = f"{phrase(a)} and {phrase(b)} cannot be compared"
        of.fault("unit-mismatch", message, node.span, _unit_help(a, b))
    elif a.is_condition or b.is_condition:
        message = f"`{shown(left if a.is_condition else right)}` is a condition already"
        of.fault("type-mismatch", message, node.span, "write it by itself, or with `not` before it")
    else:
        sign = node.operator if isinstance(node, tree.Comparison) else "="
        end = "are never equal" if sign in ("=", "!=") else "cannot be compared"
        message = f"`{shown(left)}` is {phrase(a)}, and `{shown(right)}` {phrase(b)}: they {end}"
        of.fault("type-mismatch", message, node.span, _help(left, a, right, b, sign) or _help(right, b, left, a, sign))
    return False


def _is_word_of(of: Scope, word: str, other: Typed, node: tree.Node, beside: tree.Node) -> bool:
    words = other.words
    if other.word is not None or words is None:
        of.unknown(word, node.span, _name_help(word, other, beside))
        return False
    if word in words:
        return True
    close = nearest(word, words)
    help = f"did you mean `{close}`?" if close else habit(word) or f"known are {quoted(words, 'and')}"
    of.fault("unknown-word", f"`{word}` is no {spoken(other.types[0])}", node.span, help)
    return False


def _name_help(word: str, other: Typed, beside: tree.Node) -> str | None:
    """What helps where a text, or the name of a thing, stands bare."""
    if other.types == ("text",):
        return f'a text stands in quotes: `"{word}"`'
    named = not other.many and any("id" in TYPES.get(name, {}) for name in other.types)
    return f'a rule knows things by their names in quotes: `{shown(beside)}.id = "{word}"`' if named else None


def _no_order(of: Scope, node: tree.Node, value: tree.Node, found: Typed) -> Typed:
    message = f"`{shown(value)}` is {phrase(found)}, of which none is more than another"
    return of.fault("type-mismatch", message, node.span, "use `=` or `!=`")


def _is_trivial(node: tree.Comparison) -> bool:
    """Whether a count is held against what it always is, or never."""
    left, right = node.left, node.right
    if not isinstance(left, tree.Call) or left.name != "count" or not isinstance(right, tree.Amount):
        return False
    broken = right.value != int(right.value) and node.operator in ("=", "!=")
    return broken or right.value < 0 or (not right.value and node.operator in (">=", "<"))


# --- what helps ------------------------------------------------------------------------------------------------------


_WRITTEN = {MONEY: "EUR", PEOPLE: "FTE"}


def _unit_help(a: Typed, b: Typed) -> str | None:
    if NUMBER not in (a.unit, b.unit):
        return None
    bare, other = (a, b) if a.unit == NUMBER else (b, a)
    if other.unit == PERCENT:
        if other.amount is not None:
            return f"a share is written as a number: `{_plainly(other.amount.value.scaleb(-2))}`"
        if bare.amount is not None:
            return f"write `{_plainly(bare.amount.value.scaleb(2))}%`"
        return "write `4%` where a percent is meant, and `0.04` where a number is"
    if other.is_duration:
        return f"write `{bare.amount} days`" if bare.amount is not None else "a time is written `14 days`"
    if other.scale in _WRITTEN and bare.amount is not None:
        return f"write the unit behind the number: `{bare.amount} {_WRITTEN[other.scale]}`"
    asked = asked_by(other.scale)
    guard = f'; where the measure has none, ask first: `{asked} = "1"`' if asked else ""
    return f"write the unit behind the number{guard}"


def _plainly(number: Decimal) -> str:
    """A number without zeros at its end and without an exponent."""
    return format(number.normalize(), "f")


def _help(left: tree.Node, a: Typed, right: tree.Node, b: Typed, sign: str) -> str | None:
    """What helps where two values of different kinds are compared, as far as the second one shows it."""
    what = shown(left)
    if a.words is not None and isinstance(right, tree.Text):
        word = right.value.strip().lower().replace(" ", "_")
        return f"write it without quotes: `{word}`" if word in a.words else None
    if isinstance(right, tree.Reference) and right.name in THINGS and a.words is not None and right.name in a.words:
        return f"`{right.name}` is the subject here; give it another name with `as`"
    if a.is_date and b.types == ("period",):
        return _period_help(what, sign, right)
    if a.is_date and b.is_numeric:
        if _SLASHED.fullmatch(right.span.text):
            return "a date is written year-month-day: `2026-09-30`"
        return "a day is held against another: `2026-09-30`, `as_of + 14 days`"
    if a.is_date and isinstance(right, tree.Text):
        return "a day stands without quotes: `2026-09-30`"
    if a.types == ("period",) and b.is_numeric:
        return _number_help(getattr(left, "name", "year"))
    if a.types == ("text",) and b.literal:
        return f'a text stands in quotes: `"{shown(right)}"`'
    if a.types == ("cycle",) and b.types == ("period",):
        return f'write `{what}.id = "{shown(right)}"`'
    if a.types == ("reading",) and b.is_numeric:
        return f"ask for its value: `{what}.value`"
    if b.types == ("text",) and not a.many and all("title" in TYPES.get(name, {}) for name in a.types):
        return f"ask for its title or its name: `{what}.title`, `{what}.id`"
    if a.many and b.is_numeric:
        return f"count them: `count({what})`"
    return f"ask each of them: `some x in {what} satisfies x …`" if a.many else None


_SLASHED = re.compile(r"[0-9]{1,2}\s*/\s*[0-9]{1,2}\s*/\s*[0-9]{2,4}")
_WRITTEN_PERIODS = {"year": "2026", "quarter": "2026-Q3", "month": "2026-09", "week": "2026-W36"}


def _number_help(field: str) -> str:
    """How a period is written that was held against a number."""
    written = _WRITTEN_PERIODS.get(field, "2026-Q3")
    return f"a {field if field in _WRITTEN_PERIODS else 'period'} is written `{written}`"


def _period_help(what: str, sign: str, right: tree.Node) -> str:
    field = _field_of_period(right) or "quarter"
    return f"ask for the period of the day: `{what}.{field} {sign} {shown(right)}`"


def _field_of_period(node: tree.Node) -> str | None:
    """By which field of a day a period that is written out is found: `2026-Q3` by `quarter`."""
    if isinstance(node, tree.PeriodName):
        part = node.text[5:6]
        return {"Q": "quarter", "W": "week", "H": None}.get(part, "month") if part else "year"
    return node.name if isinstance(node, tree.Field) and node.name in TYPES["date"] else None


def _of_periods(of: Scope, node: tree.Comparison) -> Typed:
    """A quarter is never a month."""
    fields = [_field_of_period(side) for side in (node.left, node.right)]
    if None in fields or fields[0] == fields[1]:
        return CONDITION
    message = f"`{shown(node.left)}` is a {fields[0]}, and `{shown(node.right)}` a {fields[1]}: they are never the same"
    return of.fault("constant-condition", message, node.span, f"ask for the {fields[1]} of the day")

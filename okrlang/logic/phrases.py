"""Phrases: types, lists and expressions as people call them, for what is said about rules."""

from __future__ import annotations

from collections.abc import Sequence

from okrlang.logic.typed import DURATIONS, MONEY, PEOPLE, Typed
from okrlang.logic.types import RECORD_KINDS
from okrlang.model.quantity import NUMBER, PERCENT, Unit
from okrlang.model.reading.complaints import listed
from okrlang.syntax import tree

_SPOKEN = {
    "kpi": "KPI",
    "date": "day",
    "check_in": "check-in",
    "fate": "state of a goal",
    "work": "state of work",
    "relation": "bound",
    "quantifier": "scope",
    "changed": "kind of change",
    "silence": "answer to missing data",
}
_COUNTED = {MONEY: "an amount of money", PEOPLE: "a number of people"}
_LONGEST = 50


def shown(node: tree.Node) -> str:
    """An expression as written, on one line, cut where it is long."""
    return cut(node.span.text)


def cut(written: str) -> str:
    """Words on one line, cut where they are long."""
    text = " ".join(written.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}…"


def spoken(name: str) -> str:
    """A type as people call it: `key result`, `KPI`."""
    return _SPOKEN.get(name, name.replace("_", " "))


def asked(name: str) -> str:
    """A type as it is asked for in the language: `key result`, `kpi`."""
    return name.replace("_", " ")


def plural(name: str) -> str:
    """A type as people call several of it."""
    word = spoken(name)
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{word}s"


def phrase(typed: Typed) -> str:
    """A type in words: `a day`, `a percent`, `a list of key results`, `an objective or a KPI`."""
    if typed.word is not None:
        return f"the word `{typed.word}`"
    if typed.many:
        return f"a list of {several(typed)}"
    if typed.is_numeric and typed.unit is None and typed.scale in _COUNTED:
        return _COUNTED[typed.scale]
    if typed.is_numeric and typed.unit is not None:
        return _number(typed.unit)
    return listed(f"{'an' if word[0] in 'aeio' else 'a'} {word}" for word in map(spoken, _types(typed)))


def several(typed: Typed) -> str:
    """What a list is of: `key results`, `objectives or KPIs`."""
    return listed(map(plural, _types(typed)))


def _types(typed: Typed) -> Sequence[str]:
    return ("record",) if {*RECORD_KINDS} <= {*typed.types} else typed.types


def _number(counted: Unit) -> str:
    if counted in (NUMBER, PERCENT):
        return "a number" if counted == NUMBER else "a percent"
    return f"{'a duration' if counted.dimension in DURATIONS else 'a quantity'} in {counted.name}"

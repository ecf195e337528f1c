"""Sentences of the grammar, drawn at random: every one of them is a text of the language."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from oracle import grammar

_NAMES = ["zulu", "x", "a_1", "kr-two", "Yankee"]
_SAMPLES = {
    "NAME": _NAMES,
    "UNIT_PER": ["EUR/FTE-day", "kg/m2", "x/y/z"],
    "DATE": ["2026-09-30", "2028-02-29"],
    "PERIOD": ["2026-Q3", "2026-H1", "2026-09", "2026-W07"],
    "NUMBER": ["2026", "1_200", "0.75", "3k", "1.2M"],
    "STRING": ['""', '"Ωmega, {x.y} and {count(z)}"', r'"a \"b\" \\ \n"'],
    "LONG_STRING": ['"""a\n   "b" """', '""""""'],
    "MINUS": ["-"],
    "_SIGN": ["-~"],  # taken out again with the white space behind it
}


@cache
def _expansions() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for rule in grammar().rules:
        found.setdefault(rule.origin.name, []).append(tuple(symbol.name for symbol in rule.expansion))
    return found


@cache
def _literals() -> dict[str, str]:
    return {t.name: t.pattern.value for t in grammar().terminals if t.pattern.type == "str"}


@cache
def _least() -> dict[str, int]:
    """The fewest rules that make a terminal of a symbol."""
    least: dict[str, int] = dict.fromkeys(_expansions(), 1_000)
    changed = True
    while changed:
        changed = False
        for symbol, expansions in _expansions().items():
            cost = 1 + min(max((least.get(part, 0) for part in parts), default=0) for parts in expansions)
            changed |= cost < least[symbol]
            least[symbol] = min(cost, least[symbol])
    return least


@st.composite
def sentences(draw: st.DrawFn, start: str, depth: int = 24) -> str:
    """Texts of a symbol, their rules nested that deep at most, or as little deep as can be."""

    def words(symbol: str, left: int) -> list[str]:
        if symbol in _literals():
            return [_literals()[symbol]]
        if symbol in _SAMPLES:
            return [draw(st.sampled_from(_SAMPLES[symbol]))]
        needs = {parts: max((_least().get(part, 0) for part in parts), default=0) for parts in _expansions()[symbol]}
        fitting = [parts for parts, need in needs.items() if need <= max(left, min(needs.values()))]
        return [word for part in draw(st.sampled_from(fitting)) for word in words(part, left - 1)]

    return " ".join(words(start, depth)).replace("-~ ", "-")

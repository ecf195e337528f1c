"""What could stand at a place: terminals, words, and the concepts that people have for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from okrlang.syntax import table
from okrlang.syntax.automaton import LITERALS, NAME, ROWS, SYMBOLS, TERMINALS, advance, terminal, token_at

# What is said for a rule of the grammar, the widest first.
_CONCEPTS = {
    "expression": "a value or a condition",
    "sum": "a value",
    "target": "a number",
    "bound": "a bound such as `at least 3`",
    "moment": "a date such as `2026-09-30` or the name of a day",
    "cycle_ref": "a cycle, by its name or a period such as `2026-Q3`",
    "party": "a name or a text in quotes",
    "column": "the name of a column",
    "member": "the name of a member",
    "rhythm": "how often, such as `every 2 weeks`",
    "signed_amount": "a number",
    "amount": "a number",
    "share": "a percentage",
    "item_number": "the number of an item",
    "number": "a number",
    "day": "a date such as `2026-09-30`",
    "aggregate": "how to sum up, such as `last` or `sum`",
    "month": "the name of a month",
    "verdict": "a verdict such as `fail`",
    "changed": "what was changed, such as `target`",
    "status": "a status: `on track`, `at risk` or `off track`",
    "basis_word": "a basis such as `standard` or `ours`",
    "subject": "a name",
    "path": "a name",
    "name": "a name",
    "unit_name": "a unit",
    "template": "a text in quotes",
    "title": "a title in quotes",
    "text": "a text in quotes",
    "comparator": "a comparison",
}
# Where properties are at home: what has been read when one of them can follow.
_HOMES = {
    "a company": "company x {",
    "a team": "team x {",
    "a cycle": "cycle x {",
    "a source": "source x {",
    "a metric": "metric x {",
    "a KPI": "kpi x {",
    "an objective": "objective x {",
    "a key result": "objective x { key result x {",
    "a milestone": 'objective x { key result x { milestone "" {',
    "an initiative": "objective x { initiative x {",
    "a record": "review on 2000-01-01 {",
    "a check-in": "check in on 2000-01-01 {",
    "a rule": "rule x {",
    "a policy": "policy x {",
    "a checklist": "checklist x {",
    "a section of a checklist": 'checklist x { section 1 "" {',
    "an item of a checklist": 'checklist x { section 1 "" { item 1 "" {',
}
_OF_DECLARATIONS = {"setting", "avoid", "prefer", "given"}
_CONTINUING = {*"+-*/.,=<>%$€£(", "!=", "<=", ">=", "between", "in", "has", "is", "and", "or", "of", "for", "working"}
_FEW = 3


def terminals(states: list[int]) -> list[str]:
    """All terminals that can follow on a stack of states: words and signs as written, the others by name."""
    candidates = sorted(symbol for symbol in ROWS[states[-1]] if symbol < len(TERMINALS))
    return [SYMBOLS[symbol] for symbol in candidates if advance(states[:], symbol)]


def words(states: list[int]) -> list[str]:
    """The words of the language that can follow."""
    return [word for word in terminals(states) if word in LITERALS and word[0].isalpha()]


def beginnings() -> list[str]:
    """The words that begin a declaration."""
    return words(_after(""))


def homes(word: str) -> list[str]:
    """Where a word begins a property."""
    return [home for home, opening in _HOMES.items() if word in words(_after(opening))]


def _after(text: str) -> list[int]:
    states, at = [table.STARTS["declarations"][0]], 0
    while at < len(text):
        token = token_at(text, at, len(text))
        symbol, word, start = terminal(token, states[-1])
        advance(states, symbol)
        at = start + len(word)
    return states


def open_braces(values: Sequence[Any]) -> list[int]:
    """Where the braces stand among the values of a stack that are not yet closed."""
    closed = closed_brace(values)
    return [index for index, value in enumerate(values) if value == "{" and index != closed]


def closed_brace(values: Sequence[Any]) -> int | None:
    """Where the brace stands that the last value on a stack closes, if it closes one."""
    if not values or values[-1] != "}":
        return None
    return max(index for index, value in enumerate(values) if value == "{")


def clause_start(values: Sequence[Any]) -> int:
    """How many of the values on the stack stand before the clause at hand."""
    brace = [-1, *open_braces(values)][-1]
    return brace + 1 + (brace + 1 < len(values) and isinstance(values[brace + 1], list))


def expected(states: list[int], values: Sequence[Any]) -> str:
    """What could stand on top of the stack, in a few words."""
    possible = terminals(states)
    following = [word for word in possible if word not in _CONTINUING] or possible
    if "}" in following and len(following) > _FEW + 1:
        return f"{place(values)} or `}}`"
    rules = _rules(states, following)
    concept = next((phrase for rule, phrase in _CONCEPTS.items() if rule in rules), None)
    literal = [f"`{word}`" for word in following if word in LITERALS]
    last = values[-1] if values else None
    is_keyword = isinstance(last, str) and last in LITERALS and last[0].isalpha() and not read_as_name(states)
    behind = f" after `{last}`" if is_keyword else ""
    if concept and not (concept == _CONCEPTS["unit_name"] and literal):  # a unit may be left out
        beside = [word for word in literal if word[1].isalpha() or word == "`{`"]
        return listed([concept, *(beside if len(beside) < _FEW else ())]) + behind
    if 0 < len(literal) <= _FEW:
        return listed(literal) + behind
    return place(values)


def _rules(states: list[int], following: list[str]) -> set[str]:
    """The rules of the grammar that can begin at the place."""
    states = states[:]
    if following and advance(states, TERMINALS[following[0]]):
        states.pop()  # what was reduced stays, the terminal itself goes
    return {SYMBOLS[symbol] for symbol in ROWS[states[-1]] if symbol >= len(TERMINALS)}


def place(values: Sequence[Any]) -> str:
    """What stands in the list at hand: declarations, or the properties of one."""
    braces = open_braces(values)
    if not braces:
        return "the beginning of a declaration"
    begin = max((i for i in range(braces[-1]) if values[i] == "{" or isinstance(values[i], list)), default=-1)
    head = []
    for value in values[begin + 1 : braces[-1]]:
        if not isinstance(value, str) or value == "on" or value.isdigit():
            break
        head.append(value)
    kind = " ".join(head).replace("kpi", "KPI").replace("check in", "check-in")
    if kind in _OF_DECLARATIONS:
        return "the beginning of a declaration"
    return f"a property of {'an' if kind[:1] in 'aeiou' else 'a'} {kind}"


def read_as_name(states: list[int]) -> bool:
    """Whether the word on top of the stack was taken for a name."""
    return len(states) > 1 and ROWS[states[-2]].get(NAME) == states[-1]


def listed(parts: Sequence[str]) -> str:
    """The parts with commas and `or` between them."""
    return " or ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else parts[0]

"""The automaton: what the table says, decoded where it is first needed.

A state is a number. A stack of states says where in the grammar one stands, values and places apart.
"""

from __future__ import annotations

import re
from typing import Any

from okrlang.syntax import table, tree
from okrlang.syntax.builder import Builder

SYMBOLS = table.SYMBOLS.split("\n")
TERMINALS = {symbol: number for number, symbol in enumerate(SYMBOLS[: table.TERMINALS])}
LITERALS = {symbol: number for symbol, number in TERMINALS.items() if not symbol.isupper()}
NAME, UNIT_PER, END = TERMINALS["NAME"], TERMINALS["UNIT_PER"], TERMINALS["$END"]
NOTHING = -1  # the symbol of what is no terminal
FINALS = {final for _, final in table.STARTS.values()}

token_at = re.compile(table.TOKEN, re.DOTALL).match
WORD, WORD_PER, SIGN = 1, 2, 3  # the groups whose symbol depends on what they say
GROUPS = (NOTHING, NAME, UNIT_PER, NOTHING, *(TERMINALS[group] for group in table.GROUPS.split()), END, NOTHING)

rows: list[Any] = table.STATES.split("\n")
_rules: list[Any] = table.RULES.split("\n")
_ahead = table.AHEAD.split("\n")


def row(state: int) -> dict[int, int]:
    """What a state does on each symbol: go to a state, or, below zero, reduce by the rule of that inverted number."""
    found = rows[state]
    if found.__class__ is str:
        moves, _, reduces = found.partition("/")
        found = dict(_pairs(moves))
        for rule, ahead in _pairs(reduces):
            found.update(dict.fromkeys(map(int, _ahead[ahead].split()), ~rule))
        rows[state] = found
    return found  # type: ignore[no-any-return]


def _pairs(numbers: str) -> zip[tuple[int, int]]:
    parts = [int(number) for number in numbers.split()]
    return zip(parts[::2], parts[1::2], strict=True)


CHILD, REPEAT, WORDS, TUPLE, NODE, METHOD = range(6)  # what becomes of the children


# A rule: its symbol, how many children it takes, what becomes of them and by what, which are kept (-1 for none), and
# which of those kept gives its items instead of itself.
Reduction = tuple[int, int, int, Any, tuple[int, ...], int | None]


def reduction(number: int) -> Reduction:
    """The rule of that number."""
    found = _rules[number]
    if found.__class__ is str:
        symbol, length, callback, *kept = found.split()
        spliced = [index for index, child in enumerate(kept) if child[0] == "+"]
        indices = tuple(-1 if child == "-" else int(child) for child in kept)
        found = (int(symbol), int(length), *_callback(callback), indices, spliced[0] if spliced else None)
        _rules[number] = found
    return found  # type: ignore[no-any-return]


def _callback(name: str) -> tuple[int, Any]:
    if name in "=*":
        return (CHILD if name == "=" else REPEAT), None
    rule = name.lstrip("!")
    method = Builder.__dict__.get(rule) or Builder.__dict__.get(rule + "_")  # `and` and `or` are no names in Python
    if method is not None:
        return METHOD, method
    node = getattr(tree, "".join(part.capitalize() for part in rule.split("_")), None)
    if node is not None:
        return NODE, node
    return (WORDS if name[0] == "!" else TUPLE), None


def advance(states: list[int], symbol: int) -> bool:
    """Take a terminal on a stack of states alone; false where it cannot stand."""
    while not (symbol == END and len(states) == 2 and states[-1] in FINALS):
        action = row(states[-1]).get(symbol)
        if action is None:
            return False
        if action >= 0:
            states.append(action)
            break
        left, length, *_ = reduction(~action)
        if length:
            del states[-length:]
        states.append(row(states[-1])[left])
    return True


def terminal(token: re.Match[str], state: int) -> tuple[int, str, int]:
    """Which terminal a token is in a state, what it says and where: a word is a name where it cannot be a keyword."""
    group, actions = token.lastindex or 0, row(state)
    if group == WORD or (group == WORD_PER and UNIT_PER not in actions):  # `cost/payments` in a formula is a quotient
        word = token[WORD]
        symbol = LITERALS.get(word, NAME)
        return symbol if symbol in actions else NAME, word, token.start(WORD)
    if group == WORD_PER:
        return UNIT_PER, token[WORD] + token[WORD_PER], token.start(WORD)
    word = token[group]
    return LITERALS[word] if group == SIGN else GROUPS[group], word, token.start(group)

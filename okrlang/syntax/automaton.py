"""The automaton: what the table says, decoded where it is first needed.

A state is a number. A stack of states says where in the grammar one stands, values and places apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from okrlang.syntax import table, tree
from okrlang.syntax.builder import Builder

SYMBOLS = table.SYMBOLS.split("\n")
TERMINALS = {symbol: number for number, symbol in enumerate(SYMBOLS[: table.TERMINALS])}
LITERALS = {symbol: number for symbol, number in TERMINALS.items() if not symbol.isupper()}
NAME, UNIT_PER, END = TERMINALS["NAME"], TERMINALS["UNIT_PER"], TERMINALS["$END"]
DAY = LITERALS["day"]
NOTHING = -1  # the symbol of what is no terminal
FINALS = {final for _, final in table.STARTS.values()}

# The token behind white space at a place of a text, up to an end; the last alternative takes anything.
token_at = cast("Callable[[str, int, int], re.Match[str]]", re.compile(table.TOKEN, re.DOTALL).match)
# What stands behind `day` where it declares one; behind a number it is a unit otherwise.
_declared = re.compile(r"\s+[A-Za-z][\w-]*\s+(?:\"[^\"\n]*\"\s+)?(?:[0-9]+-|tbd\b)").match
WORD, WORD_PER, SIGN = 1, 2, 3  # the groups whose symbol depends on what they say
GROUPS = (NOTHING, NAME, UNIT_PER, NOTHING, *(TERMINALS[group] for group in table.GROUPS.split()), END, NOTHING)

_states, _rules, _ahead = (text.split("\n") for text in (table.STATES, table.RULES, table.AHEAD))


class Rows(dict[int, dict[int, int]]):
    """What each state does on each symbol: go to a state, or, below zero, reduce by the rule of the inverted number."""

    def __missing__(self, state: int) -> dict[int, int]:
        moves, _, reduces = _states[state].partition("/")
        found = dict(_pairs(moves))
        for rule, ahead in _pairs(reduces):
            found.update(dict.fromkeys(map(int, _ahead[ahead].split()), ~rule))
        self[state] = found
        return found


def _pairs(numbers: str) -> zip[tuple[int, int]]:
    parts = [int(number) for number in numbers.split()]
    return zip(parts[::2], parts[1::2], strict=True)


CHILD, REPEAT, WORDS, TUPLE, NODE, METHOD = range(6)  # what becomes of the children


# A rule: its symbol, how many children it takes, what becomes of them and by what, which are kept (-1 for none), and
# which of those kept gives its items instead of itself.
Reduction = tuple[int, int, int, Any, tuple[int, ...], int | None]


class Reductions(dict[int, Reduction]):
    """The rules by their numbers."""

    def __missing__(self, number: int) -> Reduction:
        symbol, length, callback, *kept = _rules[number].split()
        spliced = [index for index, child in enumerate(kept) if child[0] == "+"]
        indices = tuple(-1 if child == "-" else int(child) for child in kept)
        found = (int(symbol), int(length), *_callback(callback), indices, spliced[0] if spliced else None)
        self[number] = found
        return found


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


ROWS, REDUCTIONS = Rows(), Reductions()


def advance(states: list[int], symbol: int) -> bool:
    """Take a terminal on a stack of states alone; false where it cannot stand."""
    while not (symbol == END and len(states) == 2 and states[-1] in FINALS):
        action = ROWS[states[-1]].get(symbol)
        if action is None:
            return False
        if action >= 0:
            states.append(action)
            break
        left, length, *_ = REDUCTIONS[~action]
        if length:
            del states[-length:]
        states.append(ROWS[states[-1]][left])
    return True


def terminal(token: re.Match[str], state: int) -> tuple[int, str, int]:
    """Which terminal a token is in a state, what it says and where: a word is a name where it cannot be a keyword."""
    group, actions = token.lastindex or 0, ROWS[state]
    if group == WORD or (group == WORD_PER and UNIT_PER not in actions):  # `cost/payments` in a formula is a quotient
        word = token[WORD]
        symbol = LITERALS.get(word, NAME)
        if symbol not in actions or (symbol == DAY and NAME in actions and not _declared(token.string, token.end())):
            symbol = NAME  # as in `1 day`
        return symbol, word, token.start(WORD)
    if group == WORD_PER:
        return UNIT_PER, token[WORD] + token[WORD_PER], token.start(WORD)
    word = token[group]
    return LITERALS[word] if group == SIGN else GROUPS[group], word, token.start(group)

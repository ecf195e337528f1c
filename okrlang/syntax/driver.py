"""The driver: runs the automaton over a text and builds the tree as it goes, without recursion."""

from __future__ import annotations

from typing import Any

from okrlang.syntax import automaton, table, tree
from okrlang.syntax.automaton import END, NOTHING, REDUCTIONS, ROWS, advance, terminal, token_at
from okrlang.syntax.builder import Builder
from okrlang.syntax.source import Span

DEEPEST = 100
_NESTING = frozenset(tree.Operation.__args__)


class Driver:
    """One run over a text: a stack of states and, beside it, of values, where they start, and how deep they nest."""

    def __init__(self, text: str, start: str, builder: Builder) -> None:
        self.text = text
        self.builder = builder
        self.states = [table.STARTS[start][0]]
        self.values: list[Any] = []
        self.starts: list[int] = []
        self.depths: list[int] = []
        self.end = 0  # of the last token taken
        self.stop, self.symbol, self.word = 0, NOTHING, ""  # the token that could not be taken
        self.too_deep = False

    def run(self, at: int, end: int) -> bool:
        """Go on from `at`; true when all up to `end` is whole, false at a token that cannot stand where it does."""
        text = self.text
        while True:
            token = token_at(text, at, end)
            symbol, word, start = terminal(token, self.states[-1])
            if not self.take(symbol, word, start):
                self.stop, self.symbol, self.word = start, symbol, word
                return False
            if symbol == END:
                return True
            at = start + len(word)

    def take(self, symbol: int, word: str, start: int) -> bool:
        """Take one terminal, after the reductions that it calls for; false where it cannot stand."""
        states = self.states
        while True:
            action = ROWS[states[-1]].get(symbol)
            if action is None:
                return symbol == END and len(states) == 2 and states[-1] in automaton.FINALS
            if action >= 0:
                break
            if not self._reduce(REDUCTIONS[~action], start):
                return False
        states.append(action)
        self.values.append(word)
        self.starts.append(start)
        self.depths.append(0)
        self.end = start + len(word)
        return True

    def _reduce(self, rule: automaton.Reduction, ahead: int) -> bool:
        symbol, length, kind, make, kept, spliced = rule
        states = self.states
        if kind == automaton.CHILD and length == 1:
            states[-1] = ROWS[states[-2]][symbol]
            return True
        parts: list[Any] = []
        first, depth = ahead, 0
        if length:
            parts, first, depth = self.values[-length:], self.starts[-length], max(self.depths[-length:])
            del states[-length:], self.values[-length:], self.starts[-length:], self.depths[-length:]
        parts.append(None)  # what an optional part is that was left out
        children = [parts[index] for index in kept]
        if kind == automaton.REPEAT:
            if spliced is not None:
                children[0] += children[1:]  # in place, so that a long list is not copied for each item
            value = children if spliced is None else children[0]
        else:
            if spliced is not None:
                children[spliced : spliced + 1] = children[spliced]
            value = self._made(kind, make, first, children)
        if kind == automaton.CHILD or value.__class__ in _NESTING:  # a pair of parentheses, or an operation
            depth += 1
            self.too_deep = depth > DEEPEST
        states.append(ROWS[states[-1]][symbol])
        self.values.append(value)
        self.starts.append(first)
        self.depths.append(depth)
        return not self.too_deep

    def _made(self, kind: int, make: Any, first: int, children: list[Any]) -> Any:
        if kind == automaton.NODE:
            return make(Span(self.builder.source, first, self.end), *children)
        if kind == automaton.METHOD:
            return make(self.builder, Span(self.builder.source, first, self.end), *children)
        if kind == automaton.WORDS:
            return " ".join(children)
        return tuple(children) if kind == automaton.TUPLE else children[0]

    def cut(self, keep: int) -> None:
        """Give up all but the first `keep` values."""
        del self.states[keep + 1 :], self.values[keep:], self.starts[keep:], self.depths[keep:]
        self.too_deep = False

    def finished(self) -> int:
        """How many values hold the declarations that are finished: their list, or nothing yet."""
        return int(bool(self.values) and isinstance(self.values[0], list))

    def whole(self) -> bool:
        """Whether the text might end where the driver stopped."""
        return not self.too_deep and advance(self.states[:], END)

    def begin(self) -> int:
        """The start of the declaration at which the driver stopped."""
        if self.whole():
            return self.stop
        return [*self.starts[self.finished() :], self.stop][0]

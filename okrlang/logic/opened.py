"""Opened: conditions with what they name by `define` written out, so that they are seen through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrlang.logic.definitions import Definitions
from okrlang.logic.inference import Inference
from okrlang.logic.inlining import inlined
from okrlang.logic.typed import LOST, Typed
from okrlang.model.reading.complaints import Complaints
from okrlang.model.reading.expressions import children, postorder
from okrlang.syntax import tree
from okrlang.syntax.source import Span


class Opened:
    """Conditions of one declaration, whose names are of some types; nothing is complained about here.

    `found` are the types of their parts. What stands in a define has its place where the declaration uses it.
    """

    def __init__(self, definitions: Definitions, inference: Inference, names: Mapping[str, Typed]) -> None:
        self.definitions = definitions
        self.inference = Inference(definitions, inference.meaning, Complaints())
        self.inference.names = dict(names)
        self._places: dict[int, Span] = {}

    def open(self, condition: tree.Expression) -> tree.Expression:
        """The condition, seen through, where those opened before as a `where` hold."""
        found = inlined(condition, self.definitions)
        self._places.update(_places(condition, found))
        self.inference.value(found)
        return found

    def where(self, condition: tree.Expression | None) -> tree.Expression | None:
        """The condition that picks what the others are asked of."""
        if condition is None:
            return None
        found = self.open(condition)
        self.inference.facts |= self.inference.facts_of(found)
        return found

    def typed(self, node: tree.Node) -> Typed:
        """What is known of a part."""
        return self.inference.found.get(id(node), LOST)

    def place(self, node: tree.Node) -> Span:
        """Where a part stands in the declaration."""
        return self._places.get(id(node), node.span)

    def is_own(self, node: tree.Node) -> bool:
        """Whether a part stands in the declaration itself, and not in a define."""
        return self.place(node) is node.span


def _places(written: tree.Node, found: tree.Node) -> Iterator[tuple[int, Span]]:
    """Where each part of a condition that was seen through stands in the one that was written."""
    given = {id(node.span): node.span for node in postorder(written)}
    waiting = [(written, found)]
    while waiting:
        before, after = waiting.pop()
        if type(before) is type(after) and before.span is after.span:
            waiting += zip(children(before), children(after), strict=False)
        else:  # a define was asked: its arguments alone stand where they were written
            yield from ((id(node), given.get(id(node.span), before.span)) for node in postorder(after))

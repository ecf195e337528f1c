"""Constants: conditions that decide nothing, since they are always true or never, by themselves or where they stand."""

from __future__ import annotations

from okrlang.logic.folding import Folding, Given
from okrlang.logic.opened import Opened
from okrlang.logic.phrases import cut, shown
from okrlang.logic.types import SHARES
from okrlang.model.reading.complaints import Complaints
from okrlang.model.reading.expressions import children, postorder
from okrlang.syntax import tree
from okrlang.syntax.source import Span

Before = tuple[Given, ...]


class Constants:
    """Looks for them in the conditions of one declaration, each opened before."""

    def __init__(self, folding: Folding, opened: Opened, complaints: Complaints) -> None:
        self.folding, self.opened, self.complaints = folding, opened, complaints
        self.said: list[Span] = []

    def find(self, node: tree.Node, before: Before = (), where: bool = False) -> None:
        """Complain about an expression, or its parts, that decide nothing where the conditions `before` are known.

        What stands in a define is asked as a whole, in its place; the define itself is looked at elsewhere.
        """
        if self.opened.is_own(node):
            self._find_in(node, before, where)
        if self.opened.typed(node).is_condition:
            self.ask(node, before, where)

    def _find_in(self, node: tree.Node, before: Before, where: bool) -> None:
        match node:
            case tree.And(_, parts) | tree.Or(_, parts):
                for part in parts:
                    self.find(part, before, where)
                    before = (*before, Given(part, isinstance(node, tree.Or), where, certain=False))
            case tree.Quantifier(_, _, _, _, items, picks, asked) | tree.Comprehension(_, asked, _, items, picks):
                self.find(items, before, where)
                if picks is not None:
                    self.find(picks, before, where=True)
                    before = (*before, Given(picks, False, where=True, certain=True))
                self.find(asked, before, where)
            case tree.If(_, condition, then, otherwise):
                self.find(condition, before, where)
                self.find(then, (*before, Given(condition, False, where, certain=False)), where)
                self.find(otherwise, (*before, Given(condition, True, where, certain=False)), where)
            case _:
                for child in children(node):
                    self.find(child, before, where)

    def ask(self, node: tree.Node, before: Before, where: bool = False) -> None:
        """Complain about a condition as a whole, unless something was said of a part of it.

        One that is the same by itself is a mistake; one that is so only behind another may be meant as a reminder.
        """
        place, words = self.opened.place(node), self._words(node)
        if any(said.source is place.source and place.start <= said.start < place.end for said in self.said):
            return
        found = self.folding.outcomes(node, where)
        if len(found) <= 1:
            self.said.append(place)
            self.complaints.error("constant-condition", f"{words} is {_always(found)}", place, self._help(node, found))
            return
        if before:
            found = self.folding.outcomes(node, where, before)
            why = next((each for each in before if self.folding.outcomes(node, where, (each,)) == found), None)
            here = (
                f": {self._words(why.condition)} was asked before"
                if why is not None
                else ", after what was asked before"
            )
            message, help = f"{words} is {_always(found)} here{here}", "leave it out"
        if len(found) <= 1:
            self.said.append(place)
            self.complaints.warning("constant-condition", message, place, help)

    def _help(self, node: tree.Node, found: frozenset[bool]) -> str:
        """What helps: a share that is held against more than it can be was taken for a percent."""
        shares = [part.name for part in postorder(node) if isinstance(part, tree.Field) and part.name in SHARES]
        if shares:
            return f"`{shares[0]}` is a number from 0 to 1, such as `0.7`"
        if isinstance(node, tree.In) and True in found and self.opened.typed(node.value).optional:
            return f"it can be nothing else: ask whether it is there, `{shown(node.value)} is present`"
        return "leave it out, or name what it depends on"

    def _words(self, node: tree.Node) -> str:
        return f"`{cut(self.opened.place(node).text)}`"


def _always(found: frozenset[bool]) -> str:
    return "always true" if True in found else "never true" if found else "never known"

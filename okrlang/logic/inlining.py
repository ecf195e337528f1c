"""Inlining: an expression with what it names by `define` written out in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from okrlang.logic.definitions import Definitions
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree
from okrlang.syntax.frozen import altered

Meant = Mapping[str, tree.Node]  # what the names of a define stand for, where it is written out
_Loop = tree.Quantifier | tree.Comprehension


def inlined(expression: tree.Expression, definitions: Definitions) -> tree.Expression:
    """The expression without defines; one that leads back to itself, or is asked wrongly, is left as it stands."""
    return cast("tree.Expression", _Inlining(definitions).node(expression, {}, ()))


class _Inlining:
    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions

    def node(self, node: tree.Node, meant: Meant, entered: tuple[str, ...]) -> tree.Node:
        """The node, where names of defines around it are meant so."""
        if isinstance(node, tree.Reference) and node.name in meant:
            return meant[node.name]
        if isinstance(node, tree.Reference) or (isinstance(node, tree.Call) and node.of is None):
            given = node.arguments if isinstance(node, tree.Call) else ()
            define = self.definitions.defines.get(node.name) if node.name not in entered else None
            if define is not None and len(given) == len(define.parameters):
                values = [self.node(argument, meant, entered) for argument in given]
                stands = {p.name.text: value for p, value in zip(define.parameters, values, strict=True)}
                return self.node(define.body, stands, (*entered, node.name))
        element, inside = tree.Reference(node.span, _unlike(getattr(node, "name", ""), meant)), meant
        if isinstance(node, _Loop):
            inside = {**meant, node.name: element}
        names = [name for name in type(node)._fields if name != "span"]
        parts: dict[str, object] = {
            name: self.part(getattr(node, name), meant if name == "items" else inside, entered) for name in names
        }
        if isinstance(node, _Loop):
            parts["name"] = element.name
        return altered(node, **parts)

    def part(self, part: object, meant: Meant, entered: tuple[str, ...]) -> object:
        """A part of a node: a node, several of them, or a word."""
        if isinstance(part, tuple):
            return tuple([self.part(each, meant, entered) for each in part])
        return self.node(part, meant, entered) if isinstance(part, tree.Node) else part


def _unlike(name: str, meant: Meant) -> str:
    """A name for the element of a loop that nothing written out around it speaks of."""
    taken = {n.name for node in meant.values() for n in postorder(node) if isinstance(n, tree.Reference)}
    while name in taken:
        name += "_"
    return name

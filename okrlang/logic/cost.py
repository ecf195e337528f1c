"""What an expression costs to evaluate, the defines that it uses counted in full."""

from __future__ import annotations

from collections.abc import Mapping

from okrlang.model.reading.expressions import children
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen

MOST_NODES = 2_000
MOST_TOGETHER = 200_000  # of all expressions of a workspace
MOST_LOOPS = 4
DEEPEST = 100


class Cost(Frozen):
    """How many nodes there are, how deep they nest, and how many loops stand within each other."""

    nodes: int = 0
    depth: int = 0
    loops: int = 0

    def too_much(self) -> str | None:
        """Why it is more than is allowed, if it is."""
        if self.nodes > MOST_NODES:
            return f"has more than {MOST_NODES} parts"
        if self.depth > DEEPEST:
            return f"is nested more than {DEEPEST} deep"
        return f"has more than {MOST_LOOPS} loops within each other" if self.loops > MOST_LOOPS else None


def cost(node: tree.Node, defines: Mapping[str, Cost]) -> Cost:
    """What a node costs, given what defines do."""
    parts = [cost(child, defines) for child in children(node)]
    if isinstance(node, tree.Reference | tree.Call):
        parts.append(defines.get(node.name, Cost()))
    return Cost(
        1 + sum(part.nodes for part in parts),
        1 + max((part.depth for part in parts), default=0),
        isinstance(node, tree.Quantifier | tree.Comprehension) + max((part.loops for part in parts), default=0),
    )

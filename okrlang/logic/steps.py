"""Steps: what the evaluation of expressions may cost, so that it always ends soon.

A step is an element that a loop visits, one that is added up or held against a value (four of those that are only
counted), or sixteen parts of what is asked of each element.
"""

from __future__ import annotations

from okrlang.logic.values import because
from okrlang.logic.world import World
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree

MOST = 20_000_000  # of one expression in one world
MOST_TOGETHER = 100_000_000  # of all that is asked of one world
FEW = 16  # elements or parts that come with the step that led to them
TOO_MANY = because("it would take too many steps to find out")


class Exhausted(Exception):  # noqa: N818  # no error: the expression as a whole is not known
    """That no steps are left."""


def spend(world: World, meter: object, steps: int) -> None:
    """Count steps of an expression, which has a meter of its own; it gives up where there are too many."""
    memory = world.memory
    spent, together = memory.get(meter, 0) + steps, memory.get(_TOGETHER, 0) + steps
    memory[meter], memory[_TOGETHER] = spent, together
    if spent > MOST or together > MOST_TOGETHER:
        raise Exhausted


def weight(*asked: tree.Node | None) -> int:
    """The steps that it takes to ask this once; what stands in defines counts where it is asked."""
    return 1 + sum(len(tuple(postorder(node))) for node in asked if node is not None) // FEW


_TOGETHER = "steps"

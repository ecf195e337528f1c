"""The syntax of a goal text: one class for each rule of `grammar/okr.lark`, in modules by its sections.

Every node knows its `span`; spans take no part in equality. A declaration holds its clauses in the order in which they
were written: what may stand once, what a name means and which unit a number has is for the model to say.
"""

# ruff: noqa: F403

from okrlang.syntax.tree.expressions import *
from okrlang.syntax.tree.goals import *
from okrlang.syntax.tree.literals import *
from okrlang.syntax.tree.measures import *
from okrlang.syntax.tree.node import *
from okrlang.syntax.tree.organization import *
from okrlang.syntax.tree.records import *
from okrlang.syntax.tree.rules import *
from okrlang.syntax.tree.sheet import *

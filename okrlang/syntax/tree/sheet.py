"""A text, parsed."""

from __future__ import annotations

from okrlang.syntax.frozen import Frozen
from okrlang.syntax.source import Source, Span
from okrlang.syntax.tree.node import Node


class Broken(Frozen):
    """A declaration that does not parse: what it declares is still known, so that references to it do not cascade.

    `kind` is the word of its head (`objective`, `metric`, …), `name` its name, `inner` are the names declared in it.
    """

    span: Span
    kind: str
    name: str
    inner: tuple[str, ...]


class Sheet(Frozen):
    """One text, parsed: its declarations in order, and those that were lost."""

    source: Source
    declarations: tuple[Node, ...]
    broken: tuple[Broken, ...]

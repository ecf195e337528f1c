"""Lark as an oracle: what its own parser makes of a text, built into the same tree by a walk of its own."""

from __future__ import annotations

from functools import cache
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from okrlang.syntax import tree
from okrlang.syntax.builder import Builder
from okrlang.syntax.compile import compiled
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.source import Source, Span


@cache
def grammar() -> Lark:
    """The grammar, compiled."""
    return compiled()  # type: ignore[no-any-return]


def oracle(source: Source, start: str = "declarations") -> tuple[Any, list[Diagnostic]] | None:
    """What Lark makes of a text and what is wrong with its literals, or nothing where Lark refuses it."""
    faults: list[Diagnostic] = []

    def expression(at: int, end: int) -> Any:
        inner = oracle(Source(source.path, " " * at + source.text[at:end]), "expression")
        if inner is None:
            faults.append(Diagnostic("syntax", "", Span(source, at, end)))
            return None
        faults.extend(inner[1])
        return inner[0]

    try:
        parsed = grammar().parse(source.text, start=start)
    except UnexpectedInput:
        return None
    built = _built(parsed, source, Builder(source, expression, faults))
    return built, faults


def _built(node: Any, source: Source, builder: Builder) -> Any:
    if not isinstance(node, Tree):
        return str(node) if isinstance(node, Token) else node
    children = [_built(child, source, builder) for child in node.children]
    name, meta = str(node.data), node.meta
    span = Span(source, getattr(meta, "start_pos", 0), getattr(meta, "end_pos", 0))
    method = Builder.__dict__.get(name) or Builder.__dict__.get(name + "_")
    if method is not None:
        return method(builder, span, *children)
    cls = getattr(tree, "".join(part.capitalize() for part in name.split("_")), None)
    if cls is not None:
        return cls(span, *children)
    all_words = node.children and all(isinstance(child, Token) for child in node.children)
    return " ".join(children) if all_words else tuple(children)

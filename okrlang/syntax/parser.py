"""The parser: from a text to its syntax, one declaration at a time."""

from __future__ import annotations

from typing import Any

from okrlang.syntax import tree
from okrlang.syntax.builder import Builder
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.source import Source, Span

_lark: list[Any] = []


def _load():
    if not _lark:
        from pathlib import Path

        from lark import Lark

        class Whole:
            always_accept = ("NAME",)

            def process(self, stream: Any) -> Any:
                return stream

        grammar = (Path(__file__).parents[2] / "grammar" / "okr.lark").read_text("utf-8")
        _lark.append(Lark(grammar, parser="lalr", strict=True, start=["declarations", "expression"], propagate_positions=True,
                          maybe_placeholders=True, postlex=Whole()))
    return _lark[0]


def _convert(node, source, builder, at=0):
    from lark import Token, Tree

    if isinstance(node, Token):
        return str(node)
    if not isinstance(node, Tree):
        return node
    children = [_convert(child, source, builder, at) for child in node.children]
    meta = node.meta
    span = Span(source, at + getattr(meta, "start_pos", 0), at + getattr(meta, "end_pos", 0))
    name = str(node.data)
    method = getattr(builder, name, None) or getattr(builder, name + "_", None)
    if method is not None and name not in ("expression", "fault", "source", "faults"):
        return method(span, *children)
    cls = getattr(tree, "".join(part.capitalize() for part in name.split("_")), None)
    if cls is not None:
        return cls(span, *children)
    if node.children and all(isinstance(c, Token) for c in node.children):
        return " ".join(children)
    return tuple(children)


def _run(source: Source, start: str, begin: int, end: int, faults: list[Diagnostic]) -> Any:
    from lark.exceptions import UnexpectedInput

    def expression(inner, stop):
        return _run(source, "expression", inner, stop, faults)

    builder = Builder(source, expression)
    try:
        parsed = _load().parse(source.text[begin:end], start=start)
    except UnexpectedInput as error:
        at = begin + max(error.pos_in_stream or 0, 0)
        faults.append(Diagnostic("syntax", "unexpected text", Span(source, at, min(at + 1, end))))
        return None
    result = _convert(parsed, source, builder, begin)
    faults += builder.faults
    return result


def parse(source: Source) -> tuple[tree.Sheet, tuple[Diagnostic, ...]]:
    """The declarations of a text, and what is wrong with it."""
    faults: list[Diagnostic] = []
    declarations = _run(source, "declarations", 0, len(source.text), faults) or ()
    return tree.Sheet(source, tuple(declarations), ()), tuple(faults)


def parse_expression(source: Source) -> tuple[tree.Expression | None, tuple[Diagnostic, ...]]:
    """The expression that a text is, and what is wrong with it."""
    faults: list[Diagnostic] = []
    return _run(source, "expression", 0, len(source.text), faults), tuple(faults)

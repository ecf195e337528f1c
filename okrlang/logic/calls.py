"""Calls before data: what functions, defines and methods take, and what they give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from okrlang.logic.calculation import of_function
from okrlang.logic.typed import LOST, Typed, are_comparable, kinds, of_field, phrase
from okrlang.logic.types import FUNCTIONS, METHODS
from okrlang.model.nearest import nearest
from okrlang.model.reading.complaints import listed, quoted
from okrlang.syntax import tree

if TYPE_CHECKING:
    from okrlang.logic.inference import Inference


def call(of: Inference, node: tree.Call) -> Typed:
    """`count(…)`, `shown(r)`, `kpi.level_on(r.date)`."""
    subject = of.value(node.of) if node.of is not None else None
    given = [of.value(argument) for argument in node.arguments]
    if subject is not None:
        return _method(of, node, subject, given)
    if node.name in of.definitions.defines:
        return defined(of, node.name, given, node)
    if node.name not in FUNCTIONS:
        close = nearest(node.name, (*sorted(FUNCTIONS), *of.definitions.defines))
        help = f"did you mean `{close}`?" if close else f"known are {quoted(sorted(FUNCTIONS), 'and')}"
        return of.fault("unknown-name", f"there is no function `{node.name}`", node.span, help)
    made = of_function(node.name, given)
    of.reads.timely |= isinstance(made, Typed) and given[0].types == ("metric",) and not given[0].many
    return of.made(made, node)


def defined(of: Inference, name: str, given: Sequence[Typed], node: tree.Node) -> Typed:
    """What a define gives; one that was complained about makes what uses it broken."""
    of.used.add(name)
    meaning = of.meaning(name)
    if meaning is None:
        of.broken = True
        return LOST
    of.reads.timely |= meaning.reads.timely
    of.reads.cycle |= meaning.reads.cycle
    return meaning.gives if _takes(of, node, meaning.takes, given) else LOST


def _method(of: Inference, node: tree.Call, subject: Typed, given: Sequence[Typed]) -> Typed:
    if subject.lost:
        return LOST
    methods = [METHODS.get(name, {}) for name in subject.types]
    if subject.many or not all(node.name in known for known in methods):
        close = nearest(node.name, methods[0])
        help = f"did you mean `{close}`?" if close else None
        return of.fault("unknown-name", f"{phrase(subject)} cannot be asked for `{node.name}`", node.span, help)
    method = methods[0][node.name]
    of.reads.timely |= method.gives.measured
    takes = tuple(of_field(taken, LOST) for taken in method.takes)
    return of_field(method.gives, subject) if _takes(of, node, takes, given) else LOST


def _takes(of: Inference, node: tree.Node, takes: Sequence[Typed], given: Sequence[Typed]) -> bool:
    """Whether what is given is what is taken; a complaint where it is not."""
    if len(takes) != len(given):
        asked = listed(map(phrase, takes), "and") if takes else "nothing"
        of.fault("wrong-arguments", f"`{node.span.text}` should be given {asked}", node.span)
        return False
    arguments = node.arguments if isinstance(node, tree.Call) else ()
    for wanted, found, argument in zip(takes, given, arguments, strict=True):
        if not found.lost and not _fits(found, wanted):
            message = f"`{argument.span.text}` is {phrase(found)}, where {phrase(wanted)} is asked for"
            of.fault("type-mismatch", message, argument.span)
            return False
    return not any(each.lost for each in given)


def _fits(found: Typed, wanted: Typed) -> bool:
    """Whether a value can be given where a type is asked for: all that it may be is that."""
    if found.many or found.is_condition != wanted.is_condition:
        return False
    if wanted.is_numeric:
        return found.is_numeric and (wanted.types == ("quantity",) or are_comparable(found, wanted))
    return kinds(found.types) <= kinds(wanted.types)

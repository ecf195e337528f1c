"""Calls before data: what functions, defines and methods take, and what they give."""

from __future__ import annotations

from collections.abc import Sequence

from okrlang.logic.calculation import comes_in_several_units, is_unsure, of_function
from okrlang.logic.facts import path
from okrlang.logic.phrases import asked, phrase, plural, shown
from okrlang.logic.scope import Scope
from okrlang.logic.typed import LOST, Typed, are_comparable, is_scale_of, kinds, of_field, rebased
from okrlang.logic.types import FUNCTIONS, LISTS, METHODS
from okrlang.model.reading.complaints import listed, quoted
from okrlang.syntax import tree
from okrlang.syntax.frozen import altered
from okrlang.syntax.nearest import nearest


def call(of: Scope, node: tree.Call) -> Typed:
    """`count(…)`, `shown(r)`, `kpi.level_on(r.date)`."""
    subject = of.value(node.of) if node.of is not None else None
    given = [of.value(argument) for argument in node.arguments]
    if subject is not None:
        return _method(of, node, subject, given)
    if node.name in of.definitions.defines:
        return defined(of, node.name, given, node)
    if node.name not in FUNCTIONS:
        return _no_function(of, node)
    made = of.made(of_function(node.name, given), node)
    if made.lost:
        return LOST
    of.reads.timely |= given[0].types == ("metric",) and not given[0].many
    if comes_in_several_units(node.name, given):
        of.doubt(node, f"each number in `{shown(node.arguments[0])}`")
    elif node.name == "difference" and is_unsure("-", *given):
        of.unsure(node, *zip(node.arguments, given, strict=True))
    return of.settled(made)


def _no_function(of: Scope, node: tree.Call) -> Typed:
    meaning = "variable" if node.name in of.names else of.definitions.meaning(node.name)
    if meaning != "word":
        message = f"`{node.name}` is not asked of anything"
        return of.fault("wrong-arguments", message, node.span, f"write `{node.name}` by itself")
    close = nearest(node.name, (*sorted(FUNCTIONS), *of.definitions.defines))
    help = f"did you mean `{close}`?" if close else f"known are {quoted(sorted(FUNCTIONS), 'and')}"
    return of.fault("unknown-name", f"there is no function `{node.name}`", node.span, help)


def defined(of: Scope, name: str, given: Sequence[Typed], node: tree.Node) -> Typed:
    """What a define gives; one that was complained about makes what uses it broken."""
    of.used.add(name)
    meaning = of.meaning(name)
    if meaning is None:
        of.broken = True
        return LOST
    of.reads.also(meaning.reads)
    if not _takes(of, node, meaning.takes, given):
        return LOST
    return of.settled(altered(meaning.gives, scale=_outside(of, name, meaning.gives.scale, node)))


def _outside(of: Scope, name: str, scale: str | None, node: tree.Node) -> str | None:
    """The scale of what a define gives, as it is called where it is used."""
    arguments = node.arguments if isinstance(node, tree.Call) else ()
    for parameter, argument in zip(of.definitions.defines[name].parameters, arguments, strict=True):
        if is_scale_of(scale, parameter.name.text):
            return rebased(scale, path(argument))
    return scale


def _method(of: Scope, node: tree.Call, subject: Typed, given: Sequence[Typed]) -> Typed:
    if subject.lost:
        return LOST
    methods = [METHODS.get(name, {}) for name in subject.types]
    if subject.many or not all(node.name in known for known in methods):
        return _no_method(of, node, subject)
    method = methods[0][node.name]
    of.reads.timely |= method.gives.measured
    takes = tuple(of_field(taken, LOST) for taken in method.takes)
    if not _takes(of, node, takes, given):
        return LOST
    gives = of_field(method.gives, subject)
    return altered(gives, scale=subject.scale) if gives.types == ("limits",) else gives


def _no_method(of: Scope, node: tree.Call, subject: Typed) -> Typed:
    assert node.of is not None
    what, some = shown(node.of), [name for name in subject.types if node.name in METHODS.get(name, {})]
    if subject.many:
        help: str | None = f"ask each of them: `some x in {what} satisfies x.{node.name}(…)`"
    elif some:
        help = f"ask first: `{listed((f'{what} is {asked(name)}' for name in some), 'or')}`"
    elif node.name in FUNCTIONS or node.name in of.definitions.defines:
        help = f"`{node.name}` stands before what it is asked of: `{node.name}({what})`"
    else:
        close = nearest(node.name, (name for known in METHODS.values() for name in known))
        help = f"did you mean `{close}`?" if close else None
    only = f", only {listed(map(plural, some), 'and')}" if some else ""
    return of.fault("unknown-name", f"{phrase(subject)} cannot be asked for `{node.name}`{only}", node.span, help)


def _takes(of: Scope, node: tree.Node, takes: Sequence[Typed], given: Sequence[Typed]) -> bool:
    """Whether what is given is what is taken; a complaint where it is not."""
    if len(takes) != len(given):
        wanted = listed(map(phrase, takes), "and") if takes else "nothing"
        name = getattr(node, "name", "")
        help = (
            f"write `{name}({', '.join(_example(taken) for taken in takes)})`" if takes else f"write `{name}` by itself"
        )
        of.fault("wrong-arguments", f"`{shown(node)}` should be given {wanted}", node.span, help)
        return False
    arguments = node.arguments if isinstance(node, tree.Call) else ()
    for wanted_type, found, argument in zip(takes, given, arguments, strict=True):
        if not found.lost and not _fits(found, wanted_type):
            message = f"`{shown(argument)}` is {phrase(found)}, where {phrase(wanted_type)} is asked for"
            of.fault("type-mismatch", message, argument.span)
            return False
    return not any(each.lost for each in given)


def _example(taken: Typed) -> str:
    """A short name for something of a type: `k` for a key result."""
    name = "party" if taken.types and len(taken.types) > 1 else taken.types[0] if taken.types else "x"
    return "k" if name == "key_result" else name[0] if name in _NAMED else name


_NAMED = frozenset(listed.types[0] for listed in LISTS.values())


def _fits(found: Typed, wanted: Typed) -> bool:
    """Whether a value can be given where a type is asked for: all that it may be is that."""
    if found.many or found.is_condition != wanted.is_condition:
        return False
    if wanted.is_duration:
        return found.is_duration and found.whole
    if wanted.is_numeric:
        return found.is_numeric and (wanted.types == ("quantity",) or are_comparable(found, wanted))
    return kinds(found.types) <= kinds(wanted.types)

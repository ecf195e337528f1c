"""Escapes: checks that would pass because nothing was recorded, or because nothing was declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from okrlang.logic.opened import Opened
from okrlang.logic.phrases import cut, shown
from okrlang.logic.silence import Effect, Help, Silence
from okrlang.model.reading.complaints import Complaints
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree
from okrlang.syntax.source import Span

IsRecorded = Callable[[tree.Node], bool]


def find_escapes(checks: Iterable[tree.Node], where: tree.Node | None, opened: Opened, complaints: Complaints) -> None:
    """Complain about each condition of a rule with which empty lists of records help a check to pass."""
    silence = Silence(opened.typed)
    picked = silence.effect(where, True) if where is not None else Effect()
    said: set[Span] = set()
    for check in checks:
        for help in silence.effect(check).true:
            place = opened.place(help.condition)
            if help.items not in picked.not_true and place not in said:
                said.add(place)
                how = "leaves out what has no records, so that this would pass" if help.picks else "would pass"
                message = f"`{cut(place.text)}` {how} where nothing was recorded"
                complaints.error("passes-without-records", message, place, _advice(help, opened.typed(help.items).many))


def _advice(help: Help, is_list: bool) -> str:
    items = shown(help.items)
    recorded = f"count({items}) >= 1" if is_list else f"{items} is present"
    if help.picks:
        return f"ask `{recorded}` behind `satisfies`, or in the `where` of the rule itself"
    if isinstance(help.condition, tree.Quantifier):
        return f"`no x in {items} satisfies …` asks that something is recorded"
    if isinstance(help.condition, tree.In) and help.condition.items is help.items:
        return f"ask that something is recorded, `{recorded}`, or write `no x in {items} satisfies …`"
    if is_list:
        return f"`no` and `at most` ask that something is recorded; or ask as well that `{recorded}`"
    return f"ask that `{recorded}`, or let the rule apply only where it is"


def find_empty_lists(
    conditions: Sequence[tree.Node], where: tree.Node | None, is_recorded: IsRecorded, complaints: Complaints
) -> None:
    """Say where a condition is true because a list of declared things is empty, and nobody counts that list."""
    nodes = [node for condition in conditions for node in postorder(condition)]
    guards = [*nodes, *(postorder(where) if where is not None else ())]
    counted = [node.arguments[0] for node in guards if isinstance(node, tree.Call) and node.name == "count"]
    for node in nodes:
        if isinstance(node, tree.Quantifier) and node.kind in ("every", "no", "at most"):
            if isinstance(node.items, tree.ListOf) or is_recorded(node.items) or node.items in counted:
                continue
            items = shown(node.items)
            message = f"`{shown(node)}` is true where `{items}` is empty"
            complaints.info("empty-list", message, node.span, f"where that should not pass, add `count({items}) >= 1`")

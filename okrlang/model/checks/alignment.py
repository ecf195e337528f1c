"""Circles of goals that support each other, and of units that are part of each other."""

from __future__ import annotations

from collections.abc import Iterable

from okrlang.model.reading.circles import in_order, way_round
from okrlang.model.reading.draft import Draft
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related
from okrlang.syntax.frozen import altered
from okrlang.syntax.source import Span


def check_alignment(draft: Draft) -> None:
    """Complain about goals and units that stand, in the end, above themselves."""
    supports = {o.id: tuple(_objectives(o.supports, draft)) for o in draft.objectives.values()}
    for knot in in_order(supports)[1]:
        circle = way_round(knot, supports)
        spans = [_support(id, above, draft) for id, above in zip(circle, (*circle[1:], circle[0]), strict=True)]
        _complain("alignment-cycle", circle, "supports", spans, draft)
    parts = {u.id: (u.part_of,) if u.part_of else () for u in draft.units.values()}
    for circle in in_order(parts)[1]:
        spans = [_part(id, draft) for id in circle]
        _complain("unit-cycle", circle, "is part of", spans, draft)
        draft.units[circle[0]] = altered(draft.units[circle[0]], part_of=None)  # so that nobody goes round for ever


def _objectives(ids: Iterable[str], draft: Draft) -> Iterable[str]:
    """The objectives that are lifted: who supports a key result supports its objective."""
    for id in ids:
        key_result = draft.key_results.get(id)
        if key_result:
            yield key_result.objective
        elif id in draft.objectives:
            yield id


def _support(id: str, above: str, draft: Draft) -> Span:
    """Where an objective says that it supports another, or something of it."""
    clause = draft.written["objective", id].one(tree.Supports)
    paths = clause.paths if clause else ()
    found = (p.span for p in paths if p.parts[0] == above or (above == id and f"{id}.{p.text}" in draft.key_results))
    return next(found, draft.objectives[id].span)


def _part(id: str, draft: Draft) -> Span:
    clause = draft.written["unit", id].one(tree.PartOf)
    return clause.span if clause else draft.units[id].span


def _complain(name: str, circle: tuple[str, ...], does: str, spans: list[Span], draft: Draft) -> None:
    first, *others = circle
    way = f", which {does} ".join(f"`{id}`" for id in (*others, first))
    draft.complaints.error(
        name,
        f"`{first}` {does} {way}",
        spans[0],
        "nothing stands above itself: take one of them out",
        [Related(f"`{id}` {does} the next", span) for id, span in zip(others, spans[1:], strict=True)],
    )

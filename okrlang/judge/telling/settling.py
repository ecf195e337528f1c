"""Settling: what would have to be there so that something is known that is not known now."""

from __future__ import annotations

from collections.abc import Iterable

from okrlang.judge.telling import labels
from okrlang.judge.telling.found import Lack
from okrlang.judge.telling.grammar import a
from okrlang.judge.telling.naming import called, is_thing
from okrlang.judge.world import GoalWorld
from okrlang.logic.doubt import LATER
from okrlang.logic.types import LISTS
from okrlang.logic.values import Reason
from okrlang.model.workspace import KeyResult, Kpi, Metric

_KINDS = ("key_result", "kpi", "metric", "objective", "unit", "initiative", "record")
_RECORDS = {name: field.types[0] for name, field in LISTS.items() if field.records and len(field.types) == 1}
_HISTORY = "the revision history of the goal files, which this version of okrlang does not read yet"
_OF_HISTORY = frozenset({"limits", "assurance", "signal", "chance", "fired_share"})
_LATER = "nothing that you can write today: this version of okrlang does not compute it yet"


def settled_by(lacks: Iterable[Lack], world: GoalWorld) -> tuple[str, ...]:
    """What evidence would settle what is not known, one sentence each, the same never twice."""
    return tuple(dict.fromkeys(said for lack in lacks for said in _settled_by(lack, world)))


def _settled_by(lack: Lack, world: GoalWorld) -> tuple[str, ...]:
    if lack.listed:
        return (_record(lack, world),)
    return tuple(_reason(reason, world) for reason in lack.unknown.reasons) or ("nothing that okrlang could name",)


def _record(lack: Lack, world: GoalWorld) -> str:
    """What should have been recorded."""
    whose = called(lack.of, world) if is_thing(lack.of) else ""
    if lack.listed in _RECORDS and lack.listed not in ("check_ins", "attestations", "waivers", "records"):
        covers = f" that covers {whose}" if whose else ""
        return f"{a(labels.kind((_RECORDS[lack.listed],)))}{covers}, written down and dated by {world.as_of}"
    if lack.listed == "check_ins":
        return f"a check-in on {whose or 'it'}, dated by {world.as_of}"
    if lack.listed == "changes":
        return _HISTORY
    types = (world.type_of(lack.of),) if is_thing(lack.of) else ()
    return f"at least one {labels.of_many(types, lack.listed, False).format(whose or 'it')}"


def _reason(reason: Reason, world: GoalWorld) -> str:
    """What would do away with a reason."""
    if "history" in reason.why:
        return _HISTORY
    if reason.field in LATER:
        return _LATER
    if reason.field in _OF_HISTORY:
        return f"more figures: {reason.why}"
    thing = _thing(reason.subject, world)
    if reason.why == "it was left out" and reason.subject:
        return f"{_written(reason.field)} of `{reason.subject}`{_at(thing)}"
    if "comes with the close" in reason.why or "is still to come" in reason.why:
        return f"time: {reason.why}"
    if "confidential" in reason.why:
        return f"the number itself{_at(thing)}, which is confidential"
    if isinstance(thing, KeyResult | Kpi | Metric):
        return _figure(thing, world)
    return reason.why


def _written(field: str) -> str:
    return f"the {labels.noun(field)}, written as `{field.replace('_', ' ')}`," if field else "a value"


def _thing(name: str, world: GoalWorld) -> object | None:
    workspace = world.facts.workspace
    found = (workspace.find(kind, name) for kind in _KINDS)
    return next((thing for thing in found if thing is not None), None)


def _at(thing: object | None) -> str:
    span = getattr(thing, "span", None)
    return f" ({span.path}:{span.line})" if span is not None else ""


def _figure(thing: KeyResult | Kpi | Metric, world: GoalWorld) -> str:
    """A figure that is missing: a row of its source, a value written by hand, or a check-in."""
    metric = world.facts.workspace.find("metric", thing.metric or "") if not isinstance(thing, Metric) else thing
    if isinstance(metric, Metric):
        source = world.facts.workspace.find("source", metric.source or "")
        path = getattr(source, "path", None)
        if path:
            where = f" where {' '.join(metric.where.span.text.split())}" if metric.where is not None else ""
            return f"a row of {path}{where}, dated by {world.as_of}"
        if metric.source:
            return f"a row of the source `{metric.source}`, dated by {world.as_of}"
        if metric.formula is not None:
            return f"values of what `{metric.id}` is computed from{_at(metric)}"
        if metric.values:
            return f"a value of `{metric.id}`, written by hand{_at(metric)}"
    if isinstance(thing, KeyResult):
        return f"a check-in that reports `{thing.id}`, dated by {world.as_of}"
    return f"a source, a formula or values of `{thing.id}`{_at(thing)}"

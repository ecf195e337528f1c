"""Dated records: what was told, planned, decided, reviewed, learnt and changed."""

from __future__ import annotations

from collections.abc import Iterable

from okrlang.model.reading import numbers
from okrlang.model.reading.clauses import Clauses, called
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.moments import moment
from okrlang.model.reading.parts import approval, because, evidence, parties, party, wording
from okrlang.model.workspace import Record, WrittenChange, WrittenScore
from okrlang.syntax import tree

COVERED = ("objective", "key_result", "kpi", "initiative", "priority")
_GOALS = ("objective", "key_result")
_RESTED_ON = ("kpi", "metric", "objective", "key_result")
_CHANGED = {
    **dict.fromkeys(("target", "baseline", "bound", "scope", "tiers"), ("key_result",)),
    **dict.fromkeys(("filter", "take", "definition", "tolerance"), ("metric",)),
    "bands": ("kpi",),
    "due": ("key_result", "initiative"),
    "weight": ("key_result",),
    "owner": ("objective", "key_result", "kpi", "initiative"),
    "provided": _GOALS,
    "dropping": _GOALS,
    "params": ("param",),
}
_PLACES: dict[type[tree.Node], tuple[str, ...]] = {
    tree.Scored: ("review", "evaluation"),
    tree.JudgesRelevance: ("review",),
    tree.Changes: ("refinement",),
    tree.Keeps: ("refinement",),
}


def read_records(nodes: Iterable[tree.Record], draft: Draft) -> None:
    """Enter the records, those without a name under their kind and date."""
    numbered: dict[str, int] = {}
    for node in nodes:
        id = node.name.text if node.name else _unnamed(node, numbered, draft)
        draft.records[id] = _record(id, node, draft)


def _unnamed(node: tree.Record, numbered: dict[str, int], draft: Draft) -> str:
    """`review-2026-08-15`, `review-2026-08-15-2`, …"""
    stem = f"{node.kind}-{node.day.value}"
    while True:
        numbered[stem] = count = numbered.get(stem, 0) + 1
        id = stem if count == 1 else f"{stem}-{count}"
        if draft.names.get("record", id) is None:
            return id


def _record(id: str, node: tree.Record, draft: Draft) -> Record:
    clauses = draft.clauses("record", id, node.clauses)
    _check_places(node, clauses, draft)
    covers, rests_on, answers = clauses.one(tree.Covers), clauses.one(tree.RestsOn), clauses.one(tree.Answers)
    audience, others, owner = clauses.one(tree.Audience), clauses.one(tree.With), clauses.one(tree.Owner)
    due, done, budget = clauses.one(tree.Due), clauses.one(tree.Done), clauses.one(tree.Budget)
    outcome = clauses.one(tree.Outcome)
    return Record(
        id,
        node.kind,
        node.title.value if node.title else id,
        node.day.value,
        party(node.by, draft) if node.by else None,
        references(covers.paths if covers else (), COVERED, draft),
        parties(audience.parties if audience else (), draft),
        evidence(clauses, draft),
        wording(outcome.text, draft) if outcome else None,
        _rests_on(rests_on.paths if rests_on else (), draft),
        references(answers.paths if answers else (), ("record",), draft),
        party(owner.owner, draft) if owner else None,
        parties(others.parties if others else (), draft),
        moment(due.day, draft) if due else None,
        moment(done.day, draft) if done and done.day else None,
        numbers.money(budget.amount, draft) if budget else None,
        tuple(score for clause in clauses.all(tree.Scored) if (score := _score(clause, draft))),
        tuple(change for clause in clauses.all(tree.Changes) if (change := _change(clause, draft))),
        references((clause.path for clause in clauses.all(tree.Keeps)), (*_GOALS, "kpi"), draft),
        clauses.has(tree.JudgesRelevance),
        because(clauses, draft),
        approval(clauses, draft),
        node.span,
    )


def _check_places(node: tree.Record, clauses: Clauses, draft: Draft) -> None:
    """Scores stand in reviews and evaluations, changes in refinements."""
    for kind, places in _PLACES.items():
        for clause in clauses.all(kind):
            if node.kind not in places:
                message = f"`{called(clause)}` cannot stand in this record, which is of the kind `{node.kind}`"
                help = f"it stands in {' or '.join(f'`{place}`' for place in places)}"
                draft.complaints.error("misplaced-property", message, clause.span, help)


def references(paths: Iterable[tree.Path], kinds: tuple[str, ...], draft: Draft) -> tuple[str, ...]:
    """The ids that paths mean, each once."""
    found = (draft.names.find(path, kinds) for path in paths)
    return tuple(dict.fromkeys(declared.id for declared in found if declared))


def _rests_on(paths: Iterable[tree.Path], draft: Draft) -> tuple[str, ...]:
    """What a decision rests on; a KPI called like its own metric is meant as the KPI."""
    ids: list[str] = []
    for path in paths:
        kpi = draft.kpis.get(path.text)
        own = kpi is not None and kpi.metric == path.text
        ids += references((path,), tuple(k for k in _RESTED_ON if k != "metric") if own else _RESTED_ON, draft)
    return tuple(dict.fromkeys(ids))


def _score(clause: tree.Scored, draft: Draft) -> WrittenScore | None:
    of = draft.names.find(clause.of, _GOALS)
    value = numbers.share(clause.value, "score", draft) if clause.value else None
    projected = numbers.share(clause.projected, "score", draft) if clause.projected else None
    if of is None or (clause.value and value is None):
        return None
    return WrittenScore(of.id, value, projected, wording(clause.cause, draft) if clause.cause else None, clause.span)


def _change(clause: tree.Changes, draft: Draft) -> WrittenChange | None:
    if clause.what == "params":  # a param may be the packs' own, which the workspace does not know
        of: str | None = clause.of.text
    else:
        found = draft.names.find(clause.of, _CHANGED[clause.what])
        of = found.id if found else None
    if of is None:
        return None
    start, end = (node.span.text if node is not None else None for node in (clause.start, clause.end))
    return WrittenChange(of, clause.what, start, end, clause.span)

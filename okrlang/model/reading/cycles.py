"""Cycles: periods in which goals run, declared with their rhythm or only named."""

from __future__ import annotations

from okrlang.model.calendar import Period, through
from okrlang.model.reading.clauses import Clauses
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.moments import dates, length, pause, rhythm
from okrlang.model.reading.parts import title
from okrlang.model.workspace import Cycle
from okrlang.syntax import tree


def read_cycle(node: tree.Cycle, draft: Draft) -> None:
    """Enter a declared cycle; one without days is lost."""
    id = node.name.text
    clauses = draft.clauses("cycle", id, node.clauses)
    period = _period(node, clauses, draft)
    if period is None:
        draft.names.lose("cycle", id, node.name.span)
        return
    check_in, review = clauses.one(tree.CheckInEvery), clauses.one(tree.ReviewEvery)
    within, policy = clauses.one(tree.CommunicateWithin), clauses.one(tree.UsesPolicy)
    draft.cycles[id] = Cycle(
        id,
        title(node.name, node.title),
        period,
        rhythm(check_in.rhythm, draft) if check_in else None,
        rhythm(review.rhythm, draft) if review else None,
        length(within.amount, draft) if within else None,
        tuple(days for clause in clauses.all(tree.Pause) if (days := pause(clause, draft))),
        draft.names.find_outside(policy.policy, "policy", draft.known.policies) if policy else None,
        clauses.has(tree.RollsUp),
        True,
        node.span,
    )


def _period(node: tree.Cycle, clauses: Clauses, draft: Draft) -> Period | None:
    """The days of a cycle: written, or those of the period that it is named by."""
    written = clauses.one(tree.Dates)
    named = _named_period(node.name, draft) if isinstance(node.name, tree.PeriodName) else None
    if written is None:
        if isinstance(node.name, tree.Name):
            draft.complaints.error(
                "cycle-without-dates",
                f"cycle `{node.name.text}` has no days",
                node.name.span,
                "write `from 2026-07-01 to 2026-09-30`, or name it by a period: `2026-Q3`",
            )
        return named
    before = len(draft.complaints)
    first, last = dates(written, draft)
    if first and last:
        period = through(first, last, node.name.text)
        if named and draft.calendar_known and named != period:
            draft.complaints.error(
                "contradicting-properties",
                f"`{named}` is {named.start} to {named.last}, and its days are written otherwise",
                written.span,
                "leave the days away, or give the cycle a name of its own",
            )
            return named
        return period
    if len(draft.complaints) == before:
        message = f"the days of cycle `{node.name.text}` are not known yet"
        draft.complaints.error(
            "cycle-without-dates", message, written.span, "a cycle begins and ends on days that are known"
        )
    return named


def _named_period(name: tree.PeriodName, draft: Draft) -> Period | None:
    period = draft.calendar.period(name.text)
    if period is None:
        draft.complaints.error(
            "bad-period",
            f"there is no period `{name.text}`",
            name.span,
            "periods are written `2026`, `2026-H1`, `2026-Q3`, `2026-09` or `2026-W05`",
        )
    return period


def cycle_of(name: tree.CycleRef, draft: Draft) -> Cycle | None:
    """The cycle that a goal names; a period need not be declared."""
    declared = draft.cycles.get(name.text)
    if declared:
        return declared
    if isinstance(name, tree.Name) or draft.names.get("cycle", name.text):
        draft.names.find(tree.Path(name.span, (name.text,)), ("cycle",))
        return None
    period = _named_period(name, draft)
    if period is None:
        return None
    cycle = Cycle(name.text, name.text, period, None, None, None, (), None, False, False, name.span)
    draft.cycles[name.text] = cycle
    return cycle

"""Whether what stands in a key result goes with its form."""

from __future__ import annotations

from okrlang.model.reading.clauses import Clauses, called
from okrlang.model.reading.draft import Draft
from okrlang.model.workspace import Keep, KeyResult, Metric, Reach
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related

_WITHOUT_NUMBERS = frozenset({"milestones", "zones", "establish"})


def check_form(key_result: KeyResult, draft: Draft) -> None:
    """Complain about a metric of which nothing is asked, and about numbers where none is to be reached."""
    clauses = draft.written["key_result", key_result.id]
    uses = clauses.one(tree.UsesMetric)
    milestones = clauses.all(tree.Milestone)
    if uses and key_result.kind == "milestones" and not milestones:
        if key_result.metric and not (key_result.dropped or key_result.carried):
            message = f"nothing is asked of metric `{uses.metric.text}`"
            help = "say what is to be reached: `from 4% to 2%`, `at least 80`, `keep at most 30 min in every week`, …"
            draft.complaints.error("form-missing", message, uses.span, help)
        return  # whatever else stands there waits for the form
    if uses and key_result.kind in ("milestones", "zones"):
        message = f"metric `{uses.metric.text}` is not used: a key result by {key_result.kind} has no number"
        draft.complaints.warning(
            "misplaced-property", message, uses.span, "leave it away, or make a key result of its own"
        )
    if key_result.kind in _WITHOUT_NUMBERS:
        for clause in (*clauses.all(tree.Tier), *clauses.all(tree.Expect)):
            message = f"`{called(clause)}` cannot stand here: this key result has no number to reach"
            draft.complaints.error("misplaced-property", message, clause.span)
    _check_idle(key_result, clauses, draft)
    _check_titles(milestones, draft)


def _check_idle(key_result: KeyResult, clauses: Clauses, draft: Draft) -> None:
    """Warn of tiers and points of a path that say nothing of the form they stand with."""
    bounds = [form.bound for form in key_result.forms if isinstance(form, Reach | Keep)]
    for tier in clauses.all(tree.Tier) if any(bound.upper for bound in bounds) else ():
        message = f"`{called(tier)}` says nothing here: a band has two ends, and is reached or not"
        draft.complaints.warning("misplaced-property", message, tier.span, "leave it away")
    if bounds and not _adds_up(key_result, draft.metric(key_result.metric)):
        for point in clauses.all(tree.Expect):
            message = f"`{called(point)}` says nothing here: `{bounds[0].span.text}` holds or not, nothing leads to it"
            help = f"for a path write `from … to {bounds[0].value.span.text}`"
            draft.complaints.warning("misplaced-property", message, point.span, help)


def _adds_up(key_result: KeyResult, metric: Metric | None) -> bool:
    """Whether it is a number to be reached that adds up over the cycle, so that a part of it is a part of the way."""
    if metric is None or metric.window or metric.aggregate not in ("sum", "count", "distinct"):
        return False
    return all(isinstance(form, Reach) and form.bound.relation == "at least" for form in key_result.forms)


def _check_titles(milestones: tuple[tree.Milestone, ...], draft: Draft) -> None:
    first: dict[str, tree.Milestone] = {}
    for milestone in milestones:
        before = first.setdefault(milestone.title.value, milestone)
        if before is not milestone:
            message = f"there are two milestones `{milestone.title.value}`"
            related = (Related("the first stands here", before.title.span),)
            draft.complaints.error(
                "doubled-name", message, milestone.title.span, "give one of them another title", related
            )

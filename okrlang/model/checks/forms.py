"""Whether what stands in a key result goes with its form."""

from __future__ import annotations

from okrlang.model.reading.clauses import called
from okrlang.model.reading.draft import Draft
from okrlang.model.workspace import KeyResult
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
    _check_titles(milestones, draft)


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

"""Fields of objectives and initiatives."""

from __future__ import annotations

from okrlang.judge.facts import Facts, unknown
from okrlang.judge.fields import Fields, Methods
from okrlang.judge.fields.about import RECORDS, REVIEWED, ended_on, evaluated_score, past, provided, supported_by
from okrlang.judge.fields.common import COMMON, by_now, numbered, party_of
from okrlang.judge.fields.measured import CHANGES, NO_FIGURES, bound, figure, progress, status, status_on, status_since
from okrlang.judge.identity import owned_by
from okrlang.judge.planning import money_of, people_of
from okrlang.logic.reader import Attribute, Table
from okrlang.logic.values import Unknown, Value
from okrlang.model import quantity
from okrlang.model.workspace import Approval, CheckIn, Initiative, KeyResult, Objective


def _told_by(facts: Facts, objective: Objective) -> Value:
    """The last day on which telling of it is in time: so long after it began."""
    cycle = facts.ties.cycle_of(objective)
    if cycle is None or objective.start is None:
        return None
    within = facts.duration(cycle.communicate_within, "communicate_within")
    return within if isinstance(within, Unknown) else within.after(objective.start)


def _approved(facts: Facts, objective: Objective) -> Approval | None:
    """The approval, unless it is dated ahead."""
    approval = objective.approved
    return approval if approval and (approval.on is None or approval.on <= facts.as_of) else None


def _lenient(facts: Facts, objective: Objective) -> Value:
    """Whether its status policy calls on track what no policy may."""
    if facts.scores is None:
        return unknown(objective.id, "lenient", NO_FIGURES)
    return facts.scores.policy(objective).is_lenient


def _check_ins(facts: Facts, objective: Objective) -> tuple[CheckIn, ...]:
    """The check-ins on its key results."""
    return tuple(c for k in objective.key_results for c in facts.mentions.reports(k.id))


OBJECTIVE: Fields = {
    **COMMON,
    **RECORDS,
    **REVIEWED,
    **CHANGES,
    "rank": Table(lambda facts: facts.organization.rank_by_objective),
    "cycle": Table(lambda facts: facts.ties.cycle_by_objective),
    "kind": Attribute("kind"),
    "supports": Table(lambda facts: facts.ties.above_by_objective),
    "supported_by": supported_by,
    "ancestors": lambda facts, o: facts.ties.ancestors(o),
    "descendants": lambda facts, o: facts.ties.descendants(o),
    "depth": lambda facts, o: numbered(facts.alignment.depth(o)),
    "circular": lambda facts, o: facts.alignment.is_circular(o),
    "key_results_set": lambda _, o: o.key_results,
    "lenient": _lenient,
    "dangling": lambda facts, o: facts.alignment.dangling(o),
    "stands_alone": Attribute("stands_alone"),
    "approved": _approved,
    "policy": Attribute("policy"),
    "provided": provided,
    "key_results": Table(lambda facts: facts.ties.key_results_by_objective),
    "initiatives": Attribute("initiatives"),
    "start": Attribute("start"),
    "due": Attribute("due"),
    "past": past,
    "told_by": _told_by,
    "check_ins": _check_ins,
    "written_scores": lambda facts, o: facts.mentions.scores_of(o.id),
    "evaluated_score": evaluated_score,
    "state": lambda facts, o: facts.ties.state(o),
    "left": ended_on,
    "progress": progress,
    "low": bound("low"),
    "high": bound("high"),
    "status": status,
    "status_since": status_since,
    "score": figure("score", numbered),
}
OBJECTIVE_METHODS: Methods = {"owned_by": owned_by, "status_on": status_on}
APPROVAL: Fields = {"by": lambda facts, approval: party_of(facts, approval.by), "date": Attribute("on")}


# --- initiatives ------------------------------------------------------------------------------------------------------


def _advances(facts: Facts, initiative: Initiative) -> tuple[KeyResult, ...]:
    found = (facts.workspace.find("key_result", name) for name in initiative.advances)
    return tuple(k for k in found if isinstance(k, KeyResult) and facts.ties.is_open(k))


def _work(facts: Facts, initiative: Initiative) -> str | None:
    """The state of the work; what is done on a day still to come is in progress."""
    if initiative.done is not None:
        return "done" if initiative.done <= facts.as_of else "in_progress"
    return initiative.state


def _allocates(_: Facts, initiative: Initiative) -> tuple[str, ...]:
    return (*(quantity.text(amount) for amount in initiative.amounts), *initiative.items)


INITIATIVE: Fields = {
    **COMMON,
    "objective": lambda facts, i: facts.ties.objective_of(i),
    "advances": _advances,
    "from": Attribute("start"),
    "to": Attribute("end"),
    "due": Attribute("due"),
    "done": lambda facts, i: by_now(facts, i.done),
    "state": _work,
    "budget": lambda _, i: money_of(i.amounts),
    "people": lambda _, i: people_of(i.amounts),
    "allocates": _allocates,
}
INITIATIVE_METHODS: Methods = {"owned_by": owned_by}

"""Fields that objectives, key results and KPIs share: the records that concern them, and who is to be told."""

from __future__ import annotations

from datetime import date
from typing import Any

from okrlang.judge.facts import Facts, unknown
from okrlang.judge.fields import Field, Fields
from okrlang.judge.fields.common import numbered, owner_of
from okrlang.judge.parts import Provision
from okrlang.judge.rhythm import Turn, missed, turns
from okrlang.logic.types import RECORD_KINDS
from okrlang.logic.values import Unknown, Value
from okrlang.model.calendar import Period
from okrlang.model.workspace import Company, Every, KeyResult, Kpi, Objective, OrgUnit, Priority

Goal = Objective | KeyResult | Kpi


def _records(kind: str) -> Field:
    return lambda facts, goal: facts.mentions.of_goal(goal, kind)


RECORD_LISTS = {f"{kind}s": kind for kind in RECORD_KINDS}
"""The kinds of records by the names of their lists."""
RECORDS: Fields = {name: _records(kind) for name, kind in (*RECORD_LISTS.items(), ("records", "record"))}


def involved(facts: Facts, goal: Objective | Kpi) -> tuple[Company | OrgUnit, ...]:
    """The units that own a goal, stand with it, or own what supports it."""
    owners = [owner_of(facts, goal), *(facts.organization.party(party) for party in goal.others)]
    owners += [owner_of(facts, supporter) for supporter in facts.ties.supporters(goal)]
    return tuple(dict.fromkeys(owner for owner in owners if isinstance(owner, Company | OrgUnit)))


def supported_by(facts: Facts, thing: Objective | KeyResult | Kpi | Priority) -> Value:
    """The objectives that support a thing, in the time of the cycle that is judged."""
    return facts.unless_lost(facts.meanwhile(facts.ties.supporters(thing)), "objective", "supports")


def past(facts: Facts, goal: Objective | KeyResult) -> bool:
    """Whether the cycle of a goal is over."""
    objective = facts.ties.objective_of(goal) if isinstance(goal, KeyResult) else goal
    cycle = facts.ties.cycle_of(objective)
    return cycle is not None and facts.is_past(cycle)


def evaluated_score(facts: Facts, goal: Objective | KeyResult) -> Value:
    """The score that the last evaluation writes which writes any; absent where none does."""
    evaluations = facts.mentions.of_kind("evaluation")
    scores = [(e.date, s.value) for e in evaluations for s in e.scores if s.of == goal.id and s.value is not None]
    return numbered(max(scores, key=lambda score: score[0])[1]) if scores else None


def provided(_: Facts, goal: Objective | KeyResult) -> tuple[Provision, ...]:
    """What a goal is provided with."""
    return tuple([Provision(goal, number) for number in range(len(goal.provided))])


# --- what a rhythm asks for -------------------------------------------------------------------------------------------


def asked(
    facts: Facts, every: Every | None, rhythm: str, grace: str, within: Period, pauses: tuple[Period, ...]
) -> Any:
    """The turns of a rhythm, as written or as a pack states it, with the pack's grace; unknown where no pack does."""
    length, leeway = facts.duration(every, rhythm), facts.duration(None, grace)
    if isinstance(length, Unknown) or isinstance(leeway, Unknown):
        return length if isinstance(length, Unknown) else leeway
    return turns(length, leeway, within, pauses)


def reviews_asked(facts: Facts, goal: Objective | Kpi, relevance: bool) -> tuple[Turn, ...] | Unknown:
    """The reviews that are due of an objective in its cycle, or of a KPI in the cycle that is looked at."""
    cycle = facts.watched() if isinstance(goal, Kpi) else facts.ties.cycle_of(goal)
    if cycle is None:
        return unknown(goal.id, "reviews", "there is no cycle in which they would be due")
    start = cycle.period.start if isinstance(goal, Kpi) else goal.start or cycle.period.start
    every = None if relevance else goal.review_every if isinstance(goal, Kpi) else cycle.review_every
    rhythm = "relevance_every" if relevance else "review_every"
    found: tuple[Turn, ...] | Unknown = asked(
        facts, every, rhythm, "review_grace", Period(start, cycle.period.end), cycle.pauses
    )
    return found


def missed_reviews(facts: Facts, goal: Objective | Kpi, relevance: bool = False) -> tuple[date, ...] | Unknown:
    """The days by which reviews of a goal were due and not held; once it is dropped or carried, no more are due."""
    due = reviews_asked(facts, goal, relevance)
    if isinstance(due, Unknown):
        return due
    end = None if isinstance(goal, Kpi) else ended_on(facts, goal)
    reviews = facts.mentions.of_goal(goal, "review")
    kept = (review.date for review in reviews if review.judges_relevance or not relevance)
    return missed((turn for turn in due if end is None or turn.due <= end), kept, facts.as_of)


def counted(days: tuple[date, ...] | Unknown) -> Value:
    """How many days there are."""
    return days if isinstance(days, Unknown) else numbered(len(days))


def ended_on(facts: Facts, goal: Objective | KeyResult) -> date | None:
    """The day on which a goal was dropped or carried."""
    for fate in (goal.dropped, goal.carried):
        if fate is not None and fate.on <= facts.as_of:
            return fate.on
    return ended_on(facts, facts.ties.objective_of(goal)) if isinstance(goal, KeyResult) else None


REVIEWED: Fields = {
    "missed_reviews": lambda facts, goal: counted(missed_reviews(facts, goal)),
    "missed_review_days": missed_reviews,
    "missed_relevance_reviews": lambda facts, goal: counted(missed_reviews(facts, goal, relevance=True)),
    "involved": involved,
}

"""Fields that come from figures: where a goal stands, since when, and what a later part of the tool will know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from okrlang.judge.facts import Facts, no_history, unknown
from okrlang.judge.fields import Field, Fields
from okrlang.judge.fields.common import id_of, numbered
from okrlang.judge.parts import Current, Limits
from okrlang.logic import values
from okrlang.logic.reader import Attribute
from okrlang.logic.values import Unknown, Value
from okrlang.model.quantity import Quantity
from okrlang.model.workspace import KeyResult, Kpi, Objective

UNSURE = frozenset({"no_data", "stale"})  # statuses that say that nobody knows
NO_FIGURES = "nothing was measured: no data was read"
MEMBER_BY_MEMBER = "it is judged member by member"


def standing(facts: Facts, goal: Objective | KeyResult | Kpi, on: date | None = None) -> Any:
    """Where a goal stands today, or stood on an earlier day; nothing where no data was read."""
    if facts.scores is None:
        return None
    if isinstance(goal, Objective):
        return facts.scores.objective(goal.id, on)
    if isinstance(goal, KeyResult):
        return facts.scores.key_result(goal.id, on)
    return facts.scores.kpi(goal.id, on)


def figure(name: str, made: Callable[[Any], Value] = lambda value: value) -> Field:
    """A field of a standing; unknown, with the reason, where it has no value."""

    def field(facts: Facts, goal: Objective | KeyResult | Kpi) -> Value:
        found = standing(facts, goal)
        if found is None:
            return unknown(goal.id, name, NO_FIGURES)
        value = getattr(found, name)
        return unknown(goal.id, name, found.why(name)) if value is None else made(value)

    return field


def progress(facts: Facts, goal: Objective | KeyResult) -> Value:
    """The progress, unknown while it might still turn out to be another."""
    found = standing(facts, goal)
    if found is None:
        return unknown(goal.id, "progress", NO_FIGURES)
    if found.progress is None or found.low != found.high:
        return unknown(goal.id, "progress", found.why("progress") if found.progress is None else found.because)
    return numbered(found.progress)


def bound(name: str) -> Field:
    """An end of what the progress may be: unknown while the two differ, since what is measured later moves them."""

    def field(facts: Facts, goal: Objective | KeyResult) -> Value:
        found = standing(facts, goal)
        if found is None:
            return unknown(goal.id, name, NO_FIGURES)
        value = getattr(found, name)
        return unknown(goal.id, name, found.because) if value is None or found.low != found.high else numbered(value)

    return field


# --- status -----------------------------------------------------------------------------------------------------------


def status(facts: Facts, goal: Objective | KeyResult, on: date | None = None) -> Value:
    """The status; unknown where data is missing or stale, or where it might be a better or worse one."""
    if facts.scores is None:
        return unknown(goal.id, "status", NO_FIGURES)
    is_past = on is not None and isinstance(goal, KeyResult)
    found: Any = facts.scores.glance(goal.id, on or facts.as_of) if is_past else standing(facts, goal, on)
    in_doubt = found.status == "at_risk" and any(gate.holds is None for gate in found.provided)
    if found.status in UNSURE or in_doubt:
        return unknown(goal.id, "status", standing(facts, goal, on).because)
    return found.status


def status_on(facts: Facts, goal: Objective | KeyResult, on: date) -> Value:
    """The status as it was on a day."""
    return _not_ahead(facts, goal, "status", on) or status(facts, goal, on)


def status_since(facts: Facts, goal: Objective | KeyResult) -> Value:
    """The first of the days on end on which the status has been what it is."""
    now = status(facts, goal)
    if isinstance(now, Unknown):
        return now
    assert facts.scores is not None
    return facts.scores.status_since(goal.id)


def level(facts: Facts, kpi: Kpi, on: date | None = None) -> Value:
    """The level of a KPI; unknown while there is none."""
    found = standing(facts, kpi, on)
    if found is None:
        return unknown(kpi.id, "level", NO_FIGURES)
    return unknown(kpi.id, "level", found.why("level")) if found.level is None else found.level


def level_on(facts: Facts, kpi: Kpi, on: date) -> Value:
    """The level as it was on a day."""
    return _not_ahead(facts, kpi, "level", on) or level(facts, kpi, on)


def _not_ahead(facts: Facts, goal: Objective | KeyResult | Kpi, name: str, on: date) -> Unknown | None:
    return unknown(goal.id, name, f"{on} is still to come") if on > facts.as_of else None


# --- readings ---------------------------------------------------------------------------------------------------------


def current(facts: Facts, goal: KeyResult | Kpi) -> Value:
    """The value a goal has now, with its day; unknown, with the reason, while there is none."""
    found = standing(facts, goal)
    if found is None:
        return unknown(goal.id, "current", NO_FIGURES)
    value: Quantity | None = found.value if isinstance(goal, Kpi) else found.current
    if value is None or found.at is None:
        return unknown(goal.id, "current", found.why("value" if isinstance(goal, Kpi) else "current"))
    judged = tuple(member.name for member in found.members)
    id = goal.id if facts.measures is None else facts.measures.measure_of(goal)
    return Current(goal.id, value, found.at, found.fresh, why_not_fresh(facts, id, found.fresh, judged))


def why_not_fresh(facts: Facts, id: str, fresh: bool | None, judged: tuple[str, ...] = ()) -> str:
    """Why a value is not fresh, or why nobody knows though its measure says how old it may be; else nothing.

    `judged` are the members that it is the value of; none where it is that of the whole.
    """
    measures, day = facts.measures, facts.as_of
    if fresh or measures is None or measures.cadence(id) is None:
        return ""
    older = "older than its cadence and grace allow"
    last = measures.oldest(id, day)
    if not judged and fresh is False and last == measures.last(id, day) and last is not None:
        return f"its last value is of {last}, {older}"
    for member in judged or measures.members(id, day):
        stale = measures.stale(id, day, member)
        if stale or (stale is None and fresh is None):
            of = f"`{member}`" if stale is None else f"`{member}` is of {measures.last(id, day, member)}, {older}"
            return f"it has no value of {of}" if stale is None else f"its last value of {of}"
    return "there is no value that could be too old"


def _fresh(_: Facts, reading: Current) -> Value:
    """True, or unknown with the reason: what is stale may be anything by now."""
    return unknown(reading.of, "current", reading.why) if reading.why else True


READING: Fields = {
    "value": Attribute("value"),
    "date": Attribute("at"),
    "age": lambda facts, reading: values.days(facts.as_of, reading.at),
    "fresh": _fresh,
}


# --- behaviour --------------------------------------------------------------------------------------------------------


def limits(facts: Facts, goal: KeyResult | Kpi, on: date | None = None) -> Value:
    """The natural limits of what measures a goal, by the values up to a day."""
    found = NO_FIGURES if facts.scores is None else facts.scores.limits(goal, on)
    if isinstance(found, str):
        return unknown(goal.id, "limits", found)
    return Limits(found.centre, found.lower, found.upper)


def assurance(facts: Facts, goal: KeyResult | Kpi) -> Value:
    """Whether the process behind a goal reaches what is asked for, misses it, or hits it by chance."""
    found, why = (None, NO_FIGURES) if facts.scores is None else facts.scores.assurance(goal)
    return unknown(goal.id, "assurance", why) if found is None else found


def signal(facts: Facts, goal: KeyResult) -> Value:
    """Whether the latest value is a signal against the limits of before a key result began."""
    found = NO_FIGURES if facts.scores is None else facts.scores.signal(goal)
    return unknown(goal.id, "signal", found) if isinstance(found, str) else found.signal != "none"


def chance(facts: Facts, goal: KeyResult, on: date | None = None) -> Value:
    """The chance that a key result is met, as it looks at the end of a day."""
    found = NO_FIGURES if facts.scores is None else facts.scores.chance(goal, on)
    return unknown(goal.id, "chance", found) if isinstance(found, str) else numbered(found)


def fired_share(facts: Facts, kpi: Kpi) -> Value:
    """The share of its past in which a KPI was not green."""
    if facts.scores is None:
        return unknown(kpi.id, "fired_share", NO_FIGURES)
    found = facts.scores.back_test(kpi)
    return unknown(kpi.id, "fired_share", found.why) if found.fired_share is None else numbered(found.fired_share)


def limits_on(facts: Facts, goal: KeyResult, on: date) -> Value:
    """The natural limits as they were on a day."""
    return _not_ahead(facts, goal, "limits", on) or limits(facts, goal, on)


def chance_on(facts: Facts, goal: KeyResult, on: date) -> Value:
    """The chance as it was on a day."""
    return _not_ahead(facts, goal, "chance", on) or chance(facts, goal, on)


def reached_on(facts: Facts, goal: KeyResult, on: date) -> Value:
    """Whether a key result stood at its target, or was better, on a day; unknown where that was not measured."""
    ahead, found = _not_ahead(facts, goal, "reached_on", on), standing(facts, goal, on)
    if ahead is not None or found is None:
        return ahead or unknown(goal.id, "reached_on", NO_FIGURES)
    if found.raw is None or found.fresh is False:
        why = found.why("raw") if found.raw is None else "its last value was too old"
        return unknown(goal.id, "reached_on", why)
    return bool(found.raw >= 1)


LIMITS: Fields = {name: Attribute(name) for name in ("centre", "lower", "upper")}


# --- what is not there yet --------------------------------------------------------------------------------------------


def later(name: str, why: str) -> Field:
    """A field that nothing computes yet."""
    return lambda _, thing: unknown(id_of(thing), name, why)


CHANGE: Fields = {
    name: later(name, "it needs the revision history")
    for name in ("of", "what", "from", "to", "date", "cycle", "eased", "refinement")
}
CHANGES: Fields = {"changes": lambda _, thing: no_history(id_of(thing), "changes")}

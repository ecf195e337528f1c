"""Fields that come from figures: where a goal stands, since when, and what a later part of the tool will know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from okrlang.judge.facts import Facts, no_history, unknown
from okrlang.judge.fields import Field, Fields, Methods
from okrlang.judge.fields.common import id_of, numbered
from okrlang.judge.parts import Current
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
    return Current(goal.id, value, found.at, found.fresh)


def _fresh(_: Facts, reading: Current) -> Value:
    """True, or unknown with the reason: what is stale may be anything by now."""
    if reading.fresh is None or reading.fresh:
        return True
    return unknown(reading.of, "current", f"its last value is of {reading.at}, older than its cadence and grace allow")


READING: Fields = {
    "value": Attribute("value"),
    "date": Attribute("at"),
    "age": lambda facts, reading: values.days(facts.as_of, reading.at),
    "fresh": _fresh,
}


# --- what is not there yet --------------------------------------------------------------------------------------------


def later(name: str, why: str) -> Field:
    """A field that nothing computes yet."""
    return lambda _, thing: unknown(id_of(thing), name, why)


BEHAVIOUR: Fields = {
    name: later(name, why)
    for name, why in (
        ("limits", "the limits of processes are not computed yet"),
        ("assurance", "the limits of processes are not computed yet"),
        ("chance", "forecasts are not computed yet"),
        ("fired_share", "back-tests are not computed yet"),
    )
}
LIMITS: Fields = {
    name: later(name, "the limits of processes are not computed yet") for name in ("centre", "lower", "upper")
}
CHANGE: Fields = {
    name: later(name, "it needs the revision history")
    for name in ("of", "what", "from", "to", "date", "cycle", "eased", "refinement")
}
CHANGES: Fields = {"changes": lambda _, thing: no_history(id_of(thing), "changes")}
LATER_METHODS: Methods = {
    "limits_on": lambda facts, goal, on: BEHAVIOUR["limits"](facts, goal),
    "chance_on": lambda facts, goal, on: BEHAVIOUR["chance"](facts, goal),
}

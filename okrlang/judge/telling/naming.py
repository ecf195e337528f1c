"""Naming: what a thing of the workspace, and a value, is called in a sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

from okrlang.judge.fields.common import id_of, title_of
from okrlang.judge.parts import Capacity, Current, Expectation, Limits, Provision, Range, ZoneText
from okrlang.judge.telling.labels import kind
from okrlang.judge.world import GoalWorld
from okrlang.logic.lookups import PLAIN
from okrlang.logic.message import shown
from okrlang.logic.types import WORDS
from okrlang.logic.values import Unknown, Value
from okrlang.model.calendar import Period
from okrlang.model.quantity import show
from okrlang.model.reading.complaints import listed
from okrlang.model.workspace import (
    Approval,
    Attestation,
    Band,
    CheckIn,
    Evidence,
    Milestone,
    Party,
    Record,
    Waiver,
    WrittenChange,
    WrittenScore,
)

_KINDS = {"planning": "plan"}
_NAMELESS = (Capacity, Current, Range, Limits, Band, Provision, Expectation)  # called by what they belong to
MOST = 5  # elements of a list that are named
LONGEST = 60  # letters of a text that are quoted
_WORDS = frozenset(word for words in WORDS.values() for word in words)


def is_thing(value: Value) -> bool:
    """Whether a value is a thing of the workspace, and no number, text, day, list or nothing known."""
    return value is not None and value.__class__ not in PLAIN and not isinstance(value, Unknown)


def has_name(value: Value) -> bool:
    """Whether a value is a thing that one speaks of by its own name."""
    return is_thing(value) and not isinstance(value, _NAMELESS)


def called(thing: Any, world: GoalWorld) -> str:
    """What a thing is called: `stay.churn`, or what it is and of when: the review of 2026-08-15, "Mid-quarter"."""
    made = _PARTS.get(type(thing))
    if made is not None:
        return str(made(thing))
    if isinstance(thing, Record):
        title = f", {_quoted(thing.title)}" if thing.title and thing.title != thing.id else ""
        return f"the {_KINDS.get(thing.kind, thing.kind)} of {thing.date}{title}"
    name = id_of(thing)
    return f"`{name}`" if name else f"the {kind((world.type_of(thing),))}"


def _party(party: Party) -> str:
    return f"`{party.id}`" if party.id else _quoted(party.text)


_PARTS: dict[type, Any] = {
    Party: _party,
    CheckIn: lambda c: f"the check-in of {c.date} on `{c.subject}`",
    Attestation: lambda a: f"the attestation of {a.item} of {a.date}",
    Waiver: lambda w: f"the waiver of `{w.rule}` for `{w.subject}`",
    Evidence: lambda e: f"the file {e.path}",
    Milestone: lambda m: f"the milestone {_quoted(m.title)}",
    WrittenScore: lambda s: f"the written score of `{s.of}`",
    WrittenChange: lambda c: f"the change of `{c.of}`",
    Approval: lambda a: f"the approval by {_party(a.by)}",
    Band: lambda b: f"a {b.level} band",
    Current: lambda c: f"{show(c.value)} of {c.at}",
    Capacity: lambda c: " and ".join(show(q) for q in (c.people, c.budget) if q is not None) or "nothing",
    Limits: lambda r: f"{show(r.lower)} to {show(r.upper)}",
    Range: lambda r: f"{show(r.low)} to {show(r.high)}",
    Expectation: lambda e: f"the point of {e.day}",
    ZoneText: lambda z: f"the zone {z.zone}",
    Provision: lambda p: f"the condition on `{p.written.subject}`",
}


def said(value: Value, world: GoalWorld) -> str:
    """A value in a sentence: a number with its unit, a day, a word with spaces, a text in quotes, a thing by name."""
    if isinstance(value, Unknown):
        return "unknown"
    if isinstance(value, tuple):
        names = [said(each, world) for each in value[:MOST]]
        more = len(value) - MOST
        return listed([*names, f"{more} more"] if more > 0 else names, "and") if names else "none"
    if isinstance(value, str):
        return value.replace("_", " ") if value in _WORDS else _quoted(value)
    if isinstance(value, Period):
        return value.name or f"{value.start} to {value.last}"
    if isinstance(value, bool | date) or not is_thing(value):
        return shown(value, world)
    return called(value, world)


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= LONGEST else f'"{line[: LONGEST - 1].rstrip()}…"'


def heading(thing: Any, world: GoalWorld) -> tuple[str, str]:
    """The name of a thing and its title, the latter empty where it says nothing more."""
    name, title = id_of(thing), title_of(thing)
    return name, title if title != name else ""

"""What every declaration and record has: id, title, owner and the rest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from okrlang.judge.facts import Facts, no_history
from okrlang.judge.fields import Fields
from okrlang.judge.organization import Owner
from okrlang.logic import texts
from okrlang.logic.values import Reason, Unknown, Value
from okrlang.model.quantity import Quantity, number, unit
from okrlang.model.workspace import (
    Attestation,
    CheckIn,
    Every,
    Goal,
    Initiative,
    KeyResult,
    Kpi,
    Objective,
    Party,
    Record,
    Waiver,
)

_OWNED = Objective | KeyResult | Kpi | Initiative


def id_of(thing: Any) -> str:
    """What a thing is called by; check-ins, attestations and waivers have no name of their own."""
    found = getattr(thing, "id", None)
    if found is not None:
        return str(found)
    if isinstance(thing, CheckIn):
        return f"check-in-{thing.date}-{thing.subject}"
    if isinstance(thing, Attestation):
        return f"attestation-{thing.item}-{thing.date}"
    if isinstance(thing, Waiver):
        return f"waiver-{thing.rule}-{thing.subject}"
    return thing.text if isinstance(thing, Party) else ""


def title_of(thing: Any) -> str:
    """The title, or what stands for one."""
    if isinstance(thing, Party):
        return thing.text
    return getattr(thing, "title", None) or getattr(thing, "note", None) or id_of(thing)


def owner_of(facts: Facts, thing: Any) -> Owner | None:
    """Who is accountable, if anybody can be."""
    if isinstance(thing, _OWNED):
        return facts.organization.owner(thing)
    return party_of(facts, thing.owner) if isinstance(thing, Record) else None


def others_of(facts: Facts, thing: Any) -> tuple[Owner, ...]:
    """Those who stand after `with`."""
    return tuple(facts.organization.party(party) for party in getattr(thing, "others", ()))


def party_of(facts: Facts, party: Party | None) -> Owner | None:
    """Who is meant, where anybody is named."""
    return facts.organization.party(party) if party else None


def rank_of(facts: Facts, thing: Any) -> str | None:
    """The rank of a thing's owner, or its own where it is somebody."""
    if isinstance(thing, Record):
        return facts.organization.rank(thing.owner) if thing.owner else None
    return facts.organization.rank(thing)


COMMON: Fields = {
    "id": lambda _, thing: id_of(thing),
    "title": lambda _, thing: title_of(thing),
    "words": lambda _, thing: texts.words(title_of(thing)),
    "path": lambda _, thing: thing.span.path if hasattr(thing, "span") else "",
    "owner": owner_of,
    "with": others_of,
    "tags": lambda _, thing: getattr(thing, "tags", ()),
    "because": lambda _, thing: getattr(thing, "because", None),
    "rank": rank_of,
    "recorded": lambda _, thing: no_history(id_of(thing), "recorded"),
}


# --- from the model's classes to values ------------------------------------------------------------------------------


def numbered(value: Decimal | int | None) -> Quantity | None:
    """A bare number, where there is one."""
    return None if value is None else number(value)


def lasting(length: Every | None) -> Quantity | None:
    """A length of time, where one is written."""
    return None if length is None else Quantity(length.count, unit(length.unit))


def by_now(facts: Facts, day: date | None) -> date | None:
    """A day on which something was done, unless it is dated ahead."""
    return day if day is not None and day <= facts.as_of else None


def word(written: str | None) -> str | None:
    """A word of the language as rules write it, `_` for a space."""
    return None if written is None else written.replace(" ", "_")


def stated(goal: Goal | None, subject: str, field: str) -> Value:
    """The number a goal names, as far as the text tells: absent while it is `tbd`, unknown where it is computed."""
    if goal is None or goal.word == "tbd":
        return None
    if goal.quantity is not None:
        return goal.quantity
    why = "it is confidential" if goal.word == "confidential" else "it is computed from what is measured"
    return Unknown((Reason(subject, field, why),), stated=True)

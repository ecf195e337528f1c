"""Who is the same: a unit, whoever leads or holds it, and the same name written as a text."""

from __future__ import annotations

from okrlang.judge.facts import Facts
from okrlang.judge.organization import Owner
from okrlang.model.workspace import Initiative, KeyResult, Kpi, Objective, OrgUnit, Party


def owned_by(facts: Facts, thing: Objective | KeyResult | Kpi | Initiative, party: Owner) -> bool:
    """Whether somebody is accountable for a thing, or stands for those who are."""
    owner = facts.organization.owner(thing)
    return owner is not None and same(facts, owner, party)


def same(facts: Facts, one: Owner, other: Owner) -> bool:
    """Whether two owners are the same, or one leads or holds the other."""
    return not _faces(facts, one).isdisjoint(_faces(facts, other))


def _faces(facts: Facts, owner: Owner) -> frozenset[str]:
    """All that somebody is called: id and title of a unit, and those who lead and hold it."""
    if isinstance(owner, Party):
        return frozenset((_plain(owner.text),))
    faces = {_plain(owner.id), _plain(owner.title)}
    if isinstance(owner, OrgUnit):
        for person in (owner.lead, owner.held_by):
            if person is not None:
                unit = facts.organization.unit(person.id)
                faces |= {_plain(unit.id), _plain(unit.title)} if unit else {_plain(person.text)}
    return frozenset(faces)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())

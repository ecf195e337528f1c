"""Who is the same: a unit, whoever leads or holds it, and the same name written as a text."""

from __future__ import annotations

from collections.abc import Iterator

from okrlang.judge.facts import Facts
from okrlang.judge.organization import Owner
from okrlang.model.workspace import Initiative, KeyResult, Kpi, Objective, OrgUnit, Party

Owned = Objective | KeyResult | Kpi | Initiative


def owned_by(facts: Facts, thing: Owned, party: Owner) -> bool:
    """Whether somebody is accountable for a thing, stands with those who are, or leads them."""
    return any(same(facts, each, party) for each in _answering(facts, thing))


def _answering(facts: Facts, thing: Owned) -> Iterator[Owner]:
    """The owner and those who stand after `with`; without an owner of its own, those of its objective."""
    owner = facts.organization.owner(thing)
    if owner is not None:
        yield owner
    yield from (facts.organization.party(party) for party in thing.others)
    if isinstance(thing, KeyResult | Initiative) and thing.owner is None:
        yield from (facts.organization.party(party) for party in facts.ties.objective_of(thing).others)


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
    """A name by its letters and digits alone: `Workshop-Lead` is the `workshop lead`."""
    letters = "".join(letter if letter.isalnum() else " " for letter in name.casefold())
    return " ".join(letters.split()) or name

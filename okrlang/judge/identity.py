"""Who is the same: a unit, whoever leads or holds it, and the same name written as a text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category, normalize

from okrlang.judge.facts import Facts
from okrlang.judge.organization import Owner
from okrlang.model.workspace import Initiative, KeyResult, Kpi, Objective, OrgUnit, Party

Owned = Objective | KeyResult | Kpi | Initiative

# Letters of other alphabets, and the Latin ones that they look like.
_LOOKS_LIKE = str.maketrans("авеёкмнорстухіїјѕԁһӏԛԝαβεζηικμνορτυχ", "abeëkmhopctyxiïjsdhlqwabezhikmnoptyx")
_FILLERS = "\u115f\u1160"  # letters that nobody sees


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


@lru_cache(maxsize=1 << 12)
def _plain(name: str) -> str:
    """A name by the letters and digits that are seen: `Workshop-Lead` is the `workshop lead`."""
    seen = name.casefold() if name.isascii() else _seen(name)
    letters = "".join(letter if letter.isalnum() else " " for letter in seen)
    return " ".join(letters.split()) or name


def _seen(name: str) -> str:
    """What is seen of a name: no marks without a width, and one spelling of letters that look the same."""
    shown = "".join(letter for letter in name if category(letter) != "Cf")
    spelt = normalize("NFKC", normalize("NFKC", shown).casefold()).translate(_LOOKS_LIKE)
    return "".join(letter for letter in spelt if category(letter) != "Mn" and letter not in _FILLERS)

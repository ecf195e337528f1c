"""Grammar: the little that English asks of sentences put together from parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_PLURALS = {"is": "are", "has": "have", "was": "were", "does": "do"}
_VERB = re.compile(r"^(is|has|was|does)\b|(?<=and )(is|has|was|does)\b|(?<=or )(is|has|was|does)\b")
_BARE = frozenset({"staff", "anything"})  # nouns without an article


def a(noun: str) -> str:
    """A noun with its article: `a target`, `an owner`."""
    if noun.split()[0] in _BARE:
        return noun
    return f"{'an' if noun[0].lower() in 'aeiou' and not noun.startswith(('uni', 'use')) else 'a'} {noun}"


def any_of(words: Iterable[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return _joined(list(words), " or ")


def all_of(words: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return _joined(list(words), " and ")


def _joined(words: list[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + last + words[-1]


def together(clauses: Sequence[str], word: str) -> str:
    """Clauses joined by `and` or `or`; one that goes on about `it` does not say so again."""
    found = list(dict.fromkeys(clauses))
    if len(found) < 2:
        return "".join(found)
    if all(clause.startswith("it ") for clause in found) and not any(", " in clause for clause in found):
        return "it " + _joined([clause.removeprefix("it ") for clause in found], f" {word} ")
    return f", {word} ".join(found)


def of_each(one: str, clause: str) -> str:
    """What every one of some things has to be: `every objective has an owner`."""
    if clause.startswith("it "):
        return f"{one} {clause.removeprefix('it ')}"
    return f"for {one}, {clause}"


def whose(noun: str, clause: str, many: bool) -> str:
    """A noun and what picks some of them: `objectives that have an owner`, `a review whose date is 2026-08-15`."""
    if clause.startswith("it "):
        rest = clause.removeprefix("it ")
        if not many or _VERB.match(rest):
            return f"{noun} that {plural(rest) if many else rest}"
    if clause.startswith("its "):
        return f"{noun} whose {clause.removeprefix('its ')}"
    return f"{noun} for which {clause}"


def plural(predicate: str) -> str:
    """What is said of one, said of many: `have an owner` for `has an owner`."""
    return _VERB.sub(lambda found: _PLURALS[found[0]], predicate)


def can_be_plural(clause: str) -> bool:
    """Whether a clause about `it` can be said of many."""
    return clause.startswith("it ") and _VERB.match(clause.removeprefix("it ")) is not None and ", " not in clause

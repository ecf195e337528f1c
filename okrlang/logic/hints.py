"""Hints: what somebody may have meant who writes a word that means nothing where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from okrlang.logic.types import FUNCTIONS, LISTS, TYPES, WORDS
from okrlang.model.reading.complaints import quoted
from okrlang.syntax.nearest import nearest

_EMPTY = ("none", "null", "nothing", "nobody", "empty", "undefined", "missing", "absent", "unset")
_THERE = ("present", "set", "given", "known", "there")
_HABITS = {
    **dict.fromkeys(("true", "yes"), "a condition stands by itself, without `= {word}`"),
    **dict.fromkeys(("false", "no"), "write `not` before the condition, without `= {word}`"),
    **dict.fromkeys(_EMPTY, "ask whether it `is missing`"),
    **dict.fromkeys(_THERE, "ask whether it `is present`"),
    **dict.fromkeys(("today", "now"), "the day of judging is `as_of`"),
    "unknown": "what is not known is never equal to anything; ask whether it `is present`",
}
_UNIT_KINDS = WORDS["unit_kind"]
_INNER = {  # what stands inside of something else, so that no rule is for each of it
    "milestone": ("key_result", "milestones"),
    "zone": ("key_result", "zones"),
    "expectation": ("key_result", "expects"),
    "evidence": ("record", "evidence"),
    "score": ("record", "scores"),
    "member": ("metric", "members"),
    "pause": ("cycle", "pauses"),
}
_ENOUGH = 12  # names of which anybody reads a list


def habit(word: str) -> str | None:
    """What helps with a word that is used like this elsewhere."""
    return _HABITS[word].format(word=word) if word in _HABITS else None


def hint(word: str) -> str | None:
    """What helps with a word of the language that means nothing by itself."""
    if word in FUNCTIONS:
        return f"`{word}` is asked of something: `{word}(…)`"
    if word in _LIST_OF:
        return f"a rule speaks of it after `for each {word.replace('_', ' ')}`; all of them are `{_LIST_OF[word]}`"
    example = _examples().get(word)
    return f"hold it against a field that can be `{word}`, such as `{example}`" if example else None


def subject_hint(word: str, known: Iterable[str]) -> str:
    """What helps where a rule is for each of something that there is not."""
    meant = word.removesuffix("s")
    if meant in _UNIT_KINDS:
        name = meant[0]
        return f"departments, teams and roles are units: `for each unit as {name} where {name}.kind = {meant}`"
    if meant == "change":
        return "ask a goal for its changes: `some x in objective.changes satisfies …`"
    if word in ("person", "people", "owner"):
        return "people are who owns things: `for each objective`, and ask for its `owner`"
    if meant in _INNER:
        of, listed = _INNER[meant]
        return f"ask a `{of.replace('_', ' ')}` for its `{listed}`: `every x in {of}.{listed} satisfies …`"
    close = nearest(word, known)
    if close:
        return f"did you mean `{close.replace('_', ' ')}`?"
    return f"known are {quoted((name.replace('_', ' ') for name in sorted(known)), 'and')}"


def kind_hint(word: str, value: str, words: Iterable[str] | None, known: Iterable[str]) -> str | None:
    """What helps where something is asked to be of a kind that there is not; `words` are those that it can be."""
    if word in _UNIT_KINDS:
        return f"departments, teams and roles are units: `{value} is unit and {value}.kind = {word}`"
    if word in _EMPTY or word in _THERE:
        return f"write `{value} is {'missing' if word in _EMPTY else 'present'}`"
    if words is not None:
        return f"words are compared: `{value} = {_meant(word, tuple(words))}`"
    if word in _examples():
        return f"words are compared: `{_examples()[word]}`"
    close = nearest(word, known)
    return f"did you mean `{close.replace('_', ' ')}`?" if close else None


def _meant(word: str, words: tuple[str, ...]) -> str:
    """The word itself where it is one of those, else the nearest, else all that there are."""
    return word if word in words else nearest(word, words) or "…`, with one of `" + "`, `".join(words)


def field_hint(name: str, value: str, fields: Iterable[str], methods: Iterable[str]) -> str:
    """What helps where a thing has no field of that name."""
    known = tuple(fields)
    if name in FUNCTIONS:
        return f"`{name}` stands before what it is asked of: `{name}({value})`"
    close = nearest(name, (*known, *methods))
    if close:
        return f"did you mean `{close}`?"
    if not known:
        return "it has no fields; it is held against others as it is"
    if len(known) <= _ENOUGH:
        return f"it has {quoted(known, 'and')}"
    alike = sorted(field for field in known if len(name) > 2 and (name in field or field in name))
    if alike:
        return f"did you mean {quoted(alike)}?"
    return "all fields stand in the reference, under what rules can read"


_LIST_OF = {listed.types[0]: name for name, listed in LISTS.items()}
_ASKED = ("objective", "key_result", "kpi", "metric", "initiative", "check_in", "unit")


@cache
def _examples() -> dict[str, str]:
    """For each word of the language a field that can be it, as it is asked for."""
    found: dict[str, str] = {}
    for of in _ASKED:
        for field, type_ in TYPES[of].items():
            for word in WORDS.get(type_.types[0], ()):
                found.setdefault(word, f"{of}.{field} = {word}")
    return found

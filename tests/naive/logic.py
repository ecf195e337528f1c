"""Three-valued logic: true, false or unknown; strong Kleene."""

from __future__ import annotations

import re

from naive.values import UNKNOWN, Unknown, Value, joined


def negation(value: Value) -> Value:
    """`not`."""
    return UNKNOWN if isinstance(value, Unknown) else not value


def all_of(values: list[Value]) -> Value:
    """`and`: false once one is false."""
    return False if False in values else UNKNOWN if UNKNOWN in values else True


def any_of(values: list[Value]) -> Value:
    """`or`: true once one is true."""
    return True if True in values else UNKNOWN if UNKNOWN in values else False


def lost_in(values: list[Value], where: bool) -> Value:
    """What a question about some values comes to if one of them is unknown, else None."""
    unknown = joined(values)
    return None if unknown is None else False if where and unknown.absent else UNKNOWN


def has_word(text: str, phrases: list[str]) -> bool:
    """Whether a text has a word, or the words of a phrase one after the other; capitals make no difference."""
    said = re.findall(r"\w+", text.casefold())
    wanted = [re.findall(r"\w+", phrase.casefold()) for phrase in phrases]
    return any(words == said[at : at + len(words)] for words in wanted if words for at in range(len(said)))

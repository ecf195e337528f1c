"""The nearest right word."""

from __future__ import annotations

from collections.abc import Sequence


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that somebody who wrote this one most likely meant, if there is one."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, 1, 0.66)), None)

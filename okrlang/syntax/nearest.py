"""The nearest right word: what somebody who wrote `chrun` may have meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that a few slips of the pen turn into the word, if any; of two alike the first in order."""
    written, most = word.lower(), max(1, len(word) // 3)
    letters, best = set(written), (most + 1, "")
    for candidate in candidates:
        meant = candidate.lower()
        if abs(len(meant) - len(written)) > most or len(letters ^ set(meant)) > 2 * most:
            continue
        best = min(best, (slips(written, meant), candidate))
    return best[1] if best[0] <= most else None


def slips(written: str, meant: str) -> int:
    """How many letters are left out, added, mistaken or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(meant) + 1))
    for i, letter in enumerate(written, 1):
        row = [i]
        for j, other in enumerate(meant, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != other))
            if i > 1 < j and letter == meant[j - 2] and other == written[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]

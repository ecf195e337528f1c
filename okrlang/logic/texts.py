"""Texts as rules read them: their words, lines and numbers; all in time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from okrlang.model.quantity import NUMBER, Quantity, to_decimal, unit
from okrlang.model.units import is_money

# Compiled when a rule first asks for the words or numbers of a text, and kept by `re`.
_DATE = r"(?<![\w-])(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|(?:19|20)[0-9]{2}(?:-(?:[QHW][0-9]{1,2}|[0-9]{2}))?)(?![\w%-])"
_NUMBER = (
    r"(?<![\w.,#])(?<![A-Za-z]-)(?P<minus>(?<!\w)-)?(?P<sign>[$€£¥])?"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"(?!st\b|nd\b|rd\b|th\b)(?P<times>[kM](?!\w))?(?: ?(?P<unit>%|[A-Za-z]+\b))?(?!\w|[.,][0-9]|-[A-Za-z])"
)
# Thai, Lao, Burmese, Khmer, Japanese and Chinese are written without spaces: each of their characters is a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+"
_TIMES = {"k": "e3", "M": "e6"}
_DIMENSIONS = ("percent", "percentage points", "time", "calendar", "bytes")


def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, in order."""
    return tuple(re.findall(_WORD, text.casefold()))


def opening(text: str) -> str:
    """The first word of a text in lower case; nothing where it has none."""
    first = re.search(_WORD, text.casefold())
    return first[0] if first else ""


def has_word(text: str, wanted: tuple[str, ...]) -> bool:
    """Whether a text has any of these words, each whole; a wanted phrase must stand there word by word."""
    said = f" {' '.join(words(text))} "
    return any(f" {' '.join(words(phrase))} " in said for phrase in wanted if words(phrase))


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text."""
    return tuple(text.split("\n"))


def numbers(text: str) -> tuple[Quantity, ...]:
    """The quantities found in a text, in order; days, years and periods are none, nor are `3rd`, `#5` and `6-month`.

    A percent, money and times come with their unit; what else stands behind a number may be any word, so it stays bare.
    """
    found = []
    for match in re.finditer(_NUMBER, re.sub(_DATE, " ", text)):
        value = to_decimal((match["minus"] or "") + match["digits"].replace(",", "") + _TIMES.get(match["times"], ""))
        if value is not None:
            asked = unit(match["sign"] or match["unit"] or "")
            known = asked.dimension in _DIMENSIONS or is_money(asked)
            found.append(Quantity(value, asked if known else NUMBER))
    return tuple(found)


FIELDS: Mapping[str, Callable[[str], str | tuple[str | Quantity, ...]]] = {
    "words": words,
    "opening": opening,
    "lines": lines,
    "numbers": numbers,
}
"""What can be asked of a text."""

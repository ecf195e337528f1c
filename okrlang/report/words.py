"""How people are told: a sign and a style for each status, verdict and level, and numbers in the usual digits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from okrlang.model.quantity import NUMBER, PERCENT, Quantity, show, unit

Sign = tuple[str, str]  # a sign and the style it is shown in

_SIGNS: dict[str, Sign] = {
    # statuses
    "not_started": ("…", "quiet"),
    "open": ("○", "quiet"),
    "on_track": ("✓", "good"),
    "at_risk": ("◐", "warn"),
    "off_track": ("✗", "bad"),
    "achieved": ("✓", "good"),
    "missed": ("✗", "bad"),
    "no_data": ("○", "warn"),
    "stale": ("○", "warn"),
    "dropped": ("·", "quiet"),
    "carried": ("·", "quiet"),
    # verdicts
    "pass": ("✓", "good"),
    "fail": ("✗", "bad"),
    "error": ("✗", "bad"),
    "no_evidence": ("○", "warn"),
    "needs_review": ("◐", "warn"),
    "not_due": ("…", "quiet"),
    "waived": ("·", "quiet"),
    "not_applicable": ("·", "quiet"),
    # levels
    "green": ("✓", "good"),
    "amber": ("◐", "warn"),
    "red": ("✗", "bad"),
    # severities
    "warning": ("◐", "warn"),
    "info": ("·", "quiet"),
}
VERDICTS = ("error", "fail", "needs_review", "no_evidence", "not_due", "waived", "pass", "not_applicable")
"""Every verdict, the worst first."""


def sign(word: str) -> Sign:
    """The sign for a status, verdict, level or severity; a plain dot for what has none."""
    return _SIGNS.get(word, ("·", "quiet"))


def holds(verdict: bool | None) -> str:
    """The word whose sign says whether something holds."""
    return "no_evidence" if verdict is None else "pass" if verdict else "fail"


def spoken(word: str) -> str:
    """A word of the language as it is spoken: `off track` for `off_track`."""
    return word.replace("_", " ")


def amount(value: Decimal, of: str | None) -> str:
    """A number with its unit in the usual digits: `3.4%`, `120,000 EUR`."""
    return show(Quantity(value, unit(of) if of else NUMBER))


def share(value: Decimal) -> str:
    """A share as a whole percent; what is not quite all never shows as 100%, what is not quite nothing never as 0%."""
    whole = (value * 100).quantize(Decimal(1), ROUND_HALF_EVEN)
    if whole == 100 and value < 1:
        return "99%"
    if whole == 0 and value:
        return "<1%" if value > 0 else ">-1%"
    return show(Quantity(whole, PERCENT))


def bar(progress: Decimal, expected: Decimal | None, width: int) -> str:
    """A bar: full as far as it has come, half full from there to where it should be, a line for the rest."""
    done = _cells(progress, width)
    due = max(done, _cells(expected or Decimal(0), width))
    return "█" * done + "▒" * (due - done) + "─" * (width - due)


def _cells(part: Decimal, width: int) -> int:
    return min(max(int(part * width), 0), width)


def count(number: int, one: str, many: str | None = None) -> str:
    """A number of things: `1 key result`, `3 key results`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Iterable[str], most: int) -> str:
    """Names with commas, the first of them where there are many: `north, south and 3 more`."""
    found = list(names)
    if len(found) <= most:
        return ", ".join(found)
    return f"{', '.join(found[:most])} and {len(found) - most:,} more"


def days(first: date | None, last: date | None) -> str:
    """A stretch of days in words."""
    if first is None or last is None or first == last:
        return str(first or last or "")
    return f"{first} to {last}"

"""Habits: what people write who know another notation, and how it is said here."""

from __future__ import annotations

import re

from okrlang.syntax.asking import asked_otherwise
from okrlang.syntax.automaton import LITERALS, NAME, TERMINALS, advance
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.driver import Driver
from okrlang.syntax.expectation import place
from okrlang.syntax.source import Span

# The words that are meant by another, and, where they do not say enough, an example of how they are used.
_MEANT = {
    "checkin": ("check in", ""),
    "check-in": ("check in", ""),
    "keyresult": ("key result", ""),
    "key-result": ("key result", ""),
    "key_result": ("key result", ""),
    "kr": ("key result", ""),
    "KR": ("key result", ""),
    "increase": ("up", "up 10%"),
    "raise": ("up", "up 10%"),
    "grow": ("up", "up 10%"),
    "decrease": ("down", "down 10%"),
    "reduce": ("down", "down 10%"),
    "minimum": ("at least", "at least 400"),
    "maximum": ("at most", "at most 400"),
    "result": ("outcome", 'outcome "…"'),
    "daily": ("every day", ""),
    "weekly": ("every week", ""),
    "fortnightly": ("every 2 weeks", ""),
    "monthly": ("every month", ""),
    "quarterly": ("every quarter", ""),
}
_FOR = re.compile(r"\bfor\s+\Z")
_FOR_EACH = re.compile(r"\bfor\s+(each|all)\s+\Z")
_ARTICLE = re.compile(r"\b(the)\s+\Z")
_PERIODS = re.compile(r"\bin\s+(?:every|[0-9.]+\s*%\s+of)\s+[\w-]+\s+\Z")
_BOUND = re.compile(r"(at\s+least|at\s+most|more\s+than|less\s+than)\b")
_BEHIND_CONDITIONS = ("or", "say")
_SIGNS = {"at least": ">=", "at most": "<=", "more than": ">", "less than": "<"}
_LETTERS = re.compile(r"[\w-]*")


def meant_by(word: str, states: list[int]) -> tuple[tuple[int, str], ...]:
    """The terminals that a word of another notation stands for, if they can stand there."""
    phrase, _ = _MEANT.get(word, ("", ""))
    put = tuple((_symbol(part), part) for part in phrase.split())
    trial = states[:]
    return put if all(advance(trial, symbol) for symbol, _ in put) else ()


def _symbol(word: str) -> int:
    return TERMINALS["NUMBER"] if word.isdigit() else LITERALS.get(word, NAME)


def habit(driver: Driver) -> Diagnostic | None:
    """What to say of a token that stands there by a habit from elsewhere."""
    return (
        _other_word(driver)
        or _foreign_name(driver)
        or _scope(driver)
        or _bound_of_rule(driver)
        or asked_otherwise(driver)
    )


def _other_word(driver: Driver) -> Diagnostic | None:
    if not meant_by(driver.word, driver.states):
        return None
    phrase, example = _MEANT[driver.word]
    help = f"did you mean `{phrase}`, as in `{example}`?" if example else f"did you mean `{phrase}`?"
    if phrase.startswith("every "):
        message = f"expected how often, found `{driver.word}`"
    else:
        message = f"`{driver.word}` is not {place(driver.values)}"
    return _said(driver, "unknown-word", message, driver.stop, driver.stop + len(driver.word), help)


def _foreign_name(driver: Driver) -> Diagnostic | None:
    """A name with letters that a name has not."""
    if not driver.word[0].isalpha() or driver.word.isascii():
        return None
    begin = driver.stop
    while begin and (driver.text[begin - 1].isalnum() or driver.text[begin - 1] in "_-"):
        begin -= 1
    if begin == driver.stop and not advance(driver.states[:], NAME):
        return None
    found = _LETTERS.match(driver.text, begin)
    end = max(found.end() if found else 0, driver.stop + 1)
    help = "a name has the letters `a` to `z`, digits, `_` and `-`; a text stands in quotes"
    return _said(driver, "syntax", f"`{driver.text[begin:end]}` is not a name", begin, end, help)


def _scope(driver: Driver) -> Diagnostic | None:
    """Members and periods that are said in other words, or in another order."""
    text, near = driver.text, max(driver.begin(), driver.stop - 100)
    if driver.word == "for" and _PERIODS.search(text, near, driver.stop):
        help = "members come first, then periods: `keep at least 95% for every branch in 95% of weeks`"
        return _said(driver, "syntax", "`for` stands behind the periods", driver.stop, driver.stop + 3, help)
    if not driver.word[0].isalpha():
        return None
    if _FOR.search(text, near, driver.stop) and advance(driver.states[:], LITERALS["each"]):
        end = driver.stop + len(driver.word)
        help = f"write `for each{'' if driver.word in ('every', 'all', 'any') else f' {driver.word}'} …`"
        return _said(driver, "syntax", f"expected `each` after `for`, found `{driver.word}`", driver.stop, end, help)
    if each := _FOR_EACH.search(text, near, driver.stop):
        message, help = f"expected `every`, found `{each[1]}`", f"write `for every {driver.word}`"
        return _said(driver, "syntax", message, *each.span(1), help)
    if article := _ARTICLE.search(text, near, driver.stop):
        help = f"leave it out: `{driver.word}`"
        return _said(driver, "syntax", "`the` is read as a name here", *article.span(1), help)
    return None


def _bound_of_rule(driver: Driver) -> Diagnostic | None:
    """A bound in words behind a value that is compared."""
    bound = _BOUND.match(driver.text, driver.stop)
    if not bound or not any(advance(driver.states[:], LITERALS[word]) for word in _BEHIND_CONDITIONS):
        return None
    words = " ".join(bound[1].split())
    help = f"bounds of goals are words, and those of rules signs: write `{_SIGNS[words]}`"
    return _said(driver, "syntax", f"`{words}` is no comparison", *bound.span(1), help)


def _said(driver: Driver, name: str, message: str, start: int, end: int, help: str) -> Diagnostic:
    return Diagnostic(name, message, Span(driver.builder.source, start, end), help=help)

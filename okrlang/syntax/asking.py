"""Asking: what people write in conditions who know another notation, and how it is said here."""

from __future__ import annotations

import re

from okrlang.syntax.automaton import LITERALS, NAME, advance
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.driver import Driver
from okrlang.syntax.source import Span

_NEAR = 80  # letters before the place in which the beginning of a phrase is looked for

# What stands behind a whole value or condition: patterns of what stands before, and of what stands there, and a help.
_BEHIND = (
    (r"\bis\s+not\s+", r"present\b", "write `is missing`"),
    (r"\bis\s+not\s+", r"missing\b", "write `is present`"),
    (r"\bis\s+not\s+", r"\S+", "write `!=` before a word or number, and `not (x is …)` otherwise"),
    (r"\bis\s+at\s+", r"least\b", "write `>=` instead of `is at least`"),
    (r"\bis\s+at\s+", r"most\b", "write `<=` instead of `is at most`"),
    (r"\bis\s+one\s+", r"of\b", "write `in [a, b]` instead of `is one of`"),
    (r"(?:=|\bis)\s+(on|off)\s+", r"track\b", "words of several parts are joined by `_`: `{0}_track`"),
    (r"(?:=|\bis)\s+at\s+", r"(risk|least|most)\b", "words of several parts are joined by `_`: `at_{here}`"),
    (r"(?:=|\bis)\s+not\s+", r"started\b", "words of several parts are joined by `_`: `not_started`"),
    (r"(?:=|\bis)\s+no\s+", r"data\b", "words of several parts are joined by `_`: `no_data`"),
    (r"(?:=|\bis)\s+(more|less)\s+", r"than\b", "words of several parts are joined by `_`: `{0}_than`"),
    (
        r"\.([a-z_]+)\s+",
        r"(results?|ins?|scores?|reviews)\b",
        "a field is one word, with `_` for a space: `.{0}_{here}`",
    ),
    (r"\b(?:all|each)\s+", r"\w+\s+in\b", "write `every {here}`"),
    (r"\b(?:any|exists)\s+", r"\w+\s+in\b", "write `some {here}`"),
    (r"\bnone\s+", r"\w+\s+in\b", "write `no {here}`"),
    (r"\bnumber\s+", r"of\b", "write `count(…)` instead of `number of …`"),
    (r"\(\s*[\w.]+\s+", r"where\b", "name each of them: `count(x for x in xs where x.form = change)`"),
    (r"\(\s*\w+\s+in\s+[\w.]+\s+", r"where\b", "say first what is taken of each: `count(x for x in xs where …)`"),
    (r"\bfor\s+\w+\s+in\s+[\w.]+\s+", r"if\b", "what picks stands behind `where`"),
    (r"", r",", "conditions that all have to hold are joined by `and`"),
    (r"", r"&+", "conditions that all have to hold are joined by `and`"),
    (r"", r"\|+", "conditions of which one has to hold are joined by `or`"),
    (r"", r"(?:AND|And|OR|Or|NOT|Not)\b", "write it in small letters: `{lower}`"),
    (r"(?<=[\w%\"\])] )(?:AND|And)\s+", r"(?=\S)", "write it in small letters: `and`"),
    (r"(?<=[\w%\"\])] )(?:OR|Or)\s+", r"(?=\S)", "write it in small letters: `or`"),
    (r"", r"=>|≥|⩾", "write `>=`"),
    (r"", r"≤|⩽", "write `<=`"),
    (r"", r"≠", "write `!=`"),
    (r"", r"(?:exists|exist)\b", "write `is present`"),
    (r"", r"(?:contains?|includes?|like|matches|has)\b", 'write `has word "…"`, which looks for whole words'),
    (r"", r"(?:equals?|eq)\b", "write `=`"),
    (r"", r"(?:greater|more|larger|higher|over|above|exceeds|gt|after)\b", "write `>`, or `>=`"),
    (r"", r"(?:less|smaller|fewer|lower|under|below|lt|before)\b", "write `<`, or `<=`"),
    (r"", r"(?:by|until|till)\b", "write `<=`"),
    (r"", r"since\b", "write `>=`"),
    (r"", r"within\b", "write how far apart: `days_between(a, b) <= 3 days`"),
    (r"", r"not\s+in\b", "`not` stands before the whole: `not (x in […])`"),
)
# What stands where a value is awaited.
_AWAITED = (
    (r"<", r">", "write `!=` instead of `<>`"),
    (r"=", r">", "write `>=` instead of `=>`"),
    (r"=", r"<", "write `<=` instead of `=<`"),
    (r"", r"!", "write `not` before the condition"),
)
# What stands inside of a phrase that a word has begun.
_INSIDE = (
    (r"\b(?:where|check|and|or|satisf(?:y|ies))\s+(?:NOT|Not)\s+", r"(?=\S)", "write it in small letters: `not`"),
    (r"\bis\s+", r"[0-9\"\[]\S*", "write `=` instead of `is`, or `in` before a list"),
    (r"\b(?:every|some|no)\s+key\s+", r"result\b", "each of them is called by a name of one word: `every k in …`"),
    (r"\b(?:every|some|no)\s+\w+\s+", r"of\b", "write `in`: `every k in o.key_results`"),
    (r"\b(?:every|some|no)\s+\w+\s+in\s+[\w.]+\s*", r"(?::|has\b|is\b|must\b)", "ask it of each behind `satisfies`"),
    (r"\bat\s+(?:least|most)\s+", r"one\b", "a number stands in digits: `1`"),
    (
        r"\bat\s+(?:least|most)\s+",
        r"[A-Za-z]\w*\b",
        "a number stands in digits; or hold a count against it: `count(…) >= {here}`",
    ),
    (r"\bthen\b[^{}]*", r"say\b", "`if` says what holds `then`, and what `else`; or write `not (…) or …`"),
)


def asked_otherwise(driver: Driver) -> Diagnostic | None:
    """What to say of a token in a condition that another notation has there."""
    tables: list[tuple[tuple[str, str, str], ...]] = [_INSIDE]
    if any(advance(driver.states[:], LITERALS[word]) for word in ("or", "say", ")")):
        tables.append(_BEHIND)
    if advance(driver.states[:], NAME) and advance(driver.states[:], LITERALS["["]):
        tables.append(_AWAITED)
    before = driver.text[max(driver.begin(), driver.stop - _NEAR) : driver.stop]
    for behind, there, help in (row for rows in tables for row in rows):
        found = re.compile(there).match(driver.text, driver.stop)
        begun = re.search(f"(?:{behind})\\Z", before) if found else None
        if found and begun:
            return _said(driver, begun, found, help)
    return None


def _said(driver: Driver, begun: re.Match[str], found: re.Match[str], help: str) -> Diagnostic:
    start = driver.stop - len(begun[0])
    end = start + len((begun[0] + found[0]).rstrip())
    words = " ".join((begun[0] + found[0]).split())
    said = help.format(*begun.groups(), here=found[0], lower=found[0].lower())
    if len(words) > 40:
        start, words = driver.stop, found[0]
    span = Span(driver.builder.source, start, end)
    return Diagnostic("syntax", f"`{words}` is not said like this", span, help=said)

"""The way on after a fault: the smallest repair after which the text reads well again.

A repair takes back a part of the stack, puts in what is missing and skips what is too much. Several are tried on the
states alone, a few tokens ahead: the first that runs clean is taken, else the one that runs furthest. What a repair
patched together is never used: the declaration counts as broken. Layout counts here only: a declaration that does not
parse ends at the latest where another begins in the first column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from okrlang.syntax.automaton import END, LITERALS, NOTHING, ROWS, SIGN, TERMINALS, WORD, advance, terminal, token_at
from okrlang.syntax.driver import Driver
from okrlang.syntax.expectation import beginnings, clause_start, closed_brace, open_braces, words
from okrlang.syntax.habits import meant_by
from okrlang.syntax.nearest import nearest
from okrlang.syntax.source import Source, Span
from okrlang.syntax.tree import Broken

ENOUGH = 1  # tokens that are better than giving up the declaration
AHEAD = 10  # tokens after which a repair is good
_MANY = 40  # words that may be missing, more than which are not tried
_FURTHEST = 400  # tokens that are skipped at most in search of the next clause
_FEW = 8  # tokens that are skipped at most within a line
_STAND_INS = {
    "STRING": '""',
    "NAME": "x",
    "NUMBER": "0",
    "DATE": "2000-01-01",
    "PERIOD": "2000-Q1",
    "MINUS": "-",
    "_SIGN": "-",
}
_WORDS = {number: word for word, number in LITERALS.items() if word != "}"}
_STARTS = {number for word, number in LITERALS.items() if word[0].isalpha() or word == "}"}
_SEPARATORS = {LITERALS[sign] for sign in ",{"}
_BLOB = re.compile(r"[0-9][\w./,-]*\w|[0-9]")
_QUOTED = re.compile(r"[“„‟”«‘‚‛’'][^“”„‟«»‘’‚‛'\"\n]*[“”„‟»‘’‚‛'\"]?")
_HEAD = re.compile(r"\s*(key result|check in|[A-Za-z]\w*)(?:[ \t]+(?!on\b)([A-Za-z0-9][\w-]*))?")
_INNER = re.compile(r"\b(?:key[ \t]+result|initiative|priority)[ \t]+([A-Za-z][\w-]*)")
_HEADER = re.compile(
    r"""^(?:
      (?:company|cycle|source|metric|kpi|objective|rule|policy|checklist)[ \t]+[\w-]+[ \t]*(?:"[^"\n]*"[ \t]*)?\{
    | (?:department|team|role|day|pack|param)[ \t]+[\w-]+[ \t]+["{0-9t=]
    | (?:communication|engagement|planning|decision|review|evaluation|feedback|improvement|refinement)
      [ \t]+(?:[\w-]+[ \t]+)?(?:"[^"\n]*"[ \t]*)?on[ \t]
    | check[ \t]+in[ \t]+on[ \t] | attest[ \t]+[\w-]+[ \t]+[0-9] | waive[ \t]+[\w-]+[ \t]+on[ \t]
    | define[ \t]+\w+[ \t]*[=(] | setting[ \t]*\{ | test[ \t]+"
    )""",
    re.MULTILINE | re.VERBOSE,
)


class Repair(NamedTuple):
    """How much of the stack stays, the terminals put in, where to go on, and whether that gives the declaration up."""

    keep: int
    put: tuple[tuple[int, str], ...]
    resume: int
    lost: bool = False


def broken_piece(source: Source, text: str, start: int, end: int) -> Broken:
    """What is still known of a piece that does not parse."""
    head = _HEAD.match(text, start, end)
    kind, name = head.groups("") if head else ("", "")
    if kind and kind.split()[0] not in LITERALS:
        kind = nearest(kind, beginnings()) or kind
    inner = tuple(dict.fromkeys(_INNER.findall(text, start, end)))
    return Broken(Span(source, start, end), kind, name, inner)


def next_header(text: str, begin: int, end: int) -> int:
    """Where the next declaration begins in the first column behind `begin`, or the end."""
    found = _HEADER.search(text, _line_end(text, begin, end), end)
    return found.start() if found else end


def mend(driver: Driver, end: int) -> Repair:
    """Apply the best repair to a driver that has stopped, and give it."""
    most, best = ENOUGH, None
    for repair in _repairs(driver, end):
        states = driver.states[: repair.keep + 1]
        if all(advance(states, symbol) for symbol, _ in repair.put):
            clean = _clean(states, driver.text, repair.resume, end)
            if clean > most:
                most, best = clean, repair
            if clean == AHEAD:
                break
    if best is None:
        best = _misspelt_line(driver, end)
    if best is None:
        return give_up(driver, end)
    driver.cut(best.keep)
    for symbol, word in best.put:
        driver.take(symbol, word, driver.stop)
        driver.end = best.resume  # a stand-in may be longer than what it stands for
    return best


def give_up(driver: Driver, end: int) -> Repair:
    """Take a driver that has stopped to where the next declaration begins."""
    top = _top(driver)
    resume = _next_start(driver, top, driver.stop, end, outermost=True)
    driver.cut(top)
    return Repair(top, (), end if resume is None else resume, lost=True)


def _clean(states: list[int], text: str, at: int, end: int) -> int:
    """How many tokens can be read from here, as far as it is looked."""
    for count in range(AHEAD):
        token = token_at(text, at, end)
        symbol, word, start = terminal(token, states[-1])
        if not advance(states, symbol):
            return count
        if symbol == END:
            break
        at = start + len(word)
    return AHEAD


def _repairs(driver: Driver, end: int) -> Iterator[Repair]:
    """What might help, the least first."""
    if driver.symbol != END:
        if not driver.too_deep:
            yield from _meant(driver)
            yield from _closed(driver)
            yield from _reopened(driver)
            yield from _put_in(driver)
            yield from _replaced(driver, end)
            yield from _skipped(driver, end)
        for keep in _levels(driver):
            for least in (driver.stop, _line_end(driver.text, driver.stop, end)):
                resume = _next_start(driver, keep, least, end)
                if resume is not None:
                    yield Repair(keep, (), resume)


def _closed(driver: Driver) -> Iterator[Repair]:
    """Close braces until the token can stand."""
    states, brace = driver.states[:], (LITERALS["}"], "}")
    for count in range(1, len(open_braces(driver.values)) + 1):
        if not advance(states, brace[0]):
            return
        if advance(states[:], LITERALS.get(driver.word, driver.symbol)):
            yield Repair(len(driver.values), (brace,) * count, driver.stop)


def _reopened(driver: Driver) -> Iterator[Repair]:
    """Take back the brace right before, which may have closed too early."""
    opening = closed_brace(driver.values)
    if opening is not None:
        yield Repair(opening + 1, (), driver.stop)


def _put_in(driver: Driver) -> Iterator[Repair]:
    """Put in the one word or sign that may be missing."""
    expected = ROWS[driver.states[-1]].keys() & _WORDS.keys()
    for symbol in sorted(expected) if len(expected) <= _MANY else sorted(expected & _SEPARATORS):
        yield Repair(len(driver.values), ((symbol, _WORDS[symbol]),), driver.stop)


def _meant(driver: Driver) -> Iterator[Repair]:
    """Take a misspelt word for the one it is nearest to."""
    if other := meant_by(driver.word, driver.states):
        yield Repair(len(driver.values), other, driver.stop + len(driver.word))
    if driver.word[:1].isalpha() and (meant := nearest(driver.word, words(driver.states))):
        put = ((LITERALS[meant], meant),)
        yield Repair(len(driver.values), put, driver.stop + len(driver.word))


def _replaced(driver: Driver, end: int) -> Iterator[Repair]:
    """Read what stands there as the text, name, number or date that it may have been meant to be."""
    text, keep = driver.text, len(driver.values)
    begin = driver.stop
    while begin and (text[begin - 1].isalnum() or text[begin - 1] in "-_."):
        begin -= 1
    taken = 1 if keep and driver.starts[-1] == begin < driver.stop else 0  # the first digits of a date, as a number
    for until in _ends(text, begin, driver.stop, end):
        for name, word in _STAND_INS.items():
            put = ((TERMINALS[name], word),)
            yield Repair(keep, put, until)
            if taken:
                yield Repair(keep - 1, put, until)
    for until in _ends_of_text(text, driver.stop, end):
        yield Repair(keep, ((TERMINALS["STRING"], '""'),), until)


def _ends(text: str, begin: int, stop: int, end: int) -> list[int]:
    """Where what stands at `stop` may end: a token, or a run of digits and signs."""
    token = token_at(text, stop, end)
    blob = _BLOB.match(text, begin, end)
    return sorted({found.end() for found in (token, blob) if found and found.end() > stop})


def _ends_of_text(text: str, stop: int, end: int) -> list[int]:
    """Where a text without its quotes, or between other ones, may end."""
    line_end = _line_end(text, stop, end)
    last = line_end - 1 if text[line_end - 1] == "\n" else line_end
    quoted = _QUOTED.match(text, stop, last)
    ends = quoted.end() if quoted else 0, text.find('"', stop + 1, last) + 1, text.find("{", stop, last), last
    return sorted({until for until in ends if until > stop})


def _skipped(driver: Driver, end: int) -> Iterator[Repair]:
    """Leave out a few tokens of the line; of braces only the one at which the driver stopped."""
    text, at = driver.text, driver.stop
    line_end = _line_end(text, at, end)
    for _ in range(_FEW):
        token = token_at(text, at, line_end)
        if (at > driver.stop and token[SIGN] in ("{", "}")) or not token.group(token.lastindex or 0):
            return
        at = token.end()
        yield Repair(len(driver.values), (), at)


def _levels(driver: Driver) -> Iterator[int]:
    """How much of the stack stays if the clause at hand is given up, then the declaration around it, and so on."""
    for index in reversed(open_braces(driver.values)):
        yield index + 1 + _is_list(driver.values, index + 1)


def _is_list(values: list[object], index: int) -> bool:
    return index < len(values) and isinstance(values[index], list)


def _misspelt_line(driver: Driver, end: int) -> Repair | None:
    """Go on at the next line if it looks like a clause with a fault of its own."""
    at = _line_end(driver.text, driver.stop, end)
    token = token_at(driver.text, at, end)
    if at == end or not open_braces(driver.values) or not token[WORD]:
        return None
    keep = clause_start(driver.values)
    known = words(driver.states[: keep + 1])
    return Repair(keep, (), at) if nearest(token[WORD], known) else None


def _top(driver: Driver) -> int:
    """How much of the stack stays if the declaration at hand is given up: all, where it is whole already."""
    if driver.whole():
        return len(driver.values)
    return +_is_list(driver.values, 0)


def _next_start(driver: Driver, keep: int, least: int, end: int, *, outermost: bool = False) -> int | None:
    """Where, not before `least`, a clause begins that can follow what is kept, or the brace that closes its list."""
    states, at, depth = driver.states[: keep + 1], driver.stop, 0
    for _ in range(_FURTHEST):
        token = token_at(driver.text, at, end)
        symbol, word, start = terminal(token, states[-1])
        at = start + len(word)
        if depth == 0 and start >= least and symbol in _STARTS and advance(states[:], symbol):
            return start
        if symbol == END or (word == "}" and depth == 0 and not outermost):
            return None
        if symbol == NOTHING and word == '"':
            at = _line_end(driver.text, at, end)
        depth = max(0, depth + (word == "{") - (word == "}"))
    return None


def _line_end(text: str, at: int, end: int) -> int:
    """Where the next line begins."""
    return text.find("\n", at, end) + 1 or end

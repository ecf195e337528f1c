"""What is said where a text cannot be read on: what was expected, in people's words, and the nearest right thing."""

from __future__ import annotations

import re

from okrlang.syntax.automaton import END, LITERALS, NOTHING, SYMBOLS, TERMINALS, advance, row, terminal, token_at
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.driver import DEEPEST, Driver
from okrlang.syntax.source import Span

# What stands for many things, the widest first.
_CONCEPTS = {
    "expression": "a value or a condition",
    "sum": "a value",
    "target": "a number",
    "bound": "a bound such as `at least 3`",
    "moment": "a date such as `2026-09-30` or the name of a day",
    "cycle_ref": "a cycle, by name or by period such as `2026-Q3`",
    "party": "a name or a text in quotes",
    "column": "the name of a column",
    "member": "the name of a member",
    "rhythm": "how often, such as `every 2 weeks`",
    "signed_amount": "a number",
    "amount": "a number",
    "share": "a percentage",
    "item_number": "the number of an item",
    "number": "a number",
    "day": "a date such as `2026-09-30`",
    "subject": "a name",
    "path": "a name",
    "name": "a name",
    "unit_name": "a unit",
    "template": "a text in quotes",
    "title": "a title in quotes",
    "text": "a text in quotes",
    "aggregate": "how to sum up, such as `last` or `sum`",
    "month": "the name of a month",
    "verdict": "a verdict such as `fail`",
    "changed": "what was changed, such as `target`",
    "status": "a status: `on track`, `at risk` or `off track`",
    "basis_word": "a basis such as `standard` or `ours`",
}
_DECLARATIONS = {"setting", "avoid", "prefer", "given"}  # what holds whole declarations
_FEW = 4  # words that are named one by one
_CONTINUING = set("+-*/.,=<>%$€£") | {"!=", "<=", ">=", "between", "in", "has", "is", "and", "or", "of", "working", "("}
_CURLY, _SINGLE = "“”„‟«»", "‘’‚‛'"
_BLOB = re.compile(r"[0-9][\w.,/-]*")
_LATER = re.compile(r"[0-9%kM]\s+([A-Za-z][\w-]*)\s+\Z")


def complaint(driver: Driver, end: int) -> Diagnostic:
    """What to say of the token at which a driver has stopped."""
    text, stop = driver.source.text, driver.stop
    if driver.too_deep:
        span = Span(driver.source, driver.starts[-1], driver.end)
        message = f"this expression is nested more than {DEEPEST} deep"
        return Diagnostic("deep-nesting", message, span, help="split it, for instance with `define`")
    token = token_at(text, stop, end)
    assert token
    symbol, word, _ = terminal(token, driver.states[-1])
    if symbol == END:
        return _cut_short(driver, end)
    return _sign(driver, symbol, word) or _number(driver) or _misspelt(driver, word) or _unexpected(driver, symbol, word)


def _cut_short(driver: Driver, end: int) -> Diagnostic:
    """The text, or the declaration, ends too early."""
    if "{" in driver.values:
        brace = _unclosed(driver.source.text, driver.begin(), end)
        head = driver.source.text[driver.source.text.rfind("\n", 0, brace) + 1 : brace].split('"')[0].strip()
        whose = f"the `{{` of `{head}`" if head else "this `{`"
        span = Span(driver.source, brace, brace + 1)
        return Diagnostic("unclosed-brace", f"{whose} is never closed", span, help="close it with `}`")
    at = max(driver.end - 1, 0)
    message = f"expected {_expected(driver)}, found the end"
    return Diagnostic("syntax", message, Span(driver.source, at, max(driver.end, at)))


def _unclosed(text: str, begin: int, end: int) -> int:
    """The brace that lacks its partner: one that closes to the left of the line on which it opens, else the last open."""
    opened: list[int] = []
    at = begin
    while True:
        token = token_at(text, at, end)
        assert token
        sign, at = token.group(token.lastindex or 0), token.end()
        if sign == "{":
            opened.append(at - 1)
        elif sign == "}" and len(opened) > 1:
            if _indent(text, at - 1) < _indent(text, opened[-1]):
                return opened[-1]
            opened.pop()
        elif not sign:
            return opened[-1]


def _indent(text: str, at: int) -> int:
    line = text[text.rfind("\n", 0, at) + 1 : at + 1]
    return len(line) - len(line.lstrip())


def _sign(driver: Driver, symbol: int, word: str) -> Diagnostic | None:
    """A sign that is no sign of the language, or stands where it means something else."""
    source, stop = driver.source, driver.stop
    here = Span(source, stop, stop + 1)
    if word and word in _CURLY:
        return Diagnostic("curly-quote", f"`{word}` does not begin a text", here, help='texts stand in straight quotes: "…"')
    if word and word in _SINGLE:
        return Diagnostic("single-quote", f"`{word}` does not begin a text", here, help='texts stand in double quotes: "…"')
    if word == '"':
        line_end = source.text.find("\n", stop)
        long = source.text.startswith('"""', stop)
        span = Span(source, stop, stop + 3 if long else line_end if line_end >= 0 else len(source.text))
        help = 'close it with `"""`' if long else 'close it with `"`; a text of several lines stands in `"""`'
        return Diagnostic("unclosed-text", "this text is never closed", span, help=help)
    if word == "-":
        binary = advance(driver.states[:], TERMINALS["MINUS"])
        help = "white space on both sides takes away: `a - b`" if binary else "none behind it is the sign: `-3`"
        return Diagnostic("binary-minus", "this `-` is neither a sign nor a difference", here, help=help)
    if word == "}" and "{" not in driver.values:
        return Diagnostic("extra-brace", "this `}` closes nothing", here, help="take it out, or look for a missing `{`")
    if symbol == NOTHING:
        return Diagnostic("syntax", f"`{word}` means nothing here", here, help=f"expected {_expected(driver)}")
    return None


def _number(driver: Driver) -> Diagnostic | None:
    """Digits that are no number, date or period."""
    text, begin = driver.source.text, driver.stop
    while begin and (text[begin - 1].isalnum() or text[begin - 1] in "-_.,/"):
        begin -= 1
    blob = _BLOB.match(text, begin)
    if not blob or blob.end() <= driver.stop:
        return None
    written, span = blob[0].rstrip(",."), Span(driver.source, begin, begin + len(blob[0].rstrip(",.")))
    if re.fullmatch(r"[0-9]+[-./][0-9]+[-./][0-9]+\w*", written):
        help = "a date is written year-month-day: `2026-09-30`"
        return Diagnostic("bad-date", f"`{written}` is not a date", span, help=help)
    if re.fullmatch(r"[0-9]{4}-\w+", written) and not re.fullmatch(r"[0-9]{4}-(Q[1-4]|H[12]|[0-9]{2})", written):
        help = "periods are written `2026`, `2026-H1`, `2026-Q3`, `2026-09` or `2026-W07`"
        return Diagnostic("bad-period", f"`{written}` is not a period", span, help=help)
    if re.fullmatch(r"[0-9]+,[0-9]+", written):
        return Diagnostic("bad-number", f"`{written}` is not a number", span, help="the decimal sign is a point: `0.5`")
    return None


def _misspelt(driver: Driver, word: str) -> Diagnostic | None:
    """A word that is nearly one of those expected, or behind a number read as its unit."""
    source, stop = driver.source, driver.stop
    before = _LATER.search(source.text, max(driver.begin(), stop - 100), stop)
    known = _words(driver, _clause_states(driver))
    if before and (meant := _nearest(before[1], known)):
        span = Span(source, before.start(1), before.end(1))
        help = f"did you mean `{meant}`? a word behind a number is read as its unit"
        return Diagnostic("unknown-word", f"`{before[1]}` is not {_place(driver)}", span, help=help)
    if not word[:1].isalpha():
        return None
    expected = _words(driver, driver.states)
    if meant := _nearest(word, expected):
        message = f"`{word}` is not {_place(driver)}" if meant in known else f"expected `{meant}`, found `{word}`"
        return Diagnostic("unknown-word", message, Span(source, stop, stop + len(word)), help=f"did you mean `{meant}`?")
    return None


def _unexpected(driver: Driver, symbol: int, word: str) -> Diagnostic:
    shown = word if len(word) <= 30 else word[:29] + "…"
    span = Span(driver.source, driver.stop, driver.stop + max(len(word), 1))
    expected = _expected(driver)
    if word[0].isalpha() and expected == _place(driver):
        return Diagnostic("unknown-word", f"`{word}` is not {expected}", span, help=_quoting(driver, word))
    return Diagnostic("syntax", f"expected {expected}, found `{shown}`", span, help=_quoting(driver, word))


def _quoting(driver: Driver, word: str) -> str | None:
    """Advice for names of several words, and for lists without commas."""
    text = driver.source.text
    if word[0].isalpha() and (before := re.search(r"([A-Za-z][\w-]*)[ \t]+\Z", text[max(0, driver.stop - 60) : driver.stop])):
        return f'a text of several words stands in quotes: "{before[1]} {word}"'
    return None


def _expected(driver: Driver) -> str:
    """What could stand at the place, as a concept or a few words."""
    words = [word for word in _terminals(driver, driver.states) if word not in _CONTINUING]
    if "}" in words and len(words) > _FEW:
        return f"{_place(driver)} or `}}`"
    here = {SYMBOLS[symbol] for symbol in row(driver.states[-1]) if symbol >= len(TERMINALS)}
    concept = next((phrase for rule, phrase in _CONCEPTS.items() if rule in here), None)
    literal = [f"`{word}`" for word in words if word in LITERALS]
    if concept:
        return " or ".join((concept, *(literal if len(literal) <= 2 else ())))
    if 0 < len(literal) <= _FEW:
        return " or ".join(literal)
    return _place(driver)


def _place(driver: Driver) -> str:
    """What stands in the list at hand: declarations, or the properties of one."""
    values = driver.values
    braces = [index for index, value in enumerate(values) if value == "{"]
    if not braces:
        return "the beginning of a declaration"
    begin = next((i for i in range(braces[-1] - 1, -1, -1) if values[i] == "{" or isinstance(values[i], list)), -1)
    words = []
    for value in values[begin + 1 : braces[-1]]:
        if not isinstance(value, str) or value == "on":
            break
        words.append(value)
    head = " ".join(words)
    if head in _DECLARATIONS:
        return "the beginning of a declaration"
    return f"a property of {'an' if head[:1] in 'aeiou' else 'a'} {head}"


def _clause_states(driver: Driver) -> list[int]:
    """The states when the clause at hand had not begun."""
    values = driver.values
    keep = max((index + 1 for index, value in enumerate(values) if value == "{"), default=0)
    return driver.states[: keep + 1 + isinstance([*values, None][keep], list)]


def _words(driver: Driver, states: list[int]) -> list[str]:
    return [word for word in _terminals(driver, states) if word[0].isalpha() and word in LITERALS]


def _terminals(driver: Driver, states: list[int]) -> list[str]:
    """All terminals that can stand in a state, as they are written."""
    candidates = sorted(symbol for symbol in row(states[-1]) if symbol < len(TERMINALS))
    return [SYMBOLS[symbol] for symbol in candidates if advance(states[:], symbol)]


def _nearest(word: str, known: list[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, 1, 0.7)), None)

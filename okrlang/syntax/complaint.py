"""What is said where a text cannot be read on: what was expected, in people's words, and the nearest right thing."""

from __future__ import annotations

import re

from okrlang.syntax.automaton import END, LITERALS, TERMINALS, advance, token_at
from okrlang.syntax.diagnostic import Diagnostic, Related
from okrlang.syntax.driver import DEEPEST, Driver
from okrlang.syntax.expectation import (
    clause_start,
    closed_brace,
    expected,
    homes,
    listed,
    open_braces,
    place,
    read_as_name,
    words,
)
from okrlang.syntax.habits import habit
from okrlang.syntax.nearest import nearest
from okrlang.syntax.source import Span

_CURLY, _SINGLE = {*"“”„‟«»"}, {*"‘’‚‛'"}
_COMPARING = {"=", "!=", "<", "<=", ">", ">=", "between", "in", "is", "has"}
_BEGINNING = {"every", "some", "no", "if"}  # which in the midst of a condition are read as names
_BLOB = re.compile(r"[0-9][\w.,/-]*(?<![.,])|\.[0-9]+")
_DATE = re.compile(r"[0-9]+-[0-9]+-[0-9]+\w*|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}")
_PERIOD = re.compile(r"[0-9]{4}(-\w+|[QHW]\w+)")
_PERIOD_ELSEWHERE = re.compile(r"\b(?:[QH][1-4][/ -]?[0-9]{4}|[0-9]{4}[/ ][QH][1-4])\b")
_EXPONENT = re.compile(r"[0-9._]+[eE][0-9-]+")
_GROUPED = re.compile(r"[0-9_]+[.,][0-9.,]+|[.,][0-9]+")
_HABITS = {
    ":": "a word and what belongs to it stand side by side, without a sign between them",
    "=": "a word and what belongs to it stand side by side, without a sign between them",
    ";": "nothing stands between properties",
    ",": "nothing stands between properties",
    "//": "a comment begins with `#`",
    ">=": "the bounds of a goal are words: `at least`",
    "<=": "the bounds of a goal are words: `at most`",
    ">": "the bounds of a goal are words: `more than`",
    "<": "the bounds of a goal are words: `less than`",
    "≥": "the bounds of a goal are words: `at least`",
    "≤": "the bounds of a goal are words: `at most`",
}
_ARROWS = ("->", "=>", "→")
_RECORD = re.compile(r'[\w-]+\s+(?:[\w-]+\s+)?(?:"[^"\n]*"\s+)?on\s+[0-9]{4}-')
_RECORDS = (
    "what happened on a day is a `check in`, `communication`, `engagement`, `planning`, `decision`, `review`, "
    "`evaluation`, `feedback` or `improvement`"
)
_NUMBER_BEFORE = re.compile(r"[0-9][ \t]*[A-Za-z][\w-]*[ \t]+\Z")
_UNIT_BEFORE = re.compile(r"[0-9%kM]\s+([A-Za-z][\w-]*)\s+\Z")
_NAME_BEFORE = re.compile(r"([A-Za-z][\w-]*)[ \t]+\Z")


def complaint(driver: Driver, end: int) -> Diagnostic:
    """What to say of the token at which a driver has stopped; `end` is where it was to stop."""
    if driver.too_deep:
        message = f"this expression is nested more than {DEEPEST} deep"
        help = "split it, for instance with `define`"
        return Diagnostic("deep-nesting", message, _span(driver, driver.starts[-1], driver.end), help=help)
    if driver.symbol == END:
        return _cut_short(driver, end)
    found = (
        _stray_quote(driver)
        or _wrong_number(driver)
        or _wrong_sign(driver)
        or habit(driver)
        or _misspelt(driver)
        or _brace(driver)
    )
    return found or _unexpected(driver)


def _span(driver: Driver, start: int, end: int) -> Span:
    return Span(driver.builder.source, start, end)


def _here(driver: Driver) -> Span:
    return _span(driver, driver.stop, driver.stop + max(len(driver.word), 1))


# --- too early an end


def _cut_short(driver: Driver, end: int) -> Diagnostic:
    if not open_braces(driver.values):
        message = f"expected {expected(driver.states, driver.values)}, found the end"
        return Diagnostic("syntax", message, _span(driver, [driver.stop, *driver.starts][-1], driver.end or end + 1))
    next_one = Related("this begins the next declaration", _span(driver, end, end + 1))
    related = (next_one,) if driver.text[end : end + 1].strip() else ()
    return _unclosed_brace(driver, _unclosed(driver.text, driver.begin(), end), related)


def _unclosed_brace(driver: Driver, brace: int, related: tuple[Related, ...]) -> Diagnostic:
    head = driver.text[driver.text.rfind("\n", 0, brace) + 1 : brace].split('"')[0].strip()
    message = f"the `{{` of `{head}` is never closed" if head else "this `{` is never closed"
    return Diagnostic("unclosed-brace", message, _span(driver, brace, brace + 1), "error", "close it with `}`", related)


def _unclosed(text: str, begin: int, end: int) -> int:
    """The brace without a partner: one whose partner stands further left than its line, else the last that is open."""
    opened: list[int] = []
    at = begin
    while True:
        token = token_at(text, at, end)
        sign, at = token.group(token.lastindex or 0), token.end()
        if sign == "{":
            opened.append(at - 1)
        elif sign == "}" and opened:
            if len(opened) > 1 and _indent(text, at - 1) < _indent(text, opened[-1]):
                return opened[-1]
            opened.pop()
        elif not sign:
            return opened[-1] if opened else begin


def _indent(text: str, at: int) -> int:
    line = text[text.rfind("\n", 0, at) + 1 : at + 1]
    return len(line) - len(line.lstrip())


# --- signs and numbers


def _wrong_sign(driver: Driver) -> Diagnostic | None:
    """A sign that is none of the language, or stands where it means something else."""
    word, here = driver.word, _here(driver)
    if word in _CURLY or word in _SINGLE:
        name, kind = ("curly-quote", "straight") if word in _CURLY else ("single-quote", "double")
        return Diagnostic(name, f"`{word}` does not begin a text", here, help=f'a text stands in {kind} quotes: "…"')
    if word == '"':
        return _unclosed_text(driver)
    if driver.text.startswith(_ARROWS, driver.stop) and not advance(driver.states[:], LITERALS["or"]):
        help = "a change is written `from 9 to 5`"
        return Diagnostic(
            "syntax", f"`{driver.text[driver.stop : driver.stop + 2].strip()}` is no sign", here, help=help
        )
    if word == "-":
        help = "a sign has no white space behind it: `-3`"
        if advance(driver.states[:], TERMINALS["MINUS"]):
            help = "a difference has white space on both sides: `a - b`"
        return Diagnostic("binary-minus", "this `-` is neither a sign nor a difference", here, help=help)
    if word == "=" and driver.text[driver.stop - 1 : driver.stop] == "=":
        return Diagnostic("syntax", "equality is written with one `=`", here, help="leave one out: `a = b`")
    if word in _COMPARING and advance(driver.states[:], LITERALS["and"]):
        help = "say it in two, joined by `and`: `a < b and b < c`"
        return Diagnostic("chained-comparison", "a comparison cannot be compared again", here, help=help)
    if word == "}" and not open_braces(driver.values):
        return Diagnostic("extra-brace", "this `}` closes nothing", here, help="take it out, or look for a missing `{`")
    return None


def _stray_quote(driver: Driver) -> Diagnostic | None:
    """A word right behind a text: the quote that ends the text was meant to begin the next, or to stand within it."""
    text, stop = driver.text, driver.stop
    line = text[text.rfind("\n", 0, stop) + 1 :].split("\n", 1)[0]
    if text[stop - 1 : stop] != '"' or '"""' in line:
        return None
    span = _span(driver, driver.starts[-1], driver.end)
    if line.replace('\\"', "").count('"') % 2:
        help = 'close it with `"` before the next one begins: `say "…" fix "…"`'
        return Diagnostic(
            "unclosed-text", 'a text on this line is never closed: it has an odd number of `"`', span, help=help
        )
    return None


def _unclosed_text(driver: Driver) -> Diagnostic:
    if driver.text.startswith('"""', driver.stop):
        span = _span(driver, driver.stop, driver.stop + 3)
        return Diagnostic("unclosed-text", "this text is never closed", span, help='close it with `"""`')
    line_end = driver.text.find("\n", driver.stop)
    span = _span(driver, driver.stop, line_end if line_end >= 0 else len(driver.text))
    help = 'close it with `"` on the same line; a text of several lines stands in `"""`'
    return Diagnostic("unclosed-text", "this text is never closed", span, help=help)


def _wrong_number(driver: Driver) -> Diagnostic | None:
    """Digits that are no number, date or period."""
    near = _PERIOD_ELSEWHERE.finditer(driver.text, max(driver.begin(), driver.stop - 8), driver.stop + 8)
    if period := next((found for found in near if found.start() <= driver.stop < found.end()), None):
        year, part = re.findall(r"[0-9]{4}|[QH][1-4]", period[0])[:: 1 if period[0][0].isdigit() else -1]
        span = _span(driver, *period.span())
        return Diagnostic("bad-period", f"`{period[0]}` is not a period", span, help=f"write `{year}-{part}`")
    begin = driver.stop
    while begin and (driver.text[begin - 1].isalnum() or driver.text[begin - 1] in "-_.,/"):
        begin -= 1
    blob = _BLOB.match(driver.text, begin)
    if not blob or blob.end() <= driver.stop:
        return None
    written, span = blob[0], _span(driver, *blob.span())
    if _DATE.fullmatch(written) and driver.word != written:
        help = "a date is written year-month-day: `2026-09-30`"
        return Diagnostic("bad-date", f"`{written}` is not a date", span, help=help)
    if _PERIOD.fullmatch(written) and driver.word != written:
        help = "a period is written `2026`, `2026-H1`, `2026-Q3`, `2026-09` or `2026-W07`"
        return Diagnostic("bad-period", f"`{written}` is not a period", span, help=help)
    if _EXPONENT.fullmatch(written):
        help = "a number is written out: `120_000` or `120k`"
        return Diagnostic("bad-number", f"`{written}` is not a number", span, help=help)
    if _GROUPED.fullmatch(written) and driver.word != written:
        help = "the decimal sign is a point behind a digit, and thousands may be set apart by `_`: `1_200.5`"
        return Diagnostic("bad-number", f"`{written}` is not a number", span, help=help)
    return None


# --- words


def _misspelt(driver: Driver) -> Diagnostic | None:
    """A word that is nearly one of those expected; behind a number it was read as a unit."""
    keep = clause_start(driver.values)
    properties = words(driver.states[: keep + 1])
    before = _UNIT_BEFORE.search(driver.text, max(driver.begin(), driver.stop - 100), driver.stop)
    is_keyword = before and driver.values[-1] == before[1] and not read_as_name(driver.states)
    was_unit = before and not is_keyword and not nearest(driver.word, properties)
    if before and was_unit and (meant := nearest(before[1], properties)):
        help = f"did you mean `{meant}`? a word behind a number is read as its unit"
        message = f"`{before[1]}` is not {place(driver.values)}"
        return Diagnostic("unknown-word", message, _span(driver, *before.span(1)), help=help)
    word = driver.word
    before = _NAME_BEFORE.search(driver.text, max(driver.begin(), driver.stop - 60), driver.stop)
    if before and before[1] in _BEGINNING and word[:1].isalpha() and read_as_name(driver.states):
        message = f"`{before[1]}` begins a condition of its own"
        help = f"put it in parentheses: `({before[1]} {word} …)`"
        return Diagnostic("syntax", message, _span(driver, *before.span(1)), help=help)
    if not word[:1].isalpha() or not (meant := nearest(word, words(driver.states))):
        return None
    is_property = meant in properties
    message = f"`{word}` is not {place(driver.values)}" if is_property else f"expected `{meant}`, found `{word}`"
    return Diagnostic("unknown-word", message, _here(driver), help=f"did you mean `{meant}`?")


def _brace(driver: Driver) -> Diagnostic | None:
    return _outside(driver) or _closed_early(driver)


def _outside(driver: Driver) -> Diagnostic | None:
    """A word that begins a line and would fit if the brace before it were closed."""
    states, line = driver.states[:], driver.text.rfind("\n", 0, driver.stop) + 1
    braces = [driver.starts[index] for index in open_braces(driver.values)]
    if not braces or braces[-1] >= line or driver.text[line : driver.stop].strip():
        return None
    if not (advance(states, LITERALS["}"]) and advance(states, LITERALS.get(driver.word, driver.symbol))):
        return None
    return _unclosed_brace(driver, braces[-1], (Related("this stands outside of it", _here(driver)),))


def _closed_early(driver: Driver) -> Diagnostic | None:
    """A word that would fit if the brace right before it were not there."""
    opening = closed_brace(driver.values)
    if opening is None or not advance(driver.states[: opening + 2], LITERALS.get(driver.word, driver.symbol)):
        return None
    brace, outside = _span(driver, driver.starts[-1], driver.end), Related("this stands outside", _here(driver))
    return Diagnostic("extra-brace", "this `}` closes too early", brace, "error", "take it out", (outside,))


def _unexpected(driver: Driver) -> Diagnostic:
    word, here = driver.word, _here(driver)
    what = expected(driver.states, driver.values)
    found = " ".join(word.split()) if len(word) <= 40 else " ".join(word[:39].split()) + "…"
    if not word[:1].isalpha():
        return Diagnostic("syntax", f"expected {what}, found `{found}`", here, help=_advice(driver))
    at_home = homes(word)
    if what.removesuffix(" or `}`") != place(driver.values):
        return Diagnostic("syntax", f"expected {what}, found `{word}`", here, help=_advice(driver))
    if not at_home:
        return Diagnostic("unknown-word", f"`{word}` is not {place(driver.values)}", here, help=_advice(driver))
    help = "; ".join(filter(None, (_advice(driver), f"it stands in {listed(at_home)}")))
    return Diagnostic("misplaced-word", f"`{word}` is not {place(driver.values)}", here, help=help)


def _advice(driver: Driver) -> str | None:
    """What helps with the usual mix-ups of names, titles, texts and lists."""
    name, text = (advance(driver.states[:], TERMINALS[kind]) for kind in ("NAME", "STRING"))
    if driver.word[0] == '"' and name and not text:
        states = driver.states[:]
        if advance(states, TERMINALS["NAME"]) and advance(states, TERMINALS["STRING"]):
            return "a name stands before the title, and others refer to it by that name"
        return "a name stands without quotes"
    if driver.word == "{" and text:
        return 'a message stands in quotes, and what is filled in within them: `"{k.id} …"`'
    if driver.word[0].isdigit() and place(driver.values) == "a property of a key result":
        return "a number stands behind what it says: `at least 5`, `from 9 to 5`"
    if not driver.word[0].isalpha():
        return _HABITS.get("//" if driver.text.startswith("//", driver.stop) else driver.word)
    if _RECORD.match(driver.text, driver.stop) and place(driver.values) == "the beginning of a declaration":
        return _RECORDS
    before = _NAME_BEFORE.search(driver.text, max(0, driver.stop - 60), driver.stop)
    if text and before and before[1] not in LITERALS:
        return f'a name is one word: `{before[1]}_{driver.word}`; a title stands in quotes: "{driver.word} …"'
    if text:
        return f'a text stands in quotes: "{driver.word} …"'
    states = driver.states[:]
    if driver.word not in LITERALS and advance(states, LITERALS[","]) and advance(states, TERMINALS["NAME"]):
        return "the names of a list have commas between them"
    near = max(0, driver.stop - 60)
    if _NUMBER_BEFORE.search(driver.text, near, driver.stop):
        return "a number has one unit; thousands and millions are `k` and `M` right behind it: `1.2M EUR`"
    if before and before[1] not in LITERALS:
        return f'a text of several words stands in quotes: "{before[1]} {driver.word}"'
    return None

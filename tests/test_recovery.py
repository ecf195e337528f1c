"""What is said of texts that do not parse: one thing for one fault, at its place; and what a fault does not cost.

The texts in `tests/syntax/faults/` hold cases, each begun by `=== why`. A line that something is said of ends in a
comment: severity, name, the words that are marked, and the message; `# ^` says it of the line above.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

import pytest
from test_checks import shown, stated
from test_grammar import TOURS, declarations, tokens

from okrlang.syntax import tree
from okrlang.syntax.automaton import LITERALS
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.parser import MOST_FAULTS, parse
from okrlang.syntax.source import Source

_CASE = re.compile(r"^=== (.+)\n", re.MULTILINE)


def cases() -> list[tuple[str, str]]:
    """All cases: where they stand and why, and their text."""
    found = []
    for path in sorted((Path(__file__).parent / "syntax" / "faults").glob("*.okr")):
        _, *rest = _CASE.split(path.read_text("utf-8"))
        found += [(f"{path.stem}: {why}", text) for why, text in zip(rest[::2], rest[1::2], strict=True)]
    return found


def parsed(text: str) -> tuple[tree.Sheet, tuple[Diagnostic, ...]]:
    return parse(Source("goals.okr", text))


@pytest.mark.parametrize(("why", "text"), cases(), ids=[why for why, _ in cases()])
def test_what_is_said_of_a_text(why: str, text: str) -> None:
    assert sorted(shown(found) for found in parsed(text)[1]) == stated(text)


def test_every_message_is_in_the_house_style() -> None:
    for _, text in cases():
        for found in parsed(text)[1]:
            assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", found.name)
            assert not found.message[0].isupper()
            assert not found.message.endswith(".")
            assert "None" not in f"{found.message} {found.help or ''}"
            assert found.span.start < found.span.end <= len(text)


HELPS = {
    "objective o { onwer a }": "did you mean `owner`?",
    "objective o { weight 2 }": "it stands in a key result or a milestone",
    "objective o { owner Kitchen crew }": 'a text of several words stands in quotes: "Kitchen crew"',
    "objective o { because Two thirds }": 'a text stands in quotes: "Two …"',
    "objective o { supports a b }": "the names of a list have commas between them",
    'objective "O" { }': "a name stands before the title, and others refer to it by that name",
    'objective o { policy "pace" }': "a name stands without quotes",
    "objective o { owner: a }": "a word and what belongs to it stand side by side, without a sign between them",
    "objective o { cycle a; owner b }": "nothing stands between properties",
    "// goals": "a comment begins with `#`",
    "kpi k { green >= 3 }": "the bounds of a goal are words: `at least`",
    "team é": "a name has the letters `a` to `z`, digits, `_` and `-`; a text stands in quotes",
    "objective o { key result k { at least 1.2 m EUR } }": "a number has one unit; thousands and millions are `k` and "
    "`M` right behind it: `1.2M EUR`",
    "day d 2026-7-1": "a date is written year-month-day: `2026-09-30`",
    "metric m { formula a -b }": "a difference has white space on both sides: `a - b`",
    "metric m { formula - b }": "a sign has no white space behind it: `-3`",
    "metric m { take avg }": "did you mean `mean`?",
    "metric m { take minimum }": "did you mean `min`?",
    "metric m { take zymurgy }": "known are last, first, sum, mean, min, max, count, median, distinct, share and p1 to "
    "p99",
    "metric m { take meann }": "did you mean `mean`?",
    "define d = a < b < c": "say it in two, joined by `and`: `a < b and b < c`",
    "day d 2027-02-30": "2027-02 has the days 1 to 28",
    "day d 2027-13-01": "a date is written year-month-day, and the months are `01` to `12`",
    "team harbour branch": 'a name is one word: `harbour_branch`; a title stands in quotes: "branch …"',
    "checkin on 2027-01-01 { report o.k 3 }": "did you mean `check in`?",
    "objective o { kr k { at least 3 } }": "did you mean `key result`?",
    "objective o { key result k { increase by 10% } }": "did you mean `up`, as in `up 10%`?",
    "objective o { key result k { minimum 400 } }": "did you mean `at least`, as in `at least 400`?",
    "objective o { key result k { at least 3 for each branch } }": "write `for every branch`",
    "objective o { key result k { keep at least 3 in every week for every branch } }": "members come first, then "
    "periods: `keep at least 95% for every branch in 95% of weeks`",
    "objective o { key result k { keep at least 3 in 95% of the weeks } }": "leave it out: `weeks`",
    'review on 2027-01-01 { result "Kept" }': 'did you mean `outcome`, as in `outcome "…"`?',
    "metric m { updated weekly }": "did you mean `every week`?",
    'rule r { for each objective  check count(objective.tags) at least 1 say "x" }': "bounds of goals are words, and "
    "those of rules signs: write `>=`",
    'rule r { for each kpi  check kpi.value is at most 3 % say "x" }': "write `<=` instead of `is at most`",
    'rule r { for each kpi  check kpi.owner is not present say "x" }': "write `is missing`",
    'rule r { for each kpi  check kpi.owner exists say "x" }': "write `is present`",
    'rule r { for each kpi  check kpi.level is not red say "x" }': "write `!=` before a word or number, and `not (x is …)` "
    "otherwise",
    'rule r { for each objective  check objective.status = on track say "x" }': "words of several parts are joined by "
    "`_`: `on_track`",
    'rule r { for each objective  check objective.kind not in [learning] say "x" }': "`not` stands before the whole: "
    "`not (x in […])`",
    'rule r { for each kpi  check kpi.owner is present && kpi.metric is present say "x" }': "conditions that all have to "
    "hold are joined by `and`",
    'rule r { for each kpi  check kpi.owner is present, kpi.metric is present say "x" }': "conditions that all have to "
    "hold are joined by `and`",
    'rule r { for each kpi  check kpi.owner is present OR kpi.metric is present say "x" }': "write it in small letters: "
    "`or`",
    'rule r { for each kpi  check kpi.title contains "x" say "x" }': 'write `has word "…"`, which looks for whole words',
    'rule r { for each kpi  check kpi.value <> 3% say "x" }': "write `!=` instead of `<>`",
    'rule r { for each kpi  check !kpi.owner say "x" }': "write `not` before the condition",
    'rule r { check all k in kpis satisfy k.owner is present say "x" }': "write `every k in`",
    'rule r { check every k of kpis satisfies k.owner is present say "x" }': "write `in`: `every k in o.key_results`",
    'rule r { check every k in kpis: k.owner is present say "x" }': "ask it of each behind `satisfies`",
    'rule r { check at least one k in kpis satisfy k.owner is present say "x" }': "a number stands in digits: `1`",
    'rule r { for each objective  check count(objective.key results) = 1 say "x" }': "a field is one word, with `_` for "
    "a space: `.key_results`",
    'rule r { check count(kpis where level = red) = 1 say "x" }': "name each of them: `count(x for x in xs where "
    "x.form = change)`",
    'rule r { for each kpi  check if kpi.owner is present then kpi.metric is present say "x" }': "`if` says what holds "
    "`then`, and what `else`; or write `not (…) or …`",
    'rule r { for each kpi  check kpi.samples = 2 AND kpi.owner is present say "x" }': "write it in small letters: `and`",
    'rule r { for each kpi  check kpi.samples = 2 OR kpi.samples = 3 say "x" }': "write it in small letters: `or`",
    'rule r { for each kpi  check kpi.value = 2% AND kpi.owner is present say "x" }': "write it in small letters: `and`",
    'rule r { for each kpi where NOT kpi.owner is present  check kpi.samples = 2 say "x" }': "write it in small letters: `not`",
    'rule r { for each kpi  check kpi.samples ≥ 3 say "x" }': "write `>=`",
    'rule r { for each kpi  check kpi.samples ≤ 3 say "x" }': "write `<=`",
    'rule r { for each kpi  check kpi.samples ≠ 3 say "x" }': "write `!=`",
    'rule r { for every key result  check k.samples = 3 say "x" }': "write `for each …`",
    'rule r { for kpi  check kpi.samples = 3 say "x" }': "write `for each kpi …`",
    "rule r { for each kpi  check kpi.samples = 3 say {kpi.id} }": 'a message stands in quotes, and what is filled in within them: `"{k.id} …"`',
    'rule r { for each kpi  check kpi.samples = 3 say "few fix "more" }': 'close it with `"` before the next one begins: `say "…" fix "…"`',
    "objective o { cycle Q4/2026 }": "write `2026-Q4`",
    "objective o { cycle 2026/Q4 }": "write `2026-Q4`",
    "objective o { cycle Q4 2026 }": "write `2026-Q4`",
    "objective o { key result k { 9 -> 5 } }": "a number stands behind what it says: `at least 5`, `from 9 to 5`",
    "objective o { key result k { from 9 -> 5 } }": "a change is written `from 9 to 5`",
    "objective o { key result k { from 9 → 5 } }": "a change is written `from 9 to 5`",
    "objective o { key result k { ≥ 5 } }": "the bounds of a goal are words: `at least`",
    'incident "Fire" on 2026-10-02 { covers o }': "what happened on a day is a `check in`, `communication`, `engagement`, `planning`, `decision`, `review`, `evaluation`, `feedback` or `improvement`",
}


@pytest.mark.parametrize("text", HELPS)
def test_what_helps(text: str) -> None:
    (found,) = parsed(text)[1]
    assert found.help == HELPS[text]


def test_a_broken_declaration_costs_itself_alone_and_is_still_known() -> None:
    sheet, found = parsed(
        'company acme { mision "x" }\n'
        'objectiv stay "Shops stay" { key result churn { from 4 to 2 }  initiative pilot { planned } }\n'
        "metric calm { unit % }\n"
        "review mid on 2026-02-30 { covers stay }\n"
        "check in on 2026-07-15 { reprot stay.churn 3 }\n"
        "team platform\n"
    )
    assert [type(declaration) for declaration in sheet.declarations] == [tree.Metric, tree.Unit]
    assert [(piece.kind, piece.name, piece.inner) for piece in sheet.broken] == [
        ("company", "acme", ()),
        ("objective", "stay", ("churn", "pilot")),
        ("review", "mid", ()),
        ("check in", "", ()),
    ]
    assert [found.span.line for found in found] == [1, 2, 4, 5]


def test_a_long_text_that_is_never_closed_ends_before_the_next_declaration() -> None:
    sheet, found = parsed('company acme {\n  mission """Small shops\n}\nmetric calm { unit % }\n')
    assert [shown(only) for only in found] == ['2: error unclosed-text @ """ | this text is never closed']
    assert [type(declaration) for declaration in sheet.declarations] == [tree.Metric]


def test_nothing_that_a_repair_patched_together_is_used() -> None:
    sheet, found = parsed("team a lead b }\nmetric c { unit }\nteam d")
    assert [type(declaration) for declaration in sheet.declarations] == [tree.Unit]
    assert len(found) == 2


# --- faults put into the tours


def faults(text: str, rng: random.Random) -> list[tuple[str, str]]:
    """Texts with one fault each, and what kind of fault it is."""

    def edited(kind: str, fits: str, edit: str) -> tuple[str, str]:
        chosen = [(start, end) for start, end in tokens(text) if re.fullmatch(fits, text[start:end], re.DOTALL)]
        start, end = rng.choice(chosen)
        word = text[start:end]
        return kind, text[:start] + edit.format(word, swapped(word), word[1:-1], word[1:], word[:-1]) + text[end:]

    keyword = "|".join(word for word in LITERALS if len(word) > 4 and word.isalpha())
    return [
        edited("a misspelt word", keyword, "{1}"),
        edited("a missing brace", r"\}", ""),
        edited("a missing opening brace", r"\{", ""),
        edited("a brace too many", r"\}", "}}}}"),
        edited("an opening brace too many", r"\{", "{{{{"),
        edited("curly quotes", r'"[^"].*', "“{2}”"),
        edited("a missing opening quote", r'"[^"].*', "{3}"),
        edited("a missing closing quote", r'"[^"].*', "{4}"),
        edited("a day that is none", r"\d{4}-\d\d-\d\d", "2026-02-30"),
        edited("a decimal comma", r"\d[\d.]*", "1,5"),
    ]


def swapped(word: str) -> str:
    """The word with two unlike letters in its middle swapped."""
    at = next((i for i in range(1, len(word) - 1) if word[i] != word[i + 1]), 0)
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


@pytest.mark.parametrize("name", TOURS)
def test_one_fault_gives_one_diagnostic(name: str) -> None:
    rng = random.Random(name)
    said: dict[str, list[int]] = {}
    for _ in range(20):
        for kind, text in faults(TOURS[name], rng):
            said.setdefault(kind, []).append(len(parsed(text)[1]))
    for kind, counts in said.items():
        one, more = counts.count(1), len(counts) - counts.count(1) - counts.count(0)  # none: it is a text all the same
        assert one >= 10, (kind, counts)
        assert more <= 1, (kind, counts)


@pytest.mark.parametrize("name", TOURS)
def test_a_fault_costs_one_declaration(name: str) -> None:
    rng = random.Random(name)
    whole = len(declarations(TOURS[name]))
    for _ in range(5):
        for kind, text in faults(TOURS[name], rng):
            assert len(parsed(text)[0].declarations) >= whole - 2, kind


@pytest.mark.parametrize("name", TOURS)
def test_five_faults_in_five_declarations_give_five_diagnostics(name: str) -> None:
    rng = random.Random(name)
    right = 0
    for _ in range(20):
        pieces = declarations(TOURS[name])
        for index in rng.sample([index for index, piece in enumerate(pieces) if piece.count("\n") > 2], 5):
            pieces[index] = misspelt(pieces[index], rng)
        right += len(parsed("\n".join(pieces))[1]) == 5
    assert right >= 18


def misspelt(text: str, rng: random.Random) -> str:
    """The text with a keyword misspelt so that it no longer parses."""
    keywords = [place for place in tokens(text) if text[slice(*place)].isalpha() and text[slice(*place)] in LITERALS]
    while True:
        start, end = rng.choice(keywords)
        fault = text[:start] + swapped(text[start:end]) + text[end:]
        if parsed(fault)[1]:
            return fault


# --- what a broken text may cost

ENDLESS = {
    "open braces": "objective a {\n",
    "closing braces": "} ",
    "unclosed key results": "key result b { from 1 to 2\n",
    "curly quotes": "“",
    "quotes": '" ',
    "long quotes": '""" ',
    "words": "objective owner cycle key result ",
    "misspelt lines": "objective o {\n onwer a\n",
    "bad clauses": "objective a { key result b { from 1 too 2 } }",
    "dates": "day d 2026-07-0131 ",
    "open rules": "rule a {\n avoid {\n",
    "messages": 'rule a { check b say "{c + }" }',
    "signs": "a- b -c ",
    "nothing": "\x00",
}


def calls(text: str) -> int:
    """How many functions are called to parse a text."""
    count = 0

    def called(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        parsed(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("what", ENDLESS)
def test_twice_the_text_takes_twice_the_steps(what: str) -> None:
    piece = ENDLESS[what]
    once, twice = (calls("objective o {\n" + piece * (size // len(piece))) for size in (4_000, 8_000))
    assert twice <= 2.8 * once  # four times, were it quadratic


def test_faults_beyond_all_bounds_are_not_described() -> None:
    found = parsed("objective o { onwer a }\n" * (MOST_FAULTS + 50))[1]
    assert len(found) == MOST_FAULTS + 1
    assert found[-1].name == "too-many-faults"

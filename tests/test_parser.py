"""Texts and what they become: literals, expressions, bytes, fenced blocks; and that no input whatever raises."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_grammar import TOURS, tokens

from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.parser import parse, parse_expression
from okrlang.syntax.reader import read
from okrlang.syntax.snippet import concise, render
from okrlang.syntax.source import Source


def clause(text: str) -> Any:
    """The one clause of the one declaration of a text that parses."""
    sheet, found = parse(Source("goals.okr", text))
    assert found == ()
    (declaration,) = sheet.declarations
    (only,) = declaration.clauses  # type: ignore[attr-defined]
    return only


def expression(text: str) -> tree.Expression:
    found, diagnostics = parse_expression(Source("rule.okr", text))
    assert diagnostics == ()
    assert found is not None
    return found


def names(text: str) -> list[str]:
    return [found.name for found in parse(Source("goals.okr", text))[1]]


# --- literals


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("3", "3", ""),
        ("0.750", "0.750", ""),
        ("1_200", "1200", ""),
        ("1.2M", "1200000", ""),
        ("120k", "120000", ""),
        ("4.2%", "4.2", "%"),
        ("2 pp", "2", "pp"),
        ("250 ms", "250", "ms"),
        ("10 MiB/s", "10", "MiB/s"),
        ("30MiB", "30", "MiB"),
        ("3 EUR/FTE-day", "3", "EUR/FTE-day"),
        ("2 kg/m2", "2", "kg/m2"),
        ("$1.2M", "1200000", "USD"),
        ("€3", "3", "EUR"),
        ("£0.5k", "500", "GBP"),
        ("120k EUR", "120000", "EUR"),
        ("10 working days", "10", "working days"),
        ('7 "weight"', "7", "weight"),
        ("-3", "-3", ""),
        ("-0", "0", ""),
        ("-2 pp", "-2", "pp"),
    ],
)
def test_amounts(written: str, value: str, unit: str) -> None:
    found = expression(written)
    assert found == tree.Amount(None, Decimal(value), unit)  # type: ignore[arg-type]
    assert isinstance(found, tree.Amount)
    assert str(found.value) == value
    assert found.span.text == written


def test_other_literals() -> None:
    assert str(expression("7 of 10")) == "Ratio(part=Decimal('7'), whole=Decimal('10'))"
    day, period = expression("2028-02-29"), expression("2026-W53")
    assert isinstance(day, tree.Day)
    assert day.value == date(2028, 2, 29)
    assert isinstance(period, tree.PeriodName)
    assert period.text == "2026-W53"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('""', ""),
        (r'"a \"b\" \\n \n c"', 'a "b" \\n \n c'),
        ('"""one\n     two\n  """', "one\ntwo"),
        ('"""\n   "a" and ""b""\n"""', '"a" and ""b""'),
        ('""""""', ""),
        ('"# no comment"', "# no comment"),
        ('"Ωμέγα 日本"', "Ωμέγα 日本"),
    ],
)
def test_texts(written: str, value: str) -> None:
    assert clause(f"company acme {{ mission {written} }}").text.value == value


def test_a_message_is_texts_and_expressions_in_turn() -> None:
    text = r'rule r { check a say "{k.id} is \"{count(k.words) - 1}\" \{so} \\" }'
    template = clause(text).say
    assert [part if isinstance(part, str) else part.span.text for part in template.parts] == [
        "k.id",
        ' is "',
        "count(k.words) - 1",
        '" {so} \\',
    ]
    assert isinstance(template.parts[2], tree.Arithmetic)
    assert template.parts[2].span.start == text.index("count")
    assert clause('rule r { check a say """\n  {a} x\n    {b}\n""" }').say.parts[1] == " x\n"


# --- expressions


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a + b * c", "a + (b * c)"),
        ("a - b - c", "(a - b) - c"),
        ("a / b * c", "(a / b) * c"),
        ("-a.b", "-(a.b)"),
        ("-a * b", "(-a) * b"),
        ("a + b = c", "(a + b) = c"),
        ("not a = b", "not (a = b)"),
        ("not a and b", "(not a) and b"),
        ("a or b and c", "a or (b and c)"),
        ("a and b between c and d and e", "a and (b between c and d) and e"),
        ("a in b + c", "a in (b + c)"),
        ("a is present or b is t", "(a is present) or (b is t)"),
        ("if a then b else c or d", "if a then b else (c or d)"),
        ("every x in xs.y where a or b satisfies c and d", "every x in (xs.y) where (a or b) satisfies (c and d)"),
        ("50% of a.b * 2", "(50% of (a.b)) * 2"),
        ("a.f(b).c", "((a).f(b)).c"),
        ("cost/payments", "cost / payments"),
    ],
)
def test_what_binds_tighter(written: str, meant: str) -> None:
    assert expression(written) == expression(meant)


def test_the_shapes_of_expressions() -> None:
    assert repr(expression("120% of plan")) == (
        "Arithmetic(operator='of', left=Amount(value=Decimal('120'), unit='%'), right=Reference(name='plan'))"
    )
    assert repr(expression("x is key result")) == "IsA(value=Reference(name='x'), type='key_result')"
    assert repr(expression("a and b and c")).count("And(") == 1
    assert repr(expression("-x")) == "Negative(value=Reference(name='x'))"
    assert repr(expression("at most 2 x in xs satisfy x.y")).startswith(
        "Quantifier(kind='at most', count=Amount(value=Decimal('2'), unit=''), name='x', items=Reference(name='xs')"
    )
    assert expression("r.at(x)") == expression("r . at ( x )")


def test_placeholders_stand_for_whole_targets() -> None:
    key_result = "objective o {{ key result k {{ at least {} }} }}"
    targets = [clause(key_result.format(word)).clauses[0].bound.value for word in ("tbd", "measured", "0.5 * measured")]
    assert targets[:2] == [tree.Placeholder(None, "tbd"), tree.Placeholder(None, "measured")]  # type: ignore[arg-type]
    assert targets[2].right == tree.Reference(None, "measured")  # type: ignore[arg-type]


def test_things_of_two_words() -> None:
    assert clause("rule r { for each check in as c including dropped }").thing == "check_in"
    assert clause("rule r { for each objective }").including_dropped is False


# --- how deep


def nested(shape: str, depth: int) -> str:
    head, middle, tail = shape.split("…")
    return head * depth + middle + tail * depth


SHAPES = {
    "parentheses": "(…x…)",
    "lists": "[…x…]",
    "calls": "f(…x…)",
    "questions": "…x….f()",
    "fields": "…x….y",
    "not": "not …x…",
    "minus": "-…x…",
    "sums": "…x… + 1",
    "products": "…x… * 2",
    "then": "if a then …x… else b",
    "else": "if a then b else …x…",
    "conditions": "if …a… then b else c",
    "quantifiers": "some a in b satisfies …x…",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hundred_levels_and_no_more(shape: str) -> None:
    for depth, found in ((99, []), (100, []), (101, ["deep-nesting"]), (20_000, ["deep-nesting"])):
        text = f"define d = {nested(SHAPES[shape], depth)}\nteam t"
        assert names(text) == found, depth


def test_a_hundred_thousand_levels() -> None:
    for shape in ("parentheses", "not", "sums"):
        assert names(f"define d = {nested(SHAPES[shape], 100_000)}\nteam t") == ["deep-nesting"]


@pytest.mark.parametrize("opening", ["(", "[", "f(", "not ", "-", "if ", "a + ", '"', "{", "a.", "some a in "])
def test_nesting_without_end_is_one_fault(opening: str) -> None:
    text = opening * 100_000
    assert len(parse_expression(Source("", text))[1]) == 1
    assert len(names(f"define d = {text}")) == 1


def test_what_is_deep_can_still_be_compared_and_shown() -> None:
    deep = expression(nested("not …x…", 100))
    assert deep == expression(nested("not …x…", 100))
    assert hash(deep) == hash(expression(nested("not …x…", 100)))
    assert repr(deep).count("Not") == 100


# --- bytes and characters


def test_line_ends_and_marks_make_no_difference() -> None:
    plain = TOURS["goals.okr"]
    for data in (plain, plain.replace("\n", "\r\n"), plain.replace("\n", "\r"), "\ufeff" + plain, plain.rstrip("\n")):
        source, found = read("goals.okr", data.encode("utf-8"))
        assert source is not None
        assert found == ()
        assert parse(source)[0].declarations == parse(Source("goals.okr", plain))[0].declarations
        assert parse(source)[1] == ()


@pytest.mark.parametrize("text", ["objective o {\n  onwer a\n}", 'company c {\n  mission "a\n}'])
def test_a_fault_has_one_place_whatever_ends_the_lines(text: str) -> None:
    for data in (text, text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        source, _ = read("goals.okr", data.encode("utf-8"))
        assert source is not None
        assert [(found.span.line, found.span.column) for found in parse(source)[1]] in ([(2, 3)], [(2, 11)])


@pytest.mark.parametrize(
    ("data", "message", "line", "column"),
    [
        ("team ü".encode("latin-1"), "the byte FC is not UTF-8", 1, 6),
        (b"team a\r\nteam \xc3\x28", "the byte C3 is not UTF-8", 2, 6),
        ("team a".encode("utf-16"), "this file is UTF-16", 1, 1),
        (b"team \xed\xa0\x80", "the byte ED is not UTF-8", 1, 6),
    ],
)
def test_what_is_not_utf_8_is_no_text(data: bytes, message: str, line: int, column: int) -> None:
    source, (found,) = read("goals.okr", data)
    assert source is None
    assert (found.name, found.message) == ("not-utf-8", message)
    assert (found.span.line, found.span.column) == (line, column)


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_one(data: bytes) -> None:
    source, (found,) = read("goals.okr", data)
    assert source is not None
    assert (found.name, found.severity) == ("empty-file", "warning")
    assert parse(source)[0].declarations == ()


UNSEEN = [0x00, 0x07, 0x0B, 0x0C, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x200B, 0x200E, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060]
UNSEEN += [0x2066, 0x2069, 0xFEFF, 0xE0041, 0xD800, 0xDFFF, 0x61C, 0xFFF9]


@pytest.mark.parametrize("code", UNSEEN, ids=hex)
def test_what_cannot_be_seen_is_an_error_outside_texts_and_a_warning_inside(code: int) -> None:
    strange = chr(code)
    for text, severity in (
        (f"team a{strange}\nteam b", "error"),
        (f"# a {strange} b\nteam b", "error"),
        (f'team a "x{strange}y"\nteam b', "warning"),
        (f'company c {{ mission """x{strange}y""" }}\nteam b', "warning"),
    ):
        _, (found,) = parse(Source("goals.okr", text))
        assert (found.name, found.severity) == ("invisible-character", severity)
        assert f"<U+{code:04X}>" in found.message
        assert strange not in render(found) + concise(found)
    assert len(parse(Source("goals.okr", f'team a "x{strange}y"'))[0].declarations) == 1


def test_digits_of_other_scripts() -> None:
    for text, severity in (("team a { capacity ٣ FTE }", "error"), ('team a "٣ shops"', "warning")):
        _, (found,) = parse(Source("goals.okr", text))
        assert (found.name, found.severity) == ("foreign-digit", severity)


def test_a_text_in_its_own_script_is_at_home() -> None:
    for title in ("عدد ٣", "می\u200cخواهم", "👩\u200d👧 ❤\ufe0f", "日本語", "e\u0301"):
        assert names(f'team a "{title}"') == []


def test_a_space_that_is_none_is_said_once() -> None:
    assert names("team\u00a0a") == ["invisible-character"]
    assert names("team a\u3000{\u3000lead b }\u2003team c") == ["invisible-character"]


# --- Markdown


def test_fenced_blocks_are_read_with_their_true_lines() -> None:
    text = (
        "# Goals\n\n```okr\nteam a\n```\n\n```python\nteam = {\n```\n\n"
        "~~~~okr\nteam b { onwer x }\n\n~~~~\n````text\n```okr\nteam c\n```\n````\n```okr\nteam d\n"
    )
    sheet, found = parse(Source("README.md", text))
    assert [declaration.span.line for declaration in sheet.declarations] == [4, 21]
    assert [(only.name, only.span.line, only.span.column) for only in found] == [("unknown-word", 12, 10)]


def test_markdown_without_goal_texts_says_nothing() -> None:
    assert parse(Source("README.md", "objective of this page: { ``` `okr` \u202e\n    ```okrx\n"))[1] == ()


# --- anything at all


def told(source: Source | None, found: tuple[Diagnostic, ...]) -> None:
    """Everything that may be done with a text can be done."""
    if source is not None:
        sheet, more = parse(source)
        found += more
        assert all(piece.span.start <= piece.span.end <= len(source.text) for piece in sheet.broken)
        parse_expression(source)
    for one in found:
        assert one.span.start <= one.span.end
        assert "\n" not in concise(one)
        render(one)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    told(*read("goals.okr", data))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["goals.okr", "goals.md"]))
def test_no_characters_raise(text: str, path: str) -> None:
    told(Source(path, text), ())


WORDS = sorted({TOURS[name][start:end] for name in TOURS for start, end in tokens(TOURS[name])})
NOISE = [
    "\n",
    " ",
    "{",
    "}",
    '"',
    '"""',
    "“",
    "'",
    "-",
    "(",
    "[",
    "#",
    "\\",
    ".",
    "```okr\n",
    "\x00",
    "\ud800",
    "1e5",
    "é",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.sampled_from(NOISE), max_size=40), st.sampled_from([" ", "", "\n"]))
def test_no_words_raise(words: list[str], between: str) -> None:
    told(Source("goals.okr", between.join(words)), ())


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_mutation_of_a_tour_raises(data: st.DataObject) -> None:
    text = TOURS[data.draw(st.sampled_from(sorted(TOURS)))]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 40)))
        text = text[:start] + data.draw(st.sampled_from(NOISE) | st.text(max_size=5)) + text[end:]
    told(Source("goals.okr", text), ())

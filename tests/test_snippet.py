"""How diagnostics look: the line, the carets under the right columns, and nothing that a terminal would act on."""

from __future__ import annotations

from okrlang.syntax.diagnostic import Diagnostic, Related
from okrlang.syntax.snippet import concise, render
from okrlang.syntax.source import Source, Span


def marked(text: str, words: str, path: str = "goals.okr") -> Span:
    """The place of words in a text."""
    return Span(Source(path, text), text.index(words), text.index(words) + len(words))


def test_a_diagnostic_shows_its_line_and_a_way_out() -> None:
    span = marked('company acme {\n  mision "x"\n}\n', "mision")
    found = Diagnostic("unknown-word", "`mision` is no property", span, help="did you mean `mission`?")
    assert concise(found) == "goals.okr:2:3: error[unknown-word]: `mision` is no property"
    assert render(found) == (
        "error[unknown-word]: `mision` is no property\n"
        " --> goals.okr:2:3\n"
        "  |\n"
        '2 |   mision "x"\n'
        "  |   ^^^^^^\n"
        "  |\n"
        "  = help: did you mean `mission`?"
    )
    assert render(found, folder="team/").splitlines()[1] == " --> team/goals.okr:2:3"


def test_a_second_place_has_its_own_words() -> None:
    text = "a {\nb\nc\nd {\n" + "\n" * 6 + "e\n"
    source = Source("goals.okr", text)
    next_one = Related("this begins the next", Span(source, text.index("d"), text.index("d") + 1))
    last = Related("and this ends it", Span(source, text.index("e"), text.index("e") + 1))
    found = Diagnostic("unclosed-brace", "never closed", Span(source, 2, 3), "warning", None, (next_one, last))
    assert render(found) == (
        "warning[unclosed-brace]: never closed\n"
        "  --> goals.okr:1:3\n"
        "   |\n"
        " 1 | a {\n"
        "   |   ^\n"
        "...\n"
        " 4 | d {\n"
        "   | - this begins the next\n"
        "...\n"
        "11 | e\n"
        "   | - and this ends it"
    )


def test_a_second_place_in_another_text() -> None:
    related = (Related("first declared here", marked("x\nteam b\n", "b", "teams.okr")),)
    found = Diagnostic("doubled-name", "twice", marked("team b", "b"), "error", None, related)
    assert render(found) == (
        "error[doubled-name]: twice\n"
        " --> goals.okr:1:6\n"
        "  |\n"
        "1 | team b\n"
        "  |      ^\n"
        " ::: teams.okr:2:6\n"
        "  |\n"
        "2 | team b\n"
        "  |      - first declared here"
    )


def carets(text: str, words: str) -> str:
    """The line that is shown, and the carets under it."""
    shown, under = render(Diagnostic("x", "x", marked(text, words))).splitlines()[3:5]
    return f"{shown[4:]}\n{under[4:]}"


def test_carets_stand_under_what_a_terminal_shows() -> None:
    assert carets("\tab\tcd", "cd") == "    ab    cd\n          ^^"
    assert carets("日本 x", "x") == "日本 x\n     ^"
    assert carets("ae\u0301 x", "x") == "ae\u0301 x\n   ^"
    assert carets("x日本y", "日本") == "x日本y\n ^^^^"


def test_what_has_no_look_is_shown_by_its_number() -> None:
    assert carets("a\u202eb x", "x") == "a<U+202E>b x\n           ^"
    assert carets("a\x1b[31mb", "\x1b") == "a<U+001B>[31mb\n ^^^^^^^^"
    found = Diagnostic("x", "found `\x1b]0;\n`", marked("a", "a", "g\x07\n.okr"), help="\u2066")
    assert concise(found) == "g<U+0007> .okr:1:1: error[x]: found `<U+001B>]0; `"
    assert render(found).endswith("help: <U+2066>")


def test_a_place_over_several_lines_marks_the_first() -> None:
    assert carets("ab cd\nef", "cd\nef") == "ab cd\n   ^^"


def test_a_place_at_the_end_is_marked() -> None:
    source = Source("goals.okr", "team")
    assert render(Diagnostic("x", "x", Span(source, 4, 4))).splitlines()[4] == "  |     ^"
    assert render(Diagnostic("x", "x", Span(Source("goals.okr", ""), 0, 0))).splitlines()[3:] == ["1 |", "  | ^"]


def test_a_long_line_is_cut_around_the_place() -> None:
    shown, under = carets("a" * 200 + "X" + "b" * 200, "X").splitlines()
    assert shown == "…" + "a" * 30 + "X" + "b" * 65 + "…"
    assert under == " " * 31 + "^"
    shown, under = carets("X" + "b" * 200, "X").splitlines()
    assert (shown, under) == ("X" + "b" * 95 + "…", "^")


def test_color_is_only_asked_for() -> None:
    found = Diagnostic("x", "x", marked("a", "a"), help="h")
    assert "\x1b" not in render(found)
    plain = render(found, color=True)
    for code in ("\x1b[1;31m", "\x1b[1;34m", "\x1b[1m", "\x1b[0m"):
        assert code in plain
        plain = plain.replace(code, "")
    assert plain == render(found)

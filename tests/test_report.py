"""Renderers: what they say of reports made by hand, and that no text steers what shows it."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import combining, east_asian_width

import jsonschema
import pytest
import reports
from hypothesis import given
from hypothesis import strategies as st

from okrlang.report import report as r
from okrlang.report.document import document, schema
from okrlang.report.page import Medium, Page, columns, held
from okrlang.report.table import table
from okrlang.report.text import text
from okrlang.report.words import bar, listed, share

D = Decimal
HOSTILE = "\x1b[31mred\x1b[0m \x9b2J \u202eevil\u202c a\u0000b | c\n::error::x\r<script> ` \ufeff"


def lines(medium: Medium, report: r.Report | None = None) -> list[str]:
    return text(report or reports.report(), medium).splitlines()


# --- text ------------------------------------------------------------------------------------------------------------


def test_an_objective_and_its_key_results_as_a_colleague_reads_them() -> None:
    page = "\n".join(lines(Medium()))
    assert page.startswith("""\
Harbour Pay                                                                         as of 2026-09-10

Objectives of 2026-Q3 ───────────────────────────────────────────────────────────────── day 72 of 92

◐ at risk      Shops stay because their business grows with us        █████████▒▒▒────    62% of 78%
               stay · harbour · aspirational · supports retention
               progress is 0.79 of what is expected, and `pace` asks for 0.9
               ✗ provided availability stays amber: it is red
               recorded ✓◐ at risk now, was on track on 2026-08-30
  ◐ at risk      Monthly churn falls                                  ██████████▒▒────    67% of 78%
                 stay.churn · from 4.2% to 3.0% · now 3.4% on 2026-08-31 · commit reached ·
                 confidence 6 of 10
                 progress is 0.85 of what is expected, and `pace` asks for 0.9
  ✗ off track    Shop owners recommend us                             ████████▒▒▒▒▒───    50% of 83%
""")
    assert "                 ✗ online 30 points\n                 ✓ north 45 points, south 43 points\n" in page
    assert "✓ Second site is live · 40% · done 2026-08-02, 2 days late\n" in page
    assert "○ Switch-over without notice · 60% · due 2026-09-28 · 30% done\n" in page


def test_a_long_tally_has_a_line_of_its_own() -> None:
    items = tuple(reports.item(verdict=v) for v in ("fail", "no_evidence", "needs_review", "not_due", "waived", "pass"))
    section = r.Section(id="1", title="One", items=items)
    checklist = r.Checklist(
        id="c",
        title="A checklist whose name is rather long, as names are",
        pack="checklist",
        blocks=False,
        cycles=(r.CycleChecklist(cycle="2026-Q3", ended=True, sections=(section,)),),
    )
    page = "\n".join(lines(Medium(80), reports.report(checklist=checklist)))
    assert (
        """
A checklist whose name is rather long, as names are, 2026-Q3 ───────────── ended

1 fail, 1 needs review, 1 no evidence, 1 not due, 1 waived, 1 pass
It is shown as advice: by these texts nobody follows it, or nobody did then.

1 One
"""
        in page
    )


def test_a_kpi_an_item_and_a_finding() -> None:
    page = "\n".join(lines(Medium()))
    assert (
        "✗ red          Checkout availability                                            99.87% on 2026-09-09" in page
    )
    assert "availability · platform · green at least 99.95% · amber at least 99.9% ·" in page
    assert (
        """\
3 Communication and Engagement
✗ fail         3.1 Communicated OKRs and KPIs to all stakeholders.
               first_choice was told to nobody in time
               evidence  records.okr:29 Goals of the quarter at the all-hands; records.okr:40 Goals
                         of marketing
               next      Tell the goals to everybody who works for them, and record the
                         communication.
✓ pass         3.2 Engaged stakeholders.
               all were asked
"""
        in page
    )
    assert (
        """\
◐ warning      due-dates-spread
               all key results of stay are due on the last day                           goals.okr:3
               so are all of reliable                                                   goals.okr:53
               next      Give each key result the day on which it will be decided.
"""
        in page
    )
    assert page.endswith("✗ checklist item 3.1 fails (exit code 1)")


@pytest.mark.parametrize("width", [40, 60, 72, 80, 90, 100])
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
def test_no_line_is_wider_than_the_page(width: int, encoding: str) -> None:
    for line in lines(Medium(width, False, encoding)):
        assert columns(line) <= width, line
        line.encode(encoding)


def test_colour_adds_nothing_but_colour() -> None:
    plain, coloured = text(reports.report(), Medium()), text(reports.report(), Medium(colour=True))
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain
    assert coloured != plain


def test_nothing_is_ever_printed_as_none() -> None:
    bare: dict[str, Any] = {"current": None, "at": None, "due": None, "confidence": None, "expected": None}
    empty = reports.key_result(
        **bare, progress=None, low=None, high=None, raw=None, status="no_data", because="no rows"
    )
    goal = reports.objective(empty, owner=None, kind=None, progress=None, low=None, high=None, supports=(), cycle=None)
    watched = reports.kpi(value=None, at=None, level=None, pending=None, owner=None, bands=(), because="no rows")
    bald = reports.report(
        objectives=(goal,),
        kpis=(watched,),
        company=None,
        checklist=None,
        diagnostics=(reports.diagnostic(line=None, column=None, help=None),),
        findings=(reports.finding(path=None, line=None, fix=None),),
    )
    for page in (text(bald, Medium()), table(bald)):
        assert "None" not in page
        assert "no rows" in page or page.startswith("goal")


def test_what_is_unknown_shows_its_bounds() -> None:
    unsure = reports.key_result(progress=D("0.31"), low=D("0.31"), high=D("0.64"))
    assert "31% to 64%" in text(reports.report(objectives=(reports.objective(unsure),)), Medium())


def test_raw_progress_shows_where_it_leaves_the_scale() -> None:
    away = reports.key_result(raw=D("-0.43"), progress=D(0), low=D(0), high=D(0))
    beyond = reports.key_result(raw=D("1.3"), progress=D(1), low=D(1), high=D(1))
    page = text(reports.report(objectives=(reports.objective(away, beyond),)), Medium())
    assert "▒▒▒▒▒▒▒▒▒▒▒▒────   -43% of 78%" in page
    assert "████████████████   130% of 78%" in page


# --- the page --------------------------------------------------------------------------------------------------------


def test_a_paragraph_hangs_and_leaves_room_for_what_stands_at_the_right() -> None:
    page = Page(Medium(30))
    page.put(("one two three four five six", ""), head=[("✓ ok", "good")], hang=6, right=("50%", ""))
    assert page.text() == "✓ ok  one two three four   50%\n      five six\n"


def test_a_head_that_is_too_wide_pushes_the_text() -> None:
    page = Page(Medium(40))
    page.put(("text", ""), head=[("a rather long head", "")], hang=6)
    assert page.text() == "a rather long head text\n"


def test_a_word_that_is_too_long_is_broken() -> None:
    page = Page(Medium(24))
    page.put(("x" * 45, ""), hang=4)
    assert page.text() == "    " + "x" * 20 + "\n    " + "x" * 20 + "\n    xxxxx\n"


def test_every_character_counts_the_columns_that_it_takes() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        assert columns(char) == (0 if combining(char) else 1 + (east_asian_width(char) in "WF")), hex(ord(char))


def test_wide_characters_count_twice() -> None:
    page = Page(Medium(24))
    page.put(("店" * 21, ""), hang=4)
    assert page.text() == "    " + "店" * 10 + "\n    " + "店" * 10 + "\n    店\n"


def test_facts_break_between_facts() -> None:
    page = Page(Medium(24))
    page.facts(["one fact", "", "another fact", "third"], 2)
    assert page.text() == "  one fact ·\n  another fact · third\n"


@given(st.lists(st.text(max_size=40), max_size=4), st.integers(30, 100), st.integers(0, 9))
def test_any_text_fits_and_loses_no_letter(said: list[str], width: int, hang: int) -> None:
    page = Page(Medium(width))
    page.put(*((part, "") for part in said), hang=hang)
    assert all(columns(line) <= width for line in page.text().splitlines())
    letters = [c for part in said for c in part if c.isascii() and c.isalnum()]
    assert [c for c in page.text() if c in letters] == [
        c for c in "".join(said) if c in letters
    ] or "<U+" in page.text()


@given(st.text(max_size=30), st.sampled_from(["utf-8", "latin-1", "ascii", "cp1252"]))
def test_any_encoding_holds_what_is_held(said: str, encoding: str) -> None:
    from okrlang.syntax.characters import shown

    held(shown(said), encoding).encode(encoding)


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "said"),
    [("0", "0%"), ("0.5", "50%"), ("0.005", "<1%"), ("0.996", "99%"), ("1", "100%"), ("1.004", "100%"),
     ("-0.43", "-43%"), ("0.125", "12%"), ("0.135", "14%"), ("12.5", "1,250%")],
)  # fmt: skip
def test_a_share_in_whole_percents(value: str, said: str) -> None:
    assert share(D(value)) == said


@pytest.mark.parametrize(
    ("progress", "expected", "drawn"),
    [("0", None, "────"), ("0.5", None, "██──"), ("0.5", "0.8", "██▒─"), ("1", "0.5", "████"), ("0.99", "1", "███▒")],
)
def test_a_bar_shows_what_is_done_and_what_is_due(progress: str, expected: str | None, drawn: str) -> None:
    assert bar(D(progress), D(expected) if expected else None, 4) == drawn


def test_long_lists_are_cut() -> None:
    assert listed(["a", "b", "c", "d"], 2) == "a, b and 2 more"
    assert listed(["a", "b"], 2) == "a, b"


# --- json ------------------------------------------------------------------------------------------------------------


def test_the_schemas_are_schemas_and_the_report_meets_its_own() -> None:
    for kind in (r.Report, r.LintReport):
        jsonschema.Draft202012Validator.check_schema(json.loads(schema(kind)))
    printed = json.loads(document(reports.report()))
    jsonschema.validate(printed, json.loads(schema(r.Report)))
    assert printed["objectives"][0]["key_results"][0]["raw"] == "0.6666666667"
    assert printed["as_of"] == "2026-09-10"


def test_what_the_schema_does_not_know_is_refused() -> None:
    printed = json.loads(document(reports.report()))
    for change in ({"as_of": None}, {"surplus": 1}, {"exit_code": "1"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(printed | change, json.loads(schema(r.Report)))


@pytest.mark.parametrize(
    ("value", "printed"),
    [("1.10", "1.1"), ("1E+3", "1000"), ("-0", "0"), ("0E-9", "0"), ("1e-18", "0.000000000000000001")],
)
def test_decimals_are_strings_without_exponent(value: str, printed: str) -> None:
    found = json.loads(document(reports.report(objectives=(reports.objective(score=D(value)),))))
    assert found["objectives"][0]["score"] == printed


# --- hostile texts ---------------------------------------------------------------------------------------------------


def hostile() -> r.Report:
    """A report in which every text a user can write tries to steer whatever shows it."""
    goal = reports.objective(
        reports.key_result(title=HOSTILE, goal=HOSTILE, because=HOSTILE, unit=HOSTILE, status="off_track",
                           members=(reports.member(HOSTILE, "1", None),)),
        title=HOSTILE, owner=HOSTILE, because=HOSTILE, supports=(HOSTILE,),
    )  # fmt: skip
    exhibit = r.Exhibit(text=HOSTILE, path=HOSTILE, line=1, row=None)
    item = reports.item(because=HOSTILE, title=HOSTILE, evidence=(exhibit,), next=HOSTILE, deviations=(HOSTILE,))
    return reports.report(
        company=HOSTILE,
        objectives=(goal,),
        kpis=(reports.kpi(title=HOSTILE, because=HOSTILE),),
        checklist=r.Checklist(id="c", title=HOSTILE, pack="checklist", blocks=True, cycles=(r.CycleChecklist(
            cycle="2026-Q3", ended=False, sections=(r.Section(id="1", title=HOSTILE, items=(item,)),)),)),
        closes=(reports.close(HOSTILE),),
        findings=(reports.finding(message=HOSTILE, fix=HOSTILE, path=HOSTILE, waived=HOSTILE),),
        diagnostics=(reports.diagnostic(message=HOSTILE, path=HOSTILE, help=HOSTILE),),
    )  # fmt: skip


@pytest.mark.parametrize("printed", [text(hostile(), Medium()), table(hostile()), document(hostile())])
def test_no_text_steers_what_shows_it(printed: str) -> None:
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", printed)
    assert not re.search("^::", printed, re.MULTILINE)


def test_a_cell_of_a_table_stays_on_its_line_and_is_taken_as_text() -> None:
    found = table(reports.report(kpis=(reports.kpi(id="1.10", title="a\nb"),), objectives=()))
    assert re.search(r"^1\.10 +a b ", found, re.MULTILINE)


def test_as_of_stands_on_the_first_line() -> None:
    assert lines(Medium(), reports.report(as_of=date(2026, 1, 2)))[0].endswith("as of 2026-01-02")

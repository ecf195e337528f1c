"""The close of a cycle: scores, what left, what rules found in it, and lessons for the next targets."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest

import okrlang
from okrlang.cli import main
from okrlang.logic.packs import shipped
from okrlang.report.closes import ABOUT
from okrlang.report.document import document, schema
from okrlang.report.report import Close, Report

GOALS = """\
company kitchen "Soup for all" { follows okr_procedure since 2026-01-01 }
source book { file "book.csv"  date column day  value column meals }
metric meals "Meals a week" { unit meals  from book  take last  better higher  updated every week  range 0 to 1000 }
objective warm "Nobody goes hungry" {
  owner "Lead"  cycle 2026-Q3  committed
  key result meals  "Meals"       { metric meals  from 400 to 450 meals }
  key result stove  "A new stove" { due 2026-08-31  carried to 2026-Q4 on 2026-08-20 because "The fitter fell ill" }
  key result garden "A garden"    { due 2026-08-31  dropped on 2026-08-01 because "The plot was sold" }
  key result menu   "A menu"      { due 2026-08-15  done 2026-08-14 }
}
objective sure "What was done anyway" {
  owner "Lead"  cycle 2026-Q3  aspirational
  key result list "The list is kept" { due 2026-08-15  done 2026-08-14 }
}
objective later "The next one" {
  owner "Lead"  cycle 2026-Q4  committed
  key result doors "Doors" { due 2026-12-01 }
}
evaluation on 2026-10-08 by "Lead" { covers warm, sure  score warm.meals 0.6 projected 0.9  score sure.list 1 }
"""
AFTER = date(2026, 11, 1)


def book() -> str:
    """Three quarters of weeks that go 380, 430, 380, … and end, in the one judged, at 412."""
    first, last = date(2026, 1, 4), date(2026, 9, 27)
    days = [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]
    values = [380 + 50 * (n % 2) for n in range(len(days))]
    values[-1] = 412
    return "day,meals\n" + "".join(f"{day},{value}\n" for day, value in zip(days, values, strict=True))


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "goals.okr").write_text(GOALS, "utf-8")
    (tmp_path / "book.csv").write_text(book(), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def closes(workspace: Path, day: date = AFTER, cycle: str | None = None) -> tuple[Close, ...]:
    return okrlang.evaluate([workspace], as_of=day, cycle=cycle).closes


def test_every_rule_that_is_about_the_close_is_shipped() -> None:
    packs, _ = shipped()
    assert not ABOUT.keys() - packs.rules.keys()


def test_the_scores_stand_beside_what_was_written(workspace: Path) -> None:
    (close,) = closes(workspace)
    assert (close.cycle, close.ended) == ("2026-Q3", date(2026, 9, 30))
    found = {s.id: (s.status, s.score, s.written_score, s.difference) for s in close.scores}
    # 412 of the way from 400 to 450 is 12/50; with the menu that was done, (0.24 + 1) / 2
    assert found == {
        "warm": ("missed", Decimal("0.62"), None, None),
        "warm.meals": ("missed", Decimal("0.24"), Decimal("0.6"), Decimal("0.36")),
        "warm.stove": ("carried", Decimal(0), None, None),
        "warm.garden": ("dropped", Decimal(0), None, None),
        "warm.menu": ("achieved", Decimal(1), None, None),
        "sure": ("achieved", Decimal(1), None, None),
        "sure.list": ("achieved", Decimal(1), Decimal(1), Decimal(0)),
    }
    assert [s.projected_score for s in close.scores if s.id == "warm.meals"] == [Decimal("0.9")]
    assert (close.rollup.committed.met, close.rollup.committed.of) == (0, 1)
    assert close.rollup.aspirational.mean == Decimal(1)


def test_what_was_carried_and_dropped(workspace: Path) -> None:
    (close,) = closes(workspace)
    assert [(x.id, x.to, str(x.at), x.because) for x in close.left] == [
        ("warm.stove", "2026-Q4", "2026-08-20", "The fitter fell ill"),
        ("warm.garden", None, "2026-08-01", "The plot was sold"),
    ]


def test_the_findings_are_those_of_the_rules(workspace: Path) -> None:
    report = okrlang.evaluate([workspace], as_of=AFTER)
    (close,) = report.closes
    said = {(f.about, f.rule, f.subject, f.verdict) for f in close.findings}
    assert said == {
        ("scores", "scores-agree", "warm.meals", "fail"),
        ("causes", "committed-miss-explained", "warm", "fail"),
        ("causes", "committed-part-explained", "warm.meals", "fail"),
        ("sandbagging", "aspirational-average", "2026-Q3", "fail"),
        ("sandbagging", "mostly-full-marks", "2026-Q3", "fail"),
    }
    everywhere = {(f.rule, f.subject, f.message) for f in report.findings}
    assert {(f.rule, f.subject, f.message) for f in close.findings} <= everywhere


def test_a_cause_and_an_honest_score_leave_nothing_to_find(workspace: Path) -> None:
    honest = GOALS.replace("0.6 projected 0.9", '0.24 projected 0.9 cause "Two cooks left"')
    (workspace / "goals.okr").write_text(honest, "utf-8")
    (close,) = closes(workspace)
    assert {f.about for f in close.findings if f.verdict == "fail"} == {"sandbagging"}
    assert {s.difference for s in close.scores} == {None, Decimal(0)}


def test_the_lesson_is_what_the_figures_did(workspace: Path) -> None:
    """Steps of 50 around 405: the limits are the mean ± 2.66 mean ranges, far beyond; 450 was reached in no quarter."""
    (close,) = closes(workspace)
    (lesson,) = close.lessons
    values = [int(row.partition(",")[2]) for row in book().splitlines()[1:]]
    assert len(values) == 39
    ranges = [abs(b - a) for a, b in pairwise(values)]
    mean, step = Decimal(sum(values)) / 39, Decimal(sum(ranges)) / 38
    assert (lesson.subject, lesson.unit) == ("warm.meals", "meals")
    assert (lesson.ended, lesson.target) == (Decimal(412), Decimal(450))
    assert lesson.lower is not None
    assert lesson.upper is not None
    assert abs(lesson.lower - (mean - Decimal("2.66") * step)) < Decimal("1e-9")
    assert abs(lesson.upper - (mean + Decimal("2.66") * step)) < Decimal("1e-9")
    assert (lesson.met, lesson.periods, lesson.trial) == (0, 2, False)
    assert lesson.because.startswith("ended at 412 meals; its usual ups and downs are ")
    assert lesson.because.endswith("; 450 meals would have been met in 0 of the 2 quarters before")


def test_a_cycle_that_runs_has_no_close_unless_it_has_ended(workspace: Path) -> None:
    assert closes(workspace, date(2026, 9, 29)) == ()
    assert [c.cycle for c in closes(workspace, date(2026, 9, 30))] == ["2026-Q3"]
    assert closes(workspace, cycle="2026-Q4") == ()
    assert [c.cycle for c in closes(workspace, date(2027, 1, 5))] == ["2026-Q4"]
    assert [c.cycle for c in closes(workspace, date(2027, 1, 5), cycle="2026-Q3")] == ["2026-Q3"]


def test_the_close_is_printed(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["evaluate", "goals.okr", "--as-of", AFTER.isoformat()])
    part = capsys.readouterr().out.partition("Close of 2026-Q3")[2].partition("\nChecklist")[0]
    lines = [" ".join(line.split()) for line in part.splitlines()]
    assert lines[0].endswith("ended 2026-09-30")
    for said in (
        "committed objectives met: 0 of 1 · aspirational objectives on average: 100%",
        "✗ missed warm (committed) computed 0.62",
        "✗ missed warm.meals computed 0.24, written 0.6, projected 0.9",
        "Carried and dropped",
        "· warm.stove was carried to 2026-Q4 on 2026-08-20: The fitter fell ill",
        "· warm.garden was dropped on 2026-08-01: The plot was sold",
        "Written against computed scores",
        "✗ warm.meals was scored 0.6, and its figures say 0.24",
        "Causes of what was committed and missed",
        "Sandbagging",
        "✗ Most aspirational objectives of 2026-Q3 scored 1.0",
        "For the next targets",
    ):
        assert said in lines


def test_the_close_meets_the_schema(workspace: Path) -> None:
    found = okrlang.evaluate([workspace], as_of=AFTER)
    jsonschema.validate(json.loads(document(found)), json.loads(schema(Report)))

"""Policies through the whole engine: chosen by goal, cycle or configuration, and shown side by side."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from scoring import policies, scored

import okrlang
from okrlang.cli import main
from okrlang.report.formats import EVALUATE
from okrlang.report.page import Medium

# A hundred days, so that day 30 is three tenths of the time.
CYCLE = "cycle spring { from 2026-01-01 to 2026-04-10  {about} }\n"
DAYS = {"0.01": "2026-01-01", "0.15": "2026-01-15", "0.16": "2026-01-16", "0.50": "2026-02-19", "0.90": "2026-03-31"}
DAYS["1.00"] = "2026-04-10"


def sheet(value: str, day: str, about: str = "", cycle: str = "") -> str:
    """A goal from 0 to 100 points that has come as far as the value by a day."""
    return (
        CYCLE.replace("{about}", cycle)
        + f'objective o "O" {{ owner "Lead"  cycle spring  committed  {about}\n'
        + '  key result k "K" { from 0 to 100 points }\n}\n'
        + f'check in on {day} by "Lead" {{ report o.k {value} }}\n'
    )


def words(value: str, elapsed: str, asked: tuple[str, ...]) -> str:
    """What policies call a key result, and the same of its objective, at a share of the way and of the time."""
    found = scored(sheet(value, DAYS[elapsed]), DAYS[elapsed], beside=asked)
    of_goal, of_objective = (
        ", ".join(s.called or s.status.replace("_", " ") for s in score.statuses)
        for score in (found.key_result("o.k"), found.objective("o"))
    )
    assert of_goal == of_objective
    return of_goal


PUBLISHED = ("burningokr", "viva", "tability", "mooncamp", "puzzle")


@pytest.mark.parametrize(
    ("value", "elapsed", "said"),
    [
        ("30", "0.50", "green, behind, yellow, off track, commit"),
        ("45", "0.90", "red, at risk, yellow, off track, commit"),
        ("72", "1.00", "yellow, at risk, green, progressing, target"),
        ("40", "0.50", "green, behind, green, progressing, commit"),
    ],
)
def test_published_policies_say_of_a_sheet_what_their_publishers_say(value: str, elapsed: str, said: str) -> None:
    assert words(value, elapsed, PUBLISHED) == said


@pytest.mark.parametrize(
    ("policy", "vectors"),
    [
        # a line of each policy, and what lies right beside it
        ("burningokr", {("30", "0.50"): "green", ("29", "0.50"): "yellow", ("10", "0.50"): "yellow", ("9", "0.50"): "red"}),
        ("viva", {("50", "0.50"): "on track", ("49", "0.50"): "behind", ("25", "0.50"): "behind", ("24", "0.50"): "at risk"}),
        ("tability", {("36", "0.50"): "green", ("35", "0.50"): "yellow", ("25", "0.50"): "yellow", ("24", "0.50"): "red"}),
        ("upraise", {("95", "1.00"): "on track", ("94", "1.00"): "lagging", ("75", "1.00"): "at risk", ("76", "1.00"): "lagging"}),
        ("mooncamp", {("45", "0.50"): "on track", ("44", "0.50"): "progressing", ("35", "0.50"): "progressing", ("34", "0.50"): "off track"}),
        ("puzzle", {("29", "0.90"): "fail", ("30", "0.90"): "commit", ("69", "0.50"): "commit", ("70", "0.50"): "target", ("99", "0.50"): "target", ("100", "0.50"): "stretch"}),
        ("google", {("39", "1.00"): "red", ("40", "1.00"): "yellow", ("69", "1.00"): "yellow", ("70", "1.00"): "green"}),
        ("grade", {("39", "1.00"): "off track", ("40", "1.00"): "at risk", ("69", "1.00"): "at risk", ("70", "1.00"): "on track"}),
        ("gap", {("30", "0.50"): "on track", ("29", "0.50"): "at risk", ("10", "0.50"): "at risk", ("9", "0.50"): "off track"}),
        ("pace", {("45", "0.50"): "on track", ("44", "0.50"): "at risk", ("35", "0.50"): "at risk", ("34", "0.50"): "off track"}),
    ],
)  # fmt: skip
def test_each_policy_draws_its_lines_where_it_says(policy: str, vectors: dict[tuple[str, str], str]) -> None:
    assert {vector: words(*vector, (policy,)) for vector in vectors} == vectors


def test_a_policy_has_its_grace_and_no_other() -> None:
    assert words("0", "0.15", ("pace", "gap", "burningokr")) == "open, on track, green"
    assert words("0", "0.16", ("pace", "gap", "burningokr")) == "off track, on track, green"
    assert words("0", "0.01", ("viva", "tability")) == "behind, red"


def test_whatever_policy_a_goal_has_says_the_same_beside_another() -> None:
    for name in policies():
        own = scored(sheet("30", DAYS["0.50"], about=f"policy {name}"), DAYS["0.50"]).key_result("o.k")
        beside = scored(sheet("30", DAYS["0.50"]), DAYS["0.50"], beside=(name,)).key_result("o.k").statuses[0]
        assert (beside.policy, beside.status, beside.called) == (own.policy, own.status, own.called)


def test_the_nearest_choice_counts() -> None:
    """A third of the way at half-time: off track, behind or fine, by whom one asks."""
    day = DAYS["0.50"]
    found = [
        scored(sheet("30", day, about, cycle), day, policy=default).objective("o").status
        for about, cycle, default in (
            ("", "", "pace"),
            ("", "", "gap"),
            ("", "policy viva", "gap"),
            ("policy pace", "policy viva", "gap"),
        )
    ]
    assert found == ["off_track", "on_track", "at_risk", "off_track"]


TWO = """
objective o "O" { owner "Lead"  cycle spring  committed
  key result fast "F" { from 0 to 100 points }
  key result slow "S" { from 0 to 100 points }
}
check in on 2026-02-19 by "Lead" { report o.fast 100  report o.slow 32 }
"""


def test_the_worst_key_result_is_looked_for_by_the_lines_of_the_policy_that_takes_it() -> None:
    """Half-time: 32 is off track for `pace` and on track for `weakest`, which allows a fifth behind the path."""
    cycle = CYCLE.replace("{about}", "")
    found = scored(cycle + TWO, "2026-02-19", beside=("weakest", "gap")).objective("o")
    assert [(s.policy, s.status) for s in found.statuses] == [("weakest", "on_track"), ("gap", "on_track")]
    own = scored(cycle + TWO.replace("committed", "committed policy weakest"), "2026-02-19").objective("o")
    assert own.status == "on_track"


# --- side by side ----------------------------------------------------------------------------------------------------


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "goals.okr").write_text(sheet("30", DAYS["0.50"]), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_same_sheet_stands_side_by_side(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--policy", "gap", "--policy", "viva,gap"]
    assert main(["evaluate", "goals.okr", "--as-of", DAYS["0.50"], *asked]) == 0
    text = capsys.readouterr().out
    table = text.partition("Policies side by side")[2].splitlines()[2:7]
    assert table == [
        "goal   stands at   its own      gap         viva",
        "o      30% of 50%  ✗ off track  ✓ on track  ◐ behind",
        "  o.k  30% of 50%  ✗ off track  ✓ on track  ◐ behind",
        "",
        "They call 0 of 2 goals the same; each goal's own policy alone counts",
    ]


def test_every_format_has_it(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["evaluate", "goals.okr", "--as-of", DAYS["0.50"], "--policy", "viva", "--policy", "gap"]
    main([*command, "--format", "json"])
    (goal,) = json.loads(capsys.readouterr().out)["objectives"]
    assert (goal["status"], goal["policy"]) == ("off_track", "pace")
    said = [
        {"policy": "viva", "status": "at_risk", "called": "behind"},
        {"policy": "gap", "status": "on_track", "called": None},
    ]
    assert goal["statuses"] == goal["key_results"][0]["statuses"] == said
    main([*command, "--format", "table"])
    assert "o.k     off track  behind  on track\n" in capsys.readouterr().out


def test_policies_beside_change_no_verdict(workspace: Path) -> None:
    plain, beside = (
        okrlang.evaluate([workspace], as_of=date.fromisoformat(DAYS["0.50"]), policies=names)
        for names in ((), ("viva", "google"))
    )
    assert (plain.findings, plain.checklist, plain.summary) == (beside.findings, beside.checklist, beside.summary)
    assert [o.status for o in plain.objectives] == [o.status for o in beside.objectives]


def test_a_policy_that_does_not_exist_ends_with_2(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "goals.okr", "--policy", "vivo"]) == 2
    assert "There is no policy `vivo`: did you mean `viva`?" in capsys.readouterr().err
    assert main(["evaluate", "goals.okr", "--policy", "quux"]) == 2
    assert "There is no policy `quux`: the policies are burningokr, gap, google" in capsys.readouterr().err


@pytest.mark.parametrize("width", [40, 60, 100])
def test_many_policies_stand_in_tables_that_fit_the_page(workspace: Path, width: int) -> None:
    found = okrlang.evaluate([workspace], as_of=date.fromisoformat(DAYS["0.50"]), policies=tuple(sorted(policies())))
    part = EVALUATE["text"](found, Medium(width)).partition("Policies side by side")[2].partition("Checklist")[0]
    table = [line for line in part.splitlines()[2:] if line.strip() and not line.startswith("They")]
    assert not [line for line in table if len(line) > width]
    heads = [line.partition("its own")[2].split() for line in table if line.startswith("goal")]
    assert [name for head in heads for name in head] == sorted(policies())

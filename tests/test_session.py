"""The commands as they are run: exit codes, outputs and what they never do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import Any, Self

import jsonschema
import pytest

import okrlang
from okrlang.cli import main
from okrlang.logic.packs import shipped
from okrlang.report.document import schema
from okrlang.report.page import Medium
from okrlang.report.report import LintReport, Report
from okrlang.report.text import text

SHEET = """\
objective warm "No family on our list goes without a hot meal" {
  owner "Kitchen lead"  cycle 2026-Q4
  key result meals   "Meals a week"                   { from 300 to 450 }
  key result helpers "Volunteers who come every week" { at least 25 }
}
check in on 2026-10-15 by "Kitchen lead" { report warm.meals 320  report warm.helpers 18 }
"""
WRONG = SHEET.replace("warm.helpers 18", "warm.hlepers 18")


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "goals.okr"
    path.write_text(SHEET, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "okrlang", *arguments],
        capture_output=True,
        timeout=60,
        env={"PATH": os.environ["PATH"], **environment},
        check=False,
    )


# --- outputs ---------------------------------------------------------------------------------------------------------


def test_a_format_may_go_to_a_file_beside_the_screen(sheet: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["lint", "goals.okr", "--format", "text", "--format", "json:out.json"]) == 0
    written = json.loads(Path("out.json").read_text("utf-8"))
    jsonschema.validate(written, json.loads(schema(LintReport)))
    assert written["format"] == "okrlang.lint/1"
    assert b"(exit code 0)" in capsysbinary.readouterr().out
    assert sorted(os.listdir()) == ["goals.okr", "out.json"]


def test_a_file_is_written_over_but_no_input_is(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("out.json").write_text("old")
    assert main(["lint", "goals.okr", "--format", "json:out.json"]) == 0
    assert Path("out.json").read_text("utf-8").startswith("{")
    Path("link.json").symlink_to("goals.okr")
    for target in ("goals.okr", "./goals.okr", "link.json"):
        assert main(["lint", "goals.okr", "--format", f"json:{target}"]) == 2
    assert "is an input and is not written over" in capsys.readouterr().err
    assert sheet.read_text("utf-8") == SHEET


def test_the_configuration_is_an_input_too(sheet: Path) -> None:
    Path("okrlang.toml").write_text("")
    assert main(["lint", "goals.okr", "--format", "json:okrlang.toml"]) == 2
    assert Path("okrlang.toml").read_text("utf-8") == ""


@pytest.mark.parametrize("command", ["lint", "evaluate"])
def test_a_file_that_a_text_names_is_not_written_over(
    sheet: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    named = 'source tills { file "tills.csv"  date column day  value column amount }\n'
    named += 'review autumn on 2026-10-16 { evidence "minutes/autumn.md" }\n'
    sheet.write_text(SHEET + named)
    Path("minutes").mkdir()
    for name, said in (("tills.csv", "day,amount\n2026-10-01,3\n"), ("minutes/autumn.md", "We met.\n")):
        Path(name).write_text(said)
        assert main([command, "goals.okr", "--format", f"json:{name}"]) == 2
        assert f"'{name}' is an input and is not written over" in capsys.readouterr().err
        assert Path(name).read_text() == said


def test_a_configuration_that_may_not_be_read_is_not_written_over(sheet: Path) -> None:
    Path("shared").mkdir()
    Path("shared/other.toml").write_text("")
    Path("root").mkdir()
    Path("root/goals.okr").write_text(SHEET)
    Path("root/okrlang.toml").symlink_to("../shared/other.toml")
    assert main(["lint", "root", "--format", "json:root/okrlang.toml"]) == 2
    assert Path("shared/other.toml").read_text() == ""


@pytest.mark.parametrize("target", ["no/such/folder.json", "folder", "pipe"])
def test_where_nothing_can_be_written_the_run_ends_with_2(
    sheet: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkdir("folder")
    os.mkfifo("pipe")
    assert main(["lint", "goals.okr", "--format", f"json:{target}"]) == 2
    assert target in capsys.readouterr().err
    assert sorted(os.listdir()) == ["folder", "goals.okr", "pipe"]


def test_a_write_that_fails_leaves_the_old_file(sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    Path("out.json").write_text("old")
    monkeypatch.setattr(os, "fsync", fail)
    assert main(["lint", "goals.okr", "--format", "json:out.json"]) == 2
    assert Path("out.json").read_text() == "old"
    assert sorted(os.listdir()) == ["goals.okr", "out.json"]


# --- screens ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "environment", "coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"TERM": "dumb"}, False),
    ],
)
def test_colour_is_as_asked_and_else_never_where_there_is_no_terminal(
    sheet: Path, options: list[str], environment: dict[str, str], coloured: bool
) -> None:
    sheet.write_text(WRONG)
    assert (b"\x1b[" in run("lint", "goals.okr", *options, **environment).stdout) == coloured


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8", "cp1252"])
def test_output_fits_every_encoding(sheet: Path, encoding: str) -> None:
    sheet.write_text(WRONG.replace("Meals a week", "Repas à table 食事 ✓"), "utf-8")
    done = run("lint", "goals.okr", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 1
    assert done.stderr == b""
    done.stdout.decode(encoding)
    assert json.loads(run("lint", "goals.okr", "--format", "json", PYTHONIOENCODING=encoding).stdout.decode("utf-8"))


def test_a_reader_that_leaves_is_no_fault(sheet: Path) -> None:
    sheet.write_text(WRONG * 400)
    process = subprocess.Popen(
        [sys.executable, "-m", "okrlang", "lint", "goals.okr"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), said) == (1, b"")


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("lint goals.okr >&-", "is closed"),
        ("schema report >/dev/full", "cannot be written: no space left on device"),
        ("--help >/dev/full", "cannot be written: no space left on device"),
    ],
)
def test_what_cannot_be_printed_is_said_in_a_line(sheet: Path, command: str, reason: str) -> None:
    script = f"'{sys.executable}' -m okrlang {command}"
    ended = subprocess.run(["sh", "-c", script], capture_output=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (2, f"Error: standard output {reason}.\n".encode())


def test_a_working_directory_that_is_gone_is_said_in_a_line(sheet: Path) -> None:
    script = f"mkdir gone && cd gone && rmdir ../gone && '{sys.executable}' -m okrlang lint ."
    root = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(okrlang.__file__).parent.parent)}
    ended = subprocess.run(["sh", "-c", script], capture_output=True, timeout=60, env=root, check=False)
    assert (ended.returncode, ended.stderr) == (2, b"Error: the working directory is not there any more.\n")


# --- lint ------------------------------------------------------------------------------------------------------------


def test_a_rule_that_needs_data_is_left_to_evaluate(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "goals.okr", "--select", "committed-met"]) == 0
    assert "what was asked for needs data or a day, and is judged by `evaluate`" in capsys.readouterr().out


OF_FINDINGS = ",".join(sorted({pack for pack in shipped()[0].homes.values() if pack not in shipped()[0].apart}))


@pytest.mark.parametrize(("option", "names"), [("--select", "policies"), ("--ignore", OF_FINDINGS)])
def test_where_no_rule_is_left_there_is_nothing_to_judge(
    sheet: Path, capsys: pytest.CaptureFixture[str], option: str, names: str
) -> None:
    assert main(["lint", "goals.okr", option, names]) == 2
    assert "there is nothing to judge: no rule is left" in capsys.readouterr().out
    assert main(["evaluate", "goals.okr", option, names, "--exit-zero"]) == 2
    assert "there is nothing to judge: no rule is left" in capsys.readouterr().out


# --- evaluate --------------------------------------------------------------------------------------------------------

SAMPLES = Path(__file__).parent.parent / "samples"
DAYS = {"first/sheet": "2026-10-20", "payments": "2026-09-10", "emergency": "2019-03-31"}
MEASURED = """\
source tills { file "data/tills.csv"  date column day  value column amount }
metric meals "Meals a week" { unit meals  from tills  take last  better higher  updated every week }
kpi served "Meals served" { owner "Kitchen lead"  metric meals  green at least 300  amber at least 250 }
"""


def judged(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    """The exit code and the report of an evaluation, which meets its schema."""
    code = main(["evaluate", *arguments, "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    jsonschema.validate(report, json.loads(schema(Report)))
    assert report["exit_code"] == code
    return code, report


@pytest.mark.parametrize("sample", sorted(DAYS))
def test_every_sample_gives_a_report_that_meets_the_schema(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, report = judged(str(SAMPLES / sample), "--as-of", DAYS[sample], capsys=capsys)
    assert code == (1 if sample == "payments" else 0)
    assert report["as_of"] == DAYS[sample]
    assert len([i for s in report["checklist"]["cycles"][0]["sections"] for i in s["items"]]) == 14


@pytest.mark.parametrize("sample", sorted(DAYS))
@pytest.mark.parametrize("width", [80, 100])
def test_every_sample_fits_the_page(sample: str, width: int) -> None:
    report = okrlang.evaluate([SAMPLES / sample], date.fromisoformat(DAYS[sample]))
    page = text(report, Medium(width))
    assert max(map(len, page.splitlines())) <= width
    assert "None" not in page
    assert "\x1b" not in page


def test_what_nobody_follows_does_not_block_unless_it_is_asked_for(
    sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, report = judged("goals.okr", "--as-of", "2026-10-20", capsys=capsys)
    assert (code, report["checklist"]["blocks"]) == (0, False)
    code, report = judged("goals.okr", "--as-of", "2026-10-20", "--checklist", "okr_procedure", capsys=capsys)
    assert (code, report["checklist"]["blocks"]) == (1, True)
    assert report["exit_because"].startswith("checklist items 1.1")


def test_findings_block_by_severity(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("goals.okr", "--as-of", "2026-10-20", "--select", "objective-kind")
    assert judged(*options, capsys=capsys)[0] == 0
    code, report = judged(*options, "--fail-on", "warning", capsys=capsys)
    assert (code, report["exit_because"]) == (1, "1 finding blocks")
    assert judged(*options, "--fail-on", "warning", "--exit-zero", capsys=capsys)[0] == 0
    assert judged("goals.okr", "--as-of", "2026-10-20", "--ignore", "core", "--fail-on", "info", capsys=capsys)[0] == 0


def test_data_that_cannot_be_read_ends_with_3_whatever_is_asked(
    sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet.write_text(SHEET + MEASURED)
    code, report = judged("goals.okr", "--as-of", "2026-10-20", "--exit-zero", capsys=capsys)
    assert (code, report["exit_because"]) == (3, "the data in `data/tills.csv` could not be read")
    assert [(d["path"], d["severity"]) for d in report["diagnostics"]] == [("data/tills.csv", "error")]
    (kpi,) = report["kpis"]
    assert kpi["value"] is None
    assert kpi["because"]


def test_data_may_lie_elsewhere_and_is_an_input(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet.write_text(SHEET + MEASURED)
    Path("else/data").mkdir(parents=True)
    Path("else/data/tills.csv").write_text("day,amount\n2026-10-12,270\n2026-10-19,310\n")
    options = ("goals.okr", "--as-of", "2026-10-20", "--data", "else")
    code, report = judged(*options, capsys=capsys)
    (kpi,) = report["kpis"]
    assert (code, kpi["value"], kpi["level"]) == (0, "310", "green")
    assert kpi["origin"]["first_row"] == kpi["origin"]["last_row"] == 3
    assert report["inputs"][1] | {"sha256": ""} == {"path": "data/tills.csv", "sha256": "", "rows": 2}
    assert main(["evaluate", *options, "--format", "json:else/data/tills.csv"]) == 2
    assert Path("else/data/tills.csv").read_text().startswith("day,amount")


def test_a_cycle_is_judged_alone(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet.write_text(SHEET + SHEET.replace("warm", "cold").replace("2026-Q4", "2027-Q1").replace("2026-10", "2027-01"))
    report = judged("goals.okr", "--as-of", "2027-01-20", capsys=capsys)[1]
    assert [c["cycle"] for c in report["checklist"]["cycles"]] == ["2027-Q1", "2026-Q4"]
    assert [o["id"] for o in report["objectives"]] == ["warm", "cold"]
    report = judged("goals.okr", "--as-of", "2027-01-20", "--cycle", "2026-Q4", capsys=capsys)[1]
    assert [(c["cycle"], c["ended"]) for c in report["checklist"]["cycles"]] == [("2026-Q4", True)]
    assert [o["id"] for o in report["objectives"]] == ["warm"]
    assert {f["cycle"] for f in report["findings"]} == {"2026-Q4"}


def test_paths_choose_what_is_reported(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("okrlang.toml").write_text("")
    Path("cold.okr").write_text(SHEET.replace("warm", "cold"))
    report = judged("cold.okr", "--as-of", "2026-10-20", capsys=capsys)[1]
    assert [o["id"] for o in report["objectives"]] == ["cold"]
    assert {i["path"] for i in report["inputs"]} == {"cold.okr", "goals.okr"}


@pytest.mark.parametrize("said", ['team care "Store success"\n', "# nothing yet\n", ""])
def test_where_there_is_nothing_to_judge_the_run_ends_with_2(
    sheet: Path, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet.write_text(said)
    code, report = judged("goals.okr", "--as-of", "2026-10-20", "--exit-zero", capsys=capsys)
    assert code == 2
    assert report["exit_because"].startswith("there is nothing to judge")


def test_without_a_day_it_is_today_where_the_company_is(
    sheet: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(2026, 10, 20, 23, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr("okrlang.cli.clock.datetime", Clock)
    assert judged("goals.okr", capsys=capsys)[1]["as_of"] == "2026-10-20"
    sheet.write_text('company kitchen "The kitchen" { time zone "Asia/Tokyo" }\n' + SHEET)
    assert judged("goals.okr", capsys=capsys)[1]["as_of"] == "2026-10-21"


def test_the_package_does_what_the_commands_do(sheet: Path) -> None:
    sheet_read, faults = okrlang.parse(SHEET)
    assert (len(sheet_read.declarations), faults) == (2, ())
    assert okrlang.load(["goals.okr"]).workspace.objectives[0].id == "warm"
    assert okrlang.lint(["goals.okr"], fail_on="info").outcome.code == 1
    report = okrlang.evaluate(["goals.okr"], date(2026, 10, 20))
    assert isinstance(report, okrlang.Report)
    assert report.objectives[0].key_results[0].current == 320


# --- what is promised ------------------------------------------------------------------------------------------------


def test_the_same_texts_give_the_same_bytes(sheet: Path) -> None:
    worlds = (("0", "UTC", "C"), ("1", "Asia/Tokyo", "C.UTF-8"), ("2", "", "POSIX"))
    for command in (
        ("lint",),
        ("evaluate", "--as-of", "2026-10-20"),
        ("evaluate", "--as-of", "2026-10-20", "--format", "json"),
    ):
        runs = {run(*command, ".", PYTHONHASHSEED=seed, TZ=zone, LC_ALL=locale).stdout for seed, zone, locale in worlds}
        assert len(runs) == 1
        assert runs.pop()


def test_lint_loads_nothing_that_it_does_not_need(sheet: Path) -> None:
    code = """if True:
        import sys, click
        before = {*sys.modules}
        from okrlang.cli import main
        main(["lint", "goals.okr"])
        print(*sorted({*sys.modules} - before))"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    never = {
        "pydantic",
        "jsonschema",
        "tabulate",
        "lark",
        "sqlite3",
        "csv",
        "tomllib",
        "zoneinfo",
        "json",
        "typing_extensions",
        "dataclasses",
        "difflib",
        "hashlib",
        "pathlib",
    }
    assert not loaded & never
    unused = (
        "okrlang.measure",
        "okrlang.score",
        "okrlang.judge.checklist",
        "okrlang.report.report",
        "okrlang.judge.telling",
    )
    assert not {name for name in loaded if name.startswith(unused)}


def test_importing_the_package_loads_nothing() -> None:
    code = "import sys; before = {*sys.modules}; import okrlang; print(*sorted({*sys.modules} - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert {*done.stdout.split()} <= {"okrlang", "__future__"}


def test_a_defect_is_owned_up_to(
    sheet: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("secret of a user")

    monkeypatch.setattr("okrlang.loading.resolve", fail)
    monkeypatch.delenv("OKRLANG_TRACEBACK", raising=False)
    assert main(["lint", "goals.okr", "--exit-zero"]) == 4
    said = capsys.readouterr().err
    assert "okrlang has a defect" in said
    assert "KeyError" in said
    assert "Traceback" not in said
    assert "secret" not in said
    monkeypatch.setenv("OKRLANG_TRACEBACK", "1")
    with pytest.raises(KeyError):
        main(["lint", "goals.okr"])


# --- what a newcomer stumbled over -----------------------------------------------------------------------------------

TWO_CYCLES = """\
company c "C" { follows okr_procedure since 2027-01-01 }
objective a "A" { owner c  cycle 2026-Q4  committed  because "x"  key result k "K" { done 2026-11-01 } }
objective b "B" { owner c  cycle 2027-Q1  committed  because "x"  key result k "K" { done 2027-01-20 } }
"""
DEPUTY = """\
rule deputy-named "Every objective has a deputy" {
  severity error
  basis    ours "holidays"
  because  "People fall ill."
  for each objective
  check count(objective.with) >= 1
  say   "{objective.id} has no deputy"
}
"""
WAIVER = """\
waive deputy-named on warm from 2026-10-01 until 2026-12-31 because "We are three people" approved by "Chair"
"""


def test_a_cycle_from_before_the_checklist_was_followed_does_not_block(
    sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet.write_text(TWO_CYCLES)
    for day in ("2026-12-20", "2027-02-10"):
        main(["evaluate", "goals.okr", "--as-of", day, "--cycle", "2026-Q4"])
        out = capsys.readouterr().out
        assert "It is shown as advice" in out
        assert "checklist items 1" not in out
    main(["evaluate", "goals.okr", "--as-of", "2027-02-10", "--cycle", "2027-Q1"])
    assert "checklist items 1" in capsys.readouterr().out


def test_a_cycle_that_is_not_there_lists_those_that_are(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet.write_text(TWO_CYCLES)
    assert main(["evaluate", "goals.okr", "--as-of", "2027-02-10", "--cycle", "spring"]) == 2
    assert "the cycles are 2026-Q4, 2027-Q1" in capsys.readouterr().err


def test_a_rule_that_cannot_be_read_is_shown_before_that_it_is_missing(
    sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("rules.okr").write_text(DEPUTY.replace("severity error", "severity high"))
    assert main(["lint", ".", "--ignore", "deputy-named"]) == 2
    out, err = capsys.readouterr()
    assert "severity high" in out
    assert "no rule or pack" not in out + err
    Path("rules.okr").unlink()
    assert main(["lint", ".", "--ignore", "deputy-named"]) == 2
    assert "no rule or pack" in capsys.readouterr().err


def test_a_rule_that_cannot_be_judged_is_said_once(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("rules.okr").write_text(DEPUTY.replace("objective.with)", "objective.wiht)"))
    for command in (["lint", "."], ["evaluate", ".", "--as-of", "2026-11-01"]):
        assert main(command) == 1
        out = capsys.readouterr().out
        assert "wiht" in out
        assert "cannot be judged" not in out


def test_a_waived_rule_does_not_block_a_lint(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("rules.okr").write_text(DEPUTY)
    assert main(["lint", "."]) == 1
    assert "warm has no deputy" in capsys.readouterr().out
    Path("rules.okr").write_text(DEPUTY + WAIVER)
    assert main(["lint", "."]) == 0
    assert "warm has no deputy" not in capsys.readouterr().out


def test_a_waived_finding_stands_under_its_waiver(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("rules.okr").write_text(DEPUTY + WAIVER)
    main(["evaluate", ".", "--as-of", "2026-11-01"])
    out = capsys.readouterr().out
    assert "· waived       deputy-named" in out
    assert "error        deputy-named" not in out
    heading = next(line for line in out.splitlines() if line.startswith("Findings"))
    assert heading.endswith(", 1 waived")
    assert "fail" not in heading


def test_data_that_cannot_be_read_do_not_hide_what_else_blocks(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet.write_text('source s { file "none.csv"  date column d  value column v }\nmetric m { from s }\n' + SHEET)
    Path("rules.okr").write_text(DEPUTY)
    assert main(["evaluate", ".", "--as-of", "2026-11-01"]) == 3
    assert "`none.csv` could not be read, and 1 finding blocks (exit code 3)" in capsys.readouterr().out


def test_what_is_done_after_the_day_is_not_done_yet(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = '{ milestone "One" { due 2026-10-10  done 2026-10-13 }  milestone "Two" { due 2026-12-01 } }'
    sheet.write_text(f'objective o "O" {{ owner "Lead"  cycle 2026-Q4  key result k "K" {steps} }}')
    for day, line in (("2026-10-12", "○ One · due 2026-10-10"), ("2026-10-13", "✓ One · done 2026-10-13, 3 days late")):
        main(["evaluate", "goals.okr", "--as-of", day])
        assert line in capsys.readouterr().out


def test_an_objective_shows_the_two_numbers_that_its_status_compares(
    sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    early = 'key result early "E" { milestone "One" { due 2026-12-01  done 2026-10-05 } }'
    late = 'key result late "L" { from 0 to 100 }  '
    sheet.write_text(
        f'objective o "Whole" {{ owner "Lead"  cycle 2026-Q4  {late}{early} }}\n'
        'check in on 2026-11-15 by "Lead" { report o.late 25 }'
    )
    main(["evaluate", "goals.okr", "--as-of", "2026-11-15"])  # day 46 of 92: half of the way, 25% gone; `early` is done
    out = capsys.readouterr().out
    assert next(line for line in out.splitlines() if "Whole" in line).endswith(" 25% of 50%")
    assert "62% over 2 key results; 25% without what is not due yet" in out


def test_members_of_a_keep_show_their_periods(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    n = "values for n { 2026-10-04 99%  2026-10-11 99%  2026-10-18 99% }"
    s = "values for s { 2026-10-04 90%  2026-10-11 90%  2026-10-18 99% }"
    sheet.write_text(
        f'metric open {{ unit %  updated every week  split by place in ["n", "s"]  {n}  {s} }}\n'
        'objective o "O" { owner "Lead"  cycle 2026-Q4  '
        'key result k "K" { metric open  keep at least 95% for every place in 50% of weeks } }'
    )
    main(["evaluate", "goals.okr", "--as-of", "2026-10-18"])
    out = capsys.readouterr().out
    assert "✗ s 1 of 3 weeks" in out
    assert "✓ n 3 of 3 weeks" in out


@pytest.mark.parametrize("is_there", [True, False])
def test_evidence_that_is_not_there_is_said(sheet: Path, capsys: pytest.CaptureFixture[str], is_there: bool) -> None:
    if is_there:
        Path("minutes.md").write_text("All heard it.")
    sheet.write_text(
        f'{SHEET}communication on 2026-10-03 by "Kitchen lead" '
        '{ covers warm  audience "Kitchen lead"  evidence "minutes.md" }\n'
    )
    main(["evaluate", "goals.okr", "--as-of", "2026-11-01"])
    out = capsys.readouterr().out
    assert ("there is no file `minutes.md`" in out) == (not is_there)
    assert ("minutes.md (there is no such file)" in out) == (not is_there)

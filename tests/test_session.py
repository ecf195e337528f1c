"""The commands as they are run: exit codes, outputs and what they never do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from okrlang.cli import main
from okrlang.report.document import schema
from okrlang.report.report import LintReport

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
    assert process.stdout and process.stderr
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), said) == (1, b"")


# --- what is promised ------------------------------------------------------------------------------------------------


def test_the_same_texts_give_the_same_bytes(sheet: Path) -> None:
    runs = [run("lint", ".", "--format", "json", PYTHONHASHSEED=seed, TZ=zone, LC_ALL=locale).stdout
            for seed, zone, locale in (("0", "UTC", "C"), ("1", "Asia/Tokyo", "C.UTF-8"), ("2", "", "POSIX"))]  # fmt: skip
    assert runs[0]
    assert len(set(runs)) == 1


def test_lint_loads_nothing_that_it_does_not_need(sheet: Path) -> None:
    code = "import sys; from okrlang.cli import main; main(['lint', 'goals.okr']); print(*sorted(sys.modules))"
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
    }
    assert not loaded & never
    assert not {name for name in loaded if name.startswith(("okrlang.measure", "okrlang.score"))}


def test_a_defect_is_owned_up_to(
    sheet: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("secret of a user")

    monkeypatch.setattr("okrlang.session.resolve", fail)
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

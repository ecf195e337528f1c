"""Snapshots: what is recorded, what survives a run that is killed or not alone, and the trends that come of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import okrlang
from okrlang.cli import main
from okrlang.history import journal
from okrlang.history.journal import read, record
from okrlang.history.snapshot import FORMAT, WORDS, Snapshot, State, line, read_line
from okrlang.report.document import schema
from okrlang.report.report import Report, Trend

# The path goes from 0 to 100 in a hundred days: on track from nine tenths of what is expected, at risk from seven.
GOALS = """\
cycle spring { from 2026-01-01 to 2026-04-10 }
source book { file "book.csv"  date column day  value column points }
metric points "Points" { unit points  from book  take last  better higher }
kpi load "Load" { owner "Lead"  metric points  green at least 40 points  amber at least 20 points }
objective o "O" { owner "Lead"  cycle spring  committed
  key result k "K" { metric points  from 0 to 100 points }
}
check in on 2026-01-28 by "Lead" { report o.k confidence 8 of 10 }
check in on 2026-02-18 by "Lead" { report o.k confidence 6 of 10 }
"""
BOOK = "day,points\n2026-01-30,30\n2026-02-09,35\n2026-02-19,35\n2026-03-01,40\n"
# on day 30: 30 of 30; day 40: 35 of 40 is 7/8; day 50: 35 of 50 is 7/10; day 60: 40 of 60 is 2/3
DAYS = ("2026-01-30", "2026-02-09", "2026-02-19", "2026-03-01")
STATUSES = ("on_track", "at_risk", "at_risk", "off_track")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "goals.okr").write_text(GOALS, "utf-8")
    (tmp_path / "book.csv").write_text(BOOK, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def evaluate(day: str, *more: str) -> int:
    return main(["evaluate", "goals.okr", "--as-of", day, "--format", "json:out.json", *more])


def record_all() -> None:
    for day in DAYS:
        assert evaluate(day, "--snapshot", "history.jsonl") == 0


def report(day: str) -> dict[str, Any]:
    assert evaluate(day, "--snapshot", "history.jsonl") == 0
    found: dict[str, Any] = json.loads(Path("out.json").read_text("utf-8"))
    jsonschema.validate(found, json.loads(schema(Report)))
    return found


def of_goal(found: dict[str, Any]) -> dict[str, Any]:
    trend: dict[str, Any] = found["objectives"][0]["key_results"][0]["trend"]
    return trend


# --- what is recorded ------------------------------------------------------------------------------------------------


def test_each_run_adds_a_line_of_its_day(workspace: Path) -> None:
    record_all()
    lines = [json.loads(text) for text in Path("history.jsonl").read_text("ascii").splitlines()]
    assert [said["as_of"] for said in lines] == list(DAYS)
    assert [said["key_results"]["o.k"]["status"] for said in lines] == list(STATUSES)
    assert [said["key_results"]["o.k"]["confidence"] for said in lines] == ["0.8", "0.8", "0.6", "0.6"]
    assert [said["kpis"]["load"]["status"] for said in lines] == ["amber", "amber", "amber", "green"]
    first = (
        '{"format":"okrlang.snapshot/1","as_of":"2026-01-30","objectives":{"o":{"status":"on_track","progress":"0.3",'
    )
    assert Path("history.jsonl").read_text("ascii").startswith(first)


def test_a_run_that_says_nothing_new_adds_nothing(workspace: Path) -> None:
    record_all()
    before = Path("history.jsonl").read_bytes()
    evaluate(DAYS[1], "--snapshot", "history.jsonl")
    evaluate(DAYS[3], "--snapshot", "history.jsonl")
    assert Path("history.jsonl").read_bytes() == before


def test_other_figures_of_the_same_day_are_another_line(workspace: Path) -> None:
    record_all()
    before = Path("history.jsonl").read_bytes()
    Path("book.csv").write_text(BOOK.replace("2026-03-01,40", "2026-03-01,60"), "utf-8")
    evaluate(DAYS[3], "--snapshot", "history.jsonl")
    after = Path("history.jsonl").read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == 5
    assert [s.status for _, s in read(Path("history.jsonl"), "h").of(("key_result", "o.k"), date.max)][-1] == "on_track"


def test_a_text_that_cannot_be_read_whole_is_not_recorded(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("goals.okr").write_text(GOALS + "objective {", "utf-8")
    assert evaluate(DAYS[0], "--snapshot", "history.jsonl") == 2
    assert not Path("history.jsonl").exists()
    assert "'history.jsonl' is left as it is: there was nothing that could be judged" in capsys.readouterr().err


@pytest.mark.parametrize("target", ["goals.okr", "book.csv", "link", "okrlang.toml"])
def test_nothing_is_added_to_an_input(workspace: Path, capsys: pytest.CaptureFixture[str], target: str) -> None:
    Path("link").symlink_to("book.csv")
    Path("okrlang.toml").touch()
    before = Path(target).read_bytes()
    assert evaluate(DAYS[0], "--snapshot", target) == 2
    assert "is an input and is not written over" in capsys.readouterr().err
    assert Path(target).read_bytes() == before


@pytest.mark.parametrize("text", ["notes\n", "{}\n", '{"format":"okrlang.report/1"}\n', " "])
def test_nothing_is_added_to_what_is_no_history(workspace: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    Path("notes.txt").write_text(text)
    assert evaluate(DAYS[0], "--snapshot", "notes.txt") == 2
    assert "'notes.txt' holds something else than snapshots, and nothing is added to it" in capsys.readouterr().err
    assert Path("notes.txt").read_text() == text


def test_where_nothing_can_be_written_the_run_ends_with_2(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("folder").mkdir()
    os.mkfifo("pipe")
    for target in ("folder", "no/such/file.jsonl", "pipe"):
        assert evaluate(DAYS[0], "--snapshot", target) == 2, target
    assert "'no/such/file.jsonl' cannot be written: no such file or directory" in capsys.readouterr().err


def test_no_report_is_written_over_the_history(workspace: Path) -> None:
    record_all()
    before = Path("history.jsonl").read_bytes()
    assert main(["evaluate", "goals.okr", "--snapshot", "history.jsonl", "--format", "json:history.jsonl"]) == 2
    Path("okrlang.toml").write_text('history = "history.jsonl"\n')
    assert main(["evaluate", "goals.okr", "--format", "json:history.jsonl"]) == 2
    assert Path("history.jsonl").read_bytes() == before


# --- trends ----------------------------------------------------------------------------------------------------------


def test_the_trend_of_a_status_and_of_confidence(workspace: Path) -> None:
    assert of_goal(report(DAYS[0])) is None
    for day in DAYS[1:3]:
        evaluate(day, "--snapshot", "history.jsonl")
    trend = of_goal(report(DAYS[3]))
    assert [(p["at"], p["status"], p["known_now"]) for p in trend["points"]] == [
        (day, status, status) for day, status in zip(DAYS[:3], STATUSES[:3], strict=True)
    ]
    assert (trend["now"], trend["since"], trend["before"]["at"]) == ("off_track", DAYS[3], DAYS[2])
    assert trend["because"] == "off track now, was at risk on 2026-02-19"


def test_what_lasts_is_said_in_weeks(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record_all()
    assert main(["evaluate", "goals.okr", "--as-of", "2026-03-22", "--snapshot", "history.jsonl"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    said = "recorded ✓◐◐✗✗ off track for 3 weeks, was at risk on 2026-02-19; confidence 8 → 6 of 10"
    assert text.count(said) == 1
    assert "recorded ◐◐◐✓✓ green for 3 weeks, was amber on 2026-02-19" in text


def test_a_value_that_was_corrected_later_shows(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On 2026-02-09 a reader saw 7/8 of what was expected; by the corrected value it was 15/40."""
    record_all()
    Path("book.csv").write_text(BOOK.replace("2026-02-09,35", "2026-02-09,15"), "utf-8")
    trend = of_goal(report(DAYS[3]))
    assert [(p["status"], p["known_now"]) for p in trend["points"]][1] == ("at_risk", "off_track")
    assert trend["because"] == (
        "off track now, was at risk on 2026-02-19; recorded as at risk on 2026-02-09, which by what is known now was off track"
    )


def test_without_a_history_there_is_no_trend_and_the_reason_is_said(workspace: Path) -> None:
    assert evaluate(DAYS[0]) == 0
    found = json.loads(Path("out.json").read_text("utf-8"))
    goals = [found["objectives"][0], found["objectives"][0]["key_results"][0], found["kpis"][0]]
    assert [goal["trend"] for goal in goals] == [None] * 3
    assert {goal["why_unknown"]["trend"] for goal in goals} == {"no history is kept: `--snapshot` records one"}


def test_what_was_recorded_of_later_days_does_not_exist_yet(workspace: Path) -> None:
    record_all()
    trend = of_goal(report(DAYS[1]))
    assert [p["at"] for p in trend["points"]] == list(DAYS[:2])


def test_the_configuration_names_a_history_that_is_only_read(workspace: Path) -> None:
    record_all()
    Path("okrlang.toml").write_text('history = "history.jsonl"\n')
    before = Path("history.jsonl").read_bytes()
    assert evaluate("2026-03-22") == 0
    found = json.loads(Path("out.json").read_text("utf-8"))
    assert of_goal(found)["since"] == DAYS[3]
    assert [i["rows"] for i in found["inputs"] if i["path"] == "history.jsonl"] == [4]
    assert Path("history.jsonl").read_bytes() == before


def test_a_history_that_is_not_there_yet_is_no_fault(workspace: Path) -> None:
    Path("okrlang.toml").write_text('history = "history.jsonl"\n')
    assert evaluate(DAYS[0]) == 0
    found = json.loads(Path("out.json").read_text("utf-8"))
    assert found["kpis"][0]["why_unknown"]["trend"] == "nothing was recorded of it in `history.jsonl`"


@pytest.mark.parametrize("target", ["../history.jsonl", "link", "folder"])
def test_the_configuration_leads_nowhere_outside_the_root(workspace: Path, target: str) -> None:
    root = workspace / "root"
    root.mkdir()
    for name in ("goals.okr", "book.csv"):
        (workspace / name).rename(root / name)
    (workspace / "history.jsonl").write_bytes(line(Snapshot(date(2026, 1, 1), {})))
    (root / "link").symlink_to("../history.jsonl")
    (root / "folder").mkdir()
    (root / "okrlang.toml").write_text(f'history = "{target}"\n')
    found = okrlang.evaluate([root], as_of=date(2026, 3, 1))
    (fault,) = [d for d in found.diagnostics if d.name == "history-unreadable"]
    assert fault.path == target
    assert fault.message in ("it lies outside the workspace", "it is no regular file")
    assert found.exit_code == 3


def test_a_history_changes_no_verdict(workspace: Path) -> None:
    plain = okrlang.evaluate([workspace], as_of=date(2026, 3, 1))
    said = {("key_result", "o.k"): State("achieved"), ("objective", "o"): State("achieved")}
    record("history.jsonl", Snapshot(date(2026, 2, 1), said))
    told = okrlang.evaluate([workspace], as_of=date(2026, 3, 1), snapshot="history.jsonl")
    assert (plain.findings, plain.checklist, plain.summary) == (told.findings, told.checklist, told.summary)
    assert isinstance(told.objectives[0].trend, Trend)


# --- lines that are none ---------------------------------------------------------------------------------------------

GOOD = line(Snapshot(date(2026, 2, 1), {("key_result", "o.k"): State("on_track", Decimal("0.3"), Decimal("0.8"))}))
NOTHING = '{"format":"' + FORMAT + '","as_of":"2026-02-01","key_results":{"o.k":%s}}'


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("nonsense", "this line is not JSON"),
        ("[" * 100_000, "this line is not JSON"),
        ("\udc80", "this line is not JSON"),
        ("{}", "this line is no snapshot: its `format` is not `okrlang.snapshot/1`"),
        ("[]", "this line is no snapshot: its `format` is not `okrlang.snapshot/1`"),
        ('{"format":"okrlang.snapshot/2"}', "this line is no snapshot: its `format` is not `okrlang.snapshot/1`"),
        ('{"format":"' + FORMAT + '","format":"x"}', "a name stands twice in this line"),
        ('{"format":"' + FORMAT + '"}', "`as_of` is no day such as 2026-09-30"),
        ('{"format":"' + FORMAT + '","as_of":"2026-02-30"}', "`as_of` is no day such as 2026-09-30"),
        ('{"format":"' + FORMAT + '","as_of":20260201}', "`as_of` is no day such as 2026-09-30"),
        ('{"format":"' + FORMAT + '","as_of":"2026-02-01","kpis":[]}', "`kpis` does not give a state to each goal"),
        (NOTHING % '"on_track"', "what is said of `o.k` is no state of a goal"),
        (NOTHING % '{"status":"splendid"}', "what is said of `o.k` is no state of a goal"),
        (NOTHING % '{"status":["on_track"]}', "what is said of `o.k` is no state of a goal"),
        (NOTHING % '{"status":"on_track","confidence":"2"}', "what is said of `o.k` is no state of a goal"),
        (NOTHING % '{"status":"on_track","progress":true}', "what is said of `o.k` is no state of a goal"),
        (NOTHING % '{"status":"on_track","progress":"NaN"}', "what is said of `o.k` is no state of a goal"),
        (NOTHING % '{"status":"on_track","progress":NaN}', "this line is not JSON"),
        (GOOD.decode()[:-20], "this line is not JSON"),
    ],
)
def test_a_line_that_is_no_snapshot_is_said_and_the_others_count(workspace: Path, written: str, why: str) -> None:
    hostile = GOOD + written.encode("utf-8", "surrogateescape") + b"\n" + GOOD.replace(b"02-01", b"02-05")
    Path("history.jsonl").write_bytes(hostile)
    found = report(DAYS[3])
    said = [(d["name"], d["severity"], d["line"], d["message"]) for d in found["diagnostics"]]
    assert said == [("snapshot-unreadable", "warning", 2, why)]
    assert [p["at"] for p in of_goal(found)["points"]] == ["2026-02-01", "2026-02-05"]
    assert Path("history.jsonl").read_bytes().startswith(hostile)
    assert evaluate("2026-03-05", "--snapshot", "history.jsonl") == 0


def test_a_line_that_is_too_long_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_LONGEST", len(GOOD))
    path = tmp_path / "history.jsonl"
    path.write_bytes(GOOD + b"x" * 10 * len(GOOD) + b"\n" + GOOD.replace(b"02-01", b"02-05"))
    found = read(path, "h")
    assert [(p.row, p.message) for p in found.problems] == [(2, "this line is too long for a snapshot")]
    assert len(found.of(("key_result", "o.k"), date.max)) == 2


def test_of_many_days_the_last_ones_are_remembered(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    days = [date(2026, 1, 1).replace(month=m, day=d) for m in (1, 2, 3, 4) for d in range(1, 29)]
    path.write_bytes(b"".join(line(Snapshot(day, {("kpi", "load"): State("red")})) for day in reversed(days)))
    kept = [day for day, _ in read(path, "h").of(("kpi", "load"), date.max)]
    assert kept[-journal.MOST_DAYS :] == days[-journal.MOST_DAYS :]
    assert len(kept) <= 2 * journal.MOST_DAYS


shares = st.none() | st.decimals(0, 1, places=6).map(lambda d: d.normalize() + 0)
states = st.builds(State, st.sampled_from(WORDS), shares, shares)
goals = st.tuples(
    st.sampled_from(["objective", "key_result", "kpi"]), st.from_regex(r"[a-zA-Z][\w.-]{0,9}", fullmatch=True)
)
snapshots = st.builds(Snapshot, st.dates(), st.dictionaries(goals, states, max_size=4))


@given(snapshots)
def test_what_is_written_is_read_again(drawn: Snapshot) -> None:
    assert read_line(line(drawn)) == drawn
    assert line(drawn).count(b"\n") == 1


@given(snapshots, st.data())
def test_a_line_that_was_cut_off_is_never_taken_for_a_snapshot(drawn: Snapshot, data: st.DataObject) -> None:
    whole = line(drawn)
    assert isinstance(read_line(whole[: data.draw(st.integers(0, len(whole) - 1))]), str)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_reason(written: bytes) -> None:
    assert isinstance(read_line(written + b"\n"), str)


# --- killed, full, and not alone -------------------------------------------------------------------------------------


def recorded(path: Path) -> list[date]:
    return [day for day, _ in read(path, "h").of(("kpi", "load"), date.max)]


def test_after_a_run_that_was_cut_off_anywhere_every_earlier_line_is_read_and_the_next_one_is_whole(
    tmp_path: Path,
) -> None:
    path, day = tmp_path / "history.jsonl", date(2026, 1, 1)
    old, new, next_ = (Snapshot(day.replace(day=d), {("kpi", "load"): State("red")}) for d in (1, 2, 3))
    for start in (b"", line(old)):
        whole = len(line(new))
        for cut in (*range(0, whole - 2, 5), whole - 2, whole - 1, whole):
            path.write_bytes(start + line(new)[:cut])
            assert record(str(path), next_) is None
            assert path.read_bytes().startswith(start + line(new)[:cut])
            kept = [1] * bool(start) + [2] * (cut >= whole - 1) + [3]  # the end of a line may be all it lacks
            assert [d.day for d in recorded(path)] == kept


def test_a_disk_that_is_full_leaves_the_lines_that_were_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "history.jsonl"
    path.write_bytes(GOOD)
    write = os.write

    def full(file: int, data: Any) -> int:
        if len(data) < len(GOOD) - 10:
            raise OSError(28, "No space left on device")
        return write(file, bytes(data)[:20])

    monkeypatch.setattr(os, "write", full)
    new = Snapshot(date(2026, 3, 1), {("key_result", "o.k"): State("at_risk")})
    assert record(str(path), new) == "cannot be written: no space left on device"
    assert path.read_bytes() == GOOD


RECORDER = """
import sys
from datetime import date, timedelta
from okrlang.history.journal import record
from okrlang.history.snapshot import Snapshot, State
path, first, count, size = sys.argv[1], date.fromisoformat(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
print("ready", flush=True)
for n in range(count):
    states = {("kpi", f"k{i}"): State("red") for i in range(size)} | {("kpi", "load"): State("red")}
    assert record(path, Snapshot(first + timedelta(n), states)) is None
"""


def recorder(path: Path, first: str, count: int, size: int) -> subprocess.Popen[bytes]:
    arguments = [str(path), first, str(count), str(size)]
    return subprocess.Popen([sys.executable, "-c", RECORDER, *arguments], stdout=subprocess.PIPE)


KILLED = """
import os, signal, sys
write = os.write
def half(file, data):
    write(file, bytes(data)[: len(data) // 2])
    os.kill(os.getpid(), signal.SIGKILL)
os.write = half
from okrlang.cli import main
main(sys.argv[1:])
"""


def test_a_run_that_is_killed_in_the_middle_of_its_line_leaves_all_others(workspace: Path) -> None:
    """Half a line is on the disk, and the lock was held when the run died."""
    record_all()
    before = Path("history.jsonl").read_bytes()
    command = ["evaluate", "goals.okr", "--as-of", "2026-03-10", "--format", "json:out.json"]
    died = subprocess.run([sys.executable, "-c", KILLED, *command, "--snapshot", "history.jsonl"], timeout=60)
    assert died.returncode == -signal.SIGKILL
    broken = Path("history.jsonl").read_bytes()
    assert broken.startswith(before)
    assert len(broken) > len(before)
    found = report("2026-03-12")
    said = [(d["line"], d["message"]) for d in found["diagnostics"] if d["name"] == "snapshot-unreadable"]
    assert said == [(5, "this line was not written to its end")]
    assert [p["at"] for p in of_goal(found)["points"]] == list(DAYS)
    after = Path("history.jsonl").read_bytes()
    assert after.startswith(broken + b"\n")
    assert isinstance(read_line(after.splitlines(keepends=True)[-1]), Snapshot)


def test_commands_at_once_lose_nothing(workspace: Path) -> None:
    command = [sys.executable, "-m", "okrlang", "evaluate", "goals.okr", "--snapshot", "history.jsonl"]
    runs = [subprocess.Popen([*command, "--as-of", day, "--format", f"json:{day}.json"]) for day in DAYS]
    assert [run.wait(120) for run in runs] == [0] * 4
    lines = [read_line(written) for written in Path("history.jsonl").read_bytes().splitlines(keepends=True)]
    assert sorted(str(said.as_of) for said in lines if isinstance(said, Snapshot)) == list(DAYS)
    assert len(lines) == 4


def test_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    runs = [recorder(path, first, 8, 300) for first in ("2026-01-01", "2026-01-09", "2026-01-17")]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    for run in runs:
        assert run.stdout
        run.stdout.close()
    assert not read(path, "h").problems
    assert [day.day for day in recorded(path)] == list(range(1, 25))
    assert path.read_bytes().count(b"\n") == 24


def test_equal_runs_at_once_add_one_line(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    runs = [recorder(path, "2026-01-01", 1, 300) for _ in range(3)]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    for run in runs:
        assert run.stdout
        run.stdout.close()
    assert path.read_bytes().count(b"\n") == 1


def test_a_run_that_is_killed_costs_its_own_line_alone(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    path.write_bytes(line(Snapshot(date(2025, 12, 31), {("kpi", "load"): State("red")})))
    for n in range(4):
        run = recorder(path, f"2026-0{n + 1}-01", 25, 2000)
        assert run.stdout
        run.stdout.readline()
        time.sleep(0.01 + 0.02 * n)
        run.send_signal(signal.SIGKILL)
        run.wait(60)
        run.stdout.close()
        before = path.read_bytes()
        assert record(str(path), Snapshot(date(2025, 1, n + 1), {("kpi", "load"): State("red")})) is None
        assert path.read_bytes().startswith(before)
        lines = path.read_bytes().count(b"\n")
        found = [read_line(written) for written in path.read_bytes().splitlines(keepends=True)]
        assert sum(isinstance(each, str) for each in found) <= n + 1
        assert isinstance(found[0], Snapshot)
        assert isinstance(found[-1], Snapshot)
        assert len(found) == lines

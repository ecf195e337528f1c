"""Data that is broken, absurd or meant to harm: said with file and row, bounded, unknown, and never an exception."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from measured import day, measured, value, workspace

from okrlang.measure.location import locate
from okrlang.measure.measures import Measures, measure

AS_OF = day("2026-08-20")
CSV = workspace(
    """source s { file "rows.csv"  date column day  value column amount }
    metric m { from s  take sum }  metric a { from s where kind = "a"  take sum }
    metric k { from s  take count  split by kind }  metric d { from s  take distinct kind }"""
)
JSON = workspace(
    """source s { file "rows.jsonl"  date column day  value column amount }
    metric m { from s  take sum }  metric a { from s where kind = "a"  take sum }
    metric k { from s  take count  split by kind }"""
)
DATABASE = workspace(
    """source s { file "rows.db"  table "rows"  date column day  value column amount }
    metric m { from s  take sum }  metric k { from s  take count  split by kind }"""
)


def read(root: Path, content: bytes | str, of: Any = CSV, name: str = "rows.csv") -> Measures:
    (root / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return measure(of, root, AS_OF, {})


def told(measures: Measures) -> list[tuple[str, int | None, bool]]:
    return [(problem.name, problem.row, problem.unreadable) for problem in measures.problems]


# --- CSV -------------------------------------------------------------------------------------------------------------

HEAD = "day,kind,amount\n"
GOOD = "2026-08-01,a,1\n"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", ("source-unreadable", 1, True)),
        ("\n", ("source-unreadable", 1, True)),
        (",,\n", ("source-unreadable", 1, True)),
        (HEAD + '2026-08-01,"a,1\n', ("source-unreadable", 2, True)),
        (HEAD + GOOD + '2026-08-01,"a"b,1\n', ("source-unreadable", 3, True)),
        (HEAD + "2026-08-01,a," + "1" * 140_000 + "\n", ("source-unreadable", 2, True)),
        (HEAD + "2026-08-01," + "a" * 5_000_000 + ",1\n", ("source-unreadable", None, True)),
        (",".join(f"c{n}" for n in range(20_000)) + "\n" + GOOD, ("source-unreadable", 1, True)),
        ((HEAD + GOOD).encode("utf-16"), ("source-unreadable", None, True)),
        ("date,kind,amount\n" + GOOD, ("unknown-column", None, True)),
        (HEAD + GOOD + "2026-08-01,a\n", ("row-unreadable", 3, False)),
        (HEAD + GOOD + "2026-08-01,a,1,2\n", ("row-unreadable", 3, False)),
        (HEAD + GOOD + "a," * 1_000_000 + "\n", ("row-unreadable", 3, False)),
        ("day,kind,amount,amount\n2026-08-01,a,1,1\n", ("not-a-number", 2, False)),
        (HEAD + GOOD + "01.08.2026,a,1\n", ("date-unreadable", 3, False)),
        (HEAD + GOOD + "2026-02-29,a,1\n", ("date-unreadable", 3, False)),
        (HEAD + GOOD + ",a,1\n", ("date-unreadable", 3, False)),
    ],
    ids=lambda case: repr(case)[:40],
)
def test_broken_csv_is_said_and_nothing_rests_on_it(
    tmp_path: Path, content: str | bytes, problem: tuple[str, int | None, bool]
) -> None:
    measures = read(tmp_path, content)
    assert problem in told(measures)
    for metric in "ma":
        found = measures.on(metric, AS_OF)
        assert found.value is None
        assert found.why
        assert found.silence is None


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "NaN",
            "nan",
            "-Infinity",
            "inf",
            "sNaN",
            "1e999",
            "1e-999",
            "1e19",
            "1_000",
            "1,000",
            " 1",
            "1 ",
            "+-1",
            "--1",
        ),
        *(
            "1.2.3",
            ".",
            "-",
            "4.2%",
            "0x10",
            "٣",
            "１",
            "1\n2",
            "1\x00",
            "true",
            "=1+1",
            "1" * 39,
            "1." + "0" * 37 + "1",
        ),
    ],
)
@pytest.mark.parametrize("take", ["sum", "last", "max", "median"])
def test_a_cell_that_is_no_number_is_never_one(tmp_path: Path, cell: str, take: str) -> None:
    text = f'source s {{ file "rows.csv"  date column day  value column amount }} metric m {{ from s  take {take} }}'
    for before, behind in (("", ""), (GOOD * 3, GOOD * 3)):
        measures = measured(tmp_path, text, {"rows.csv": f'{HEAD}{before}2026-08-02,a,"{cell}"\n{behind}'})
        assert value(measures.on("m", day("2026-08-02"))) == "-"
        assert told(measures) == [("not-a-number", 2 + before.count("\n"), False)]


@pytest.mark.parametrize("cell", ["1e18", "-1E-18", "00012", "5.", ".5", "+5", "1" * 19, "1" * 18 + "." + "1" * 18])
def test_a_cell_within_bounds_is_exact(tmp_path: Path, cell: str) -> None:
    measures = read(tmp_path, f"{HEAD}2026-08-01,a,{cell}\n")
    found = measures.on("m", AS_OF).value
    assert found is not None
    assert found.value == __import__("decimal").Decimal(cell)
    assert measures.problems == ()


@pytest.mark.parametrize("cell", [b"\xff", b"caf\xe9", b"\xed\xa0\x80", b"\x00", b"a\x00b"])
def test_only_what_rests_on_a_cell_that_is_no_text_is_unknown(tmp_path: Path, cell: bytes) -> None:
    measures = read(tmp_path, HEAD.encode() + b"2026-08-01," + cell + b",1\n2026-08-02,a,2\n")
    assert value(measures.on("m", AS_OF)) == "3"  # it reads no text
    for metric, member in (("a", None), ("d", None), ("k", None), ("k", "a")):
        assert value(measures.on(metric, AS_OF, member)) == "-", (metric, member)
    assert {row for _, row, _ in told(measures)} == {2}
    assert all(c < "\ud800" or c > "\udfff" for p in measures.problems for c in p.message)


def test_the_first_few_rows_of_a_fault_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    measures = read(tmp_path, HEAD + "2026-08-01,a,x\n" * 1000)
    assert [problem.row for problem in measures.problems] == [2, 3, 4, 5, 6, 7]
    assert measures.problems[-1].message == "995 further rows with the same fault"


def test_carriage_returns_and_byte_order_marks_are_ends_of_lines_and_nothing(tmp_path: Path) -> None:
    for content in ("\ufeff" + HEAD + GOOD, (HEAD + GOOD).replace("\n", "\r\n"), (HEAD + GOOD).replace("\n", "\r")):
        measures = read(tmp_path, content)
        assert (value(measures.on("a", AS_OF)), measures.problems) == ("1", ())


# --- JSON lines ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "sums", "problem"),
    [
        ('{"day": "2026-08-01", "kind": "a", "amount": NaN}', "- -", ("not-a-number", 2, False)),
        ('{"day": "2026-08-01", "kind": "b", "amount": -Infinity}', "- 1", ("not-a-number", 2, False)),
        ('{"day": "2026-08-01", "kind": "b", "amount": 1e999}', "- 1", ("not-a-number", 2, False)),
        ('{"day": "2026-08-01", "kind": "b", "amount": ' + "9" * 5000 + "}", "- 1", ("not-a-number", 2, False)),
        ('{"day": "2026-08-01", "kind": "b", "amount": true}', "- 1", ("not-a-number", 2, False)),
        ('{"day": "2026-08-01", "kind": "b", "amount": [1]}', "- 1", ("not-a-number", 2, False)),
        ('{"day": "2026-08-01", "kind": "b", "amount": 1, "amount": 2}', "- 1", ("not-a-number", 2, False)),
        ('{"day": "2026-08-01", "kind": "a", "kind": "b", "amount": 1}', "2 -", ("filter-undecided", 2, False)),
        ('{"day": "2026-08-01", "kind": "\\ud800", "amount": 1}', "2 -", ("filter-undecided", 2, False)),
        ('{"day": 20260801, "kind": "b", "amount": 1}', "- 1", ("date-unreadable", 2, False)),
        ('{"kind": "b", "amount": 1}', "- 1", ("date-unreadable", 2, False)),
        ("[1, 2]", "- -", ("row-unreadable", 2, False)),
        ("null", "- -", ("row-unreadable", 2, False)),
        ('{"day": "2026-08-01"', "- -", ("row-unreadable", 2, False)),
        ('{"day": "2026-08-01", "x": ' + "[" * 100_000, "- -", ("row-unreadable", 2, False)),
        ('{"day": "2026-08-01", "x": ' + '{"x": ' * 500 + "1" + "}" * 501, "- -", ("row-unreadable", 2, False)),
        ("{'day': 1}", "- -", ("row-unreadable", 2, False)),
    ],
    ids=lambda case: repr(case)[:50],
)
def test_broken_json_is_said_and_costs_what_rests_on_it(
    tmp_path: Path, line: str, sums: str, problem: tuple[str, int | None, bool]
) -> None:
    good = '{"day": "2026-08-01", "kind": "a", "amount": 1}'
    measures = read(tmp_path, f"{good}\n{line}\n", JSON, "rows.jsonl")
    assert [value(measures.on(metric, AS_OF)) for metric in "ma"] == sums.split()
    assert problem in told(measures)


def test_a_column_that_stands_in_no_line_is_unknown(tmp_path: Path) -> None:
    measures = read(tmp_path, '{"day": "2026-08-01", "amount": 1, "kinds": "a"}\n', JSON, "rows.jsonl")
    assert [value(measures.on(metric, AS_OF)) for metric in "mak"] == ["1", "-", "-"]
    assert [p.message for p in measures.problems] == ["`rows.jsonl` has no column `kind`; the nearest is `kinds`"]


# --- SQLite ----------------------------------------------------------------------------------------------------------

TABLE = "create table t (day text, kind text, amount);"
BOMB = (
    "create view rows as with recursive n(x) as (select 1 union all select x + 1 from n) select '2026-08-01' as day, "
)


def database(path: Path, script: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (TABLE, "`rows.db` has no table or view `rows`"),
        (BOMB + "'a' as kind, x as amount from n;", "wants more than to read rows"),
        (TABLE + "create view rows as select day, kind, random() as amount from t;", "wants more than to read rows"),
        (
            TABLE + "create view v as select * from t where day > DATE('Now', '-30 days');"
            "create view rows as select * from v;",
            "wants more than to read rows",
        ),
        (
            TABLE + "create view rows as select day, kind, julianday( ) as amount from t;",
            "wants more than to read rows",
        ),
        (
            TABLE + "create view rows as select day, kind, load_extension('x') as amount from t;",
            "more than to read rows",
        ),
        (TABLE + "create view rows as select day, kind, current_timestamp as amount from t;", "more than to read rows"),
        (
            TABLE
            + "insert into t values ('2026-08-01', 'a', 1);"
            + "insert into t select * from t;" * 12
            # every row with every other, three times over, and none of them in the end
            + "create view rows as select a.day, a.kind, a.amount from t a, t b, t c where a.amount + c.amount < 0;",
            "takes too long to read",
        ),
        (
            TABLE + "insert into t values ('2026-08-01', 'a', 1);"
            "create view rows as select day, kind, printf('%.*c', 1000000000, 'x') as amount from t;",
            "wants more than to read rows",
        ),
    ],
    ids=[
        "no such table",
        "recursion",
        "chance",
        "today",
        "a time of nothing",
        "extension",
        "clock",
        "cross join",
        "a huge text",
    ],
)
def test_a_hostile_database_is_refused_in_bounds(tmp_path: Path, script: str, message: str) -> None:
    database(tmp_path / "rows.db", script)
    before = (tmp_path / "rows.db").read_bytes()
    measures = measure(DATABASE, tmp_path, AS_OF, {})
    assert any(message in problem.message for problem in measures.problems), measures.problems
    assert value(measures.on("m", AS_OF)) == "-"
    assert (tmp_path / "rows.db").read_bytes() == before
    assert os.listdir(tmp_path) == ["rows.db"]


@pytest.mark.parametrize("cut", [0, 1, 16, 100, 512, 4096, 5000, 8191])
def test_a_truncated_database(tmp_path: Path, cut: int) -> None:
    rows = "create table rows (day text, kind text, amount);"
    rows += "insert into rows values ('2026-08-01', 'a', 1);" + "insert into rows select * from rows;" * 9
    database(tmp_path / "rows.db", rows)
    measures = read(tmp_path, (tmp_path / "rows.db").read_bytes()[:cut], DATABASE, "rows.db")
    assert any(problem.unreadable for problem in measures.problems)
    assert value(measures.on("m", AS_OF)) == "-"


def test_values_of_every_storage_class(tmp_path: Path) -> None:
    database(
        tmp_path / "rows.db",
        """create table rows (day, kind, amount);
        insert into rows values ('2026-08-01', 'good', 1.5), ('2026-08-02', 'none', null), ('2026-08-03', 'inf', 9e999),
        ('2026-08-04', 'blob', x'3135'), ('2026-08-05', 'text', 'x'), (20260806, 'day', 1), (null, 'no day', 1),
        ('2026-08-07', cast(x'ff' as text), 1), ('2026-08-08', 'long', 9223372036854775807);""",
    )
    measures = measure(DATABASE, tmp_path, AS_OF, {})
    kinds = {row: name for name, row, _ in told(measures)}
    assert kinds == {
        2: "value-missing",
        3: "not-a-number",
        4: "not-a-number",
        5: "not-a-number",
        6: "date-unreadable",
        7: "date-unreadable",
    } | {8: "member-unreadable"}
    assert value(measures.on("m", AS_OF)) == "-"


@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
def test_changes_that_are_not_yet_in_the_file_are_not_overlooked(tmp_path: Path, suffix: str) -> None:
    database(tmp_path / "rows.db", "create table rows (day, kind, amount);")
    (tmp_path / f"rows.db{suffix}").write_bytes(b"something")
    (problem,) = measure(DATABASE, tmp_path, AS_OF, {}).problems
    assert problem.message == f"`rows.db` has changes in `rows.db{suffix}` that are not yet written into it"


def test_names_of_tables_and_columns_are_quoted(tmp_path: Path) -> None:
    database(
        tmp_path / "rows.db",
        """create table "x""; drop table y; --" ("da""y" text, amount); create table y (a);
        insert into "x""; drop table y; --" values ('2026-08-01', 7);""",
    )
    text = """source s { file "rows.db"  table "x\\"; drop table y; --"  date column "da\\"y"  value column amount }
    metric m { from s  take sum }  metric n { from s  take sum of "1; select 2" }"""
    measures = measure(workspace(text), tmp_path, AS_OF, {})
    assert [value(measures.on(metric, AS_OF)) for metric in "mn"] == ["7", "-"]
    assert [p.message for p in measures.problems] == ["`rows.db` has no column `1; select 2`"]


# --- paths -----------------------------------------------------------------------------------------------------------


def test_a_path_leads_to_a_regular_file_inside_or_nowhere(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "data").mkdir(parents=True)
    (tmp_path / "root-beside").mkdir()
    for secret in (tmp_path / "secret.csv", tmp_path / "root-beside/x.csv", root / "data/x.csv"):
        secret.write_text("day\n")
    (root / "out").symlink_to(tmp_path / "secret.csv")
    (root / "up").symlink_to("..")
    (root / "in").symlink_to("data/x.csv")
    (root / "loop").symlink_to("loop")
    (root / "device").symlink_to("/dev/zero")
    os.mkfifo(root / "pipe")
    outside, nothing, irregular = "lies outside the workspace", "does not exist", "is no regular file"
    table = {
        **dict.fromkeys(("data/x.csv", "./data/x.csv", "data/../data/x.csv", "in"), root / "data/x.csv"),
        **dict.fromkeys(("../secret.csv", "out", "up/secret.csv", "../root-beside/x.csv", "device"), outside),
        **dict.fromkeys((str(root / "data/x.csv"), "/etc/passwd", "/dev/zero"), outside),
        **dict.fromkeys(("none.csv", "data/x.csv/y", "data/none/../x"), nothing),
        **dict.fromkeys(("data", "", ".", "pipe"), irregular),
        **dict.fromkeys(("loop", "a\0b", "a" * 5000), "is no path of a file"),
    }
    assert {path: locate(root, path) for path in table} == table


def test_no_file_outside_the_root_is_opened(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    for name in ("rows.csv", "rows.jsonl", "rows.db"):
        (tmp_path / name).write_text("day,kind,amount\n2026-08-01,a,1\n")
        (tmp_path / "root" / name).symlink_to(tmp_path / name)
    opened: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event in ("open", "sqlite3.connect"):
            opened.append(str(arguments[0]))

    sys.addaudithook(watch)  # it stays for good, and is deaf from then on
    for of in (CSV, JSON, DATABASE):
        measures = measure(of, tmp_path / "root", AS_OF, {})
        assert [problem.name for problem in measures.problems] == ["source-missing"]
    watching = False
    assert [path for path in opened if path.endswith((".csv", ".jsonl", ".db"))] == []


# --- bounds ----------------------------------------------------------------------------------------------------------


def test_a_line_of_a_gigabyte_is_refused_within_512_megabytes(tmp_path: Path) -> None:
    for name in ("rows.csv", "rows.jsonl"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(1 << 30)  # NULs, and no line end among them
    script = """
    import sys
    from pathlib import Path
    sys.path[:0] = [{here!r}, {root!r}]
    import test_hostile_data as t
    for of in (t.CSV, t.JSON):
        (problem,) = t.measure(of, Path({data!r}), t.AS_OF, {{}}).problems
        print(problem.message)
    """
    here = Path(__file__).parent
    script = textwrap.dedent(script).format(here=str(here), root=str(here.parent), data=str(tmp_path))
    limit = 1 << 29
    run = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )
    expected = "holds a line, or a cell in quotes, of more than 4 million characters"
    assert run.stdout.splitlines() == [f"`rows.csv` {expected}", f"`rows.jsonl` {expected}"], run.stderr


quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
dense = st.lists(
    st.sampled_from([b",", b'"', b"\n", b"\r", b"\0", b"\xff", b"1", b"-", b"2026-08-01", b"a", b"{", b"}", b"[", b":"])
).map(b"".join)


@quick
@given(st.binary(max_size=300) | dense, st.sampled_from([b"", HEAD.encode()]))
def test_any_bytes_give_a_result(content: bytes, head: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for of, name in ((CSV, "rows.csv"), (JSON, "rows.jsonl"), (DATABASE, "rows.db")):
            measures = read(Path(folder), head + content, of, name)
            for metric in of.metrics:
                found = measures.on(metric.id, AS_OF)
                assert found.why or found.value is not None


@cache
def sound() -> bytes:
    """A database without a fault."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.db"
        database(path, "create table rows (day, kind, amount); insert into rows values ('2026-08-01', 'a', 1);")
        return path.read_bytes()


@quick
@given(st.integers(0, 8191), st.binary(min_size=1, max_size=4))
@example(4061, b"\x80")  # within the name of a column
def test_a_damaged_database_gives_a_result(at: int, junk: bytes) -> None:
    content = bytearray(sound())
    content[at : at + len(junk)] = junk
    with tempfile.TemporaryDirectory() as folder:
        measures = read(Path(folder), bytes(content), DATABASE, "rows.db")
        found = measures.on("m", AS_OF)
        assert found.why or found.value is not None

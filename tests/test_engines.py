"""Every engine, every aggregate, window and member, against a dumb re-implementation over lists."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from measured import workspace

from okrlang.measure import scan
from okrlang.measure.engines import text_file
from okrlang.measure.engines.csv_file import CsvFile
from okrlang.measure.measures import Measures, measure
from okrlang.measure.reading import Reading
from okrlang.model.calendar import Period

TAKES = {
    "last": "last",
    "first": "first",
    "sum": "sum",
    "mean": "mean",
    "min": "min",
    "max": "max",
    "count": "count",
    "filled": "count of amount",
    "median": "median",
    "p5": "p5",
    "p95": "p95",
    "distinct": "distinct shop",
    "share": 'share where shop = "x" or shop = "y"',
}
WINDOWS = {"": "", "w": "over 5 days", "m": "over 1 month"}
SOURCES = {
    "c": 'source c { file "rows.csv"  date column day  value column amount }',
    "d": """source d { file "comma.csv"  date column day  value column amount
      separated by ";"  decimal comma  dates as "dd.mm.yyyy" }""",
    "j": 'source j { file "rows.jsonl"  date column day  value column amount }',
    "q": 'source q { file "rows.db"  table "my rows"  date column day  value column amount }',
}
FIRST, AS_OF = date(2026, 1, 25), date(2026, 3, 5)
DAYS = [FIRST + timedelta(days=n) for n in range(45)]  # some after as_of
SPAN = Period(date(2026, 2, 1), date(2026, 3, 4))
WHERE = 'kind = "a" and shop != "z"'


def text() -> str:
    metrics = [
        f"metric {source}_{name}{window} {{ from {source} where {WHERE}  take {take} {words}  split by region }}"
        for source in SOURCES
        for name, take in TAKES.items()
        for window, words in WINDOWS.items()
    ]
    return "\n".join((*SOURCES.values(), *metrics))


WORKSPACE = workspace(text())


@dataclass(frozen=True)
class Row:
    """A row of the data, as the oracle sees it."""

    day: date
    kind: str
    shop: str
    region: str
    amount: Decimal | None


rows = st.lists(
    st.builds(
        Row,
        st.sampled_from(DAYS),
        st.sampled_from("ab"),
        st.sampled_from("xyz"),
        st.sampled_from(["", "north", "south"]),
        st.none() | st.decimals(-1000, 1000, places=2),
    ),
    max_size=60,
)


# --- the oracle ------------------------------------------------------------------------------------------------------


def naive(of: Sequence[Row], take: str, start: date, end: date, member: str | None) -> Fraction | None:
    """What a metric is for a period, by going through all rows again."""
    chosen = [r for r in of if r.kind == "a" and r.shop != "z" and start <= r.day < end and r.day <= AS_OF]
    if member is not None:
        chosen = [r for r in chosen if r.region == member]
    elif take in ("first", "last"):
        chosen = [r for r in chosen if r.region == ""]
    filled = [r for r in chosen if r.amount is not None]
    amounts = sorted(Fraction(r.amount) for r in filled if r.amount is not None)
    if take in ("count", "distinct", "share"):
        found = {"count": len(chosen), "distinct": len({r.shop for r in chosen}), "share": 1}[take]
        return Fraction(found) if chosen else None
    decisive = [r for r in chosen if r.day == max(c.day for c in chosen)] if take == "last" else chosen
    if not filled or any(r.amount is None for r in decisive):
        return None  # an empty cell is a missing value
    if take in ("first", "last"):
        order = sorted(filled, key=lambda r: r.day)  # stable: of one day in the order of rows
        amount = order[0 if take == "first" else -1].amount
        assert amount is not None
        return Fraction(amount)
    if take in ("median", "p5", "p95"):
        return interpolated(amounts, {"median": Fraction(1, 2), "p5": Fraction(5, 100), "p95": Fraction(95, 100)}[take])
    return {
        "sum": sum(amounts, Fraction(0)),
        "mean": sum(amounts, Fraction(0)) / len(amounts),
        "min": amounts[0],
        "max": amounts[-1],
        "filled": Fraction(len(amounts)),
    }[take]


def interpolated(amounts: Sequence[Fraction], share: Fraction) -> Fraction:
    place = (len(amounts) - 1) * share
    below = place.numerator // place.denominator
    if below == len(amounts) - 1:
        return amounts[-1]
    return amounts[below] + (place - below) * (amounts[below + 1] - amounts[below])


def month_before(day: date) -> date:
    """The same day of the month before, or that month's last."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


# --- files -----------------------------------------------------------------------------------------------------------


def write(root: Path, of: Iterable[Row]) -> None:
    of = list(of)
    cells = [(r.day.isoformat(), r.kind, r.shop, r.region, "" if r.amount is None else str(r.amount)) for r in of]
    head = ("day", "kind", "shop", "region", "amount")
    (root / "rows.csv").write_text("".join(",".join(line) + "\n" for line in (head, *cells)))
    commas = [(f"{r.day:%d.%m.%Y}", *c[1:4], c[4].replace(".", ",")) for r, c in zip(of, cells, strict=True)]
    (root / "comma.csv").write_text(
        "".join(";".join(f'"{cell}"' for cell in line) + "\r\n" for line in (head, *commas))
    )
    lines = []
    for line in cells:
        amount = line[4] or "null"
        lines.append(f'{{"day": "{line[0]}", "kind": "{line[1]}", "shop": "{line[2]}", "amount": {amount}, ')
        lines[-1] += f'"region": {json.dumps(line[3] or None)}}}\n'
    (root / "rows.jsonl").write_text("".join(lines))
    connection = sqlite3.connect(root / "rows.db")
    connection.execute('create table "my rows" (day text, kind text, shop text, region text, amount real)')
    connection.executemany('insert into "my rows" values (?, ?, ?, ?, ?)', [(*c[:4], c[4] or None) for c in cells])
    connection.commit()
    connection.close()


def check(found: Reading, expected: Fraction | None, what: str) -> None:
    if expected is None:
        assert found.value is None, what
        assert found.why, what
        assert found.silence in ("unknown", None), what
    else:
        assert found.value is not None, (what, found.why)
        assert abs(Fraction(found.value.value) - expected) <= abs(expected) / 10**30, (what, found.value, expected)


def check_all(measures: Measures, of: Sequence[Row]) -> None:
    for source in SOURCES:
        for name in TAKES:
            for member in (None, "north", "south"):
                metric = f"{source}_{name}"
                what = f"{metric} {member}"
                check(measures.reading(metric, SPAN, member), naive(of, name, SPAN.start, SPAN.end, member), what)
                for day in (date(2026, 2, 28), AS_OF):
                    after = day + timedelta(days=1)
                    windows = {"w": after - timedelta(days=5), "m": month_before(after)}
                    for window, start in windows.items():
                        expected = naive(of, name, start, after, member)
                        check(measures.on(metric + window, day, member), expected, f"{what} {window} {day}")
                    start = date.min if name == "last" else SPAN.start
                    expected = naive(of, name, start, after if name == "last" else min(after, SPAN.end), member)
                    check(measures.on(metric, day, member, SPAN), expected, f"{what} on {day}")


# --- properties ------------------------------------------------------------------------------------------------------

quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(rows)
def test_every_engine_agrees_with_a_dumb_one(of: list[Row]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), of)
        measures = measure(WORKSPACE, Path(folder), AS_OF, {})
        assert {problem.name for problem in measures.problems} <= {"value-missing"}
        check_all(measures, of)
        found = {r.region for r in of if r.day <= AS_OF} - {""}  # also those that the filter misses
        assert set(measures.members("c_count", AS_OF)) == found


@quick
@given(rows)
def test_how_rows_are_cut_into_blocks_and_windows_changes_nothing(of: list[Row]) -> None:
    before = text_file._BLOCK, scan._CELLS, scan._LARGE, scan._MEMOS
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), of)
        try:
            text_file._BLOCK, scan._CELLS, scan._LARGE, scan._MEMOS = 7, 3, 1, 1
            check_all(measure(WORKSPACE, Path(folder), AS_OF, {}), of)
        finally:
            text_file._BLOCK, scan._CELLS, scan._LARGE, scan._MEMOS = before


@quick
@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_decides_only_which_of_one_day_is_last(of: list[Row], random: object) -> None:
    mixed = list(of)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        write(Path(one), of)
        write(Path(other), mixed)
        a, b = (measure(WORKSPACE, Path(folder), AS_OF, {}) for folder in (one, other))
        for source in SOURCES:
            for name in set(TAKES) - {"first", "last"}:
                for member in (None, "north"):
                    metric = f"{source}_{name}"
                    assert a.reading(metric, SPAN, member).value == b.reading(metric, SPAN, member).value


@quick
@given(rows, st.lists(st.sampled_from(DAYS), max_size=4))
def test_the_sum_of_the_tiles_is_the_sum_of_the_whole(of: list[Row], cuts: list[date]) -> None:
    ends = sorted({FIRST, *cuts, date(2026, 4, 1)})
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), of)
        measures = measure(WORKSPACE, Path(folder), AS_OF, {})
        for metric in ("c_sum", "j_count", "q_filled"):
            if metric == "c_sum" and any(r.amount is None for r in of):
                continue  # no sum of what is missing
            whole = measures.reading(metric, Period(ends[0], ends[-1])).value
            tiles = [measures.reading(metric, Period(a, b)).value for a, b in pairwise(ends)]
            assert sum(t.value for t in tiles if t) == (whole.value if whole else 0)
            members = [measures.reading(metric, Period(ends[0], ends[-1]), m).value for m in ("north", "south")]
            if all(r.region for r in of):
                assert sum(m.value for m in members if m) == (whole.value if whole else 0)


@quick
@given(rows, st.sampled_from(["north", "south", None]))
def test_removing_all_rows_of_a_member_or_metric_never_leaves_a_value(of: list[Row], member: str | None) -> None:
    left = [r for r in of if not (r.kind == "a" and member in (None, r.region))]
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), left)
        measures = measure(WORKSPACE, Path(folder), AS_OF, {})
        for source in SOURCES:
            for name in TAKES:
                for window in WINDOWS:
                    assert measures.on(f"{source}_{name}{window}", AS_OF, member, SPAN).value is None


# --- one by one ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("take", "amounts", "expected"),
    [
        ("median", "1 2 3 4", "2.5"),
        ("median", "7", "7"),
        ("p95", "1 2 3 4 5 6 7 8 9 10 11", "10.5"),  # between the 10th and the 11th
        ("p25", "15 20 35 40 50", "20"),
        ("p40", "15 20 35 40 50", "29"),  # place 1.6: 20 + 0.6 * 15
        ("p1", "0 100", "1"),
        ("p99", "0 100", "99"),
        ("mean", "1 2 2", "1.6666666666666666666666666666666666667"),
        ("mean", "100 100 100", "100"),
        ("count", "1 1 1", "3"),
        ("distinct amount", "1 1 2", "2"),
    ],
)
def test_aggregates_by_hand(tmp_path: Path, take: str, amounts: str, expected: str) -> None:
    lines = "".join(f"2026-01-01,{amount}\n" for amount in amounts.split())
    (tmp_path / "rows.csv").write_text("day,amount\n" + lines)
    found = workspace(f"{SOURCES['c']} metric m {{ from c  take {take} }}")
    value = measure(found, tmp_path, AS_OF, {}).on("m", AS_OF).value
    assert value is not None
    assert f"{value.value:f}" == expected


def test_numbers_and_truth_values_of_json_are_texts_too(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(
        '{"day": "2026-01-01", "shop": 7.0, "paid": true, "amount": "5"}\n\n'
        '{"day": "2026-01-02", "shop": 7, "paid": false, "amount": 1e1}\n'
        '{"day": "2026-01-03", "shop": "8", "paid": null, "amount": 0}\n'
    )
    source = 'source j { file "rows.jsonl"  date column day  value column amount }\n'
    metrics = """metric all { from j  take sum  split by shop }  metric paid { from j where paid = "true"  take sum }
    metric rows { from j where shop = "7"  take count }  metric some { from j where shop = 7  take count }"""
    measures = measure(workspace(source + metrics), tmp_path, AS_OF, {})
    assert measures.problems == ()
    assert measures.members("all", AS_OF) == ("7", "8")
    values = [measures.on(m, AS_OF).value for m in ("all", "paid", "rows", "some")]
    assert [str(value) for value in values] == ["15", "5", "2", "2"]
    origin = measures.on("all", AS_OF).origin
    assert origin
    assert (origin.first_row, origin.last_row) == (1, 4)  # lines, the empty one counted


def test_a_view_a_table_without_row_numbers_and_numbers_as_text(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "rows.db")
    connection.executescript(
        """create table plain (day text primary key, amount text) without rowid;
        insert into plain values ('2026-01-01', '0.10'), ('2026-01-02', '0.20');
        create view today as select date('now') as day;
        create view by_month as
          select date(day, 'start of month') as day, sum(amount) as total from plain group by 1;"""
    )
    connection.close()
    text = """source t { file "rows.db"  table "plain"  date column day  value column amount }
    source v { file "rows.db"  view "by_month"  date column day  value column total }
    metric a { from t  take sum }  metric b { from v  take sum }"""
    measures = measure(workspace(text), tmp_path, AS_OF, {})
    assert measures.problems == ()
    assert [str(measures.on(m, AS_OF).value) for m in "ab"] == ["0.30", "0.30000000000000004"]  # the view adds floats
    assert [(i.path, i.rows) for i in measures.inputs] == [("rows.db", 3)]


def test_csv_as_rfc_4180_has_it(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_bytes(
        b'\xef\xbb\xbfday,"the, ""shop""",amount\r\n2026-01-01,"two\r\nlines, one cell",1\r\n\r\n2026-01-02,plain,"2"'
    )
    text = SOURCES["c"] + 'metric m { from c  take sum  split by "the, \\"shop\\"" }'
    measures = measure(workspace(text), tmp_path, AS_OF, {})
    assert measures.problems == ()
    assert measures.members("m", AS_OF) == ("plain", "two\nlines, one cell")
    origin = measures.on("m", AS_OF, "plain").origin
    assert origin
    assert origin.first_row == 4  # as a spreadsheet counts: the header, a row of two lines, an empty one


@quick
@given(rows.filter(bool), st.data())
def test_a_cell_that_cannot_be_read_makes_unknown_or_changes_nothing(of: list[Row], data: st.DataObject) -> None:
    at, column = data.draw(st.integers(0, len(of) - 1)), data.draw(st.integers(0, 4))
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), of)
        sound = measure(WORKSPACE, Path(folder), AS_OF, {})
        lines = (Path(folder) / "rows.csv").read_bytes().split(b"\n")
        cells = lines[at + 1].split(b",")
        cells[column] = b"\xff"
        lines[at + 1] = b",".join(cells)
        (Path(folder) / "rows.csv").write_bytes(b"\n".join(lines))
        spoiled = measure(WORKSPACE, Path(folder), AS_OF, {})
    for metric in (m.id for m in WORKSPACE.metrics if m.source == "c"):
        assert set(sound.members(metric, AS_OF)) <= set(spoiled.members(metric, AS_OF)) or spoiled.members_unknown(
            metric
        )
        for member in (None, "north", "south"):
            for day in (date(2026, 2, 10), AS_OF):
                before, after = (measures.on(metric, day, member, SPAN) for measures in (sound, spoiled))
                assert after.value == before.value or (after.value is None and after.silence is None)
                older, newer = (measures.series(metric, day, member) for measures in (sound, spoiled))
                known = {o.at: o.value for o in older}
                assert all(o.value is None or o.value == known[o.at] for o in newer)
                undated = all(o.value is None for o in newer)  # nothing at all is known of it
                assert {o.at for o in older} <= {o.at for o in newer} or undated


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", ",", ",", "\n", "\n", ";", " ", "é", "'"])).map("".join), st.integers(1, 4))
def test_text_without_quotes_is_split_as_the_csv_module_splits_it(text: str, width: int) -> None:
    table = CsvFile(Path("rows.csv"), ",")
    table.header = tuple("wxyz"[:width])
    split = table._split(text)
    rows = list(csv.reader(io.StringIO(text)))
    even = bool(rows) and all(len(row) == width for row in rows)
    assert split == ([list(column) for column in zip(*rows, strict=True)] if even and width > 1 else None)

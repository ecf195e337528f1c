"""Series, histories and what came before: one value a period, none of them from the future."""

from __future__ import annotations

import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measured import day, measured, value, workspace

from okrlang.measure.measures import Measures, measure
from okrlang.measure.rhythm import Rhythm, ending, length, tile
from okrlang.measure.series import summary
from okrlang.model.calendar import FiscalCalendar, Period
from okrlang.model.quantity import Quantity
from okrlang.model.workspace import Every

SOURCE = 'source s { file "rows.csv"  date column day  value column amount }\n'
ROWS = "day,amount\n2026-03-10,1\n2026-03-20,2\n2026-05-05,4\n2026-06-30,8\n2026-08-03,16\n"


def over(root: Path, metric: str, rows: str = ROWS, as_of: str = "2026-08-20") -> Measures:
    return measured(root, SOURCE + f"metric m {{ from s  {metric} }}", {"rows.csv": rows}, as_of)


def shown(measures: Measures, until: str = "2026-08-20") -> list[str]:
    return [f"{o.at} {value(o.reading)}" for o in measures.series("m", day(until))]


def test_one_value_a_period_of_the_cadence_without_the_one_under_way(tmp_path: Path) -> None:
    measures = over(tmp_path, "take sum  updated every month")
    assert shown(measures) == ["2026-03-31 3", "2026-05-31 4", "2026-06-30 8"]  # April and July have no rows
    assert shown(measures, "2026-06-29") == ["2026-03-31 3", "2026-05-31 4"]
    assert shown(measures, "2026-06-30")[-1] == "2026-06-30 8"  # a day is over when it has ended
    assert [str(o.period) for o in measures.series("m", day("2026-06-30"))] == ["2026-03", "2026-05", "2026-06"]
    assert measures.samples("m", day("2026-06-30")) == 3


def test_the_last_value_of_each_period_where_a_measure_stands(tmp_path: Path) -> None:
    assert shown(over(tmp_path, "updated every month"))[0] == "2026-03-31 2"


def test_silence_that_is_zero_is_a_value_of_the_series(tmp_path: Path) -> None:
    measures = over(tmp_path, "take sum  updated every month  no data means zero")
    assert [line.split()[1] for line in shown(measures)] == ["3", "0", "4", "8", "0"]  # March to July


def test_silence_that_is_the_last_value_repeats_it(tmp_path: Path) -> None:
    measures = over(tmp_path, "take sum  updated every month  no data means last value")
    assert [line.split()[1] for line in shown(measures)] == ["3", "3", "4", "8", "8"]  # the 30 days to 20 March: 3


def test_without_a_cadence_the_window_is_the_beat_and_without_one_each_date(tmp_path: Path) -> None:
    assert shown(over(tmp_path, "take sum over 1 month")) == ["2026-03-31 3", "2026-05-31 4", "2026-06-30 8"]
    dates = shown(over(tmp_path, "take sum", ROWS + "2026-08-03,1\n"))
    assert dates == ["2026-03-10 1", "2026-03-20 2", "2026-05-05 4", "2026-06-30 8", "2026-08-03 17"]


def test_a_window_of_its_own_is_taken_at_the_end_of_each_period(tmp_path: Path) -> None:
    measures = over(tmp_path, "take sum over 90 days  updated every month")
    # 31 March: 3 · 31 May: 2 March and later, 7 · 30 June: 1 April and later, 12; of April and July nothing has come
    assert shown(measures) == ["2026-03-31 3", "2026-05-31 7", "2026-06-30 12"]


def test_a_window_does_not_count_days_whose_data_have_not_come(tmp_path: Path) -> None:
    # 100 a day until 19 November: a week is 700 on that day, and on each day after it until the next row comes.
    rows = "day,amount\n" + "".join(f"2026-11-{d:02},100\n" for d in range(1, 20))
    measures = over(tmp_path, "take sum over 7 days  updated every day  grace 2 days", rows, "2026-11-22")
    for d in (19, 20, 22):
        found = measures.on("m", date(2026, 11, d))
        assert (value(found), found.at) == ("700", date(2026, 11, 19))
    assert measures.reading("m", Period(date(2026, 11, 20), date(2026, 11, 21))).value is None


def test_a_window_counts_silence_as_zero_where_it_says_so(tmp_path: Path) -> None:
    rows = "day,amount\n" + "".join(f"2026-11-{d:02},100\n" for d in range(1, 20))
    body = "take sum over 7 days  updated every day  grace 2 days  no data means zero"
    measures = over(tmp_path, body, rows, "2026-11-22")
    assert [value(measures.on("m", date(2026, 11, d))) for d in (19, 20, 22)] == ["700", "600", "400"]


def test_a_period_that_cannot_be_read_has_no_value_and_nothing_is_made_of_it(tmp_path: Path) -> None:
    text = (
        SOURCE
        + """metric m { from s  take sum  updated every month }
    metric usual { formula mean(m, 12 months) }  metric recent { formula mean(m, 2 months) }"""
    )
    measures = measured(tmp_path, text, {"rows.csv": ROWS.replace("-20,2", "-20,two")})
    assert shown(measures) == ["2026-03-31 -", "2026-05-31 4", "2026-06-30 8"]
    assert measures.samples("m", day("2026-08-20")) == 2
    found = measures.on("usual", day("2026-08-20"))
    assert (value(found), found.why) == ("-", ("`mean(m, 12 months)`: the value of 2026-03-31 is not known",))
    assert value(measures.on("recent", day("2026-08-20"))) == "8"


def test_history_is_what_ended_within_the_window(tmp_path: Path) -> None:
    rows = "day,amount\n" + "".join(f"{y}-{m:02}-15,{m}\n" for y in (2025, 2026) for m in range(1, 13))
    measures = over(tmp_path, "take sum over 1 month", rows)
    found = measures.history("m", day("2026-08-20"), Every(Decimal(12), "months"))
    assert [o.period.name for o in found] == [f"2025-{m:02}" for m in range(8, 13)] + [
        f"2026-{m:02}" for m in range(1, 8)
    ]
    assert len(measures.history("m", day("2026-08-20"))) == 19
    assert measures.history("m", day("2024-12-31")) == ()


@pytest.mark.parametrize(
    ("metric", "current", "previous"),
    [
        ("take sum  updated every month", "-", "8"),  # July is the last complete month and silent
        ("updated every month", "16", "8"),  # August is under way: what is before it is June
        ("", "16", "8"),
        ("take sum over 1 month", "16", "8"),
        ("take first", "1", "-"),
    ],
)
def test_the_value_before_the_one_that_stands(tmp_path: Path, metric: str, current: str, previous: str) -> None:
    measures = over(tmp_path, metric)
    assert value(measures.on("m", day("2026-08-20"))) == current
    assert value(measures.previous("m", day("2026-08-20"))) == previous
    assert measures.previous("m", day("2026-03-10")).why == ("`m` has no value before that of 2026-03-10",)


def test_dates_of_the_first_year_do_not_make_a_series_endless(tmp_path: Path) -> None:
    rows = "day,amount\n0001-01-01,1\n9999-12-30,5\n9999-12-31,6\n"
    started = time.process_time()
    measures = over(tmp_path, "take sum over 7 days  updated every day  no data means zero", rows, "9999-12-30")
    assert measures.samples("m", date.max) <= 10_000
    assert value(measures.on("m", date.max)) == "5"
    assert time.process_time() - started < 10


# --- rhythm ----------------------------------------------------------------------------------------------------------

beats = st.builds(
    Every, st.integers(1, 40).map(Decimal), st.sampled_from(["days", "weeks", "months", "years", "working days", "h"])
)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@settings(max_examples=300, deadline=None)
@given(days, beats, st.integers(1, 12))
def test_the_tiles_of_a_beat_lie_end_to_end(on: date, beat: Every, starts_in: int) -> None:
    fiscal = FiscalCalendar(starts_in)
    found = tile(on, beat, fiscal)
    assert found.contains(on)
    assert tile(found.start, beat, fiscal) == tile(found.last, beat, fiscal) == found
    assert tile(found.end, beat, fiscal).start == found.end


@pytest.mark.parametrize(
    ("count", "unit", "starts_in", "expected"),
    [
        (1, "days", 1, "2026-08-19 2026-08-20"),
        (1, "weeks", 1, "2026-08-17 2026-08-24"),
        (2, "weeks", 1, "2026-08-17 2026-08-31"),
        (1, "months", 1, "2026-08-01 2026-09-01"),
        (3, "months", 1, "2026-07-01 2026-10-01"),
        (3, "months", 2, "2026-08-01 2026-11-01"),
        (6, "months", 4, "2026-04-01 2026-10-01"),
        (12, "months", 4, "2026-04-01 2027-04-01"),
        (1, "years", 4, "2026-04-01 2027-04-01"),
        (2, "months", 1, "2026-07-01 2026-09-01"),
        (5, "working days", 1, "2026-08-17 2026-08-24"),
        (1, "working days", 1, "2026-08-19 2026-08-20"),
    ],
)
def test_tiles_by_hand(count: int, unit: str, starts_in: int, expected: str) -> None:
    found = tile(date(2026, 8, 19), Every(Decimal(count), unit), FiscalCalendar(starts_in))
    assert f"{found.start} {found.end}" == expected


def test_a_friday_keeps_its_weekend() -> None:
    found = tile(date(2026, 8, 23), Every(Decimal(1), "working days"), FiscalCalendar())
    assert f"{found.start} {found.end}" == "2026-08-21 2026-08-24"


@given(days, beats)
def test_a_window_ends_with_its_day(on: date, window: Every) -> None:
    found = ending(window, on)
    assert found.last == on
    assert found.start <= on
    assert found.start == min(length(window).before(on + timedelta(days=1)), on)


def test_fresh_until() -> None:
    month, days5 = Every(Decimal(1), "months"), Every(Decimal(5), "days")
    assert Rhythm(month, days5).fresh_until(date(2026, 1, 31)) == date(2026, 3, 5)
    assert Rhythm(month).fresh_until(date(2026, 1, 31)) == date(2026, 2, 28)
    assert Rhythm(None, days5).fresh_until(date(2026, 1, 31)) is None


# --- no look into the future -----------------------------------------------------------------------------------------

METRICS = workspace(
    SOURCE
    + "\n".join(
        f"metric m{n} {{ from s  take {take}  split by region }}"
        for n, take in enumerate(
            (
                "sum  updated every week",
                "last  updated every 2 weeks",
                "p95 over 10 days  updated every week",
                "mean over 10 days",
                "count",
                "share where amount > 3  updated every month",
            )
        )
    )
    + "metric f { formula m0 / m4  updated every week }  metric p { from m0  take mean over 1 month }"
)
cells = st.lists(
    st.tuples(st.integers(0, 90), st.sampled_from(["n", "s", ""]), st.sampled_from(["1", "2.5", "7", ""])), max_size=40
)


@settings(max_examples=40, deadline=None)
@given(cells, st.integers(0, 90))
def test_what_was_seen_on_a_day_is_what_is_seen_of_it_later(found: list[tuple[int, str, str]], at: int) -> None:
    first = date(2026, 1, 1)
    lines = [f"{first + timedelta(days=n)},{region},{amount}\n" for n, region, amount in found]
    then = first + timedelta(days=at)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "rows.csv").write_text("day,region,amount\n" + "".join(lines))
        early, late = (measure(METRICS, Path(folder), as_of, {}) for as_of in (then, first + timedelta(days=90)))
        for metric in METRICS.metrics:
            for member in (None, "n", "s"):
                assert early.on(metric.id, then, member) == late.on(metric.id, then, member)
                assert early.series(metric.id, then, member) == late.series(metric.id, then, member)
                assert early.stale(metric.id, then, member) == late.stale(metric.id, then, member)
                assert early.baseline(metric.id, then, member) == late.baseline(metric.id, then, member) or (
                    early.baseline(metric.id, then, member).value is None
                )
            assert early.members(metric.id, then) == late.members(metric.id, then)


@settings(max_examples=40, deadline=None)
@given(cells)
def test_a_series_is_in_order_and_each_value_is_that_of_its_period(found: list[tuple[int, str, str]]) -> None:
    first, last = date(2026, 1, 1), date(2026, 4, 1)
    lines = [f"{first + timedelta(days=n)},{region},{amount}\n" for n, region, amount in found]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "rows.csv").write_text("day,region,amount\n" + "".join(lines))
        measures = measure(METRICS, Path(folder), last, {})
        for metric in METRICS.metrics:
            series = measures.series(metric.id, last)
            assert all(a.period.end <= b.period.start for a, b in pairwise(series))
            assert all(o.period.last == o.at <= last for o in series)
            assert all(measures.reading(metric.id, o.period) == o.reading for o in series)


@given(st.lists(st.decimals(-100, 100, places=1), min_size=1, max_size=9))
def test_summaries(values: list[Decimal]) -> None:
    observations = []
    with tempfile.TemporaryDirectory() as folder:
        lines = [f"{date(2026, 1, 1) + timedelta(days=n)},{v}\n" for n, v in enumerate(values)]
        measures = over(Path(folder), "", "day,amount\n" + "".join(lines))
        observations = list(measures.series("m", day("2026-08-20")))
    expected = {
        "sum": sum(values),
        "min": min(values),
        "max": max(values),
        "count": len(values),
        "previous": values[-1],
    }
    for name, number in expected.items():
        found = summary(name, observations)
        assert isinstance(found, Quantity)
        assert found.value == number
    mean, median = summary("mean", observations), summary("median", observations)
    assert isinstance(mean, Quantity)
    assert isinstance(median, Quantity)
    assert abs(mean.value * len(values) - sum(values)) < Decimal("1e-20")
    assert sum(v < median.value for v in values) <= len(values) / 2 >= sum(v > median.value for v in values)
    assert summary("mean", []) == "there is no value yet"

"""What a metric is on a day: aggregates, silence, members, formulas, check-ins, freshness. All values by hand."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from measured import day, measured, period, value, workspace

from okrlang.measure.agreement import disagreements, said_of_check_ins
from okrlang.measure.measures import Measures
from okrlang.model.workspace import Kpi

SOURCE = 'source s { file "rows.csv"  date column day  value column amount }\n'
QUARTER = period("2026-07-01", "2026-09-30")


def over(root: Path, metric: str, rows: str, as_of: str = "2026-08-20") -> Measures:
    return measured(root, SOURCE + metric, {"rows.csv": rows}, as_of)


# --- golden: nothing is not zero -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected", "silence"),
    [
        ("day,amount\n", "-", "unknown"),
        ("day,amount\n2026-08-01,NaN\n2026-08-02,NaN\n", "-", None),
        ("day,amount\n2026-08-01,\n2026-08-02,\n", "-", None),
        ("day,amount\n2026-08-01,0\n", "0", None),
        ("day,amount\n2026-08-01,-0\n", "0", None),
    ],
    ids=["no rows", "every row NaN", "every cell empty", "a measured 0", "a measured -0"],
)
@pytest.mark.parametrize("take", ["last", "sum", "mean", "max", "median"])
def test_no_rows_is_no_data_and_a_measured_zero_is_zero(
    tmp_path: Path, take: str, rows: str, expected: str, silence: str | None
) -> None:
    found = over(tmp_path, f"metric m {{ from s  take {take} }}", rows).reading("m", QUARTER)
    assert (value(found), found.silence) == (expected, silence)
    assert found.why or found.value


def test_a_count_of_no_rows_is_no_data_too(tmp_path: Path) -> None:
    text = "metric m { from s  take count }  metric d { from s  take distinct amount }"
    measures = over(tmp_path, text, "day,amount\n2025-01-01,1\n")
    assert [value(measures.reading(m, QUARTER)) for m in "md"] == ["-", "-"]
    assert measures.reading("m", QUARTER).why == ("`m` has no data from 2026-07-01 to 2026-08-20 in `rows.csv`",)


@pytest.mark.parametrize(
    ("word", "expected"), [("unknown", "-"), ("fail", "-"), ("zero", "0 pages"), ("last value", "7 pages")]
)
def test_what_no_data_means(tmp_path: Path, word: str, expected: str) -> None:
    metric = f"metric m {{ unit pages  from s  take sum over 7 days  no data means {word} }}"
    measures = over(tmp_path, metric, "day,amount\n2026-08-01,3\n2026-08-02,4\n")
    assert value(measures.on("m", day("2026-08-04"))) == "7 pages"
    found = measures.on("m", day("2026-08-20"))
    assert (value(found), found.silence) == (expected, word.replace(" ", "_"))


def test_before_its_span_begins_a_sum_has_no_last_value(tmp_path: Path) -> None:
    metric = "metric m { unit pages  from s  take sum  no data means last value }"
    measures = over(tmp_path, metric, "day,amount\n2026-06-01,3\n")
    assert value(measures.on("m", day("2026-06-20"), span=QUARTER)) == "-"
    assert value(measures.on("m", day("2026-07-05"), span=QUARTER)) == "3 pages"


def test_data_that_cannot_be_read_is_unknown_even_where_silence_is_zero(tmp_path: Path) -> None:
    metric = "metric m { from s  take sum over 7 days  no data means zero }"
    measures = over(tmp_path, metric, "day,amount\n2026-08-18,lots\n")
    assert value(measures.on("m", day("2026-08-20"))) == "-"
    assert value(measures.on("m", day("2026-08-17"))) == "-"  # nobody had spoken yet
    missing = measured(tmp_path, SOURCE.replace("rows", "none") + metric, {})
    assert missing.on("m", day("2026-08-20")).why == ("`none.csv` does not exist",)


# --- time ------------------------------------------------------------------------------------------------------------


def test_rows_after_as_of_do_not_exist_yet(tmp_path: Path) -> None:
    rows = "day,amount\n2026-08-19,1\n2026-08-20,2\n2026-08-21,nonsense\n2026-08-22,9\n"
    measures = over(tmp_path, "metric m { from s }  metric n { from s  take count }", rows)
    assert value(measures.on("m", day("2026-12-31"))) == "2"
    assert value(measures.reading("n", QUARTER)) == "2"
    assert measures.problems == ()


def test_last_is_the_last_at_or_before_a_day_and_of_one_day_the_later_row(tmp_path: Path) -> None:
    rows = "day,amount\n2026-08-10,5\n2026-08-01,1\n2026-08-10,6\n2026-08-03,\n"
    measures = over(tmp_path, "metric m { from s }  metric w { from s  take last over 7 days }", rows)
    assert [value(measures.on("m", day(d))) for d in ("2026-07-31", "2026-08-09", "2026-08-10", "2026-08-20")] == [
        "-",
        "-",  # the last row up to then has no value
        "6",
        "6",
    ]
    assert [value(measures.on("w", day(d))) for d in ("2026-08-07", "2026-08-08", "2026-08-16", "2026-08-17")] == [
        "-",
        "-",
        "6",
        "-",
    ]
    found = measures.on("m", day("2026-08-20"))
    assert (found.at, found.rows) == (day("2026-08-10"), 1)
    assert found.origin
    assert (found.origin.first_row, found.origin.last_row) == (4, 4)


def test_of_one_day_the_later_row_counts_whatever_tells_the_rows_apart(tmp_path: Path) -> None:
    rows = "day,kind,amount\n2026-08-10,a,1\n2026-08-10,b,2\n2026-08-10,a,3\n2026-08-10,b,4\n2026-08-10,c,5\n"
    text = 'metric m { from s where kind in ["b", "a"] }  metric f { from s where kind in ["a", "b"]  take first }'
    measures = over(tmp_path, text, rows)
    assert [value(measures.on(m, day("2026-08-20"))) for m in "mf"] == ["4", "1"]


def test_a_sum_without_a_window_is_taken_over_the_span_given(tmp_path: Path) -> None:
    rows = "day,amount\n2026-06-30,100\n2026-07-01,1\n2026-08-20,2\n"
    measures = over(tmp_path, "metric m { from s  take sum }", rows)
    assert value(measures.on("m", day("2026-08-20"), span=QUARTER)) == "3"
    assert value(measures.on("m", day("2026-07-31"), span=QUARTER)) == "1"
    assert value(measures.on("m", day("2026-08-20"))) == "103"


def test_without_a_span_a_sum_is_that_of_the_last_complete_period(tmp_path: Path) -> None:
    rows = "day,amount\n2026-06-30,100\n2026-07-01,1\n2026-07-31,4\n2026-08-20,2\n"
    measures = over(tmp_path, "metric m { from s  take sum  updated every month }", rows)
    assert value(measures.on("m", day("2026-08-20"))) == "5"
    assert value(measures.on("m", day("2026-07-31"))) == "5"
    assert value(measures.on("m", day("2026-07-30"))) == "100"
    assert measures.last_complete("m", day("2026-08-20")) == period("2026-07-01", "2026-07-31")


def test_a_window_ends_with_the_day_and_a_month_is_a_calendar_month_long(tmp_path: Path) -> None:
    rows = "day,amount\n2026-02-28,1\n2026-03-01,2\n2026-03-30,4\n2026-03-31,8\n"
    text = "metric w { from s  take sum over 2 days }  metric m { from s  take sum over 1 month }"
    measures = over(tmp_path, text, rows)
    assert [value(measures.on("w", day(d))) for d in ("2026-03-01", "2026-03-02", "2026-03-31")] == ["3", "2", "12"]
    assert value(measures.on("m", day("2026-03-31"))) == "14"  # 1 to 31 March
    assert value(measures.on("m", day("2026-03-30"))) == "7"  # 28 February to 30 March
    assert value(measures.reading("w", period("2026-03-01", "2026-03-31"))) == "12"  # a window's own, at the end


def test_moments_become_days_in_the_time_zone_of_the_company(tmp_path: Path) -> None:
    rows = (
        "day,amount\n2026-07-01T21:59:59Z,1\n2026-07-01T22:00:00Z,2\n2026-07-02T00:30:00+02:00,4\n2026-07-01T23:00,8\n"
    )
    company = 'company acme { time zone "Europe/Berlin" }\n'
    berlin = over(tmp_path, company + "metric m { from s  take sum }", rows)
    first, second = period("2026-07-01", "2026-07-01"), period("2026-07-02", "2026-07-02")
    assert [value(berlin.reading("m", d)) for d in (first, second)] == ["9", "6"]
    utc = over(tmp_path, "metric m { from s  take sum }", rows)
    assert [value(utc.reading("m", d)) for d in (first, second)] == ["15", "-"]


# --- units -----------------------------------------------------------------------------------------------------------


def test_a_percent_cell_holds_percents_and_shares_become_percents(tmp_path: Path) -> None:
    rows = "day,amount\n2026-08-01,4.2\n2026-08-01,70\n2026-08-01,80\n"
    text = """
    metric rate { unit %  from s where amount < 10 }
    metric quick { unit %  from s  take share where amount <= 70 }
    metric part { from s  take share where amount <= 70 }
    """
    measures = over(tmp_path, text, rows)
    assert value(measures.on("rate", day("2026-08-20"))) == "4.2%"
    assert value(measures.on("quick", day("2026-08-20"))).startswith("66.666666666666")
    assert value(measures.on("part", day("2026-08-20"))).startswith("0.666666666666")


def test_sums_are_exact(tmp_path: Path) -> None:
    rows = (
        "day,amount\n" + "2026-08-01,0.1\n" * 10 + "2026-08-01,1000000000000000000\n2026-08-01,0.000000000000000001\n"
    )
    measures = over(tmp_path, "metric m { unit EUR  from s  take sum }", rows)
    assert value(measures.on("m", day("2026-08-20"))) == "1000000000000000001.000000000000000001 EUR"


def test_decimal_comma_separator_and_date_form_are_as_declared(tmp_path: Path) -> None:
    text = """source s { file "rows.csv"  date column day  value column amount
      separated by ";"  decimal comma  dates as "dd.mm.yyyy" }
    metric m { from s  take sum }"""
    measures = measured(tmp_path, text, {"rows.csv": "day;amount\n01.02.2026;1,5\n02.02.2026;-0,25\n"})
    assert value(measures.reading("m", period("2026-02-01", "2026-02-02"))) == "1.25"


# --- members ---------------------------------------------------------------------------------------------------------

REGIONS = "day,region,amount\n2026-07-01,north,1\n2026-07-02,south,2\n2026-08-01,sooth,4\n"


def test_listed_members_are_all_there_and_one_without_rows_is_unknown(tmp_path: Path) -> None:
    text = 'metric m { from s  take sum  split by region in ["north", "west", "south"] }'
    measures = over(tmp_path, text, REGIONS)
    assert measures.members("m", day("2026-01-01")) == ("north", "west", "south")
    assert measures.listed("m")
    quarter = {
        member: value(measures.reading("m", QUARTER, member)) for member in measures.members("m", day("2026-08-20"))
    }
    assert quarter == {"north": "1", "west": "-", "south": "2"}
    assert value(measures.reading("m", QUARTER)) == "7"
    (stranger,) = measures.problems
    assert (stranger.name, stranger.row) == ("unlisted-member", 4)
    assert stranger.message == "`sooth` is not among the members of `m`; the nearest is `south`"


def test_found_members_had_a_row_be_it_one_that_the_filter_misses(tmp_path: Path) -> None:
    rows = "day,kind,region,amount\n2026-08-01,p,north,2\n2026-08-02,q,south,99\n"
    text = """metric m { from s where kind = "p"  take last  split by region }
    metric n { from m  take mean  split by region }"""
    measures = over(tmp_path, text, rows)
    assert [measures.members(m, day("2026-08-01")) for m in "mn"] == [("north",)] * 2
    assert [measures.members(m, day("2026-08-20")) for m in "mn"] == [("north", "south")] * 2
    assert value(measures.on("m", day("2026-08-20"), "south")) == "-"
    assert [i.rows for i in measures.inputs] == [2]  # one scan


def test_found_members_are_those_seen_so_far(tmp_path: Path) -> None:
    measures = over(tmp_path, "metric m { from s  take sum  split by region }", REGIONS)
    assert measures.members("m", day("2026-07-31")) == ("north", "south")
    assert measures.members("m", day("2026-08-31")) == ("north", "sooth", "south")
    assert not measures.listed("m")


def test_members_listed_in_another_source_are_those_who_had_joined(tmp_path: Path) -> None:
    text = (
        SOURCE
        + """source shops { file "shops.csv"  date column joined }
    metric m { from s  take sum  split by shop in shops.shop_id }"""
    )
    files = {
        "rows.csv": "day,shop,amount\n2026-08-01,a,3\n",
        "shops.csv": "shop_id,joined\na,2026-01-01\nb,2026-08-10\nc,2026-12-01\n",
    }
    measures = measured(tmp_path, text, files)
    assert measures.members("m", day("2026-08-09")) == ("a",)
    assert measures.members("m", day("2026-08-20")) == ("a", "b")
    assert measures.members("m", day("2027-01-01")) == ("a", "b")
    assert [value(measures.reading("m", QUARTER, member)) for member in ("a", "b")] == ["3", "-"]
    assert [i.path for i in measures.inputs] == ["rows.csv", "shops.csv"]
    (tmp_path / "shops.csv").unlink()
    measures = measured(tmp_path, text, {})
    assert measures.members_unknown("m") == ("`shops.csv` does not exist",)


def test_the_last_value_of_a_split_metric_is_that_of_its_own_rows(tmp_path: Path) -> None:
    text = "metric m { from s  split by region }"
    only = over(tmp_path, text, REGIONS)
    assert value(only.on("m", day("2026-08-20"))) == "-"
    assert "no value of the whole" in only.on("m", day("2026-08-20")).why[0]
    both = over(tmp_path, text, REGIONS + "2026-07-15,,9\n")
    assert value(both.on("m", day("2026-08-20"))) == "9"
    assert value(both.on("m", day("2026-08-20"), "south")) == "2"


# --- filters ---------------------------------------------------------------------------------------------------------

PEOPLE = """day,name,age,since,note
2026-08-01,Ann,30,2020-01-31,likes tea
2026-08-02,Bob,4,2021-05-01,
2026-08-03,,50,,TEA time
"""


@pytest.mark.parametrize(
    ("where", "rows"),
    [
        ('name = "Ann"', "1"),
        ('name != "Ann"', "1"),  # who has no name is neither
        ('not (name = "Ann")', "1"),
        ("name is missing", "1"),
        ("name is present", "2"),
        ("age < 5", "1"),  # as numbers, though "30" < "5" as texts
        ('age < "5"', "2"),  # a text asks for texts
        ("age between 4 and 30", "2"),
        ("age * 2 > 8 + 1", "2"),
        ("age in [4, 50]", "2"),
        ('name in ["Ann", "Bob"]', "2"),
        ("since >= 2021-01-01", "1"),
        ('note has word "tea"', "2"),
        ('note has any word of ["te", "time"]', "1"),
        ('name = "Ann" or age = 50', "2"),
        ('name = "Ann" and age = 50', "-"),
        ("since < day", "2"),  # two columns: as dates where both hold some
        ("age = age", "3"),
        ("age != name", "2"),
        ("age > day", "-"),  # no row can be decided
    ],
)
def test_filters(tmp_path: Path, where: str, rows: str) -> None:
    measures = over(tmp_path, f"metric m {{ from s where {where}  take count }}", PEOPLE)
    assert value(measures.reading("m", QUARTER)) == rows


def test_a_column_whose_name_is_a_word_of_the_language_is_quoted(tmp_path: Path) -> None:
    rows = "day,at,amount\n2026-08-01,x,1\n2026-08-01,y,2\n"
    assert value(over(tmp_path, 'metric m { from s where "at" = "y" }', rows).on("m", day("2026-08-20"))) == "2"


def test_only_the_metrics_that_rest_on_a_bad_row_become_unknown(tmp_path: Path) -> None:
    cells = ("2026-08-01,a,n,1", "2026-08-02,a,s,oops", "2026-08-02,b,n,2", "2026-09-31,b,s,3", "2026-08-03,c,n,5")
    rows = "\n".join(("day,name,region,amount", *cells))
    text = "".join(f'metric {m} {{ from s where name = "{m}"  take sum  split by region }}\n' for m in "abc")
    measures = over(tmp_path, text, rows)
    found = {m: [value(measures.reading(m, QUARTER, member)) for member in (None, "n", "s")] for m in "abc"}
    assert found == {"a": ["-", "1", "-"], "b": ["-", "2", "-"], "c": ["5", "5", "-"]}
    assert value(measures.reading("a", period("2026-08-01", "2026-08-01"))) == "1"
    assert measures.reading("a", QUARTER).why == ("row 3 of `rows.csv`: column `amount`: `oops` is not a number",)
    assert [(p.name, p.row) for p in measures.problems] == [("not-a-number", 3), ("date-unreadable", 5)]


def test_a_row_whose_filter_cannot_be_decided_spoils_its_day_unless_it_cannot_matter(tmp_path: Path) -> None:
    rows = "day,name,age\n2026-08-01,a,young\n2026-08-02,a,3\n2026-08-02,b,old\n"
    measures = over(tmp_path, 'metric m { from s where name = "a" and age > 2  take count }', rows)
    assert value(measures.reading("m", period("2026-08-02", "2026-08-02"))) == "1"
    assert value(measures.reading("m", QUARTER)) == "-"
    assert [(p.name, p.row) for p in measures.problems] == [("filter-undecided", 2)]


def test_a_share_of_rows_of_which_one_cannot_be_decided_is_unknown(tmp_path: Path) -> None:
    rows = "day,amount\n2026-08-01,1\n2026-08-01,\n2026-08-02,9\n"
    text = """metric m { unit %  from s  take share where amount < 5 }
    metric n { unit %  from s where amount is present  take share where amount < 5 }"""
    measures = over(tmp_path, text, rows)
    assert [value(measures.reading(m, QUARTER)) for m in "mn"] == ["-", "50%"]
    assert value(measures.reading("m", period("2026-08-02", "2026-08-02"))) == "0%"


# --- formulas and metrics of metrics ---------------------------------------------------------------------------------

MONEY = """day,name,region,amount
2026-07-01,revenue,n,100
2026-07-02,revenue,s,300
2026-07-02,cost,n,50
2026-07-03,cost,s,90
"""
MARGIN = """
metric revenue { unit EUR  from s where name = "revenue"  take sum  split by region  updated every month }
metric cost { unit EUR  from s where name = "cost"  take sum  split by region  updated every week }
metric margin { unit %  formula (revenue - cost) / revenue }
metric ratio { formula cost / revenue }
"""


def test_a_formula_is_a_ratio_of_sums_over_the_same_period(tmp_path: Path) -> None:
    measures = over(tmp_path, MARGIN, MONEY)
    assert value(measures.reading("margin", QUARTER)) == "65%"  # not 60%, the mean of 50% and 70%
    assert [value(measures.reading("margin", QUARTER, r)) for r in measures.members("margin", day("2026-08-20"))] == [
        "50%",
        "70%",
    ]
    assert value(measures.reading("ratio", QUARTER)) == "0.35"
    assert value(measures.on("margin", day("2026-08-20"))) == "65%"  # July, by its slowest operand
    found = measures.reading("margin", QUARTER)
    assert (found.rows, found.first, found.last) == (4, day("2026-07-01"), day("2026-07-03"))
    assert found.origin
    assert (found.origin.source, found.origin.path) == ("formula", "rows.csv")


def test_a_formula_with_an_operand_without_data_or_a_division_by_zero_is_unknown(tmp_path: Path) -> None:
    measures = over(tmp_path, MARGIN, MONEY.replace("300", "-100"))
    found = measures.reading("margin", QUARTER)
    assert (value(found), found.why) == ("-", ("`(revenue - cost) / revenue`: division by zero",))
    found = measures.reading("margin", period("2026-07-03", "2026-07-03"))
    assert (value(found), found.silence) == ("-", "unknown")


def test_a_formula_may_ask_what_was_before(tmp_path: Path) -> None:
    rows = "day,amount\n2026-05-01,10\n2026-06-01,20\n2026-07-01,60\n2026-08-01,7\n"
    text = """metric pages { unit pages  from s  take sum  updated every month }
    metric usual { unit pages  formula mean(pages, 2 months) }
    metric grown { unit %  formula pages / previous(pages) }
    metric held { unit pages  formula if pages > 50 pages then 50 pages else pages }"""
    measures = over(tmp_path, text, rows)
    assert value(measures.on("usual", day("2026-08-20"))) == "40 pages"  # June and July; August is under way
    assert value(measures.on("grown", day("2026-08-20"))) == "300%"
    assert [value(measures.on("held", day(d))) for d in ("2026-08-20", "2026-07-20")] == ["50 pages", "20 pages"]


def test_a_metric_of_a_metric_is_taken_over_its_series(tmp_path: Path) -> None:
    rows = "day,amount\n2026-05-01,10\n2026-06-01,20\n2026-06-02,20\n2026-07-01,60\n2026-08-01,7\n"
    text = """metric pages { unit min  from s  take sum  updated every month }
    metric usual { from pages  take mean over 3 months }
    metric worst { unit h  from pages  take max }
    metric many { from pages where value >= 40  take count }"""
    measures = over(tmp_path, text, rows)
    # May, June and July ended in the three months up to 20 August; on 30 July, July was under way.
    assert value(measures.on("usual", day("2026-08-20"))) == "36.666666666666666666666666666666666667 min"
    assert value(measures.on("usual", day("2026-07-30"))) == "25 min"
    assert value(measures.on("worst", day("2026-08-20"))) == "1 h"
    assert value(measures.on("many", day("2026-08-20"))) == "2"


def test_formulas_on_formulas_stay_quick_and_shallow(tmp_path: Path) -> None:
    steps = "".join(
        f"metric a{n + 1} {{ formula a{n} + b{n} }} metric b{n + 1} {{ formula a{n} + b{n} }}\n" for n in range(60)
    )
    start = "metric a0 { values { 2026-08-01 1 } }  metric b0 { values { 2026-08-01 1 } }\n"
    measures = measured(tmp_path, start + steps)
    assert value(measures.on("a40", day("2026-08-20"))) == str(2**40)
    found = measures.on("a60", day("2026-08-20"))
    assert found.why == ("`a60` is computed from itself, or through more than 50 metrics",)


# --- written values and check-ins ------------------------------------------------------------------------------------

NPS = """
metric nps { unit points  split by region in ["north", "south"]
  values { 2026-07-01 31  2026-08-01 36  2026-12-01 99 }
  values for north { 2026-07-05 28 } }
"""


def test_values_written_by_hand_are_a_source_like_any_other(tmp_path: Path) -> None:
    measures = measured(tmp_path, NPS)
    readings = [measures.on("nps", day(d)) for d in ("2026-06-30", "2026-07-20", "2026-08-20")]
    assert [value(r) for r in readings] == ["-", "31 points", "36 points"]
    assert [value(measures.on("nps", day("2026-08-20"), m)) for m in ("north", "south")] == ["28 points", "-"]
    origin = readings[2].origin
    assert origin
    assert origin.span
    assert (origin.source, origin.path, origin.span.text) == ("values", "goals.okr", "2026-08-01 36")


GOALS = """
metric churn { unit %  from s  tolerance 0.1 pp }
metric mood { unit points  split by region }
objective o "Shops stay" { owner "Head"  cycle 2026-Q3
  key result churn { metric churn  from 4% to 3% }
  key result mood { metric mood  from 30 to 40 points }
  key result meals { from 300 to 450 meals }
}
check in on 2026-07-15 { report o.churn 3.9%  report o.meals 320  report o.mood for north 29 }
check in on 2026-08-01 { report o.churn 3.5%  report o.meals 340  report o.mood 33 }
check in on 2026-12-01 { report o.meals 999 }
"""


def test_check_ins_measure_what_no_source_measures(tmp_path: Path) -> None:
    measures = over(tmp_path, GOALS, "day,amount\n2026-07-15,3.95\n2026-08-01,3.2\n")
    (objective,) = workspace(SOURCE + GOALS).objectives
    ids = [measures.measure_of(k) for k in objective.key_results]
    assert ids == ["churn", "o.mood", "o.meals"]
    assert [value(measures.on(m, day("2026-08-20"))) for m in ids] == ["3.2%", "33 points", "340 meals"]
    assert value(measures.on("o.mood", day("2026-08-20"), "north")) == "29 points"
    assert value(measures.on("mood", day("2026-08-20"))) == "33 points"
    assert measures.members("o.mood", day("2026-08-20")) == ("north",)
    assert [value(measures.on("o.meals", day(d))) for d in ("2026-07-14", "2026-07-15", "2026-12-31")] == [
        "-",
        "320 meals",
        "340 meals",
    ]
    found = measures.on("o.meals", day("2026-08-20"))
    assert found.origin
    assert found.origin.span
    assert (found.origin.source, found.origin.span.text) == ("check-ins", "report o.meals 340")


def test_check_ins_and_sources_that_differ_on_one_date_are_told(tmp_path: Path) -> None:
    measures = over(tmp_path, GOALS, "day,amount\n2026-07-15,3.95\n2026-08-01,3.2\n")
    (found,) = disagreements(workspace(SOURCE + GOALS), measures)
    assert (found.check_in.date, value(found.measured)) == (day("2026-08-01"), "3.2%")  # 3.9 is near 3.95


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "2026-07-10,3.95\n",
            "`o.churn` is measured by `churn`, whose last value by then is 3.95%: the 3.5% reported do not count",
        ),
        (
            "2026-09-10,3.95\n",
            "`o.churn` is measured by `churn`, which has no value by then: the 3.5% reported do not count",
        ),
        ("2026-07-28,3.55\n", None),  # within the tolerance
        ("2026-08-01,3.5\n", None),
    ],
)
def test_a_reported_value_of_what_a_source_measures_is_not_dropped_in_silence(
    tmp_path: Path, rows: str, said: str | None
) -> None:
    measures = over(tmp_path, GOALS, "day,amount\n" + rows)
    found = [d.message for d in said_of_check_ins(workspace(SOURCE + GOALS), measures)]
    assert [message for message in found if "o.churn" in message] == ([said] if said else [])


def test_a_kpi_without_values_is_measured_by_its_check_ins(tmp_path: Path) -> None:
    text = """metric m { unit points }
    kpi k { owner "Head"  metric m  green at least 3 }
    check in on 2026-08-01 { report k 4 }"""
    measures = measured(tmp_path, text)
    (kpi,) = workspace(text).kpis
    assert isinstance(kpi, Kpi)
    assert value(measures.on(measures.measure_of(kpi), day("2026-08-20"))) == "4 points"


# --- baselines and freshness -----------------------------------------------------------------------------------------

START = day("2026-07-01")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["2026-06-30,4"], "4"),
        (["2026-07-01,5", "2026-06-30,4"], "5"),
        (["2026-05-26,3"], "3"),  # a month and 5 days of grace: until 1 July
        (["2026-05-25,3"], "-"),  # stale
        (["2026-05-25,3", "2026-07-31,6"], "6"),
        (["2026-07-02,7", "2026-07-31,6"], "7"),
        (["2026-08-01,6"], "-"),  # after its first cadence
        (["2026-06-30,x", "2026-07-02,7"], "-"),
    ],
)
def test_the_value_when_a_cycle_began(tmp_path: Path, rows: list[str], expected: str) -> None:
    metric = "metric m { from s  updated every month  grace 5 days }"
    measures = over(tmp_path, metric, "\n".join(["day,amount", *rows, ""]))
    found = measures.baseline("m", START)
    assert value(found) == expected
    assert found.why or found.value


def test_a_sum_is_held_against_the_equally_long_span_before(tmp_path: Path) -> None:
    rows = "day,amount\n2026-05-10,100\n2026-05-11,1\n2026-06-30,2\n2026-07-01,4\n2026-08-20,8\n"
    measures = over(tmp_path, "metric m { from s  take sum }", rows)
    to_date = period("2026-07-01", "2026-08-20")  # 51 days, and the 51 before began on 11 May
    assert value(measures.baseline("m", START, span=to_date)) == "3"
    assert measures.gathers("m")


def test_a_value_is_fresh_for_its_cadence_and_grace(tmp_path: Path) -> None:
    text = "metric m { from s  updated every month  grace 5 days }  metric n { from s }"
    measures = over(tmp_path, text, "day,amount\n2026-06-10,1\n", as_of="2026-12-31")
    days = ("2026-06-09", "2026-06-10", "2026-07-15", "2026-07-16")
    assert [measures.stale("m", day(d)) for d in days] == [None, False, False, True]
    assert measures.stale("n", day("2026-12-31")) is None
    assert [measures.last("m", day(d)) for d in days[:2]] == [None, day("2026-06-10")]


def test_where_silence_is_zero_the_source_must_still_speak(tmp_path: Path) -> None:
    rows = "day,name,amount\n2026-07-01,pages,1\n2026-08-10,other,1\n"
    text = 'metric m { from s where name = "pages"  take sum over 7 days  updated every week  no data means zero }'
    measures = over(tmp_path, text, rows, as_of="2026-12-31")
    assert value(measures.on("m", day("2026-08-12"))) == "0"
    assert [measures.stale("m", day(d)) for d in ("2026-08-12", "2026-08-17", "2026-08-18")] == [False, False, True]


@pytest.mark.parametrize("rows", ["", "2026-09-01,50\n", "2026-05-01,50\n"], ids=["none", "later", "too old"])
def test_silence_is_not_zero_where_the_source_does_not_speak(tmp_path: Path, rows: str) -> None:
    text = "metric m { from s  take sum over 1 month  updated every month  no data means zero }"
    measures = over(tmp_path, text, "day,amount\n" + rows)
    found = measures.on("m", day("2026-08-20"))
    assert (value(found), bool(found.why)) == ("-", True)
    assert value(measures.reading("m", QUARTER)) == "-"


@pytest.mark.parametrize("cell", ["NaN", "-Infinity", "-", "N/A"])
def test_what_is_no_value_is_not_counted(tmp_path: Path, cell: str) -> None:
    text = """metric c { from s  take count of amount }  metric d { from s  take distinct amount }
    metric e { from s  take count of name }  metric f { from s  take distinct name }  metric g { from s  take count }"""
    measures = over(tmp_path, text, f"day,amount,name\n2026-08-01,{cell},{cell}\n2026-08-02,1,a\n")
    assert [value(measures.reading(m, QUARTER)) for m in "cdefg"] == ["-", "-", "-", "-", "2"]


@pytest.mark.parametrize("take", ["sum", "mean", "max", "p90", "first", "distinct", "count"])
def test_an_empty_cell_is_a_missing_value_and_not_left_out(tmp_path: Path, take: str) -> None:
    rows = "day,kind,amount\n2026-08-01,a,5\n2026-08-01,a,\n2026-08-01,b,5\n"
    taken = {"distinct": "distinct amount", "count": "count of amount"}.get(take, take)
    text = f"""metric m {{ from s  take {taken} }}  metric n {{ from s where kind = "b"  take {taken} }}
    metric p {{ from s where amount is present  take {taken} }}  metric c {{ from s  take count }}"""
    measures = over(tmp_path, text, rows)
    found = measures.reading("m", QUARTER)
    assert (found.value, found.why) == (None, ("row 3 of `rows.csv`: column `amount`: the row has no value in it",))
    assert all(measures.reading(m, QUARTER).value for m in "npc")
    assert [(p.name, p.row) for p in measures.problems] == [("value-missing", 3)]


# --- sources and origins ---------------------------------------------------------------------------------------------


def test_a_reading_says_where_it_comes_from(tmp_path: Path) -> None:
    rows = "day,name,amount\n2026-07-01,a,1\n2026-07-02,b,2\n2026-08-03,a,4\n"
    measures = over(tmp_path, 'metric m { from s where name = "a"  take sum of amount }', rows)
    found = measures.reading("m", QUARTER)
    assert (found.rows, found.first, found.last) == (2, day("2026-07-01"), day("2026-08-03"))
    origin = found.origin
    assert origin
    assert (origin.source, origin.path, origin.filter) == ("s", "rows.csv", 'name = "a"')
    assert (origin.first_row, origin.last_row) == (2, 4)
    assert origin.query == 'sum of amount in s where name = "a", 2026-07-01 to 2026-08-20'
    (source,) = measures.inputs
    assert (source.path, source.sha256, source.rows) == ("rows.csv", hashlib.sha256(rows.encode()).hexdigest(), 3)


def database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("create table tickets (day text, minutes real)")
        connection.execute("insert into tickets values ('2026-08-01', 0.1), ('2026-08-02', 0.2)")
    connection.close()


TICKETS = """source t { database env "DB"  table "tickets"  date column day  value column minutes }
metric m { from t  take sum }"""


@pytest.mark.parametrize(
    "address", ["data/t.db", "sqlite:///data/t.db", "{root}/data/t.db", "sqlite:///{root}/data/t.db"]
)
def test_the_environment_may_say_where_a_database_is(tmp_path: Path, address: str) -> None:
    (tmp_path / "data").mkdir()
    database(tmp_path / "data/t.db")
    measures = measured(tmp_path, TICKETS, environment={"DB": address.format(root=tmp_path)})
    assert value(measures.on("m", day("2026-08-20"))) == "0.3"
    assert [i.path for i in measures.inputs] == ["env DB"]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        (None, "`DB` is not set in the environment, and holds the address of `t`"),
        ("postgres://me:s3cret@host/db", "the database of `t` is none that can be read: so far, only SQLite files can"),
        ("/etc/s3cret", "the address in `DB` lies outside the workspace"),
        ("../s3cret.db", "the address in `DB` lies outside the workspace"),
        ("s3cret.db", "the address in `DB` does not exist"),
    ],
)
def test_a_database_that_cannot_be_reached_is_said_without_its_address(
    tmp_path: Path, address: str | None, message: str
) -> None:
    measures = measured(tmp_path, TICKETS, environment={"DB": address} if address else {})
    (problem,) = measures.problems
    assert (problem.message, problem.unreadable) == (message, True)
    assert measures.on("m", day("2026-08-20")).why == (message,)
    assert "s3cret" not in repr((measures.problems, measures.on("m", day("2026-08-20"))))


def test_a_source_that_no_measure_asks_for_is_not_read(tmp_path: Path) -> None:
    assert measured(tmp_path, SOURCE).problems == ()


def test_an_unknown_id_is_no_measure(tmp_path: Path) -> None:
    found = measured(tmp_path, "").on("nothing", day("2026-08-20"))
    assert found.why == ("`nothing` is no measure",)


def test_what_rests_on_what_could_not_be_read_says_so(tmp_path: Path) -> None:
    text = """metric m { from s  take sum  updated every month }  metric worst { from m  take max }
    metric twice { formula 2 * worst }"""
    measures = over(tmp_path, text, "day,amount\n2026-06-01,4\n2026-07-01,many\n")
    why = ("row 3 of `rows.csv`: column `amount`: `many` is not a number",)
    assert [measures.on(metric, day("2026-08-20")).why for metric in ("m", "worst", "twice")] == [why, why, why]
    assert value(measures.on("worst", day("2026-07-20"))) == "4"


def test_a_filter_of_no_column_is_a_filter_still(tmp_path: Path) -> None:
    text = "metric m { from s where 1 = 1  take share where 2 > 3 }  metric n { from s where 1 = 2  take count }"
    measures = over(tmp_path, text, "day,amount\n2026-08-01,4\n")
    assert [value(measures.on(metric, day("2026-08-20"))) for metric in "mn"] == ["0", "-"]


def test_a_formula_has_a_value_of_a_month_whose_operands_came_on_different_days(tmp_path: Path) -> None:
    rows = "day,name,amount\n2026-06-05,a,6\n2026-06-07,b,3\n2026-07-05,a,8\n2026-07-31,b,2\n2026-08-01,a,1\n"
    text = """metric a { from s where name = "a"  take sum  updated every month }
    metric b { from s where name = "b"  take sum  updated every month }  metric f { formula a / b }"""
    measures = over(tmp_path, text, rows)
    assert [(str(o.period), value(o.reading)) for o in measures.series("f", day("2026-08-20"))] == [
        ("2026-06", "2"),
        ("2026-07", "4"),
    ]
    assert measures.last("f", day("2026-08-20")) == day("2026-07-31")  # only then all of it had been measured
    assert measures.last("f", day("2026-06-06")) is None
    assert measures.answers("f")


SEEDED = """
import sys
from pathlib import Path
sys.path[:0] = [{here!r}, {root!r}]
from measured import day, workspace
from okrlang.measure.measures import measure
words = Path("goals.okr").read_text()
found = workspace(words)
measures = measure(found, Path("."), day("2026-08-20"), {{}})
print(measures.problems, measures.inputs)
for metric in found.metrics:
    for member in (None, *measures.members(metric.id, day("2026-08-20"))):
        print(measures.on(metric.id, day("2026-08-20"), member), measures.series(metric.id, day("2026-08-20"), member))
"""


def test_the_same_data_gives_the_same_words_under_any_hash_seed(tmp_path: Path) -> None:
    lines = "".join(f"2026-08-{n + 1:02},{'abc'[n % 3]},r{n % 4},{n if n % 7 else 'x'}\n" for n in range(20))
    (tmp_path / "rows.csv").write_text("day,name,region,amount\n" + lines)
    text = 'metric m { from s  take sum  split by region in ["r1", "r2"] }  metric d { from s  take distinct name }'
    text += ' metric a { from s where name = "a"  take p95  split by region }  metric f { formula m / d }'
    (tmp_path / "goals.okr").write_text(SOURCE + text + "metric none { from s  take sum of amuont }")
    here = Path(__file__).parent
    script = SEEDED.format(here=str(here), root=str(here.parent))
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(said) == 1
    assert "has no column `amuont`; the nearest is `amount`" in said.pop()

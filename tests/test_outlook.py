"""The outlook of goals: charts of what is measured, assurance against targets and bands, and projections to due."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring import goal, scored

from okrlang.model.workspace import KeyResult, Kpi
from okrlang.score.processes import Chart
from okrlang.score.projections import Projection
from okrlang.score.scores import Scores

MONTHS = [(year, month) for year in (2025, 2026) for month in range(1, 13)]


def metric(values: str, more: str = "better lower") -> str:
    """A monthly metric `pages` with a value on the first day of each month from 2025 on."""
    points = " ".join(
        f"{year}-{month:02}-01 {value}" for (year, month), value in zip(MONTHS, values.split(), strict=False)
    )
    return f'metric pages "Pages" {{ unit pages {more} updated every month values {{ {points} }} }}\n'


def chart_of(scores: Scores, kind: str = "key_result", id: str = "o.k", on: date | None = None) -> Chart | str:
    found = scores.workspace.find(kind, id)
    assert isinstance(found, KeyResult | Kpi)
    return scores.chart(found, on)


def assured(scores: Scores, kind: str = "key_result", id: str = "o.k") -> str | None:
    found = scores.workspace.find(kind, id)
    assert isinstance(found, KeyResult | Kpi)
    return scores.assurance(found)[0]


def projected(scores: Scores) -> Projection | str:
    found = scores.workspace.find("key_result", "o.k")
    assert isinstance(found, KeyResult)
    return scores.projection(found)


def chance(scores: Scores) -> Decimal | str:
    found = scores.workspace.find("key_result", "o.k")
    assert isinstance(found, KeyResult)
    return scores.chance(found)


WHEELERS = "58 57 69 62 66 58 66 52 67 51 51 60"
# The eleven published values have the mean 59.7 and limits 37.1 and 82.3 (see test_behaviour); the twelfth, 60, makes
# the mean 717/12 = 59.75 and the mean range 94/11, so the limits are 59.75 ± 2.66 · 94/11 = 59.75 ± 22.7309….


def test_the_limits_of_what_measures_a_key_result() -> None:
    scores = scored(metric(WHEELERS) + goal("metric pages from 60 to 40"), "2026-07-10")
    chart = chart_of(scores)
    assert isinstance(chart, Chart)
    assert chart.rules == "wheeler"
    assert chart.natural.centre.value == Decimal("59.75")
    assert round(chart.natural.lower.value, 4) == Decimal("37.0191")
    assert round(chart.natural.upper.value, 4) == Decimal("82.4809")
    assert not chart.natural.trial
    assert [point.at for point in chart.points][:2] == [date(2025, 1, 31), date(2025, 2, 28)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("from 60 to 40", "chance"),
        ("from 60 to 30", "misses"),
        ("from 90 to 85", "reaches"),
        ("at most 85", "reaches"),
        ("at most 60", "chance"),
        ("at most 30", "misses"),
        ("between 30 and 90", "reaches"),
        ("between 50 and 70", "chance"),
        ("between 10 and 20", "misses"),
        ("keep at most 85 in every month", "reaches"),
    ],
)
def test_whether_a_process_as_it_runs_hits_its_target(body: str, expected: str) -> None:
    assert assured(scored(metric(WHEELERS) + goal(f"metric pages {body}"), "2026-07-10")) == expected


def test_a_target_nobody_has_settled_has_no_assurance() -> None:
    scores = scored(metric(WHEELERS) + goal("metric pages at most tbd"), "2026-07-10")
    assert assured(scores) is None


def test_a_kpi_is_charted_by_its_own_rule_set_and_held_to_green() -> None:
    kpi = 'kpi load "Load" { owner "Lead" metric pages green at most 85 pages amber at most 95 pages chart nhs }\n'
    scores = scored(metric(WHEELERS) + kpi + goal("metric pages from 60 to 40"), "2026-07-10")
    chart = chart_of(scores, "kpi", "load")
    assert isinstance(chart, Chart)
    assert chart.rules == "nhs"
    assert assured(scores, "kpi", "load") == "reaches"
    beside = chart_of(scores)
    assert isinstance(beside, Chart)
    assert beside.rules == "nhs"


def test_a_new_baseline_begins_new_limits() -> None:
    rebased = metric(f"{WHEELERS} 20 21 20 21 20 21", 'better lower rebase on 2026-01-01 because "New rota"')
    chart = chart_of(scored(rebased + goal("metric pages from 60 to 10"), "2026-07-10"))
    assert isinstance(chart, Chart)
    # Six values, mean 20.5, ranges all 1: the limits are 20.5 ± 2.66, on trial.
    assert (chart.natural.lower.value, chart.natural.upper.value) == (Decimal("17.84"), Decimal("23.16"))
    assert chart.natural.trial
    assert chart.points[0].natural is not None
    assert chart.points[0].natural.centre.value == Decimal("59.75")


def test_limits_as_they_were_do_not_know_what_came_later() -> None:
    scores = scored(metric(f"{WHEELERS} 20 21 20 21 20 21") + goal("metric pages from 60 to 10"), "2026-07-10")
    then = chart_of(scores, on=date(2025, 12, 31))
    assert isinstance(then, Chart)
    assert then.natural.centre.value == Decimal("59.75")


def test_fewer_than_six_values_have_no_limits() -> None:
    scores = scored(metric("1 2 3 4 5") + goal("metric pages from 60 to 10"), "2026-07-10")
    assert chart_of(scores) == "`pages` has 5 values, limits need 6"


def test_a_milestone_has_no_chart() -> None:
    assert chart_of(scored(goal("done 2026-07-20"), "2026-07-21")) == "it is not measured by figures"


def test_signals_say_which_way_they_point() -> None:
    # Eleven tens and a 40: the mean is 12.5 and the mean range 30/11, so the upper limit is 19.75.
    high = "10 " * 11 + "40"
    for better, signal in (("better lower", "concern"), ("better higher", "improvement"), ("", "change")):
        chart = chart_of(scored(metric(high, better) + goal("metric pages between 1 and 90"), "2026-07-10"))
        assert isinstance(chart, Chart)
        assert chart.points[-1].signal == signal


# --- projections -----------------------------------------------------------------------------------------------------


def test_a_straight_line_goes_on() -> None:
    # 100, 98, 96 … a month; on 2026-06-30 it is 100 − 2·17 = 66 by the ends of months of unequal length, near enough
    # that by 2026-09-30, three months on, it is 60 within one.
    falling = " ".join(str(100 - 2 * month) for month in range(18))
    ahead = projected(scored(metric(falling) + goal("metric pages from 66 to 40"), "2026-07-10"))
    assert isinstance(ahead, Projection)
    assert ahead.at == date(2026, 9, 30)
    assert abs(ahead.value.value - 60) < 1
    assert ahead.low.value <= ahead.value.value <= ahead.high.value
    assert ahead.values == 12
    found = chance(scored(metric(falling) + goal("metric pages from 66 to 40"), "2026-07-10"))
    assert isinstance(found, Decimal)
    assert found < Decimal("0.05")


def test_a_projection_stays_in_the_natural_range() -> None:
    falling = " ".join(str(34 - 2 * month) for month in range(18))
    near = metric(falling, "better lower range 0 pages to 100 pages")
    ahead = projected(scored(near + goal("metric pages from 34 to 0"), "2026-07-10"))
    assert isinstance(ahead, Projection)
    assert ahead.value.value == 0
    assert ahead.low.value == 0


@pytest.mark.parametrize(
    ("body", "on", "why"),
    [
        ("metric pages from 60 to 10", "2026-10-01", "its due day is over"),
        ("metric pages from 60 to 10 due tbd", "2026-07-10", "its due day is not known yet"),
        ("done 2026-07-20", "2026-07-10", "only a number of the whole is projected: a change, or a bound to reach"),
        ("metric pages from 60 to 10", "2025-03-10", "there are 2 values, it takes 5"),
    ],
)
def test_a_projection_is_refused_with_its_reason(body: str, on: str, why: str) -> None:
    assert projected(scored(metric(WHEELERS) + goal(body), on)) == why


def test_what_comes_together_is_projected_from_the_cycle_to_date() -> None:
    # 10 a week, summed over the cycle to date: 10, 20, 30 … by the ends of the weeks; due on the 92nd day.
    points = " ".join(f"{date.fromordinal(date(2026, 7, 6).toordinal() + 7 * week)} 10" for week in range(8))
    weekly = f'metric pages "Pages" {{ unit pages take sum better higher updated every week values {{ {points} }} }}\n'
    ahead = projected(scored(weekly + goal("metric pages at least 120"), "2026-08-31"))
    assert isinstance(ahead, Projection)
    # A line of 10 pages a 7 days through 10 on 2026-07-12: on 2026-09-30, 80 days on, 10 + 800/7 = 124.29.
    assert round(ahead.value.value, 2) == Decimal("124.29")


# --- signal since it began, and what uses up a budget ------------------------------------------------------------------


def found_of(scores: Scores) -> KeyResult:
    found = scores.workspace.find("key_result", "o.k")
    assert isinstance(found, KeyResult)
    return found


def test_the_latest_value_is_held_against_the_limits_of_before() -> None:
    # Before July 2026: twelve values, limits 37.0 and 82.5 as above, then six of 60. July is 55, or 20.
    steady = f"{WHEELERS} 60 60 60 60 60 60"
    for july, expected in (("55", "none"), ("10", "improvement"), ("99", "concern")):
        scores = scored(metric(f"{steady} {july}") + goal("metric pages from 60 to 10"), "2026-08-10")
        said = scores.signal(found_of(scores))
        assert not isinstance(said, str)
        assert (said.signal, said.at) == (expected, date(2026, 7, 31))


def test_nothing_is_a_signal_before_there_is_a_value() -> None:
    scores = scored(metric(WHEELERS) + goal("metric pages from 60 to 10"), "2026-07-10")
    assert scores.signal(found_of(scores)) == "`pages` has had no value since 2026-07-01"
    few = scored(
        metric("1 2 3 4 5 6 7", "rebase on 2025-05-01 because 'x'".replace("'", '"')) + goal("done 2026-07-20"),
        "2026-07-10",
    )
    assert isinstance(few.signal(found_of(few)), str)


def weeks(*values: int, on: str, body: str = "keep at least 95 in 90% of weeks") -> Scores:
    """Thirteen weeks from Monday, 2026-01-05 on, with so many of them measured."""
    points = " ".join(f"{date.fromordinal(date(2026, 1, 11).toordinal() + 7 * n)} {v}" for n, v in enumerate(values))
    text = f'metric m "M" {{ unit points better higher updated every week values {{ {points} }} }}\n'
    text += 'cycle winter "W" { from 2026-01-05 to 2026-04-05 }\n'
    return scored(text + goal(f"metric m {body}").replace("2026-Q3", "winter"), on)


def test_a_keep_that_missed_two_of_its_first_three_weeks() -> None:
    scores = weeks(94, 96, 93, on="2026-01-25")
    found = scores.burn(found_of(scores))
    assert not isinstance(found, str)
    # 10% of 13 weeks are 1.3; 2 / 1.3 is 154%. At 2 in 21 days, 1.3 are gone after 13.65 days: on the 14th.
    assert found.budget.allowed == Fraction(13, 10)
    assert round(found.budget.spent or 0, 2) == Fraction(154, 100)
    assert found.exhausted_on == date(2026, 1, 18)
    assert (found.period, found.ended, found.ahead) == ("week", 3, 10)
    assert scores.key_result("o.k").status == "missed"


def test_a_budget_that_lasts_has_no_last_day() -> None:
    # One miss in twelve weeks: 1.3 would be gone after 15.6 weeks, and there are thirteen. None missed: never.
    for values in ((94, *[96] * 11), [96] * 12):
        scores = weeks(*values, on="2026-03-29")
        found = scores.burn(found_of(scores))
        assert not isinstance(found, str)
        assert found.exhausted_on is None


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("keep at least 95", "every period counts, none may be missed"),
        ("at least 95", "only a keep has a budget of periods that may be missed"),
    ],
)
def test_what_has_no_budget_says_why(body: str, why: str) -> None:
    scores = weeks(94, on="2026-01-25", body=body)
    assert scores.burn(found_of(scores)) == why


# --- back-tests --------------------------------------------------------------------------------------------------------


def test_a_target_is_held_against_the_spans_before() -> None:
    # Quarters end with 69, 58, 67, 60 in 2025 and 20, 21 in 2026: at most 60 held at the end of four of these six.
    text = metric("58 57 69 62 66 58 66 52 67 51 51 60 20 21 20 21 20 21")
    found = scored(text + goal("metric pages at most 60"), "2026-07-10")
    tested = found.back_test(found_of(found))
    assert (tested.periods, tested.met_share and round(tested.met_share * 6)) == (6, 4)


def test_a_keep_is_held_against_whole_spans_only() -> None:
    # Every month at most 60: of the quarters 58 57 69, 62 66 58, 66 52 67, 51 51 60 only the last; figures begin in
    # February, so that the first quarter is told by half.
    text = metric("58 57 69 62 66 58 66 52 67 51 51 60").replace("2025-01-01 58 ", "")
    found = scored(
        text + goal("metric pages keep at most 60 in every month").replace("2026-Q3", "2026-Q1"), "2026-01-10"
    )
    tested = found.back_test(found_of(found))
    assert (tested.periods, tested.met_share and round(tested.met_share * 3)) == (3, 1)


def test_a_threshold_is_held_against_each_period() -> None:
    kpi = 'kpi load "Load" { owner "Lead" metric pages green at most 58 pages amber at most 66 pages }\n'
    scores = scored(metric(WHEELERS) + kpi + goal("done 2026-07-20"), "2026-07-10")
    watched = scores.workspace.find("kpi", "load")
    assert isinstance(watched, Kpi)
    tested = scores.back_test(watched)
    # 58 57 58 52 51 51 are green; 69 62 66 66 67 60 are not.
    assert (tested.periods, tested.fired_share) == (12, Decimal("0.5"))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("done 2026-07-20", "only what is asked of figures can be held against the past"),
        ("metric pages at most 60 due tbd", "its due day is not known yet"),
        ("at most 60", "nothing was measured in a span as long as its own before 2026-07-01"),
    ],
)
def test_a_back_test_says_why_there_is_none(body: str, why: str) -> None:
    scores = scored(metric(WHEELERS) + goal(body), "2026-07-10")
    assert scores.back_test(found_of(scores)).why == why


def test_what_adds_up_has_no_assurance_and_what_is_counted_is_never_below_nothing() -> None:
    weekly = metric(WHEELERS, "take sum better lower")
    assert assured(scored(weekly + goal("metric pages at most 200"), "2026-07-10")) is None


# --- a projection is no reading ----------------------------------------------------------------------------------------


@given(
    st.lists(st.integers(0, 90), min_size=0, max_size=20),
    st.sampled_from(["from 60 to 40", "at most 50", "down 5 pages"]),
)
@settings(max_examples=40, deadline=None)
def test_nothing_that_is_said_of_the_outlook_changes_where_a_goal_stands(values: list[int], body: str) -> None:
    kpi = 'kpi load "Load" { owner "Lead" metric pages green at most 58 pages amber at most 66 pages }\n'
    text = metric(" ".join(map(str, values)) or "1") + kpi + goal(f"metric pages {body}")
    plain, asked = scored(text, "2026-08-10"), scored(text, "2026-08-10")
    found, watched = found_of(asked), asked.workspace.find("kpi", "load")
    assert isinstance(watched, Kpi)
    for question in (asked.chart, asked.limits, asked.assurance, asked.projection, asked.chance, asked.signal):
        question(found)
    asked.back_test(found)
    asked.back_test(watched)
    asked.chart(watched)
    assert plain.key_result("o.k") == asked.key_result("o.k")
    assert plain.objective("o") == asked.objective("o")
    assert plain.kpi("load") == asked.kpi("load")


@given(
    st.lists(st.integers(40, 80), min_size=1, max_size=20),
    st.sampled_from(["", "lasting 40 days", "samples at least 5", "lasting 2 months samples at least 3"]),
    st.integers(0, 700),
)
@settings(max_examples=60, deadline=None)
def test_a_level_on_its_own_is_that_of_the_whole_score(values: list[int], more: str, days: int) -> None:
    kpi = f'kpi load "Load" {{ owner "Lead" metric pages green at most 58 pages amber at most 66 pages {more} }}\n'
    scores = scored(metric(" ".join(map(str, values)), "grace 9 days") + kpi, "2026-12-31")
    watched, day = scores.workspace.find("kpi", "load"), date.fromordinal(date(2025, 1, 15).toordinal() + days)
    assert isinstance(watched, Kpi)
    assert scores.levels.counting(watched, day) == scores.kpi("load", day).level


def test_where_the_two_lines_disagree_there_is_no_chance() -> None:
    # Ten tens and then 100 and 110: the median of the slopes stays near nothing, least squares rises far above 40.
    jump = metric("10 11 " * 5 + "10 100 110", "better higher")
    scores = scored(jump + goal("metric pages from 10 to 60"), "2026-07-10")
    found = scores.workspace.find("key_result", "o.k")
    assert isinstance(found, KeyResult)
    ahead = scores.projection(found)
    assert isinstance(ahead, Projection)
    assert ahead.value.value < 60
    assert (
        scores.chance(found) == "the two lines that are drawn through its values lead to different sides of the target"
    )

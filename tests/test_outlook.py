"""The outlook of goals: charts of what is measured, assurance against targets and bands, and projections to due."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from okrlang.model.workspace import KeyResult, Kpi
from okrlang.score.processes import Chart
from okrlang.score.projections import Projection
from okrlang.score.scores import Scores
from tests.scoring import goal, scored

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

"""Forecasts: lines, bounds and chances against published vectors, scipy and statsmodels."""

from __future__ import annotations

from fractions import Fraction

import numpy
import pytest
import statsmodels.api as statsmodels
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from okrlang.score.forecast import LEAST, Points, fitted, forecast, least_squares, theil_sen

PUBLISHED = [(0, Fraction(0)), (7, Fraction(10)), (14, Fraction(12))]


def chance(points: Points, day: int, target: Fraction, higher: bool) -> Fraction | None:
    fit = fitted(points)
    return fit.chance(day, target, higher) if fit else None


def on(points: Points, day: int) -> tuple[Fraction, Fraction]:
    sturdy, plain = theil_sen(points), least_squares(points)
    assert sturdy
    assert plain
    return sturdy.on(day), plain.on(day)


def test_the_two_lines_of_a_published_series() -> None:
    # The slopes of the pairs are 10/7, 12/14 and 2/7, the middle one 6/7; 84 days of that are 72.
    # Least squares: the slope is (7·12 − 7·0)/98 = 6/7 as well, through the mean 22/3 on day 7: 22/3 + 77·6/7 = 220/3.
    assert on(PUBLISHED, 84) == (Fraction(72), Fraction(220, 3))


def test_one_odd_value_does_not_turn_the_sturdy_line() -> None:
    straight = [(day, Fraction(2 * day)) for day in range(9)]
    odd = [*straight[:4], (4, Fraction(400)), *straight[5:]]
    sturdy, straight_line = on(odd, 20)
    assert sturdy == 40
    assert straight_line > 80


def test_too_little_gives_no_forecast() -> None:
    four = [(day, Fraction(day * day)) for day in range(4)]
    assert forecast(four, 9) is None
    assert chance(four, 9, Fraction(1), higher=True) is None
    same_day = [(1, Fraction(value)) for value in range(9)]
    assert forecast(same_day, 9) is None
    assert theil_sen(same_day) is None
    assert least_squares(same_day) is None


def test_values_on_a_line_have_bounds_and_no_chance() -> None:
    straight = [(day, Fraction(3 * day)) for day in range(8)]
    ahead = forecast(straight, 10)
    assert ahead
    assert {ahead.low, ahead.value, ahead.high} == {Fraction(30)}
    assert chance(straight, 10, Fraction(29), higher=True) is None


values = st.integers(-1000, 1000).map(Fraction)
drawn = st.lists(st.tuples(st.integers(0, 120), values), min_size=LEAST, max_size=25, unique_by=lambda p: p[0])


@given(drawn, st.integers(0, 240))
def test_the_lines_are_those_of_scipy(points: list[tuple[int, Fraction]], day: int) -> None:
    days, heights = [x for x, _ in points], [float(y) for _, y in points]
    robust = stats.theilslopes(heights, days, method="joint")
    plain = stats.linregress(days, heights)
    sturdy, straight_line = on(points, day)
    assert float(sturdy) == pytest.approx(robust.intercept + robust.slope * day, abs=1e-6)
    assert float(straight_line) == pytest.approx(plain.intercept + plain.slope * day, abs=1e-6)


@given(drawn, st.integers(0, 240), values, st.booleans())
def test_bounds_and_chance_are_those_of_statsmodels(
    points: list[tuple[int, Fraction]], day: int, target: Fraction, higher: bool
) -> None:
    days, heights = [x for x, _ in points], [float(y) for _, y in points]
    model = statsmodels.OLS(heights, statsmodels.add_constant(days)).fit()
    ahead = model.get_prediction(numpy.array([[1.0, float(day)]]))
    error, mean = ahead.se_obs[0], ahead.predicted_mean[0]
    found = forecast(points, day)
    assert found is not None
    if error < 1e-6:
        return
    low, high = ahead.conf_int(obs=True, alpha=0.05)[0]
    assert float(found.low) == pytest.approx(min(low, float(found.value)), rel=1e-6, abs=1e-4)
    assert float(found.high) == pytest.approx(max(high, float(found.value)), rel=1e-6, abs=1e-4)
    beyond = stats.t.sf((float(target) - mean) / error, len(points) - 2)
    expected = beyond if higher else 1 - beyond
    told = chance(points, day, target, higher=higher)
    assert told is not None
    assert float(told) == pytest.approx(expected, abs=6e-5)


@given(drawn, st.integers(0, 240), values, st.booleans())
def test_a_better_target_is_less_likely(
    points: list[tuple[int, Fraction]], day: int, target: Fraction, higher: bool
) -> None:
    step = 10 if higher else -10
    easy = chance(points, day, target, higher=higher)
    hard = chance(points, day, target + step, higher=higher)
    assert (easy is None) == (hard is None)
    assert easy is None or hard is None or hard <= easy

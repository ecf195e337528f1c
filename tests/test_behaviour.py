"""Process behaviour charts: limits and signals against published charts, and the laws of the rule sets."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrlang.score.behaviour import NHS, WHEELER, Limits, Range, Rules, assurance, chart, limits
from okrlang.syntax.frozen import altered

DATA = Path(__file__).parent.parent / "samples/emergency/data"
WHEELERS = "58 57 69 62 66 58 66 52 67 51 51"
OUTLIER = "1 2 1 2 10 1 2 1 2 1 2 1 2 1 2 1 2 1"


def numbers(text: str) -> list[Fraction]:
    return [Fraction(word) for word in text.split()]


def found(values: list[Fraction], rules: Rules, natural: Range = (None, None)) -> Limits:
    result = limits(values, rules, natural)
    assert result is not None
    return result


def close(value: Fraction, published: str) -> bool:
    """Whether a value is a published one, to its last digit or to the last bit of a binary number."""
    digits, stated = len(published.partition(".")[2]), Fraction(published)
    return abs(value - stated) <= max(Fraction(1, 2 * 10**digits), abs(stated) / 2**52)


def marks(values: list[Fraction], rules: Rules, better: int = 1, begins: tuple[int, ...] = ()) -> str:
    """A chart as signs: `I` an improvement, `C` a concern, `.` noise."""
    points = chart(values, rules, begins=begins)
    return "".join("." if not p.signal else "I" if p.side == better else "C" for p in points)


def of_england(what: str) -> list[Fraction]:
    """The months of all departments of England (source and licence: the sample's README)."""
    with (DATA / "england.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    months = sorted({row["month"] for row in rows})
    return [sum((Fraction(row[what]) for row in rows if row["month"] == month), Fraction(0)) for month in months]


def of_trust(trust: str, what: str, before: str = "9999") -> list[Fraction]:
    """The months of the major departments of a trust."""
    with (DATA / "trusts.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["trust"] == trust and row["department"] == "1"]
    return [Fraction(row[what]) for row in sorted(rows, key=lambda row: row["month"]) if row["month"] < before]


# --- limits ----------------------------------------------------------------------------------------------------------


def test_the_limits_of_a_published_series() -> None:
    # 657 / 11 = 59.727; the ten ranges are 1 12 7 4 8 8 14 15 16 0, so their mean is 8.5; 2.66 × 8.5 = 22.61.
    of = found(numbers(WHEELERS), WHEELER)
    assert of.centre == Fraction(657, 11)
    assert (of.upper - of.centre, of.centre - of.lower) == (Fraction("22.61"), Fraction("22.61"))
    assert of.range_limit == Fraction("3.268") * Fraction("8.5")
    assert of.trial


def test_a_screened_chart_leaves_out_unusual_ranges_once() -> None:
    screened = found(numbers(OUTLIER), NHS)
    assert close(screened.upper, "4.604444")
    assert close(screened.centre, "1.944444")
    assert close(screened.lower, "-0.715556")
    raw = found(numbers(OUTLIER), altered(NHS, screened=False))
    assert close(raw.upper, "6.951503")
    assert close(raw.lower, "-3.062614")


def test_limits_are_held_to_the_natural_range() -> None:
    held = found(numbers(OUTLIER), NHS, (Fraction(0), Fraction(4)))
    assert (held.lower, held.upper) == (Fraction(0), Fraction(4))
    assert close(held.reach, "2.66")


def test_six_points_have_trial_limits_and_twelve_settled_ones() -> None:
    assert limits(numbers("1 2 3 1 2"), WHEELER) is None
    assert found(numbers("1 2 3 1 2 3"), WHEELER).trial
    assert found(numbers("1 2 3 1 2 3 1 2 3 1 2"), WHEELER).trial
    assert not found(numbers("1 2 3 1 2 3 1 2 3 1 2 3"), WHEELER).trial


# --- published charts ------------------------------------------------------------------------------------------------


def test_attendances_in_england() -> None:
    of = found(of_england("attendances"), NHS)
    assert close(of.centre, "2000538.9444444445")
    assert close(of.lower, "1731844.3644444444")
    assert close(of.upper, "2269233.5244444446")
    assert marks(of_england("attendances"), NHS) == "." * 36


def test_attendances_in_england_with_a_new_baseline() -> None:
    points = chart(of_england("attendances"), NHS, begins=(12,))
    first, second = points[0].limits, points[12].limits
    assert first
    assert second
    assert close(first.lower, "1639947.374848485")
    assert close(first.upper, "2253769.4584848485")
    assert close(second.centre, "2027379.2083333333")
    assert close(second.lower, "1772921.0639855072")
    assert close(second.upper, "2281837.3526811595")
    assert not any(point.signal for point in points)


def test_the_four_hour_performance_of_england() -> None:
    pairs = zip(of_england("breaches"), of_england("attendances"), strict=True)
    performance = [1 - breaches / attendances for breaches, attendances in pairs]
    of = found(performance, NHS)
    assert close(of.centre, "0.8847056829421236")
    assert close(of.lower, "0.8604472128746817")
    assert close(of.upper, "0.9089641530095655")
    assert marks(performance, NHS) == "IIIIIII..C.IIIIIIIIICCCCIIIIIII..CC."
    assert assurance(of, Fraction("0.95"), None) == "misses"


@pytest.mark.parametrize(
    ("trust", "what", "before", "better", "expected"),
    [
        ("RL4", "attendances", "9999", 1, "....CCCCCCC........................."),
        ("RQM", "breaches", "2018-04", -1, ".II.....CC.............."),
        ("RRK", "breaches", "2018-04", -1, ".........CIIIIIIII......"),
    ],
)
def test_published_charts_of_trusts(trust: str, what: str, before: str, better: int, expected: str) -> None:
    assert marks(of_trust(trust, what, before), NHS, better) == expected


def test_a_target_that_is_now_and_then_hit_by_chance() -> None:
    of = found(of_trust("RQM", "breaches", "2018-04"), NHS)
    assert [close(value, text) for value, text in ((of.lower, "740.4"), (of.centre, "1545.2"), (of.upper, "2349.9"))]
    assert assurance(of, None, Fraction(1200)) == "chance"


# --- the rules -------------------------------------------------------------------------------------------------------


def test_seven_on_one_side_are_a_signal_and_six_are_none() -> None:
    # The mean is 0 in each, and the one large step puts the last value alone beyond a limit.
    unscreened = altered(NHS, screened=False)
    assert marks(numbers("1 1 1 1 1 1 -6"), unscreened) == "......C"
    assert marks(numbers("1 1 1 1 1 1 1 -7"), unscreened) == "IIIIIIIC"
    assert marks(numbers("1 1 1 1 1 1 1 -7"), WHEELER) == ".......C"
    assert marks(numbers("1 1 1 1 1 1 1 1 -8"), WHEELER) == "IIIIIIIIC"


def test_a_tie_breaks_a_trend() -> None:
    # Of 1 … 7 the centre is 4 and the limits are 2.66 from it, so that 1 and 7 lie beyond them with or without a trend.
    trend = altered(NHS, run=99, close=(99, 99), screened=False)
    assert marks(numbers("1 2 3 4 5 6 7"), trend) == "CCCCIII"
    assert marks(numbers("1 2 3 4 5 6 7"), altered(trend, trend=0)) == "C.....I"
    assert marks(numbers("1 2 3 3 4 5 6"), trend) == "C.....I"


def test_three_of_four_near_a_limit() -> None:
    # The mean is 0; the ranges 4 4 4 4 0 4 4 4 6 are 34/9 on average, so the limits lie 10.049 away, and half of that
    # is 5.024: a five is just not near. Where the zone begins at 0.49 of the way, 4.924, it is.
    values = numbers("5 1 5 1 5 5 1 -3 -7 -13")
    assert marks(values, WHEELER)[:6] == "......"
    assert marks(values, altered(WHEELER, zone=Fraction("0.49")))[:6] == "..I.II"


def test_two_of_three_near_a_limit_need_the_third_on_their_side() -> None:
    # Both have the mean 0. The mean ranges are 16/7 and 20/7: two thirds of the way to the limits are 4.05 and 5.07.
    assert marks(numbers("6 6 1 -1 -3 -4 -5 0"), NHS) == "II......"
    assert marks(numbers("6 6 -1 1 -3 -4 -5 0"), NHS) == "........"


def test_a_target_on_a_limit_is_met_by_chance() -> None:
    of = Limits(Fraction(5), Fraction(3), Fraction(7), Fraction(2), Fraction(2), trial=False)
    at_least = {target: assurance(of, Fraction(target), None) for target in (2, 3, 7, 8)}
    assert at_least == {2: "reaches", 3: "chance", 7: "chance", 8: "misses"}
    at_most = {target: assurance(of, None, Fraction(target)) for target in (2, 3, 7, 8)}
    assert at_most == {2: "misses", 3: "chance", 7: "chance", 8: "reaches"}


def test_a_band_is_reached_where_both_limits_lie_inside() -> None:
    of = Limits(Fraction(5), Fraction(3), Fraction(7), Fraction(2), Fraction(2), trial=False)
    bands = {(2, 8): "reaches", (3, 8): "chance", (4, 6): "chance", (0, 2): "misses", (8, 9): "misses"}
    assert {band: assurance(of, *map(Fraction, band)) for band in bands} == bands


series = st.lists(st.integers(-50, 50).map(Fraction), min_size=6, max_size=40)
sets = st.sampled_from((WHEELER, NHS))


@given(series, sets, st.integers(1, 1000), st.integers(-1000, 1000))
def test_a_change_of_unit_changes_no_signal(values: list[Fraction], rules: Rules, factor: int, shift: int) -> None:
    other = [value * Fraction(factor, 7) + shift for value in values]
    assert marks(values, rules) == marks(other, rules)


@given(series, sets)
def test_what_lies_beyond_a_limit_is_a_signal(values: list[Fraction], rules: Rules) -> None:
    of = found(values, rules)
    for point in chart(values, rules):
        if not of.lower <= point.value <= of.upper:
            assert point.signal


@given(series, sets)
def test_turned_upside_down_it_is_the_same_chart(values: list[Fraction], rules: Rules) -> None:
    turned = marks([-value for value in values], rules, better=-1)
    assert marks(values, rules) == turned

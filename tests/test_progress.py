"""Progress, bounds, paths and counts: plain arithmetic, every expected value worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrlang.score import path, progress
from okrlang.score.progress import Step, Tally

DAY = date(2026, 7, 1)
numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=50)
shares = st.fractions(min_value=0, max_value=1, max_denominator=60)


@pytest.mark.parametrize(
    ("baseline", "target", "current", "raw", "held"),
    [
        (0, 100, 50, Fraction(1, 2), Fraction(1, 2)),
        (41, 60, 50, Fraction(9, 19), Fraction(9, 19)),
        (9, 2, Fraction("5.5"), Fraction(1, 2), Fraction(1, 2)),
        (0, -10, -5, Fraction(1, 2), Fraction(1, 2)),
        (9, 2, 12, Fraction(-3, 7), 0),
        (100, 60, 50, Fraction(5, 4), 1),
        (Fraction("4.2"), Fraction("2.8"), Fraction("3.6"), Fraction(3, 7), Fraction(3, 7)),
    ],
)
def test_one_formula_serves_both_directions(
    baseline: Fraction, target: Fraction, current: Fraction, raw: Fraction, held: Fraction
) -> None:
    found = progress.raw(Fraction(baseline), Fraction(target), Fraction(current))
    assert found == raw
    assert found is not None
    assert progress.clamp(found) == held


def test_there_is_no_way_between_equal_ends() -> None:
    assert progress.raw(Fraction(3), Fraction(3), Fraction(5)) is None


@given(numbers, numbers, numbers, numbers)
def test_a_value_nearer_to_the_target_never_lessens_progress(
    b: Fraction, t: Fraction, x: Fraction, y: Fraction
) -> None:
    better, worse = (x, y) if (x >= y) == (t >= b) else (y, x)
    found = progress.raw(b, t, better), progress.raw(b, t, worse)
    if found[0] is None or found[1] is None:
        assert b == t
    else:
        assert found[0] >= found[1]


@pytest.mark.parametrize(
    ("relation", "value", "holds", "distance"),
    [
        ("at least", 80, True, 0),
        ("at least", 79, False, 1),
        ("at most", 80, True, 0),
        ("at most", 83, False, 3),
        ("more than", 80, False, 0),
        ("more than", 81, True, 0),
        ("less than", 80, False, 0),
        ("less than", 79, True, 0),
        ("less than", 90, False, 10),
    ],
)
def test_a_bound_holds_or_is_missed_by_its_distance(relation: str, value: int, holds: bool, distance: int) -> None:
    assert progress.holds(relation, Fraction(value), Fraction(80)) is holds
    assert progress.distance(relation, Fraction(value), Fraction(80)) == distance


@pytest.mark.parametrize(
    ("value", "holds", "distance"), [("1", True, 0), ("3", True, 0), ("0.4", False, "0.6"), ("3.5", False, "0.5")]
)
def test_both_ends_belong_to_a_band(value: str, holds: bool, distance: str) -> None:
    assert progress.holds("between", Fraction(value), Fraction(1), Fraction(3)) is holds
    assert progress.distance("between", Fraction(value), Fraction(1), Fraction(3)) == Fraction(distance)


@given(st.sampled_from(["at least", "at most", "more than", "less than", "between"]), numbers, numbers, numbers)
def test_a_bound_that_holds_is_at_no_distance(relation: str, value: Fraction, bound: Fraction, width: Fraction) -> None:
    upper = bound + abs(width) if relation == "between" else None
    if progress.holds(relation, value, bound, upper):
        assert progress.distance(relation, value, bound, upper) == 0
    elif relation in ("at least", "at most", "between"):
        assert progress.distance(relation, value, bound, upper) > 0


# --- paths -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2026, 6, 30), 0),
        (date(2026, 7, 1), Fraction(1, 92)),
        (date(2026, 8, 15), Fraction(1, 2)),  # 31 + 15 of 92 days
        (date(2026, 8, 16), Fraction(47, 92)),
        (date(2026, 9, 30), 1),
        (date(2026, 12, 31), 1),
    ],
)
def test_both_ends_of_a_quarter_are_counted(day: date, share: Fraction) -> None:
    assert path.elapsed(date(2026, 7, 1), date(2026, 9, 30), day) == share
    assert path.expected(date(2026, 7, 1), date(2026, 9, 30), day) == share


def test_a_due_day_before_the_start_is_over_when_it_is_reached() -> None:
    assert path.elapsed(date(2026, 7, 10), date(2026, 7, 1), date(2026, 6, 30)) == 0
    assert path.elapsed(date(2026, 7, 10), date(2026, 7, 1), date(2026, 7, 1)) == 1


def test_expected_points_bend_the_path() -> None:
    # Ten days; after four of them 0.1 is expected, after eight 0.5.
    start, due = date(2026, 7, 1), date(2026, 7, 10)
    points = ((date(2026, 7, 8), Fraction(1, 2)), (date(2026, 7, 4), Fraction(1, 10)))
    found = [path.expected(start, due, start + timedelta(n), points) for n in range(10)]
    assert found == [Fraction(n, 40) for n in (1, 2, 3, 4, 8, 12, 16, 20, 30, 40)]


def test_points_outside_the_path_and_points_beyond_its_ends_are_held() -> None:
    start, due = date(2026, 7, 1), date(2026, 7, 10)
    assert path.expected(
        start, due, date(2026, 7, 5), ((date(2026, 6, 1), Fraction(1)), (due, Fraction(0)))
    ) == Fraction(1, 2)
    assert path.expected(start, due, date(2026, 7, 5), ((date(2026, 7, 5), Fraction(-1, 2)),)) == 0
    assert path.expected(start, due, date(2026, 7, 5), ((date(2026, 7, 5), Fraction(3, 2)),)) == 1


@given(st.integers(0, 400), st.integers(0, 400), st.integers(-30, 430))
def test_what_is_expected_never_shrinks_on_a_straight_path(length: int, at: int, more: int) -> None:
    due = DAY + timedelta(length)
    early, late = DAY + timedelta(at), DAY + timedelta(max(at, more))
    assert 0 <= path.expected(DAY, due, early) <= path.expected(DAY, due, late) <= 1


def test_rates_say_how_much_faster_it_must_go() -> None:
    # 4.2 to 2.8 in 92 days; after 46 of them 3.9 is reached: 0.3 gone, 1.1 left.
    day, due = date(2026, 8, 15), date(2026, 9, 30)
    assert path.achieved_rate(Fraction("4.2"), Fraction("3.9"), DAY, day) == Fraction("-0.3") / 46
    assert path.required_rate(Fraction("3.9"), Fraction("2.8"), day, due) == Fraction("-1.1") / 46
    assert path.required_rate(Fraction(1), Fraction(2), due, due) is None
    assert path.achieved_rate(Fraction(1), Fraction(2), DAY, date(2026, 6, 30)) is None


# --- counts ----------------------------------------------------------------------------------------------------------


def test_a_keep_that_cannot_be_met_any_more_has_overspent_its_budget() -> None:
    # At least 95 in 90% of 13 weeks, with misses in two of the first three.
    periods = progress.tally([False, True, False], ahead=10)
    left = progress.budget(periods, Fraction("0.9"))
    assert (left.allowed, left.failed, left.left) == (Fraction("1.3"), 2, Fraction("-0.7"))
    assert left.spent == Fraction(20, 13)  # 154%
    assert left.is_overdrawn


def test_a_budget_that_is_just_spent_can_still_be_met() -> None:
    left = progress.budget(Tally(held=3, failed=1, ahead=6), Fraction("0.9"))
    assert left.left == 0
    assert left.spent == 1
    assert not left.is_overdrawn
    every = progress.budget(Tally(held=3, failed=0, ahead=6), Fraction(1))
    assert every.left == 0
    assert every.spent is None
    assert not every.is_overdrawn
    assert progress.budget(Tally(held=3, failed=1, ahead=6), Fraction(1)).is_overdrawn


def test_an_unknown_period_widens_the_bounds_and_never_counts_as_held() -> None:
    periods = progress.tally([True, True, None, False])
    assert (periods.low, periods.high, periods.judged, periods.total) == (Fraction(1, 2), Fraction(3, 4), 4, 4)
    assert periods.reaches(Fraction(2)) is True
    assert periods.reaches(Fraction(3)) is None
    assert periods.reaches(Fraction(4)) is False
    assert progress.tally([], ahead=3).low is None
    assert progress.tally([], ahead=3).reaches(Fraction(0)) is None


@given(st.lists(st.sampled_from([True, False, None]), max_size=12), st.data())
def test_bounds_hold_whatever_the_unknown_turn_out_to_be(verdicts: list[bool | None], data: st.DataObject) -> None:
    whole = [data.draw(st.booleans()) if v is None else v for v in verdicts]
    part, full = progress.tally(verdicts), progress.tally(whole)
    wanted = Fraction(data.draw(st.integers(0, 13)))
    if full.low is not None:
        assert part.low is not None
        assert part.high is not None
        assert part.low <= full.low <= part.high
    assert part.reaches(wanted) in (None, full.reaches(wanted))


def test_what_a_scope_asks_for() -> None:
    assert progress.needed("every", None, 7) == 7
    assert progress.needed("named", None, 2) == 2
    assert progress.needed("at least", Fraction(3), 7) == 3
    assert progress.needed("share", Fraction("0.9"), 7) == Fraction("6.3")


# --- milestones ------------------------------------------------------------------------------------------------------


def step(
    weight: str | None = None,
    due: int = 30,
    done: int | None = None,
    part: str | None = None,
    dropped: int | None = None,
) -> Step:
    on = [None if n is None else DAY + timedelta(n) for n in (due, done, dropped)]
    return Step(
        None if weight is None else Fraction(weight), on[0], on[1], None if part is None else Fraction(part), on[2]
    )


def test_milestones_add_the_weights_of_what_is_done() -> None:
    soc2 = (step("0.3", due=30, done=28), step("0.4", due=61), step("0.3", due=91, part="0.3"), step(dropped=19))
    assert progress.steps_done(soc2, DAY + timedelta(27)) == Fraction("0.09")
    assert progress.steps_done(soc2, DAY + timedelta(28)) == Fraction("0.39")
    assert progress.steps_due(soc2, DAY + timedelta(29)) == 0
    assert progress.steps_due(soc2, DAY + timedelta(30)) == Fraction("0.3")
    assert progress.steps_due(soc2, DAY + timedelta(61)) == Fraction("0.7")
    assert progress.all_done(soc2, DAY + timedelta(91)) is False


def test_a_dropped_milestone_counts_until_it_is_dropped() -> None:
    steps = (step(done=5), step(dropped=19))
    assert progress.steps_done(steps, DAY + timedelta(18)) == Fraction(1, 2)
    assert progress.all_done(steps, DAY + timedelta(18)) is False
    assert progress.steps_done(steps, DAY + timedelta(19)) == 1
    assert progress.all_done(steps, DAY + timedelta(19)) is True


def test_nothing_is_left_when_every_milestone_is_dropped() -> None:
    assert progress.steps_done((step(dropped=1),), DAY + timedelta(2)) is None
    assert progress.all_done((step(dropped=1),), DAY + timedelta(2)) is None
    assert progress.steps_done((step("0"),), DAY) is None


def test_a_score_belongs_to_the_day_it_is_done() -> None:
    assert progress.steps_done((step(part="1", done=40),), DAY) == 0
    assert progress.steps_done((step(part="0.5"),), DAY) == Fraction(1, 2)
    assert progress.steps_done((step(part="0.5", done=40),), DAY + timedelta(40)) == 1

"""Rhythms and plans in plain values: what was missed, and the peak of what runs at one time, counted day by day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from okrlang.judge.planning import Load, peak
from okrlang.judge.rhythm import Turn, missed, turns
from okrlang.model.calendar import Duration, Period, through
from okrlang.model.quantity import Quantity, unit

QUARTER = through(date(2026, 7, 1), date(2026, 9, 30))
DAYS = st.dates(date(2026, 6, 20), date(2026, 10, 20))
EVERY = st.builds(Duration, st.integers(1, 5), st.sampled_from(["days", "weeks", "months"]))
GRACE = st.builds(Duration, st.integers(0, 7), st.just("days"))


def test_a_rhythm_is_due_inside_its_period_and_once_where_the_period_is_short() -> None:
    fortnight, grace = Duration(2, "weeks"), Duration(3, "days")
    assert [turn.due.isoformat()[5:] for turn in turns(fortnight, grace, QUARTER)] == [
        *("07-15", "07-29", "08-12"),
        *("08-26", "09-09", "09-23"),
    ]
    quarterly = turns(Duration(3, "months"), grace, QUARTER)
    assert quarterly == (Turn(date(2026, 7, 1), date(2026, 10, 1), date(2026, 10, 4)),)
    pause = (through(date(2026, 8, 3), date(2026, 8, 14)),)
    assert date(2026, 8, 12) not in [turn.due for turn in turns(fortnight, grace, QUARTER, pause)]


def test_a_pause_excuses_a_turn_that_it_fills_for_more_than_half_and_puts_off_others() -> None:
    fortnight, grace = Duration(2, "weeks"), Duration(3, "days")

    def due(*pauses: tuple[str, str]) -> list[str]:
        periods = tuple(through(date.fromisoformat(a), date.fromisoformat(b)) for a, b in pauses)
        return [turn.due.isoformat()[5:] for turn in turns(fortnight, grace, QUARTER, periods)]

    # The third turn lasts from 29 July to 12 August.
    assert due(("2026-08-03", "2026-08-10")) == ["07-15", "07-29", "08-26", "09-09", "09-23"]  # 8 of 14 days
    assert due(("2026-08-05", "2026-08-11"))[:3] == ["07-15", "07-29", "08-12"]  # 7 of 14 days
    assert due(("2026-08-12", "2026-08-12"))[2] == "08-13"
    assert due(("2026-08-13", "2026-08-14"), ("2026-08-11", "2026-08-12"))[2] == "08-15"
    holidays = [(f"2026-{day}", f"2026-{day}") for day in ("07-15", "07-29", "08-12", "08-26", "09-09", "09-23")]
    assert due(*holidays) == ["07-16", "07-30", "08-13", "08-27", "09-10", "09-24"]


def test_each_day_keeps_one_turn() -> None:
    asked = turns(Duration(1, "weeks"), Duration(7, "days"), QUARTER)
    # 8 July lies in the time of the first turn and of the second: it keeps the first.
    assert missed(asked, [date(2026, 7, 8)], date(2026, 7, 22)) == (date(2026, 7, 15),)
    assert missed(asked, [date(2026, 7, 8)] * 2, date(2026, 7, 22)) == (date(2026, 7, 15),)
    assert missed(asked, [date(2026, 7, 8), date(2026, 7, 9)], date(2026, 7, 22)) == ()


@given(EVERY, GRACE, st.lists(DAYS, max_size=20), DAYS, DAYS)
def test_one_more_day_never_makes_more_missed(
    every: Duration, grace: Duration, kept: list[date], another: date, as_of: date
) -> None:
    asked = turns(every, grace, QUARTER)
    before, after = missed(asked, kept, as_of), missed(asked, [*kept, another], as_of)
    assert len(before) - 1 <= len(after) <= len(before) <= len(asked)


@given(EVERY, GRACE, st.lists(DAYS, max_size=20), DAYS)
def test_what_is_missed_stays_missed(every: Duration, grace: Duration, kept: list[date], as_of: date) -> None:
    asked = turns(every, grace, QUARTER)
    now, later = (missed(asked, kept, day) for day in (as_of, as_of + timedelta(9)))
    assert later[: len(now)] == now


AMOUNTS = st.decimals(Decimal("0.5"), Decimal(9), places=1)
PERIODS = st.builds(lambda start, days: Period(start, start + timedelta(days)), DAYS, st.integers(1, 40))


@given(st.lists(st.builds(lambda n, p: Load(Quantity(n, unit("FTE")), p), AMOUNTS, PERIODS), min_size=1, max_size=8))
def test_the_peak_is_the_most_of_any_day(loads: list[Load]) -> None:
    found = peak(loads)
    assert isinstance(found, tuple)
    days = [date(2026, 6, 1) + timedelta(n) for n in range(200)]
    taken = {day: sum((load.amount.value for load in loads if load.period.contains(day)), Decimal(0)) for day in days}
    most = max(taken.values())
    assert (found[0].value, found[1]) == (most, next(day for day in days if taken[day] == most))

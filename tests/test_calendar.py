"""Days, periods, rhythms and dates: worked tables, and every fiscal year against a walk through the days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrlang.model.calendar import (
    Duration,
    FiscalCalendar,
    Period,
    duration,
    elapsed,
    every,
    is_date_form,
    move,
    parse_date,
    spans,
    subtract_pauses,
    through,
    zone,
)

DAY = timedelta(days=1)
FIRST, BEYOND = date(1999, 1, 1), date(2102, 1, 1)
KINDS = ("year", "half", "quarter", "month", "week", "day")
DAYS = st.dates()


def day(written: str) -> date:
    return date.fromisoformat(written)


def period(written: str) -> Period:
    """`2026-07-01 2026-10-01`: the first day, and the one after the last."""
    start, end = written.split()
    return Period(day(start), day(end))


# --- periods of the fiscal year --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts_in", "name", "days"),
    [
        (1, "2026", "2026-01-01 2027-01-01"),
        (1, "2026-H1", "2026-01-01 2026-07-01"),
        (1, "2026-H2", "2026-07-01 2027-01-01"),
        (1, "2026-Q3", "2026-07-01 2026-10-01"),
        (4, "2026", "2025-04-01 2026-04-01"),
        (4, "2026-Q1", "2025-04-01 2025-07-01"),
        (4, "2026-Q4", "2026-01-01 2026-04-01"),
        (4, "2026-H2", "2025-10-01 2026-04-01"),
        (10, "2026-Q1", "2025-10-01 2026-01-01"),
        (2, "2024-Q1", "2023-02-01 2023-05-01"),
        (12, "2024-Q1", "2023-12-01 2024-03-01"),
        (4, "2026-09", "2026-09-01 2026-10-01"),
        (1, "2024-02", "2024-02-01 2024-03-01"),
        (4, "2026-W05", "2026-01-26 2026-02-02"),
        (1, "2026-W01", "2025-12-29 2026-01-05"),
        (1, "2026-W53", "2026-12-28 2027-01-04"),
        (1, "9998", "9998-01-01 9999-01-01"),
        (1, "0001", "0001-01-01 0002-01-01"),
        (1, "9999-11", "9999-11-01 9999-12-01"),
    ],
)
def test_worked_periods(starts_in: int, name: str, days: str) -> None:
    found = FiscalCalendar(starts_in).period(name)
    assert found == period(days)
    assert str(found) == name


NO_PERIODS = "|26|2026-|2026-Q0|2026-Q5|2026-H3|2026-H0|2026-00|2026-13|2026-W00|2025-W53|2026-W54|2026-W5|2026-Q03"
NO_PERIODS += "|2026-q3|2026-9|2026-009|2026-Q|20262|2026-09-30|2026-Q3 | 2026|２０２６|2026Q3"
NO_PERIODS += "|0000|0000-W01|9999|9999-12|9999-W52|9999-Q4"  # the calendar does not hold them whole


@pytest.mark.parametrize("name", NO_PERIODS.split("|"))
def test_what_is_no_period(name: str) -> None:
    assert FiscalCalendar(1).period(name) is None


PERIOD_LIKE = st.from_regex(r"[0-9]{4}(-[HQW]?[0-9]{1,2})?", fullmatch=True)


@given(st.integers(1, 12), st.text(max_size=12) | PERIOD_LIKE)
def test_any_text_is_a_period_of_that_name_or_none(starts_in: int, name: str) -> None:
    found = FiscalCalendar(starts_in).period(name)
    assert found is None or (found.name == name and found.days > 0)


def walk() -> Iterator[date]:
    at = FIRST
    while at < BEYOND:
        yield at
        at += DAY


def labels(at: date, starts_in: int) -> dict[str, str]:
    """What a day's periods are called, counted on the fingers."""
    year, months = at.year, at.month
    steps = 0  # months since the fiscal year began
    while months != starts_in:
        months = 12 if months == 1 else months - 1
        steps += 1
    if starts_in > 1 and at.month >= starts_in:
        year += 1
    week = at.isocalendar()
    return {
        "year": f"{year}",
        "half": f"{year}-H{1 if steps < 6 else 2}",
        "quarter": f"{year}-Q{1 if steps < 3 else 2 if steps < 6 else 3 if steps < 9 else 4}",
        "month": at.strftime("%Y-%m"),
        "week": f"{week.year}-W{week.week:02}",
        "day": str(at),
    }


@cache
def days_of(starts_in: int, kind: str) -> dict[str, tuple[date, date]]:
    """The first and last day of each period between 1999 and 2101, as met on the walk."""
    met: dict[str, tuple[date, date]] = {}
    of_month: dict[tuple[int, int], str] = {}
    for at in walk():
        if kind == "week":
            name = labels(at, starts_in)[kind]
        else:
            name = of_month.setdefault((at.year, at.month), labels(at, starts_in)[kind])
        met[name] = met.get(name, (at, at))[0], at
    return met


@pytest.mark.parametrize("kind", ["year", "half", "quarter", "month", "week"])
@pytest.mark.parametrize("starts_in", range(1, 13))
def test_periods_tile_the_calendar(starts_in: int, kind: str) -> None:
    calendar = FiscalCalendar(starts_in)
    tiles = calendar.periods(kind, Period(FIRST, BEYOND), complete=False)
    met = days_of(starts_in, kind)
    assert [tile.name for tile in tiles] == list(met)
    assert all(tile.end == following.start for tile, following in pairwise(tiles))
    assert tiles[0].start <= FIRST
    assert tiles[-1].end >= BEYOND
    for tile in tiles[1:-1]:
        assert (tile.start, tile.last) == met[tile.name]
    for tile in tiles:
        assert calendar.period(tile.name) == tile
        assert calendar.containing(tile.start, kind) == calendar.containing(tile.last, kind) == tile
    whole = [tile for tile in tiles if tile.start >= FIRST and tile.end <= BEYOND]
    assert list(calendar.periods(kind, Period(FIRST, BEYOND), complete=True)) == whole


def test_every_day_lies_in_the_periods_its_labels_say() -> None:
    for number, at in enumerate(walk()):
        starts_in = number % 12 + 1
        names = labels(at, starts_in)
        for kind in KINDS:
            found = FiscalCalendar(starts_in).containing(at, kind)
            assert found.name == names[kind]
            assert found.contains(at)


def test_periods_within_another() -> None:
    quarter = period("2026-07-01 2026-10-01")  # a Wednesday up to a Wednesday
    calendar = FiscalCalendar()
    assert [p.name for p in calendar.periods("month", quarter, complete=True)] == ["2026-07", "2026-08", "2026-09"]
    weeks = calendar.periods("week", quarter, complete=False)
    assert (weeks[0].name, weeks[-1].name, len(weeks)) == ("2026-W27", "2026-W40", 14)
    whole = calendar.periods("week", quarter, complete=True)
    assert (whole[0].name, whole[-1].name, len(whole)) == ("2026-W28", "2026-W39", 12)
    assert sum(quarter.contains(week.last) for week in weeks) == 13  # weeks that ended in it
    assert calendar.periods("year", quarter, complete=True) == ()
    assert calendar.periods("day", Period(quarter.start, quarter.start), complete=False) == ()


@given(DAYS, st.sampled_from(KINDS), st.integers(1, 12))
def test_any_day_has_its_periods(at: date, kind: str, starts_in: int) -> None:
    found = FiscalCalendar(starts_in).containing(at, kind)
    assert found.start <= at <= found.end
    assert found.contains(at) or at == date.max


@pytest.mark.parametrize("at", [date.min, date.min + DAY, date.max, date.max - DAY])
@pytest.mark.parametrize("starts_in", [1, 4, 12])
def test_the_calendar_has_ends(at: date, starts_in: int) -> None:
    calendar = FiscalCalendar(starts_in)
    for kind in KINDS:
        assert date.min <= calendar.containing(at, kind).start <= at
        assert len(calendar.periods(kind, Period(at, move(at, 3, "years")), complete=False)) >= (at < date.max)
        assert all(p.days for p in calendar.periods(kind, Period(date(9999, 1, 1), date.max), complete=False))
    for unit in ("days", "weeks", "months", "years", "working days"):
        for count in (-(10**18), -1, 0, 1, 10**18):
            assert date.min <= move(at, count, unit) <= date.max
        assert move(at, 10**18, unit) == date.max
        assert move(at, -(10**18), unit) == date.min
        assert every(10**18, unit, Period(at, date.max)) == ()
        assert len(spans(1, unit, Period(date(9999, 12, 1), date.max))) >= 1
    assert through(at, date.max).end == date.max
    assert 0 <= elapsed(date.min, date.max, at) <= 1


# --- periods as sets of days -----------------------------------------------------------------------------------------


def test_written_ends_are_included() -> None:
    pause = through(day("2026-08-03"), day("2026-08-14"))
    assert pause == period("2026-08-03 2026-08-15")
    assert (pause.last, pause.days) == (day("2026-08-14"), 12)
    assert pause.contains(day("2026-08-14"))
    assert not pause.contains(day("2026-08-15"))
    assert not pause.contains(day("2026-08-02"))
    assert through(day("2026-08-03"), day("2026-08-03")).days == 1
    assert through(day("2026-08-03"), day("2026-08-01")).days == 0
    assert str(pause) == "2026-08-03 to 2026-08-14"


def test_overlap_and_order() -> None:
    july, august, summer = map(period, ("2026-07-01 2026-08-01", "2026-08-01 2026-09-01", "2026-07-15 2026-08-15"))
    assert not july.overlaps(august)
    assert july.overlaps(summer)
    assert summer.overlaps(august)
    assert not Period(july.start, july.start).overlaps(july)
    assert sorted([august, summer, july]) == [july, summer, august]
    assert Period(july.start, july.end, "2026-07") == july


@pytest.mark.parametrize(
    ("pauses", "left"),
    [
        ([], ["07-01 10-01"]),
        (["08-03 08-15"], ["07-01 08-03", "08-15 10-01"]),
        (["06-01 07-05"], ["07-05 10-01"]),
        (["09-20 11-01"], ["07-01 09-20"]),
        (["06-01 11-01"], []),
        (["07-01 10-01"], []),
        (["05-01 07-01", "10-01 12-01"], ["07-01 10-01"]),
        (["08-10 08-20", "08-01 08-12"], ["07-01 08-01", "08-20 10-01"]),
        (["08-01 08-10", "08-10 08-20"], ["07-01 08-01", "08-20 10-01"]),
        (["08-01 08-20", "08-05 08-10"], ["07-01 08-01", "08-20 10-01"]),
        (["08-10 08-10", "08-20 08-01"], ["07-01 10-01"]),
    ],
)
def test_pauses_are_taken_out(pauses: list[str], left: list[str]) -> None:
    def within_2026(written: str) -> Period:
        return period(" ".join(f"2026-{part}" for part in written.split()))

    found = subtract_pauses(within_2026("07-01 10-01"), map(within_2026, pauses))
    assert found == tuple(map(within_2026, left))


NEAR = st.dates(date(2026, 1, 1), date(2026, 4, 1))
STRETCHES = st.builds(Period, NEAR, NEAR)


@given(STRETCHES, st.lists(STRETCHES, max_size=5))
def test_what_is_left_has_the_days_no_pause_has(within: Period, pauses: list[Period]) -> None:
    left = subtract_pauses(within, pauses)
    for number in range(100):
        at = date(2025, 12, 28) + number * DAY
        expected = within.contains(at) and not any(pause.contains(at) for pause in pauses)
        assert sum(part.contains(at) for part in left) == expected
    assert list(left) == sorted(left)


# --- moving a day ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "count", "unit", "expected"),
    [
        ("2026-08-10", 30, "days", "2026-09-09"),
        ("2026-07-01", 2, "weeks", "2026-07-15"),
        ("2026-01-31", 1, "months", "2026-02-28"),
        ("2024-01-31", 1, "months", "2024-02-29"),
        ("2026-03-31", -1, "months", "2026-02-28"),
        ("2026-01-31", 3, "month", "2026-04-30"),
        ("2026-12-15", 1, "months", "2027-01-15"),
        ("2026-01-15", -1, "months", "2025-12-15"),
        ("2024-02-29", 1, "years", "2025-02-28"),
        ("2024-02-29", 4, "years", "2028-02-29"),
        ("2026-07-03", 1, "working days", "2026-07-06"),  # Friday to Monday
        ("2026-07-04", 1, "working days", "2026-07-06"),  # Saturday to Monday
        ("2026-07-05", 1, "working day", "2026-07-06"),
        ("2026-07-06", 10, "working days", "2026-07-20"),
        ("2026-07-06", -1, "working days", "2026-07-03"),
        ("2026-07-04", -1, "working days", "2026-07-03"),
        ("2026-07-04", 5, "working days", "2026-07-10"),
        ("2026-07-04", 0, "working days", "2026-07-04"),
        ("9999-11-30", 1, "months", "9999-12-30"),
        ("9999-12-30", 1, "months", "9999-12-31"),
        ("0001-01-15", -1, "months", "0001-01-01"),
        ("9999-12-15", 0, "months", "9999-12-15"),
    ],
)
def test_worked_moves(start: str, count: int, unit: str, expected: str) -> None:
    assert move(day(start), count, unit) == day(expected)


def test_working_days_against_a_walk() -> None:
    for offset in range(14):
        start = date(2026, 7, 1) + offset * DAY
        for sign in (1, -1):
            at = start
            for count in range(1, 40):
                at += sign * DAY
                while at.strftime("%a") in ("Sat", "Sun"):
                    at += sign * DAY
                assert move(start, sign * count, "working days") == at


@given(st.dates(date(1990, 1, 1), date(2110, 1, 1)), st.integers(-500, 500))
def test_months_against_a_walk(start: date, count: int) -> None:
    year, month = start.year, start.month
    for _ in range(abs(count)):
        month += 1 if count > 0 else -1
        year, month = (year + 1, 1) if month == 13 else (year - 1, 12) if month == 0 else (year, month)
    candidates = [f"{year:04}-{month:02}-{number:02}" for number in range(start.day, 27, -1)] or [
        f"{year:04}-{month:02}-{start.day:02}"
    ]
    assert move(start, count, "months") == next(filter(None, map(parse_date, candidates)))


@given(DAYS, st.integers(-(10**6), 10**6), st.sampled_from(["days", "weeks", "months", "years", "working days"]))
def test_moving_keeps_the_order_of_days(start: date, count: int, unit: str) -> None:
    following = move(start, 1, "days")
    assert move(start, count, unit) <= move(following, count, unit)
    assert move(start, count, unit) <= move(start, count + 1, unit)


@pytest.mark.parametrize(
    ("count", "unit", "expected"),
    [
        ("10", "working days", "10 working days"),
        ("1", "month", "1 month"),
        ("1", "working day", "1 working day"),
        ("2", "weeks", "2 weeks"),
        ("48", "h", "2 days"),
        ("1440", "min", "1 day"),
        ("3.0", "years", "3 years"),
        ("0", "days", "0 days"),
        ("0.5", "years", "6 months"),
        ("0.14285714285714285714285714285714285714", "weeks", "1 day"),  # 1 week / 7
    ],
)
def test_durations(count: str, unit: str, expected: str) -> None:
    assert str(duration(Decimal(count), unit)) == expected


NO_DURATIONS = ["1.5 months", "36 h", "0.5 days", "3 EUR", "3 pages", "3 ", "3 EUR/day"]
NO_DURATIONS += ["NaN days", "Infinity weeks", "1e999999 days"]


@pytest.mark.parametrize("amount", NO_DURATIONS)
def test_what_moves_no_day(amount: str) -> None:
    count, _, unit = amount.partition(" ")
    assert duration(Decimal(count), unit) is None
    assert move(day("2026-07-01"), Decimal(count), unit) == day("2026-07-01")
    assert spans(Decimal(count), unit, period("2026-07-01 2026-10-01")) == ()


def test_a_duration_after_and_before_a_day() -> None:
    assert Duration(30, "days").after(day("2026-08-10")) == day("2026-09-09")
    assert Duration(2, "weeks").before(day("2026-07-15")) == day("2026-07-01")


# --- rhythms and elapsed time ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "unit", "expected"),
    [
        (2, "weeks", "07-15 07-29 08-12 08-26 09-09 09-23"),
        (1, "month", "08-01 09-01"),
        (1, "months", "08-01 09-01"),
        (30, "working days", "08-12 09-23"),
        (336, "h", "07-15 07-29 08-12 08-26 09-09 09-23"),
        (1, "years", ""),
        (0, "days", ""),
        (-1, "weeks", ""),
    ],
)
def test_due_dates_of_a_rhythm(count: int, unit: str, expected: str) -> None:
    found = every(Decimal(count), unit, period("2026-07-01 2026-10-01"))
    assert " ".join(f"{at:%m-%d}" for at in found) == expected


def test_a_rhythm_of_months_does_not_drift() -> None:
    found = every(1, "months", period("2026-01-31 2026-06-01"))
    assert [str(at) for at in found] == ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]


def test_spans_tile_their_period() -> None:
    months = spans(1, "month", period("2026-07-01 2026-10-01"))
    assert [(str(p.start), str(p.last)) for p in months] == [
        ("2026-07-01", "2026-07-31"),
        ("2026-08-01", "2026-08-31"),
        ("2026-09-01", "2026-09-30"),
    ]


@given(STRETCHES, st.integers(1, 40), st.sampled_from(["days", "weeks", "months", "years", "working days"]))
def test_any_spans_tile_their_period(within: Period, count: int, unit: str) -> None:
    found = spans(count, unit, within)
    assert sum(span.days for span in found) == within.days
    assert all(span.end == following.start for span, following in pairwise(found))
    assert not found or (found[0].start, found[-1].end) == (within.start, within.end)
    assert every(count, unit, within) == tuple(span.end for span in found[:-1])


@pytest.mark.parametrize(
    ("start", "due", "as_of", "expected"),
    [
        ("2026-07-01", "2026-09-30", "2026-06-30", "0"),
        ("2026-07-01", "2026-09-30", "2026-08-15", "0.5"),  # 46 of 92 days
        ("2026-07-01", "2026-09-30", "2026-09-30", "1"),
        ("2026-07-01", "2026-09-30", "2027-01-01", "1"),
        ("2026-07-01", "2026-07-01", "2026-07-01", "1"),
        ("2026-07-01", "2026-07-04", "2026-07-01", "0.25"),
        ("2026-07-01", "2026-06-01", "2026-05-01", "0"),
        ("2026-07-01", "2026-06-01", "2026-06-01", "1"),
        ("2026-01-01", "2026-03-31", "2026-03-01", "0." + "6" * 37 + "7"),  # 60 of 90
    ],
)
def test_elapsed(start: str, due: str, as_of: str, expected: str) -> None:
    assert elapsed(day(start), day(due), day(as_of)) == Decimal(expected)


# --- dates in data ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "form", "expected"),
    [
        ("2026-07-01", "yyyy-mm-dd", "2026-07-01"),
        ("01.07.2026", "dd.mm.yyyy", "2026-07-01"),
        ("07/01/2026", "mm/dd/yyyy", "2026-07-01"),
        ("01/07/2026", "dd/mm/yyyy", "2026-07-01"),
        ("20260701", "yyyymmdd", "2026-07-01"),
        ("1.7.2026", "d.m.yyyy", "2026-07-01"),
        ("01.07.2026", "d.m.yyyy", "2026-07-01"),
        ("2024/02/29", "yyyy/mm/dd", "2024-02-29"),
        ("01 07 2026", "dd mm yyyy", "2026-07-01"),
    ],
)
def test_dates_in_the_declared_form(written: str, form: str, expected: str) -> None:
    assert is_date_form(form)
    assert parse_date(written, form) == day(expected)


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("", "yyyy-mm-dd"),
        ("2026-02-29", "yyyy-mm-dd"),
        ("2026-7-1", "yyyy-mm-dd"),
        ("2026-W27-3", "yyyy-mm-dd"),
        ("2026-W01-1", "yyyy-mm-dd"),
        ("20260701", "yyyy-mm-dd"),
        ("2026-07-01 ", "yyyy-mm-dd"),
        ("２０２６-07-01", "yyyy-mm-dd"),
        ("0000-01-01", "yyyy-mm-dd"),
        ("2026-07-01", "dd.mm.yyyy"),
        ("31.02.2026", "dd.mm.yyyy"),
        ("1.7.2026", "dd.mm.yyyy"),
        ("01x07x2026", "dd.mm.yyyy"),
        ("01.07.26", "dd.mm.yyyy"),
        ("01.07.2026\n", "dd.mm.yyyy"),
        ("13/01/2026", "mm/dd/yyyy"),
        ("٠١.٠٧.٢٠٢٦", "dd.mm.yyyy"),
        ("2026-07-01", "no form"),
        ("2026-07-01T24:00:00", "yyyy-mm-dd"),
        ("2026-07-01T10:60", "yyyy-mm-dd"),
        ("2026-07-01T10", "yyyy-mm-dd"),
        ("2026-07-01T10:00:00+25:00", "yyyy-mm-dd"),
        ("2026-02-30T10:00:00", "yyyy-mm-dd"),
        ("0001-01-01T00:00:00+14:00", "yyyy-mm-dd"),
    ],
)
def test_what_is_no_date_in_the_declared_form(written: str, form: str) -> None:
    assert parse_date(written, form) is None


NO_FORMS = "|yyyy-mm|yy-mm-dd|dd.dd.yyyy|dmyyyy|d.mmyyyy|yyyymd|YYYY-MM-DD|mm-dd-yyyy-|.*|yyyy--mm-dd|dd\\mm\\yyyy"


@pytest.mark.parametrize("form", NO_FORMS.split("|"))
def test_what_is_no_form(form: str) -> None:
    assert not is_date_form(form)
    assert parse_date("2026-07-01", form) is None


@pytest.mark.parametrize(
    ("written", "name", "expected"),
    [
        ("2026-07-01T10:00:00Z", "UTC", "2026-07-01"),
        ("2026-06-30T22:30:00Z", "Europe/Berlin", "2026-07-01"),  # summer: two hours ahead
        ("2026-12-31T22:30:00Z", "Europe/Berlin", "2026-12-31"),  # winter: one
        ("2026-12-31T23:30:00Z", "Europe/Berlin", "2027-01-01"),
        ("2026-07-01T03:00:00Z", "America/New_York", "2026-06-30"),
        ("2026-07-01 00:30:00+02", "UTC", "2026-06-30"),
        ("2026-07-01T00:30:00+0200", "Europe/Berlin", "2026-07-01"),
        ("2026-07-01T23:59", "Pacific/Kiritimati", "2026-07-01"),  # no offset: the zone's own
        ("2026-07-01 23:59:59.999999999", "UTC", "2026-07-01"),
        ("2026-03-29T02:30:00", "Europe/Berlin", "2026-03-29"),  # an hour that the clocks skip
        ("2026-10-25T00:30:00Z", "Europe/Berlin", "2026-10-25"),  # an hour that comes twice
    ],
)
def test_times_become_days_of_the_zone(written: str, name: str, expected: str) -> None:
    assert parse_date(written, zone=zone(name)) == day(expected)


def test_without_a_zone_a_time_is_of_utc() -> None:
    assert parse_date("2026-06-30T23:30:00-01:00") == day("2026-07-01")


@given(st.text(max_size=30), st.sampled_from(["yyyy-mm-dd", "dd.mm.yyyy", "d/m/yyyy", "yyyymmdd"]))
def test_any_cell_is_a_date_or_none(written: str, form: str) -> None:
    assert isinstance(parse_date(written, form), date | None)


@given(DAYS, st.sampled_from([("%d.%m.%Y", "dd.mm.yyyy"), ("%m/%d/%Y", "mm/dd/yyyy"), ("%Y%m%d", "yyyymmdd")]))
def test_a_written_date_is_read_back(at: date, forms: tuple[str, str]) -> None:
    python_form, form = forms
    written = at.strftime(python_form.replace("%Y", f"{at.year:04}"))
    assert parse_date(written, form) == at
    assert parse_date(str(at)) == at


NO_ZONES = ["", "Europe", "Atlantis/Sunk", "localtime", "posixrules", "posix/UTC", "right/UTC", "Factory", "zone.tab"]
NO_ZONES += ["tzdata.zi", "leapseconds", "../../etc/passwd", "/etc/passwd", "Europe/../UTC", "Europe/Berlin/"]
NO_ZONES += ["Europe/Berlin\0", "\ud800", "C:\\Windows", "UTC\n", "utc/utc/utc/utc", "A" * 10_000]


@pytest.mark.parametrize("name", NO_ZONES, ids=range(len(NO_ZONES)))
def test_zones_that_do_not_exist(name: str) -> None:
    assert zone(name) is None


@pytest.mark.parametrize("name", ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])
def test_zones_that_exist(name: str) -> None:
    assert str(zone(name)) == name

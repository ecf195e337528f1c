"""Levels of a KPI: judged from the top, and counted once they have lasted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from scoring import kpi, scored

from okrlang.model.calendar import Duration
from okrlang.model.quantity import text
from okrlang.score.bands import is_at_least, level, settled

FIRST = date(2026, 7, 1)
LEVELS = {"g": "green", "a": "amber", "r": "red", "-": None}


@pytest.mark.parametrize(
    ("green", "amber", "found"),
    [
        (True, True, "green"),
        (True, False, "green"),
        (True, None, "green"),
        (False, True, "amber"),
        (False, False, "red"),
        (False, None, None),
        (None, True, None),
        (None, False, None),
        (None, None, None),
    ],
)
def test_bands_are_judged_from_the_top(green: bool | None, amber: bool | None, found: str | None) -> None:
    assert level(green, amber) == found


def test_a_better_level_is_good_enough_and_no_level_is_unknown() -> None:
    assert is_at_least("green", "amber") is True
    assert is_at_least("amber", "amber") is True
    assert is_at_least("red", "amber") is False
    assert is_at_least("amber", "green") is False
    assert is_at_least(None, "red") is None


@pytest.mark.parametrize(
    ("days", "counts", "pending"),
    [
        ("ggg", "green", None),
        ("gg", None, "green"),  # the first level is new as well
        ("gggr", "green", "red"),
        ("gggrr", "green", "red"),
        ("gggrrr", "red", None),
        ("gggrrg", "green", None),  # red never lasted
        ("gggrrgr", "green", "red"),
        ("gggrrrgg", "red", "green"),
        ("gggararar", "green", "red"),
        ("rrrggagg", "red", "green"),  # two green days, one amber, two green: none has lasted
        ("---ggg", "green", None),
        ("---gg", None, "green"),
        ("ggg-r", None, "red"),  # a level is not carried across a gap
        ("ggg-gg", None, "green"),
        ("ggg---r", None, "red"),
    ],
)
def test_a_level_counts_once_it_has_lasted_three_days(days: str, counts: str | None, pending: str | None) -> None:
    def level_at(day: date) -> str | None:
        return LEVELS[days[(day - FIRST).days]]

    last = FIRST + timedelta(len(days) - 1)
    assert settled(level_at, last, Duration(3, "days"), FIRST) == (counts, pending)


def test_a_month_is_a_month() -> None:
    def level_at(day: date) -> str | None:
        return "red" if day >= date(2026, 7, 10) else "green"

    early = date(2026, 5, 1)
    assert settled(level_at, date(2026, 8, 8), Duration(1, "months"), early) == ("green", "red")
    assert settled(level_at, date(2026, 8, 9), Duration(1, "months"), early) == ("red", None)


# --- KPIs in goal texts ----------------------------------------------------------------------------------------------


def pages(values: str, more: str = "") -> str:
    return f"metric pages {{ unit pages {more} values {{ {values} }} }}\n"


MONTHS = pages(
    "2026-01-31 10 2026-02-28 20 2026-03-31 30 2026-04-30 40 2026-05-31 50 2026-06-30 60 2026-07-31 100",
    "updated every month grace 10 days",
)


@pytest.mark.parametrize(
    ("bands", "on", "found"),
    [
        ("green at most 60 amber at most 90", "2026-06-30", "green"),
        ("green at most 50 amber at most 60", "2026-06-30", "amber"),
        ("green at most 50 amber at most 59", "2026-06-30", "red"),
        ("green at most 50", "2026-06-30", "red"),
        ("green between 50 and 60", "2026-06-30", "green"),
        ("green at least 35 and at most 50 amber at most 90", "2026-06-30", "amber"),
        ("", "2026-06-30", None),
        ("green at most 60", "2026-01-30", None),  # nothing measured yet
        ("green at most 60", "2026-08-10", "red"),
        ("green at most 200", "2026-09-11", None),  # July's value is fresh until September 10
        ("green at most 200", "2026-09-10", "green"),
        ("green at most 60 samples at least 6", "2026-06-30", "green"),
        ("green at most 60 samples at least 7", "2026-06-30", None),
        # the mean of the six months before July: 35
        ("green at most 1.5 * mean(pages, 6 months)", "2026-06-30", "red"),
        ("green at most 2 * mean(pages, 6 months)", "2026-06-30", "green"),
        ("green at most previous(pages) amber at most 1.2 * previous(pages)", "2026-06-30", "amber"),
        ("green at most max(pages, 12 months)", "2026-06-30", "green"),
        ("green at most previous(pages)", "2026-01-31", None),  # there is none before
    ],
)
def test_the_level_of_a_kpi(bands: str, on: str, found: str | None) -> None:
    score = kpi(f'{MONTHS} kpi k "K" {{ owner "O" metric pages {bands} }}', on)
    assert score.level == found
    assert score.because
    assert found is not None or score.why("level") == score.because


def test_a_kpi_shows_its_value_without_bands() -> None:
    found = kpi(f'{MONTHS} kpi k "K" {{ owner "O" metric pages }}', "2026-06-30")
    assert found.value is not None
    assert (text(found.value), found.at, found.level) == ("60 pages", date(2026, 6, 30), None)
    assert found.because == "60 pages; it has no bands to be judged by"


def test_the_sum_of_a_kpi_is_that_of_the_last_complete_period() -> None:
    daily = pages("2026-06-05 4 2026-06-20 5 2026-07-02 90", "take sum updated every month grace 1 month")
    bands = 'kpi k "K" { owner "O" metric pages green at most 9 }'
    assert [kpi(f"{daily} {bands}", on).level for on in ("2026-07-01", "2026-07-30", "2026-07-31")] == [
        "green",
        "green",
        "red",
    ]


@pytest.mark.parametrize(
    ("on", "counts", "pending"),
    [
        ("2026-07-01", None, "green"),
        ("2026-07-03", "green", None),
        ("2026-07-10", "green", "red"),
        ("2026-07-11", "green", "red"),
        ("2026-07-12", "red", None),
        ("2026-07-13", "red", "green"),
        ("2026-07-14", "red", None),
    ],
)
def test_a_new_level_counts_once_it_has_lasted(on: str, counts: str | None, pending: str | None) -> None:
    values = pages("2026-07-01 5 2026-07-10 50 2026-07-13 5 2026-07-14 50")
    found = kpi(f'{values} kpi k "K" {{ owner "O" metric pages green at most 9 lasting 3 days }}', on)
    assert (found.level, found.pending) == (counts, pending)
    if pending:
        assert found.because.endswith(f"which has not lasted 3 days; {counts or 'nothing'} counts until then")


NPS = """metric nps { unit points split by region in ["north", "south"] %s
  values for north { 2026-06-01 30 2026-07-01 40 } values for south { 2026-06-01 40 2026-07-01 36 } }
kpi k "K" { owner "O" metric nps %s }
"""


@pytest.mark.parametrize(
    ("bands", "found"),
    [
        ("green at least 35 for every region", "green"),
        ("green at least 40 for every region amber at least 36 for every region", "amber"),
        ("green at least 40 for at least 1 region", "green"),
        ("green at least 40 for 50% of regions", "green"),
        ("green at least 40 for 60% of regions amber at least 40 for north", "amber"),
        ("green at least 40 for south", "red"),
        ("green at least previous(nps) for every region", "red"),  # north rose, south fell
        ("green at least 0.9 * previous(nps) for every region", "green"),
    ],
)
def test_the_level_over_members(bands: str, found: str | None) -> None:
    assert kpi(NPS % ("", bands), "2026-07-20").level == found


def test_members_show_their_own_level() -> None:
    found = kpi(NPS % ("", "green at least 40 for every region amber at least 36 for every region"), "2026-07-20")
    assert [(m.name, m.level) for m in found.members] == [("north", "green"), ("south", "amber")]
    assert found.value is not None
    assert text(found.value) == "36 points"  # the worst member's, since nobody measured the whole


def test_a_member_without_a_value_leaves_no_level() -> None:
    silent = NPS.replace('["north", "south"]', '["north", "south", "west"]')
    found = kpi(silent % ("", "green at least 35 for every region"), "2026-07-20")
    assert (found.level, found.because) == (None, "west has no level")
    assert kpi(silent % ("", "green at least 45 for every region"), "2026-07-20").level == "red"
    assert kpi(silent % ("", "green at least 35 for at least 2 regions"), "2026-07-20").level == "green"


def test_a_level_can_be_asked_for_as_it_was() -> None:
    found = scored(f'{MONTHS} kpi k "K" {{ owner "O" metric pages green at most 60 }}', "2026-08-05")
    assert (found.kpi("k").level, found.kpi("k", date(2026, 7, 30)).level) == ("red", "green")


def test_a_level_is_not_carried_across_a_gap() -> None:
    text = """metric m "M" { unit min values { 2026-07-10 2  2026-09-30 99 } take last better lower updated every day }
    kpi k "K" { owner "Lead" metric m green at most 5 min lasting 3 days }"""
    found = kpi(text, "2026-09-30")
    assert (found.level, found.pending) == (None, "red")


@pytest.mark.parametrize("past", ["previous(m)", "mean(m, 12 months)"])
def test_a_threshold_on_the_past_of_a_stale_metric_is_unknown(past: str) -> None:
    text = f"""metric m "M" {{ unit min values {{ 2026-06-30 2  2026-07-10 2 }} take last better lower updated every day }}
    metric h "H" {{ unit min values {{ 2026-07-01 1 }} better lower }}
    kpi k "K" {{ owner "Lead" metric h green at most 2 * {past} }}"""
    assert kpi(text, "2026-07-10").level == "green"
    found = kpi(text, "2026-09-30")
    assert (found.level, found.because) == (None, "the band is not known: the last value of `m` is too old")


# --- several of them together ----------------------------------------------------------------------------------------

DAILY = pages("2026-07-01 5 2026-07-02 5 2026-07-03 50 2026-07-06 50 2026-07-07 50", "updated every day grace 3 days")


@pytest.mark.parametrize(
    ("on", "counts", "pending"),
    [
        ("2026-07-02", "green", None),  # a Thursday, the second day
        ("2026-07-03", "green", "red"),
        ("2026-07-05", "green", "red"),  # a weekend is no time that it lasts
        ("2026-07-06", "red", None),  # Friday and Monday
        ("2026-07-10", "red", None),
        ("2026-07-12", None, None),  # the last value is stale, and so is what it said
    ],
)
def test_a_level_lasts_for_working_days(on: str, counts: str | None, pending: str | None) -> None:
    found = kpi(f'{DAILY} kpi k "K" {{ owner "O" metric pages green at most 9 lasting 2 working days }}', on)
    assert (found.level, found.pending) == (counts, pending)


def test_a_level_of_a_past_day_is_that_of_what_was_known_then() -> None:
    found = scored(f'{DAILY} kpi k "K" {{ owner "O" metric pages green at most 9 lasting 2 days }}', "2026-07-12")
    days = [date(2026, 7, n) for n in (1, 2, 3, 4, 7, 12)]
    assert [found.kpi("k", day).level for day in days] == [None, "green", "green", "red", "red", None]
    assert [found.kpi("k", day).pending for day in days] == ["green", None, "red", None, None, None]


def test_a_goal_is_provided_with_several_kpis() -> None:
    text = f"""{DAILY} metric calm "C" {{ values {{ 2026-06-30 1 }} }}  metric dark "D" {{ values {{ 2027-01-01 1 }} }}
    kpi k "K" {{ owner "O" metric pages green at most 9 amber at most 60 }}
    kpi c "C" {{ owner "O" metric calm green at most 9 }}  kpi d "D" {{ owner "O" metric dark green at most 9 }}
    objective o "O" {{ owner "L" cycle 2026-Q3 %s key result a "A" {{ due 2026-07-09 done 2026-07-02 }} }}"""
    for gates, holds, status in (
        ("provided c stays green", [True], "achieved"),
        ("provided c stays green provided k stays amber", [True, True], "achieved"),
        ("provided c stays green provided k stays green", [True, False], "missed"),
        ("provided c stays green provided d stays red", [True, None], "no_data"),
        ("provided d stays green provided k stays green", [None, False], "missed"),
    ):
        found = scored(text % f"due 2026-07-09 {gates}", "2026-07-09")
        score = found.objective("o")
        assert [gate.holds for gate in score.provided] == holds, gates
        assert score.status == status, gates


@pytest.mark.parametrize(
    ("bands", "found"),
    [
        ("green at least 36 for every region samples at least 2", "green"),
        ("green at least 36 for every region samples at least 3", None),
        ("green at least 36 for every region", "green"),
    ],
)
def test_least_samples_count_the_values_of_the_whole(bands: str, found: str | None) -> None:
    assert kpi(NPS % ("", bands), "2026-07-20").level == found


def test_a_stale_member_has_no_level() -> None:
    text = NPS.replace("2026-06-01 40 2026-07-01 36", "2026-05-01 40") % (
        "updated every month grace 5 days",
        "green at least 35 for every region amber at least 35 for at least 1 region",
    )
    found = kpi(text, "2026-07-20")
    assert found.level is None
    assert found.because == "south has no level"


# --- a whole that is made of members ---------------------------------------------------------------------------------

POOLS = """metric water { unit mg/l split by pool in ["nord", "sued", "see"] take last updated every day grace 2 days
  values for nord { 2026-07-11 0.44 } values for sued { 2026-07-%s 0.47 } values for see { 2026-07-%s 0.72 } }
kpi k "K" { owner "O" metric water green between 0.3 and 0.6 %s amber between 0.2 and 0.7 %s }
"""


@pytest.mark.parametrize(("green", "amber"), [("for every pool", "for every pool"), ("", "for every pool")])
def test_the_value_that_is_told_is_that_of_the_worst_fresh_member(green: str, amber: str) -> None:
    found = kpi(POOLS % ("19", "19", green, amber), "2026-07-20")
    assert found.value is not None
    assert (found.level, text(found.value), found.at) == ("red", "0.72 mg/l", date(2026, 7, 19))
    assert found.because == "0.72 mg/l of see is red: neither green nor amber"
    assert found.fresh is False  # nord has not measured for nine days


def test_a_scope_at_one_band_is_that_of_all() -> None:
    for green, amber in (("for every pool", ""), ("", "for every pool"), ("for every pool", "for every pool")):
        on = {day: kpi(POOLS % ("11", "11", green, amber), f"2026-07-{day}") for day in (12, 20)}
        assert (on[12].level, on[12].fresh) == ("red", True), (green, amber)
        assert (on[20].level, on[20].fresh) == (None, False), (green, amber)
        assert on[20].because == "every value is older than every day and 2 days of grace allow"


def test_of_two_members_at_one_level_the_one_further_beyond_is_told() -> None:
    found = kpi(POOLS.replace("0.44", "0.1") % ("12", "11", "", "for every pool"), "2026-07-12")
    assert found.because == "0.1 mg/l of nord is red: neither green nor amber"  # 0.2 below, and see 0.12 above


def test_the_freshness_of_a_whole_is_that_of_its_listed_members() -> None:
    text = """metric calls { unit calls split by desk in ["a", "b"] take sum over 7 days updated every day grace 1 day
      values for a { 2026-07-10 5 2026-07-20 5 } values for b { 2026-07-%s 5 } }
    kpi k "K" { owner "O" metric calls green at most 20 }"""
    late, early = kpi(text % "12", "2026-07-20"), kpi(text % "19", "2026-07-20")
    assert (late.fresh, late.level) == (False, None)
    assert late.because == "the last value is of 2026-07-12, older than every day and 1 days of grace allow"
    assert (early.fresh, early.level) == (True, "green")


def test_a_listed_member_that_never_spoke_leaves_freshness_unknown() -> None:
    found = kpi(POOLS.replace("values for sued { 2026-07-%s 0.47 }", "") % ("19", "", "for every pool"), "2026-07-12")
    assert found.fresh is None
    assert found.why("fresh") == "`water` has no value of the whole by 2026-07-12, only those of its members"


def test_a_level_of_members_counts_once_it_has_lasted() -> None:
    text = """metric m { unit min split by site in ["a"] values for a { 2026-07-01 9 2026-07-10 1 } }
    kpi k "K" { owner "O" metric m green at most 5 for every site lasting 3 days }"""
    assert [kpi(text, f"2026-07-{day}").level for day in ("02", "03", "11", "12")] == [None, "red", "red", "green"]

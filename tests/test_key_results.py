"""What else is known of a key result: gates, tiers, rates, scores, members, budgets, and the sentences about them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from scoring import goal, key_result, objective, scored

from okrlang.model.quantity import show, text
from okrlang.model.workspace import KeyResult
from okrlang.score.case import Case
from okrlang.score.exact import decimal

CHURN = """metric churn { unit % better lower values { 2026-07-01 4.2% 2026-08-01 3.5% 2026-09-30 2.5% } }
metric refunds { unit % updated every month values { 2026-06-30 2% 2026-07-31 2.5% 2026-08-31 3.5% 2026-09-30 1% } }
"""
BODY = "metric churn from 4.2% to 2.8% "


# --- gates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gate", "on", "status", "holds"),
    [
        ("refunds at most 3%", "2026-08-15", "on_track", True),
        ("refunds at most 3%", "2026-08-31", "at_risk", False),
        ("refunds at most 3%", "2026-09-30", "achieved", True),
        ("refunds at most 0.5%", "2026-09-30", "missed", False),
        ("refunds at most measured", "2026-07-10", "open", True),
        ("refunds at most measured", "2026-08-10", "at_risk", False),
        ("refunds at most measured", "2026-09-30", "achieved", True),
        ("refunds at most 3%", "2026-12-31", "achieved", True),  # taken at due
    ],
)
def test_a_gate_on_a_metric(gate: str, on: str, status: str, holds: bool) -> None:
    found = key_result(f"{BODY} provided {gate}", on, CHURN)
    assert (found.status, found.provided[0].holds) == (status, holds)


@pytest.mark.parametrize(
    ("on", "status"), [("2026-07-10", "open"), ("2026-08-15", "at_risk"), ("2026-09-30", "no_data")]
)
def test_a_gate_that_nobody_measured_is_not_met(on: str, status: str) -> None:
    found = key_result(f"{BODY} provided calls at most 3", on, CHURN + "metric calls { values { 2027-01-01 1 } }\n")
    assert (found.status, found.provided[0].holds) == (status, None)
    assert found.provided[0].because == "`calls` has no value"


def test_a_gate_whose_value_is_too_old_is_not_met() -> None:
    found = key_result(
        f"{BODY} provided calls at most 3",
        "2026-08-15",
        CHURN + "metric calls { updated every day values { 2026-08-01 1 } }\n",
    )
    assert (found.status, found.provided[0].holds) == ("at_risk", None)


KPI = CHURN + 'kpi stable "S" { owner "O" metric refunds green at most 2% amber at most 3% }\n'


@pytest.mark.parametrize(
    ("level", "on", "holds"),
    [
        ("green", "2026-07-10", True),
        ("green", "2026-08-10", False),
        ("amber", "2026-08-10", True),
        ("amber", "2026-07-10", True),  # green is better than amber
        ("amber", "2026-09-10", False),
        ("green", "2026-09-30", True),
        ("green", "2026-06-29", None),
    ],
)
def test_a_gate_on_the_level_of_a_kpi(level: str, on: str, holds: bool | None) -> None:
    assert key_result(f"{BODY} provided stable stays {level}", on, KPI).provided[0].holds is holds


def test_what_a_gate_says() -> None:
    found = key_result(f"{BODY} provided refunds at most 2%", "2026-08-15", CHURN)
    assert found.provided[0].text == "refunds at most 2%"
    assert found.because == (
        "3.5% is 50% of the way from 4.2% to 2.8%; 50% is expected by now; "
        "`refunds` is 2.5% against `refunds at most 2%`; so it is at risk at best"
    )


def test_a_gate_keeps_milestones_from_being_achieved() -> None:
    body = "due 2026-08-31 done 2026-08-20 provided refunds at most 2%"
    assert [key_result(body, on, CHURN).status for on in ("2026-08-20", "2026-08-31")] == ["at_risk", "missed"]
    assert key_result(body.replace("2%", "9%"), "2026-08-20", CHURN).status == "achieved"


# --- tiers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "on", "commit", "stretch"),
    [
        (BODY + "commit 3.5% stretch 2.0%", "2026-07-20", False, False),
        (BODY + "commit 3.5% stretch 2.0%", "2026-08-15", True, False),
        (BODY + "commit 3.5% stretch 2.5%", "2026-09-30", True, True),
        (BODY + "commit 3.5%", "2026-08-15", True, None),
        (BODY, "2026-08-15", None, None),
        ("metric churn at most 3% commit 3.5% stretch 2%", "2026-08-15", True, False),
        ("metric churn down 1 pp commit 3.5% stretch 3%", "2026-08-15", True, False),
        ("metric churn keep at most 3% in every month commit 4% stretch 1%", "2026-08-31", False, False),
        ("metric refunds keep at most 4% in every month commit 9% stretch 3%", "2026-08-31", True, False),
        (BODY + "commit 3.5%", "2026-06-30", None, None),
    ],
)
def test_tiers_are_reached_or_not(body: str, on: str, commit: bool | None, stretch: bool | None) -> None:
    found = key_result(body, on, CHURN).tiers
    assert (found.commit, found.stretch) == (commit, stretch)


def test_tiers_of_members_are_reached_as_the_scope_asks() -> None:
    nps = 'metric nps { split by region in ["n", "s"] values for n { 2026-07-01 30 } values for s { 2026-07-01 10 } }\n'
    found = key_result("metric nps at least 40 for at least 1 region commit 30 stretch 60", "2026-07-20", nps)
    assert (found.tiers.commit, found.tiers.stretch) == (True, False)


def test_tiers_of_zones_are_the_zones() -> None:
    said = 'check in on 2026-08-01 by "Lead" { report o.k commit }\n'
    found = key_result('commit "A" target "B" stretch "C"', "2026-08-01", said)
    assert (found.tiers.commit, found.tiers.stretch) == (True, False)


# --- numbers ---------------------------------------------------------------------------------------------------------


def test_all_numbers_of_a_change() -> None:
    # 46 of 92 days are over; 0.7 of 1.4 points are gone.
    found = key_result(BODY, "2026-08-15", CHURN)
    assert (text_of(found.current), found.at, text_of(found.baseline)) == ("3.5%", date(2026, 8, 1), "4.2%")
    assert (text_of(found.target), text_of(found.distance)) == ("2.8%", "0.7 pp")
    assert (found.raw, found.progress, found.low, found.high) == (Decimal("0.5"),) * 4
    assert found.achieved_rate is not None
    assert found.required_rate is not None
    assert found.achieved_rate.value == decimal(Fraction("-0.7") / 46)
    assert found.required_rate.value == decimal(Fraction("-0.7") / 46)
    assert found.unit is not None
    assert found.unit.name == "%"


def text_of(quantity: object) -> str | None:
    return None if quantity is None else text(quantity)  # type: ignore[arg-type]


def test_what_goes_wrong_is_not_held_to_zero() -> None:
    found = key_result(
        "metric churn from 9% to 2%", "2026-07-20", "metric churn { unit % values { 2026-07-20 12% } }\n"
    )
    assert (found.raw, found.progress) == (decimal(Fraction(-3, 7)), Decimal(0))
    assert found.because.startswith("12% is further from 2% than 9%, where it began")
    found = key_result(
        "metric churn from 100% to 60%", "2026-07-20", "metric churn { unit % values { 2026-07-20 50% } }\n"
    )
    assert (found.raw, found.progress, text_of(found.distance)) == (Decimal("1.25"), Decimal(1), "0 pp")
    assert found.required_rate is not None
    assert found.required_rate.value == 0


def test_nineteenths_are_exact_until_they_are_shown() -> None:
    found = key_result("from 41 to 60", "2026-07-20", 'check in on 2026-07-20 by "L" { report o.k 50 }\n')
    assert found.part.progress == Fraction(9, 19)
    assert found.progress == Decimal("0.47368421052631578947368421052631578947")


@pytest.mark.parametrize(
    ("body", "away"),
    [
        ("metric churn at most 3%", "0.5 pp"),
        ("metric churn at most 4%", "0 pp"),
        ("metric churn at least 5%", "1.5 pp"),
        ("metric churn between 1% and 3%", "0.5 pp"),
        ("metric churn between 4% and 5%", "0.5 pp"),
    ],
)
def test_a_bound_says_how_far_it_is(body: str, away: str) -> None:
    churn = "metric churn { unit % values { 2026-08-01 3.5% } }\n"
    assert text_of(key_result(body, "2026-08-15", churn).distance) == away


def test_a_bound_has_no_baseline_and_says_so() -> None:
    found = key_result("metric churn at most 3%", "2026-08-15", CHURN)
    assert (found.baseline, found.achieved_rate) == (None, None)
    assert found.why("baseline") == "a bound has no baseline"
    assert found.why("expected") == "nothing is expected before 2026-09-30"


def test_every_number_that_is_missing_has_a_reason() -> None:
    bodies = (BODY, "metric churn at most 3%", "metric churn at most tbd", "due 2026-08-31", 'commit "A" target "B"')
    for body in (*bodies, "metric churn keep at most 3% in every month", "metric churn establish"):
        for on in ("2026-06-30", "2026-07-10", "2026-08-15", "2026-09-30"):
            for around in (CHURN, "metric churn { unit % better lower }\n"):
                found = scored(around + goal(body), on)
                for result in (found.key_result("o.k"), found.objective("o")):
                    for field in result.__match_args__:
                        if getattr(result, field) is None and field not in ("called", "policy"):
                            assert result.why(field) != "it does not apply here", (body, on, field)
                            assert field in dict(result.unknown)
                            assert all(dict(result.unknown).values()), result.unknown


# --- scores ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "score"),
    [
        (BODY, "1"),
        ("metric churn from 4.2% to 0.8%", "1/2"),
        ("metric churn at most 3%", "1"),
        ("metric churn at most 2%", "0"),
        ("metric refunds keep at most 3% in 60% of months", "1"),  # two of three held, and that was all that was asked
        ("metric refunds keep at most 3% in every month", "2/3"),
        ("due 2026-09-30 score 0.3", "3/10"),
    ],
)
def test_the_score_comes_with_the_close(body: str, score: str) -> None:
    assert key_result(body, "2026-09-29", CHURN).score is None
    assert key_result(body, "2026-09-29", CHURN).why("score") == "the score comes with the close on 2026-09-30"
    assert key_result(body, "2026-09-30", CHURN).score == decimal(Fraction(score))


def test_written_scores_stand_beside_the_computed_one() -> None:
    records = """
    evaluation "Closed" on 2026-10-05 { covers o score o.k 0.6 projected 0.8 cause "Late" }
    evaluation "Closed again" on 2026-10-09 { covers o score o.k 0.9 }
    """
    before, first, then = (key_result(BODY, on, CHURN + records) for on in ("2026-10-04", "2026-10-05", "2026-10-09"))
    assert (before.written_score, before.projected_score) == (None, None)
    assert (first.written_score, first.projected_score, first.score) == (Decimal("0.6"), Decimal("0.8"), Decimal(1))
    assert (then.written_score, then.projected_score) == (Decimal("0.9"), Decimal("0.8"))


# --- people ----------------------------------------------------------------------------------------------------------


def test_confidence_is_what_was_said_last() -> None:
    said = 'check in on 2026-07-20 by "L" { report o.k confidence 4 of 10 }\n'
    found = [
        key_result(BODY + "confidence 7 of 10", on, CHURN + said).confidence for on in ("2026-07-19", "2026-07-20")
    ]
    assert found == [Decimal("0.7"), Decimal("0.4")]


def test_a_reported_status_is_marked_as_reported() -> None:
    said = 'check in on 2026-07-05 by "L" { report o.k on track }\n'
    early, later = (key_result(BODY, on, CHURN + said) for on in ("2026-07-10", "2026-07-20"))
    assert (early.status, early.reported) == ("on_track", True)
    assert early.because.endswith("; on track as reported on 2026-07-05")
    assert (later.status, later.reported) == ("off_track", False)
    assert key_result(BODY, "2026-07-10", CHURN).reported is False


def test_the_publishers_word_stands_beside_the_status() -> None:
    found = scored(CHURN + goal(BODY), "2026-08-20", policy="viva", beside=("burningokr", "tability", "pace"))
    k = found.key_result("o.k")  # 0.5 of the way, 51 of 92 days
    assert (k.status, k.called, k.policy) == ("at_risk", "behind", "viva")
    assert [(s.policy, s.status, s.called) for s in k.statuses] == [
        ("burningokr", "on_track", "green"),
        ("tability", "on_track", "green"),
        ("pace", "on_track", None),
    ]


def test_a_policy_of_the_objective_comes_before_that_of_its_cycle() -> None:
    cycle = "cycle 2026-Q3 { policy viva }\n"
    assert key_result(BODY, "2026-08-20", cycle + CHURN).policy == "viva"
    own = scored(cycle + CHURN + goal(BODY, about="committed policy gap"), "2026-08-20").key_result("o.k")
    assert own.policy == "gap"


# --- members and periods ---------------------------------------------------------------------------------------------


def test_members_show_their_own_value_and_whether_they_hold() -> None:
    values = "values for n { 2026-07-01 50 } values for s { 2026-07-05 10 }"
    nps = f'metric nps {{ split by region in ["n", "s", "w"] {values} }}\n'
    found = key_result("metric nps at least 40 for every region", "2026-07-20", nps)
    assert [(m.name, text_of(m.value), m.holds) for m in found.members] == [
        ("n", "50", True),
        ("s", "10", False),
        ("w", None, None),
    ]
    assert (found.progress, found.low, found.high) == (
        decimal(Fraction(1, 3)),
        decimal(Fraction(1, 3)),
        decimal(Fraction(2, 3)),
    )
    assert found.current is None
    assert found.why("current") == "it is judged member by member, and not all have a value: w"
    assert found.because.startswith("1 of 3 members hold; not s; nothing certain of w")


def test_members_are_never_compared_with_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comparing each with each would take minutes where a source has thousands."""

    def compared(one: Case, other: object) -> bool:
        raise AssertionError(f"{one} was compared with {other}")

    monkeypatch.setattr(Case, "__eq__", compared)
    nps = 'metric nps { split by region in ["n", "s"] values for n { 2026-07-01 50 } values for s { 2026-07-05 10 } }\n'
    for form in ("at least 40", "from 5 to 40"):
        assert key_result(f"metric nps {form} for every region", "2026-07-20", nps).members[1].name == "s"


def test_members_are_those_that_the_source_ever_had() -> None:
    nps = "metric nps { split by region values for n { 2026-07-01 50 } values for s { 2026-08-05 10 } }\n"
    body = "metric nps at least 40 for every region"
    assert [m.name for m in key_result(body, "2026-08-04", nps).members] == ["n"]
    assert [m.name for m in key_result(body, "2026-08-05", nps).members] == ["n", "s"]


def test_a_keep_tells_its_budget() -> None:
    uptime = "metric uptime { unit % updated every week values { 2026-07-05 94% 2026-07-12 96% 2026-07-19 93% } }\n"
    found = key_result("metric uptime keep at least 95% in 90% of weeks", "2026-07-19", uptime)
    assert found.budget is not None
    shares = (found.budget.allowed, found.budget.left, found.budget.spent)
    assert shares == (Fraction(13, 10), Fraction(-7, 10), Fraction(20, 13))
    assert found.status == "missed"
    assert found.because == (
        "1 of 3 weeks held `at least 95%`; up to 1.3 of 13 may fail; 90% is expected by now; it cannot be met any more"
    )


def test_what_cannot_be_met_any_more_stays_missed_when_the_data_stop() -> None:
    n = "values for n { 2026-07-05 99%  2026-07-12 99%  2026-07-19 99% }"
    s = "values for s { 2026-07-05 90%  2026-07-12 90%  2026-07-19 99% }"
    uptime = f'metric uptime {{ unit %  updated every week  split by region in ["n", "s"]  {n} {s} }}\n'
    body = "metric uptime keep at least 95% for every region in 90% of weeks"
    assert key_result(body, "2026-07-20", uptime).status == "missed"
    for day in ("2026-08-20", "2026-10-10"):  # 1.3 of 13 weeks may fail, and in `s` two did; of `n` nobody knows
        found = key_result(body, day, uptime)
        assert (found.status, found.low, found.high) == ("missed", Decimal(0), decimal(Fraction(1, 2)))
        assert [(m.name, m.holds) for m in found.members] == [("n", None), ("s", False)]
        assert "0 of 2 members hold; not s; nothing certain of n" in found.because
        assert "older than every week allows" in found.because
        assert found.because.endswith("it cannot be met any more" if day < "2026-10" else "it was due on 2026-09-30")
    of = objective(uptime + goal(body), "2026-08-20")
    assert (of.progress, of.low, of.high) == (None, Decimal(0), decimal(Fraction(1, 2)))
    assert objective(uptime + goal(body), "2026-10-10").status == "missed"


# --- as it was -------------------------------------------------------------------------------------------------------


def test_a_status_can_be_asked_for_as_it_was() -> None:
    found = scored(CHURN + goal(BODY), "2026-10-10")
    days = ("2026-07-10", "2026-07-20", "2026-08-10", "2026-09-30")
    statuses = [found.key_result("o.k", date.fromisoformat(day)).status for day in days]
    assert statuses == ["open", "off_track", "on_track", "achieved"]
    assert found.key_result("o.k") is found.key_result("o.k", date(2026, 10, 10))


def test_since_when_a_status_stands() -> None:
    found = scored(CHURN + goal(BODY), "2026-08-10")
    assert found.status_since("o.k") == date(2026, 8, 1)
    assert scored(CHURN + goal(BODY), "2026-07-20").status_since("o.k") == date(2026, 7, 14)
    assert scored(CHURN + goal(BODY), "2026-12-31").status_since("o.k") == date(2026, 9, 30)
    assert scored(CHURN + goal(BODY), "2026-12-31").status_since("o") == date(2026, 9, 30)
    assert objective(CHURN + goal(BODY), "2026-07-20").status == "off_track"


def test_a_status_as_it_was_knows_nothing_of_later_values() -> None:
    late = "metric late { updated every month values { 2026-07-20 40 2026-08-15 30 } }\n"
    found = scored(late + goal("metric late from measured to 20"), "2026-08-15")
    statuses = [found.key_result("o.k", date(2026, 7, day)).status for day in (19, 20)]
    assert statuses == ["no_data", "off_track"]


def test_dropping_a_key_result_after_the_close_changes_nothing_of_its_objective() -> None:
    text = CHURN + goal(BODY + 'dropped on 2026-10-05 because "B"')
    assert (objective(text, "2026-10-10").status, key_result(BODY, "2026-10-10", CHURN).status) == ("achieved",) * 2


@pytest.mark.parametrize(
    ("body", "current", "target"),
    [
        ("metric nps at least 40 for every region", "10", "40"),
        ("metric nps at most 40 for every region", "50", "40"),
        ("metric nps between 45 and 60 for every region", "10", "45"),
        ("metric nps from 0 to 100 for every region", "10", "100"),
        ("metric nps at least 60 for n at least 5 for s", "50", "60"),
    ],
)
def test_the_worst_member_speaks_for_all(body: str, current: str, target: str) -> None:
    nps = 'metric nps { split by region in ["n", "s"] values for n { 2026-07-01 50 } values for s { 2026-07-05 10 } }\n'
    found = key_result(body, "2026-07-20", nps)
    assert (text_of(found.current), text_of(found.target), found.at) == (current, target, date(2026, 7, 1))


def test_all_values_are_in_the_unit_of_the_measure() -> None:
    wait = "metric wait { unit h better lower values { 2026-07-01 2 2026-08-15 1.5 } }\n"
    found = key_result("metric wait from 120 min to 60 min commit 90 min", "2026-08-15", wait)
    shown = [text_of(q) for q in (found.baseline, found.current, found.target, found.distance)]
    assert shown == ["2 h", "1.5 h", "1 h", "0.5 h"]
    assert (found.progress, found.tiers.commit, found.unit and found.unit.name) == (Decimal("0.5"), True, "h")


def test_a_sum_of_the_cycle_to_date_shows_that_it_began_at_nothing() -> None:
    signed = "metric signed { unit shops take sum values { 2026-07-10 100 } }\n"
    found = key_result("metric signed at least 250 shops", "2026-07-20", signed)
    assert (text_of(found.baseline), found.progress, text_of(found.distance)) == (
        "0 shops",
        Decimal("0.4"),
        "150 shops",
    )
    assert found.because == "100 shops is 40% of 250 shops; nothing is expected before 2026-09-30"


def test_fewer_members_than_asked_for_may_still_become_enough() -> None:
    nps = "metric nps { split by region values for n { 2026-07-01 50 } }\n"
    body = "metric nps keep at least 40 for at least 2 regions in every month"
    nps = nps.replace("split", "updated every year split")
    assert key_result(body, "2026-08-20", nps).status == "off_track"
    assert key_result(body, "2026-09-30", nps).status == "missed"


def test_a_value_near_its_target_is_said_to_be() -> None:
    churn = "metric churn { unit % tolerance 0.05 pp values { 2026-07-01 3.04% 2026-09-01 3.06% } }\n"
    near, far = (key_result("metric churn at most 3%", on, churn).because for on in ("2026-07-20", "2026-09-20"))
    assert near.startswith("3.04% is 0.04 pp more than 3%; that is within the tolerance of 0.05 pp")
    assert "tolerance" not in far


def test_a_keep_against_what_was_measured() -> None:
    # In the week before the cycle began there were 5 pages; a week is held against a week.
    pages = "metric pages { take sum values { 2026-06-25 5 2026-07-01 2 2026-07-08 5 2026-07-15 6 } }\n"
    found = key_result("metric pages keep at most measured in 50% of weeks", "2026-07-19", pages)
    assert found.budget is not None
    assert (found.budget.failed, found.progress) == (1, decimal(Fraction(2, 3)))


def test_an_objective_of_which_nothing_is_expected_says_that_data_are_missing() -> None:
    reach = 'key result j "J" { at least 5 cards due 2026-09-30 }'
    found = objective(f'objective o "O" {{ owner "L" cycle 2026-Q3 {reach} }}\n', "2026-08-20")
    assert (found.status, found.because) == (
        "no_data",
        "not known, between 0% and 100% depending on 1 unmeasured key result; nothing is expected yet; no data of o.j",
    )


def test_one_is_said_in_the_singular() -> None:
    said = 'check in on 2026-07-10 by "L" { report o.k 249 }\n'
    assert key_result("at least 250 cards", "2026-07-20", said).because.startswith("249 cards is 1 short of 250 cards")
    steps = 'milestone "A" { done 2026-07-05 }  milestone "B" { due 2026-09-01 }  milestone "C" { due 2026-09-02 }'
    assert key_result(steps, "2026-07-20").because.startswith("1 of 3 milestones is done, 33% of the whole")


# --- windows that overlap ----------------------------------------------------------------------------------------------


def test_limits_of_a_rolling_window_are_those_of_separate_windows() -> None:
    """Eight weeks with 1 or 3 a day: 7, 21, 7, … a week, centre 14, steps of 14, and 2.66 of them to each side."""
    days = [date(2026, 5, 4) + timedelta(n) for n in range(56)]
    values = " ".join(f"{day} {1 if n // 7 % 2 == 0 else 3}" for n, day in enumerate(days))
    around = (
        f"metric faults {{ unit faults take sum over 7 days better lower updated every day values {{ {values} }} }}\n"
    )
    found = scored(around + goal("metric faults from 21 to 5"), "2026-07-02")
    asked = found.workspace.find("key_result", "o.k")
    assert isinstance(asked, KeyResult)
    limits = found.limits(asked, date(2026, 6, 28))
    assert not isinstance(limits, str)
    assert [show(one) for one in (limits.centre, limits.lower, limits.upper)] == [
        "14 faults",
        "-23.24 faults",
        "51.24 faults",
    ]

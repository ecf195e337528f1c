"""Status: the order of decision, and what published policies say of the same numbers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrlang.score.status import Facts, Judged, Line, Numbers, Outcome, StatusPolicy, decide, worst

shares = st.fractions(min_value=0, max_value=1, max_denominator=40)


def line(status: str, at_least: str, ratio: bool = True) -> Line:
    def condition(n: Numbers) -> bool | None:
        if n.progress is None or n.expected is None:
            return None
        return n.progress >= Fraction(at_least) * n.expected if ratio else n.progress - n.expected >= Fraction(at_least)

    return Line(Judged(status), condition)


PACE = StatusPolicy(
    "pace", (line("on_track", "0.9"), line("at_risk", "0.7")), Judged("off_track"), grace=Fraction("0.15")
)
GAP = StatusPolicy("gap", (line("on_track", "-0.2", False), line("at_risk", "-0.4", False)), Judged("off_track"))
GOOD, BAD = Judged("on_track"), Judged("off_track")


def at(progress: str, expected: str) -> Numbers:
    return Numbers(Fraction(progress), Fraction(expected), Fraction(expected))


@pytest.mark.parametrize(
    ("progress", "expected", "pace", "gap"),
    [
        ("0.45", "0.5", "on_track", "on_track"),
        ("0.449", "0.5", "at_risk", "on_track"),
        ("0.35", "0.5", "at_risk", "on_track"),
        ("0.349", "0.5", "off_track", "on_track"),
        ("0.3", "0.5", "off_track", "on_track"),  # green in one published tool and off track in another
        ("0.29", "0.5", "off_track", "at_risk"),
        ("0.1", "0.51", "off_track", "off_track"),
        ("0.6", "2/3", "on_track", "on_track"),  # exactly 0.9 of two thirds
    ],
)
def test_each_policy_draws_its_own_line(progress: str, expected: str, pace: str, gap: str) -> None:
    found = PACE.judge(at(progress, expected)), GAP.judge(at(progress, expected))
    assert found == (Judged(pace), Judged(gap))


def test_a_line_that_cannot_be_known_is_not_passed_over() -> None:
    grade = StatusPolicy("grade", (Line(GOOD, lambda n: None if n.score is None else n.score >= Fraction("0.7")),), BAD)
    assert grade.judge(at("0.9", "0.5")) is None
    assert grade.judge(Numbers(Fraction(1), Fraction(1), Fraction(1), score=Fraction("0.7"))) == GOOD


def test_a_policy_may_set_its_own_zones() -> None:
    assert PACE.zone("target") == Fraction("0.7")
    own = replace(PACE, zones={"target": Fraction("0.6")})
    assert [own.zone(z) for z in ("target", "commit", "fail")] == [Fraction("0.6"), Fraction("0.3"), Fraction(0)]


# --- the order -------------------------------------------------------------------------------------------------------


def status(facts: Facts, outcome: Outcome) -> str:
    return decide(facts, outcome, outcome).status


def test_the_first_that_holds_decides() -> None:
    facts = Facts("dropped", started=False, silent="no_data", closed=True, expecting=False, reported="at_risk")
    outcome = Outcome(met=True, at_once=False, judged=BAD)
    found = [status(facts, outcome)]
    for change in (
        {"gone": None},
        {"started": True},
        {"silent": "stale"},
        {"silent": None},
        {"closed": False},
        {"at_once": None},
        {"reported": None},
        {"expecting": True},
    ):
        if "at_once" in change:
            outcome = replace(outcome, at_once=None)
        else:
            facts = replace(facts, **change)
        found.append(status(facts, outcome))
    expected = ["dropped", "not_started", "no_data", "stale", "achieved", "missed", "at_risk", "open", "off_track"]
    assert found == expected


def test_what_has_no_target_to_judge_by_stays_open_or_as_reported() -> None:
    for closed in (False, True):
        open_end = Facts(open_end=True, closed=closed)
        assert status(open_end, Outcome(met=False)) == "open"
        assert status(replace(open_end, reported="off_track"), Outcome(met=False)) == "off_track"


def test_what_is_missing_decides_where_it_could_change_the_status() -> None:
    bad, good = Outcome(met=False, judged=BAD), Outcome(met=True, judged=GOOD)
    assert decide(Facts(), bad, good).status == "no_data"
    assert decide(Facts(), bad, good, doubt="stale").status == "stale"
    assert decide(Facts(closed=True), bad, good).status == "no_data"
    assert decide(Facts(), replace(good, at_once=False), good).status == "no_data"
    assert decide(Facts(), bad, replace(good, judged=BAD)).status == "off_track"


def test_a_policy_that_cannot_speak_yet_leaves_it_open() -> None:
    assert status(Facts(), Outcome(met=False)) == "open"
    assert status(Facts(reported="at_risk"), Outcome(met=False)) == "at_risk"


@pytest.mark.parametrize(
    ("facts", "outcome", "holds", "broken", "unknown"),
    [
        (Facts(), Outcome(met=False, judged=GOOD), "on_track", "at_risk", "at_risk"),
        (Facts(), Outcome(met=False, judged=BAD), "off_track", "off_track", "off_track"),
        (Facts(expecting=False), Outcome(met=False), "open", "at_risk", "open"),
        (Facts(expecting=False, reported="on_track"), Outcome(met=False), "on_track", "at_risk", "at_risk"),
        (Facts(), Outcome(met=True, at_once=True), "achieved", "at_risk", "at_risk"),
        (Facts(), Outcome(met=False, at_once=False), "missed", "missed", "missed"),
        (Facts(closed=True), Outcome(met=True), "achieved", "missed", "no_data"),
        (Facts(closed=True), Outcome(met=False), "missed", "missed", "missed"),
        (Facts(silent="stale"), Outcome(met=True), "stale", "stale", "stale"),
        (Facts(gone="carried"), Outcome(met=True), "carried", "carried", "carried"),
        (Facts(started=False), Outcome(met=True), "not_started", "not_started", "not_started"),
    ],
)
def test_a_gate_holds_back_what_is_good(facts: Facts, outcome: Outcome, holds: str, broken: str, unknown: str) -> None:
    assert [status(replace(facts, gates=gate), outcome) for gate in (True, False, None)] == [holds, broken, unknown]


def test_the_publishers_word_stays_with_the_status() -> None:
    behind = Outcome(met=True, judged=Judged("at_risk", "behind"))
    assert decide(Facts(), behind, behind).called == "behind"
    assert decide(Facts(closed=True), behind, behind).called is None


def test_as_good_as_the_worst() -> None:
    assert worst(["achieved", "on_track", "at_risk"]) == "at_risk"
    assert worst(["on_track", "open", "dropped"]) == "on_track"
    assert worst(["off_track", "missed", "stale", "no_data"]) == "no_data"
    assert worst(["open", "open"]) == "open"
    assert worst(["dropped"]) is None
    assert worst([]) is None


# --- laws ------------------------------------------------------------------------------------------------------------

ORDER = ("missed", "off_track", "at_risk", "on_track", "achieved")


@given(shares, shares, shares, st.sampled_from([PACE, GAP]))
def test_more_progress_never_worsens_the_status(
    a: Fraction, b: Fraction, expected: Fraction, policy: StatusPolicy
) -> None:
    less, more = (policy.judge(Numbers(p, expected, expected)) for p in sorted((a, b)))
    assert less
    assert more
    assert ORDER.index(less.status) <= ORDER.index(more.status)


outcomes = st.builds(
    Outcome,
    met=st.booleans(),
    at_once=st.sampled_from([True, False, None]),
    judged=st.sampled_from([GOOD, Judged("at_risk"), BAD, None]),
)
facts_known = st.builds(
    Facts,
    closed=st.booleans(),
    expecting=st.booleans(),
    reported=st.sampled_from([None, "on_track", "off_track"]),
    gates=st.booleans(),
)


@given(facts_known, outcomes, outcomes, st.booleans())
def test_a_status_holds_whatever_the_unknown_turn_out_to_be(facts: Facts, a: Outcome, b: Outcome, gate: bool) -> None:
    part = decide(facts if gate else replace(facts, gates=None), a, b).status
    for outcome in (a, b):
        full = status(facts, outcome)
        if part in ("achieved", "missed", "on_track"):
            assert part == full

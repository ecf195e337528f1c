"""Status: the order of decision, and what published policies say of the same numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring import policies

from okrlang.score.status import Facts, Judged, Numbers, Outcome, decide, worst, zone_score
from okrlang.syntax.frozen import altered

shares = st.fractions(min_value=0, max_value=1, max_denominator=40)
GOOD, BAD = Judged("on_track"), Judged("off_track")


# --- policies --------------------------------------------------------------------------------------------------------


def by(policy: str, progress: str, expected: str) -> Judged:
    """What a policy says at a progress, where as much of the time is over as is expected."""
    share, time = Fraction(progress), Fraction(expected)
    found = Numbers(share, time, time, share).judged_by(policies()[policy])
    assert found
    return found


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
        ("3/5", "2/3", "on_track", "on_track"),  # exactly 0.9 of two thirds
        ("7/15", "2/3", "at_risk", "on_track"),  # exactly 0.7 of it, and exactly a fifth behind
    ],
)
def test_each_policy_draws_its_own_line(progress: str, expected: str, pace: str, gap: str) -> None:
    assert by("pace", progress, expected).status == pace
    assert by("gap", progress, expected).status == gap


PUBLISHED = ("burningokr", "viva", "tability", "mooncamp", "puzzle")


@pytest.mark.parametrize(
    ("progress", "elapsed", "words"),
    [
        ("0.30", "0.50", "green, behind, yellow, off track, commit"),
        ("0.45", "0.90", "red, at risk, yellow, off track, commit"),
        ("0.72", "1.00", "yellow, at risk, green, progressing, target"),
        ("0.40", "0.50", "green, behind, green, progressing, commit"),
    ],
)
def test_published_policies_say_what_their_publishers_say(progress: str, elapsed: str, words: str) -> None:
    found = [by(policy, progress, elapsed) for policy in PUBLISHED]
    assert ", ".join(f.called or f.status.replace("_", " ") for f in found) == words


@pytest.mark.parametrize(
    ("score", "word"), [("0", "red"), ("0.399", "red"), ("0.4", "yellow"), ("0.699", "yellow"), ("0.7", "green")]
)
def test_no_score_falls_between_two_bands(score: str, word: str) -> None:
    assert by("google", score, "1").called == word


@pytest.mark.parametrize(
    ("progress", "word"), [("0.949", "lagging"), ("0.95", "on_track"), ("0.75", "at risk"), ("0.751", "lagging")]
)
def test_upraise(progress: str, word: str) -> None:
    found = by("upraise", progress, "1")
    assert (found.called or found.status) == word


def test_a_line_that_cannot_be_known_is_not_passed_over() -> None:
    assert Numbers(None, Fraction(1), Fraction(1)).judged_by(policies()["pace"]) is None
    assert Numbers(Fraction(1), None, Fraction(1)).judged_by(policies()["burningokr"]) == Judged("on_track", "green")


def test_a_policy_may_set_its_own_zones() -> None:
    own = altered(policies()["pace"], zones={"target": Decimal("0.6")})
    assert [zone_score(own, z) for z in ("target", "commit", "fail")] == [Fraction(6, 10), Fraction(3, 10), Fraction(0)]
    assert zone_score(policies()["pace"], "target") == Fraction(7, 10)


# --- the order -------------------------------------------------------------------------------------------------------


def status(facts: Facts, outcome: Outcome) -> str:
    return decide(facts, outcome, outcome).status


def test_the_first_that_holds_decides() -> None:
    facts = Facts("dropped", started=False, silent="no_data", closed=True, expecting=False, reported="at_risk")
    outcome = Outcome(met=True, judged=BAD)
    found = [status(facts, outcome)]
    for change in (
        {"gone": None},
        {"started": True},
        {"silent": "stale"},
        {"silent": None},
        {"closed": False, "at_once": False},
        {"at_once": None},
        {"reported": None},
        {"expecting": True},
    ):
        if "at_once" in change:
            outcome = altered(outcome, at_once=change.pop("at_once"))
        facts = altered(facts, **change)
        found.append(status(facts, outcome))
    expected = ["dropped", "not_started", "no_data", "stale", "achieved", "missed", "at_risk", "open", "off_track"]
    assert found == expected


def test_what_is_lost_for_good_stays_missed_when_data_stop() -> None:
    lost, open_still = Outcome(met=False, at_once=False), Outcome(met=True)
    assert decide(Facts(silent="stale"), lost, lost).status == "missed"
    assert decide(Facts(silent="stale"), lost, open_still).status == "stale"


def test_what_has_no_target_to_judge_by_stays_open_or_as_reported() -> None:
    for closed in (False, True):
        open_end = Facts(open_end=True, closed=closed)
        assert status(open_end, Outcome(met=False)) == "open"
        assert status(altered(open_end, reported="off_track"), Outcome(met=False)) == "off_track"


def test_what_is_missing_decides_where_it_could_change_the_status() -> None:
    bad, good = Outcome(met=False, judged=BAD), Outcome(met=True, judged=GOOD)
    assert decide(Facts(), bad, good).status == "no_data"
    assert decide(Facts(), bad, good, doubt="stale").status == "stale"
    assert decide(Facts(closed=True), bad, good).status == "no_data"
    assert decide(Facts(), altered(good, at_once=False), good).status == "no_data"
    assert decide(Facts(), bad, altered(good, judged=BAD)).status == "off_track"


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
    assert [status(altered(facts, gates=gate), outcome) for gate in (True, False, None)] == [holds, broken, unknown]


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


@given(shares, shares, shares, st.sampled_from(sorted(policies())))
def test_more_progress_never_worsens_the_status(a: Fraction, b: Fraction, expected: Fraction, policy: str) -> None:
    less, more = (Numbers(p, expected, expected, p).judged_by(policies()[policy]) for p in sorted((a, b)))
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
    part = decide(facts if gate else altered(facts, gates=None), a, b).status
    for outcome in (a, b):
        full = status(facts, outcome)
        if part in ("achieved", "missed", "on_track"):
            assert part == full

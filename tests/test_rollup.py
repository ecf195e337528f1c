"""Roll-up: weighted means with the bounds that unknown parts leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring import objective, scored

from okrlang.score.exact import decimal
from okrlang.score.results import ObjectiveScore
from okrlang.score.rollup import Part, Sum, portfolio, rolled_up

shares = st.fractions(min_value=0, max_value=1, max_denominator=60)
weights = st.integers(0, 5).map(Fraction)


def known(weight: int | str, share: int | str, expected: str | None = None) -> Part:
    return Part(
        Fraction(weight),
        Fraction(share),
        Fraction(share),
        Fraction(share),
        None if expected is None else Fraction(expected),
    )


def total(*parts: Part) -> Sum:
    found = rolled_up(parts)
    assert found is not None
    return found


def test_weights_count() -> None:
    # two thirds of 1 and one third of 0.4
    found = total(known(2, 1), known(1, "0.4"))
    assert (found.progress, found.low, found.high, found.unknown) == (
        Fraction("0.8"),
        Fraction("0.8"),
        Fraction("0.8"),
        0,
    )


def test_weight_nothing_is_shown_and_not_counted() -> None:
    assert total(known(0, 0), known(1, 1)).progress == 1
    assert total(Part(Fraction(0), None), known(1, 1)).progress == 1
    assert rolled_up([known(0, 1)]) is None
    assert rolled_up([]) is None


def test_an_unknown_part_leaves_bounds() -> None:
    # 0.5 + 0.8 of four, two of them unknown
    found = total(known(1, "0.5"), known(1, "0.8"), Part(Fraction(1), None), Part(Fraction(1), None))
    assert found.progress is None
    assert (found.so_far, found.low, found.high, found.unknown) == (
        Fraction("0.65"),
        Fraction("0.325"),
        Fraction("0.825"),
        2,
    )


def test_a_part_that_is_known_within_bounds_widens_them() -> None:
    found = total(known(1, 1), Part(Fraction(1), Fraction("0.5"), Fraction("0.5"), Fraction("0.7")))
    assert (found.progress, found.low, found.high) == (Fraction("0.75"), Fraction("0.75"), Fraction("0.85"))


def test_what_is_expected_is_weighted_alike() -> None:
    assert total(known(2, 0, "0.5"), known(1, 0, "0.8"), known(5, 0)).expected == Fraction("0.6")
    assert total(known(1, 0)).expected is None


def test_committed_and_aspirational_objectives_are_never_one_number() -> None:
    found = portfolio([True, False, True], [known(1, "0.4"), known(1, "0.9")])
    assert (found.met, found.of, found.mean, found.low, found.high) == (
        2,
        3,
        Fraction("0.65"),
        Fraction("0.65"),
        Fraction("0.65"),
    )
    unknown = portfolio([], [known(1, "0.4"), Part(Fraction(1), None, Fraction("0.2"), Fraction("0.6"))])
    assert (unknown.met, unknown.of, unknown.mean, unknown.low, unknown.high) == (
        0,
        0,
        None,
        Fraction("0.3"),
        Fraction("0.5"),
    )
    assert portfolio([], []).mean is None


@given(st.lists(st.tuples(weights, shares, st.booleans()), min_size=1, max_size=8))
def test_bounds_contain_what_the_unknown_parts_turn_out_to_be(parts: list[tuple[Fraction, Fraction, bool]]) -> None:
    part = rolled_up(Part(w, s, s, s) if is_known else Part(w, None) for w, s, is_known in parts)
    full = rolled_up(Part(w, s, s, s) for w, s, _ in parts)
    assert (part is None) == (full is None)
    if part and full:
        assert full.progress is not None
        assert part.low <= full.progress <= part.high
        assert part.progress in (None, full.progress)


@given(st.lists(st.tuples(weights, shares), min_size=1, max_size=8), st.integers(0, 7), shares)
def test_a_better_part_never_worsens_the_whole(
    parts: list[tuple[Fraction, Fraction]], at: int, better: Fraction
) -> None:
    at %= len(parts)
    weight, share = parts[at]
    raised = [*parts[:at], (weight, max(share, better)), *parts[at + 1 :]]
    before, after = (rolled_up(Part(w, s, s, s) for w, s in some) for some in (parts, raised))
    if before and after:
        assert before.progress is not None
        assert after.progress is not None
        assert before.progress <= after.progress


# --- objectives in goal texts ----------------------------------------------------------------------------------------
#
# On August 15 half of the quarter is over.

MEASURES = """
metric half { values { 2026-07-01 0 2026-08-15 50 2026-09-30 100 } }
metric none { values { 2026-07-01 0 } }
metric full { values { 2026-07-01 100 } }
metric gone { values { 2026-12-31 1 } }
metric aged { updated every month values { 2026-07-01 60 } }
metric load { values { 2026-07-01 5 } }
"""
HALF, NONE, FULL, GONE, AGED = (
    f"metric {name} from 0 to {end} "
    for name, end in (("half", 100), ("none", 1), ("full", 50), ("gone", 1), ("aged", 100))
)
WAIT = "metric half at least 80 "  # nothing is expected of it before September 30


def o(*bodies: str, about: str = "committed", name: str = "o", cycle: str = "2026-Q3") -> str:
    results = " ".join(f'key result k{n} "K" {{ {body} }}' for n, body in enumerate(bodies))
    return f'objective {name} "O" {{ owner "L" cycle {cycle} {about} {results} }}\n'


def test_an_objective_is_the_weighted_mean_of_its_key_results() -> None:
    found = objective(MEASURES + o(HALF + "weight 2", FULL + "weight 1"), "2026-08-15")
    assert (found.progress, found.expected, found.status) == (share("2/3"), share("1/2"), "on_track")
    assert (found.low, found.high, found.score) == (share("2/3"), share("2/3"), None)
    assert found.because == "67% over 2 key results; 50% is expected by now; `pace` calls that on track"


def test_a_key_result_at_150_percent_does_not_make_up_for_one_at_50() -> None:
    assert objective(MEASURES + o(HALF, FULL), "2026-08-15").progress == share("3/4")


def test_weight_nothing_and_dropped_key_results_do_not_count() -> None:
    dropped = NONE + 'dropped on 2026-08-10 because "B"'
    found = scored(MEASURES + o(HALF, NONE + "weight 0", dropped), "2026-08-15")
    assert found.objective("o").progress == share("1/2")
    assert found.objective("o", date(2026, 8, 9)).progress == share("0")


@pytest.mark.parametrize(
    ("bodies", "status", "low", "high", "so_far"),
    [
        ((HALF, GONE), "no_data", "1/4", "3/4", "1/2"),
        ((HALF, AGED), "stale", "1/4", "3/4", "1/2"),
        ((GONE, AGED), "no_data", "0", "1", None),
        ((NONE, NONE, NONE, NONE, GONE), "no_data", "0", "1/5", "0"),
    ],
)
def test_an_unknown_key_result_leaves_bounds(
    bodies: tuple[str, ...], status: str, low: str, high: str, so_far: str | None
) -> None:
    found = objective(MEASURES + o(*bodies), "2026-08-15")
    assert (found.progress, found.status) == (None, status)
    assert (found.low, found.high, found.so_far) == (share(low), share(high), so_far and share(so_far))
    assert found.why("progress").endswith("not measured")


def test_the_bounds_are_said() -> None:
    found = objective(MEASURES + o(HALF, FULL, GONE, AGED), "2026-08-15")
    assert found.because == (
        "75% so far, between 38% and 88% depending on 2 unmeasured key results; 50% is expected by now; "
        "no data of o.k2 and o.k3"
    )


def test_what_nothing_is_expected_of_stays_out_of_the_status() -> None:
    # WAIT counts as 0 in progress, and not at all in the status.
    found = objective(MEASURES + o(HALF, WAIT), "2026-08-15")
    assert (found.progress, found.expected, found.status) == (share("1/4"), share("1/2"), "on_track")
    assert found.because == (
        "25% over 2 key results; 50% without what is not due yet, where 50% is expected by now; "
        "`pace` calls that on track"
    )
    assert objective(MEASURES + o(WAIT), "2026-08-15").status == "open"
    assert objective(MEASURES + o(HALF, WAIT), "2026-07-10").status == "open"  # within the grace


@pytest.mark.parametrize(
    ("bodies", "status", "score"),
    [
        ((HALF, FULL), "achieved", "1"),
        ((HALF, NONE), "missed", "1/2"),
        ((HALF, NONE + "weight 0"), "achieved", "1"),
        ((HALF, GONE), "no_data", None),
        ((HALF, AGED), "stale", None),
        ((HALF, "metric half at least tbd"), "open", None),
        ((NONE, "metric half at least tbd"), "missed", None),
    ],
)
def test_an_objective_is_achieved_when_all_is(bodies: tuple[str, ...], status: str, score: str | None) -> None:
    for on in ("2026-09-30", "2026-12-31"):
        found = objective(MEASURES + o(*bodies), on)
        assert (found.status, found.score) == (status, score and share(score))


def test_an_objective_before_its_start_and_without_anything() -> None:
    assert objective(MEASURES + o(HALF), "2026-06-30").status == "not_started"
    assert objective(MEASURES + o(HALF), "2026-06-30").progress is None
    assert objective(MEASURES + o(HALF, about="from 2026-08-03 committed"), "2026-08-02").status == "not_started"
    assert objective(MEASURES + o(), "2026-08-15").status == "no_data"
    gone = HALF + 'dropped on 2026-08-10 because "B"'
    assert objective(MEASURES + o(gone), "2026-08-15").because == "no key result of it counts"


def test_an_objective_is_dropped_with_all_it_holds() -> None:
    text = MEASURES + o(HALF, about='committed dropped on 2026-08-10 because "B"')
    found = scored(text, "2026-08-15")
    assert (found.objective("o").status, found.key_result("o.k0").status) == ("dropped", "dropped")
    assert found.objective("o").because == "dropped on 2026-08-10: B"
    assert found.key_result("o.k0").because == "its objective was dropped on 2026-08-10: B"


def test_a_gate_of_the_objective_holds_back_the_objective_alone() -> None:
    text = MEASURES + o(HALF, about="committed provided load at most 4")
    found = scored(text, "2026-09-30")
    assert (found.objective("o").status, found.key_result("o.k0").status) == ("missed", "achieved")
    assert objective(text, "2026-08-15").status == "at_risk"
    assert objective(text.replace("most 4", "most 5"), "2026-08-15").status == "on_track"


def test_as_good_as_the_worst_key_result() -> None:
    found = objective(MEASURES + o(HALF, FULL, NONE, WAIT, about="committed policy weakest"), "2026-08-15")
    assert (found.status, found.progress) == ("off_track", share("3/8"))
    assert found.because.endswith("; `weakest` takes the worst: o.k2")
    assert objective(MEASURES + o(HALF, GONE, about="committed policy weakest"), "2026-08-15").status == "no_data"
    assert objective(MEASURES + o(WAIT, about="committed policy weakest"), "2026-08-15").status == "open"


def test_policies_stand_side_by_side() -> None:
    found = scored(MEASURES + o(HALF, NONE), "2026-08-15", beside=("gap", "weakest", "viva")).objective("o")
    assert (found.policy, found.status) == ("pace", "off_track")
    assert [(s.policy, s.status, s.called) for s in found.statuses] == [
        ("gap", "at_risk", None),
        ("weakest", "off_track", None),
        ("viva", "at_risk", "behind"),
    ]


def test_other_objectives_roll_up_only_where_that_is_asked_for() -> None:
    below = o(FULL, about="committed supports o", name="p") + o(NONE, about="committed supports o.k0", name="q")
    text = MEASURES + o(HALF) + below
    assert objective(text, "2026-08-15").progress == share("1/2")
    asked = "cycle 2026-Q3 { rolls up aligned objectives }\n" + text
    assert objective(asked, "2026-08-15").progress == share("1/2")  # (1/2 + 1 + 0) / 3
    assert objective(asked.replace(NONE, GONE), "2026-08-15").high == share("5/6")
    assert objective(asked.replace(NONE, GONE), "2026-08-15").status == "no_data"


def test_a_long_chain_of_objectives_rolls_up() -> None:
    links = "".join(o(HALF, about=f"committed supports c{n}", name=f"c{n + 1}") for n in range(2000))
    text = "cycle 2026-Q3 { rolls up aligned objectives }\n" + MEASURES + o(HALF, name="c0") + links
    assert objective(text, "2026-08-15", name="c0").progress == share("1/2")


def test_a_written_score_stands_beside_that_of_an_objective() -> None:
    text = MEASURES + o(HALF) + 'evaluation "E" on 2026-10-05 { covers o score o 0.6 projected 0.9 }\n'
    found = objective(text, "2026-10-05")
    assert (found.score, found.written_score, found.projected_score) == (Decimal(1), Decimal("0.6"), Decimal("0.9"))


def test_many_objectives() -> None:
    text = MEASURES + "".join(
        (
            o(HALF, name="a"),
            o(NONE, name="b"),
            o(GONE, name="c"),
            o(HALF, name="d", about='committed dropped on 2026-08-10 because "B"'),
            o(NONE, name="e", about="aspirational"),
            o(FULL, name="f", about="aspirational"),
            o(GONE, name="g", about="learning"),
        )
    )
    found = scored(text, "2026-09-30").portfolio("abcdefg")
    assert (found.met, found.of, found.mean) == (1, 3, Fraction(1, 2))


def share(text: str) -> Decimal:
    return decimal(Fraction(text))


# --- the interval is exact -------------------------------------------------------------------------------------------
#
# Each key result has weeks that nobody measured, or was never measured at all. Whatever they turn out to be, the
# objective lies within its bounds, and each bound is met when all turn out at their worst, or at their best.

ASKED = ("from 0 to 10", "at least 5", "keep at least 5 in 60% of weeks", "keep at least 5", "from 10 to 0")
SUNDAYS = [date(2026, 7, 5) + timedelta(7 * n) for n in range(6)]
WORST, BEST = {"from 10 to 0": 99}, {"from 10 to 0": -99}
series = st.lists(st.none() | st.integers(-2, 12), min_size=6, max_size=6)
key_result_forms = st.sampled_from(ASKED)
scopes = st.sampled_from(["", "for every region", "for at least 1 region", "for 50% of regions"])


@dataclass(frozen=True)
class Weighed:
    """A key result: its form, its weight, and a value a week of the whole or of two members, None where none is known."""

    form: str
    scope: str
    weight: int
    members: tuple[list[int | None], ...]

    def text(self, name: str, fill: Callable[[str], int] | None) -> str:
        """The metric and the key result, with the unknown weeks left out or filled."""
        blocks = ""
        for member, weeks in zip(("north", "south") if self.scope else ("",), self.members, strict=False):
            if not self.form.startswith("keep"):  # what has a fresh value is known, whatever was not measured before
                weeks = [5 if value is None else value for value in weeks] if weeks[0] is not None else [None] * 6
            known = [
                f"{day} {fill(self.form) if value is None and fill else value}"
                for day, value in zip(SUNDAYS, weeks, strict=True)
                if value is not None or fill
            ]
            of = f"for {member} " if member else ""
            blocks += f"values {of}{{ {' '.join(known)} }} " if known else ""
        blocks = blocks or "values { 2027-01-01 1 }"
        split = 'split by region in ["north", "south"]' if self.scope else ""
        return f"metric {name} {{ updated every week grace 3 days {split} {blocks} }}\n"

    def key_result(self, name: str) -> str:
        scope = f"{self.scope} " if self.scope else ""
        words = self.form.split(" in ")
        form = f"{words[0]} {scope}" + (f"in {words[1]}" if len(words) > 1 else "")
        return f'key result {name} "K" {{ metric {name} {form} weight {self.weight} }}'


weighed = st.builds(Weighed, key_result_forms, scopes, st.integers(0, 3), st.tuples(series, series))


def completed(of: list[Weighed], on: str, fill: Callable[[str], int] | None, policy: str = "pace") -> ObjectiveScore:
    """The objective of key results, and one below it that rolls up, with what is unknown filled."""
    names = [f"m{n}" for n in range(len(of))]
    metrics = "".join(k.text(name, fill) for name, k in zip(names, of, strict=True))
    first, *rest = (k.key_result(name) for name, k in zip(names, of, strict=True))
    text = (
        "cycle 2026-Q3 { rolls up aligned objectives }\n"
        + metrics
        + f'objective o "O" {{ owner "L" cycle 2026-Q3 {" ".join(rest)} key result sure "K" {{ due 2026-08-01 }} }}\n'
        + f'objective below "B" {{ owner "L" cycle 2026-Q3 supports o {first} key result sure "K" {{ }} }}\n'
    )
    return scored(text, on, policy=policy).objective("o")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(weighed, min_size=1, max_size=3),
    st.sampled_from(["2026-07-20", "2026-08-09", "2026-08-15"]),
    st.sampled_from(["pace", "gap", "grade", "viva"]),
    st.data(),
)
def test_the_interval_is_exact(of: list[Weighed], on: str, policy: str, data: st.DataObject) -> None:
    found = completed(of, on, None, policy)
    worst = completed(of, on, lambda form: WORST.get(form, -99), policy)
    best = completed(of, on, lambda form: BEST.get(form, 99), policy)
    drawn = completed(of, on, lambda _: data.draw(st.integers(-99, 99)), policy)
    assert (worst.progress, best.progress) == (found.low, found.high)
    assert found.low is not None
    assert found.high is not None
    assert drawn.progress is not None
    assert found.low <= drawn.progress <= found.high
    if found.status not in ("no_data", "stale"):
        assert found.status == worst.status == best.status == drawn.status
    if found.low == found.high:
        assert found.progress == drawn.progress

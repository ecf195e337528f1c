"""Roll-up: weighted means with the bounds that unknown parts leave."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

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

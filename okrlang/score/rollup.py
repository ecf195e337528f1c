"""Roll-up: what several parts come to, with the bounds that unknown ones leave."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from okrlang.score.progress import ALL, NOTHING
from okrlang.syntax.frozen import Frozen


class Part(Frozen):
    """One part of a sum: its progress if known, and between what it must lie; weight 0 is shown and not counted."""

    weight: Fraction
    progress: Fraction | None
    low: Fraction = NOTHING
    high: Fraction = ALL
    expected: Fraction | None = None
    score: Fraction | None = None


class Sum(Frozen):
    """A weighted mean: unknown (None) while a part is, but between `low` and `high`; `so_far` is that of the known."""

    progress: Fraction | None
    so_far: Fraction | None
    low: Fraction
    high: Fraction
    expected: Fraction | None
    unknown: int


def rolled_up(parts: Iterable[Part]) -> Sum | None:
    """The weighted mean of parts; none where no part counts."""
    counted = [p for p in parts if p.weight > 0]
    if not counted:
        return None
    known = [(p.weight, p.progress) for p in counted if p.progress is not None]
    so_far = _mean(known)
    return Sum(
        progress=so_far if len(known) == len(counted) else None,
        so_far=so_far,
        low=_mean([(p.weight, p.low) for p in counted]) or NOTHING,
        high=_mean([(p.weight, p.high) for p in counted]) or NOTHING,
        expected=_mean([(p.weight, p.expected) for p in counted if p.expected is not None]),
        unknown=len(counted) - len(known),
    )


def _mean(weighted: list[tuple[Fraction, Fraction]]) -> Fraction | None:
    """The weighted mean of shares; none of none."""
    if not weighted:
        return None
    if len({weight for weight, _ in weighted}) == 1:
        return sum([share for _, share in weighted], NOTHING) / len(weighted)
    total = sum([weight for weight, _ in weighted], NOTHING)
    return sum([weight * share for weight, share in weighted], NOTHING) / total


# --- over many objectives --------------------------------------------------------------------------------------------


class Portfolio(Frozen):
    """Committed objectives by how many are met, aspirational ones by their mean; never one number for both."""

    met: int
    of: int
    mean: Fraction | None
    low: Fraction | None
    high: Fraction | None


def portfolio(committed: Iterable[bool], aspirational: Iterable[Part]) -> Portfolio:
    """What committed objectives (whether each is met) and aspirational ones come to."""
    met, total = list(committed), rolled_up(aspirational)
    if total is None:
        return Portfolio(sum(met), len(met), None, None, None)
    return Portfolio(sum(met), len(met), total.progress, total.low, total.high)

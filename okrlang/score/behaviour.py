"""Process behaviour charts: the natural limits of a series, and which of its points are signals and which are noise.

After Wheeler, *Understanding Variation*: the centre is the mean X̄, the limits are X̄ ± 2.66 · mR̄, where mR̄ is the mean
of the moving ranges |xᵢ − xᵢ₋₁|. All numbers are exact fractions in the base of the measure.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from okrlang.syntax.frozen import Frozen, altered

LEAST = 6  # points; fewer have no limits
SETTLED = 12  # points; the limits of fewer are on trial

WIDTH = Fraction("2.66")  # of the limits, in mean ranges; as published, rounded

Range = tuple[Fraction | None, Fraction | None]


class Rules(Frozen):
    """A named rule set: what makes a point of a chart a signal.

    A point beyond a limit always is one. `run` points in a row on one side of the centre are, `trend` points that all
    rise or all fall (0: not asked), and `close[0]` of `close[1]` in a row that lie beyond the share `zone` of the way
    from the centre to one limit. `all_on_one_side` asks that of every point of those, and then a point beyond the limit
    itself is none of them. Ranges at or above the range limit are left out once where `screened`.
    """

    name: str
    range_width: Fraction
    run: int
    trend: int
    close: tuple[int, int]
    zone: Fraction
    all_on_one_side: bool
    screened: bool


WHEELER = Rules("wheeler", Fraction("3.268"), 8, 0, (3, 4), Fraction(1, 2), False, False)
NHS = Rules("nhs", Fraction("3.267"), 7, 7, (2, 3), Fraction(2, 3), True, True)
UNSCREENED = altered(NHS, name="nhs_unscreened", screened=False)
RULES = {rules.name: rules for rules in (WHEELER, NHS, UNSCREENED)}


class Limits(Frozen):
    """The natural limits of a process: it goes on between `lower` and `upper` unless something changes.

    `reach` is how far the limits lie from the centre before the natural range of the measure cuts them. A step from one
    value to the next beyond `range_limit` is unusual. Limits on `trial` rest on fewer than twelve points.
    """

    centre: Fraction
    lower: Fraction
    upper: Fraction
    range_limit: Fraction
    reach: Fraction
    trial: bool


class Point(Frozen):
    """A point of a chart: `side` is 1 above the centre, −1 below, 0 on it; without limits nothing is a signal."""

    value: Fraction
    limits: Limits | None
    side: int
    signal: bool


def limits(values: Sequence[Fraction], rules: Rules, natural: Range = (None, None)) -> Limits | None:
    """The natural limits of a process by its values in order, held to its natural floor and ceiling.

    None of fewer than six values.
    """
    if len(values) < LEAST:
        return None
    ranges = [abs(after - before) for before, after in itertools.pairwise(values)]
    if rules.screened:
        usual = [r for r in ranges if r < rules.range_width * _mean(ranges)]
        ranges = usual or ranges
    centre, moving = _mean(values), _mean(ranges)
    reach = WIDTH * moving
    floor, ceiling = natural
    lower, upper = centre - reach, centre + reach
    return Limits(
        centre,
        lower if floor is None else max(lower, floor),
        upper if ceiling is None else min(upper, ceiling),
        rules.range_width * moving,
        reach,
        trial=len(values) < SETTLED,
    )


def chart(
    values: Sequence[Fraction], rules: Rules, natural: Range = (None, None), begins: Sequence[int] = ()
) -> tuple[Point, ...]:
    """The points of a chart; a new baseline begins at each of the places in `begins`."""
    bounds = sorted({0, len(values), *(place for place in begins if 0 < place < len(values))})
    groups = [values[start:end] for start, end in itertools.pairwise(bounds)]
    return tuple(point for group in groups for point in against(group, limits(group, rules, natural), rules))


def against(values: Sequence[Fraction], found: Limits | None, rules: Rules) -> Iterator[Point]:
    """The points of values that are held against limits, be they their own or of what came before."""
    if found is None:
        yield from (Point(value, None, 0, signal=False) for value in values)
        return
    sides = [_sign(value - found.centre) for value in values]
    beyond = [abs(value - found.centre) > found.reach for value in values]
    near = [abs(value - found.centre) > rules.zone * found.reach for value in values]
    signals = set(_where(beyond))
    signals |= _runs(sides, rules.run)
    if rules.trend:
        signals |= _trends(values, rules.trend)
    if rules.all_on_one_side:
        near = [inside and not out for inside, out in zip(near, beyond, strict=True)]
    signals |= _close(sides, near, rules)
    for place, (value, side) in enumerate(zip(values, sides, strict=True)):
        yield Point(value, found, side, signal=place in signals)


def assurance(found: Limits, least: Fraction | None, most: Fraction | None) -> str:
    """Whether a process that goes on as it runs stays within what is asked for.

    It `reaches` it where both limits are, `misses` it where neither is, and else hits it now and then by `chance`, as
    it does where what is asked for ends on a limit. An end that is None is open.
    """
    if (least is None or least < found.lower) and (most is None or found.upper < most):
        return "reaches"
    beyond = (least is not None and least > found.upper) or (most is not None and most < found.lower)
    return "misses" if beyond else "chance"


def _runs(sides: Sequence[int], length: int) -> set[int]:
    """The points of every so many in a row on one side; a point on the centre breaks a run."""
    return _windows(len(sides), length, lambda window: abs(sum(sides[i] for i in window)) == length)


def _trends(values: Sequence[Fraction], length: int) -> set[int]:
    """The points of every so many that all rise or all fall; a tie breaks a trend."""
    steps = [_sign(after - before) for before, after in itertools.pairwise(values)]
    return _windows(len(values), length, lambda window: abs(sum(steps[i] for i in window[:-1])) == length - 1)


def _close(sides: Sequence[int], near: Sequence[bool], rules: Rules) -> set[int]:
    """The near points of every window that holds enough of them on one side."""
    enough, of = rules.close
    found: set[int] = set()
    for start in range(len(sides) - of + 1):
        window = range(start, start + of)
        for side in (1, -1):
            here = {i for i in window if near[i] and sides[i] == side}
            alone = not rules.all_on_one_side or all(sides[i] == side for i in window)
            if len(here) >= enough and alone:
                found |= here
    return found


def _windows(count: int, length: int, holds: Callable[[range], bool]) -> set[int]:
    """The places in all windows of a length for which something holds."""
    windows = (range(start, start + length) for start in range(count - length + 1))
    return {place for window in windows if holds(window) for place in window}


def _where(flags: Sequence[bool]) -> Iterator[int]:
    return (place for place, flag in enumerate(flags) if flag)


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)

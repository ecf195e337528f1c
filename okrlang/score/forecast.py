"""Forecasts: where a series is headed by a day, between what bounds, and the chance that it meets a target by then.

The line is that of Theil and Sen, which one odd value does not turn; the bounds and the chance are those of ordinary
least squares for one new value. A forecast is a projection and never stands in place of a reading.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import atan, cos, lcm, pi, sin, sqrt
from statistics import median

from okrlang.score.exact import decimal
from okrlang.syntax.frozen import Frozen

LEAST = 5  # values; of fewer there is no forecast
LONGEST = 365  # values; older ones are left out

_SURE = 0.95  # the share of new values that the bounds hold, if the process goes on as it runs

Points = Sequence[tuple[int, Fraction]]
"""Days, as numbers, and values."""


class Line(Frozen):
    """A straight line: its value on day 0 and what it adds a day."""

    origin: Fraction
    slope: Fraction

    def on(self, day: int) -> Fraction:
        """Its value on a day."""
        return self.origin + self.slope * day


class Forecast(Frozen):
    """What a series comes to by a day: the value of its line, and the bounds of a new value, 19 times out of 20."""

    value: Fraction
    low: Fraction
    high: Fraction


def theil_sen(points: Points) -> Line | None:
    """The line of Theil and Sen: the median of the slopes of all pairs, and through the median of what is left.

    None where no two days differ.
    """
    heights, scale = _whole(points)
    ways = [
        (y2 - y1, x2 - x1)
        for ((x1, _), y1), ((x2, _), y2) in combinations(zip(points, heights, strict=True), 2)
        if x1 != x2
    ]
    if not ways:
        return None
    slope = _median(ways) / scale
    return Line(median(y - slope * x for x, y in points), slope)


def least_squares(points: Points) -> Line | None:
    """The line with the least sum of squared distances; None where no two days differ."""
    fit = fitted(points)
    return fit.line if fit else None


def forecast(points: Points, day: int) -> Forecast | None:
    """What the series comes to by a day; None of fewer than five values or of a single day.

    The bounds are those of the prediction interval of least squares, around its own line; they are widened to hold the
    value of the sturdier line.
    """
    latest = points[-LONGEST:]
    sturdy, fit = theil_sen(latest), fitted(latest)
    if len(latest) < LEAST or sturdy is None or fit is None:
        return None
    value, centre = sturdy.on(day), fit.line.on(day)
    half = fit.error(day) * errors(len(latest))
    return Forecast(value, min(value, centre - half), max(value, centre + half))


def errors(count: int) -> Fraction:
    """How many standard errors on each side of the line of so many values hold 19 of 20 new ones, in nine digits."""
    return Fraction(round(_quantile(_SURE, count - 2), 9))


class Fit(Frozen):
    """A line of least squares, and what its errors follow from: the mean and the spread of the days, what is left."""

    line: Line
    count: int
    middle: Fraction
    spread: Fraction
    left: Fraction

    def error(self, day: int) -> Fraction:
        """The standard error of one new value on a day."""
        share = 1 + Fraction(1, self.count) + (day - self.middle) ** 2 / self.spread
        return Fraction(decimal(self.left / (self.count - 2) * share).sqrt())

    def chance(self, day: int, target: Fraction, higher: bool) -> Fraction | None:
        """The chance, in four digits, that a new value on a day is at the target or better.

        None of fewer than five values, and where all lie on one line: no spread, no chance.
        """
        error = self.error(day) if self.count >= LEAST else None
        if not error:
            return None
        ahead = (self.line.on(day) - target) / error
        share = _cumulative(_float(ahead if higher else -ahead), self.count - 2)
        return Fraction(round(share, 4)).limit_denominator(10_000)


def fitted(points: Points) -> Fit | None:
    """The line of least squares, from sums of whole numbers; None where no two days differ."""
    (heights, scale), days, count = _whole(points), [x for x, _ in points], len(points)
    wide, high = sum(days), sum(heights)
    spread = count * sum(x * x for x in days) - wide * wide
    if not spread:
        return None
    along = count * sum(x * y for x, y in zip(days, heights, strict=True)) - wide * high
    across = count * sum(y * y for y in heights) - high * high
    slope, middle = Fraction(along, spread * scale), Fraction(wide, count)
    left = Fraction(across * spread - along * along, spread * count * scale * scale)
    line = Line(Fraction(high, count * scale) - slope * middle, slope)
    return Fit(line, count, middle, Fraction(spread, count), left)


def _whole(points: Points) -> tuple[list[int], int]:
    """The values as whole numbers of one fraction, and how many of these one is."""
    scale = lcm(*(y.denominator for _, y in points))
    return [y.numerator * (scale // y.denominator) for _, y in points], scale


def _median(ways: list[tuple[int, int]]) -> Fraction:
    """The exact median of quotients: in the order of rounded ones, where exact ones settle what rounds to the same."""
    try:
        found = sorted((rise / run, rise, run) for rise, run in ways)
    except OverflowError:  # beyond what a rounded number holds
        return median(Fraction(rise, run) for rise, run in ways)
    keys = [key for key, _, _ in found]

    def ranked(place: int) -> Fraction:
        first, last = bisect_left(keys, keys[place]), bisect_right(keys, keys[place])
        return sorted(Fraction(rise, run) for _, rise, run in found[first:last])[place - first]

    return (ranked((len(found) - 1) // 2) + ranked(len(found) // 2)) / 2


def _float(value: Fraction) -> float:
    """A number rounded; what is too large for that is as good as anything far away."""
    return float(max(min(value, Fraction(10**9)), Fraction(-(10**9))))


def _cumulative(t: float, freedom: int) -> float:
    """The share of Student's distribution below t (Abramowitz and Stegun, 26.7.3 and 26.7.4)."""
    angle = atan(t / sqrt(freedom))
    term, total = 1.0, 0.0
    odd = freedom % 2
    for step in range(2 + odd, freedom + 1, 2):
        total += term
        term *= cos(angle) ** 2 * (step - 1) / step
    within = 2 / pi * (angle + sin(angle) * cos(angle) * total) if odd else sin(angle) * total
    return (1 + within) / 2


@lru_cache(maxsize=1024)
def _quantile(within: float, freedom: int) -> float:
    """The t that so large a share of Student's distribution lies within, on both sides of 0."""
    low, high = 0.0, 1e4
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if 2 * _cumulative(middle, freedom) - 1 < within else (low, middle)
    return low

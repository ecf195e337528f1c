"""Forecasts: where a series is headed by a day, between what bounds, and the chance that it meets a target by then.

The line is that of Theil and Sen, which one odd value does not turn; the bounds and the chance are those of ordinary
least squares for one new value. A forecast is a projection and never stands in place of a reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import atan, cos, pi, sin, sqrt
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
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(points, 2) if x1 != x2]
    if not slopes:
        return None
    slope = median(slopes)
    return Line(median(y - slope * x for x, y in points), slope)


def least_squares(points: Points) -> Line | None:
    """The line with the least sum of squared distances; None where no two days differ."""
    spread = _spread(points)
    if not spread:
        return None
    middle, height = _means(points)
    slope = sum(((x - middle) * y for x, y in points), Fraction(0)) / spread
    return Line(height - slope * middle, slope)


def forecast(points: Points, day: int) -> Forecast | None:
    """What the series comes to by a day; None of fewer than five values or of a single day.

    The bounds are those of the prediction interval of least squares, around its own line; they are widened to hold the
    value of the sturdier line.
    """
    latest = points[-LONGEST:]
    sturdy, fitted = theil_sen(latest), least_squares(latest)
    if len(latest) < LEAST or sturdy is None or fitted is None:
        return None
    value, centre = sturdy.on(day), fitted.on(day)
    half = _error(latest, fitted, day) * Fraction(round(_quantile(_SURE, len(latest) - 2), 9))
    return Forecast(value, min(value, centre - half), max(value, centre + half))


def chance(points: Points, day: int, target: Fraction, higher: bool) -> Fraction | None:
    """The chance, in four digits, that a new value on a day is at the target or better.

    None of fewer than five values, and where all lie on one line: no spread, no chance.
    """
    latest = points[-LONGEST:]
    fitted = least_squares(latest)
    error = _error(latest, fitted, day) if len(latest) >= LEAST and fitted else Fraction(0)
    if fitted is None or not error:
        return None
    ahead = (fitted.on(day) - target) / error
    return Fraction(round(_cumulative(float(ahead if higher else -ahead), len(latest) - 2), 4)).limit_denominator(
        10_000
    )


def _error(points: Points, line: Line, day: int) -> Fraction:
    """The standard error of one new value on a day."""
    count = len(points)
    middle, _ = _means(points)
    left = sum(((y - line.on(x)) ** 2 for x, y in points), Fraction(0))
    share = 1 + Fraction(1, count) + (day - middle) ** 2 / _spread(points)
    return Fraction(decimal(left / (count - 2) * share).sqrt())


def _means(points: Points) -> tuple[Fraction, Fraction]:
    count = len(points)
    return Fraction(sum(x for x, _ in points), count), sum((y for _, y in points), Fraction(0)) / count


def _spread(points: Points) -> Fraction:
    """The sum of the squared distances of the days from their mean."""
    middle, _ = _means(points)
    return sum(((x - middle) ** 2 for x, _ in points), Fraction(0))


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

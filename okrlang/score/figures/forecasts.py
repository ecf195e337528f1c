"""The figures of projections, and of how a keep uses up what it may miss."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from okrlang.model.quantity import Quantity, Unit
from okrlang.score.exact import base, quantity, unit_of_distance
from okrlang.score.figures.figure import Figure, Operand, amount, amounts, plain, plains
from okrlang.score.forecast import errors, theil_sen
from okrlang.score.outlook import Burn
from okrlang.score.processes import natural_range
from okrlang.score.projections import Ground, Projection, adds_up
from okrlang.score.values import Subject


def forecast(found: Projection, ground: Ground, subject: Subject) -> Iterator[Figure]:
    """The figures of a projection: the sturdy line through the median slope, and bounds by least squares."""
    unit, line = found.value.unit, theil_sen(ground.points)
    between = unit_of_distance(unit)
    assert line is not None  # there is a projection
    days = [day - ground.points[0][0] for day, _ in ground.points]
    ahead, first = found.at.toordinal() - ground.points[0][0], found.first
    each = ", each of the cycle to date" if adds_up(subject) else ""
    values = amounts("values", f"the values from {first} on{each}", (quantity(y, unit) for _, y in ground.points), unit)
    over = plains("days", f"days from {first} to each value", days)
    start, slope = line.on(ground.points[0][0]), line.slope
    yield _step(
        "the median of the slopes between any two values", "median_slope(days, values)", (over, values), slope, between
    )
    of = (over, values, _amount("slope", "that slope", slope, between))
    yield _step(f"the start of the line on {first}", "median_rest(days, values, slope)", of, start, unit)
    to = plain("ahead", f"days from {first} to {found.at}", ahead)
    parts = (
        _amount("start", "the start of the line", start, unit),
        _amount("slope", "its slope a day", slope, between),
        to,
    )
    formula, ends = _held("start + slope * ahead", subject, unit)
    yield Figure(
        "forecast.value",
        f"where it comes to by {found.at} if it goes on as so far",
        formula,
        (*parts, *ends),
        unit=unit,
    )
    yield from _bounds(found, ground, subject, (over, values, to), start + slope * ahead)
    yield Figure("forecast.values", "how many values that rests on", "count(values)", (values,))


def _bounds(
    found: Projection, ground: Ground, subject: Subject, given: tuple[Operand, ...], value: Fraction
) -> Iterator[Figure]:
    """Between what 19 of 20 new values would lie."""
    unit, day = found.value.unit, found.at.toordinal()
    between = unit_of_distance(unit)
    fit, error = ground.fit.line.on(day), ground.fit.error(day)
    yield _step("where the line of least squares comes to", "least_squares(days, values, ahead)", given, fit, unit)
    yield _step(
        "the standard error of a new value there", "prediction_error(days, values, ahead)", given, error, between
    )
    times = errors(len(ground.points))
    parts = (
        _amount("sturdy", "where the sturdy line comes to", value, unit),
        _amount("fit", "where the line of least squares comes to", fit, unit),
        _amount("error", "the standard error", error, between),
        plain(
            "times",
            f"errors that hold 19 of 20 values, by Student's t with {len(ground.points) - 2} degrees of freedom",
            times,
        ),
    )
    for key, formula in (("low", "min(sturdy, fit - times * error)"), ("high", "max(sturdy, fit + times * error)")):
        held, ends = _held(formula, subject, unit)
        yield Figure(
            f"forecast.{key}",
            f"where 19 of 20 new values are at {'least' if key == 'low' else 'most'}",
            held,
            (*parts, *ends),
            unit=unit,
        )


def chance(
    known: Decimal | str,
    found: Projection,
    ground: Ground,
    target: Quantity | None,
    upper: Quantity | None,
    higher: bool | None,
) -> Figure:
    """The chance that a target is met on the due day."""
    said = "the chance that it is met on its due day"
    if isinstance(known, str) or target is None:
        return Figure("forecast.chance", said, because=str(known), is_share=True)
    unit, day = found.value.unit, found.at.toordinal()
    parts = [
        _amount("fit", "where the line of least squares comes to", ground.fit.line.on(day), unit),
        _amount("target", "the target", base(target), unit),
        _amount("error", "the standard error of a new value there", ground.fit.error(day), unit_of_distance(unit)),
        plain("values", "how many values that rests on", len(ground.points)),
    ]
    if higher is None and upper is not None:
        parts.append(_amount("upper", "the upper end", base(upper), unit))
        between = "student((fit - target) / error, values - 2) - student((fit - upper) / error, values - 2)"
        return Figure("forecast.chance", said, f"max({between}, 0)", tuple(parts), is_share=True)
    way = "fit - target" if higher else "target - fit"
    return Figure("forecast.chance", said, f"student(({way}) / error, values - 2)", tuple(parts), is_share=True)


def burn(found: Burn, share: Fraction) -> Iterator[Figure]:
    """How much of what may be missed is missed."""
    budget, each = found.budget, found.period
    whole = plain("periods", f"{each}s in all, {found.ended} of them over", found.ended + found.ahead)
    asked = plain("share", "the share that must hold", share)
    yield Figure("burn.allowed", f"how many {each}s may be missed", "periods * (1 - share)", (whole, asked))
    missed = plain("missed", f"{each}s that were missed", budget.failed)
    yield Figure("burn.missed", f"how many {each}s were missed", "missed", (missed,))
    parts = (missed, plain("allowed", "how many may be missed", budget.allowed))
    yield Figure("burn.spent", "the share of them that is spent", "missed / allowed", parts, is_share=True)


def _held(formula: str, subject: Subject, unit: Unit) -> tuple[str, tuple[Operand, ...]]:
    """A formula held to the natural range of a measure."""
    floor, ceiling = natural_range(subject.metric)
    ends: list[Operand] = []
    if floor is not None:
        formula, ends = f"max({formula}, floor)", [*ends, _amount("floor", "the least it can be", floor, unit)]
    if ceiling is not None:
        formula, ends = f"min({formula}, ceiling)", [*ends, _amount("ceiling", "the most it can be", ceiling, unit)]
    return formula, tuple(ends)


def _step(said: str, formula: str, operands: tuple[Operand, ...], value: Fraction, unit: Unit) -> Figure:
    return Figure("", said, formula, operands, value=quantity(value, unit).value, unit=unit)


def _amount(name: str, said: str, value: Fraction, unit: Unit) -> Operand:
    return amount(name, said, quantity(value, unit))

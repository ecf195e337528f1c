"""The figures of one form on a member, or on the whole: where its value stands between baseline and target."""

from __future__ import annotations

from collections.abc import Iterator

from okrlang.model.quantity import Unit
from okrlang.model.workspace import Change, Keep, Metric, Reach, RelativeChange
from okrlang.score import because
from okrlang.score.case import Case
from okrlang.score.figures.figure import Arithmetic, Figure, Operand, amount, plain
from okrlang.score.figures.readings import measured
from okrlang.score.targets import Target

_SIGNS = {"at least": ">=", "at most": "<=", "more than": ">", "less than": "<"}


def raw(case: Case, unit: Unit | None) -> Arithmetic:
    """How much of the way is gone, not held to 0…1; of a bound, whether it holds."""
    if case.raw is None:
        return Arithmetic(because=case.why or "there is no value")
    if isinstance(case.form, Keep):
        return share_held(case)
    if case.value is None:
        return Arithmetic(because="there is no value, which by the metric means a failure")
    current = amount("current", "the value", case.value, unit)
    if isinstance(case.form, Change | RelativeChange):
        operands = (current, *_said("baseline", "where it began", case.baseline, unit), *_target(case, unit))
        return Arithmetic("(current - baseline) / (target - baseline)", operands)
    if case.baseline is not None:
        return Arithmetic("current / target", (current, *_target(case, unit)), "it counts up from 0")
    return Arithmetic(*condition(case.form, case, current, unit))


def condition(form: Reach | Keep, case: Case, current: Operand, unit: Unit | None) -> tuple[str, tuple[Operand, ...]]:
    """That a value is within its bound."""
    relation, target = form.bound.relation, _target(case, unit)
    if relation != "between":
        return f"current {_SIGNS[relation]} target", (current, *target)
    upper = _said("upper", "the upper end", case.limits.upper if case.limits else None, unit)
    return "target <= current <= upper", (current, *target, *upper)


def share_held(case: Case) -> Arithmetic:
    """The share of periods that held."""
    periods = case.periods
    if periods is None or not periods.judged:
        return Arithmetic(because=case.why)
    form = case.form
    each = form.period if isinstance(form, Keep) and form.period else "period"
    held = plain("held", f"{each}s that held", periods.held)
    return Arithmetic("held / judged", (held, plain("judged", f"{each}s that have ended", periods.judged)))


def most_held(case: Case) -> Arithmetic:
    """The share of periods that would have held if each without a value did."""
    least = share_held(case)
    if case.periods is None or not least.formula:
        return least
    unknown = plain("unknown", "of them without a value", case.periods.unknown)
    return Arithmetic("(held + unknown) / judged", (*least.operands, unknown))


def distance(case: Case, unit: Unit | None) -> Arithmetic:
    """How far the value is from its target."""
    if because.distance(case) is None or case.value is None:
        return Arithmetic(because="")
    current, target = amount("current", "the value", case.value, unit), _target(case, unit)
    if case.limits is None:
        if case.raw is not None and case.raw >= 1:
            return Arithmetic("0", because="the target is reached")
        return Arithmetic("abs(target - current)", (current, *target))
    relation = case.limits.relation
    if relation in ("at least", "more than"):
        return Arithmetic("max(target - current, 0)", (current, *target))
    if relation in ("at most", "less than"):
        return Arithmetic("max(current - target, 0)", (current, *target))
    upper = _said("upper", "the upper end", case.limits.upper, unit)
    return Arithmetic("max(target - current, current - upper, 0)", (current, *target, *upper))


def of_member(case: Case, place: int, unit: Unit | None, metric: Metric | None) -> Iterator[Figure]:
    """The figures of one member."""
    name = case.member or "others"
    if isinstance(case.form, Keep):
        said = f"the value of {name} in the last period that has ended"
    else:
        said = f"the value of {name}"
    yield measured(f"members[{place}].value", said, case.reading, metric, case.why)
    found = raw(case, unit)
    formula = f"min(max({found.formula}, 0), 1)" if found.formula else ""
    what = f"the share that {name} has kept" if isinstance(case.form, Keep) else f"how far {name} has come"
    yield Figure(
        f"members[{place}].progress",
        what,
        formula,
        found.operands,
        found.because or because_silent(case),
        is_share=True,
    )


def because_silent(case: Case) -> str:
    """That a member counts as unknown, if so."""
    return "its last value is too old" if case.silent == "stale" else ""


def _target(case: Case, unit: Unit | None) -> tuple[Operand, ...]:
    return _said("target", "the target", case.target, unit)


def _said(name: str, said: str, target: Target | None, unit: Unit | None) -> tuple[Operand, ...]:
    """A number that a goal names, as an operand; a bound on what counts up begins at nothing."""
    if target is None or target.quantity is None:
        return ()
    return (amount(name, said, target.quantity, unit),)

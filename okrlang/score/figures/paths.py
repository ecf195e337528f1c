"""The figures of the path: what should be gone by now, and how fast it is gone and must be gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from okrlang.logic.policy import Policy
from okrlang.model.quantity import Unit
from okrlang.model.workspace import Change, Keep, KeyResult, Reach, RelativeChange
from okrlang.score import path
from okrlang.score.case import Case
from okrlang.score.exact import decimal
from okrlang.score.figures import milestones
from okrlang.score.figures.figure import Arithmetic, Figure, Operand, amount, plain, plains
from okrlang.score.key_results import View
from okrlang.score.progress import NOTHING
from okrlang.score.results import KeyResultScore
from okrlang.score.run import Run
from okrlang.score.standing import Group, groups_of
from okrlang.score.status import zone_score


def elapsed(run: Run) -> Iterator[Figure]:
    """The share of the days that is over; nothing without a cycle, which leaves the days open."""
    if run.due == date.max:
        return
    found = _clock(run)
    said = f"how much of the time from {run.start} to {run.due} is over"
    yield Figure("", said, found.formula, found.operands, found.because, value=decimal(run.elapsed), is_share=True)


def _clock(run: Run) -> Arithmetic:
    total = path.days_through(run.start, run.due)
    if total <= 0:
        return Arithmetic("1" if run.closed else "0", because=f"it is due on {run.due}, and has no days")
    over = min(max(path.days_through(run.start, run.on), 0), total)
    return Arithmetic("over / days", (plain("over", "days that are over", over), plain("days", "days in all", total)))


def expected(view: View, score: KeyResultScore, policy: Policy) -> Figure:
    """What should be gone by now."""
    found = _expected(view, policy) if score.expected is not None else Arithmetic(because=score.why("expected"))
    return Figure("expected", "what is expected by now", found.formula, found.operands, found.because, is_share=True)


def _expected(view: View, policy: Policy) -> Arithmetic:
    goal, run, standing = view.goal, view.run, view.standing
    if goal.kind == "zones":
        zone = plain("zone", "what the target zone counts", zone_score(policy, "target"))
        clock = _clock(run)
        return Arithmetic(f"({clock.formula}) * zone", (*clock.operands, zone), clock.because)
    if goal.kind == "establish":
        return Arithmetic("1", because=f"it was due on {run.due}")
    if not goal.forms:
        return milestones.due(goal, run)
    if standing.members is None and standing.cases:
        return _of_case(standing.cases[0], run)
    return _of_members(goal, view)


def _of_case(case: Case, run: Run) -> Arithmetic:
    if isinstance(case.form, Keep):
        return Arithmetic(
            "share", (plain("share", "the share of periods that is asked for", Fraction(case.form.share)),)
        )
    if isinstance(case.form, Reach) and (case.baseline is None or run.closed or not case.bends):
        return Arithmetic("1", because=f"all of it is asked for on its due day, {run.due}")
    leg = path.leg(run.start, run.due, run.day, case.bends)
    if leg is None:
        over = plain("elapsed", "how much of the time is over", run.elapsed)
        return Arithmetic("elapsed", (over,), "by a straight path, as much of the way as of the time")
    names = (
        ("reached", "share of the way at the last point of the path", leg.reached),
        ("share", "share of the way at its next point", leg.share),
        ("now", "share of the days that is over", leg.now),
        ("before", "the same at the last point", leg.before),
        ("at", "the same at the next point", leg.at),
    )
    formula = "min(max(reached + (share - reached) * (now - before) / (at - before), 0), 1)"
    return Arithmetic(formula, tuple(plain(*each) for each in names))


def _of_members(goal: KeyResult, view: View) -> Arithmetic:
    """What is expected of members: of a change the mean, of the others the share that is asked for."""
    groups = [group for group in groups_of(goal, view.standing.cases) if group.cases]
    parts = [_of_group(group) for group in groups]
    if len(parts) == 1:
        return parts[0]
    of = plains("expected_of_each", "what is expected of each form", (group.expected or NOTHING for group in groups))
    return Arithmetic(
        "weighted_mean(expected_of_each, sizes)", (of, plains("sizes", "members of each", _sizes(groups)))
    )


def _sizes(groups: list[Group]) -> Iterator[Fraction]:
    return (group.size for group in groups)


def _of_group(group: Group) -> Arithmetic:
    each = plains("each", "what is expected of each member", (c.expected or NOTHING for c in group.cases))
    if isinstance(group.cases[0].form, Change | RelativeChange):
        return Arithmetic("mean(each)", (each,))
    needed = plain("needed", "members that must hold", group.needed)
    return Arithmetic("mean(each) * needed / members", (each, needed, plain("members", "members in all", group.size)))


def rates(view: View, score: KeyResultScore, unit: Unit | None) -> Iterator[Figure]:
    """How much must still change a day, how much has, and how much faster it must go."""
    case, run = view.standing.single, view.run
    for key, name, found in (
        ("achieved_rate", "how much has changed a day so far", _achieved(case, run, unit)),
        ("required_rate", "how much must change a day from now on", _required(case, run, unit)),
    ):
        known = getattr(score, key) is not None
        why = "" if known else score.why(key)
        yield Figure(key, name, found.formula if known else "", found.operands if known else (), why or found.because)
    achieved, required = score.achieved_rate, score.required_rate
    if achieved is not None and required is not None and achieved.value:
        parts = (
            amount("required_rate", "must change a day", required),
            amount("achieved_rate", "has changed", achieved),
        )
        times = decimal(Fraction(required.value) / Fraction(achieved.value))
        yield Figure(
            "", "how many times as fast as so far it must go", "required_rate / achieved_rate", parts, value=times
        )


def _required(case: Case | None, run: Run, unit: Unit | None) -> Arithmetic:
    if case is None or case.value is None or case.target is None or case.target.quantity is None:
        return Arithmetic()
    if case.holds:
        return Arithmetic("0", because="what is asked for holds already")
    left = plain("left", f"days left until {run.due}", (run.due - run.day).days)
    parts = (*_ends("target", "the target", case, unit), amount("current", "the value", case.value, unit), left)
    return Arithmetic("(target - current) / left", parts)


def _ends(name: str, said: str, case: Case, unit: Unit | None) -> tuple[Operand, ...]:
    target = case.target if name == "target" else case.baseline
    return (amount(name, said, target.quantity, unit),) if target and target.quantity else ()


def _achieved(case: Case | None, run: Run, unit: Unit | None) -> Arithmetic:
    if case is None or case.value is None or case.baseline is None or case.baseline.quantity is None:
        return Arithmetic()
    over = plain("over", f"days since {run.start}", path.days_through(run.start, run.day))
    parts = (amount("current", "the value", case.value, unit), *_ends("baseline", "where it began", case, unit), over)
    return Arithmetic("(current - baseline) / over", parts)

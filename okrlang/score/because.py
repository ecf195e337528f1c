"""Because: the sentences that say where a key result stands, what is expected, and what decided its status."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from okrlang.logic.policy import Policy
from okrlang.model.quantity import PERCENT, POINTS, Quantity, Unit, show
from okrlang.model.workspace import Change, CheckIn, Keep, KeyResult, Metric, Objective, Reach, RelativeChange
from okrlang.score.case import Case
from okrlang.score.exact import base, percent, plain, quantity, unit_of_distance
from okrlang.score.progress import NOTHING
from okrlang.score.results import Gate
from okrlang.score.run import Run, farewell
from okrlang.score.standing import Standing
from okrlang.score.status import Decision
from okrlang.score.targets import Target
from okrlang.score.words import listed, rhythm, written


def sentence(parts: Iterable[str]) -> str:
    """Parts of one sentence; those that say nothing are left out."""
    return "; ".join(part for part in parts if part)


# --- where it stands -------------------------------------------------------------------------------------------------


def where(goal: KeyResult, standing: Standing, run: Run) -> str:
    """Where a key result stands: `3.6% is 43% of the way from 4.2% to 2.8%`."""
    if goal.kind == "zones":
        reached = f"the zone reached is {standing.zone}, which counts {percent(standing.low)}"
        return reached if standing.zone != "fail" else "no zone has been reached yet"
    if goal.kind == "establish":
        return standing.why or ("it has had a value" if standing.holds else "it has had no value yet")
    if not goal.forms:
        return _milestones(goal, standing, run)
    if standing.members is not None:
        return _members(standing)
    return of_case(standing.cases[0], goal) if standing.cases else ""


def of_case(case: Case, goal: KeyResult) -> str:
    """Where one member, or the whole, stands."""
    if isinstance(case.form, Keep):
        return _keep(case, case.form)
    if case.value is None:
        return "no value, which means a failure" if case.progress is not None else case.why
    if case.progress is None:
        return show(case.value) if case.open_end or not case.why else f"{show(case.value)}; {case.why}"
    if isinstance(case.form, Reach):
        return _reach(case, case.form, show(case.value))
    return _change(case, show(case.value))


def _change(case: Case, value: str) -> str:
    start, end = said(case.baseline), said(case.target)
    if not case.raw:
        return f"{value} is where it began; the way leads to {end}"
    if case.raw < 0:
        return f"{value} is further from {end} than {start}, where it began"
    if case.raw >= 1:
        return f"{value} has reached {end}, from {start}"
    return f"{value} is {percent(case.raw)} of the way from {start} to {end}"


def _reach(case: Case, form: Reach, value: str) -> str:
    if case.limits is None:
        return value
    upper = f" and {said(case.limits.upper)}" if case.limits.upper else ""
    bound = f"{form.bound.relation} {said(case.limits.value)}{upper}"
    if case.holds:
        return f"{value} {'lies' if upper else 'is'} {bound}"
    if case.baseline is not None and case.raw is not None:
        return f"{value} is {percent(case.raw)} of {said(case.target)}"
    off = distance(case)
    if off is None or not off.value:
        return f"{value} is not {bound}"
    if upper:
        return f"{value} is {show(off)} outside of {bound.removeprefix('between ')}"
    lacking = form.bound.relation in ("at least", "more than")
    amount = "1" if off.value == 1 and off.unit.name.endswith("s") else show(off)  # never `1 cards`
    return f"{value} is {amount} {'short of' if lacking else 'more than'} {said(case.limits.value)}"


def _keep(case: Case, form: Keep) -> str:
    if case.periods is None or case.budget is None or not case.periods.judged:
        return case.why
    periods, name = case.periods, f"{form.period}s" if form.period else "periods"
    blank = f", {periods.unknown} without a value" if periods.unknown else ""
    may = f"up to {plain(case.budget.allowed)} of {periods.total} may fail" if case.budget.allowed else "none may fail"
    return f"{periods.held} of {periods.judged} {name} held `{written(form.bound)}`{blank}; {may}"


def periods_held(case: Case) -> str | None:
    """How many periods of a keep held: `3 of 5 weeks, 1 without a value`; none where none has been judged."""
    if not isinstance(case.form, Keep) or case.periods is None or not case.periods.judged:
        return None
    periods, name = case.periods, f"{case.form.period}s" if case.form.period else "periods"
    blank = f", {periods.unknown} without a value" if periods.unknown else ""
    return f"{periods.held} of {periods.judged} {name}{blank}"


def _members(standing: Standing) -> str:
    cases = standing.cases
    if not cases:
        return standing.why
    is_stale = standing.silent == "stale"
    if all(isinstance(c.form, Change | RelativeChange) for c in cases):
        sure = [c for c in cases if _is_known(c, is_stale)]
        return f"{_mean_and_worst(standing, sure)}{_uncertain(c for c in cases if not _is_known(c, is_stale))}"
    words = [(c, _held(c, is_stale)) for c in cases]
    held, short, blank = ([c for c, word in words if word is asked] for asked in (True, False, None))
    failing = f"; not {listed(tuple(c.member or '' for c in short))}" if short else ""
    asked = "1 member holds" if len(cases) == 1 else f"{len(cases)} members hold"
    return f"{len(held)} of {asked}{failing}{_uncertain(blank)}"


def _is_known(case: Case, is_stale: bool) -> bool:
    """Whether something is known of a member; where all went still together, what was known last."""
    return case.is_sure or (is_stale and case.progress is not None)


def _held(case: Case, is_stale: bool) -> bool | None:
    """Whether a member holds, as far as something is known of it."""
    return case.holds if _is_known(case, is_stale) and case.holds is not None else case.verdict


def _uncertain(cases: Iterable[Case]) -> str:
    """The members of which nobody can say whether they hold."""
    names = tuple(case.member or "others" for case in cases)
    return f"; nothing certain of {listed(names)}" if names else ""


def _over(members: int) -> str:
    return "in the one member" if members == 1 else f"on average over {members} members"


def _mean_and_worst(standing: Standing, sure: list[Case]) -> str:
    if not sure or standing.progress is None:
        return f"{len(standing.cases)} member{'s' * (len(standing.cases) != 1)}"
    worst = min(sure, key=lambda c: (c.raw or NOTHING, c.member or ""))
    least = "" if len(sure) == len(standing.cases) else "at least "
    mean = f"{least}{percent(standing.progress)} of the way {_over(len(standing.cases))}"
    behind = worst.progress if worst.progress is not None else NOTHING
    return f"{mean}; {worst.member} is furthest behind with {percent(behind)}" if behind < 1 else mean


def _milestones(goal: KeyResult, standing: Standing, run: Run) -> str:
    if standing.progress is None:
        return ""
    left = [m for m in goal.milestones if m.dropped is None or m.dropped.on > run.day]
    done = sum(m.done is not None and m.done <= run.day for m in left)
    if len(left) == 1:
        part = f"{percent(standing.progress)} done" if standing.progress else "not done"
        return f"it is {'done' if done else part}"
    are = "is" if done == 1 else "are"
    return f"{done} of {len(left)} milestones {are} done, {percent(standing.progress)} of the whole"


def said(target: Target | None) -> str:
    """A number that a goal names, for people."""
    return show(target.quantity) if target and target.quantity else "0"


def distance(case: Case) -> Quantity | None:
    """How far a value is from its target, in its own unit; 0 where that is reached."""
    if case.value is None or case.target is None or case.target.value is None or isinstance(case.form, Keep):
        return None
    value, unit = base(case.value), unit_of_distance(case.value.unit)
    if case.limits is not None:
        off = case.limits.distance(value)
        return None if off is None else quantity(off, unit)
    if case.raw is None:
        return None
    return quantity(abs(case.target.value - value) if case.raw < 1 else Fraction(0), unit)


# --- what is expected, and what decided ------------------------------------------------------------------------------


def expectation(standing: Standing, run: Run) -> str:
    """What should be reached by now."""
    if standing.open_end or standing.silent:
        return ""
    if run.due_tbd and not standing.expected:
        return "nothing is expected while its due day is tbd"
    if standing.expected is None:
        return "" if run.closed or standing.progress is None else f"nothing is expected before {run.due}"
    if not standing.expected:
        return "" if standing.done else "nothing is due yet"
    if standing.members is not None and isinstance(standing.cases[0].form, Keep):
        return _asked_of_each(standing)
    if run.closed:
        return f"{percent(standing.expected)} was asked for" if standing.expected < 1 else ""
    return f"{percent(standing.expected)} is expected by now"


def _asked_of_each(standing: Standing) -> str:
    """The share of periods that is asked of each member, which is no share of members."""
    shares = dict.fromkeys((c.form.share, c.form.period) for c in standing.cases if isinstance(c.form, Keep))
    asked = (f"{percent(Fraction(s))} of {p or 'period'}s" if s < 1 else f"every {p or 'period'}" for s, p in shares)
    return f"each is asked to hold in {' or '.join(asked)}"


def weak(gates: Iterable[Gate]) -> str:
    """The gates that do not hold: `refunds` is 3.5% against `provided refunds at most 3%`."""
    return sentence(f"{gate.because} against `{gate.text}`" for gate in gates if not gate.holds)


def held_back(decision: Decision, run: Run) -> str:
    """That a gate keeps a status from being better."""
    if decision.status == "at_risk":
        return "so it is at risk at best"
    return f"so it is missed: it was due on {run.due}" if decision.status == "missed" else "so nobody can tell"


def ground(decision: Decision, standing: Standing, run: Run, policy: Policy, report: CheckIn | None) -> str:
    """What decided the status."""
    word = decision.status.replace("_", " ")
    if decision.held_back:
        return held_back(decision, run)
    if decision.by == "due":
        return f"achieved on its due day, {run.due}" if decision.status == "achieved" else f"it was due on {run.due}"
    if decision.by == "at_once":
        return "it cannot be met any more" if decision.status == "missed" else ""
    if decision.by == "doubt":
        return "what is missing could decide it either way"
    if decision.by == "policy":
        return f"`{policy.name}` calls that {decision.called or word}"
    if decision.by == "report" and report is not None and report.status == decision.status:
        return f"{word} as reported on {report.date}"
    return _why_open(standing, run, policy) if decision.by == "report" else ""


def _why_open(standing: Standing, run: Run, policy: Policy) -> str:
    if standing.open_end:
        return standing.why
    in_grace = standing.expected and run.elapsed_of_cycle <= Fraction(policy.grace)
    return f"the first {percent(Fraction(policy.grace))} of the cycle is not judged" if in_grace else ""


def silence(standing: Standing, metric: Metric | None, last: date | None) -> str:
    """Why there is nothing to judge: no data, or data that are too old, the last of which are of a day."""
    if standing.silent == "no_data":
        case = standing.single
        unread = case.reading.why if case and case.reading and case.value is None else ()
        return " and ".join(unread) or standing.why or "there is no value"
    return too_old(metric, last)


def too_old(metric: Metric | None, last: date | None) -> str:
    """That the last value, or the last of every member, is older than it may be."""
    what = f"the last value is of {last}," if last else "every value is"
    return f"{what} older than {allowance(metric)}"


def allowance(metric: Metric | None) -> str:
    """How old a value may be: `every month and 5 days of grace allow`."""
    if metric is None or metric.updated is None:
        return "it may be"
    grace = metric.grace
    if grace is None or not grace.count:
        return f"{rhythm(metric.updated)} allows"
    return f"{rhythm(metric.updated)} and {grace.count} {grace.unit} of grace allow"


def leaving(goal: KeyResult, objective: Objective, run: Run) -> str:
    """That a goal, or the objective it belongs to, was dropped or carried."""
    return farewell(goal, run.on) or f"its objective was {farewell(objective, run.on)}"


def pace(decision: Decision, required: Fraction | None, achieved: Fraction | None) -> str:
    """How much faster it must go, where it is behind and moves the right way."""
    if decision.status not in ("at_risk", "off_track") or required is None or not achieved:
        return ""
    times = Fraction(round(required / achieved * 10), 10)
    return f"it must go {plain(times)} times as fast as so far" if times > 1 else ""


def near(case: Case | None, tolerance: Quantity | None) -> str:
    """That a value lies within the tolerance of its target, so that either could be true."""
    if case is None or tolerance is None or case.value is None or case.target is None or case.target.value is None:
        return ""
    if isinstance(case.form, Keep) or abs(base(case.value) - case.target.value) > base(tolerance):
        return ""
    return f"that is within the tolerance of {show(tolerance)}"


def in_unit(amount: Fraction | None, unit: Unit | None) -> Quantity | None:
    """A distance or rate in the unit of the measure; percentage points for percents."""
    if amount is None or unit is None:
        return None
    return quantity(amount, POINTS if unit == PERCENT else unit)

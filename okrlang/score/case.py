"""Cases: one form judged on one member, or on the whole of its measure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrlang.measure.reading import Observation, Reading
from okrlang.model.calendar import Period
from okrlang.model.quantity import NUMBER, Quantity, Unit
from okrlang.model.units import cannot
from okrlang.model.workspace import Change, Goal, Keep, KeyResult, Metric, Reach, RelativeChange
from okrlang.score import path, progress
from okrlang.score.exact import base
from okrlang.score.progress import ALL, NOTHING, Budget, Tally
from okrlang.score.run import Run
from okrlang.score.targets import Asked, Limits, Target, Targets, known
from okrlang.score.values import Subject, Values
from okrlang.syntax.frozen import Frozen, altered

Measured = Change | RelativeChange | Reach | Keep
Bends = tuple[tuple[date, Fraction], ...]


class Case(Frozen):
    """What one form comes to for one member, or for the whole (`member` is None), at the end of the run's day.

    `holds` is whether it holds now, `lost` whether it cannot hold at due any more. `silent` is `no_data` or `stale`;
    `open_end` says that nobody has said the target; `bends` are the points of its path, in shares of the way. `low` and
    `high` are what progress lies between. `why` says what is missing where progress is None.
    """

    form: Measured
    member: str | None
    reading: Reading | None = None
    fresh: bool | None = None
    baseline: Target | None = None
    target: Target | None = None
    limits: Limits | None = None
    raw: Fraction | None = None
    progress: Fraction | None = None
    low: Fraction = NOTHING
    high: Fraction = ALL
    expected: Fraction | None = None
    holds: bool | None = None
    lost: bool | None = False
    silent: str | None = None
    open_end: bool = False
    periods: Tally | None = None
    budget: Budget | None = None
    bends: Bends = ()
    why: str = ""

    @property
    def value(self) -> Quantity | None:
        """The value, if there is one."""
        return self.reading.value if self.reading else None

    @property
    def is_sure(self) -> bool:
        """Whether it is known from data that are there and fresh."""
        return self.silent is None and self.progress is not None

    @property
    def verdict(self) -> bool | None:
        """Whether it holds, as far as that is certain: what is lost stays lost when its data stop.

        A keep counts the periods without a value as unknown, so that it is certain of the others.
        """
        counts = isinstance(self.form, Keep) and self.silent == "stale"
        return self.holds if self.is_sure or (counts and not self.lost) else False if self.lost else None


class Cases:
    """Judges forms."""

    def __init__(self, values: Values, targets: Targets) -> None:
        self._values = values
        self._targets = targets
        self._verdicts: dict[tuple[Keep, Goal | None, str | None, Period], bool | None] = {}

    def judge(self, goal: KeyResult, form: Measured, member: str | None, run: Run, instead: Goal | None = None) -> Case:
        """The case of a form and a member; with `instead` a tier takes the place of the target."""
        question = _Question(goal, form, member, run, self._values.of_goal(goal), instead)
        if isinstance(form, Keep):
            return self._keep(form, question)
        stale = self._values.is_stale(question.subject, run.day, member)
        reading = self._values.current(question.subject, run, member)
        blank = Case(
            form,
            member,
            reading,
            fresh=None if stale is None else not stale,
            silent="no_data" if _is_silent(reading) else "stale" if stale else None,
        )
        if isinstance(form, Reach):
            return self._reach(form, question, blank)
        return self._tier(form, question, instead, blank) if instead else self._change(form, question, blank)

    # --- change ------------------------------------------------------------------------------------------------------

    def _change(self, form: Change | RelativeChange, question: _Question, blank: Case) -> Case:
        start, end = self._ends(form, question)
        begin, goal = start.value, end.value
        if begin is None or goal is None:
            lacking, what = (start, "baseline") if begin is None else (end, "target")
            return _without_target(altered(blank, baseline=start, target=end), lacking, what)
        if begin == goal:
            why = "it stood at its target when it began"
            return altered(blank, baseline=start, target=end, silent=blank.silent or "no_data", why=why)
        bends = self._bends(question, begin, goal)
        case = altered(blank, baseline=start, target=end, bends=bends, expected=_expected(question.run, bends))
        return _measured(case, end, lambda x: _on_the_way(case, progress.raw(begin, goal, x)))

    def _ends(self, form: Change | RelativeChange, question: _Question) -> tuple[Target, Target]:
        asked = self._asked(question, question.run.day)
        if isinstance(form, Change):
            return self._targets.target(form.start, asked), self._targets.target(form.end, asked)
        start = self._targets.measured(asked)
        return start, self._targets.moved(start, form.direction, form.amount, asked)

    def _tier(self, form: Change | RelativeChange, question: _Question, tier: Goal, blank: Case) -> Case:
        """Whether a tier is reached, be it one that lies behind the start: a value at least as good is enough."""
        start, end = self._ends(form, question)
        asked = self._targets.target(tier, self._asked(question, question.run.day))
        aim = asked.value if end.value is None else end.value
        if asked.value is None or start.value is None or aim is None:
            return blank
        relation = "at least" if aim > start.value else "at most"
        limits = Limits(relation, asked, None)
        return _measured(blank, asked, lambda x: _met_or_not(blank, limits.holds(x)))

    def _bends(self, question: _Question, start: Fraction, end: Fraction) -> Bends:
        """The points of the path that are written, in shares of the way."""
        asked = self._asked(question, question.run.day)
        points = ((day, self._targets.target(goal, asked).value) for day, goal in question.goal.expects)
        return tuple((day, (value - start) / (end - start)) for day, value in points if value is not None)

    # --- reach -------------------------------------------------------------------------------------------------------

    def _reach(self, form: Reach, question: _Question, blank: Case) -> Case:
        limits = self._targets.limits(form.bound, self._asked(question, question.run.day), question.instead)
        case = altered(blank, limits=limits, target=limits.value, expected=ALL if question.is_due else None)
        bound = limits.value.value
        if limits.lacking or bound is None:
            return _without_target(case, limits.lacking or limits.value)
        if form.bound.relation == "at least" and bound > 0 and _counts_up(question.subject):
            case = altered(case, baseline=known(Quantity(Decimal(0), _unit(limits.value))))
            if question.goal.expects and not question.is_due:
                bends = self._bends(question, NOTHING, bound)
                case = altered(case, bends=bends, expected=_expected(question.run, bends))
            return _measured(case, limits.value, lambda x: _on_the_way(case, x / bound))
        return _measured(case, limits.value, lambda x: _met_or_not(case, limits.holds(x)))

    # --- keep --------------------------------------------------------------------------------------------------------

    def _keep(self, form: Keep, question: _Question) -> Case:
        ended, ahead = self._values.periods(form, question.subject, question.run)
        limits = self._targets.limits(form.bound, self._asked(question, question.run.day), question.instead)
        reading = (
            self._values.measures.reading(question.subject.id, ended[-1], question.member)
            if ended
            else self._values.current(question.subject, question.run, question.member)
        )
        stale = self._values.is_stale(question.subject, question.run.day, question.member)
        fresh = None if stale is None else not stale
        case = Case(form, question.member, reading, fresh, target=limits.value, limits=limits)
        if limits.lacking and limits.lacking.open_end:
            read = (self._values.measures.reading(question.subject.id, period, question.member) for period in ended)
            is_blank = all(map(_is_silent, read)) if ended else _is_silent(reading)
            silent = "no_data" if is_blank else "stale" if stale else None
            return _without_target(altered(case, silent=silent), limits.lacking)
        periods = progress.tally((self._verdict(form, question, period) for period in ended), ahead)
        required = Fraction(form.share)
        allowance = progress.budget(periods, required)
        all_unknown = periods.judged == periods.unknown if ended else _is_silent(reading)
        return altered(
            case,
            silent="no_data" if all_unknown else "stale" if stale else None,
            raw=periods.low,
            progress=None if all_unknown else periods.low,
            low=NOTHING if periods.low is None else periods.low,
            high=ALL if periods.high is None else periods.high,
            expected=None if question.run.due_tbd or not ended else required,
            holds=periods.reaches(required * periods.judged),
            lost=_lost(periods, allowance),
            periods=periods,
            budget=allowance,
            why=_why_not(reading, limits) if all_unknown else "" if ended else "no period that is judged has ended yet",
        )

    def periods(
        self, goal: KeyResult, form: Keep, member: str | None, run: Run
    ) -> Iterator[tuple[Observation, bool | None]]:
        """What a measure was in each period of a keep that has ended, and whether the bound held."""
        question = _Question(goal, form, member, run, self._values.of_goal(goal), None)
        for period in self._values.periods(form, question.subject, run)[0]:
            reading = self._values.measures.reading(question.subject.id, period, member)
            yield Observation(period.last, reading.value, period, reading), self._verdict(form, question, period)

    def _verdict(self, form: Keep, question: _Question, period: Period) -> bool | None:
        """Whether the bound held in an ended period; where it is a plain number, that does not change any more."""
        key = (form, question.instead, question.member, period)
        if key in self._verdicts:
            return self._verdicts[key]
        reading = self._values.measures.reading(question.subject.id, period, question.member)
        asked = self._asked(question, period.last, period)
        found = held(reading, self._targets.limits(form.bound, asked, question.instead))
        if form.bound.value.quantity and not (form.bound.upper and form.bound.upper.quantity is None):
            self._verdicts[key] = found
        return found

    def _asked(self, question: _Question, day: date, period: Period | None = None) -> Asked:
        """What a number is asked for: the run's day, or an ended period of a keep."""
        values, subject, run, member = self._values, question.subject, question.run, question.member
        days = period.days if period else None

        def read(metric: Metric, of: str | None) -> Reading:
            other = values.of_metric(metric)
            return values.within(other, period, of) if period else values.fresh(other, run, of)

        return Asked(member, day, read, lambda: values.when_begun(subject, run, member, days))


class _Question(Frozen):
    """What a case is asked about."""

    goal: KeyResult
    form: Measured
    member: str | None
    run: Run
    subject: Subject
    instead: Goal | None

    @property
    def is_due(self) -> bool:
        """Whether its due day is over, and known."""
        return self.run.closed and not self.run.due_tbd


def _expected(run: Run, bends: Bends) -> Fraction | None:
    """The share of the way that should be gone: a line, or through the points that are written."""
    return None if run.due_tbd else path.expected(run.start, run.due, run.day, bends)


def _is_silent(reading: Reading) -> bool:
    """Whether nothing is known; silence that means a failure is known."""
    return reading.value is None and reading.silence != "fail"


def _lost(periods: Tally, allowance: Budget) -> bool | None:
    """Whether a keep cannot be met any more; unknown where the unknown periods decide it."""
    if allowance.is_overdrawn:
        return True
    return None if periods.failed + periods.unknown > allowance.allowed else False


def _why_not(reading: Reading, limits: Limits) -> str:
    """What is missing where no period could be judged."""
    return limits.lacking.why if limits.lacking and reading.value else " and ".join(reading.why)


def _unit(target: Target) -> Unit:
    return target.quantity.unit if target.quantity else NUMBER


def _counts_up(subject: Subject) -> bool:
    """Whether it is a sum or a count of the cycle to date."""
    return subject.gathers and subject.metric is not None and subject.metric.aggregate in ("sum", "count", "distinct")


def _without_target(case: Case, lacking: Target, what: str = "target") -> Case:
    """The case where a number to judge by is missing: an open end, or something that was not measured."""
    if lacking.open_end:
        return altered(case, open_end=True, expected=None, why=f"its {what} is {lacking.why}")
    return altered(case, silent=case.silent or "no_data", why=lacking.why)


def _measured(case: Case, target: Target, judged: Callable[[Fraction], Case]) -> Case:
    """The case judged on its value; without one it is unknown, unless silence means a failure."""
    value = case.value
    if value is None:
        if case.reading is not None and case.reading.silence == "fail":
            return altered(case, raw=NOTHING, progress=NOTHING, high=NOTHING, holds=False)
        return altered(case, why=" and ".join(case.reading.why) if case.reading else "")
    if target.quantity is not None and not _alike(value, target.quantity):
        mismatch = cannot("compared", value.unit, target.quantity.unit)
        return altered(case, silent="no_data", why=mismatch.reason)
    found = judged(base(value))
    return altered(found, low=NOTHING, high=ALL) if found.silent else found


def _alike(a: Quantity, b: Quantity) -> bool:
    shares = ("percent", "percentage points")
    return a.unit.dimension == b.unit.dimension or (a.unit.dimension in shares and b.unit.dimension in shares)


def _on_the_way(case: Case, raw: Fraction | None) -> Case:
    if raw is None:
        return case
    gone = progress.clamp(raw)
    return altered(case, raw=raw, progress=gone, low=gone, high=gone, holds=raw >= 1)


def _met_or_not(case: Case, holds: bool | None) -> Case:
    if holds is None:
        return case
    gone = Fraction(holds)
    return altered(case, raw=gone, progress=gone, low=gone, high=gone, holds=holds)


def held(reading: Reading, limits: Limits) -> bool | None:
    """Whether a reading is within limits; silence that means a failure is not, other silence is unknown."""
    if reading.value is None:
        return False if reading.silence == "fail" else None
    if limits.value.quantity is not None and not _alike(reading.value, limits.value.quantity):
        return None
    return limits.holds(base(reading.value))

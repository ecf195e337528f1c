"""Standings: what a key result comes to, whatever its form, before a policy gives it a word."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from okrlang.logic.policy import Policy
from okrlang.model.calendar import move
from okrlang.model.workspace import Change, Goal, Keep, KeyResult, Reach, RelativeChange, Scope
from okrlang.score import progress
from okrlang.score.case import Case, Cases
from okrlang.score.exact import base
from okrlang.score.progress import ALL, NOTHING, Step, Tally
from okrlang.score.run import Run
from okrlang.score.status import ZONES, zone_score
from okrlang.score.values import Values
from okrlang.syntax.frozen import Frozen, altered


class Standing(Frozen):
    """Where a key result stands at the end of the run's day, in exact numbers.

    `progress` takes what is unknown as not reached; it lies between `low` and `high` whatever that turns out to be.
    `holds` is whether what was asked holds, `lost` whether it cannot hold at due any more, `done` whether it is
    achieved for good. `silent` is no_data or stale where nothing is known; `doubt` is what to call it where what is
    missing could change the status. `cases` are the members, or the one case without them; `members` counts those
    that hold.
    """

    progress: Fraction | None
    low: Fraction = NOTHING
    high: Fraction = ALL
    raw: Fraction | None = None
    expected: Fraction | None = None
    holds: bool | None = None
    lost: bool | None = False
    done: bool = False
    silent: str | None = None
    doubt: str = "no_data"
    open_end: bool = False
    cases: tuple[Case, ...] = ()
    members: Tally | None = None
    zone: str | None = None
    why: str = ""

    @property
    def single(self) -> Case | None:
        """The case of the whole, where it is not judged member by member."""
        return self.cases[0] if self.members is None and self.cases else None

    @property
    def spokesman(self) -> Case | None:
        """The case whose value stands for all: the single one, or the worst of the members if each has a value."""
        if self.members is None or any(case.value is None for case in self.cases):
            return self.single
        return min(self.cases, key=_how_good, default=None)


class Standings:
    """Finds where key results stand."""

    def __init__(self, values: Values, cases: Cases) -> None:
        self._values = values
        self._cases = cases

    def standing(self, goal: KeyResult, run: Run, policy: Policy) -> Standing:
        """Where a key result stands."""
        if goal.kind == "zones":
            return self._zones(goal, run, policy)
        if goal.kind == "establish":
            return self._established(goal, run)
        if not goal.forms:
            return _milestones(goal, run)
        return self._measured(goal, run)

    def reaches(self, goal: KeyResult, run: Run, tier: Goal) -> bool | None:
        """Whether a key result has reached a tier, taken for its target; unknown where that has no meaning."""
        bands = any(isinstance(form, Reach | Keep) and form.bound.upper for form in goal.forms)
        if not goal.forms or bands or goal.kind in ("zones", "establish"):
            return None
        return self._measured(goal, run, tier).holds

    # --- forms on a measure ------------------------------------------------------------------------------------------

    def _measured(self, goal: KeyResult, run: Run, tier: Goal | None = None) -> Standing:
        groups = [self._group(goal, form, run, tier) for form in goal.forms if isinstance(form, _MEASURED)]
        if len(groups) == 1 and groups[0].scope is None:
            return _alone(groups[0].cases[0])
        return _together(groups)

    def _group(
        self, goal: KeyResult, form: Change | RelativeChange | Reach | Keep, run: Run, tier: Goal | None
    ) -> Group:
        scope = form.scope
        if scope is None:
            return Group(None, (self._cases.judge(goal, form, None, run, tier),))
        measure, measures = self._values.of_goal(goal).id, self._values.measures
        members = scope.members or measures.members(measure, run.day)
        cases = [self._cases.judge(goal, form, member, run, tier) for member in members]
        if not scope.members:
            cases += [Case(form, None, silent="no_data", why=why) for why in measures.members_unknown(measure)]
        return Group(scope, tuple(cases))

    # --- forms without a number --------------------------------------------------------------------------------------

    def _zones(self, goal: KeyResult, run: Run, policy: Policy) -> Standing:
        """The zone that the last check-in reported; none is the first of all, for nothing says that one is reached."""
        reports = [c for c in self._values.check_ins(goal.id, run.day) if c.zone is not None]
        zone = reports[-1].zone or "fail" if reports else "fail"
        gone, order = zone_score(policy, zone), tuple(ZONES)
        return Standing(
            progress=gone,
            low=gone,
            high=gone,
            raw=gone,
            expected=None if run.due_tbd else run.elapsed * zone_score(policy, "target"),
            holds=order.index(zone) >= order.index("target"),
            zone=zone,
        )

    def _established(self, goal: KeyResult, run: Run) -> Standing:
        subject = self._values.of_goal(goal)
        done = self._values.measures.last(subject.id, run.day) is not None
        before = self._values.measures.last(subject.id, move(run.start, -1, "days"))
        gone = Fraction(done)
        return Standing(
            progress=gone,
            low=gone,
            high=gone,
            raw=gone,
            expected=ALL if run.closed and not run.due_tbd else None,
            holds=done,
            done=done,
            why=f"it had a value on {before} already, before this began" if before else "",
        )


class Group(Frozen):
    """The cases of one form: its members, or the whole where there is no scope."""

    scope: Scope | None
    cases: tuple[Case, ...]

    @property
    def needed(self) -> Fraction:
        """How many of the members the scope asks for."""
        if self.scope is None:
            return Fraction(len(self.cases))
        amount = None if self.scope.amount is None else Fraction(self.scope.amount)
        return progress.needed(self.scope.quantifier, amount, len(self.cases))

    @property
    def size(self) -> Fraction:
        """How many members there are, or more where the scope asks for more than are known."""
        return max(self.needed, Fraction(len(self.cases)))

    @property
    def expected(self) -> Fraction | None:
        """What the form expects by now: of a share of the members, that share of it."""
        known = [c.expected for c in self.cases if c.expected is not None]
        if not known or len(known) < len(self.cases):
            return None
        mean = sum(known, NOTHING) / len(known)
        is_change = isinstance(self.cases[0].form, Change | RelativeChange)
        return mean if is_change else mean * self.needed / self.size

    @property
    def holds(self) -> bool | None:
        """Whether as many members hold as the scope asks for."""
        return progress.tally(c.verdict for c in self.cases).reaches(self.needed)

    @property
    def lost(self) -> bool | None:
        """Whether too many members cannot hold any more."""
        if self.needed > len(self.cases):
            return False  # more members may come
        return _opposite(progress.tally(_opposite(c.lost) for c in self.cases).reaches(self.needed))


def groups_of(goal: KeyResult, cases: Iterable[Case]) -> tuple[Group, ...]:
    """The cases of a key result, form by form."""
    found = tuple(cases)
    return tuple(
        Group(form.scope, tuple(case for case in found if case.form is form))
        for form in goal.forms
        if isinstance(form, _MEASURED)
    )


def _opposite(verdict: bool | None) -> bool | None:
    return None if verdict is None else not verdict


def _how_good(case: Case) -> tuple[bool, Fraction, str]:
    """The order of members from the worst: those that do not hold, the furthest away first."""
    gone = case.raw if case.raw is not None and case.limits is None else NOTHING
    off = case.limits.distance(base(case.value)) if case.limits and case.value else None
    return bool(case.holds), gone - (off or NOTHING), case.member or ""


def _alone(case: Case) -> Standing:
    return Standing(
        progress=case.progress,
        low=case.low,
        high=case.high,
        raw=case.raw,
        expected=case.expected,
        holds=case.holds,
        lost=case.lost,
        silent=case.silent,
        open_end=case.open_end,
        cases=(case,),
        why=case.why,
    )


def _together(groups: list[Group]) -> Standing:
    """What members come to: the mean of those that change, the share of the others that hold."""
    cases = tuple(case for group in groups for case in group.cases)
    if not cases:
        return Standing(None, silent="no_data", members=Tally(0, 0), why="no member has had a row yet")
    silences = {c.silent for c in cases if c.silent}
    silent = ("stale" if "stale" in silences else "no_data") if all(c.silent for c in cases) else None
    added = [_credit(c) for c in cases]
    shown = [credit_of(c, stale=True) for c in cases] if silent else added
    size = sum((g.size for g in groups), NOTHING)
    whole = Standing(
        progress=_sum(low for low, _ in shown) / size if any(c.progress is not None for c in cases) else None,
        low=_sum(low for low, _ in added) / size,
        high=_sum(high for _, high in added) / size,
        expected=_expected(groups),
        holds=progress.all_hold(g.holds for g in groups),
        lost=_opposite(progress.all_hold(_opposite(g.lost) for g in groups)),
        silent=silent,
        doubt="stale" if silences == {"stale"} else "no_data",
        open_end=any(c.open_end for c in cases),
        cases=cases,
        members=progress.tally(c.verdict for c in cases),
        why="no member has a value" if silent == "no_data" else "",
    )
    return altered(whole, raw=whole.progress, progress=None if whole.open_end else whole.progress)


def _credit(case: Case) -> tuple[Fraction, Fraction]:
    """What a member adds at least and at most: its progress in a change, else whether it holds."""
    if isinstance(case.form, Change | RelativeChange):
        gone = case.progress if case.is_sure else None
        return (NOTHING, ALL) if gone is None else (gone, gone)
    holds = case.verdict
    return (NOTHING, ALL) if holds is None else (Fraction(holds), Fraction(holds))


def credit_of(case: Case, stale: bool = False) -> tuple[Fraction, Fraction]:
    """What a member adds at least and at most; where all are `stale`, by what was known last."""
    return _credit(altered(case, silent=None) if stale else case)


def _sum(shares: Iterable[Fraction]) -> Fraction:
    return sum(shares, NOTHING)


def _expected(groups: list[Group]) -> Fraction | None:
    """What is expected of all groups, each counting with its members; unknown while it is of one."""
    parts = [(g.size, g.expected) for g in groups if g.cases]
    known = [(size, expected) for size, expected in parts if expected is not None]
    if len(known) < len(parts):
        return None
    return _sum(size * expected for size, expected in known) / _sum(size for size, _ in known)


def steps_of(goal: KeyResult, run: Run) -> tuple[Step, ...]:
    """The milestones of a key result in plain values."""
    return tuple(
        Step(
            weight=None if m.weight is None else Fraction(m.weight),
            due=m.due or (None if run.due_tbd else run.due),
            done=m.done,
            part=None if m.score is None else Fraction(m.score),
            dropped=m.dropped.on if m.dropped else None,
        )
        for m in goal.milestones
    )


def _milestones(goal: KeyResult, run: Run) -> Standing:
    steps = steps_of(goal, run)
    gone, done = progress.steps_done(steps, run.day), progress.all_done(steps, run.day)
    if gone is None or done is None:
        return Standing(None, open_end=True, why="every milestone was dropped")
    due = progress.steps_due(steps, run.day)
    return Standing(gone, gone, gone, raw=gone, expected=due, holds=done, done=done)


_MEASURED = (Change, RelativeChange, Reach, Keep)

"""Key results: where they stand, the status a policy gives that, and all that is known of them as one result."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrlang.logic.policy import Policy
from okrlang.model.quantity import Quantity, Unit, convert
from okrlang.model.workspace import Change, CheckIn, Keep, KeyResult, Objective, RelativeChange
from okrlang.score import because, path
from okrlang.score.case import Case
from okrlang.score.exact import base, unit_of_distance
from okrlang.score.exact import decimal_or_none as decimal
from okrlang.score.gates import Gates, hold
from okrlang.score.grades import Grades
from okrlang.score.reasons import reasons
from okrlang.score.results import Gate, Glance, KeyResultScore, MemberScore, PolicyStatus, Tiers
from okrlang.score.rollup import Part
from okrlang.score.run import Run, word_of_leaving
from okrlang.score.standing import Standing, Standings
from okrlang.score.status import Decision, Facts, Numbers, Question
from okrlang.score.values import Values
from okrlang.syntax.frozen import Frozen

Rates = tuple[Fraction | None, Fraction | None]  # how much must change a day, and how much has


class View(Frozen):
    """A key result as it is seen on one day: what its result and the sentence about it are made of."""

    goal: KeyResult
    objective: Objective
    run: Run
    standing: Standing
    gates: tuple[Gate, ...]
    report: CheckIn | None
    score: Fraction | None
    question: Question

    @property
    def seen(self) -> Standing:
        """Where it stands; before its first day is over, nowhere."""
        return self.standing if self.run.started else Standing(None)


class KeyResults:
    """Gives the results of key results."""

    def __init__(self, values: Values, standings: Standings, gates: Gates, grades: Grades) -> None:
        self._values = values
        self._standings = standings
        self._gates = gates
        self._grades = grades

    def score(
        self, goal: KeyResult, objective: Objective, run: Run, policy: Policy, beside: Iterable[Policy] = ()
    ) -> KeyResultScore:
        """Where a key result stands at the end of the run's day."""
        view = self.view(goal, objective, run, policy)
        decision = view.question.answer(policy)
        standing, case, seen = view.standing, view.standing.spokesman, view.seen
        unit, grade = self._unit(goal, case), self._grades.of(goal.id, run.on)
        rates = _rates(standing.single, run)
        return KeyResultScore(
            id=goal.id,
            on=run.on,
            form=goal.kind,
            unit=unit,
            current=_in(unit, case.value if case else None),
            at=_measured_on(standing),
            fresh=_is_fresh(standing),
            baseline=_in(unit, case.baseline.quantity if case and case.baseline else None),
            target=_in(unit, case.target.quantity if case and case.target else None),
            raw=decimal(seen.raw),
            progress=decimal(seen.progress),
            expected=decimal(seen.expected),
            elapsed=decimal(run.elapsed),
            low=decimal(seen.low),
            high=decimal(seen.high),
            distance=_in(unit_of_distance(unit) if unit else None, because.distance(case) if case else None),
            tiers=self._tiers(goal, standing, run),
            score=decimal(view.score),
            written_score=grade.value,
            projected_score=grade.projected,
            required_rate=because.in_unit(rates[0], unit),
            achieved_rate=because.in_unit(rates[1], unit),
            status=decision.status,
            policy=policy.name,
            called=decision.called,
            reported=decision.by == "report" and decision.status != "open" and not decision.held_back,
            statuses=tuple(_by(other, view.question) for other in beside),
            confidence=self._confidence(goal, run.on),
            members=tuple(_member(c, goal, unit) for c in standing.cases) if standing.members is not None else (),
            budget=standing.single.budget if standing.single else None,
            provided=view.gates,
            reading=case.reading if case else None,
            because=self._because(view, rates, policy, decision),
            reasons=reasons(goal, standing, run, self._has_cadence(goal)),
            part=_part(view),
        )

    def glance(self, goal: KeyResult, objective: Objective, run: Run, policy: Policy) -> Glance:
        """The status of a key result at the end of the run's day."""
        view = self.view(goal, objective, run, policy)
        return Glance(
            id=goal.id,
            on=run.on,
            status=view.question.answer(policy).status,
            provided=view.gates,
            low=decimal(view.seen.low),
            high=decimal(view.seen.high),
            part=_part(view),
        )

    def view(self, goal: KeyResult, objective: Objective, run: Run, policy: Policy) -> View:
        """A key result as it is seen at the end of the run's day."""
        standing = self._standings.standing(goal, run, policy)
        gates = self._gates.judge(goal.provided, run)
        report = next((c for c in self._reports(goal, run.on) if c.status), None)
        low, high = (
            Numbers(share, standing.expected, run.elapsed, _achieved(standing, share, holds))
            for share, holds in ((standing.low, standing.holds is True), (standing.high, standing.holds is not False))
        )
        facts = Facts(
            gone=word_of_leaving(goal, run.on) or word_of_leaving(objective, run.on),
            started=run.started,
            silent=standing.silent,
            closed=run.closed,
            open_end=standing.open_end,
            expecting=bool(standing.expected),
            reported=report.status if report else None,
            gates=hold(gates),
        )
        question = Question(
            facts, low, high, run.elapsed_of_cycle, standing.holds, standing.lost, standing.done, standing.doubt
        )
        score = low.score if run.closed and standing.progress is not None and not standing.silent else None
        return View(goal, objective, run, standing, gates, report, score, question)

    def _reports(self, goal: KeyResult, day: date) -> list[CheckIn]:
        """Its check-ins as a whole, the latest first."""
        return [c for c in reversed(self._values.check_ins(goal.id, day)) if c.member is None]

    def _has_cadence(self, goal: KeyResult) -> bool:
        return self._values.measures.cadence(self._values.of_goal(goal).id) is not None

    def _confidence(self, goal: KeyResult, day: date) -> Decimal | None:
        """What people last believed, or believed when they set the goal."""
        return next((c.confidence for c in self._reports(goal, day) if c.confidence is not None), goal.confidence)

    def _unit(self, goal: KeyResult, case: Case | None) -> Unit | None:
        """The unit of its values: its metric's, else that of its target or value."""
        metric = self._values.metric(goal.metric)
        if metric and metric.unit:
            return metric.unit
        said = (case.target.quantity if case.target else None) or case.value if case else None
        return said.unit if said else None

    def _tiers(self, goal: KeyResult, standing: Standing, run: Run) -> Tiers:
        """Whether the tiers are reached, by the number or by the zone; without a value nobody knows."""
        if goal.kind == "zones":
            return Tiers(standing.zone != "fail", standing.zone == "stretch")
        if standing.silent:
            return Tiers()
        commit, stretch = (self._standings.reaches(goal, run, t) if t else None for t in (goal.commit, goal.stretch))
        return Tiers(commit, stretch)

    def _because(self, view: View, rates: Rates, policy: Policy, decision: Decision) -> str:
        goal, run, standing = view.goal, view.run, view.standing
        if view.question.facts.gone:
            return because.leaving(goal, view.objective, run)
        if not run.started:
            return f"it starts on {run.start}"
        stands, metric = because.where(goal, standing, run), self._values.metric(goal.metric)
        last = self._values.measures.oldest(self._values.of_goal(goal).id, run.day) if standing.silent else None
        silence = because.silence(standing, metric, last) if standing.silent else ""
        if decision.by == "silent":
            return because.sentence((silence, stands if standing.silent == "stale" else ""))
        return because.sentence(
            (
                stands,
                silence,
                because.near(standing.single, metric.tolerance if metric else None),
                because.expectation(standing, run),
                because.pace(decision, *rates),
                because.weak(view.gates),
                because.ground(decision, standing, run, policy, view.report),
            )
        )


# --- parts of a result -----------------------------------------------------------------------------------------------


def _achieved(standing: Standing, progress: Fraction, holds: bool) -> Fraction:
    """The score: progress, but where a share was asked for (of periods, of members), that share is 1."""
    shares = any(isinstance(c.form, Keep) for c in standing.cases) or (
        standing.members is not None and not any(isinstance(c.form, Change | RelativeChange) for c in standing.cases)
    )
    return Fraction(1) if shares and holds else progress


def _part(view: View) -> Part:
    """What a key result adds to its objective; a stale one is unknown there, but for what is certain of its past."""
    standing, weight = view.standing, view.goal.weight
    known = view.run.started and not standing.silent
    return Part(
        weight=Fraction(1) if weight is None else Fraction(weight),
        progress=standing.progress if known else None,
        low=view.seen.low,
        high=view.seen.high,
        expected=standing.expected if view.run.started else None,
        score=view.score,
    )


def _rates(case: Case | None, run: Run) -> Rates:
    """How much must still change a day, nothing once it holds, and how much has; none after the due day."""
    if case is None or case.value is None or case.target is None or case.target.value is None or run.closed:
        return None, None
    if isinstance(case.form, Keep) or (case.limits is not None and case.limits.upper is not None):
        return None, None
    value, start = base(case.value), case.baseline.value if case.baseline else None
    achieved = None if start is None else path.achieved_rate(start, value, run.start, run.day)
    required = path.required_rate(value, value if case.holds else case.target.value, run.day, run.due)
    return required, achieved


def _in(unit: Unit | None, value: Quantity | None) -> Quantity | None:
    """A value in the unit of its key result."""
    found = convert(value, unit) if unit and value else value
    return found if isinstance(found, Quantity) else value


def _by(policy: Policy, question: Question) -> PolicyStatus:
    found = question.alone(policy)
    return PolicyStatus(policy.name, found.status, found.called)


def _member(case: Case, goal: KeyResult, unit: Unit | None) -> MemberScore:
    return MemberScore(
        name=case.member or "",
        value=_in(unit, case.value),
        periods=because.periods_held(case),
        at=case.reading.at if case.reading else None,
        progress=decimal(case.progress),
        holds=case.verdict,
        fresh=case.fresh,
        because=because.of_case(case, goal),
    )


def _measured_on(standing: Standing) -> date | None:
    """The day of the value; of members the earliest, none where one has none."""
    days = [c.reading.at if c.reading else None for c in standing.cases]
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None


def _is_fresh(standing: Standing) -> bool | None:
    """Whether every value is fresh; unknown without a cadence or a value."""
    found = [c.fresh for c in standing.cases]
    return False if False in found else None if None in found or not found else True

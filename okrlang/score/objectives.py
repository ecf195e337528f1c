"""Objectives: their key results rolled up, and the status that a policy gives the sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from okrlang.logic.policy import Policy
from okrlang.model.workspace import Objective
from okrlang.score.because import held_back, sentence, weak
from okrlang.score.exact import decimal_or_none as decimal
from okrlang.score.exact import percent
from okrlang.score.gates import Gates, hold
from okrlang.score.grades import Grades
from okrlang.score.results import Gate, Glance, KeyResultScore, ObjectiveScore, PolicyStatus
from okrlang.score.rollup import Part, Sum, rolled_up
from okrlang.score.run import Run, farewell, word_of_leaving
from okrlang.score.status import Decision, Facts, Judged, Numbers, Outcome, Question, decide, worst
from okrlang.score.words import listed
from okrlang.syntax.frozen import Frozen

Counted = KeyResultScore | Glance | ObjectiveScore


class Objectives:
    """Gives the results of objectives."""

    def __init__(self, gates: Gates, grades: Grades) -> None:
        self._gates = gates
        self._grades = grades

    def score(
        self,
        objective: Objective,
        run: Run,
        of: tuple[Counted, ...],
        policy: Policy,
        beside: Iterable[Policy] = (),
    ) -> ObjectiveScore:
        """Where an objective stands, given its key results and the objectives that roll up to it."""
        view = self.view(objective, run, of)
        decision = view.answer(policy)
        seen = view.total if run.started else None
        score = rolled_up(Part(c.part.weight, c.part.score) for c in view.counted) if run.closed else None
        grade = self._grades.of(objective.id, run.on)
        return ObjectiveScore(
            id=objective.id,
            on=run.on,
            start=run.start,
            due=None if run.due_tbd else run.due,
            progress=decimal(seen.progress if seen else None),
            compared=decimal(view.judged.progress if view.judged and seen else None),
            so_far=decimal(seen.so_far if seen else None),
            expected=decimal(view.judged.expected if view.judged and seen else None),
            elapsed=decimal(run.elapsed),
            low=decimal(seen.low if seen else None),
            high=decimal(seen.high if seen else None),
            score=decimal(score.progress if score else None),
            written_score=grade.value,
            projected_score=grade.projected,
            status=decision.status,
            policy=policy.name,
            called=decision.called,
            reported=False,
            statuses=tuple(view.by(other) for other in beside),
            provided=view.gates,
            because=_because(view, policy, decision),
            reasons=tuple(_reasons(view)),
            part=_part(view, score),
        )

    def view(self, objective: Objective, run: Run, of: tuple[Counted, ...]) -> View:
        """An objective as it is seen at the end of the run's day."""
        return _view(objective, run, of, self._gates.judge(objective.provided, run))


class View(Frozen):
    """An objective as it is seen on one day.

    `counted` are the key results that count, `total` is their sum. A policy is asked about those of which something is
    `expecting`, at the close about all, and their sum, `judged`.
    """

    objective: Objective
    run: Run
    gates: tuple[Gate, ...]
    counted: tuple[Counted, ...]
    total: Sum | None
    expecting: tuple[Counted, ...]
    judged: Sum | None

    @property
    def silent(self) -> str | None:
        """What is missing that the sum needs; while it expects nothing, what its key results lack.

        An objective without any key result has nothing to judge.
        """
        found = {c.status for c in self.expecting or self.counted if c.part.progress is None}
        if not self.counted or "no_data" in found:
            return "no_data"
        return "stale" if "stale" in found else None

    @property
    def holds(self) -> bool | None:
        """Whether all that counts is achieved."""
        found = {c.status for c in self.counted}
        return False if "missed" in found else True if found == {"achieved"} else None

    def answer(self, policy: Policy) -> Decision:
        """The status by a policy."""
        if policy.takes_worst and not self.run.closed:
            return self._as_the_worst(c.status for c in self.counted)
        return self.question().answer(policy)

    def by(self, policy: Policy) -> PolicyStatus:
        """The status by a policy that stands beside others."""
        if policy.takes_worst:
            found = self._as_the_worst(_status_by(c, policy) for c in self.counted)
        else:
            found = self.question().alone(policy)
        return PolicyStatus(policy.name, found.status, found.called)

    def question(self) -> Question:
        """What a policy is asked."""
        judged = self.judged
        expected = judged.expected if judged else None
        facts = Facts(
            gone=word_of_leaving(self.objective, self.run.on),
            started=self.run.started,
            silent=self.silent,
            closed=self.run.closed,
            open_end=self.run.closed and self.holds is None and any(c.status in _OPEN for c in self.counted),
            expecting=bool(expected),
            gates=hold(self.gates),
        )
        shares = (judged.low, judged.high) if judged else (Fraction(0), Fraction(1))
        low, high = (Numbers(share, expected, self.run.elapsed, share) for share in shares)
        return Question(facts, low, high, self.run.elapsed_of_cycle, self.holds)

    def _as_the_worst(self, statuses: Iterable[str]) -> Decision:
        """As good as the worst key result; one that is only open says nothing."""
        found = worst(statuses) or "no_data"
        facts = Facts(
            gone=word_of_leaving(self.objective, self.run.on),
            started=self.run.started,
            expecting=found != "open",
            gates=hold(self.gates),
        )
        outcome = Outcome(met=False, judged=Judged(found))
        return decide(facts, outcome, outcome)


def _view(objective: Objective, run: Run, of: Iterable[Counted], gates: tuple[Gate, ...]) -> View:
    counted = tuple(c for c in of if c.part.weight > 0 and c.status not in ("dropped", "carried"))
    expecting = counted if run.closed else tuple(c for c in counted if c.part.expected)
    total = rolled_up(c.part for c in counted)
    judged = total if len(expecting) == len(counted) else rolled_up(c.part for c in expecting)
    return View(objective, run, gates, counted, total, expecting, judged)


_OPEN = ("open", "on_track", "at_risk", "off_track")


def _status_by(part: Counted, policy: Policy) -> str:
    """The status of a part by a policy that stands beside its own; what is settled is so by any of them."""
    beside = () if isinstance(part, Glance) or part.status in ("achieved", "missed") else part.statuses
    return next((s.status for s in beside if s.policy == policy.name), part.status)


def _part(view: View, score: Sum | None) -> Part:
    """What an objective adds to another that it rolls up to."""
    total, judged = view.total, view.judged
    if total is None or not view.run.started:
        return Part(Fraction(0) if view.run.started else Fraction(1), None)
    expected = judged.expected if judged else None
    return Part(Fraction(1), total.progress, total.low, total.high, expected, score.progress if score else None)


def _because(view: View, policy: Policy, decision: Decision) -> str:
    run = view.run
    gone = farewell(view.objective, run.on)
    if gone:
        return gone
    if not run.started:
        return f"it starts on {run.start}"
    if view.total is None:
        return "no key result of it counts"
    parts = (_stands(view, view.total), _expected(view), _lost(view), weak(view.gates), _ground(view, policy, decision))
    return sentence(parts)


def _lost(view: View) -> str:
    """That something in it is missed for good while it still runs, so that it can no longer be achieved."""
    missed = tuple(c.id for c in view.counted if c.status == "missed")
    are = "is" if len(missed) == 1 else "are"
    return f"it cannot be achieved any more: {listed(missed)} {are} missed" if missed and not view.run.closed else ""


def _stands(view: View, total: Sum) -> str:
    count = f"{len(view.counted)} key results" if len(view.counted) != 1 else "one key result"
    if total.progress is not None:
        return f"{percent(total.progress)} over {count}"
    so_far = f"{percent(total.so_far)} so far" if total.so_far is not None else "not known"
    missing = f"{total.unknown} unmeasured key result{'s' if total.unknown != 1 else ''}"
    return f"{so_far}, between {percent(total.low)} and {percent(total.high)} depending on {missing}"


def _expected(view: View) -> str:
    judged = view.judged
    if judged is None or not judged.expected:
        return "nothing is expected yet"
    left_out = len(view.counted) - len(view.expecting)
    if not left_out:
        asked = f"{percent(judged.expected)} was asked for" if judged.expected < 1 else ""
        return asked if view.run.closed else f"{percent(judged.expected)} is expected by now"
    gone = percent(judged.so_far) if judged.so_far is not None else "unknown"
    return f"{gone} without what is not due yet, where {percent(judged.expected)} is expected by now"


def _ground(view: View, policy: Policy, decision: Decision) -> str:
    word = decision.status.replace("_", " ")
    if decision.held_back:
        return held_back(decision, view.run)
    if decision.by in ("silent", "doubt"):
        silent = tuple(c.id for c in view.counted if c.status in ("no_data", "stale"))
        blank = silent or tuple(c.id for c in view.counted if c.part.progress is None)
        return f"{word} of {listed(blank)}" if blank else word
    if decision.by == "due":
        short = tuple(c.id for c in view.counted if c.status == "missed")
        return f"missed with {listed(short)}" if short else f"achieved by {view.run.due}"
    if decision.by == "policy" and policy.takes_worst:
        bad = tuple(c.id for c in view.counted if c.status == decision.status)
        return f"`{policy.name}` takes the worst: {listed(bad)}"
    if decision.by == "policy":
        return f"`{policy.name}` calls that {decision.called or word}"
    expected = view.judged.expected if view.judged else None
    if expected and view.run.elapsed_of_cycle <= Fraction(policy.grace):
        return f"the first {percent(Fraction(policy.grace))} of the cycle is not judged"
    return ""


def _reasons(view: View) -> Iterator[tuple[str, str]]:
    """The reason for each field that could be without a value; of several the first counts."""
    shares = ("progress", "compared", "so_far", "low", "high", "expected")
    if not view.run.started:
        yield from ((name, f"it starts on {view.run.start}") for name in shares)
    if view.total is None:
        yield from ((name, "no key result of it counts") for name in shares)
    blank = tuple(c.id for c in view.counted if c.part.progress is None)
    unmeasured = f"{listed(blank)} {'is' if len(blank) == 1 else 'are'} not measured"
    yield from ((name, unmeasured) for name in ("progress", "so_far"))
    yield "compared", unmeasured if view.expecting else "nothing is expected of it yet"
    yield "expected", "nothing is expected of it yet"
    yield "due", "it has no cycle"
    yield "score", unmeasured if view.run.closed else f"the score comes with the close on {view.run.due}"
    yield "written_score", "no evaluation has scored it yet"
    yield "projected_score", "no evaluation has projected it"

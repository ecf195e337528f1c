"""Status: which of eleven words a goal has earned, in one order, and what a policy makes of progress."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from okrlang.logic.policy import Line, Policy, given
from okrlang.score.exact import decimal_or_none
from okrlang.score.progress import NOTHING
from okrlang.syntax.frozen import Frozen, altered

STATUSES = (
    "not_started",
    "open",
    "on_track",
    "at_risk",
    "off_track",
    "achieved",
    "missed",
    "no_data",
    "stale",
    "dropped",
    "carried",
)
# Missing data outranks every colour.
_WORST_FIRST = ("no_data", "stale", "missed", "off_track", "at_risk", "open", "not_started", "on_track", "achieved")
ZONES = {"fail": NOTHING, "commit": Fraction(3, 10), "target": Fraction(7, 10), "stretch": Fraction(1)}

# --- policies --------------------------------------------------------------------------------------------------------


class Judged(Frozen):
    """What a policy says: a status, and the publisher's own word for it."""

    status: str
    called: str | None = None


class Numbers(Frozen):
    """What a policy speaks of; None is unknown. `score` is what it would be if the cycle closed now."""

    progress: Fraction | None
    expected: Fraction | None
    elapsed: Fraction | None
    score: Fraction | None = None

    def meet(self, line: Line) -> bool | None:
        """Whether a line of a policy holds for them; None where it cannot be known."""
        return line.holds(given(*map(decimal_or_none, (self.progress, self.expected, self.elapsed, self.score))))

    def judged_by(self, policy: Policy) -> Judged | None:
        """What a policy says of them; None where it cannot be known."""
        numbers = (self.progress, self.expected, self.elapsed, self.score)
        found = policy.status(*map(decimal_or_none, numbers))
        return Judged(*found) if found else None


def zone_score(policy: Policy, zone: str) -> Fraction:
    """The score of a zone: the policy's own, or the usual one."""
    own = policy.zones.get(zone)
    return ZONES[zone] if own is None else Fraction(own)


# --- the order of decision -------------------------------------------------------------------------------------------


class Facts(Frozen):
    """What decides a status whatever the unknown values are.

    `gone` is dropped or carried, `silent` no_data or stale. `open_end` says that there is no target to judge by,
    `expecting` that something is expected by now and no grace is left. `gates` is whether all holds that the goal was
    provided with, None if that is unknown.
    """

    gone: str | None = None
    started: bool = True
    silent: str | None = None
    closed: bool = False
    open_end: bool = False
    expecting: bool = True
    reported: str | None = None
    gates: bool | None = True


class Outcome(Frozen):
    """What came of it if the unknown values are taken in one way, the worst or the best.

    `met` says whether what was asked holds, `at_once` that it is achieved (True) or can no longer be (False) before its
    day, `judged` is what the policy says, None if it cannot speak yet.
    """

    met: bool
    at_once: bool | None = None
    judged: Judged | None = None


class Decision(Frozen):
    """A status and what decided it: `gone`, `start`, `silent`, `due`, `at_once`, `report`, `policy` or `doubt`.

    `held_back` says that a gate kept it from being better.
    """

    status: str
    by: str
    called: str | None = None
    held_back: bool = False


def decide(facts: Facts, worst: Outcome, best: Outcome, doubt: str = "no_data") -> Decision:
    """The status: the first that holds, in the order that EVALUATION.md gives.

    Where the worst and the best outcome differ, what is missing would decide: then the status is `doubt`. What is lost
    whatever the missing data turn out to be stays missed: that data stop takes nothing back that is certain.
    """
    if facts.gone:
        return Decision(facts.gone, "gone")
    if not facts.started:
        return Decision("not_started", "start")
    if facts.silent and best.at_once is not False:
        return Decision(facts.silent, "silent")
    found = _decide(facts, worst)
    return found if worst == best or found.status == _decide(facts, best).status else Decision(doubt, "doubt")


def _decide(facts: Facts, outcome: Outcome) -> Decision:
    if facts.open_end:
        return _held_back(Decision(facts.reported or "open", "report"), facts.gates)
    if facts.closed:
        return _at_due(outcome.met, facts.gates)
    if outcome.at_once is not None:
        return _held_back(Decision("achieved" if outcome.at_once else "missed", "at_once"), facts.gates)
    if not facts.expecting or outcome.judged is None:
        return _held_back(Decision(facts.reported or "open", "report"), facts.gates)
    return _held_back(Decision(outcome.judged.status, "policy", outcome.judged.called), facts.gates)


def _at_due(met: bool, gates: bool | None) -> Decision:
    """Achieved or missed; what a broken gate guards is never achieved, what an unknown one guards is unknown."""
    if not met or gates is False:
        return Decision("missed", "due", held_back=met)
    return Decision("achieved", "due") if gates else Decision("no_data", "doubt", held_back=True)


def _held_back(decision: Decision, gates: bool | None) -> Decision:
    """The decision, at best at risk while a gate is broken; an unknown one holds back only what would be good."""
    bad = decision.status in ("at_risk", "off_track", "missed")
    if gates is True or bad or (gates is None and decision.status == "open"):
        return decision
    return Decision("at_risk", decision.by, held_back=True)


def worst(statuses: Iterable[str]) -> str | None:
    """The worst of the statuses of key results; what is open or gone stays out unless nothing else is there."""
    found = [s for s in statuses if s in _WORST_FIRST]
    decided = [s for s in found if s not in ("open", "not_started")] or found
    return min(decided, key=_WORST_FIRST.index, default=None)


# --- a goal and a policy ---------------------------------------------------------------------------------------------


class Question(Frozen):
    """A goal that a policy gives a status to: its facts, and its numbers if all unknown values were worst, and best.

    `holds` says whether what was asked holds, `lost` whether it cannot hold any more (None: unknown), `done` that it is
    achieved for good. `elapsed` is the share of the cycle that is over, which a policy's grace is about.
    """

    facts: Facts
    low: Numbers
    high: Numbers
    elapsed: Fraction
    holds: bool | None
    lost: bool | None = False
    done: bool = False
    doubt: str = "no_data"

    def answer(self, policy: Policy) -> Decision:
        """The status by a policy; at the close with the publisher's word for what was reached, if there is one."""
        expecting = self.facts.expecting and self.elapsed > Fraction(policy.grace)
        low = self.low.judged_by(policy) if expecting else None
        high = self.high.judged_by(policy) if expecting and self.high != self.low else low
        worst = Outcome(self.holds is True, _at_once(self.done, self.lost is not False), low)
        best = Outcome(self.holds is not False, _at_once(self.done, self.lost is True), high)
        facts = self.facts if expecting == self.facts.expecting else altered(self.facts, expecting=expecting)
        found = decide(facts, worst, best, self.doubt)
        return altered(found, called=self.alone(policy).called) if found.by == "due" else found

    def alone(self, policy: Policy) -> Decision:
        """The status by a policy where that also speaks after the due day, as when several stand side by side."""
        return altered(self, facts=altered(self.facts, closed=False), done=False, lost=False).answer(policy)


def _at_once(done: bool, lost: bool) -> bool | None:
    return True if done else False if lost else None

"""Status: which of eleven words a goal has earned, in one order, and what a policy makes of progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from okrlang.score.progress import NOTHING

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


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a policy speaks of; None is unknown. `score` is known at the close."""

    progress: Fraction | None
    expected: Fraction | None
    elapsed: Fraction | None
    score: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What a policy says: a status, and the publisher's own word for it."""

    status: str
    called: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a policy: what it says where its condition holds (None: it cannot be known)."""

    says: Judged
    condition: Callable[[Numbers], bool | None]


@dataclass(frozen=True, slots=True)
class StatusPolicy:
    """A policy, ready to be asked: the first line that holds, else `otherwise`; `zones` are the scores of zones.

    `grace` is the share of the cycle in which nothing is judged. With `takes_worst` an objective is as good as the
    worst of its key results.
    """

    name: str
    lines: tuple[Line, ...]
    otherwise: Judged
    grace: Fraction = NOTHING
    zones: Mapping[str, Fraction] | None = None
    takes_worst: bool = False

    def zone(self, name: str) -> Fraction:
        """The score of a zone by its name."""
        return (self.zones or {}).get(name, ZONES[name])

    def judge(self, numbers: Numbers) -> Judged | None:
        """What the policy says of these numbers; unknown (None) where a line is before one that holds."""
        for line in self.lines:
            found = line.condition(numbers)
            if found is None:
                return None
            if found:
                return line.says
        return self.otherwise


# --- the order of decision -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Facts:
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it if the unknown values are taken in one way, the worst or the best.

    `met` says whether what was asked holds, `at_once` that it is achieved (True) or can no longer be (False) before its
    day, `judged` is what the policy says, None if it cannot speak yet.
    """

    met: bool
    at_once: bool | None = None
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A status and what decided it: `gone`, `start`, `silent`, `due`, `at_once`, `report`, `policy` or `doubt`.

    `held_back` says that a gate kept it from being better.
    """

    status: str
    by: str
    called: str | None = None
    held_back: bool = False


def decide(facts: Facts, worst: Outcome, best: Outcome, doubt: str = "no_data") -> Decision:
    """The status: the first that holds, in the order that EVALUATION.md gives.

    Where the worst and the best outcome differ, what is missing would decide: then the status is `doubt`.
    """
    if facts.gone:
        return Decision(facts.gone, "gone")
    if not facts.started:
        return Decision("not_started", "start")
    if facts.silent:
        return Decision(facts.silent, "silent")
    found = _decide(facts, worst)
    return found if found.status == _decide(facts, best).status else Decision(doubt, "doubt")


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

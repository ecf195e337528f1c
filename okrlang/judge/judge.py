"""The judge: one rule held against a world gives findings, with reasons and evidence for what is shown."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from itertools import compress
from typing import Any

from okrlang.judge.decision import Decision, Verdicts, name_of
from okrlang.judge.exhibits import exhibits
from okrlang.judge.finding import CheckResult, Exhibit, Finding, Verdict, worst
from okrlang.judge.waivers import Outcome, Waivers, replaced
from okrlang.judge.world import GoalWorld
from okrlang.logic.explanation import Touched
from okrlang.logic.packs import Packs
from okrlang.logic.phrases import spoken
from okrlang.logic.program import Part, Program, Say
from okrlang.logic.rule import Rule
from okrlang.logic.values import Unknown, Value
from okrlang.model.workspace import Initiative, KeyResult, Objective, Waiver
from okrlang.syntax.frozen import Individual
from okrlang.syntax.source import Span

MOST_EXPLAINED = 200  # findings of one rule that come with their evidence; nobody reads more
MOST_REASONS = 2  # of what is not known, in one sentence


class Judgement(Individual):
    """What a rule came to: its findings, how many subjects got which verdict, and which subjects passed.

    `outcomes` are the waivers on its subjects, each with what the rule said before it was waived.
    """

    rule: Rule
    cycle: str | None
    findings: tuple[Finding, ...]
    counts: tuple[tuple[Verdict, int], ...]
    passed: tuple[object | None, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst verdict on any subject."""
        return worst(verdict for verdict, _ in self.counts)


def judge(
    packs: Packs, rules: Iterable[Rule], world: GoalWorld, most: int = sys.maxsize, waivers: Waivers | None = None
) -> tuple[Judgement, ...]:
    """What each rule says of its subjects; a rule that is `broken` (it does not type-check) says nothing but that.

    All verdicts are counted, and at most so many findings of each rule and verdict are told. The `waivers` are those
    that hold on the day of the world unless others are given.
    """
    held = waivers or Waivers(world.facts.workspace, world.as_of)
    return tuple(
        _error(rule, world) if rule.broken else _Case(packs.program(rule), rule, world, held, most).judgement()
        for rule in rules
    )


def _error(rule: Rule, world: GoalWorld) -> Judgement:
    cycle, message = world.facts.cycle, f"the rule `{rule.name}` cannot be judged as it is written"
    place, subject = rule.span, name_of(None, world)
    name = cycle.id if cycle else None
    finding = Finding(rule.name, rule.pack, rule.severity, subject, name, "error", message, (), (), place, None, None)
    return Judgement(rule, name, (finding,), (("error", 1),), (), ())


_HOLDS = CheckResult("pass", "it holds")


class _Case:
    """One rule held against one world."""

    def __init__(self, program: Program, rule: Rule, world: GoalWorld, waivers: Waivers, most: int) -> None:
        self.program = program
        self.rule = rule
        self.world = world
        self.waivers = waivers
        self.most = most
        self.explained = 0

    def judgement(self) -> Judgement:
        """What the rule says of all its subjects."""
        found = Verdicts(self.program, self.world)
        waivers = self._waivers(found)
        outcomes = tuple((waiver, found.all[at]) for at, waiver in waivers.items())
        for at, waiver in waivers.items():
            found.all[at] = replaced(found.all[at], waiver)
        told: Counter[Verdict] = Counter()
        findings = []
        for at, verdict in enumerate(found.all):
            if verdict == "pass" or verdict == "not_applicable":
                continue
            told[verdict] += 1
            if told[verdict] <= self.most:
                by = waivers.get(at) if verdict == "waived" else None
                findings.append(self.finding(found.decision(at), verdict, by))
        cycle = self.world.facts.cycle
        return Judgement(
            self.rule,
            cycle.id if cycle else None,
            tuple(findings),
            tuple(sorted(Counter(found.all).items())),
            tuple(compress(found.subjects, [verdict == "pass" for verdict in found.all])),
            outcomes,
        )

    def _waivers(self, found: Verdicts) -> dict[int, Waiver]:
        """What sets the rule aside for a subject, by its place."""
        if self.rule.name not in self.waivers.rules:
            return {}
        held = (self.waivers.on(self.rule.name, name_of(subject, self.world)) for subject in found.subjects)
        return {at: waiver for at, waiver in enumerate(held) if waiver is not None}

    # --- findings -----------------------------------------------------------------------------------------------------

    def finding(self, decision: Decision, verdict: Verdict, waiver: Waiver | None) -> Finding:
        """What is said of one subject that did not pass."""
        rule, world = self.rule, self.world
        checks = self.check_results(decision)
        fix = self.program.fix.text(world, decision.given) if self.program.fix and self.can_say(decision) else None
        return Finding(
            rule.name,
            rule.pack,
            rule.severity,
            name_of(decision.subject, world),
            self.cycle_of(decision.subject),
            verdict,
            self.message(decision, checks),
            checks,
            self.evidence(decision),
            self.place(decision.subject),
            fix,
            waiver,
            decision.due,
        )

    def can_say(self, decision: Decision) -> bool:
        """Whether there is a subject to speak of, where the rule has subjects."""
        return self.rule.thing is None or decision.subject is not None

    def check_results(self, decision: Decision) -> tuple[CheckResult, ...]:
        """What each check came to, in words."""
        given = decision.given
        return tuple(
            _HOLDS if value is True else CheckResult(_verdict(value), self.said(say, given, value))
            for value, (_, say) in zip(decision.checks, self.program.checks, strict=False)
        )

    def said(self, say: Say, given: tuple[object, ...], value: Value) -> str:
        """What a check says that fails; where it is unknown, why."""
        return f"not known: {reasons(value)}" if isinstance(value, Unknown) else say.text(self.world, given)

    def message(self, decision: Decision, checks: tuple[CheckResult, ...]) -> str:
        """The first thing that is wrong, else the first that is not known."""
        if isinstance(decision.picked, Unknown):
            return (
                f"not known whether it applies to {name_of(decision.subject, self.world)}: {reasons(decision.picked)}"
            )
        if not decision.checks:
            return f"there is no {spoken(str(self.rule.thing))} that this could be said of: {self.rule.title}"
        failed = (check.message for check in checks if check.verdict == "fail")
        unknown = (check.message for check in checks if check.verdict == "no_evidence")
        return next(failed, None) or next(unknown, self.rule.title)

    def cycle_of(self, subject: Any) -> str | None:
        """The cycle that is judged, else the one that a goal belongs to."""
        if self.world.facts.cycle is not None:
            return self.world.facts.cycle.id
        if isinstance(subject, KeyResult | Initiative):
            subject = self.world.facts.ties.objective_of(subject)
        return subject.cycle if isinstance(subject, Objective) else None

    def place(self, subject: Any) -> Span | None:
        """Where the subject stands; of the whole its cycle or company."""
        facts = self.world.facts
        thing = subject if subject is not None else facts.cycle or facts.workspace.company
        span = getattr(thing, "span", None)
        return span if isinstance(span, Span) else None

    # --- evidence -----------------------------------------------------------------------------------------------------

    def evidence(self, decision: Decision) -> tuple[Exhibit, ...]:
        """What decided a finding; of very many, the later ones come without."""
        self.explained += 1
        if self.explained > MOST_EXPLAINED:
            return ()
        return exhibits(
            self.world, [pair for part in self._decisive(decision) for pair in self._touched(part, decision)]
        )

    def _decisive(self, decision: Decision) -> Iterable[Part]:
        """The part that decided: `where` if it is unknown, else the first check that failed, or is unknown."""
        if isinstance(decision.picked, Unknown):
            return (self.program.where,) if self.program.where else ()
        checks = [check for check, _ in self.program.checks[: len(decision.checks)]]
        failed = [check for check, value in zip(checks, decision.checks, strict=True) if value is False]
        unknown = [check for check, value in zip(checks, decision.checks, strict=True) if value is not True]
        return failed[:1] or unknown[:1]

    def _touched(self, part: Part, decision: Decision) -> Iterable[Touched]:
        return part.explained(self.world, decision.given)[1]


def shown_by(packs: Packs, judgement: Judgement, world: GoalWorld, subjects: Iterable[object | None]) -> list[Exhibit]:
    """What the passes of a rule on some subjects rest on."""
    found: list[Exhibit] = []
    program = packs.program(judgement.rule)
    for subject in subjects:
        given = () if subject is None else (subject,)
        touched = [pair for check, _ in program.checks for pair in check.explained(world, given)[1]]
        found += exhibits(world, touched)
    return found


def reasons(unknown: Unknown) -> str:
    """Why something is not known, in one sentence."""
    said = []
    for reason in unknown.reasons[:MOST_REASONS]:
        where = (
            f"`{reason.field}` of {reason.subject}" if reason.subject else f"`{reason.field}`" if reason.field else ""
        )
        said.append(f"{where}: {reason.why}" if where else reason.why)
    return "; ".join(dict.fromkeys(said)) or "nobody can say"


def _verdict(value: Value) -> Verdict:
    return "fail" if value is False else "no_evidence"

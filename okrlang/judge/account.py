"""Accounts: a verdict of a rule on one subject, followed step by step to the values and places it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrlang.judge.decision import Decision, decisions, name_of
from okrlang.judge.finding import Exhibit, Finding, Verdict
from okrlang.judge.judge import judge
from okrlang.judge.telling.clauses import Asked, Clauses
from okrlang.judge.telling.found import Found, Lack, Telling
from okrlang.judge.telling.grammar import a
from okrlang.judge.telling.grounds import Ground, grounds
from okrlang.judge.telling.labels import kind
from okrlang.judge.telling.naming import called, heading
from okrlang.judge.telling.scope import Scope
from okrlang.judge.telling.settling import settled_by
from okrlang.judge.waivers import Waivers, replaced
from okrlang.judge.world import GoalWorld
from okrlang.logic.packs import Packs
from okrlang.logic.plain import Plain, plain
from okrlang.logic.program import Part
from okrlang.logic.rule import Rule
from okrlang.logic.values import Unknown
from okrlang.model.workspace import Waiver
from okrlang.syntax.frozen import Frozen, Individual


class Step(Frozen):
    """One condition of a rule: what it asks, what was found, and, of a check, what the rule says where it fails."""

    asked: Asked
    found: Found
    verdict: Verdict
    message: str


class Day(Frozen):
    """The day from which a rule counts, None where it is not known, and how it is reckoned."""

    day: date | None
    reckoned: str


class Account(Individual):
    """How a rule came to its verdict on one subject.

    `subject` is what it is called in findings, `place` where it stands. `applies` is what `where` came to. `before` is
    the verdict without the waiver. `settles` says what would have to be there so that what is not known is known.
    """

    rule: Rule
    cycle: str | None
    subject: str
    title: str
    place: Exhibit | None
    verdict: Verdict
    before: Verdict
    message: str
    applies: Step | None
    due: Day | None
    checks: tuple[Step, ...]
    grounds: tuple[Ground, ...]
    settles: tuple[str, ...]
    waiver: Waiver | None
    fix: str | None


def subjects(packs: Packs, rule: Rule, world: GoalWorld) -> tuple[str, ...]:
    """What the subjects of a rule are called, in the order in which it judges them."""
    if rule.broken:
        return (name_of(None, world),)
    return tuple(name_of(decision.subject, world) for decision in decisions(packs.program(rule), world))


def accounts(packs: Packs, rule: Rule, world: GoalWorld, subject: str | None = None) -> Iterator[Account]:
    """How a rule came to its verdicts: on one subject, or on each."""
    if rule.broken:
        return
    (judgement,) = judge(packs, (rule,), world)
    findings = {finding.subject: finding for finding in judgement.findings}
    form = plain(rule, packs.definitions)
    for decision in decisions(packs.program(rule), world):
        name = name_of(decision.subject, world)
        if subject is None or name == subject:
            yield _Case(packs, rule, form, world, decision, findings.get(name)).account()


class _Case:
    """A rule on one subject, while one gives account of it."""

    def __init__(
        self, packs: Packs, rule: Rule, form: Plain, world: GoalWorld, decision: Decision, finding: Finding | None
    ) -> None:
        self.packs, self.rule, self.form, self.world = packs, rule, form, world
        self.decision, self.finding = decision, finding
        self.program = packs.program(rule)
        self.speech = Clauses(form, packs.definitions, world)
        self.telling = Telling(self.speech)
        self.scope = Scope({rule.subject: decision.subject} if rule.thing and decision.subject is not None else {})
        self.has_subject = rule.thing is None or decision.subject is not None

    def account(self) -> Account:
        """How the rule came to its verdict."""
        decision, subject = self.decision, self.decision.subject
        name = name_of(subject, self.world)
        waiver = Waivers(self.world.facts.workspace, self.world.as_of).on(self.rule.name, name)
        verdict = replaced(decision.verdict, waiver)
        applies, checks = self.applies(), self.checks()
        due = self.due()
        lacks = self.telling.lacks if decision.verdict in ("no_evidence", "not_due") else []
        return Account(
            rule=self.rule,
            cycle=self.finding.cycle if self.finding else self.cycle(),
            subject=name,
            title=heading(subject, self.world)[1] if subject is not None else "",
            place=self.place(),
            verdict=verdict,
            before=decision.verdict,
            message=self.message(verdict),
            applies=applies,
            due=due,
            checks=checks,
            grounds=self.grounds(),
            settles=(*settled_by([*lacks, *self.missing()], self.world), *self.subject_wanted()),
            waiver=waiver if verdict == "waived" else None,
            fix=self.finding.fix if self.finding and verdict != "waived" else None,
        )

    def cycle(self) -> str | None:
        """The cycle that is judged."""
        cycle = self.world.facts.cycle
        return cycle.id if cycle else None

    def message(self, verdict: Verdict) -> str:
        """The verdict in one sentence: the rule's own where it found something."""
        if self.finding is not None:
            return self.finding.message
        whose = called(self.decision.subject, self.world) if self.decision.subject is not None else "the workspace"
        if verdict == "not_applicable":
            return f"this rule says nothing about {whose}"
        return f"{whose} meets it: {_lowered(self.rule.title)}"

    def place(self) -> Exhibit | None:
        """Where the subject stands."""
        facts = self.world.facts
        thing = self.decision.subject or facts.cycle or facts.workspace.company
        span = getattr(thing, "span", None)
        return Exhibit("", span.path, span.line, None) if span is not None else None

    # --- step by step -----------------------------------------------------------------------------------------------

    def applies(self) -> Step | None:
        """Whether the rule applies."""
        if self.form.where is None or not self.has_subject:
            return None
        asked = self.speech.asked(self.form.where, self.scope)
        found = self.telling.found(self.form.where, self.scope, True)
        verdict: Verdict = {True: "pass", False: "not_applicable"}.get(found.verdict, "no_evidence")  # type: ignore[arg-type, assignment]
        return Step(asked, found, verdict, "")

    def checks(self) -> tuple[Step, ...]:
        """What each check asks and came to; where the rule does not apply, none is asked."""
        if not self.has_subject or self.decision.verdict == "not_applicable":
            return ()
        steps = []
        for node, value, (_, say) in zip(self.form.checks, self.decision.checks, self.program.checks, strict=True):
            found = self.telling.found(node, self.scope)
            verdict: Verdict = "pass" if value is True else "fail" if value is False else "no_evidence"
            said = say.text(self.world, self.decision.given) if verdict == "fail" else ""
            steps.append(Step(self.speech.asked(node, self.scope), found, verdict, said))
        return tuple(steps)

    def due(self) -> Day | None:
        """From which day the rule counts."""
        if self.form.due is None or self.program.due is None or self.decision.verdict == "not_applicable":
            return None
        if not self.has_subject:
            return Day(self.decision.due, "") if self.decision.due else None
        day = self.program.due.value(self.world, self.decision.given)
        if isinstance(day, Unknown):
            self.telling.lacks.append(Lack(day))
        reckoned = self.speech.term(self.form.due, self.scope)
        return Day(day if isinstance(day, date) else None, reckoned)

    def missing(self) -> tuple[Lack, ...]:
        """What is not known about the subjects themselves."""
        picked = self.decision.picked
        return (Lack(picked),) if isinstance(picked, Unknown) and not self.has_subject else ()

    def subject_wanted(self) -> tuple[str, ...]:
        """That there should be something to judge, where it is no evidence that there is nothing."""
        wanted = self.decision.verdict == "no_evidence" and not self.has_subject and not self.missing()
        return (f"{a(kind((self.rule.thing or '',)))} to which the rule applies",) if wanted else ()

    # --- what it rests on -------------------------------------------------------------------------------------------

    def grounds(self) -> tuple[Ground, ...]:
        """The values that decided."""
        if not self.has_subject:
            return ()
        return grounds(self._decisive(), self.decision.given, self.world, self.packs.definitions)

    def _decisive(self) -> tuple[Part, ...]:
        """The conditions that decided: `where` if it did not hold; else the checks that have the verdict."""
        if self.decision.picked is not True:
            return (self.program.where,) if self.program.where else ()
        checks = [(part, value) for (part, _), value in zip(self.program.checks, self.decision.checks, strict=True)]
        failed = tuple(part for part, value in checks if value is False)
        unknown = tuple(part for part, value in checks if isinstance(value, Unknown))
        return failed or unknown or tuple(part for part, _ in checks)


def _lowered(title: str) -> str:
    """A title inside a sentence: without its capital letter, unless that belongs to a name."""
    first = title.split(" ", 1)[0]
    return title[0].lower() + title[1:] if first == "A" or first[1:].islower() else title

"""Decisions: the verdict of a rule on each of its subjects, found fast; nothing is explained yet.

Of many subjects a sieve says at once what is plain. It says what deciding one by one would say: the tests hold the two
against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

from okrlang.judge.fields.common import id_of
from okrlang.judge.finding import Verdict
from okrlang.judge.world import GoalWorld
from okrlang.logic.program import Program
from okrlang.logic.values import Unknown, Value, because
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree

_NOBODY = because("there is nothing to judge")
MANY = 256  # subjects, for which it pays to write a sieve


class Decision:
    """The verdict on one subject; `subject` is None for a rule of the whole workspace, or where there is no subject.

    `picked` is what `where` came to, `checks` what the checks came to, in their order; `due` is the day from which the
    rule counts, where it is known.
    """

    __slots__ = ("checks", "due", "picked", "subject", "verdict")

    def __init__(
        self, subject: object | None, verdict: Verdict, picked: Value, checks: tuple[Value, ...], due: date | None
    ) -> None:
        self.subject = subject
        self.verdict = verdict
        self.picked = picked
        self.checks = checks
        self.due = due

    @property
    def given(self) -> tuple[object, ...]:
        """What the expressions of the rule are given."""
        return () if self.subject is None else (self.subject,)


class Verdicts:
    """The verdicts of a rule on all its subjects, in their order; how one came about is found out where it is asked."""

    def __init__(self, program: Program, world: GoalWorld) -> None:
        self._program, self._world = program, world
        self._decisions: dict[int, Decision] = {}
        self.subjects: list[object | None] = []
        self.all: list[Verdict] = []
        subjects = program.subjects(world)
        if isinstance(subjects, Unknown) or len(subjects) < MANY:
            for decision in decisions(program, world):
                self._add(decision)
        else:
            self._sift(subjects)

    def decision(self, at: int) -> Decision:
        """What one verdict came from."""
        return self._decisions.get(at) or decided(self._program, self._world, self.subjects[at])

    def _add(self, decision: Decision) -> None:
        self._decisions[len(self.all)] = decision
        self.subjects.append(decision.subject)
        self.all.append(decision.verdict)

    def _sift(self, subjects: tuple[object, ...]) -> None:
        """Say of many subjects at once what is plain, and decide about the others one by one."""
        from okrlang.logic.sieve.sieve import sieve  # few workspaces are so large

        program, world = self._program, self._world
        marks = sieve(program, world)(subjects)
        for at in [at for at, mark in enumerate(marks) if mark is None]:
            self._decisions[at] = decided(program, world, subjects[at])
            marks[at] = self._decisions[at].verdict
        self.subjects, self.all = [*subjects], cast("list[Verdict]", marks)
        if program.rule.none_means and not _applies(self.all):
            self._add(_of_none(program, world))


def decisions(program: Program, world: GoalWorld) -> Iterator[Decision]:
    """The verdict on each subject of a rule, those to which it does not apply included.

    Where it applies to no subject at all, and says what that means, that comes last.
    """
    rule = program.rule
    if rule.thing is None:
        yield decided(program, world, None)
        return
    subjects = program.subjects(world)
    if isinstance(subjects, Unknown):
        yield Decision(None, "no_evidence", subjects, (), None)
        return
    found: list[Verdict] = []
    for subject in subjects:
        decision = decided(program, world, subject)
        found.append(decision.verdict)
        yield decision
    if rule.none_means and not _applies(found):
        yield _of_none(program, world)


def decided(program: Program, world: GoalWorld, subject: object | None) -> Decision:
    """The verdict on one subject."""
    given = () if subject is None else (subject,)
    picked = True if program.where is None else program.where.value(world, given)
    if picked is False:
        return Decision(subject, "not_applicable", picked, (), None)
    checks = tuple([check.value(world, given) for check, _ in program.checks])
    verdict = _verdict(picked, checks)
    if verdict == "pass" or program.due is None:
        return Decision(subject, verdict, picked, checks, None)
    return Decision(subject, *_when_due(verdict, picked, checks, program.due.value(world, given), world.as_of))


def _verdict(picked: Value, checks: tuple[Value, ...]) -> Verdict:
    if picked is not True:
        return "no_evidence"
    verdict: Verdict = "pass"
    for check in checks:
        if check is False:
            return "fail"
        if check is not True:
            verdict = "no_evidence"
    return verdict


def _when_due(
    verdict: Verdict, picked: Value, checks: tuple[Value, ...], due: Value, as_of: date
) -> tuple[Verdict, Value, tuple[Value, ...], date | None]:
    """Before the day of `due` a fail or lack of evidence is not due; while that day is unknown, nobody can say."""
    if not isinstance(due, date):
        return "no_evidence", picked, checks, None
    return ("not_due" if as_of < due else verdict), picked, checks, due


def _applies(verdicts: list[Verdict]) -> bool:
    return verdicts.count("not_applicable") < len(verdicts)


def _of_none(program: Program, world: GoalWorld) -> Decision:
    """What it means that a rule has no subject; not before it is due, where that day does not hang on a subject."""
    verdict: Verdict = "fail" if program.rule.none_means == "fail" else "no_evidence"
    if program.due is None or _speaks_of(program.due.expression, program.rule.subject):
        return Decision(None, verdict, True, (), None)
    return Decision(None, *_when_due(verdict, True, (), program.due.value(world, (_NOBODY,)), world.as_of))


def _speaks_of(expression: tree.Node, name: str) -> bool:
    return any(isinstance(node, tree.Reference) and node.name == name for node in postorder(expression))


def name_of(subject: object | None, world: GoalWorld) -> str:
    """What a subject is called in findings; the whole is called by its cycle, else by its company."""
    if subject is not None:
        return id_of(subject)
    company = world.facts.workspace.company
    whole = world.facts.cycle or company
    return whole.id if whole else "workspace"

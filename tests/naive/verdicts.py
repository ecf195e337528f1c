"""Verdicts of the naive evaluator: what a rule comes to on each of its subjects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from naive.evaluator import Naive
from naive.values import UNKNOWN, Unknown, Value
from okrlang.syntax import tree

PLURAL = {"company": "companies", "priority": "priorities"}


@dataclass(frozen=True)
class Verdict:
    """The verdict on a subject (None: on the whole, or on there being none), and what each check came to."""

    subject: object | None
    verdict: str
    checks: tuple[bool | None, ...]


class Judged:
    """A rule held against a world."""

    def __init__(self, rule: tree.Rule, naive: Naive) -> None:
        self.naive, self.world, self.name = naive, naive.world, rule.name.text
        self.each = next((c for c in rule.clauses if isinstance(c, tree.ForEach)), None)
        self.none = next((c.word for c in rule.clauses if isinstance(c, tree.NoneMeans)), None)
        self.due = next((c.day for c in rule.clauses if isinstance(c, tree.DueOn)), None)
        self.checks = [c.condition for c in rule.clauses if isinstance(c, tree.Check)]

    def verdicts(self) -> Iterator[Verdict]:
        """The verdict on each subject, and at last on there being none."""
        if self.each is None:
            yield self.verdict(None, {})
            return
        subjects = self.world.things(PLURAL.get(self.each.thing, f"{self.each.thing}s"), self.each.including_dropped)
        if not isinstance(subjects, tuple):
            yield Verdict(None, "no_evidence", ())
            return
        called = self.each.name.text if self.each.name else self.each.thing
        found = [self.verdict(subject, {called: subject}) for subject in subjects]
        yield from found
        if self.none and all(one.verdict == "not_applicable" for one in found):
            yield Verdict(None, self.waived(None, self.timed(self.none, {called: UNKNOWN}, True)), ())

    def verdict(self, subject: object | None, names: dict[str, Value]) -> Verdict:
        """The verdict on one subject."""
        picked: Value = True
        if self.each is not None and self.each.where is not None:
            picked = self.naive.truth(self.each.where, names, True)
        if picked is False:
            return Verdict(subject, "not_applicable", ())
        checks = [self.naive.truth(check, names, False) for check in self.checks]
        verdict = "pass" if all(check is True for check in checks) else "fail" if False in checks else "no_evidence"
        if isinstance(picked, Unknown):
            verdict = "no_evidence"
        if verdict != "pass":
            verdict = self.waived(subject, self.timed(verdict, names, False))
        return Verdict(subject, verdict, tuple(None if isinstance(check, Unknown) else check for check in checks))

    def timed(self, verdict: str, names: dict[str, Value], of_none: bool) -> str:
        """Before the day of `due` a rule does not ask; while that day is unknown, nobody knows what it asks.

        That there is no subject at all is asked from the beginning, where the day hangs on the subject.
        """
        if self.due is None or (of_none and any(name in _names(self.due) for name in names)):
            return verdict
        day = self.naive.value(self.due, names, False)
        if isinstance(day, Unknown):
            return "no_evidence"
        return "not_due" if self.world.as_of < day else verdict

    def waived(self, subject: object | None, verdict: str) -> str:
        """A waiver for this rule and subject, from a day until a day, makes a fail or want of evidence `waived`."""

        def said(waiver: object, field: str) -> Any:
            return self.world.field(waiver, field)

        name = self.subject_name(subject)
        held = any(
            said(waiver, "rule") == self.name
            and self.subject_name(said(waiver, "subject")) == name
            and said(waiver, "from") <= self.world.as_of <= said(waiver, "until")
            for waiver in self.world.things("waivers")
        )
        return "waived" if held and verdict in ("fail", "no_evidence") else verdict

    def subject_name(self, subject: object | None) -> str:
        """What a subject is called; the whole is called by its cycle, else its company."""
        if subject is None:
            whole = self.world.cycle or next(iter(self.world.things("companies")), None)
            return str(self.world.field(whole, "id")) if whole else "workspace"
        return str(self.world.field(subject, "id"))


def _names(node: Any) -> set[str]:
    """The names that an expression speaks of."""
    if isinstance(node, tree.Reference):
        return {node.name}
    parts = node if isinstance(node, tuple) else [getattr(node, name) for name in getattr(node, "__match_args__", ())]
    return {name for part in parts if isinstance(part, tuple | tree.Node) for name in _names(part)}

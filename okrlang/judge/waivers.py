"""Waivers: a rule set aside for one subject, for a time; and what is to be said of the waivers themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from okrlang.judge.finding import Verdict
from okrlang.judge.grouping import grouped
from okrlang.model.workspace import Waiver, Workspace
from okrlang.syntax.diagnostic import Diagnostic

SOON = timedelta(30)
"""So long before its end a waiver or an attestation is listed."""
WAIVABLE: frozenset[Verdict] = frozenset({"fail", "no_evidence"})
"""The verdicts that a waiver replaces: nothing else, and never that a person has to look."""

Outcome = tuple[Waiver, Verdict]
"""A waiver, and what its rule said of its subject before anything was waived."""


def replaced(verdict: Verdict, waiver: Waiver | None) -> Verdict:
    """The verdict with a waiver, if there is one."""
    return "waived" if waiver is not None and verdict in WAIVABLE else verdict


class Waivers:
    """The waivers of a workspace that hold on a day, by rule and subject; all of them where no day is asked about."""

    def __init__(self, workspace: Workspace, as_of: date | None) -> None:
        held = (w for w in workspace.waivers if as_of is None or w.start <= as_of <= w.until)
        self._held = grouped(held, lambda waiver: ((waiver.rule, waiver.subject),))
        self.rules = frozenset(rule for rule, _ in self._held)

    def on(self, rule: str, subject: str) -> Waiver | None:
        """The waiver of a rule for a subject; of several the one that lasts longest."""
        return max(self._held.get((rule, subject), ()), key=lambda waiver: waiver.until, default=None)


def said_of_waivers(
    workspace: Workspace, as_of: date, judged: Iterable[str], outcomes: Iterable[Outcome]
) -> tuple[Diagnostic, ...]:
    """What is to be said of waivers: one has ended, ends soon, sets aside what passes, or is for nothing at all.

    `judged` are the rules that were asked; of others nobody can say whether their waivers are needed.
    """
    rules, found = frozenset(judged), grouped(outcomes, lambda outcome: (outcome[0],))
    begun = (waiver for waiver in workspace.waivers if waiver.start <= as_of)
    said = (
        _said(waiver, as_of, frozenset(verdict for _, verdict in found.get(waiver, ())), waiver.rule in rules)
        for waiver in begun
    )
    return tuple(diagnostic for diagnostic in said if diagnostic is not None)


def _said(waiver: Waiver, as_of: date, verdicts: frozenset[Verdict], judged: bool) -> Diagnostic | None:
    what, place = f"the waiver of `{waiver.rule}` for `{waiver.subject}`", waiver.span
    if waiver.until < as_of:
        advice = "take it out, or have it approved anew with a later end"
        return Diagnostic("waiver-ended", f"{what} ended on {waiver.until}", place, "warning", advice)
    if judged and verdicts <= {"not_applicable"}:
        advice = "take it out: the rule does not speak about this"
        return Diagnostic("waiver-unused", f"{what} sets nothing aside", place, "warning", advice)
    if judged and verdicts <= {"not_applicable", "pass"}:
        return Diagnostic("waiver-unneeded", f"{what} covers what passes", place, "warning", "take it out")
    if waiver.until - as_of <= SOON:
        advice = "settle what it sets aside, or have it approved anew"
        return Diagnostic("waiver-ends-soon", f"{what} ends on {waiver.until}", place, "info", advice)
    return None

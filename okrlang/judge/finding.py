"""Findings: what a rule says about one subject, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from okrlang.model.workspace import Waiver
from okrlang.syntax.frozen import Frozen
from okrlang.syntax.source import Span

Verdict = Literal["pass", "fail", "no_evidence", "needs_review", "not_due", "not_applicable", "waived", "error"]
WORST_FIRST: tuple[Verdict, ...] = (
    "error",
    "fail",
    "needs_review",
    "no_evidence",
    "not_due",
    "waived",
    "pass",
    "not_applicable",
)
"""The verdicts in the order in which one outranks another where several meet."""


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict that outranks the others; of none it is `not_applicable`."""
    return min(verdicts, key=WORST_FIRST.index, default="not_applicable")


class Exhibit(Frozen):
    """A piece of evidence: what it says, and the line of a text or the row of a data file where it stands."""

    text: str
    path: str | None
    line: int | None
    row: int | None


class CheckResult(Frozen):
    """What one check of a rule came to."""

    verdict: Verdict
    message: str


class Finding(Frozen):
    """What a rule found about a subject; neither passes nor what does not apply are findings.

    `due` is the day from which it counts, where that is known. `waived` is what sets it aside.
    """

    rule: str
    pack: str
    severity: str
    subject: str
    cycle: str | None
    verdict: Verdict
    message: str
    checks: tuple[CheckResult, ...]
    evidence: tuple[Exhibit, ...]
    span: Span | None
    fix: str | None
    waived: Waiver | None
    due: date | None = None

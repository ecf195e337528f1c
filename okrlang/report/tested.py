"""The report of rule tests: what `okrlang test --format json` prints."""

from __future__ import annotations

from typing import Annotated, Literal

from okrlang.report.explained import Account
from okrlang.report.report import Model, OneOf, Pack, Tool, Verdict, part


@part
class Expected:
    """A verdict that a case expects, at one subject or as the worst of all."""

    verdict: Verdict
    subject: str | None


@part
class Came:
    """What a rule said of a subject of a case."""

    subject: str
    verdict: Verdict
    message: str


@part
class Case:
    """An `avoid`, `prefer` or `test` block, what it expects and what came.

    `wrong` says what is not as it should be, `accounts` how the rule came to that; both are empty where all is well.
    """

    kind: Annotated[str, OneOf("avoid", "prefer", "test")]
    rule: str
    pack: str
    title: str
    path: str
    line: int
    passed: bool
    expected: tuple[Expected, ...]
    came: tuple[Came, ...]
    wrong: tuple[str, ...]
    accounts: tuple[Account, ...]


@part
class UnfailedCheck:
    """A check of a rule that came out false in no case: nobody knows whether it catches anything."""

    number: int
    says: str


@part
class Gap:
    """What no case holds a rule to: verdicts that it can give and none expects, and checks that none makes fail."""

    rule: str
    pack: str
    path: str
    line: int
    verdicts: tuple[Verdict, ...]
    checks: tuple[UnfailedCheck, ...]


@part
class Counts:
    """Counts of a test run."""

    rules: int
    cases: int
    failed: int
    never_failed: int


class TrialReport(Model):
    """What `okrlang test --format json` prints."""

    format: Literal["okrlang.test/1"] = "okrlang.test/1"
    tool: Tool
    edition: str
    packs: tuple[Pack, ...]
    cases: tuple[Case, ...]
    gaps: tuple[Gap, ...]
    summary: Counts
    exit_code: int
    exit_because: str

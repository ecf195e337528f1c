"""How a run ends: the exit code, and why in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from okrlang.report.words import count, listed
from okrlang.syntax.frozen import Frozen

BLOCKING = ("fail", "no_evidence", "needs_review", "error")
"""The verdicts that are no pass and no excuse."""
_GRAVITY = {"info": 0, "warning": 1, "error": 2}
_MOST = 4  # names in a sentence


class Outcome(Frozen):
    """The exit code of a run and the reason for it."""

    code: int
    because: str


class Facts(Frozen):
    """What decides how a run ends.

    `broken` are files (texts, configuration) that could not be read, `misset` configurations that ask for what there is
    not, `unparsed` texts that could not be read whole, `nothing` says why there was nothing to judge, `waits` that all
    that was asked for is judged with data alone, `unreadable` are data sources. Of diagnostics, findings and checklist
    items only those count that block.
    """

    broken: tuple[str, ...] = ()
    misset: tuple[str, ...] = ()
    unparsed: tuple[str, ...] = ()
    nothing: str | None = None
    waits: bool = False
    unreadable: tuple[str, ...] = ()
    diagnostics: int = 0
    findings: int = 0
    items: tuple[str, ...] = ()
    exit_zero: bool = False


def is_as_grave(severity: str, as_this: str) -> bool:
    """Whether a severity is at or above another."""
    return _GRAVITY[severity] >= _GRAVITY[as_this]


def outcome(facts: Facts) -> Outcome:
    """The exit code, the gravest first: nothing hides that something could not be read or judged."""
    if facts.broken:
        return Outcome(2, f"{_names(facts.broken)} could not be read")
    if facts.misset:
        return Outcome(2, f"{_names(facts.misset)} has mistakes, and what is wrong there was left out")
    if facts.unparsed:
        return Outcome(2, f"mistakes keep {_names(facts.unparsed)} from being read whole")
    if facts.nothing:
        return Outcome(2, f"there is nothing to judge: {facts.nothing}")
    blocking = _blocking(facts)
    if facts.unreadable:
        besides = f", and {blocking}" if blocking else ""
        return Outcome(3, f"the data in {_names(facts.unreadable)} could not be read{besides}")
    if not blocking:
        later = ": what was asked for needs data or a day, and is judged by `evaluate`" if facts.waits else ""
        return Outcome(0, f"nothing blocks{later}")
    if facts.exit_zero:
        return Outcome(0, f"{blocking}, and the run was asked to end with 0 all the same")
    return Outcome(1, blocking)


def _blocking(facts: Facts) -> str:
    said = []
    if facts.diagnostics:
        said.append(count(facts.diagnostics, "mistake in the texts", "mistakes in the texts"))
    if facts.findings:
        said.append(count(facts.findings, "finding"))
    if facts.items:
        said.append(f"checklist item{'s' * (len(facts.items) > 1)} {listed(facts.items, _MOST * 4)}")
    number = facts.diagnostics + facts.findings + len(facts.items)
    return f"{' and '.join(said)} block{'s' * (number == 1)}" if said else ""


def _names(paths: Iterable[str]) -> str:
    return listed((f"`{path}`" for path in dict.fromkeys(paths)), _MOST)

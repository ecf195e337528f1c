"""What a lint found, in plain values: what its renderers read, so that a lint need not build a whole report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from okrlang.report.outcome import Outcome
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.frozen import Frozen

if TYPE_CHECKING:  # nothing of these is needed but their shape
    from okrlang.judge.finding import Finding
    from okrlang.logic.packs import PackInfo
    from okrlang.measure.reading import DataProblem
    from okrlang.score.back_test import BackTest


class LintResult(Frozen):
    """What a lint found, by place: `texts` are files with their bytes, `verdicts` how many there are of each kind.

    Where data was given, `back_tests` say how thresholds and targets would have fared over it.
    """

    texts: tuple[tuple[str, bytes], ...]
    packs: tuple[PackInfo, ...]
    diagnostics: tuple[Diagnostic, ...]
    findings: tuple[Finding, ...]
    rules: int
    verdicts: Mapping[str, int]
    outcome: Outcome
    back_tests: tuple[BackTest, ...] = ()
    problems: tuple[DataProblem, ...] = ()

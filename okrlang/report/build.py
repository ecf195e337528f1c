"""From what was found to the reports that machines read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

from okrlang import __version__
from okrlang.report import report as r
from okrlang.report.linted import LintResult
from okrlang.report.verdicts import diagnostic, finding

if TYPE_CHECKING:
    from okrlang.logic.packs import PackInfo

EDITION = "1"
"""The edition of the language."""
TOOL = r.Tool(name="okrlang", version=__version__)


def lint_report(result: LintResult) -> r.LintReport:
    """The report of a lint."""
    return r.LintReport(
        tool=TOOL,
        edition=EDITION,
        inputs=texts(result.texts),
        packs=packs(result.packs),
        diagnostics=tuple(map(diagnostic, result.diagnostics)),
        findings=tuple(map(finding, result.findings)),
        back_tests=(),
        summary=r.LintSummary(
            files=len(result.texts),
            diagnostics=counted(d.severity for d in result.diagnostics),
            findings=counted(f.verdict for f in result.findings),
            rules=result.rules,
            subjects=result.subjects,
        ),
        exit_code=result.outcome.code,
        exit_because=result.outcome.because,
    )


def texts(read: Iterable[tuple[str, bytes]]) -> tuple[r.Input, ...]:
    """Goal texts as inputs."""
    return tuple(r.Input(path=path, sha256=sha256(data).hexdigest(), rows=None) for path, data in read)


def packs(infos: Iterable[PackInfo]) -> tuple[r.Pack, ...]:
    """The packs that were judged by."""
    return tuple(r.Pack(name=info.name, version=info.version, sha256=info.sha256) for info in infos)


def counted(words: Iterable[str]) -> dict[str, int]:
    """How often each word stands, by word."""
    return dict(sorted(Counter(words).items()))

"""What is wrong with the texts and the data, what was counted, and why the run ends as it does."""

from __future__ import annotations

from okrlang.report.page import Page
from okrlang.report.report import Diagnostic, Report
from okrlang.report.text.checks import counted, tallied
from okrlang.report.words import count, share, sign

_HANG = 15


def put_diagnostics(page: Page, report: Report) -> None:
    """Puts what is wrong with the texts and the data."""
    if report.diagnostics:
        page.heading("Texts and data", counted(said.severity for said in report.diagnostics))
    for diagnostic in report.diagnostics:
        _put_diagnostic(page, diagnostic)


def _put_diagnostic(page: Page, said: Diagnostic) -> None:
    mark, colour = sign(said.severity)
    place = ":".join(str(part) for part in (said.path, said.line, said.column) if part)
    page.put(
        (said.message, ""),
        head=[(f"{mark} {said.severity}", colour)],
        hang=_HANG,
        right=(f"{said.name} {place}", "quiet"),
    )
    if said.help:
        page.put((said.help, ""), hang=_HANG)


def put_summary(page: Page, report: Report) -> None:
    """Puts the counts, and the reason of the exit code in a sentence."""
    counts = report.summary
    page.heading("In all")
    said = [
        count(counts.objectives, "objective"),
        count(counts.key_results, "key result"),
        count(counts.kpis, "KPI"),
        f"{count(counts.rows, 'row')} from {count(counts.sources, 'source')}",
    ]
    page.put((" · ".join(said), ""))
    _put_rollup(page, report)
    if counts.items:
        verdicts = [verdict for verdict, number in counts.items.items() for _ in range(number)]
        page.put((f"checklist items: {tallied(verdicts)}", ""))
    mark, style = sign("pass" if report.exit_code == 0 else "fail")
    page.put((f"{mark} {report.exit_because} (exit code {report.exit_code})", style))


def _put_rollup(page: Page, report: Report) -> None:
    committed, aspirational = report.summary.rollup.committed, report.summary.rollup.aspirational
    said = []
    if committed.of:
        said.append(f"committed objectives met: {committed.met} of {committed.of}")
    if aspirational.mean is not None:
        said.append(f"aspirational objectives on average: {share(aspirational.mean)}")
    elif aspirational.low is not None and aspirational.high is not None:
        said.append(f"aspirational objectives on average: {share(aspirational.low)} to {share(aspirational.high)}")
    if said:
        page.put((" · ".join(said), ""))

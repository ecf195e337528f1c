"""A report as plain tables: one of key results, one each of KPIs, checklist items, findings and diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tabulate import tabulate

from okrlang.report.page import visible
from okrlang.report.report import Diagnostic, Finding, KeyResult, LintReport, Objective, Report
from okrlang.report.text.checks import outside
from okrlang.report.text.policies import asked_policies, every_goal
from okrlang.report.words import amount, share, spoken

Rows = Iterable[tuple[str, ...]]


def table(report: Report) -> str:
    """The report as tables; a table without rows is left out."""
    found = (
        _table("goal, title, is, stands at, of, value, due", _goals(report.objectives)),
        _table(", ".join(("goal", "its own", *asked_policies(report))), _by_policies(report)),
        _table("kpi, title, level, value, on", _kpis(report)),
        _table("cycle, item, title, verdict, because", _items(report)),
        _table("severity, rule, verdict, place, message", _findings(outside(report))),
        _table("severity, name, place, message", _diagnostics(report.diagnostics)),
    )
    return "\n\n".join([*filter(None, found), visible(f"{report.exit_because} (exit code {report.exit_code})")]) + "\n"


def lint_table(report: LintReport) -> str:
    """A lint as tables."""
    found = (
        _table("severity, name, place, message", _diagnostics(report.diagnostics)),
        _table("severity, rule, verdict, place, message", _findings(report.findings)),
    )
    return "\n\n".join([*filter(None, found), visible(f"{report.exit_because} (exit code {report.exit_code})")]) + "\n"


def _table(heads: str, rows: Rows) -> str:
    """A table, each cell on one line and taken as the text that it is."""
    cells = [[visible(cell) for cell in row] for row in rows]
    return tabulate(cells, heads.split(", "), tablefmt="simple", disable_numparse=True) if cells else ""


def _goals(objectives: Iterable[Objective]) -> Rows:
    for goal in objectives:
        gone = goal.progress if goal.compared is None else goal.compared
        yield goal.id, goal.title, _status(goal), _share(gone), _share(goal.expected), "", ""
        for k in goal.key_results:
            value = "" if k.current is None else amount(k.current, k.unit)
            yield k.id, k.title, _status(k), _share(k.progress), _share(k.expected), value, str(k.due or "")


def _status(goal: Objective | KeyResult) -> str:
    return goal.called or spoken(goal.status)


def _by_policies(report: Report) -> Rows:
    asked = asked_policies(report)
    for goal in every_goal(report) if asked else ():
        by = {s.policy: s.called or spoken(s.status) for s in goal.statuses}
        yield goal.id, _status(goal), *(by.get(name, "") for name in asked)


def _share(value: Decimal | None) -> str:
    return "" if value is None else share(value)


def _kpis(report: Report) -> Rows:
    for k in report.kpis:
        yield k.id, k.title, k.level or "", "" if k.value is None else amount(k.value, k.unit), str(k.at or "")


def _items(report: Report) -> Iterator[tuple[str, ...]]:
    for cycle in report.checklist.cycles if report.checklist else ():
        for section in cycle.sections:
            for item in section.items:
                yield cycle.cycle, item.id, item.title, spoken(item.verdict), item.because


def _findings(findings: Iterable[Finding]) -> Rows:
    for f in findings:
        yield f.severity, f.rule, spoken(f.verdict), _place(f.path, f.line, f.column), f.message


def _diagnostics(diagnostics: Iterable[Diagnostic]) -> Rows:
    for d in diagnostics:
        yield d.severity, d.name, _place(d.path, d.line, d.column), d.message


def _place(*parts: str | int | None) -> str:
    return ":".join(str(part) for part in parts if part)

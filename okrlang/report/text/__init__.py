"""A report as a page that one would show to a colleague."""

from __future__ import annotations

from okrlang.report.page import Medium, Page
from okrlang.report.report import Report
from okrlang.report.text.checks import put_checklist, put_findings
from okrlang.report.text.closes import put_closes
from okrlang.report.text.goals import put_kpis, put_objectives
from okrlang.report.text.policies import put_policies
from okrlang.report.text.summary import put_diagnostics, put_summary


def text(report: Report, medium: Medium) -> str:
    """The whole report as text."""
    page = Page(medium)
    company = report.company or "okrlang"
    page.put((company, "strong"), right=(f"as of {report.as_of}", "strong"))
    put_objectives(page, report)
    put_policies(page, report)
    put_kpis(page, report)
    put_closes(page, report)
    put_checklist(page, report)
    put_findings(page, report)
    put_diagnostics(page, report)
    put_summary(page, report)
    return page.text()

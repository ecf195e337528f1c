"""What rule tests found, for people: each failure with its reasons, and what no case holds a rule to."""

from __future__ import annotations

from okrlang.report.explain_text import put_steps
from okrlang.report.page import Medium, Page
from okrlang.report.tested import Case, Gap, TrialReport
from okrlang.report.words import count, sign, spoken

_MOST = 20  # gaps that are told
_MOST_SUBJECTS = 8


def text(found: TrialReport, medium: Medium) -> str:
    """The report as text."""
    page = Page(medium)
    for case in found.cases:
        if not case.passed:
            _put_case(page, case)
    _put_gaps(page, found)
    _put_end(page, found)
    return page.text()


def _put_case(page: Page, case: Case) -> None:
    page.blank()
    said = f'test "{case.title}" of {case.rule}' if case.kind == "test" else f"{case.kind} of {case.rule}"
    page.put((said, "strong"), head=[("✗ failed", "bad")], hang=10, right=(f"{case.path}:{case.line}", "quiet"))
    for wrong in case.wrong:
        page.put((wrong, ""), hang=10)
    for came in case.came[:_MOST_SUBJECTS]:
        mark, colour = sign(came.verdict)
        message = f": {came.message}" if came.message else ""
        page.put((f"{came.subject} {spoken(came.verdict)}{message}", ""), head=[(f"          {mark}", colour)], hang=12)
    if len(case.came) > _MOST_SUBJECTS:
        page.put((f"and {count(len(case.came) - _MOST_SUBJECTS, 'more subject')}", "quiet"), hang=12)
    for account in case.accounts:
        page.blank()
        page.put((f"How it came to `{spoken(account.verdict)}` at {account.subject}:", "quiet"), hang=10)
        put_steps(page, account, 10)


def _put_gaps(page: Page, found: TrialReport) -> None:
    if not found.gaps:
        return
    page.heading("What no case asks for", count(len(found.gaps), "rule"))
    for gap in found.gaps[:_MOST]:
        page.put((gap.rule, "strong"), right=(f"{gap.path}:{gap.line}", "quiet"))
        for said in _lacking(gap):
            page.put((said, ""), hang=2)
    if len(found.gaps) > _MOST:
        page.put((f"and {count(len(found.gaps) - _MOST, 'more rule')}; `--format json` has all of them", "quiet"))


def _lacking(gap: Gap) -> list[str]:
    said = []
    if gap.verdicts:
        said.append(f"no case expects: {', '.join(map(spoken, gap.verdicts))}")
    said += [f"no case makes check {check.number} fail: {check.says}" for check in gap.checks]
    return said


def _put_end(page: Page, found: TrialReport) -> None:
    page.blank()
    summary = found.summary
    passed = summary.cases - summary.failed
    never = f"; {count(summary.never_failed, 'rule')} that no case expects to fail" if summary.never_failed else ""
    page.put((f"{count(summary.cases, 'case')} of {count(summary.rules, 'rule')}: {passed:,} as expected{never}", ""))
    mark, colour = sign("pass" if found.exit_code == 0 else "fail")
    page.put((f"{found.exit_because} (exit code {found.exit_code})", ""), head=[(mark, colour)], hang=2)

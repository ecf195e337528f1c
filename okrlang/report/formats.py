"""The formats by name. A renderer is imported when it is asked for, so that no format pays for another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from okrlang.report.page import Medium, held, tame

if TYPE_CHECKING:  # pydantic is loaded by the formats that need it
    from okrlang.report.explained import Explanation
    from okrlang.report.linted import LintResult
    from okrlang.report.report import Report
    from okrlang.report.tested import TrialReport


def _text(report: Report, medium: Medium) -> str:
    from okrlang.report.text import text

    return text(report, medium)


def _table(report: Report, medium: Medium) -> str:
    from okrlang.report.table import table

    return tame(held(table(report), medium.encoding))


def _json(report: Report, medium: Medium) -> str:
    from okrlang.report.document import document

    return document(report)


def _lint_text(result: LintResult, medium: Medium) -> str:
    from okrlang.report.lint_text import text

    return text(result, medium)


def _lint_concise(result: LintResult, medium: Medium) -> str:
    from okrlang.report.lint_text import concise

    return concise(result, medium)


def _lint_table(result: LintResult, medium: Medium) -> str:
    from okrlang.report.build import lint_report
    from okrlang.report.table import lint_table

    return tame(held(lint_table(lint_report(result)), medium.encoding))


def _lint_json(result: LintResult, medium: Medium) -> str:
    from okrlang.report.build import lint_report
    from okrlang.report.document import document

    return document(lint_report(result))


def _explain_text(found: Explanation, medium: Medium) -> str:
    from okrlang.report.explain_text import text

    return text(found, medium)


def _explain_json(found: Explanation, medium: Medium) -> str:
    from okrlang.report.document import document

    return document(found)


def _test_text(found: TrialReport, medium: Medium) -> str:
    from okrlang.report.trial_text import text

    return text(found, medium)


def _test_json(found: TrialReport, medium: Medium) -> str:
    from okrlang.report.document import document

    return document(found)


EVALUATE: Mapping[str, Callable[[Report, Medium], str]] = {"text": _text, "table": _table, "json": _json}
LINT: Mapping[str, Callable[[LintResult, Medium], str]] = {
    "text": _lint_text,
    "concise": _lint_concise,
    "table": _lint_table,
    "json": _lint_json,
}
EXPLAIN: Mapping[str, Callable[[Explanation, Medium], str]] = {"text": _explain_text, "json": _explain_json}
TEST: Mapping[str, Callable[[TrialReport, Medium], str]] = {"text": _test_text, "json": _test_json}
MACHINES = frozenset({"json"})
"""Formats for machines, in UTF-8 whatever the terminal holds."""

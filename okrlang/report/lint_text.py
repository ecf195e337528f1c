"""What a lint found, for people: with snippets, or on one line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from okrlang.report.linted import LintResult
from okrlang.report.page import Medium, Page, held, tame, visible
from okrlang.report.words import count, share, spoken
from okrlang.syntax import snippet
from okrlang.syntax.diagnostic import Diagnostic, Severity
from okrlang.syntax.source import Span

if TYPE_CHECKING:  # only its shape is needed
    from okrlang.judge.finding import Finding
    from okrlang.score.back_test import BackTest

_WIDEST = 40  # columns of names
_KINDS = {"error": "error", "warning": "warning", "info": "remark"}


def text(result: LintResult, medium: Medium) -> str:
    """Every diagnostic and finding with its lines, the texts in order, and a summary.

    What a rule finds again stands behind the first time that it finds it.
    """
    diagnostics = [(said.order(), [said]) for said in result.diagnostics]
    found = sorted([*diagnostics, *((group[0].order(), group) for group in _by_rule(result))], key=lambda each: each[0])
    parts = [*(_shown(group, medium) for _, group in found), *_unplaced(result), *_problems(result)]
    page = Page(medium)
    _put_back_tests(page, result)
    for line in _summary(result):
        page.put((line, ""))
    return "\n\n".join([*(tame(held(part, medium.encoding)) for part in parts), page.text()])


def concise(result: LintResult, medium: Medium) -> str:
    """Every diagnostic and finding on a line, and nothing else."""
    placed = sorted(
        [*result.diagnostics, *(said for group in _by_rule(result) for said in group)], key=Diagnostic.order
    )
    lines = [*(snippet.concise(said, medium.folder) for said in placed), *_unplaced(result), *_problems(result)]
    return tame(held("".join(f"{line}\n" for line in lines), medium.encoding))


def _shown(group: list[Diagnostic], medium: Medium) -> str:
    """A diagnostic with its lines, or without where a whole file is meant; then the places of the others like it."""
    first = group[0]
    is_placed = bool(first.span.source.text)
    lines = [snippet.render(first, medium.colour, medium.folder) if is_placed else _of_file(first, medium)]
    for i, other in enumerate(group[1:]):
        lines.append(
            f"{'  = also: ' if i == 0 else '          '}{visible(f'{medium.folder}{other.span!r}: {other.message}')}"
        )
    return "\n".join(lines)


def _of_file(said: Diagnostic, medium: Medium) -> str:
    advice = [f" = help: {visible(said.help)}"] if said.help else []
    return "\n".join(
        [
            f"{said.severity}[{said.name}]: {visible(said.message)}",
            f"--> {visible(medium.folder + said.span.path)}",
            *advice,
        ]
    )


def _by_rule(result: LintResult) -> list[list[Diagnostic]]:
    """The findings that have a place, rule by rule, as what is said of a text."""
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for found in result.findings:
        if found.span is not None:
            groups.setdefault((found.rule, found.verdict), []).append(_as_diagnostic(found, found.span))
    return list(groups.values())


def _unplaced(result: LintResult) -> Iterator[str]:
    for found in result.findings:
        if found.span is None:
            yield visible(f"{found.severity}[{found.rule}]: {_message(found)}")


def _problems(result: LintResult) -> Iterator[str]:
    """What is wrong with the data, a line each."""
    for said in result.problems:
        place = f"{said.path or said.source}{f':{said.row}' if said.row else ''}"
        yield visible(f"{place}: {'error' if said.unreadable else 'warning'}[{said.name}]: {said.message}")


def _put_back_tests(page: Page, result: LintResult) -> None:
    """Puts how thresholds and targets would have fared over the history, and of how many nobody can tell."""
    if not result.back_tests:
        return
    page.put(("Held against the past", "strong"))
    hang = max((len(found.subject) for found in result.back_tests if not found.why), default=0) + 4
    for found in result.back_tests:
        if not found.why:
            page.put((_fared(found), ""), head=[(f"  {found.subject}", "")], hang=min(hang, _WIDEST))
    silent = sum(bool(found.why) for found in result.back_tests)
    if silent:
        told = f"of {count(silent, 'goal')} the past tells nothing (why: --format json)"
        page.put((told, "quiet"), head=[(" ", "")], hang=2)
    page.blank()


def _fared(found: BackTest) -> str:
    if found.fired_share is not None:
        return f"was not green in {share(found.fired_share)} of {count(found.periods, 'period')}"
    times = int((found.met_share or 0) * found.periods + Decimal("0.5"))
    return f"would have been met in {times} of {count(found.periods, 'span')} as long as its own"


def _as_diagnostic(found: Finding, span: Span) -> Diagnostic:
    return Diagnostic(found.rule, _message(found), _first_line(span), cast("Severity", found.severity), found.fix)


def _message(found: Finding) -> str:
    return found.message if found.verdict == "fail" else f"{spoken(found.verdict)}: {found.message}"


def _first_line(span: Span) -> Span:
    """The first line of a declaration without the brace that opens its body: the rest of it is not to blame."""
    words = span.text.split("\n", 1)[0].split(" {", 1)[0].rstrip()
    return Span(span.source, span.start, span.start + len(words))


def _summary(result: LintResult) -> Iterator[str]:
    said = Counter[str](diagnostic.severity for diagnostic in result.diagnostics)
    said.update(finding.severity for finding in result.findings)
    kinds = [count(said[severity], word) for severity, word in _KINDS.items() if said[severity]]
    yield f"{count(len(result.texts), 'text')}: {', '.join(kinds) or 'nothing to say'}"
    yield f"{result.outcome.because} (exit code {result.outcome.code})"

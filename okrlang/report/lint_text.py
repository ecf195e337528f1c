"""What a lint found, for people: with snippets, or on one line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from okrlang.report.linted import LintResult
from okrlang.report.outcome import BLOCKING
from okrlang.report.page import Medium, Page, held, tame, visible
from okrlang.report.words import count, spoken
from okrlang.syntax import snippet
from okrlang.syntax.diagnostic import Diagnostic, Severity
from okrlang.syntax.source import Span

if TYPE_CHECKING:  # only its shape is needed
    from okrlang.judge.finding import Finding

_KINDS = {"error": "error", "warning": "warning", "info": "remark"}


def text(result: LintResult, medium: Medium) -> str:
    """Every diagnostic and finding with its lines, the texts in order, and a summary."""
    parts = [*(_shown(said, medium) for said in _placed(result)), *_unplaced(result)]
    page = Page(medium)
    for line in _summary(result):
        page.put((line, ""))
    return "\n\n".join([*(tame(held(part, medium.encoding)) for part in parts), page.text()])


def _shown(said: Diagnostic, medium: Medium) -> str:
    """A diagnostic with its lines, or without where a whole file is meant."""
    if said.span.source.text:
        return snippet.render(said, medium.colour)
    advice = [f" = help: {visible(said.help)}"] if said.help else []
    return "\n".join(
        [f"{said.severity}[{said.name}]: {visible(said.message)}", f"--> {visible(said.span.path)}", *advice]
    )


def concise(result: LintResult, medium: Medium) -> str:
    """Every diagnostic and finding on a line, and nothing else."""
    lines = [*map(snippet.concise, _placed(result)), *_unplaced(result)]
    return tame(held("".join(f"{line}\n" for line in lines), medium.encoding))


def _placed(result: LintResult) -> list[Diagnostic]:
    """All that has a place in a text, in the order of the places."""
    found = [_as_diagnostic(f, f.span) for f in result.findings if f.verdict in BLOCKING and f.span]
    return sorted([*result.diagnostics, *found], key=Diagnostic.order)


def _unplaced(result: LintResult) -> Iterator[str]:
    for f in result.findings:
        if f.verdict in BLOCKING and f.span is None:
            yield visible(f"{f.severity}[{f.rule}]: {_message(f)}")


def _as_diagnostic(found: Finding, span: Span) -> Diagnostic:
    return Diagnostic(found.rule, _message(found), _first_line(span), cast("Severity", found.severity), found.fix)


def _message(found: Finding) -> str:
    return found.message if found.verdict == "fail" else f"{spoken(found.verdict)}: {found.message}"


def _first_line(span: Span) -> Span:
    """The first line of a declaration without the brace that opens its body: the rest of it is not to blame."""
    words = span.text.split("\n", 1)[0].split(" {", 1)[0].rstrip()
    return Span(span.source, span.start, span.start + len(words))


def _summary(result: LintResult) -> Iterator[str]:
    said = Counter[str](d.severity for d in _placed(result))
    kinds = [count(said[severity], word) for severity, word in _KINDS.items() if said[severity]]
    yield f"{count(len(result.texts), 'text')}, {count(result.rules, 'rule')}: {', '.join(kinds) or 'nothing to say'}"
    yield f"{result.outcome.because} (exit code {result.outcome.code})"

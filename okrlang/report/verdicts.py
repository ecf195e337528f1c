"""Checklist, findings and diagnostics as the report has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from okrlang.report import report as r
from okrlang.syntax import diagnostic as syntax
from okrlang.syntax.source import Span

if TYPE_CHECKING:  # only their shape is needed
    from okrlang.judge.checklist import ChecklistResult, ItemResult
    from okrlang.judge.finding import Exhibit, Finding
    from okrlang.measure.reading import DataProblem
    from okrlang.model.workspace import Waiver


def diagnostic(said: syntax.Diagnostic) -> r.Diagnostic:
    """A diagnostic about a text."""
    line, column = said.span.source.place(said.span.start)
    end_line, end_column = said.span.source.place(said.span.end)
    return r.Diagnostic(
        name=said.name,
        severity=said.severity,
        message=said.message,
        path=said.span.path,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        help=said.help,
        related=tuple(_related(other) for other in said.related),
    )


def _related(other: syntax.Related) -> r.Related:
    line, column = other.span.source.place(other.span.start)
    return r.Related(message=other.message, path=other.span.path, line=line, column=column)


def problem(said: DataProblem) -> r.Diagnostic:
    """A diagnostic about data: an error where a whole source could not be read, else a warning."""
    return r.Diagnostic(
        name=said.name,
        severity="error" if said.unreadable else "warning",
        message=said.message,
        path=said.path,
        line=said.row,
        column=None,
        end_line=None,
        end_column=None,
        help=None,
        related=(),
    )


def finding(found: Finding) -> r.Finding:
    """What a rule found about a subject."""
    path, line, column = _place(found.span)
    return r.Finding(
        rule=found.rule,
        pack=found.pack,
        severity=found.severity,
        subject=found.subject,
        cycle=found.cycle,
        verdict=found.verdict,
        message=found.message,
        checks=tuple([r.Check(verdict=c.verdict, message=c.message) for c in found.checks]),
        path=path,
        line=line,
        column=column,
        evidence=exhibits(found.evidence),
        fix=found.fix,
        waived=waived(found.waived),
    )


def _place(span: Span | None) -> tuple[str | None, int | None, int | None]:
    return (None, None, None) if span is None else (span.path, *span.source.place(span.start))


def waived(waiver: Waiver | None) -> str | None:
    """What sets a finding aside, in words."""
    if waiver is None:
        return None
    by = waiver.approved.id or waiver.approved.text
    return f"waived until {waiver.until} by {by}: {waiver.because}"


def exhibits(evidence: Iterable[Exhibit]) -> tuple[r.Exhibit, ...]:
    """Pieces of evidence."""
    return tuple([r.Exhibit(text=e.text, path=e.path, line=e.line, row=e.row) for e in evidence])


def checklist(result: ChecklistResult) -> r.Checklist:
    """The checklist with its verdicts."""
    return r.Checklist(
        id=result.id,
        title=result.title,
        pack=result.pack,
        blocks=result.blocks,
        cycles=tuple(
            r.CycleChecklist(
                cycle=cycle.cycle,
                ended=cycle.ended,
                sections=tuple(
                    r.Section(id=section.id, title=section.title, items=tuple(map(_item, section.items)))
                    for section in cycle.sections
                ),
            )
            for cycle in result.cycles
        ),
    )


def _item(item: ItemResult) -> r.Item:
    return r.Item(
        id=item.id,
        title=item.title,
        verdict=item.verdict,
        because=item.because,
        rules=tuple(r.RuleCount(rule=c.rule, verdict=c.verdict, counts=dict(sorted(c.counts))) for c in item.rules),
        advice=item.advice,
        evidence=exhibits(item.evidence),
        next=item.next,
        deviations=item.deviations,
    )

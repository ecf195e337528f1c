"""The workspace while it is read: what is understood so far, and what was complained about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from okrlang.model.calendar import FiscalCalendar
from okrlang.model.quantity import NUMBER
from okrlang.model.reading.clauses import Clauses
from okrlang.model.reading.complaints import Complaints, quoted
from okrlang.model.reading.known import Known
from okrlang.model.reading.names import Names
from okrlang.model.reading.scale import ANY, Scale
from okrlang.model.workspace import (
    Attestation,
    CheckIn,
    Company,
    Cycle,
    DataSource,
    Initiative,
    KeyResult,
    Kpi,
    Metric,
    NamedDay,
    Objective,
    OrgUnit,
    Priority,
    Record,
    Waiver,
)
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related
from okrlang.syntax.source import Span


@dataclass(slots=True)
class Draft:
    """What is read of each kind by id, and beside goals and measures the clauses that they were written in.

    `calendar_known` is False where the company did not parse: its fiscal year may be another one.
    """

    known: Known
    complaints: Complaints
    names: Names
    calendar: FiscalCalendar = field(default_factory=FiscalCalendar)
    calendar_known: bool = True
    company: Company | None = None
    units: dict[str, OrgUnit] = field(default_factory=dict)
    priorities: dict[str, Priority] = field(default_factory=dict)
    days: dict[str, NamedDay] = field(default_factory=dict)
    cycles: dict[str, Cycle] = field(default_factory=dict)
    sources: dict[str, DataSource] = field(default_factory=dict)
    metrics: dict[str, Metric] = field(default_factory=dict)
    kpis: dict[str, Kpi] = field(default_factory=dict)
    objectives: dict[str, Objective] = field(default_factory=dict)
    key_results: dict[str, KeyResult] = field(default_factory=dict)
    initiatives: dict[str, Initiative] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    check_ins: list[CheckIn] = field(default_factory=list)
    attestations: list[Attestation] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)
    rules: tuple[tree.Node, ...] = ()
    written: dict[tuple[str, str], Clauses] = field(default_factory=dict)
    unclear: set[str] = field(default_factory=set)  # metrics whose unit would come from what was complained about
    scales: dict[str, Scale] = field(default_factory=dict)  # of key results, by id

    def clauses(self, kind: str, id: str, clauses: tuple[tree.Node, ...]) -> Clauses:
        """The clauses of a declaration, kept for the checks."""
        read = self.written[kind, id] = Clauses(clauses, self.complaints)
        return read

    def metric(self, id: str | None) -> Metric | None:
        """The metric of that id."""
        return self.metrics.get(id) if id else None

    def scale_of(self, metric: Metric | None) -> Scale:
        """The scale of what a metric measures; a metric without a unit counts in bare numbers."""
        if metric is None or metric.id in self.unclear:
            return ANY
        return Scale(metric.unit or NUMBER, f"metric `{metric.id}`")

    def one_of(self, word: str, words: Collection[str], what: str, span: Span) -> bool:
        """Whether a word is one of a closed list; a complaint where it is not."""
        if word in words:
            return True
        help = self.names.suggestion(word, words) or f"known are {quoted(words, 'and')}"
        self.complaints.error("unknown-word", f"`{word}` is no {what}", span, help)
        return False

    def contradiction(self, why: str, *properties: tree.Node | None) -> None:
        """Complain about properties that cannot hold together, where there is more than one."""
        written = sorted((p for p in properties if p is not None), key=lambda p: p.span.start)
        if len(written) > 1:
            first = Related("the first stands here", written[0].span)
            self.complaints.error("contradicting-properties", why, written[1].span, "leave one of them", (first,))

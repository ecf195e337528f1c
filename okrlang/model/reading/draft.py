"""The workspace while it is read: what is understood so far, and what was complained about."""

from __future__ import annotations

from collections.abc import Collection

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
    Every,
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


class Draft:
    """What is read of each kind by id, and beside goals and measures the clauses that they were written in."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.complaints = Complaints()
        self.names = Names(self.complaints)
        self.rules: tuple[tree.Node, ...] = ()
        self.calendar = FiscalCalendar()
        self.calendar_known = True  # not where the company did not parse: its fiscal year may be another one

        self.company: Company | None = None
        self.units: dict[str, OrgUnit] = {}
        self.priorities: dict[str, Priority] = {}
        self.days: dict[str, NamedDay] = {}
        self.cycles: dict[str, Cycle] = {}
        self.sources: dict[str, DataSource] = {}
        self.metrics: dict[str, Metric] = {}
        self.kpis: dict[str, Kpi] = {}
        self.objectives: dict[str, Objective] = {}
        self.key_results: dict[str, KeyResult] = {}
        self.initiatives: dict[str, Initiative] = {}
        self.records: dict[str, Record] = {}
        self.check_ins: list[CheckIn] = []
        self.attestations: list[Attestation] = []
        self.waivers: list[Waiver] = []

        self.written: dict[tuple[str, str], Clauses] = {}  # by kind and id
        self.scales: dict[str, Scale] = {}  # of key results
        self.cadences: dict[str, Every] = {}  # of metrics; a formula has the slowest of its metrics
        self.unsound: set[tuple[str, str, str]] = set()  # properties that were written and not understood
        self.unclear: set[str] = set()  # metrics whose unit would come from what was complained about

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

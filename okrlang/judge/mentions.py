"""Records as of a day: what is dated by then, and which of them name a goal, answer another or show a file."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property

from okrlang.judge.grouping import grouped
from okrlang.model.workspace import (
    Attestation,
    CheckIn,
    KeyResult,
    Kpi,
    Objective,
    Record,
    Waiver,
    Workspace,
    WrittenScore,
)


class Mentions:
    """The records, check-ins, attestations and waivers of a workspace; what is dated ahead does not exist yet."""

    def __init__(self, workspace: Workspace, as_of: date, content: Callable[[str], str] = posixpath.normpath) -> None:
        """`content` gives what two paths have in common that lead to the same content."""
        self.workspace = workspace
        self.as_of = as_of
        self._content = content

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """The records dated by now."""
        return tuple(r for r in self.workspace.records if r.date <= self.as_of)

    @cached_property
    def check_ins(self) -> tuple[CheckIn, ...]:
        """The check-ins dated by now."""
        return tuple(c for c in self.workspace.check_ins if c.date <= self.as_of)

    @cached_property
    def attestations(self) -> tuple[Attestation, ...]:
        """The attestations dated by now."""
        return tuple(a for a in self.workspace.attestations if a.date <= self.as_of)

    @cached_property
    def waivers(self) -> tuple[Waiver, ...]:
        """The waivers that have begun."""
        return tuple(w for w in self.workspace.waivers if w.start <= self.as_of)

    @cached_property
    def last_day(self) -> date:
        """The last day on which anything was recorded or reported by now."""
        days = (*(r.date for r in self.records), *(c.date for c in self.check_ins))
        return max(days, default=date.min)

    # --- what they name ----------------------------------------------------------------------------------------------

    def concerning(self, name: str, kind: str) -> tuple[Record, ...]:
        """The records of a kind that name a goal or KPI; of `record`, those of every kind."""
        return self._concerning.get((name, kind), ())

    def of_goal(self, goal: Objective | KeyResult | Kpi, kind: str) -> tuple[Record, ...]:
        """The records that concern a goal itself or, for a key result, its objective."""
        own = self.concerning(goal.id, kind)
        whole = self.concerning(goal.objective, kind) if isinstance(goal, KeyResult) else ()
        if not own or not whole:
            return own or whole
        return tuple(sorted({*own, *whole}, key=self._place_of_record.__getitem__))

    @cached_property
    def _place_of_record(self) -> dict[Record, int]:
        return {record: place for place, record in enumerate(self.records)}

    @cached_property
    def _concerning(self) -> dict[tuple[str, str], tuple[Record, ...]]:
        return grouped(
            self.records,
            lambda record: ((name, kind) for name in self._named(record) for kind in (record.kind, "record")),
        )

    def _named(self, record: Record) -> Iterable[str]:
        """The goals and KPIs that a record names; an improvement is about what the feedback that it answers names."""
        yield from (*record.covers, *record.rests_on, *record.keeps)
        yield from (score.of for score in record.scores)
        yield from (change.of for change in record.changes)
        if record.kind == "improvement":
            yield from (name for answered in self.answered(record) for name in answered.covers)

    def answered(self, record: Record) -> tuple[Record, ...]:
        """The records that a record answers."""
        found = (self.workspace.find("record", name) for name in record.answers)
        return tuple(r for r in found if isinstance(r, Record) and r.date <= self.as_of)

    def answers_to(self, record: Record) -> tuple[Record, ...]:
        """The records that answer a record."""
        return self._answers_to.get(record.id, ())

    @cached_property
    def _answers_to(self) -> dict[str, tuple[Record, ...]]:
        return grouped(self.records, lambda record: record.answers)

    def scores_of(self, name: str) -> tuple[WrittenScore, ...]:
        """The scores that people wrote for a goal, in reviews and evaluations."""
        return self._scores_of.get(name, ())

    @cached_property
    def _scores_of(self) -> dict[str, tuple[WrittenScore, ...]]:
        return grouped((score for record in self.records for score in record.scores), lambda score: (score.of,))

    def showing(self, path: str) -> tuple[Record | Attestation, ...]:
        """The records and attestations that name a file as their evidence."""
        return self._showing.get(self._content(path), ())

    @cached_property
    def _showing(self) -> dict[str, tuple[Record | Attestation, ...]]:
        shown: tuple[Record | Attestation, ...] = (*self.records, *self.attestations)
        return grouped(shown, lambda record: (self._content(e.path) for e in record.evidence))

    def of_kind(self, kind: str) -> tuple[Record, ...]:
        """The records of a kind."""
        return self._of_kind.get(kind, ())

    @cached_property
    def _of_kind(self) -> dict[str, tuple[Record, ...]]:
        return grouped(self.records, lambda record: (record.kind,))

    def reports(self, name: str) -> tuple[CheckIn, ...]:
        """The check-ins that report of a key result or KPI."""
        return self._reports.get(name, ())

    @cached_property
    def _reports(self) -> dict[str, tuple[CheckIn, ...]]:
        return grouped(self.check_ins, lambda check_in: (check_in.subject,))

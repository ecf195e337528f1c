"""Grades: the scores that people wrote in evaluations and reviews."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from okrlang.model.workspace import Workspace, WrittenScore
from okrlang.syntax.frozen import Frozen


class Grade(Frozen):
    """The score last written of a goal, and the one last projected; None where there is none."""

    value: Decimal | None = None
    projected: Decimal | None = None


class Grades:
    """Finds what was written of a goal by the end of a day."""

    def __init__(self, workspace: Workspace) -> None:
        self._written: dict[str, list[tuple[date, WrittenScore]]] = {}
        records = [r for r in workspace.records if r.kind in ("evaluation", "review")]
        for record in sorted(records, key=lambda r: r.date):
            for score in record.scores:
                self._written.setdefault(score.of, []).append((record.date, score))

    def of(self, goal: str, day: date) -> Grade:
        """The latest grade: one written as `none` takes an earlier one back."""
        scores = [score for on, score in self._written.get(goal, ()) if on <= day]
        if not scores:
            return _NONE
        projected = [s.projected for s in scores if s.projected is not None]
        return Grade(scores[-1].value, projected[-1] if projected else None)


_NONE = Grade()

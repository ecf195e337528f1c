"""Back-tests: how a threshold or a target would have fared over the history, before anybody is held to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrlang.logic.policy import Policy
from okrlang.measure.reading import Observation
from okrlang.model.calendar import move
from okrlang.model.workspace import KeyResult, Kpi
from okrlang.score.exact import decimal
from okrlang.score.levels import Levels
from okrlang.score.run import Run
from okrlang.score.standing import Standings
from okrlang.score.values import Subject, Values
from okrlang.syntax.frozen import Frozen, altered

_MOST = 60  # spans before a key result began that are looked at


class BackTest(Frozen):
    """In what share of so many `periods` of the past a KPI was not green, or a key result would have been met.

    Where nobody can tell, `why` says why.
    """

    subject: str
    fired_share: Decimal | None = None
    met_share: Decimal | None = None
    periods: int = 0
    why: str = ""


class BackTests:
    """Holds thresholds and targets against the past; a period of which nothing is known does not count."""

    def __init__(self, values: Values, levels: Levels, standings: Standings) -> None:
        self._values = values
        self._levels = levels
        self._standings = standings
        self._of_kpis: dict[tuple[str, date], BackTest] = {}

    def kpi(self, kpi: Kpi, on: date) -> BackTest:
        """How often a KPI was not green at the end of the periods of its series up to a day."""
        if (kpi.id, on) not in self._of_kpis:
            self._of_kpis[kpi.id, on] = self._kpi(kpi, on)
        return self._of_kpis[kpi.id, on]

    def _kpi(self, kpi: Kpi, on: date) -> BackTest:
        if kpi.green is None and kpi.amber is None:
            return BackTest(kpi.id, why="it has no bands to be judged by")
        days = sorted({observation.at for observation in self._series(self._values.of_goal(kpi), on)})
        levels = [level for day in days if (level := self._levels.counting(kpi, day)) is not None]
        if not levels:
            return BackTest(kpi.id, why="there is no day of its past on which it has a level")
        return BackTest(kpi.id, _share([level != "green" for level in levels]), periods=len(levels))

    def key_result(self, goal: KeyResult, run: Run, policy: Policy) -> BackTest:
        """How often the target of a key result was met in spans as long as its own before it began."""
        if not goal.forms or goal.kind in ("zones", "establish"):
            return BackTest(goal.id, why="only what is asked of figures can be held against the past")
        if run.due_tbd:
            return BackTest(goal.id, why="its due day is not known yet")
        subject = self._values.of_goal(goal)
        past = self._series(subject, run.on)
        whole = subject.gathers or goal.kind == "keep"  # then a span that the figures tell half of says nothing
        first = min((o.period.start if whole else o.at for o in past), default=date.max)
        spans = (s for s in _earlier(run) if (s.start if whole else s.due) >= first)
        standings = [self._standings.standing(goal, span, policy) for span in spans]
        met = [standing.holds for standing in standings if standing.holds is not None and not standing.silent]
        if not met:
            return BackTest(goal.id, why=f"nothing was measured in a span as long as its own before {run.start}")
        return BackTest(goal.id, met_share=_share(met), periods=len(met))

    def _series(self, subject: Subject, on: date) -> Iterator[Observation]:
        """What was observed of the whole, and of each member."""
        measures = self._values.measures
        for member in (None, *measures.members(subject.id, on)):
            yield from (o for o in measures.series(subject.id, on, member) if o.value is not None)


def _earlier(run: Run) -> Iterator[Run]:
    """The runs before one, the latest first: as many whole calendar months long, else as many days."""
    end = move(run.due, 1, "days")
    months = (end.year - run.start.year) * 12 + end.month - run.start.month if run.start.day == end.day == 1 else 0
    step, unit = (months, "months") if months else ((end - run.start).days, "days")
    for back in range(1, _MOST + 1):
        start, due = move(run.start, -step * back, unit), move(move(end, -step * back, unit), -1, "days")
        if start >= due or due >= run.on:
            return
        yield altered(run, start=start, due=due, last=due, on=due)


def _share(verdicts: list[bool]) -> Decimal:
    return decimal(Fraction(sum(verdicts), len(verdicts)))

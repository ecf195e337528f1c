"""Values: what goals read from the measures, by the decisions on values of EVALUATION.md."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from okrlang.measure.measures import Measures
from okrlang.measure.reading import Reading, unknown
from okrlang.measure.rhythm import tile
from okrlang.model.calendar import FiscalCalendar, Period, move, through
from okrlang.model.workspace import CheckIn, Every, Keep, KeyResult, Kpi, Metric, Workspace
from okrlang.score.run import Run
from okrlang.syntax.frozen import Frozen

_MOST_PERIODS = 10_000  # of a keep: no cycle has more, unless somebody means to keep a machine busy


class Subject(Frozen):
    """What is read: a metric, or the check-ins of a goal; `id` is the name the measures know it by.

    It `gathers` where its value comes together over a time that its own definition does not limit (a sum without a
    window): then a goal reads it over its cycle to date.
    """

    id: str
    metric: Metric | None
    gathers: bool


class Values:
    """The readings that goals ask for."""

    def __init__(self, workspace: Workspace, measures: Measures) -> None:
        self.workspace = workspace
        self.measures = measures
        self.calendar = FiscalCalendar(workspace.company.year_starts if workspace.company else 1)
        self._begun: dict[tuple[str, str | None, Period, date], Reading] = {}
        self._subjects: dict[str, Subject] = {}
        self._tiles: dict[tuple[str | Every, Period], tuple[Period, ...]] = {}
        self._check_ins: dict[str, list[CheckIn]] = {}
        for check_in in sorted(workspace.check_ins, key=lambda c: c.date):
            self._check_ins.setdefault(check_in.subject, []).append(check_in)

    # --- subjects ----------------------------------------------------------------------------------------------------

    def of_goal(self, goal: KeyResult | Kpi) -> Subject:
        """What a goal is measured by: its metric where that says where it comes from, else its own check-ins."""
        found = self._subjects.get(goal.id)
        if found is None:
            id = self.measures.measure_of(goal)
            found = self._subjects[goal.id] = Subject(id, self.metric(goal.metric), self.measures.gathers(id))
        return found

    def of_metric(self, metric: Metric) -> Subject:
        """A metric as a subject."""
        return Subject(metric.id, metric, self.measures.gathers(metric.id))

    def metric(self, name: str | None) -> Metric | None:
        """The metric of that name."""
        found = self.workspace.find("metric", name) if name else None
        return found if isinstance(found, Metric) else None

    def check_ins(self, of: str, day: date) -> tuple[CheckIn, ...]:
        """What check-ins reported of a goal up to a day, in the order of their days."""
        return tuple(c for c in self._check_ins.get(of, ()) if c.date <= day)

    # --- readings ----------------------------------------------------------------------------------------------------

    def current(self, subject: Subject, run: Run, member: str | None = None) -> Reading:
        """The value at the end of the run's day; what gathers is that of the cycle to date."""
        return self.measures.on(subject.id, run.day, member, run.so_far if subject.gathers else None)

    def fresh(self, subject: Subject, run: Run, member: str | None = None) -> Reading:
        """The current value, unknown where it is stale."""
        if self.is_stale(subject, run.day, member):
            return unknown(f"the last value of `{subject.id}` is too old")
        return self.current(subject, run, member)

    def within(self, subject: Subject, period: Period, member: str | None = None) -> Reading:
        """What a period of another measure is held to: what came together in it, or what stood at its end.

        A plan that is written once holds until another takes its place.
        """
        if subject.gathers:
            return self.measures.reading(subject.id, period, member)
        if self.is_stale(subject, period.last, member):
            return unknown(f"the last value of `{subject.id}` is too old")
        return self.measures.on(subject.id, period.last, member)

    def is_stale(self, subject: Subject, day: date, member: str | None = None) -> bool | None:
        """Whether the last value is older than cadence and grace allow; unknown without either."""
        return self.measures.stale(subject.id, day, member)

    def when_begun(self, subject: Subject, run: Run, member: str | None = None, days: int | None = None) -> Reading:
        """The value when the cycle began: `measured`.

        What gathers is compared with the equally long span before the start, of so many `days` or of those that are
        over. A first value that came later than the run's day is not known yet.
        """
        over = max(run.so_far.days if days is None else days, 1)
        span = through(run.start, move(run.start, over - 1, "days"))
        key = (subject.id, member, span, run.day)
        if key not in self._begun:
            found = self.measures.baseline(subject.id, run.start, member, span)
            late = found.at is not None and found.at > run.day
            why = f"there is no fresh value of the day it began, {run.start}"
            self._begun[key] = unknown(why) if late else found
        return self._begun[key]

    # --- periods of a keep -------------------------------------------------------------------------------------------

    def periods(self, keep: Keep, subject: Subject, run: Run) -> tuple[tuple[Period, ...], int]:
        """The periods of a keep that have ended between start and the run's day, and how many are still ahead."""
        asked = keep.period or self.measures.cadence(subject.id)
        if asked is None:
            return (), 0
        whole = through(run.start, run.due)
        key = (asked, whole)
        if key not in self._tiles:
            found = tuple(islice(self._of(asked, whole), _MOST_PERIODS + 1))
            self._tiles[key] = tuple(t for t in found if t.last <= run.due) if len(found) <= _MOST_PERIODS else ()
        tiles = self._tiles[key]
        ended = tuple(t for t in tiles if t.last <= run.day)
        return ended, len(tiles) - len(ended)

    def _of(self, asked: str | Every, whole: Period) -> Iterator[Period]:
        """The calendar's periods of a kind, or the tiles of a cadence, that have a day in the whole."""
        day = whole.start
        while day < whole.end:
            found = self.calendar.containing(day, asked) if isinstance(asked, str) else tile(day, asked, self.calendar)
            yield found
            day = max(found.end, move(day, 1, "days"))

"""The measures of a workspace on every day: the one place that is asked for readings, series, members and freshness."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from okrlang.measure import freshness
from okrlang.measure.reading import DataProblem, Input, Observation, Reading, unknown
from okrlang.measure.rhythm import ending, tile
from okrlang.measure.series import apart, before, series
from okrlang.measure.sources import Sources, read_sources
from okrlang.measure.subject import Subject
from okrlang.measure.subjects import Subjects
from okrlang.model.calendar import FiscalCalendar, Period, move, zone
from okrlang.model.workspace import Every, KeyResult, Kpi, Workspace

__all__ = ["DataProblem", "Input", "Measures", "Observation", "Reading", "measure"]


def measure(workspace: Workspace, root: Path, as_of: date, environment: Mapping[str, str]) -> Measures:
    """Reads every source once, as of the end of a day; `root` is the folder that data paths start from."""
    company = workspace.company
    sources = Sources(root, as_of, environment, zone(company.time_zone) if company else None)
    read_sources(workspace, sources)
    return Measures(workspace, sources)


class Measures:
    """What is measured in a workspace. Nothing later than `as_of` exists.

    Everything is asked by the id of a measure: of a metric, or of a key result that no source measures. `member` is a
    member of its dimension, None the whole.
    """

    def __init__(self, workspace: Workspace, sources: Sources) -> None:
        self.as_of = sources.as_of
        self.inputs: tuple[Input, ...] = tuple(sorted(sources.inputs.values()))
        self._workspace = workspace
        self._fiscal = FiscalCalendar(workspace.company.year_starts if workspace.company else 1)
        self._subjects = Subjects(workspace, sources, self._fiscal, self._past)
        self._series: dict[tuple[str, str | None], tuple[Observation, ...]] = {}
        self._readings: dict[tuple[object, ...], Reading] = {}
        self._stale: dict[tuple[str, date, str | None], bool | None] = {}
        self.problems: tuple[DataProblem, ...] = tuple(sorted(set(sources.problems), key=lambda problem: problem.order))

    # --- values

    def reading(self, measure: str, period: Period, member: str | None = None) -> Reading:
        """The value for a period: what its rows come to; with a window of its own, the value at the period's end."""
        key = (measure, period, member)
        if key not in self._readings:
            self._readings[key] = self._subjects.get(measure).within(self._so_far(period), member)
        return self._readings[key]

    def on(self, measure: str, day: date, member: str | None = None, span: Period | None = None) -> Reading:
        """The value as of the end of a day. What comes together over a time is taken over the span up to the day.

        Without a span that is the last complete period of the cadence, and without a cadence everything so far.
        """
        key = (measure, day, member, span)
        if key not in self._readings:
            self._readings[key] = self._subjects.get(measure).on(min(day, self.as_of), member, span)
        return self._readings[key]

    def baseline(self, measure: str, start: date, member: str | None = None, span: Period | None = None) -> Reading:
        """The value when a cycle began; `span` is the cycle to date, for what comes together over a time."""
        return freshness.baseline(self._subjects.get(measure), start, member, span)

    def gathers(self, measure: str) -> bool:
        """Whether a value is what came together over a span (a sum, a count, a mean) and not where it stands."""
        return self._subjects.get(measure).gathers

    def _so_far(self, period: Period) -> Period:
        """The period as far as it is over, unless it has not begun."""
        end = move(self.as_of, 1, "days")
        return Period(period.start, end, period.name) if period.start < end < period.end else period

    # --- members

    def members(self, measure: str, day: date) -> tuple[str, ...]:
        """The members on a day: those listed, else those found up to it."""
        return self._subjects.get(measure).members(min(day, self.as_of))

    def listed(self, measure: str) -> bool:
        """Whether its members are listed."""
        return self._subjects.get(measure).listed

    def members_unknown(self, measure: str) -> tuple[str, ...]:
        """Why there may be members besides those that are known, if so."""
        return self._subjects.get(measure).unlisted()

    # --- series

    def series(self, measure: str, until: date, member: str | None = None) -> tuple[Observation, ...]:
        """One value a period of the cadence, else of the window, else a date; without the period under way."""
        whole = self._whole_series(self._subjects.get(measure), member)
        return whole[: bisect_right(whole, until, key=lambda observation: observation.at)]

    def apart(self, measure: str, until: date) -> tuple[Observation, ...]:
        """Its series without values whose windows overlap: what a chart or a line through it is made of."""
        return apart(self.series(measure, until), self._subjects.get(measure).rhythm.window)

    def history(
        self, measure: str, until: date, window: Every | None = None, member: str | None = None
    ) -> tuple[Observation, ...]:
        """The part of a series that ended within a window that ends with a day: for `mean(pages, 12 months)`."""
        found = self.series(measure, min(until, self.as_of), member)
        start = ending(window, until).start if window else date.min
        return tuple(observation for observation in found if observation.at >= start)

    def previous(self, measure: str, day: date, member: str | None = None) -> Reading:
        """The value before the one that stands on a day."""
        found = before(self.series(measure, min(day, self.as_of), member), self.on(measure, day, member).at)
        return found[-1].reading if found else unknown(f"`{measure}` has no value before that of {day}")

    def samples(self, measure: str, day: date, member: str | None = None) -> int:
        """How many values its series has up to a day."""
        return sum(observation.value is not None for observation in self.series(measure, day, member))

    def _whole_series(self, subject: Subject, member: str | None) -> tuple[Observation, ...]:
        key = subject.id, member
        if key not in self._series:
            self._series[key] = series(subject, self.as_of, member, self._fiscal)
        return self._series[key]

    def _past(self, subject: Subject, until: date, window: Every | None, member: str | None) -> tuple[Observation, ...]:
        return self.history(subject.id, until, window, member)

    # --- freshness

    def last(self, measure: str, day: date, member: str | None = None) -> date | None:
        """The last day up to a day of which there is an observation."""
        return freshness.last_day(self._subjects.get(measure), min(day, self.as_of), member)

    def oldest(self, measure: str, day: date) -> date | None:
        """The day of the value of the whole that is the first to be too old: its own, or that of its oldest member."""
        return freshness.oldest(self._subjects.get(measure), min(day, self.as_of))

    def stale(self, measure: str, day: date, member: str | None = None) -> bool | None:
        """Whether the last value is older than cadence and grace allow; None without a cadence or without data."""
        key = (measure, day, member)
        if key not in self._stale:
            self._stale[key] = freshness.is_stale(self._subjects.get(measure), day, member)
        return self._stale[key]

    def answers(self, measure: str) -> bool:
        """Whether its source was read and gave a value."""
        subject = self._subjects.get(measure)
        return any(subject.last(self.as_of, member) for member in (None, *subject.members(self.as_of)))

    def cadence(self, measure: str) -> Every | None:
        """How often it is updated; of a formula that does not say, its slowest operand."""
        return self._subjects.get(measure).rhythm.cadence

    def last_complete(self, measure: str, day: date) -> Period | None:
        """The last complete period of its cadence at the end of a day."""
        every = self.cadence(measure)
        if every is None:
            return None
        under_way = tile(move(day, 1, "days"), every, self._fiscal)
        return tile(move(under_way.start, -1, "days"), every, self._fiscal)

    # --- goals

    def measure_of(self, goal: KeyResult | Kpi) -> str:
        """The id under which a key result or KPI is measured: that of its metric, or its own by check-ins."""
        return self._subjects.measure_of(goal)

    def is_bound(self, metric: str) -> bool:
        """Whether a metric says where its values come from."""
        return self._subjects.is_bound(metric)

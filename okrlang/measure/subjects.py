"""The measures of a workspace, each made when it is first asked for: what its rows are, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from okrlang.measure import written
from okrlang.measure.condition import PlanError
from okrlang.measure.counted import Counted, Members, Place
from okrlang.measure.faults import Faults
from okrlang.measure.formula import Computed, Past, operands
from okrlang.measure.plan import Plan
from okrlang.measure.rhythm import Rhythm, length
from okrlang.measure.series import series
from okrlang.measure.sources import Sources
from okrlang.measure.subject import Subject
from okrlang.measure.written import Row
from okrlang.model.calendar import FiscalCalendar
from okrlang.model.quantity import NUMBER, Unit
from okrlang.model.workspace import CheckIn, Every, KeyResult, Kpi, Metric, Workspace

_DEEPEST = 50  # metrics that rest on each other


class Subjects:
    """The measures of a workspace by the ids of metrics, and of key results that no source measures."""

    def __init__(self, workspace: Workspace, sources: Sources, fiscal: FiscalCalendar, past: Past) -> None:
        self.workspace, self.sources, self.fiscal, self.past = workspace, sources, fiscal, past
        self._made: dict[str, Subject] = {}
        self._metrics = {metric.id: metric for metric in workspace.metrics}
        self._depths = depths({metric.id: _rests_on(metric) for metric in workspace.metrics})
        self._key_results = {key_result.id: key_result for key_result in workspace.key_results}
        self._check_ins = self._by_measure()

    def get(self, id: str) -> Subject:
        """The measure of that id; one that is none has no value, and says so."""
        found = self._made.get(id)
        if found is None:
            try:
                found = self._make(id)
            except PlanError as error:
                found = self._lost(id, f"`{id}`: {error.reason}")
            self._made[id] = found
        return found

    def measure_of(self, goal: KeyResult | Kpi) -> str:
        """The id under which a key result or KPI is measured: that of its metric, or its own by check-ins."""
        if goal.metric is not None and (isinstance(goal, Kpi) or self.is_bound(goal.metric)):
            return goal.metric
        return goal.id if isinstance(goal, KeyResult) else f"kpi {goal.id}"

    def is_bound(self, id: str) -> bool:
        """Whether a metric says where its values come from."""
        metric = self._metrics.get(id)
        if metric is None or not metric.sound:
            return metric is not None
        return bool(metric.source or metric.parent or metric.formula or metric.values)

    def _by_measure(self) -> dict[str, list[CheckIn]]:
        """The check-ins of each measure that has no other values: of goals, and of metrics through their goals."""
        goals: dict[str, KeyResult | Kpi] = {kpi.id: kpi for kpi in self.workspace.kpis}
        goals |= self._key_results
        found: dict[str, list[CheckIn]] = {}
        for check_in in self.workspace.check_ins:
            goal = goals.get(check_in.subject)
            if goal is not None and check_in.value is not None:
                ids = {self.measure_of(goal), goal.metric or ""} - {""}
                for id in sorted(ids):
                    found.setdefault(id, []).append(check_in)
        return found

    def _make(self, id: str) -> Subject:
        metric = self._metrics.get(id)
        if metric is None:
            return self._reported(id)
        if self._depths.get(id, _DEEPEST) >= _DEEPEST:
            return self._lost(id, f"`{id}` is computed from itself, or through more than {_DEEPEST} metrics")
        if not metric.sound:
            return self._lost(id, f"the text of `{id}`, or of what it comes from, has a mistake")
        if id in self.sources.lost:
            return self._lost(id, self.sources.lost[id])
        if metric.source:
            return self._of_source(metric, metric.source)
        if metric.formula is not None:
            return self._computed(metric)
        if metric.parent:
            return self._of_parent(metric, metric.parent)
        if metric.values:
            return self._of_values(metric)
        return self._reported(id)

    # --- rows of a source

    def _of_source(self, metric: Metric, source: str) -> Counted:
        plan = self.sources.plans[metric.id]
        filtered = plan.condition.text if plan.condition else ""
        words = f"{_taken(metric)} in {source}" + (f" where {filtered}" if filtered else "")
        place = Place(source, self.sources.paths[source], filtered, words)
        return self._counted(metric.id, metric, plan, place, _rhythm(metric), metric.unit or NUMBER)

    # --- written rows

    def _of_values(self, metric: Metric) -> Counted:
        rows = written.points(metric.values)
        plan = written.plan_of(metric, _column(metric, rows), any(row.member is None for row in rows))
        place = Place("values", metric.span.path, "", f"{_taken(metric)} of the values written in {metric.id}")
        return self._of_rows(metric.id, metric, rows, plan, place, _rhythm(metric))

    def _of_parent(self, metric: Metric, parent: str) -> Counted:
        """Another metric's series, a row for each of its values."""
        above = self.get(parent)
        column = metric.dimension.column if metric.dimension else None
        members = above.members(self.sources.as_of) if column is not None and column == above.dimension else ()
        rows = [
            Row(o.at, o.value, member, next(iter(o.reading.why), "it is not known"))
            for member in (None, *members)
            for o in series(above, self.sources.as_of, member, self.fiscal)
        ]
        plan = written.plan_of(metric, column, own_whole=True)
        filtered = plan.condition.text if plan.condition else ""
        place = Place(
            parent, _path_of(above, self.sources.as_of), filtered, f"{_taken(metric)} of the series of {parent}"
        )
        return self._of_rows(metric.id, metric, rows, plan, place, _rhythm(metric))

    def _reported(self, id: str) -> Counted:
        """What check-ins say of a key result, or of a metric that has no values of its own."""
        goal = self._key_results.get(id)
        metric = self._metrics.get(id) or (self._metrics.get(goal.metric) if goal and goal.metric else None)
        rows = written.reports(self._check_ins.get(id, ()))
        known = goal is not None or metric is not None or rows
        plan = written.plan_of_reports(_column(metric, rows))
        if not known:
            plan.ledger.lose(f"`{id}` is no measure")
        rhythm = Rhythm(metric.updated, metric.grace) if metric else Rhythm()
        span = goal.span if goal else metric.span if metric else None
        place = Place("check-ins", span.path if span else "", "", f"last value that a check-in reports of {id}")
        return self._of_rows(id, metric, rows, plan, place, rhythm)

    def _of_rows(
        self, id: str, metric: Metric | None, rows: list[Row], plan: Plan, place: Place, rhythm: Rhythm
    ) -> Counted:
        unit = (metric.unit if metric else None) or written.unit_of(rows)
        written.fill(plan, rows, unit, self.sources.as_of, Faults(place.source, place.path, numbered=False))
        spans = [row.span for row in rows if row.span]
        spoken = tuple(sorted({row.on for row in rows if row.on <= self.sources.as_of}))
        counts = plan.take.feed != "numbers"
        own = (metric.unit if metric else None) or NUMBER
        found = self._counted(
            id, metric, plan, replace(place, spans=spans, numbered=False), rhythm, own if counts else unit
        )
        return replace(found, spoken=spoken)

    # --- both

    def _counted(self, id: str, metric: Metric | None, plan: Plan, place: Place, rhythm: Rhythm, unit: Unit) -> Counted:
        source = metric.source if metric and metric.source else ""
        return Counted(
            id=id,
            take=plan.take,
            ledger=plan.ledger,
            place=place,
            rhythm=rhythm,
            unit=unit,
            silence=(metric.no_data if metric else None) or "unknown",
            split=self._members(metric, plan),
            fiscal=self.fiscal,
            spoken=self.sources.spoken.get(source, ()),
        )

    def _members(self, metric: Metric | None, plan: Plan) -> Members | None:
        dimension = metric.dimension if metric else None
        if dimension is None:
            return None if plan.member is None else Members(plan.member, None)
        if dimension.members is not None:
            listed = dimension.members
            return Members(dimension.column, lambda day: listed)
        if dimension.listed_in is None:
            return self._met(metric, dimension.column)
        found = self.sources.listings[dimension.listed_in].ledger
        unlisted = (found.lost, *found.memberless.values())
        return Members(dimension.column, found.members, tuple(why for why in unlisted if why)[:1])

    def _met(self, metric: Metric | None, column: str) -> Members:
        """The members that had a row at all, in the source of a metric or in that of its parent."""
        above = self.get(metric.parent) if metric and metric.parent else None
        if above is not None and above.dimension == column:
            return Members(column, None, above.unlisted(), above.members)
        listing = self.sources.listings.get((metric.source or "", column)) if metric else None
        if listing is None:
            return Members(column, None)
        ledger = listing.ledger
        unlisted = tuple(why for why in (ledger.lost, *ledger.memberless.values()) if why)[:1]
        return Members(column, None, unlisted, ledger.members)

    # --- formulas

    def _computed(self, metric: Metric) -> Computed:
        assert metric.formula is not None
        names = [name for name in operands(metric.formula) if name in self._metrics]
        parts = {name: self.get(name) for name in names}
        return Computed(
            id=metric.id,
            expression=metric.formula,
            parts=parts,
            rhythm=_shared_rhythm(metric, [part.rhythm for part in parts.values()]),
            unit=metric.unit,
            silence=metric.no_data or "unknown",
            fiscal=self.fiscal,
            past=self.past,
        )

    def _lost(self, id: str, why: str) -> Counted:
        plan = written.plan_of_reports(None)
        plan.ledger.lose(why)
        return self._counted(id, self._metrics.get(id), plan, Place("", "", "", id), Rhythm(), NUMBER)


def depths(rests_on: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Through how many others each metric is computed; those that are computed from themselves are left out."""
    open_parts = {id: {part for part in parts if part in rests_on} for id, parts in rests_on.items()}
    above: dict[str, list[str]] = {}
    for id, parts in open_parts.items():
        for part in parts:
            above.setdefault(part, []).append(id)
    found = {id: 0 for id, parts in open_parts.items() if not parts}
    ready = list(found)
    for id in ready:  # grows while it is walked
        for user in above.get(id, ()):
            open_parts[user].discard(id)
            found[user] = max(found.get(user, 0), found[id] + 1)
            if not open_parts[user]:
                ready.append(user)
    return {id: found[id] for id in ready}


def _rests_on(metric: Metric) -> tuple[str, ...]:
    if metric.formula is not None:
        return operands(metric.formula)
    return (metric.parent,) if metric.parent else ()


def _taken(metric: Metric) -> str:
    """What a metric takes, in words."""
    if metric.share_where is not None:
        return f"share where {' '.join(metric.share_where.span.text.split())}"
    return f"{metric.aggregate} of {metric.column}" if metric.column else metric.aggregate


def _rhythm(metric: Metric) -> Rhythm:
    return Rhythm(metric.updated, metric.grace, metric.window)


def _shared_rhythm(metric: Metric, parts: list[Rhythm]) -> Rhythm:
    """The rhythm of a formula: its own, else the slowest of its operands."""
    cadences = [part.cadence for part in parts if part.cadence]
    graces = [part.grace for part in parts if part.grace]
    windows = [part.window for part in parts if part.window]
    slowest = max(cadences, key=_size, default=None)
    grace = metric.grace or (None if metric.updated else max(graces, key=_size, default=None))
    window = metric.window or (max(windows, key=_size) if windows and len(windows) == len(parts) else None)
    return Rhythm(metric.updated or slowest, grace, window)


def _size(every: Every) -> int:
    """How many days a length of time has, near enough to compare it with another."""
    start = date(2001, 1, 1)
    return (length(every).after(start) - start).days


def _column(metric: Metric | None, rows: list[Row]) -> str | None:
    """The column of the members of written rows."""
    if metric and metric.dimension:
        return metric.dimension.column
    return "member" if any(row.member is not None for row in rows) else None


def _path_of(subject: Subject, day: date) -> str:
    origin = subject.on(day, None, None).origin
    return origin.path if origin else ""

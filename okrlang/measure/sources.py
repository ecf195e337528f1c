"""The sources of a workspace, each read once for all the measures and lists of members that rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from pathlib import Path

from okrlang.measure.cells import Form, shown
from okrlang.measure.condition import PlanError
from okrlang.measure.engines.choice import open_table
from okrlang.measure.engines.table import SourceError
from okrlang.measure.faults import Faults
from okrlang.measure.location import locate
from okrlang.measure.plan import Plan, listing, plan
from okrlang.measure.reading import DataProblem, Input
from okrlang.measure.scan import Scan
from okrlang.model.workspace import DataSource, Metric, Workspace
from okrlang.syntax.nearest import nearest

_TOLD = 5  # members that are not listed


@dataclass(slots=True)
class Sources:
    """What the sources gave: the plans of metrics and listings with their ledgers, and what was wrong.

    `spoken` are the days on which a source had a row, `lost` why a metric could not even be planned.
    """

    root: Path
    as_of: date
    environment: Mapping[str, str]
    zone: tzinfo | None
    plans: dict[str, Plan] = field(default_factory=dict)
    listings: dict[tuple[str, str], Plan] = field(default_factory=dict)
    spoken: dict[str, tuple[date, ...]] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    problems: list[DataProblem] = field(default_factory=list)
    inputs: dict[str, Input] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)  # as they are shown


def read_sources(workspace: Workspace, sources: Sources) -> None:
    """Reads every source that a metric or a list of members asks for."""
    metrics: dict[str, list[Metric]] = {}
    lists: dict[str, dict[str, Plan]] = {}
    for metric in workspace.metrics:
        if metric.source:
            metrics.setdefault(metric.source, []).append(metric)
        if metric.dimension and metric.dimension.listed_in:
            place, column = metric.dimension.listed_in
        elif metric.dimension and metric.source and metric.where and metric.dimension.members is None:
            place, column = metric.source, metric.dimension.column  # its members may be in rows that the filter misses
        else:
            continue
        sources.listings[place, column] = lists.setdefault(place, {}).setdefault(column, listing(column))
    for source in workspace.sources:
        if source.id in metrics or source.id in lists:
            _Reader(source, sources).read(metrics.get(source.id, ()), lists.get(source.id, {}).values())
    for metric in workspace.metrics:
        _tell_strangers(metric, sources)


def _tell_strangers(metric: Metric, sources: Sources) -> None:
    """Tells of rows whose member is not listed: they count in the whole, and for no member."""
    plan, dimension = sources.plans.get(metric.id), metric.dimension
    if plan is None or metric.source is None or dimension is None:
        return
    listed = dimension.members
    if dimension.listed_in:
        found = sources.listings[dimension.listed_in].ledger
        listed = None if found.lost else found.members(sources.as_of)
    strangers = set(plan.ledger.members(sources.as_of)) - set(listed) if listed is not None else ()
    for member in sorted(strangers)[:_TOLD]:
        buckets = plan.ledger.buckets.get(member, {}).values()
        row = min((bucket.first_row for bucket in buckets if bucket.rows), default=None)
        near = nearest(member, listed or ())
        hint = f"; the nearest is {shown(near)}" if near else ""
        message = f"{shown(member)} is not among the members of `{metric.id}`{hint}"
        path = sources.paths[metric.source]
        sources.problems.append(DataProblem(path, metric.source, row, "unlisted-member", message, False))


class _Reader:
    """Reads one source."""

    def __init__(self, source: DataSource, sources: Sources) -> None:
        self.source, self.sources = source, sources
        self.shown = sources.paths[source.id] = source.path or f"env {source.environment}"
        self.form = Form(source.decimal_comma, source.dates_as, sources.zone)
        self.faults = Faults(source.id, self.shown)

    def read(self, metrics: Iterable[Metric], lists: Iterable[Plan]) -> None:
        """Reads the source for its metrics and the lists of members that it holds."""
        plans = [*lists, *self._planned(metrics)]
        path = self._path()
        if isinstance(path, Path):
            try:
                self._scan(path, plans)
            except SourceError as failure:
                self._lose(plans, "source-unreadable", f"`{self.shown}` {failure.message}", failure.row)
            except OSError:
                self._lose(plans, "source-unreadable", f"`{self.shown}` cannot be read")
        else:
            self._lose(plans, "source-missing", path)
        self.sources.problems.extend(self.faults.problems())

    def _planned(self, metrics: Iterable[Metric]) -> Iterator[Plan]:
        for metric in metrics:
            try:
                made = plan(metric, self.source, self.form)
            except PlanError as error:
                why = f"`{metric.id}` cannot be read from `{self.source.id}`: {error.reason}"
                self.sources.lost[metric.id] = why
                place = error.span
                problem = DataProblem(place.path, self.source.id, place.line, "metric-unplanned", why, False)
                self.sources.problems.append(problem)
                continue
            self.sources.plans[metric.id] = made
            yield made

    def _lose(self, plans: Iterable[Plan], name: str, message: str, row: int | None = None) -> None:
        """Notes that the whole source is lost, and with it all that rests on it."""
        why = self.faults.add(name, message, True, row)
        for each in plans:
            each.ledger.lose(why)

    def _path(self) -> Path | str:
        """The file of the source, or why there is none."""
        source, root = self.source, self.sources.root
        if source.path is not None:
            found = locate(root, source.path)
            return found if isinstance(found, Path) else f"`{self.shown}` {found}"
        address = self.sources.environment.get(source.environment or "", "")
        if not address:
            return f"`{source.environment}` is not set in the environment, and holds the address of `{source.id}`"
        scheme, mark, rest = address.partition("://")
        if mark and scheme != "sqlite":
            return f"the database of `{source.id}` is none that can be read: so far, only SQLite files can"
        found = locate(root, rest.removeprefix("/") if mark else address, absolute=True)
        return found if isinstance(found, Path) else f"the address in `{source.environment}` {found}"

    def _scan(self, path: Path, plans: Sequence[Plan]) -> None:
        with open_table(self.source, path) as table:
            wanted = self._readable(plans, table.header)
            dates = self.source.date_column if wanted else None
            scan = Scan(wanted, dates, self.form, self.sources.as_of, self.faults)
            for block in table.blocks(scan.columns):
                scan.add(block)
            scan.finish()
            if table.header is None and scan.rows:
                self._readable(wanted, tuple(sorted(table.seen)))
            self._note_input(table.sha256(), scan.rows)
        self.sources.spoken[self.source.id] = tuple(sorted(scan.days.met))

    def _readable(self, plans: Sequence[Plan], header: tuple[str, ...] | None) -> list[Plan]:
        """The plans whose columns are there; the others are lost."""
        if header is None:
            return list(plans)
        dates = self.source.date_column
        if dates is not None and dates not in header:
            self._lose(plans, "unknown-column", self._no_column(dates, header))
            return []
        told: set[str] = set()
        return [each for each in plans if self._has_columns(each, header, told)]

    def _has_columns(self, of: Plan, header: tuple[str, ...], told: set[str]) -> bool:
        missing = [column for column in (*of.keys, *of.kept) if column not in header]
        for column in missing:
            message = self._no_column(column, header)
            of.ledger.lose(message)
            if column not in told:
                told.add(column)
                self.faults.add("unknown-column", message, False)
        return not missing

    def _no_column(self, column: str, header: tuple[str, ...]) -> str:
        near = nearest(column, header)
        hint = f"; the nearest is {shown(near)}" if near else ""
        return f"`{self.shown}` has no column `{column}`{hint}"

    def _note_input(self, sha256: str, rows: int) -> None:
        inputs = self.sources.inputs
        known = inputs.get(self.shown)
        inputs[self.shown] = Input(self.shown, sha256, rows + (known.rows if known else 0))

"""Measures whose rows people or other measures wrote: values by hand, check-ins, and the series of a metric."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from okrlang.measure.cells import Broken, Cell, Form
from okrlang.measure.condition import PlanError, condition
from okrlang.measure.engines.table import Block
from okrlang.measure.faults import Faults
from okrlang.measure.ledger import Ledger
from okrlang.measure.plan import Plan
from okrlang.measure.scan import Scan
from okrlang.measure.take import LAST, take
from okrlang.model.quantity import NUMBER, Mismatch, Quantity, Unit, convert
from okrlang.model.workspace import CheckIn, Metric, Point
from okrlang.syntax.source import Span

DATE, VALUE = "date", "value"  # the columns of such rows, besides that of the members


@dataclass(frozen=True, slots=True)
class Row:
    """A value of a day, of a member or of the whole; `why` says why it is not known."""

    on: date
    value: Quantity | None
    member: str | None
    why: str = ""
    span: Span | None = None


def points(values: Iterable[Point]) -> list[Row]:
    """The rows of values that a metric holds."""
    return [Row(point.on, point.value, point.member, span=point.span) for point in values]


def reports(check_ins: Iterable[CheckIn]) -> list[Row]:
    """The rows of the values that check-ins report."""
    return [Row(c.date, c.value, c.member, span=c.span) for c in check_ins if c.value is not None]


def unit_of(rows: Sequence[Row]) -> Unit:
    """The unit of written values: that of the first one that has one."""
    units = [row.value.unit for row in rows if row.value]
    return next((unit for unit in units if unit != NUMBER), NUMBER)


def fill(plan: Plan, rows: Sequence[Row], unit: Unit, as_of: date, faults: Faults) -> None:
    """Takes written rows as planned, their values in one unit."""
    scan = Scan([plan], DATE, Form(), as_of, faults)
    columns: dict[str, Sequence[Any]] = {
        DATE: [row.on for row in rows],
        VALUE: [_cell(row, unit) for row in rows],
    }
    if plan.member is not None:
        columns[plan.member] = [row.member for row in rows]
    missing = [name for name in scan.columns if name not in columns]
    if missing:
        known = ", ".join(f"`{name}`" for name in columns)
        plan.ledger.lose(f"there is no column `{missing[0]}` in the series of `{faults.source}`, only {known}")
        return
    scan.add(Block(range(1, len(rows) + 1), tuple(columns[name] for name in scan.columns)))
    scan.finish()


def plan_of(metric: Metric, column: str | None, own_whole: bool) -> Plan:
    """The plan of a metric over written rows; a `PlanError` where it asks what they cannot answer."""
    taken = take(metric.aggregate)
    if taken is None or (taken.feed == "met" and metric.share_where is None):
        raise PlanError(metric.span, f"`{metric.aggregate}` is nothing that can be taken")
    share = metric.share_where if taken.feed == "met" else None
    return Plan(
        take=taken,
        condition=condition(metric.where, Form()) if metric.where is not None else None,
        member=column,
        value=None if taken.feed in ("rows", "met") else metric.column or VALUE,
        share=condition(share, Form()) if share is not None else None,
        ledger=Ledger(own_whole=own_whole or taken.ordered),
    )


def plan_of_reports(column: str | None) -> Plan:
    """The plan of check-ins: each says where the measure stands."""
    return Plan(LAST, None, column, VALUE, None, Ledger(own_whole=True))


def _cell(row: Row, unit: Unit) -> Cell:
    if row.value is None:
        return Broken(row.why) if row.why else None
    value = row.value
    if value.unit == NUMBER or unit == NUMBER:
        return value.value
    converted = convert(value, unit)
    return Broken(converted.reason) if isinstance(converted, Mismatch) else converted.value

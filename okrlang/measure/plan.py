"""The plan of a measure over rows: which columns it reads, which rows it wants, and what it takes of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from okrlang.measure.cells import Form
from okrlang.measure.condition import Condition, PlanError, condition
from okrlang.measure.ledger import Ledger
from okrlang.measure.take import COUNT, Take, take
from okrlang.model.workspace import DataSource, Metric


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What one measure does with the rows of a source, and the ledger that it writes.

    `member` and `value` are columns, the value's cells numbers where it is `numeric`; `share` is the condition of a
    `take share`.
    """

    take: Take
    condition: Condition | None
    member: str | None
    value: str | None
    share: Condition | None
    ledger: Ledger = field(default_factory=Ledger)
    numeric: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns by whose cells its rows are told from others."""
        return self.condition.columns if self.condition else ()

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns of which it keeps the cells of its rows: its members and values."""
        values = self.share.columns if self.share else (self.value,)
        return tuple(column for column in (self.member, *values) if column is not None)


def plan(metric: Metric, source: DataSource, form: Form) -> Plan:
    """The plan of a metric over its source; `PlanError` where it asks what no row can answer."""
    taken = take(metric.aggregate, metric.column is not None)
    if taken is None:
        raise PlanError(metric.span, f"`{metric.aggregate}` is nothing that can be taken")
    if source.date_column is None:
        raise PlanError(source.span, f"`{source.id}` does not name the column of its dates")
    value = metric.column or (source.value_column if taken.feed == "numbers" else None)
    share = condition(metric.share_where, form) if taken.feed == "met" and metric.share_where else None
    if value is None and share is None and taken.feed != "rows":
        raise PlanError(metric.span, f"neither `{metric.id}` nor `{source.id}` names the column of its values")
    return Plan(
        take=taken,
        condition=condition(metric.where, form) if metric.where else None,
        member=metric.dimension.column if metric.dimension else None,
        value=None if taken.feed == "rows" else value,
        share=share,
        ledger=Ledger(own_whole=taken.name in ("first", "last")),
        numeric=value is not None and value == source.value_column,
    )


def listing(column: str) -> Plan:
    """The plan that finds the members which a column lists, and since when."""
    return Plan(COUNT, None, column, None, None)

"""KPIs: bands on a metric."""

from __future__ import annotations

from okrlang.model.reading import numbers
from okrlang.model.reading.clauses import Clauses
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.moments import length, rhythm
from okrlang.model.reading.parts import because, owners, tags, title
from okrlang.model.reading.scale import Scale
from okrlang.model.reading.scopes import scope
from okrlang.model.workspace import Band, Kpi, Metric
from okrlang.syntax import tree
from okrlang.syntax.frozen import altered

_WORDS = frozenset({"tbd", "confidential"})  # a KPI has no cycle, so nothing was measured when it began

_LEVELS = ("green", "amber", "red")


def read_kpi(node: tree.Kpi, draft: Draft) -> None:
    """Enter a KPI."""
    id = node.name.text
    clauses = draft.clauses("kpi", id, node.clauses)
    uses = clauses.one(tree.UsesMetric)
    found = draft.names.find(uses.metric, ("metric",)) if uses else None
    metric = draft.metric(found.id) if found else None
    if uses and metric is None:
        draft.unsound.add(("kpi", id, "metric"))
    scale = draft.scale_of(metric)
    owner, others = owners(clauses, draft)
    lasting, samples, review = clauses.one(tree.Lasting), clauses.one(tree.Samples), clauses.one(tree.ReviewEvery)
    green, amber, red = _scoped(tuple(_band(level, clauses, scale, metric, draft) for level in _LEVELS))
    draft.kpis[id] = Kpi(
        id,
        title(node.name, node.title),
        owner,
        others,
        metric.id if metric else None,
        green,
        amber,
        red,
        length(lasting.amount, draft) if lasting else None,
        numbers.count(samples.count, "samples", draft) if samples else None,
        _chart(clauses, draft),
        rhythm(review.rhythm, draft) if review else None,
        because(clauses, draft),
        tags(clauses),
        node.span,
    )


def _band(level: str, clauses: Clauses, scale: Scale, metric: Metric | None, draft: Draft) -> Band | None:
    clause = next((band for band in clauses.all(tree.Band) if band.level == level), None)
    if clause is None:
        return None
    bounds = tuple(numbers.bound(bound, scale, draft, _WORDS) for bound in clause.bounds)
    return Band(level, bounds, scope(clause.scope, metric, draft), clause.span)


def _scoped(bands: tuple[Band | None, ...]) -> tuple[Band | None, ...]:
    """The bands, all of them of the members that one of them names: a level is that of the same things."""
    first = next((band.scope for band in bands if band and band.scope), None)
    return tuple(altered(band, scope=band.scope or first) if band else None for band in bands)


def _chart(clauses: Clauses, draft: Draft) -> str:
    clause = clauses.one(tree.Chart)
    if clause is None:
        return "wheeler"
    known = draft.one_of(clause.rules.text, sorted(draft.known.charts), "rule set of a chart", clause.rules.span)
    return clause.rules.text if known else "wheeler"

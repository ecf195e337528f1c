"""Whom a form speaks of: the members of a dimension; and which periods."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from okrlang.model.reading import numbers
from okrlang.model.reading.clauses import member_name
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.moments import PERIODS
from okrlang.model.reading.moments import singular as singular_period
from okrlang.model.units import singular
from okrlang.model.workspace import Dimension, Metric, Scope
from okrlang.syntax import tree
from okrlang.syntax.source import Span


def scope(node: tree.MemberScope | None, metric: Metric | None, draft: Draft) -> Scope | None:
    """The members that a form or band speaks of, held against the dimension of its metric where there is one."""
    if node is None:
        return None
    names = tuple(member_name(member) for member in node.members)
    _once(names, node, draft)
    amount = _amount(node, draft)
    if metric:
        _within_dimension(node, amount, metric, draft)
    return Scope(node.quantifier, amount, tuple(dict.fromkeys(names)), node.span)


def _once(names: Sequence[str], node: tree.MemberScope, draft: Draft) -> None:
    seen: set[str] = set()
    for name, member in zip(names, node.members, strict=True):
        if name in seen:
            draft.complaints.error("doubled-member", f"`{name}` is named twice", member.span, "leave one of the two")
        seen.add(name)


def _amount(node: tree.MemberScope, draft: Draft) -> Decimal | None:
    if node.amount is None:
        return None
    if node.quantifier == "share":
        return _asked(node.amount, "share of members", draft)
    members = numbers.count(node.amount, "members", draft)
    return Decimal(members) if members else None


def _asked(amount: tree.Ratio | tree.Amount, what: str, draft: Draft) -> Decimal | None:
    """A share of which something is asked: what holds for none of them holds without any figure."""
    part = numbers.share(amount, what, draft)
    if part != 0:
        return part
    message = f"nothing is asked: `{amount.span.text}` is met whatever happens"
    draft.complaints.error("nothing-asked", message, amount.span, "write a share above 0")
    return None


def _within_dimension(node: tree.MemberScope, amount: Decimal | None, metric: Metric, draft: Draft) -> None:
    dimension = metric.dimension
    if dimension is None:
        word = singular(node.dimension.text) if node.dimension else "region"
        message = f"metric `{metric.id}` is not split, so nothing can hold for its members"
        help = f"write `split by {word}` in metric `{metric.id}`"
        draft.complaints.error_once((metric.id, ""), "unknown-dimension", message, node.span, help)
        return
    if node.dimension and singular(node.dimension.text) != singular(dimension.column):
        message = f"metric `{metric.id}` is not split by `{node.dimension.text}`"
        help = f"it is split by `{dimension.column}`"
        mistake = (metric.id, singular(node.dimension.text))
        draft.complaints.error_once(mistake, "unknown-dimension", message, node.dimension.span, help)
        return
    if node.quantifier == "at least" and dimension.members is not None and amount and amount > len(dimension.members):
        draft.complaints.error(
            "too-few-members",
            f"metric `{metric.id}` has {len(dimension.members)} members of `{dimension.column}`, not {amount}",
            node.span,
        )
    for member in node.members:
        known_member(member_name(member), member.span, metric.id, dimension, draft)


def known_member(name: str, span: Span, metric: str, dimension: Dimension | None, draft: Draft) -> bool:
    """Whether a metric can have a member of that name; where none are listed, the data will say."""
    if dimension is None:
        message = f"metric `{metric}` is not split, so it has no member `{name}`"
        help = f"write `split by region` in metric `{metric}`"
        draft.complaints.error_once((metric, ""), "unknown-dimension", message, span, help)
        return False
    if dimension.members is None or name in dimension.members:
        return True
    message = f"metric `{metric}` has no `{dimension.column}` called `{name}`"
    draft.complaints.error("unknown-member", message, span, draft.names.suggestion(name, dimension.members))
    return False


def period_scope(node: tree.PeriodScope | None, draft: Draft) -> tuple[Decimal, str | None]:
    """The share of periods in which a bound is kept, and which periods: none are those of the metric's cadence."""
    if node is None:
        return numbers.ONE, None
    period = singular_period(node.period)
    known = draft.one_of(period, PERIODS, "period", node.span)
    part = _asked(node.share, "share of periods", draft) if node.share else numbers.ONE
    return numbers.ONE if part is None else part, period if known else None

"""Weights that do not add up."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce

from okrlang.model.quantity import CONTEXT
from okrlang.model.reading.draft import Draft
from okrlang.model.workspace import KeyResult, Objective
from okrlang.syntax import tree
from okrlang.syntax.source import Span

_WHOLE = Decimal(1)


def check_weights(objective: Objective, draft: Draft) -> None:
    """Complain about key results whose weights are not of one kind, count nothing or are no whole."""
    counted = [k for k in objective.key_results if not k.dropped and not k.carried]
    clauses = [(k, draft.written["key_result", k.id].one(tree.Weight)) for k in counted]
    weighted = [(k, clause) for k, clause in clauses if clause]
    percent = [clause for _, clause in weighted if clause.amount.unit == "%"]
    bare = [clause for _, clause in weighted if not clause.amount.unit]
    if not weighted or len(percent) + len(bare) < len(weighted):
        return
    last = weighted[-1][1].span
    if percent and bare:
        message = f"`{bare[0].amount.span.text}` and `{percent[0].amount.span.text}` are weights of two kinds"
        _complain("key-result-weights", message, bare[0].span, "write all of them as numbers, or all in percent", draft)
    elif percent and len(percent) < len(counted):
        without = next(k for k, clause in clauses if clause is None)
        message = f"`{without.name}` has no weight, and the weights of others are in percent"
        _complain("key-result-weights", message, last, "give all of them a weight, or none", draft)
    elif percent and (total := _total(k.weight for k, _ in weighted)) != _WHOLE:
        _complain("key-result-weights", f"the weights add to {_percent(total)}, not to 100%", last, None, draft)
    elif len(weighted) == len(counted) and not any(k.weight for k in counted):
        _complain("key-result-weights", "no key result counts: all weights are 0", last, None, draft)


def check_milestones(key_result: KeyResult, draft: Draft) -> None:
    """Complain about milestones whose weights do not add to 100%; dropped ones may be counted or not."""
    open_ones = [m for m in key_result.milestones if not m.dropped]
    weighted = [m for m in open_ones if m.weight is not None]
    if not weighted:
        return
    span = _weight_span(key_result, draft)
    if len(weighted) < len(open_ones):
        without = next(m for m in open_ones if m.weight is None)
        message = f"milestone `{without.title}` has no weight, and others have one"
        _complain("milestone-weights", message, span, "give all of them a weight, or none", draft)
        return
    totals = {_total(m.weight for m in some) for some in (open_ones, key_result.milestones)}
    if _WHOLE not in totals and (bare := _bare_weight(key_result, draft)):
        message = f"`{bare.span.text}` is a number, and the weights add to 100%"
        _complain("milestone-weights", message, bare.span, f"write `weight {bare.amount.span.text}%`", draft)
    elif _WHOLE not in totals:
        message = f"the weights add to {_percent(_total(m.weight for m in open_ones))}, not to 100%"
        _complain("milestone-weights", message, span, "leave all weights away where all count the same", draft)


def _written_weights(key_result: KeyResult, draft: Draft) -> list[tree.Weight]:
    """The weights of milestones, as they stand."""
    nodes = draft.written["key_result", key_result.id].all(tree.Milestone)
    return [clause for node in nodes for clause in node.clauses if isinstance(clause, tree.Weight)]


def _weight_span(key_result: KeyResult, draft: Draft) -> Span:
    """The last weight that is written."""
    written = _written_weights(key_result, draft)
    return written[-1].span if written else key_result.span


def _bare_weight(key_result: KeyResult, draft: Draft) -> tree.Weight | None:
    """The first weight that is a number above one, and was meant as a percentage."""
    written = _written_weights(key_result, draft)
    return next((weight for weight in written if not weight.amount.unit and weight.amount.value > 1), None)


def _total(weights: Iterable[Decimal | None]) -> Decimal:
    return reduce(CONTEXT.add, (weight for weight in weights if weight is not None), Decimal(0))


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"


def _complain(name: str, message: str, span: Span, help: str | None, draft: Draft) -> None:
    draft.complaints.error(name, message, span, help)

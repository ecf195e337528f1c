"""Which way a key result goes, and whether that agrees with its metric and its tiers."""

from __future__ import annotations

from okrlang.model.quantity import compare, text
from okrlang.model.reading.draft import Draft
from okrlang.model.workspace import Bound, Change, Form, Goal, Keep, KeyResult, Metric, Reach, RelativeChange
from okrlang.syntax.source import Span

WAYS = {"at least": 1, "more than": 1, "at most": -1, "less than": -1, "between": 0}
_WANTED = {"higher": 1, "lower": -1}
_SAID = {1: "up", -1: "down"}


def check_directions(key_result: KeyResult, draft: Draft) -> None:
    """Complain about ends, directions and tiers that contradict each other."""
    metric = draft.metric(key_result.metric)
    for form in key_result.forms:
        if _changes_nothing(form):
            message = f"`{form.span.text}` changes nothing"
            draft.complaints.error("equal-ends", message, form.span, "to hold a value, write `keep at least …`")
        elif _check_way(form, metric, draft) and len(key_result.forms) == 1:
            _check_tiers(key_result, form, draft)


def _check_way(form: Form, metric: Metric | None, draft: Draft) -> bool:
    if isinstance(form, RelativeChange) and form.amount.quantity and form.amount.quantity.value < 0:
        message = f"`{form.span.text}` goes the other way"
        draft.complaints.error("direction-contradicted", message, form.span, "write the amount without its sign")
        return False
    return metric is None or check_against(way_of(form), metric, form.span, draft)


def check_against(way: int, metric: Metric, span: Span, draft: Draft) -> bool:
    """Whether a form or band goes the way in which its metric gets better; a complaint where it gets worse."""
    against = metric.better is not None and way == -_WANTED[metric.better]
    if against:
        draft.complaints.error(
            "direction-contradicted",
            f"`{span.text}` looks {_SAID[way]}, and metric `{metric.id}` is better {metric.better}",
            span,
            f"turn it round, or write `better {'lower' if way < 0 else 'higher'}` in metric `{metric.id}`",
        )
    return not against


def way_of(form: Form) -> int:
    """1 where more is better by the form, -1 where less is, 0 where it does not say."""
    match form:
        case Change():
            return _compared(form.end, form.start) or 0
        case RelativeChange():
            return 1 if form.direction == "up" else -1
        case Reach() | Keep():
            return WAYS[form.bound.relation]
    return 0


def _changes_nothing(form: Form) -> bool:
    match form:
        case Change():
            return _compared(form.start, form.end) == 0 or form.start.word == form.end.word == "measured"
        case RelativeChange():
            return form.amount.quantity is not None and not form.amount.quantity.value
    return False


def _compared(a: Goal, b: Goal) -> int | None:
    """-1, 0 or 1 where both are numbers that can be compared."""
    if a.quantity is None or b.quantity is None:
        return None
    found = compare(a.quantity, b.quantity)
    return found if isinstance(found, int) else None


# --- tiers --------------------------------------------------------------------------------------------------------


def _check_tiers(key_result: KeyResult, form: Form, draft: Draft) -> None:
    """From easy to hard: start, commit, target, stretch."""
    way, commit, stretch = way_of(form), key_result.commit, key_result.stretch
    target = _target(form)
    start = form.start if isinstance(form, Change) else None
    if not way or not (commit or stretch):
        return

    pairs = (
        (commit, target, way, "harder than the target"),
        (commit, start, -way, "worse than the start"),
        (stretch, target, -way, "easier than the target"),
        (stretch, commit, -way, "easier than `commit`,"),
    )
    for tier, other, wrong, how in pairs:
        if tier and other and _compared(tier, other) == wrong:
            _complain_of_tier(tier, other, how, draft)
            return  # one number that is wrong is out of order with several


def _complain_of_tier(tier: Goal, other: Goal, how: str, draft: Draft) -> None:
    if tier.quantity and other.quantity:
        draft.complaints.error(
            "tiers-out-of-order",
            f"`{text(tier.quantity)}` is {how} `{text(other.quantity)}`",
            tier.span,
            "from easy to hard stand `commit`, the target and `stretch`",
        )


def _target(form: Form) -> Goal | None:
    match form:
        case Change():
            return form.end
        case Reach() | Keep():
            return _value(form.bound)
    return None


def _value(bound: Bound) -> Goal | None:
    return None if bound.upper else bound.value

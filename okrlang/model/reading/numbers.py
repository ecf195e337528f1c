"""Numbers as they are written: amounts with their unit, shares, and the targets of goals."""

from __future__ import annotations

from decimal import Decimal

from okrlang.model.quantity import CONTEXT, NUMBER, PERCENT, POINTS, Quantity, compare, unit
from okrlang.model.reading.complaints import quoted
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.expressions import within_bounds, worth
from okrlang.model.reading.scale import ANY, Scale
from okrlang.model.units import is_money
from okrlang.model.workspace import Bound, Goal
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related
from okrlang.syntax.source import Span

WORDS = frozenset({"tbd", "confidential", "measured"})
SETTLED_OR_NOT = frozenset({"tbd", "confidential"})
_WHERE_WORDS_STAND = {
    "measured": "it is the value when a cycle began",
    "tbd": "it stands for a target that is not settled",
    "confidential": "it stands for a target that is not to be printed",
}
ONE = Decimal(1)


# --- amounts ------------------------------------------------------------------------------------------------------


def quantity(amount: tree.Amount, scale: Scale, draft: Draft) -> Quantity | None:
    """An amount on its scale: a bare number takes the unit of the scale, but not a percent."""
    if not within_bounds(amount, draft):
        return None
    if amount.unit:
        return fitting(Quantity(amount.value, unit(amount.unit)), scale, amount.span, draft)
    return _with_unit_of(scale, amount.value, amount.span, draft)


def _with_unit_of(scale: Scale, value: Decimal, span: Span, draft: Draft) -> Quantity | None:
    if not scale.wants_percent:
        return Quantity(value, scale.unit or NUMBER)
    draft.complaints.error(
        "unit-missing",
        f"`{span.text}` has no unit, and {scale.of} is measured in %",
        span,
        f"write `{span.text}%`" if span.text.replace(".", "").isdigit() else "write it with its unit, in %",
        _place_of(scale),
    )
    return None


def fitting(found: Quantity, scale: Scale, span: Span, draft: Draft) -> Quantity | None:
    """The quantity, where it is of the dimension of the scale."""
    if scale.unit is None or found.unit.dimension == scale.unit.dimension:
        return found
    wanted, given = scale.unit, found.unit
    if wanted == NUMBER:
        message = f"`{span.text}` has a unit, and {scale.of} has none"
        help = (
            f"write `unit {given.name}` in {scale.of}" if scale.of.startswith("metric") else "give both the same unit"
        )
    else:
        kind = {PERCENT: "a percent", POINTS: "a difference of percents"}.get(given)
        message = f"`{span.text}` is {kind or f'in `{given.name}`'}, and {scale.of} is measured in `{wanted.name}`"
        help = f"write it in `{wanted.name}`"
    if scale.of.startswith("metric"):
        draft.complaints.error_once((scale.of, given.dimension), "unit-mismatch", message, span, help)
    else:
        draft.complaints.error("unit-mismatch", message, span, help, _place_of(scale))
    return None


def _place_of(scale: Scale) -> tuple[Related, ...]:
    return (Related(f"{scale.of} stands here", scale.stands_at),) if scale.stands_at else ()


def difference(amount: tree.Amount, scale: Scale, draft: Draft) -> Quantity | None:
    """How far two values of a scale may lie apart: percentage points where the scale is a percent."""
    if scale.unit != PERCENT:
        return quantity(amount, scale, draft)
    if amount.unit:
        return quantity(amount, Scale(POINTS, "a difference of percents"), draft)
    text = amount.span.text
    message = f"`{text}` has no unit, and percents lie percentage points apart"
    draft.complaints.error("unit-missing", message, amount.span, f"write `{text} pp`")
    return None


def resource(amount: tree.Amount, draft: Draft) -> Quantity | None:
    """People, money or anything else that is given or taken: an amount that says of what."""
    if amount.unit:
        return quantity(amount, ANY, draft)
    text = amount.span.text
    draft.complaints.error(
        "unit-missing", f"`{text}` does not say of what", amount.span, f"write `{text} FTE`, `{text} EUR`"
    )
    return None


def money(amount: tree.Amount, draft: Draft) -> Quantity | None:
    """An amount of money."""
    found = resource(amount, draft)
    if found is None or is_money(found.unit):
        return found
    draft.complaints.error(
        "unit-mismatch", f"`{amount.span.text}` is no money", amount.span, "a budget is written `120k EUR` or `$1.2M`"
    )
    return None


def count(amount: tree.Amount, what: str, draft: Draft) -> int | None:
    """A whole number from 1."""
    if amount.value == amount.value.to_integral_value() and 1 <= amount.value < Decimal(10**9) and not amount.unit:
        return int(amount.value)
    draft.complaints.error(
        "bad-count", f"`{amount.span.text}` is no number of {what}", amount.span, "write `1` or more"
    )
    return None


# --- shares -------------------------------------------------------------------------------------------------------


def share(value: tree.Ratio | tree.Amount, what: str, draft: Draft) -> Decimal | None:
    """A part of a whole from 0 to 1: `7 of 10`, `70%`, `0.7`."""
    part = _part(value)
    if part is not None and 0 <= part <= 1:
        return part
    draft.complaints.error(
        "share-out-of-range",
        f"`{value.span.text}` is no {what}: it lies between 0 and 1",
        value.span,
        "write `7 of 10`, `70%` or `0.7`",
    )
    return None


def _part(value: tree.Ratio | tree.Amount) -> Decimal | None:
    if isinstance(value, tree.Ratio):
        return CONTEXT.divide(value.part, value.whole) if value.whole else None
    if value.unit == "%":
        return value.value.scaleb(-2)
    return value.value if not value.unit else None


def weight(clause: tree.Weight | None, draft: Draft) -> Decimal | None:
    """A weight as a number: `2` is 2, `40%` is 0.4."""
    part = _part(clause.amount) if clause else None
    if clause and part is None:
        text = clause.amount.span.text
        draft.complaints.error("unit-mismatch", f"`{text}` is no weight", clause.amount.span, "write `2` or `40%`")
    return part


# --- targets ------------------------------------------------------------------------------------------------------


def goal(target: tree.Target, scale: Scale, draft: Draft, words: frozenset[str] = WORDS) -> Goal:
    """A number that a goal names, on its scale.

    What was complained about is taken as settled and not known, like `confidential`: nobody misses it, nothing is
    computed from it.
    """
    if isinstance(target, tree.Amount):
        return _settled(quantity(target, scale, draft), target.span)
    if isinstance(target, tree.Placeholder):
        return _in_words(target, draft, words)
    found = worth(target, scale, draft)
    if found.constant:
        constant = found.constant
        bare = constant.unit == NUMBER
        read = (
            _with_unit_of(scale, constant.value, target.span, draft)
            if bare
            else fitting(constant, scale, target.span, draft)
        )
        return _settled(read, target.span)
    if found.lost or (found.unit and not fitting(Quantity(ONE, found.unit), scale, target.span, draft)):
        return _settled(None, target.span)
    return Goal(None, target, None, target.span)


def _settled(found: Quantity | None, span: Span) -> Goal:
    return Goal(found, None, None, span) if found else Goal(None, None, "confidential", span)


def _in_words(target: tree.Placeholder, draft: Draft, words: frozenset[str]) -> Goal:
    if target.word in words:
        return Goal(None, None, target.word, target.span)
    help = f"here stands a number{f' or {quoted(sorted(words))}' if words else ''}"
    why = _WHERE_WORDS_STAND[target.word]
    draft.complaints.error("misplaced-word", f"`{target.word}` cannot stand here: {why}", target.span, help)
    return _settled(None, target.span)


def relative(target: tree.Target, direction: str, scale: Scale, draft: Draft) -> Goal:
    """How much a measure goes up or down: in its unit, in percentage points, or, unless it is a percent, in percent."""
    if isinstance(target, tree.Placeholder):
        return _in_words(target, draft, SETTLED_OR_NOT)
    found = worth(target, scale, draft)
    given = found.unit
    if given == PERCENT and scale.unit == PERCENT:
        _percent_of_percent(target, direction, found.constant, draft)
        return _settled(None, target.span)
    if found.lost or (found.constant and given == PERCENT):
        return _settled(found.constant, target.span)
    if given == PERCENT:
        return Goal(None, target, None, target.span)
    if scale.unit == PERCENT and given:
        if given == NUMBER:
            text = target.span.text
            help = f"write `{direction} {text} pp`"
            draft.complaints.error(
                "unit-missing", f"`{text}` has no unit, and {scale.of} is measured in %", target.span, help
            )
            return _settled(None, target.span)
        scale = Scale(POINTS, f"the way of {scale.of}")
    return goal(target, scale, draft)


def _percent_of_percent(target: tree.Target, direction: str, constant: Quantity | None, draft: Draft) -> None:
    text = target.span.text
    points, factor = "2 pp", "1.3"
    if constant:
        points = f"{constant.value} pp"
        factor = str(1 + (constant.value if direction == "up" else -constant.value) / 100)
    bound = "at least" if direction == "up" else "at most"
    draft.complaints.error(
        "relative-percent",
        f"`{direction} {text}` of a percent can be read in two ways",
        target.span,
        f"write `{direction} {points}` for percentage points, or `{bound} {factor} * measured` as a share of it",
    )


def bound(node: tree.Bound, scale: Scale, draft: Draft, words: frozenset[str] = WORDS) -> Bound:
    """A bound in words, its ends on the scale."""
    value = goal(node.value, scale, draft, words)
    upper = goal(node.upper, scale, draft, words) if node.upper is not None else None
    if upper and value.quantity and upper.quantity and compare(value.quantity, upper.quantity) == 1:
        draft.complaints.error(
            "ends-out-of-order", f"nothing lies `{node.span.text}`", node.span, "the lower end stands first"
        )
    return Bound(node.relation, value, upper, node.span)

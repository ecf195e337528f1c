"""Expressions in goals and formulas: which metrics they name, their unit, and their value where it is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from okrlang.model import quantity
from okrlang.model.calendar import duration
from okrlang.model.quantity import EXPONENT, NUMBER, Mismatch, Quantity, Unit, unit
from okrlang.model.reading.complaints import quoted
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.scale import Scale
from okrlang.model.units import cannot, unit_of_difference, unit_of_product, unit_of_quotient, unit_of_sum
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen
from okrlang.syntax.source import Span

HISTORY = frozenset({"mean", "median", "min", "max", "sum", "count", "previous"})
_FAULTS = {"unit": "unit-mismatch", "zero": "division-by-zero", "range": "number-too-large"}
_CONSTANT: dict[str, Callable[[Quantity, Quantity], Quantity | Mismatch]] = {
    "+": quantity.add,
    "-": quantity.subtract,
    "*": quantity.multiply,
    "/": quantity.divide,
    "of": quantity.share_of,
}
_UNITS: dict[str, Callable[[Unit, Unit], Unit | Mismatch]] = {
    "+": unit_of_sum,
    "-": unit_of_difference,
    "*": unit_of_product,
    "/": unit_of_quotient,
    "of": lambda share, whole: whole,
}


class Worth(Frozen):
    """What is known of an expression before data: its unit, and its value where it names nothing measured.

    Without a unit it may come out in any; `condition`: it is true or false; `lost`: it was complained about.
    """

    unit: Unit | None
    constant: Quantity | None = None
    condition: bool = False
    lost: bool = False


LOST = Worth(None, lost=True)
CONDITION = Worth(None, condition=True)
_CAN_STAND = (
    tree.Amount,
    tree.Ratio,
    tree.Reference,
    tree.Negative,
    tree.Arithmetic,
    tree.If,
    tree.Comparison,
    tree.Between,
    tree.And,
    tree.Or,
    tree.Not,
)


def worth(expression: tree.Node, measured: Scale | None, draft: Draft) -> Worth:
    """What is known of an expression; `measured` is what that word stands for, None where it cannot stand.

    It walks without recursion, since a sum may have any number of terms.
    """
    nodes = tuple(postorder(expression))
    for node in reversed(nodes):
        if not _can_stand(node, draft):
            return LOST
    values: list[Worth] = []
    for node in nodes:
        parts = len(children(node))
        inner = [values.pop() for _ in range(parts)][::-1]
        values.append(_worth(node, inner, measured, draft))
    return values[0]


def metric_names(expression: tree.Node) -> Iterator[tree.Reference]:
    """The names in an expression, in order."""
    return (node for node in postorder(expression) if isinstance(node, tree.Reference))


def postorder(expression: tree.Node) -> Iterator[tree.Node]:
    """The nodes of an expression, each after its parts."""
    stack = [(expression, False)]
    while stack:
        node, seen = stack.pop()
        if seen:
            yield node
        else:
            stack.append((node, True))
            stack += [(child, False) for child in reversed(children(node))]


def children(node: tree.Node) -> tuple[tree.Node, ...]:
    """The expressions that an expression is made of, in order."""
    found: list[tree.Node] = []
    for name in node.__match_args__:
        value = getattr(node, name)
        if isinstance(value, tree.Node):
            found.append(value)
        elif isinstance(value, tuple):
            found += [part for part in value if isinstance(part, tree.Node)]
    return tuple(found)


# --- one node -----------------------------------------------------------------------------------------------------


def _worth(node: tree.Node, inner: Sequence[Worth], measured: Scale | None, draft: Draft) -> Worth:
    match node:
        case tree.Amount():
            value = Quantity(node.value, unit(node.unit))
            return Worth(value.unit, value) if within_bounds(node, draft) else LOST
        case tree.Ratio():
            part = quantity.divide(quantity.number(node.part), quantity.number(node.whole))
            return _complained(part, node, draft) if isinstance(part, Mismatch) else Worth(NUMBER, part)
        case tree.Reference():
            return _named(node, measured, draft)
        case tree.Negative():
            (one,) = inner
            return Worth(one.unit, quantity.negate(one.constant)) if one.constant else one
        case tree.Arithmetic():
            return _combined(node, inner[0], inner[1], draft)
        case tree.Call():
            return Worth(NUMBER) if node.name == "count" and not inner[0].lost else inner[0]
        case tree.If():
            return _agreed(inner[1:], node.span, draft)
        case tree.Comparison() | tree.Between():
            return LOST if _agreed(inner, node.span, draft).lost else CONDITION
    return CONDITION  # and, or, not


def within_bounds(amount: tree.Amount, draft: Draft) -> bool:
    """Whether a number is one that can be kept exactly."""
    if amount.value.adjusted() <= EXPONENT:
        return True
    help = f"numbers are kept exactly below 10^{EXPONENT + 1}"
    draft.complaints.error("number-too-large", f"`{amount.span.text}` is too large", amount.span, help)
    return False


def _can_stand(node: tree.Node, draft: Draft) -> bool:
    """Whether an expression is of a kind that gives a number, or one that decides between numbers."""
    if isinstance(node, tree.Call):
        return _is_history(node, draft)
    if isinstance(node, _CAN_STAND):
        return True
    draft.complaints.error(
        "misplaced-expression",
        f"`{_shown(node)}` cannot stand in a number",
        node.span,
        "a target or formula is made of numbers, metrics, `+ - * /`, `mean(metric, 12 months)` and the like",
    )
    return False


def _shown(node: tree.Node) -> str:
    text = " ".join(node.span.text.split())
    return text if len(text) <= 40 else f"{text[:37]}…"


def _named(node: tree.Reference, measured: Scale | None, draft: Draft) -> Worth:
    if node.name == "measured" and not draft.names.get("metric", "measured"):
        if measured is not None:
            return Worth(measured.unit)
        _misplaced(node, "it is the value when a cycle began", draft)
        return LOST
    if node.name in ("tbd", "confidential") and not draft.names.get("metric", node.name):
        _misplaced(node, "nothing can be computed from it", draft)
        return LOST
    found = draft.names.find(tree.Path(node.span, (node.name,)), ("metric",))
    metric = draft.metrics.get(found.id) if found else None
    return Worth(metric.unit or NUMBER) if metric and metric.id not in draft.unclear else LOST


def _misplaced(node: tree.Reference, why: str, draft: Draft) -> None:
    draft.complaints.error("misplaced-word", f"`{node.name}` cannot stand here: {why}", node.span)


def _combined(node: tree.Arithmetic, left: Worth, right: Worth, draft: Draft) -> Worth:
    if left.condition or right.condition:
        return _no_number(node.left if left.condition else node.right, draft)
    if left.lost or right.lost:
        return LOST
    if node.operator == "/" and right.constant and not right.constant.value:
        draft.complaints.error("division-by-zero", f"`{_shown(node)}` divides by zero", node.span)
        return LOST
    if left.constant and right.constant:
        value = _CONSTANT[node.operator](left.constant, right.constant)
        return _complained(value, node, draft) if isinstance(value, Mismatch) else Worth(value.unit, value)
    if left.unit is None or right.unit is None:
        return Worth(None)
    made = _UNITS[node.operator](left.unit, right.unit)
    return _complained(made, node, draft) if isinstance(made, Mismatch) else Worth(made)


def _complained(mismatch: Mismatch, node: tree.Node, draft: Draft) -> Worth:
    draft.complaints.error(_FAULTS[mismatch.kind], f"{mismatch.reason}: `{_shown(node)}`", node.span)
    return LOST


def _no_number(node: tree.Node, draft: Draft) -> Worth:
    message = f"`{_shown(node)}` is true or false, and no number"
    draft.complaints.error("misplaced-expression", message, node.span, "write `if … then … else …`")
    return LOST


def _agreed(parts: Sequence[Worth], span: Span, draft: Draft) -> Worth:
    """The unit that all parts share."""
    if any(part.lost for part in parts):
        return LOST
    units = [part.unit for part in parts if part.unit is not None]
    other = next((u for u in units if u.dimension != units[0].dimension), None)
    if other is None:
        return Worth(units[0] if units else None)
    draft.complaints.error("unit-mismatch", cannot("compared", units[0], other).reason, span)
    return LOST


def _is_history(node: tree.Call, draft: Draft) -> bool:
    """Whether something is asked of a metric's own past: `mean(pages, 12 months)`, `previous(nps)`."""
    if node.of is not None or node.name not in HISTORY:
        help = draft.names.suggestion(node.name, sorted(HISTORY)) or f"known are {quoted(sorted(HISTORY), 'and')}"
        draft.complaints.error("unknown-name", f"there is no function `{node.name}` in a goal", node.span, help)
        return False
    metric, *times = node.arguments or (None,)
    wanted = 0 if node.name == "previous" else 1
    if isinstance(metric, tree.Reference) and len(times) == wanted and all(map(_is_time, times)):
        return True
    example = "previous(nps)" if node.name == "previous" else f"{node.name}(pages, 12 months)"
    message = (
        f"`{_shown(node)}` does not say of which metric"
        if wanted == 0
        else f"`{_shown(node)}` does not say over which time"
    )
    draft.complaints.error("misplaced-expression", message, node.span, f"write it like `{example}`")
    return False


def _is_time(argument: tree.Node | None) -> bool:
    return (
        isinstance(argument, tree.Amount)
        and bool(argument.unit)
        and duration(argument.value, argument.unit) is not None
    )

"""Loops as Python text: each quantifier, count and sum over a list of something's own becomes a function.

Lists of the workspace stay with the evaluator, which has an index for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from okrlang.logic.sieve.piece import Piece, are_things, condition, reads
from okrlang.logic.steps import MOST, weight
from okrlang.syntax import tree

if TYPE_CHECKING:
    from okrlang.logic.sieve.translation import Translation


Each = Callable[[], tuple[Sequence[str], Piece]]
"""What gives the lines for each element that is picked, and the piece that stands in them."""


def quantifier(writing: Translation, node: tree.Quantifier) -> Piece | None:
    """`every x in xs satisfies p` and its kin; over none of what is recorded, some give up."""
    count = min(int(node.count.value), MOST) if node.count else 1
    if count < 1 and node.kind == "at least":
        return None
    lines, is_open = {
        "every": (("if not {0}: return False",), True),
        "no": (("if {0}: return False",), True),
        "some": (("if {0}: return True",), False),
        "at least": (("if {0}:", " found += 1", f" if found >= {count}: return True"), False),
        "at most": (("if {0}:", " found += 1", f" if found > {count}: return False"), True),
    }[node.kind]

    def each() -> tuple[Sequence[str], Piece]:
        holds = writing.truth(node.condition)
        return [line.format(holds.code) for line in lines], holds

    start = "found = 0" if node.count else None
    found = _looped(writing, node, start, each, f"return {is_open}", is_open)
    return condition(found.code, found) if found else None


def aggregate(writing: Translation, node: tree.Call) -> Piece | None:
    """`count(xs)`, `count(x for x in xs)`, and `sum` of bare numbers."""
    (argument,) = node.arguments
    if isinstance(argument, tree.Comprehension):
        counts = {"count": _counted, "sum": _summed}
        return counts[node.name](writing, argument) if node.name in counts else None
    items = writing.operand(argument) if node.name == "count" and isinstance(argument, tree.Field) else None
    if items is None or not items.many or not are_things(items.types):
        return None
    return _number(f"len({writing.elements(items)})", items, exact=True)


def _counted(writing: Translation, node: tree.Comprehension) -> Piece | None:
    def each() -> tuple[Sequence[str], Piece]:
        value = writing.certain(writing.piece(node.value))
        return [*([] if value.code.isidentifier() else [value.code]), "found += 1"], value

    found = _looped(writing, node, "found = 0", each, "return found", False)
    return _number(found.code, found, exact=True) if found else None


def _summed(writing: Translation, node: tree.Comprehension) -> Piece | None:
    bare = True

    def each() -> tuple[Sequence[str], Piece]:
        nonlocal bare
        value = writing.piece(node.value)
        bare = value.decimal
        return [f"value = {value.code}", "if value is None: unsure(value)", "found = add(found, value)"], value

    found = _looped(writing, node, "found = ZERO", each, "return found if found.is_finite() else unsure(found)", False)
    return _number(found.code, found, exact=False) if found and bare else None


def _number(code: str, of: Piece, exact: bool) -> Piece:
    return Piece(code, of.reads, ("number",), decimal=True, exact=exact, always=True)


def _looped(
    writing: Translation,
    node: tree.Quantifier | tree.Comprehension,
    start: str | None,
    each: Each,
    end: str,
    is_open: bool,
) -> Piece | None:
    """A call of a function that goes through a list; where `is_open`, it gives up over none of what is recorded.

    Steps are counted but for lists that stand in the subjects themselves: all those together are no longer than the
    texts.
    """
    if not isinstance(node.items, tree.Field):
        return None
    with writing.function() as scope:
        items = writing.piece(node.items)
        if not items.many or not items.reads:
            return None
        element = writing.variable(items.types)
        scope.element = element.code
        with writing.within({**writing.names, node.name: element}):
            where = writing.picks(node.where) if node.where else None
            lines, piece = each()
        strict = is_open and items.records
        asked = node.condition if isinstance(node, tree.Quantifier) else node.value
        before = [
            f"items = {writing.elements(items)}",
            *(["if not items: unsure(items)"] if strict else []),
            *([] if items.always and not writing.inner else [f"step(len(items) * {weight(node.where, asked)})"]),
            *(f"{name} = {code}" for code, name in scope.before.items()),
            *scope.tests,
            *([start] if start else []),
        ]
    if where is not None:
        before += ["picked = False"] if strict else []
        lines = [f"if {where.code}:", *(f" {line}" for line in (*(["picked = True"] if strict else []), *lines))]
        end = f"{end} if picked else unsure(items)" if strict else end
    reading = reads(items, piece, *([where] if where else [])) - {element.code}
    name, given = writing.new("q"), ", ".join(sorted(reading))
    body = [*before, f"for {element.code} in items:", *(f" {line}" for line in lines), end]
    writing.functions.append(f"def {name}({given}):\n" + "\n".join(f" {line}" for line in body))
    return Piece(f"{name}({given})", reading)

"""A sieve: what a rule plainly says of many subjects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

from okrlang.logic import texts, values
from okrlang.logic.sieve.translation import Translation
from okrlang.logic.steps import Exhausted, spend
from okrlang.logic.values import Unknown, Value
from okrlang.logic.world import ReadWorld
from okrlang.model import quantity
from okrlang.model.quantity import Quantity, number
from okrlang.model.units import ONE

if TYPE_CHECKING:
    from okrlang.logic.program import Program

Sift = Callable[[Sequence[object]], list[str | None]]
"""Of each subject `pass`, `fail` or `not_applicable`; None where that is not plain: then the evaluator is asked."""


def sieve(program: Program, world: ReadWorld) -> Sift:
    """The sieve of a rule that has subjects, for those of one world."""
    writing = Translation(program.definitions, world)
    subject = writing.variable((str(program.rule.thing),))
    with writing.naming({program.rule.subject: subject}):
        where = writing.picks(program.where.expression).code if program.where else "True"
        holds = " and ".join(writing.truth(part.expression).code for part, _ in program.checks)
    failed = None if program.due else "fail"  # before the day of `due` it is none
    sift: Sift = run(writing, _SIFT.format(subject.code, where, f'"pass" if {holds} else {failed!r}'))["sift"]
    return sift


def run(writing: Translation, text: str) -> dict[str, Any]:
    """What a text defines that was made of pieces, once it has run: it, and what it names."""
    space = {
        **_NAMES,
        **writing.constants,
        "step": _meter(writing.world),
        "world": writing.world,
        "facts": writing.world.facts,
    }
    exec(compile("\n".join((*writing.functions, text)), "<sieve>", "exec"), space)
    return space


_SIFT = """
def sift(subjects):
 marks = []
 mark = marks.append
 for {0} in subjects:
  try: mark(({2}) if {1} else "not_applicable")
  except Unsure: mark(None)
 return marks
"""


# --- what the text names ---------------------------------------------------------------------------------------------


class Unsure(Exception):  # noqa: N818  # no error: the evaluator knows more
    """That something is absent, unknown or of another kind, so that the text cannot tell."""


def _unsure(value: Value) -> NoReturn:
    raise Unsure


def _absent(value: Value) -> bool:
    """False of what is absent: in a `where` that makes a comparison false."""
    if value is None or (value.__class__ is Unknown and value.absent):
        return False
    raise Unsure


def _is_present(value: Value) -> bool:
    if value is None or value.__class__ is not Unknown:
        return value is not None
    if value.absent or value.stated:
        return bool(value.stated)
    raise Unsure


def _order(a: Quantity, b: Quantity) -> int:
    order = values.compare(a, b)
    if isinstance(order, Unknown):
        raise Unsure
    return order


def _meter(world: ReadWorld) -> Callable[[int], None]:
    """What counts steps, and gives up when there are too many."""
    meter = object()

    def step(steps: int) -> None:
        try:
            spend(world, meter, steps)
        except Exhausted:
            raise Unsure from None

    return step


_NAMES: dict[str, object] = {
    "__builtins__": {},
    "len": len,
    "tuple": tuple,
    "str": str,
    "date": date,
    "Quantity": Quantity,
    "Unknown": Unknown,
    "Unsure": Unsure,
    "ONE": ONE,
    "ZERO": Decimal(0),
    "add": quantity.CONTEXT.add,
    "rounded": quantity.rounded,
    "number": number,
    "calculate": values.calculate,
    "order": _order,
    "has_word": texts.has_word,
    "is_present": _is_present,
    "absent": _absent,
    "unsure": _unsure,
}

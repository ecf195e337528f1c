"""What can be taken of many values: how the values of some rows become a part, parts join, and a part gives a number.

Parts of days join to the part of any period, so that rows are read once whatever is asked of them.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from okrlang.measure.cells import EXACT, plain
from okrlang.model.quantity import CONTEXT

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Take:
    """An aggregate. `feed` is what it is taken of: `numbers`, `rows`, `filled` cells, `texts`, or rows that `met`.

    `gather` makes a part of the values of rows in their order; `grow` adds a later part to one and may change the
    first; `empty` is a part that nothing was added to, where `grow` changes it. What is `ordered` gathers pairs of row
    and value, and joins to the first or last day's.
    """

    name: str
    feed: str
    gather: Callable[[list[Any]], Any]
    grow: Callable[[Any, Any], Any]
    value: Callable[[Any], Decimal]
    empty: Callable[[], Any] | None = None

    @property
    def ordered(self) -> bool:
        """Whether the order of rows and days decides."""
        return self.name in ("first", "last")

    @property
    def stands(self) -> bool:
        """Whether it is where a measure stands (`last`), and not what came together over a time."""
        return self.name == "last"

    def join(self, parts: Sequence[Any]) -> Any:
        """The part of several, in the order of days; none of them is changed."""
        if self.ordered:
            return parts[-1 if self.stands else 0]
        whole, rest = (self.empty(), parts) if self.empty else (parts[0], parts[1:])
        for part in rest:
            whole = self.grow(whole, part)
        return whole


def _itself(part: Decimal) -> Decimal:
    return part


def _pairs(a: tuple[Any, int], b: tuple[Any, int]) -> tuple[Any, int]:
    return EXACT.add(a[0], b[0]), a[1] + b[1]


def _ratio(part: tuple[Decimal | int, int]) -> Decimal:
    return _tidy(CONTEXT.divide(Decimal(part[0]), Decimal(part[1])))


def _tidy(computed: Decimal) -> Decimal:
    """A computed number without idle zeros: only written ones say how precise they are."""
    return Decimal(plain(computed))


def quantile(values: list[Decimal], share: Decimal) -> Decimal:
    """The value below which a share of all values lies, in proportion between two of them."""
    values = sorted(values)
    place = EXACT.multiply(Decimal(len(values) - 1), share)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    step = EXACT.subtract(values[above], values[below])
    return _tidy(EXACT.add(values[below], EXACT.multiply(step, EXACT.subtract(place, Decimal(below)))))


# `sum` of numbers is exact in the context in which rows are read, `cells.EXACT`.
_TAKES = {
    take.name: take
    for take in (
        Take("sum", "numbers", sum, EXACT.add, _itself),
        Take("mean", "numbers", lambda values: (sum(values), len(values)), _pairs, _ratio),
        Take("min", "numbers", min, min, _itself),
        Take("max", "numbers", max, max, _itself),
        Take("first", "numbers", min, min, lambda part: part[1]),
        Take("last", "numbers", max, max, lambda part: part[1]),
        Take("count", "rows", len, operator.add, Decimal),
        Take("distinct", "texts", set, operator.ior, lambda part: Decimal(len(part)), set),
        Take("share", "met", lambda values: (sum(values), len(values)), _pairs, _ratio),
    )
}


LAST, COUNT = _TAKES["last"], _TAKES["count"]


@lru_cache(maxsize=256)
def take(name: str, of_column: bool = False) -> Take | None:
    """The aggregate of a name: `last`, `sum`, …, `median`, `p95`; `of_column` where a column was named beside it."""
    if name == "count" and of_column:
        return Take("count", "filled", len, operator.add, Decimal)
    if name in _TAKES:
        return _TAKES[name]
    percent = "50" if name == "median" else name.removeprefix("p")
    if name == percent or not (percent.isascii() and percent.isdecimal()) or not 0 < int(percent) < 100:
        return None
    share = CONTEXT.divide(Decimal(percent), HUNDRED)
    return Take(name, "numbers", list, operator.iadd, lambda values: quantile(values, share), list)

"""A param: a number that a company may set for itself, within the range that it states."""

from __future__ import annotations

from okrlang.model import quantity
from okrlang.model.calendar import duration
from okrlang.model.quantity import Mismatch, Quantity, unit
from okrlang.model.reading.complaints import Complaints
from okrlang.syntax import tree
from okrlang.syntax.frozen import Individual
from okrlang.syntax.source import Span

_TIMES = ("time", "calendar", "working days")


class Param(Individual):
    """A param of a pack: what it is where nobody sets it, and from where to where it may be set."""

    name: str
    title: str
    pack: str
    value: Quantity
    low: Quantity
    high: Quantity
    span: Span

    def allows(self, value: Quantity) -> bool:
        """Whether a value lies in its range (both ends included); a time of whole days stays one, to move days by."""
        above, below = quantity.compare(value, self.low), quantity.compare(value, self.high)
        if isinstance(above, Mismatch) or isinstance(below, Mismatch) or not above >= 0 >= below:
            return False
        return _is_of_whole_days(value) or not _is_of_whole_days(self.value)


def _is_of_whole_days(time: Quantity) -> bool:
    return time.unit.dimension in _TIMES and duration(time.value, time.unit.name) is not None


def read_param(node: tree.Param, pack: str, complaints: Complaints) -> Param | None:
    """The param that a declaration means; nothing where its value lies outside its own range."""
    value, low, high = (Quantity(part.value, unit(part.unit)) for part in (node.value, node.low, node.high))
    found = Param(node.name.text, node.title.value if node.title else node.name.text, pack, value, low, high, node.span)
    if found.allows(value):
        return found
    message = f"`{value}` is not between `{low}` and `{high}`"
    complaints.error("out-of-range", message, node.value.span, "give all three one unit, the smaller end first")
    return None

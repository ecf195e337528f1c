"""What a number is read against: the unit that a bare number takes, and whose unit that is."""

from __future__ import annotations

from okrlang.model.quantity import PERCENT, Unit
from okrlang.syntax.frozen import Frozen
from okrlang.syntax.source import Span


class Scale(Frozen):
    """The unit of a number, as far as it is known (`unit` None: any will do), and `of` whom, in words.

    `lends`: a bare number may take even a percent, as the start of a change does from its end. `stands_at`: the place
    where the unit, or that there is none, was written, if it is another than that of the metric.
    """

    unit: Unit | None
    of: str
    lends: bool = False
    stands_at: Span | None = None

    @property
    def wants_percent(self) -> bool:
        """Whether a bare number is a mistake."""
        return self.unit == PERCENT and not self.lends


ANY = Scale(None, "")

"""What a number is read against: the unit that a bare number takes, and whose unit that is."""

from __future__ import annotations

from okrlang.model.quantity import PERCENT, Unit
from okrlang.syntax.frozen import Frozen


class Scale(Frozen):
    """The unit of a number, as far as it is known (`unit` None: any will do), and `of` whom, in words.

    `lends`: a bare number may take even a percent, as the start of a change does from its end.
    """

    unit: Unit | None
    of: str
    lends: bool = False

    @property
    def wants_percent(self) -> bool:
        """Whether a bare number is a mistake."""
        return self.unit == PERCENT and not self.lends


ANY = Scale(None, "")

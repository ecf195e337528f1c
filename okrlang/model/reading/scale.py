"""What a number is read against: the unit that a bare number takes, and whose unit that is."""

from __future__ import annotations

from dataclasses import dataclass

from okrlang.model.quantity import NUMBER, PERCENT, Unit
from okrlang.model.workspace import Metric


@dataclass(frozen=True, slots=True)
class Scale:
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


def scale_of(metric: Metric | None) -> Scale:
    """The scale of what a metric measures; a metric without a unit counts in bare numbers."""
    return Scale(metric.unit or NUMBER, f"metric `{metric.id}`") if metric else ANY

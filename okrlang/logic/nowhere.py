"""Nowhere: a world without goals, in which the expressions of goals and policies are evaluated."""

from __future__ import annotations

from datetime import date

from okrlang.logic.values import Unknown, Value, because
from okrlang.model.calendar import FiscalCalendar
from okrlang.model.quantity import Quantity, number

_NO_THING = "only numbers and measures can stand here"


class Nowhere:
    """A world that has a day and nothing else; all that is asked of it is unknown."""

    def __init__(self, as_of: date = date.min, calendar: FiscalCalendar | None = None) -> None:
        self.as_of = as_of
        self.calendar = calendar or FiscalCalendar()
        self.cycle: object | None = None
        self.memory: dict[object, Value] = {}

    def field(self, subject: object, name: str) -> Value:
        """No thing has a field here."""
        return because(_NO_THING)

    def call(self, subject: object, name: str, arguments: tuple[Value, ...]) -> Value:
        """No thing can be asked anything here."""
        return because(_NO_THING)

    def things(self, name: str, including_dropped: bool = False) -> tuple[object, ...] | Unknown:
        """There are no things here."""
        return because(_NO_THING)

    def type_of(self, subject: object) -> str:
        """Measures are all that can be spoken of."""
        return "metric"

    def param(self, name: str) -> Quantity:
        """There are no params here."""
        return number(0)

    def history(self, function: str, metric: object, span: Quantity | None) -> Value:
        """Nothing has a past here."""
        return because(_NO_THING)

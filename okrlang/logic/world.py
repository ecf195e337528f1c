"""The world as rules see it: what the evaluator asks, and whoever has goals and figures answers."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from okrlang.logic.reader import Reader
from okrlang.logic.values import Unknown, Value
from okrlang.model.calendar import FiscalCalendar
from okrlang.model.quantity import Quantity


class World(Protocol):
    """A workspace as of the end of a day; in checklist rules as one `cycle` sees it.

    `memory` is the evaluator's: it keeps what it found out about this world, such as which goals have which owner.
    """

    as_of: date
    cycle: object | None
    calendar: FiscalCalendar
    memory: dict[object, Value]

    def field(self, subject: object, name: str) -> Value:
        """The value of a field that `types` declares; of a reading also `fresh`: true, or unknown with the reason."""

    def call(self, subject: object, name: str, arguments: tuple[Value, ...]) -> Value:
        """What a method that `types` declares gives; no argument is unknown."""

    def things(self, name: str, including_dropped: bool = False) -> tuple[object, ...] | Unknown:
        """A list of the workspace (`objectives`), with the goals that were dropped or carried where asked for."""

    def type_of(self, subject: object) -> str:
        """The type of a thing, part or party, as `types` names it; a record's is its kind."""

    def param(self, name: str) -> Quantity:
        """The value of a param: the pack's, or the one that the company set."""

    def history(self, function: str, metric: object, span: Quantity | None) -> Value:
        """`mean(metric, 12 months)`, `previous(metric)`: something of a metric's own past."""


class ReadWorld(World, Protocol):
    """A world whose things are read by readers, which are asked with its `facts`."""

    facts: Any

    def reader(self, type_: str, name: str) -> Reader | None:
        """How a field is read of things of a type."""

    def class_of(self, type_: str) -> type | None:
        """The class whose instances are all the things of a type, and nothing else."""

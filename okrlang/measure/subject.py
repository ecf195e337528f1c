"""What can be asked of every measure, whether its rows are counted or it is computed from others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from okrlang.measure.reading import Reading
from okrlang.measure.rhythm import Rhythm
from okrlang.model.calendar import Period


class Subject(Protocol):
    """A measure: a metric, or a key result that its check-ins measure."""

    @property
    def id(self) -> str:
        """The id of the metric or key result."""

    @property
    def rhythm(self) -> Rhythm:
        """Its cadence, grace and window."""

    @property
    def dimension(self) -> str | None:
        """The column that it is split by."""

    @property
    def listed(self) -> bool:
        """Whether its members are listed."""

    @property
    def pooled(self) -> bool:
        """Whether its whole is made of what its members have, and has no rows of its own."""

    @property
    def gathers(self) -> bool:
        """Whether its value is what came together over a span that must be given."""

    @property
    def silence(self) -> str:
        """What no data means."""

    def arrived(self, day: date) -> date:
        """The day that a window ends with: the given one, or the last before it of which there are data."""

    def within(self, period: Period, member: str | None) -> Reading:
        """Its value for a period: what its rows in it come to; with a window of its own, its value at the end."""

    def on(self, day: date, member: str | None, span: Period | None) -> Reading:
        """Its value as of the end of a day; of what it gathers, over the span up to that day."""

    def days(self, member: str | None) -> Sequence[date]:
        """The days on which a row bears on it, be it one that could not be read."""

    def last(self, day: date, member: str | None) -> date | None:
        """The last day up to a day of which it has an observation."""

    @property
    def alive(self) -> tuple[date, date] | None:
        """The first and last day on which its source had any row at all."""

    def members(self, day: date) -> tuple[str, ...]:
        """Its members on a day: those listed, else those found so far."""

    def unlisted(self) -> tuple[str, ...]:
        """Why its members may not all be known."""

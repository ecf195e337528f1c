"""The ledger of a measure: for every member and day what its rows came to, and which of them could not be read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from okrlang.measure.take import Take

Member = str | None  # None: rows that name no member


@dataclass(slots=True)
class Bucket:
    """What the rows of one member and day came to; `why` says that some of them could not be read."""

    part: Any = None
    rows: int = 0
    first_row: int = 0
    last_row: int = 0
    why: str | None = None

    def add(self, take: Take, part: Any, rows: int, first_row: int, last_row: int) -> None:
        """Joins what further rows came to."""
        if self.rows:
            self.part = take.grow(self.part, part)
            self.first_row, self.last_row = min(self.first_row, first_row), max(self.last_row, last_row)
        else:
            self.part, self.first_row, self.last_row = part, first_row, last_row
        self.rows += rows


@dataclass(frozen=True, slots=True)
class Line:
    """The buckets of one member, or of the whole, in the order of days.

    `lost` says why nothing can be known of it. `vague` are days on which a row may have belonged to it, and why.
    """

    days: Sequence[date]
    buckets: Sequence[Bucket]
    lost: str | None
    vague: Sequence[tuple[date, str]]

    def between(self, start: date, end: date) -> slice:
        """Where the days from `start` up to, but not including, `end` stand."""
        return slice(bisect_left(self.days, start), bisect_left(self.days, end))

    def vague_between(self, start: date, end: date) -> str | None:
        """Why a row of those days may be missing."""
        return next((why for day, why in self.vague if start <= day < end), None)

    def latest(self, day: date) -> date | None:
        """The last day, up to and including a day, on which there was an observation."""
        for at in range(bisect_right(self.days, day) - 1, -1, -1):
            if self.buckets[at].rows:
                return self.days[at]
        return None


@dataclass(slots=True)
class Ledger:
    """All buckets of one measure.

    `own_whole` where the whole has rows of its own, those that name no member; else it is made of all rows.
    """

    own_whole: bool = False
    buckets: dict[Member, dict[date, Bucket]] = field(default_factory=dict)
    lost: str | None = None
    undated: dict[Member, str] = field(default_factory=dict)
    memberless: dict[date, str] = field(default_factory=dict)
    since: dict[str, date] = field(default_factory=dict)
    _lines: dict[Member, Line] = field(default_factory=dict)

    def meet(self, member: str, day: date) -> None:
        """Notes that a member had a row on a day, be there a value in it or none."""
        known = self.since.get(member)
        if known is None or day < known:
            self.since[member] = day

    def bucket(self, member: Member, day: date) -> Bucket:
        """The bucket of a member and day, made when first asked for."""
        days = self.buckets.get(member)
        if days is None:
            days = self.buckets[member] = {}
        found = days.get(day)
        if found is None:
            found = days[day] = Bucket()
        return found

    def spoil(self, member: Member, day: date | None, why: str) -> None:
        """Notes that a row of a member and day could not be read; without a day it may belong to any."""
        if member is not None:
            self.meet(member, day or date.min)
        if day is None:
            self.undated.setdefault(member, why)
        else:
            bucket = self.bucket(member, day)
            bucket.why = bucket.why or why

    def lose(self, why: str) -> None:
        """Notes that nothing can be known of the measure."""
        self.lost = self.lost or why

    def members(self, day: date) -> tuple[str, ...]:
        """The members that had a row up to a day, sorted; those with a row of unknown date are among them."""
        return tuple(sorted(member for member, since in self.since.items() if since <= day))

    def line(self, member: Member) -> Line:
        """The buckets of a member, or of the whole where `member` is None."""
        line = self._lines.get(member)
        if line is None:
            line = self._lines[member] = self._whole() if member is None else self._line((member,))
        return line

    def _whole(self) -> Line:
        if self.own_whole:
            return self._line((None,))
        return self._line(sorted(self.buckets.keys() | self.undated.keys(), key=lambda m: (m is not None, m or "")))

    def _line(self, members: Sequence[Member]) -> Line:
        entries = [(day, bucket) for m in members for day, bucket in self.buckets.get(m, {}).items()]
        entries.sort(key=lambda entry: entry[0])
        undated = next((self.undated[m] for m in members if m in self.undated), None)
        return Line(
            [day for day, _ in entries],
            [bucket for _, bucket in entries],
            self.lost or undated,
            sorted(self.memberless.items()),
        )

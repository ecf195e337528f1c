"""A measure whose rows are counted: rows of a source, values written by hand, check-ins, or another metric's series."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from okrlang.measure.ledger import Bucket, Ledger
from okrlang.measure.reading import Origin, Reading, unknown
from okrlang.measure.rhythm import Rhythm, ending, tile
from okrlang.measure.take import Take
from okrlang.model.calendar import FiscalCalendar, Period, move
from okrlang.model.quantity import CONTEXT, NUMBER, Mismatch, Quantity, Unit, as_percent
from okrlang.model.units import PERCENT
from okrlang.syntax.source import Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where the rows of a measure are: a source, its file, the filter, and the words that ask for them.

    `spans` are the places in goal texts of values that people wrote, by row; `numbered` where rows are those of a file.
    """

    source: str
    path: str
    filter: str
    words: str
    spans: Sequence[Span] = ()
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a measure: a column, those it lists on a day, and why that list may lack some.

    Where none are listed, `met` gives those that had a row up to a day, be it one that the filter leaves out.
    """

    column: str
    listed: Callable[[date], tuple[str, ...]] | None
    unlisted: tuple[str, ...] = ()
    met: Callable[[date], tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """A measure over rows; `spoken` are the days, in order, on which its source had any row."""

    id: str
    take: Take
    ledger: Ledger
    place: Place
    rhythm: Rhythm
    unit: Unit
    silence: str
    split: Members | None
    fiscal: FiscalCalendar
    spoken: tuple[date, ...] = ()

    @property
    def dimension(self) -> str | None:
        """The column that it is split by."""
        return self.split.column if self.split else None

    @property
    def listed(self) -> bool:
        """Whether its members are listed."""
        return self.split is not None and self.split.listed is not None

    @property
    def pooled(self) -> bool:
        """Whether its whole is made of what its members have, and has no rows of its own."""
        return self.split is not None and not self.ledger.own_whole

    @property
    def alive(self) -> tuple[date, date] | None:
        """The first and the last day on which its source had any row."""
        return (self.spoken[0], self.spoken[-1]) if self.spoken else None

    @property
    def gathers(self) -> bool:
        """Whether its value is what came together over a span that must be given."""
        return self.rhythm.window is None and not self.take.stands

    def members(self, day: date) -> tuple[str, ...]:
        """Its members on a day."""
        if self.split is None:
            return ()
        if self.split.listed:
            return self.split.listed(day)
        found = self.ledger.members(day)
        return tuple(sorted({*found, *self.split.met(day)})) if self.split.met else found

    def unlisted(self) -> tuple[str, ...]:
        """Why its members may not all be known."""
        if self.split is None or self.split.listed:
            return self.split.unlisted if self.split else ()
        return tuple(filter(None, (self.ledger.lost, *self.ledger.memberless.values(), *self.split.unlisted)))[:1]

    def days(self, member: str | None) -> Sequence[date]:
        """The days on which a row bears on it, be it one that could not be read."""
        line = self.ledger.line(member)
        return sorted({*line.days, *(day for day, _ in line.vague)})

    def last(self, day: date, member: str | None) -> date | None:
        """The last day up to a day of which it has an observation."""
        return self.ledger.line(member).latest(day)

    def within(self, period: Period, member: str | None) -> Reading:
        """Its value for a period; a window that ends after the data that have arrived has no value yet."""
        if not self.rhythm.window:
            return self._over(period, member)
        window = ending(self.rhythm.window, period.last)
        return self._silent(window, member) if self.arrived(period.last) < period.last else self._over(window, member)

    def on(self, day: date, member: str | None, span: Period | None) -> Reading:
        """Its value as of the end of a day."""
        if self.rhythm.window:
            return self._over(ending(self.rhythm.window, self.arrived(day)), member)
        end = move(day, 1, "days")
        if self.take.stands:
            return self._over(Period(date.min, end), member)
        span = span or self._complete(end) or Period(date.min, end)
        return self._over(Period(span.start, min(span.end, end)), member)

    def arrived(self, day: date) -> date:
        """The day that a window ends with: the given one, or the end of the last period of which its source has a row.

        A day whose rows are still to come must not count as one without: a sum would fall, and be met, by waiting.
        """
        place = bisect_right(self.spoken, day)
        if not place or self.rhythm.cadence is None or self.take.stands or self.silence == "zero":
            return day
        return min(day, tile(self.spoken[place - 1], self.rhythm.cadence, self.fiscal).last)

    def _complete(self, end: date) -> Period | None:
        """The last whole period of the cadence before a day."""
        if self.rhythm.cadence is None:
            return None
        under_way = tile(end, self.rhythm.cadence, self.fiscal)
        return tile(move(under_way.start, -1, "days"), self.rhythm.cadence, self.fiscal)

    def _over(self, period: Period, member: str | None) -> Reading:
        line = self.ledger.line(member)
        cut = line.between(period.start, period.end)
        if self.take.stands and cut.start < cut.stop:  # only the last day decides
            period = Period(line.days[cut.stop - 1], period.end)
            cut = line.between(period.start, period.end)
        buckets = line.buckets[cut]
        faults = (line.lost, line.vague_between(period.start, period.end), *(bucket.why for bucket in buckets))
        why = next(filter(None, faults), None)
        if why:
            return unknown(why, origin=self._origin(period, member, (), None))
        used = [(day, bucket) for day, bucket in zip(line.days[cut], buckets, strict=True) if bucket.rows]
        return self._read(period, member, used) if used else self._silent(period, member)

    def _read(self, period: Period, member: str | None, used: Sequence[tuple[date, Bucket]]) -> Reading:
        days, buckets = [day for day, _ in used], [bucket for _, bucket in used]
        part = self.take.join([bucket.part for bucket in buckets])
        rows = sum(bucket.rows for bucket in buckets)
        between = min(bucket.first_row for bucket in buckets), max(bucket.last_row for bucket in buckets)
        if self.take.ordered:  # one row decided
            days, rows, between = [days[-1] if self.take.stands else days[0]], 1, (part[0], part[0])
        origin = self._origin(period, member, days, between)
        value = self._quantity(self.take.value(part))
        if isinstance(value, Mismatch):
            return unknown(f"`{self.id}`: {value.reason}", origin=origin)
        at = period.last if self.rhythm.window and self.rhythm.cadence and not self.take.stands else days[-1]
        return Reading(value, at, rows, days[0], days[-1], origin, ())

    def _quantity(self, value: Decimal) -> Quantity | Mismatch:
        fitted = CONTEXT.plus(value)
        if not fitted.is_finite():
            return Mismatch("its value is too large to be kept exactly", "range")
        if self.take.feed == "met" and self.unit == PERCENT:
            return as_percent(Quantity(fitted, NUMBER))
        return Quantity(fitted if fitted else Decimal(0), self.unit)

    def _silent(self, period: Period, member: str | None) -> Reading:
        """What no data in a period means."""
        origin = self._origin(period, member, (), None)
        if self.silence == "zero":
            mute = self._mute(period.last)
            if mute:
                return unknown(mute, silence="unknown", origin=origin)
            day = period.last
            return Reading(Quantity(Decimal(0), self.unit), day, 0, None, None, origin, (), "zero")
        if self.silence == "last_value":
            day_before = self.ledger.line(member).latest(move(period.start, -1, "days"))
            if day_before and period.days and period.start > date.min:  # a period of no days has none before it
                start = move(day_before, 1 - period.days, "days")
                known = self._over(Period(start, move(day_before, 1, "days")), member)
                return Reading(
                    known.value, known.at, known.rows, known.first, known.last, known.origin, known.why, "last_value"
                )
        return unknown(self._nothing(period, member), silence=self.silence, origin=origin)

    def _mute(self, day: date) -> str | None:
        """Why silence at the end of a day says nothing: its source had not spoken yet, or not for too long."""
        where = f"in `{self.place.path}`"
        if self.alive is None or self.alive[0] > day:
            return f"`{self.id}` has no data by {day}: there is no row {where} up to then"
        until = self.rhythm.fresh_until(self.alive[1])
        if until is not None and day > until:
            return f"`{self.id}` has no data by {day}: the last row {where} is of {self.alive[1]}"
        return None

    def _nothing(self, period: Period, member: str | None) -> str:
        """The sentence that says that there is no data."""
        when = f"by {period.last}" if period.start == date.min else f"from {period.start} to {period.last}"
        if member is None and self.ledger.own_whole and self.ledger.members(period.last):
            return f"`{self.id}` has no value of the whole {when}, only those of its members"
        whose = f" for `{member}`" if member is not None else ""
        return f"`{self.id}` has no data{whose} {when} in `{self.place.path}`"

    def _origin(self, period: Period, member: str | None, days: Sequence[date], rows: tuple[int, int] | None) -> Origin:
        place = self.place
        whose = f" for {self.dimension} `{member}`" if member is not None else ""
        first, last = (days[0], days[-1]) if days and self.take.stands else (period.start, period.last)
        when = f"on {first}" if first == last else (f"up to {last}" if first == date.min else f"{first} to {last}")
        query = f"{place.words}{whose}, {when}"
        if not place.spans or not rows:
            first_row, last_row = rows if rows and place.numbered else (None, None)
            return Origin(place.source, place.path, place.filter, query, first_row, last_row)
        span = place.spans[rows[1] - 1]
        return Origin(place.source, span.path, place.filter, query, span=span)

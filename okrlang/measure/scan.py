"""One scan of a source for all its measures: rows are grouped by what tells them apart, and groups are taken whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import localcontext
from typing import Any

from okrlang.measure.cells import EXACT, Broken, Cell, Form, text
from okrlang.measure.engines.table import Block
from okrlang.measure.faults import Faults
from okrlang.measure.feed import Feed, Read
from okrlang.measure.grouping import Grouping, Want
from okrlang.measure.plan import Plan
from okrlang.model.calendar import ISO

# Rows are taken when groups have become large, and before too much is kept.
_LARGE = 64
_CELLS, _GROUPS = 150_000, 30_000

_MEMOS = 20_000  # answers remembered

Part = tuple[str | Broken | None, list[int], Read]  # a member, its rows, and what was read of them


LATER = date.max  # stands for every day that is not over at `as_of`


class Days(dict[Any, date | Broken]):
    """The day of each date cell, remembered, and of each day itself."""

    def __init__(self, form: Form, as_of: date) -> None:
        super().__init__()
        self.form, self.as_of = form, as_of
        self.met: set[date] = set()

    def __missing__(self, cell: Cell | date) -> date | Broken:
        if len(self) > _MEMOS:
            self.clear()
        day = cell if isinstance(cell, date) else self.form.day(cell)
        if isinstance(day, date):
            if day > self.as_of:
                day = LATER
            else:
                self.met.add(day)
        elif day is None:
            day = Broken("the row has no date")
        self[cell] = day
        return day


class Scan:
    """The scan of one source: give it blocks in their order, then `finish`; the plans' ledgers hold what came of it."""

    def __init__(self, plans: Sequence[Plan], date_column: str | None, form: Form, as_of: date, faults: Faults) -> None:
        self.form, self.faults = form, faults
        self.days = Days(form, as_of)
        self.rows = 0
        by_keys: dict[tuple[str, ...], list[Plan]] = {}
        for plan in plans:
            by_keys.setdefault(plan.keys, []).append(plan)
        self.groupings = [Grouping(columns, found) for columns, found in by_keys.items()]
        self.date_column = date_column
        self.feed = Feed(plans, form, self._note)
        self._numbers: Sequence[int] = range(0)
        dates = () if date_column is None else (date_column,)
        keys = (column for grouping in self.groupings for column in grouping.columns)
        self.columns = tuple(dict.fromkeys((*dates, *keys, *self.feed.kept)))

    def add(self, block: Block) -> None:
        """Groups the rows of a block; what was kept is taken once there is enough of it."""
        self._follow(block.rows)
        columns = dict(zip(self.columns, block.columns, strict=True))
        days = self._days(columns[self.date_column]) if self.date_column else [date.min] * len(block.rows)
        base, groups = len(self._numbers) - len(block.rows), 0
        for grouping in self.groupings:
            found = grouping.groups
            for at, key in enumerate(zip(days, *(columns[name] for name in grouping.columns), strict=True), base):
                found[key].append(at)
            groups += len(found)
        for name, cells in self.feed.kept.items():
            cells.extend(columns[name])
        rows = len(self._numbers)
        if rows >= _LARGE * groups or groups > _GROUPS or rows * max(len(self.feed.kept), 1) > _CELLS:
            self.finish()

    def finish(self) -> None:
        """Takes all that was kept."""
        with localcontext(EXACT):
            for grouping in self.groupings:
                for key, rows in grouping.groups.items():
                    day = self.days[key[0]]
                    if day is not LATER:
                        self._settle(day, rows, grouping.wants(key[1:]))
                grouping.groups.clear()
        self.feed.clear()
        self.rows += len(self._numbers)
        self._numbers = range(0)

    def _days(self, cells: Sequence[Cell]) -> Sequence[Any]:
        """What rows are grouped by: dates as they are written, but of moments, which seldom recur, the days."""
        first = cells[0] if cells else None
        moments = isinstance(first, str) and len(first) > len(ISO)
        return list(map(self.days.__getitem__, cells)) if moments else cells

    def _follow(self, rows: Sequence[int]) -> None:
        """Notes the numbers of further rows; where some were left out, what came before is taken first."""
        kept = self._numbers
        if isinstance(kept, range) and isinstance(rows, range) and kept and kept.stop == rows.start:
            self._numbers = range(kept.start, rows.stop)
        else:
            self.finish()
            self._numbers = rows

    def _settle(self, day: date | Broken, rows: list[int], wants: Iterable[Want]) -> None:
        """Gives the rows of one group to the plans that want them, member by member."""
        split: dict[str | None, list[Part]] = {None: [(None, rows, {})]}
        for plan, undecided in wants:
            parts = split.get(plan.member) or split.setdefault(plan.member, self._split(plan.member, rows))
            for member, own, read in parts:
                if undecided:
                    self._spoil(plan, member, day, self._undecided(plan, own, undecided, day))
                elif isinstance(day, Broken):
                    self._spoil(plan, member, day, self._note_all("date-unreadable", own, day.reason))
                elif isinstance(member, Broken):
                    self._spoil(plan, member, day, self._note_all("member-unreadable", own, member.reason))
                else:
                    self._take(plan, member, day, own, read)

    def _split(self, column: str | None, rows: list[int]) -> list[Part]:
        groups: defaultdict[Cell, list[int]] = defaultdict(list)
        for at, cell in zip(rows, self.feed.cells(column or "", rows), strict=True):
            groups[cell].append(at)
        return [(text(cell), own, {}) for cell, own in groups.items()]

    def _undecided(self, plan: Plan, rows: list[int], undecided: Broken, day: date | Broken) -> str:
        if undecided == day:  # no cell of the row can be read
            return self._note_all("row-unreadable", rows, undecided.reason)
        filtered = plan.condition.text if plan.condition else ""
        return self._note_all("filter-undecided", rows, f"`{filtered}` cannot be decided: {undecided.reason}")

    def _note(self, name: str, at: int, message: str, column: str = "") -> str:
        return self.faults.note(name, message, self._numbers[at], column)

    def _note_all(self, name: str, rows: Iterable[int], message: str) -> str:
        whys = [self._note(name, at, message) for at in rows]
        return whys[0]

    @staticmethod
    def _spoil(plan: Plan, member: str | Broken | None, day: date | Broken, why: str) -> None:
        when = None if isinstance(day, Broken) else day
        if not isinstance(member, Broken):
            plan.ledger.spoil(member, when, why)
        elif when:
            plan.ledger.memberless.setdefault(when, why)
        else:
            plan.ledger.lose(why)

    def _take(self, plan: Plan, member: str | None, day: date, rows: list[int], read: Read) -> None:
        if member is not None:
            plan.ledger.meet(member, day)
        values, used, why = self.feed.values(plan, rows, read)
        if why:
            plan.ledger.spoil(member, day, why)
        if used:
            first, last = self._numbers[used[0]], self._numbers[used[-1]]
            if plan.take.ordered:
                values = [(first, values[0]), (last, values[-1])]
            plan.ledger.bucket(member, day).add(plan.take, plan.take.gather(values), len(used), first, last)

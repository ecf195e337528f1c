"""One scan of a source for all its measures: rows are grouped by what tells them apart, and groups are taken whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import localcontext
from typing import Any

from okrlang.measure.cells import EXACT, Broken, Cell, Form, text
from okrlang.measure.condition import Condition
from okrlang.measure.engines.table import Block
from okrlang.measure.faults import Faults
from okrlang.measure.grouping import Grouping, Key, Want
from okrlang.measure.plan import Plan
from okrlang.model.calendar import ISO

# Rows are taken when groups have become large, and before too much is kept.
_LARGE = 100
_CELLS, _GROUPS = 150_000, 30_000

_MEMOS = 20_000  # answers remembered

Values = tuple[list[Any], list[int], str | None]  # values, the rows that have them, why some could not be read
Read = dict[str, Values]
Part = tuple[str | Broken | None, list[int], Read]  # a member, its rows, and what was read of them


LATER = date.max  # stands for every day that is not over at `as_of`


class Days(dict[Any, date | Broken]):
    """The day of each date cell, remembered, and of each day itself."""

    def __init__(self, form: Form, as_of: date) -> None:
        super().__init__()
        self.form, self.as_of = form, as_of
        self.first: date | None = None
        self.last: date | None = None

    def __missing__(self, cell: Cell | date) -> date | Broken:
        if len(self) > _MEMOS:
            self.clear()
        day = cell if isinstance(cell, date) else self.form.day(cell)
        if isinstance(day, date):
            if day > self.as_of:
                day = LATER
            else:
                self.first, self.last = min(self.first or day, day), max(self.last or day, day)
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
        self._kept: dict[str, list[Cell]] = {column: [] for plan in plans for column in plan.kept}
        self._numbers: Sequence[int] = range(0)
        self._pool: dict[Any, Any] = {}
        dates = () if date_column is None else (date_column,)
        keys = (column for grouping in self.groupings for column in grouping.columns)
        self.columns = tuple(dict.fromkeys((*dates, *keys, *self._kept)))

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
        for name, cells in self._kept.items():
            cells.extend(columns[name])
        rows = len(self._numbers)
        if rows >= _LARGE * groups or groups > _GROUPS or rows * max(len(self._kept), 1) > _CELLS:
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
        for cells in self._kept.values():
            cells.clear()
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
                    self._spoil(plan, member, day, self._note("date-unreadable", own, day.reason))
                elif isinstance(member, Broken):
                    self._spoil(plan, member, day, self._note("member-unreadable", own, member.reason))
                else:
                    self._take(plan, member, day, own, read)

    def _split(self, column: str | None, rows: list[int]) -> list[Part]:
        cells, groups = self._kept[column or ""], defaultdict(list)
        for at in rows:
            groups[cells[at]].append(at)
        return [(text(cell), own, {}) for cell, own in groups.items()]

    def _undecided(self, plan: Plan, rows: list[int], undecided: Broken, day: date | Broken) -> str:
        if undecided == day:  # no cell of the row can be read
            return self._note("row-unreadable", rows, undecided.reason)
        filtered = plan.condition.text if plan.condition else ""
        return self._note("filter-undecided", rows, f"`{filtered}` cannot be decided: {undecided.reason}")

    def _note(self, name: str, rows: Iterable[int], message: str) -> str:
        whys = [self.faults.note(name, message, self._numbers[at]) for at in rows]
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
        values, used, why = self._values(plan, rows, read)
        if why:
            plan.ledger.spoil(member, day, why)
        if used:
            first, last = self._numbers[used[0]], self._numbers[used[-1]]
            if plan.take.ordered:
                values = [(first, values[0]), (last, values[-1])]
            plan.ledger.bucket(member, day).add(plan.take, plan.take.gather(values), len(used), first, last)

    def _values(self, plan: Plan, rows: list[int], read: Read) -> Values:
        """What a plan takes of some rows, the rows that have it, and why some could not be read."""
        if plan.share:
            return self._met(plan.share, rows)
        if plan.value is None:
            return rows, rows, None
        column = self._kept[plan.value]
        if plan.take.feed == "numbers":
            if plan.value not in read:
                read[plan.value] = self._read_numbers(plan.value, list(map(column.__getitem__, rows)), rows)
            values, used, why = read[plan.value]
            return (self._pooled(values) if plan.take.empty else values), used, why
        return self._texts(plan.value, column, rows)

    def _read_numbers(self, name: str, cells: list[Cell], rows: list[int]) -> Values:
        numbers = self.form.numbers(cells)
        if numbers is not None:
            return numbers, rows, None
        filled = [at for at, cell in zip(rows, cells, strict=True) if cell is not None and cell != ""]
        return self._read(name, filled, self.form.number, "not-a-number")

    def _texts(self, name: str, column: list[Cell], rows: list[int]) -> Values:
        filled = [at for at in rows if column[at] is not None and column[at] != ""]
        values, used, why = self._read(name, filled, text, "cell-unreadable")
        return self._pooled(values), used, why

    def _read(self, name: str, rows: list[int], read: Callable[[Cell], Any], fault: str) -> Values:
        """The values of a column in some rows, read cell by cell."""
        column = self._kept[name]
        values = [(at, read(column[at])) for at in rows]
        whys = [
            self._note(fault, (at,), f"column `{name}`: {value.reason}")
            for at, value in values
            if isinstance(value, Broken)
        ]
        good = [(at, value) for at, value in values if not isinstance(value, Broken)]
        return [value for _, value in good], [at for at, _ in good], next(iter(whys), None)

    def _met(self, share: Condition, rows: list[int]) -> Values:
        """Whether each row meets the condition of a share; a row that cannot be decided spoils it."""
        columns = [self._kept[name] for name in share.columns]
        memo: dict[Key, Any] = {}
        met, used, whys = [], [], []
        for at in rows:
            cells = tuple(column[at] for column in columns)
            verdict = memo[cells] if cells in memo else memo.setdefault(cells, share.test(cells))
            if isinstance(verdict, bool):
                met.append(verdict)
                used.append(at)
            else:
                reason = verdict.reason if verdict else "it needs a cell that is empty"
                whys.append(self._note("share-undecided", (at,), f"`{share.text}` cannot be decided: {reason}"))
        return met, used, next(iter(whys), None)

    def _pooled(self, values: list[Any]) -> list[Any]:
        """The same values, equal ones kept once: what is kept of every row must be small."""
        if len(self._pool) > _MEMOS:  # too many are different for that to help
            return values
        keep = self._pool.setdefault
        return [keep(value, value) for value in values]

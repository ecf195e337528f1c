"""What a plan takes of rows: the cells that were kept of them, read as numbers, as texts, or as met conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any

from okrlang.measure.cells import Broken, Cell, Form, named
from okrlang.measure.condition import Condition
from okrlang.measure.plan import Plan

Values = tuple[list[Any], list[int], str | None]  # values, the rows that have them, why some could not be read
Read = dict[str, Values]  # what was already read of the same rows
Note = Callable[[str, int, str, str], str]  # notes a fault of a row and column; gives the sentence of what rests on it

_POOLED = 20_000  # values kept once


class Feed:
    """The kept cells of rows, column by column; rows are places in them."""

    def __init__(self, plans: Iterable[Plan], form: Form, note: Note) -> None:
        self.kept: dict[str, list[Cell]] = {column: [] for plan in plans for column in plan.kept}
        self._form, self._note = form, note
        self._pool: dict[Any, Any] = {}

    def clear(self) -> None:
        """Forgets all cells."""
        for cells in self.kept.values():
            cells.clear()

    def cells(self, column: str, rows: list[int]) -> Sequence[Cell]:
        """The cells of a column in some rows."""
        kept = self.kept[column]
        return itemgetter(*rows)(kept) if len(rows) > 1 else [kept[at] for at in rows]

    def values(self, plan: Plan, rows: list[int], read: Read) -> Values:
        """What a plan takes of some rows."""
        if plan.share:
            return self._met(plan.share, rows)
        if plan.value is None:
            return rows, rows, None
        if plan.take.feed == "numbers":
            found = read.get(plan.value) or read.setdefault(plan.value, self._numbers(plan.value, rows))
            return (self._pooled(found[0]), *found[1:]) if plan.take.empty else found
        values, used, why = self._texts(plan, plan.value, rows)
        return (used, used, why) if plan.take.feed == "filled" else (self._pooled(values), used, why)

    def _numbers(self, name: str, rows: list[int]) -> Values:
        numbers = self._form.numbers(self.cells(name, rows))
        return (
            (numbers, rows, None) if numbers is not None else self._read(name, rows, self._form.number, "not-a-number")
        )

    def _texts(self, plan: Plan, name: str, rows: list[int]) -> Values:
        """The texts of a column: each once where none is broken or missing."""

        def read(cell: Cell) -> str | Broken | None:
            number = self._form.number(cell) if plan.numeric else None
            return number if isinstance(number, Broken) else named(cell)

        texts = list(map(read, set(self.cells(name, rows))))
        if all(isinstance(found, str) for found in texts):
            return texts, rows, None
        fault = "not-a-number" if plan.numeric else "cell-unreadable"
        return self._read(name, rows, read, fault)

    def _read(self, name: str, rows: list[int], read: Callable[[Cell], Any], fault: str) -> Values:
        """The values of a column, read cell by cell; an empty cell is a missing value, also where they are counted."""
        column = self.kept[name]
        values = [(at, read(column[at])) for at in rows]
        good = [(at, value) for at, value in values if value is not None and not isinstance(value, Broken)]
        whys = [self._note(fault, at, value.reason, name) for at, value in values if isinstance(value, Broken)]
        missing = [at for at, value in values if value is None]
        whys += [self._note("value-missing", at, "the row has no value in it", name) for at in missing]
        return [value for _, value in good], [at for at, _ in good], whys[0] if whys else None

    def _met(self, share: Condition, rows: list[int]) -> Values:
        """Whether each row meets the condition of a share; a row that cannot be decided spoils it."""
        columns = [self.cells(name, rows) for name in share.columns]
        cells = zip(*columns, strict=True) if columns else iter([()] * len(rows))
        verdicts = list(map(share.test, cells))
        undecided = [(at, verdict) for at, verdict in zip(rows, verdicts, strict=True) if not isinstance(verdict, bool)]
        if not undecided:
            return verdicts, rows, None
        whys = []
        for at, verdict in undecided:
            reason = verdict.reason if isinstance(verdict, Broken) else "it needs a cell that is empty"
            whys.append(self._note("share-undecided", at, f"`{share.text}` cannot be decided: {reason}", ""))
        good = [(at, verdict) for at, verdict in zip(rows, verdicts, strict=True) if isinstance(verdict, bool)]
        return [verdict for _, verdict in good], [at for at, _ in good], whys[0]

    def _pooled(self, values: list[Any]) -> list[Any]:
        """The same values, equal ones kept once: what is kept of every row must be small."""
        if len(self._pool) > _POOLED:  # too many are different for that to help
            return values
        keep = self._pool.setdefault
        return [keep(value, value) for value in values]

"""What is wrong in the rows of one source: noted row by row, told in a handful of lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from okrlang.measure.reading import DataProblem

_TOLD = 5  # rows of a kind that are listed
_NOTED = 10_000  # rows of a kind that are counted


@dataclass(slots=True)
class Faults:
    """The faults of a source; `path` is how its file is shown; `numbered` where its rows are those of the file."""

    source: str
    path: str
    numbered: bool = True
    rows: dict[str, dict[int, str]] = field(default_factory=dict)
    whole: list[DataProblem] = field(default_factory=list)

    def note(self, name: str, message: str, row: int, column: str = "") -> str:
        """Notes a fault of a row; gives the sentence for the figures that rest on it."""
        if not self.numbered:
            return message
        message = f"column `{column}`: {message}" if column else message
        noted = self.rows.setdefault(name, {})
        if len(noted) < _NOTED:
            noted.setdefault(row, message)
        return f"row {row} of `{self.path}`: {message}"

    def add(self, name: str, message: str, unreadable: bool, row: int | None = None) -> str:
        """Notes a fault of the whole source; gives the sentence for the figures that rest on it."""
        self.whole.append(DataProblem(self.path, self.source, row, name, message, unreadable))
        return message if row is None else f"{message} (row {row})"

    def problems(self) -> Iterator[DataProblem]:
        """All faults: those of the whole, and of each kind the first few rows and how many more there are."""
        yield from self.whole
        for name, noted in self.rows.items():
            rows = sorted(noted)
            for row in rows[:_TOLD]:
                yield DataProblem(self.path, self.source, row, name, noted[row], False)
            if len(rows) > _TOLD:
                more = f"{len(rows) - _TOLD:,}" + (" or more" if len(rows) == _NOTED else "")
                further = f"{more} further row{'s' if len(rows) > _TOLD + 1 else ''} with the same fault"
                yield DataProblem(self.path, self.source, rows[_TOLD], name, further, False)

"""CSV as RFC 4180 has it, with a header: the reference reader."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from okrlang.measure.cells import Broken, Cell
from okrlang.measure.engines.table import Block, SourceError
from okrlang.measure.engines.text_file import TextFile

_MOST_COLUMNS = 10_000
_NAMED = {"tab": "\t", "\\t": "\t"}


class CsvFile:
    """A CSV file. Rows count from the header, which is row 1; empty lines count and hold nothing."""

    def __init__(self, path: Path, separator: str) -> None:
        self._path = path
        self._separator = _NAMED.get(separator, separator)
        self.header: tuple[str, ...] = ()

    def __enter__(self) -> CsvFile:
        if len(self._separator) != 1 or self._separator in '"\r\n\0':
            raise SourceError(f"cannot be separated by `{self._separator}`; a separator is one character")
        self._file = TextFile(self._path)
        self._blocks = self._file.blocks(lambda text: text.count('"') % 2 == 0)
        self._row = 0
        try:
            self._first = self._head()
        except SourceError:
            self._file.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def seen(self) -> frozenset[str]:
        """All columns of the header."""
        return frozenset(self.header)

    def sha256(self) -> str:
        """The hash of the file."""
        return self._file.sha256()

    def _head(self) -> list[list[str]]:
        """Reads the header; gives the rows that came with it."""
        rows = self._parsed(next(self._blocks, ""))
        if not rows or not any(rows[0]):
            raise SourceError("is empty, and a header is expected" if not rows else "has no header", 1)
        if len(rows[0]) > _MOST_COLUMNS:
            raise SourceError(f"has {len(rows[0])} columns, and at most {_MOST_COLUMNS} can be read", 1)
        self.header = tuple(rows[0])
        self._row = 1
        return rows[1:]

    def blocks(self, columns: tuple[str, ...]) -> Iterator[Block]:
        """All rows below the header."""
        places = [self.header.index(column) for column in columns]
        doubled = [self.header.count(column) > 1 for column in columns]
        if self._first:
            yield self._block(self._first, places, doubled)
        for text in self._blocks:
            across = self._split(text)
            if across and not any(doubled):
                self._row += len(across[0])
                rows = range(self._row - len(across[0]) + 1, self._row + 1)
                yield Block(rows, tuple(across[at] for at in places))
            else:
                yield self._block(self._parsed(text), places, doubled)

    def _split(self, text: str) -> list[list[str]] | None:
        """The columns of a text without quotes in which every row has as many cells as the header; else nothing.

        It gives what the csv module gives, in half the time. Each line end is made the first character of a cell of
        its own; where they all come to stand in the first column, no row is shorter or longer than the header.
        """
        width = len(self.header)
        if '"' in text or width < 2 or len(text) > csv.field_size_limit():
            return None
        text = text.removesuffix("\n")
        ends = text.count("\n")
        cells = text.replace("\n", f"{self._separator}\n").split(self._separator)
        first = "".join(cells[::width])
        if len(cells) != width * (ends + 1) or first.count("\n") != ends:
            return None
        return [first.split("\n"), *(cells[at::width] for at in range(1, width))]

    def _parsed(self, text: str) -> list[list[str]]:
        try:
            return list(self._reader(text))
        except csv.Error:
            raise self._fault(text) from None

    def _reader(self, text: str) -> Iterator[list[str]]:
        return csv.reader(io.StringIO(text), delimiter=self._separator, strict=True)

    def _fault(self, text: str) -> SourceError:
        """What is wrong, found again row by row."""
        row = self._row
        try:
            for _ in self._reader(text):
                row += 1
        except csv.Error as failure:
            large = "field limit" in str(failure)
            reason = "holds a cell of more than 131,072 characters" if large else "has a quote that does not fit"
            return SourceError(reason, row + 1)
        return SourceError("cannot be read")

    def _block(self, rows: list[list[str]], places: list[int], doubled: list[bool]) -> Block:
        numbers: range | list[int] = range(self._row + 1, self._row + 1 + len(rows))
        self._row += len(rows)
        try:
            across = list(zip(*rows, strict=True))
        except ValueError:  # not all of one length
            across = []
        if len(across) == len(self.header):
            columns: list[Sequence[Cell]] = [across[at] for at in places]
        else:
            numbers = [number for number, row in zip(numbers, rows, strict=True) if row]
            rows = [row for row in rows if row]
            columns = [self._column(rows, at) for at in places]
        twice = [Broken("the header names this column twice")] * len(rows)
        return Block(numbers, tuple(twice if again else c for c, again in zip(columns, doubled, strict=True)))

    def _column(self, rows: list[list[str]], at: int) -> list[Cell]:
        """A column where some rows have too few or too many cells: in them none can be told apart."""
        width = len(self.header)
        return [
            row[at] if len(row) == width else Broken(f"the row has {len(row)} cells, the header {width}")
            for row in rows
        ]

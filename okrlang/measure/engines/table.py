"""What every engine gives: a table that is read once, in blocks of columns, with the SHA-256 of its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from okrlang.measure.cells import Cell


class SourceError(Exception):
    """A source that cannot be read, or not to its end: what is wrong, and the row where reading ended."""

    def __init__(self, message: str, row: int | None = None) -> None:
        super().__init__(message)
        self.message, self.row = message, row


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows: their numbers, as a spreadsheet counts them, and the cells of each column that was asked for."""

    rows: Sequence[int]
    columns: tuple[Sequence[Cell], ...]


class Table(Protocol):
    """A table about to be read."""

    @property
    def header(self) -> tuple[str, ...] | None:
        """Its columns; None where they are only known at the end."""

    @property
    def seen(self) -> frozenset[str]:
        """The columns that stood in some row, all that were asked for among them; complete after the last block."""

    def blocks(self, columns: tuple[str, ...]) -> Iterator[Block]:
        """All rows; `SourceError` where they end before their time."""

    def sha256(self) -> str:
        """The hash of the whole file, once all blocks are read."""

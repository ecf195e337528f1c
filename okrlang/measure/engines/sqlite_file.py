"""SQLite, as a file that cannot be trusted: opened for reading alone, one table or view, nothing else allowed."""

from __future__ import annotations

import hashlib
import math
import re
import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from okrlang.measure.cells import Broken, Cell
from okrlang.measure.engines.table import Block, SourceError
from okrlang.model.quantity import to_decimal

_BLOCK = 5_000  # rows read at once
_LONGEST = 1 << 17  # bytes of a cell
_MEMORY = 1 << 28  # bytes that SQLite may take, for a view that sorts
_STEP = 100_000  # steps of its machine between two looks at how many it has taken
_STEPS, _STEPS_PER_BYTE = 50_000_000, 100  # what reading a file may take; a plain table takes about one a byte

# What a view may call: functions that give the same for the same arguments (no chance, no clock), and whose time grows
# with the length of their arguments, not with its square as that of `printf`, `instr` and `trim` may.
_CALLABLE = """
abs avg ceil ceiling coalesce count date datetime dense_rank exp first_value floor ifnull iif julianday lag last_value
lead length like ln log log10 log2 lower max min mod nth_value nullif pow power rank round row_number sign sqrt strftime
substr substring sum time total trunc typeof unixepoch upper
"""
_FUNCTIONS = frozenset(_CALLABLE.split())
# These know what time it is when asked for `now`, or for nothing: a view that does so has other rows every day.
_CLOCKS = frozenset(("date", "time", "datetime", "julianday", "unixepoch", "strftime"))
_NOW = re.compile(
    r"""['"](?:now|subsec|subsecond)['"]|\b(?:date|time|datetime|julianday|unixepoch)\s*\(\s*\)|\bstrftime\s*\([^,()]*\)""",
    re.IGNORECASE,
).search


class SqliteFile:
    """A table or view of an SQLite file; rows count in its own order."""

    def __init__(self, path: Path, table: str) -> None:
        self._path, self._table = path, table
        self._steps = 0

    def __enter__(self) -> SqliteFile:
        for suffix in ("-wal", "-journal"):
            beside = self._path.with_name(self._path.name + suffix)
            if beside.exists() and beside.stat().st_size:
                raise SourceError(f"has changes in `{beside.name}` that are not yet written into it")
        self._budget = _STEPS + _STEPS_PER_BYTE * self._path.stat().st_size
        self._database = sqlite3.connect(f"{self._path.as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            self._guard()
            self.header = self._columns()
        except (sqlite3.Error, UnicodeError) as failure:  # names of columns may be any bytes
            self._database.close()
            raise self._fault(failure) from None
        except SourceError:
            self._database.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    @property
    def seen(self) -> frozenset[str]:
        """All columns."""
        return frozenset(self.header)

    def sha256(self) -> str:
        """The hash of the file."""
        with self._path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _guard(self) -> None:
        """Lets nothing happen but reading, in bounds."""
        database = self._database
        database.text_factory = _text
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        database.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100)
        database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        for pragma in ("trusted_schema = off", "cell_size_check = on", "temp_store = memory", "mmap_size = 0"):
            database.execute(f"pragma {pragma}").close()
        database.execute(f"pragma hard_heap_limit = {_MEMORY}").close()
        database.set_progress_handler(self._look, _STEP)
        views = database.execute("select name, sql from sqlite_schema where type = 'view'").fetchall()
        self._timely = {name for name, sql in views if not isinstance(sql, str) or _NOW(sql)}
        database.set_authorizer(self._allowed)

    def _allowed(self, action: int, table: str | None, called: str | None, _: str | None, view: str | None) -> int:
        """Whether SQLite may do something: select, read a cell, and call what is on the list."""
        name = (called or "").lower()
        fine = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
        if action == sqlite3.SQLITE_FUNCTION:
            fine = name in _FUNCTIONS and not (name in _CLOCKS and view in self._timely)
        return sqlite3.SQLITE_OK if fine else sqlite3.SQLITE_DENY

    def _look(self) -> int:
        self._steps += _STEP
        return int(self._steps > self._budget)

    def _columns(self) -> tuple[str, ...]:
        with_rows = self._database.execute(f"select * from {_quoted(self._table)} limit 0")
        return tuple(column[0] for column in with_rows.description)

    def blocks(self, columns: tuple[str, ...]) -> Iterator[Block]:
        """All rows, in the order in which they were entered where the table keeps it."""
        row = 0
        try:
            cursor = self._rows(columns)
            while rows := cursor.fetchmany(_BLOCK):
                yield Block(
                    range(row + 1, row + 1 + len(rows)),
                    tuple([_cell(value) for value in column] for column in list(zip(*rows, strict=True))[1:]),
                )
                row += len(rows)
        except (sqlite3.Error, UnicodeError) as failure:
            raise self._fault(failure, row + 1) from None

    def _rows(self, columns: tuple[str, ...]) -> sqlite3.Cursor:
        wanted = ", ".join(("0", *map(_quoted, columns)))
        query = f"select {wanted} from {_quoted(self._table)}"
        try:
            return self._database.execute(f"{query} order by rowid")
        except sqlite3.OperationalError:  # a view, or a table without row numbers
            return self._database.execute(query)

    def _fault(self, failure: Exception, row: int | None = None) -> SourceError:
        said = str(failure)
        if "no such table" in said and self._table in said:
            return SourceError(f"has no table or view `{self._table}`")
        if "interrupted" in said:
            return SourceError(f"takes too long to read: `{self._table}` computes more than its file holds", row)
        if any(words in said for words in ("prohibited", "not authorized", "no such function", "unsafe use")):
            return SourceError(f"is not safe to read: `{self._table}` wants more than to read rows", row)
        if isinstance(failure, sqlite3.DataError) or "too big" in said or "memory" in said:
            return SourceError("holds a value that is too large, or a view that needs too much memory", row)
        return SourceError("is not an SQLite database, or a damaged one", row)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""').replace("\0", "") + '"'


def _text(data: bytes) -> str | Broken:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return Broken("a text is not UTF-8")


def _cell(value: Any) -> Cell:
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        number = to_decimal(repr(value)) if math.isfinite(value) else None
        return Broken(f"`{value}` is not a number that can be kept exactly") if number is None else number
    if isinstance(value, bytes):
        return Broken("bytes are no text, number or date")
    cell: Cell = value
    return cell

"""Which engine reads a file: the one of its source's kind, loaded where the first file of that kind is read."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from okrlang.measure.engines.table import Table
from okrlang.model.workspace import DataSource


def open_table(source: DataSource, path: Path) -> AbstractContextManager[Table]:
    """The table of a source in a file; entering may be a `SourceError`."""
    if source.kind == "csv":
        from okrlang.measure.engines.csv_file import CsvFile

        return CsvFile(path, source.separator)
    if source.kind == "jsonl":
        from okrlang.measure.engines.json_lines import JsonLines

        return JsonLines(path)
    from okrlang.measure.engines.sqlite_file import SqliteFile

    return SqliteFile(path, source.table or "")

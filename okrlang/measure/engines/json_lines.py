"""JSON lines, read strictly: one object a line, no doubled names, no NaN, numbers exact."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from okrlang.measure.cells import Broken, Cell, shown
from okrlang.measure.engines.table import Block
from okrlang.measure.engines.text_file import TextFile
from okrlang.model.quantity import to_decimal

_DEEPEST = 100
_MOST_COLUMNS = 10_000  # remembered besides those that were asked for


class JsonLines:
    """A file of JSON lines. Rows count by lines; empty lines count and hold nothing."""

    header: None = None

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: set[str] = set()

    def __enter__(self) -> JsonLines:
        self._file = TextFile(self._path)
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def seen(self) -> frozenset[str]:
        """The columns that stood in some line."""
        return frozenset(self._seen)

    def sha256(self) -> str:
        """The hash of the file."""
        return self._file.sha256()

    def blocks(self, columns: tuple[str, ...]) -> Iterator[Block]:
        """All lines."""
        row, asked = 0, set(columns)
        for text in self._file.blocks(lambda _: True):
            lines = text.removesuffix("\n").split("\n")
            read = [(number, _line(line)) for number, line in enumerate(lines, row + 1) if line.strip()]
            row += len(lines)
            objects = [found for _, found in read]
            if len(self._seen) < _MOST_COLUMNS:
                self._seen.update(*(found for found in objects if isinstance(found, dict)))
            self._seen.update(*(found.keys() & asked for found in objects if isinstance(found, dict)))
            yield Block([number for number, _ in read], tuple(_column(objects, column) for column in columns))


def _column(objects: list[dict[str, Any] | Broken], column: str) -> list[Cell]:
    return [found if isinstance(found, Broken) else _cell(found.get(column)) for found in objects]


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return Broken("a list or an object is no text, number or date")
    cell: Cell = value
    return cell


def _line(line: str) -> dict[str, Any] | Broken:
    """The object of a line, or why there is none."""
    if _depth(line) > _DEEPEST:
        return Broken("the line is nested too deeply")
    try:
        value = _DECODER.decode(line)
    except ValueError:
        return Broken(f"{shown(line)} is not JSON")
    return value if isinstance(value, dict) else Broken(f"{shown(line)} is no object")


def _depth(line: str) -> int:
    """At least how deep the brackets of a line nest; those in texts count too, where there are many at all."""
    if line.count("{") + line.count("[") <= _DEEPEST:
        return 0
    deepest = depth = 0
    for character in line:
        depth += (character in "{[") - (character in "}]")
        deepest = max(deepest, depth)
    return deepest


def _number(digits: str) -> Decimal | Broken:
    number = to_decimal(digits)
    return Broken(f"{shown(digits)} is a number too large or too fine to be kept exactly") if number is None else number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        found.update({name: Broken(f"{shown(name)} stands twice") for name in found if names.count(name) > 1})
    return found


def _constant(word: str) -> Broken:
    return Broken(f"`{word}` is not a number")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=_number, parse_int=_number, parse_constant=_constant)

"""A text file read in blocks of whole lines: bounded, hashed on the way, UTF-8."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from okrlang.measure.engines.table import SourceError

_BLOCK = 1 << 14  # characters read at once: what is made of them stays in the processor's cache
_LONGEST = 1 << 22  # characters of one line, or of one quoted cell


class _Hashed(io.RawIOBase):
    """A file that hashes what is read from it."""

    def __init__(self, path: Path) -> None:
        self._file = io.FileIO(path)
        self.hash = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._file.readinto(buffer) or 0
        self.hash.update(memoryview(buffer)[:count])
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


class TextFile:
    """A text file; what is not UTF-8 comes as lone surrogates, so that only the cells that hold it cannot be read."""

    def __init__(self, path: Path) -> None:
        try:
            self._raw = _Hashed(path)
        except OSError as failure:
            raise SourceError("may not be read") from failure
        binary = io.BufferedReader(self._raw, 1 << 20)
        if binary.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff"):
            binary.close()
            raise SourceError("is written in UTF-16, and UTF-8 is expected")
        self._text = io.TextIOWrapper(binary, "utf-8-sig", "surrogateescape", newline=None)

    def close(self) -> None:
        """Closes the file."""
        self._text.close()

    def sha256(self) -> str:
        """The hash of the file; what is left of it is read for it."""
        while self._text.buffer.read(1 << 20):
            pass
        return self._raw.hash.hexdigest()

    def blocks(self, whole: Callable[[str], bool]) -> Iterator[str]:
        """The text in pieces that end with a line, and are `whole`; a piece that gets too long is `SourceError`."""
        kept = ""
        while more := self._read():
            kept += more
            cut = kept.rfind("\n") + 1
            if cut and whole(kept[:cut]):
                yield kept[:cut]
                kept = kept[cut:]
            elif len(kept) > _LONGEST:
                raise SourceError("holds a line, or a cell in quotes, of more than 4 million characters")
        if kept:
            yield kept

    def _read(self) -> str:
        try:
            return self._text.read(_BLOCK)
        except OSError as failure:
            raise SourceError("cannot be read to its end") from failure

"""Evidence on disk: whether a file is there, inside the root, and what its SHA-256 is."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import cached_property
from string import punctuation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = 1 << 20
_MUTE = b" \t\r\n\f\v\0\xef\xbb\xbf\xfe\xff" + punctuation.encode()  # white space and order marks, in UTF-8 and UTF-16
_TABLES = (".csv", ".tsv")
_CONFIGURATION = ("okrlang.toml", "pyproject.toml")
_HISTORY = b'{"format":"okrlang.snapshot/'


class Files:
    """The files under a root; each is looked at once. `texts` are the paths of the goal texts."""

    def __init__(self, root: Path, texts: Iterable[str] = ()) -> None:
        self.root = root
        self._texts = tuple(texts)
        self._found: dict[str, Path | None] = {}
        self._filled: dict[Path, bool] = {}
        self._digests: dict[Path, str | None] = {}

    def exists(self, path: str) -> bool:
        """Whether there is a regular file at a path relative to the root, and not outside of it."""
        return self._file(path) is not None

    def shows(self, path: str) -> bool:
        """Whether such a file can show anything: a word or a number stands in it, and it is no goal text nor a copy.

        The first line of a table is its head, and shows nothing by itself. What okrlang recorded shows nothing either.
        """
        file = self._file(path)
        if file is None or _is_own(file) or self.sha256(path) in self._own:
            return False
        if file not in self._filled:
            self._filled[file] = _is_filled(file)
        return self._filled[file]

    @cached_property
    def _own(self) -> frozenset[str | None]:
        """The SHA-256 of each goal text."""
        return frozenset(map(self.sha256, self._texts))

    def sha256(self, path: str) -> str | None:
        """The SHA-256 of such a file in hexadecimal digits, if it can be read."""
        file = self._file(path)
        if file is None:
            return None
        if file not in self._digests:
            self._digests[file] = _sha256(file)
        return self._digests[file]

    def content(self, path: str) -> str:
        """What two paths have in common that lead to the same content: its SHA-256, or the path where there is none."""
        return self.sha256(path) or posixpath.normpath(path)

    def _file(self, path: str) -> Path | None:
        if path not in self._found:
            self._found[path] = _regular_file(self.root, path)
        return self._found[path]


def _regular_file(root: Path, path: str) -> Path | None:
    try:
        home = root.resolve()
        found = (home / path).resolve()
        return found if found.is_relative_to(home) and found.is_file() else None
    except (OSError, ValueError, RuntimeError):  # no such name, a NUL in it, links in a circle
        return None


def _is_own(file: Path) -> bool:
    return file.suffix.lower() == ".okr" or file.name.lower() in _CONFIGURATION


def _is_filled(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            if stream.read(len(_HISTORY)) == _HISTORY:
                return False
            stream.seek(0)
            if file.suffix.lower() in _TABLES:
                stream.readline(_BLOCK)
            return any(block.translate(None, _MUTE) for block in iter(lambda: stream.read(_BLOCK), b""))
    except OSError:
        return False


def _sha256(file: Path) -> str | None:
    import hashlib  # lint never looks at files

    digest = hashlib.sha256()
    try:
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError:
        return None
    return digest.hexdigest()

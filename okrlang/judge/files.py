"""Evidence on disk: whether a file is there, inside the root, and what its SHA-256 is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = 1 << 20


def regular_file(root: Path, path: str) -> Path | None:
    """The regular file at a path relative to the root, unless it is none or lies outside the root."""
    try:
        home = root.resolve()
        found = (home / path).resolve()
        return found if found.is_relative_to(home) and found.is_file() else None
    except (OSError, ValueError, RuntimeError):  # no such name, a NUL in it, links in a circle
        return None


def sha256(file: Path) -> str | None:
    """The SHA-256 of a file in hexadecimal digits, if it can be read."""
    import hashlib  # lint never looks at files

    digest = hashlib.sha256()
    try:
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError:
        return None
    return digest.hexdigest()

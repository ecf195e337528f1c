"""Where the history of a workspace is: the file that a person names, else the one that its configuration names."""

from __future__ import annotations

from datetime import date
from os.path import basename, realpath
from pathlib import Path

from okrlang.history.journal import History, read, unreadable
from okrlang.measure.location import locate


def history(root: Path, named: str | None, asked: str | None, as_of: date) -> History | None:
    """The history up to a day; None where nobody names one.

    What a person `asked` for may be anywhere; what the configuration `named` stays inside the root.
    """
    if asked is not None:
        path = Path(asked)
        shown = _within(root, path)
        if path.exists() and not path.is_file():
            return unreadable(shown, "it is no regular file")
        return read(path, shown, lambda day: day <= as_of)
    if named is None:
        return None
    found = locate(root, named)
    if found == "does not exist":
        return History(named, {})
    return unreadable(named, f"it {found}") if isinstance(found, str) else read(found, named, lambda day: day <= as_of)


def _within(root: Path, path: Path) -> str:
    """The path from the root, where it lies below; else its name alone, as reports hold no absolute paths."""
    base, found = Path(realpath(root)), Path(realpath(path))
    return found.relative_to(base).as_posix() if found.is_relative_to(base) else basename(path)

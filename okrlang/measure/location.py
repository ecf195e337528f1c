"""Where a path of a goal text leads: to a regular file inside the root, or nowhere."""

from __future__ import annotations

import stat
from pathlib import Path


def locate(root: Path, path: str, absolute: bool = False) -> Path | str:
    """The file that a path relative to the root leads to, links followed; else the words that say what is wrong.

    An `absolute` path is allowed where a person, not a goal text, gives it; it too stays inside the root.
    """
    try:
        base = root.resolve()
        found = (base / path).resolve()
        if (Path(path).is_absolute() and not absolute) or not found.is_relative_to(base):
            return "lies outside the workspace"
        mode = found.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "does not exist"
    except PermissionError:
        return "may not be read"
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name too long, a NUL in it
        return "is no path of a file"
    return found if stat.S_ISREG(mode) else "is no regular file"

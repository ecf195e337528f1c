"""Goal texts in Markdown: the fenced blocks marked `okr`."""

from __future__ import annotations

import re

_FENCE = re.compile(r"^[ \t]*(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n]*)$", re.MULTILINE)


def is_markdown(path: str) -> bool:
    """Whether a file of that name is Markdown."""
    return path.lower().endswith((".md", ".markdown"))


def fences(text: str) -> list[tuple[int, int]]:
    """Where the insides of the blocks marked `okr` begin and end; a block that is never closed ends with the text."""
    found: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    for line in _FENCE.finditer(text):
        if opened is None:
            opened = line if line["fence"][0] == "~" or "`" not in line["info"] else None
        elif line["fence"].startswith(opened["fence"]) and not line["info"].strip():
            found += _inside(opened, text, line.start())
            opened = None
    return found + (_inside(opened, text, len(text)) if opened else [])


def _inside(opened: re.Match[str], text: str, end: int) -> list[tuple[int, int]]:
    marked = opened["info"].split()[:1] == ["okr"]
    return [(min(opened.end() + 1, end), end)] if marked else []

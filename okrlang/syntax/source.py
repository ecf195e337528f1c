"""Texts and places in them."""

from __future__ import annotations

from bisect import bisect_right

from okrlang.syntax.frozen import Frozen


class Source:
    """One text: where it came from (a path relative to the root) and what it says, lines ended by `\\n`."""

    __slots__ = ("_starts", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._starts: list[int] = []  # of lines; found when a place is asked for

    def __repr__(self) -> str:
        return f"Source({self.path!r})"

    @property
    def starts(self) -> list[int]:
        """The offsets at which lines begin."""
        if not self._starts:
            at = 0
            while at >= 0:
                self._starts.append(at)
                at = self.text.find("\n", at) + 1 or -1
        return self._starts

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, both counted from 1, columns in code points."""
        starts = self.starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def start(self, number: int) -> int:
        """The offset at which a line begins, counted from 1."""
        return self.starts[number - 1]

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end."""
        starts = self.starts
        start = starts[number - 1]
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[start:end]


class Span(Frozen):
    """A stretch of a text, from `start` up to `end` in code points."""

    source: Source
    start: int
    end: int

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    @property
    def path(self) -> str:
        """The path of the text."""
        return self.source.path

    @property
    def line(self) -> int:
        """The line on which the stretch begins, counted from 1."""
        return self.source.place(self.start)[0]

    @property
    def column(self) -> int:
        """The column at which the stretch begins, counted from 1."""
        return self.source.place(self.start)[1]

    @property
    def text(self) -> str:
        """The words of the stretch."""
        return self.source.text[self.start : self.end]

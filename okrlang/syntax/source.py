"""Texts and places in them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One text: where it came from (a path relative to the root) and what it says, lines ended by `\\n`."""

    path: str
    text: str = field(repr=False)
    _starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        starts, at = [0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        object.__setattr__(self, "_starts", starts)

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, both counted from 1, columns in code points."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[start:end]


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """A stretch of a text, from `start` up to `end` in code points."""

    source: Source
    start: int
    end: int

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

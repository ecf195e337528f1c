"""Diagnostics as they are read: severity, name and message, the place, the lines with carets, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from okrlang.syntax.characters import shown
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.source import Source, Span

_WIDEST = 96  # columns of a line of text that are shown
_BEFORE = 30  # columns that are shown before the place in a line that is cut
_TAB = 4
_PAINT = {"error": "1;31", "warning": "1;33", "info": "1;36", "frame": "1;34", "bold": "1"}


def concise(diagnostic: Diagnostic, folder: str = "") -> str:
    """One line: place, severity, name, message; `folder` (`goals/`) leads from the reader to the root."""
    return f"{_place(diagnostic.span, folder)}: {diagnostic.severity}[{diagnostic.name}]: {_line(diagnostic.message)}"


def render(diagnostic: Diagnostic, color: bool = False, folder: str = "") -> str:
    """The diagnostic with its snippet, over several lines without an end of line behind the last.

    `folder` (`goals/`) leads from where the reader is to the root, so that places can be followed.
    """
    paint = _painted if color else _plain
    marks = [(diagnostic.span, "^", "")]
    marks += [(related.span, "-", _line(related.message)) for related in diagnostic.related]
    width = len(str(max(span.line for span, _, _ in marks)))
    edge = " " * width + paint(" |", "frame")
    head = paint(f"{diagnostic.severity}[{diagnostic.name}]", diagnostic.severity)
    lines = [head + paint(f": {_line(diagnostic.message)}", "bold")]
    last: tuple[Source, int] | None = None
    for source, number, marked in _lines(marks):
        if last is None or last[0] is not source:
            arrow = "-->" if last is None else ":::"
            lines += [" " * width + paint(arrow, "frame") + f" {_place(marked[0][0], folder)}", edge]
        elif number > last[1] + 1:
            lines.append(paint("...", "frame"))
        last = source, number
        text, start = _window(source.line(number), min(span.start for span, _, _ in marked) - source.start(number))
        lines.append(paint(f"{number:>{width}} |", "frame") + f" {text.rstrip()}".rstrip())
        for span, sign, message in marked:
            painted = diagnostic.severity if sign == "^" else "frame"
            lines.append(f"{edge} {paint(_underline(source, number, start, span, sign, message), painted)}")
    if diagnostic.help:
        lines += [edge, " " * width + paint(" = ", "frame") + f"help: {_line(diagnostic.help)}"]
    return "\n".join(lines)


def _place(span: Span, folder: str) -> str:
    return f"{_line(folder + span.path)}:{span.line}:{span.column}"


def _line(text: str) -> str:
    """A text on one line, without a character that has no look of its own."""
    return shown(text.replace("\n", " "))


def _plain(text: str, _: str) -> str:
    return text


def _painted(text: str, kind: str) -> str:
    return f"\033[{_PAINT[kind]}m{text}\033[0m"


_Mark = tuple[Span, str, str]


def _lines(marks: list[_Mark]) -> Iterator[tuple[Source, int, list[_Mark]]]:
    """The lines to be shown, the text of the diagnostic first, each with what is marked in it."""
    found: dict[tuple[int, int], list[_Mark]] = {}
    sources = list(dict.fromkeys(span.source for span, _, _ in marks))
    for mark in sorted(marks, key=lambda mark: mark[0].start):
        found.setdefault((sources.index(mark[0].source), mark[0].line), []).append(mark)
    for (index, number), marked in sorted(found.items(), key=lambda entry: entry[0]):
        yield sources[index], number, marked


def _window(line: str, at: int) -> tuple[str, int]:
    """What is shown of a line, and from which character on."""
    start = max(0, at - _BEFORE) if len(line) > _WIDEST and at > _WIDEST - _BEFORE else 0
    piece = line[start : start + _WIDEST]
    text = "".join(_look(character) for character in piece)
    return ("…" if start else "") + text + ("…" if start + _WIDEST < len(line) else ""), start


def _underline(source: Source, number: int, start: int, span: Span, sign: str, message: str) -> str:
    line, offset = source.line(number), source.start(number)
    first = span.start - offset
    last = min(max(span.end - offset, first + 1), start + _WIDEST)
    before = ("…" if start else "") + "".join(map(_look, line[start:first]))
    under = "".join(map(_look, line[first:last])) or " "
    return (" " * _columns(before) + sign * max(_columns(under), 1) + f" {message}").rstrip()


def _look(character: str) -> str:
    """How one character is shown."""
    return " " * _TAB if character == "\t" else shown(character)


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)

"""A page of text for people: wrapped to its width, coloured or not, with nothing in it that a terminal would obey."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import combining, east_asian_width

from okrlang.syntax.characters import shown
from okrlang.syntax.frozen import Frozen

_NARROWEST = 15  # columns that a text is given at least
Piece = tuple[str, str]  # what it says and its style: one of _STYLES, or ""
_STYLES = {"good": "32", "warn": "33", "bad": "31", "quiet": "2", "strong": "1"}
# What stands in for a sign that the medium cannot hold.
_PLAIN = {
    "✓": "+", "✗": "x", "◐": "~", "○": "o", "·": "-", "…": "...", "█": "#", "▒": "+", "─": "-", "–": "-", "—": "-",
    "→": "->", "×": "x", "\u00a0": " ", "−": "-", "≥": ">=", "≤": "<=", "“": '"', "”": '"', "‘": "'", "’": "'",
}  # fmt: skip


class Medium(Frozen):
    """What a page is printed on; `folder` (`goals/`) leads from where its reader is to the root of the texts."""

    width: int = 100
    colour: bool = False
    encoding: str = "utf-8"
    folder: str = ""


def visible(text: str) -> str:
    """A text on one line, with everything that a terminal or a reader's eye would stumble over as `<U+202E>`."""
    return text if text.isascii() and text.isprintable() else shown(text.replace("\n", " ").replace("\t", " "))


def held(text: str, encoding: str) -> str:
    """The text with other signs for those that an encoding cannot hold."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(c if _fits(c, encoding) else _PLAIN.get(c) or ascii(c)[1:-1] for c in text)
    return text


_COMMANDS = re.compile(r"(?m)^((?:\x1b\[[0-9;]*m|[^\S\n])*):(?=:)|(##)(?=\[)")


def tame(text: str) -> str:
    """The text without what a build service would take for a command: `::` at the start of a line, and `##[`."""
    if "::" not in text and "##[" not in text:
        return text
    return _COMMANDS.sub(lambda found: "# #" if found[2] else f"{found[1]}: ", text)


def _fits(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def columns(text: str) -> int:
    """How many columns a text takes: wide characters two, combining ones none."""
    if text.isascii() or _NARROW(text):
        return len(text)
    return sum(0 if combining(c) else 1 + (east_asian_width(c) in "WF") for c in text)


_NARROW = re.compile(r"[\0-\u02ff─-▟]*").fullmatch  # Latin letters, lines and blocks take one column each


class Page:
    """Lines in the making. Whatever is put on the page is made visible first; there is no other way onto it."""

    def __init__(self, medium: Medium) -> None:
        self.medium = medium
        self._lines: list[str] = []

    def text(self) -> str:
        """The page as one text."""
        return tame("".join(line + "\n" for line in self._lines))

    def blank(self) -> None:
        """An empty line, but never two."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def put(self, *pieces: Piece, head: Iterable[Piece] = (), hang: int = 0, right: Piece = ("", "")) -> None:
        """Puts a paragraph: `head` at the left margin, the pieces wrapped from column `hang` on, `right` at the end
        of the first line."""
        margin, ending = self._said(head), self._said([right])[0]
        used = sum(columns(said) for said, _ in margin)
        if margin and used >= hang:
            margin, used = [*margin, (" ", "")], used + 1
        room = max(self.medium.width - max(hang, used), _NARROWEST)
        reserved = columns(ending[0]) + 2 if ending[0] else 0
        fits = room - reserved >= _NARROWEST
        rows = _wrapped(self._said(pieces), room, room - reserved if fits else room)
        margins = [[*margin, (" " * (hang - used), "")], *([(" " * hang, "")] for _ in rows[1:])]
        rows = [start + row for start, row in zip(margins, rows, strict=True)]
        if ending[0] and fits:
            gap = self.medium.width - sum(columns(said) for said, _ in rows[0]) - columns(ending[0])
            rows[0] += [(" " * gap, ""), ending]
        self._lines += [self._painted(row).rstrip() for row in rows]
        if ending[0] and not fits:
            self.put(right, hang=hang)

    def heading(self, title: str, right: str = "") -> None:
        """Puts a heading with a rule up to the right margin."""
        self.blank()
        ending = f" {right}" if right else ""
        room = self.medium.width - columns(visible(title)) - columns(ending) - 1
        self.put((title, "strong"), (f" {'─' * max(room, 0)}{ending}", "quiet"))
        self.blank()

    def facts(self, said: Iterable[str], hang: int) -> None:
        """Puts short facts with dots between them; a line ends between two facts where it can."""
        lines, room = [""], self.medium.width - hang
        left = room
        for fact in map(visible, filter(None, said)):
            size = columns(fact)
            if lines[-1] and size + len(" ·") > left:
                lines[-1] += " ·"
                lines.append(fact)
                left = room
            else:
                lines[-1] += f" · {fact}" if lines[-1] else fact
            left -= size + len(" · ")
        for line in lines:
            self.put((line, "quiet"), hang=hang)

    def _said(self, pieces: Iterable[Piece]) -> list[Piece]:
        return [(_kept_together(visible(said), self.medium.encoding), style) for said, style in pieces]

    def _painted(self, row: Iterable[Piece]) -> str:
        if not self.medium.colour:
            return "".join(said for said, _ in row).replace("\u00a0", " ")
        painted = (f"\x1b[{_STYLES[style]}m{said}\x1b[0m" if style and said.strip() else said for said, style in row)
        return "".join(painted).replace("\u00a0", " ")


def _kept_together(text: str, encoding: str) -> str:
    """The text as the encoding holds it, except that a no-break space stays one until lines are broken."""
    if text.isascii():
        return text
    return "\u00a0".join(held(part, encoding) for part in text.split("\u00a0"))


_WORDS = re.compile(r" +|[^ ]+(?: [·-](?= |$))?").findall  # a separating dot stays with the word before it
_TIDY = re.compile(r"[^ ]+(?: [^ ]+)*").fullmatch  # one space between two words, and none around them


def _wrapped(pieces: list[Piece], room: int, first: int) -> list[list[Piece]]:
    """The pieces on lines of `room` columns, the first line of `first`; a word that is longer is broken."""
    lines: list[list[Piece]] = [[]]
    left, gap = first, ""
    for text, style in pieces:
        fits = len(gap) + columns(text) <= left and _TIDY(text)
        for word in [text] if fits else _WORDS(text):
            if word[0] == " ":
                gap = " " if lines[-1] else ""
                continue
            size = columns(word)
            if len(gap) + size > left and lines[-1]:
                lines.append([])
                gap, left = "", room
            if size > left:
                *full, word = _broken(word, left, room)
                lines[-1:] = [*([(part, style)] for part in full), []]
                left, size = room, columns(word)
            lines[-1].append((gap + word, style))
            left -= len(gap) + size
            gap = ""
    return lines


def _broken(word: str, left: int, room: int) -> list[str]:
    """A word that is longer than a line in parts that each fit on one."""
    parts, most = [""], left
    for char in word:
        if columns(parts[-1] + char) > most:
            parts.append("")
            most = room
        parts[-1] += char
    return parts

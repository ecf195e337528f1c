"""Characters that a reader does not see, or takes for others: where they stand, and how they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.source import Source, Span

_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
_UNSEEN = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SPACES = r"\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DIGIT = r"(?![0-9])\d"
# Each is compiled when a text first needs it, and kept by `re`: most texts have none of these characters.
HIDDEN = f"[{_CONTROLS}{_UNSEEN}]"
"""What has no look of its own; the ends of lines and tabs apart."""
_PART_OF_A_SCRIPT = rf"[\u200c\u200d\ufe00-\ufe0f]|{_DIGIT}"
_IN_TEXT = rf"[{_CONTROLS}{_UNSEEN}]|{_DIGIT}"
_OUTSIDE = rf"[{_CONTROLS}{_UNSEEN}{_SPACES}]|{_DIGIT}"
_PIECE = (
    r'(?P<text>(?s:"""(?:[^"\\]|\\.|"(?!""))*+""")|"(?!"")(?:[^"\\\n]|\\[^\n])*+")|(?P<comment>\#[^\n]*)'
    rf"|(?:{_OUTSIDE})"
)


def shown(text: str) -> str:
    """The text with every character that has no look of its own as `<U+202E>`."""
    if text.isascii() and text.isprintable():
        return text
    return re.sub(HIDDEN, lambda hidden: f"<U+{ord(hidden[0]):04X}>", text)


def checked(source: Source, start: int, end: int) -> tuple[str, list[Diagnostic]]:
    """The whole text, fit to be parsed between two places, and what is said of its characters there.

    What is an error is blanked, so that it is reported once. A joiner or a digit of another script is at home in a text
    that has letters of such a script.
    """
    found: dict[tuple[int, str], Diagnostic] = {}
    text, blanks = source.text, []
    if not re.compile(_OUTSIDE).search(text, start, end):
        return text, []
    for at, severity in _strange(text, start, end):
        if severity == "error":
            blanks.append(at)
        diagnostic = _diagnostic(Span(source, at, at + 1), severity)
        found.setdefault((diagnostic.span.line, diagnostic.name), diagnostic)  # one of a kind is enough for a line
    if blanks:
        characters = list(text)
        for at in blanks:
            characters[at] = "0" if characters[at].isdecimal() else " "
        text = "".join(characters)
    return text, list(found.values())


def _strange(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Where strange characters stand, and how bad that is."""
    for piece in re.compile(_PIECE).finditer(text, start, end):
        if piece["comment"]:
            yield from ((hidden.start(), "error") for hidden in re.compile(HIDDEN).finditer(text, *piece.span()))
        elif piece["text"]:
            foreign = any(letter.isalpha() or letter > "\u2fff" for letter in piece["text"] if letter > "\x7f")
            for strange in re.compile(_IN_TEXT).finditer(text, *piece.span()):
                if not (foreign and re.match(_PART_OF_A_SCRIPT, strange[0])):
                    yield strange.start(), "warning"
        else:
            yield piece.start(), "error"


def _diagnostic(span: Span, severity: str) -> Diagnostic:
    import unicodedata

    character = span.text
    if character.isdecimal():
        message = f"`{character}` is a digit of another script"
        return Diagnostic("foreign-digit", message, span, severity, help="digits are written `0` to `9`")  # type: ignore[arg-type]
    called = unicodedata.name(character, "a control character").lower()
    message = f"`<U+{ord(character):04X}>` ({called}) cannot be seen"
    return Diagnostic("invisible-character", message, span, severity, help="take it out")  # type: ignore[arg-type]

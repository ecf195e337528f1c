"""From the bytes of a file to its text: UTF-8 and nothing else, lines ended by one newline."""

from __future__ import annotations

from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.source import Source, Span

_MARK = b"\xef\xbb\xbf"
_OTHER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read(path_shown: str, data: bytes) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """The text of a file, or why it has none; `path_shown` is relative to the root."""
    data = data.removeprefix(_MARK)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf_8(path_shown, data, error.start),)
    source = Source(path_shown, with_newlines(text))
    if not source.text.strip():
        help = "the smallest useful sheet is one `objective` with a `key result`"
        return source, (Diagnostic("empty-file", "this file is empty", Span(source, 0, 0), "warning", help),)
    return source, ()


def with_newlines(text: str) -> str:
    """The text with every line ended by `\\n`, whatever ended it before."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _not_utf_8(path: str, data: bytes, at: int) -> Diagnostic:
    source = Source(path, with_newlines(data.decode("utf-8", "replace")))
    start = len(with_newlines(data[:at].decode("utf-8")))
    span = Span(source, start, start + 1)
    other = _OTHER_MARKS.get(data[:2])
    if other:
        return Diagnostic("not-utf-8", f"this file is {other}", span, help="save it as UTF-8")
    return Diagnostic("not-utf-8", f"the byte {data[at]:02X} is not UTF-8", span, help="save the file as UTF-8")

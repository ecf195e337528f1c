"""Where output goes: what the terminal can show, and files that are written whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click

from okrlang.report.formats import MACHINES
from okrlang.report.page import Medium

_WIDEST = 100


def medium(colour: str, root: str) -> Medium:
    """What standard output is: its width where it is a terminal, whether it is to be coloured, its encoding."""
    terminal = sys.stdout is not None and sys.stdout.isatty()
    width = min(os.get_terminal_size(sys.stdout.fileno()).columns or _WIDEST, _WIDEST) if terminal else _WIDEST
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return Medium(max(width, 40), _is_coloured(colour, terminal), encoding, _way_to(root))


def _way_to(root: str) -> str:
    """The way from here to the root, where it lies below."""
    way = os.path.relpath(root)
    return "" if way == "." or way.startswith("..") else f"{way}/"


def _is_coloured(asked: str, terminal: bool) -> bool:
    if asked != "auto":
        return asked == "always"
    if os.environ.get("FORCE_COLOR"):
        return True
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return terminal


def show(
    formats: Iterable[tuple[str, str | None]],
    renderers: Mapping[str, Callable[[Any, Medium], str]],
    found: Any,
    colour: str,
    root: str,
    inputs: Iterable[str],
) -> None:
    """Prints what was found, or writes it to files, in each format that was asked for."""
    kept = tuple(inputs)
    for name, file in formats:
        if file is not None:
            write(file, renderers[name](found, Medium()), kept)
            continue
        screen = medium(colour, root)
        put(renderers[name](found, screen), "utf-8" if name in MACHINES else screen.encoding)


def put(text: str, encoding: str = "utf-8") -> None:
    """Prints to standard output; a reader that has left is no fault."""
    if sys.stdout is None:
        raise click.ClickException("standard output is closed.")
    data = text.encode(encoding, "backslashreplace")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        stop_printing(error)


def stop_printing(error: OSError) -> None:
    """Gives standard output up, and says why unless its reader has left."""
    # What Python still holds back would fail once more when it shuts down.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not isinstance(error, BrokenPipeError):
        reason = (error.strerror or "no reason given").lower()
        raise click.ClickException(f"standard output cannot be written: {reason}.") from error


def say(message: str) -> None:
    """Says something beside the output, on standard error."""
    click.echo(message, err=True)


def write(path: str, text: str, inputs: Iterable[str]) -> None:
    """Writes a file at once or not at all, and never over one that was read or that a text names."""
    target = os.path.realpath(path)
    refuse_input(path, inputs)
    if os.path.exists(target) and not os.path.isfile(target):
        raise click.UsageError(f"'{path}' is not a regular file.")
    folder, name = os.path.split(target)
    draft = os.path.join(folder, f".{name}.{os.getpid()}.tmp")
    try:
        _write_through(draft, text)
        os.replace(draft, target)
    except OSError as error:
        _remove(draft)
        reason = (error.strerror or "no reason given").lower()
        raise click.UsageError(f"'{path}' cannot be written: {reason}.") from error


def refuse_input(path: str, inputs: Iterable[str]) -> None:
    """Ends with a usage error where what is to be written is something that was read."""
    target = os.path.realpath(path)
    if any(_is_same(target, given) for given in inputs):
        raise click.UsageError(f"'{path}' is an input and is not written over.")


def _write_through(path: str, text: str) -> None:
    _remove(path)
    with open(path, "xb") as file:
        file.write(text.encode("utf-8", "backslashreplace"))
        file.flush()
        os.fsync(file.fileno())


def _remove(path: str) -> None:
    if os.path.lexists(path):
        os.unlink(path)


def _is_same(target: str, given: str) -> bool:
    try:
        return os.path.samefile(target, given)
    except OSError:
        return False

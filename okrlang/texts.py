"""The goal texts that paths name: found, read, and under which root."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from os.path import abspath, commonpath, dirname, isdir, join, realpath, relpath

from okrlang import config
from okrlang.config import Config
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.frozen import Frozen
from okrlang.syntax.markdown import is_markdown
from okrlang.syntax.nearest import nearest
from okrlang.syntax.reader import read
from okrlang.syntax.source import Source, Span

MOST_BYTES = 64 * 1024 * 1024  # of one text


class Text(Frozen):
    """One file as read: its bytes and, unless they are no text, what they say."""

    path: str
    data: bytes
    source: Source | None


class Texts(Frozen):
    """A workspace's texts by path; `asked` are the paths to be reported, None for all; `faults` cost a text or more."""

    root: str
    config: Config
    texts: tuple[Text, ...]
    asked: frozenset[str] | None
    faults: tuple[Diagnostic, ...]


def gather(paths: Sequence[str | os.PathLike[str]]) -> Texts:
    """All texts of the root to which paths belong, or, without a configuration, the texts that they name."""
    faults: list[Diagnostic] = []
    given = [path for path in map(abspath, paths) if _exists(path, faults)]
    folders = [path if isdir(path) else dirname(path) for path in given]
    owners = {config.find(folder) for folder in folders}
    if len(owners) > 1:
        faults.append(
            _fault(
                _relative(given[0], os.getcwd()), "several-roots", "these paths belong to different roots", _ONE_ROOT
            )
        )
        return Texts(folders[0], Config(), (), None, tuple(faults))
    owner = next(iter(owners), None)
    root = dirname(owner) if owner else commonpath(folders) if folders else os.getcwd()
    settings, wrong = config.load(owner) if owner else (Config(), ())
    faults.extend(wrong)
    found = sorted({*_named(given, root, faults), *(_walked(root, root, faults) if owner else ())})
    asked = frozenset(shown for shown, path in found if any(_lies_in(path, g) for g in given)) if owner else None
    return Texts(root, settings, _read_all(found, root, faults), asked, _once(faults))


def is_workspace(folder: str) -> bool:
    """Whether a folder has a goal text in it, or belongs to a root that has a configuration."""
    path = abspath(folder)
    return config.find(path) is not None or any(name.endswith(".okr") for name in os.listdir(path))


def _once(faults: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The faults without those that were found twice because a folder was walked twice."""
    return tuple({fault.order(): fault for fault in faults}.values())


_ONE_ROOT = "each has a configuration of its own, or one has none; ask for one root at a time"


def _lies_in(path: str, folder: str) -> bool:
    """Whether a path is that of a folder or of something in it; both are absolute."""
    return commonpath((path, folder)) == folder


def _exists(path: str, faults: list[Diagnostic]) -> bool:
    if os.path.lexists(path):
        return True
    folder, name = os.path.split(path)
    try:
        near = nearest(name, sorted(os.listdir(folder)))
    except OSError:
        near = None
    advice = f"did you mean `{_shown(near)}`?" if near else None
    faults.append(_fault(_shown(name), "no-such-file", "there is no such file or folder", advice))
    return False


# --- which files -----------------------------------------------------------------------------------------------------

Found = tuple[str, str]  # a file as shown, relative to the root, and where it is


def _named(given: Iterable[str], root: str, faults: list[Diagnostic]) -> set[Found]:
    found: set[Found] = set()
    for path in given:
        if isdir(path):
            found.update(_walked(path, root, faults))
        elif path.endswith(".okr") or is_markdown(path):
            found.add((_relative(path, root), path))
        else:
            shown = _relative(path, root)
            faults.append(_fault(shown, "no-goal-text", "this is no goal text", "goal texts end in `.okr` or `.md`"))
    return found


def _walked(folder: str, root: str, faults: list[Diagnostic]) -> Iterator[Found]:
    def unreadable(error: OSError) -> None:
        faults.append(_unreadable(_relative(str(error.filename), root), error))

    for at, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if name.endswith(".okr"):
                shown = _relative(join(at, name), root)
                faults.append(_fault(shown, "no-goal-text", "this is a folder, not a goal text", severity="warning"))
        for name in sorted(files):
            if name.endswith(".okr"):
                yield _relative(join(at, name), root), join(at, name)


def _relative(path: str, root: str) -> str:
    return _shown(relpath(path, root).replace(os.sep, "/"))


def _shown(name: str) -> str:
    """A name that can be printed: bytes that are not UTF-8 become escapes."""
    return name.encode("utf-8", "backslashreplace").decode()


# --- what is in them -------------------------------------------------------------------------------------------------


def _read_all(found: Iterable[Found], root: str, faults: list[Diagnostic]) -> tuple[Text, ...]:
    texts: list[Text] = []
    seen: dict[str, str] = {}
    home = realpath(root)
    for shown, path in found:
        real = realpath(path)
        if real in seen:
            message = f"this is the same file as `{seen[real]}`, which is read once"
            faults.append(_fault(shown, "same-file", message, severity="warning"))
            continue
        seen[real] = shown
        if not _lies_in(real, home):
            faults.append(_fault(shown, "outside-root", "this link leads out of the root", "copy the file instead"))
            continue
        data = _bytes(real, shown, faults)
        if data is not None:
            source, wrong = read(shown, data)
            faults.extend(wrong)
            texts.append(Text(shown, data, source))
    return tuple(texts)


def _bytes(path: str, shown: str, faults: list[Diagnostic]) -> bytes | None:
    """The bytes of a regular file that is not too large; what is neither is never opened."""
    try:
        about = os.stat(path)
        if not stat.S_ISREG(about.st_mode):
            faults.append(_fault(shown, "no-goal-text", "this is not a regular file"))
        elif about.st_size > MOST_BYTES:
            faults.append(_fault(shown, "text-too-large", f"this text has more than {MOST_BYTES >> 20} MiB"))
        else:
            with open(path, "rb") as file:
                return file.read()
    except OSError as error:
        faults.append(_unreadable(shown, error))
    return None


def _unreadable(shown: str, error: OSError) -> Diagnostic:
    return _fault(shown, "unreadable-file", f"this cannot be read: {(error.strerror or 'no reason given').lower()}")


def _fault(shown: str, name: str, message: str, advice: str | None = None, severity: str = "error") -> Diagnostic:
    place = Span(Source(shown, ""), 0, 0)
    return Diagnostic(name, message, place, "warning" if severity == "warning" else "error", advice)

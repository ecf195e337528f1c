"""The journal: a file of snapshots that is only ever added to, a whole line at a time."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from okrlang.history.lock import locked
from okrlang.history.snapshot import FORMAT, Goal, Snapshot, State, line, read_line
from okrlang.measure.faults import Faults
from okrlang.measure.reading import DataProblem, Input
from okrlang.syntax.frozen import Frozen

MOST_DAYS = 26  # that are remembered of a goal, the latest
_LONGEST = 1 << 26  # bytes of a line
_OPENING = f'{{"format":"{FORMAT}"'.encode()
_SHOWN = "history"


class History(Frozen):
    """What a journal says of each goal day by day; of what was said of a day twice, the last.

    `input` is the file as it was read, None where there is none yet. `problems` are lines that are no snapshots, which
    stay where they are.
    """

    shown: str
    states: dict[Goal, dict[date, State]]
    input: Input | None = None
    problems: tuple[DataProblem, ...] = ()

    def of(self, goal: Goal, as_of: date) -> list[tuple[date, State]]:
        """What was said of a goal on each day up to a day, in order."""
        return sorted((day, state) for day, state in self.states.get(goal, {}).items() if day <= as_of)


def read(path: Path, shown: str, wanted: Callable[[date], bool] = lambda _: True) -> History:
    """The history in a file, of the days that are wanted; `shown` is how its path is printed."""
    try:
        with path.open("rb") as file:
            return _read(file, shown, wanted)
    except FileNotFoundError:
        return History(shown, {})
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        problem = DataProblem(shown, _SHOWN, None, "history-unreadable", f"it cannot be read: {reason}", True)
        return History(shown, {}, problems=(problem,))


def unreadable(shown: str, why: str) -> History:
    """The history of a path that leads to no file that could be one."""
    return History(shown, {}, problems=(DataProblem(shown, _SHOWN, None, "history-unreadable", why, True),))


def _read(file: BinaryIO, shown: str, wanted: Callable[[date], bool]) -> History:
    faults, found, hashed, count = Faults(_SHOWN, shown), History(shown, {}), hashlib.sha256(), 0
    for count, written in enumerate(_lines(file, hashed.update), 1):
        snapshot = read_line(written) if len(written) <= _LONGEST else "this line is too long for a snapshot"
        if isinstance(snapshot, str):
            faults.note("snapshot-unreadable", snapshot, count)
        elif wanted(snapshot.as_of):
            _remember(found.states, snapshot)
    about = Input(shown, hashed.hexdigest(), count)
    return History(shown, found.states, about, tuple(faults.problems()))


def _lines(file: BinaryIO, seen: Callable[[bytes], None]) -> Iterator[bytes]:
    """The lines, empty ones left out; one that is too long comes as its beginning, which is too long as well."""
    while written := file.readline(_LONGEST + 1):
        seen(written)
        rest = written
        while len(rest) > _LONGEST and not rest.endswith(b"\n"):
            rest = file.readline(_LONGEST + 1)
            seen(rest)
        yield written


def _remember(states: dict[Goal, dict[date, State]], snapshot: Snapshot) -> None:
    for goal, state in snapshot.states.items():
        days = states.setdefault(goal, {})
        days[snapshot.as_of] = state
        if len(days) > 2 * MOST_DAYS:
            for day in sorted(days)[:-MOST_DAYS]:
                del days[day]


# --- writing ---------------------------------------------------------------------------------------------------------


def record(path: str, snapshot: Snapshot) -> str | None:
    """Adds a snapshot to a file, unless the file says all that already; gives what kept it from being added.

    Lines are added and never changed. Runs wait for each other, so that none is lost and none is mixed with another;
    a line that a run did not live to end is left as it is, and the next one begins anew.
    """
    try:
        file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        try:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                return "is no regular file"
            with locked(file):
                return _record(file, Path(path), snapshot)
        finally:
            os.close(file)
    except OSError as error:
        return f"cannot be written: {(error.strerror or 'no reason given').lower()}"


def _record(file: int, path: Path, snapshot: Snapshot) -> str | None:
    size = os.fstat(file).st_size
    if size:
        before = _at(file, 0, len(_OPENING))
        if not _OPENING.startswith(before):
            return "holds something else than snapshots, and nothing is added to it"
        if _says(path, snapshot):
            return None
    start = b"" if not size or _at(file, size - 1, 1) == b"\n" else b"\n"
    _append(file, start + line(snapshot), size)
    return None


def _at(file: int, place: int, count: int) -> bytes:
    os.lseek(file, place, os.SEEK_SET)
    return os.read(file, count)


def _says(path: Path, snapshot: Snapshot) -> bool:
    """Whether the file says of that day what the snapshot says."""
    known = read(path, "", lambda day: day == snapshot.as_of).states
    return all(known.get(goal, {}).get(snapshot.as_of) == state for goal, state in snapshot.states.items())


def _append(file: int, data: bytes, size: int) -> None:
    """Adds bytes to the end and waits until they are kept; where there is no room for all of them, adds none."""
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
        os.fsync(file)
    except OSError:
        os.ftruncate(file, size)
        raise

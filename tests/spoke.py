"""The honest workspace, altered: what the tests of tricks and of honest variations share."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from okrlang.report.report import Item, Report
from okrlang.session import evaluate, load
from okrlang.wishes import Wishes

WORKSPACES = Path(__file__).parent / "workspaces"
CLOSED = date(2026, 10, 25)
ITEMS = ("1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "5.1", "5.2", "6.1", "6.2", "7.1", "7.2")
# Whether goals were changed without a word only the revision history can tell, and these workspaces have none.
WITHOUT_HISTORY = {"7.2": "no_evidence"}

Edit = Callable[[Path], None]
"""Something done to the files of a workspace."""


def swap(file: str, old: str, new: str) -> Edit:
    """Every `old` in a file becomes `new`; there is at least one."""

    def edit(folder: Path) -> None:
        text = (folder / file).read_text("utf-8")
        assert old in text, old
        (folder / file).write_text(text.replace(old, new), "utf-8")

    return edit


def rewrite(file: str, pattern: str, new: str) -> Edit:
    """Everything in a file that fits a pattern becomes `new`; there is at least one."""

    def edit(folder: Path) -> None:
        text, times = re.subn(pattern, new, (folder / file).read_text("utf-8"), flags=re.DOTALL)
        assert times, pattern
        (folder / file).write_text(text, "utf-8")

    return edit


def add(file: str, text: str) -> Edit:
    """A file gets a text at its end; one that is not there comes to be."""

    def edit(folder: Path) -> None:
        before = (folder / file).read_text("utf-8") if (folder / file).exists() else ""
        (folder / file).write_text(before + text, "utf-8")

    return edit


def write(file: str, data: bytes) -> Edit:
    """A file holds these bytes."""

    def edit(folder: Path) -> None:
        (folder / file).write_bytes(data)

    return edit


def minutes(text: str) -> Edit:
    """Every file of evidence holds the same text."""

    def edit(folder: Path) -> None:
        for file in (folder / "minutes").iterdir():
            file.write_text(text, "utf-8")

    return edit


def altered(edits: tuple[Edit, ...], folder: Path, as_of: date = CLOSED) -> Report:
    """The report of the honest workspace after some edits."""
    place = shutil.copytree(WORKSPACES / "honest", folder / "workspace")
    for edit in edits:
        edit(place)
    return evaluate(load([place]), as_of, Wishes(), {}).report


@cache
def report(name: str, as_of: date) -> Report:
    """The report of a workspace as it stands."""
    return evaluate(load([WORKSPACES / name]), as_of, Wishes(), {}).report


def items(found: Report, cycle: str | None = None) -> dict[str, Item]:
    """The items of a cycle, of the first one unless another is named."""
    assert found.checklist is not None
    chosen = next(c for c in found.checklist.cycles if cycle is None or c.cycle == cycle)
    return {item.id: item for section in chosen.sections for item in section.items}


def verdicts(found: Report, cycle: str | None = None) -> dict[str, str]:
    """The verdict of each item."""
    return {id: item.verdict for id, item in items(found, cycle).items()}

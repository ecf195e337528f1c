"""Workspaces and their data as texts, measured: what the tests of the measure floor stand on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from okrlang.measure.measures import Measures, measure
from okrlang.measure.reading import Reading
from okrlang.model.calendar import Period, through
from okrlang.model.quantity import text
from okrlang.model.resolver import Known, resolve
from okrlang.model.workspace import Workspace
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source


def workspace(words: str) -> Workspace:
    """The workspace of a goal text that has no fault."""
    sheet, faults = parse(Source("goals.okr", words))
    found, diagnostics = resolve((sheet,), Known())
    wrong = [d for d in (*faults, *diagnostics) if d.severity == "error"]
    assert not wrong, wrong
    return found


def measured(
    root: Path,
    words: str,
    files: Mapping[str, str | bytes] | None = None,
    as_of: str = "2026-08-20",
    environment: Mapping[str, str] | None = None,
) -> Measures:
    """What is measured in a goal text with data files beside it."""
    for name, content in (files or {}).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return measure(workspace(words), root, day(as_of), environment or {})


def day(written: str) -> date:
    """The date that an ISO text is."""
    return date.fromisoformat(written)


def period(first: str, last: str) -> Period:
    """The period of two written ends, both included."""
    return through(day(first), day(last))


def value(reading: Reading) -> str:
    """The value of a reading as the language writes it; `-` where there is none."""
    return text(reading.value) if reading.value else "-"

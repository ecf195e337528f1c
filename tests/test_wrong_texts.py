"""A figure whose text has a mistake is unknown: nothing is met by a filter, a source or a formula that was not understood."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import okrlang

SHEET = """
source figures {{ file "figures.csv"  date column day  value column value {source} }}
metric calls "Calls" {{ unit calls {origin}  better higher }}
objective reach "Everybody is reached" {{
  owner "Office"  cycle 2026-Q4
  key result calls "Calls" {{ metric calls  keep at least 1 in every week }}
}}
check in on 2026-10-16 by "Office" {{ report reach.calls 50 }}
"""
MISTAKES = {
    "a unit in a filter": ("", "from figures where value > 1 EUR  take sum"),
    "a filter that is no condition": ("", "from figures where value  take sum"),
    "a source that is not declared": ("", "from figurs  take sum"),
    "a circle": ("", "formula calls + 1"),
    "a window of another kind": ("", "from figures  take sum over 3 EUR"),
    "a separator of two signs": ('separated by ";;"', "from figures  take sum"),
    "a date form that says nothing": ('dates as "when it was"', "from figures  take sum"),
    "a source said twice": ("value column day", "from figures  take sum"),
}


def status(folder: Path, source: str, origin: str) -> str:
    (folder / "goals.okr").write_text(SHEET.format(source=source, origin=origin), "utf-8")
    (folder / "figures.csv").write_text("day,value\n2026-10-02,3\n2026-10-05,7\n2026-10-12,9\n", "utf-8")
    report = okrlang.evaluate([folder], as_of=date(2026, 10, 18))
    return report.objectives[0].key_results[0].status


def test_without_a_mistake_the_goal_is_on_track(tmp_path: Path) -> None:
    assert status(tmp_path, "", "from figures  take sum") == "on_track"


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_measure_with_a_mistake_has_no_value(tmp_path: Path, mistake: str) -> None:
    assert status(tmp_path, *MISTAKES[mistake]) == "no_data"

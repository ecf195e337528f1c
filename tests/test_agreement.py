"""A value that a check-in reports of what a source measures: it does not count, and that is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import okrlang

SHEET = """
source figures {{ file "figures.csv"  date column day  value column value }}
metric churn "Churn" {{ unit %  from figures  take last  better lower }}
objective stay "Shops stay" {{ owner "COO"  cycle 2026-Q3  key result churn {{ metric churn  from 4% to 2% }} }}
check in on 2026-08-10 by "COO" {{ report stay.churn {reported} }}
"""


@pytest.mark.parametrize(
    ("day", "reported", "said"),
    [
        ("2026-08-10", "3.5%", []),
        ("2026-08-10", "2.5%", ["check-in-differs"]),
        ("2026-08-03", "3.5%", []),
        ("2026-08-03", "2.5%", ["check-in-not-counted"]),
        ("2026-08-03", "", []),
    ],
)
def test_what_differs_is_said(tmp_path: Path, day: str, reported: str, said: list[str]) -> None:
    (tmp_path / "goals.okr").write_text(SHEET.format(reported=reported or "confidence 5 of 10"), "utf-8")
    (tmp_path / "figures.csv").write_text(f"day,value\n{day},3.5\n", "utf-8")
    report = okrlang.evaluate([tmp_path], as_of=date(2026, 8, 20))
    assert [d.name for d in report.diagnostics if d.name.startswith("check-in")] == said

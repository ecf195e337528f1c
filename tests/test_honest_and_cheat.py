"""The procedure held against two workspaces: a team that did the work, and one that only looks like it.

Their reports stand beside them, to be read; `test_tricks.py` and `test_honest_variations.py` alter the honest one.
"""

from __future__ import annotations

from datetime import date

import case
import pytest
from spoke import CLOSED, ITEMS, WITHOUT_HISTORY, WORKSPACES, report, verdicts


@pytest.mark.parametrize("name", ["honest", "cheat"])
def test_the_report_stands_beside_the_workspace(name: str, request: pytest.FixtureRequest) -> None:
    """`pytest --update` rewrites it and fails the run that changed it."""
    beside = WORKSPACES / name / "report.txt"
    printed, _ = case.command(f"okrlang evaluate tests/workspaces/{name} --as-of {CLOSED}", case.CHECKOUT)
    stated = beside.read_text("utf-8") if beside.exists() else ""
    if request.config.getoption("--update") and printed != stated:
        beside.write_text(printed, encoding="utf-8")
    assert printed == stated


def test_a_team_that_did_all_of_it_passes() -> None:
    assert verdicts(report("honest", CLOSED)) == dict.fromkeys(ITEMS, "pass") | WITHOUT_HISTORY


@pytest.mark.parametrize("as_of", [date(2026, month, day) for month in (7, 8, 9, 10) for day in (8, 15, 22, 29)])
def test_on_no_day_does_it_fail(as_of: date) -> None:
    found = verdicts(report("honest", as_of))
    assert {item for item, verdict in found.items() if verdict not in ("pass", "not_due")} == {"7.2"}


def test_before_anybody_has_attested_it_needs_review() -> None:
    found = verdicts(report("honest", date(2026, 7, 5)))
    assert {item for item, verdict in found.items() if verdict == "needs_review"} == {"2.2", "3.2"}


@pytest.mark.parametrize("as_of", [date(2026, 2, 1), date(2026, 6, 30), date(2026, 12, 31), date(2044, 6, 30)])
def test_a_workspace_written_to_pass_gets_not_one_item(as_of: date) -> None:
    assert "pass" not in verdicts(report("cheat", as_of)).values()


def test_of_the_cheat_no_item_says_less_than_what_it_lacks() -> None:
    """Each fails for something of its own too, and not only for the cycle of twenty years."""
    found = report("cheat", CLOSED)
    assert found.checklist is not None
    rules = {
        i.id: {r.rule for r in i.rules if r.verdict == "fail"}
        for c in found.checklist.cycles
        for s in c.sections
        for i in s.items
    }
    shared = set.intersection(*rules.values())
    assert {"cycle-length", "cycle-rhythm", "waiver-length", "waiver-approval"} <= shared
    assert [item for item, failed in rules.items() if not failed - shared] == []

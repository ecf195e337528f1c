"""The procedure held against two workspaces: a team that did the work, and one that only looks like it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from okrlang.session import Wishes, evaluate, load

WORKSPACES = Path(__file__).parent / "workspaces"
CLOSED = date(2026, 10, 25)
ITEMS = ("1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "5.1", "5.2", "6.1", "6.2", "7.1", "7.2")
# Whether goals were changed without a word only the revision history can tell, and these workspaces have none.
WITHOUT_HISTORY = {"7.2": "no_evidence"}


def verdicts(folder: Path, as_of: date) -> dict[str, str]:
    """The verdict of each item, for the one cycle that these workspaces have."""
    report = evaluate(load([folder]), as_of, Wishes(), {}).report
    assert report.checklist is not None
    (cycle,) = report.checklist.cycles
    return {item.id: item.verdict for section in cycle.sections for item in section.items}


def test_a_team_that_did_all_of_it_passes() -> None:
    assert verdicts(WORKSPACES / "honest", CLOSED) == dict.fromkeys(ITEMS, "pass") | WITHOUT_HISTORY


@pytest.mark.parametrize("as_of", [date(2026, month, day) for month in (7, 8, 9, 10) for day in (8, 15, 22, 29)])
def test_on_no_day_does_it_fail(as_of: date) -> None:
    found = verdicts(WORKSPACES / "honest", as_of)
    assert {item for item, verdict in found.items() if verdict not in ("pass", "not_due")} == {"7.2"}


def test_before_anybody_has_attested_it_needs_review() -> None:
    found = verdicts(WORKSPACES / "honest", date(2026, 7, 5))
    assert {item for item, verdict in found.items() if verdict == "needs_review"} == {"2.2", "3.2"}


@pytest.mark.parametrize("as_of", [date(2026, 2, 1), date(2026, 6, 30), date(2026, 12, 31), date(2044, 6, 30)])
def test_a_workspace_written_to_pass_gets_not_one_item(as_of: date) -> None:
    assert "pass" not in verdicts(WORKSPACES / "cheat", as_of).values()


WAIVED = "waive key-result-count on ride from 2026-07-01"

# One trick at a time in the honest workspace: the file, what is written in place of what, and the items that it costs.
TRICKS = {
    "a cycle of twenty years": (
        "company.okr",
        "cycle 2026-Q3 {",
        "cycle 2026-Q3 { }\ncycle era { from 2026-07-01 to 2045-12-31",
        ITEMS,
    ),
    "a rhythm that is never due": ("company.okr", "check in every 2 weeks", "check in every 1000 weeks", ITEMS),
    "a pause of two months": ("company.okr", "policy pace", "pause from 2026-07-02 to 2026-09-10", ITEMS),
    "a waiver until 2999": (
        "company.okr",
        "cycle 2026-Q3 {",
        f'{WAIVED} until 2999-12-31 because "One is enough" approved by coordinator\ncycle 2026-Q3 {{',
        ITEMS,
    ),
    "a waiver by the owner": (
        "company.okr",
        "cycle 2026-Q3 {",
        f'{WAIVED} until 2026-08-31 because "One is enough" approved by spoke\ncycle 2026-Q3 {{',
        ITEMS,
    ),
    "a waiver by whoever leads the owner": (
        "company.okr",
        "cycle 2026-Q3 {",
        'waive key-result-count on fixed from 2026-07-01 until 2026-08-31 because "One" approved by "Workshop lead"\n'
        "cycle 2026-Q3 {",
        ITEMS,
    ),
    "no mission": ("company.okr", 'mission "Everybody in our quarter can get about by bicycle."', "", ("1.1",)),
    "a priority that nobody serves": (
        "company.okr",
        'priority learning "Nobody is afraid of the road"',
        'priority learning "Nobody is afraid of the road"  priority air "Clean air"',
        ("2.1",),
    ),
    "nobody can tell what is done by when": (
        "goals.okr",
        '"The store is counted"          { weight 40%  due 2026-07-31  done 2026-07-28 }',
        '"The store is counted"          { weight 40%  done 2026-07-28 }',
        ("1.2", "4.1"),
    ),
    "it stands alone, and says so itself": (
        "goals.okr",
        'supports ride.sound, access\n  because  "People who wait for longer than a week borrow a car, and keep it."\n'
        "  approved by coordinator",
        'stands alone because "It does"\n  because  "Cars."\n  approved by workshop',
        ("2.1",),
    ),
    "it stands alone, and its lead says so": (
        "goals.okr",
        'supports ride.sound, access\n  because  "People who wait for longer than a week borrow a car, and keep it."\n'
        "  approved by coordinator",
        'stands alone because "It does"\n  because  "Cars."\n  approved by "Workshop lead"',
        ("2.1",),
    ),
    "dropped a day before the end": (
        "goals.okr",
        "owner    lessons\n  cycle    2026-Q3",
        'owner    lessons\n  dropped on 2026-09-29 because "Not relevant"\n  cycle    2026-Q3',
        ("7.2",),
    ),
    "carried on the day before the end": (
        "goals.okr",
        "    from 9 days to 4 days\n",
        '    from 9 days to 4 days\n    carried to 2026-Q4 on 2026-09-29 because "Later"\n',
        ("7.2",),
    ),
    "told a month late": ("records.okr", "on 2026-07-03 by coordinator", "on 2026-08-03 by coordinator", ("3.1",)),
    "told, with nothing to show": ("records.okr", '  evidence "minutes/2026-07-03-goals-told.md"\n', "", ("3.1",)),
    "heard when all was settled": (
        "records.okr",
        '"What learners and members want of the summer" on 2026-06-20',
        '"What learners and members want of the summer" on 2026-08-20',
        ("3.2",),
    ),
    "planned when all was over": (
        "records.okr",
        "on 2026-06-24 by coordinator",
        "on 2026-10-24 by coordinator",
        ("2.2",),
    ),
    "a plan of half the money": ("records.okr", "budget 5000 EUR", "budget 2000 EUR", ("2.2",)),
    "an attestation for ever": (
        "records.okr",
        'council.md"  until 2026-09-30',
        'council.md"  until 2999-12-31',
        ("2.2", "3.2"),
    ),
    "attested by an owner": (
        "records.okr",
        'attest okr_procedure 2.2 on 2026-07-06 by "Members\' auditor"',
        "attest okr_procedure 2.2 on 2026-07-06 by workshop",
        ("2.2", "3.2"),
    ),
    "a decision out of the blue": ("records.okr", "  rests on waiting, wait\n", "", ("2.2",)),
    "check-ins dated ahead": ("records.okr", "check in on 2026-08-11", "check in on 2027-08-11", ("5.2",)),
    "a review left out": (
        "records.okr",
        'review august "Review of August" on 2026-08-27',
        'review august "Review of August" on 2027-08-27',
        ("5.2",),
    ),
    "evaluated before the start": (
        "records.okr",
        '"The summer closed" on 2026-10-12',
        '"The summer closed" on 2026-07-01',
        ("6.1",),
    ),
    "a kinder score": ("records.okr", "score  fixed.wait        0.8", "score  fixed.wait        1.0", ("6.1",)),
    "missed, and no cause": (
        "records.okr",
        ' cause "Friday evenings were not staffed before August; the spare key was with one person"',
        "",
        ("6.1",),
    ),
    "feedback that nobody can read": ("records.okr", '  evidence "minutes/2026-08-12-box.csv"\n', "", ("6.2",)),
    "an improvement until 2999": (
        "records.okr",
        "  due     2026-09-15\n  done    2026-09-12\n",
        "  due     2999-12-31\n",
        ("6.2",),
    ),
    "nobody asks whether it is right": ("records.okr", "  judges relevance\n", "", ("7.1",)),
    "off track, and nobody decides": (
        "records.okr",
        "  keeps    fixed.wait\n",
        "  keeps    first_ride\n",
        ("7.2",),
    ),
    "figures once in twenty years": ("measures.okr", "updated    every week", "updated    every 20 years", ("5.1",)),
    "a year of grace": ("measures.okr", "grace      4 days", "grace      365 days", ("5.1",)),
    "no figures": ("data/figures.csv", "wait", "weight", ("5.1", "6.1")),
    "more hands than there are": ("goals.okr", "allocate 1 FTE, 1200 EUR", "allocate 9 FTE, 1200 EUR", ("4.2",)),
    "work without anything to work with": ("goals.okr", "allocate 0.5 FTE\n", "allocate 0 FTE\n", ("4.2",)),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_one_trick_costs_its_items(trick: str, tmp_path: Path) -> None:
    file, honest, cheat, items = TRICKS[trick]
    folder = shutil.copytree(WORKSPACES / "honest", tmp_path / "workspace")
    text = (folder / file).read_text("utf-8")
    assert honest in text
    text = text.replace(honest, cheat)
    if "era" in cheat:
        goals = (folder / "goals.okr").read_text("utf-8")
        (folder / "goals.okr").write_text(goals.replace("2026-Q3", "era"), "utf-8")
    (folder / file).write_text(text, "utf-8")
    found = verdicts(folder, CLOSED)
    assert [item for item in items if found[item] == "pass"] == []
    assert [item for item in items if found[item] not in ("fail", "no_evidence", "needs_review")] == []

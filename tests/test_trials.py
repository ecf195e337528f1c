"""`okrlang test` and what the commands share: schemas that hold, help with examples, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import case
import jsonschema
import pytest

from okrlang.cli import main
from okrlang.testing import Trials, Unknown, try_rules

OWN = """
pack ours "Ours" version "1.0.0"
setting { as_of 2026-11-20 }
rule named "An objective has an owner" {
  severity warning
  for each objective as o where o.kind = committed
  check o.owner is present
  say   "{o.id} has no owner"
  avoid  { objective warm "Warm" { cycle 2026-Q4  committed } }
  prefer { objective warm "Warm" { owner "Cook"  cycle 2026-Q4  committed } }
}
test "learning goals are left alone" of named {
  given { objective warm "Warm" { cycle 2026-Q4  learning } }
  expect not_applicable at warm
}
"""


def tried(folder: Path, text: str, *select: str) -> Trials:
    (folder / "rules.okr").write_text(text)
    found = try_rules([str(folder)], select)
    assert isinstance(found, Trials)
    return found


def test_the_shipped_rules_come_out_as_they_show() -> None:
    found = try_rules(["checklist", "core", "google", "iso9001", "policies", "wording"])
    assert isinstance(found, Trials)
    assert [(each.case.rule, each.wrong) for each in found.outcomes if each.wrong] == []
    assert (found.code, found.because) == (0, "every case came out as it should")
    assert found.rules > 60


def test_a_folder_of_the_shelf_is_its_pack() -> None:
    by_name, by_folder = try_rules(["wording"]), try_rules([str(case.CHECKOUT / "rules" / "wording")])
    assert isinstance(by_name, Trials)
    assert isinstance(by_folder, Trials)
    assert by_name.report == by_folder.report
    assert {each.case.pack for each in by_name.outcomes} == {"wording"}


def test_rules_that_hold_end_with_0(tmp_path: Path) -> None:
    found = tried(tmp_path, OWN)
    assert (found.code, len(found.outcomes), found.gaps) == (0, 3, ())


WRONG = {
    "avoid passes": (
        'avoid  { objective warm "Warm" { cycle',
        'avoid  { objective warm "Warm" { owner "Cook"  cycle',
        ["something should fail, and nothing does: the worst is pass"],
    ),
    "prefer fails": (
        'prefer { objective warm "Warm" { owner "Cook"',
        'prefer { objective warm "Warm" {',
        ["all should pass, and the worst is fail"],
    ),
    "another verdict": (
        "expect not_applicable at warm",
        "expect pass at warm",
        ["expected pass at `warm`, and it is not applicable"],
    ),
    "no such subject": (
        "expect not_applicable at warm",
        "expect pass at cold",
        ["expected pass at `cold`, which the rule does not judge: the worst is not applicable"],
    ),
    "the worst": (
        "expect not_applicable at warm",
        "expect pass",
        ["expected pass as the worst of all, and it is not applicable"],
    ),
    "no such rule": ("of named {", "of nmed {", ["there is no rule `nmed`"]),
    "the rule is wrong": (
        "o.owner is present",
        "o.ownr is present",
        ["something should fail, and nothing does: the worst is error"],
    ),
}


@pytest.mark.parametrize("why", WRONG)
def test_what_comes_out_otherwise_is_said(why: str, tmp_path: Path) -> None:
    right, wrong, said = WRONG[why]
    assert right in OWN
    found = tried(tmp_path, OWN.replace(right, wrong))
    assert found.code == 1
    failed = [each for each in found.outcomes if each.wrong]
    assert list(failed[0].wrong)[: len(said)] == said


def test_without_a_day_a_test_cannot_be_run(tmp_path: Path) -> None:
    found = tried(tmp_path, OWN.replace("setting { as_of 2026-11-20 }", ""))
    assert {why for each in found.outcomes for why in each.wrong} == {
        "nobody says what day it is: write `as_of` in the test, or in the `setting` of the pack"
    }


def test_what_no_case_asks_for(tmp_path: Path) -> None:
    text = OWN.replace("check o.owner", 'check o.because is present\n  say "{o.id} gives no reason"\n  check o.owner')
    text = text.replace('owner "Cook"  cycle', 'because "Hunger."  owner "Cook"  cycle')
    text = text.replace("avoid  { objective", "avoid  { objective").replace(
        "expect not_applicable at warm", "expect pass"
    )
    text = text.replace("{ cycle 2026-Q4  learning }", '{ because "Hunger."  owner "Cook"  cycle 2026-Q4  committed }')
    text = text.replace('"Warm" { cycle 2026-Q4  committed }', '"Warm" { because "Hunger."  cycle 2026-Q4  committed }')
    found = tried(tmp_path, text)
    (gap,) = found.gaps
    assert (found.code, gap.rule.name, gap.verdicts, gap.checks) == (0, "named", ("not_applicable",), (0,))


def test_select_leaves_the_rest_out(tmp_path: Path) -> None:
    text = OWN + OWN[OWN.index("rule named") : OWN.index("test ")].replace("rule named", "rule other")
    assert len(tried(tmp_path, text).outcomes) == 5
    assert {each.case.rule for each in tried(tmp_path, text, "other").outcomes} == {"other"}
    assert len(tried(tmp_path, text, "ours").outcomes) == 5
    unknown = try_rules([str(tmp_path)], ["othr"])
    assert isinstance(unknown, Unknown)
    assert unknown.why == "there is no rule or pack `othr`: did you mean `other`?"


# --- what the commands share -------------------------------------------------------------------------------------------


def test_what_is_printed_meets_its_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules.okr").write_text(OWN.replace("expect not_applicable", "expect fail"))
    (tmp_path / "goals.okr").write_text('objective warm "Warm" { cycle 2026-Q4  committed }')
    monkeypatch.chdir(tmp_path)
    commands = {
        "test": [["test"], ["test", "wording"]],
        "explanation": [
            ["explain", "named"],
            ["explain", "named", "warm", "--as-of", "2026-11-20"],
            ["explain", "objective-told", "warm", "--as-of", "2026-11-20"],
            ["explain", "3.1", "--as-of", "2026-11-20"],
        ],
    }
    for document, asked in commands.items():
        assert main(["schema", document]) == 0
        schema = json.loads(capsys.readouterr().out)
        jsonschema.Draft202012Validator.check_schema(schema)
        for command in asked:
            assert main([*command, "--format", "json"]) in (0, 1)
            jsonschema.validate(json.loads(capsys.readouterr().out), schema)


@pytest.mark.parametrize("command", ["lint", "evaluate", "explain", "test", "schema"])
def test_help_shows_how_a_command_is_called(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    printed = capsys.readouterr().out
    assert "Example" in printed
    assert f"  okrlang {command}" in printed.partition("Example")[2]

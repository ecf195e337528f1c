"""What the README and the guides show is what the commands print, and every goal text in them parses."""

from __future__ import annotations

import re
from pathlib import Path

import case
import pytest

import okrlang

PAGES = [case.CHECKOUT / "README.md", *sorted(case.CHECKOUT.joinpath("docs").rglob("*.md"))]
SHOWN = [
    (page, *block.split("\n", 1))
    for page in PAGES
    for block in re.findall(r"^```console\n\$ (.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
]


@pytest.mark.parametrize(("page", "command", "shown"), SHOWN)
def test_a_command_prints_what_is_shown_of_it(page: Path, command: str, shown: str) -> None:
    """A line with an ellipsis alone stands for what is left out."""
    printed, _ = case.command(command, case.CHECKOUT)
    pieces = re.split(r"^…\n", shown, flags=re.MULTILINE)
    assert printed.startswith(pieces[0])
    assert printed.endswith(pieces[-1])
    at = 0
    for piece in pieces:
        at = printed.index(piece, at) + len(piece)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_goal_text_of_a_page_parses(page: Path) -> None:
    for block in re.findall(r"^```okr\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        sheet, faults = okrlang.parse(block)
        assert not faults
        assert sheet.declarations


def test_the_first_sheet_of_the_readme_is_the_sample() -> None:
    readme = (case.CHECKOUT / "README.md").read_text("utf-8")
    block = re.findall(r"^```okr\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)[0]
    assert block == (case.CHECKOUT / "samples/first/sheet/goals.okr").read_text("utf-8")


def test_ci_runs_the_command_that_the_readme_gives() -> None:
    """`.ci/run` takes the line that begins with `python3 -m venv` and ends with `-m pytest` from the README."""
    commands = re.findall(
        r"^python3 -m venv .* -m pytest$", (case.CHECKOUT / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert len(commands) == 1

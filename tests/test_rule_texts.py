"""What is said of rules before they run: `tests/diagnostics/rules/` shows each diagnostic on the line where it belongs."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from test_checks import shown, stated

from okrlang.logic.assembly import assembled
from okrlang.logic.checker import check
from okrlang.logic.packs import Packs
from okrlang.model.reading.complaints import Complaints
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source

HERE = Path(__file__).parent
_CASE = re.compile(r"^=== (.+)\n", re.MULTILINE)
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_SAYING = (
    "error",
    "warning",
    "info",
    "fault",
    "Fault",
    "_taken",
    "Diagnostic",
    "_fault",
    "_said",
    "error_once",
    "_complain",
)


def cases() -> list[tuple[str, str]]:
    """All cases: where they stand and why, and their text."""
    found = []
    for path in sorted(HERE.glob("diagnostics/rules/*.okr")):
        _, *rest = _CASE.split(path.read_text("utf-8"))
        found += [(f"{path.stem}: {why}", text) for why, text in zip(rest[::2], rest[1::2], strict=True)]
    return found


def diagnostics(text: str) -> tuple[Diagnostic, ...]:
    sheet, faults = parse(Source("own.okr", text))
    assert not faults, [shown(fault) for fault in faults]
    complaints = Complaints()
    packs = assembled([("own", node) for node in sheet.declarations], Packs({}), True, complaints)
    return (*complaints.in_order(), *check(packs)[1])


@pytest.mark.parametrize(("why", "text"), cases(), ids=[why for why, _ in cases()])
def test_each_mistake_is_said_once_at_its_place(why: str, text: str) -> None:
    assert sorted(map(shown, diagnostics(text))) == stated(text)


def test_every_message_is_in_the_house_style() -> None:
    for _, text in cases():
        for found in diagnostics(text):
            assert not found.message[0].isupper()
            assert not found.message.endswith(".")
            assert found.help or found.severity in ("info", "error"), found.message


def names_in(floor: str) -> set[str]:
    """The names of all diagnostics that a part of the package gives, as they stand in its code."""
    found = set()
    place = HERE.parent / "okrlang" / floor
    for path in place.rglob("*.py") if place.is_dir() else (place,):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, (ast.Attribute, ast.Name)):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
                if called in _SAYING:
                    texts = [a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                    found |= {text for text in texts if _NAME.fullmatch(text)}
    return found


def test_every_diagnostic_of_rules_is_shown_by_a_case() -> None:
    said = {line.split()[2] for _, text in cases() for line in stated(text)}
    assert said == names_in("logic")


@pytest.mark.parametrize("part", ["syntax", "model", "logic", "judge", "measure", "config.py", "texts.py"])
def test_every_diagnostic_is_expected_by_some_test_and_stands_on_the_page(part: str) -> None:
    page = (HERE.parent / "docs" / "diagnostics.md").read_text("utf-8")
    texts = [path.read_text("utf-8") for path in HERE.rglob("*") if path.suffix in (".okr", ".txt", ".py")]
    names = names_in(part)
    assert names
    assert not [name for name in names if f"`{name}`" not in page]
    assert not [name for name in names if not any(re.search(rf"(?<![\w-]){name}(?![\w-])", text) for text in texts)]

"""What the language itself says of goal texts: `tests/diagnostics/` shows each diagnostic on the line where it belongs.

A text holds cases, each begun by `=== why`. A line that something is said of ends in a comment: severity, name, the
words that are marked, and the message. A comment that begins with `# ^` says one more thing of the line above.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from okrlang.model.resolver import Known, resolve
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source

HERE = Path(__file__).parent
KNOWN = Known(
    policies=frozenset({"pace", "gap"}),
    rules=frozenset({"baseline-known"}),
    checklists={"okr_procedure": frozenset({"1.1", "2.2"})},
)
_CASE = re.compile(r"^=== (.+)\n", re.MULTILINE)
_SAID = re.compile(r"#(?: \^)? (error|warning|info) ([a-z0-9-]+) @ (.+?) \| (.+)$")


def cases() -> list[tuple[str, str]]:
    """All cases: where they stand and why, and their text."""
    found = []
    for path in sorted(HERE.glob("diagnostics/*.okr")):
        _, *rest = _CASE.split(path.read_text("utf-8"))
        found += [(f"{path.stem}: {why}", text) for why, text in zip(rest[::2], rest[1::2], strict=True)]
    return found


def stated(text: str) -> list[str]:
    """What the comments of a text say, by line."""
    said, line = [], 0
    for number, words in enumerate(text.splitlines(), 1):
        line = line if words.lstrip().startswith("# ^") else number
        found = _SAID.search(words)
        if found:
            said.append(f"{line}: {found[1]} {found[2]} @ {found[3]} | {found[4]}")
    return sorted(said)


def shown(said: Diagnostic) -> str:
    marked = " ".join(said.span.text.split())
    return f"{said.span.line}: {said.severity} {said.name} @ {marked} | {said.message}"


def diagnostics(text: str) -> tuple[Diagnostic, ...]:
    sheet, faults = parse(Source("goals.okr", text))
    assert not faults, [shown(fault) for fault in faults]
    return resolve((sheet,), KNOWN)[1]


@pytest.mark.parametrize(("why", "text"), cases(), ids=[why for why, _ in cases()])
def test_each_mistake_is_said_once_at_its_place(why: str, text: str) -> None:
    assert sorted(map(shown, diagnostics(text))) == stated(text)


def names_in_code() -> set[str]:
    """The names of all diagnostics that the model gives, as they stand in its code."""
    found = set()
    for path in (HERE.parent / "okrlang" / "model").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, (ast.Attribute, ast.Name)):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
                if called in ("error", "warning", "error_once", "_complain"):
                    texts = [a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                    found |= {text for text in texts[:1] if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", text)}
    return found


def test_every_diagnostic_is_shown_by_a_case_and_stands_on_the_page() -> None:
    page = (HERE.parent / "docs" / "diagnostics.md").read_text("utf-8")
    rows = [row.split("|")[1] for row in page.splitlines() if row.startswith("| `")]
    told = {name for row in rows for name in re.findall(r"`([a-z0-9-]+)`", row)}
    said = {line.split()[2] for _, text in cases() for line in stated(text)}
    assert names_in_code() == said
    assert said <= told


HELPS = {
    'cycle 2027-Q1 { }  objective o { owner "COO" }': "write `cycle 2027-Q1`",
    'objective o { owner "COO" }': "write `cycle 2026-Q3`",
    'objective o { owner "COO"  cycle 2027-Q1  key result k { at least 5  at most 7 } }': "write `between 5 and 7`",
    'objective o { owner "COO"  cycle 2027-Q1  key result k { milestone "A" { weight 40 } } }': "write `weight 40%`",
    "attest okr_procedure 1.1 on 2027-05-10 { until 2027-03-31 }": "behind `on` stands the day on which it is given, "
    "and `until` a later one",
}


@pytest.mark.parametrize("text", HELPS)
def test_what_helps(text: str) -> None:
    (found,) = diagnostics(text)
    assert found.help == HELPS[text]


@pytest.mark.parametrize(("target", "reported"), [("from 80 to 90", "85%"), ("from 80% to 90%", "85")])
def test_a_report_in_another_unit_shows_the_target(target: str, reported: str) -> None:
    (found,) = diagnostics(
        f'objective o {{ owner "COO"  cycle 2027-Q1  key result k {{ {target} }} }}\n'
        f"check in on 2027-02-01 {{ report o.k {reported} }}"
    )
    assert found.span.text == reported
    assert [(beside.message, beside.span.text) for beside in found.related] == [
        ("the target stands here", target.split()[-1])
    ]

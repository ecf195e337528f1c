"""The pages under `docs/` say what is there: generated parts are current, examples are what the page shows."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import case
import pytest

from okrlang.config import applied, load
from okrlang.logic.packs import shipped
from okrlang.logic.types import FUNCTIONS, METHODS, TYPES, WORDS

DOCS = case.CHECKOUT / "docs"


@cache
def generator() -> ModuleType:
    """`docs/generate.py`, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["reading.md", "rules.md", "checklist.md"])
def test_a_generated_page_is_current(name: str) -> None:
    """`python docs/generate.py` writes them anew."""
    assert (DOCS / name).read_text("utf-8") == generator().page(name)


def test_every_note_is_about_a_field_there_is() -> None:
    fields = {name for of in TYPES.values() for name in of} | {f"{t}.{name}" for t, of in TYPES.items() for name in of}
    methods = {f"{name}()" for of in METHODS.values() for name in of}
    assert not generator().notes().keys() - fields - methods


def test_reading_names_every_field_method_function_and_word() -> None:
    page = (DOCS / "reading.md").read_text("utf-8")
    fields = {name for of in TYPES.values() for name in of}
    words = {word for of in WORDS.values() for word in of}
    assert not [name for name in fields | words if f"`{name}`" not in page]
    assert not [
        name for name in {name for of in METHODS.values() for name in of} | FUNCTIONS if f"`{name}(" not in page
    ]


def test_rules_shows_every_shipped_rule_with_its_basis() -> None:
    page = (DOCS / "rules.md").read_text("utf-8")
    packs, _ = shipped()
    for rule in packs.rules.values():
        shown = page.partition(f"\n### {rule.name}\n")[2].partition("\n##")[0]
        assert rule.title in shown
        assert all(text in shown for text in (rule.severity, rule.basis, rule.because) if text), rule.name


def test_the_checklist_page_has_the_procedure_word_for_word() -> None:
    page = (DOCS / "checklist.md").read_text("utf-8")
    items = re.findall(r"^### (\d\.\d) (.*)$", page, re.MULTILINE)
    sections = re.findall(r"^## (\d) (.*)$", page, re.MULTILINE)
    assert (len(sections), len(items)) == (7, 14)
    procedure = (case.CHECKOUT / "tests/procedure.txt").read_text("utf-8")
    assert not [title for _, title in (*sections, *items) if title not in procedure]


def test_rules_links_lead_to_rules() -> None:
    headings = set(re.findall(r"^### (.*)$", (DOCS / "rules.md").read_text("utf-8"), re.MULTILINE))
    linked = re.findall(r"rules\.md#([\w-]+)\)", (DOCS / "checklist.md").read_text("utf-8"))
    assert linked
    assert not set(linked) - headings


@pytest.mark.parametrize(
    ("page", "example"),
    [("reading.md", "rules/goals.okr"), ("reading.md", "rules/rules.okr"), ("evaluation.md", "evaluation/goals.okr")],
)
def test_an_example_is_what_its_page_shows(page: str, example: str) -> None:
    text = (DOCS / "examples" / example).read_text("utf-8")
    assert f"```okr\n{text}```\n" in (DOCS / page).read_text("utf-8")


def test_the_configuration_that_is_shown_holds(tmp_path: Path) -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    shown = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(shown) == 1
    file = tmp_path / "okrlang.toml"
    file.write_text(shown[0].replace(', "workspace"', ""), "utf-8")
    config, faults = load(str(file))
    _, more = applied(config, shipped()[0])
    assert not (*faults, *more)


_NAMED = re.compile(
    r"""(?:Diagnostic|Fault|DataProblem|\w*(?:error|warning|info|fault|_note|_note_all|_lose|\.add))\(
    [^"()]*(?:\([^()]*\)[^"()]*)*"([a-z0-9]+(?:-[a-z0-9]+)+)\"""",
    re.VERBOSE,
)


def test_every_diagnostic_stands_on_its_page() -> None:
    page = (DOCS / "diagnostics.md").read_text("utf-8")
    sources = [path.read_text("utf-8") for path in sorted((case.CHECKOUT / "okrlang").rglob("*.py"))]
    named = {name for text in sources for name in _NAMED.findall(text)}
    assert {"unknown-field", "unit-mismatch", "config-key", "source-missing", "empty-list"} <= named
    assert not sorted(name for name in named if f"`{name}`" not in page)

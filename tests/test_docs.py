"""The pages under `docs/` say what is there: generated parts are current, examples are what the page shows."""

from __future__ import annotations

import importlib.util
import re
import sys
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
    sys.path.insert(0, str(DOCS))  # as where it is run
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(DOCS))
    return module


@pytest.mark.parametrize("name", ["reading.md", "rules.md", "checklist.md"])
def test_a_generated_page_is_current(name: str) -> None:
    """`python docs/generate.py` writes them anew."""
    assert (DOCS / name).read_text("utf-8") == generator().page(name)


def test_every_note_is_about_a_field_there_is() -> None:
    fields = {name for of in TYPES.values() for name in of} | {f"{t}.{name}" for t, of in TYPES.items() for name in of}
    methods = {f"{name}()" for of in METHODS.values() for name in of}
    assert not generator().notes().keys() - fields - methods


def test_every_field_and_method_has_a_note() -> None:
    said = generator().notes()
    fields = [(of, name) for of in TYPES for name in TYPES[of]]
    assert not [f"{of}.{name}" for of, name in fields if f"{of}.{name}" not in said and name not in said]
    assert not [name for of in METHODS.values() for name in of if f"{name}()" not in said]


def test_reading_names_every_field_method_function_and_word() -> None:
    page = (DOCS / "reading.md").read_text("utf-8")
    fields = {name for of in TYPES.values() for name in of}
    words = {word for of in WORDS.values() for word in of}
    assert not [name for name in fields | words if f"`{name}`" not in page]
    assert not [
        name for name in {name for of in METHODS.values() for name in of} | FUNCTIONS if f"`{name}(" not in page
    ]


def test_the_page_of_each_rule_is_current() -> None:
    """`python docs/generate.py` writes them anew, and takes away those of rules that are no more."""
    pages = {path.name: path.read_text("utf-8") for path in (DOCS / "rules").iterdir()}
    made = generator().rule_pages()
    assert sorted(pages) == sorted(made)
    assert not [name for name, text in made.items() if pages[name] != text]


def test_the_page_of_a_rule_says_all_that_the_rule_says() -> None:
    packs, _ = shipped()
    for rule in packs.rules.values():
        shown = (DOCS / "rules" / f"{rule.name}.md").read_text("utf-8")
        said = (
            rule.title,
            rule.severity,
            rule.because,
            rule.basis_text,
            *(check.say.span.text for check in rule.checks),
        )
        assert not [text for text in said if text and text not in shown], rule.name
        versions = [f"`{info.name}` {info.version}" for info in packs.infos if info.name == rule.pack]
        assert versions[0] in shown


def test_the_page_of_a_rule_shows_what_it_says_of_what_it_avoids() -> None:
    shown = (DOCS / "rules" / "activity-counted.md").read_text("utf-8")
    before, _, after = shown.partition("## Avoid")[2].partition("It says:")
    assert "Interview 15 homes that left" in before
    assert after.startswith("\n\n> light.visits counts how often something is done, and not what it is done for\n")


def test_rules_lists_every_shipped_rule_and_param() -> None:
    page = (DOCS / "rules.md").read_text("utf-8")
    packs, _ = shipped()
    for rule in packs.rules.values():
        assert f"| [`{rule.name}`](rules/{rule.name}.md) | {rule.severity} | {rule.title} |\n" in page
    assert not [name for name in packs.params if f"| `{name}` |" not in page]


def test_the_checklist_page_has_the_procedure_word_for_word() -> None:
    page = (DOCS / "checklist.md").read_text("utf-8")
    items = re.findall(r"^### (\d\.\d) (.*)$", page, re.MULTILINE)
    sections = re.findall(r"^## (\d) (.*)$", page, re.MULTILINE)
    assert (len(sections), len(items)) == (7, 14)
    procedure = (case.CHECKOUT / "tests/procedure.txt").read_text("utf-8")
    assert not [title for _, title in (*sections, *items) if title not in procedure]


def address(heading: str) -> str:
    """The address of a heading within its page, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_links_between_pages_lead_somewhere() -> None:
    pages = [case.CHECKOUT / "README.md", case.CHECKOUT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
    for page in pages:
        text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target, heading in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)", text):
            found = page.parent / target if target else page
            assert found.exists(), f"{page.name}: {target}"
            if heading:
                headings = re.findall(r"^#+ (.*)$", found.read_text("utf-8"), re.MULTILINE)
                assert heading in map(address, headings), f"{page.name}: {target}#{heading}"


@pytest.mark.parametrize(
    ("page", "example"),
    [("evaluation.md", "evaluation/goals.okr")],
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

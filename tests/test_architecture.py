"""The floors of the house, and the walls around each library."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "okrlang"

# Lowest first. A module imports from its own floor and from those beneath it.
FLOORS = (
    "syntax",
    "model",
    "logic",
    "measure",
    "score",
    "judge",
    "history",
    "report",
    "config",
    "texts",
    "loading",
    "wishes",
    "session",
    "explaining",
    "testing",
    "cli",
)

# The only places that may import a library that is not part of Python, or that reads the world.
WALLS = {
    "lark": ("syntax/compile.py",),
    "click": ("cli/",),
    "tabulate": ("report/table.py",),
    "pydantic": ("report/report.py", "config.py"),
    "sqlite3": ("measure/engines/",),
    "csv": ("measure/engines/",),
    "zoneinfo": ("model/calendar.py",),
    "tomllib": ("config.py",),
}
NOWHERE = {"pickle", "marshal", "shelve", "random", "time", "locale", "requests", "urllib", "socket"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides the floor it comes from"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def floor(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "okrlang" and parts[1] in FLOORS else None


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_every_module_stands_on_a_floor_and_imports_downward(path: Path) -> None:
    own = place(path).removesuffix(".py").split("/")[0]
    if own in ("__init__", "__main__"):
        return
    assert own in FLOORS, f"{place(path)} has no place in the house"
    for module in imports(path):
        target = floor(module)
        if target is not None:
            assert FLOORS.index(target) <= FLOORS.index(own), f"{place(path)} imports {module} from above"


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_each_library_stays_behind_its_wall(path: Path) -> None:
    for module in imports(path):
        top = module.split(".")[0]
        assert top not in NOWHERE, f"{place(path)} imports {top}"
        if top in WALLS:
            assert place(path).startswith(WALLS[top]), f"{place(path)} imports {top}"
        elif top != "okrlang":
            assert top in sys.stdlib_module_names, f"{place(path)} imports {top}, which has no wall"


def test_the_readme_prints_the_same_floors() -> None:
    readme = (PACKAGE.parent / "README.md").read_text("utf-8")
    printed = [
        line.split()[0].removesuffix("/").removesuffix(".py")
        for line in readme.splitlines()
        if line.startswith("  ") and line.split()[0].removesuffix("/").removesuffix(".py") in FLOORS
    ]
    assert tuple(printed) == FLOORS

"""Every text case under `tests/cases/` gives the output and the exit code that it states."""

from __future__ import annotations

from pathlib import Path

import case
import pytest

CASES = sorted(Path(__file__).parent.joinpath("cases").rglob("*.txt"))


@pytest.mark.smoke
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = path.read_text("utf-8")
    stated = case.read(text)
    came = case.run(stated, tmp_path)
    if request.config.getoption("--update") and came != stated:
        path.write_text(came.text(), encoding="utf-8", newline="")
    assert came.text() == text

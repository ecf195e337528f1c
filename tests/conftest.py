"""What the tests share: the option that rewrites the outputs of the text cases."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the outputs of text cases; the run still fails")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "smoke: runs the command as installed, needs nothing of the checkout")

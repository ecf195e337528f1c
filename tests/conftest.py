"""What the tests share: the option that rewrites the outputs of the text cases."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# The same examples at every run, so that a change is judged and not its luck; HYPOTHESIS_PROFILE=long draws new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("long", deadline=None, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the outputs of text cases; the run still fails")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "smoke: runs the command as installed, needs nothing of the checkout")

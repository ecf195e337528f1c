"""Two evaluators, made apart from each other, say the same of drawn rules over drawn workspaces.

`python -m naive 100000`, in this folder, does so at length and prints how often it reached what.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from drawing.dice import Dice
from drawing.rules import FEATURES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from naive.trial import Tally, drawn, hold, missed, trial

BOOKS = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 10
SIZE = 200 if BOOKS > 10 else 75


@pytest.fixture(scope="module")
def tally(tmp_path_factory: pytest.TempPathFactory) -> Tally:
    """What came of holding drawn rules against drawn workspaces; each field of the model has a rule that asks for it."""
    found, root = Tally(), tmp_path_factory.mktemp("drawn")
    for seed in range(6 * BOOKS):
        if seed >= BOOKS and not missed(found):
            break
        trial(seed, SIZE, root, found)
    return found


def test_a_naive_evaluator_says_the_same(tally: Tally) -> None:
    assert tally.wrong == []


def test_everything_there_is_was_reached(tally: Tally) -> None:
    assert missed(tally) == []


def test_a_drawn_rule_is_mostly_sound(tally: Tally) -> None:
    assert tally.refused < tally.rules / 2


def test_spoiled_rules_are_mostly_refused_and_those_accepted_meet_no_fault(tmp_path: Path) -> None:
    """Whoever writes a field, unit, word or sign in the place of another is told before the rule runs."""
    found = Tally()
    for seed in range(BOOKS // 2):
        trial(seed, SIZE, tmp_path, found, spoil=True)
    assert found.wrong == []
    assert found.refused > found.rules > 0


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.integers(0, len(FEATURES) - 1))
def test_a_rule_on_which_they_differ_is_made_small(tmp_path: Path, random: Random, number: int) -> None:
    """The same drawing with the choices of hypothesis, which shrinks a rule and workspace that show a difference."""
    found = Tally()
    hold(*drawn(Dice(random), number, 1, tmp_path), "hypothesis", found)
    assert found.wrong == []

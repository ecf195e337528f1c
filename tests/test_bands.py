"""Levels of a KPI: judged from the top, and counted once they have lasted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from okrlang.model.calendar import Duration
from okrlang.score.bands import is_at_least, level, settled

FIRST = date(2026, 7, 1)
LEVELS = {"g": "green", "a": "amber", "r": "red", "-": None}


@pytest.mark.parametrize(
    ("green", "amber", "found"),
    [
        (True, True, "green"),
        (True, False, "green"),
        (True, None, "green"),
        (False, True, "amber"),
        (False, False, "red"),
        (False, None, None),
        (None, True, None),
        (None, False, None),
        (None, None, None),
    ],
)
def test_bands_are_judged_from_the_top(green: bool | None, amber: bool | None, found: str | None) -> None:
    assert level(green, amber) == found


def test_a_better_level_is_good_enough_and_no_level_is_unknown() -> None:
    assert is_at_least("green", "amber") is True
    assert is_at_least("amber", "amber") is True
    assert is_at_least("red", "amber") is False
    assert is_at_least("amber", "green") is False
    assert is_at_least(None, "red") is None


@pytest.mark.parametrize(
    ("days", "counts", "pending"),
    [
        ("ggg", "green", None),
        ("gg", None, "green"),  # the first level is new as well
        ("gggr", "green", "red"),
        ("gggrr", "green", "red"),
        ("gggrrr", "red", None),
        ("gggrrg", "green", None),  # red never lasted
        ("gggrrgr", "green", "red"),
        ("gggrrrgg", "red", "green"),
        ("gggararar", "green", "red"),
        ("rrrggagg", "red", "green"),  # two green days, one amber, two green: none has lasted
        ("---ggg", "green", None),
        ("---gg", None, "green"),
    ],
)
def test_a_level_counts_once_it_has_lasted_three_days(days: str, counts: str | None, pending: str | None) -> None:
    def level_at(day: date) -> str | None:
        return LEVELS[days[(day - FIRST).days]]

    last = FIRST + timedelta(len(days) - 1)
    assert settled(level_at, last, Duration(3, "days"), FIRST) == (counts, pending)


def test_a_month_is_a_month() -> None:
    def level_at(day: date) -> str | None:
        return "red" if day >= date(2026, 7, 10) else "green"

    early = date(2026, 5, 1)
    assert settled(level_at, date(2026, 8, 8), Duration(1, "months"), early) == ("green", "red")
    assert settled(level_at, date(2026, 8, 9), Duration(1, "months"), early) == ("red", None)

"""The clock: nothing else reads it."""

from __future__ import annotations

from datetime import date, datetime

from okrlang.model.calendar import zone


def today(time_zone: str) -> date:
    """Today in a time zone."""
    return datetime.now(zone(time_zone) or zone("UTC")).date()

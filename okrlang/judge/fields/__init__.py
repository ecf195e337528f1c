"""The fields of things, a family per module: each field is a function of the facts and a thing; None says left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from okrlang.judge.facts import Facts
from okrlang.logic.values import Value

Field = Callable[[Facts, Any], Value]
Fields = Mapping[str, Field]
"""The fields of one type of thing, by name."""
Methods = Mapping[str, Callable[..., Value]]
"""What can be asked of one type of thing, by name: functions of the facts, the thing and the arguments."""

"""What is known from outside the workspace: the names that the shipped packs declare."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from okrlang.syntax.frozen import Frozen


class Known(Frozen):
    """The names of shipped policies, rules, checklists (with the numbers of their items) and charts."""

    policies: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    checklists: Mapping[str, frozenset[str]] = MappingProxyType({})
    charts: frozenset[str] = frozenset({"wheeler", "nhs", "nhs_unscreened"})

"""What is known from outside the workspace: the names that the shipped packs declare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Known:
    """The names of shipped policies, rules, checklists (with the numbers of their items) and charts."""

    policies: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    checklists: Mapping[str, frozenset[str]] = field(default_factory=dict)
    charts: frozenset[str] = frozenset({"wheeler", "nhs"})

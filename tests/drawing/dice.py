"""Dice: the choices that a drawing makes, from any `random.Random`, that of hypothesis included."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """Chooses; the same seed chooses the same."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self.random.randint(low, high)

    def chance(self, percent: int) -> bool:
        """Whether something happens that happens so often in a hundred times."""
        return self.random.randint(1, 100) <= percent

    def one(self, items: Sequence[Item]) -> Item:
        """One of them."""
        return items[self.random.randint(0, len(items) - 1)]

    def some(self, items: Sequence[Item], most: int) -> list[Item]:
        """Between none and so many of them, each once, in their order."""
        left, found = list(range(len(items))), []
        for _ in range(self.number(0, min(most, len(items)))):
            found.append(left.pop(self.random.randint(0, len(left) - 1)))
        return [items[at] for at in sorted(found)]

    def maybe(self, text: str, percent: int = 50) -> str:
        """A text, or nothing."""
        return f" {text} " if self.chance(percent) else " "

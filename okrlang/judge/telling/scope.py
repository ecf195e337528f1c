"""Scopes: what the names in an expression stand for while one speaks of it, and which of them is `it`."""

from __future__ import annotations

from collections.abc import Mapping

from okrlang.logic.values import Value
from okrlang.syntax.frozen import Frozen, Individual


class Some(Frozen):
    """Any thing of some types: what a name stands for as long as nobody says which."""

    types: tuple[str, ...]


class Scope(Individual):
    """The values of names, or what kind of thing they may be; `it` is the name that a sentence is about."""

    names: Mapping[str, Value]
    it: str | None = None

    def with_(self, name: str, value: Value) -> Scope:
        """The scope inside a loop: its element is what the sentence is about."""
        return Scope({**self.names, name: value}, name)

    @property
    def without_it(self) -> Scope:
        """The same names, all of them spoken of by what they are called."""
        return Scope(self.names, None)

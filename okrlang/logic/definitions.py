"""Definitions: the params and named expressions that rules may use."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from okrlang.logic.param import Param
from okrlang.logic.types import LISTS
from okrlang.syntax import tree
from okrlang.syntax.frozen import Individual


class Definitions(Individual):
    """What a name may mean beside variables, the lists of a workspace and words: params and defines."""

    params: Mapping[str, Param] = MappingProxyType({})
    defines: Mapping[str, tree.Define] = MappingProxyType({})

    def meaning(self, name: str) -> str:
        """What a name that is no variable means: `as_of`, `cycle`, a `param`, a `define`, a `list` or a `word`."""
        if name in ("as_of", "cycle"):
            return name
        if name in self.params:
            return "param"
        if name in self.defines:
            return "define"
        return "list" if name in LISTS else "word"

"""A pack, and all packs together: what is known by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from okrlang.logic.checklist import Checklist
from okrlang.logic.definitions import Definitions
from okrlang.logic.marks import reads_timely
from okrlang.logic.param import Param
from okrlang.logic.policy import Policy
from okrlang.logic.program import Program
from okrlang.logic.rule import Rule
from okrlang.logic.shelved import Shelved
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen, Individual


class PackInfo(Frozen):
    """One pack: its name and title, its version, and what stands in its files, in order of their names."""

    name: str
    title: str
    version: str
    contents: tuple[bytes, ...]

    @property
    def sha256(self) -> str:
        """The SHA-256 of its files, one after the other."""
        from hashlib import sha256  # it takes long to load, and not every command asks for it

        return sha256(b"".join(self.contents)).hexdigest()


class Packs(Individual):
    """All that is known by name, each read when it is first asked for.

    `homes` says of each rule which pack it stands in, `apart` are the packs with a checklist: their rules speak through
    its items. `settings` and `tests` are there where the packs were read with their examples. `own` is what the company
    declares. `programs` are the rules made ready so far; what changes a rule or param starts with none.
    """

    programs: dict[str, Program]
    infos: tuple[PackInfo, ...] = ()
    rules: Shelved[Rule] = Shelved()
    params: Shelved[Param] = Shelved()
    defines: Shelved[tree.Define] = Shelved()
    policies: Shelved[Policy] = Shelved()
    checklists: Shelved[Checklist] = Shelved()
    homes: Mapping[str, str] = MappingProxyType({})
    apart: frozenset[str] = frozenset()
    settings: Mapping[str, tree.Setting] = MappingProxyType({})
    tests: tuple[tuple[str, tree.Test], ...] = ()
    own: frozenset[str] = frozenset()

    @property
    def definitions(self) -> Definitions:
        """The params and defines that expressions may name."""
        return Definitions(self.params, self.defines)

    @property
    def of_checklists(self) -> frozenset[str]:
        """The names of the rules that a checklist speaks of: they are judged for one cycle at a time."""
        return frozenset(name for checklist in self.checklists.values() for name in checklist.rules)

    def static(self, names: Iterable[str]) -> tuple[Rule, ...]:
        """The static ones of some rules; what shows by a word that it is none need not be read for that."""
        seen = (name for name in names if not ((piece := self.rules.piece(name)) and reads_timely(piece.text)))
        return tuple(rule for name in seen if (rule := self.rules[name]).static)

    def program(self, rule: Rule) -> Program:
        """The rule ready to be asked."""
        found = self.programs.get(rule.name)
        if found is None:
            found = self.programs[rule.name] = Program(rule, self.definitions)
        return found

"""Packs: the rules, params, policies and checklists that are known, the shipped ones and the company's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from okrlang.logic import shelf
from okrlang.logic.checklist import Checklist, read_checklist
from okrlang.logic.definitions import Definitions
from okrlang.logic.param import Param, read_param
from okrlang.logic.policy import Policy, read_policy
from okrlang.logic.program import Program
from okrlang.logic.rule import Rule, read_rule
from okrlang.model.nearest import nearest
from okrlang.model.quantity import Quantity
from okrlang.model.reading.complaints import Complaints
from okrlang.model.reading.known import Known
from okrlang.model.workspace import Workspace
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Diagnostic, Related
from okrlang.syntax.frozen import Frozen, Individual, altered
from okrlang.syntax.parser import parse

Thing = TypeVar("Thing", Rule, tree.Define, Policy, Checklist)

OWN = "workspace"
"""The pack of a company's own rules where its folder declares none."""


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
    """All that is known by name. `tests` and `settings` are there where the packs were read with their examples.

    `programs` are the rules made ready so far; what changes a rule or param starts with none.
    """

    programs: dict[str, Program]
    infos: tuple[PackInfo, ...] = ()
    rules: Mapping[str, Rule] = MappingProxyType({})
    params: Mapping[str, Param] = MappingProxyType({})
    defines: Mapping[str, tree.Define] = MappingProxyType({})
    policies: Mapping[str, Policy] = MappingProxyType({})
    checklists: Mapping[str, Checklist] = MappingProxyType({})
    settings: Mapping[str, tree.Setting] = MappingProxyType({})  # by pack
    tests: tuple[tuple[str, tree.Test], ...] = ()  # with their pack
    own: frozenset[str] = frozenset()  # what the company declares itself, by name

    @property
    def definitions(self) -> Definitions:
        """The params and defines that expressions may name."""
        return Definitions(self.params, self.defines)

    @property
    def of_checklists(self) -> frozenset[str]:
        """The names of the rules that a checklist speaks of: they are judged for one cycle at a time."""
        return frozenset(name for checklist in self.checklists.values() for name in checklist.rules)

    def program(self, rule: Rule) -> Program:
        """The rule ready to be asked."""
        found = self.programs.get(rule.name)
        if found is None:
            found = self.programs[rule.name] = Program(rule, self.definitions)
        return found


@cache
def shipped(examples: bool = False) -> tuple[Packs, tuple[Diagnostic, ...]]:
    """The shipped packs; with `examples` also what their rules avoid and prefer, their settings and tests."""
    complaints, faults = Complaints(), list[Diagnostic]()
    nodes: list[tuple[str, tree.Node]] = []
    infos: list[PackInfo] = []
    for folder in shelf.folders():
        sheets = [parse(source) for source in folder.sources(examples)]
        found = [node for sheet, _ in sheets for node in sheet.declarations]
        faults += (fault for _, wrong in sheets for fault in wrong)
        infos.append(_info(folder.name, folder.name, found, folder.contents))
        nodes += ((infos[-1].name, node) for node in found)
    packs = assembled(nodes, Packs({}, tuple(infos)), False, complaints)
    return packs, (*faults, *complaints.in_order())


def known(packs: Packs) -> Known:
    """The names that goal texts may refer to without declaring them."""
    items = {name: frozenset(item.number for item in c.items) for name, c in packs.checklists.items()}
    return Known(frozenset(packs.policies), frozenset(packs.rules), items)


def with_params(packs: Packs, values: Mapping[str, Quantity]) -> tuple[Packs, tuple[str, ...]]:
    """The packs with some params set, and what is wrong with those that cannot be set so, in words."""
    params, wrong = dict(packs.params), []
    for name, value in values.items():
        param = packs.params.get(name)
        if param is None:
            close = nearest(name, packs.params)
            wrong.append(f"there is no param `{name}`" + (f"; did you mean `{close}`?" if close else ""))
        elif not param.allows(value):
            wrong.append(f"`{name}` can be set from `{param.low}` to `{param.high}`, and not to `{value}`")
        else:
            params[name] = altered(param, value=value)
    return altered(packs, params=params, programs={}), tuple(wrong)


# --- the company's own ---------------------------------------------------------------------------------------------


def with_workspace(packs: Packs, workspace: Workspace) -> tuple[Packs, tuple[Diagnostic, ...]]:
    """The packs and what a workspace declares beside them, and what is wrong with that.

    A company may set a shipped param within its range; the names of all else that is shipped stay what they are.
    """
    nodes = workspace.rules
    if not nodes:
        return packs, ()
    complaints = Complaints()
    names = {_folder(node): node.name.text for node in nodes if isinstance(node, tree.Pack)}
    for node in nodes:
        if isinstance(node, tree.Pack) and any(node.name.text == info.name for info in packs.infos):
            complaints.error(
                "reserved-name", f"`{node.name.text}` is a shipped pack", node.name.span, "choose another name"
            )
    named = [(names.get(_folder(node), OWN), node) for node in nodes]
    found = assembled(named, packs, True, complaints)
    infos = tuple(_own_info(pack, [n for of, n in named if of == pack]) for pack in sorted({of for of, _ in named}))
    return altered(found, infos=(*packs.infos, *infos)), complaints.in_order()


def _folder(node: tree.Node) -> str:
    return node.span.path.rpartition("/")[0]


def _own_info(name: str, nodes: Sequence[tree.Node]) -> PackInfo:
    texts = sorted({(node.span.path, node.span.source.text) for node in nodes})
    return _info(name, "The company's own rules", nodes, tuple(text.encode() for _, text in texts))


def _info(name: str, title: str, nodes: Sequence[tree.Node], contents: tuple[bytes, ...]) -> PackInfo:
    head = next((node for node in nodes if isinstance(node, tree.Pack)), None)
    if head is None:
        return PackInfo(name, title, "", contents)
    return PackInfo(head.name.text, head.title.value if head.title else head.name.text, head.version.value, contents)


# --- from syntax ---------------------------------------------------------------------------------------------------


def assembled(nodes: Iterable[tuple[str, tree.Node]], onto: Packs, own: bool, complaints: Complaints) -> Packs:
    """What declarations, each of a pack, add to what is known."""
    draft = _Draft(onto, own, complaints)
    for pack, node in nodes:
        draft.enter(pack, node)
    return draft.packs()


class _Draft:
    """Packs while they are read."""

    def __init__(self, onto: Packs, own: bool, complaints: Complaints) -> None:
        self.own, self.complaints, self.infos = own, complaints, onto.infos
        self.rules, self.params, self.defines = dict(onto.rules), dict(onto.params), dict(onto.defines)
        self.policies, self.checklists = dict(onto.policies), dict(onto.checklists)
        self.settings, self.tests = dict(onto.settings), list(onto.tests)
        self.names = set(onto.own)

    def packs(self) -> Packs:
        """What was read."""
        return Packs(
            {},
            self.infos,
            self.rules,
            self.params,
            self.defines,
            self.policies,
            self.checklists,
            self.settings,
            tuple(self.tests),
            frozenset(self.names),
        )

    def enter(self, pack: str, node: tree.Node) -> None:
        """Read one declaration."""
        match node:
            case tree.Rule():
                self._put(self.rules, node.name, read_rule(node, pack, self.own, self.complaints))
            case tree.Param():
                self._param(node, pack)
            case tree.Define():
                self._put(self.defines, node.name, node)
            case tree.Policy():
                self._put(self.policies, node.name, read_policy(node, pack, self.complaints))
            case tree.Checklist():
                self._put(self.checklists, node.name, read_checklist(node, pack, self.complaints))
            case tree.Setting():
                self.settings[pack] = node
            case tree.Test():
                self.tests.append((pack, node))

    def _put(self, known: dict[str, Thing], name: tree.Name, read: Thing | None) -> None:
        before = known.get(name.text)
        if before is not None:
            self._taken(name, before)
        elif read is not None:
            known[name.text] = read
            self.names |= {name.text} if self.own else set()

    def _taken(self, name: tree.Name, before: Rule | tree.Define | Policy | Checklist) -> None:
        related = (Related("the first stands here", before.span),)
        if self.own and name.text not in self.names:
            message, help = f"`{name.text}` is the name of something shipped", "choose another name"
            self.complaints.error("reserved-name", message, name.span, help, related)
        else:
            message = f"`{name.text}` is declared twice"
            self.complaints.error("doubled-name", message, name.span, "name them apart", related)

    def _param(self, node: tree.Param, pack: str) -> None:
        read, shipped = read_param(node, pack, self.complaints), self.params.get(node.name.text)
        if read is None:
            return
        if shipped is None:
            self.params[read.name] = read
            self.names |= {read.name} if self.own else set()
        elif shipped.allows(read.value):
            self.params[read.name] = altered(shipped, value=read.value)
        else:
            message = f"`{read.name}` can be set from `{shipped.low}` to `{shipped.high}`, and not to `{read.value}`"
            self.complaints.error("out-of-range", message, node.value.span, "stay within the range of the pack")

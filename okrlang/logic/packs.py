"""Packs: the rules, params, policies and checklists that are known, the shipped ones and the company's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from okrlang.logic import shelf
from okrlang.logic.assembly import assembled, read_declaration
from okrlang.logic.definitions import Definitions
from okrlang.logic.marks import Marks
from okrlang.logic.pack import PackInfo, Packs
from okrlang.logic.param import Param
from okrlang.logic.shelf import Piece
from okrlang.logic.shelved import Shelved
from okrlang.model.quantity import Quantity
from okrlang.model.reading.complaints import Complaints
from okrlang.model.reading.known import Known
from okrlang.model.workspace import Workspace
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Diagnostic, Related
from okrlang.syntax.frozen import altered
from okrlang.syntax.nearest import nearest
from okrlang.syntax.parser import parse

__all__ = ["OWN", "PackInfo", "Packs", "known", "shipped", "with_params", "with_workspace"]

OWN = "workspace"
"""The pack of a company's own rules where its folder declares none."""


def known(packs: Packs) -> Known:
    """The names that goal texts may refer to without declaring them."""
    items = packs.checklists.seen(lambda checklist: frozenset(item.number for item in checklist.items))
    return Known(frozenset(packs.policies), frozenset(packs.rules), items)


def with_params(packs: Packs, values: Mapping[str, Quantity]) -> tuple[Packs, tuple[str, ...]]:
    """The packs with some params set, and what is wrong with those that cannot be set so, in words."""
    params, wrong = dict[str, Param](), []
    for name, value in values.items():
        param = packs.params.get(name)
        if param is None:
            close = nearest(name, packs.params)
            wrong.append(f"there is no param `{name}`" + (f"; did you mean `{close}`?" if close else ""))
        elif not param.allows(value):
            wrong.append(f"`{name}` can be set from `{param.low}` to `{param.high}`, and not to `{value}`")
        else:
            params[name] = altered(param, value=value)
    return altered(packs, params=packs.params.also(params), programs={}), tuple(wrong)


# --- the shipped ones ------------------------------------------------------------------------------------------------


@cache
def shipped(examples: bool = False) -> tuple[Packs, tuple[Diagnostic, ...]]:
    """The shipped packs, and what is wrong with them, which is nothing: the tests see to that.

    With `examples` they are read whole, with what their rules avoid and prefer, their settings and tests; else each
    declaration is read when it is asked for.
    """
    return _whole() if examples else (_on_the_shelf(), ())


def _on_the_shelf() -> Packs:
    """The packs with nothing read yet but their heads."""
    folders = shelf.folders()
    pieces = [piece for folder in folders for piece in folder.pieces()]

    def of(kind: str) -> dict[str, Piece]:
        return {piece.name: piece for piece in pieces if piece.kind == kind}

    def read(piece: Piece) -> Any:
        return read_declaration(piece.node(), piece.pack, False, Complaints())

    params: Shelved[Param] = Shelved({}, of("param"), read)
    defines: Shelved[tree.Define] = Shelved({}, of("define"), read)
    marks = Marks(Definitions(params, defines))
    heads = [piece.node() for piece in pieces if piece.kind == "pack"]
    return Packs(
        programs={},
        infos=tuple(_info(f.name, f.name, [h for h in heads if f.holds(h)], f.contents) for f in folders),
        rules=Shelved({}, of("rule"), lambda piece: marks.marked(read(piece))),
        params=params,
        defines=defines,
        policies=Shelved({}, of("policy"), read),
        checklists=Shelved({}, of("checklist"), read),
        homes={name: piece.pack for name, piece in of("rule").items()},
        apart=frozenset(piece.pack for piece in of("checklist").values()),
    )


def _whole() -> tuple[Packs, tuple[Diagnostic, ...]]:
    """The packs with their examples, all read."""
    complaints, faults = Complaints(), list[Diagnostic]()
    nodes: list[tuple[str, tree.Node]] = []
    infos: list[PackInfo] = []
    for folder in shelf.folders():
        sheets = [parse(source) for source in folder.sources(examples=True)]
        found = [node for sheet, _ in sheets for node in sheet.declarations]
        faults += (fault for _, wrong in sheets for fault in wrong)
        infos.append(_info(folder.name, folder.name, found, folder.contents))
        nodes += ((infos[-1].name, node) for node in found)
    packs = assembled(nodes, Packs({}, tuple(infos)), False, complaints)
    marks = Marks(packs.definitions)
    rules = packs.rules.also({name: marks.marked(rule) for name, rule in packs.rules.items()})
    return altered(packs, rules=rules), (*faults, *complaints.in_order())


# --- the company's own -----------------------------------------------------------------------------------------------


def with_workspace(
    packs: Packs, workspace: Workspace, files: Mapping[str, bytes] = MappingProxyType({})
) -> tuple[Packs, tuple[Diagnostic, ...]]:
    """The packs and what a workspace declares beside them, and what is wrong with that; `files` is what its texts hold.

    A company may set a shipped param within its range; the names of all else that is shipped stay what they are.
    """
    nodes = workspace.rules
    if not nodes:
        return packs, ()
    complaints = Complaints()
    names = _own_names(nodes, packs, complaints)
    named = [(names.get(_folder(node), OWN), node) for node in nodes]
    found = assembled(named, packs, True, complaints)
    own = sorted({of for of, _ in named})
    infos = tuple(_own_info(pack, [n for of, n in named if of == pack], files) for pack in own)
    return altered(found, infos=(*packs.infos, *infos)), complaints.in_order()


def _own_names(nodes: Sequence[tree.Node], packs: Packs, complaints: Complaints) -> dict[str, str]:
    """The pack that each folder is; a name that is taken already names nothing."""
    shipped = {info.name for info in packs.infos}
    first: dict[str, tree.Pack] = {}
    names: dict[str, str] = {}
    for node in nodes:
        if not isinstance(node, tree.Pack):
            continue
        name, place = node.name.text, node.name.span
        if name in shipped or name == OWN:
            what = "is a shipped pack" if name in shipped else "is what rules without a pack are called by"
            complaints.error("reserved-name", f"`{name}` {what}", place, "choose another name")
            continue
        names[_folder(node)] = name
        if first.setdefault(name, node) is not node:
            related = (Related("the first stands here", first[name].name.span),)
            complaints.error("doubled-name", f"there are two packs `{name}`", place, "give one another name", related)
    return names


def _folder(node: tree.Node) -> str:
    return node.span.path.rpartition("/")[0]


def _own_info(name: str, nodes: Sequence[tree.Node], files: Mapping[str, bytes]) -> PackInfo:
    texts = sorted({(node.span.path, node.span.source.text) for node in nodes})
    heads = [node for node in nodes if isinstance(node, tree.Pack) and node.name.text == name]
    return _info(name, "The company's own rules", heads, tuple(files.get(at, text.encode()) for at, text in texts))


def _info(name: str, title: str, nodes: Sequence[tree.Node], contents: tuple[bytes, ...]) -> PackInfo:
    head = next((node for node in nodes if isinstance(node, tree.Pack)), None)
    if head is None:
        return PackInfo(name, title, "", contents)
    return PackInfo(head.name.text, head.title.value if head.title else head.name.text, head.version.value, contents)

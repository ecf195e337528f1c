"""All declarations by kind, their names entered, and those that stand in each other's place left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from okrlang.model.reading.draft import Draft
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related

D = TypeVar("D", bound=tree.Node)

_KINDS: dict[type, str] = {
    tree.Company: "company",
    tree.Unit: "unit",
    tree.Cycle: "cycle",
    tree.NamedDay: "day",
    tree.DataSource: "source",
    tree.Metric: "metric",
    tree.Kpi: "kpi",
    tree.Objective: "objective",
    tree.Record: "record",
    tree.Param: "param",
    tree.Define: "define",
    tree.Rule: "rule",
    tree.Policy: "policy",
    tree.Checklist: "checklist",
}
_RULES = (tree.Pack, tree.Param, tree.Define, tree.Setting, tree.Rule, tree.Test, tree.Policy, tree.Checklist)
_KINDS_OF_WORDS = {
    **dict.fromkeys(("department", "team", "role"), "unit"),
    **dict.fromkeys(
        (
            *("communication", "engagement", "planning", "decision", "review"),
            *("evaluation", "feedback", "improvement", "refinement"),
        ),
        "record",
    ),
}


class Declarations:
    """The declarations that count, by their class."""

    def __init__(self, nodes: Iterable[tree.Node]) -> None:
        self._by_class: dict[type, list[tree.Node]] = {}
        for node in nodes:
            self._by_class.setdefault(type(node), []).append(node)
        self.rules = tuple(sorted((n for kind in _RULES for n in self.of(kind)), key=_place))

    def of(self, kind: type[D]) -> tuple[D, ...]:
        """All of one class, in order."""
        return tuple(self._by_class.get(kind, ()))  # type: ignore[arg-type]


def _place(node: tree.Node) -> tuple[str, int]:
    return node.span.path, node.span.start


def over(setting: Sequence[tree.Node], declarations: Sequence[tree.Node]) -> tuple[tree.Node, ...]:
    """The declarations, and those of the setting that none of them replaces."""
    replaced = {key for node in declarations if (key := _key(node))}
    return (*(node for node in setting if _key(node) not in replaced), *declarations)


def _key(node: tree.Node) -> tuple[str, str] | None:
    kind = _KINDS.get(type(node))
    name = getattr(node, "name", None)
    if kind is None or name is None:
        return None
    return kind, "" if kind == "company" else name.text


def lost_names(broken: Iterable[tree.Broken], draft: Draft) -> None:
    """Enter the names of what did not parse, so that those who refer to it are not blamed."""
    for part in broken:
        kind = _KINDS_OF_WORDS.get(part.kind, part.kind)
        known = kind in _KINDS.values()
        if part.name:
            draft.names.unread(part.name)
        if known or not part.kind:
            for each in (kind,) if known else _KINDS.values():
                draft.names.lose(each, part.name, part.span)
        if kind == "company":
            draft.calendar_known = False
            draft.names.lose("priority", "", part.span)
        for name in part.inner:
            draft.names.unread(name)
            draft.names.unread(f"{part.name}.{name}")


def declared_names(declarations: Sequence[tree.Node], draft: Draft) -> Declarations:
    """Enter all names; what stands for the second time under its name does not count."""
    kept = [node for node in declarations if _enter(node, draft)]
    found = Declarations(kept)
    _one_company(found, draft)
    _one_pack_a_folder(found, draft)
    return found


def _enter(node: tree.Node, draft: Draft) -> bool:
    kind = _KINDS.get(type(node))
    name = getattr(node, "name", None)
    if kind is None or name is None:
        return True
    if kind == "company" and any(not d.lost for id in draft.names.all(kind) if (d := draft.names.get(kind, id))):
        return True  # a second company, of whatever name
    if not draft.names.declare(kind, name.text, name.span):
        return False
    if isinstance(node, (tree.Objective, tree.Company)):
        _enter_inner(node, draft)
    return True


def _enter_inner(node: tree.Objective | tree.Company, draft: Draft) -> None:
    for clause in node.clauses:
        match clause:
            case tree.KeyResult():
                draft.names.declare("key_result", f"{node.name.text}.{clause.name.text}", clause.name.span)
            case tree.Initiative():
                draft.names.declare("initiative", f"{node.name.text}.{clause.name.text}", clause.name.span)
            case tree.Priority():
                draft.names.declare("priority", clause.name.text, clause.name.span)


def _one_company(found: Declarations, draft: Draft) -> None:
    first, *others = found.of(tree.Company) or (None,)
    for other in others:
        if first is not None and other is not None:
            draft.complaints.error(
                "second-company",
                f"`{other.name.text}` is a second company, and a workspace has one",
                other.name.span,
                "write it as a `department`, or give it a workspace of its own",
                (Related(f"the first is `{first.name.text}`", first.name.span),),
            )


def _one_pack_a_folder(found: Declarations, draft: Draft) -> None:
    first: dict[str, tree.Pack] = {}
    for pack in found.of(tree.Pack):
        folder = pack.span.path.rpartition("/")[0]
        before = first.setdefault(folder, pack)
        if before is not pack:
            related = (Related("the first stands here", before.span),)
            message = f"`{pack.name.text}` is a second pack in one folder"
            draft.complaints.error("second-pack", message, pack.span, "a folder is one pack", related)

"""Assembly: from the declarations of packs to what is known by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from okrlang.logic.checklist import Checklist, read_checklist
from okrlang.logic.pack import Packs
from okrlang.logic.param import Param, read_param
from okrlang.logic.policy import Policy, read_policy
from okrlang.logic.rule import Rule, read_rule
from okrlang.model.reading.complaints import Complaints
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related
from okrlang.syntax.frozen import altered
from okrlang.syntax.source import Span


def read_declaration(node: tree.Node, pack: str, own: bool, complaints: Complaints) -> Any:
    """The rule, param, define, policy or checklist that a declaration means; nothing where it means none."""
    match node:
        case tree.Rule():
            return read_rule(node, pack, own, complaints)
        case tree.Param():
            return read_param(node, pack, complaints)
        case tree.Policy():
            return read_policy(node, pack, complaints)
        case tree.Checklist():
            return read_checklist(node, pack, complaints)
    return node if isinstance(node, tree.Define) else None


def assembled(nodes: Iterable[tuple[str, tree.Node]], onto: Packs, own: bool, complaints: Complaints) -> Packs:
    """What is known together with declarations, each of a pack; `own` ones are the company's."""
    draft = _Draft(onto, own, complaints)
    for pack, node in nodes:
        draft.enter(pack, node)
    return draft.packs()


class _Draft:
    """What is added to some packs, while it is read."""

    def __init__(self, onto: Packs, own: bool, complaints: Complaints) -> None:
        self.onto, self.own, self.complaints = onto, own, complaints
        self.rules: dict[str, Rule] = {}
        self.params: dict[str, Param] = {}
        self.defines: dict[str, tree.Define] = {}
        self.policies: dict[str, Policy] = {}
        self.checklists: dict[str, Checklist] = {}
        self.settings: dict[str, tree.Setting] = {}
        self.tests: list[tuple[str, tree.Test]] = []

    def packs(self) -> Packs:
        """All together."""
        onto = self.onto
        new = (*self.rules, *self.defines, *self.policies, *self.checklists, *(self.params.keys() - onto.params.keys()))
        return altered(
            onto,
            programs={},
            rules=onto.rules.also(self.rules),
            params=onto.params.also(self.params),
            defines=onto.defines.also(self.defines),
            policies=onto.policies.also(self.policies),
            checklists=onto.checklists.also(self.checklists),
            homes={**onto.homes, **{name: rule.pack for name, rule in self.rules.items()}},
            apart=onto.apart | {checklist.pack for checklist in self.checklists.values()},
            settings={**onto.settings, **self.settings},
            tests=(*onto.tests, *self.tests),
            own=onto.own | frozenset(new if self.own else ()),
        )

    def enter(self, pack: str, node: tree.Node) -> None:
        """Read one declaration."""
        read = read_declaration(node, pack, self.own, self.complaints)
        match node:
            case tree.Rule():
                self._put(self.rules, self.onto.rules, node.name, read)
            case tree.Param():
                if self._alone(node.name, "param", self.defines, self.onto.defines):
                    self._param(node, read)
            case tree.Define() if self._alone(node.name, "define", self.params, self.onto.params):
                self._put(self.defines, self.onto.defines, node.name, read)
            case tree.Policy():
                self._put(self.policies, self.onto.policies, node.name, read)
            case tree.Checklist():
                self._put(self.checklists, self.onto.checklists, node.name, read)
            case tree.Setting():
                first = self.settings.setdefault(pack, node)
                if first is not node:
                    message = f"`setting` stands in the pack `{pack}` a second time"
                    related = (Related("the first stands here", first.span),)
                    self.complaints.error("doubled-property", message, node.span, "write both into one", related)
            case tree.Test():
                self.tests.append((pack, node))

    def _put(self, new: dict[str, Any], known: Mapping[str, Any], name: tree.Name, read: Any) -> None:
        if name.text in new:
            self._taken("doubled-name", f"`{name.text}` is declared twice", name, new[name.text].span)
        elif name.text in known:
            message = f"`{name.text}` is the name of something shipped"
            self._taken("reserved-name", message, name, known[name.text].span)
        elif read is not None:
            new[name.text] = read

    def _alone(self, name: tree.Name, what: str, new: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
        """Whether no param has the name of a define, and none the other way round: a rule knows both by name alone."""
        other = "param" if what == "define" else "define"
        if name.text in new:
            self._taken("doubled-name", f"`{name.text}` is a {other} and a {what}", name, new[name.text].span)
        elif name.text in known:
            self._taken("reserved-name", f"`{name.text}` is a {other} that is shipped", name, known[name.text].span)
        return name.text not in new and name.text not in known

    def _taken(self, fault: str, message: str, name: tree.Name, before: Span) -> None:
        related = (Related("the first stands here", before),)
        self.complaints.error(fault, message, name.span, "choose another name", related)

    def _param(self, node: tree.Param, read: Param | None) -> None:
        shipped = self.onto.params.get(node.name.text)
        if read is None:
            return
        if shipped is None:
            self.params[read.name] = read
        elif shipped.allows(read.value):
            self.params[read.name] = altered(shipped, value=read.value)
        else:
            message = f"`{read.name}` can be set from `{shipped.low}` to `{shipped.high}`, and not to `{read.value}`"
            self.complaints.error("out-of-range", message, node.value.span, "stay within the range of the pack")

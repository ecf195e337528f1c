"""The checker: what is wrong with rules, defines, policies and checklists before there is any data."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from okrlang.logic.checklist import Checklist
from okrlang.logic.cost import Cost, cost
from okrlang.logic.escapes import find_empty_lists, find_escapes
from okrlang.logic.inference import Inference, Meaning, shown
from okrlang.logic.marks import Marks, is_timely, name_subject, parameter_type
from okrlang.logic.packs import Packs
from okrlang.logic.policy import NAMES, Policy
from okrlang.logic.rule import Rule
from okrlang.logic.typed import Typed, is_shown, of_unit, phrase
from okrlang.logic.types import FUNCTIONS, LISTS, TYPES, UNIONS, WORDS
from okrlang.model.nearest import nearest
from okrlang.model.quantity import NUMBER
from okrlang.model.reading.complaints import Complaints
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.frozen import altered

_WORDS = frozenset(word for words in WORDS.values() for word in words)


def check(packs: Packs, everything: bool = False) -> tuple[Packs, tuple[Diagnostic, ...]]:
    """The packs, the company's rules marked `static` or `broken`, and what is wrong with what it declares, by place.

    The shipped packs are checked too where `everything` is asked for; the tests do that.
    """
    if not packs.own and not everything:
        return packs, ()
    complaints = Complaints()
    asked = {*packs.rules, *packs.policies, *packs.checklists, *packs.defines} if everything else packs.own
    checker = _Checker(packs, asked, complaints)
    rules = {name: checker.rule(packs.rules[name]) for name in packs.rules if name in asked}
    for name in packs.policies:
        if name in asked:
            checker.policy(packs.policies[name])
    for name in packs.checklists:
        if name in asked:
            checker.checklist(packs.checklists[name])
    checker.names()
    return altered(packs, rules=packs.rules.also(rules), programs={}), complaints.in_order()


class _Checker:
    """Checks the declarations of packs that are `asked` for, each define once and before what uses it."""

    def __init__(self, packs: Packs, asked: Container[str], complaints: Complaints) -> None:
        self.packs, self.complaints = packs, complaints
        self.meanings: dict[str, Meaning] = {}
        self.costs: dict[str, Cost] = {}
        self.used: set[str] = set()
        marks, own = Marks(packs.definitions), {n: define for n, define in packs.defines.items() if n in asked}
        shipped = {name: define for name, define in packs.defines.items() if name not in own}
        for define in _in_order_of_use(shipped, Complaints()):  # they are sound, whatever a company calls its own
            name = define.name.text
            meaning, self.costs[name] = marks.meaning(name), cost(define.body, self.costs)
            self.meanings |= {name: meaning} if meaning else {}
        for define in _in_order_of_use(own, complaints):
            self.define(define)

    def _inference(self) -> Inference:
        return Inference(self.packs.definitions, self.meanings.get, self.complaints)

    # --- rules

    def rule(self, rule: Rule) -> Rule:
        """The rule, marked."""
        before, inference = self.complaints.errors, self._inference()
        if rule.thing and rule.subject != rule.thing:
            inference.check_new(rule.subject, rule.span)
        name_subject(rule, inference)
        if rule.where is not None:
            self._condition(rule.where, inference)
        with inference.knowing(inference.facts_of(rule.where)):
            for check in rule.checks:
                self._condition(check.condition, inference)
            static = not is_timely(rule, inference)
            self._rest(rule, inference)
        self.used |= inference.used
        broken = inference.broken or self.complaints.errors > before
        if rule.own and not broken:
            find_empty_lists([check.condition for check in rule.checks], inference.is_recorded, self.complaints)
        return altered(rule, static=static, broken=broken)

    def _rest(self, rule: Rule, inference: Inference) -> None:
        """Check when a rule asks, what it says, and whether it looks away where nothing was recorded."""
        if rule.due is not None and self._bounded(rule.due, inference):
            found = inference.value(rule.due)
            if not found.lost and (found.types != ("date",) or found.many):
                message = f"`{shown(rule.due)}` is {phrase(found)}, and no day"
                inference.fault("type-mismatch", message, rule.due.span, "write `objective.start + 14 days`")
        for each in rule.checks:
            find_escapes(each.condition, inference.is_recorded, self.complaints)
            self._template(each.say, inference)
        if rule.fix is not None:
            self._template(rule.fix, inference)
        if inference.reads.cycle and rule.name not in self.packs.of_checklists:
            message = f"`{rule.name}` speaks of `cycle`, and stands in no checklist"
            help = "name it in a checklist, or ask for the cycle of a goal: `objective.cycle`"
            self.complaints.error("misplaced-word", message, rule.span, help)

    def _condition(self, node: tree.Node, inference: Inference) -> None:
        if self._bounded(node, inference):
            inference.condition(node)

    def _bounded(self, node: tree.Node, inference: Inference) -> bool:
        """Whether an expression stays within what may be asked of a machine."""
        too_much = cost(node, self.costs).too_much()
        if too_much:
            inference.fault("too-costly", f"`{shown(node)}` {too_much}", node.span, "say it in a simpler way")
        return not too_much

    def _template(self, template: tree.Template, inference: Inference) -> None:
        """Check the values in a message."""
        for part in template.parts:
            if isinstance(part, str) or not self._bounded(part, inference):
                continue
            found = inference.value(part)
            if not found.lost and not is_shown(found):
                message = f"`{shown(part)}` is {phrase(found)}, which cannot be shown"
                inference.fault("type-mismatch", message, part.span, "say which of its fields is meant")

    # --- defines

    def define(self, define: tree.Define) -> None:
        """Find out what a define gives; one that is wrong gives nothing."""
        before, inference = self.complaints.errors, self._inference()
        takes = []
        for parameter in define.parameters:
            takes.append(self._parameter(parameter))
            inference.check_new(parameter.name.text, parameter.name.span)
            inference.names[parameter.name.text] = takes[-1]
        spent = self.costs[define.name.text] = cost(define.body, self.costs)
        too_much = spent.too_much()
        if too_much:
            inference.fault(
                "too-costly", f"`{define.name.text}` {too_much}", define.name.span, "say it in a simpler way"
            )
            return
        gives = inference.value(define.body)
        if gives.many and not gives.lost:
            message = f"`{define.name.text}` gives {phrase(gives)}, and a define gives one value"
            inference.fault("type-mismatch", message, define.body.span, "name the list where it is asked about")
        for parameter in define.parameters:
            if parameter.name.text not in inference.used:
                message = f"`{parameter.name.text}` is never asked about"
                self.complaints.warning("unused-name", message, parameter.name.span)
        self.used |= inference.used
        if self.complaints.errors == before and not inference.broken:
            self.meanings[define.name.text] = Meaning(gives, inference.reads, tuple(takes))

    def _parameter(self, parameter: tree.Parameter) -> Typed:
        name = parameter.type.text
        found = parameter_type(name)
        if found.lost:
            close = nearest(name, (*TYPES, *UNIONS))
            help = f"did you mean `{close}`?" if close else None
            self.complaints.error("unknown-name", f"there is no type `{name}`", parameter.type.span, help)
        return found

    # --- policies and checklists

    def policy(self, policy: Policy) -> None:
        """See that the lines of a policy are conditions on its four numbers."""
        inference = self._inference()
        inference.names = dict.fromkeys(NAMES, of_unit(NUMBER))
        for line in policy.lines:
            strange = next((node for node in postorder(line.condition) if not _may_stand_in_policy(node)), None)
            if strange is None:
                self._condition(line.condition, inference)
            else:
                help = "a policy speaks of `progress`, `expected`, `elapsed` and `score`"
                inference.fault(
                    "misplaced-expression", f"`{shown(strange)}` cannot stand in a policy", strange.span, help
                )

    def checklist(self, checklist: Checklist) -> None:
        """See that items name rules there are, and that only rules that can fail something decide."""
        for item in checklist.items:
            for name in (*item.decided_by, *item.advised_by):
                rule = self.packs.rules.get(name.text)
                if rule is None:
                    close = nearest(name.text, self.packs.rules)
                    help = f"did you mean `{close}`?" if close else None
                    self.complaints.error("unknown-name", f"there is no rule `{name.text}`", name.span, help)
                elif rule.severity == "info" and name in item.decided_by:
                    message = f"`{name.text}` only informs, and cannot decide an item"
                    self.complaints.error(
                        "weak-rule", message, name.span, "give it the severity `warning`, or let it advise"
                    )

    # --- names

    def names(self) -> None:
        """See that the names of params and defines mean nothing else, and that the company uses its own."""
        places = {name: param.span for name, param in self.packs.params.items()}
        places |= {name: define.name.span for name, define in self.packs.defines.items()}
        for name, span in places.items():
            if name in LISTS or name in FUNCTIONS or name in ("as_of", "cycle") or name in _WORDS:
                message = f"`{name}` already means something in every rule"
                self.complaints.error("reserved-name", message, span, "choose another name")
            elif name in self.packs.own and name not in self.used:
                self.complaints.info("unused-name", f"no rule uses `{name}`", span)


_POLICY_NODES = (
    *(tree.Amount, tree.Ratio, tree.Negative, tree.Arithmetic, tree.Comparison, tree.Between),
    *(tree.And, tree.Or, tree.Not, tree.If),
)


def _may_stand_in_policy(node: tree.Node) -> bool:
    return isinstance(node, _POLICY_NODES) or (isinstance(node, tree.Reference) and node.name in NAMES)


def _in_order_of_use(defines: Mapping[str, tree.Define], complaints: Complaints) -> Iterator[tree.Define]:
    """The defines, each after those that it uses; those that lead back to themselves are complained about."""
    waiting = {name: _uses(define) & defines.keys() for name, define in defines.items()}
    users: dict[str, list[str]] = {name: [] for name in defines}
    for name, uses in waiting.items():
        for used in uses:
            users[used].append(name)
    ready = [name for name, uses in waiting.items() if not uses]
    while ready:
        name = ready.pop()
        del waiting[name]
        yield defines[name]
        for user in users[name]:
            waiting[user].discard(name)
            if not waiting[user]:
                ready.append(user)
    for name in waiting:
        message = f"`{name}` is defined by itself"
        complaints.error("circular-define", message, defines[name].name.span, "say what it means in other words")


def _uses(define: tree.Define) -> set[str]:
    own = {parameter.name.text for parameter in define.parameters}
    return {n.name for n in postorder(define.body) if isinstance(n, tree.Reference | tree.Call)} - own

"""The checker: what is wrong with rules, defines, policies and checklists before there is any data."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from okrlang.logic.constants import Before, Constants
from okrlang.logic.cost import cost
from okrlang.logic.deciding import check_checklist, check_policy
from okrlang.logic.defining import Defining
from okrlang.logic.escapes import find_empty_lists, find_escapes
from okrlang.logic.facts import Facts, facts
from okrlang.logic.folding import MOST_OF_ONE, MOST_TOGETHER, Folding, Given
from okrlang.logic.inference import Inference
from okrlang.logic.marks import is_timely, name_subject
from okrlang.logic.opened import Opened
from okrlang.logic.pack import Packs
from okrlang.logic.phrases import phrase, shown
from okrlang.logic.rule import SUBJECTS, Rule
from okrlang.logic.sayings import check_saying
from okrlang.logic.typed import LOST
from okrlang.logic.types import FUNCTIONS, LISTS, WORDS
from okrlang.model.reading.complaints import Complaints
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.frozen import altered
from okrlang.syntax.nearest import nearest


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
            check_policy(packs.policies[name], complaints)
    for name in packs.checklists:
        if name in asked:
            check_checklist(packs.checklists[name], packs.rules, complaints)
    _check_tests((test for _, test in packs.tests), packs, complaints)
    _check_names(packs, checker.used, complaints)
    return altered(packs, rules=packs.rules.also(rules), programs={}), complaints.in_order()


class _Checker:
    """Checks rules, each by itself."""

    def __init__(self, packs: Packs, asked: Container[str], complaints: Complaints) -> None:
        self.packs, self.complaints = packs, complaints
        self.defining = Defining(packs.definitions, asked, complaints)
        self.used = self.defining.used
        self.tries = MOST_TOGETHER

    def rule(self, rule: Rule) -> Rule:
        """The rule, marked."""
        before, inference = self.complaints.mistakes, self.defining.inference()
        name_subject(rule, inference)
        if rule.thing and rule.subject != rule.thing:
            typed = inference.names.pop(rule.subject)
            inference.names[rule.subject] = inference.new(rule.subject, rule.place, typed)
        if rule.where is not None:
            self._condition(rule.where, inference)
        with inference.knowing(inference.facts_of(rule.where)):
            for check in rule.checks:
                self._condition(check.condition, inference)
            static = not is_timely(rule, inference)
            self._due(rule, inference)
        asks = rule.subject in inference.used
        self._sayings(rule, inference)
        self._cycle(rule, inference)
        self.used |= inference.used
        broken = inference.broken or self.complaints.mistakes > before
        if not broken:
            self._decides(rule, inference, asks)
        return altered(rule, static=static, broken=broken or self.complaints.mistakes > before)

    def _condition(self, node: tree.Node, inference: Inference) -> None:
        if self._bounded(node, inference):
            inference.condition(node)

    def _bounded(self, node: tree.Node, inference: Inference) -> bool:
        """Whether an expression stays within what may be asked of a machine."""
        too_much = self.defining.spend(cost(node, self.defining.costs))
        if too_much:
            inference.fault("too-costly", f"`{shown(node)}` {too_much}", node.span, "say it in a simpler way")
        return not too_much

    def _due(self, rule: Rule, inference: Inference) -> None:
        """See that a rule is due on a day, and one that does not move with the day of judging."""
        if rule.due is None or not self._bounded(rule.due, inference):
            return
        before, inference.reads.as_of = inference.reads.as_of, False
        found = inference.value(rule.due)
        if inference.reads.as_of:
            message = "`as_of` moves with the day of judging, so that this would be due always, or never"
            inference.fault("misplaced-word", message, rule.due.span, "write `objective.start + 14 days`")
        elif not found.lost and not found.is_date:
            message = f"`{shown(rule.due)}` is {phrase(found)}, and no day"
            inference.fault("type-mismatch", message, rule.due.span, "write `objective.start + 14 days`")
        inference.reads.as_of |= before

    def _sayings(self, rule: Rule, inference: Inference) -> None:
        """Check what a rule says: a message where its check does not hold, the way out wherever it does not pass."""

        def shown_by(node: tree.Node | None, holds: bool) -> Facts:
            return facts(node, holds, lambda value: inference.found.get(id(value), LOST).types, decided=True)

        picked = shown_by(rule.where, True) | self._of_its_cycle(rule)
        for check in rule.checks:
            if self._says_little(check.say, inference):
                check_saying(check.say, {**picked, **shown_by(check.condition, False)}, inference, rule.own)
        if rule.fix is not None and self._says_little(rule.fix, inference):
            check_saying(rule.fix, picked, inference, may_be_told=False)

    def _of_its_cycle(self, rule: Rule) -> Facts:
        """Rules of a checklist are judged for one cycle, so that the goals that they are about have one."""
        if rule.name not in self.packs.of_checklists or rule.thing not in ("objective", "key_result"):
            return {}
        subject = tree.Reference(rule.span, rule.subject)
        return {("there", tree.Field(rule.span, subject, name)): True for name in ("cycle", "start", "due", "told_by")}

    def _says_little(self, template: tree.Template, inference: Inference) -> bool:
        return all(isinstance(part, str) or self._bounded(part, inference) for part in template.parts)

    def _cycle(self, rule: Rule, inference: Inference) -> None:
        """The cycle that is judged is known to rules of checklists only."""
        if inference.reads.cycle and rule.name not in self.packs.of_checklists:
            message = f"`{rule.name}` speaks of `cycle`, and stands in no checklist"
            help = "name it in a checklist, or ask for the cycle of a goal: `objective.cycle`"
            nodes = (node for part in _expressions(rule) for node in postorder(part))
            place = next((node.span for node in nodes if self._speaks_of_cycle(node)), rule.span)
            self.complaints.error("misplaced-word", message, place, help)

    def _speaks_of_cycle(self, node: tree.Node) -> bool:
        """Whether a name is `cycle`, or a define that speaks of it."""
        if not isinstance(node, tree.Reference | tree.Call):
            return False
        meaning = self.defining.meanings.get(node.name)
        return node.name == "cycle" or (meaning is not None and meaning.reads.cycle)

    def _decides(self, rule: Rule, inference: Inference, asks: bool) -> None:
        """See that a sound rule decides something, and never for want of records."""
        if rule.thing and not asks:
            message = (
                f"`{rule.subject}` is never asked about, so that every {rule.thing.replace('_', ' ')} is judged alike"
            )
            help = "ask something of it, or leave `for each` out"
            self.complaints.warning("unused-name", message, rule.place, help)
        definitions = self.packs.definitions
        opened = Opened(definitions, inference, inference.names)
        where = opened.where(rule.where)
        checks = [opened.open(check.condition) for check in rule.checks]
        mistakes = self.complaints.mistakes
        find_escapes(checks, where, opened, self.complaints)
        if self.complaints.mistakes > mistakes:
            return
        folding = Folding(opened.typed, most=min(MOST_OF_ONE, self.tries))
        constants = Constants(folding, opened, self.complaints)
        granted = folding.left
        before: Before = ()
        if where is not None:
            constants.find(where, where=True)
            before = (Given(where, False, where=True, certain=True),)
        for number, check in enumerate(checks):
            others = tuple(Given(other, False, where=False, certain=False) for other in checks[:number])
            constants.find(check, before)
            if others:
                constants.ask(check, others)
        self.tries -= granted - folding.left
        if rule.own:
            conditions = [check.condition for check in rule.checks]
            find_empty_lists(conditions, rule.where, inference.is_recorded, self.complaints)


def _expressions(rule: Rule) -> Iterator[tree.Node]:
    """All that a rule asks, and what is shown in what it says."""
    yield from (
        part for part in (rule.where, rule.due, *(check.condition for check in rule.checks)) if part is not None
    )
    for said in (*(check.say for check in rule.checks), *((rule.fix,) if rule.fix is not None else ())):
        yield from (part for part in said.parts if not isinstance(part, str))


def _check_tests(tests: Iterable[tree.Test], packs: Packs, complaints: Complaints) -> None:
    """See that tests are of rules there are."""
    for test in tests:
        if test.rule.text not in packs.rules:
            close = nearest(test.rule.text, packs.rules)
            help = f"did you mean `{close}`?" if close else None
            complaints.error("unknown-name", f"there is no rule `{test.rule.text}`", test.rule.span, help)


_WORDS = frozenset(word for words in WORDS.values() for word in words)
_RESERVED = frozenset({*LISTS, *FUNCTIONS, *SUBJECTS, *_WORDS, "as_of", "cycle"})


def _check_names(packs: Packs, used: set[str], complaints: Complaints) -> None:
    """See that the names of params and defines mean nothing else, and that the company uses its own."""
    places = {name: param.span for name, param in packs.params.items()}
    places |= {name: define.name.span for name, define in packs.defines.items()}
    for name, span in places.items():
        if name in _RESERVED:
            message = f"`{name}` already means something in every rule"
            complaints.error("reserved-name", message, span, "choose another name")
        elif name in packs.own and name not in used:
            complaints.info("unused-name", f"no rule uses `{name}`", span)

"""Outlook: which verdicts a rule can give, told from what it reads; each of them wants a test.

Every condition can come out as some of true, false and unknown, and every value be there, be absent (left out) or be
unknown. What a condition has shown before is taken into account: behind `k.metric is present` the metric is there, and
behind `count(r.evidence) >= 1` there is something to go through. Whatever else hangs together is not seen, so that a
verdict may be named which no workspace can bring about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from okrlang.logic.definitions import Definitions
from okrlang.logic.inference import Inference
from okrlang.logic.marks import Marks, name_subject, parameter_type
from okrlang.logic.rule import Rule
from okrlang.logic.typed import LOST, Typed
from okrlang.logic.types import LISTS, METHODS, field_of
from okrlang.model.reading.complaints import Complaints
from okrlang.syntax import tree
from okrlang.syntax.frozen import Individual

TRUE, FALSE, UNKNOWN, ABSENT = "true", "false", "unknown", "absent"
States = frozenset[str]
Shown = frozenset[tuple[Any, ...]]
"""What conditions have shown: that something is `present`, or that there is `some` element of a list, of a kind."""

_NEVER: States = frozenset()
_NOTHING: Shown = frozenset()
_CERTAIN: States = frozenset({TRUE})
_EITHER: States = frozenset({TRUE, FALSE})
_OF_ITS_CYCLE = frozenset({"cycle", "start", "due", "told_by"})
_EMPTY_IS_UNKNOWN = frozenset({"min", "max", "mean", "median", "previous"})


def possible_verdicts(rule: Rule, definitions: Definitions, of_a_checklist: bool = False) -> tuple[str, ...]:
    """The verdicts that a rule can give, but for `waived` (any fail can be) and `error`.

    A rule `of_a_checklist` is judged for one cycle at a time: its goals have one.
    """
    inference = Inference(definitions, Marks(definitions).meaning, Complaints())
    name_subject(rule, inference)
    if rule.where is not None:
        inference.condition(rule.where)
        inference.facts |= inference.facts_of(rule.where)
    for check in rule.checks:
        inference.condition(check.condition)
    if rule.due is not None:
        inference.value(rule.due)
    asked = Asked(definitions, inference.found, {name: name for name in rule.names}, {}, of_a_checklist)
    picked = asked.condition(rule.where, _NOTHING, True) if rule.where else _CERTAIN
    shown = asked.shown(rule.where) if rule.where else _NOTHING
    checks = [asked.condition(check.condition, shown, False) for check in rule.checks]
    doubted = asked.doubts(rule.due, shown, False) if rule.due else _NEVER
    found = {"pass": all(TRUE in check for check in checks) and TRUE in picked}
    found["fail"] = any(FALSE in check for check in checks) or rule.none_means == "fail"
    found["no_evidence"] = (
        UNKNOWN in picked
        or any(UNKNOWN in check for check in checks)
        or rule.none_means == "no_evidence"
        or bool(doubted)
    )
    found["not_due"] = rule.due is not None and (found["fail"] or found["no_evidence"])
    found["not_applicable"] = FALSE in picked or (rule.thing is not None and rule.none_means is None)
    return tuple(verdict for verdict, possible in found.items() if possible)


class Asked(Individual):
    """Expressions within one scope: the types `found` of them, what its names stand for, and what is doubtful of these.

    `paths` are what the names of parameters stand for outside, `doubtful` what is not known for sure about them.
    """

    definitions: Definitions
    found: Mapping[int, Typed]
    paths: Mapping[str, str | None]
    doubtful: Mapping[str, States]
    of_a_checklist: bool

    # --- conditions -------------------------------------------------------------------------------------------------

    def condition(self, node: tree.Node, shown: Shown, where: bool) -> States:
        """What a condition can come out as; within `where` a comparison with something absent is false."""
        match node:
            case tree.And(_, parts):
                return _both(list(self._each(parts, shown, where, True)))
            case tree.Or(_, parts):
                return _not(_both([_not(found) for found in self._each(parts, shown, where, False)]))
            case tree.Not(_, value):
                return _not(self.condition(value, shown, where))
            case tree.If(_, test, then, otherwise):
                asked = self.condition(test, shown, where)
                ends = self.condition(then, shown | self.shown(test), where)
                ends |= self.condition(otherwise, shown | self.shown(test, False), where)
                return ends | (asked & {UNKNOWN})
            case tree.Quantifier():
                return self._quantifier(node, shown, where)
            case tree.Is():
                return self._is(node, shown, where)
            case tree.Comparison(_, _, left, right):
                return self._held((left, right), shown, where)
            case tree.Between(_, value, low, high):
                return self._held((value, low, high), shown, where)
            case tree.In(_, left, right) | tree.HasWord(_, left, right):
                return self._held((left, right), shown, where)
            case tree.IsA(_, value, _):
                return self._held((value,), shown, where)
            case tree.Reference() | tree.Call() if (inner := self._inside(node, shown, where)) is not None:
                scope, body = inner
                return scope.condition(body, shown, where)
        doubts = self.doubts(node, shown, where)
        never_false = isinstance(node, tree.Field) and node.name == "answers" and UNKNOWN in doubts
        return (_CERTAIN if never_false else _EITHER) | ({UNKNOWN} if doubts else _NEVER)

    def _each(self, parts: Iterable[tree.Node], shown: Shown, where: bool, holds: bool) -> Iterator[States]:
        """Each part where those before it hold (`and`) or do not (`or`)."""
        for part in parts:
            yield self.condition(part, shown, where)
            shown |= self.shown(part, holds)

    def _held(self, parts: Iterable[tree.Node], shown: Shown, where: bool) -> States:
        doubts = frozenset(doubt for part in parts for doubt in self.doubts(part, shown, where))
        return _EITHER | ({UNKNOWN} if UNKNOWN in doubts or (ABSENT in doubts and not where) else _NEVER)

    def _is(self, node: tree.Is, shown: Shown, where: bool) -> States:
        doubts = self.doubts(node.value, shown, where)
        if node.state == "fresh":
            return _CERTAIN | {UNKNOWN}
        there = _CERTAIN | ({FALSE} if ABSENT in doubts else _NEVER) | (doubts & {UNKNOWN})
        return there if node.state == "present" else _not(there)

    def _quantifier(self, node: tree.Quantifier, shown: Shown, where: bool) -> States:
        key = ("some", self.path(node.items))
        if (*key, node.name, node.where, node.condition) in shown and node.kind == "some":
            return _CERTAIN
        inside = shown | (self.shown(node.where) if node.where else _NOTHING)
        found = self.condition(node.condition, inside, where)
        picked = self.condition(node.where, shown, True) if node.where else _CERTAIN
        vague = {UNKNOWN} & (found | picked | self.doubts(node.items, shown, where))
        filled = (*key, node.name, None, node.where) in shown if node.where else key in shown
        hollow = not filled and self.found.get(id(node.items), LOST).records
        match node.kind:
            case "some" | "at least" | "at most":
                certain = _EITHER
            case "every":
                certain = found & _EITHER if filled else found & _EITHER | {TRUE}
            case _:
                certain = _not(found & _EITHER) if filled else _not(found & _EITHER) | {TRUE}
        nothing = {UNKNOWN} if hollow and node.kind not in ("some", "at least") else _NEVER
        return certain | vague | nothing

    # --- values -----------------------------------------------------------------------------------------------------

    def doubts(self, node: tree.Node, shown: Shown, where: bool) -> States:
        """Whether a value may be unknown or absent."""
        match node:
            case tree.Reference(_, name) if name in self.doubtful:
                return self.doubtful[name] if ("present", self.path(node)) not in shown else _NEVER
            case tree.Reference(_, name) if name in LISTS and LISTS[name].measured:
                return frozenset({UNKNOWN})
            case tree.Field():
                return self._field(node, shown, where)
            case tree.Reference() | tree.Call() if (inner := self._inside(node, shown, where)) is not None:
                scope, body = inner
                return scope.doubts(body, shown, where)
            case tree.Call():
                return self._call(node, shown, where)
            case tree.Arithmetic(_, operator, left, right):
                divided = operator == "/" and not isinstance(right, tree.Amount)
                return self._any((left, right), shown, where) | ({UNKNOWN} if divided else _NEVER)
            case tree.Negative(_, value):
                return self.doubts(value, shown, where)
            case tree.ListOf(_, items):
                return self._any(items, shown, where)
            case tree.If(_, test, then, otherwise):
                vague = self.condition(test, shown, where) & {UNKNOWN}
                return vague | self._any((then, otherwise), shown, where)
            case tree.Comprehension(_, value, _, items, picks):
                vague = self.condition(picks, shown, True) & {UNKNOWN} if picks else _NEVER
                inside = shown | (self.shown(picks) if picks else _NOTHING)
                unsure = {UNKNOWN} if self.doubts(value, inside, where) else _NEVER
                return vague | unsure | self.doubts(items, shown, where)
        return _NEVER

    def _any(self, nodes: Iterable[tree.Node], shown: Shown, where: bool) -> States:
        return frozenset(doubt for node in nodes for doubt in self.doubts(node, shown, where))

    def _field(self, node: tree.Field, shown: Shown, where: bool) -> States:
        if ("present", self.path(node)) in shown:
            return _NEVER
        types = self.found.get(id(node.of), LOST).types
        field = field_of(types, node.name) if types else None
        own = set[str]()
        if field is not None and field.measured:
            own.add(UNKNOWN)
        if field is not None and field.optional and not (self.of_a_checklist and _is_of_cycle(types, node.name)):
            own.add(ABSENT)
        return self.doubts(node.of, shown, where) | own

    def _call(self, node: tree.Call, shown: Shown, where: bool) -> States:
        given = self._any((*((node.of,) if node.of is not None else ()), *node.arguments), shown, where)
        if node.of is None:
            return given | ({UNKNOWN} if node.name in _EMPTY_IS_UNKNOWN else _NEVER)
        types = self.found.get(id(node.of), LOST).types
        method = METHODS.get(types[0], {}).get(node.name) if types else None
        return given | ({UNKNOWN} if method is not None and method.gives.measured else _NEVER)

    def _inside(self, node: tree.Node, shown: Shown, where: bool) -> tuple[Asked, tree.Node] | None:
        """The scope and the body of a define that is named."""
        name = getattr(node, "name", "")
        if name in self.paths or getattr(node, "of", None) is not None or name not in self.definitions.defines:
            return None
        define = self.definitions.defines[name]
        given = node.arguments if isinstance(node, tree.Call) else ()
        names = [parameter.name.text for parameter in define.parameters]
        pairs = list(zip(names, given, strict=False))
        return (
            Asked(
                self.definitions,
                _types_in(define, self.definitions),
                {name: self.path(argument) for name, argument in pairs},
                {name: self.doubts(argument, shown, where) for name, argument in pairs},
                self.of_a_checklist,
            ),
            define.body,
        )

    # --- what is shown ----------------------------------------------------------------------------------------------

    def path(self, node: tree.Node) -> str | None:
        """What a value is called from outside, where it has a name: `k.metric.updated`."""
        match node:
            case tree.Reference(_, name):
                return self.paths.get(name, name)
            case tree.Field(_, of, name):
                outer = self.path(of)
                return None if outer is None else f"{outer}.{name}"
        return None

    def shown(self, node: tree.Node, holds: bool = True) -> Shown:
        """What a condition shows where it holds, or where it does not."""
        match node:
            case tree.And(_, parts) if holds:
                return frozenset(fact for part in parts for fact in self.shown(part))
            case tree.Or(_, parts) if not holds:
                return frozenset(fact for part in parts for fact in self.shown(part, False))
            case tree.Not(_, value):
                return self.shown(value, not holds)
            case tree.Is(_, value, state):
                return self._present(value) if holds == (state != "missing") else _NOTHING
            case tree.Comparison(_, operator, left, right) if holds:
                counted = _counts_some(operator, left, right)
                some = frozenset({("some", self.path(counted))}) if counted is not None else _NOTHING
                return self._present(left) | self._present(right) | some
            case tree.Between(_, value, low, high) if holds:
                return self._present(value) | self._present(low) | self._present(high)
            case tree.In(_, value, _) | tree.HasWord(_, value, _) | tree.IsA(_, value, _) if holds:
                return self._present(value)
            case tree.Quantifier(_, "some", _, name, items, where, condition) if holds:
                key = ("some", self.path(items))
                return frozenset({key, (*key, name, where, condition)})
            case tree.Reference() | tree.Call() if (inner := self._inside(node, _NOTHING, False)) is not None:
                scope, body = inner
                return scope.shown(body, holds)
        return _NOTHING

    def _present(self, node: tree.Node) -> Shown:
        """That a value is there, and with it all that it is a field of."""
        match node:
            case tree.Field(_, of, _):
                return frozenset({("present", self.path(node))}) | self._present(of)
            case tree.Reference():
                return frozenset({("present", self.path(node))})
            case tree.Arithmetic(_, _, left, right):
                return self._present(left) | self._present(right)
        return _NOTHING


def _both(found: list[States]) -> States:
    """What several conditions can come out as together."""
    certain = _CERTAIN if all(TRUE in each for each in found) else _NEVER
    return certain | frozenset(state for each in found for state in each if state != TRUE)


def _not(found: States) -> States:
    turned = {TRUE: FALSE, FALSE: TRUE}
    return frozenset(turned.get(state, state) for state in found)


def _is_of_cycle(types: tuple[str, ...], name: str) -> bool:
    return name in _OF_ITS_CYCLE and frozenset(types) <= {"objective", "key_result"}


def _counts_some(operator: str, left: tree.Node, right: tree.Node) -> tree.Node | None:
    """The list of which a comparison says that it is not empty: `count(xs) >= 1`."""
    if not isinstance(left, tree.Call) or left.name != "count" or not isinstance(right, tree.Amount):
        return None
    enough = (operator in (">=", "=") and right.value >= 1) or (operator == ">" and right.value >= 0)
    return left.arguments[0] if enough and left.arguments else None


def _types_in(define: tree.Define, definitions: Definitions) -> Mapping[int, Typed]:
    """The types of the expressions of a define."""
    inference = Inference(definitions, Marks(definitions).meaning, Complaints())
    inference.names = {p.name.text: parameter_type(p.type.text) for p in define.parameters}
    inference.value(define.body)
    return inference.found

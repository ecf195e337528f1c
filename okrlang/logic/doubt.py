"""Doubt: whether an expression may come to nothing known, by what it reads and by what was asked before.

`k.confidence >= 0.2` is never unknown behind `k.confidence is present`; `k.current is fresh` always may be.
"""

from __future__ import annotations

from collections.abc import Iterable

from okrlang.logic.plain import Plain
from okrlang.logic.types import METHODS, field_of
from okrlang.model.reading.expressions import children, postorder
from okrlang.syntax import tree

Known = frozenset[tree.Node]  # what was shown to be there; the `count` of a list that was shown not to be empty

STATED = frozenset({"target", "commit", "stretch", "low", "high"})
"""Fields that hold a number of a goal, which may be written as `confidential`: there, and not known."""
FROM_CYCLES = frozenset({"cycle", "start", "due", "told_by"})
"""Fields of goals that are always there in a rule of a checklist, whose goals are those of a cycle."""
LATER = frozenset({"recorded", "changes"})
"""Fields, methods and lists that nothing computes yet."""
_EITHER = frozenset({True, False})


class Doubts:
    """What of a rule may be unknown; `in_cycle`: it is judged for one cycle at a time."""

    def __init__(self, rule: Plain, in_cycle: bool) -> None:
        self.rule, self.in_cycle = rule, in_cycle
        self.where, self.due, self.checks = rule.where, rule.due, rule.checks

    def of_where(self) -> bool:
        """Whether it may be unknown if the rule applies to a subject."""
        return self.where is not None and self._may(self.where, frozenset(), True)

    def of_rest(self) -> bool:
        """Whether a check or the day of `due` may be unknown where the rule applies."""
        known = self._shown(self.where, True, frozenset()) if self.where is not None else frozenset()
        rest = (*self.checks, *((self.due,) if self.due is not None else ()))
        return any(self._may(part, known, False) for part in rest)

    def may_pass(self) -> bool:
        """Whether all checks may be true."""
        return self._may_apply() and all(True in self._ends(check) for check in self.checks)

    def may_fail(self) -> bool:
        """Whether a check may be false: what is measured is there or unknown, and fresh or unknown."""
        return self._may_apply() and any(False in self._ends(check) for check in self.checks)

    def _may_apply(self) -> bool:
        return self.where is None or True in self._ends(self.where, True)

    def _ends(self, node: tree.Node, where: bool = False) -> frozenset[bool]:
        """What a condition may come to where it is known; in a `where` it may be false for want of what it asks of."""
        match node:
            case tree.Not(_, value):
                return frozenset(not end for end in self._ends(value, where))
            case tree.And(_, parts) | tree.Or(_, parts):
                return self._ends_together([self._ends(part, where) for part in parts], isinstance(node, tree.Or))
            case tree.If(_, _, then, otherwise):
                return self._ends(then, where) | self._ends(otherwise, where)
            case tree.Quantifier(_, kind, _, _, items, _, condition):
                return self._ends_of_many(kind, items, self._ends(condition, where))
        if any(self._is_later(part) for part in postorder(node)):
            return frozenset({False}) if where else frozenset()
        return frozenset({True}) if self._is_never_false(node) else _EITHER

    def _ends_together(self, parts: Iterable[frozenset[bool]], decisive: bool) -> frozenset[bool]:
        """What several conditions may come to: one that is `decisive` decides, else all have to be the other way."""
        ends = list(parts)
        found = {decisive} if any(decisive in end for end in ends) else set[bool]()
        return frozenset(found | ({not decisive} if all((not decisive) in end for end in ends) else set()))

    def _ends_of_many(self, kind: str, items: tree.Node, each: frozenset[bool]) -> frozenset[bool]:
        """What is said of many may come to: over nothing declared, it comes to something without any condition."""
        if any(self._is_later(part) for part in postorder(items)):
            return frozenset()
        of_none = frozenset[bool]() if self.rule.type_of(items).records else frozenset({True})
        if kind == "every":
            return each | of_none
        if kind in ("some", "at least"):
            return each | {False}
        return frozenset(not end for end in each) | of_none

    def _is_never_false(self, node: tree.Node) -> bool:
        match node:
            case tree.Is(_, value, "present"):
                return isinstance(value, tree.Field) and self._is_measured(value) and not self._is_optional(value)
            case tree.Is(_, _, "fresh"):
                return True
            case tree.Field(_, _, "answers"):
                return self._is_measured(node)
        return False

    def _is_later(self, node: tree.Node) -> bool:
        """Whether nothing computes a field, method or list yet."""
        if isinstance(node, tree.Reference):
            return node.name in LATER and self.rule.type_of(node).many
        if not isinstance(node, tree.Field | tree.Call) or node.name not in LATER or node.of is None:
            return False
        return self._is_measured(node)

    # --- one node

    def _may(self, node: tree.Node, known: Known, where: bool) -> bool:
        """Whether a condition or value may be unknown; in a `where` what is absent makes a comparison false."""
        match node:
            case tree.Is(_, value, state):
                return state == "fresh" or self._may_hang(value, known)
            case tree.And(_, parts) | tree.Or(_, parts):
                return self._may_in_turn(parts, known, where, isinstance(node, tree.And))
            case tree.If(_, condition, then, otherwise):
                ends = ((then, True), (otherwise, False))
                shown = ((end, known | self._shown(condition, holds, frozenset())) for end, holds in ends)
                return self._may(condition, known, where) or any(self._may(end, all_of, where) for end, all_of in shown)
            case tree.Quantifier() | tree.Comprehension():
                return self._may_loop(node, known, where)
            case tree.Reference():
                return self._is_later(node)
            case tree.Field(_, of):
                own = self._is_doubtful(node, known, where)
                return own or self._may(of, known, where)
            case tree.Call():
                return self._may_call(node, known, where)
            case tree.Arithmetic(_, "/", _, right) if not isinstance(right, tree.Amount):
                return True
        return any(self._may(child, known, where) for child in children(node))

    def _is_doubtful(self, node: tree.Field, known: Known, where: bool) -> bool:
        """Whether a field of something known may be unknown."""
        of = self.rule.type_of(node.of)
        field = field_of(of.types, node.name) if of.types else None
        if field is None or node in known:
            return node.name in STATED
        if self.in_cycle and node.name in FROM_CYCLES:
            return False
        return field.measured or node.name in STATED or (field.optional and not where)

    def _is_measured(self, node: tree.Field | tree.Call) -> bool:
        of = self.rule.type_of(node.of)
        if not of.types:
            return False
        if isinstance(node, tree.Call):
            return METHODS[of.types[0]][node.name].gives.measured
        field = field_of(of.types, node.name)
        return field is not None and field.measured

    def _is_optional(self, node: tree.Field) -> bool:
        found = self.rule.type_of(node)
        return found.lost or found.optional

    def _may_hang(self, node: tree.Node, known: Known) -> bool:
        """Whether it may be unknown if something is there: it is measured, or a field of what is."""
        fields = [n for n in postorder(node) if isinstance(n, tree.Field | tree.Call)]
        return any(self._is_measured(n) for n in fields if n not in known and n.of is not None)

    def _may_in_turn(self, parts: Iterable[tree.Node], known: Known, where: bool, holds: bool) -> bool:
        for part in parts:
            if self._may(part, known, where):
                return True
            known |= self._shown(part, holds, frozenset())
        return False

    def _may_loop(self, node: tree.Quantifier | tree.Comprehension, known: Known, where: bool) -> bool:
        if self._may(node.items, known, where):
            return True
        if node.where is not None:
            if self._may(node.where, known, True):
                return True
            known |= self._shown(node.where, True, frozenset())
        if isinstance(node, tree.Comprehension):
            return self._may(node.value, known, where)
        is_filled = node.where is None and any(isinstance(n, tree.Call) and n.arguments == (node.items,) for n in known)
        is_open = node.kind in ("every", "no", "at most") and self.rule.type_of(node.items).records
        return (is_open and not is_filled) or self._may(node.condition, known, where)

    def _may_call(self, node: tree.Call, known: Known, where: bool) -> bool:
        if node.of is not None:
            return self._is_measured(node) or any(self._may(child, known, where) for child in children(node))
        if node.name in ("min", "max", "mean", "median", "previous"):
            return True  # of nothing, or of no past
        return any(self._may(child, known, where) for child in children(node))

    def _shown(self, node: tree.Node, holds: bool, found: Known) -> Known:
        """What is known to be there where a condition has come out so."""
        match node:
            case tree.Is(_, value, "present" | "fresh") if holds:
                return found | _chain(value)
            case tree.Is(_, value, "missing") if not holds:
                return found | _chain(value)
            case tree.Not(_, value):
                return self._shown(value, not holds, found)
            case tree.And(_, parts) if holds:
                return frozenset().union(*(self._shown(part, True, found) for part in parts))
            case tree.Or(_, parts) if not holds:
                return frozenset().union(*(self._shown(part, False, found) for part in parts))
            case tree.Comparison() | tree.Between() | tree.In() | tree.HasWord() if holds:
                return found.union(_counted(node), *(_chain(child) for child in children(node)))
        return found


def _counted(node: tree.Node) -> Known:
    """The count of a list that a comparison shows not to be empty: `count(r.evidence) >= 1`."""
    match node:
        case tree.Comparison(_, ">=" | "=" | ">", tree.Call(_, None, "count") as count, tree.Amount(_, least)):
            return frozenset({count}) if least >= (node.operator != ">") else frozenset()
    return frozenset()


def _chain(node: tree.Node) -> Known:
    """A field that is there, with all that it is a field of."""
    return frozenset(n for n in postorder(node) if isinstance(n, tree.Field))

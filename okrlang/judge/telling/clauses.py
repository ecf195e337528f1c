"""Clauses: a condition of a rule in English, on one line or, where that would be long, point by point."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from okrlang.judge.telling import labels
from okrlang.judge.telling.grammar import a, of_each, together, whose
from okrlang.judge.telling.scope import Scope
from okrlang.judge.telling.speech import Speech
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen

OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
RELATIONS = {"=": "", "!=": "not ", "<": "less than ", "<=": "at most ", ">": "more than ", ">=": "at least "}
OF_DAYS = {"=": "", "!=": "not ", "<": "before ", "<=": "on or before ", ">": "after ", ">=": "on or after "}
_NEGATED = {"some": "no", "no": "some", "at least": "at most", "at most": "at least"}
_NUMBER = "number of "
_LINE = 110  # letters of a clause that stands on one line


class Asked(Frozen):
    """What a condition asks for; where that takes many words, its parts, which all hold or one of which holds."""

    text: str
    parts: tuple[Asked, ...] = ()


class Clauses(Speech):
    """How the conditions of one rule are spoken."""

    def asked(self, node: tree.Node, scope: Scope, holds: bool = True) -> Asked:
        """That a condition holds, or that it does not; a long one point by point."""
        flat = self.clause(node, scope, holds)
        if len(flat) <= _LINE:
            return Asked(flat)
        match node:
            case tree.Not(_, value):
                return self.asked(value, scope, not holds)
            case tree.And() | tree.Or():
                head = "all of this" if isinstance(node, tree.And) == holds else "one of these"
                return Asked(f"{head}:", tuple(self.asked(part, scope, holds) for part in _flat(node)))
            case tree.Quantifier() if holds:
                return self._asked_of_many(node, scope) or Asked(flat)
        return Asked(flat)

    def _asked_of_many(self, node: tree.Quantifier, scope: Scope) -> Asked | None:
        """The same of what a quantifier asks; nothing where that is one thing."""
        inside, condition = scope.with_(node.name, self.any(node)), node.condition
        many = node.kind in ("at least", "at most") and node.count is not None and node.count.value != 1
        noun = self.picked(node.items, node.name, node.where, scope, many)
        head = {"every": "for every ", "some": "there is at least one ", "no": "there is no "}.get(node.kind)
        head = head or f"there {'are' if many else 'is'} {node.kind} {node.count.value if node.count else 1} "
        link = ", " if node.kind == "every" else " for which "
        if isinstance(condition, tree.And | tree.Or):
            word = "all of this holds:" if isinstance(condition, tree.And) else "one of these holds:"
            return Asked(f"{head}{noun}{link}{word}", tuple(self.asked(part, inside) for part in _flat(condition)))
        asked = self.asked(condition, inside)
        return Asked(f"{head}{noun}{link}this holds:", (asked,)) if asked.parts else None

    # --- on one line ------------------------------------------------------------------------------------------------

    def clause(self, node: tree.Node, scope: Scope, holds: bool = True) -> str:
        """That a condition holds, or that it does not, as a clause."""
        made = _CLAUSES.get(type(node))
        if made is not None:
            return made(self, node, scope, holds)
        return f"{self.term(node, scope)} is {'true' if holds else 'false'}"

    def comparison(self, node: tree.Comparison, scope: Scope, holds: bool) -> str:
        operator = node.operator if holds else OPPOSITE[node.operator]
        left, right, relations = self.sides(node)
        counted = self.counted(left, right, scope)
        if counted is not None:
            return counted(f"{relations[operator]}{self.held(right, scope)}")
        return f"{self.about(left, scope)} is {relations[operator]}{self.held(right, scope)}"

    def about(self, node: tree.Node, scope: Scope) -> str:
        """What is held against something: a field by whose it is, even where it holds a thing with a name."""
        return self.term(node, scope) if isinstance(node, tree.Field) else self.of(node, scope)

    def sides(self, node: tree.Comparison) -> tuple[tree.Node, tree.Node, Mapping[str, str]]:
        """What is held against what; of two days reckoned from one, the times from it."""
        left, right = node.left, node.right
        if isinstance(left, tree.Arithmetic) and isinstance(right, tree.Arithmetic):
            same = left.operator == right.operator == "+" and left.left == right.left
            if same and self.type(left.right).is_duration and self.type(right.right).is_duration:
                return left.right, right.right, RELATIONS
        days = ("date",) in (self.type(left).types, self.type(right).types)
        return left, right, OF_DAYS if days else RELATIONS

    def counted(self, left: tree.Node, right: tree.Node, scope: Scope) -> Callable[[str], str] | None:
        """What says that there are so many, where a number of things is held against one that is short."""
        if len(self.held(right, scope)) > 30:
            return None
        if isinstance(left, tree.Field):
            noun = labels.noun(left.name, self.type(left.of).types)
            of = self.of(left.of, scope)
            return (lambda n: f"{of} has {_none(n)}{_counted(noun, n)}") if noun.startswith(_NUMBER) else None
        if not isinstance(left, tree.Call) or left.of is not None or left.name != "count" or len(left.arguments) != 1:
            return None
        items = left.arguments[0]
        return lambda amount: self.amount_of(items, amount, scope)

    def amount_of(self, items: tree.Node, amount: str, scope: Scope) -> str:
        """That there are so many: `stay has at least 2 key results`, `there are at most 5 reviews of stay`."""
        one = amount.split(" (")[0] in ("1", "at least 1", "at most 1")
        if isinstance(items, tree.Field) and labels.belongs(self.type(items.of).types, items.name):
            noun = labels.of_many(self.type(items.of).types, items.name, not one).replace(" of {0}", "")
            return f"{self.of(items.of, scope)} has {_none(amount)}{noun}"
        return f"there {'is' if one else 'are'} {_none(amount)}{self.elements(items, scope, not one)}"

    def between(self, node: tree.Between, scope: Scope, holds: bool) -> str:
        ends = f"{self.held(node.low, scope)} and {self.held(node.high, scope)}"
        return f"{self.of(node.value, scope)} is {'' if holds else 'not '}between {ends}"

    def in_(self, node: tree.In, scope: Scope, holds: bool) -> str:
        among = "" if isinstance(node.items, tree.ListOf) else "among "
        return f"{self.of(node.value, scope)} is {'' if holds else 'not '}{among}{self.term(node.items, scope)}"

    def has_word(self, node: tree.HasWord, scope: Scope, holds: bool) -> str:
        words = self.term(node.words, scope)
        one = not isinstance(node.words, tree.ListOf)
        said = "the word " if one else "one of the words "
        if not holds:
            said = "no word " if one else "none of the words "
        return f"{self.of(node.value, scope)} has {said}{words}"

    def is_(self, node: tree.Is, scope: Scope, holds: bool) -> str:
        if node.state == "fresh":
            return f"{self.term(node.value, scope)} is {'' if holds else 'not '}fresh"
        return self.there(node.value, scope, (node.state == "present") == holds)

    def there(self, node: tree.Node, scope: Scope, there: bool) -> str:
        """That something is there, or is not."""
        if isinstance(node, tree.Field) and self.type(node).is_condition:
            return f"one can{'' if there else 'not'} tell whether {self.clause(node, scope)}"
        if isinstance(node, tree.Field):
            noun = labels.noun(node.name, self.type(node.of).types)
            return f"{self.of(node.of, scope)} has {a(noun) if there else f'no {noun}'}"
        return f"{self.term(node, scope)} is {'' if there else 'not '}known"

    def is_a(self, node: tree.IsA, scope: Scope, holds: bool) -> str:
        kind = labels.kind((node.type,))
        return f"{self.of(node.value, scope)} is {a(kind) if holds else f'no {kind}'}"

    def not_(self, node: tree.Not, scope: Scope, holds: bool) -> str:
        return self.clause(node.value, scope, not holds)

    def and_(self, node: tree.And | tree.Or, scope: Scope, holds: bool) -> str:
        clauses = [self.clause(part, scope, holds) for part in node.parts]
        if isinstance(node, tree.And) != holds:
            return together(clauses, "or")
        ors = [_is_or(part, holds) for part in node.parts]
        return together([f"either {c}" if is_or else c for is_or, c in zip(ors, clauses, strict=True)], "and")

    def if_clause(self, node: tree.If, scope: Scope, holds: bool) -> str:
        then, otherwise = self.clause(node.then, scope, holds), self.clause(node.otherwise, scope, holds)
        return f"if {self.clause(node.condition, scope)}, {then}; otherwise {otherwise}"

    def truth(self, node: tree.Field | tree.Call, scope: Scope, holds: bool) -> str:
        """A field that is true or false, or something that is asked of a thing."""
        if node.of is None:
            return f"{self.term(node, scope)} {'holds' if holds else 'does not hold'}"
        given: Sequence[tree.Node] = node.arguments if isinstance(node, tree.Call) else ()
        return labels.condition(node.name, holds).format(
            self.of(node.of, scope), *(self.of(argument, scope) for argument in given)
        )

    def quantifier(self, node: tree.Quantifier, scope: Scope, holds: bool) -> str:
        kind, count, meets = node.kind, int(node.count.value) if node.count else 1, True
        if not holds and kind == "every":
            kind, meets = "some", False
        elif not holds:
            kind, count = _NEGATED[kind], count + {"at least": -1, "at most": 1}.get(kind, 0)
        clause = self.clause(node.condition, scope.with_(node.name, self.any(node)), meets)
        many = kind in ("at least", "at most") and count != 1
        noun = self.picked(node.items, node.name, node.where, scope, many)
        if kind == "every":
            return of_each(f"every {noun}", clause)
        amount = {"some": "at least one", "no": "no"}.get(kind) or f"{kind} {count}"
        return f"there {'are' if many else 'is'} {amount} {whose(noun, clause, many)}"


def _counted(noun: str, amount: str) -> str:
    """What a number is the number of: `missed reviews`, `missed review`."""
    things = noun.removeprefix(_NUMBER)
    return re.sub(r"s\b(?= of |$)", "", things, count=1) if amount == "1" else things


def _flat(node: tree.And | tree.Or) -> Iterator[tree.Node]:
    """The parts of what is joined by one word, those of parts joined by the same word in their place."""
    for part in node.parts:
        if isinstance(part, tree.And | tree.Or) and type(part) is type(node):
            yield from _flat(part)
        else:
            yield part


def _none(amount: str) -> str:
    """`no` for an amount of 0."""
    if amount in ("0", "at most 0", "less than 1"):
        return "no "
    return f"{amount.replace(' 1', ' one') if amount in ('at least 1', 'at most 1') else amount} "


def _is_or(node: tree.Node, holds: bool) -> bool:
    """Whether a clause says one or the other."""
    if isinstance(node, tree.Not):
        return _is_or(node.value, not holds)
    return isinstance(node, tree.Or if holds else tree.And)


_CLAUSES: Mapping[type[tree.Node], Callable[[Clauses, Any, Scope, bool], str]] = {
    tree.Comparison: Clauses.comparison,
    tree.Between: Clauses.between,
    tree.In: Clauses.in_,
    tree.HasWord: Clauses.has_word,
    tree.Is: Clauses.is_,
    tree.IsA: Clauses.is_a,
    tree.Not: Clauses.not_,
    tree.And: Clauses.and_,
    tree.Or: Clauses.and_,
    tree.If: Clauses.if_clause,
    tree.Field: Clauses.truth,
    tree.Call: Clauses.truth,
    tree.Quantifier: Clauses.quantifier,
}

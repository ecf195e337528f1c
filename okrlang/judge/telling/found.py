"""What was found: why a condition holds, does not hold, or is not known, with counts and the values as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from okrlang.judge.telling import labels
from okrlang.judge.telling.clauses import OPPOSITE, Clauses
from okrlang.judge.telling.grammar import all_of, any_of, can_be_plural, plural
from okrlang.judge.telling.naming import is_thing
from okrlang.judge.telling.scope import Scope, Some
from okrlang.logic.values import Unknown, Value, because
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen, Individual

MOST = 4  # elements that are told of, one by one
_IN_POINTS = "point by point:"
_LINE = 110  # letters of several things that stand on one line
_EXCLUDED = re.compile(r"^(.* is .*), not ([^,;]*)$")


class Found(Frozen):
    """What a condition came to and why; `parts` go into it. The verdict is None where it is not known."""

    text: str
    verdict: bool | None
    parts: tuple[Found, ...] = ()


class Lack(Individual):
    """Something that is not known, with its reasons.

    Where nothing was recorded, `listed` is the list in which nothing stands, and `of` is whose it is.
    """

    unknown: Unknown
    listed: str = ""
    of: object | None = None


class Telling:
    """How one tells what the conditions of a rule came to; `lacks` are the things that turned out not to be known."""

    def __init__(self, speech: Clauses) -> None:
        self.speech = speech
        self.lacks: list[Lack] = []

    def found(self, node: tree.Node, scope: Scope, where: bool = False) -> Found:
        """What a condition came to."""
        return _FOUND.get(type(node), Telling._as_it_is)(self, node, scope, where)

    def _as_it_is(self, node: tree.Node, scope: Scope, where: bool) -> Found:
        """What is said of a condition that is true or false by itself."""
        value = self.speech.value(node, scope, where)
        if isinstance(value, Unknown):
            return self._not_known(value, f"nobody knows whether {self.speech.clause(node, scope)}")
        return Found(self.speech.clause(node, scope, value is True), value is True)

    # --- what is not known ------------------------------------------------------------------------------------------

    def _not_known(self, value: Unknown, said: str, verdict: bool | None = None) -> Found:
        """That something is not known, and why."""
        if verdict is None:
            self.lacks.append(Lack(value))
        return Found(f"{said}: {why(value)}", verdict)

    def _lost(self, node: tree.Node, value: Unknown, scope: Scope, verdict: bool | None) -> Found:
        """What is said where a value is not there to be held against another."""
        reason = value.reasons[0] if value.reasons else None
        if value.absent and reason is not None and (reason.subject or isinstance(node, tree.Field)):
            if verdict is None:
                self.lacks.append(Lack(value))
            if isinstance(node, tree.Field) and reason.field == node.name:
                return Found(self.speech.there(node, scope, False), verdict)
            return Found(f"`{reason.subject}` has no {labels.noun(reason.field)}", verdict)
        return self._not_known(value, f"{self.speech.of(node, scope)} is not known", verdict)

    # --- values against each other ----------------------------------------------------------------------------------

    def _comparison(self, node: tree.Comparison, scope: Scope, where: bool) -> Found:
        speech = self.speech
        left, right, relations = speech.sides(node)
        result = speech.value(node, scope, where)
        if not isinstance(result, bool):
            return self._unsettled(node, (left, right), result, scope)
        value = speech.value(left, scope)
        if isinstance(value, Unknown) or isinstance(speech.value(right, scope), Unknown):
            return self._unsettled(node, (left, right), result, scope)
        operator = node.operator if result else OPPOSITE[node.operator]
        if not result and node.operator in "<>":
            relations = {**relations, operator: f"not {relations[node.operator]}"}
        return Found(self._said(left, value, operator, relations, right, scope), result)

    def _said(
        self, left: tree.Node, value: Value, operator: str, relations: Mapping[str, str], right: tree.Node, scope: Scope
    ) -> str:
        """How two known values stand to each other: `its date is 2026-08-03, after 2026-07-15 (its due day)`."""
        speech, counted = self.speech, self.speech.counted(left, right, scope)
        shown, now = speech.shown(value), speech.now(right, scope)
        said = counted(shown) if counted else f"{speech.about(left, scope)} is {shown}"
        if operator == "=" or (counted and "0" in (shown, now)):
            return said
        if is_thing(value):
            return f"{speech.about(left, scope)} is not {now}" if shown == now else f"{said}, not {now}"
        return f"{said}, {relations[operator].replace('less', 'fewer') if counted else relations[operator]}{now}"

    def _between(self, node: tree.Between, scope: Scope, where: bool) -> Found:
        speech, result = self.speech, self.speech.value(node, scope, where)
        if not isinstance(result, bool):
            return self._unsettled(node, (node.value, node.low, node.high), result, scope)
        ends = f"{speech.now(node.low, scope)} and {speech.now(node.high, scope)}"
        shown = speech.shown(speech.value(node.value, scope))
        return Found(f"{speech.of(node.value, scope)} is {shown}, {'' if result else 'not '}between {ends}", result)

    def _unsettled(self, node: tree.Node, parts: Sequence[tree.Node], result: Value, scope: Scope) -> Found:
        """What is said for want of the first part that is not known; where all are, that they do not compare."""
        verdict = result if isinstance(result, bool) else None
        for part in parts:
            value = self.speech.value(part, scope)
            if isinstance(value, Unknown):
                return self._lost(part, value, scope, verdict)
        return self._not_known(result, f"nobody knows whether {self.speech.clause(node, scope)}")

    def _in(self, node: tree.In, scope: Scope, where: bool) -> Found:
        speech, result = self.speech, self.speech.value(node, scope, where)
        if not isinstance(result, bool):
            return self._unsettled(node, (node.value,), result, scope)
        said = speech.clause(node, scope, result)
        if isinstance(node.items, tree.ListOf):
            shown = f"{speech.of(node.value, scope)} is {speech.shown(speech.value(node.value, scope))}"
            return Found(shown if result else f"{shown}, not {speech.term(node.items, scope)}", result)
        if not result:
            items = speech.value(node.items, scope)
            said += f" ({speech.shown(items)})" if items else ", of which there are none"
        return Found(said, result)

    def _is(self, node: tree.Is, scope: Scope, where: bool) -> Found:
        speech = self.speech
        result, value = speech.value(node, scope, where), speech.value(node.value, scope)
        if isinstance(result, Unknown):
            if node.state == "fresh" and not isinstance(value, Unknown):
                return self._not_known(result, f"nobody can rely on {speech.term(node.value, scope)}")
            return self._not_known(result, f"{speech.term(node.value, scope)} is not known")
        said = speech.clause(node, scope, result is True)
        known = not isinstance(value, Unknown | bool) and node.state != "missing"
        return Found(f"{said}: {speech.shown(value)}" if known else said, result is True)

    # --- conditions of conditions -----------------------------------------------------------------------------------

    def _not(self, node: tree.Not, scope: Scope, where: bool) -> Found:
        found = self.found(node.value, scope, where)
        return Found(found.text, None if found.verdict is None else not found.verdict, found.parts)

    def _and(self, node: tree.And, scope: Scope, where: bool) -> Found:
        return self._several(node.parts, scope, where, decisive=False)

    def _or(self, node: tree.Or, scope: Scope, where: bool) -> Found:
        return self._several(node.parts, scope, where, decisive=True)

    def _several(self, parts: Sequence[tree.Node], scope: Scope, where: bool, decisive: bool) -> Found:
        """The first part that decides; else those that are not known; else all of them."""
        values, lacking = [], False
        for part in parts:
            value = self.speech.value(part, scope, where)
            if value is decisive:
                return self.found(part, scope, where)
            values.append((part, value))
            lacking = lacking or isinstance(value, Unknown)
        told = [part for part, value in values if not lacking or isinstance(value, Unknown)]
        found = [self.found(part, scope, where) for part in told]
        return _together(found, None if lacking else not decisive)

    def _if(self, node: tree.If, scope: Scope, where: bool) -> Found:
        condition = self.speech.value(node.condition, scope, where)
        if condition is True or condition is False:
            first = self.found(node.condition, scope, where)
            then = self.found(node.then if condition else node.otherwise, scope, where)
            return _together([first, then], then.verdict)
        result = self.speech.value(node, scope, where)
        if not isinstance(result, bool):
            return self.found(node.condition, scope, where)
        branches = [self.found(branch, scope, where) for branch in (node.then, node.otherwise)]
        return Found("whichever way it is:", result, tuple(branches))

    # --- lists ------------------------------------------------------------------------------------------------------

    def _quantifier(self, node: tree.Quantifier, scope: Scope, where: bool) -> Found:
        speech = self.speech
        result, items = speech.value(node, scope, where), speech.value(node.items, scope)
        verdict = result if isinstance(result, bool) else None
        if isinstance(items, Unknown):
            return self._not_known(items, f"{speech.term(node.items, scope)} are not known")
        each = [(item, self._of_element(node, scope.with_(node.name, item), where)) for item in items]
        counted = [(item, holds) for item, holds in each if holds is not _PASSED_OVER]
        if not counted:
            return self._nothing(node, scope, result, verdict)
        if len(counted) == 1:
            only = self._element(node, counted[0][0], scope, where)
            one = speech.picked(node.items, node.name, node.where, scope, False)
            return Found(f"there is one {one}, {only.text}", verdict, only.parts)
        told = [item for item, holds in counted if _tells(node.kind, verdict, holds)]
        parts = [self._element(node, item, scope, where) for item in told[:MOST]]
        if len(told) > MOST:
            parts.append(Found(f"and {len(told) - MOST} more", verdict))
        return Found(self._summary(node, scope, [holds for _, holds in counted]), verdict, tuple(parts))

    def _of_element(self, node: tree.Quantifier, scope: Scope, where: bool) -> Value:
        """What the condition comes to for one element, and that `where` passes it over."""
        picked = True if node.where is None else self.speech.value(node.where, scope, True)
        if picked is False:
            return _PASSED_OVER
        holds = self.speech.value(node.condition, scope, where)
        if picked is True:
            return holds
        passed_over = node.kind == "every"  # what one that does not count would say
        return holds if holds is passed_over else because("nobody knows whether it counts")

    def _element(self, node: tree.Quantifier, item: Value, scope: Scope, where: bool) -> Found:
        inside, name = scope.with_(node.name, item), self.speech.shown(item)
        picked = True if node.where is None else self.speech.value(node.where, inside, True)
        found = self.found(
            node.where if node.where is not None and picked is not True else node.condition,
            inside,
            where or picked is not True,
        )
        return Found(f"{name}: {found.text}", found.verdict, found.parts)

    def _nothing(self, node: tree.Quantifier, scope: Scope, result: Value, verdict: bool | None) -> Found:
        """What is said where there is no element at all."""
        speech = self.speech
        said = f"there is no {speech.picked(node.items, node.name, node.where, scope, False)}"
        if not isinstance(result, Unknown):
            return Found(said, verdict)
        of = node.items.of if isinstance(node.items, tree.Field) else None
        listed = node.items.name if isinstance(node.items, tree.Field | tree.Reference) else ""
        self.lacks.append(Lack(result, listed, speech.value(of, scope) if of is not None else None))
        return Found(f"{said}, and where nothing was recorded nothing is shown", None)

    def _summary(self, node: tree.Quantifier, scope: Scope, each: Sequence[Value]) -> str:
        """How many of them meet a condition: `3 of the 4 key results of stay have a target`."""
        speech, number = self.speech, len(each)
        met = sum(holds is True for holds in each)
        unknown = sum(isinstance(holds, Unknown) for holds in each)
        many = speech.picked(node.items, node.name, node.where, scope, True)
        clause = speech.clause(node.condition, scope.with_(node.name, Some(speech.type(node.items).types)))
        if unknown == number:
            return f"of all {number} {many} it is not known"
        amount = "all" if met == number else "none of the" if not met else f"{met} of the"
        if can_be_plural(clause):
            said = clause.removeprefix("it ")
            said = f"{amount} {number} {many} {said if met == 1 else plural(said)}"
        else:
            said = f"this holds for {amount} {number} {many}"
        return f"{said}; of {unknown} it is not known" if unknown else said


_PASSED_OVER = object()


def _tells(kind: str, verdict: bool | None, holds: Value) -> bool:
    """Whether an element has to do with what a quantifier came to."""
    if verdict is None:
        return isinstance(holds, Unknown)
    if kind == "every":
        return holds is False and not verdict
    if kind in ("some", "at least"):
        return holds is True if verdict else holds is not True
    return holds is True and not verdict


def _together(found: Sequence[Found], verdict: bool | None) -> Found:
    """Several things found: on one line where that is short, else one by one."""
    plain = [each for each in found if each.text or each.parts]
    if len(plain) == 1:
        return Found(plain[0].text, verdict, plain[0].parts)
    texts = _merged([each.text for each in plain])
    if not any(each.parts for each in plain) and len("; ".join(texts)) <= _LINE:
        return Found("; ".join(texts), verdict)
    if not any(each.parts for each in plain):
        return Found(_IN_POINTS, verdict, tuple(Found(text, verdict) for text in texts))
    return Found(_IN_POINTS, verdict, tuple(plain))


def _merged(texts: Iterable[str]) -> list[str]:
    """What a thing is not, said once: `its rank is team, not company or department`."""
    kept: dict[str, list[str]] = {}
    for text in texts:
        match = _EXCLUDED.match(text)
        kept.setdefault(match[1] if match else text, []).extend([match[2]] if match else [])
    return [f"{text}, not {any_of(dict.fromkeys(words))}" if words else text for text, words in kept.items()]


def why(unknown: Unknown) -> str:
    """Why something is not known."""
    return all_of(dict.fromkeys(reason.why for reason in unknown.reasons)) or "nobody can say"


_FOUND: Mapping[type[tree.Node], Callable[[Telling, Any, Scope, bool], Found]] = {
    tree.Comparison: Telling._comparison,
    tree.Between: Telling._between,
    tree.In: Telling._in,
    tree.Is: Telling._is,
    tree.Not: Telling._not,
    tree.And: Telling._and,
    tree.Or: Telling._or,
    tree.If: Telling._if,
    tree.Quantifier: Telling._quantifier,
}

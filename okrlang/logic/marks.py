"""Marks: which rules are static, found out by what their conditions read."""

from __future__ import annotations

import re
from functools import cache

from okrlang.logic.definitions import Definitions
from okrlang.logic.inference import Inference, Meaning
from okrlang.logic.rule import SUBJECTS, Rule
from okrlang.logic.typed import LOST, Typed, of_unit
from okrlang.logic.types import LISTS, TYPES, UNIONS, FieldType
from okrlang.model.quantity import NUMBER
from okrlang.model.reading.complaints import Complaints
from okrlang.syntax import tree
from okrlang.syntax.frozen import altered


class Marks:
    """What defines mean, each found out when a rule first uses it. They are not checked here: `checker` does that."""

    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions
        self._meanings: dict[str, Meaning | None] = {}

    def marked(self, rule: Rule) -> Rule:
        """The rule, `static` if it reads nothing but goals as they are written."""
        inference = self._inference()
        name_subject(rule, inference)
        for condition in (rule.where, *(check.condition for check in rule.checks)):
            if condition is not None:
                inference.condition(condition)
                inference.facts |= inference.facts_of(rule.where) if condition is rule.where else {}
        return altered(rule, static=not is_timely(rule, inference))

    def meaning(self, name: str) -> Meaning | None:
        """What a define means; nothing for one that leads back to itself."""
        if name not in self._meanings:
            self._meanings[name] = None
            self._meanings[name] = self._meaning(self.definitions.defines[name])
        return self._meanings[name]

    def _meaning(self, define: tree.Define) -> Meaning:
        inference = self._inference()
        takes = tuple(parameter_type(parameter.type.text) for parameter in define.parameters)
        inference.names = {p.name.text: taken for p, taken in zip(define.parameters, takes, strict=True)}
        return Meaning(inference.value(define.body), inference.reads, takes)

    def _inference(self) -> Inference:
        return Inference(self.definitions, self.meaning, Complaints())


@cache
def _timely_word() -> re.Pattern[str]:
    """What no static rule can have outside its messages: a `due`, `as_of`, or a field that is timely wherever it is."""
    always: dict[str, bool] = {}
    for type_ in _static_types():
        for name, field in TYPES[type_].items():
            always[name] = always.get(name, True) and _is_timely(field)
    names = "|".join(name for name, timely in always.items() if timely)
    return re.compile(rf"^  due |\bas_of\b|\.(?:{names})\b", re.MULTILINE)


def _static_types() -> set[str]:
    """The types that a static rule can come across."""
    found: set[str] = set()
    waiting = [name for listed in LISTS.values() if not _is_timely(listed) for name in listed.types]
    while waiting:
        name = waiting.pop()
        if name in TYPES and name not in found:
            found.add(name)
            waiting += (t for field in TYPES[name].values() if not _is_timely(field) for t in field.types)
    return found


def _is_timely(field: FieldType) -> bool:
    return field.timely or field.measured or field.records


_TEXT = re.compile(r'"[^"\n]*"')


def reads_timely(text: str) -> bool:
    """Whether the text of a rule shows by a word that it is not static; much that is not does not show it."""
    return _timely_word().search(_TEXT.sub("", text)) is not None


def name_subject(rule: Rule, inference: Inference) -> None:
    """Let the subject of a rule be known by its name."""
    if rule.thing:
        inference.names[rule.subject] = Typed((rule.thing,))


def is_timely(rule: Rule, inference: Inference) -> bool:
    """Whether a rule whose conditions were looked at says something else on another day, or for other records."""
    listed = LISTS[SUBJECTS[rule.thing]].records if rule.thing else False
    return inference.reads.timely or rule.due is not None or listed


def parameter_type(name: str) -> Typed:
    """The type that a parameter of a define has by its name; LOST if there is none."""
    if name == "number":
        return of_unit(NUMBER)
    return Typed(UNIONS.get(name, (name,))) if name in TYPES or name in UNIONS else LOST

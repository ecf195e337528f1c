"""Rules drawn at random, led by the types: whatever the model has, some rule asks about.

A drawn rule means to be sound, and mostly is; what the checker refuses is of use too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from drawing.conditions import KINDS, Author
from drawing.dice import Dice
from drawing.values import SPOKEN, Define, Value
from drawing.ways import features, routes
from okrlang.logic.rule import INCLUDABLE, SUBJECTS
from okrlang.logic.types import LISTS, UNIONS

PARAMS = {
    "fewest": ("number", "2", "1", "9"),
    "leeway": ("duration", "14 days", "0 days", "8 weeks"),
    "part": ("share", "20%", "0%", "100%"),
    "spent": ("quantity", "20k EUR", "0 EUR", "1M EUR"),
}
FEATURES = tuple(features())


@dataclass(frozen=True)
class Rule:
    """A drawn rule: its name, what it is for each of, its text, whether a checklist names it, and what it reaches."""

    name: str
    thing: str | None
    text: str
    listed: bool
    reached: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """Params, defines, rules, and a checklist that names some of them."""

    definitions: str
    rules: tuple[Rule, ...]

    @property
    def text(self) -> str:
        """The whole as a text."""
        listed = ", ".join(rule.name for rule in self.rules if rule.listed)
        item = f'item 1.1 "Drawn" {{ decided by {listed} }}' if listed else ""
        checklist = f'checklist drawn "Drawn" {{ section 1 "Drawn" {{ {item} }} }}' if listed else ""
        return "\n".join((self.definitions, *(rule.text for rule in self.rules), checklist))


def book(dice: Dice, size: int, first: int = 0) -> Book:
    """So many rules; those that follow each other are about one field of the model after the other."""
    defines: dict[str, Define] = {}
    texts = [f'param {name} "A param" = {value} from {low} to {high}' for name, (_, value, low, high) in PARAMS.items()]
    texts += _defines(dice, defines)
    rules = tuple(_rule(dice, number, defines) for number in range(first, first + size))
    return Book("\n".join(texts), rules)


def _defines(dice: Dice, known: dict[str, Define]) -> Iterator[str]:
    """Defines that each may use those before it."""
    for name, takes, gives in (
        ("lately", (), "date"),
        ("sound", ("key_result",), "condition"),
        ("weighty", ("number", "objective"), "condition"),
        ("spread", ("objective",), "number"),
        ("told", ("review", "party"), "condition"),
    ):
        author = Author(dice, PARAMS, known)
        author.names = {f"p{at}": UNIONS.get(of, (of,)) for at, of in enumerate(takes)}
        author.loops = 2
        body = author.condition(2) if gives == "condition" else author.of_kind(gives, 2)
        parameters = f"({', '.join(f'{of} p{at}' for at, of in enumerate(takes))})" if takes else ""
        yield f"define {name}{parameters} = {body}"
        known[name] = (takes, gives)


def _rule(dice: Dice, number: int, defines: Mapping[str, Define]) -> Rule:
    """One rule, about a field of the model."""
    of, name = FEATURES[number % len(FEATURES)]
    root, steps = routes()[of]
    author = Author(dice, PARAMS, defines)
    author.cycle = dice.chance(25)
    whole = dice.chance(10)
    author.reached.append("whole workspace" if whole else f"each {root}")
    if whole:
        every = Value(SUBJECTS[root], (root,), True, LISTS[SUBJECTS[root]].records)
        clauses, feature = [], author.over(every, dice.one(KINDS), 2, lambda s: author.along(s, steps, name))
    else:
        subject = Value(dice.one([root, "s", "s"]), (root,))
        author.names = {subject.text: (root,)}
        clauses, feature = _about_each(dice, author, subject), author.along(subject, steps, name)
    for check in (feature, *(author.condition(3) for _ in range(dice.one([0, 0, 1, 2])))):
        clauses += [f"check {check}", f'say "{author.message()}"']
    clauses += [f'fix "{author.message()}"'] if dice.chance(10) else []
    text = "\n  ".join((f"severity {dice.one(['error', 'warning'])}", *clauses))
    return Rule(
        f"rule-{number}",
        None if whole else root,
        f'rule rule-{number} "Drawn" {{\n  {text}\n}}',
        author.cycle,
        tuple(author.reached),
    )


def _about_each(dice: Dice, author: Author, subject: Value) -> list[str]:
    """What a rule is for each of, from when, and what it means that there is none."""
    clauses = [_for_each(dice, author, subject.types[0], subject.text)]
    clauses[0] += f" where {author.condition(2)}" if dice.chance(40) else ""
    clauses += [f"none means {dice.one(['fail', 'no_evidence'])}"] if dice.chance(20) else []
    clauses += [f"due {author.of_kind('date', 2)}"] if dice.chance(20) else []
    return clauses


def _for_each(dice: Dice, author: Author, root: str, subject: str) -> str:
    dropped = " including dropped" if root in INCLUDABLE and dice.chance(30) else ""
    author.reached += ["including dropped"] if dropped else []
    return f"for each {SPOKEN.get(root, root)}{f' as {subject}' if subject != root else ''}{dropped}"

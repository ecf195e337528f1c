"""Rules and their packs, policies and checklists."""

from __future__ import annotations

from okrlang.syntax.tree.expressions import Expression
from okrlang.syntax.tree.literals import Amount, Day, Name, Path, Text
from okrlang.syntax.tree.node import Node


class Pack(Node):
    """`pack core "…" version "1.0.0"`."""

    name: Name
    title: Text | None
    version: Text


class Param(Node):
    """`param max_key_results "most key results of an objective" = 5 from 3 to 7`."""

    name: Name
    title: Text | None
    value: Amount
    low: Amount
    high: Amount


class Define(Node):
    """`define measurable(key_result k) = …`."""

    name: Name
    parameters: tuple[Parameter, ...]
    body: Expression


class Parameter(Node):
    """A parameter of a definition: its type and its name."""

    type: Name
    name: Name


class Setting(Node):
    """`setting { as_of 2026-08-20 … }`: what the examples of a pack stand on."""

    as_of: Day | None
    declarations: tuple[Node, ...]


class Rule(Node):
    """`rule key-result-count "An objective has two to five key results" { … }`."""

    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class SeverityIs(Node):
    """`severity warning`."""

    word: str


class Basis(Node):
    """`basis primary "Google re:Work"`."""

    word: str
    text: Text | None


class ForEach(Node):
    """`for each key result as k including dropped where k.metric is present`; `thing` is `key_result`."""

    thing: str
    name: Name | None
    including_dropped: bool
    where: Expression | None


class NoneMeans(Node):
    """`none means fail` or `none means no_evidence`."""

    word: str


class DueOn(Node):
    """`due k.cycle.start + 14 days`: before that day a rule does not yet ask."""

    day: Expression


class Check(Node):
    """`check … say "…"`."""

    condition: Expression
    say: Template


class Template(Node):
    """A message: texts and expressions in turn."""

    parts: tuple[str | Expression, ...]


class Fix(Node):
    """`fix "…"`."""

    text: Template


class Avoid(Node):
    """`avoid { … }`: declarations that the rule must catch."""

    declarations: tuple[Node, ...]


class Prefer(Node):
    """`prefer { … }`: declarations that the rule must pass."""

    declarations: tuple[Node, ...]


class Test(Node):
    """`test "…" of RULE { given { … } as_of DATE expect fail at grow.signups }`."""

    title: Text
    rule: Name
    declarations: tuple[Node, ...]
    as_of: Day | None
    expectations: tuple[Expectation, ...]


class Expectation(Node):
    """`expect no_evidence at grow.signups`."""

    verdict: str
    at: Path | None


class Policy(Node):
    """`policy pace "Progress against the expected path" { … }`."""

    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class GraceFirst(Node):
    """`grace first 15% of the cycle`."""

    share: Amount


class TakeTheWorst(Node):
    """`objectives take the worst`."""


class ZoneScore(Node):
    """`zone commit 0.3`."""

    word: str
    score: Amount


class StatusWhen(Node):
    """`at risk called "behind" when progress >= expected - 0.25`; `otherwise` has no condition."""

    status: str
    called: Text | None
    condition: Expression | None


class Checklist(Node):
    """`checklist okr_procedure "OKR and KPI procedure" { section … }`."""

    name: Name
    title: Text | None
    sections: tuple[Section, ...]


class Section(Node):
    """`section 1 "Objective Setting" { item … }`."""

    number: str
    title: Text
    items: tuple[Item, ...]


class Item(Node):
    """`item 1.1 "Defined clear and aligned organizational objectives." { … }`."""

    number: str
    title: Text
    clauses: tuple[Node, ...]


class Guide(Node):
    """`guide "…"`."""

    text: Text


class DecidedBy(Node):
    """`decided by mission-stated, team-objective-lifts`."""

    rules: tuple[Name, ...]


class AdvisedBy(Node):
    """`advised by words-that-hide`."""

    rules: tuple[Name, ...]


class Attested(Node):
    """`attested`: somebody must also give their word, for a time."""

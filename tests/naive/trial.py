"""A trial: drawn rules held against a drawn workspace by both evaluators, each subject and each check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

from drawing.dice import Dice
from drawing.rules import FEATURES, PARAMS, Rule, book
from drawing.spoiling import nodes_of, spoiled
from drawing.ways import TOTALS
from drawing.workspaces import Drawn, workspace
from drawing.worlds import Supposed

from naive.evaluator import LISTS, Naive
from naive.verdicts import Judged, Verdict
from okrlang.judge import decision
from okrlang.judge.decision import Decision, Verdicts, decisions, name_of
from okrlang.judge.facts import gathered
from okrlang.judge.waivers import Waivers, replaced
from okrlang.judge.world import GoalWorld
from okrlang.logic.checker import check
from okrlang.logic.cost import Cost, cost
from okrlang.logic.packs import Packs, known, shipped, with_workspace
from okrlang.logic.program import Program
from okrlang.logic.values import Unknown
from okrlang.measure.measures import measure
from okrlang.model.resolver import resolve
from okrlang.model.workspace import Workspace
from okrlang.score.scores import Scores
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source

SHIPPED = shipped()[0]
EXPLAINED = 2  # subjects of each case
WAIVABLE = 40  # rules of each book that may be waived


@dataclass
class Bench:
    """A workspace and rules as loaded, its worlds, and what is said of the rules."""

    workspace: Workspace
    packs: Packs
    worlds: tuple[GoalWorld, ...]
    nodes: dict[str, tree.Rule]
    defines: dict[str, tree.Define]
    diagnostics: tuple[Diagnostic, ...]

    def is_warned_of(self, node: tree.Node) -> bool:
        """Whether it is said, in the rule or define where it stands, that a unit may turn out not to fit."""
        around = (of.span for of in (*self.nodes.values(), *self.defines.values()))
        home = next(span for span in around if span.start <= node.span.start < span.end)
        unsure = (d.span.start for d in self.diagnostics if d.name == "unsure-unit")
        return any(home.start <= start < home.end for start in unsure)

    def inside(self, world: GoalWorld) -> GoalWorld:
        """The world of the goals of one cycle."""
        return world.for_cycle(next(c for c in self.workspace.cycles if c.id == "2026-Q3"))

    def most_steps(self, name: str, longest: int) -> int:
        """What the checker's cost of a rule comes to for one subject, in lists of this length."""
        rule, costs = self.packs.rules[name], self._costs
        asked = [rule.where, rule.due, *(check.condition for check in rule.checks)]
        spent = [cost(node, costs) for node in asked if node is not None]
        return sum(each.nodes * max(1, longest) ** each.loops for each in spent)

    @cached_property
    def _costs(self) -> dict[str, Cost]:
        costs: dict[str, Cost] = {}
        for define in self.defines.values():
            costs[define.name.text] = cost(define.body, costs)
        return costs

    def naive(self, world: GoalWorld) -> Naive:
        """The naive evaluator of a world."""
        return Naive(world, frozenset((*PARAMS, *self.packs.params)), self.defines)


def loaded(drawn: Drawn, rules: str, root: Path, seed: int) -> Bench:
    """A drawn workspace with the texts of rules: as it is, with figures hidden, and with what is unknown made up."""
    (root / "figures.csv").write_text(drawn.figures, "utf-8")
    sheet, faults = parse(Source("goals.okr", f"{drawn.text}\n{rules}\n"))
    found, wrong = resolve([sheet], known(SHIPPED))
    errors = [d.message for d in (*faults, *wrong) if d.severity == "error" and d.span.start < len(drawn.text)]
    assert drawn.slips or errors == []
    packs, said = check(with_workspace(SHIPPED, found)[0])
    measures = measure(found, root, drawn.as_of, {})
    scores = Scores(found, measures, packs.policies, drawn.as_of)
    params = {name: param.value for name, param in packs.params.items()}
    world = GoalWorld(gathered(found, drawn.as_of, params, root, scores, measures))
    worlds = (world, Supposed(world, seed, hidden=40, filled=30), Supposed(world, seed, filled=100))
    nodes = {node.name.text: node for node in sheet.declarations if isinstance(node, tree.Rule)}
    defines = {node.name.text: node for node in sheet.declarations if isinstance(node, tree.Define)}
    return Bench(found, packs, worlds, nodes, defines, said)


@dataclass
class Tally:
    """What came of trials: rules, those refused, cases (a rule in a world), verdicts, what was reached; differences."""

    rules: int = 0
    refused: int = 0
    cases: int = 0
    subjects: int = 0
    steps: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def trial(seed: int, size: int, root: Path, tally: Tally, spoil: bool = False) -> None:
    """Hold so many drawn rules, or rules spoiled after they were drawn, against a drawn workspace."""
    hold(*drawn(Dice(Random(seed)), seed, size, root, spoil), f"seed {seed}", tally)


def hold(rules: Sequence[Rule], bench: Bench, of: str, tally: Tally) -> None:
    """Hold rules against each world of a workspace."""
    for rule in rules:
        found = bench.packs.rules.get(rule.name)
        if found is None or found.broken:
            tally.refused += 1
            tally.verdicts["error"] += 1
            continue
        tally.rules += 1
        tally.reached.update({*rule.reached, *constructs(bench.nodes[rule.name])})
        for world in bench.worlds:
            compare(bench, rule.name, bench.inside(world) if rule.listed else world, f"{of}: {rule.text}", tally)


def missed(tally: Tally) -> list[str]:
    """What was not reached of what a run must reach."""
    return sorted(CONSTRUCTS - tally.reached.keys()) + sorted(VERDICTS - tally.verdicts.keys())


def drawn(dice: Dice, seed: int, size: int, root: Path, spoil: bool = False) -> tuple[tuple[Rule, ...], Bench]:
    """Rules, and the workspace with them; the seed says which fields they are about, and what is supposed."""
    found = book(dice, size, seed * size)
    if spoil:
        found = replace(found, rules=tuple(replace(rule, text=spoiled(dice, rule.text)) for rule in found.rules))
    goals = workspace(dice, [(rule.name, rule.thing) for rule in found.rules[:WAIVABLE]])
    return found.rules, loaded(goals, found.text, root, seed)


def compare(bench: Bench, name: str, world: GoalWorld, said: str, tally: Tally) -> None:
    """Hold one rule against a world, by both evaluators; what is wrong goes into the tally."""
    naive, program = bench.naive(world), bench.packs.program(bench.packs.rules[name])
    reads = world.reads if isinstance(world, Supposed) else 0
    found = list(decisions(program, world))
    reads = world.reads - reads if isinstance(world, Supposed) else 0
    real, plain = told(bench, name, world, found), list(Judged(bench.nodes[name], naive).verdicts())
    tally.cases += 1
    tally.subjects += len(plain)
    tally.steps += naive.steps
    tally.verdicts.update(one.verdict for one in plain)
    wrong = [f"{kind}: {text}" for kind, text in naive.faults]
    if not isinstance(world, Supposed):  # where one measure may come in several units
        wrong += [f"nobody was warned: {node.span.text}" for node in naive.doubts if not bench.is_warned_of(node)]
    wrong += [f"{len(real)} subjects, and naive {len(plain)}"] if len(real) != len(plain) else []
    for one, other in zip(real, plain, strict=False):
        if one.subject is not other.subject or (one.verdict, one.checks) != (other.verdict, other.checks):
            wrong.append(f"{_named(one, world)}, but naive {_named(other, world)}")
    allowed = bench.most_steps(name, naive.longest) * max(1, len(plain))
    if max(naive.steps, reads) > allowed:
        wrong.append(f"{naive.steps} steps and {reads} reads, where {allowed} are allowed")
    wrong += _told_otherwise(program, world, found)
    tally.wrong += (f"{fault} in {said}" for fault in wrong)


def told(bench: Bench, name: str, world: GoalWorld, found: Sequence[Decision] | None = None) -> list[Verdict]:
    """What the real evaluator says of each subject, waivers included."""
    waivers, program = Waivers(bench.workspace, world.as_of), bench.packs.program(bench.packs.rules[name])
    return [
        Verdict(
            one.subject,
            replaced(one.verdict, waivers.on(name, name_of(one.subject, world))),
            tuple(value if value is True or value is False else None for value in one.checks),
        )
        for one in (found or decisions(program, world))
    ]


def _told_otherwise(program: Program, world: GoalWorld, found: Sequence[Decision]) -> Iterator[str]:
    """Where the sieve, which is asked of many subjects, or the walk that explains says something else."""
    with mock.patch.object(decision, "MANY", 1):
        sifted = Verdicts(program, world).all
    if sifted != [one.verdict for one in found]:
        yield f"the sieve says {sifted}"
    for one in found[:EXPLAINED]:
        parts = [(program.where, one.picked)] if program.where and one.subject is not None else []
        for asked, value in (*parts, *zip((part for part, _ in program.checks), one.checks, strict=False)):
            walked = asked.explained(world, one.given)[0]
            if walked is not value and not (isinstance(walked, Unknown) and isinstance(value, Unknown)):
                yield f"{walked} is explained, and {value} said"


def _named(one: Verdict, world: GoalWorld) -> str:
    return f"{one.verdict} {one.checks} at {name_of(one.subject, world) if one.subject else None}"


def constructs(node: Any) -> Iterator[str]:
    """The constructs that a tree consists of."""
    for part in nodes_of(node):
        name = type(part).__name__
        match part:
            case tree.Arithmetic() | tree.Comparison():
                yield f"{name} {part.operator}"
            case tree.Quantifier():
                yield f"{name} {part.kind}{' where' if part.where else ''}"
            case tree.Call(of=None):
                yield f"{name} {part.name}{' of a past' if _is_of_a_past(part) else ''}"
            case tree.Is():
                yield f"{name} {part.state}"
            case tree.NoneMeans():
                yield f"{name} {part.word}"
            case tree.Comprehension(where=where):
                yield f"{name}{' where' if where else ''}"
            case tree.Reference():
                yield f"list {part.name}" if part.name in LISTS else name
            case _:
                yield name


def _is_of_a_past(call: tree.Call) -> bool:
    return call.name in TOTALS and len(call.arguments) == 2


KINDS = ("every", "some", "no", "at least", "at most")
CONSTRUCTS = frozenset(
    (
        *(f"Arithmetic {sign}" for sign in ("+", "-", "*", "/", "of")),
        *(f"Comparison {sign}" for sign in ("=", "!=", "<", "<=", ">", ">=")),
        *(f"Quantifier {kind}{where}" for kind in KINDS for where in ("", " where")),
        *(f"Call {name}" for name in ("count", "previous", "difference", "days_between", *TOTALS)),
        *(f"Call {name} of a past" for name in TOTALS),
        *(f"Is {state}" for state in ("present", "missing", "fresh")),
        *("NoneMeans fail", "NoneMeans no_evidence", "Comprehension", "Comprehension where", "DueOn", "Fix", "define"),
        *("Amount", "Ratio", "Text", "Day", "PeriodName", "Reference", "Field", "ListOf", "Negative", "Between", "In"),
        *("HasWord", "IsA", "Not", "And", "Or", "If", "ForEach", "including dropped", "whole workspace"),
        *(f"list {name}" for name in LISTS),
        *(f"{'record' if of == 'review' else of}.{name}" for of, name in FEATURES if " of a " not in name),
    )
)
"""What a run must reach: every construct of an expression, every list, and every field and method of the model."""

VERDICTS = frozenset(("pass", "fail", "no_evidence", "not_due", "not_applicable", "waived", "error"))
"""What a drawn rule can come to; `needs_review` is said of checklist items only."""

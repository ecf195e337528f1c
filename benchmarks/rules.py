"""What deciding costs: five rules over 10,000 objectives with four key results each, one in a hundred violating each.

`python benchmarks/rules.py` prints millions of rule × subject a second, on one processor, in CPU time. The rules are
written in the language and checked like any others; the goals are read from text. Timed is, for each rule: writing its
sieve, the verdict on every objective, and collecting those that fail. Not timed is what all rules share: reading and
checking the texts, and gathering the facts of the day. No run sees what another found out.

The peers are asked the same of the same goals as dictionaries, made beforehand, with numbers for days; of those that are
not installed it is said (`pip install cel-expr-python zen-engine regopy`). Where theirs differ from our verdicts, it stops.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tabulate import tabulate

sys.path.insert(0, str(Path(__file__).parent.parent))

from okrlang.judge.decision import Verdicts, decisions, name_of
from okrlang.judge.facts import Facts, gathered
from okrlang.judge.world import GoalWorld
from okrlang.logic.checker import check
from okrlang.logic.packs import Packs, known, shipped, with_workspace
from okrlang.model.resolver import resolve
from okrlang.model.workspace import Objective
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source

COUNT, COMPANY = 10_000, 20  # objectives, and those of the company
AS_OF = date(2026, 8, 20)
RULES = """
rule few-key-results "An objective has two to five key results" {
  for each objective as o
  check count(o.key_results) between 2 and 5
    say "{o.id} has {count(o.key_results)} key results"
}
rule moving-target "A target differs from where it starts" {
  for each objective as o
  check every k in o.key_results satisfies k.target != k.baseline
    say "{o.id} asks for what is there already"
}
rule due-in-cycle "Every due day lies in the cycle" {
  for each objective as o
  check every k in o.key_results satisfies k.due between o.cycle.start and o.cycle.end
    say "{o.id} has a key result that is due outside {o.cycle.id}"
}
rule whole-weights "Weights add to 100" {
  for each objective as o
  check sum(k.weight for k in o.key_results where k.weight is present) = 100
    say "the weights of {o.id} add to {sum(k.weight for k in o.key_results where k.weight is present)}"
}
rule company-parent "What a team does lifts an objective of the company" {
  for each objective as o where o.rank = team
  check some up in o.supports satisfies up is objective and up.rank = company
    say "{o.id} lifts no objective of the company"
}
"""
NAMES = ("few-key-results", "moving-target", "due-in-cycle", "whole-weights", "company-parent")
WEIGHTS = {1: (100,), 4: (25, 25, 25, 25), 6: (20, 20, 15, 15, 15, 15)}

# --- the goals -------------------------------------------------------------------------------------------------------


def goals() -> str:
    """The sheet: of each hundred objectives, one violates the first rule, another the second, and so on."""
    parts = ['company large "A large company" { mission "Much at once."  priority order "Order" }\n']
    parts += [f'team t{n} "Team {n}" {{ part of large  lead "Lead of team {n}" }}\n' for n in range(200)]
    parts += ['cycle 2026-Q3 { }\nmetric done "Done" { unit pieces  better higher }\n']
    return "".join((*parts, *(_objective(n) for n in range(COUNT))))


def _objective(n: int) -> str:
    is_company, wrong = n < COMPANY, n % 100
    owner, above = ("large", "order") if is_company else (f"t{n % 200}", "o21" if wrong == 73 else f"o{n % COMPANY}")
    weights = WEIGHTS[(1 if n % 200 == 37 else 6) if wrong == 37 else 4]
    lines = [f'objective o{n} "Objective {n}" {{ owner {owner}  cycle 2026-Q3  committed  supports {above}']
    for k, weight in enumerate(weights):
        start = k + n % 7
        end = start if wrong == 59 and k == 2 else 100 + n + k
        due = "2026-10-02" if wrong == 83 and k == 3 else f"2026-0{7 + k % 3}-{10 + n % 15}"
        weight += wrong == 41 and k == 0
        lines.append(
            f'  key result k{k} "Key result {k}" {{ metric done  from {start} to {end}  due {due}  weight {weight} }}'
        )
    return "\n".join((*lines, "}\n"))


def loaded() -> tuple[Packs, Facts]:
    """The rules as checked, and the facts of the goals."""
    sheet, faults = parse(Source("goals.okr", goals() + RULES))
    workspace, _ = resolve([sheet], known(shipped()[0]))  # it complains of what is wrong on purpose
    packs, doubled = with_workspace(shipped()[0], workspace)
    packs, unsound = check(packs)
    wrong = [d.message for d in (*faults, *doubled, *unsound) if d.severity == "error"]
    assert not wrong, wrong
    facts = gathered(workspace, AS_OF, {})
    _ = facts.ties.key_results_by_objective, facts.ties.cycle_by_objective, facts.ties.above_by_objective
    _ = facts.organization.rank_by_objective, facts.ties.objectives
    return packs, facts


Failing = dict[str, list[str]]


def sifted(packs: Packs, facts: Facts) -> Failing:
    """The objectives that fail each rule, as the judge finds them."""
    world = GoalWorld(facts)
    found = {name: Verdicts(packs.program(packs.rules[name]), world) for name in NAMES}
    return {
        name: [name_of(o, world) for o, verdict in zip(of.subjects, of.all, strict=True) if verdict == "fail"]
        for name, of in found.items()
    }


def one_by_one(packs: Packs, facts: Facts) -> Failing:
    """The same, as the evaluator finds them without a sieve."""
    world = GoalWorld(facts)
    found = {name: decisions(packs.program(packs.rules[name]), world) for name in NAMES}
    return {name: [name_of(d.subject, world) for d in of if d.verdict == "fail"] for name, of in found.items()}


# --- the peers -------------------------------------------------------------------------------------------------------

Peer = Callable[[list[dict[str, Any]], list[str]], Failing]


def plain(facts: Facts) -> list[dict[str, Any]]:
    """The goals as dictionaries, with what the peers have no way to find out."""
    return [_plain(facts, objective) for objective in facts.workspace.objectives]


def _plain(facts: Facts, objective: Objective) -> dict[str, Any]:
    cycle = facts.ties.cycle_of(objective)
    assert cycle is not None
    key_results = [
        {
            "target": int(k.forms[0].end.quantity.value),  # type: ignore[union-attr]
            "baseline": int(k.forms[0].start.quantity.value),  # type: ignore[union-attr]
            "due": k.due.toordinal(),
            "weight": int(k.weight or 0),
        }
        for k in objective.key_results
    ]
    return {
        "id": objective.id,
        "rank": facts.organization.rank(objective),
        "parent": objective.supports[0],
        "start": cycle.period.start.toordinal(),
        "end": cycle.period.last.toordinal(),
        "key_results": key_results,
        "total": sum(k["weight"] for k in key_results),  # CEL has no sum
    }


def cel(goals: list[dict[str, Any]], company: list[str]) -> Failing:
    """Google's CEL, by its binding `cel-expr-python`: one activation for all rules of an objective."""
    from cel_expr_python import cel

    environment = cel.NewEnv(variables={"o": cel.Type.DYN, "company": cel.Type.DYN})
    rules = [
        environment.compile(text)
        for text in (
            "size(o.key_results) >= 2 && size(o.key_results) <= 5",
            "o.key_results.all(k, k.target != k.baseline)",
            "o.key_results.all(k, k.due >= o.start && k.due <= o.end)",
            "o.total == 100",
            "o.rank != 'team' || o.parent in company",
        )
    ]
    failing: Failing = {name: [] for name in NAMES}
    for goal in goals:
        activation = environment.Activation({"o": goal, "company": company})
        for name, rule in zip(NAMES, rules, strict=True):
            if not rule.eval(activation).value():
                failing[name].append(goal["id"])
    return failing


def zen(goals: list[dict[str, Any]], company: list[str]) -> Failing:
    """The expressions of `zen-engine`, compiled."""
    import zen

    rules = [
        zen.compile_expression(text)
        for text in (
            "len(key_results) in [2..5]",
            "all(key_results, #.target != #.baseline)",
            "all(key_results, #.due >= start and #.due <= end)",
            "sum(map(key_results, #.weight)) == 100",
            "rank != 'team' or parent in company",
        )
    ]
    failing: Failing = {name: [] for name in NAMES}
    for goal in goals:
        context = {**goal, "company": company}
        for name, rule in zip(NAMES, rules, strict=True):
            if not rule.evaluate(context):
                failing[name].append(goal["id"])
    return failing


REGO = """package okr
few { count(input.key_results) >= 2; count(input.key_results) <= 5 }
same { k := input.key_results[_]; k.target == k.baseline }
outside { k := input.key_results[_]; k.due < input.start }
outside { k := input.key_results[_]; k.due > input.end }
whole { sum([k.weight | k := input.key_results[_]]) == 100 }
lifts { input.rank != "team" }
lifts { input.parent == data.company[_] }
verdicts := [count([1 | few]) == 1, count([1 | same]) == 0, count([1 | outside]) == 0, count([1 | whole]) == 1,
  count([1 | lifts]) == 1]
"""


def rego(goals: list[dict[str, Any]], company: list[str]) -> Failing:
    """Rego, the language of the Open Policy Agent, by `regopy`: a bundle that gives all verdicts of an objective."""
    from regopy import Interpreter

    interpreter = Interpreter()
    interpreter.add_data({"company": company})
    interpreter.add_module("okr", REGO)
    bundle = interpreter.build("found = data.okr.verdicts", ["okr/verdicts"])
    failing: Failing = {name: [] for name in NAMES}
    for goal in goals:
        interpreter.set_input(goal)
        (verdicts,) = interpreter.query_bundle(bundle).results
        for name, holds in zip(NAMES, verdicts.bindings["found"], strict=True):
            if not holds:
                failing[name].append(goal["id"])
    return failing


PEERS: dict[str, tuple[Peer, int]] = {"cel-expr-python": (cel, 1), "zen-engine": (zen, 1), "regopy": (rego, 20)}
"""The peers by the name of their package; a slow one is asked about the n-th part of the goals."""

# --- the figures -----------------------------------------------------------------------------------------------------


def spent(ask: Callable[[], Failing], runs: int) -> tuple[list[float], Failing]:
    """The CPU seconds of several runs, and what the last one found."""
    seconds = []
    for _ in range(runs):
        began = time.process_time()
        found = ask()
        seconds.append(time.process_time() - began)
    return seconds, found


def speed(seconds: float, objectives: int = COUNT) -> str:
    return f"{len(NAMES) * objectives / seconds / 1e6:.3f} M/s"


def figures(runs: int = 15) -> Iterator[list[str]]:
    """A row for okrlang, one for its evaluator alone, and one for each peer."""
    packs, facts = loaded()
    seconds, failing = spent(lambda: sifted(packs, facts), runs)
    assert all(len(found) == COUNT // 100 for found in failing.values()), {n: len(f) for n, f in failing.items()}
    best, median = min(seconds), statistics.median(seconds)
    yield ["okrlang", speed(best), speed(median), speed(seconds[0]), f"{median * 1000:.1f} ms", ""]
    for label, (ask, part) in {"okrlang, one by one": (None, 1), **PEERS}.items():
        yield _beside(label, ask, part, packs, facts, failing, median)


def _beside(
    label: str, ask: Peer | None, part: int, packs: Packs, facts: Facts, failing: Failing, median: float
) -> list[str]:
    """The row of another way to find out the same."""
    given = plain(facts)[: COUNT // part]
    company, ids = [f"o{n}" for n in range(COMPANY)], {goal["id"] for goal in given}
    try:
        seconds, found = spent(lambda: ask(given, company) if ask else one_by_one(packs, facts), 3)
    except ImportError:
        return [label, "not installed", "", "", "", ""]
    assert found == {name: [id for id in failed if id in ids] for name, failed in failing.items()}, label
    own, whole = statistics.median(seconds), statistics.median(seconds) * part
    speeds = [speed(each, len(given)) for each in (min(seconds), own, seconds[0])]
    return [label, *speeds, f"{whole * 1000:.1f} ms", f"{whole / median:.0f}"]


def main() -> None:
    """Measure and print."""
    columns = ["rule × subject", "best", "median", "first", "50,000 take", "okrlang is faster by"]
    print(f"Python {sys.version.split()[0]}")  # noqa: T201
    print(tabulate(list(figures()), columns, disable_numparse=True))  # noqa: T201


if __name__ == "__main__":
    main()

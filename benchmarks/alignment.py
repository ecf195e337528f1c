"""What alignment costs on very large graphs: a chain, a star, a tree, a ladder and a circle of 50,000 objectives.

`python benchmarks/alignment.py [OBJECTIVES]` prints, for each graph, CPU seconds to read the texts, to resolve them
(circles are found there), to ask the graph for levels, doubled measures and unshown work, and to judge twelve rules.
Every figure should grow with the number of objectives and no faster.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from time import process_time

from tabulate import tabulate

from okrlang.judge.facts import gathered
from okrlang.judge.judge import judge
from okrlang.judge.world import GoalWorld
from okrlang.logic.checker import check
from okrlang.logic.packs import known, shipped
from okrlang.model.resolver import resolve
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source

RULES = (
    "aligned-upward",
    "standing-alone",
    "priority-served",
    "company-objective-carried",
    "alignment-circle",
    "alignment-dates",
    "alignment-dangling",
    "alignment-nesting",
    "goals-carried",
    "measure-in-one-place",
    "measure-counted-once",
    "shared-work",
)
# What the objective of a number supports.
GRAPHS: dict[str, Callable[[int, int], tuple[int, ...]]] = {
    "chain": lambda i, _: (i - 1,) if i else (),
    "star": lambda i, _: (0,) if i else (),
    "tree": lambda i, _: ((i - 1) // 2,) if i else (),
    "ladder": lambda i, _: tuple(j for j in (i - 1, i - 2) if j >= 0),
    "circle": lambda i, size: ((i + 1) % size,),
}
UNITS = 200


def text(lifts: Callable[[int, int], tuple[int, ...]], size: int) -> str:
    """A company of 200 teams whose objectives share metrics, two by two, and help each other."""
    teams = "".join(f'team t{i} "T" {{ part of acme }}\n' for i in range(UNITS))
    metrics = "".join(f'metric m{i} "M" {{ unit shops  better higher }}\n' for i in range((size + 1) // 2))
    goals = "".join(
        f'objective o{i} "O" {{ owner {f"t{i % UNITS} with t{(i + 1) % UNITS}" if i else "acme"}  cycle 2026-Q3 '
        f"supports {', '.join([*(f'o{j}.k' for j in lifts(i, size)), *(['reach'] if not i else [])])} "
        f'key result k "K" {{ metric m{i // 2}  at least 3 shops }} }}\n'
        for i in range(size)
    )
    return f'company acme "Acme" {{ priority reach "Reach" }}\n{teams}{metrics}{goals}'


def seconds(lifts: Callable[[int, int], tuple[int, ...]], size: int) -> list[float]:
    """CPU seconds to parse, to resolve with all its checks, to ask all of the graph, and to judge the rules."""
    packs = check(shipped()[0])[0]
    marks = [process_time()]
    sheet, _ = parse(Source("goals.okr", text(lifts, size)))
    marks.append(process_time())
    workspace, _ = resolve((sheet,), known(packs))
    marks.append(process_time())
    params = {name: param.value for name, param in packs.params.items()}
    world = GoalWorld(gathered(workspace, date(2026, 8, 20), params))
    graph = world.facts.alignment
    for objective in workspace.objectives:
        graph.depth(objective)
        graph.is_counted_above(objective.key_results[0])
    graph.unshown(workspace.units[0])
    marks.append(process_time())
    cycle = next(c for c in workspace.cycles if c.id == "2026-Q3")
    judge(packs, [packs.rules[name] for name in RULES], world.for_cycle(cycle), most=50)
    marks.append(process_time())
    return [after - before for before, after in pairwise(marks)]


def main() -> None:
    """Prints the table."""
    gc.disable()
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    rows = [
        [name, number, *(f"{spent:.2f}" for spent in seconds(lifts, number))]
        for name, lifts in GRAPHS.items()
        for number in (size // 2, size)
    ]
    headers = ["graph", "objectives", "parse s", "resolve s", "graph s", "judge s"]
    sys.stdout.write(tabulate(rows, headers, disable_numparse=True) + "\n")


if __name__ == "__main__":
    main()

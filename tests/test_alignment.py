"""Alignment: what follows from the ties between goals, against a plain search of small graphs, and on very large ones."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import Bench, bench

ORGANIZATION = """
company acme "Acme" { priority reach "Reach"  priority calm "Calm" }
department sales "Sales" { part of acme }
team north "North" { part of sales }
team south "South" { part of sales }
metric shops "Shops" { unit shops }
metric calls "Calls" { unit calls }
"""
UNITS = ("acme", "sales", "north", "south")
DAY = "2026-08-20"


def names(found: object) -> list[str]:
    assert isinstance(found, tuple)
    return [thing.id for thing in found]


# --- any graph, against a plain search --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Node:
    """An objective `o<number>` with two key results, `a` and `b`; edges lead to an objective, or to its key result `a`."""

    owner: str
    helper: str
    doer: str
    cycle: str
    dropped: bool
    lifts: tuple[tuple[int, bool], ...]
    counts: tuple[str, str]
    result_owner: str
    priorities: tuple[str, ...]

    def text(self, number: int) -> str:
        ups = [f"o{up}.a" if result else f"o{up}" for up, result in self.lifts]
        supports = ", ".join(dict.fromkeys((*ups, *self.priorities)))
        a, b = (f"metric {metric}  at least 3" if metric else "due 2026-09-01" for metric in self.counts)
        return f"""
objective o{number} "O" {{
  owner {self.owner} with {self.helper}  cycle {self.cycle}
  {f"supports {supports}" if supports else ""}
  {'dropped on 2026-08-01 because "No"' if self.dropped else ""}
  key result a "A" {{ {a} }}
  key result b "B" {{ owner {self.result_owner}  {b} }}
  initiative i "I" {{ advances a  owner {self.doer} }}
}}
"""


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Node, ...]:
    size = draw(st.integers(1, 6))
    unit, metric = st.sampled_from(UNITS), st.sampled_from(("", "shops", "calls"))
    edges = st.lists(st.tuples(st.integers(0, size - 1), st.booleans()), max_size=3, unique=True).map(tuple)
    node = st.builds(
        Node,
        unit,
        unit,
        unit,
        st.sampled_from(("2026-Q3", "2026-H2")),
        st.sampled_from((False, False, False, True)),
        edges,
        st.tuples(metric, metric),
        unit,
        st.lists(st.sampled_from(("reach", "calm")), unique=True, max_size=2).map(tuple),
    )
    return tuple(draw(node) for _ in range(size))


class Plain:
    """The same questions, answered by looking at every pair."""

    def __init__(self, nodes: tuple[Node, ...]) -> None:
        self.nodes = nodes
        self.open = [i for i, node in enumerate(nodes) if not node.dropped]
        self.reach = {(i, up) for i in self.open for up, _ in nodes[i].lifts if up in self.open}
        for middle, i, j in product(self.open, repeat=3):  # the middle one varies slowest
            if (i, middle) in self.reach and (middle, j) in self.reach:
                self.reach.add((i, j))

    def above(self, i: int) -> set[int]:
        return {j for j in self.open if (i, j) in self.reach and (j, i) not in self.reach}

    def depth(self, i: int) -> int:
        return max((1 + self.depth(j) for j in self.above(i)), default=0)

    def counted_above(self, i: int, metric: str) -> bool:
        same = [j for j in self.above(i) if self.nodes[j].cycle == self.nodes[i].cycle]
        return bool(metric) and any(metric in self.nodes[j].counts for j in same)

    def unshown(self, unit: str) -> list[int]:
        parts = {i: {n.helper, n.doer, n.result_owner, n.owner} for i, n in enumerate(self.nodes) if i in self.open}
        shared = [i for i, units in parts.items() if unit in units and self.nodes[i].owner != unit]
        own = [i for i in self.open if unit in (self.nodes[i].owner, self.nodes[i].result_owner)]
        return [
            i
            for i in shared
            if unit not in (self.nodes[i].doer, self.nodes[i].result_owner) and not any(i in self.above(j) for j in own)
        ]

    def uncovered(self, unit: str) -> list[str]:
        priorities = ["reach", "calm"] if unit == "acme" else []
        lifted = {up for i in self.open for up, _ in self.nodes[i].lifts if up != i}
        named = {priority for i in self.open for priority in self.nodes[i].priorities}
        goals = [i for i in self.open if self.nodes[i].owner == unit and i not in lifted]
        return [*(p for p in priorities if p not in named), *(f"o{i}" for i in goals)]


@given(graphs())
def test_all_that_follows_from_a_graph_is_what_a_plain_search_finds(nodes: tuple[Node, ...]) -> None:
    at = bench(ORGANIZATION + "".join(node.text(i) for i, node in enumerate(nodes)), DAY)
    plain = Plain(nodes)
    for i in plain.open:
        goal = f"o{i}"
        reached = {j for j in plain.open if (i, j) in plain.reach and j != i}
        reaching = {j for j in plain.open if (j, i) in plain.reach and j != i}
        assert str(at.field("objective", goal, "depth")) == str(plain.depth(i))
        assert at.field("objective", goal, "circular") is ((i, i) in plain.reach)
        assert {n for n in names(at.field("objective", goal, "descendants"))} == {f"o{j}" for j in reaching}
        lost = {f"o{up}" + ".a" * result for up, result in nodes[i].lifts if up not in plain.open}
        assert set(names(at.field("objective", goal, "dangling"))) == lost
        ancestors = {n for n in names(at.field("objective", goal, "ancestors")) if n.startswith("o") and "." not in n}
        assert {n for n in ancestors if int(n[1:]) in plain.open} >= {f"o{j}" for j in reached}
        for result, metric in zip("ab", nodes[i].counts, strict=True):
            assert at.field("key_result", f"{goal}.{result}", "counted_above") is plain.counted_above(i, metric)
    for unit in UNITS[1:]:
        assert names(at.field("unit", unit, "unshown")) == [f"o{i}" for i in plain.unshown(unit)]
    assert names(at.field("company", "acme", "uncovered")) == plain.uncovered("acme")
    assert names(at.field("unit", "sales", "uncovered")) == plain.uncovered("sales")

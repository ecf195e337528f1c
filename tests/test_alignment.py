"""Alignment: what follows from the ties between goals, against a plain search of small graphs, and on very large ones."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

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
        assert set(names(at.field("objective", goal, "descendants"))) == {f"o{j}" for j in reaching}
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


# --- by hand ----------------------------------------------------------------------------------------------------------

HAND = """
objective top  "T" { owner acme   cycle 2026-Q3 supports reach    key result a "A" { metric shops  at least 9 } }
objective mid  "M" { owner sales  cycle 2026-Q3 supports top.a    key result a "A" { metric calls  at least 9 } }
objective low  "L" { owner north with south  cycle 2026-Q3 supports mid  key result a "A" { metric shops  at least 9 } }
objective side "S" { owner south  cycle 2026-Q3 supports top      key result a "A" { metric calls  at least 9 } }
"""


def test_levels_parents_and_children() -> None:
    at = bench(ORGANIZATION + HAND, DAY)
    depths = {id: str(at.field("objective", id, "depth")) for id in ("top", "mid", "low", "side")}
    assert depths == {"top": "0", "mid": "1", "low": "2", "side": "1"}
    assert names(at.field("key_result", "low.a", "ancestors")) == ["low", "mid", "top.a", "top", "reach"]
    assert names(at.field("key_result", "top.a", "descendants")) == ["mid", "low"]
    assert names(at.field("priority", "reach", "descendants")) == ["top", "mid", "side", "low"]
    assert names(at.field("unit", "north", "ancestors")) == ["sales", "acme"]
    assert names(at.field("company", "acme", "parts")) == ["sales"]
    assert names(at.field("company", "acme", "descendants")) == ["sales", "north", "south"]


def test_a_measure_counts_again_only_where_one_goal_lifts_the_other() -> None:
    at = bench(ORGANIZATION + HAND, DAY)
    counted = {id: at.field("key_result", f"{id}.a", "counted_above") for id in ("top", "mid", "low", "side")}
    assert counted == {"top": False, "mid": False, "low": True, "side": False}
    assert names(at.field("metric", "calls", "counted_by")) == ["mid.a", "side.a"]


def test_coverage_is_the_part_of_objectives_and_priorities_that_somebody_lifts() -> None:
    at = bench(ORGANIZATION + HAND, DAY)
    assert names(at.field("company", "acme", "uncovered")) == ["calm"]
    assert str(at.field("company", "acme", "coverage")).startswith("0.66")  # reach and top of reach, calm and top
    assert str(at.field("unit", "sales", "coverage")) == "1"
    assert names(at.field("unit", "north", "uncovered")) == []  # nobody is beneath it


def test_work_that_is_shared_and_not_shown() -> None:
    at = bench(ORGANIZATION + HAND, DAY)
    assert names(at.field("unit", "south", "contributes_to")) == ["low"]
    assert names(at.field("unit", "south", "unshown")) == ["low"]
    shown = (
        HAND + 'objective help "H" { owner south  cycle 2026-Q3 supports low  key result a "A" { due 2026-09-01 } }\n'
    )
    assert names(bench(ORGANIZATION + shown, DAY).field("unit", "south", "unshown")) == []


# --- very deep and very round -----------------------------------------------------------------------------------------

MANY = 1_500


def long(closed: bool) -> Bench:
    first = MANY - 1 if closed else None
    ups = [first, *range(MANY - 1)]
    goals = (
        f'objective o{i} "O" {{ owner north  cycle 2026-Q3  {"" if up is None else f"supports o{up}.k"} '
        f'key result k "K" {{ metric shops  at least 3 }} }}\n'
        for i, up in enumerate(ups)
    )
    return bench(ORGANIZATION + "".join(goals), DAY)


def test_a_chain_of_thousands_is_followed_to_its_end() -> None:
    at = long(closed=False)
    assert str(at.field("objective", f"o{MANY - 1}", "depth")) == str(MANY - 1)
    assert len(names(at.field("objective", "o0", "descendants"))) == MANY - 1
    assert at.verdicts("measure-counted-once", "2026-Q3") == {"pass": 1, "fail": MANY - 1}
    assert at.verdicts("alignment-circle", "2026-Q3") == {"pass": MANY}


def test_a_circle_of_thousands_is_one_mistake() -> None:
    at = long(closed=True)
    assert [d.name for d in at.diagnostics if d.severity == "error"] == ["alignment-cycle"]
    assert at.verdicts("alignment-circle", "2026-Q3") == {"fail": MANY}
    assert str(at.field("objective", "o7", "depth")) == "0"

"""What the tests of scores share: the shipped policies, and the scores of goal texts."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from okrlang.logic.policy import Policy, read_policy
from okrlang.measure.measures import measure
from okrlang.model.reading.complaints import Complaints
from okrlang.model.resolver import Known, resolve
from okrlang.score.results import KeyResultScore, KpiScore, ObjectiveScore
from okrlang.score.scores import Scores
from okrlang.syntax import tree
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source

RULES = Path(__file__).parent.parent / "rules"


@cache
def policies() -> dict[str, Policy]:
    """The shipped policies by name."""
    found = {}
    for path in sorted(RULES.glob("policies/*.okr")):
        sheet, faults = parse(Source(path.name, path.read_text("utf-8")))
        assert not faults
        nodes = (node for node in sheet.declarations if isinstance(node, tree.Policy))
        found.update({p.name: p for node in nodes if (p := read_policy(node, "policies", Complaints()))})
    return found


def scored(text: str, on: str, data: Path | None = None, policy: str = "pace", beside: tuple[str, ...] = ()) -> Scores:
    """The scores of goal texts at the end of a day; a text that does not resolve is a mistake of the test."""
    sheet, faults = parse(Source("goals.okr", text))
    workspace, complaints = resolve((sheet,), Known(policies=frozenset(policies())))
    wrong = [d.message for d in (*faults, *complaints) if d.severity == "error"]
    assert not wrong, wrong
    day = date.fromisoformat(on)
    measures = measure(workspace, data or Path("/nowhere"), day, {})
    return Scores(workspace, measures, policies(), day, policy, beside)


def goal(body: str, about: str = "committed", name: str = "o") -> str:
    """An objective of the third quarter with one key result `k`."""
    return f'objective {name} "O" {{ owner "Lead" cycle 2026-Q3 {about} because "B" key result k "K" {{ {body} }} }}\n'


def key_result(body: str, on: str, around: str = "", policy: str = "pace") -> KeyResultScore:
    """A key result of the third quarter at the end of a day."""
    return scored(around + goal(body), on, policy=policy).key_result("o.k")


def objective(text: str, on: str, name: str = "o", policy: str = "pace") -> ObjectiveScore:
    """An objective at the end of a day."""
    return scored(text, on, policy=policy).objective(name)


def kpi(text: str, on: str, name: str = "k") -> KpiScore:
    """A KPI at the end of a day."""
    return scored(text, on).kpi(name)

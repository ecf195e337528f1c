"""Every number in the report of a goal can be followed: the same number, with a formula that comes out, or its rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from drawing.dice import Dice
from drawing.workspaces import workspace
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter
from reckoning import reckoned
from test_explain import WORKSPACES, day, loaded, reported
from test_form_table import HALF, OVER, STATES, scores

from okrlang.explaining import Question, explain
from okrlang.model.workspace import KeyResult
from okrlang.report import derivation as made
from okrlang.report import derived as d
from okrlang.report import report as r
from okrlang.report import standings
from okrlang.report.document import document, schema
from okrlang.report.explain_text import text
from okrlang.report.explained import Explanation
from okrlang.report.outlook import Charts
from okrlang.report.page import Medium, columns
from okrlang.score.figures.derivation import Derivations
from okrlang.session import Loaded, evaluate, load
from okrlang.wishes import Wishes


def explained(of: Loaded, name: str, as_of: date) -> Explanation:
    found = explain(of, Question(name), as_of, {})
    assert isinstance(found, Explanation), (name, found)
    return found


def derivation(of: Loaded, name: str, as_of: date) -> d.Derivation:
    found = explained(of, name, as_of).number
    assert found is not None
    return found


def figures(found: d.Derivation) -> Iterator[d.Figure]:
    return (figure for stage in found.stages for figure in stage.figures)


def numbers(item: Any, key: str = "") -> Iterator[tuple[str, Decimal]]:
    """Every number below a part of a report that is not the place of a line, by its path."""
    if isinstance(item, list | tuple):
        for place, each in enumerate(item):
            yield from numbers(each, f"{key}[{place}]")
    elif isinstance(item, dict):
        for name, each in item.items():
            if name not in ("line", "key_results", "why_unknown"):
                yield from numbers(each, f"{key}.{name}".lstrip("."))
    elif (isinstance(item, int) and not isinstance(item, bool)) or (isinstance(item, str) and _last(key) in NUMERIC):
        yield key, Decimal(item)


def _last(key: str) -> str:
    return key.rpartition(".")[2]


def _numeric() -> set[str]:
    """The keys that hold decimals, read from the annotations of the report."""
    parts = [part for part in vars(r).values() if isinstance(part, type) and is_dataclass(part)]
    return {field.name for part in parts for field in fields(part) if "Number" in str(field.type)}


NUMERIC = _numeric()
IN_WORDS = ("means a failure", "recorded it")
"""The only reasons for a number that nothing is reckoned or read for."""
EACH = 17  # of the cells of the table of forms one in so many is followed in each state of the data


def items(report: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from report["kpis"]
    for objective in report["objectives"]:
        yield objective
        yield from objective["key_results"]


def hold_to_it(of: Loaded, as_of: date) -> int:
    """Holds the explanations of a workspace to its report; says how many numbers there were."""
    report = json.loads(document(evaluate(of, as_of, Wishes(), {}).report))
    return sum(hold(item, derivation(of, item["id"], as_of)) for item in items(report))


def hold(item: dict[str, Any], found: d.Derivation) -> int:
    """Holds an explanation to what the report says of the same goal; says how many numbers there were."""
    by_key, count = {figure.key: figure for figure in figures(found) if figure.key}, 0
    for key, value in numbers(item):
        assert key in by_key, f"{item['id']}: nothing explains {key}"
        assert by_key[key].value == value, (item["id"], key)
        count += 1
    for figure in figures(found):
        hold_figure(found, figure)
    for judged in found.judged:
        hold_judged(judged)
    hold_periods(found)
    return count


def hold_periods(found: d.Derivation) -> None:
    """The periods shown of a keep are those that its share counts."""
    kept = [[point.holds for point in series.points] for series in found.series if series.period]
    shares = [f.operands for f in figures(found) if f.formula and "held / judged" in f.formula]
    counted = {(int(held.values[0]), int(judged.values[0])) for held, judged in shares}
    assert counted <= {(holds.count(True), len(holds)) for holds in kept}, found.id


def hold_figure(found: d.Derivation, figure: d.Figure) -> None:
    """A formula comes to its number; a number without one has an origin, and what is not known has a reason."""
    where = (found.id, figure.key, figure.name, figure.formula)
    if figure.value is None:
        assert figure.because, where
        return
    told_in_words = figure.because is not None and any(words in figure.because for words in IN_WORDS)
    assert figure.formula or figure.rows or figure.written or told_in_words, where
    if figure.rows and figure.rows.unit == figure.unit and not (figure.key or "").startswith("origin."):
        assert figure.rows.value == figure.value, where
    if figure.formula:
        values = {o.name: list(map(Fraction, o.values)) if o.many else Fraction(o.values[0]) for o in figure.operands}
        came = reckoned(figure.formula, values)
        error = abs(came - Fraction(figure.value))
        size = max([Fraction(1), abs(came), *(abs(Fraction(v)) for o in figure.operands for v in o.values)])
        digits = Fraction(6 * figure.formula.count("student"), 100_000)  # a chance is in four
        assert error <= (digits or size * Fraction(1, 10**28)), where


def hold_judged(judged: d.Judged) -> None:
    """Each line before the last did not hold, the last does, by the values shown; a band is no formula."""
    *others, last = judged.lines
    assert all(line.holds is False for line in others)
    assert last.holds is not False
    for line in judged.lines:
        if line.when is not None and line.holds is not None and judged.policy != "bands":
            values = {o.name: Fraction(o.values[0]) for o in judged.given}
            assert bool(reckoned(line.when, values)) is line.holds, (judged, line)


@pytest.mark.parametrize("name", WORKSPACES)
def test_every_number_of_the_report_is_explained_and_comes_out(name: str) -> None:
    assert hold_to_it(loaded(name), day(name)) > 10


@pytest.mark.parametrize("name", ["payments", "emergency", "grown"])
def test_it_meets_its_schema_and_reads_on_eighty_columns(name: str) -> None:
    meets = Draft202012Validator(json.loads(schema(Explanation)))
    for item in items(json.loads(document(reported(name)))):
        found = explained(loaded(name), item["id"], day(name))
        assert not list(meets.iter_errors(json.loads(document(found)))), item["id"]
        said = text(found, Medium(width=80))
        assert max(map(columns, said.splitlines())) <= 80
        assert "None" not in said
        assert "E+" not in said


@pytest.mark.parametrize(
    ("name", "asked", "lines"),
    [
        # From 4.2% to 3.0%, at 3.6%: 0.6 of 1.2 points are gone, by the end of day 72 of 92 (July to September).
        ("payments", "stay.churn", ["= (3.6% − 4.2%) / (3% − 4.2%)", "= 72 / 92", "✗ at risk when progress >= 0.7"]),
        # 361,871 EUR of revenue less 233,641 EUR of cost are 128,230 EUR: 35.4353% of the revenue.
        ("payments", "gross_margin", ["The value: 35.4353%", "= (361,871 EUR − 233,641 EUR) / 361,871 EUR × 100"]),
        # Two weeks of ten were over 45 minutes in the south.
        ("payments", "stay.replies", ["= min(max(8 / 10, 0), 1)", "= sum(each) / 3"]),
        # A weight of 2 in 4, half of the way: a quarter of the objective.
        ("payments", "stay", ["stay.churn 50% × 50% of all weights = 25%"]),
    ],
)
def test_what_a_manager_reads(name: str, asked: str, lines: list[str]) -> None:
    said = text(explained(loaded(name), asked, day(name)), Medium(width=100))
    assert [line for line in lines if line not in said] == []


@given(st.integers(0, 10**6))
@settings(max_examples=12)
def test_so_is_every_number_of_any_workspace(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    drawn, root = workspace(Dice(Random(seed))), tmp_path_factory.mktemp("drawn")
    (root / "goals.okr").write_text(drawn.text, "utf-8")
    (root / "figures.csv").write_text(drawn.figures, "utf-8")
    hold_to_it(load([root]), drawn.as_of)


@pytest.mark.parametrize("day", [HALF, OVER], ids=["half", "over"])
@pytest.mark.parametrize("state", STATES)
def test_so_is_every_form_with_every_option_whatever_the_data(tmp_path: Path, state: str, day: date) -> None:
    scored = scores(tmp_path, state, day)
    derivations, dumped = Derivations(scored), TypeAdapter(r.Objective)
    for objective in scored.workspace.objectives[STATES.index(state) :: EACH]:
        item = standings.objective(objective, scored, Charts())
        (key_result,) = (k for k in item.key_results if k.id.endswith(".k"))
        goal = scored.workspace.find("key_result", key_result.id)
        assert isinstance(goal, KeyResult)
        json_of = dumped.dump_python(item, mode="json")
        weighed = derivations.objective(objective)
        hold(json_of, made.of_objective(item, weighed))
        hold(json_of["key_results"][0], made.of_key_result(key_result, derivations.key_result(goal), weighed.weighed))

"""Every number in the report of a goal can be followed: the same number, with a formula that comes out, or its rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from drawing.dice import Dice
from drawing.workspaces import workspace
from hypothesis import given, settings
from hypothesis import strategies as st
from reckoning import reckoned
from test_explain import WORKSPACES, day, loaded

from okrlang.explaining import Question, explain
from okrlang.report import derived as d
from okrlang.report import report as r
from okrlang.report.document import document
from okrlang.report.explain_text import text
from okrlang.report.explained import Explanation
from okrlang.report.page import Medium
from okrlang.session import Loaded, Wishes, evaluate, load


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
    if isinstance(item, list):
        for place, each in enumerate(item):
            yield from numbers(each, f"{key}[{place}]")
    elif isinstance(item, dict):
        for name, each in item.items():
            if name not in ("line", "key_results", "why_unknown"):
                yield from numbers(each, f"{key}.{name}".lstrip("."))
    elif isinstance(item, int) and not isinstance(item, bool):
        yield key, Decimal(item)
    elif isinstance(item, str) and key.rpartition(".")[2].partition("[")[0] in NUMERIC:
        yield key, Decimal(item)


def _numeric() -> set[str]:
    """The keys that hold decimals, read from the annotations of the report."""
    parts = [part for part in vars(r).values() if isinstance(part, type) and is_dataclass(part)]
    return {field.name for part in parts for field in fields(part) if "Number" in str(field.type)}


NUMERIC = _numeric()


def items(report: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from report["kpis"]
    for objective in report["objectives"]:
        yield objective
        yield from objective["key_results"]


def hold_to_it(of: Loaded, as_of: date) -> int:
    """Holds the explanations of a workspace to its report; says how many numbers there were."""
    report = json.loads(document(evaluate(of, as_of, Wishes(), {}).report))
    count = 0
    for item in items(report):
        found = derivation(of, item["id"], as_of)
        by_key = {figure.key: figure for figure in figures(found) if figure.key}
        for key, value in numbers(item):
            assert key in by_key, f"{item['id']}: nothing explains {key}"
            figure = by_key[key]
            assert figure.value == value, (item["id"], key)
            assert figure.formula or figure.rows or figure.written or figure.because, (item["id"], key)
            count += 1
        for figure in figures(found):
            hold_figure(found, figure)
        for judged in found.judged:
            hold_judged(judged)
    return count


def hold_figure(found: d.Derivation, figure: d.Figure) -> None:
    """A formula comes to its number; a number without one has an origin, and what is not known has a reason."""
    where = (found.id, figure.key, figure.name, figure.formula)
    if figure.value is None:
        assert figure.because, where
        return
    assert figure.formula or figure.rows or figure.written or figure.because, where
    if figure.formula:
        values = {o.name: list(map(Fraction, o.values)) if o.many else Fraction(o.values[0]) for o in figure.operands}
        came = reckoned(figure.formula, values)
        error = abs(came - Fraction(figure.value))
        size = max([1, abs(came), *(abs(Fraction(v)) for o in figure.operands for v in o.values)])
        assert error <= (Fraction(6, 100_000) if "student" in figure.formula else size * Fraction(1, 10**28)), where


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


@given(st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_so_is_every_number_of_any_workspace(tmp_path_factory: pytest.TempPathFactory, random: Any) -> None:
    drawn = workspace(Dice(random))
    root = tmp_path_factory.mktemp("drawn")
    (root / "goals.okr").write_text(drawn.text, "utf-8")
    (root / "figures.csv").write_text(drawn.figures, "utf-8")
    hold_to_it(load([root]), drawn.as_of)

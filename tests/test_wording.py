"""Rules about words: they only advise, say how often they were right, and numbers in titles are held to those of the goal."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections import Counter, defaultdict
from functools import cache
from types import ModuleType

import case
import pytest

from okrlang.judge.quotation import contradicting
from okrlang.logic.packs import known, shipped
from okrlang.model.resolver import resolve
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source

PACKS, _ = shipped()
WORDING = [PACKS.rules[name] for name, pack in PACKS.homes.items() if pack == "wording"]
FIGURE = re.compile(r"measured: right in (\d+) of (\d+) hits on ([\d,]+) published (?:objectives|key results)$")


@cache
def benchmark() -> ModuleType:
    """`benchmarks/wording.py`, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("wording", case.CHECKOUT / "benchmarks" / "wording.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["wording"] = module
    spec.loader.exec_module(module)
    return module


# --- advice ----------------------------------------------------------------------------------------------------------


def test_words_only_advise() -> None:
    assert len(WORDING) == 9
    assert {rule.severity for rule in WORDING} == {"info", "warning"}
    assert not [rule.name for rule in WORDING if not rule.static]


@pytest.mark.parametrize("name", ["objective-title", "vague-word", "business-as-usual", "activity-counted"])
def test_no_checklist_item_is_decided_by_words(name: str) -> None:
    assert not [item.number for item in PACKS.checklists["okr_procedure"].items if name in item.rules]


# --- the figures -----------------------------------------------------------------------------------------------------


def test_each_rule_about_words_states_the_precision_that_reading_came_to() -> None:
    read: dict[str, Counter[str]] = defaultdict(Counter)
    for (rule, _), judgement in benchmark().judgements().items():
        read[rule][judgement] += 1
    assert {word for found in read.values() for word in found} == {"right", "wrong", "arguable"}
    assert set(read) == set(benchmark().rules())
    for name, found in read.items():
        stated = FIGURE.search(PACKS.rules[name].basis_text or "")
        assert stated, name
        assert (int(stated[1]), int(stated[2])) == (found["right"], found.total()), name


def test_a_warning_about_words_is_right_in_seven_of_ten() -> None:
    for rule in WORDING:
        stated = FIGURE.search(rule.basis_text or "")
        if stated and rule.severity == "warning":
            assert int(stated[1]) >= 0.7 * int(stated[2]), rule.name


def test_judgements_have_a_reason_and_no_text_of_the_goal() -> None:
    lines = benchmark().JUDGED.read_text("utf-8").splitlines()
    assert lines[0] == "rule\trow\tjudgement\twhy"
    assert lines[1:] == sorted(lines[1:], key=lambda line: (line.split("\t")[0], int(line.split("\t")[1])))
    assert all(0 < len(line.split("\t")[3]) <= 90 for line in lines[1:])


@pytest.mark.parametrize(
    ("text", "form"),
    [
        *(
            ("Find a name for the service", ""),
            ("Publish 8 guides in Q1", "at least 8"),
            ("Reply in 2 days", "at least 2 days"),
        ),
        *(
            ("Raise renewals from 25 to 35", "from 25 to 35"),
            ("Reduce faults by 30%", "down 30%"),
            ("90% of bills", "at least 90%"),
        ),
        *(
            ("Win N3 customers", "at least confidential"),
            ("Grow use by X%", "at least confidential"),
            ("Two visits", "at least 2"),
        ),
        *(
            ("Close ticket (#45)", ""),
            ("Ship v2 in week 3 of 2026", ""),
            ("Pass the SOC 2 audit", ""),
            ("Serve 80k users", "at least 80k"),
        ),
    ],
)
def test_a_published_text_is_read_as_a_form(text: str, form: str) -> None:
    assert benchmark().form(text) == form


def test_published_rows_become_goals_and_hits_come_back_as_rows() -> None:
    row = benchmark().Row
    goals = (row(1, 'Say "hi" to 3 homes'), row(3, "Improve answers", 1), row(4, "Identify 20 homes", 1))
    names = ("objective-title", "comparison-without-measure", "activity-counted", "open-list")
    assert benchmark().hits(benchmark().sheet(goals), names) == {
        "objective-title": (1,),
        "comparison-without-measure": (3,),
        "activity-counted": (4,),
        "open-list": (),
    }


# --- numbers in titles -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "form", "expected"),
    [
        *(
            ("40% join", "at least 50%", "40%"),
            ("5% of 50%", "at least 50%", ""),
            ("Half of 40 join", "at least 50%", ""),
        ),
        *(("200 homes join", "at least 150 homes", ""), ("200 join", "at least 150", "")),  # a count may be of anything
        *(("Answers in 30 min", "at most 1 h", "30 min"), ("Answers in 60 min", "at most 1 h", "")),
        *(
            ("Answers within 2 days", "at least 95%", ""),
            ("6 EUR", "at most 5 EUR", "6 EUR"),
            ("$5", "at most 4 EUR", ""),
        ),
        *(("Down 50%", "from 80% to 40%", ""), ("Down 40%", "from 80% to 40%", ""), ("Down 2 pp", "from 8% to 6%", "")),
        *(
            ("Down 30%", "from 80% to 50%", ""),
            ("Down 20%", "from 80% to 50%", "20%"),
            ("Up 2%", "from 31% to 33%", ""),
        ),
        *(("A third of 80%", "up 33%", "80%"), ("Up 33%", "up 33%", ""), ("Up 30%", "up 33%", "30%")),
        *(("20% less use", "from 500 kW to 400 kW", ""), ("2 to 3 EUR", "between 2 EUR and 3 EUR", "")),
        *(("30%", "at least 10%  stretch 30%", ""), ("30%", "at least 10%  expect 5% on 2026-08-01", "30%")),
        *(("In 75% of months", "keep at least 90% in 75% of months", ""), ("30%", "at least confidential", "")),
        *(("30%", "from measured to 20%", ""), ("30%", "at least tbd", ""), ("All 40% of poles", "due 2026-08-31", "")),
        *(("30% to 40%", "establish", ""), ("1" + "0" * 40 + "%", "at least 5%", "")),
    ],
)
def test_numbers_of_a_title_that_the_goal_does_not_have(title: str, form: str, expected: str) -> None:
    text = f'objective o "O" {{ owner "A" cycle 2026-Q3 key result k "{title}" {{ {form} }} }}'
    sheet, faults = parse(Source("t.okr", text))
    assert not faults
    workspace, _ = resolve((sheet,), known(PACKS))
    (key_result,) = workspace.objectives[0].key_results
    assert " ".join(map(str, contradicting(key_result))) == expected

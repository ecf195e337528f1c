"""`docs/writing-rules.md` is a workspace: each rule on it gives what stands beneath it, each row of its tables what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import case
import pytest

from okrlang.judge.examples import stage, trial
from okrlang.judge.judge import judge
from okrlang.logic.checker import check
from okrlang.logic.packs import Packs, known, shipped, with_workspace
from okrlang.logic.rule import Rule
from okrlang.model.resolver import resolve
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source

PAGE = (case.CHECKOUT / "docs" / "writing-rules.md").read_text("utf-8")
DAY = date(2026, 8, 20)


@cache
def read(text: str) -> tuple[Packs, tuple[tree.Node, ...], tuple[Diagnostic, ...]]:
    """The packs with the rules of a page, its goals, and what is wrong with either."""
    sheet, faults = parse(Source("writing-rules.md", text))
    packs, _ = shipped(examples=True)
    workspace, wrong = resolve((sheet,), known(packs))
    packs, more = with_workspace(packs, workspace)
    checked, found = check(packs)
    goals = tuple(node for node in sheet.declarations if not isinstance(node, RULES))
    return checked, goals, tuple(d for d in (*faults, *wrong, *more, *found) if d.severity != "info")


RULES = (tree.Rule, tree.Test, tree.Setting, tree.Pack, tree.Define, tree.Param, tree.Policy, tree.Checklist)


def shown() -> Iterator[object]:
    """Each rule that has something beneath it, with that."""
    blocks = re.findall(r"^```okr\n(.*?)^```\n\n```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    for block, text in blocks:
        *_, name = re.findall(r"^rule ([\w-]+)", block, re.MULTILINE)
        yield pytest.param(name, text, id=name)


def rows(head: str) -> Iterator[tuple[str, str]]:
    """The rows of the tables with that head: what is written in backticks, and what stands beside it."""
    for table in re.findall(rf"^\| written \| {head} \|\n\|---\|---\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE):
        yield from re.findall(r"^\| `(.*)` \| (.*) \|$", table, re.MULTILINE)


def said(packs: Packs, rule: Rule, goals: tuple[tree.Node, ...]) -> str:
    """What a rule gives on the goals of the page, subject by subject."""
    world, _ = stage(packs, rule, goals, DAY)
    findings = {finding.subject: finding for found in judge(packs, (rule,), world) for finding in found.findings}
    verdicts = trial(packs, rule, goals, DAY).verdicts
    lines = []
    for name, verdict in verdicts.items():
        told = ""
        if verdict in ("fail", "no_evidence", "waived"):
            checks = [c.message for c in findings[name].checks if c.verdict == "fail"]
            told = ": " + ("; ".join(checks) or findings[name].message)
        lines.append(f"{name:{max(map(len, verdicts))}}  {verdict.replace('_', ' ')}{told}\n")
    return "".join(lines)


def test_nothing_is_wrong_with_the_page() -> None:
    assert not read(PAGE)[2]


@pytest.mark.parametrize(("name", "text"), list(shown()))
def test_a_rule_gives_what_stands_beneath_it(name: str, text: str) -> None:
    packs, goals, _ = read(PAGE)
    assert said(packs, packs.rules[name], goals) == text


@cache
def given() -> dict[str, str]:
    """What each expression of the tables gives."""
    asked = "".join(
        f'rule row-{n} "Row" {{ for each key result as k where k.id = "light.outages" '
        f'check count(objectives) > 99 say """{{{written}}}""" }}\n'
        for n, (written, _) in enumerate(rows("gives"))
    )
    packs, goals, wrong = read(f"{PAGE}\n```okr\n{asked}```\n")
    assert not wrong, wrong
    world, _ = stage(packs, packs.rules["row-0"], goals, DAY)
    found = {
        f.rule: f.message
        for r in packs.rules.values()
        if r.name.startswith("row-")
        for j in judge(packs, (r,), world)
        for f in j.findings
    }
    return {written: found[f"row-{n}"] for n, (written, _) in enumerate(rows("gives"))}


@pytest.mark.parametrize(("written", "gives"), list(rows("gives")))
def test_an_expression_gives_what_the_table_says(written: str, gives: str) -> None:
    assert given()[written] == gives


@pytest.mark.parametrize(("written", "name"), list(rows("what `lint` says")))
def test_a_mistake_is_found_as_the_table_says(written: str, name: str) -> None:
    rule = f'rule wrong "Wrong" {{ for each key result as k check {written} say "x" }}'
    _, _, wrong = read(f"{PAGE}\n```okr\n{rule}\n```\n")
    assert [f"`{d.name}`: {d.message}" for d in wrong] == [name]


@pytest.mark.parametrize("name", ["milestone-has-a-day"])
def test_a_rule_of_the_page_shows_itself(name: str) -> None:
    packs, _, _ = read(PAGE)
    rule = packs.rules[name]
    assert trial(packs, rule, rule.avoid[0].declarations).catches
    assert trial(packs, rule, rule.prefer[0].declarations).passes
    (test,) = (test for _, test in packs.tests if test.rule.text == name)
    found = trial(packs, rule, test.declarations, test.as_of.value if test.as_of else None)
    assert all(found.meets(expected) for expected in test.expectations)


def test_every_construct_of_a_rule_stands_on_the_page() -> None:
    blocks = "".join(re.findall(r"^```okr\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
    text = blocks + "\n".join(written for head in ("gives", "true when") for written, _ in rows(head))
    for words in CONSTRUCTS:
        assert re.search(rf"\b{words}", text), words


CONSTRUCTS = (
    *(
        "severity error",
        "basis ",
        "because ",
        "for each ",
        "as o",
        "including dropped",
        "where ",
        "none means ",
        "due ",
        "check ",
        "say ",
    ),
    *(
        "fix ",
        "avoid ",
        "prefer ",
        "setting ",
        "as_of ",
        "test ",
        "given ",
        "expect ",
        "pack ",
        "version ",
        "param ",
        "define ",
        "waive ",
    ),
    *(
        "every \\w+ in",
        "some \\w+ in",
        "no \\w+ in",
        "at least \\d+ \\w+ in",
        "at most \\d+ \\w+ in",
        "satisfies",
        "satisfy ",
    ),
    *(
        "is present",
        "is missing",
        "is fresh",
        "is priority",
        "has word",
        "has any word of",
        "between",
        "in \\[",
        "if ",
        "then ",
        "else ",
    ),
    *(
        "not ",
        " and ",
        " or ",
        "count\\(",
        "sum\\(",
        "max\\(",
        "mean\\(",
        "previous\\(",
        "days_between\\(",
        "difference\\(",
    ),
    *("policy ", "grace first", "take the worst", "zone ", "called ", "otherwise "),
)

"""Outlook: which verdicts a rule can give is told from what it reads, before there is any data."""

from __future__ import annotations

import pytest

from okrlang.logic.assembly import assembled
from okrlang.logic.outlook import possible_verdicts
from okrlang.logic.packs import Packs
from okrlang.model.reading.complaints import Complaints
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source

DEFINES = """
define sourced(key_result k) = k.metric is present and k.metric.bound_to is present
define shown(record r) = r.outcome is present or (some e in r.evidence satisfies e.exists)
"""


def verdicts(rule: str, of_a_checklist: bool = False) -> set[str]:
    """What the rule `r` with these clauses can come to."""
    sheet, faults = parse(Source("t", f'{DEFINES}\nrule r "R" {{ {rule} }}'))
    assert not faults, faults
    complaints = Complaints()
    packs = assembled((("p", node) for node in sheet.declarations), Packs({}), True, complaints)
    assert not len(complaints), complaints.in_order()
    return set(possible_verdicts(packs.rules["r"], packs.definitions, of_a_checklist))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # What is declared is known: nobody lacks evidence of it.
        ('check count(companies) = 1 say "x"', "pass fail"),
        ('for each objective check objective.owner is present say "x"', "pass fail not_applicable"),
        ('for each objective none means fail check objective.owner is present say "x"', "pass fail"),
        # A comparison with what was left out is unknown in a check, and false in a `where`.
        ('for each objective check objective.owner = objective.owner say "x"', "pass fail no_evidence not_applicable"),
        (
            'for each objective where objective.kind = committed none means fail check objective.owner is present say "x"',
            "pass fail not_applicable",
        ),
        (
            'for each objective as o where o.owner is present check o.owner.id = "a" say "x"',
            "pass fail not_applicable",
        ),
        (
            'for each key_result as k where sourced(k) check k.metric.bound_to = source say "x"',
            "pass fail not_applicable",
        ),
        (
            'for each key_result as k check k.metric is missing or k.metric.stock say "x"',
            "pass fail not_applicable",
        ),
        (
            'for each key_result as k check k.metric is missing or k.metric.updated = 1 day say "x"',
            "pass fail no_evidence not_applicable",
        ),
        # What is measured may be unknown, and is never shown to be missing or stale.
        ('for each key_result as k check k.progress >= 1 say "x"', "pass fail no_evidence not_applicable"),
        ('for each key_result as k check k.current is fresh say "x"', "pass no_evidence not_applicable"),
        ('for each metric as m check m.answers say "x"', "pass no_evidence not_applicable"),
        (
            'for each key_result as k where k.status = missed check k.objective.owner is present say "x"',
            "pass fail no_evidence not_applicable",
        ),
        # Over no records `every` is unknown and `some` is false.
        ('check every r in reviews satisfies r.by is present say "x"', "pass fail no_evidence"),
        ('check some r in reviews satisfies shown(r) say "x"', "pass fail"),
        ('check every o in objectives satisfies o.owner is present say "x"', "pass fail"),
        (
            'for each review as r where count(r.evidence) >= 1 check every e in r.evidence satisfies e.exists say "x"',
            "pass fail not_applicable",
        ),
        (
            "for each review as r where some e in r.evidence satisfies e.hash_matches is present "
            'check every e in r.evidence where e.hash_matches is present satisfies e.hash_matches say "x"',
            "pass fail not_applicable",
        ),
        # Numbers: of nothing there is no mean, and nothing is divided by nothing.
        ('check sum(count(o.key_results) for o in objectives) >= 2 say "x"', "pass fail"),
        ('check mean(count(o.key_results) for o in objectives) >= 2 say "x"', "pass fail no_evidence"),
        ('check 1 / count(objectives) <= 1 say "x"', "pass fail no_evidence"),
        # Before its day neither a fail nor lack of evidence is due.
        (
            'for each key_result as k due k.due check count(k.check_ins) >= 1 say "x"',
            "pass fail not_due not_applicable",
        ),
        (
            'for each objective as o due o.start + 14 days check count(o.reviews) >= 1 say "x"',
            "pass fail no_evidence not_due not_applicable",
        ),
    ],
)
def test_what_a_rule_can_come_to(rule: str, expected: str) -> None:
    assert verdicts(rule) == set(expected.split())


def test_a_goal_that_a_checklist_judges_has_a_cycle() -> None:
    rule = 'for each objective as o due o.start + 14 days check count(o.reviews) >= 1 say "x"'
    assert "no_evidence" in verdicts(rule)
    assert "no_evidence" not in verdicts(rule, of_a_checklist=True)

"""Which verdicts a rule can give, found from its words alone."""

from __future__ import annotations

import judging
import pytest

from okrlang.judge.coverage import asked_for, verdicts_of
from okrlang.logic.packs import Packs, shipped
from okrlang.logic.rule import Rule

RULES = {
    "nothing in it can be unknown": (
        'for each objective as o check o.owner is present say "x"',
        "fail pass",
    ),
    "it picks its subjects": (
        'for each objective as o where o.kind = committed check o.owner is present say "x"',
        "fail pass not_applicable",
    ),
    "it has a day from which it counts": (
        'for each objective as o due 2026-08-01 check o.owner is present say "x"',
        "fail not_due pass",
    ),
    "an optional value is compared": (
        'for each key result as k check k.weight >= 2 say "x"',
        "fail no_evidence pass",
    ),
    "it was asked before whether the value is there": (
        'for each key result as k where k.weight is present check k.weight >= 2 say "x"',
        "fail pass not_applicable",
    ),
    "it is asked in the same breath": (
        'for each key result as k check k.weight is missing or k.weight >= 2 say "x"',
        "fail pass",
    ),
    "it is asked in an `if`": (
        'for each key result as k check if k.weight is present then k.weight >= 2 else k.due >= 2026-01-01 say "x"',
        "fail pass",
    ),
    "it is asked the wrong way round": (
        'for each key result as k check k.weight is present or k.weight >= 2 say "x"',
        "fail no_evidence pass",
    ),
    "a define asks before": (
        'for each key result as k where weighty(k) check k.weight >= 2 say "x"',
        "fail pass not_applicable",
    ),
    "a define compares": (
        'for each key result as k check heavy(k) say "x"',
        "fail no_evidence pass",
    ),
    "what is measured may be unknown": (
        'for each key result as k check k.status != off_track say "x"',
        "fail no_evidence pass",
    ),
    "what is measured may be unknown in a `where`": (
        'for each key result as k where k.status = off_track check k.weight is present say "x"',
        "fail no_evidence pass not_applicable",
    ),
    "what is fresh is fresh or unknown, never false": (
        'for each key result as k check k.current is fresh say "x"',
        "no_evidence pass",
    ),
    "over no records every is unknown": (
        'for each objective as o check every r in o.reviews satisfies r.outcome is present say "x"',
        "fail no_evidence pass",
    ),
    "over no records, and it was asked whether there are any": (
        'for each objective as o where count(o.reviews) >= 1 check every r in o.reviews satisfies r.outcome is present say "x"',
        "fail pass not_applicable",
    ),
    "over records of which none is left": (
        "for each objective as o where count(o.reviews) >= 1 "
        'check every r in o.reviews where r.by is present satisfies r.outcome is present say "x"',
        "fail no_evidence pass not_applicable",
    ),
    "over no records some is false": (
        'for each objective as o check some r in o.reviews satisfies r.outcome is present say "x"',
        "fail pass",
    ),
    "over nothing declared every is true": (
        'for each objective as o check every k in o.key_results satisfies k.weight is present say "x"',
        "fail pass",
    ),
    "the mean of nothing is unknown": (
        'for each objective as o check mean(k.due.month.start.week.start - k.due for k in o.key_results) > 0 days say "x"',
        "fail no_evidence pass",
    ),
    "what needs the history is never known": (
        'for each objective as o check every c in o.changes satisfies c.refinement is present say "x"',
        "no_evidence",
    ),
    "the changes that a refinement writes down are known": (
        'for each refinement as r check some c in r.changes satisfies c.what = target say "x"',
        "fail pass",
    ),
    "no subject means a fail": (
        'for each kpi none means fail check kpi.owner is present say "x"',
        "fail pass",
    ),
    "no subject means no evidence": (
        'for each kpi none means no_evidence check kpi.owner is present say "x"',
        "fail no_evidence pass",
    ),
    "a target may be there and confidential": (
        'for each key result as k where k.target is present check k.target >= 1% say "x"',
        "fail no_evidence pass not_applicable",
    ),
}


def rule_of(text: str) -> tuple[Rule, Packs]:
    found = judging.bench(
        "define weighty(key_result k) = k.weight is present\ndefine heavy(key_result k) = k.weight >= 2\n"
        f"rule r {{ {text} }}",
        "2026-08-20",
    )
    return found.packs.rules["r"], found.packs


@pytest.mark.parametrize("why", RULES)
def test_the_verdicts_that_a_rule_can_give(why: str) -> None:
    text, verdicts = RULES[why]
    rule, packs = rule_of(text)
    assert verdicts_of(rule, packs) == tuple(verdicts.split())


def test_a_rule_that_does_not_type_check_can_only_be_in_error() -> None:
    rule, packs = rule_of('for each objective as o check o.ownr is present say "x"')
    assert verdicts_of(rule, packs) == ("error",)


def test_no_example_of_a_shipped_rule_asks_for_what_it_cannot_give() -> None:
    packs, _ = shipped(examples=True)
    asked = asked_for(tuple(packs.rules.values()), packs)
    of_the_engine = {"not_applicable", "waived"}  # no subject at all, and a waiver: of every rule
    for name, verdicts in asked.items():
        assert verdicts - of_the_engine <= {*verdicts_of(packs.rules[name], packs)}, name

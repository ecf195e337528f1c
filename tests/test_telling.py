"""Conditions in plain English: what each kind of expression asks, and what is found of it."""

from __future__ import annotations

import judging
import pytest

from okrlang.judge.account import Account, accounts
from okrlang.judge.rule_page import rule_page
from okrlang.judge.telling.clauses import Asked
from okrlang.judge.telling.found import Found
from okrlang.judge.telling.grammar import a, of_each, plural, together, whose

GOALS = """
company kitchen "The Kitchen" { }
team cooks "Cooks" { part of kitchen }
team guests "Guests" { part of kitchen }
metric meals "Meals a week" { unit meals  better higher  values { 2026-10-01 300  2026-10-14 320 } }
objective warm "Nobody on our list goes without a hot meal" {
  owner cooks with guests  cycle 2026-Q4  committed
  key result meals  "Meals a week" { metric meals  from 300 to 450  weight 2  due 2026-12-11 }
  key result second "The second kitchen is open" { milestone "Found" { due 2026-10-30 }  milestone "Open" { due 2026-11-30 } }
  key result back   "Guests come back" { at least 25 }
}
objective cold "We maintain the cold store" { owner cooks  cycle 2026-Q4  supports warm  key result full "It is full" { due 2026-11-30 } }
communication "Goals" on 2026-10-02 by cooks { covers warm  audience cooks  outcome "Read out" }
communication "Goals once more" on 2026-10-20 by cooks { covers warm  audience kitchen  outcome "Read out" }
"""

# A check on `warm` (as `o`), what it asks in words, and what is found; `·` and what stands behind it are parts.
SAID = {
    "o.owner is present": ("`warm` has an owner", "`warm` has an owner: `cooks`"),
    "o.because is present": ("`warm` has a reason", "`warm` has no reason"),
    "o.because is missing": ("`warm` has no reason", "`warm` has no reason"),
    "o.kind = aspirational": (
        "the kind of `warm` is aspirational",
        "the kind of `warm` is committed, not aspirational",
    ),
    "o.kind != committed": ("the kind of `warm` is not committed", "the kind of `warm` is committed"),
    "o.kind in [learning, aspirational]": (
        "the kind of `warm` is learning or aspirational",
        "the kind of `warm` is committed, not learning or aspirational",
    ),
    "count(o.key_results) >= 4": ("`warm` has at least 4 key results", "`warm` has 3 key results, fewer than 4"),
    "count(o.key_results) <= 2": ("`warm` has at most 2 key results", "`warm` has 3 key results, more than 2"),
    "count(o.supports) >= 1": (
        "there is at least one goal that `warm` supports",
        "there are no goals that `warm` supports",
    ),
    "o.missed_reviews = 0": ("`warm` has no missed reviews", "`warm` has no missed reviews"),
    "o.due >= 2027-01-15": (
        "the due day of `warm` is on or after 2027-01-15",
        "the due day of `warm` is 2026-12-31, before 2027-01-15",
    ),
    "o.start + 2 weeks < as_of": (
        "2 weeks after the first day of `warm` is before 2026-10-25",
        "2 weeks after the first day of `warm` is 2026-10-15, before 2026-10-25",
    ),
    "o.start between 2026-09-01 and 2026-10-31": (
        "the first day of `warm` is between 2026-09-01 and 2026-10-31",
        "the first day of `warm` is 2026-10-01, between 2026-09-01 and 2026-10-31",
    ),
    'o.title has word "hot"': ('the title of `warm` has the word "hot"', 'the title of `warm` has the word "hot"'),
    'not (o.title has any word of ["cold", "meal"])': (
        'the title of `warm` has none of the words "cold" or "meal"',
        'the title of `warm` has one of the words "cold" or "meal"',
    ),
    "not o.circular": (
        "`warm` does not support itself through others",
        "`warm` does not support itself through others",
    ),
    "guests_in(o)": ("`guests` is among the units that `warm` involves", "…"),
    "every k in o.key_results satisfies k.weight is present": (
        "every key result of `warm` has a weight",
        "1 of the 3 key results of `warm` has a weight · `warm.second`: it has no weight · `warm.back`: it has no weight",
    ),
    "every k in o.key_results where k.metric is present satisfies k.due <= 2026-11-30": (
        "for every key result of `warm` that has a metric, its due day is on or before 2026-11-30",
        "there is one key result of `warm` that has a metric, `warm.meals`: its due day is 2026-12-11, after 2026-11-30",
    ),
    "some t in o.communications satisfies t.date <= o.start": (
        "there is at least one communication about `warm` whose date is on or before 2026-10-01 (the first day of `warm`)",
        "this holds for none of the 2 communications about `warm`"
        ' · the communication of 2026-10-02, "Goals": its date is 2026-10-02, after 2026-10-01'
        ' · the communication of 2026-10-20, "Goals once more": its date is 2026-10-20, after 2026-10-01',
    ),
    "every r in o.reviews satisfies r.outcome is present": (
        "every review of `warm` has an outcome",
        "there is no review of `warm`, and where nothing was recorded nothing is shown",
    ),
    "at least 2 k in o.key_results satisfy k.form = milestones": (
        "there are at least 2 key results of `warm` whose form is milestones",
        "this holds for 1 of the 3 key results of `warm`"
        " · `warm.meals`: its form is change, not milestones · `warm.back`: its form is reach, not milestones",
    ),
    "o.because is present or o.owner is present": (
        "`warm` has a reason, or `warm` has an owner",
        "`warm` has an owner: `cooks`",
    ),
    "o.kind = committed and o.because is present": (
        "the kind of `warm` is committed, and `warm` has a reason",
        "`warm` has no reason",
    ),
    "mean(k.weight for k in o.key_results) >= 2": (
        "the mean of the weight of the key results of `warm` is at least 2",
        "`warm.second` has no weight",
    ),
    "if o.kind = committed then o.because is present else o.owner is present": (
        "if the kind of `warm` is committed, `warm` has a reason; otherwise `warm` has an owner",
        "the kind of `warm` is committed; `warm` has no reason",
    ),
    "told(o)": (
        "there is at least one communication about `warm` that has an outcome",
        "all 2 communications about `warm` have an outcome",
    ),
}
DEFINES = """
define told(objective x) = some o in x.communications satisfies o.outcome is present
define guests_in(objective x) = some u in x.involved satisfies u.id = "guests"
"""


def told(check: str, subject: str = "warm") -> Account:
    text = f'{GOALS}{DEFINES}rule asked "Asked" {{ severity warning  for each objective as o  check {check} say "x" }}'
    found = judging.bench(text, "2026-10-25")
    assert not [d.message for d in found.diagnostics if d.severity == "error"]
    (account,) = accounts(found.packs, found.packs.rules["asked"], found.world, subject)
    return account


def flat(said: Asked | Found) -> str:
    return " · ".join([said.text, *map(flat, said.parts)])


@pytest.mark.parametrize("check", [check for check in SAID if "…" not in SAID[check]])
def test_what_is_asked_and_what_is_found(check: str) -> None:
    (step,) = told(check).checks
    asked, found = SAID[check]
    assert flat(step.asked) == asked
    assert flat(step.found).startswith(found)


def test_a_long_condition_is_asked_point_by_point() -> None:
    check = (
        "some t in o.communications satisfies t.date >= o.start and t.date <= o.start + 2 weeks and guests in t.reached"
    )
    (step,) = told(check.replace("guests in t.reached", "(every u in o.involved satisfies u in t.reached)")).checks
    assert flat(step.asked) == (
        "there is at least one communication about `warm` for which all of this holds:"
        " · its date is on or after 2026-10-01 (the first day of `warm`)"
        " · its date is on or before 2026-10-15 (2 weeks after the first day of `warm`)"
        " · every unit that `warm` involves is among the units that that communication reached"
    )
    assert flat(step.found) == (
        "this holds for none of the 2 communications about `warm`"
        ' · the communication of 2026-10-02, "Goals": this holds for 1 of the 2 units that `warm` involves'
        ' · `guests`: it is not among the units that the communication of 2026-10-02, "Goals" reached (`cooks`)'
        ' · the communication of 2026-10-20, "Goals once more": its date is 2026-10-20, after 2026-10-15'
    )


def test_before_there_is_a_subject_it_is_spoken_of_as_it() -> None:
    text = (
        'rule asked "Asked" { severity warning  for each objective as o where o.rank != company  due o.start + plan_within'
        " check some up in o.supports satisfies up is objective and up.rank = company"
        ' say "{o.id} lifts {count(o.supports)} within {plan_within}" }'
    )
    packs = judging.bench(text, "2026-10-25").packs
    page = rule_page(packs, packs.rules["asked"])
    assert page.where == Asked("its rank is not company")
    assert page.due == "4 weeks (`plan_within`) after its first day"
    (check,) = page.checks
    assert check.asked == Asked(
        "there is at least one goal that it supports that is an objective, and its rank is company"
    )
    assert check.says == "the objective lifts … within 4 weeks"
    assert [(param.name, param.value, param.origin) for param in page.params] == [
        ("plan_within", "4 weeks", "the pack `checklist`")
    ]
    assert page.verdicts == ("fail", "no_evidence", "not_due", "pass", "not_applicable")


# --- what would settle it --------------------------------------------------------------------------------------------

SETTLED = {
    "every r in o.reviews satisfies r.outcome is present": (
        "a review that covers `warm`, written down and dated by 2026-10-25",
    ),
    "every c in o.changes satisfies c.refinement is present": (
        "the revision history of the goal files, which this version of okrlang does not read yet",
    ),
    "o.score >= 0.5": ("time: the score comes with the close on 2026-12-31",),
    "o.key_results = o.key_results or (every k in o.key_results satisfies k.confidence >= 0.5)": (),
    "every k in o.key_results where k.form = reach satisfies k.status != off_track": (
        "a check-in that reports `warm.back`, dated by 2026-10-25",
    ),
    "every k in o.key_results where k.form = milestones satisfies k.confidence >= 0.5": (
        "the confidence, written as `confidence`, of `warm.second` (goals.okr:9)",
    ),
}


@pytest.mark.parametrize("check", [check for check in SETTLED if SETTLED[check]])
def test_what_would_settle_what_is_not_known(check: str) -> None:
    account = told(check)
    assert account.verdict == "no_evidence"
    assert account.settles == SETTLED[check]


def test_a_figure_is_told_with_its_rows() -> None:
    account = told("every k in o.key_results where k.form = change satisfies k.progress >= 0.5")
    (figure,) = (ground for ground in account.grounds if ground.figures)
    assert (figure.name, figure.value) == ("the progress of `warm.meals`", "0.1333")
    assert figure.figures is not None
    assert (figure.figures.source, figure.figures.path, figure.figures.rows) == ("values", "goals.okr", 1)


# --- grammar ---------------------------------------------------------------------------------------------------------


def test_the_grammar() -> None:
    assert [a(noun) for noun in ("owner", "target", "unit", "staff")] == [
        "an owner",
        "a target",
        "a unit",
        "staff",
    ]
    assert plural("has an owner and is due") == "have an owner and are due"
    assert together(["it has a", "it has b"], "and") == "it has a and has b"
    assert together(["it has a", "its b is c"], "or") == "it has a, or its b is c"
    assert of_each("every goal", "it has a target") == "every goal has a target"
    assert whose("goals", "it is old", True) == "goals that are old"
    assert whose("goal", "its day is past", False) == "goal whose day is past"
    assert whose("goal", "there is no review", False) == "goal for which there is no review"

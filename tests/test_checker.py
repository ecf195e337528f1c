"""The checker: what is said of rules before there is data, and what is not."""

from __future__ import annotations

import pytest
from toy import Toy

from okrlang.logic.assembly import assembled
from okrlang.logic.checker import check
from okrlang.logic.packs import Packs, shipped
from okrlang.model.reading.complaints import Complaints
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source

HEAD = """
param most "most" = 5 from 3 to 7
param part "part" = 25% from 0% to 50%
param wait "wait" = 14 days from 1 days to 30 days
define numeric(key_result k) = k.form in [change, reach]
define shown(record r) = r.outcome is present
"""


def checked(text: str) -> tuple[Packs, tuple[Diagnostic, ...]]:
    """Packs made of one text, and all that is wrong with them."""
    sheet, faults = parse(Source("own.okr", text))
    assert not faults, faults
    complaints = Complaints()
    packs = assembled([("own", node) for node in sheet.declarations], Packs({}), True, complaints)
    marked, found = check(packs, everything=True)
    return marked, (*complaints.in_order(), *found)


def faults(condition: str, each: str = "objective as o", message: str = "x") -> list[str]:
    """What is wrong with a rule that checks this, each as `name: message (help)`, infos aside."""
    _, found = checked(f'{HEAD}\nrule r "r" {{ for each {each} check {condition} say "{message}" }}')
    return [f"{d.name}: {d.message}" + (f" ({d.help})" if d.help else "") for d in found if d.severity != "info"]


@pytest.mark.parametrize(
    "condition",
    [
        "count(o.key_results) between 2 and most",
        "o.owner is present and o.kind in [committed, learning]",
        "some up in o.supports satisfies up is objective and up.start <= o.due",
        "every up in o.supports where up is key result satisfies up.form != milestones",
        "every up in o.supports satisfies if up is priority then count(up.supported_by) >= 1 else up.owner is present",
        "every up in o.supports satisfies up is priority or up.owner is present",
        "o.start + wait >= as_of or o.due - o.start > 2 weeks",
        "sum(i.budget for i in o.initiatives where i.budget is present) > 100k EUR",
        'every k in o.key_results where k.metric.unit = "%" satisfies k.target >= 1% or numeric(k)',
        "every k in o.key_results satisfies k.target / k.baseline > 1.1",
        "every k in o.key_results satisfies difference(k.target, k.baseline) < 2 * (k.target - k.current.value)",
        "some r in o.reviews satisfies shown(r) and r.date.week = as_of.week",
        "o.score > mean(x.score for x in objectives) and part * 200 EUR < 60 EUR",
        "count(x for x in objectives where x.owner = o.owner and x.cycle = o.cycle) <= 5",
        'o.title has any word of ["help", "try"] and count(o.title.numbers) = 0',
        "o.cycle.check_in_every <= 2 weeks and o.cycle.review_every <= 1 month",
        'no k in o.key_results satisfies k.metric.take = "sum" and k.metric.stock',
        "every k in o.key_results where k.current is present satisfies k.current is fresh",
        "o.approved.by is present and o.approved.by != o.owner",
        "every k in o.key_results satisfies mean(k.metric, 12 months) < 1.5 * previous(k.metric)",
        "every c in o.check_ins where c.subject is key result satisfies c.subject.status_on(c.date) != off_track",
        "at most 3 r in o.reviews satisfy r.outcome is missing",
        'some w in o.words satisfies w = "leverage"',
        "o.status != missed and o.progress > 0.5",
    ],
)
def test_what_is_right_is_not_complained_about(condition: str) -> None:
    assert faults(condition) == []


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("o.ownr is present", "unknown-field: an objective has no field `ownr` (did you mean `owner`?)"),
        ("objectiv.owner is present", "unknown-name: there is nothing called `objectiv` here"),
        ("o.kind = comitted", "unknown-word: `comitted` is no kind (did you mean `committed`?)"),
        ("o.kind in [committed, large]", "unknown-word: `large` is no kind"),
        ("o.title = stay", 'unknown-name: there is nothing called `stay` here (a text stands in quotes: `"stay"`)'),
        (
            "count(o.key_result) = 1",
            "unknown-field: an objective has no field `key_result` (did you mean `key_results`?)",
        ),
        ("cont(o.key_results) = 1", "unknown-name: there is no function `cont` (did you mean `count`?)"),
        ('o.key_results.title = "a"', "unknown-field: `o.key_results` is a list of key results (ask each of them, "),
        (
            "some up in o.supports satisfies up.start < o.due",
            "unknown-field: `up` is an objective, a key result, a KPI or a priority, "
            "and only objectives and key results have `start` (ask first: `up is objective or up is key result`)",
        ),
        (
            "every k in o.key_results satisfies k.target > 3",
            "unit-mismatch: a quantity and a number cannot be compared (write the unit",
        ),
        (
            "every k in o.key_results satisfies k.confidence > 70%",
            "unit-mismatch: a number and a percent cannot be compared (a share is written as a number: `0.7`)",
        ),
        (
            "1 EUR < 1 USD or o.owner is present",
            "unit-mismatch: a quantity in EUR and a quantity in USD cannot be compared",
        ),
        ("o.due = 3", "type-mismatch: `o.due` is a day, and `3` a number: they are never equal"),
        (
            "o.owner = o.cycle",
            "type-mismatch: `o.owner` is a company, a unit or a person, and `o.cycle` a cycle: they are never equal",
        ),
        (
            "o.kind < learning",
            "type-mismatch: `o.kind` is a kind, of which none is more than another (use `=` or `!=`)",
        ),
        ("o.title", "no-condition: `o.title` is a text, and no condition"),
        ("count(o.key_results)", "no-condition: `count(o.key_results)` is a number, and no condition"),
        ("o.due + 3 > as_of", "type-mismatch: a day is moved by a duration, not by a number (write `14 days`)"),
        ("o.due + o.title = as_of", "type-mismatch: a day and a text cannot be added"),
        ("1 EUR + 1 h > 1 EUR and o.owner is present", "unit-mismatch: `EUR` and `h` cannot be added"),
        ("o.title is present", "constant-condition: `o.title` is always there (leave it out)"),
        (
            "o.supports is present",
            "constant-condition: `o.supports` is a list, which is always there (write `count(o.supports) >= 1`)",
        ),
        ("o.status is missing", "missing-measured: `o.status` is measured, so nothing shows that it is missing"),
        (
            "o.due is fresh",
            "type-mismatch: `o.due` is a day, which is never stale (ask it of a reading: `k.current is fresh`)",
        ),
        ("o is objective", "constant-condition: `o` is an objective, so there is nothing to ask"),
        ("o.cycle is kpi", "constant-condition: `o.cycle` is a cycle, and never a KPI"),
        ("some up in o.supports satisfies up is thing", "unknown-name: there is no kind of thing called `thing`"),
        (
            "count(o.key_results) >= 0",
            "constant-condition: `count(o.key_results) >= 0` is always the same, whatever the goals are",
        ),
        ("2 > 1", "constant-condition: `2 > 1` is always the same, whatever the goals are"),
        ("at least 0 k in o.key_results satisfy k.form = change", "constant-condition: at least 0 are always found"),
        ("1 / 0 = 1 or o.owner is present", "division-by-zero: this divides by zero"),
        ("some k in o.owner satisfies k = k", "type-mismatch: `o.owner` is a company, a unit or a person, and no list"),
        ("o in o.owner", "type-mismatch: `o.owner` is a company, a unit or a person, and no list"),
        (
            "o.kind in o.supports",
            "type-mismatch: `o.kind` is a kind, and `o.supports` an objective, a key result, a KPI or a priority",
        ),
        ('o.kind has word "a"', "type-mismatch: `o.kind` is a kind, and no text"),
        ("numeric(o)", "type-mismatch: `o` is an objective, where a key result is asked for"),
        ("numeric()", "wrong-arguments: `numeric()` should be given a key result"),
        ("o.status_on(3) = missed", "type-mismatch: `3` is a number, where a day is asked for"),
        (
            "o.status_at(as_of) = missed",
            "unknown-name: an objective cannot be asked for `status_at` (did you mean `status_on`?)",
        ),
        ("sum(o.key_results) > 1", "type-mismatch: `sum` is taken of numbers, not of key results"),
        (
            "days_between(o.start, 3) > 1 days",
            "type-mismatch: `days_between` is asked of two days, not of a day and a number",
        ),
        ("days_between(o.start, o.due) > 1", "unit-mismatch: a duration in days and a number cannot be compared"),
        (
            "mean(o, 3 days) = 1",
            "wrong-arguments: `mean` is not asked like this (write it like `mean(o.score for o in objectives)`)",
        ),
        (
            "some o in o.supports satisfies o is kpi",
            "shadowed-name: `o` hides a name around it called so (choose another name)",
        ),
        (
            "some reviews in o.reviews satisfies reviews.outcome is present",
            "shadowed-name: `reviews` hides a list called so",
        ),
        ("some most in o.reviews satisfies most.outcome is present", "shadowed-name: `most` hides a param called so"),
        ("some k in o.key_results satisfies o.owner is present", "unused-name: `k` is never asked about"),
        ("o.start <= cycle.end", "misplaced-word: `r` speaks of `cycle`, and stands in no checklist"),
        ("(if o.stock then 1 else 2) = 1", "unknown-field: an objective has no field `stock`"),
        ('(if o.owner is present then 1 else "a") = 1', "type-mismatch: one branch is a number, the other a text"),
        (
            "as_of - 3 days < (if o.kind is present then 30 days else 1 month) + o.start",
            "type-mismatch: one branch is a duration in days, the other a duration in months",
        ),
        ('[1, "a"] = o.kind', "type-mismatch: a list of numbers cannot hold a text"),
        ("(o.owner is present) = (o.kind is present)", "type-mismatch: `o.owner is present` is a condition already"),
    ],
)
def test_what_is_wrong_is_said_in_words(condition: str, expected: str) -> None:
    found = faults(condition)
    assert len(found) == 1, found
    assert found[0].startswith(expected), found[0]


# --- what would pass because nothing was recorded --------------------------------------------------------------------


@pytest.mark.parametrize(
    "condition",
    [
        "not (some r in o.reviews satisfies r.outcome is present)",
        "not (at least 2 r in o.reviews satisfy r.outcome is present)",
        "not (some c in communications satisfies o in c.covers)",
        "every r in o.reviews satisfies r.outcome is present or not (o in r.covers)",
        "count(o.reviews) = 0",
        "count(o.reviews) <= 3",
        "count(r for r in o.reviews where r.outcome is missing) < 1",
        "3 >= count(o.reviews)",
        "0 = count(o.reviews)",
        "count(o.reviews) between 0 and 3",
        "not (count(o.reviews) >= 1)",
        "not (count(o.reviews) != 0)",
        "count(o.reviews) + count(o.decisions) <= 3",
        "count(o.reviews) <= count(o.key_results)",
        "sum(p.budget for p in o.plannings) <= 100 EUR",
        "every k in o.key_results satisfies count(k.check_ins) = 0",
        "no k in o.key_results satisfies count(k.check_ins) >= 1",
        "no k in o.key_results satisfies (some c in k.check_ins satisfies c.confidence < 0.2)",
        "if count(o.reviews) >= 1 then o.owner is present else o.kind is present",
        "o.owner is missing or count(o.reviews) < 2",
    ],
)
def test_ways_around_missing_records_are_errors(condition: str) -> None:
    assert {fault.partition(":")[0] for fault in faults(condition)} == {"passes-without-records"}


@pytest.mark.parametrize(
    "condition",
    [
        "some r in o.reviews satisfies r.outcome is present",
        "no r in o.reviews satisfies r.outcome is missing",
        "not (every r in o.reviews satisfies r.outcome is missing)",
        "count(o.reviews) >= 1",
        "count(o.reviews) = 2",
        "count(o.reviews) != 0",
        "count(o.reviews) between 1 and 3",
        "not (count(o.reviews) = 0)",
        "not (count(o.reviews) < 2)",
        "count(o.key_results) <= 5",
        "count(r for r in o.reviews where r.outcome is missing) / count(o.reviews) <= 0.25",
        "not (o in o.ancestors)",
        "no c in communications satisfies o in c.covers",
        "not (some k in o.key_results satisfies k.form = establish)",
    ],
)
def test_what_asks_that_something_is_recorded_is_fine(condition: str) -> None:
    assert faults(condition) == []


# --- static rules ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("each", "condition", "static"),
    [
        ("objective as o", "count(o.key_results) <= 5", True),
        ("key result as k", "numeric(k) and k.metric.unit is present", True),
        ("key result as k", "k.current is fresh", False),
        ("key result as k", "k.baseline is present", False),
        ("key result as k", "k.due >= as_of", False),
        ("key result as k", "k.missed_check_ins = 0", False),
        ("objective as o", "count(o.reviews) >= 1", False),
        ("objective as o", "o.state = open", False),
        ("objective as o where count(o.reviews) >= 1", "o.owner is present", False),
        ("review as r", "r.outcome is present", False),
        ("metric as m", "count(m.members) >= 2", False),
        ("metric as m", "m.members_listed", True),
        ("objective as o", "some x in reviews satisfies o in x.covers", False),
        ("objective as o", "o.status_on(2026-08-01) != missed", False),
        ("kpi", "kpi.green is present", True),
    ],
)
def test_a_rule_is_static_that_reads_goals_as_they_are_written(each: str, condition: str, static: bool) -> None:
    packs, found = checked(f'{HEAD}\nrule r "r" {{ for each {each} check {condition} say "x" }}')
    assert not [d for d in found if d.severity == "error"]
    assert packs.rules["r"].static is static


def test_a_rule_with_a_due_day_is_not_static() -> None:
    packs, _ = checked('rule r "r" { for each objective due objective.start check objective.owner is present say "x" }')
    assert not packs.rules["r"].static


def test_a_define_that_looks_at_records_makes_its_rules_look_at_them() -> None:
    text = """
    define told(objective o) = count(o.communications) >= 1
    rule r "r" { for each objective check told(objective) say "x" }
    """
    assert not checked(text)[0].rules["r"].static


# --- everything else that is checked ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("define a = b\ndefine b = a\ndefine c = a", ["circular-define"]),
        ("define a(objectiv o) = o.owner is present", ["unknown-name"]),
        ("define a(objective o) = 1 = 2", ["constant-condition"]),
        ("define a(objective o) = count(objectives) = 2", ["unused-name"]),
        ("define a(objective o) = o.key_results", ["type-mismatch"]),
        ("define a(objective o) = o.ownr is present", ["unknown-field"]),
        ("define red = 1", ["reserved-name"]),
        ('param reviews "x" = 1 from 0 to 2', ["reserved-name"]),
        ('param low "x" = 9 from 0 to 2', ["out-of-range"]),
        ('param low "x" = 1 EUR from 0 to 2', ["out-of-range"]),
        ('rule r "r" { for each objectiv check 1 = 1 say "x" }', ["unknown-name"]),
        ('rule r "r" { for each objective }', ["missing-property"]),
        ('rule r "r" { for each kpi including dropped check kpi.green is present say "x" }', ["misplaced-property"]),
        ('rule r "r" { for each kpi none means pass check kpi.green is present say "x" }', ["unknown-word"]),
        ('rule r "r" { none means fail check count(objectives) >= 1 say "x" }', ["misplaced-property"]),
        ('rule r "r" { for each kpi due 3 check kpi.green is present say "x" }', ["type-mismatch"]),
        ('rule r "r" { for each kpi check kpi.green is present say "{kpi.green}" }', ["type-mismatch"]),
        ('rule r "r" { for each kpi check kpi.green is present say "{kpi.ide}" }', ["unknown-field"]),
        ('rule r "r" { for each kpi as metrics check metrics.green is present say "x" }', ["shadowed-name"]),
        (
            'rule r "r" { for each kpi severity info severity error check kpi.green is present say "x" }',
            ["doubled-property"],
        ),
        ('rule r "r" { for each kpi check kpi.green is present say "x" }\n' * 2, ["doubled-name"]),
        ("policy p { on track when progress >= expected }", ["missing-property"]),
        ("policy p { on track when progres >= 1 otherwise off track }", ["misplaced-expression"]),
        ("policy p { on track when count(objectives) >= 1 otherwise off track }", ["misplaced-expression"]),
        ("policy p { on track when progress otherwise off track }", ["no-condition"]),
        ("policy p { on track when progress >= 50% otherwise off track }", ["unit-mismatch"]),
        ("policy p { on track when progress >= 0.5 otherwise off track otherwise at risk }", ["doubled-property"]),
        ('checklist c "c" { section 1 "s" { item 1.1 "i" { decided by nobody } } }', ["unknown-name"]),
        ('checklist c "c" { section 1 "s" { item 1.1 "i" { attested } } }', ["missing-property"]),
    ],
)
def test_declarations(text: str, expected: list[str]) -> None:
    _, found = checked(text)
    assert [d.name for d in found if d.severity != "info"] == expected


def test_only_rules_that_can_fail_something_decide() -> None:
    text = """
    rule weak "w" { severity info  for each kpi check kpi.green is present say "x" }
    checklist c "c" { section 1 "s" { item 1.1 "i" { decided by weak } item 1.1 "j" { decided by weak } } }
    """
    assert sorted(d.name for d in checked(text)[1]) == ["doubled-name", "weak-rule", "weak-rule"]


def test_rules_of_a_checklist_may_speak_of_the_cycle() -> None:
    text = """
    rule told "t" { check some d in decisions satisfies d.date >= cycle.start say "x" }
    checklist c "c" { section 1 "s" { item 1.1 "i" { decided by told } } }
    """
    assert checked(text)[1] == ()


def test_a_rule_that_is_wrong_is_broken_and_one_that_uses_a_wrong_define_too() -> None:
    text = """
    define bad(objective o) = o.ownr is present
    rule one "1" { for each objective check bad(objective) say "x" }
    rule two "2" { for each objective check objective.ownr is present say "x" }
    rule three "3" { for each objective check objective.owner is present say "x" }
    """
    packs, found = checked(text)
    assert [rule.broken for rule in packs.rules.values()] == [True, True, False]
    assert [d.name for d in found] == ["unknown-field", "unknown-field"]


def test_a_warning_breaks_nothing() -> None:
    packs, found = checked(
        'rule r "r" { for each objective as o check some k in o.key_results satisfies o.owner is present say "x" }'
    )
    assert [(d.name, d.severity) for d in found] == [("unused-name", "warning")]
    assert not packs.rules["r"].broken


def test_it_is_said_where_an_empty_list_passes() -> None:
    every = "every k in o.key_results satisfies k.form = change"
    _, found = checked(f'rule r "r" {{ for each objective as o check {every} say "x" }}')
    assert [(d.name, d.severity, d.message, d.help) for d in found] == [
        (
            "empty-list",
            "info",
            f"`{every}` is true where `o.key_results` is empty",
            "where that should not pass, add `count(o.key_results) >= 1`",
        )
    ]
    assert not checked(
        f'rule r "r" {{ for each objective as o check count(o.key_results) >= 1 and ({every}) say "x" }}'
    )[1]
    assert not checked('rule r "r" { check every r in reviews satisfies r.outcome is present say "x" }')[1]


def test_unused_params_and_defines_of_the_company_are_worth_knowing() -> None:
    _, found = checked('param idle "x" = 1 from 0 to 2\ndefine lazy(kpi k) = k.green is present')
    assert [(d.name, d.severity, d.message) for d in found] == [
        ("unused-name", "info", "no rule uses `idle`"),
        ("unused-name", "info", "no rule uses `lazy`"),
    ]


# --- cost ------------------------------------------------------------------------------------------------------------


def test_defines_that_multiply_are_too_costly() -> None:
    chain = "\n".join(f"define d{n} = d{n + 1} and d{n + 1}" for n in range(40))
    text = f'{chain}\ndefine d40 = count(objectives) >= 1\nrule r "r" {{ check d0 say "x" }}'
    packs, found = checked(text)
    assert {d.name for d in found if d.severity == "error"} == {"too-costly"}
    assert packs.rules["r"].broken


def test_rules_that_are_not_too_costly_alone_are_so_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short text cannot keep the checker busy for long: a rule of few words may have 2,000 parts."""
    monkeypatch.setattr("okrlang.logic.defining.MOST_TOGETHER", 2_500)  # the defines have 981, each rule 509
    doubling = " ".join(f"define d{n}(objective o) = d{n - 1}(o) and d{n - 1}(o)" for n in range(1, 7))
    rules = " ".join(f'rule r{n} "r" {{ for each objective as o check d6(o) say "x" }}' for n in range(4))
    packs, found = checked(f"define d0(objective o) = o.owner is present {doubling} {rules}")
    assert [d.message for d in found if d.name == "too-costly"] == [
        "`d6(o)` makes all expressions of the workspace more than 2,500 parts together"
    ] * 2
    assert [rule.broken for rule in packs.rules.values()] == [False, False, True, True]


def test_a_long_chain_of_defines_is_too_deep() -> None:
    chain = "\n".join(f"define d{n} = d{n + 1}" for n in range(3000))
    packs, found = checked(f'{chain}\ndefine d3000 = count(objectives) >= 1\nrule r "r" {{ check d0 say "x" }}')
    assert "too-costly" in {d.name for d in found}
    assert packs.rules["r"].broken


@pytest.mark.parametrize(
    "text",
    [
        "not (" * 48 + "count(objectives) = 1" + ")" * 48,
        "(" * 48 + "count(objectives)" + " + 1)" * 48 + " = 1",
        "".join(f"if count(objectives) > {n} then " for n in range(30))
        + "count(units) = 1"
        + " else count(kpis) = 1" * 30,
        "count(objectives) = " + "-(" * 48 + "1" + ")" * 48,
    ],
)
def test_what_is_as_deep_as_the_language_allows_is_checked_and_asked(text: str) -> None:
    packs, found = checked(f'rule r "r" {{ check {text} say "x" }}')
    assert found == ()
    check = packs.program(packs.rules["r"]).checks[0][0]
    assert check.value(Toy(), ()) is check.explained(Toy(), ())[0]


def test_five_loops_within_each_other_are_too_many() -> None:
    loops = "".join(f"every k{n} in key_results satisfies " for n in range(5))
    names = ", ".join(f"k{n}.title" for n in range(5))
    _, found = checked(f'rule r "r" {{ check {loops} "a" in [{names}] say "x" }}')
    assert [d.name for d in found] == ["too-costly"]


# --- the shipped packs -----------------------------------------------------------------------------------------------


def test_nothing_is_wrong_with_the_shipped_packs() -> None:
    packs, faults = shipped(examples=True)
    assert faults == ()
    assert check(packs, everything=True)[1] == ()


def test_the_quick_check_marks_rules_as_the_whole_one_does() -> None:
    packs, _ = shipped()
    quick, found = check(packs)
    wholly, _ = check(packs, everything=True)
    assert found == ()
    assert {name: (rule.static, rule.broken) for name, rule in quick.rules.items()} == {
        name: (rule.static, rule.broken) for name, rule in wholly.rules.items()
    }

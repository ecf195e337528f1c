"""The judge: which verdict a rule comes to, what it says, and what it rests on."""

from __future__ import annotations

import pytest
from judging import Bench, bench

from okrlang.judge.finding import WORST_FIRST, Exhibit, worst
from okrlang.judge.judge import MOST_EXPLAINED, judge

GOALS = """
company acme "Acme" { mission "M" }
metric signups "New shops" { unit shops better higher  values { 2026-07-31 45 } }
metric silent  "Silent"    { unit shops better higher }
objective grow "Grow" {
  owner acme  cycle 2026-Q3  because "B"
  key result more "More" { metric signups at least 50 }
  key result less "Less" { metric silent at least 50 }
}
objective plain "Plain" { cycle 2026-Q3  key result only "Only" { metric signups at least 40 } }
objective gone  "Gone"  { cycle 2026-Q3  dropped on 2026-08-01 because "No" }
objective old   "Old"   { owner acme  cycle 2026-Q1 }
"""


def rule(body: str, name: str = "mine") -> str:
    return f'rule {name} "Mine" {{ severity error because "B"\n{body}\n}}\n'


def judged(body: str, as_of: str = "2026-08-20", more: str = "") -> dict[str, int]:
    found = bench(GOALS + rule(body) + more, as_of)
    assert [d.message for d in found.diagnostics if d.severity == "error" and d.name != "cycle-missing"] == []
    return {str(verdict): count for verdict, count in found.verdicts("mine").items()}


def said(body: str, subject: str, as_of: str = "2026-08-20") -> str:
    return bench(GOALS + rule(body), as_of).finding("mine", subject).message


# --- verdicts ---------------------------------------------------------------------------------------------------------


def test_each_subject_is_judged_on_its_own() -> None:
    body = 'for each objective where objective.owner is present  check objective.because is present  say "no reason"'
    assert judged(body) == {"pass": 1, "fail": 1, "not_applicable": 1}


def test_dropped_goals_are_no_subjects_unless_they_are_included() -> None:
    body = 'check objective.title != "x"  say "x"'
    assert judged("for each objective " + body) == {"pass": 3}
    assert judged("for each objective including dropped " + body) == {"pass": 4}


def test_unknown_is_no_evidence_whether_in_where_or_in_a_check() -> None:
    assert judged('for each key result as k  check k.current.value >= 40 shops  say "low"') == {
        "pass": 2,
        "no_evidence": 1,
    }
    body = 'for each key result as k where k.current.value >= 40 shops  check k.objective.owner is present  say "none"'
    assert judged(body) == {"pass": 1, "fail": 1, "no_evidence": 1}


def test_one_false_check_fails_whatever_is_unknown() -> None:
    body = 'for each key result as k  check k.current.value >= 40 shops  say "low"  check k.title = "More"  say "title"'
    assert judged(body) == {"pass": 1, "fail": 2}
    found = bench(GOALS + rule(body), "2026-08-20").finding("mine", "grow.less")
    assert [check.verdict for check in found.checks] == ["no_evidence", "fail"]
    assert found.message == "title"


def test_a_rule_without_subjects_judges_the_whole_once() -> None:
    assert judged('check count(objectives) = 3  say "other"') == {"pass": 1}
    found = bench(GOALS + rule('check count(objectives) = 4  say "there are {count(objectives)}"'), "2026-08-20")
    assert found.finding("mine", "acme").message == "there are 3"
    assert found.finding("mine", "acme").span is not None


@pytest.mark.parametrize("meant", ["fail", "no_evidence"])
def test_none_means_what_it_says_and_else_nothing(meant: str) -> None:
    body = 'for each kpi NONE check kpi.metric is present say "none"'
    assert judged(body.replace("NONE", f"none means {meant}")) == {meant: 1}
    assert judged(body.replace("NONE", "")) == {}
    # Subjects that `where` leaves out are none either.
    body = 'for each objective where objective.kind = committed none means fail check objective.id = "x" say "none"'
    assert judged(body) == {"fail": 1, "not_applicable": 3}


def test_before_its_day_what_fails_is_not_due_and_what_passes_passes() -> None:
    body = 'for each objective due objective.start + 60 days check objective.because is present say "none"'
    assert judged(body, "2026-08-29") == {"pass": 1, "not_due": 1, "fail": 1}  # the old one is due since long
    assert judged(body, "2026-08-30") == {"pass": 1, "fail": 2}
    assert bench(GOALS + rule(body), "2026-08-29").finding("mine", "plain").due.isoformat() == "2026-08-30"  # type: ignore[union-attr]


def test_while_its_day_is_unknown_nobody_can_say_that_it_fails() -> None:
    body = 'for each key result as k due k.current.date + 1 days check k.title = "x" say "title"'
    assert judged(body) == {"fail": 2, "no_evidence": 1}


def test_none_is_not_due_before_a_day_that_hangs_on_no_subject() -> None:
    body = 'for each kpi none means fail due 2026-09-01 check kpi.metric is present say "none"'
    assert (judged(body, "2026-08-31"), judged(body, "2026-09-01")) == ({"not_due": 1}, {"fail": 1})


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("kpi.metric.last.date", "fail"),  # the day hangs on a subject, of which there is none
        ("max(m.last.date for m in metrics)", "no_evidence"),  # nobody knows yet from when it is asked
    ],
)
def test_from_when_it_is_asked_that_there_is_none(due: str, expected: str) -> None:
    metric = 'metric m "M" { unit shops  better higher }'
    rule = f'for each kpi none means fail due {due} check kpi.metric is present say "none"'
    assert bench(f'{metric} rule r "R" {{ {rule} }}', "2026-08-20").verdicts("r") == {expected: 1}


def test_a_rule_that_does_not_type_check_is_an_error() -> None:
    found = bench(GOALS + rule('for each objective check objective.colour = red say "red"'), "2026-08-20")
    assert found.verdicts("mine") == {"error": 1}
    assert found.finding("mine", "acme").message == "the rule `mine` cannot be judged as it is written"


def test_verdicts_have_an_order_and_the_worst_comes_first() -> None:
    assert list(WORST_FIRST) == (
        ["error", "fail", "needs_review", "no_evidence", "not_due", "waived", "pass", "not_applicable"]
    )
    assert worst(["pass", "waived", "not_due"]) == "not_due"
    assert worst([]) == "not_applicable"


# --- what is said -----------------------------------------------------------------------------------------------------


def test_an_unknown_value_prints_as_a_dash_and_changes_no_verdict() -> None:
    body = 'for each key result as k check k.title = "x" say "{k.id} stands at {k.current.value}"'
    assert said(body, "grow.less") == "grow.less stands at —"
    assert said(body, "grow.more") == "grow.more stands at 45 shops"


def test_no_evidence_says_which_field_is_not_known_and_why() -> None:
    found = said('for each key result as k check k.current.value >= 40 shops say "low"', "grow.less")
    assert found.startswith("not known: `current` of grow.less: ")
    assert said('check every r in reviews satisfies r.outcome is present say "none"', "acme") == (
        "not known: nothing was recorded"
    )


def test_an_unknown_where_says_so() -> None:
    body = 'for each key result as k where k.current.value >= 40 shops  check k.title = "x"  say "x"'
    assert said(body, "grow.less").startswith("not known whether it applies to grow.less: `current` of grow.less")


def test_a_finding_carries_its_fix_cycle_and_place() -> None:
    found = bench(GOALS + rule('for each key result as k check k.title = "x" say "t" fix "mend {k.id}"'), "2026-08-20")
    finding = found.finding("mine", "grow.more")
    assert (finding.fix, finding.cycle, finding.severity, finding.pack) == (
        "mend grow.more",
        "2026-Q3",
        "error",
        "workspace",
    )
    assert finding.span is not None
    assert (finding.span.path, finding.span.line) == ("goals.okr", 7)


# --- what it rests on -------------------------------------------------------------------------------------------------


def shown(found: Bench, subject: str) -> tuple[Exhibit, ...]:
    return found.finding("mine", subject).evidence


def test_a_figure_is_shown_with_its_place() -> None:
    found = bench(GOALS + rule('for each key result as k check k.current.value >= 60 shops say "low"'), "2026-08-20")
    first, second = shown(found, "grow.more")
    assert first == Exhibit("grow.more: 45 shops on 2026-07-31", "goals.okr", 3, None)
    assert second == Exhibit("key result grow.more", "goals.okr", 7, None)


def test_a_figure_of_data_is_shown_with_its_rows(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.csv").write_text("day,value\n2026-07-01,4\n2026-07-02,5\n2026-08-30,9\n")
    text = """
    source a { file "a.csv" date column day value column value }
    metric m "M" { unit shops from a take sum }
    objective o "O" { cycle 2026-Q3 key result k "K" { metric m at least 10 } }
    """ + rule('for each key result as k check k.current.value >= 10 shops say "low"')
    found = bench(text, "2026-08-20", tmp_path)
    assert shown(found, "o.k")[0] == Exhibit("o.k: 9 shops on 2026-07-02, from 2 rows, 2 to 3", "a.csv", None, 3)


def test_records_that_were_read_are_shown() -> None:
    records = (
        'review a on 2026-07-05 { covers grow outcome "Fine" }\nreview b on 2026-08-05 { covers grow outcome "No" }\n'
    )
    body = (
        'for each objective as o where o.id = "grow" check every r in o.reviews satisfies r.outcome = "Fine" say "bad"'
    )
    found = bench(GOALS + rule(body) + records, "2026-08-20")
    assert [exhibit.text for exhibit in shown(found, "grow")] == ["review of 2026-08-05: b", "objective grow"]


def test_of_very_many_findings_the_first_come_with_evidence() -> None:
    many = "".join(f'objective o{n} "O" {{ cycle 2026-Q3 }}\n' for n in range(MOST_EXPLAINED + 5))
    found = bench(many + rule('for each objective check objective.owner is present say "none"'), "2026-08-20")
    findings = found.judgement("mine").findings
    assert len(findings) == MOST_EXPLAINED + 5
    assert [bool(finding.evidence) for finding in findings].index(False) == MOST_EXPLAINED


def test_all_are_counted_and_no_more_told_than_asked() -> None:
    found = bench(GOALS + rule('for each objective check objective.because is present say "none"'), "2026-08-20")
    (judgement,) = judge(found.packs, (found.packs.rules["mine"],), found.world, most=1)
    assert dict(judgement.counts) == {"pass": 1, "fail": 2}
    assert [finding.subject for finding in judgement.findings] == ["plain"]
    assert judgement.verdict == "fail"


@pytest.mark.parametrize(
    ("check", "verdict"),
    [
        ("some c in check_ins satisfies c.subject is kpi and count(c.subject.provided_for) = 0", "pass"),
        ("some c in check_ins satisfies c.subject is kpi and count(c.subject.provided_for) = 2", "fail"),
        (
            "some c in check_ins where c.subject is kpi and c.subject.level_on(as_of) = red satisfies c.date < as_of",
            "fail",
        ),
        (
            "every c in check_ins where c.subject is key result and c.subject.form = reach satisfies c.date < as_of",
            "pass",
        ),
    ],
)
def test_what_a_thing_does_not_have_is_not_asked_where_it_was_asked_what_it_is(check: str, verdict: str) -> None:
    text = """
    objective stay { owner "COO"  cycle 2026-Q3  key result calm { at least 3 shops } }
    metric churn { unit % }
    kpi churn { owner "COO"  metric churn  green at most 2% }
    check in on 2026-07-15 by "COO" { report stay.calm 2 shops }
    check in on 2026-07-16 by "COO" { report churn 2% }
    """
    found = bench(f'{text} rule r {{ check {check} say "x" }}', "2026-08-01")
    assert found.verdicts("r") == {verdict: 1}

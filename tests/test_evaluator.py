"""The evaluator: three values, by tables written by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from toy import ABSENT, AS_OF, MEASURED, STATED, Toy, definitions, evaluate, expression, quantity, thing

from okrlang.logic import steps
from okrlang.logic.definitions import Definitions
from okrlang.logic.evaluator import compiled
from okrlang.logic.types import TYPES
from okrlang.logic.values import Unknown, Value
from okrlang.model.calendar import FiscalCalendar, Period

T, F, U = True, False, MEASURED
SYMBOL = {True: "T", False: "F"}


def said(value: Value) -> str:
    """T, F or U."""
    return "U" if isinstance(value, Unknown) else SYMBOL[value]


# --- strong Kleene ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "and_", "or_"),
    [
        *((T, T, "T", "T"), (T, F, "F", "T"), (T, U, "U", "T")),
        *((F, T, "F", "T"), (F, F, "F", "F"), (F, U, "F", "U")),
        *((U, T, "U", "T"), (U, F, "F", "U"), (U, U, "U", "U")),
    ],
)
def test_and_or_are_strong_kleene(a: Value, b: Value, and_: str, or_: str) -> None:
    assert said(evaluate("a and b", a=a, b=b)) == and_
    assert said(evaluate("a or b", a=a, b=b)) == or_


@pytest.mark.parametrize(("a", "expected"), [(T, "F"), (F, "T"), (U, "U")])
def test_not(a: Value, expected: str) -> None:
    assert said(evaluate("not a", a=a)) == expected


@pytest.mark.parametrize(
    ("condition", "a", "b", "expected"),
    [
        *((T, T, F, "T"), (F, T, F, "F"), (T, U, T, "U"), (F, U, T, "T")),
        *((U, T, T, "T"), (U, F, F, "F"), (U, T, F, "U"), (U, U, T, "U"), (U, U, U, "U")),
    ],
)
def test_if_with_an_unknown_condition_is_unknown_unless_both_agree(
    condition: Value, a: Value, b: Value, expected: str
) -> None:
    assert said(evaluate("if c then a else b", c=condition, a=a, b=b)) == expected


# --- quantifiers -----------------------------------------------------------------------------------------------------


def over(text: str, *elements: Value, records: bool = False, picked: tuple[Value, ...] | None = None) -> str:
    """What a quantifier over elements x with these conditions comes to; `picked` is their `where`."""
    picks = picked if picked is not None else (True,) * len(elements)
    kind = "review" if records else "key_result"
    items = tuple(
        thing(kind, f"x{at}", judges_relevance=condition, rolls_up=pick)
        for at, (condition, pick) in enumerate(zip(elements, picks, strict=True))
    )
    owner = thing("objective", "o", key_results=items, reviews=items)
    of = "o.reviews" if records else "o.key_results"
    where = " where x.rolls_up" if picked is not None else ""
    head, _, verb = text.partition(" ... ")
    return said(evaluate(f"{head} x in {of}{where} {verb} x.judges_relevance", o=owner))


EVERY, SOME, NO = "every ... satisfies", "some ... satisfies", "no ... satisfies"


@pytest.mark.parametrize(
    ("elements", "every", "some", "no"),
    [
        *(((T, T), "T", "T", "F"), ((T, F), "F", "T", "F"), ((F, F), "F", "F", "T")),
        *(((T, U), "U", "T", "F"), ((F, U), "F", "U", "U"), ((U, U), "U", "U", "U")),
        *(((T,), "T", "T", "F"), ((F,), "F", "F", "T"), ((U,), "U", "U", "U")),
    ],
)
def test_quantifiers_count(elements: tuple[Value, ...], every: str, some: str, no: str) -> None:
    for records in (False, True):
        assert over(EVERY, *elements, records=records) == every
        assert over(SOME, *elements, records=records) == some
        assert over(NO, *elements, records=records) == no


@pytest.mark.parametrize(
    ("elements", "at_least_2", "at_most_1"),
    [
        *(((T, T, F), "T", "F"), ((T, F, F), "F", "T"), ((T, U, F), "U", "U")),
        *(((T, T, U), "T", "F"), ((U, F, F), "F", "T"), ((U, U, F), "U", "U"), ((T,), "F", "T"), ((U,), "F", "T")),
    ],
)
def test_at_least_and_at_most(elements: tuple[Value, ...], at_least_2: str, at_most_1: str) -> None:
    for records in (False, True):
        assert over("at least 2 ... satisfy", *elements, records=records) == at_least_2
        assert over("at most 1 ... satisfy", *elements, records=records) == at_most_1


@pytest.mark.parametrize(
    ("text", "declared", "recorded"),
    [
        *((EVERY, "T", "U"), (SOME, "F", "F"), (NO, "T", "U")),
        *(("at least 1 ... satisfy", "F", "F"), ("at most 3 ... satisfy", "T", "U")),
    ],
)
def test_nothing_passes_because_nothing_was_recorded(text: str, declared: str, recorded: str) -> None:
    assert over(text) == declared
    assert over(text, records=True) == recorded
    # a list that `where` empties is no better than an empty one
    assert over(text, T, T, picked=(F, F)) == declared
    assert over(text, T, T, records=True, picked=(F, F)) == recorded


@pytest.mark.parametrize(
    ("picked", "holds", "every", "some", "no"),
    [
        # of one element: picked or not, holds or not
        *((U, T, "T", "U", "U"), (U, F, "U", "F", "T"), (U, U, "U", "U", "U")),
        *((F, T, "T", "F", "T"), (F, U, "T", "F", "T"), (T, F, "F", "F", "T")),
    ],
)
def test_an_unknown_where(picked: Value, holds: Value, every: str, some: str, no: str) -> None:
    assert over(EVERY, holds, picked=(picked,)) == every
    assert over(SOME, holds, picked=(picked,)) == some
    assert over(NO, holds, picked=(picked,)) == no


def test_over_records_an_element_that_may_not_be_picked_is_no_evidence() -> None:
    assert over(EVERY, T, records=True, picked=(U,)) == "U"
    assert over(NO, F, records=True, picked=(U,)) == "U"
    assert over(EVERY, T, T, records=True, picked=(U, T)) == "T"


def test_an_unknown_list_makes_every_quantifier_unknown() -> None:
    metric = thing("metric", "m", members=MEASURED)
    for head in ("every x", "some x", "no x"):
        assert said(evaluate(f'{head} in m.members satisfies x = "north"', m=metric)) == "U"


def test_lists_of_the_workspace_know_whether_they_are_of_records() -> None:
    assert said(evaluate("every r in reviews satisfies r.judges_relevance")) == "U"
    assert said(evaluate("every k in key_results satisfies k.target is present")) == "T"
    assert said(evaluate('every w in ["a", "b"] satisfies w = "a"')) == "F"


# --- comparing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("5 min = 300 s", "T"), ("5 min < 301 s", "T"), ("1 EUR = 1", "U"), ("1 EUR = 1 USD", "U")),
        *(("4.2% > 4%", "T"), ("4% = 0.04", "U"), ("33% - 31% = 2 pp", "T"), ("31% + 2 pp = 33%", "T")),
        *(
            ("3 between 1 and 3", "T"),
            ("1 between 1 and 3", "T"),
            ("4 between 1 and 3", "F"),
            ("0.9 between 1 and 3", "F"),
        ),
        *(("2026-08-01 < 2026-08-02", "T"), ("2026-08-01 = 2026-08-01", "T"), ("2026-08-01 != 2026-08-01", "F")),
        *(
            ('"a" = "a"', "T"),
            ('"a" != "b"', "T"),
            ("red = red", "T"),
            ("red = green", "F"),
            ("red in [green, red]", "T"),
        ),
        *(("3 in [1, 2]", "F"), ("3 in [1, 3]", "T"), ('"a" = 1', "U"), ("7 of 10 = 0.7", "T"), ("3 of 0 = 1", "U")),
        *(
            ("1 month < 32 days", "T"),
            ("1 month < 31 days", "U"),
            ("1 month >= 28 days", "U"),
            ("1 month > 27 days", "T"),
        ),
        *(
            ("3 months <= 92 days", "U"),
            ("3 months < 93 days", "T"),
            ("1 year > 364 days", "T"),
            ("2 weeks = 14 days", "T"),
        ),
        *(("5 working days = 1 week", "U"), ("10 working days <= 3 weeks", "T"), ("1 month < 1 year", "T")),
        *(("2026-Q3 = 2026-Q3", "T"), ("2026-Q3 < 2026-Q4", "T"), ("as_of = 2026-08-20", "T")),
    ],
)
def test_comparisons(text: str, expected: str) -> None:
    assert said(evaluate(text)) == expected


@pytest.mark.parametrize(
    "text", ["a = 1", "a != 1", "a < 1", "a between 0 and 1", "a in [1, 2]", "1 in [2, a]", "a + 1 < 3"]
)
def test_a_comparison_with_something_unknown(text: str) -> None:
    assert said(evaluate(text, a=MEASURED)) == "U"
    assert said(evaluate(text, a=ABSENT)) == "U"
    assert said(evaluate(text, a=MEASURED, where=True)) == "U"


@pytest.mark.parametrize(
    "text", ["a = 1", "a != 1", "a < 1", "a between 0 and 1", "a in [1, 2]", "1 in [2, a]", "a + 1 < 3"]
)
def test_in_a_where_a_comparison_with_something_absent_is_false(text: str) -> None:
    assert said(evaluate(text, a=ABSENT, where=True)) == "F"


def test_what_is_absent_in_one_branch_only_may_be_there() -> None:
    assert said(evaluate("(if u then a else 3) = 4", u=MEASURED, a=ABSENT, where=True)) == "U"
    assert said(evaluate("(if u then a else a) = 4", u=MEASURED, a=ABSENT, where=True)) == "F"


def test_every_where_is_one() -> None:
    goal = thing("objective", "o", key_results=(thing("key_result", "k"),))
    assert said(evaluate("some k in o.key_results where k.target = 1 satisfies k.form = change", o=goal)) == "F"
    assert said(evaluate("some k in o.key_results satisfies k.target = 1", o=goal)) == "U"
    assert evaluate("count(k for k in o.key_results where k.target = 1)", o=goal) == quantity("0")
    assert (
        said(evaluate("every k in o.key_results where not (k.target = 1) satisfies k.title = k.title", o=goal)) == "U"
    )


# --- present, missing, fresh, types ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "present", "missing"),
    [(quantity("0"), "T", "F"), ("", "T", "F"), (ABSENT, "F", "T"), (STATED, "T", "F"), (MEASURED, "U", "U")],
)
def test_present_and_missing(value: Value, present: str, missing: str) -> None:
    for where in (False, True):
        assert said(evaluate("a is present", a=value, where=where)) == present
        assert said(evaluate("a is missing", a=value, where=where)) == missing


def test_what_belongs_to_something_absent_is_absent_too() -> None:
    assert said(evaluate("o.approved.by is present", o=thing("objective"))) == "F"
    assert said(evaluate("o.cycle.start < 2026-08-01", o=thing("objective"), where=True)) == "F"


@pytest.mark.parametrize(("fresh", "expected"), [(True, "T"), (False, "U"), (MEASURED, "U")])
def test_what_is_stale_is_unknown_and_never_false(fresh: Value, expected: str) -> None:
    assert said(evaluate("a is fresh", a=thing("reading", fresh=fresh))) == expected
    assert said(evaluate("a is fresh", a=MEASURED)) == "U"


def test_types() -> None:
    goal = thing("objective", "o", supports=(thing("priority", "p"), thing("key_result", "k")))
    assert said(evaluate("some up in o.supports satisfies up is key result", o=goal)) == "T"
    assert said(evaluate("some up in o.supports satisfies up is kpi", o=goal)) == "F"
    assert said(evaluate("r is record", r=thing("review"))) == "T"
    assert said(evaluate("r is review", r=thing("decision"))) == "F"


# --- computing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "of"),
    [
        *(("1 + 2 * 3", "7", ""), ("-(2 - 5)", "3", ""), ("30% * 200 EUR", "60", "EUR"), ("6 EUR / 3 EUR", "2", "")),
        *(
            ("difference(0.6, 0.75)", "0.15", ""),
            ("difference(0.75, 0.6)", "0.15", ""),
            ("difference(31%, 33%)", "2", "pp"),
        ),
        *(("2026-08-20 - 2026-08-01", "19", "days"), ("days_between(2026-08-01, 2026-08-20)", "19", "days")),
        *(("days_between(2026-08-20, 2026-08-01)", "-19", "days"), ("sum([1 EUR, 2 EUR])", "3", "EUR")),
        *(("mean([1, 2, 6])", "3", ""), ("median([5, 1, 2])", "2", ""), ("median([4, 1, 2, 3])", "2.5", "")),
        *(("min([3, 1, 2])", "1", ""), ("max([90 s, 1 min])", "90", "s"), ("count([1, 2])", "2", "")),
    ],
)
def test_arithmetic(text: str, value: str, of: str) -> None:
    assert evaluate(text) == quantity(value, of)


@pytest.mark.parametrize(
    "text",
    [
        *("1 / 0", "1 / (2 - 2)", "1 + 1 EUR", '1 + "a"', "2026-08-01 + 1", "2026-08-01 + 1.5 days", "-red"),
        *("min([])", "max([])", "mean([])", "median([])", "max([1, 1 EUR])", "mean([1, a])", "sum([1, a])"),
        *(
            "min([1, a])",
            "count([1, a])",
            "1 / sum([])",
            "median([1, 2 EUR])",
            "sum([red])",
            "a.start",
            "2026-08-01.end",
        ),
        *("nonsense(1)", "count(1)", "count()", "difference(1)", "count([1], [2])"),
    ],
)
def test_what_cannot_be_computed_is_unknown(text: str) -> None:
    assert isinstance(evaluate(text, a=MEASURED), Unknown)


def test_the_sum_of_nothing_is_zero_of_every_unit() -> None:
    assert said(evaluate("sum([]) > 100k EUR")) == "F"
    assert said(evaluate("sum([]) = 0")) == "T"
    assert said(evaluate("sum([]) = 0%")) == "T"
    assert evaluate("sum([]) + 2 EUR") == quantity("2", "EUR")
    assert evaluate("3 EUR - sum([])") == quantity("3", "EUR")
    assert said(evaluate("sum([]) * 3 EUR = 0 EUR")) == "T"
    assert evaluate("count([])") == quantity("0")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *(("2026-08-20 + 14 days", date(2026, 9, 3)), ("2026-08-20 - 2 weeks", date(2026, 8, 6))),
        *(("2026-08-31 + 1 month", date(2026, 9, 30)), ("2026-08-20 + 10 working days", date(2026, 9, 3))),
        *(("2026-08-20.quarter.end", date(2026, 9, 30)), ("2026-08-20.week.start", date(2026, 8, 17))),
        *(("2026-Q3.start", date(2026, 7, 1)), ("max([2026-08-20, 2026-08-21])", date(2026, 8, 21))),
    ],
)
def test_days(text: str, day: date) -> None:
    assert evaluate(text) == day


def test_periods_follow_the_fiscal_year() -> None:
    world = Toy(calendar=FiscalCalendar(4))
    assert evaluate("2026-08-20.quarter", world) == Period(date(2026, 7, 1), date(2026, 10, 1))
    assert said(evaluate("2026-08-20.year = 2026-04-01.year", world)) == "T"
    assert said(evaluate("2026-Q1.start = 2025-04-01", world)) == "T"  # the fiscal year 2026 ends in March 2026


def test_weeks_of_two_years_differ() -> None:
    assert said(evaluate("2026-01-05.week = 2025-01-06.week")) == "F"
    assert said(evaluate("2025-12-29.week = 2026-01-04.week")) == "T"


# --- texts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(('t has word "help"', "F"), ('t has word "helping"', "T"), ('t has word "HELPING"', "T")),
        *(
            ('t has any word of ["x", "shops"]', "T"),
            ('t has word "shops grow"', "T"),
            ('t has word "grow shops"', "F"),
        ),
        *(
            ('t has word "follow-up"', "T"),
            ('t has word ""', "F"),
            ("count(t.lines) = 1", "T"),
            ("count(t.numbers) = 2", "T"),
        ),
        *(
            ('t.opening = "helping"', "T"),
            ('t.opening in ["help", "grow"]', "F"),
            ("count(t.words) = 9", "T"),
            ('some w in t.words satisfies w = "shops"', "T"),
        ),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert said(evaluate(text, t="Helping shops grow by 5% (follow up: 3 calls)")) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        *(("", 't.opening = ""', "T"), ("— !", 't.opening = ""', "T"), ("", "count(t.words) = 0", "T")),
        *(("“Émile”, 2nd", 't.opening = "émile"', "T"), ("  3 shops", 't.opening = "3"', "T")),
        # "Improve customer service", written without spaces: six characters, among them the two of "customer"
        *(("改善客户服务", 't has word "客户"', "T"), ("改善客户服务", 't has word "户客"', "F")),
        *(("改善客户服务", "count(t.words) = 6", "T"), ("KPIを3つ", 't.opening = "kpi"', "T")),
    ],
)
def test_words_of_other_texts(title: str, text: str, expected: str) -> None:
    assert said(evaluate(text, t=title)) == expected


def test_numbers_in_texts_have_their_units_and_dates_are_none() -> None:
    title = "From 4.2% to $1.2M in 30 min, -3 by 2026-09-30 or 2027-Q1, 1,200 shops"
    found = [str(number) for number in evaluate("t.numbers", t=title)]
    assert found == ["4.2%", "1200000 USD", "30 min", "-3", "1200"]


# --- names, defines, methods -----------------------------------------------------------------------------------------


def test_a_variable_hides_a_list_and_a_word() -> None:
    assert evaluate("reviews", reviews=quantity("3")) == quantity("3")
    assert said(evaluate("some red in [1, 2] satisfies red = 2")) == "T"


def test_params_and_defines() -> None:
    given = definitions(
        """
        param most "most" = 5 from 3 to 7
        define big(key_result k) = k.weight > most
        define twice(key_result k) = big(k) and big(k)
        define now = as_of
        """
    )
    world = Toy(params={"most": quantity("4")})
    assert said(evaluate("big(k)", world, given, k=thing("key_result", weight=quantity("5")))) == "T"
    assert said(evaluate("twice(k)", world, given, k=thing("key_result", weight=quantity("4")))) == "F"
    assert said(evaluate("big(k)", world, given, k=thing("key_result"))) == "U"
    assert said(evaluate("big(k)", world, given, k=thing("key_result"), where=True)) == "F"
    assert evaluate("now", world, given) == AS_OF


def test_a_define_that_asks_for_itself_is_unknown() -> None:
    given = definitions("define a = b\ndefine b = a\n")
    assert isinstance(evaluate("a", Toy(), given), Unknown)


def test_methods_are_not_asked_about_the_unknown() -> None:
    kpi = thing("kpi", "k", level_on=lambda day: "red" if day < AS_OF else "green")
    assert said(evaluate("k.level_on(2026-08-01) = red", k=kpi)) == "T"
    assert said(evaluate("k.level_on(as_of) = red", k=kpi)) == "F"
    assert said(evaluate("k.level_on(d) = red", k=kpi, d=MEASURED)) == "U"


def test_the_past_of_a_metric() -> None:
    pages = thing("metric", "pages", mean=quantity("12"), previous=quantity("9"))
    assert said(evaluate("mean(m, 12 months) * 1.5 = 18", m=pages)) == "T"
    assert said(evaluate("previous(m) = 9", m=pages)) == "T"


def test_the_cycle_stands_in_checklist_rules_only() -> None:
    assert said(evaluate("cycle.start = 2026-07-01")) == "U"
    cycle = thing("cycle", "2026-Q3", start=date(2026, 7, 1))
    assert said(evaluate("cycle.start = 2026-07-01", Toy(cycle=cycle))) == "T"


# --- the index -------------------------------------------------------------------------------------------------------


def key_results(*rows: tuple[Any, ...]) -> Toy:
    """Key results with an owner, a due day and a weight each; what is None is left out."""
    items = tuple(
        thing(
            "key_result",
            f"k{at}",
            **{name: v for name, v in zip(("owner", "due", "weight"), row, strict=True) if v is not None},
        )
        for at, row in enumerate(rows)
    )
    return Toy({"key_results": items})


A, B = thing("unit", "a"), thing("unit", "b")
D1, D2, D3 = date(2026, 8, 18), date(2026, 8, 20), date(2026, 8, 25)


@pytest.mark.parametrize(
    ("at", "expected"),
    [(0, "3"), (1, "3"), (2, "1"), (3, "3"), (4, "1"), (5, "0")],
)
def test_all_against_all(at: int, expected: str) -> None:
    world = key_results((A, D1, None), (A, D2, None), (A, D3, None), (A, D1, None), (B, D1, None), (None, D1, None))
    text = "count(x for x in key_results where x.owner = k.owner and x.due.week = k.due.week)"
    assert evaluate(text, world, k=world.lists["key_results"][at]) == quantity(expected)


def test_a_key_that_is_unknown_may_be_any() -> None:
    world = key_results((A, D1, quantity("1")), (A, D1, MEASURED), (A, D1, quantity("2")))
    one, unsure, two = world.lists["key_results"]
    text = "some x in key_results satisfies x.weight = k.weight and x != k"
    assert said(evaluate(text, world, k=one)) == "U"
    assert said(evaluate(text, world, k=unsure)) == "U"
    assert said(evaluate("some x in key_results satisfies x.weight = 2", world, k=two)) == "T"
    assert said(evaluate("some x in key_results satisfies x.weight = 3 and x.owner = k.owner", world, k=two)) == "U"
    world = key_results((A, D1, quantity("1")), (A, D1, quantity("1")), (A, D1, None))
    assert said(evaluate(text, world, k=world.lists["key_results"][0])) == "T"
    assert isinstance(evaluate("count(x for x in key_results where x.weight = k.weight)", world, k=unsure), Unknown)


def test_an_index_holds_units_apart_and_takes_equal_ones_together() -> None:
    world = key_results((A, D1, quantity("5", "min")), (A, D1, quantity("300", "s")), (A, D1, quantity("5", "EUR")))
    minutes, _, money = world.lists["key_results"]
    text = "some x in key_results where x != k satisfies x.weight = k.weight"
    assert said(evaluate(text, world, k=minutes)) == "T"
    assert said(evaluate(text, world, k=money)) == "U"


SUMMED = "every a in key_results satisfies every b in key_results satisfies "
COSTLY = [
    f"{SUMMED} every c in key_results satisfies a.weight + b.weight + c.weight >= 0",
    f"{SUMMED} count(c for c in key_results where c.weight >= a.weight) + count(key_results) + b.weight >= 0",
    f"{SUMMED} a in key_results or b.weight = 1",
    f"{SUMMED} (" + " or ".join(f"a.weight = b.weight + {n}" for n in range(1000)) + " or a.weight >= 0)",
]


@pytest.mark.parametrize("text", COSTLY, ids=["loops", "counts", "in", "many parts"])
def test_too_many_steps_end_in_unknown(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The elements that are counted and held against a value are steps, and so are the parts of what is asked."""
    world = Toy({"key_results": tuple(thing("key_result", f"k{n}", weight=quantity(str(n))) for n in range(60))})
    monkeypatch.setattr(steps, "MOST", 3_600 + 60)
    found = compiled(expression(text), (), Definitions())(world, ())
    assert found is steps.TOO_MANY
    assert found.reasons[0].why == "it would take too many steps to find out"
    monkeypatch.setattr(steps, "MOST", 2_000_000)
    assert compiled(expression(text), (), Definitions())(world, ()) is True


def test_all_that_is_asked_of_a_world_has_a_bound_too(monkeypatch: pytest.MonkeyPatch) -> None:
    world = Toy({"key_results": tuple(thing("key_result", f"k{n}", weight=quantity(str(n))) for n in range(60))})
    monkeypatch.setattr(steps, "MOST_TOGETHER", 200)
    asked = [compiled(expression("every a in key_results satisfies a.weight >= 0"), (), Definitions()) for _ in "1234"]
    assert [found(world, ()) for found in asked] == [True, True, True, steps.TOO_MANY]


def test_every_type_of_the_toy_is_one_of_the_model() -> None:
    assert {"objective", "key_result", "review", "reading"} <= TYPES.keys()


def test_what_is_computed_of_things_stated_is_stated_and_of_one_left_out_is_left_out() -> None:
    other = Unknown(MEASURED.reasons, stated=True)
    for text, expected in (("a + b", "T"), ("a + c", "U"), ("a + d", "F"), ("c + d", "F")):
        assert said(evaluate(f"({text}) is present", a=STATED, b=other, c=MEASURED, d=ABSENT)) == expected


def test_what_a_where_picks_in_doubt_is_not_left_out() -> None:
    """A comparison with it is unknown in a `where` too: only one with something left out is false."""
    item = thing("evidence", hash_matches=ABSENT)
    record = thing("review", evidence=(item,))
    text = "count(e for e in r.evidence where e.hash_matches) >= 1"
    assert said(evaluate(text, where=True, r=record)) == "U"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum(x) * 2 < 3 days", "T"),
        ("3 days > 0.5 * sum(x)", "T"),
        ("sum(x) + sum(x) = 0 EUR", "T"),
        ("sum(x) - sum(x) / 2 >= 1 shop", "F"),
        ("5 EUR - sum(x) = 5 EUR", "T"),
        ("-sum(x) = 0%", "T"),
        ("50% of sum(x) = 0 EUR", "T"),
        ("2026-08-20 - sum(x) = 2026-08-20", "T"),
        ("1 / sum(x) = 0", "U"),
        ("sum(x) / 0 EUR = 0", "U"),
    ],
)
def test_the_sum_of_nothing_stays_a_zero_of_every_unit(text: str, expected: str) -> None:
    assert said(evaluate(text, x=())) == expected

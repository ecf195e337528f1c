"""The workspace that goal texts say: names followed, units given, days reckoned, nothing raised whatever is written."""

from __future__ import annotations

import random
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrlang.model.quantity import PERCENT, POINTS, Quantity, text, unit
from okrlang.model.reading.circles import in_order, way_round
from okrlang.model.resolver import Known, resolve, resolve_declarations
from okrlang.model.workspace import Change, Every, Keep, KeyResult, Party, Reach, RelativeChange, Workspace, Zones
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.nearest import nearest, slips
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source

HERE = Path(__file__).parent
KNOWN = Known(
    policies=frozenset({"pace", "gap"}),
    rules=frozenset({"baseline-known"}),
    checklists={"okr_procedure": frozenset({"2.2"})},
)


def sheet(words: str, path: str = "goals.okr") -> tree.Sheet:
    found, faults = parse(Source(path, words))
    assert not faults, faults
    return found


def resolved(*texts: str) -> tuple[Workspace, tuple[Diagnostic, ...]]:
    return resolve(tuple(sheet(words, f"{n}.okr") for n, words in enumerate(texts)), KNOWN)


def workspace(*texts: str) -> Workspace:
    found, diagnostics = resolved(*texts)
    assert not diagnostics, diagnostics
    return found


def the(found: Workspace, name: str) -> KeyResult:
    thing = found.find("key_result", name)
    assert isinstance(thing, KeyResult)
    return thing


def amounts(*quantities: Quantity | None) -> list[str]:
    return [text(q) if q else "" for q in quantities]


SIX_LINES = """
objective warm "No family on our list goes without a hot meal" {
  owner "Kitchen lead"  cycle 2026-Q4
  key result meals   "Meals a week"                   { from 300 to 450 }
  key result helpers "Volunteers who come every week" { at least 25 }
}
check in on 2026-10-15 by "Kitchen lead" { report warm.meals 320  report warm.helpers 18 }
"""


def test_the_smallest_useful_sheet_is_a_workspace() -> None:
    found = workspace(SIX_LINES)
    (warm,) = found.objectives
    assert (warm.owner, warm.cycle, warm.start) == (Party(None, "Kitchen lead"), "2026-Q4", date(2026, 10, 1))
    meals = the(found, "warm.meals")
    assert (meals.kind, meals.metric, meals.due, meals.own_due) == ("change", None, date(2026, 12, 31), False)
    assert isinstance(meals.forms[0], Change)
    assert amounts(meals.forms[0].start.quantity, meals.forms[0].end.quantity) == ["300", "450"]
    assert [(c.subject, c.date, amounts(c.value)) for c in found.check_ins] == [
        ("warm.meals", date(2026, 10, 15), ["320"]),
        ("warm.helpers", date(2026, 10, 15), ["18"]),
    ]
    assert [(c.id, c.declared) for c in found.cycles] == [("2026-Q4", False)]
    assert found.company is None


MEASURES = """
source rows { file "rows.csv"  date column day  value column amount }
metric churn { unit %  from rows  better lower }
metric nps {
  unit points  split by region in ["north", "south"]
  values { 2026-07-01 31 }  values for north { 2026-07-01 28 }
}
metric pages {
  unit pages  from rows  take sum over 1 month  updated every quarter  grace 48 h  no data means last value
}
"""


def goal(form: str) -> KeyResult:
    found = workspace(MEASURES + f'objective stay {{ owner "COO"  cycle 2026-Q3  key result it {{ {form} }} }}')
    return the(found, "stay.it")


def test_forms_have_kinds_and_numbers_with_units() -> None:
    keep = goal("metric churn  keep at most 3% in 90% of weeks")
    assert keep.kind == "keep"
    assert isinstance(keep.forms[0], Keep)
    assert (keep.forms[0].share, keep.forms[0].period) == (Decimal("0.9"), "week")
    every = goal("metric pages  keep at most 3").forms[0]
    assert isinstance(every, Keep)
    assert (every.share, every.period, amounts(every.bound.value.quantity)) == (Decimal(1), None, ["3 pages"])
    band = goal("metric churn  between 1% and 3%")
    assert isinstance(band.forms[0], Reach)
    assert band.kind == "band"
    assert band.forms[0].bound.upper
    assert amounts(band.forms[0].bound.value.quantity, band.forms[0].bound.upper.quantity) == ["1%", "3%"]
    down = goal("metric churn  down 2 pp").forms[0]
    assert isinstance(down, RelativeChange)
    assert (down.direction, down.amount.quantity) == ("down", Quantity(Decimal(2), POINTS))
    up = goal("metric pages  up 50%").forms[0]
    assert isinstance(up, RelativeChange)
    assert up.amount.quantity == Quantity(Decimal(50), PERCENT)
    assert goal("metric churn  establish").kind == "establish"
    zones = goal('commit "One"  target "Two"  stretch "Three"').forms[0]
    assert isinstance(zones, Zones)
    assert (zones.commit, zones.target, zones.stretch) == ("One", "Two", "Three")


def test_the_start_of_a_change_borrows_the_unit_of_its_end() -> None:
    change = goal("metric churn  from 4 to 2.5%").forms[0]
    assert isinstance(change, Change)
    assert amounts(change.start.quantity, change.end.quantity) == ["4%", "2.5%"]


def test_literal_arithmetic_is_a_number_and_the_rest_stays_an_expression() -> None:
    folded = goal("metric pages  at least 3 * 40 - 20").forms[0]
    assert isinstance(folded, Reach)
    assert (amounts(folded.bound.value.quantity), folded.bound.value.expression) == (["100 pages"], None)
    kept = goal("metric churn  at most 0.5 * measured").forms[0]
    assert isinstance(kept, Reach)
    assert kept.bound.value.quantity is None
    assert isinstance(kept.bound.value.expression, tree.Arithmetic)
    for word in ("tbd", "confidential", "measured"):
        form = goal(f"metric churn  at most {word}").forms[0]
        assert isinstance(form, Reach)
        assert (form.bound.value.word, form.bound.value.quantity, form.bound.value.expression) == (word, None, None)


def test_a_key_result_without_a_form_is_one_milestone() -> None:
    one = goal("due 2026-08-31  done 2026-08-20")
    (step,) = one.milestones
    assert (one.kind, step.due, step.done, step.weight) == ("milestones", date(2026, 8, 31), date(2026, 8, 20), None)
    several = goal('milestone "A" { weight 40%  score 0.3 }  milestone "B" { weight 60% }')
    assert [(m.title, m.weight, m.score) for m in several.milestones] == [
        ("A", Decimal("0.4"), Decimal("0.3")),
        ("B", Decimal("0.6"), None),
    ]


def test_scopes_say_whom_a_form_speaks_of() -> None:
    for words, expected in {
        "for every region": ("every", None, ()),
        "for at least 2 regions": ("at least", Decimal(2), ()),
        "for 90% of regions": ("share", Decimal("0.9"), ()),
        "for north, south": ("named", None, ("north", "south")),
    }.items():
        form = goal(f"metric nps  at least 3 {words}").forms[0]
        assert isinstance(form, Reach)
        assert form.scope
        assert (form.scope.quantifier, form.scope.amount, form.scope.members) == expected


def test_metrics_know_their_origin_and_their_times() -> None:
    found = workspace(MEASURES)
    pages = found.find("metric", "pages")
    assert pages is found.metrics[2]
    assert (found.metrics[2].aggregate, found.metrics[2].window) == ("sum", Every(Decimal(1), "months"))
    assert (found.metrics[2].updated, found.metrics[2].grace) == (
        Every(Decimal(3), "months"),
        Every(Decimal(2), "days"),
    )
    assert found.metrics[2].no_data == "last_value"
    assert [(p.member, amounts(p.value)) for p in found.metrics[1].values] == [
        (None, ["31 points"]),
        ("north", ["28 points"]),
    ]
    assert found.sources[0].kind == "csv"


def test_a_formula_has_the_unit_and_the_dimension_that_come_out() -> None:
    found = workspace("""
        metric late { formula cost / paid }
        metric cost { unit EUR  split by shop in ["a", "b"] }
        metric paid { unit payments  split by shop in ["b", "c"] }
        metric child { from cost }
    """)
    assert [m.id for m in found.metrics] == ["late", "cost", "paid", "child"]
    late = found.metrics[0]
    assert late.unit == unit("EUR/payment")
    assert late.dimension
    assert (late.dimension.column, late.dimension.members) == ("shop", ("a", "b", "c"))
    assert found.metrics[3].unit == unit("EUR")


def test_days_are_reckoned_and_stay_open_while_they_are_not_known() -> None:
    days = 'day rome "Launch" 2026-07-10  day paris "Launch" tbd '
    found = workspace(
        days
        + """objective stay { owner "COO"  cycle 2026-Q3
               key result a { at least 3  due 7 days after rome }
               key result b { at least 3  due 10 working days after rome }
               key result c { at least 3  due 7 days after paris }
               key result d { at least 3 } }"""
    )
    dues = [(k.due, k.own_due, k.due_tbd) for k in found.key_results]
    assert dues == [
        (date(2026, 7, 17), True, False),
        (date(2026, 7, 24), True, False),
        (date(2026, 9, 30), True, True),
        (date(2026, 9, 30), False, False),
    ]


def test_periods_follow_the_fiscal_year_wherever_the_company_stands() -> None:
    goals = 'objective stay { owner "COO"  cycle 2026-Q1 }'
    found = workspace(goals, "company acme { year starts in april }")
    assert (found.cycles[0].period.start, found.cycles[0].period.last) == (date(2025, 4, 1), date(2025, 6, 30))


def test_references_are_full_ids() -> None:
    found = workspace("""
        company acme { priority trust }
        kpi calm { }
        team care { part of acme }
        objective stay { owner care with "Shops", acme  cycle 2026-Q3  supports trust, calm, more.far
          key result near { at least 3 }
          initiative help { advances near, more.far } }
        objective more { owner care  cycle 2026-Q3  key result far { at least 3 } }
        review on 2026-08-15 { covers stay.near, stay, calm }
        review on 2026-08-15 { covers stay.help }
        review mid on 2026-08-15 { }
    """)
    stay = found.objectives[0]
    assert (stay.owner, stay.others) == (Party("care", "care"), (Party(None, "Shops"), Party("acme", "acme")))
    assert stay.supports == ("trust", "calm", "more.far")
    assert stay.initiatives[0].advances == ("stay.near", "more.far")
    assert [(r.id, r.covers) for r in found.records] == [
        ("review-2026-08-15", ("stay.near", "stay", "calm")),
        ("review-2026-08-15-2", ("stay.help",)),
        ("mid", ()),
    ]


# --- what is wrong stays where it is ------------------------------------------------------------------------------


def test_what_did_not_parse_is_not_missed() -> None:
    broken = tree.Broken(sheet(SIX_LINES).declarations[0].span, "objective", "stay", ("calm",))
    whole = sheet("""
        objective other {
          owner "COO"  cycle 2026-Q3
          supports stay.calm, stay.loud, stay
          initiative help { advances stay.calm } }
        check in on 2026-07-15 { report stay.calm 3 }
        waive baseline-known on stay.calm from 2026-07-01 until 2026-08-31 because "Study" approved by "COO"
    """)
    found, diagnostics = resolve((tree.Sheet(whole.source, whole.declarations, (broken,)),), KNOWN)
    assert diagnostics == ()
    assert found.objectives[0].supports == ()
    assert found.check_ins == ()


def test_a_broken_metric_and_company_are_not_missed_either() -> None:
    span = sheet(SIX_LINES).declarations[0].span
    lost = (tree.Broken(span, "metric", "churn", ()), tree.Broken(span, "company", "acme", ("trust",)))
    whole = sheet("""
        metric twice { formula 2 * churn }
        kpi churn { metric churn  green at most 3% }
        objective stay { owner acme  cycle 2026-Q3  supports trust
          key result a { metric churn  keep at most 3 for every shop }
          key result b { metric twice  from 3% to 3 EUR  due 2026-12-31 } }
    """)
    assert [d.name for d in resolve((tree.Sheet(whole.source, whole.declarations, lost),), KNOWN)[1]] == [
        "unit-mismatch"
    ]


def test_what_was_complained_about_is_taken_as_settled_and_not_known() -> None:
    found, diagnostics = resolved(
        MEASURES + 'objective stay { owner "COO"  cycle 2026-Q3  key result it { metric churn  at most 30 min } }'
    )
    assert [d.name for d in diagnostics] == ["unit-mismatch"]
    form = the(found, "stay.it").forms[0]
    assert isinstance(form, Reach)
    assert form.bound.value.word == "confidential"


def test_help_names_the_nearest_right_thing() -> None:
    _, diagnostics = resolved("""
        metric churn { unit % }
        metric nps { }
        objective stay { owner "COO"  cycle 2026-Q3  supports calm
          key result calm { metric chrun  at most 3% }
          key result loud { metric churn  down 30% }
          key result mood { metric nps  at least 3 points }
          initiative help { advances clam } }
    """)
    assert {d.message: d.help for d in diagnostics} == {
        "there is no metric `chrun`": "did you mean `churn`?",
        "`down 30%` of a percent can be read in two ways": (
            "write `down 30 pp` for percentage points, or `at most 0.7 * measured` as a share of it"
        ),
        "`3 points` has a unit, and metric `nps` has none": "write `unit points` in metric `nps`",
        "there is no key result `clam`": "did you mean `calm`?",
        "`stay` supports `stay`": "nothing stands above itself: take one of them out",
    }


def test_the_places_of_one_mistake_stand_beside_it() -> None:
    _, (told,) = resolved("objective a { owner care  cycle 2026-Q3 }\nobjective b { owner care  cycle 2026-Q3 }")
    assert (told.span.line, [r.span.line for r in told.related]) == (1, [2])
    _, (doubled,) = resolved("team a { }\nteam a { }")
    assert (doubled.span.line, [(r.message, r.span.line) for r in doubled.related]) == (
        2,
        [("the first stands here", 1)],
    )


# --- declarations on top of a setting -----------------------------------------------------------------------------


def test_a_later_declaration_replaces_the_one_of_the_setting() -> None:
    setting = sheet("company acme { priority reach }  metric signups { unit shops }  team care { }").declarations
    own = sheet(
        """company other { }  metric signups { unit % }
           objective grow { owner other  cycle 2026-Q3  key result it { metric signups  at least 3% } }"""
    ).declarations
    found, diagnostics = resolve_declarations(own, KNOWN, setting)
    assert diagnostics == ()
    assert found.company
    assert found.company.id == "other"
    assert [m.unit for m in found.metrics] == [PERCENT]
    assert [u.id for u in found.units] == ["care"]
    assert found.priorities == ()
    twice, (doubled,) = resolve_declarations((*setting, *setting[1:2]), KNOWN)
    assert doubled.name == "doubled-name"
    assert len(twice.metrics) == 1


def test_the_rule_language_stays_syntax() -> None:
    found = workspace('param most "most" = 5 from 3 to 7\npolicy calm { otherwise on track }')
    assert [type(node).__name__ for node in found.rules] == ["Param", "Policy"]


# --- circles and nearest words ------------------------------------------------------------------------------------


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), unique=True), min_size=1))
def test_circles_are_found_and_cutting_them_leaves_none(uses: dict[str, list[str]]) -> None:
    order, knots = in_order(uses)
    assert sorted(order) == sorted(uses)
    for knot in knots:
        way = way_round(knot, uses)
        assert set(way) <= set(knot)
        assert all(after in uses[name] for name, after in zip(way, (*way[1:], way[0]), strict=True))
    told = {name for knot in knots for name in knot}
    cut = {name: [] if name in told else used for name, used in uses.items()}
    straight, none = in_order(cut)
    assert none == ()
    for found, kept in ((straight, cut), (order, cut)):
        place = {name: n for n, name in enumerate(found)}
        assert all(place[used] < place[name] for name in kept for used in kept[name] if used in place)


def test_slips_of_the_pen() -> None:
    assert [slips(a, b) for a, b in [("churn", "churn"), ("chrun", "churn"), ("curn", "churn"), ("", "abc")]] == [
        0,
        1,
        1,
        3,
    ]
    assert nearest("chrun", ["pages", "churn"]) == "churn"
    assert nearest("nps", ["churn", "pages"]) is None
    assert nearest("team_b", ["team_c", "team_a"]) == "team_a"


# --- whatever is written ------------------------------------------------------------------------------------------

TEXTS = [path.read_text("utf-8") for path in sorted(HERE.parent.glob("samples/*/*.okr"))]
TEXTS += [path.read_text("utf-8") for path in sorted(HERE.glob("diagnostics/*.okr"))]
_PIECES = re.compile(r'"[^"\n]*"|[\w.%-]+|\s+|\S')
WORDS = sorted({piece for words in TEXTS for piece in _PIECES.findall(words) if piece.strip()})


@settings(deadline=None, max_examples=150)
@given(st.randoms(use_true_random=False), st.sampled_from(TEXTS))
def test_nothing_raises_and_all_is_said_in_order(chance: random.Random, words: str) -> None:
    pieces = _PIECES.findall(words)
    for _ in range(chance.choice([1, 3, 10])):
        at = chance.randrange(len(pieces))
        change = chance.choice(["other", "gone", "again"])
        if change == "other":
            pieces[at] = chance.choice(WORDS)
        elif change == "gone":
            del pieces[at]
        else:
            pieces[at:at] = pieces[at : at + chance.randrange(30)]
    found, _ = parse(Source("goals.okr", "".join(pieces)))
    _, diagnostics = resolve((found,), KNOWN)
    assert list(diagnostics) == sorted(diagnostics, key=Diagnostic.order)
    assert all(d.message == d.message.strip(". ") for d in diagnostics)
    assert resolve((found,), KNOWN)[1] == diagnostics


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_declarations_means_nothing(seed: int) -> None:
    texts = [path.read_text("utf-8") for path in sorted(HERE.parent.glob("samples/payments/*.okr"))]
    texts.append(
        "objective odd { owner nobody  cycle 2026-Q3  supports stay  key result a { metric nothing  at least 3% } }"
    )
    declarations = [node for words in texts for node in sheet(words).declarations]
    shuffled = declarations[:]
    random.Random(seed).shuffle(shuffled)
    first, said = resolve_declarations(declarations, KNOWN)
    other, again = resolve_declarations(shuffled, KNOWN)

    def ids(found: Workspace) -> list[str]:
        goals = [*(o.id for o in found.objectives), *(k.id for k in found.key_results)]
        return sorted([*goals, *(m.id for m in found.metrics), *(c.id for c in found.cycles)])

    assert ids(first) == ids(other)
    assert {"unknown-name"} <= {d.name for d in said}
    assert said == again


def test_a_sum_may_have_many_terms() -> None:
    form = goal("metric pages  at least 100" + " - 1" * 60).forms[0]
    assert isinstance(form, Reach)
    assert amounts(form.bound.value.quantity) == ["40 pages"]

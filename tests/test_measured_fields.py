"""Fields that come from figures: what is known is a value, and what is not is unknown, with the reason in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from judging import Bench, bench

from okrlang.judge.facts import gathered
from okrlang.judge.fields.common import id_of
from okrlang.judge.world import GoalWorld
from okrlang.logic.values import Unknown

TEXT = """
company acme "Acme" { priority reach "Reach" }
metric signups "New shops" { unit shops better higher updated every month grace 10 days
  values { 2026-06-30 40  2026-07-31 45  2026-08-31 50 } }
metric silent "Silent" { unit shops better higher }
metric regional "By region" { unit points better higher split by region in ["north", "south"]
  values for north { 2026-07-01 10  2026-08-15 14 }  values for south { 2026-07-01 20  2026-08-10 21 } }
metric doubled "Twice" { unit shops  formula signups + signups }
kpi growth "Growth" { owner acme metric signups green at least 48 amber at least 44 }
kpi quiet  "Quiet"  { owner acme metric silent green at least 48 }
objective grow "Grow" {
  owner acme  cycle 2026-Q3  provided growth stays amber
  key result more  "More"  { metric signups from 40 to 60  commit 50 stretch 70  expect 45 shops on 2026-08-01 }
  key result third "Third" { metric signups up 33% }
  key result reach "Reach" { metric silent at least 10 }
  key result band  "Band"  { metric silent between 5 and 9 }
  key result kept  "Kept"  { metric signups keep at least 40 in every month }
  key result hidden "Hidden" { metric signups at least confidential }
  key result later "Later" { metric signups at least tbd }
  key result plan  "Plan"  { metric signups at least 120% of doubled }
  key result each  "Each"  { metric regional up 3 points for every region }
  key result zoned "Zoned" { commit "A"  target "B" }
  key result done  "Done"  { due 2026-08-20  done 2026-08-10 }
}
"""


def at(as_of: str, text: str = TEXT) -> Bench:
    return bench(text, as_of)


def shown(found: object) -> str:
    """A value as text; what is unknown as `absent`, `stated` or `unknown`."""
    if isinstance(found, Unknown):
        return "absent" if found.absent else "stated" if found.stated else "unknown"
    return ",".join(map(shown, found)) if isinstance(found, tuple) else str(found)


@pytest.mark.parametrize(
    ("name", "field", "expected"),
    [
        ("more", "form", "change"),
        ("more", "baseline", "40 shops"),
        ("more", "target", "60 shops"),
        ("more", "commit", "50 shops"),
        ("more", "progress", "0.5"),  # (50 - 40) / (60 - 40)
        ("more", "raw", "0.5"),
        ("more", "bound", "absent"),
        ("third", "baseline", "40 shops"),
        ("third", "target", "53.2 shops"),  # 40 and a third of it, as the percent says
        ("reach", "baseline", "absent"),
        ("reach", "bound", "at_least"),
        ("reach", "progress", "unknown"),
        ("reach", "status", "unknown"),
        ("band", "form", "band"),
        ("band", "bound", "between"),
        ("kept", "form", "keep"),
        ("hidden", "target", "stated"),
        ("later", "target", "absent"),
        ("plan", "target", "120 shops"),  # 120% of 100
        ("each", "scope", "every"),
        ("each", "baseline", "stated"),
        ("zoned", "target", "absent"),
        ("done", "status", "achieved"),
        ("done", "own_due", "2026-08-20"),
        ("more", "own_due", "absent"),
        ("more", "limits", "unknown"),
        ("more", "changes", "unknown"),
    ],
)
def test_a_key_result_says_what_it_asks_for_and_where_it_stands(name: str, field: str, expected: str) -> None:
    assert shown(at("2026-09-01").field("key_result", f"grow.{name}", field)) == expected


def test_parts_of_a_key_result_have_fields_of_their_own() -> None:
    world = at("2026-09-01").world
    zones, expects = (
        [
            (shown(world.field(part, first)), shown(world.field(part, second)))
            for part in of(world, f"grow.{name}", field)
        ]
        for name, field, first, second in (("zoned", "zones", "zone", "text"), ("more", "expects", "value", "date"))
    )
    assert zones == [("commit", "A"), ("target", "B")]
    assert expects == [("45 shops", "2026-08-01")]


def of(world: GoalWorld, name: str, field: str) -> tuple[Any, ...]:
    found = world.field(world.facts.workspace.find("key_result", name), field)
    assert isinstance(found, tuple)
    return found


def test_a_reading_has_value_day_and_age_and_is_fresh_or_unknown() -> None:
    now, late = at("2026-09-01"), at("2026-10-20")
    current = now.field("key_result", "grow.more", "current")
    assert [shown(now.world.field(current, name)) for name in ("value", "date", "age", "fresh")] == [
        "50 shops",
        "2026-08-31",
        "1 day",
        "True",
    ]
    stale = late.world.field(late.workspace.find("metric", "signups"), "last")
    fresh = late.world.field(stale, "fresh")
    assert isinstance(fresh, Unknown)
    assert fresh.reasons[0].why == "its last value is of 2026-08-31, older than its cadence and grace allow"


def test_what_was_never_measured_is_unknown_and_says_so() -> None:
    now = at("2026-09-01")
    found = now.field("key_result", "grow.reach", "current")
    assert isinstance(found, Unknown)
    assert (found.reasons[0].subject, found.reasons[0].field) == ("grow.reach", "current")
    assert found.reasons[0].why


def test_a_metric_says_whether_it_answers_and_who_uses_it() -> None:
    now = at("2026-09-01")
    assert shown(now.field("metric", "signups", "answers")) == "True"
    assert shown(now.field("metric", "silent", "answers")) == "unknown"
    assert shown(now.field("metric", "signups", "samples")) == "3"
    assert shown(at("2026-08-01").field("metric", "signups", "samples")) == "2"
    assert shown(now.field("metric", "regional", "members")) == "north,south"
    assert [shown(now.field("metric", name, "bound_to")) for name in ("signups", "doubled", "silent")] == [
        "values",
        "formula",
        "absent",
    ]
    users = now.field("metric", "signups", "used_by")
    assert isinstance(users, tuple)
    names = [id_of(user) for user in users]
    assert names == [f"grow.{k}" for k in ("more", "third", "kept", "hidden", "later", "plan")] + ["growth", "doubled"]
    doubled = now.field("metric", "doubled", "used_by")
    assert isinstance(doubled, tuple)
    assert [id_of(user) for user in doubled] == ["grow.plan"]


def test_a_kpi_has_a_level_now_and_had_one_before() -> None:
    now = at("2026-09-01")
    kpi, quiet = (now.workspace.find("kpi", name) for name in ("growth", "quiet"))
    assert shown(now.world.field(kpi, "level")) == "green"
    assert shown(now.world.call(kpi, "level_on", (date(2026, 8, 1),))) == "amber"
    assert shown(now.world.call(kpi, "level_on", (date(2026, 7, 1),))) == "red"
    assert shown(now.world.call(kpi, "level_on", (date(2026, 9, 2),))) == "unknown"
    assert shown(now.world.field(quiet, "level")) == "unknown"
    assert [id_of(goal) for goal in _goals(now, "growth")] == ["grow"]
    band = now.world.field(kpi, "green")
    assert [shown(now.world.field(band, end)) for end in ("low", "high")] == ["48 shops", "absent"]


def _goals(now: Bench, kpi: str) -> tuple[Any, ...]:
    found = now.field("kpi", kpi, "provided_for")
    assert isinstance(found, tuple)
    return found


def test_what_a_goal_is_provided_with_holds_or_not() -> None:
    for day, expected in (("2026-09-01", "True"), ("2026-07-02", "False")):
        now = at(day)
        provided: Any = now.field("objective", "grow", "provided")
        (provision,) = provided
        assert shown(now.world.field(provision, "holds")) == expected
        assert shown(now.world.field(provision, "level")) == "amber"


def test_a_status_of_a_day_still_to_come_is_unknown() -> None:
    now = at("2026-09-01")
    goal = now.workspace.find("key_result", "grow.more")
    assert shown(now.world.call(goal, "status_on", (date(2026, 9, 2),))) == "unknown"
    assert shown(now.world.call(goal, "status_on", (date(2026, 6, 1),))) == "not_started"


def test_without_data_everything_measured_is_unknown_and_nothing_else() -> None:
    found = at("2026-09-01")
    blind = GoalWorld(gathered(found.workspace, date.max, {}))
    goal = found.workspace.find("key_result", "grow.more")
    fields = ("current", "raw", "progress", "expected", "status", "status_since", "score")
    assert [shown(blind.field(goal, name)) for name in fields] == ["unknown"] * len(fields)
    assert shown(blind.field(goal, "target")) == "60 shops"
    assert shown(blind.field(found.workspace.find("key_result", "grow.third"), "target")) == "stated"
    assert shown(blind.things("changes")) == "unknown"
    assert shown(blind.field(found.workspace.find("metric", "silent"), "answers")) == "unknown"


def test_history_is_that_of_a_metric() -> None:
    now = at("2026-09-15")
    signups = now.workspace.find("metric", "signups")
    assert shown(now.world.history("previous", signups, None)) == "45 shops"
    assert shown(now.world.history("mean", signups, None)) == "45 shops"  # of 40, 45 and 50
    assert shown(now.world.history("mean", now.workspace.find("metric", "silent"), None)) == "unknown"
    assert shown(now.world.history("mean", now.workspace.find("kpi", "growth"), None)) == "unknown"


# --- as one cycle sees it ---------------------------------------------------------------------------------------------


CYCLES = """
company acme "Acme" { priority reach "Reach" }
cycle launch "Launch" { from 2026-06-01 to 2026-07-31 }
objective year  "Year"  { owner acme cycle 2026  supports reach }
objective q2    "Q2"    { owner acme cycle 2026-Q2  supports year  key result k "K" { at least 2 shops } }
objective q3    "Q3"    { owner acme cycle 2026-Q3  supports year  key result k "K" { at least 2 shops } }
objective soon  "Soon"  { owner acme cycle launch  supports year, reach }
objective left  "Left"  { owner acme cycle 2026-Q3  supports year  dropped on 2026-08-01 because "No" }
"""


def ids(found: object) -> list[str]:
    assert isinstance(found, tuple)
    return [id_of(item) for item in found]


def test_a_cycle_has_its_own_goals_and_those_that_run_meanwhile() -> None:
    now = bench(CYCLES, "2026-09-01")
    inside = now.inside("2026-Q3")
    assert ids(inside.things("objectives")) == ["q3"]
    assert ids(inside.things("objectives", including_dropped=True)) == ["q3", "left"]
    assert ids(inside.things("key_results")) == ["q3.k"]
    assert ids(inside.field(now.workspace.company, "objectives")) == ["year", "q3", "soon"]
    assert ids(inside.field(now.workspace.find("objective", "year"), "supported_by")) == ["q3", "soon"]
    assert ids(now.world.field(now.workspace.find("objective", "year"), "supported_by")) == ["q2", "q3", "soon"]
    assert ids(now.inside("2026-Q2").field(now.workspace.find("priority", "reach"), "supported_by")) == ["year", "soon"]


@pytest.mark.parametrize(
    ("metric", "as_of", "expected"),
    [
        ("signups", "2026-09-05", "pass"),  # 40 + 45 + 50 shops
        ("silent", "2026-09-05", "no_evidence"),  # no value at all
        ("signups", "2026-12-24", "no_evidence"),  # the last value is older than a month and ten days
    ],
)
def test_a_past_without_values_is_no_zero(metric: str, as_of: str, expected: str) -> None:
    rule = f'rule few "Few" {{ for each metric where metric.id = "{metric}" check sum(metric, 12 months) <= 200 shops say "x" }}'
    assert expected in at(as_of, TEXT + rule).verdicts("few")


def test_what_may_still_move_is_unknown() -> None:
    """Where one key result is not measured, the ends of its objective's progress would come nearer once it is."""
    found = at("2026-09-05").world
    objective = found.facts.workspace.find("objective", "grow")
    assert [shown(found.field(objective, name)) for name in ("progress", "low", "high")] == ["unknown"] * 3
    of = found.facts.workspace.find("key_result", "grow.more")
    assert [shown(found.field(of, name)) for name in ("progress", "low", "high")] == ["0.5"] * 3


def test_members_that_no_row_has_told_are_unknown() -> None:
    text = 'metric m "M" { unit shops split by region }'
    found = at("2026-09-05", text).world
    assert shown(found.field(found.facts.workspace.metrics[0], "members")) == "unknown"


# --- behaviour ---------------------------------------------------------------------------------------------------------

# Every month of 2025 and on to August 2026, 9 and 8 by turns: twenty values, the mean 8.5, each step 1, so that the
# limits are 8.5 ± 2.66.
TURNS = " ".join(
    f"{year}-{month:02}-28 {9 - (month + 1) % 2}"
    for year in (2025, 2026)
    for month in range(1, 13 if year == 2025 else 9)
)
DARK = f"""
metric dark "Dark hours" {{ unit h  better lower  updated every month  grace 40 days  values {{ {TURNS} }} }}
kpi dark "Dark hours" {{ owner "Lead"  metric dark  green at most 8 h }}
kpi bare "Dark hours" {{ owner "Lead"  metric dark }}
objective light "Light" {{
  owner "Lead"  cycle 2026-Q3
  key result near "Near" {{ metric dark from 9 h to 8 h }}
  key result far  "Far"  {{ metric dark from 9 h to 2 h }}
  key result sure "Sure" {{ metric dark at most 20 h }}
  key result told "Told" {{ at most 20 h }}
}}
"""


@pytest.mark.parametrize(
    ("kind", "name", "field", "expected"),
    [
        ("key_result", "light.near", "assurance", "chance"),
        ("key_result", "light.far", "assurance", "misses"),
        ("key_result", "light.sure", "assurance", "reaches"),
        ("key_result", "light.told", "assurance", "unknown"),
        ("key_result", "light.near", "signal", "False"),
        ("key_result", "light.told", "signal", "unknown"),
        ("key_result", "light.far", "chance", "0"),
        ("key_result", "light.sure", "chance", "1"),
        ("key_result", "light.told", "limits", "unknown"),
        ("kpi", "dark", "fired_share", "0.5"),
        ("kpi", "dark", "assurance", "chance"),
        ("kpi", "bare", "fired_share", "unknown"),
        ("kpi", "bare", "assurance", "unknown"),
    ],
)
def test_what_a_process_does_is_a_field(kind: str, name: str, field: str, expected: str) -> None:
    assert shown(at("2026-09-10", DARK).field(kind, name, field)) == expected


def test_limits_are_those_of_a_day_and_have_parts() -> None:
    held = at("2026-09-10", DARK)
    limits = held.field("key_result", "light.near", "limits")
    parts = [shown(held.world.field(limits, name)) for name in ("centre", "lower", "upper")]
    assert parts == ["8.5 h", "5.84 h", "11.16 h"]
    goal = held.workspace.find("key_result", "light.near")
    early = held.world.call(goal, "limits_on", (date(2025, 5, 30),))
    assert isinstance(early, Unknown)  # five values
    assert shown(held.world.call(goal, "limits_on", (date(2026, 10, 1),))) == "unknown"
    assert shown(held.world.call(goal, "chance_on", (date(2026, 10, 1),))) == "unknown"

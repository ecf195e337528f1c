"""The fields that rules read: all that are declared are there, each of its type, and derived as the language says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from judging import Bench, bench, folder

from okrlang.judge.facts import NO_DAY, NOT_UNDERSTOOD, gathered
from okrlang.judge.fields.common import id_of
from okrlang.judge.world import FIELDS, METHODS, GoalWorld
from okrlang.logic.types import LISTS, PLAIN, TYPES, WORDS, FieldType
from okrlang.logic.types import METHODS as DECLARED_METHODS
from okrlang.logic.values import Unknown
from okrlang.model.calendar import Period
from okrlang.model.quantity import NUMBER, Quantity

HERE = Path(__file__).parent


# --- all of them, and each of its type --------------------------------------------------------------------------------


def test_the_world_has_exactly_the_fields_that_are_declared() -> None:
    for kind, declared in TYPES.items():
        own = set(FIELDS.get(kind, {})) - ({"fresh"} if kind == "reading" else set())
        assert own == set(declared), kind


def test_the_world_has_exactly_the_methods_that_are_declared() -> None:
    assert {kind: set(own) for kind, own in METHODS.items()} == {
        kind: set(own) for kind, own in DECLARED_METHODS.items()
    }


_PYTHON: dict[str, type] = {
    "text": str,
    "number": Quantity,
    "quantity": Quantity,
    "duration": Quantity,
    "date": date,
    "period": Period,
    "condition": bool,
}


def fits(found: object, kinds: tuple[str, ...], at: Bench) -> bool:
    for kind in kinds:
        if kind in WORDS:
            if found in WORDS[kind]:
                return True
        elif kind in _PYTHON:
            if isinstance(found, _PYTHON[kind]):
                return True
        elif not isinstance(found, (str, Quantity, date, Period, bool, tuple)):
            named = at.world.type_of(found)
            if named == kind or (kind == "record" and named in WORDS["record_kind"]):
                return True
    return False


def complaints(thing: Any, name: str, declared: FieldType, at: Bench, waiting: list[Any]) -> str | None:
    found = at.world.field(thing, name)
    where = f"{at.world.type_of(thing)} {id_of(thing)}.{name}"
    if isinstance(found, Unknown):
        if found.absent:
            return None if declared.optional else f"{where} is absent and not optional"
        known_always = not declared.measured and not declared.timely and not found.stated
        return f"{where} is unknown: {found.reasons}" if known_always and name not in _MAY_BE_COMPUTED else None
    if declared.many != isinstance(found, tuple):
        return f"{where} is {'no' if declared.many else 'a'} list: {found!r}"
    items = found if isinstance(found, tuple) else (found,)
    waiting += (item for item in items if not isinstance(item, (str, Quantity, date, Period, bool)))
    strange = [item for item in items if not fits(item, declared.types, at)]
    return f"{where}: {strange[0]!r} is none of {declared.types}" if strange else None


_MAY_BE_COMPUTED = {"value", "low", "high", "target", "commit", "stretch", "planned"}  # of expressions in goals


@pytest.mark.parametrize(
    ("place", "as_of"),
    [
        ("workspaces/honest", "2026-10-25"),
        ("workspaces/honest", "2026-08-01"),
        ("workspaces/cheat", "2026-10-25"),
        ("../samples/payments", "2026-09-14"),
        ("../samples/emergency", "2019-06-30"),
    ],
)
def test_every_field_of_every_thing_has_a_value_of_its_type(place: str, as_of: str) -> None:
    at = folder(HERE / place, as_of)
    waiting: list[Any] = []
    for name in LISTS:
        listed = at.world.things(name, including_dropped=True)
        waiting += () if isinstance(listed, Unknown) else listed
    seen: dict[int, Any] = {}
    wrong: list[str] = []
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen:
            continue
        seen[id(thing)] = thing  # kept, so that no other takes its place
        kind = at.world.type_of(thing)
        assert kind not in PLAIN
        for name, declared in TYPES[kind].items():
            complaint = complaints(thing, name, declared, at, waiting)
            wrong += [complaint] if complaint else []
    assert wrong == []
    assert len(seen) > 20


# --- the organization -------------------------------------------------------------------------------------------------

ORGANIZATION = """
company acme "Acme" { mission "M" priority reach "Reach" }
department sales "Sales" { part of acme }
team north "North" { part of sales  lead "North lead"  capacity 5 FTE, 100k EUR }
team south "South" { part of sales }
role cfo "Finance" { part of acme  held by "Chief of finance" }
cycle 2026-Q3 { check in every 2 weeks  review every month  communicate within 14 days }
"""


def listed(found: object) -> tuple[Any, ...]:
    assert isinstance(found, tuple)
    return found


def names(found: object) -> list[str]:
    assert isinstance(found, tuple)
    return [
        item if isinstance(item, str) else item.id if hasattr(item, "id") and item.id else item.text for item in found
    ]


def test_the_rank_of_a_thing_is_that_of_its_owner() -> None:
    goals = "".join(
        f'objective o{number} "O" {{ owner {owner} cycle 2026-Q3 key result k "K" {{ at least 2 shops }} }}\n'
        for number, owner in enumerate(("acme", "sales", "north", "cfo", '"Ann"'))
    )
    at = bench(ORGANIZATION + goals + 'objective o9 "O" { cycle 2026-Q3 }\n', "2026-08-20")
    ranks = [at.field("objective", f"o{number}", "rank") for number in range(5)]
    assert ranks == ["company", "department", "team", "role", "person"]
    assert at.field("key_result", "o1.k", "rank") == "department"
    assert at.field("priority", "reach", "rank") == "company"
    nobody = at.field("objective", "o9", "rank")
    assert isinstance(nobody, Unknown)
    assert nobody.absent


def test_a_unit_lies_within_all_that_it_is_part_of() -> None:
    at = bench(ORGANIZATION, "2026-08-20")
    unit = {name: at.workspace.find("unit", name) for name in ("sales", "north", "south")}
    acme = at.workspace.company
    assert at.world.call(unit["north"], "within", (unit["sales"],)) is True
    assert at.world.call(unit["north"], "within", (acme,)) is True
    assert at.world.call(unit["north"], "within", (unit["north"],)) is True
    assert at.world.call(unit["north"], "within", (unit["south"],)) is False
    assert at.world.call(unit["sales"], "within", (unit["north"],)) is False


def test_who_leads_or_holds_a_unit_owns_what_it_owns() -> None:
    text = ORGANIZATION + 'objective o "O" { owner north cycle 2026-Q3 }\nobjective p "P" { owner cfo cycle 2026-Q3 }\n'
    asked = (
        'decision d on 2026-07-01 by "north  LEAD" { rests on o }\ndecision e on 2026-07-01 by north { rests on o }\n'
    )
    at = bench(text + asked, "2026-08-20")
    o, p = at.workspace.find("objective", "o"), at.workspace.find("objective", "p")
    lead, team = at.field("record", "d", "by"), at.field("record", "e", "by")
    assert at.world.call(o, "owned_by", (lead,)) is True
    assert at.world.call(o, "owned_by", (team,)) is True
    assert at.world.call(p, "owned_by", (lead,)) is False


# --- alignment --------------------------------------------------------------------------------------------------------

TREE = (
    ORGANIZATION
    + """
objective top "Top" { owner acme cycle 2026-Q3 supports reach  key result a "A" { at least 2 shops } }
objective mid "Mid" { owner sales with south cycle 2026-Q3 supports top.a  key result b "B" { at least 2 shops } }
objective low "Low" { owner north cycle 2026-Q3 supports mid  key result c "C" { owner south at least 2 shops } }
objective gone "Gone" { owner south cycle 2026-Q3 supports top  dropped on 2026-08-01 because "No" }
"""
)


def test_what_supports_a_key_result_supports_its_objective() -> None:
    at = bench(TREE, "2026-08-20")
    assert names(at.field("key_result", "top.a", "supported_by")) == ["mid"]
    assert names(at.field("objective", "top", "supported_by")) == ["mid"]
    assert names(at.field("objective", "low", "ancestors")) == ["mid", "top.a", "top", "reach"]
    assert names(at.field("objective", "top", "descendants")) == ["mid", "low"]
    assert names(at.field("priority", "reach", "supported_by")) == ["top"]


def test_a_dropped_goal_supports_until_it_is_dropped() -> None:
    at = bench(TREE, "2026-07-31")
    assert names(at.field("objective", "top", "supported_by")) == ["mid", "gone"]
    assert at.field("objective", "gone", "state") == "open"
    assert bench(TREE, "2026-08-01").field("objective", "gone", "state") == "dropped"


def test_involved_are_the_units_of_owner_others_and_supporters() -> None:
    at = bench(TREE, "2026-08-20")
    assert names(at.field("objective", "mid", "involved")) == ["sales", "south", "north"]
    assert names(at.field("objective", "low", "involved")) == ["north"]


def test_a_unit_contributes_to_what_it_has_a_part_in_and_does_not_own() -> None:
    at = bench(TREE, "2026-08-20")
    assert names(at.field("unit", "south", "contributes_to")) == ["mid", "low"]
    assert names(at.field("unit", "south", "key_results")) == ["low.c"]
    assert names(at.field("unit", "north", "objectives")) == ["low"]


def test_alignment_in_a_circle_ends() -> None:
    circle = 'objective a "A" { cycle 2026-Q3 supports b }\nobjective b "B" { cycle 2026-Q3 supports a }\n'
    at = bench(circle, "2026-08-20")
    assert names(at.field("objective", "a", "ancestors")) == ["b"]
    assert names(at.field("objective", "a", "descendants")) == ["b"]


# --- records ----------------------------------------------------------------------------------------------------------

TOLD = (
    TREE
    + """
communication told on 2026-07-02 { covers mid  audience sales, "Press"  outcome "Read out" }
communication ahead on 2026-09-02 { covers mid  audience acme  outcome "Read out" }
review seen on 2026-07-30 { covers low, top.a  outcome "Fine" }
feedback asked on 2026-08-01 { covers low  outcome "Too much" }
improvement done on 2026-08-05 { answers asked  owner north  due 2026-09-01 }
refinement kept on 2026-08-06 { keeps mid.b  because "Right"  answers asked }
evaluation end on 2026-08-07 { covers top  score top.a 0.4  score top none }
decision d on 2026-08-08 { rests on mid.b  outcome "Go" }
check in on 2026-07-14 { report low.c 1 }
check in on 2026-07-28 { report low.c confidence 7 of 10  report top.a 1 }
"""
)


def test_records_dated_ahead_do_not_exist_yet() -> None:
    at = bench(TOLD, "2026-08-20")
    assert names(at.field("objective", "mid", "communications")) == ["told"]
    assert names(bench(TOLD, "2026-09-02").field("objective", "mid", "communications")) == ["told", "ahead"]
    assert names(at.world.things("communications")) == ["told"]


def test_a_communication_reaches_the_units_under_its_audience() -> None:
    at = bench(TOLD, "2026-09-20")
    assert sorted(names(at.field("record", "told", "reached"))) == ["north", "sales", "south"]
    assert sorted(names(at.field("record", "ahead", "reached"))) == ["acme", "cfo", "north", "sales", "south"]


def test_a_record_concerns_what_it_names_and_a_key_result_what_its_objective_has() -> None:
    at = bench(TOLD, "2026-08-20")
    assert names(at.field("objective", "top", "reviews")) == []
    assert names(at.field("key_result", "top.a", "reviews")) == ["seen"]
    assert names(at.field("key_result", "low.c", "reviews")) == ["seen"]
    assert names(at.field("objective", "mid", "refinements")) == []
    assert names(at.field("key_result", "mid.b", "refinements")) == ["kept"]
    assert names(at.field("key_result", "mid.b", "decisions")) == ["d"]
    assert names(at.field("objective", "low", "improvements")) == ["done"]
    assert names(at.field("objective", "low", "records")) == ["seen", "asked", "done"]
    assert names(at.field("record", "asked", "answered_by")) == ["done", "kept"]


def test_check_ins_and_written_scores_belong_to_their_goals() -> None:
    at = bench(TOLD, "2026-08-20")
    check_ins = at.field("objective", "low", "check_ins")
    assert [at.world.field(c, "date") for c in listed(check_ins)] == [date(2026, 7, 14), date(2026, 7, 28)]
    last = at.field("key_result", "low.c", "last_check_in")
    assert str(at.world.field(last, "age")) == "23 days"
    written, none = (at.field(*goal, "written_scores") for goal in (("key_result", "top.a"), ("objective", "top")))
    assert [str(at.world.field(score, "value")) for score in listed(written)] == ["0.4"]
    assert [is_absent(at.world.field(score, "value")) for score in listed(none)] == [True]


def is_absent(found: object) -> bool:
    return isinstance(found, Unknown) and found.absent


# --- time -------------------------------------------------------------------------------------------------------------


def test_a_goal_is_told_within_so_long_after_it_began() -> None:
    late = ORGANIZATION + 'objective o "O" { owner acme cycle 2026-Q3 from 2026-08-03 }\n'
    assert bench(late, "2026-08-20").field("objective", "o", "told_by") == date(2026, 8, 17)
    plain = 'objective o "O" { owner "Ann" cycle 2026-Q3 }\n'  # 14 days are the pack's own
    assert bench(plain, "2026-08-20").field("objective", "o", "told_by") == date(2026, 7, 15)
    assert bench(plain, "2026-08-20").field("objective", "o", "due") == date(2026, 9, 30)


def test_what_a_cycle_leaves_out_comes_from_the_pack() -> None:
    at = bench('objective o "O" { owner "Ann" cycle 2026-Q3 }\n', "2026-08-20")
    (cycle,) = listed(at.world.things("cycles"))
    shown = {
        name: str(at.world.field(cycle, name)) for name in ("check_in_every", "review_every", "communicate_within")
    }
    assert shown == {"check_in_every": "2 weeks", "review_every": "1 month", "communicate_within": "14 days"}
    assert (at.world.field(cycle, "start"), at.world.field(cycle, "end")) == (date(2026, 7, 1), date(2026, 9, 30))


RHYTHM = """
cycle 2026-Q3 { check in every 2 weeks  review every month PAUSE }
objective o "O" {
  owner "Ann" cycle 2026-Q3
  key result k "K" { at least 2 shops OWN }
  key result m "M" { due 2026-09-30 DONE }
}
check in on 2026-07-14 { report o.k 1 }
check in on 2026-07-10 { report o.k 1 }
check in on 2026-08-01 { report o.k 1 }
"""


def missed(as_of: str, pause: str = "", own: str = "", done: str = "", goal: str = "o.k") -> str:
    text = RHYTHM.replace("PAUSE", pause).replace("OWN", own).replace("DONE", done)
    return str(bench(text, as_of).field("key_result", goal, "missed_check_ins"))


def test_check_ins_are_missed_when_their_grace_is_over() -> None:
    # due on 15 and 29 July, 12 and 26 August, 9 and 23 September, each three days of grace
    assert missed("2026-08-14") == "0"  # 14 July keeps the first, 1 August the second
    assert missed("2026-08-15") == "1"  # nothing was said by 12 August, nor within three days
    assert missed("2026-09-30") == "4"
    assert missed("2026-07-18", goal="o.m") == "1"


def test_no_check_in_is_missed_in_a_pause_after_the_own_day_or_once_all_is_done() -> None:
    assert missed("2026-09-30", pause="pause from 2026-08-03 to 2026-08-14") == "3"
    assert missed("2026-08-17", pause="pause from 2026-08-10 to 2026-08-14") == "0"  # it waits until the 15th
    assert missed("2026-08-18", pause="pause from 2026-08-10 to 2026-08-14") == "1"
    assert missed("2026-09-30", own="due 2026-08-20") == "1"
    assert missed("2026-09-30", own='dropped on 2026-08-13 because "No"') == "1"
    assert missed("2026-09-30", done="done 2026-07-28", goal="o.m") == "1"
    assert missed("2026-07-20", done="done 2026-07-28", goal="o.m") == "1"


REVIEWED = """
cycle 2026-Q3 { review every month }
metric calls "Calls" { unit calls  values { 2026-07-01 3 } }
kpi quiet "Quiet" { owner "Ann" metric calls REVIEW }
objective o "O" { owner "Ann" cycle 2026-Q3 }
review a on 2026-07-30 { covers o, quiet  outcome "Fine" }
review b on 2026-09-02 { covers o  judges relevance  outcome "Fine" }
"""


def test_reviews_are_missed_month_by_month() -> None:
    at = bench(REVIEWED.replace("REVIEW", ""), "2026-09-30")  # due on 1 August and 1 September, with 7 days of grace
    assert str(at.field("objective", "o", "missed_reviews")) == "0"
    assert str(at.field("kpi", "quiet", "missed_reviews")) == "1"
    weekly = bench(REVIEWED.replace("REVIEW", "review every week"), "2026-07-31")
    # due on 8, 15, 22 and 29 July; with 7 days of grace three are over, and the 30th is for the fourth
    assert str(weekly.field("kpi", "quiet", "missed_reviews")) == "3"


def test_relevance_is_judged_at_least_once_in_a_cycle() -> None:
    before, after = (bench(REVIEWED.replace("REVIEW", ""), day) for day in ("2026-10-07", "2026-10-08"))
    assert str(before.field("kpi", "quiet", "missed_relevance_reviews")) == "0"
    assert str(after.field("kpi", "quiet", "missed_relevance_reviews")) == "1"
    assert str(after.field("objective", "o", "missed_relevance_reviews")) == "0"


# --- resources --------------------------------------------------------------------------------------------------------

WORK = """
objective o "O" {
  owner north  cycle 2026-Q3
  key result k "K" { at least 2 shops }
  initiative a "A" { advances k  owner north  from 2026-07-01 to 2026-07-31  allocate 3 FTE, 60k EUR  in progress }
  initiative b "B" { advances k  owner north  from 2026-07-20 to 2026-08-10  allocate 2 FTE, 30k EUR  in progress }
  initiative c "C" { advances k  owner north  from 2026-08-01 to 2026-08-31  allocate 2.5 FTE  planned }
  initiative d "D" { advances k  owner north  from 2026-07-20 to 2026-08-31  allocate 9 FTE  stopped }
  initiative e "E" { advances k  owner south  allocate 1 FTE, "A crane"  done 2026-07-10 }
}
"""


def test_what_is_planned_is_the_peak_of_what_runs_at_one_time() -> None:
    at = bench(ORGANIZATION + WORK, "2026-08-20")
    planned: Any = at.field("unit", "north", "planned")
    found = {name: str(at.world.field(planned, name)) for name in ("people", "budget", "date")}
    assert found == {"people": "5 FTE", "budget": "90000 EUR", "date": "2026-07-20"}


def test_units_without_a_capacity_draw_on_the_one_above() -> None:
    text = ORGANIZATION.replace('department sales "Sales" { part of acme }', 'department sales "S" { capacity 9 FTE }')
    planned: Any = bench(text + WORK, "2026-08-20").field("unit", "sales", "planned")
    assert str(planned.people) == "1 FTE"  # of south; north has its own


def test_nothing_planned_is_none_of_what_there_is() -> None:
    planned: Any = bench(ORGANIZATION, "2026-08-20").field("unit", "north", "planned")
    assert [str(planned.people), str(planned.budget)] == ["0 FTE", "0 EUR"]
    assert is_absent(bench(ORGANIZATION, "2026-08-20").field("unit", "south", "planned"))


def test_an_initiative_says_what_it_takes_and_how_it_stands() -> None:
    at = bench(ORGANIZATION + WORK, "2026-07-05")
    assert at.field("initiative", "o.e", "allocates") == ("1 FTE", "A crane")
    assert at.field("initiative", "o.e", "state") == "in_progress"  # it will be done on the tenth
    assert is_absent(at.field("initiative", "o.e", "done"))
    assert bench(ORGANIZATION + WORK, "2026-07-10").field("initiative", "o.e", "state") == "done"


# --- evidence ---------------------------------------------------------------------------------------------------------


def test_evidence_is_a_regular_file_inside_the_root(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "minutes").mkdir(parents=True)
    (root / "minutes/a.md").write_text("test")
    (tmp_path / "secret.md").write_text("secret")
    (root / "link.md").symlink_to(tmp_path / "secret.md")
    paths = ("minutes/a.md", "minutes/../minutes/a.md", "minutes", "none.md", "link.md")
    files = "".join(f'  evidence "{path}"\n' for path in paths)
    at = bench(f"review r on 2026-07-01 {{\n{files}}}\n", "2026-08-20", root)
    evidence = at.field("record", "r", "evidence")
    found = [at.world.field(item, "exists") for item in listed(evidence)]
    assert found == [True, True, False, False, False]


def test_what_is_empty_or_the_workspace_itself_is_no_evidence(tmp_path: Path) -> None:
    blank = "\ufeff \n\t\r\n" * 300_000  # more than is read at once
    texts = {
        "a.md": blank + "Said.",
        "empty.md": "",
        "blank.md": blank,
        "goals.okr": "# goals",
        "okrlang.toml": "# none",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    files = "".join(f' evidence "./{name}"' for name in texts)
    at = bench(f'review r on 2026-07-01 {{ outcome "  " {files} }}\n', "2026-08-20", tmp_path)
    found = [at.world.field(item, "exists") for item in listed(at.field("record", "r", "evidence"))]
    assert found == [True, False, False, False, False]
    assert is_absent(at.field("record", "r", "outcome"))


def test_a_hash_tells_whether_the_file_is_what_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("test")  # its SHA-256 is that of the four letters, as published everywhere
    right = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    said = "".join(f' evidence "a.md" sha256 "{digest}"' for digest in (right, "0" * 64)) + ' evidence "a.md"'
    at = bench(f"review r on 2026-07-01 {{{said} }}\n", "2026-08-20", tmp_path)
    same, other, unsaid = (at.world.field(e, "hash_matches") for e in listed(at.field("record", "r", "evidence")))
    assert (same, other) == (True, False)
    assert is_absent(unsaid)


def test_evidence_knows_all_that_it_is_used_by() -> None:
    text = 'review r on 2026-07-01 { evidence "m/a.md" }\nreview s on 2026-07-02 { evidence "./m/a.md" }\n'
    at = bench(text, "2026-08-20")
    (evidence,) = listed(at.field("record", "r", "evidence"))
    assert names(at.world.field(evidence, "used_by")) == ["r", "s"]


# --- what is over, and what was not understood ------------------------------------------------------------------------

YEARS = """
team care "Store success"
objective old { owner care  cycle 2025-Q4  key result a "A" { at least 10 } }
objective now { owner care  cycle 2026-Q3  key result a "A" { at least 10 } }
objective next { owner care  cycle 2026-Q4  key result a "A" { at least 10 } }
"""


@pytest.mark.parametrize(
    ("as_of", "past"),
    [
        *(("2025-12-31", []), ("2026-01-01", ["old"]), ("2026-09-30", ["old"]), ("2026-10-01", ["old", "now"])),
        *(("2027-01-01", ["old", "now", "next"]),),
    ],
)
def test_a_cycle_is_past_when_its_last_day_is_over(as_of: str, past: list[str]) -> None:
    at = bench(YEARS, as_of)
    assert [o.id for o in at.workspace.objectives if at.world.field(o, "past")] == past
    assert [k.objective for k in at.workspace.key_results if at.world.field(k, "past")] == past


def test_the_cycle_that_is_judged_is_never_past() -> None:
    at = bench(YEARS, "2027-01-01")
    (old,) = (cycle for cycle in at.workspace.cycles if cycle.id == "2025-Q4")
    inside = at.world.for_cycle(old)
    assert [cycle.id for cycle in at.workspace.cycles if inside.field(cycle, "past")] == ["2026-Q3", "2026-Q4"]
    assert [o.id for o in at.workspace.objectives if inside.field(o, "past")] == ["now", "next"]


@pytest.mark.parametrize(
    ("records", "past"),
    [
        ("", []),
        ('review on 2026-01-05 { covers now  outcome "x" }', ["old"]),
        ("check in on 2026-10-02 { report next.a 3 }", ["old", "now"]),
    ],
)
def test_without_a_day_the_last_one_recorded_tells_what_is_past(records: str, past: list[str]) -> None:
    at = bench(YEARS + records, "2026-08-20")
    lint = GoalWorld(gathered(at.workspace, NO_DAY, {}))
    assert [o.id for o in at.workspace.objectives if lint.field(o, "past")] == past


def test_what_was_written_and_not_understood_is_not_left_out() -> None:
    at = bench(
        """
        company acme { priority stay "Shops stay" }
        kpi k { metric nowhere  green at most 5 }
        kpi none { green at most 5 }
        objective o {
          cycle 2026-Q3  supports sty
          key result a { metric nowhere  at least 5 }
          key result b { at least 5 }
          initiative i { advances c }
        }
        """,
        "2026-08-20",
    )
    lost = {("kpi", "k", "metric"), ("objective", "o", "supports"), ("key_result", "o.a", "metric")}
    lost |= {
        ("initiative", "o.i", "advances"),
        ("key_result", "o.b", "advanced_by"),
        ("priority", "stay", "supported_by"),
    }
    for kind, name, field in lost:
        found = at.field(kind, name, field)
        assert isinstance(found, Unknown), (kind, name, field)
        assert not found.absent
        assert found.reasons[0].why == NOT_UNDERSTOOD
    assert is_absent(at.field("kpi", "none", "metric"))
    assert is_absent(at.field("key_result", "o.b", "metric"))


def test_missed_days_are_named() -> None:
    at = bench(
        """
        cycle 2026-Q3 { check in every 2 weeks  review every month }
        objective o { cycle 2026-Q3  key result a { at least 5 } }
        check in on 2026-07-14 { report o.a 1 }
        """,
        "2026-08-20",
    )
    # Check-ins are due 14, 28 and 42 days after 2026-07-01, and the first was made; a review is due after a month.
    assert at.field("key_result", "o.a", "missed_check_in_days") == (date(2026, 7, 29), date(2026, 8, 12))
    assert at.field("objective", "o", "missed_review_days") == (date(2026, 8, 1),)


def test_the_score_of_the_last_evaluation_that_gives_one() -> None:
    at = bench(
        """
        objective o { cycle 2026-Q3  key result a { at least 5 }  key result b { at least 5 } }
        review on 2026-09-01 { covers o  score o.a 0.1 }
        evaluation on 2026-10-09 { covers o  score o.a 0.4 }
        evaluation on 2026-10-05 { covers o  score o.a 0.9  score o.b 1 }
        evaluation on 2026-10-12 { covers o  score o.a none }
        """,
        "2026-10-20",
    )
    assert at.field("key_result", "o.a", "evaluated_score") == Quantity(Decimal("0.4"), NUMBER)
    assert at.field("key_result", "o.b", "evaluated_score") == Quantity(Decimal(1), NUMBER)
    assert is_absent(at.field("objective", "o", "evaluated_score"))

"""The sieve says what deciding one by one says: of shipped rules and of what is awkward; of drawn ones, `naive` holds it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from judging import Bench, bench
from toy import ABSENT, MEASURED, Toy, evaluate, plainly, quantity, thing
from toy import expression as read

from okrlang.judge import decision
from okrlang.judge.decision import Verdicts, decisions
from okrlang.judge.facts import gathered
from okrlang.judge.judge import judge
from okrlang.judge.world import FIELDS, GoalWorld
from okrlang.loading import load
from okrlang.logic import steps
from okrlang.logic.definitions import Definitions
from okrlang.logic.packs import Packs
from okrlang.logic.reader import Attribute, Number
from okrlang.logic.rule import Rule
from okrlang.logic.sieve.sieve import sieve
from okrlang.logic.types import PLAIN, TYPES
from okrlang.logic.values import Unknown
from okrlang.measure.measures import measure
from okrlang.model import workspace as model
from okrlang.score.scores import Scores

HERE = Path(__file__).parent
FOLDERS = (HERE / "workspaces/honest", HERE / "workspaces/cheat", *sorted((HERE.parent / "samples").iterdir()))
DAYS = (date(2026, 6, 1), date(2026, 8, 20), date(2026, 10, 25))


@pytest.fixture
def sieved(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sieve is written for every rule that has a subject."""
    monkeypatch.setattr(decision, "MANY", 1)


def hold(packs: Packs, rule: Rule, world: GoalWorld) -> None:
    """Hold what is sifted against what is decided one by one, and that against the walk that explains it."""
    program = packs.program(rule)
    sifted, told = Verdicts(program, world), list(decisions(program, world))
    found = list(zip(sifted.subjects, sifted.all, strict=True))
    assert found == [(one.subject, one.verdict) for one in told], rule.name
    for one in told:
        parts = [(program.where, one.picked)] if program.where else []
        parts += zip((part for part, _ in program.checks), one.checks, strict=False)
        for part, value in parts if one.subject is not None else ():
            explained, _ = part.explained(world, one.given)
            assert explained is value or (isinstance(explained, Unknown) and isinstance(value, Unknown)), rule.name


# --- shipped rules ---------------------------------------------------------------------------------------------------


def worlds(folder: Path, day: date) -> Iterator[tuple[Packs, GoalWorld]]:
    """The world of a folder on a day, and those of its cycles; and the same as a lint sees it."""
    found = load([folder])
    packs, root = found.packs, Path(found.texts.root)
    params = packs.params.seen(lambda param: param.value)
    measures = measure(found.workspace, root, day, {})
    scores = Scores(found.workspace, measures, packs.policies, day)
    world = GoalWorld(gathered(found.workspace, day, params, root, scores, measures))
    yield packs, world
    for cycle in found.workspace.cycles:
        yield packs, world.for_cycle(cycle)
    yield packs, GoalWorld(gathered(found.workspace, day, params))


@pytest.mark.usefixtures("sieved")
@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_shipped_rules(folder: Path, day: date) -> None:
    for packs, world in worlds(folder, day):
        for rule in packs.rules.values():
            if not rule.broken:
                hold(packs, rule, world)


# --- what is plain ---------------------------------------------------------------------------------------------------

GOALS = """
company acme "Acme" { mission "Help."  priority grow "Grow" }
team web "Web" { part of acme  lead "Lead" }
cycle 2026-Q3 { }
metric pages { unit shops  better higher }
objective o "The company's" { owner acme  cycle 2026-Q3  supports grow
  key result a "A" { metric pages  from 1 to 3  due 2026-08-01  weight 60 }
  key result b "B" { metric pages  from 2 to 4  due 2026-09-01  weight 40 } }
objective t "The team's" { owner web  cycle 2026-Q3  supports o
  key result a "A" { metric pages  from 1 to 3  due 2026-08-01  weight 60 }
  key result b "B" { metric pages  at least 4  due 2026-09-01  weight 30 } }
objective u "Alone" { owner web  cycle 2026-Q3  supports t
  key result a "A" { metric pages  from 1 to 3  due 2026-08-01 } }
"""
RULES = {
    "count(o.key_results) between 2 and 5": "T T F",
    "every k in o.key_results satisfies k.target != k.baseline": "T ? T",
    "every k in o.key_results satisfies k.due between o.cycle.start and o.cycle.end": "T T T",
    "sum(k.weight for k in o.key_results where k.weight is present) = 100": "T F F",
    "some up in o.supports satisfies up is objective and up.rank = company": "F T F",
    "o.kind is missing and not (o.due < as_of)": "T T T",
    "every k in o.key_results satisfies (some j in o.key_results satisfies j.weight >= k.weight)": "T T ?",
    "at least 2 k in o.key_results satisfy k.form = change": "T F F",
    "at most 1 k in o.key_results where k.weight > 50 satisfy k.due <= 2026-08-01": "T T T",
    "count(k for k in o.key_results where k.weight > 30) = 1": "F T F",
    "no k in o.key_results satisfies k.form in [keep, zones]": "T T T",
    "o.due >= o.start + 90 days": "T T T",
    'o.title has any word of ["team", "alone"]': "F T T",
    "every r in o.reviews satisfies r.judges_relevance": "? ? ?",
    "o.progress > 0.5": "? ? ?",
}


def plain(text: str) -> tuple[Bench, Any]:
    rule = f'rule asked "Asked" {{ for each objective as o  check {text}  say "no" }}'
    found = bench(f"{GOALS}\n{rule}", "2026-08-20")
    return found, found.packs.program(found.packs.rules["asked"])


@pytest.mark.parametrize(("text", "expected"), list(RULES.items()))
def test_what_is_known_is_plain(text: str, expected: str) -> None:
    found, program = plain(text)
    marks = sieve(program, found.world)(program.subjects(found.world))
    assert " ".join({"pass": "T", "fail": "F", None: "?"}[mark] for mark in marks) == expected
    hold(found.packs, program.rule, found.world)


def test_what_is_measured_in_another_unit_is_compared_as_the_evaluator_does() -> None:
    week, days = thing("metric", "m", window=quantity("1", "weeks")), quantity("7", "days")
    assert evaluate("m.window = d and m.window < 8 days", m=week, d=days) is True
    assert plainly(read("m.window = d and m.window < 8 days"), Toy(), Definitions(), False, {"m": week, "d": days})
    assert plainly(read("m.window = d"), Toy(), Definitions(), False, {"m": week, "d": quantity("7", "EUR")}) is None


def test_numbers_are_compared_to_the_digits_that_are_exact() -> None:
    nines, other = quantity("0.99999999999999999999999999999999999999"), quantity("1")
    assert evaluate("a = b and not (a < b)", a=nines, b=other) is True
    assert plainly(read("a = b and not (a < b)"), Toy(), Definitions(), False, {"a": nines, "b": other}) is True


def test_what_is_absent_is_false_in_a_where_alone() -> None:
    key_result = thing("key_result", "k", target=ABSENT)
    for text, where, expected in [("k.target = 1", True, False), ("k.target = 1", False, None)]:
        assert plainly(read(text), Toy(), Definitions(), where, {"k": key_result}) is expected
    unknown = thing("key_result", "k", target=MEASURED)
    assert plainly(read("k.target = 1"), Toy(), Definitions(), True, {"k": unknown}) is None


@pytest.mark.parametrize("depth", [11, 45])
def test_what_is_nested_deeply_is_asked_of_the_evaluator(depth: int) -> None:
    nested = "(" * depth + "o.due" + " + 1 days)" * depth
    found, program = plain(f"{nested} > 2026-01-01 and " + "not (" * depth + "o.due < 2026-01-01" + ")" * depth)
    marks = sieve(program, found.world)(program.subjects(found.world))
    assert marks == ["pass"] * 3


def test_too_many_steps_are_left_to_the_evaluator(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "every k in o.key_results satisfies (some j in o.key_results satisfies j.due >= k.due)"
    found, program = plain(text)
    monkeypatch.setattr(steps, "MOST", 5)
    assert sieve(program, found.world)(program.subjects(found.world)) == ["pass", None, None]


# --- many subjects ---------------------------------------------------------------------------------------------------

CLAUSES = (
    "check k.weight >= 3",
    "where k.weight > 100  none means fail  check k.weight > 1",
    "where k.weight > 100  check k.weight > 1",
    "due k.due  check k.weight >= 3",
    'where k.weight >= 2  check k.title has word "even"  say "a"  check k.progress > 0 or k.weight < 4',
)


@pytest.mark.parametrize("clauses", CLAUSES)
def test_a_judge_says_the_same_of_many_subjects(clauses: str, monkeypatch: pytest.MonkeyPatch) -> None:
    key_results = "".join(
        f'key result k{n} "{("Even", "Odd")[n % 2]} {n}" {{ due 2026-0{7 + n % 3}-20  weight {n % 6} }}\n'
        for n in range(300)
    )
    waive = 'waive asked on o.k{} from 2026-07-01 until 2026-09-30 because "It is so." approved by "The board"\n'
    texts = [
        'company acme "Acme" { mission "Help." }\ncycle 2026-Q3 { }\n',
        f'objective o "All" {{ owner acme  cycle 2026-Q3\n{key_results} }}\n',
        *(waive.format(n) for n in (0, 1, 5, 299)),
        f'rule asked "Asked" {{ for each key_result as k  {clauses}  say "{{k.id}} is not" }}',
    ]
    found = bench("".join(texts), "2026-08-20")
    rules = [found.packs.rules["asked"]]
    (sifted,) = judge(found.packs, rules, found.world)
    monkeypatch.setattr(decision, "MANY", 10**9)
    (told,) = judge(found.packs, rules, found.world)
    for name in type(told)._fields:
        assert getattr(sifted, name) == getattr(told, name), name
    assert sum(count for _, count in told.counts) >= 300


# --- what is read directly -------------------------------------------------------------------------------------------


def read_directly() -> Iterator[Any]:
    for type_, fields in FIELDS.items():
        for name, reader in fields.items():
            if isinstance(reader, Attribute | Number) and type_ not in PLAIN:
                yield pytest.param(type_, name, reader, id=f"{type_}-{name}")


@pytest.mark.parametrize(("type_", "name", "reader"), list(read_directly()))
def test_an_attribute_is_left_out_only_where_the_field_is_optional(
    type_: str, name: str, reader: Attribute | Number
) -> None:
    world = GoalWorld.__new__(GoalWorld)
    of = world.class_of(type_) or model.Record
    annotations = {name: said for each in of.__mro__ for name, said in getattr(each, "__annotations__", {}).items()}
    field = TYPES[type_][name]
    assert ("None" in annotations[reader.name]) == (field.optional or field.measured)
    assert annotations[reader.name].startswith("tuple") == field.many


def test_what_was_not_understood_is_not_taken_as_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    text = """
    objective grow "Grow" {
      owner "Web"  cycle 2026-Q3  supports nothing
      key result shops "Shops" { metric nobody  at least 3 }
    }
    rule measured "Measured" { for each key result as k check k.metric is present say "{k.id}" }
    rule lifting "Lifting" { for each objective as o check count(o.supports) >= 1 say "{o.id}" }
    """
    found = bench(text, "2026-08-20")
    monkeypatch.setattr(decision, "MANY", 1)
    for rule in ("measured", "lifting"):
        assert Verdicts(found.packs.program(found.packs.rules[rule]), found.world).all == ["no_evidence"]

"""Packs: the shipped ones, what a workspace adds, params, policies, and rules made ready to be asked."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from toy import ABSENT, MEASURED, Toy, quantity, thing

from okrlang.loading import load
from okrlang.logic import shelf
from okrlang.logic.marks import reads_timely
from okrlang.logic.message import message
from okrlang.logic.packs import Packs, known, shipped, with_params, with_workspace
from okrlang.logic.rule import Rule
from okrlang.logic.values import Unknown, Value
from okrlang.model.resolver import resolve
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source

ROOT = Path(__file__).parent.parent


def own(text: str, path: str = "own/rules.okr") -> tuple[Packs, tuple[Diagnostic, ...]]:
    """The shipped packs and what a workspace declares."""
    packs, _ = shipped()
    sheet, faults = parse(Source(path, text))
    assert not faults, faults
    workspace, _ = resolve((sheet,), known(packs))
    return with_workspace(packs, workspace)


# --- the shelf -------------------------------------------------------------------------------------------------------


def test_every_folder_under_rules_is_a_pack_with_a_version() -> None:
    packs, faults = shipped()
    assert faults == ()
    assert [info.name for info in packs.infos] == sorted(p.name for p in (ROOT / "rules").iterdir() if p.is_dir())
    assert all(info.version.count(".") == 2 for info in packs.infos)


def test_the_digest_of_a_pack_is_that_of_its_files_in_order() -> None:
    packs, _ = shipped()
    info = next(info for info in packs.infos if info.name == "policies")
    files = sorted((ROOT / "rules" / "policies").glob("*.okr"))
    assert info.sha256 == hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def test_without_examples_the_packs_say_the_same() -> None:
    brief, whole = shipped()[0], shipped(examples=True)[0]
    assert list(brief.rules) == list(whole.rules)
    skipped = {"avoid", "prefer", "span", "checks", "where", "due", "fix"}
    for name, rule in brief.rules.items():
        other = whole.rules[name]
        for field in Rule._fields:
            if field not in skipped:
                assert getattr(rule, field) == getattr(other, field), (name, field)
        assert (rule.where, rule.due, rule.fix) == (other.where, other.due, other.fix)
        assert [(c.condition, c.say) for c in rule.checks] == [(c.condition, c.say) for c in other.checks]
        assert (rule.span.path, rule.span.start, rule.span.line) == (other.span.path, other.span.start, other.span.line)
    assert brief.defines == whole.defines
    assert (list(brief.params), list(brief.policies), list(brief.checklists)) == (
        list(whole.params),
        list(whole.policies),
        list(whole.checklists),
    )


def test_no_static_rule_is_taken_for_another_by_its_words() -> None:
    shipped.cache_clear()
    packs, _ = shipped()
    found = packs.static(packs.rules)
    assert [rule.name for rule in found] == [name for name, rule in packs.rules.items() if rule.static]


@pytest.mark.parametrize(
    ("text", "timely"),
    [
        ('  check o.owner is present\n  say "{o.id} is {o.status}, due as_of"', False),
        ("  check o.status = missed", True),
        ("  check count(o.reviews) >= 1", True),
        ("  due o.start", True),
        ("  check o.due > as_of", True),
        ("  check m.state = open", False),  # of an initiative it would be static
    ],
)
def test_some_rules_show_by_a_word_that_they_are_not_static(text: str, timely: bool) -> None:
    assert reads_timely(text) is timely


def test_examples_are_there_when_asked_for_and_not_parsed_otherwise() -> None:
    brief, whole = shipped()[0], shipped(examples=True)[0]
    assert whole.tests
    assert "core" in whole.settings
    assert any(rule.avoid for rule in whole.rules.values())
    assert not brief.tests
    assert not brief.settings
    assert not any(rule.avoid or rule.prefer for rule in brief.rules.values())


def test_what_is_left_of_a_text_without_examples_stays_on_its_lines() -> None:
    text = 'rule r "r" {\n  avoid {\n    a {\n    }\n  }\n  prefer { b }\n}\nend\n'
    folder = shelf.Folder("p", ("f.okr",), (text.encode(),))
    (source,) = folder.sources(examples=False)
    assert source.path == "rules/p/f.okr"
    assert len(source.text) == len(text)
    assert source.text.split() == ["rule", "r", '"r"', "{", "prefer", "{", "b", "}", "}", "end"]
    assert source.text.split("\n").index("end") == 7


def test_the_names_that_goal_texts_may_use() -> None:
    names = known(shipped()[0])
    assert {"pace", "gap", "grade", "weakest", "viva"} <= names.policies
    assert {"1.1", "7.2"} <= names.checklists["okr_procedure"]
    assert len(names.checklists["okr_procedure"]) == 14
    assert "objective-owner" in names.rules
    assert len(names.rules) >= 30


# --- a workspace -----------------------------------------------------------------------------------------------------


def test_a_company_adds_rules_of_its_own() -> None:
    packs, found = own('pack house "Our house" version "2.1.0"\nrule ours "O" { check count(companies) = 1 say "x" }')
    assert found == ()
    rule = packs.rules["ours"]
    assert (rule.pack, rule.own, rule.severity, rule.thing, rule.names) == ("house", True, "warning", None, ())
    assert packs.own == {"ours"}
    assert (packs.infos[-1].name, packs.infos[-1].title, packs.infos[-1].version) == ("house", "Our house", "2.1.0")


def test_without_a_pack_they_belong_to_the_workspace() -> None:
    packs, _ = own('rule ours "O" { for each team_goal check 1 = 1 say "x" }')
    assert "ours" not in packs.rules
    packs, _ = own('rule ours "O" { for each objective as o check o.owner is present say "x" }')
    assert packs.rules["ours"].pack == packs.infos[-1].name == "workspace"
    assert packs.rules["ours"].names == ("o",)


def test_a_workspace_without_rules_adds_nothing() -> None:
    packs, found = own('team a "A"')
    assert packs is shipped()[0]
    assert found == ()


@pytest.mark.parametrize(
    "text",
    [
        'pack core "Mine" version "1"',
        'rule objective-owner "Mine" { check count(companies) = 1 say "x" }',
        'policy pace "Mine" { otherwise on track }',
        'checklist okr_procedure "Mine" { }',
        "define numeric = 1",
        "define fewest_words = 2",
        'param numeric "Mine" = 1 from 0 to 2',
    ],
)
def test_the_names_of_what_is_shipped_are_reserved(text: str) -> None:
    packs, found = own(text)
    assert [d.name for d in found] == ["reserved-name"]
    assert packs.own == frozenset()
    assert list(packs.rules) == list(shipped()[0].rules)
    assert "Mine" not in (packs.rules["objective-owner"].title, packs.policies["pace"].title)


def test_a_company_may_set_a_param_within_its_range() -> None:
    packs, found = own('param max_key_results "most" = 7 from 1 to 100')
    assert found == ()
    assert packs.params["max_key_results"].value == quantity("7")
    assert packs.params["max_key_results"].high == quantity("7")  # the range stays the pack's
    assert shipped()[0].params["max_key_results"].value == quantity("5")
    packs, found = own('param max_key_results "most" = 1000 from 1 to 1000')
    assert [d.message for d in found] == ["`max_key_results` can be set from `3` to `7`, and not to `1000`"]
    assert packs.params["max_key_results"].value == quantity("5")


def test_params_of_a_configuration() -> None:
    packs, wrong = with_params(
        shipped()[0], {"max_key_results": quantity("6"), "check_in_grace": quantity("5", "days")}
    )
    assert wrong == ()
    assert packs.params["max_key_results"].value == quantity("6")
    _, wrong = with_params(
        shipped()[0], {"max_key_result": quantity("6"), "check_in_grace": quantity("9", "days"), "x": quantity("1")}
    )
    assert wrong == (
        "there is no param `max_key_result`; did you mean `max_key_results`?",
        "`check_in_grace` can be set from `0 days` to `7 days`, and not to `9 days`",
        "there is no param `x`",
    )


# --- policies --------------------------------------------------------------------------------------------------------

PUBLISHED = ("burningokr", "viva", "tability", "mooncamp", "puzzle")


@pytest.mark.parametrize(
    ("progress", "elapsed", "expected"),
    [
        ("0.30", "0.50", ("green", "behind", "yellow", "off_track", "commit")),
        ("0.45", "0.90", ("red", "at risk", "yellow", "off_track", "commit")),
        ("0.72", "1.00", ("yellow", "at risk", "green", "progressing", "target")),
        ("0.40", "0.50", ("green", "behind", "green", "progressing", "commit")),
    ],
)
def test_published_policies_say_what_their_publishers_say(
    progress: str, elapsed: str, expected: tuple[str, ...]
) -> None:
    policies = shipped()[0].policies
    p, e = Decimal(progress), Decimal(elapsed)
    found = [policies[name].status(p, e, e, None) for name in PUBLISHED]
    assert [called or status for status, called in filter(None, found)] == list(expected)


@pytest.mark.parametrize(
    ("name", "progress", "expected", "status"),
    [
        *(
            ("pace", "0.45", "0.5", "on_track"),
            ("pace", "0.35", "0.5", "at_risk"),
            ("pace", "0.34", "0.5", "off_track"),
        ),
        *(("gap", "0.3", "0.5", "on_track"), ("gap", "0.1", "0.5", "at_risk"), ("gap", "0.09", "0.5", "off_track")),
    ],
)
def test_policies_of_our_own(name: str, progress: str, expected: str, status: str) -> None:
    found = shipped()[0].policies[name].status(Decimal(progress), Decimal(expected), None, None)
    assert found == (status, None)


def test_a_policy_that_cannot_know_says_nothing() -> None:
    policies = shipped()[0].policies
    assert policies["pace"].status(None, Decimal("0.5"), None, None) is None
    assert policies["grade"].status(Decimal(1), Decimal(1), Decimal(1), None) is None


def test_what_a_policy_states_besides() -> None:
    policies = shipped()[0].policies
    assert policies["pace"].grace == Decimal("0.15")
    assert policies["weakest"].takes_worst
    assert policies["puzzle"].zones == {"commit": Decimal("0.3"), "target": Decimal("0.7"), "stretch": Decimal(1)}
    assert policies["gap"].otherwise == ("off_track", None)


# --- rules made ready ------------------------------------------------------------------------------------------------


def test_a_rule_is_asked_of_its_subjects() -> None:
    packs, _ = own(
        """
        rule few "F" {
          for each objective as o where o.kind != learning
          due o.due + 14 days
          check count(o.key_results) >= 1  say "{o.id} has {count(o.key_results)} key results"
          check o.status != missed         say "{o.id} is {o.status}"
          fix "Write one for {o.id}."
        }
        """
    )
    program = packs.program(packs.rules["few"])
    stay = thing("objective", "stay", kind="committed", due=date(2026, 9, 30), status=MEASURED)
    learn = thing("objective", "learn", kind="learning")
    world = Toy({"objectives": (stay, learn)})
    assert program.subjects(world) == (stay, learn)
    assert program.where is not None
    assert [program.where.value(world, (each,)) for each in (stay, learn)] == [True, False]
    assert program.due is not None
    assert program.due.value(world, (stay,)) == date(2026, 10, 14)
    (first, said), (second, also) = program.checks
    assert first.value(world, (stay,)) is False
    assert said.text(world, (stay,)) == "stay has 0 key results"
    assert isinstance(second.value(world, (stay,)), Unknown)
    assert also.text(world, (stay,)) == "stay is —"
    assert program.fix is not None
    assert program.fix.text(world, (stay,)) == "Write one for stay."


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        *(("status", "on_track", "on track"), ("title", "a_b", "a_b"), ("due", date(2026, 9, 30), "2026-09-30")),
        *(
            ("owner", ABSENT, "—"),
            ("owner", thing("unit", "platform"), "platform"),
            ("progress", quantity("0.5"), "0.5"),
        ),
        *(
            ("tags", (), "none"),
            ("tags", ("a", "b", "c"), "a, b and c"),
            ("tags", tuple("abcdefg"), "a, b, c, d, e and 2 more"),
        ),
    ],
)
def test_values_in_messages(field: str, value: Value, expected: str) -> None:
    sheet, _ = parse(Source("t", f'rule r "r" {{ check 1 = 2 say "It is {{o.{field}}}." }}'))
    rule = sheet.declarations[0]
    assert isinstance(rule, tree.Rule)
    say = next(clause.say for clause in rule.clauses if isinstance(clause, tree.Check))
    text = message(say, ("o",), Packs({}).definitions)
    assert text(Toy(), (thing("objective", "o", **{field: value}),)) == f"It is {expected}."


def test_an_explanation_names_what_decided() -> None:
    packs, _ = own(
        'rule told "T" { for each objective as o '
        'check some r in o.reviews where r.judges_relevance satisfies r.outcome is present say "x" }'
    )
    one = thing("review", "one", judges_relevance=False, outcome="a")
    two = thing("review", "two", judges_relevance=True)
    three = thing("review", "three", judges_relevance=True, outcome="b")
    goal = thing("objective", "o", reviews=(one, two, three))
    check = packs.program(packs.rules["told"]).checks[0][0]
    value, touched = check.explained(Toy(), (goal,))
    assert value is True
    assert touched == ((goal, "reviews"), (three, "judges_relevance"), (three, "outcome"))
    value, touched = check.explained(Toy(), (thing("objective", "o", reviews=(one, two)),))
    assert value is False
    assert [(str(subject), field) for subject, field in touched[1:]] == [
        ("two", "judges_relevance"),
        ("two", "outcome"),
    ]


def test_the_digest_of_a_company_s_pack_is_that_of_its_files_as_they_are(tmp_path: Path) -> None:
    rule = 'rule ours "O" {\r\n  check count(companies) = 1\r\n  say "é"\r\n}\r\n'
    texts = {
        "okrlang.toml": "",
        "house/b.okr": rule,
        "house/a.okr": '\ufeffpack house "H" version "1.0.0"\n',
        "goals.okr": "",
        "policy.okr": 'policy mine "M" { otherwise on track }\n',
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    found = {info.name: info.sha256 for info in load([tmp_path]).packs.infos}
    own = b"".join(texts[name].encode() for name in ("house/a.okr", "house/b.okr"))
    assert found["house"] == hashlib.sha256(own).hexdigest()
    assert found["workspace"] == hashlib.sha256(texts["policy.okr"].encode()).hexdigest()

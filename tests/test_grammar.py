"""The grammar, the table made from it, and the driver that runs the table: all three say the same."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from oracle import grammar, oracle
from sentences import sentences

from okrlang.syntax import tree
from okrlang.syntax.automaton import token_at
from okrlang.syntax.compile import GRAMMAR, TABLE, table
from okrlang.syntax.parser import parse, parse_expression
from okrlang.syntax.source import Source

TOURS = {path.name: path.read_text("utf-8") for path in sorted((Path(__file__).parent / "syntax").glob("*.okr"))}
CHECKOUT = Path(__file__).parent.parent


def agreed(text: str, path: str = "goals.okr") -> bool:
    """Whether a text is accepted; driver and Lark must agree on that, on the tree, and on every place in it."""
    source = Source(path, text)
    sheet, diagnostics = parse(source)
    said = oracle(source)
    errors = [found for found in diagnostics if found.severity == "error"]
    if said is None or said[1]:
        assert errors, f"Lark refuses what the driver takes: {text!r}"
        return False
    assert not errors, f"{errors[0].message} at {errors[0].span.text!r}, but Lark takes it: {text!r}"
    assert sheet.declarations == said[0]
    assert places(sheet.declarations) == places(said[0])
    return True


def places(value: Any) -> list[tuple[str, int, int]]:
    """Where every node stands."""
    if isinstance(value, tuple):
        return [place for item in value for place in places(item)]
    if not isinstance(value, tree.Node):
        return []
    parts = [getattr(value, field) for field in value.__match_args__]
    return [(type(value).__name__, value.span.start, value.span.end), *(p for part in parts for p in places(part))]


def test_the_table_is_what_the_grammar_compiles_to() -> None:
    assert TABLE.read_text("utf-8") == table() + "\n", "run `python -m okrlang.syntax.compile`"


def test_the_table_is_the_same_under_another_hash_seed() -> None:
    code = "from okrlang.syntax.compile import table; import sys; sys.stdout.write(table())"
    env = os.environ | {"PYTHONHASHSEED": "4711", "PYTHONPATH": str(CHECKOUT), "PYTHONIOENCODING": "utf-8"}
    other = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True)
    assert other.stdout.decode("utf-8") + "\n" == TABLE.read_text("utf-8")


@pytest.mark.parametrize("name", TOURS)
def test_a_tour_parses_without_a_word(name: str) -> None:
    assert parse(Source(name, TOURS[name]))[1] == ()
    assert agreed(TOURS[name], name)


def test_the_tours_show_every_class_of_the_tree() -> None:
    shown = {name for text in TOURS.values() for name, _, _ in places(parse(Source("", text))[0].declarations)}
    classes = {name for name, cls in vars(tree).items() if isinstance(cls, type) and issubclass(cls, tree.Node)}
    assert classes - shown == {"Node"}


def test_the_tours_show_every_rule_of_the_grammar() -> None:
    rules = {rule.alias or rule.origin.name for rule in grammar().rules if rule.alias or not rule.options.expand1}
    parsed = [grammar().parse(text, "declarations") for text in TOURS.values()]
    shown = {str(part.data) for tour in parsed for part in tour.iter_subtrees()}
    assert {rule for rule in rules if not rule.startswith("_")} - shown == set()


def test_rules_and_classes_stand_in_the_same_order() -> None:
    rules = re.findall(r"^[?!]?([a-z_]+):", GRAMMAR.read_text("utf-8"), re.MULTILINE)
    order = {"".join(part.capitalize() for part in rule.split("_")): number for number, rule in enumerate(rules)}
    for module in ("literals", "organization", "measures", "goals", "records", "rules", "expressions"):
        text = (CHECKOUT / f"okrlang/syntax/tree/{module}.py").read_text("utf-8")
        classes = [name for name in re.findall(r"^class (\w+)\(Node\)", text, re.MULTILINE) if name in order]
        assert classes == sorted(classes, key=order.__getitem__)


def tokens(text: str) -> list[tuple[int, int]]:
    """Where the tokens of a text begin and end."""
    found, at = [], 0
    while at < len(text):
        token = token_at(text, at, len(text))
        at = token.end()
        found.append((token.start(token.lastindex or 0), at))
    return [(start, end) for start, end in found if start < end]


def kinds(rule: str) -> list[str]:
    """The declarations that a rule chooses from."""
    return [choice.expansion[0].name for choice in grammar().rules if choice.origin.name == rule]


def mutant(text: str, places: list[tuple[int, int]], others: list[str], rng: random.Random) -> str:
    """The text with one or two tokens left out, doubled, or replaced, every other time by one of the same look."""
    edits = []
    for start, end in rng.sample(places, min(rng.randint(1, 2), len(places))):
        word = text[start:end]
        like = [other for other in others if other[0].isalpha() == word[0].isalpha() and other[0] != word[0]]
        edits.append((start, end, rng.choice(["", f"{word} {word}", rng.choice(others), *rng.choices(like, k=3)])))
    for start, end, word in sorted(edits, reverse=True):
        text = text[:start] + word + text[end:]
    return text


def declarations(text: str) -> list[str]:
    """The texts of the declarations."""
    return [text[d.span.start : d.span.end] for d in parse(Source("", text))[0].declarations]


@pytest.mark.parametrize("name", TOURS)
def test_driver_and_lark_agree_on_mutants(name: str) -> None:
    rng = random.Random(name)
    words = [TOURS[name][start:end] for start, end in tokens(TOURS[name])]
    whole = 0
    for text in declarations(TOURS[name]):
        for _ in range(60):
            whole += agreed(mutant(text, tokens(text), words, rng))
    assert whole > 70  # mutants that are texts of the language show as much as those that are not


MEANINGLESS = {"bad-period", "unknown-word"}  # a year of five digits, a way to sum up that there is not
KINDS = sorted({d for rule in ("goal_declaration", "rule_declaration") for d in kinds(rule)})


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_the_grammar_makes_is_a_text_of_the_language(kind: str) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(sentences(kind, 20))
    def holds(text: str) -> None:
        assert agreed(text) or bool(MEANINGLESS & {fault.name for fault in parse(Source("", text))[1]})

    holds()


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(sentences("expression", 11))
def test_whatever_the_grammar_makes_of_an_expression_is_one(text: str) -> None:
    source = Source("rule.okr", text)
    said = oracle(source, "expression")
    assert said is not None
    assert parse_expression(source) == (said[0], ())

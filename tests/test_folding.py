"""What is said of conditions without asking a world is what every world says."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy import ABSENT, MEASURED, Toy, definitions, expression, quantity, thing

from okrlang.logic.evaluator import compiled
from okrlang.logic.folding import BOTH, Folding, Given
from okrlang.logic.inference import Inference
from okrlang.logic.opened import Opened
from okrlang.logic.silence import Silence
from okrlang.logic.typed import Typed
from okrlang.model.reading.complaints import Complaints
from okrlang.syntax import tree

NAMES = {"o": Typed(("objective",)), "k": Typed(("key_result",))}
DEFINES = definitions("define firm(objective o) = o.kind = committed  define few(number n) = n < 2")


def opened(*texts: str) -> tuple[Opened, tuple[tree.Node, ...]]:
    """Conditions seen through, with the types of their parts."""
    inference = Inference(DEFINES, lambda name: None, Complaints())
    found = Opened(DEFINES, inference, NAMES)
    return found, tuple(found.open(expression(text)) for text in texts)


# --- what is always the same -----------------------------------------------------------------------------------------

WORDS = ("committed", "aspirational", "learning")
LIMITS = ("0", "0.25", "0.5", "1")
SIGNS = st.sampled_from(("=", "!=", "<", "<=", ">", ">="))
ATOMS = st.one_of(
    st.builds("o.kind {} {}".format, st.sampled_from(("=", "!=")), st.sampled_from(WORDS)),
    st.builds("o.kind in [{}, {}]".format, st.sampled_from(WORDS), st.sampled_from(WORDS)),
    st.sampled_from(("o.kind is present", "o.kind is missing", "firm(o)", "o.because is present")),
    st.builds("k.confidence {} {}".format, SIGNS, st.sampled_from(LIMITS)),
    st.builds("{} {} k.confidence".format, st.sampled_from(LIMITS), SIGNS),
    st.builds("k.confidence between {} and {}".format, st.sampled_from(LIMITS), st.sampled_from(LIMITS)),
    st.builds("count(o.key_results) {} {}".format, SIGNS, st.integers(0, 3)),
    st.builds("o.start {} o.due".format, SIGNS),
    st.builds("o.due {} o.start".format, SIGNS),
    st.just("few(count(o.key_results))"),
)


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} and {})".format, parts, parts),
        st.builds("({} or {})".format, parts, parts),
        st.builds("(not {})".format, parts),
        st.builds("(if {} then {} else {})".format, parts, parts, parts),
    )


CONDITIONS = st.recursive(ATOMS, joined, max_leaves=5)
KINDS = (ABSENT, *WORDS)
CONFIDENCES = (ABSENT, *map(quantity, ("0", "0.1", "0.25", "0.3", "0.5", "0.7", "1")))
JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)
WORLDS = [
    (
        thing("objective", "o", kind=kind, because=because, key_results=("k",) * count, start=start, due=due),
        thing("key_result", "k", confidence=confidence),
    )
    for kind, because, confidence, count, (start, due) in product(
        KINDS,
        (ABSENT, "Why"),
        CONFIDENCES,
        range(5),
        ((JULY, JULY), (JULY, AUGUST), (AUGUST, JULY), (ABSENT, JULY)),
    )
]


def came(text: str, where: bool) -> list[bool | None]:
    """What a condition comes to in each of the worlds."""
    run, toy = compiled(expression(text), ("o", "k"), DEFINES, where), Toy()
    found = []
    for world in WORLDS:
        toy.memory.clear()
        value = run(toy, world)
        found.append(value if isinstance(value, bool) else None)
    return found


@given(CONDITIONS, st.booleans())
def test_a_condition_comes_out_as_it_was_said(text: str, where: bool) -> None:
    found, (node,) = opened(text)
    assert Folding(found.typed).outcomes(node, where) == {*came(text, where)} - {None}


@given(CONDITIONS, CONDITIONS, st.booleans())
def test_a_condition_behind_another_one_comes_out_as_it_was_said(first: str, then: str, certain: bool) -> None:
    found, (before, node) = opened(first, then)
    known = Given(before, False, where=False, certain=certain)
    outcomes = Folding(found.typed).outcomes(node, False, (known,))
    reached = [b for a, b in zip(came(first, False), came(then, False), strict=True) if known.allows(a)]
    assert outcomes >= {*reached} - {None}
    if reached and len(outcomes) < 2:
        assert outcomes == {*reached} - {None}


def test_where_there_is_too_much_to_try_nothing_is_said() -> None:
    many = " or ".join(f'o.title = "{n}"' for n in range(4000))
    found, (node,) = opened(many)
    assert Folding(found.typed).outcomes(node, False) == BOTH


def test_a_rule_is_tried_so_often_and_no_more() -> None:
    found, (node,) = opened("o.kind = committed or o.kind != committed")
    folding = Folding(found.typed, most=20)
    assert folding.outcomes(node, False) == {True}
    assert folding.left <= 0
    assert folding.outcomes(node, False) == BOTH


# --- what silence does -----------------------------------------------------------------------------------------------

RECORDS = st.sampled_from(("reviews", "decisions"))
LOUD = st.one_of(
    st.builds("count(o.{}) {} {}".format, RECORDS, SIGNS, st.integers(0, 2)),
    st.builds("{} {} count(o.{})".format, st.integers(0, 2), SIGNS, RECORDS),
    st.builds("count(o.{}) between {} and 2".format, RECORDS, st.integers(0, 1)),
    st.builds("count(o.{}) in [{}, 1]".format, RECORDS, st.integers(0, 2)),
    st.builds("(some r in o.{} satisfies r.outcome is present)".format, RECORDS),
    st.builds("(every r in o.{} satisfies r.outcome is present)".format, RECORDS),
    st.builds("(no r in o.{} satisfies r.outcome is missing)".format, RECORDS),
    st.builds("max([count(o.{}), {}]) {} 1".format, RECORDS, st.integers(0, 1), SIGNS),
    st.builds("count(o.{}) - count(o.{}) {} 0".format, RECORDS, RECORDS, SIGNS),
    st.builds("(if count(o.{}) >= 1 then 1 else 0) {} 1".format, RECORDS, SIGNS),
    st.builds("few(count(o.{}))".format, RECORDS),
    st.sampled_from(("k.last_check_in is missing", "k.last_check_in is present", "k.last_check_in.confidence < 0.5")),
    st.sampled_from(("o.because is present", "o.kind = committed", "firm(o)")),
)
CHECKS = st.recursive(LOUD, joined, max_leaves=4)


@given(CHECKS)
def test_what_no_silence_helps_passes_without_it(text: str) -> None:
    """Whatever passes where nothing was recorded, and is not complained of, passes as well where nobody knows."""
    found, (node,) = opened(text)
    if Silence(found.typed).effect(node).true:
        return
    run = compiled(expression(text), ("o", "k"), DEFINES)
    for kind, because in product((ABSENT, "committed", "learning"), (ABSENT, "Why")):
        given = {"kind": kind, "because": because}
        silent = thing("objective", "o", **given), thing("key_result", "k", last_check_in=ABSENT)
        vague = thing("objective", "o", **given, reviews=MEASURED, decisions=MEASURED)
        if run(Toy(), silent) is True:
            assert run(Toy(), (vague, thing("key_result", "k", last_check_in=MEASURED))) is True


@pytest.mark.parametrize(
    ("text", "helped"),
    [
        ("count(o.reviews) = 0", True),
        ("count(o.reviews) >= 1", False),
        ("count(o.reviews) >= 1 and not (some r in o.reviews satisfies r.outcome is missing)", False),
        ("count(o.decisions) >= 1 and not (some r in o.reviews satisfies r.outcome is missing)", True),
        ("count(o.reviews) >= 1 or o.because is present", False),
        ("(if count(o.reviews) >= 1 then count(o.reviews) <= 3 else count(o.reviews) >= 1)", False),
        ("few(count(o.reviews))", True),
        ("every k in o.key_results where count(k.check_ins) >= 1 satisfies k.form = change", True),
        ("count(k for k in o.key_results where k.last_check_in is present) <= 3", True),
        ("max(count(k.reviews) for k in o.key_results) = 0", True),
        ("count(o.reviews) / count(o.decisions) <= 0.5", True),
        ("count(o.reviews) / count(o.decisions) >= 0.5", False),
        ("count(o.decisions) > count(o.reviews)", True),
        ("every r in o.reviews where r.outcome is missing satisfies r.owner is present", False),
    ],
)
def test_silence_helps(text: str, helped: bool) -> None:
    found, (node,) = opened(text.replace(" k ", " x ").replace("k.", "x.") if " k in " in text else text)
    assert bool(Silence(found.typed).effect(node).true) is helped

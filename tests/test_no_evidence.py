"""Two properties of every expression: what evaluator and plain walk say is the same, and nothing unknown ever decides.

The theorem: if a condition is true (or false) while some measured value is missing, it is so under every completion.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from toy import ABSENT, Thing, Toy, evaluate, quantity

from okrlang.logic.values import Reason, Unknown, Value

# --- conditions ------------------------------------------------------------------------------------------------------

LISTS = {
    "key_results": "key_result",
    "reviews": "review",
    "o.key_results": "key_result",
    "o.reviews": "review",
}
NUMBERS = ["0", "1", "2", "50%", "1 EUR", "2 days"]
KINDS = ["every", "some", "no", "at least 1", "at least 2", "at most 1"]
SIGNS = ["=", "!=", "<", "<=", ">", ">="]


def _plural(kind: str) -> str:
    return "satisfy" if kind.startswith("at ") else "satisfies"


@st.composite
def numbers(draw: st.DrawFn, names: tuple[str, ...], depth: int) -> str:
    """A number, of literals, fields and totals."""
    of = [n for n in names if n.startswith("k")]
    choices = [st.sampled_from(NUMBERS)]
    if of:
        fields = ["target", "progress", "weight", "current.value"]
        choices.append(st.builds(lambda n, f: f"{n}.{f}", st.sampled_from(of), st.sampled_from(fields)))
    if depth > 0:
        inner = numbers(names, depth - 1)
        choices += [
            st.builds(lambda a, s, b: f"({a} {s} {b})", inner, st.sampled_from("+-*/"), inner),
            st.builds(lambda a: f"(-({a}))", inner),
            totals(names, depth - 1),
            st.builds(lambda c, a, b: f"(if {c} then {a} else {b})", conditions(names, depth - 1), inner, inner),
        ]
    text: str = draw(st.one_of(choices))
    return text


@st.composite
def totals(draw: st.DrawFn, names: tuple[str, ...], depth: int) -> str:
    """`count(…)`, `sum(… for k in … where …)`."""
    name = f"k{len(names)}"
    items = draw(st.sampled_from(["key_results", "o.key_results"]))
    if draw(st.booleans()):
        return f"count({items})"
    function = draw(st.sampled_from(["count", "sum", "min", "max", "mean", "median"]))
    value = draw(numbers((*names, name), 0))
    where = f" where {draw(conditions((*names, name), depth))}" if draw(st.booleans()) else ""
    return f"{function}({value} for {name} in {items}{where})"


@st.composite
def atoms(draw: st.DrawFn, names: tuple[str, ...], depth: int) -> str:
    """A condition that is no combination of others."""
    name = draw(st.sampled_from(names))
    number = numbers(names, depth)
    if name.startswith("k"):
        words = st.sampled_from(["form = change", "form in [reach, keep]", "form != change", "status = missed"])
        states = ["target is present", "target is missing", "progress is present", "current is fresh"]
        own = st.builds(lambda rest: f"{name}.{rest}", st.one_of(words, st.sampled_from(states)))
    elif name.startswith("r"):
        own = st.sampled_from([f"{name}.judges_relevance", f"{name}.date < 2026-08-10", f'"c" in {name}.keeps'])
    else:
        own = st.sampled_from([f"{name}.due >= as_of", f"{name}.low is present", f"{name}.start.week = as_of.week"])
    compared = st.builds(lambda a, s, b: f"{a} {s} {b}", number, st.sampled_from(SIGNS), number)
    between = st.builds(lambda a, b, c: f"{a} between {b} and {c}", number, number, number)
    within = st.builds(lambda a, b, c: f"{a} in [{b}, {c}]", number, number, number)
    text: str = draw(st.one_of(own, own, compared, between, within))
    return text


@st.composite
def conditions(draw: st.DrawFn, names: tuple[str, ...], depth: int) -> str:
    """A condition over names: o (an objective), k1, k2, … (key results) and r1, r2, … (reviews)."""
    if depth <= 0:
        atom: str = draw(atoms(names, 0))
        return atom
    inner = conditions(names, depth - 1)
    text: str = draw(
        st.one_of(
            atoms(names, depth - 1),
            st.builds(lambda a: f"not ({a})", inner),
            st.builds(lambda a, w, b: f"({a}) {w} ({b})", inner, st.sampled_from(["and", "or"]), inner),
            st.builds(lambda a, b, c: f"(if {a} then {b} else {c})", inner, inner, inner),
            quantifiers(names, depth),
            quantifiers(names, depth),
        )
    )
    return text


@st.composite
def quantifiers(draw: st.DrawFn, names: tuple[str, ...], depth: int) -> str:
    items, kind = draw(st.sampled_from(sorted(LISTS))), draw(st.sampled_from(KINDS))
    name = f"{'k' if LISTS[items] == 'key_result' else 'r'}{len(names)}"
    inner = (*names, name)
    clauses: list[str] = []
    if draw(st.booleans()):
        clauses.append(draw(conditions(inner, depth - 2)))
    others = [other for other in names if other[0] == name[0]]
    keyed: bool = draw(st.booleans())
    if others and keyed:  # an equality that becomes a key of an index
        fields = ["form", "target", "due", "status"] if name[0] == "k" else ["date", "outcome"]
        field = draw(st.sampled_from(fields))
        clauses.append(f"{name}.{field} = {draw(st.sampled_from(others))}.{field}")
    where = f" where {' and '.join(f'({clause})' for clause in clauses)}" if clauses else ""
    return f"({kind} {name} in {items}{where} {_plural(kind)} {draw(conditions(inner, depth - 1))})"


# --- worlds ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Missing:
    """A measured value that is not there: what it may turn out to be."""

    later: tuple[Value, ...]


NOT_YET = Unknown((Reason("k", "value", "there is no data"),))
STALE = Unknown((Reason("k", "current", "is stale"),))
VALUES = tuple(quantity(v, u) for v, u in [("0", ""), ("1", ""), ("2", ""), ("1", "EUR"), ("50", "%")])
DAYS = (date(2026, 8, 3), date(2026, 8, 12), date(2026, 8, 20), date(2026, 9, 1))


def measured(*values: Value) -> st.SearchStrategy[Value]:
    return st.one_of(st.sampled_from(values), st.just(Missing(values)))


def optional(*values: Value) -> st.SearchStrategy[Value]:
    return st.one_of(st.sampled_from(values), st.just(ABSENT))


key_results = st.fixed_dictionaries(
    {
        "form": st.sampled_from(["change", "reach", "keep"]),
        "target": optional(*VALUES),
        "weight": optional(*VALUES[:3]),
        "due": st.sampled_from(DAYS),
        "progress": measured(*VALUES[:3]),
        "status": measured("missed", "on_track"),
        "current": st.fixed_dictionaries({"value": measured(*VALUES), "fresh": measured(True, STALE)}),
    }
)
reviews = st.fixed_dictionaries(
    {
        "judges_relevance": st.booleans(),
        "date": st.sampled_from(DAYS),
        "outcome": optional("a", "b"),
        "keeps": st.lists(st.sampled_from(["c", "d"]), max_size=1).map(tuple),
    }
)
worlds = st.fixed_dictionaries(
    {
        "key_results": st.lists(key_results, max_size=3),
        "reviews": st.lists(reviews, max_size=2),
        "low": measured(*VALUES[:3]),
        "due": optional(*DAYS),
        "start": optional(*DAYS),
    }
)


def fill(value: Any, later: st.DataObject | None) -> Any:
    """A value with what is missing left unknown, or completed in some way."""
    if isinstance(value, Missing):
        return NOT_YET if later is None else later.draw(st.sampled_from(value.later))
    if isinstance(value, dict):
        return {name: fill(inner, later) for name, inner in value.items()}
    return [fill(inner, later) for inner in value] if isinstance(value, list) else value


def made(plan: dict[str, Any]) -> tuple[Toy, Thing]:
    """The world of a plan, and its objective."""
    goals = tuple(
        Thing("key_result", f"k{at}", {**fields, "current": Thing("reading", "", fields["current"])})
        for at, fields in enumerate(plan["key_results"])
    )
    records = tuple(Thing("review", f"r{at}", fields) for at, fields in enumerate(plan["reviews"]))
    own = {"key_results": goals[:2], "reviews": records[:1], **{name: plan[name] for name in ("low", "due", "start")}}
    return Toy({"key_results": goals, "reviews": records}), Thing("objective", "o", own)


@settings(max_examples=120, deadline=None)
@given(conditions(("o",), 3), worlds, st.booleans(), st.data())
def test_what_is_known_stays_so_whatever_is_measured_later(
    condition: str, plan: dict[str, Any], where: bool, data: st.DataObject
) -> None:
    world, goal = made(fill(plan, None))
    before = evaluate(condition, world, where=where, o=goal)
    world, goal = made(fill(plan, data))
    after = evaluate(condition, world, where=where, o=goal)
    assert isinstance(before, bool | Unknown)
    assert isinstance(after, bool | Unknown)
    if isinstance(before, bool):
        assert after is before, condition


@settings(max_examples=60, deadline=None)
@given(conditions(("o",), 3), worlds)
def test_nothing_is_true_for_want_of_records_that_says_so(condition: str, plan: dict[str, Any]) -> None:
    """Where every list of records is empty, `every`, `no` and `at most` over one are not true."""
    world, goal = made(fill({**plan, "reviews": []}, None))
    for kind in ("every", "no", "at most 1"):
        for items in ("reviews", "o.reviews"):
            text = f"{kind} r in {items} {_plural(kind)} r.judges_relevance or ({condition})"
            assert isinstance(evaluate(text, world, o=goal), Unknown)

"""What must hold of every score: better values never worsen it, missing ones never make it pass."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from scoring import goal, scored
from scoring import policies as shipped

from okrlang.score.results import KeyResultScore

PASSES = ("on_track", "achieved")
ORDER = ("missed", "off_track", "at_risk", "open", "on_track", "achieved")
REGIONS = ("north", "south", "west")
START = date(2026, 7, 1)

values = st.integers(0, 20)
days = st.integers(0, 91).map(lambda n: START + timedelta(n))
scopes = st.sampled_from(["", "for every region", "for at least 2 regions", "for 60% of regions", "for north, west"])
bounds = st.one_of(
    st.builds("{} {}".format, st.sampled_from(["at least", "more than", "at most", "less than"]), values),
    st.builds(lambda a, b: f"between {min(a, b)} and {max(a, b)}", values, values),
)
periods = st.sampled_from(["in 90% of weeks", "in 50% of weeks", "in every week", "in every month"])
changes = st.tuples(values, values).filter(lambda ends: ends[0] != ends[1]).map(lambda e: f"from {e[0]} to {e[1]}")
forms = st.one_of(
    st.tuples(changes, scopes).map(" ".join),
    st.tuples(bounds, scopes).map(" ".join),
    st.tuples(bounds, scopes, periods).map(lambda parts: " ".join(("keep", *parts))),
)


@dataclass(frozen=True)
class Measured:
    """A metric of three members: their values by day (None: of the whole)."""

    rows: dict[str | None, dict[date, int]]

    def text(self, name: str) -> str:
        """The metric as it is written."""
        blocks = []
        for member, points in self.rows.items():
            of = f" for {member}" if member else ""
            blocks.append(f"values{of} {{ {' '.join(f'{day} {value}' for day, value in points.items())} }}")
        split = "split by region in [{}]".format(", ".join(f'"{region}"' for region in REGIONS))
        return f"metric {name} {{ {split} {' '.join(block for block in blocks if not block.endswith('{  }'))} }}\n"

    def without(self, member: str | None) -> Measured:
        """The metric without any row of a member."""
        return Measured({of: {} if of == member else points for of, points in self.rows.items()})


def measured(at_least: int = 1) -> st.SearchStrategy[Measured]:
    points = st.dictionaries(days, values, min_size=at_least, max_size=6)
    return st.fixed_dictionaries({None: points, "north": points, "south": points, "west": points}).map(Measured)


def found(form: str, metric: Measured, on: date, policy: str, more: str = "", around: str = "") -> KeyResultScore:
    text = metric.text("m") + around + goal(f"metric m {form} {more}")
    return scored(text, on.isoformat(), policy=policy).key_result("o.k")


policies = st.sampled_from(sorted(shipped()))


@settings(max_examples=150, deadline=None)
@given(forms, measured(), days, policies, st.sampled_from((None, *REGIONS)))
def test_removing_all_rows_of_a_member_never_makes_a_pass(
    form: str, metric: Measured, on: date, policy: str, lost: str | None
) -> None:
    before, after = found(form, metric, on, policy), found(form, metric.without(lost), on, policy)
    if after.status in PASSES:
        assert before.status in PASSES


@settings(max_examples=60, deadline=None)
@given(forms, measured(), days, policies)
def test_removing_all_rows_makes_nothing_but_no_data(form: str, metric: Measured, on: date, policy: str) -> None:
    silent = Measured({None: {date(2027, 1, 1): 1}})
    assert found(form, silent, on, policy).status == "no_data"


@settings(max_examples=60, deadline=None)
@given(forms, measured(), bounds, measured(), days)
def test_removing_the_rows_of_a_gate_never_makes_a_pass(
    form: str, metric: Measured, bound: str, gate: Measured, on: date
) -> None:
    more = f"provided g {bound}"
    before = found(form, metric, on, "pace", more, gate.text("g"))
    after = found(form, metric, on, "pace", more, Measured({None: {date(2027, 1, 1): 1}}).text("g"))
    if after.status in PASSES:
        assert before.status in PASSES


@settings(max_examples=150, deadline=None)
@given(forms, measured(), days, policies, st.sampled_from((None, *REGIONS)))
def test_bounds_contain_what_the_missing_values_turn_out_to_be(
    form: str, metric: Measured, on: date, policy: str, lost: str | None
) -> None:
    part, whole = found(form, metric.without(lost), on, policy), found(form, metric, on, policy)
    if whole.progress is not None:
        assert part.low is not None
        assert part.high is not None
        assert part.low <= whole.progress <= part.high
    if part.status in ("achieved", "missed", "on_track", "at_risk", "off_track"):
        assert whole.status == part.status


@settings(max_examples=200, deadline=None)
@given(forms, measured(), days, policies, st.sampled_from((None, *REGIONS)), st.integers(0, 5), values)
def test_a_better_value_never_worsens_progress_or_status(
    form: str, metric: Measured, on: date, policy: str, member: str | None, at: int, other: int
) -> None:
    points = metric.rows[member]
    day = sorted(points)[at % len(points)]
    if not is_better(form, other, points[day]):
        return
    raised = Measured({**metric.rows, member: {**points, day: other}})
    before, after = found(form, metric, on, policy), found(form, raised, on, policy)
    if before.progress is not None:
        assert after.progress is not None
        assert after.progress >= before.progress
    if before.status in ORDER and after.status in ORDER:
        assert ORDER.index(after.status) >= ORDER.index(before.status)


def is_better(form: str, new: int, old: int) -> bool:
    """Whether a value is better than another, or for a band nearer to it, by the words of a form."""
    words = form.removeprefix("keep ").split()
    if words[0] == "from":
        return new > old if int(words[3]) > int(words[1]) else new < old
    if words[0] == "between":
        low, high = int(words[1]), int(words[3])
        return max(low - new, new - high, 0) < max(low - old, old - high, 0)
    return new > old if words[:2] in (["at", "least"], ["more", "than"]) else new < old


MILESTONES = (
    'milestone "A" { weight 30% due 2026-07-20 done 2026-08-01 } milestone "B" { weight 70% due 2026-08-15 score 0.5 }',
    'milestone "A" { due 2026-07-20 done 2026-07-10 } milestone "B" { dropped on 2026-08-10 because "C" }',
    "due 2026-08-31 done 2026-09-05",
)
bodies = st.one_of(
    forms.map("metric m {}".format),
    st.sampled_from(MILESTONES),
    st.just('commit "A" target "B" stretch "C"'),
    changes.map("metric m {} expect 3 on 2026-08-10".format),
    changes.map('metric m {} dropped on 2026-08-20 because "B"'.format),
)
words = st.sampled_from(["on track", "off track", "commit", "target"])


@settings(max_examples=100, deadline=None)
@given(bodies, measured(), days, policies, st.lists(st.tuples(days, words), max_size=3))
def test_since_when_is_found_as_if_every_day_were_asked(
    body: str, metric: Measured, on: date, policy: str, reports: list[tuple[date, str]]
) -> None:
    kept = {day: word for day, word in reports if body.startswith("commit") or word.endswith("track")}
    said = "".join(f'check in on {day} by "L" {{ report o.k {word} }}\n' for day, word in kept.items())
    weekly = metric.text("m").replace("split by", "updated every week split by")
    results = scored(weekly + said + goal(body), on.isoformat(), policy=policy)
    day, status = on, results.key_result("o.k").status
    while day > START and results.key_result("o.k", day - timedelta(1)).status == status:
        day -= timedelta(1)
    assert results.status_since("o.k") == day


# --- what makes no difference ----------------------------------------------------------------------------------------

FIGURES = ("progress", "raw", "low", "high", "expected", "elapsed", "score", "status", "called", "tiers", "confidence")


def figures(score: KeyResultScore) -> tuple[object, ...]:
    """All that is said of a key result without a unit, and of its members."""
    whole = tuple(getattr(score, name) for name in FIGURES)
    return (*whole, *((m.name, m.progress, m.holds, m.fresh) for m in score.members))


@settings(max_examples=60, deadline=None)
@given(forms, measured(), days, policies, st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(
    form: str, metric: Measured, on: date, policy: str, dice: random.Random
) -> None:
    turned = list(metric.rows.items())
    dice.shuffle(turned)
    mixed = {}
    for member, points in turned:
        rows = list(points.items())
        dice.shuffle(rows)
        mixed[member] = dict(rows)
    before, after = found(form, metric, on, policy), found(form, Measured(mixed), on, policy)
    assert figures(before) == figures(after)
    assert before.because == after.because


@settings(max_examples=60, deadline=None)
@given(st.lists(forms, min_size=2, max_size=3), measured(), measured(), days, policies, st.permutations(range(7)))
def test_the_order_of_declarations_makes_no_difference(
    of: list[str], metric: Measured, gate: Measured, on: date, policy: str, order: list[int]
) -> None:
    key_results = [f'key result k{n} "K" {{ metric m {form} provided g at most 9 }}' for n, form in enumerate(of)]
    opened = 'objective o "O" { owner "L" cycle 2026-Q3 '

    def text(parts: list[str], inside: list[str]) -> str:
        return "\n".join((*parts, opened + " ".join(inside) + " }"))

    parts = [
        metric.text("m"),
        gate.text("g"),
        'kpi w "W" { owner "L" metric g green at most 9 }',
        "cycle 2026-Q3 { rolls up aligned objectives }",
        'objective p "P" { owner "L" cycle 2026-Q3 supports o key result k "K" { metric m at least 5 } }',
        'check in on 2026-07-20 by "L" { report o.k0 on track confidence 3 of 10 }',
        'check in on 2026-08-20 by "L" { report o.k1 at risk }',
    ]
    before = scored(text(parts, key_results), on.isoformat(), policy=policy)
    after = scored(text([parts[n] for n in order], key_results[::-1]), on.isoformat(), policy=policy)
    for n in range(len(of)):
        assert figures(before.key_result(f"o.k{n}")) == figures(after.key_result(f"o.k{n}"))
    for name in ("o", "p"):
        one, other = before.objective(name), after.objective(name)
        shares = ("progress", "compared", "so_far", "low", "high", "expected", "status", "score")
        assert [getattr(one, share) for share in shares] == [getattr(other, share) for share in shares]
    assert before.kpi("w").level == after.kpi("w").level


units = st.sampled_from(  # the unit of the metric, how its numbers are written, and those of the goal
    [
        ("s", "{}", "{} s"),
        ("ms", "{}000", "{} s"),
        ("s", "{}", "{}000 ms"),
        ("ms", "{}k", "{}k ms"),
        ("s", "{}0.000", "{}0k ms"),
        ("min", "{}", "{} min"),
        ("h", "{}", "{} h"),
        ("EUR", "{}", "{} EUR"),
        ("EUR", "{}k", "{}000 EUR"),
        ("points", "{}.00", "{} points"),
        ("%", "{}%", "{}%"),
    ]
)
NUMBER = re.compile(r"(?<=from |ween )\d+|(?<=to |an |st )\d+(?! region)|(?<=and )\d+")


@settings(max_examples=80, deadline=None)
@given(forms, measured(), days, policies, units)
def test_a_change_of_unit_makes_no_difference(
    form: str, metric: Measured, on: date, policy: str, unit: tuple[str, str, str]
) -> None:
    name, row, number = unit
    rows = re.sub(r"(\d{4}-\d\d-\d\d) (\d+)", lambda m: f"{m[1]} {row.format(m[2])}", metric.text("m"))
    written = rows.replace("split by", f"unit {name} split by")
    asked = NUMBER.sub(lambda m: number.format(m[0]), form)
    before = found(form, metric, on, policy)
    after = scored(written + goal(f"metric m {asked}"), on.isoformat(), policy=policy).key_result("o.k")
    assert figures(before) == figures(after), asked


@settings(max_examples=60, deadline=None)
@given(measured(), days, policies, st.integers(1, 9), scopes)
def test_percentage_points_are_added_to_a_percent(
    metric: Measured, on: date, policy: str, step: int, scope: str
) -> None:
    written = re.sub(r"(\d{4}-\d\d-\d\d) (\d+)", r"\1 \2%", metric.text("m")).replace("split by", "unit % split by")
    points, added = (
        scored(written + goal(f"metric m {form} {scope}"), on.isoformat(), policy=policy).key_result("o.k")
        for form in (f"up {step} pp", f"from measured to measured + {step} pp")
    )
    assert figures(points) == figures(added)


@settings(max_examples=150, deadline=None)
@given(
    st.tuples(forms, forms), st.tuples(measured(), measured()), days, policies, st.integers(0, 5), values, st.booleans()
)
def test_a_better_value_never_worsens_an_objective(
    of: tuple[str, str], metrics: tuple[Measured, Measured], on: date, policy: str, at: int, other: int, takes: bool
) -> None:
    """Also where the objective is as good as its worst key result."""
    first, second = metrics
    points = first.rows[None]
    day = sorted(points)[at % len(points)]
    if not is_better(of[0], other, points[day]):
        return
    raised = Measured({**first.rows, None: {**points, day: other}})
    key_results = " ".join(
        f'key result {name} "K" {{ metric {name} {form} }}' for name, form in zip("ab", of, strict=True)
    )
    more = "policy weakest" if takes else ""
    text = second.text("b") + f'objective o "O" {{ owner "L" cycle 2026-Q3 {more} {key_results} }}'
    before, after = (
        scored(metric.text("a") + text, on.isoformat(), policy=policy).objective("o") for metric in (first, raised)
    )
    for name in ("progress", "so_far", "low", "high", "score"):
        if getattr(before, name) is not None:
            assert getattr(after, name) >= getattr(before, name)
    if before.status in ORDER and after.status in ORDER:
        assert ORDER.index(after.status) >= ORDER.index(before.status)

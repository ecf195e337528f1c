"""The figures of a key result, from its value to what it adds to its objective."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from okrlang.logic.policy import Policy
from okrlang.model.workspace import Keep, KeyResult
from okrlang.score.case import Case
from okrlang.score.exact import decimal
from okrlang.score.figures import forms, milestones, paths
from okrlang.score.figures.figure import Arithmetic, Figure, Operand, Stage, plain, plains
from okrlang.score.figures.readings import counted, measured
from okrlang.score.figures.written import Written
from okrlang.score.key_results import View
from okrlang.score.results import KeyResultScore
from okrlang.score.standing import credit_of, groups_of
from okrlang.score.status import zone_score


def stages(view: View, score: KeyResultScore, policy: Policy, written: Written) -> Iterator[Stage]:
    """The figures of where a key result stands, and where it should."""
    yield Stage("Value and target", tuple(_values(view, score, written)))
    yield Stage("How far it has come", tuple(_progress(view, score, policy)))
    yield Stage("What was expected", tuple(_expected(view, score, policy)))
    yield Stage("What people say", tuple(_said(view, score, written)), ahead=True)


# --- values ----------------------------------------------------------------------------------------------------------


def _values(view: View, score: KeyResultScore, written: Written) -> Iterator[Figure]:
    case, goal, metric = view.standing.spokesman, view.goal, written.values.metric(view.goal.metric)
    whose = f" of {case.member}, the worst" if case is not None and view.standing.members is not None else ""
    kept = "the value of the last period that has ended" if case and isinstance(case.form, Keep) else "the value now"
    yield measured("current", f"{kept}{whose}", case.reading if case else None, metric, score.why("current"))
    yield from counted(case.reading if case else None)
    yield from written.ends(goal, case, view.run, score)
    found = forms.distance(case, score.unit) if case else Arithmetic()
    why = score.why("distance") if score.distance is None else found.because
    yield Figure("distance", "how far the value is from its target", found.formula, found.operands, why)
    if view.standing.members is not None:
        for place, member in enumerate(view.standing.cases):
            yield from forms.of_member(member, place, score.unit, metric)
    yield from milestones.written(goal)


# --- progress --------------------------------------------------------------------------------------------------------


def _progress(view: View, score: KeyResultScore, policy: Policy) -> Iterator[Figure]:
    way = _raw(view, score, policy)
    yield Figure("raw", "how much of the way is gone", way.formula, way.operands, way.because, is_share=True)
    if score.progress is None or score.raw is None:
        yield Figure("progress", "progress", because=score.why("progress"), is_share=True)
    else:
        parts = (plain("raw", "how much of the way is gone", score.raw),)
        yield Figure(
            "progress", "progress, which is that within 0% and 100%", "min(max(raw, 0), 1)", parts, is_share=True
        )
    for key, said, found in (
        ("low", "progress at least, whatever is not known", _low(view, score)),
        ("high", "progress at most, whatever is not known", _high(view, score)),
    ):
        yield Figure(key, said, found.formula, found.operands, found.because, is_share=True)
    yield _score(view, score)


def _raw(view: View, score: KeyResultScore, policy: Policy) -> Arithmetic:
    goal, standing = view.goal, view.standing
    if score.raw is None:
        return Arithmetic(because=score.why("raw"))
    if goal.kind == "zones":
        zone = plain(
            "zone",
            f"what the zone `{standing.zone}` counts by `{policy.name}`",
            zone_score(policy, standing.zone or "fail"),
        )
        return Arithmetic("zone", (zone,))
    if goal.kind == "establish":
        return Arithmetic(
            "1" if standing.done else "0", because="it has had a value" if standing.done else "no value yet"
        )
    if not goal.forms:
        return milestones.done(goal, view.run)
    if standing.members is None:
        return forms.raw(standing.cases[0], score.unit)
    return _shared(goal, view, "what each member adds", 0, shown=True)


def _shared(goal: KeyResult, view: View, said: str, end: int, shown: bool = False) -> Arithmetic:
    """What the members come to together: what each adds at least (`end` 0) or at most (1), over how many there are."""
    cases = view.standing.cases
    stale = shown and view.standing.silent is not None
    each = plains("each", said, (credit_of(case, stale)[end] for case in cases))
    size = sum((group.size for group in groups_of(goal, cases)), Fraction(0))
    if not cases:
        return Arithmetic("0" if end == 0 else "1", because="no member has had a row yet")
    return Arithmetic("sum(each) / members", (each, plain("members", "members in all", size)))


def _low(view: View, score: KeyResultScore) -> Arithmetic:
    return _bound(view, score, 0)


def _high(view: View, score: KeyResultScore) -> Arithmetic:
    return _bound(view, score, 1)


def _bound(view: View, score: KeyResultScore, end: int) -> Arithmetic:
    """The least (0) or the most (1) that progress can be."""
    standing, alone = view.standing, view.standing.single
    if not view.run.started:
        return Arithmetic(str(end), because=f"it starts on {view.run.start}, and nothing is known before")
    if standing.members is not None:
        return _shared(view.goal, view, ("what each adds at least", "what each adds at most")[end], end)
    if alone is not None and alone.periods is not None and alone.periods.judged:
        return (forms.share_held, forms.most_held)[end](alone)
    known = score.progress is not None and standing.low == standing.high
    if known:
        assert score.progress is not None
        return Arithmetic(
            "progress", (plain("progress", "progress", score.progress),), "nothing that counts is unknown"
        )
    if standing.low == standing.high:
        return Arithmetic(str(int(standing.low)), because="nothing that counts is unknown")
    return Arithmetic(
        str(end), because="what is not known may be anything" if end else "what is not known counts nothing"
    )


def _score(view: View, score: KeyResultScore) -> Figure:
    said = "the score at the close"
    if score.score is None or score.progress is None:
        return Figure("score", said, because=score.why("score"), is_share=True)
    if view.score == 1 and score.low != 1:
        return Figure("score", said, "1", because="the share that was asked for holds", is_share=True)
    low = plain("low", "progress at least", score.low if score.low is not None else score.progress)
    return Figure("score", said, "low", (low,), is_share=True)


# --- what is expected, and what people say ---------------------------------------------------------------------------


def _expected(view: View, score: KeyResultScore, policy: Policy) -> Iterator[Figure]:
    yield from paths.elapsed(view.run)
    yield paths.expected(view, score, policy)
    yield from paths.rates(view, score, score.unit)
    case = view.standing.single
    if case is not None and case.budget is not None and case.periods is not None:
        parts = _of_budget(case)
        yield Figure(
            "", "how many periods may fail in all", "periods * (1 - share)", parts, value=decimal(case.budget.allowed)
        )


def _of_budget(case: Case) -> tuple[Operand, ...]:
    share = plain("share", "the share that must hold", case.form.share if isinstance(case.form, Keep) else 1)
    return (plain("periods", "periods in all", case.periods.total if case.periods else 0), share)


def _said(view: View, score: KeyResultScore, written: Written) -> Iterator[Figure]:
    goal = view.goal
    yield Figure("weight", "its weight as written", span=goal.span, because="" if goal.weight is not None else _EQUAL)
    yield from written.said(goal.id, view.run.on, score)
    place, why = written.confidence(goal, view.run.on), score.why("confidence") if score.confidence is None else ""
    yield Figure("confidence", "how confident people are", span=place, because=why, is_share=True)


_EQUAL = "no weight is written, so that it counts 1"

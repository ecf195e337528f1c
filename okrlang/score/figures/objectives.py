"""The figures of an objective: its key results rolled up, with the weight that each has in the sum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from okrlang.score.figures.figure import Arithmetic, Figure, Stage, Weighed, plain, plains
from okrlang.score.figures.paths import elapsed
from okrlang.score.figures.written import Written
from okrlang.score.objectives import Counted, View
from okrlang.score.results import ObjectiveScore
from okrlang.score.rollup import Part

Share = Callable[[Part], Fraction | None]


def stages(view: View, score: ObjectiveScore, written: Written) -> Iterator[Stage]:
    """The figures of where an objective stands, and where it should."""
    yield Stage("How far it has come", tuple(_progress(view, score)))
    yield Stage("What was expected", tuple(_expected(view, score)))
    yield Stage("What people say", tuple(written.said(view.objective.id, view.run.on, score)), ahead=True)


def weighed(view: View) -> tuple[Weighed, ...]:
    """What everything that counts adds to the sum."""
    total = sum((c.part.weight for c in view.counted), Fraction(0))
    return tuple(
        Weighed(c.id, c.status, c.part.weight, c.part.weight / total, c.part.progress, c.part.low, c.part.high)
        for c in view.counted
    )


def _progress(view: View, score: ObjectiveScore) -> Iterator[Figure]:
    if score.progress is None:
        yield _share("progress", "progress", Arithmetic(because=score.why("progress")))
        yield _so_far(view, score)
    else:
        yield _share("progress", "progress", _mean(view.counted, "progress", lambda part: part.progress))
    ends: tuple[tuple[str, str, Decimal | None, Share], ...] = (
        ("low", "progress at least, whatever is not known", score.low, lambda part: part.low),
        ("high", "progress at most, whatever is not known", score.high, lambda part: part.high),
    )
    for key, said, known, share in ends:
        found = Arithmetic(because=score.why(key)) if known is None else _mean(view.counted, key, share)
        yield _share(key, said, found)
    closed = score.score is not None
    found = _mean(view.counted, "scores", lambda part: part.score) if closed else Arithmetic(because=score.why("score"))
    yield _share("score", "the score at the close", found)


def _so_far(view: View, score: ObjectiveScore) -> Figure:
    said = "progress of what is known, which counts for nothing but itself"
    known = [c for c in view.counted if c.part.progress is not None]
    found = _mean(known, "progress", lambda part: part.progress)
    return Figure("", said, found.formula, found.operands, found.because, value=score.so_far, is_share=True)


def _expected(view: View, score: ObjectiveScore) -> Iterator[Figure]:
    yield from elapsed(view.run)
    judged = view.counted if view.run.closed else view.expecting
    for key, said, of, share in (
        ("compared", "progress without what is not due yet", judged, _gone),
        ("expected", "what is expected by now", judged, _asked),
    ):
        known = getattr(score, key) is not None
        yield _share(key, said, _mean(of, key, share) if known else Arithmetic(because=score.why(key)))


def _gone(part: Part) -> Fraction | None:
    return part.progress


def _asked(part: Part) -> Fraction | None:
    return part.expected


def _mean(of: Iterable[Counted], name: str, share: Share) -> Arithmetic:
    """The weighted mean of a share over parts; those that have none stay out of it."""
    found = [(c.id, c.part.weight, part) for c in of if (part := share(c.part)) is not None]
    names = ", ".join(id for id, _, _ in found)
    values = plains(name, names, (part for _, _, part in found))
    if not found:
        return Arithmetic(because="nothing that counts is known")
    if len(found) == 1:
        return Arithmetic(name, (plain(name, names, found[0][2]),))
    return Arithmetic(
        f"weighted_mean({name}, weights)", (values, plains("weights", "their weights", (w for _, w, _ in found)))
    )


def _share(key: str, said: str, found: Arithmetic) -> Figure:
    return Figure(key, said, found.formula, found.operands, found.because, is_share=True)

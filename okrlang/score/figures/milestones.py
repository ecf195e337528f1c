"""The figures of milestones: what is done and what is due of them, by their weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from okrlang.model.workspace import KeyResult
from okrlang.score.figures.figure import Arithmetic, Figure, plains
from okrlang.score.progress import Step, remaining, weights_of
from okrlang.score.run import Run
from okrlang.score.standing import steps_of


def done(goal: KeyResult, run: Run) -> Arithmetic:
    """The weight of what is done."""
    return _weighted(goal, run, "done", "what is done of each milestone", lambda step: step.share(run.day))


def due(goal: KeyResult, run: Run) -> Arithmetic:
    """The weight of what is due."""
    return _weighted(goal, run, "due", "whether each milestone is due", lambda step: Fraction(step.is_due(run.day)))


def _weighted(goal: KeyResult, run: Run, name: str, said: str, share: Callable[[Step], Fraction]) -> Arithmetic:
    left = remaining(steps_of(goal, run), run.day)
    if not left:
        return Arithmetic(because="every milestone was dropped")
    shares = plains(name, said, map(share, left))
    weights = plains("weights", "the weight of each", weights_of(left))
    return Arithmetic(f"weighted_mean({name}, weights)", (shares, weights))


def written(goal: KeyResult) -> Iterator[Figure]:
    """The figures that stand in the text of each milestone."""
    for place, step in enumerate(goal.milestones):
        for name, said in (("weight", "the weight"), ("score", "the part done")):
            yield Figure(f"milestones[{place}].{name}", f"{said} of `{step.title}`", span=step.span, is_share=True)

"""How a status or level was given: the lines of a policy, or the bands of a KPI, with the values put in."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from okrlang.logic.policy import NAMES, Policy
from okrlang.model.workspace import Kpi
from okrlang.score.figures.figure import Asked, Judged, Operand, amount, plain
from okrlang.score.key_results import View
from okrlang.score.levels import Levels
from okrlang.score.objectives import View as Rolled
from okrlang.score.results import KpiScore
from okrlang.score.status import Decision, Numbers, Question
from okrlang.score.words import written

_SAID = {
    "progress": "progress",
    "expected": "what is expected by now",
    "elapsed": "how much of the time is over",
    "score": "what the score would be",
}


_DECIDED = {
    "gone": "it was dropped or carried",
    "start": "it has not begun",
    "silent": "there are no data, or none that are fresh: that outranks whatever a policy could say",
    "due": "its due day is over, and what was asked {held}",
    "at_once": "it is settled before its day: what was asked {ends}",
    "report": "there is nothing yet that a policy could judge",
    "policy": "the policy was asked",
    "doubt": "what is not known could decide it either way",
}


_REPORTED = ", so that the word of the last check-in stands"


def decided(found: Decision) -> str:
    """What gave a status, in words."""
    word = "" if found.by != "report" else "; no check-in gave it a status" if found.status == "open" else _REPORTED
    held_back = "; what it is provided with keeps it from being better" if found.held_back else ""
    met = found.status == "achieved"
    said = _DECIDED[found.by].format(
        held="holds" if met or found.held_back else "does not hold",
        ends="is done" if met else "cannot be met any more" if found.status == "missed" else "is settled",
    )
    return f"{found.status.replace('_', ' ')}: {said}{word}{held_back}"


def of_key_result(view: View, policy: Policy) -> tuple[Judged, ...]:
    """What the policy said of a key result; nothing where something else decided its status."""
    return _asked(view.question, policy)


def of_objective(view: Rolled, policy: Policy) -> tuple[Judged, ...]:
    """What the policy said of an objective; nothing where it takes the worst, or where something else decided."""
    return () if policy.takes_worst else _asked(view.question(), policy)


def of_bands(kpi: Kpi, levels: Levels, score: KpiScore) -> tuple[Judged, ...]:
    """What the bands of a KPI say of its value, from the top."""
    found = levels.held(kpi, score.on)
    if not found or (score.level is None and score.pending is None):
        return ()
    given = (amount("value", "the value", score.value),) if score.value else ()
    lines = [Asked(b.level, None, written(b).removeprefix(b.level).strip(), holds) for b, holds in found]
    first = next((i for i, line in enumerate(lines) if line.holds), len(lines))
    last = () if first < len(lines) else (Asked("red", None, "", True),)
    return (Judged("bands", "", given, (*lines[: first + 1], *last)),)


def _asked(question: Question, policy: Policy) -> tuple[Judged, ...]:
    if question.answer(policy).by not in ("policy", "doubt") or not question.facts.expecting:
        return ()
    if question.elapsed <= Fraction(policy.grace) or question.facts.closed:
        return ()
    if question.low == question.high:
        return (_judged(policy, question.low, ""),)
    least = _judged(policy, question.low, "what is not known is taken as not reached")
    return least, _judged(policy, question.high, "what is not known is taken as reached")


def _judged(policy: Policy, numbers: Numbers, assuming: str) -> Judged:
    return Judged(policy.name, assuming, tuple(_given(numbers)), tuple(_lines(policy, numbers)))


def _given(numbers: Numbers) -> Iterator[Operand]:
    for name in NAMES:
        value = getattr(numbers, name)
        if value is not None:
            yield plain(name, _SAID[name], value)


def _lines(policy: Policy, numbers: Numbers) -> Iterator[Asked]:
    """The lines up to the first that holds."""
    for line in policy.lines:
        holds = numbers.meet(line)
        yield Asked(line.status, line.called, " ".join(line.condition.span.text.split()), holds)
        if holds is not False:
            return
    status, called = policy.otherwise
    yield Asked(status, called, "", True)

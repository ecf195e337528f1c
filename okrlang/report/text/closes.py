"""The close of a cycle: scores as computed and as written, what left, what rules found, and lessons for the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from okrlang.report.page import Page
from okrlang.report.report import Close, ClosedGoal, Left, Report
from okrlang.report.words import amount, share, sign, spoken

_HANG = 15
_ABOUT = {
    "scores": "Written against computed scores",
    "causes": "Causes of what was committed and missed",
    "sandbagging": "Sandbagging",
}


def put_closes(page: Page, report: Report) -> None:
    """Puts the close of the cycle that ended last."""
    for close in report.closes:
        _put_close(page, close)


def _put_close(page: Page, close: Close) -> None:
    page.heading(f"Close of {close.title or close.cycle}", f"ended {close.ended}")
    page.put((" · ".join(_together(close)), ""))
    page.blank()
    for goal in close.scores:
        _put_score(page, goal)
    _put_left(page, close.left)
    for about, title in _ABOUT.items():
        _put_part(page, title, [(sign(f.verdict), f.message) for f in close.findings if f.about == about])
    _put_part(page, "For the next targets", [(("·", "quiet"), f"{x.subject} {x.because}") for x in close.lessons])


def _together(close: Close) -> Iterator[str]:
    committed, aspirational = close.rollup.committed, close.rollup.aspirational
    if committed.of:
        yield f"committed objectives met: {committed.met} of {committed.of}"
    if aspirational.mean is not None:
        yield f"aspirational objectives on average: {share(aspirational.mean)}"
    elif aspirational.low is not None and aspirational.high is not None:
        yield f"aspirational objectives on average: {share(aspirational.low)} to {share(aspirational.high)}"


def _put_score(page: Page, goal: ClosedGoal) -> None:
    mark, colour = sign(goal.status)
    is_part = "." in goal.id
    facts = [f"computed {_score(goal.score)}" if goal.score is not None else "no score"]
    facts += [f"written {_score(goal.written_score)}"] if goal.written_score is not None else []
    facts += [f"projected {_score(goal.projected_score)}"] if goal.projected_score is not None else []
    head = [("  " * is_part, ""), (f"{mark} {spoken(goal.status)}", colour)]
    kind = f" ({goal.kind})" if goal.kind else ""
    said = (goal.id + kind, "" if is_part else "strong")
    page.put(said, head=head, hang=_HANG + 2 * is_part, right=(", ".join(facts), ""))
    if goal.score is None and is_part:
        page.put((goal.why_unknown.get("score", ""), "quiet"), hang=_HANG + 2)


def _score(value: Decimal | None) -> str:
    return "" if value is None else amount(round(value, 2).normalize() + 0, None)


def _put_left(page: Page, left: Iterable[Left]) -> None:
    said = [(sign("carried" if x.to else "dropped"), f"{x.id} was {_how(x)} on {x.at}: {x.because}") for x in left]
    _put_part(page, "Carried and dropped", said)


def _how(left: Left) -> str:
    return f"carried to {left.to}" if left.to else "dropped"


def _put_part(page: Page, title: str, said: Iterable[tuple[tuple[str, str], str]]) -> None:
    found = list(dict.fromkeys(said))  # two rules may lack the same
    if not found:
        return
    page.blank()
    page.put((title, "strong"))
    for mark, text in found:
        page.put((text, ""), head=[mark], hang=2)

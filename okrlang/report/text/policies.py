"""The same goals by several policies, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrlang.report.page import Medium, Page, Piece, columns, held, visible
from okrlang.report.report import KeyResult, Objective, Report
from okrlang.report.words import count, share, sign, spoken

_LONGEST, _LONGEST_ID = 13, 30  # columns of a cell, and of the first one
_NARROW = 72  # pages of fewer columns do without what the goals themselves show
_GAP = 2

Row = list[Piece]  # a cell is what it says and its style


def put_policies(page: Page, report: Report) -> None:
    """Puts a table of what each policy that was asked for says of each goal; nothing where none was."""
    goals, asked = every_goal(report), asked_policies(report)
    if not asked:
        return
    page.heading("Policies side by side")
    rows = [[(head, "quiet") for head in ("goal", "stands at", "its own", *asked)], *(_row(g, asked) for g in goals)]
    if page.medium.width < _NARROW:
        rows = [[row[0], *row[2:]] for row in rows]
    for block in _blocks([_fitted(row, page.medium) for row in rows], page.medium.width, len(asked)):
        page.blank()
        for row in block:
            page.put(head=row)
    page.blank()
    same = sum(all(s.status == goal.status for s in goal.statuses) for goal in goals)
    page.put(
        (f"They call {same:,} of {count(len(goals), 'goal')} the same; each goal's own policy alone counts", "quiet")
    )


def every_goal(report: Report) -> list[Objective | KeyResult]:
    """The objectives, each with its key results behind it."""
    found: list[Objective | KeyResult] = []
    for objective in report.objectives:
        found += (objective, *objective.key_results)
    return found


def asked_policies(report: Report) -> tuple[str, ...]:
    """The policies that were asked for beside each goal's own."""
    return tuple(dict.fromkeys(s.policy for goal in report.objectives for s in goal.statuses))


def _row(goal: Objective | KeyResult, asked: Iterable[str]) -> Row:
    by = {s.policy: s for s in goal.statuses}
    indent, style = ("", "strong") if isinstance(goal, Objective) else ("  ", "")
    said = [(indent + goal.id, style), (_standing(goal), ""), _cell(goal.status, goal.called)]
    return [*said, *(_cell(by[name].status, by[name].called) if name in by else ("", "") for name in asked)]


def _cell(status: str, called: str | None) -> Piece:
    mark, style = sign(status)
    return f"{mark} {called or spoken(status)}", style


def _standing(goal: Objective | KeyResult) -> str:
    gone = goal.progress
    if isinstance(goal, Objective) and goal.expected and goal.compared is not None:
        gone = goal.compared  # without what is not due yet, as the expectation is
    if gone is None:
        return ""
    return share(gone) + (f" of {share(goal.expected)}" if goal.expected else "")


def _fitted(row: Row, medium: Medium) -> Row:
    """The cells as the page shows them, long ones cut off: a table has to stay in its columns."""
    most = [_LONGEST_ID if medium.width >= _NARROW else medium.width - 2 * (_LONGEST + _GAP), *(_LONGEST for _ in row)]
    return [(_cut(held(visible(said), medium.encoding), most[i]), style) for i, (said, style) in enumerate(row)]


def _cut(text: str, most: int) -> str:
    if columns(text) <= most:
        return text
    while columns(text) > most - 1:
        text = text[:-1]
    return text + "~"


def _blocks(rows: list[Row], width: int, policies: int) -> Iterator[list[Row]]:
    """The rows in tables no wider than the page; each has the goals and its share of the policies, the last columns."""
    sizes = [max(columns(row[i][0]) for row in rows) + _GAP for i in range(len(rows[0]))]
    first = len(sizes) - policies
    waiting = list(range(first, len(sizes)))
    while waiting:
        taken, room = list(range(first)), width + _GAP - sum(sizes[:first])
        while waiting and (len(taken) == first or sizes[waiting[0]] <= room):
            room -= sizes[waiting[0]]
            taken.append(waiting.pop(0))
        yield [[piece for i in taken for piece in _padded(row[i], sizes[i])] for row in rows]


def _padded(cell: Piece, size: int) -> tuple[Piece, Piece]:
    return cell, (" " * (size - columns(cell[0])), "")

"""A status policy as meant: what it makes of progress, expectation, elapsed time and score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from okrlang.logic.definitions import Definitions
from okrlang.logic.evaluator import Evaluation, compiled
from okrlang.logic.nowhere import Nowhere
from okrlang.logic.values import Value, because
from okrlang.model.quantity import number
from okrlang.model.reading.clauses import Clauses
from okrlang.model.reading.complaints import Complaints
from okrlang.syntax import tree
from okrlang.syntax.frozen import Individual
from okrlang.syntax.source import Span

NAMES = ("progress", "expected", "elapsed", "score")
"""What the conditions of a policy speak of: fractions, each perhaps unknown."""

_HUNDREDTH = Decimal("0.01")


class Line:
    """One line: a status, the publisher's own word for it, and when it holds."""

    def __init__(self, status: str, called: str | None, condition: tree.Expression) -> None:
        self.status, self.called, self.condition = status, called, condition

    @cached_property
    def _holds(self) -> Evaluation:
        return compiled(self.condition, NAMES, Definitions())

    def holds(self, given: Sequence[Value]) -> bool | None:
        """Whether the line holds for the values of `NAMES`; None where it cannot be known."""
        found = self._holds(Nowhere(), given)
        return found if isinstance(found, bool) else None


def given(*numbers: Decimal | None) -> list[Value]:
    """The values of `NAMES`; None is not known."""
    return [_NOT_KNOWN if each is None else number(each) for each in numbers]


class Policy(Individual):
    """A way to turn numbers into a status: the first line that holds, else `otherwise`.

    `grace` is the share of the cycle in which nothing is judged, `zones` are scores of zones where they differ from the
    usual ones, and with `takes_worst` an objective is as good as the worst of its key results.
    """

    name: str
    title: str
    pack: str
    lines: tuple[Line, ...]
    otherwise: tuple[str, str | None]
    grace: Decimal
    zones: Mapping[str, Decimal]
    takes_worst: bool
    span: Span

    def status(
        self, progress: Decimal | None, expected: Decimal | None, elapsed: Decimal | None, score: Decimal | None
    ) -> tuple[str, str | None] | None:
        """The status and the publisher's word for it; None where a line cannot be known before one that holds."""
        numbers = given(progress, expected, elapsed, score)
        for line in self.lines:
            found = line.holds(numbers)
            if found is None:
                return None
            if found:
                return line.status, line.called
        return self.otherwise

    @property
    def is_lenient(self) -> bool:
        """Whether it lets pass what no policy may: no way gone at half-time, or half of it at the end.

        Nothing at all at the end is off track, and the grace is over by half-time.
        """
        none, half, end = Decimal(0), Decimal("0.5"), Decimal(1)
        late = [self.status(none, Decimal(tenths) / 10, Decimal(tenths) / 10, none) for tenths in range(5, 11)]
        found = [*late, self.status(half, end, end, half)]
        warns = all(said is not None and said[0] != "on_track" for said in found)
        return not warns or self.grace > half or late[-1] is None or late[-1][0] != "off_track"


def read_policy(node: tree.Policy, pack: str, complaints: Complaints) -> Policy | None:
    """The policy that a declaration means; nothing where it has no last word."""
    clauses = Clauses(node.clauses, complaints)
    grace, lines = clauses.one(tree.GraceFirst), clauses.all(tree.StatusWhen)
    last = [line for line in lines if line.condition is None]
    for line in last[1:]:
        complaints.error("doubled-property", "`otherwise` stands here a second time", line.span, "leave one of the two")
    if not last:
        message = f"the policy `{node.name.text}` does not say what holds otherwise"
        complaints.error("missing-property", message, node.name.span, "end it with `otherwise off track`")
        return None
    return Policy(
        node.name.text,
        node.title.value if node.title else node.name.text,
        pack,
        tuple(Line(_word(line), _called(line), line.condition) for line in lines if line.condition is not None),
        (_word(last[0]), _called(last[0])),
        grace.share.value * _HUNDREDTH if grace else Decimal(0),
        {zone.word: zone.score.value for zone in clauses.all(tree.ZoneScore)},
        clauses.has(tree.TakeTheWorst),
        node.span,
    )


def _word(line: tree.StatusWhen) -> str:
    return line.status.replace(" ", "_")


def _called(line: tree.StatusWhen) -> str | None:
    return line.called.value if line.called else None


_NOT_KNOWN = because("it is not known")

"""The clauses of one declaration, by their class, and which of them may stand more than once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from okrlang.model.reading.complaints import Complaints
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related

C = TypeVar("C", bound=tree.Node)

_REPEATABLE = frozenset(
    {
        tree.Priority,
        tree.Pause,
        tree.Rebase,
        tree.Provided,
        tree.KeyResult,
        tree.Initiative,
        tree.Change,
        tree.RelativeChange,
        tree.Reach,
        tree.Keep,
        tree.Milestone,
        tree.Expect,
        tree.Evidence,
        tree.Scored,
        tree.Changes,
        tree.Keeps,
        tree.Check,
        tree.Avoid,
        tree.Prefer,
        tree.StatusWhen,
    }
)

_CALLED: dict[type, str] = {
    tree.Kind: "committed, aspirational or learning",
    tree.StandsAlone: "stands alone",
    tree.NoDataMeans: "no data means",
    tree.CheckInEvery: "check in every",
    tree.ReviewEvery: "review every",
    tree.CommunicateWithin: "communicate within",
    tree.RollsUp: "rolls up",
    tree.YearStarts: "year starts",
    tree.TimeZone: "time zone",
    tree.PartOf: "part of",
    tree.HeldBy: "held by",
    tree.DateColumn: "date column",
    tree.ValueColumn: "value column",
    tree.SeparatedBy: "separated by",
    tree.DecimalSign: "decimal",
    tree.DatesAs: "dates as",
    tree.SplitBy: "split by",
    tree.Approved: "approved by",
    tree.JudgesRelevance: "judges relevance",
    tree.RestsOn: "rests on",
    tree.State: "planned, in progress or stopped",
}


class Clauses:
    """The clauses of a declaration."""

    __slots__ = ("_by_class",)

    def __init__(self, clauses: Iterable[tree.Node], complaints: Complaints) -> None:
        self._by_class: dict[type, list[tree.Node]] = {}
        firsts: dict[tuple[type, str], tree.Node] = {}
        for clause in clauses:
            kind = type(clause)
            first = clause if kind in _REPEATABLE else firsts.setdefault((kind, _word(clause)), clause)
            if first is clause:
                self._by_class.setdefault(kind, []).append(clause)
            else:
                complaints.error(
                    "doubled-property",
                    f"`{called(clause)}` stands here a second time",
                    clause.span,
                    "leave one of the two",
                    (Related("the first stands here", first.span),),
                )

    def one(self, clause: type[C]) -> C | None:
        """The clause of a class that stands at most once."""
        found = self._by_class.get(clause)
        return found[0] if found else None  # type: ignore[return-value]

    def all(self, clause: type[C]) -> tuple[C, ...]:
        """All clauses of a class, in order."""
        return tuple(self._by_class.get(clause, ()))  # type: ignore[arg-type]

    def has(self, clause: type[tree.Node]) -> bool:
        """Whether there is such a clause."""
        return clause in self._by_class


def called(clause: tree.Node) -> str:
    """A clause by its own words: `owner`, `no data means`, `green`."""
    return _CALLED.get(type(clause)) or clause.span.text.split(maxsplit=1)[0]


def _word(clause: tree.Node) -> str:
    """What tells clauses apart that stand once for each word: a `commit` and a `stretch`, but not two of one."""
    match clause:
        case tree.Zone() | tree.Tier() | tree.ZoneScore():
            return clause.word
        case tree.Band():
            return clause.level
        case tree.Values():
            return member_name(clause.member) if clause.member else ""
    return ""


def member_name(member: tree.Name | tree.Text) -> str:
    """A member or column as the data calls it, written as a name or as a text."""
    return member.text if isinstance(member, tree.Name) else member.value

"""What the fields of things are derived from: the workspace as of a day, its ties, and what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from okrlang.judge.alignment import Alignment
from okrlang.judge.files import Files
from okrlang.judge.mentions import Mentions
from okrlang.judge.organization import Organization
from okrlang.judge.ties import Ties
from okrlang.logic.values import Reason, Unknown
from okrlang.model.calendar import Duration, FiscalCalendar, duration
from okrlang.model.quantity import Quantity, unit
from okrlang.model.workspace import Cycle, Every, Objective, Workspace
from okrlang.syntax.frozen import Individual, altered

if TYPE_CHECKING:  # lint judges without them, and must not load them
    from pathlib import Path

    from okrlang.measure.measures import Measures
    from okrlang.score.scores import Scores

Item = TypeVar("Item")

NO_DAY = date.max
"""The day as of which a lint judges: no goal has been dropped and no waiver has ended that ever will."""
NOT_UNDERSTOOD = "what is written there has a mistake"


class Facts(Individual):
    """All that fields are derived from, as of the end of a day.

    `scores`, `measures` and `files` are None where no data is read (`lint`): what is measured is then unknown. With a
    `cycle` the goals are those of that cycle. Fields that need the revision history are unknown.
    """

    workspace: Workspace
    as_of: date
    ties: Ties
    alignment: Alignment
    mentions: Mentions
    organization: Organization
    calendar: FiscalCalendar
    params: Mapping[str, Quantity]
    files: Files | None
    scores: Scores | None
    measures: Measures | None
    cycle: Cycle | None = None

    def for_cycle(self, cycle: Cycle) -> Facts:
        """The same facts, with the goals of one cycle."""
        return altered(self, cycle=cycle)

    # --- what the texts tell ------------------------------------------------------------------------------------------

    @property
    def now(self) -> date:
        """The day it is: `as_of`; for a lint, which is given none, the last one on which the texts record anything."""
        return self.mentions.last_day if self.as_of == NO_DAY else self.as_of

    def is_past(self, cycle: Cycle) -> bool:
        """Whether a cycle is over, and not the one that is judged."""
        return cycle is not self.cycle and cycle.period.end <= self.now

    def unless_lost(self, found: tuple[Item, ...], kind: str, field: str) -> tuple[Item, ...] | Unknown:
        """What was found; nothing found is unknown where some thing of the kind has a field that was not understood."""
        if found or not any((of, name) == (kind, field) for of, _, name in self.workspace.unsound):
            return found
        return unknown("", field, NOT_UNDERSTOOD)

    # --- cycles -----------------------------------------------------------------------------------------------------

    def meanwhile(self, objectives: Iterable[Objective]) -> tuple[Objective, ...]:
        """Those of the objectives whose cycle has a day in common with the cycle that is judged; without one, all."""
        if self.cycle is None:
            return tuple(objectives)
        period = self.cycle.period
        return tuple(o for o in objectives if (c := self.ties.cycle_of(o)) is not None and c.period.overlaps(period))

    def watched(self) -> Cycle | None:
        """The cycle over which a KPI is looked at: the one judged, else the last with goals that has begun."""
        if self.cycle is not None:
            return self.cycle
        begun = (c for c in self.ties.cycles_with_goals if c.period.start <= self.as_of)
        return max(begun, key=lambda c: (c.period, c.id), default=None)

    # --- rhythms ----------------------------------------------------------------------------------------------------

    def length(self, own: Every | None, param: str) -> Quantity | Unknown:
        """A length of time as written, else the one a pack states as a param."""
        if own is not None:
            return Quantity(own.count, unit(own.unit))
        stated = self.params.get(param)
        return unknown("", param, f"no pack states `{param}`") if stated is None else stated

    def duration(self, own: Every | None, param: str) -> Duration | Unknown:
        """The same as something a day can be moved by."""
        length = self.length(own, param)
        if isinstance(length, Unknown):
            return length
        found = _duration(length.value, length.unit.name)
        return unknown("", param, f"a day cannot be moved by `{length}`") if found is None else found


def gathered(
    workspace: Workspace,
    as_of: date,
    params: Mapping[str, Quantity],
    root: Path | None = None,
    scores: Scores | None = None,
    measures: Measures | None = None,
    texts: Iterable[str] = (),
) -> Facts:
    """The facts of a workspace at the end of a day; `texts` are the paths of its goal texts below the root."""
    year = workspace.company.year_starts if workspace.company else 1
    organization = Organization(workspace)
    ties = Ties(workspace, organization, as_of)
    files = Files(root, texts) if root else None
    mentions = Mentions(workspace, as_of, files.content) if files else Mentions(workspace, as_of)
    return Facts(
        workspace,
        as_of,
        ties,
        Alignment(ties),
        mentions,
        organization,
        FiscalCalendar(year),
        params,
        files,
        scores,
        measures,
    )


_duration = lru_cache(maxsize=256)(duration)


def unknown(subject: str, field: str, why: str) -> Unknown:
    """A field that nobody knows yet, with the reason."""
    return Unknown((Reason(subject, field, why),), False, False)


@lru_cache(maxsize=1 << 16)  # most fields of most things are left out
def absent(subject: str, field: str) -> Unknown:
    """A field that was left out."""
    return Unknown((Reason(subject, field, "it was left out"),), True, False)


def no_history(subject: str, field: str) -> Unknown:
    """A field that only the revision history can tell."""
    return unknown(subject, field, "it needs the revision history")

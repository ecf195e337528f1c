"""What belongs to what as of a day: who supports whom, what advances a key result, what a unit owns.

Every list is built once, in the order of the texts. A goal that was dropped or carried by the day is in no list unless
it is asked for (`including_dropped`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, lru_cache
from typing import TypeVar

from okrlang.judge.grouping import grouped
from okrlang.judge.metric_use import metrics_of
from okrlang.judge.organization import Organization, Owner
from okrlang.model.workspace import (
    Cycle,
    Initiative,
    KeyResult,
    Kpi,
    Metric,
    Objective,
    OrgUnit,
    Priority,
    Workspace,
)

Goal = Objective | KeyResult
Above = Objective | KeyResult | Kpi | Priority
_ABOVE = (Objective, KeyResult, Kpi, Priority)
Item = TypeVar("Item")


def reached_from(start: Item, onward: Callable[[Item], Iterable[Item]]) -> tuple[Item, ...]:
    """All that can be reached from a thing, nearest first, each once and without the thing itself."""
    found, waiting = dict.fromkeys((start,)), deque((start,))
    while waiting:
        for item in onward(waiting.popleft()):
            if item not in found:
                found[item] = None
                waiting.append(item)
    return tuple(item for item in found if item is not start)


class Ties:
    """What belongs to what among goals and measures, as of the end of a day."""

    def __init__(self, workspace: Workspace, organization: Organization, as_of: date) -> None:
        self.workspace = workspace
        self.organization = organization
        self.as_of = as_of
        self._ancestors = lru_cache(maxsize=256)(self._find_ancestors)  # each key result of an objective asks anew

    # --- what exists by now ---------------------------------------------------------------------------------------

    def state(self, goal: Goal) -> str:
        """`open`, `dropped` or `carried`; a key result shares the fate of its objective."""
        if not self.in_force(goal):
            return "dropped" if goal.dropped and goal.dropped.on <= self.as_of else "carried"
        return "open" if isinstance(goal, Objective) else self.state(self.objective_of(goal))

    def in_force(self, goal: Goal) -> bool:
        """Whether a goal itself was neither dropped nor carried, whatever became of its objective."""
        dropped, carried = goal.dropped, goal.carried
        if dropped is None and carried is None:
            return True
        return not any(fate and fate.on <= self.as_of for fate in (dropped, carried))

    def is_open(self, goal: Goal) -> bool:
        """Whether the goal is neither dropped nor carried."""
        return self.state(goal) == "open"

    @cached_property
    def objectives(self) -> tuple[Objective, ...]:
        """The open objectives."""
        return tuple(o for o in self.workspace.objectives if self.is_open(o))

    @cached_property
    def key_results(self) -> tuple[KeyResult, ...]:
        """The open key results of the open objectives."""
        return tuple(k for o in self.objectives for k in o.key_results if self.is_open(k))

    @cached_property
    def _goals(self) -> tuple[Goal, ...]:
        return (*self.objectives, *self.key_results)

    # --- cycles ---------------------------------------------------------------------------------------------------

    def cycle_of(self, objective: Objective) -> Cycle | None:
        """The cycle of an objective."""
        return self.cycle_by_objective[objective]

    @cached_property
    def cycle_by_objective(self) -> dict[Objective, Cycle | None]:
        """The cycle of each objective."""
        cycles = {cycle.id: cycle for cycle in self.workspace.cycles}
        return {o: cycles.get(o.cycle) if o.cycle else None for o in self.workspace.objectives}

    @cached_property
    def cycles_with_goals(self) -> tuple[Cycle, ...]:
        """The cycles that have an objective, dropped and carried ones included, in the order of time."""
        found = {cycle for o in self.workspace.objectives if (cycle := self.cycle_of(o)) is not None}
        return tuple(sorted(found, key=lambda cycle: (cycle.period, cycle.id)))

    def of_cycle(self, cycle: Cycle, including_dropped: bool = False) -> tuple[Objective, ...]:
        """The objectives of a cycle."""
        under = self._under_cycle.get(cycle.id, ())
        return under if including_dropped else tuple(o for o in under if self.is_open(o))

    @cached_property
    def _under_cycle(self) -> dict[str, tuple[Objective, ...]]:
        return grouped(self.workspace.objectives, lambda o: (o.cycle,) if o.cycle else ())

    # --- goals and what stands around them ------------------------------------------------------------------------

    def objective_of(self, goal: KeyResult | Initiative) -> Objective:
        """The objective in which a key result or initiative is written."""
        found = self.workspace.find("objective", goal.objective)
        assert isinstance(found, Objective)
        return found

    @cached_property
    def key_results_by_objective(self) -> dict[Objective, tuple[KeyResult, ...]]:
        """The key results of each objective that are in force."""
        return {o: tuple([k for k in o.key_results if self.in_force(k)]) for o in self.workspace.objectives}

    def provided_for(self, kpi: Kpi) -> tuple[Goal, ...]:
        """The open goals that are provided with a level of a KPI."""
        return self._provided_for.get(kpi.id, ())

    @cached_property
    def _provided_for(self) -> dict[str, tuple[Goal, ...]]:
        return grouped(self._goals, lambda goal: (p.subject for p in goal.provided if p.level))

    def above(self, goal: Objective) -> tuple[Above, ...]:
        """What an objective supports."""
        return self.above_by_objective[goal]

    @cached_property
    def above_by_objective(self) -> dict[Objective, tuple[Above, ...]]:
        """What each objective supports."""
        names = dict.fromkeys(name for o in self.workspace.objectives for name in o.supports)
        found = {name: thing for name in names if (thing := self._above(name)) is not None}
        return {o: tuple([found[name] for name in o.supports if name in found]) for o in self.workspace.objectives}

    def _above(self, name: str) -> Above | None:
        for kind in ("objective", "key_result", "kpi", "priority"):
            found = self.workspace.find(kind, name)
            if isinstance(found, _ABOVE):
                return found
        return None

    def supporters(self, thing: Above) -> tuple[Objective, ...]:
        """The open objectives that support a thing; what supports a key result supports its objective too."""
        return self._supporters.get(thing, ())

    @cached_property
    def _supporters(self) -> dict[Above, tuple[Objective, ...]]:
        def supported(objective: Objective) -> Iterable[Above]:
            for thing in self.above(objective):
                over = self.objective_of(thing) if isinstance(thing, KeyResult) else thing
                if over is not objective:  # nothing lifts itself
                    yield thing
                    yield over

        return grouped(self.objectives, supported)

    def ancestors(self, goal: Goal) -> tuple[Above, ...]:
        """All that a goal lifts, nearest first: what it supports or stands in, what that supports, and so on."""
        return self._ancestors(goal)

    def _find_ancestors(self, goal: Goal) -> tuple[Above, ...]:
        def upward(thing: Above) -> Iterable[Above]:
            if isinstance(thing, KeyResult):
                return (self.objective_of(thing),)
            return self.above(thing) if isinstance(thing, Objective) else ()

        start: Above = goal
        return reached_from(start, upward)

    def descendants(self, thing: Above) -> tuple[Above, ...]:
        """All open objectives that lift a thing, nearest first."""
        return reached_from(thing, self.supporters)

    def advancing(self, key_result: KeyResult) -> tuple[Initiative, ...]:
        """The initiatives that advance a key result."""
        return self._advancing.get(key_result.id, ())

    @cached_property
    def _advancing(self) -> dict[str, tuple[Initiative, ...]]:
        return grouped((i for o in self.workspace.objectives for i in o.initiatives), lambda i: i.advances)

    def users(self, metric: Metric) -> tuple[Goal | Kpi | Metric, ...]:
        """The goals, KPIs and metrics that a metric is used by: measured, provided, bounded or computed with it."""
        return self._users.get(metric.id, ())

    @cached_property
    def _users(self) -> dict[str, tuple[Goal | Kpi | Metric, ...]]:
        users: tuple[Goal | Kpi | Metric, ...] = (*self._goals, *self.workspace.kpis, *self.workspace.metrics)
        return grouped(users, metrics_of)

    # --- who owns what ----------------------------------------------------------------------------------------------

    def owned_objectives(self, owner: Owner) -> tuple[Objective, ...]:
        """The open objectives that somebody is accountable for."""
        return self._objectives_by_owner.get(owner, ())

    def owned_key_results(self, owner: Owner) -> tuple[KeyResult, ...]:
        """The open key results that somebody is accountable for."""
        return self._key_results_by_owner.get(owner, ())

    def owned_initiatives(self, owner: Owner) -> tuple[Initiative, ...]:
        """The initiatives of open objectives that somebody is accountable for."""
        return self._initiatives_by_owner.get(owner, ())

    def owned_kpis(self, owner: Owner) -> tuple[Kpi, ...]:
        """The KPIs that somebody is accountable for."""
        return self._kpis_by_owner.get(owner, ())

    def shared(self, unit: OrgUnit) -> tuple[Objective, ...]:
        """The open objectives of others in which a unit has a part: it stands `with` them, or owns some of the work."""
        return self._shared.get(unit, ())

    def _owners(self, thing: Objective | KeyResult | Initiative | Kpi) -> tuple[Owner, ...]:
        owner = self.organization.owner(thing)
        return (owner,) if owner else ()

    @cached_property
    def _objectives_by_owner(self) -> dict[Owner, tuple[Objective, ...]]:
        return grouped(self.objectives, self._owners)

    @cached_property
    def _key_results_by_owner(self) -> dict[Owner, tuple[KeyResult, ...]]:
        return grouped(self.key_results, self._owners)

    @cached_property
    def _initiatives_by_owner(self) -> dict[Owner, tuple[Initiative, ...]]:
        return grouped((i for o in self.objectives for i in o.initiatives), self._owners)

    @cached_property
    def _kpis_by_owner(self) -> dict[Owner, tuple[Kpi, ...]]:
        return grouped(self.workspace.kpis, self._owners)

    @cached_property
    def _shared(self) -> dict[Owner, tuple[Objective, ...]]:
        def contributing(objective: Objective) -> Iterable[Owner]:
            own = self.organization.owner(objective)
            work: tuple[KeyResult | Initiative, ...] = (
                *(k for k in objective.key_results if self.is_open(k)),
                *objective.initiatives,
            )
            owners = (owner for thing in work for owner in self._owners(thing))
            others = (self.organization.party(party) for thing in (objective, *work) for party in thing.others)
            return (party for party in (*others, *owners) if party != own)

        return grouped(self.objectives, contributing)

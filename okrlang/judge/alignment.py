"""Alignment: the open objectives as a graph of what lifts what, with all that follows from it in linear time.

An objective lifts what it supports; who supports a key result lifts its objective. Circles, which the texts should not
have, are taken as one: of those in a circle none stands above another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from okrlang.judge.grouping import grouped
from okrlang.judge.organization import Owner
from okrlang.judge.ties import Ties
from okrlang.model.reading.circles import Uses, in_order
from okrlang.model.workspace import KeyResult, Metric, Objective, OrgUnit

Marks = Counter[str]
"""Marks on objectives: a number for each, of which every bit is a mark of its own."""


class Alignment:
    """What follows from the ties between open objectives."""

    def __init__(self, ties: Ties) -> None:
        self.ties = ties

    @cached_property
    def _lifts(self) -> Uses:
        """The open objectives that each open objective lifts."""
        return {o.id: tuple(dict.fromkeys(up.id for up in self._lifted(o))) for o in self.ties.objectives}

    def _lifted(self, objective: Objective) -> Iterator[Objective]:
        for thing in self.ties.above(objective):
            over = self.ties.objective_of(thing) if isinstance(thing, KeyResult) else thing
            if isinstance(over, Objective) and self.ties.is_open(over):
                yield over

    @cached_property
    def _beneath(self) -> Uses:
        """The open objectives that lift each open objective."""
        found = grouped(self._lifts, lambda id: self._lifts[id])
        return {id: found.get(id, ()) for id in self._lifts}

    @cached_property
    def _groups(self) -> tuple[tuple[str, ...], ...]:
        """The objectives one by one, each after all that it lifts; those of a circle together."""
        order, knots = in_order(self._lifts)
        later = {id for knot in knots for id in knot[1:]}
        knot_at = {knot[0]: knot for knot in knots}
        return tuple(knot_at.get(id, (id,)) for id in order if id not in later)

    # --- levels and circles -----------------------------------------------------------------------------------------

    @cached_property
    def _circular(self) -> frozenset[str]:
        return frozenset(id for group in self._groups if _is_circle(group, self._lifts) for id in group)

    def is_circular(self, objective: Objective) -> bool:
        """Whether an objective supports itself, directly or through others."""
        return objective.id in self._circular

    @cached_property
    def _depths(self) -> dict[str, int]:
        depths: dict[str, int] = {}
        for group in self._groups:
            above = (depths[up] for id in group for up in self._lifts[id] if up in depths)
            depths |= dict.fromkeys(group, max(above, default=-1) + 1)
        return depths

    def depth(self, objective: Objective) -> int:
        """How many objectives lie above one, on the longest way up; a circle is one step."""
        return self._depths.get(objective.id, 0)

    def dangling(self, objective: Objective) -> tuple[Objective | KeyResult, ...]:
        """What an objective supports that was dropped or carried, so that nothing is lifted any more."""
        goals = (thing for thing in self.ties.above(objective) if isinstance(thing, Objective | KeyResult))
        return tuple(goal for goal in goals if not self.ties.is_open(goal))

    # --- what is counted twice --------------------------------------------------------------------------------------

    def is_counted_above(self, key_result: KeyResult) -> bool:
        """Whether an objective above counts, in the same cycle, the measure that a key result counts."""
        return key_result.id in self._counted_above

    def counting(self, metric: Metric) -> tuple[KeyResult, ...]:
        """The open key results that count a measure as a whole."""
        return self._counting.get(metric.id, ())

    @cached_property
    def _counting(self) -> dict[str, tuple[KeyResult, ...]]:
        return grouped(self.ties.key_results, lambda k: (measure for measure, _ in self._counted(k)))

    @cached_property
    def _counted_above(self) -> frozenset[str]:
        counting = grouped(self.ties.key_results, self._counted)
        measures = [measure for measure, found in counting.items() if len(found) > 1]
        bit = {measure: 1 << number for number, measure in enumerate(measures)}
        marks = _marks((k.objective, bit[measure]) for measure in measures for k in counting[measure])
        of_objective = grouped((k for m in measures for k in counting[m]), lambda k: (k.objective,))
        return frozenset(
            k.id
            for id, above in _carried_on(self._groups, self._lifts, marks)
            for k in of_objective.get(id, ())
            if any(bit[measure] & above for measure in self._counted(k))
        )

    def _counted(self, key_result: KeyResult) -> Iterable[tuple[str, str | None]]:
        """The measure that a key result counts as a whole, with its cycle."""
        whole = key_result.metric and not any(getattr(form, "scope", None) for form in key_result.forms)
        return ((str(key_result.metric), self.ties.objective_of(key_result).cycle),) if whole else ()

    # --- what is shared -----------------------------------------------------------------------------------------------

    def unshown(self, unit: OrgUnit) -> tuple[Objective, ...]:
        """The objectives of others in which a unit has a part that none of its own goals and work shows."""
        return self._unshown.get(unit, ())

    @cached_property
    def _unshown(self) -> dict[Owner, tuple[Objective, ...]]:
        sharing = grouped(self.ties.workspace.units, lambda unit: (o.id for o in self.ties.shared(unit)))
        units = dict.fromkeys(unit for each in sharing.values() for unit in each)
        bit = {unit: 1 << number for number, unit in enumerate(units)}
        results = [(o.id, bit[unit]) for unit in bit for o in self._results(unit)]
        goals = [(o.id, bit[unit]) for unit in bit for o in self.ties.owned_objectives(unit)]
        work = [(i.objective, bit[unit]) for unit in bit for i in self.ties.owned_initiatives(unit)]
        here = _marks((*results, *work))
        missing = {
            (unit, id)
            for id, beneath in _carried_on(self._groups[::-1], self._beneath, _marks((*goals, *results)))
            for unit in sharing.get(id, ())
            if not bit[unit] & (beneath | here[id])
        }
        return {unit: tuple(o for o in self.ties.shared(unit) if (unit, o.id) in missing) for unit in bit}

    def _results(self, unit: OrgUnit) -> tuple[Objective, ...]:
        """The objectives in which a unit owns a key result."""
        return tuple(self.ties.objective_of(k) for k in self.ties.owned_key_results(unit))


def _is_circle(group: Sequence[str], uses: Uses) -> bool:
    return len(group) > 1 or group[0] in uses[group[0]]


def _marks(pairs: Iterable[tuple[str, int]]) -> Marks:
    marks: Marks = Counter()
    for id, bit in pairs:
        marks[id] |= bit
    return marks


def _carried_on(groups: Iterable[tuple[str, ...]], uses: Uses, marks: Marks) -> Iterator[tuple[str, int]]:
    """Each name with the marks of all that it reaches, itself and those in a circle with it left out.

    What nobody asks for any more is forgotten at once, so that a long chain holds the marks of one step.
    """
    asked = Counter(used for name in uses for used in uses[name])
    reached: dict[str, int] = {}
    for group in groups:
        inside, found = frozenset(group), 0
        for used in (used for name in group for used in uses[name] if used not in inside):
            found |= reached[used]
            asked[used] -= 1
            if not asked[used]:
                del reached[used]
        whole = found
        for name in group:
            whole |= marks[name]
        for name in group:
            yield name, found
            if asked[name]:
                reached[name] = whole

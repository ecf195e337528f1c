"""Rows grouped by the cells that tell them apart, and which plans want which group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from okrlang.measure.cells import Broken, text
from okrlang.measure.plan import Plan

Key = tuple[Any, ...]
Want = tuple[Plan, Broken | None]  # a plan, and what keeps its filter undecided

_MEMOS = 20_000  # answers remembered


class Grouping:
    """The plans that tell rows apart by the same columns, and the rows grouped so far."""

    def __init__(self, columns: tuple[str, ...], plans: Sequence[Plan]) -> None:
        self.columns = columns
        self.groups: defaultdict[Key, list[int]] = defaultdict(list)
        self._wants: dict[Key, tuple[Want, ...]] = {}
        self._by_name: dict[tuple[int, str], list[Plan]] = defaultdict(list)
        self._rest: list[Plan] = []
        for plan in plans:
            name = next(iter(plan.condition.names), None) if plan.condition else None
            if name:
                self._by_name[columns.index(name[0]), name[1]].append(plan)
            else:
                self._rest.append(plan)
        self._named = sorted({at for at, _ in self._by_name})
        self._places = {plan: [columns.index(c) for c in plan.condition.columns] for plan in plans if plan.condition}

    def wants(self, cells: Key) -> tuple[Want, ...]:
        """The plans that want rows with these cells, or may want them."""
        found = self._wants.get(cells)
        if found is None:
            if len(self._wants) > _MEMOS:
                self._wants.clear()
            found = self._wants[cells] = tuple(self._asked(cells))
        return found

    def _asked(self, cells: Key) -> Iterator[Want]:
        for plan in self._candidates(cells):
            verdict = plan.condition.test([cells[at] for at in self._places[plan]]) if plan.condition else True
            if verdict is True:
                yield plan, None
            elif isinstance(verdict, Broken):
                yield plan, verdict

    def _candidates(self, cells: Key) -> list[Plan]:
        found = list(self._rest)
        for at in self._named:
            name = text(cells[at])
            if isinstance(name, Broken):  # it may be any of them
                found += [plan for (place, _), plans in self._by_name.items() if place == at for plan in plans]
            elif name is not None:
                found += self._by_name.get((at, name), ())
        return found

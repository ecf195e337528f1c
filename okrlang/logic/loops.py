"""Loops: quantifiers and comprehensions over lists, with an index where an equality picks the elements.

Rules that hold all goals against all (*nobody has more than three due in a week*) stay linear so: `x.owner = k.owner`
over a list of the workspace looks into a table of the elements by owner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from okrlang.logic.lookups import Frame, Run
from okrlang.logic.steps import spend
from okrlang.logic.values import NO_CONDITION, NO_RECORDS, Unknown, Value, both, joined, sort_of
from okrlang.logic.world import World
from okrlang.syntax import tree
from okrlang.syntax.frozen import Individual

Judge = Callable[[World, Frame, Sequence[Value]], Value]


class Key(Individual):
    """One side of an equality reads the element alone, the other side does not read it; `where` it stands in one."""

    inner: Run
    outer: Run
    where: bool


class Loop(Individual):
    """A run through a list: each element goes to its place in the frame, `where` picks, and `value` is asked.

    `alone`: beside the outer sides of the keys, nothing from outside the loop is read. `node` is what was compiled:
    whoever compiles it again, for the same use, shares the index. `weight`: the steps that an element takes.
    """

    items: Run
    place: int
    where: Run | None
    value: Run
    keys: tuple[Key, ...]
    alone: bool
    meter: object
    node: tree.Node
    in_where: bool
    weight: int

    def collected(self) -> Run:
        """The values of the elements that `where` picks; unknown while it is unknown what it picks."""
        return self._over(self._collect)

    def quantified(self, kind: str, count: int, recorded: Callable[[World, Frame], bool]) -> Run:
        """`every`, `some`, `no`, `at least` or `at most` a count; `recorded` says what the list is of."""
        if kind == "every":
            return self._over(_every(self, recorded))
        if kind in ("no", "at most"):
            return self._over(_at_most(self, count, recorded))
        return self._over(_at_least(self, 1 if kind == "some" else count))

    def _collect(self, world: World, frame: Frame, items: Sequence[Value]) -> Value:
        place, where, value, unknown = self.place, self.where, self.value, None
        found = []
        for item in items:
            frame[place] = item
            picked = True if where is None else where(world, frame)
            if picked is True:
                found.append(value(world, frame))
            elif picked is not False:
                unknown = both(unknown, _reason(picked))
        return tuple(found) if unknown is None else Unknown(unknown.reasons)  # the list is not absent, but in doubt

    # --- the elements

    def _over(self, judge: Judge) -> Run:
        """What comes of judging the elements that the keys leave."""
        if self.keys:
            return self._over_picked(judge)

        def run(world: World, frame: Frame) -> Value:
            items = self.items(world, frame)
            if items.__class__ is not tuple:
                return _reason(items)
            spend(world, self.meter, len(items) * self.weight)
            return judge(world, frame, items)

        return run

    def _over_picked(self, judge: Judge) -> Run:
        use = id(self.node), self.in_where

        def run(world: World, frame: Frame) -> Value:
            index, _ = world.memory.get(use) or self._remember(world, frame)
            if index.__class__ is Unknown:
                return index
            wanted = tuple(key.outer(world, frame) for key in self.keys)
            known = joined(wanted) is None
            if known and wanted in index.results:
                return index.results[wanted]
            picked = index.picked(wanted) if known else self._unsure(wanted, index.items)
            spend(world, self.meter, 1 + len(picked) * self.weight)
            found = judge(world, frame, picked)
            if known and self.alone:
                index.results[wanted] = found
            return found

        return run

    def _unsure(self, wanted: tuple[Value, ...], items: tuple[Value, ...]) -> tuple[Value, ...]:
        """What may be picked by something unknown: all; by something absent in a `where`: nothing."""
        absent = any(
            key.where and value.__class__ is Unknown and value.absent
            for key, value in zip(self.keys, wanted, strict=True)
        )
        return () if absent else items

    def _remember(self, world: World, frame: Frame) -> tuple[Value, tree.Node]:
        """The index, and the node, so that it lives as long as what is known of it."""
        items = self.items(world, frame)
        spend(world, self.meter, len(items) * self.weight if items.__class__ is tuple else 0)
        index = Index(self, world, frame, items) if items.__class__ is tuple else _reason(items)
        remembered = world.memory[id(self.node), self.in_where] = index, self.node
        return remembered


class Index:
    """The elements of a list by the values of their keys, and what was found out about them."""

    def __init__(self, loop: Loop, world: World, frame: Frame, items: tuple[Value, ...]) -> None:
        self.items = items
        self.results: dict[tuple[Value, ...], Value] = {}
        self._unsure: list[int] = []
        self._tables: dict[tuple[object, ...], dict[tuple[Value, ...], list[int]]] = {}
        for at, item in enumerate(items):
            frame[loop.place] = item
            keys = tuple(key.inner(world, frame) for key in loop.keys)
            if joined(keys) is None:
                table = self._tables.setdefault(tuple(map(sort_of, keys)), {})
                table.setdefault(keys, []).append(at)
            elif not any(k.where and v.__class__ is Unknown and v.absent for k, v in zip(loop.keys, keys, strict=True)):
                self._unsure.append(at)

    def picked(self, wanted: tuple[Value, ...]) -> tuple[Value, ...]:
        """The elements that may have these keys, in order: all but those that certainly have others."""
        sorts = tuple(map(sort_of, wanted))
        places = self._tables.get(sorts, {}).get(wanted, [])
        if self._unsure or len(self._tables) > 1 or sorts not in self._tables:
            others = (table for of, table in self._tables.items() if of != sorts)
            strange = [at for table in others for same in table.values() for at in same]
            places = sorted([*places, *self._unsure, *strange])
        return tuple(self.items[at] for at in places)


# --- quantifiers -----------------------------------------------------------------------------------------------------


def _every(loop: Loop, recorded: Callable[[World, Frame], bool]) -> Judge:
    """False once one is false, unknown while one is unknown; over nothing of what is recorded, unknown."""
    place, where, condition = loop.place, loop.where, loop.value

    def judge(world: World, frame: Frame, items: Sequence[Value]) -> Value:
        unknown, some = None, False
        for item in items:
            frame[place] = item
            picked = True if where is None else where(world, frame)
            if picked is False:
                continue
            holds = condition(world, frame)
            if holds is True:
                some = some or picked is True
            elif holds is False and picked is True:
                return False
            else:
                unknown = both(unknown, _reason(holds if picked is True else picked))
        if unknown is not None:
            return unknown
        return True if some or not recorded(world, frame) else NO_RECORDS

    return judge


def _at_least(loop: Loop, count: int) -> Judge:
    """True once so many are true, false once so many cannot be reached."""
    place, where, condition = loop.place, loop.where, loop.value

    def judge(world: World, frame: Frame, items: Sequence[Value]) -> Value:
        unknown, met, open_ = None, 0, 0
        for item in items:
            if met >= count:
                break
            frame[place] = item
            picked = True if where is None else where(world, frame)
            holds = False if picked is False else condition(world, frame)
            if picked is True and holds is True:
                met += 1
            elif holds is not False:
                open_ += 1
                unknown = both(unknown, _reason(holds if picked is True else picked))
        return True if met >= count else unknown if met + open_ >= count else False

    return judge


def _at_most(loop: Loop, count: int, recorded: Callable[[World, Frame], bool]) -> Judge:
    """False once more are true, true once more cannot be reached; over nothing of what is recorded, unknown."""
    place, where, condition = loop.place, loop.where, loop.value

    def judge(world: World, frame: Frame, items: Sequence[Value]) -> Value:
        unknown, some, met, open_ = None, False, 0, 0
        for item in items:
            frame[place] = item
            picked = True if where is None else where(world, frame)
            if picked is False:
                continue
            some = some or picked is True
            holds = condition(world, frame)
            if picked is True and holds is True:
                met += 1
                if met > count:
                    return False
            elif holds is not False:
                open_ += 1
                unknown = both(unknown, _reason(holds if picked is True else picked))
        if met + open_ > count:
            return unknown
        return True if some or not recorded(world, frame) else NO_RECORDS

    return judge


def _reason(value: Value) -> Unknown:
    """Why a value that should be a condition or a list is none."""
    return value if isinstance(value, Unknown) else NO_CONDITION

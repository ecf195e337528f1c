"""Grounds: the values that a verdict rests on, and where each of them came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from okrlang.judge.exhibits import day_of, is_measured, reading_of, written
from okrlang.judge.finding import Exhibit
from okrlang.judge.telling import labels
from okrlang.judge.telling.naming import called, has_name, is_thing, said
from okrlang.judge.world import GoalWorld
from okrlang.logic.definitions import Definitions
from okrlang.logic.explanation import Touched
from okrlang.logic.program import Part
from okrlang.logic.types import LISTS, METHODS, TYPES
from okrlang.logic.values import Unknown, Value
from okrlang.measure.reading import Reading
from okrlang.model.reading.expressions import postorder
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen
from okrlang.syntax.source import Span

MOST = 14  # values that are shown
MOST_PLACES = 3  # of one value


class Ground(Frozen):
    """A value that mattered: of what, what it is, where it stands, and the rows that it was taken from."""

    name: str
    value: str
    places: tuple[Exhibit, ...]
    figures: Figures | None


class Figures(Frozen):
    """The rows that a number was taken from."""

    source: str
    path: str
    filter: str
    rows: int
    first: date | None
    last: date | None
    query: str
    first_row: int | None
    last_row: int | None


def grounds(
    parts: Iterable[Part], given: tuple[object, ...], world: GoalWorld, definitions: Definitions
) -> tuple[Ground, ...]:
    """The values that some conditions rest on, in the order in which they were read."""
    found: list[Ground] = []
    reading = _Reading(world)
    for part in parts:
        found += _lists(part, world, definitions)
        found += (reading.ground(*touched) for touched in part.explained(world, given)[1])
    return tuple(dict.fromkeys(found))


def _lists(part: Part, world: GoalWorld, definitions: Definitions) -> Iterator[Ground]:
    """The lists of the whole workspace that were gone through."""
    names = dict.fromkeys(n.name for n in postorder(part.expression) if isinstance(n, tree.Reference))
    for name in names:
        if name in part.names or definitions.meaning(name) != "list":
            continue
        things = world.things(name)
        if isinstance(things, Unknown):
            continue
        places = _of_things(things, world) or (Exhibit("no text of the workspace has one", None, None, None),)
        label = f"the {labels.listed(name, LISTS[name].types, True)}"
        yield Ground(label, str(len(things)) if things else "none", places, None)


class _Reading:
    """Values as they are read; what has no place of its own (a capacity) is a part of what it was read from."""

    def __init__(self, world: GoalWorld) -> None:
        self.world = world
        self.wholes: dict[object, Touched] = {}
        self.given: dict[str, Touched] = {}  # what was asked last of a thing, by the type of what that gives

    def ground(self, thing: Any, name: str, *given: Value) -> Ground:
        """A value, and where it came from."""
        world = self.world
        kind, is_read = world.type_of(thing), is_measured(world, thing, name)
        reading = reading_of(world, thing, day_of(world, given)) if is_read else None
        value = world.field(thing, name) if name in TYPES.get(kind, {}) else None
        method = METHODS.get(kind, {}).get(name)
        if method is not None:
            self.given.update(dict.fromkeys(method.gives.types, (thing, name, *given)))
        for part in value if isinstance(value, tuple) else (value,):
            if is_thing(part) and _span(part) is None:
                self.wholes.setdefault(part, (thing, name))
        places = (*_of_things(value if isinstance(value, tuple) else (value,), world), *self.places(thing))
        figures = _figures(reading) if reading is not None and reading.value is not None else None
        return Ground(self.label(thing, name, *given), _said(value, world), tuple(dict.fromkeys(places)), figures)

    def places(self, thing: Any) -> tuple[Exhibit, ...]:
        """Where a thing stands, or what it is a part of."""
        while _span(thing) is None and (whole := self.whole(thing)) is not None:
            thing = whole[0]
        return _of_things((thing,), self.world)

    def whole(self, part: Any) -> Touched | None:
        """What a part without a place of its own was read from."""
        return self.wholes.get(part) or self.given.get(self.world.type_of(part))

    def label(self, thing: Any, name: str, *given: Value) -> str:
        """What a field of a thing is called, or what was asked of it about a day."""
        kind, of = self.world.type_of(thing), self.called(thing)
        field = TYPES.get(kind, {}).get(name)
        if field is None:
            return f"the {labels.noun(name.removesuffix('_on'))} of {of} on {day_of(self.world, given)}"
        if field.many:
            return f"the {labels.of_many((kind,), name, True).format(of)}"
        if field.types == ("condition",):
            return f"whether {labels.condition(name, True).format(of)}"
        return labels.noun_of(name, (kind,), of)

    def called(self, thing: Any) -> str:
        """What a thing is called; a part without a name by what it is a part of."""
        whole = None if has_name(thing) else self.whole(thing)
        return self.label(*whole) if whole else called(thing, self.world)


def _said(value: Value, world: GoalWorld) -> str:
    if value is None:
        return ""
    if isinstance(value, Unknown):
        return "none" if value.absent else "not known"
    return said(value, world)


def _of_things(things: Iterable[Any], world: GoalWorld) -> tuple[Exhibit, ...]:
    """Where the first of some things stand."""
    placed = [thing for thing in things if is_thing(thing) and isinstance(_span(thing), Span)]
    return tuple(written(world, thing) for thing in placed[:MOST_PLACES])


def _span(thing: Any) -> Any:
    return getattr(thing, "span", None)


def _figures(reading: Reading) -> Figures | None:
    origin = reading.origin
    if origin is None:
        return None
    return Figures(
        origin.source,
        origin.path,
        origin.filter,
        reading.rows,
        reading.first,
        reading.last,
        origin.query,
        origin.first_row,
        origin.last_row,
    )

"""Circles: what rests, in the end, on itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Uses = Mapping[str, Sequence[str]]


def in_order(uses: Uses) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """All names, each after those that it uses, and the knots: names of which each uses, in the end, all in its knot.

    Linear, and without recursion (Tarjan's algorithm).
    """
    order: list[str] = []
    knots: list[tuple[str, ...]] = []
    number: dict[str, int] = {}  # names as they are met
    open_names: list[str] = []
    done: set[str] = set()
    for start in uses:
        way = [] if start in number else [_Step(start, uses, number, open_names)]
        while way:
            step = way[-1]
            used = next((u for u in step.rest if u in uses and u not in done), None)
            if used is None:
                way.pop()
                if way:
                    way[-1].lowest = min(way[-1].lowest, step.lowest)
                if step.lowest == number[step.name]:
                    group = _closed(step.name, open_names)
                    done.update(group)
                    order += group
                    if len(group) > 1 or step.name in uses[step.name]:
                        knots.append(group)
            elif used in number:
                step.lowest = min(step.lowest, number[used])
            else:
                way.append(_Step(used, uses, number, open_names))
    return tuple(order), tuple(knots)


def way_round(knot: tuple[str, ...], uses: Uses) -> tuple[str, ...]:
    """The shortest circle in a knot that begins with its first name."""
    first, members = knot[0], set(knot)
    came_from: dict[str, str] = {}
    ring = [first]
    for name in ring:
        for used in uses[name]:
            if used == first:
                way = [name]
                while way[-1] != first:
                    way.append(came_from[way[-1]])
                return tuple(reversed(way))
            if used in members and used not in came_from:
                came_from[used] = name
                ring.append(used)
    return knot


class _Step:
    """A step of the way: a name, what it uses and was not followed yet, and the first name that it leads back to."""

    __slots__ = ("lowest", "name", "rest")

    def __init__(self, name: str, uses: Uses, number: dict[str, int], open_names: list[str]) -> None:
        self.name, self.rest = name, iter(uses[name])
        self.lowest = number[name] = len(number)
        open_names.append(name)

    rest: Iterator[str]


def _closed(name: str, open_names: list[str]) -> tuple[str, ...]:
    """The names opened since one was, taken from the end of the open ones, in the order in which they were met."""
    at = len(open_names) - 1
    while open_names[at] != name:
        at -= 1
    group = tuple(open_names[at:])
    del open_names[at:]
    return group

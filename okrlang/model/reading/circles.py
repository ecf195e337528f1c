"""Circles: what rests, in the end, on itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def in_order(uses: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """All names, each after those that it uses, and the circles among them, each along its way.

    The circles share no name, and every other circle passes through one of them. Linear, and without recursion.
    """
    order: list[str] = []
    circles: list[tuple[str, ...]] = []
    place: dict[str, int] = {}  # where on the way a name stands; -1 once it is done
    for start in uses:
        if start in place:
            continue
        way = [_Step(start, iter(uses[start]), -1)]
        place[start] = 0
        while way:
            step = way[-1]
            used = next((u for u in step.rest if u in uses and place.get(u) != -1), None)
            if used is None:
                place[way.pop().name] = -1
                order.append(step.name)
            elif used not in place:
                place[used] = len(way)
                way.append(_Step(used, iter(uses[used]), step.told))
            elif step.told < place[used]:
                circles.append(tuple(s.name for s in way[place[used] :]))
                for at in range(place[used], len(way)):
                    way[at].told = at
    return tuple(order), tuple(circles)


class _Step:
    """A step of the way: a name, what it uses and was not followed yet, and the last place of the way in a circle."""

    __slots__ = ("name", "rest", "told")

    def __init__(self, name: str, rest: Iterator[str], told: int) -> None:
        self.name, self.rest, self.told = name, rest, told

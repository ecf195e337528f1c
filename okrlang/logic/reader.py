"""Readers: how the field of a thing is come by; the simplest ways have names, so that code can take them directly.

A reader is asked with the facts of a world and a thing; None says that the field was left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from okrlang.model.quantity import number
from okrlang.syntax.frozen import Individual


class Attribute(Individual):
    """A field that stands in the thing as it was written."""

    name: str

    def __call__(self, facts: object, thing: object) -> Any:
        return getattr(thing, self.name)


class Number(Individual):
    """A bare number that stands in the thing as a decimal."""

    name: str

    def __call__(self, facts: object, thing: object) -> Any:
        value = getattr(thing, self.name)
        return None if value is None else number(value)


class Table(Individual):
    """A field that the facts hold of all things together."""

    of: Callable[[Any], Mapping[Any, Any]]

    def __call__(self, facts: object, thing: object) -> Any:
        return self.of(facts)[thing]


class First(Individual):
    """A field that mostly stands at the end of a path, from the first of some `parts` on, where that is `of` a class.

    `asked` knows it of all things.
    """

    parts: str
    of: type
    path: str
    asked: Callable[[Any, Any], Any]

    def __call__(self, facts: object, thing: object) -> Any:
        return self.asked(facts, thing)


class Kept(dict[Any, Any]):
    """What a reader gives of the things that are asked about, each asked once."""

    def __init__(self, reader: Reader, facts: object) -> None:
        self._reader, self._facts = reader, facts

    def __missing__(self, thing: object) -> Any:
        value = self[thing] = self._reader(self._facts, thing)
        return value


Reader = Attribute | Number | Table | First | Callable[[Any, Any], Any]

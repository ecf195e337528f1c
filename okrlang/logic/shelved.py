"""Things that are read when they are first asked for: a lint needs few of the rules there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

Thing = TypeVar("Thing")
Other = TypeVar("Other")


class Shelved(Mapping[str, Thing], Generic[Thing]):
    """Things by name, in the order of their texts: some ready, the others still pieces, and how to read one."""

    def __init__(
        self,
        ready: Mapping[str, Thing] | None = None,
        pieces: Mapping[str, Any] | None = None,
        read: Callable[[Any], Thing] | None = None,
    ) -> None:
        self._ready = dict(ready or {})
        self._pieces = pieces or {}
        self._read = read

    def __getitem__(self, name: str) -> Thing:
        if name not in self._ready and self._read is not None:
            self._ready[name] = self._read(self._pieces[name])
        return self._ready[name]

    def __contains__(self, name: object) -> bool:
        return name in self._ready or name in self._pieces

    def __iter__(self) -> Iterator[str]:
        yield from self._pieces
        yield from (name for name in self._ready if name not in self._pieces)

    def __len__(self) -> int:
        return len({*self._pieces, *self._ready})

    def piece(self, name: str) -> Any:
        """The piece that a thing is still to be read from; nothing once it is read."""
        return None if name in self._ready else self._pieces[name]

    def also(self, more: Mapping[str, Thing]) -> Shelved[Thing]:
        """These things and others, which replace those of their name."""
        return Shelved({**self._ready, **more}, self._pieces, self._read)

    def seen(self, look: Callable[[Thing], Other]) -> Shelved[Other]:
        """What is seen of each of these things, looked at when it is asked for."""
        return Shelved({}, {name: name for name in self}, lambda name: look(self[name]))

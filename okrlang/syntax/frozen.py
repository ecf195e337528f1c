"""Frozen classes with slots, made from nothing but their annotations."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from types import FunctionType
from typing import Any, TypeVar, dataclass_transform


@dataclass_transform(frozen_default=True)
class FrozenType(type):
    """Gives a class its slots and the order of its fields: those it inherits, then its own.

    The classes behave as frozen dataclasses. They are not made by `dataclasses`, which compiles five methods for each:
    160 classes of syntax cost 95 ms at every start that way, and 6 ms this way. Fields that stand `apart` take no part
    in equality. Beside its fields a class may have slots of its own, such as `__dict__` for what it works out once.
    """

    _fields: tuple[str, ...]
    _defaults: dict[str, Any]
    _apart: tuple[str, ...]
    _compared: Callable[[object], object]

    def __new__(
        mcs, name: str, bases: tuple[type, ...], body: dict[str, Any], apart: tuple[str, ...] = ()
    ) -> FrozenType:
        above = bases[0] if bases and isinstance(bases[0], FrozenType) else None
        own = tuple(body.get("__annotations__", ()))
        defaults = {field: body.pop(field) for field in own if field in body}
        fields = (*(above._fields if above else ()), *own)
        body["__slots__"] = (*own, *body.get("__slots__", ()))
        body["__match_args__"] = fields
        cls = super().__new__(mcs, name, bases, body)
        cls._fields = fields
        cls._defaults = {**(above._defaults if above else {}), **defaults}
        cls._apart = (*(above._apart if above else ()), *apart)
        cls._compared = attrgetter(*([field for field in fields if field not in cls._apart] or ["__class__"]))
        if own:
            cls.__init__ = _initializer(cls)  # type: ignore[misc]
        return cls


def _initializer(cls: FrozenType) -> FunctionType:
    """The `__init__` of a class, which takes a value for each field, by place or by name."""
    fields, defaults = cls._fields, cls._defaults
    made: FunctionType = _putting(len(fields))(*(getattr(cls, field).__set__ for field in fields))
    named = made.__code__.replace(co_varnames=("self", *fields), co_qualname=f"{cls.__name__}.__init__")
    optional = fields[len(fields) - len(defaults) :]
    return FunctionType(
        named, made.__globals__, "__init__", tuple(map(defaults.__getitem__, optional)), made.__closure__
    )


@cache
def _putting(count: int) -> Callable[..., FunctionType]:
    """What makes an `__init__` that puts so many values in place: compiled once for all classes that have so many."""
    puts, values = ([f"{letter}{number}" for number in range(count)] for letter in ("put", "value"))
    body = "; ".join(f"{put}(self, {value})" for put, value in zip(puts, values, strict=True))
    code = f"def putting({', '.join(puts)}):\n def __init__(self, {', '.join(values)}): {body}\n return __init__"
    space: dict[str, Any] = {}
    exec(code, space)
    return space["putting"]  # type: ignore[no-any-return]


class Frozen(metaclass=FrozenType):
    """A value with named parts, equal to another when class and parts are equal."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return False
        compared = type(self)._compared
        return self is other or compared(self) == compared(other)

    def __hash__(self) -> int:
        return hash(type(self)._compared(self))

    def __repr__(self) -> str:
        shown = (field for field in type(self)._fields if field not in type(self)._apart)
        return f"{type(self).__name__}({', '.join(f'{field}={getattr(self, field)!r}' for field in shown)})"


class Placed(Frozen, apart=("span",)):
    """A value that stands somewhere: its `span` takes no part in equality."""


class Individual(Frozen):
    """A frozen thing that is equal to itself alone, however alike another one is."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__


_F = TypeVar("_F", bound=Frozen)


def altered(value: _F, /, **named: Any) -> _F:
    """The same value with other parts in place of those named."""
    return type(value)(**{field: getattr(value, field) for field in type(value)._fields} | named)

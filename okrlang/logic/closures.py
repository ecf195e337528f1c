"""Closures: what each kind of condition does when it runs, given closures of its parts."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence

from okrlang.logic import texts, values
from okrlang.logic.lookups import PLAIN, Frame, Run
from okrlang.logic.types import RECORD_KINDS
from okrlang.logic.values import NO_CONDITION, Unknown, Value, because, both, joined
from okrlang.logic.world import World

_TESTS: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compared(a: Value, b: Value, where: bool) -> Value:
    """What a comparison comes to that has something unknown: in a `where` false if that is absent.

    A condition that is unknown is neither absent nor stated itself.
    """
    unknown = joined((a, b)) or NO_CONDITION
    return False if where and unknown.absent else Unknown(unknown.reasons)


def comparison(sign: str, left: Run, right: Run, where: bool) -> Run:
    """`a = b`, `a != b`, `a < b` and so on."""
    if sign in _TESTS:
        return _ordered(_TESTS[sign], left, right, where)
    same = sign == "="

    def run(world: World, frame: Frame) -> Value:
        a, b = left(world, frame), right(world, frame)
        if a.__class__ is str and b.__class__ is str:
            return (a == b) is same
        if a.__class__ is Unknown or b.__class__ is Unknown:
            return compared(a, b, where)
        found = values.equal(a, b)
        return found if found.__class__ is Unknown else found is same

    return run


def _ordered(test: Callable[[int, int], bool], left: Run, right: Run, where: bool) -> Run:
    def run(world: World, frame: Frame) -> Value:
        a, b = left(world, frame), right(world, frame)
        if a.__class__ is Unknown or b.__class__ is Unknown:
            return compared(a, b, where)
        order = values.compare(a, b)
        return order if isinstance(order, Unknown) else test(order, 0)

    return run


def between(value: Run, low: Run, high: Run, where: bool) -> Run:
    """`x between a and b`, both ends included."""
    above, below = _ordered(operator.ge, value, low, where), _ordered(operator.le, value, high, where)
    return folded([above, below], False)


def in_(value: Run, items: Run, where: bool) -> Run:
    """`x in xs`: true if one is equal, else unknown if one might be."""

    def run(world: World, frame: Frame) -> Value:
        found, listed = value(world, frame), items(world, frame)
        if found.__class__ is Unknown or listed.__class__ is Unknown:
            return compared(found, listed, where)
        if listed.__class__ is not tuple:
            return NO_CONDITION
        if found.__class__ not in PLAIN and found in listed:
            return True
        return values.disjunction(
            compared(found, item, where) if item.__class__ is Unknown else values.equal(found, item) for item in listed
        )

    return run


def has_word(value: Run, words: Run, where: bool) -> Run:
    """`title has any word of […]`: whole words, in lower case or upper."""

    def run(world: World, frame: Frame) -> Value:
        text, wanted = value(world, frame), words(world, frame)
        if text.__class__ is Unknown or wanted.__class__ is Unknown:
            return compared(text, wanted, where)
        phrases = wanted if wanted.__class__ is tuple else (wanted,)
        unknown = joined(phrases)
        if unknown is not None or not isinstance(text, str):
            return unknown or NO_CONDITION
        return texts.has_word(text, tuple(phrase for phrase in phrases if isinstance(phrase, str)))

    return run


def is_present(value: Run) -> Run:
    """False of what is absent, true of what was written, unknown of what is measured and not there yet."""

    def run(world: World, frame: Frame) -> Value:
        found = value(world, frame)
        if found.__class__ is not Unknown:
            return True
        return False if found.absent else True if found.stated else found

    return run


def is_fresh(value: Run) -> Run:
    """True of a reading that is fresh, else unknown: what is stale may be anything by now."""

    def run(world: World, frame: Frame) -> Value:
        found = value(world, frame)
        if found.__class__ is Unknown or found.__class__ in PLAIN:
            return found if found.__class__ is Unknown else NO_CONDITION
        fresh = world.field(found, "fresh")
        return fresh if fresh is True or fresh.__class__ is Unknown else because("its last value is stale")

    return run


STATES: dict[str, Callable[[Run], Run]] = {
    "present": is_present,
    "missing": lambda value: not_(is_present(value)),
    "fresh": is_fresh,
}


def is_a(value: Run, name: str, where: bool) -> Run:
    """`x is objective`; every record is also a `record`."""
    names = {"record", *RECORD_KINDS} if name == "record" else {name}

    def run(world: World, frame: Frame) -> Value:
        found = value(world, frame)
        if found.__class__ is Unknown:
            return compared(found, found, where)
        return found.__class__ not in PLAIN and world.type_of(found) in names

    return run


def not_(value: Run) -> Run:
    return lambda world, frame: values.negation(value(world, frame))


def folded(parts: Sequence[Run], decisive: bool) -> Run:
    """Strong Kleene `and` (false decides) or `or` (true decides), from left to right."""

    def run(world: World, frame: Frame) -> Value:
        unknown: Unknown | None = None
        for part in parts:
            found = part(world, frame)
            if found is decisive:
                return found
            if found is not True and found is not False:
                unknown = both(unknown, found if found.__class__ is Unknown else NO_CONDITION)
        return not decisive if unknown is None else unknown

    return run


def if_(condition: Run, then: Run, otherwise: Run) -> Run:
    """One branch or the other; with an unknown condition unknown, unless both agree."""

    def run(world: World, frame: Frame) -> Value:
        found = condition(world, frame)
        if found is True or found is False:
            return (then if found else otherwise)(world, frame)
        unknown = found if found.__class__ is Unknown else NO_CONDITION
        a, b = then(world, frame), otherwise(world, frame)
        if values.equal(a, b) is True:
            return a
        absent = a.__class__ is b.__class__ is Unknown and a.absent and b.absent
        found = both(unknown, joined((a, b))) or unknown
        return Unknown(found.reasons, absent)

    return run

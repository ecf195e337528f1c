"""Ways: from a type, by its fields, to a value of a kind; and from what a rule is for each of, to every type there is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from okrlang.logic.rule import SUBJECTS
from okrlang.logic.types import METHODS, PLAIN, TYPES, WORDS, FieldType, field_of

Types = tuple[str, ...]
RECORDS = frozenset(WORDS["record_kind"])
Step = tuple[str, str]  # ("field", name), ("list", name) or ("is", type)


def kind_of(field: FieldType) -> str:
    """What a field gives: `list`, the name of a plain type or of a list of words, else `thing`."""
    if field.many:
        return "list"
    name = field.types[0]
    return name if len(field.types) == 1 and (name in PLAIN or name in WORDS) else "thing"


@cache
def fields(types: Types) -> tuple[tuple[str, FieldType], ...]:
    """The fields that a value has which may be of several types."""
    found = ((name, field_of(types, name)) for name in sorted(TYPES.get(types[0], {})))
    return tuple((name, field) for name, field in found if field is not None)


@cache
def ways(types: Types, kind: str, steps: int) -> tuple[tuple[str, FieldType], ...]:
    """The fields that are of a kind, or from which one is reached in the steps that are left."""

    def leads(field: FieldType) -> bool:
        return kind_of(field) == kind or (steps > 1 and not field.many and bool(ways(field.types, kind, steps - 1)))

    return tuple((name, field) for name, field in fields(types) if leads(field))


@cache
def routes() -> dict[str, tuple[str, tuple[Step, ...]]]:
    """For every type a thing that rules can be for each of, and the shortest way from it to a value of that type."""
    waiting: list[tuple[Types, str, tuple[Step, ...]]] = [((name,), name, ()) for name in SUBJECTS]
    found: dict[str, tuple[str, tuple[Step, ...]]] = {}
    seen: set[Types] = set()
    while waiting:
        types, root, steps = waiting.pop(0)
        if types in seen:
            continue
        seen.add(types)
        if len(types) == 1:
            found.setdefault(types[0], (root, steps))
        waiting += (((t,), root, (*steps, ("is", t))) for t in types if len(types) > 1)
        waiting += ((f.types, root, (*steps, ("list" if f.many else "field", n))) for n, f in fields(types))
    return found


TOTALS = ("sum", "min", "max", "mean", "median")


def features() -> Iterator[tuple[str, str]]:
    """Every field and method of every type that a rule can reach, those of records once; and what is taken of lists."""
    yield from (("metric", f"{total} of a past") for total in (*TOTALS, "previous"))
    yield from (("objective", f"{total} of a list") for total in TOTALS)
    yield from (("objective", "count of a list in doubt"), ("kpi", "count of a list in doubt"))
    for name in sorted(routes()):
        if name not in RECORDS or name == "review":
            yield from ((name, field) for field in sorted(TYPES.get(name, {})))
            yield from ((name, method) for method in sorted(METHODS.get(name, {})))

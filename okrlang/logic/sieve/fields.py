"""Fields as Python text: attributes and tables are read directly, all else is asked of the field's reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from okrlang.logic.reader import Attribute, First, Kept, Number, Reader, Table
from okrlang.logic.sieve.piece import Piece, are_things
from okrlang.logic.types import TYPES
from okrlang.syntax import tree

if TYPE_CHECKING:
    from okrlang.logic.sieve.translation import Translation


def field(writing: Translation, node: tree.Field) -> Piece | None:
    """A field of a thing, where all types that it may be of have it alike."""
    of = writing.operand(node.of)
    if of.many or not are_things(of.types):
        return None
    readers = {writing.world.reader(name, node.name) for name in of.types}
    fields = [TYPES[name][node.name] for name in of.types if node.name in TYPES[name]]
    if len(readers) > 1 or None in readers or len({(field.many, field.records) for field in fields}) != 1:
        return None
    (reader,), field = readers, fields[0]
    plain = isinstance(reader, Attribute | Number | Table)
    return Piece(
        _read(writing, reader, of),
        of.reads,
        tuple(dict.fromkeys(name for each in fields for name in each.types)),
        field.many,
        field.records,
        decimal=isinstance(reader, Number),
        known=plain and (of.always or of.known),
        always=plain and of.always and not any(each.optional or each.measured for each in fields),
    )


def _read(writing: Translation, reader: Reader | None, of: Piece) -> str:
    """How a reader is asked of a thing; that of something absent is absent too, of something unknown unknown."""
    thing = of.code if of.always else writing.new("t")
    if isinstance(reader, Attribute | Number):
        code = f"{thing}.{reader.name}"
    elif isinstance(reader, Table):
        code = f"{writing.constant(reader.of(writing.world.facts))}[{thing}]"
    elif isinstance(reader, First):
        part, of_class, asked = writing.new("t"), writing.constant(reader.of), writing.constant(reader.asked)
        test = f"({part} := {thing}.{reader.parts}) and ({part} := {part}[0]).__class__ is {of_class}"
        stands = f"{test} and ({part} := {part}.{reader.path}) is not None"
        code = f"({part} if {stands} else {asked}(facts, {thing}))"
    elif reader is not None and of.code not in of.reads and _are_one_by_one(writing, of.types):
        kept = writing.kept.setdefault(reader, Kept(reader, writing.world.facts))  # many subjects lead to few things
        code = f"{writing.constant(kept)}[{thing}]"
    else:
        code = f"{writing.constant(reader)}(facts, {thing})"
    if of.always:
        return code
    test = "" if of.known else f" and {thing}.__class__ is not Unknown"
    return f"({code} if ({thing} := {of.code}) is not None{test} else {thing})"


def _are_one_by_one(writing: Translation, types: tuple[str, ...]) -> bool:
    """Whether things of these types are equal to none but themselves, and so can be looked up at no cost."""
    classes: list[Any] = [writing.world.class_of(name) for name in types]
    return all(of is not None and of.__hash__ is object.__hash__ for of in classes)

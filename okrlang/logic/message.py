"""Messages: what a rule says, with values in it; an unknown one prints as a dash and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from okrlang.logic.definitions import Definitions
from okrlang.logic.evaluator import compiled
from okrlang.logic.lookups import PLAIN
from okrlang.logic.types import TYPES, WORDS
from okrlang.logic.values import Unknown, Value
from okrlang.logic.world import World
from okrlang.model.quantity import Quantity, show
from okrlang.model.reading.complaints import listed
from okrlang.syntax import tree

UNKNOWN = "—"
MOST_SHOWN = 5  # elements of a list in one message

Piece = Callable[[World, Sequence[Value]], str]


def message(template: tree.Template, names: Sequence[str], definitions: Definitions) -> Piece:
    """What gives the text of a message, given a world and the values of its names."""
    pieces = [_piece(part, names, definitions) for part in template.parts]
    return lambda world, given: "".join([piece(world, given) for piece in pieces])


def _piece(part: str | tree.Expression, names: Sequence[str], definitions: Definitions) -> Piece:
    if isinstance(part, str):
        return lambda world, given: part
    value = compiled(part, names, definitions)
    if not isinstance(part, tree.Field):
        return lambda world, given: shown(value(world, given), world)
    of, name = compiled(part.of, names, definitions), part.name

    def word(world: World, given: Sequence[Value]) -> str:
        text = shown(value(world, given), world)
        return text.replace("_", " ") if "_" in text and _is_word(of(world, given), name, world) else text

    return word


def _is_word(subject: Value, name: str, world: World) -> bool:
    """Whether a field of a thing holds a word of the language, which is printed with spaces."""
    if subject.__class__ in PLAIN or isinstance(subject, Unknown):
        return False
    field = TYPES.get(world.type_of(subject), {}).get(name)
    return field is not None and field.types[0] in WORDS


def shown(value: Value, world: World) -> str:
    """A value for people: a quantity with its unit, a thing by its id, a list as `a, b and c`."""
    if isinstance(value, Unknown):
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Quantity):
        return show(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return _list(value, world)
    if value.__class__ in PLAIN:
        return str(value)
    fields = TYPES.get(world.type_of(value), {})
    named = next((name for name in ("id", "value", "title", "path", "what") if name in fields), None)
    return shown(world.field(value, named), world) if named else UNKNOWN


def _list(values: tuple[Value, ...], world: World) -> str:
    words = [shown(value, world) for value in values[:MOST_SHOWN]]
    more = len(values) - MOST_SHOWN
    return listed([*words, f"{more} more"] if more > 0 else words, "and") if words else "none"

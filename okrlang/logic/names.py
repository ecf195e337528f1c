"""Literals, names and fields before data: what each is, and what was meant where it is nothing."""

from __future__ import annotations

from collections.abc import Sequence

from okrlang.logic import calls
from okrlang.logic.facts import path
from okrlang.logic.hints import field_hint
from okrlang.logic.phrases import asked, phrase, plural, shown
from okrlang.logic.scope import Scope
from okrlang.logic.typed import DATE, LOST, MONEY, PEOPLE, Typed, of_amount, of_field
from okrlang.logic.types import FUNCTIONS, LISTS, METHODS, OF_RECORDS, TYPES, field_of, fields_of
from okrlang.model import quantity
from okrlang.model.calendar import FiscalCalendar
from okrlang.model.quantity import EXPONENT, Mismatch, Quantity, unit
from okrlang.model.reading.complaints import listed
from okrlang.syntax import tree
from okrlang.syntax.frozen import altered

# --- literals


def amount(of: Scope, node: tree.Amount) -> Typed:
    """`3`, `4.2%`, `14 days`."""
    if node.value.adjusted() <= EXPONENT:
        return of_amount(Quantity(node.value, unit(node.unit)))
    help = f"numbers are kept exactly below 10^{EXPONENT + 1}"
    return of.fault("number-too-large", f"`{shown(node)}` is too large", node.span, help)


def ratio(of: Scope, node: tree.Ratio) -> Typed:
    """`7 of 10`."""
    share = quantity.divide(quantity.number(node.part), quantity.number(node.whole))
    if isinstance(share, Mismatch):
        return of.fault("division-by-zero", f"`{shown(node)}` divides by zero", node.span)
    return of_amount(share)


def text(of: Scope, node: tree.Text) -> Typed:
    """`"help"`."""
    return Typed(("text",), literal=True)


def day(of: Scope, node: tree.Day) -> Typed:
    """`2026-09-30`."""
    return Typed(("date",), literal=True)


def period(of: Scope, node: tree.PeriodName) -> Typed:
    """`2026-Q3`."""
    if FiscalCalendar().period(node.text) is None:
        help = "write `2026-Q3` or `2026-09`"
        return of.fault("bad-period", f"there is no period `{node.text}`", node.span, help)
    return Typed(("period",), literal=True)


# --- names


def reference(of: Scope, node: tree.Reference) -> Typed:
    """A bare name: a subject, a param, a define, a list, or a word."""
    name = node.name
    if name in of.names:
        of.used.add(name)
        return _scaled(of, of.names[name], node)
    meaning = of.definitions.meaning(name)
    if meaning == "define":
        return calls.defined(of, name, (), node)
    if meaning == "param":
        of.used.add(name)
        return altered(of_amount(of.definitions.params[name].value), literal=False, amount=None)
    if meaning == "list":
        of.reads.timely |= LISTS[name].records or LISTS[name].measured
        return of_field(LISTS[name], LOST)
    if meaning == "word":
        return Typed(("word",), word=name, literal=True)
    of.reads.timely = True
    of.reads.cycle |= name == "cycle"
    of.reads.as_of |= name == "as_of"
    return DATE if name == "as_of" else Typed(("cycle",))


# --- fields


def field(of: Scope, node: tree.Field) -> Typed:
    """`o.owner`."""
    thing = of.value(node.of)
    if thing.lost:
        return LOST
    if thing.many:
        return _of_list(of, node, thing)
    found = field_of(thing.types, node.name)
    if found is None:
        return _no_field(of, node, thing, [name for name in thing.types if node.name in TYPES.get(name, {})])
    of.reads.timely |= found.measured or found.timely or found.records
    typed = of_field(found, thing)
    if node.name in OF_RECORDS:
        typed = altered(typed, records=True)
    if node.name in _COUNTED_ALIKE:
        return altered(typed, scale=_COUNTED_ALIKE[node.name])
    said = typed.many and found.types == ("quantity",)  # numbers that stand in a text may be of any unit
    if thing.scale is not None and not said and _HAVE_SCALE_OF_WHOLE.issuperset(found.types):
        return of.settled(altered(typed, scale=thing.scale))
    return typed if typed.many else _scaled(of, typed, node)


_COUNTED_ALIKE = {"budget": MONEY, "people": PEOPLE}
"""What is in one unit throughout a workspace: a company counts its money and its people in one way."""

_HAVE_SCALE_OF_WHOLE = frozenset({"quantity", "reading", "limits", "band", "range", "expectation", "check_in"})
"""What is in the unit of the thing that it belongs to."""

_UNIT_OF = {
    "key_result": ".metric.unit",
    "kpi": ".metric.unit",
    "metric": ".unit",
    "check_in": ".subject.metric.unit",
    "provision": ".subject",
    "quantity": "",
}
"""How the unit of a thing's numbers is asked for; a provision's subject, and a number by itself, cannot be asked."""


def _scaled(of: Scope, typed: Typed, node: tree.Node) -> Typed:
    """The value with the scale that it is of by its name."""
    asked_by = {_UNIT_OF.get(name) for name in typed.types}
    called = path(node) if typed.scale is None and typed.unit is None and len(asked_by) == 1 else None
    (behind,) = asked_by if called is not None else (None,)
    return typed if behind is None else of.settled(altered(typed, scale=f"{called}{behind}"))


def _of_list(of: Scope, node: tree.Field, found: Typed) -> Typed:
    """Something was asked of a list that is asked of each element."""
    what = shown(node.of)
    name = next((letter for letter in "xyz" if letter not in of.names), "x")
    each = f"{name}.{node.name}"
    help = f"ask each of them, `some {name} in {what} satisfies {each} …`, or all, `sum({each} for {name} in {what})`"
    if node.name in FUNCTIONS:
        help = f"`{node.name}` stands before what it is asked of: `{node.name}({what})`"
    return of.fault("unknown-field", f"`{what}` is {phrase(found)}", node.span, help)


def _no_field(of: Scope, node: tree.Field, thing: Typed, some: Sequence[str]) -> Typed:
    what = shown(node.of)
    if some:
        message = f"`{what}` is {phrase(thing)}, and only {listed(map(plural, some), 'and')} have `{node.name}`"
        help = f"ask first: `{listed((f'{what} is {asked(name)}' for name in some), 'or')}`"
        return of.fault("unknown-field", message, node.span, help)
    if node.name in of.definitions.defines:
        help = f"`{node.name}` stands before what it is asked of: `{node.name}({what})`"
    else:
        help = field_hint(node.name, what, fields_of(thing.types), METHODS.get(thing.types[0], {}))
    return of.fault("unknown-field", f"{phrase(thing)} has no field `{node.name}`", node.span, help)

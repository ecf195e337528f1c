"""Cells of data: what a text, a number or a day in one is, and what is none.

An empty cell is no value: no comparison with it holds, and what is taken of it is unknown. It is never zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Context, Decimal, DecimalException, Inexact, InvalidOperation, Overflow, Subnormal

from okrlang.model.calendar import ISO, parse_date
from okrlang.model.quantity import DIGITS, EXPONENT, to_decimal

EXACT = Context(prec=200, traps=[InvalidOperation])
"""Wide enough that no sum of numbers of 38 digits and exponents within 18 is ever rounded."""

# What `to_decimal` takes for a number, and takes at once.
_NUMBER = Context(DIGITS, Emin=-EXPONENT, Emax=EXPONENT, traps=[InvalidOperation, Inexact, Overflow, Subnormal])
_SHOWN = 40  # so much of a cell is shown in a message


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that cannot be read, and why."""

    reason: str


Cell = str | Decimal | Broken | None


@dataclass(frozen=True, slots=True)
class Form:
    """How a source writes numbers and dates, and the time zone in which its moments become days."""

    decimal_comma: bool = False
    dates_as: str = ISO
    zone: tzinfo | None = None

    def number(self, cell: Cell) -> Decimal | Broken | None:
        """The number in a cell."""
        if not isinstance(cell, str):
            return cell
        if not cell:
            return None
        written = cell
        if self.decimal_comma:
            written = "," if "." in cell else cell.replace(",", ".")
        number = to_decimal(written)
        return Broken(f"{shown(cell)} is not a number") if number is None else number

    def day(self, cell: Cell) -> date | Broken | None:
        """The day in a cell."""
        if isinstance(cell, str) and cell:
            day = parse_date(cell, self.dates_as, self.zone)
            return Broken(f"{shown(cell)} is not a date written as {self.dates_as}") if day is None else day
        if isinstance(cell, Decimal):
            return Broken(f"{shown(plain(cell))} is not a date written as {self.dates_as}")
        return cell if isinstance(cell, Broken) else None

    def numbers(self, cells: Sequence[Cell]) -> list[Decimal] | None:
        """All the numbers of a column at once, or nothing where a cell wants a closer look."""
        try:
            written = "".join(cells)  # type: ignore[arg-type]
        except TypeError:  # not all of them texts
            return None
        if self.decimal_comma:
            if "." in written:
                return None
            written = written.replace(",", ".")
            cells = [cell.replace(",", ".") for cell in cells]  # type: ignore[union-attr]
        if not written.isascii() or written.encode().translate(None, b"0123456789.-"):
            return None
        try:
            return list(map(_NUMBER.create_decimal, cells))  # type: ignore[arg-type]
        except DecimalException:
            return None


def text(cell: Cell) -> str | Broken | None:
    """The text in a cell; a number is its digits."""
    if isinstance(cell, Decimal):
        return plain(cell)
    if not isinstance(cell, str):
        return cell
    if not cell:
        return None
    if "\0" in cell:
        return Broken(f"{shown(cell)} holds a NUL character")
    if not cell.isascii() and any("\ud800" <= c <= "\udfff" for c in cell):
        return Broken(f"{shown(cell)} is not UTF-8")
    return cell


_NO_VALUES = frozenset(("nan", "inf", "infinity", "n/a", "#n/a", "-"))  # what programs write where there is none


def named(cell: Cell) -> str | Broken | None:
    """The text in a cell that is counted; what only says that there is no value is none."""
    found = text(cell)
    if isinstance(found, str) and len(found) < 10 and (found.lstrip("+-").lower() or "-") in _NO_VALUES:
        return Broken(f"{shown(found)} is no value")
    return found


def plain(number: Decimal) -> str:
    """The digits of a number, without exponent and idle zeros: numbers that are equal look the same."""
    digits = format(number, "f")
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits) or "0"


def shown(cell: str) -> str:
    """A cell as a message shows it: cut short, and nothing in it that is not printable."""
    cut = cell if len(cell) <= _SHOWN else cell[:_SHOWN] + "…"
    return "`" + "".join(c if c.isprintable() and c != "`" else f"<U+{ord(c):04X}>" for c in cut) + "`"

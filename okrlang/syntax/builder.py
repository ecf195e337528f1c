"""From rules of the grammar to nodes of the tree: what a reduction gives where class and children do not say it alone.

Each method is called like the rule or alias whose value it gives; its arguments are the place and the children, the
words of the text as plain strings. Rules without a method follow the conventions at the top of the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.nearest import nearest
from okrlang.syntax.source import Source, Span

MOST_DIGITS = 38
AGGREGATES = ("last", "first", "sum", "mean", "min", "max", "count", "median", "distinct", "share")
_PERCENTILE = re.compile("p[1-9][0-9]?")
_OTHER_AGGREGATES = {"avg": "mean", "average": "mean", "minimum": "min", "maximum": "max", "total": "sum"}
_SUFFIXES = {"k": "E3", "M": "E6"}
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP"}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", '"': '"', "\\": "\\", "{": "{"}
_PLACEHOLDERS = {"tbd", "confidential", "measured"}


class Builder:
    """Makes the nodes of one text, and collects what is wrong with its literals."""

    def __init__(
        self, source: Source, expression: Callable[[int, int], tree.Expression | None], faults: list[Diagnostic]
    ) -> None:
        self.source = source
        self.expression = expression
        self.faults = faults

    def fault(self, name: str, message: str, span: Span, help: str) -> None:
        """Take note of a literal that has the right form and no meaning."""
        self.faults.append(Diagnostic(name, message, span, help=help))

    # --- names, texts and literals

    def path(self, span: Span, *parts: str) -> tree.Path:
        return tree.Path(span, parts)

    subject = path

    def text(self, span: Span, quoted: str) -> tree.Text:
        return tree.Text(span, self._unescaped(quoted, span))

    def _unescaped(self, quoted: str, span: Span) -> str:
        text = _unquoted(quoted)
        return self._resolved(text, quoted, span.start, 'n"\\') if "\\" in text else text

    def _resolved(self, text: str, written: str, start: int, escapes: str) -> str:
        """The text without its escapes; `written` stands at `start`."""
        for escape in _ESCAPE.finditer(written):
            if escape[1] not in escapes:
                place = Span(self.source, start + escape.start(), start + escape.end())
                known = " ".join(f"`\\{letter}`" for letter in escapes)
                self.fault("unknown-escape", f"`\\{escape[1]}` means nothing in a text", place, f"known are {known}")
        return _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[1]), text)

    def amount(self, span: Span, first: str, second: str | None = None) -> tree.Amount:
        if first in _CURRENCIES and second is not None:
            return tree.Amount(span, self._decimal(second, span), _CURRENCIES[first])
        return tree.Amount(span, self._decimal(first, span), self._unit(second or "", span))

    def number(self, span: Span, digits: str) -> tree.Amount:
        return tree.Amount(span, self._decimal(digits, span), "")

    def share(self, span: Span, digits: str) -> tree.Amount:
        return tree.Amount(span, self._decimal(digits, span), "%")

    def ratio(self, span: Span, part: str, whole: str) -> tree.Ratio:
        return tree.Ratio(span, self._decimal(part, span), self._decimal(whole, span))

    def _decimal(self, digits: str, span: Span) -> Decimal:
        if len(digits) > MOST_DIGITS:
            self.fault("bad-number", "this number is too long", span, f"a number has at most {MOST_DIGITS} digits")
            return Decimal(0)
        return _number(digits)

    def _unit(self, unit: str, span: Span) -> str:
        return self._unescaped(unit, span) if unit.startswith('"') else unit

    def day(self, span: Span, digits: str) -> tree.Day:
        try:
            return tree.Day(span, _day(digits))
        except ValueError:
            self.fault("bad-date", f"there is no day `{digits}`", span, _days_of_month(digits))
            return tree.Day(span, date.min)

    def year(self, span: Span, digits: str) -> tree.PeriodName:
        if len(digits) != 4 or not digits.isdigit():
            self.fault("bad-period", f"`{digits}` is not a period", span, "a year is written with four digits: `2026`")
        return tree.PeriodName(span, digits)

    def tbd(self, span: Span) -> tree.Placeholder:
        return tree.Placeholder(span, "tbd")

    def day_after(self, span: Span, amount: tree.Amount, when: str, day: tree.Path | tree.Day) -> tree.DayAfter:
        return tree.DayAfter(span, amount, when == "before", day)

    def rhythm(self, span: Span, count: str | None, unit: str) -> tree.Rhythm:
        return tree.Rhythm(span, Decimal(1) if count is None else self._decimal(count, span), unit)

    # --- measured data

    def database(self, span: Span, address: tree.Text) -> tree.Database:
        return tree.Database(span, address, False)

    def database_of_environment(self, span: Span, name: tree.Text) -> tree.Database:
        return tree.Database(span, name, True)

    def in_unit(self, span: Span, unit: str) -> tree.InUnit:
        return tree.InUnit(span, _CURRENCIES.get(unit) or self._unit(unit, span))

    def take(
        self, span: Span, aggregate: str, column: tree.Name | tree.Text | None, window: tree.Amount | None
    ) -> tree.Take:
        return tree.Take(span, aggregate, column, None, window)

    def take_distinct(self, span: Span, column: tree.Name | tree.Text, window: tree.Amount | None) -> tree.Take:
        return tree.Take(span, "distinct", column, None, window)

    def take_share(self, span: Span, where: tree.Expression, window: tree.Amount | None) -> tree.Take:
        return tree.Take(span, "share", None, where, window)

    def aggregate(self, span: Span, word: str) -> str:
        if word not in AGGREGATES and not _PERCENTILE.fullmatch(word):
            meant = _OTHER_AGGREGATES.get(word) or nearest(word, AGGREGATES)
            help = f"did you mean `{meant}`?" if meant else f"known are {', '.join(AGGREGATES)} and p1 to p99"
            self.fault("unknown-word", f"`{word}` is no way to sum up", span, help)
        return word

    def split_by(
        self, span: Span, column: tree.Name | tree.Text, members: tuple[tree.Text, ...] | tree.Path | None
    ) -> tree.SplitBy:
        listed = members if isinstance(members, tree.Path) else None
        return tree.SplitBy(span, column, members if isinstance(members, tuple) else None, listed)

    # --- goals

    def provided(self, span: Span, subject: tree.Path, holds: tree.Bound | str) -> tree.Provided:
        if isinstance(holds, str):
            return tree.Provided(span, subject, None, holds)
        return tree.Provided(span, subject, holds, None)

    def bound(self, span: Span, relation: str, value: tree.Target, upper: tree.Target | None = None) -> tree.Bound:
        return tree.Bound(span, relation, value, upper)

    def target(self, span: Span, value: tree.Expression) -> tree.Target:
        if isinstance(value, tree.Reference) and value.name in _PLACEHOLDERS:
            return tree.Placeholder(span, value.name)
        return value

    def tier(self, span: Span, word: str, value: tree.Target) -> tree.Tier | tree.Zone:
        return tree.Zone(span, word, value) if isinstance(value, tree.Text) else tree.Tier(span, word, value)

    def every_member(self, span: Span, dimension: tree.Name) -> tree.MemberScope:
        return tree.MemberScope(span, "every", None, dimension, ())

    def at_least_members(self, span: Span, count: tree.Amount, dimension: tree.Name) -> tree.MemberScope:
        return tree.MemberScope(span, "at least", count, dimension, ())

    def share_of_members(self, span: Span, share: tree.Amount, dimension: tree.Name) -> tree.MemberScope:
        return tree.MemberScope(span, "share", share, dimension, ())

    def named_members(self, span: Span, members: tuple[tree.Name | tree.Text, ...]) -> tree.MemberScope:
        return tree.MemberScope(span, "named", None, None, members)

    def every_period(self, span: Span, period: str) -> tree.PeriodScope:
        return tree.PeriodScope(span, None, period)

    # --- records

    def no_score(self, span: Span) -> None:
        return None

    def record_owner(self, span: Span, owner: tree.Party) -> tree.Owner:
        return tree.Owner(span, owner, ())

    def item_number(self, span: Span, digits: str) -> str:
        return digits

    # --- rules

    def thing(self, span: Span, *words: str) -> str:
        return "_".join(words)

    def including_dropped(self, span: Span, *words: str) -> bool:
        return bool(words)

    def template(self, span: Span, quoted: str) -> tree.Template:
        quotes = 3 if quoted.startswith('"""') else 1
        parts: list[str | tree.Expression] = []
        at, end = quotes, len(quoted) - quotes
        if quotes == 3:  # the first and the last end of line belong to the quotes
            inside = quoted[at:end]
            at, end = end - len(inside.lstrip()), at + len(inside.rstrip())
        for start, stop in _holes(quoted, at, end):
            parts += self._message(quoted, at, start, span)
            if quoted[stop - 1] == "}":
                expression = self.expression(span.start + start + 1, span.start + stop - 1)
                parts += () if expression is None else (expression,)
            else:
                place = Span(self.source, span.start + start, span.start + stop)
                self.fault("unclosed-brace", "this `{` is never closed", place, "write `\\{` for the sign itself")
            at = stop
        parts += self._message(quoted, at, end, span)
        return tree.Template(span, tuple(parts))

    def _message(self, quoted: str, start: int, end: int, span: Span) -> list[str]:
        """The words between two expressions, if there are any."""
        written = quoted[start:end]
        text = _without_indent(written) if quoted.startswith('"""') else written
        return [self._resolved(text, written, span.start + start, 'n"\\{')] if text else []

    def otherwise(self, span: Span, status: str, called: tree.Text | None) -> tree.StatusWhen:
        return tree.StatusWhen(span, status, called, None)

    # --- expressions

    def call(self, span: Span, *parts: Any) -> tree.Call:
        of, name, arguments = parts
        return tree.Call(span, of, name, arguments)

    def negative(self, span: Span, value: tree.Expression) -> tree.Expression:
        if isinstance(value, tree.Amount) and value.value >= 0:
            return tree.Amount(span, -value.value, value.unit)
        return tree.Negative(span, value)

    def arithmetic(self, span: Span, left: tree.Expression, operator: str, right: tree.Expression) -> tree.Arithmetic:
        return tree.Arithmetic(span, operator, left, right)

    def portion(self, span: Span, share: tree.Amount, whole: tree.Expression) -> tree.Arithmetic:
        return tree.Arithmetic(span, "of", share, whole)

    def comparison(self, span: Span, left: tree.Expression, operator: str, right: tree.Expression) -> tree.Comparison:
        return tree.Comparison(span, operator, _as_year(left, right), _as_year(right, left))

    def between(self, span: Span, value: tree.Expression, *ends: tree.Expression) -> tree.Between:
        low, high = (_as_year(end, value) for end in ends)
        return tree.Between(span, value, low, high)

    def in_(self, span: Span, value: tree.Expression, items: tree.Expression) -> tree.In:
        if isinstance(items, tree.ListOf):
            items = tree.ListOf(items.span, tuple(_as_year(item, value) for item in items.items))
        return tree.In(span, value, items)

    def and_(self, span: Span, *parts: tree.Expression) -> tree.And:
        return tree.And(span, parts)

    def or_(self, span: Span, *parts: tree.Expression) -> tree.Or:
        return tree.Or(span, parts)

    def quantifier(self, span: Span, kind: str, *rest: Any) -> tree.Quantifier:
        name, items, where, condition = rest
        return tree.Quantifier(span, kind, None, name, items, where, condition)

    def counted(self, span: Span, limit: str, *rest: Any) -> tree.Quantifier:
        count, name, items, where, condition = rest
        return tree.Quantifier(span, f"at {limit}", count, name, items, where, condition)


def _as_year(value: tree.Expression, beside: tree.Expression) -> tree.Expression:
    """The year that four digits mean beside the year of a day: `as_of.year = 2026`."""
    if not (isinstance(beside, tree.Field) and beside.name == "year" and isinstance(value, tree.Amount)):
        return value
    digits = value.span.text
    return tree.PeriodName(value.span, digits) if len(digits) == 4 and digits.isdigit() else value


def _unquoted(quoted: str) -> str:
    return _without_indent(quoted[3:-3]).strip("\n") if quoted.startswith('"""') else quoted[1:-1]


def _without_indent(text: str) -> str:
    """A text of several lines, the white space before each of them left out: layout has no meaning."""
    return re.sub(r"\n[ \t]+", "\n", text)


def _holes(quoted: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where expressions stand in a message: from each `{` to just after its `}`, or to the end where there is none."""
    holes = []
    at = start
    while at < end:
        if quoted[at] == "\\":
            at += 2
        elif quoted[at] == "{":
            close = quoted.find("}", at, end) + 1 or end
            holes.append((at, close))
            at = close
        else:
            at += 1
    return holes


def _days_of_month(digits: str) -> str:
    """Which days there are in the month, or months in the year, of a day that does not exist."""
    from calendar import monthrange

    year, month, _ = map(int, digits.split("-"))
    if not 1 <= month <= 12:
        return "a date is written year-month-day, and the months are `01` to `12`"
    return f"{digits[:7]} has the days 1 to {monthrange(year, month)[1]}" if year else "the years begin with `0001`"


@lru_cache(maxsize=1 << 12)
def _number(digits: str) -> Decimal:
    """A number as written; those written alike are one, which is found faster by all that read many."""
    if digits[-1] in _SUFFIXES:
        return Decimal(f"{Decimal(digits[:-1] + _SUFFIXES[digits[-1]]):f}")
    return Decimal(digits)


_day = lru_cache(maxsize=1 << 12)(date.fromisoformat)

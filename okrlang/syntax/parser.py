"""The parser: from a text to its syntax, one declaration at a time."""

from __future__ import annotations

import re
from typing import Any

from okrlang.syntax import tree
from okrlang.syntax.builder import Builder
from okrlang.syntax.complaint import complaint
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.driver import Driver
from okrlang.syntax.recovery import mend, next_header
from okrlang.syntax.source import Source, Span

_HEAD = re.compile(r"[ \t\n]*(key result|check in|[A-Za-z]\w*)[ \t]+([A-Za-z0-9][\w-]*)?")
_INNER = re.compile(r"\b(?:key[ \t]+result|initiative|priority)[ \t]+([A-Za-z][\w-]*)")


def parse(source: Source) -> tuple[tree.Sheet, tuple[Diagnostic, ...]]:
    """The declarations of a text, and what is wrong with it."""
    parsing = _Parsing(source)
    parsing.stretch(0, len(source.text))
    return parsing.sheet()


def parse_expression(source: Source) -> tuple[tree.Expression | None, tuple[Diagnostic, ...]]:
    """The expression that a text is, and what is wrong with it."""
    parsing = _Parsing(source)
    expression = parsing.expression(0, len(source.text))
    return expression, tuple(parsing.diagnostics + parsing.builder.faults)


class _Parsing:
    """One text under way: what is known of it so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.builder = Builder(source, self.expression)
        self.diagnostics: list[Diagnostic] = []
        self.declarations: list[Any] = []
        self.lost: list[tuple[int, int]] = []

    def expression(self, at: int, end: int) -> tree.Expression | None:
        """The expression between two places."""
        driver = Driver(self.source, "expression", self.builder)
        if driver.run(at, end):
            return driver.values[0]  # type: ignore[no-any-return]
        self.diagnostics.append(complaint(driver, end))
        return None

    def stretch(self, at: int, end: int) -> None:
        """Parse the declarations between two places; each stretch without a fault is one run."""
        while True:
            driver = Driver(self.source, "declarations", self.builder)
            if driver.run(at, end):
                self.declarations += driver.values[0]
                return
            begin = driver.begin()
            limit = next_header(self.source.text, begin, end)
            if limit <= driver.stop:
                driver.cut(driver.finished())
                self.declarations += driver.values[0] if driver.values else ()
                driver = Driver(self.source, "declarations", self.builder)
                if not driver.run(begin, limit):
                    self.mended(driver, limit)
            else:
                self.mended(driver, limit)
            at = limit

    def mended(self, driver: Driver, end: int) -> None:
        """Read on to the end of a declaration that has a fault, to find the others in it."""
        resumed = 0
        while True:
            if len(self.source.text[resumed : driver.stop].split()) > 1 or "\n" in self.source.text[resumed : driver.stop] or not resumed:
                self.diagnostics.append(complaint(driver, end))
            begin = driver.begin()
            kept = driver.finished()
            resumed = mend(driver, end)
            if len(driver.values) <= kept:
                self.lost.append((begin, resumed))
            if driver.run(resumed, end):
                self.declarations += driver.values[0]
                return

    def sheet(self) -> tuple[tree.Sheet, tuple[Diagnostic, ...]]:
        """What became of the text."""
        found = sorted(self.diagnostics + self.builder.faults, key=Diagnostic.order)
        whole, broken = [], [self.broken(*piece) for piece in self.lost]
        faults = [fault.span.start for fault in found if fault.severity == "error"]
        for declaration in self.declarations:
            start, end = declaration.span.start, declaration.span.end
            if any(start <= fault < end for fault in faults):
                broken.append(self.broken(start, end))
            else:
                whole.append(declaration)
        return tree.Sheet(self.source, tuple(whole), tuple(broken)), tuple(found)

    def broken(self, start: int, end: int) -> tree.Broken:
        """What is still known of a piece that does not parse."""
        text = self.source.text
        head = _HEAD.match(text, start, end)
        inner = tuple(dict.fromkeys(_INNER.findall(text, start, end)))
        kind, name = head.groups("") if head else ("", "")
        return tree.Broken(Span(self.source, start, end), kind, name, inner)

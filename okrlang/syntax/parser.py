"""The parser: from a text to its syntax, one declaration at a time.

A text without a fault is one run of the driver. After a fault, the declaration is read on by repairs to find the other
faults in it, and what comes behind it is a run of its own. No text makes it raise.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from okrlang.syntax import tree
from okrlang.syntax.builder import Builder
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.driver import Driver
from okrlang.syntax.markdown import fences, is_markdown
from okrlang.syntax.source import Source, Span

MOST_FAULTS = 200  # that are described in one text; what comes behind them is only known to be broken
_PLAIN = re.compile(r"[\t\n -~]*")


def parse(source: Source) -> tuple[tree.Sheet, tuple[Diagnostic, ...]]:
    """The declarations of a text, and what is wrong with it; of Markdown, those in the blocks marked `okr`."""
    parsing = _Parsing(source)
    for start, end in fences(source.text) if is_markdown(source.path) else [(0, len(source.text))]:
        parsing.check(start, end)
        parsing.parse(start, end)
    return parsing.sheet(), parsing.found()


def parse_stretch(source: Source, start: int, end: int) -> tuple[tuple[tree.Node, ...], tuple[Diagnostic, ...]]:
    """The declarations between two places of a text, and what is wrong with them."""
    parsing = _Parsing(source)
    parsing.check(start, end)
    parsing.parse(start, end)
    return parsing.sheet().declarations, parsing.found()


def parse_expression(source: Source) -> tuple[tree.Expression | None, tuple[Diagnostic, ...]]:
    """The expression that a text is, or nothing where it is none, and what is wrong with it."""
    parsing = _Parsing(source)
    parsing.check(0, len(source.text))
    expression = parsing.expression(0, len(source.text))
    return expression if not parsing.errors() else None, parsing.found()


class _Parsing:
    """One text under way: what is known of it so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.diagnostics: list[Diagnostic] = []
        self.declarations: list[tree.Node] = []
        self.lost: list[tuple[int, int]] = []  # pieces that are no part of any declaration
        self.faults = 0
        self.patched: list[int] = []  # places at which something was left out or put in

    def _builder(self) -> Builder:
        """What makes the nodes for one driver; kept here it would hold this, and all that was read, in a circle."""
        return Builder(self.source, self.expression, self.diagnostics)

    def check(self, start: int, end: int) -> None:
        """Look at the characters between two places."""
        if _PLAIN.fullmatch(self.text, start, end):
            return
        from okrlang.syntax.characters import checked

        self.text, strange = checked(Source(self.source.path, self.text), start, end)
        self.diagnostics += strange

    def parse(self, at: int, end: int) -> None:
        """Parse the declarations between two places."""
        while at < end:
            driver = Driver(self.text, "declarations", self._builder())
            if driver.run(at, end):
                limit = end
            else:
                driver, limit = self._behind_a_fault(driver, end)
            self.declarations += driver.values[0]
            at = limit

    def _behind_a_fault(self, driver: Driver, end: int) -> tuple[Driver, int]:
        """Read a declaration that has a fault to its end; gives the driver that did, and where it ended."""
        from okrlang.syntax.recovery import next_header

        begin = driver.begin()
        limit = next_header(self.text, begin, end)
        if limit <= driver.stop:  # the driver ran into the next declaration before it stopped
            driver.cut(driver.finished())
            self.declarations += driver.values[0] if driver.values else ()
            driver = Driver(self.text, "declarations", self._builder())
            if driver.run(begin, limit):
                return driver, limit
        self._mend(driver, limit)
        return driver, limit

    def _mend(self, driver: Driver, end: int) -> None:
        """Repair and read on until the end is reached; a fault right behind what was lost is its consequence."""
        from okrlang.syntax.complaint import complaint
        from okrlang.syntax.recovery import give_up, mend

        resumed = None
        while True:
            between = "" if resumed is None else self.text[resumed : driver.stop]
            self.faults += 1
            if self.faults <= MOST_FAULTS and (len(between.split()) != 1 or "\n" in between):
                self.diagnostics.append(complaint(driver, end))
            elif self.faults == MOST_FAULTS + 1:
                self.diagnostics.append(_too_many(Span(self.source, driver.stop, driver.stop + 1)))
            begin, last = driver.begin(), driver.end - 1
            repair = (mend if self.faults <= MOST_FAULTS else give_up)(driver, end)
            resumed = repair.resume if repair.lost else None
            if repair.lost:
                self.lost.append((begin, repair.resume))
            else:
                self.patched.append(driver.stop if repair.resume > driver.stop else last)
            if driver.run(repair.resume, end):
                return

    def expression(self, at: int, end: int) -> tree.Expression | None:
        """The expression between two places, or nothing where there is none."""
        driver = Driver(self.text, "expression", self._builder())
        if driver.run(at, end):
            return driver.values[0]  # type: ignore[no-any-return]
        from okrlang.syntax.complaint import complaint

        self.diagnostics.append(complaint(driver, end))
        return None

    def errors(self) -> list[Diagnostic]:
        """What is wrong and not only strange."""
        return [found for found in self.diagnostics if found.severity == "error"]

    def found(self) -> tuple[Diagnostic, ...]:
        """All that is said of the text, by place; what was read twice is said once."""
        once = {found.order(): found for found in self.diagnostics}
        return tuple(once[place] for place in sorted(once))

    def sheet(self) -> tree.Sheet:
        """What the text declares; a declaration with an error in it is broken."""
        if not self.errors():
            return tree.Sheet(self.source, tuple(self.declarations), ())
        from okrlang.syntax.recovery import broken_piece

        whole: list[Any] = []
        broken = [broken_piece(self.source, self.text, start, end) for start, end in self.lost]
        faults = sorted([*(error.span.start for error in self.errors()), *self.patched])
        for declaration in self.declarations:
            start, end = declaration.span.start, declaration.span.end
            if bisect_left(faults, start) < bisect_left(faults, end):
                broken.append(broken_piece(self.source, self.text, start, end))
            else:
                whole.append(declaration)
        return tree.Sheet(self.source, tuple(whole), tuple(sorted(broken, key=lambda piece: piece.span.start)))


def _too_many(span: Span) -> Diagnostic:
    message = f"this text has more than {MOST_FAULTS} faults"
    return Diagnostic("too-many-faults", message, span, help="mend those before this place first")

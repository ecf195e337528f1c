"""What is wrong with the goal texts, collected while they are read."""

from __future__ import annotations

from collections.abc import Iterable

from okrlang.syntax.diagnostic import Diagnostic, Related, Severity
from okrlang.syntax.source import Span

_MOST_PLACES = 10  # that are shown beside a diagnostic


class Complaints:
    """A list of diagnostics that grows."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []
        self._spread: dict[tuple[str, ...], list[Diagnostic]] = {}
        self.mistakes = 0
        """How often an error was said so far; whether it grew while something was read tells if that has a mistake."""

    def error(
        self, name: str, message: str, span: Span, help: str | None = None, related: Iterable[Related] = ()
    ) -> None:
        """Something that cannot be judged as written, or contradicts itself."""
        self.mistakes += 1
        self._add(name, message, span, "error", help, related)

    def error_once(self, mistake: tuple[str, ...], name: str, message: str, span: Span, help: str | None) -> None:
        """An error that one mistake can cause in many places: said at the first, the others are shown beside it."""
        self.mistakes += 1
        self._spread.setdefault((name, *mistake), []).append(Diagnostic(name, message, span, "error", help))

    def warning(
        self, name: str, message: str, span: Span, help: str | None = None, related: Iterable[Related] = ()
    ) -> None:
        """Something that can be judged, and is hardly meant."""
        self._add(name, message, span, "warning", help, related)

    def info(self, name: str, message: str, span: Span, help: str | None = None) -> None:
        """Something worth knowing, with which nothing is wrong."""
        self._add(name, message, span, "info", help, ())

    def _add(
        self, name: str, message: str, span: Span, severity: Severity, help: str | None, related: Iterable[Related]
    ) -> None:
        self._found.append(Diagnostic(name, message, span, severity, help, tuple(related)))

    def __len__(self) -> int:
        return len(self._found) + sum(map(len, self._spread.values()))

    @property
    def errors(self) -> int:
        """How many mistakes are among them."""
        return sum(found.severity == "error" for found in self._found) + len(self._spread)

    def in_order(self) -> tuple[Diagnostic, ...]:
        """All of them by place."""
        return tuple(sorted((*self._found, *map(_gathered, self._spread.values())), key=Diagnostic.order))


def _gathered(places: list[Diagnostic]) -> Diagnostic:
    """One mistake in several places, said at the first of them."""
    first, *others = sorted(places, key=Diagnostic.order)
    beside = tuple(Related("here too", other.span) for other in others[:_MOST_PLACES])
    return Diagnostic(first.name, first.message, first.span, first.severity, first.help, beside)


def listed(words: Iterable[str], last: str = "or") -> str:
    """Words as people list them: `a, b or c`."""
    *before, end = words
    return f"{', '.join(before)} {last} {end}" if before else end


def quoted(words: Iterable[str], last: str = "or") -> str:
    """Words of the language, each between backticks."""
    return listed((f"`{word}`" for word in words), last)

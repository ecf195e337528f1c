"""What is said about a text: a diagnostic has a name, a place and a way out."""

from __future__ import annotations

from typing import Literal

from okrlang.syntax.frozen import Frozen
from okrlang.syntax.source import Span

Severity = Literal["error", "warning", "info"]


class Related(Frozen):
    """A second place that belongs to a diagnostic, with what it has to do with it."""

    message: str
    span: Span


class Diagnostic(Frozen):
    """Something about a text that its writer should know; never about the world (that is a finding).

    `message` is lower case without a full stop, in the user's words; advice stands in `help`.
    """

    name: str
    message: str
    span: Span
    severity: Severity = "error"
    help: str | None = None
    related: tuple[Related, ...] = ()

    def order(self) -> tuple[str, int, int, str, str]:
        """The key that sorts diagnostics by place, then by name and message."""
        return self.span.path, self.span.start, self.span.end, self.name, self.message

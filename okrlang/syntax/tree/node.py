"""What all pieces of syntax have in common."""

from __future__ import annotations

from typing import Any

from okrlang.syntax.frozen import Frozen
from okrlang.syntax.source import Span


class Node(Frozen):
    """A piece of syntax; equal to another when class and fields are equal, wherever it stands."""

    span: Span

    def _parts(self) -> dict[str, Any]:
        parts = super()._parts()
        del parts["span"]
        return parts

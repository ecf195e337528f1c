"""What all pieces of syntax have in common."""

from __future__ import annotations

from okrlang.syntax.frozen import Placed
from okrlang.syntax.source import Span


class Node(Placed):
    """A piece of syntax; equal to another when class and fields are equal, wherever it stands."""

    span: Span

"""Words: what was written, in one line, and shares and rhythms as people say them."""

from __future__ import annotations

from typing import Protocol

from okrlang.model.workspace import Every, KeyResult
from okrlang.syntax.source import Span


class Written(Protocol):
    """Anything that stands in a text."""

    @property
    def span(self) -> Span:
        """Where it stands."""


def written(what: Written) -> str:
    """What was written, in one line: `at most 1.5 * mean(pages, 12 months)`."""
    return " ".join(what.span.text.split())


def asked_for(goal: KeyResult) -> str:
    """What a key result asks for, as written: `from 4.2% to 2.8%`."""
    if goal.kind == "milestones":
        return "a milestone" if len(goal.milestones) == 1 else f"{len(goal.milestones)} milestones"
    if goal.kind == "zones":
        return "the target zone"
    return " ".join(written(form) for form in goal.forms)


def rhythm(every: Every) -> str:
    """`every month`, `every 2 weeks`."""
    return f"every {every.unit.removesuffix('s')}" if every.count == 1 else f"every {every.count} {every.unit}"


def listed(names: tuple[str, ...], most: int = 4) -> str:
    """`north, south and online`; of more than a few the first ones and how many more."""
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"
    return " and ".join([*([", ".join(names[:-1])] if len(names) > 1 else []), *names[-1:]])

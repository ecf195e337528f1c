"""Snapshots: what a run said of every goal on its day, one line of JSON each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from okrlang.model.quantity import to_decimal
from okrlang.model.workspace import Kpi, Objective
from okrlang.score.scores import Scores
from okrlang.score.status import STATUSES
from okrlang.syntax.frozen import Frozen

FORMAT = "okrlang.snapshot/1"
NO_LEVEL = "no_level"
WORDS = (*STATUSES, "green", "amber", "red", NO_LEVEL)
"""What a goal is called: a key result or objective by its status, a KPI by its level."""
_KINDS = {"objectives": "objective", "key_results": "key_result", "kpis": "kpi"}
_LONGEST_ID = 1000

Goal = tuple[str, str]
"""The kind of a goal (`objective`, `key_result`, `kpi`) and its id."""


class State(Frozen):
    """What was said of a goal on a day; a KPI has neither progress nor confidence."""

    status: str
    progress: Decimal | None = None
    confidence: Decimal | None = None


class Snapshot(Frozen):
    """What was said of goals on a day."""

    as_of: date
    states: Mapping[Goal, State]


def snapshot(objectives: Iterable[Objective], kpis: Iterable[Kpi], scores: Scores) -> Snapshot:
    """The snapshot of some goals on the day of their scores."""
    return Snapshot(scores.as_of, dict(_states(objectives, kpis, scores)))


def _states(objectives: Iterable[Objective], kpis: Iterable[Kpi], scores: Scores) -> Iterator[tuple[Goal, State]]:
    for objective in objectives:
        whole = scores.objective(objective.id)
        yield ("objective", objective.id), State(whole.status, _short(whole.progress))
        for key_result in objective.key_results:
            part = scores.key_result(key_result.id)
            yield ("key_result", key_result.id), State(part.status, _short(part.progress), part.confidence)
    for kpi in kpis:
        yield ("kpi", kpi.id), State(scores.kpi(kpi.id).level or NO_LEVEL)


def _short(share: Decimal | None) -> Decimal | None:
    """A share to six digits: enough to be looked at, and no more is asked of a record."""
    return None if share is None else round(share, 6).normalize() + 0


# --- a line ----------------------------------------------------------------------------------------------------------


def line(of: Snapshot) -> bytes:
    """The snapshot as a line, always in the same order."""
    states = sorted(of.states.items())
    said: dict[str, Any] = {"format": FORMAT, "as_of": of.as_of.isoformat()}
    said |= {name: {id: _said(s) for (k, id), s in states if k == kind} for name, kind in _KINDS.items()}
    return json.dumps(said, separators=(",", ":")).encode("ascii") + b"\n"


def _said(state: State) -> dict[str, str | None]:
    return {"status": state.status, "progress": _digits(state.progress), "confidence": _digits(state.confidence)}


def _digits(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def read_line(written: bytes) -> Snapshot | str:
    """The snapshot of a line, or what is wrong with it."""
    if not written.endswith(b"\n"):
        return "this line was not written to its end"
    try:
        found = _DECODER.decode(written.decode("utf-8"))
    except _DoubledError:
        return "a name stands twice in this line"
    except (ValueError, RecursionError):
        return "this line is not JSON"
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        return f"this line is no snapshot: its `format` is not `{FORMAT}`"
    day = _day(found.get("as_of"))
    if day is None:
        return "`as_of` is no day such as 2026-09-30"
    states: dict[Goal, State] = {}
    for name, kind in _KINDS.items():
        of_kind = found.get(name, {})
        if not isinstance(of_kind, dict):
            return f"`{name}` does not give a state to each goal"
        for id, said in of_kind.items():
            state = _state(said) if len(id) <= _LONGEST_ID else None
            if state is None:
                return f"what is said of `{id[:60]}` is no state of a goal"
            states[kind, id] = state
    return Snapshot(day, states)


def _state(said: object) -> State | None:
    if not isinstance(said, dict) or said.get("status") not in WORDS:
        return None
    shares = [said.get("progress"), said.get("confidence")]
    found = [None if share is None else _share(share) for share in shares]
    if any(number is None and share is not None for number, share in zip(found, shares, strict=True)):
        return None
    return State(said["status"], *found)


def _share(written: object) -> Decimal | None:
    value = to_decimal(written) if isinstance(written, str) else None
    return value if value is not None and 0 <= value <= 1 else None


def _day(written: object) -> date | None:
    if not isinstance(written, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


class _DoubledError(ValueError):
    """A name that stands twice in an object."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _DoubledError
    return found


def _no_number(word: str) -> None:
    raise ValueError(word)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=str, parse_int=str, parse_constant=_no_number)

"""Objectives, key results and KPIs as the report has them: the goal as written beside what was made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from okrlang.model import workspace as model
from okrlang.model.quantity import Quantity
from okrlang.report import outlook
from okrlang.report import report as r
from okrlang.report.trends import trend

if TYPE_CHECKING:  # only their shape is needed
    from okrlang.history.journal import History
    from okrlang.measure.reading import Reading
    from okrlang.score import results
    from okrlang.score.scores import Scores


def objective(
    goal: model.Objective, scores: Scores, charts: outlook.Charts | None = None, history: History | None = None
) -> r.Objective:
    """An objective with its key results; `charts` draws those of their figures, if asked to."""
    score = scores.objective(goal.id)
    recorded, unrecorded = trend(("objective", goal.id), history, scores)
    return r.Objective(
        id=goal.id,
        title=goal.title,
        owner=_party(goal.owner),
        cycle=goal.cycle,
        kind=goal.kind,
        due=score.due,
        status=score.status,
        policy=score.policy,
        called=score.called,
        reported=score.reported,
        statuses=_statuses(score.statuses),
        progress=score.progress,
        compared=score.compared,
        expected=score.expected,
        low=score.low,
        high=score.high,
        score=score.score,
        provided=_gates(score.provided),
        supports=goal.supports,
        trend=recorded,
        because=score.because,
        why_unknown=dict(sorted((_unknown(score) | unrecorded).items())),
        path=goal.span.path,
        line=goal.span.line,
        key_results=tuple(key_result(k, scores, charts, history) for k in goal.key_results),
    )


def key_result(
    goal: model.KeyResult, scores: Scores, charts: outlook.Charts | None = None, history: History | None = None
) -> r.KeyResult:
    """A key result."""
    recorded, unrecorded = trend(("key_result", goal.id), history, scores)
    score = scores.key_result(goal.id)
    parts, lacking = outlook.of_key_result(goal, scores, charts)
    return r.KeyResult(
        id=goal.id,
        title=goal.title,
        form=score.form,
        metric=goal.metric,
        unit=score.unit.name if score.unit else None,
        baseline=_value(score.baseline),
        target=_value(score.target),
        current=_value(score.current),
        at=score.at,
        raw=score.raw,
        progress=score.progress,
        expected=score.expected,
        status=score.status,
        policy=score.policy,
        confidence=score.confidence,
        due=None if goal.due_tbd else goal.due,
        weight=goal.weight,
        low=score.low,
        high=score.high,
        distance=_value(score.distance),
        tiers=r.Tiers(commit=score.tiers.commit, stretch=score.tiers.stretch),
        score=score.score,
        written_score=score.written_score,
        projected_score=score.projected_score,
        required_rate=_value(score.required_rate),
        achieved_rate=_value(score.achieved_rate),
        reported=score.reported,
        called=score.called,
        statuses=_statuses(score.statuses),
        origin=_origin(score.reading),
        provided=_gates(score.provided),
        members=tuple(
            r.Member(name=m.name, value=_value(m.value), periods=m.periods, progress=m.progress, holds=m.holds)
            for m in score.members
        ),
        milestones=tuple(_milestone(m, score.on) for m in goal.milestones),
        trend=recorded,
        **parts,
        goal=_words(goal.forms),
        because=score.because,
        why_unknown=dict(sorted((_unknown(score) | lacking | unrecorded).items())),
        path=goal.span.path,
        line=goal.span.line,
    )


def kpi(
    watched: model.Kpi, scores: Scores, charts: outlook.Charts | None = None, history: History | None = None
) -> r.Kpi:
    """A KPI."""
    recorded, unrecorded = trend(("kpi", watched.id), history, scores)
    score = scores.kpi(watched.id)
    parts, lacking = outlook.of_kpi(watched, scores, charts)
    return r.Kpi(
        id=watched.id,
        title=watched.title,
        metric=watched.metric,
        value=_value(score.value),
        unit=score.unit.name if score.unit else None,
        at=score.at,
        level=score.level,
        pending=score.pending,
        owner=_party(watched.owner),
        bands=_bands(watched),
        members=tuple(r.KpiMember(name=m.name, value=_value(m.value), level=m.level) for m in score.members),
        trend=recorded,
        **parts,
        origin=_origin(score.reading),
        because=score.because,
        why_unknown=dict(sorted((_unknown(score) | lacking | unrecorded).items())),
        path=watched.span.path,
        line=watched.span.line,
    )


def _party(party: model.Party | None) -> str | None:
    return None if party is None else party.id or party.text


def _value(quantity: Quantity | None) -> Decimal | None:
    return None if quantity is None else quantity.value


def _statuses(found: Iterable[results.PolicyStatus]) -> tuple[r.PolicyStatus, ...]:
    return tuple(r.PolicyStatus(policy=s.policy, status=s.status, called=s.called) for s in found)


def _gates(found: Iterable[results.Gate]) -> tuple[r.Gate, ...]:
    return tuple(r.Gate(subject=g.subject, text=g.text, holds=g.holds, because=g.because) for g in found)


def _milestone(step: model.Milestone, on: date) -> r.Milestone:
    """A milestone as it is on a day: what is yet to be done or dropped by then is neither."""
    later = step.done is not None and step.done > on
    return r.Milestone(
        title=step.title,
        weight=step.weight,
        due=step.due,
        done=None if later else step.done,
        score=None if later else step.score,
        dropped=step.dropped is not None and step.dropped.on <= on,
    )


def _words(forms: Iterable[model.Form]) -> str:
    """Forms as they were written, on one line."""
    return ", ".join(_zones(form) if isinstance(form, model.Zones) else _line(form.span.text) for form in forms)


def _zones(form: model.Zones) -> str:
    named = (("commit", form.commit), ("target", form.target), ("stretch", form.stretch))
    return ", ".join(f'{name} "{words}"' for name, words in named if words)


def _line(text: str) -> str:
    return " ".join(text.split())


def _unknown(score: results.KeyResultScore | results.ObjectiveScore | results.KpiScore) -> dict[str, str]:
    """Why each field without a value has none."""
    return {name: why for name, why in sorted(score.unknown) if getattr(score, name, None) is None}


def _bands(watched: model.Kpi) -> tuple[r.Band, ...]:
    written = ((level, getattr(watched, level)) for level in ("green", "amber", "red"))
    found = ((level, _line(band.span.text)) for level, band in written if band)
    return tuple(r.Band(level=level, text=re.sub(rf"^{level} ", "", text)) for level, text in found)


def _origin(reading: Reading | None) -> r.Origin | None:
    if reading is None or reading.origin is None:
        return None
    origin = reading.origin
    return r.Origin(
        source=origin.source,
        path=origin.path,
        filter=origin.filter or None,
        rows=reading.rows,
        first=reading.first,
        last=reading.last,
        query=origin.query,
        first_row=origin.first_row,
        last_row=origin.last_row,
    )

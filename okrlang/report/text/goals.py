"""Objectives with their key results, and KPIs: where each stands, where it should stand, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from okrlang.report.page import Page, Piece
from okrlang.report.report import Cycle, Gate, KeyResult, Kpi, Member, Milestone, Objective, Report
from okrlang.report.text.outlook import put_outlook
from okrlang.report.text.trend import put_trend
from okrlang.report.words import amount, bar, count, holds, listed, share, sign, spoken

_HANG, _INDENT = 15, 2  # where titles begin, and how much deeper key results stand
_MOST = 8  # members that are named
_LONG = 60  # columns of a form that stands among other facts
_SETTLED = {"on_track", "achieved", "not_started", "dropped", "carried"}  # of a key result: nobody asks why


def put_objectives(page: Page, report: Report) -> None:
    """Puts the objectives, cycle by cycle, those under way first."""
    for cycle in sorted(report.cycles, key=lambda c: (_ended(c, report.as_of), -c.start.toordinal(), c.id)):
        found = [o for o in report.objectives if o.cycle == cycle.id]
        if found:
            page.heading(f"Objectives of {cycle.title or cycle.id}", _where(cycle, report.as_of))
        for objective in found:
            _put_objective(page, objective, cycle.end)
    loose = [o for o in report.objectives if o.cycle not in {c.id for c in report.cycles}]
    if loose:
        page.heading("Objectives without a cycle")
    for objective in loose:
        _put_objective(page, objective, None)


def _ended(cycle: Cycle, as_of: date) -> bool:
    return cycle.end <= as_of


def _where(cycle: Cycle, as_of: date) -> str:
    if as_of < cycle.start:
        return f"from {cycle.start} to {cycle.end}"
    if _ended(cycle, as_of):
        return f"ended {cycle.end}"
    return f"day {(as_of - cycle.start).days + 1:,} of {(cycle.end - cycle.start).days + 1:,}"


# --- an objective ----------------------------------------------------------------------------------------------------


def _put_objective(page: Page, goal: Objective, end: date | None) -> None:
    page.blank()
    _put_head(page, goal, _HANG, "strong")
    page.facts(_objective_facts(goal, end), _HANG)
    _put_reasons(page, goal, _HANG)
    put_trend(page, goal.trend, None, _HANG)
    for key_result in goal.key_results:
        _put_key_result(page, key_result, end)


def _objective_facts(goal: Objective, end: date | None) -> Iterator[str]:
    yield goal.id
    yield goal.owner or "nobody owns it"
    yield spoken(goal.kind or "")
    yield f"due {goal.due}" if goal.due and end and goal.due != end else ""
    yield f"supports {', '.join(goal.supports)}" if goal.supports else ""


def _put_head(page: Page, goal: Objective | KeyResult, hang: int, style: str) -> None:
    mark, colour = sign(goal.status)
    word = goal.called or spoken(goal.status)
    head = [(" " * (hang - _HANG), ""), (f"{mark} {word}", colour)]
    page.put((goal.title, style), head=head, hang=hang, right=(_standing(page, goal), ""))


def _standing(page: Page, goal: Objective | KeyResult) -> str:
    """Where it stands and where it should stand: a bar where there is room, and both numbers."""
    if goal.progress is None or goal.low != goal.high:
        return _between(goal.low, goal.high)
    raw = goal.raw if isinstance(goal, KeyResult) else None
    gone = goal.progress
    if isinstance(goal, Objective) and goal.expected and goal.compared is not None:
        gone = goal.compared  # what is expected leaves out what is not due yet, and so must what is set beside it
    figure = share(gone if raw is None or gone != min(max(raw, Decimal(0)), Decimal(1)) else raw)
    is_kept = isinstance(goal, KeyResult) and goal.form == "keep" and goal.members
    expected = None if is_kept else goal.expected  # that is a share of periods, and the progress one of members
    figure += f" of {share(expected)}" if expected else " " * 8
    room = 16 if page.medium.width >= 90 else 8 if page.medium.width >= 72 else 0
    drawn = bar(gone, expected, room) + "  " if room else ""
    return f"{drawn}{figure:>12}"


def _between(low: Decimal | None, high: Decimal | None) -> str:
    """The bounds where they say something."""
    return "" if low is None or high is None or high - low == 1 else f"{share(low)} to {share(high)}"


def _put_reasons(page: Page, goal: Objective | KeyResult, hang: int) -> None:
    is_clear = isinstance(goal, KeyResult) and goal.status in _SETTLED and not goal.reported
    if goal.because and not is_clear:
        page.put((goal.because, ""), hang=hang)
    for gate in goal.provided:
        if gate.holds is not True:
            _put_gate(page, gate, hang)


def _put_gate(page: Page, gate: Gate, hang: int) -> None:
    mark, colour = sign(holds(gate.holds))
    page.put((f"{mark} ", colour), (f"provided {gate.text}: {gate.because}", ""), hang=hang)


# --- a key result ----------------------------------------------------------------------------------------------------


def _put_key_result(page: Page, key_result: KeyResult, end: date | None) -> None:
    hang = _HANG + _INDENT
    _put_head(page, key_result, hang, "")
    if len(key_result.goal) > _LONG:
        page.put((key_result.goal, "quiet"), hang=hang)
    page.facts(_facts(key_result, end), hang)
    _put_reasons(page, key_result, hang)
    put_outlook(page, key_result, hang)
    _put_members(page, key_result.members, key_result.unit, hang)
    _put_milestones(page, key_result.milestones, hang)
    put_trend(page, key_result.trend, key_result.confidence, hang)


def _facts(key_result: KeyResult, end: date | None) -> Iterator[str]:
    yield key_result.id
    if len(key_result.goal) <= _LONG:
        yield key_result.goal or ("one milestone" if len(key_result.milestones) == 1 else "milestones")
    if key_result.current is not None:
        when = f" on {key_result.at}" if key_result.at else ""
        yield f"now {amount(key_result.current, key_result.unit)}{when}"
    if key_result.tiers.stretch or key_result.tiers.commit is not None:
        yield "stretch reached" if key_result.tiers.stretch else f"commit {_reached(key_result.tiers.commit)}"
    if key_result.due and key_result.due != end:
        yield f"due {key_result.due}"
    if key_result.confidence is not None:
        yield f"confidence {(key_result.confidence * 10).normalize():f} of 10"
    if key_result.written_score is not None:
        yield f"scored {amount(key_result.written_score, None)}"


def _reached(tier: bool | None) -> str:
    return "reached" if tier else "not reached"


def _put_members(page: Page, members: Iterable[Member], unit: str | None, hang: int) -> None:
    found = list(members)
    for verdict in (False, None, True):
        group = [m for m in found if m.holds is verdict]
        if group:
            mark, colour = sign(holds(verdict))
            names = [_held(m) if m.periods else _named(m.name, m.value, unit) for m in group]
            is_blank = verdict is None and all(m.value is None and m.periods is None for m in group)
            tail = ": no value" if is_blank else ""
            page.put((listed(names, _MOST) + tail, ""), head=[(" " * hang + mark, colour)], hang=hang + 2)


def _held(member: Member) -> str:
    """A member of a keep with the periods that held, not to be torn apart at the end of a line."""
    return f"{member.name} {member.periods}".replace(" ", "\u00a0")


def _named(name: str, value: Decimal | None, unit: str | None) -> str:
    """A member with its value, not to be torn apart at the end of a line."""
    return (name if value is None else f"{name} {amount(value, unit)}").replace(" ", "\u00a0")


def _put_milestones(page: Page, milestones: tuple[Milestone, ...], hang: int) -> None:
    if len(milestones) < 2:
        return
    for step in milestones:
        mark, colour = sign("dropped" if step.dropped else "achieved" if step.done else "open")
        said = [step.title, *_milestone_facts(step)]
        page.put((" · ".join(said), ""), head=[(" " * hang + mark, colour)], hang=hang + 2)


def _milestone_facts(step: Milestone) -> Iterator[str]:
    if step.weight is not None:
        yield share(step.weight)
    if step.dropped:
        yield "dropped"
    elif step.done:
        late = (step.done - step.due).days if step.due else 0
        yield f"done {step.done}" + (f", {count(late, 'day')} late" if late > 0 else "")
    elif step.due:
        yield f"due {step.due}"
    if step.score is not None and not step.done:
        yield f"{share(step.score)} done"


# --- KPIs ------------------------------------------------------------------------------------------------------------


def put_kpis(page: Page, report: Report) -> None:
    """Puts the KPIs."""
    if report.kpis:
        page.heading("KPIs")
    for kpi in report.kpis:
        _put_kpi(page, kpi)


def _put_kpi(page: Page, kpi: Kpi) -> None:
    mark, colour = sign(kpi.level or "no_data")
    value = "" if kpi.value is None else amount(kpi.value, kpi.unit)
    page.put(
        (kpi.title, ""),
        head=[(f"{mark} {kpi.level or 'no level'}", colour)],
        hang=_HANG,
        right=(value + (f" on {kpi.at}" if kpi.at and value else ""), ""),
    )
    page.facts(_kpi_facts(kpi), _HANG)
    if kpi.because and kpi.level != "green":
        page.put((kpi.because, ""), hang=_HANG)
    for level in ("red", "amber", None, "green"):
        group = [m for m in kpi.members if m.level == level]
        if group:
            mark, colour = sign(level or "no_data")
            names = [_named(m.name, m.value, kpi.unit) for m in group]
            said: list[Piece] = [(f"{level or 'no level'}: {listed(names, _MOST)}", "")]
            page.put(*said, head=[(" " * _HANG + mark, colour)], hang=_HANG + 2)
    put_trend(page, kpi.trend, None, _HANG)


def _kpi_facts(kpi: Kpi) -> Iterator[str]:
    yield kpi.id
    if kpi.owner:
        yield kpi.owner
    for band in kpi.bands:
        yield f"{band.level} {band.text}"
    if kpi.pending:
        yield f"{kpi.pending} pending"

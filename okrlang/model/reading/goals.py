"""Goals: objectives, their key results and the initiatives that advance them."""

from __future__ import annotations

from datetime import date

from okrlang.model.reading import numbers
from okrlang.model.reading.clauses import Clauses, called
from okrlang.model.reading.cycles import cycle_of
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.forms import (
    Measure,
    form_clauses,
    kind_of,
    milestones,
    only_milestone,
    read_forms,
    scale_of_goals,
)
from okrlang.model.reading.moments import dates, moment
from okrlang.model.reading.parts import approval, because, dropped, owners, tags, title, wording
from okrlang.model.reading.scale import ANY, Scale
from okrlang.model.workspace import Carried, Cycle, Goal, Initiative, KeyResult, Objective, Provided
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related
from okrlang.syntax.frozen import Frozen

SUPPORTED = ("objective", "key_result", "kpi", "priority")
_END_OF_TIME = date(2999, 12, 31)  # when a goal ends that names no cycle: the missing cycle is complained about


def read_objective(node: tree.Objective, draft: Draft) -> None:
    """Enter an objective with all that it holds."""
    id = node.name.text
    clauses = draft.clauses("objective", id, node.clauses)
    cycle = _cycle(node, clauses, draft)
    last = _last_day(clauses, cycle, draft)
    key_results = tuple(
        _key_result(k, id, last, draft) for k in clauses.all(tree.KeyResult) if _is_first("key_result", id, k, draft)
    )
    initiatives = tuple(
        _initiative(i, id, draft) for i in clauses.all(tree.Initiative) if _is_first("initiative", id, i, draft)
    )
    owner, others = owners(clauses, draft)
    kind, start = clauses.one(tree.Kind), clauses.one(tree.Start)
    alone, supports = clauses.one(tree.StandsAlone), clauses.one(tree.Supports)
    policy = clauses.one(tree.UsesPolicy)
    draft.contradiction("an objective that `stands alone` supports nothing", alone, supports)
    above = _references(supports.paths if supports else (), SUPPORTED, id, draft)
    if None in above:
        draft.unsound.add(("objective", id, "supports"))
    own_start = moment(start.day, draft) if start else None
    draft.objectives[id] = Objective(
        id,
        title(node.name, node.title),
        owner,
        others,
        cycle.id if cycle else None,
        kind.word if kind else None,
        tuple(goal for goal in above if goal),
        wording(alone.because, draft) if alone else None,
        because(clauses, draft),
        tags(clauses),
        approval(clauses, draft),
        draft.names.find_outside(policy.policy, "policy", draft.known.policies) if policy else None,
        _provided(clauses, draft),
        own_start or (cycle.period.start if cycle else None),
        last.day,
        last.tbd,
        dropped(clauses, draft),
        _carried(clauses, draft),
        key_results,
        initiatives,
        node.span,
    )


class _Last(Frozen):
    """The last day of an objective; `tbd` says that it is still unknown, and that the cycle's last day counts as it."""

    day: date | None
    tbd: bool = False


def _last_day(clauses: Clauses, cycle: Cycle | None, draft: Draft) -> _Last:
    """The last day of an objective: its own, else that of its cycle."""
    due = clauses.one(tree.Due)
    own = moment(due.day, draft) if due else None
    return _Last(own or (cycle.period.last if cycle else None), due is not None and own is None)


def _latest(draft: Draft) -> str:
    """The cycle that begins last, of those that are declared if there are any; else an example."""
    declared = [cycle for cycle in draft.cycles.values() if cycle.declared]
    known = sorted(declared or draft.cycles.values(), key=lambda cycle: (cycle.period.start, cycle.id))
    return known[-1].id if known else "2026-Q3"


def _cycle(node: tree.Objective, clauses: Clauses, draft: Draft) -> Cycle | None:
    clause = clauses.one(tree.InCycle)
    if clause:
        return cycle_of(clause.cycle, draft)
    draft.complaints.error(
        "cycle-missing", f"objective `{node.name.text}` has no cycle", node.name.span, f"write `cycle {_latest(draft)}`"
    )
    return None


def _is_first(kind: str, objective: str, node: tree.KeyResult | tree.Initiative, draft: Draft) -> bool:
    """Whether it is the one that its name means, and not a second of that name."""
    declared = draft.names.get(kind, f"{objective}.{node.name.text}")
    return declared is not None and declared.span is node.name.span


def _references(
    paths: tuple[tree.Path, ...], kinds: tuple[str, ...], inside: str, draft: Draft
) -> tuple[str | None, ...]:
    """The ids that paths mean, each once; None stands for those that were not understood."""
    found = (draft.names.find(path, kinds, inside) for path in paths)
    return tuple(dict.fromkeys(declared.id if declared else None for declared in found))


def _carried(clauses: Clauses, draft: Draft) -> Carried | None:
    clause = clauses.one(tree.Carried)
    draft.contradiction("a goal is `dropped` or `carried`, not both", clauses.one(tree.Dropped), clause)
    if clause is None:
        return None
    cycle, on = cycle_of(clause.cycle, draft), moment(clause.day, draft)
    return Carried(cycle.id, on, clause.because.value) if cycle and on else None


def _provided(clauses: Clauses, draft: Draft) -> tuple[Provided, ...]:
    """What must hold besides: a metric within a bound, or a KPI that stays at a level."""
    found = []
    for clause in clauses.all(tree.Provided):
        subject = draft.names.find(clause.subject, ("metric",) if clause.bound else ("kpi",))
        if subject:
            scale = draft.scale_of(draft.metric(subject.id)) if clause.bound else ANY
            bound = numbers.bound(clause.bound, scale, draft) if clause.bound else None
            found.append(Provided(subject.id, bound, clause.level, clause.span))
    return tuple(found)


# --- key results --------------------------------------------------------------------------------------------------


def _key_result(node: tree.KeyResult, objective: str, last: _Last, draft: Draft) -> KeyResult:
    id = f"{objective}.{node.name.text}"
    clauses = draft.clauses("key_result", id, node.clauses)
    measure = _measure(clauses, draft)
    written = form_clauses(clauses, draft)
    kind = kind_of(written)
    forms = read_forms(written, measure, draft)
    scale = draft.scales[id] = scale_of_goals(measure, forms)
    owner, others = owners(clauses, draft)
    if measure.lost:
        draft.unsound.add(("key_result", id, "metric"))
    due, confidence = clauses.one(tree.Due), clauses.one(tree.Confidence)
    own_due = moment(due.day, draft) if due else None
    name, heading = node.name.text, title(node.name, node.title)
    steps = milestones(written, draft)
    if not written:
        steps = (only_milestone(heading, own_due, clauses, node.span, draft),)
    _check_place_of_done(clauses, kind, bool(written), draft)
    key_result = draft.key_results[id] = KeyResult(
        id,
        name,
        objective,
        heading,
        kind,
        measure.metric.id if measure.metric else None,
        forms,
        steps,
        owner,
        others,
        _tier("commit", clauses, scale, draft),
        _tier("stretch", clauses, scale, draft),
        _expects(clauses, scale, draft),
        own_due or last.day or _END_OF_TIME,
        due is not None,
        own_due is None if due else last.tbd,
        numbers.weight(clauses.one(tree.Weight), draft),
        numbers.share(confidence.value, "confidence", draft) if confidence else None,
        _provided(clauses, draft),
        because(clauses, draft),
        tags(clauses),
        dropped(clauses, draft),
        _carried(clauses, draft),
        node.span,
    )
    return key_result


def _measure(clauses: Clauses, draft: Draft) -> Measure:
    uses = clauses.one(tree.UsesMetric)
    if uses is None:
        return Measure(None, ANY)
    found = draft.names.find(uses.metric, ("metric",))
    metric = draft.metric(found.id) if found else None
    return Measure(metric, draft.scale_of(metric), metric is None)


def _check_place_of_done(clauses: Clauses, kind: str, written: bool, draft: Draft) -> None:
    """`done` and `score` belong to a key result that is a milestone itself, or to its milestones."""
    if kind == "milestones" and not written:
        return
    where = "each milestone has its own" if kind == "milestones" else "what is measured is done when its numbers say so"
    for clause in (clauses.one(tree.Done), clauses.one(tree.Score)):
        if clause:
            draft.complaints.error("misplaced-property", f"`{called(clause)}` cannot stand here: {where}", clause.span)


def _tier(word: str, clauses: Clauses, scale: Scale, draft: Draft) -> Goal | None:
    clause = next((tier for tier in clauses.all(tree.Tier) if tier.word == word), None)
    return numbers.goal(clause.value, scale, draft) if clause else None


def _expects(clauses: Clauses, scale: Scale, draft: Draft) -> tuple[tuple[date, Goal], ...]:
    """The points of the path, by day; one whose day is not known stands nowhere."""
    points: dict[date, Goal] = {}
    for clause in clauses.all(tree.Expect):
        day, value = moment(clause.day, draft), numbers.goal(clause.value, scale, draft, numbers.SETTLED_OR_NOT)
        if day in points:
            related = (Related("the first stands here", points[day].span),)
            message = f"two values are expected on `{clause.day.span.text}`"
            draft.complaints.error("doubled-value", message, clause.span, "leave one of the two", related)
        elif day:
            points[day] = value
    return tuple(sorted(points.items(), key=lambda point: point[0]))


# --- initiatives --------------------------------------------------------------------------------------------------


def _initiative(node: tree.Initiative, objective: str, draft: Draft) -> Initiative:
    id = f"{objective}.{node.name.text}"
    clauses = draft.clauses("initiative", id, node.clauses)
    owner, others = owners(clauses, draft)
    first, last = dates(clauses.one(tree.Dates), draft)
    due, done, state = clauses.one(tree.Due), clauses.one(tree.Done), clauses.one(tree.State)
    advances, allocate = clauses.one(tree.Advances), clauses.one(tree.Allocate)
    draft.contradiction("an initiative is in one state", state, done)
    items = allocate.items if allocate else ()
    lifted = _references(advances.paths if advances else (), ("key_result",), objective, draft)
    if None in lifted:
        draft.unsound.add(("initiative", id, "advances"))
    initiative = draft.initiatives[id] = Initiative(
        id,
        node.name.text,
        objective,
        title(node.name, node.title),
        tuple(key_result for key_result in lifted if key_result),
        owner,
        others,
        first,
        last,
        moment(due.day, draft) if due else None,
        moment(done.day, draft) if done and done.day else None,
        "done" if done else state.word.replace(" ", "_") if state else None,
        tuple(q for item in items if isinstance(item, tree.Amount) and (q := numbers.resource(item, draft))),
        tuple(text for item in items if isinstance(item, tree.Text) and (text := wording(item, draft))),
        because(clauses, draft),
        tags(clauses),
        node.span,
    )
    return initiative

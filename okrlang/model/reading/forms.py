"""The forms of a key result: what it asks of its measure, or its milestones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from okrlang.model.quantity import NUMBER
from okrlang.model.reading import numbers
from okrlang.model.reading.clauses import Clauses, called
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.moments import moment
from okrlang.model.reading.parts import dropped
from okrlang.model.reading.scale import ANY, Scale
from okrlang.model.reading.scopes import period_scope, scope
from okrlang.model.workspace import (
    Bound,
    Change,
    Dropped,
    Establish,
    Form,
    Goal,
    Keep,
    Metric,
    Milestone,
    Reach,
    RelativeChange,
    Zones,
)
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related
from okrlang.syntax.frozen import Frozen
from okrlang.syntax.source import Span

MEASURED = (tree.Change, tree.RelativeChange, tree.Reach, tree.Keep)
FORMS = (*MEASURED, tree.Milestone, tree.Zone, tree.Establish)
_KINDS: dict[type, str] = {
    tree.Change: "change",
    tree.RelativeChange: "relative",
    tree.Keep: "keep",
    tree.Milestone: "milestones",
    tree.Zone: "zones",
    tree.Establish: "establish",
}


class Measure(Frozen):
    """The metric of a key result, and the scale of its numbers; `lost` where it names a metric that cannot be used."""

    metric: Metric | None
    scale: Scale
    lost: bool = False


def form_clauses(clauses: Clauses, draft: Draft) -> tuple[tree.Node, ...]:
    """The clauses that say the form: all of one class, the first that was written."""
    found = [clause for kind in FORMS for clause in clauses.all(kind)]
    if not found:
        return ()
    first = min(found, key=lambda clause: clause.span.start)
    other = next((clause for clause in found if type(clause) is not type(first)), None)
    if other:
        draft.complaints.error(
            "two-forms",
            f"`{called(other)}` begins a second form, and a key result has one",
            other.span,
            "make two key results of it, or turn one into a `provided`",
            (Related("the first form stands here", first.span),),
        )
    same = tuple(clause for clause in found if type(clause) is type(first))
    return _repeated(same, draft) if isinstance(first, MEASURED) else same


def _repeated(forms: tuple[tree.Node, ...], draft: Draft) -> tuple[tree.Node, ...]:
    """A form that is repeated: each time for other members, which it names."""
    if len(forms) == 1:
        return forms
    taken: dict[str, tree.MemberScope] = {}
    help = _as_one_bound(forms) or "write `for critical, high` behind each of them"
    for form in forms:
        members = getattr(form, "scope", None)
        if members is None or members.quantifier != "named":
            draft.complaints.error(
                "repeated-form",
                f"`{_form_called(form)}` stands more than once, and does not name the members it is for",
                form.span,
                help,
            )
            return forms[:1]
        _apart(members, taken, draft)
    return forms


def _form_called(form: tree.Node) -> str:
    return form.bound.relation if isinstance(form, tree.Reach) else called(form)


def _as_one_bound(forms: tuple[tree.Node, ...]) -> str | None:
    """How a lower and an upper bound are written as one."""
    bounds = {form.bound.relation: form.bound for form in forms if isinstance(form, tree.Reach) and not form.scope}
    if len(forms) != 2 or bounds.keys() != {"at least", "at most"}:
        return None
    low, high = (bounds[word].value.span.text for word in ("at least", "at most"))
    return f"write `between {low} and {high}`"


def _apart(members: tree.MemberScope, taken: dict[str, tree.MemberScope], draft: Draft) -> None:
    for member in dict.fromkeys(part.text if isinstance(part, tree.Name) else part.value for part in members.members):
        if member in taken:
            draft.complaints.error(
                "doubled-member",
                f"`{member}` is held to two forms",
                members.span,
                "each form has members of its own",
                (Related("the first stands here", taken[member].span),),
            )
        taken.setdefault(member, members)


def kind_of(forms: tuple[tree.Node, ...]) -> str:
    """The name of the form: a key result without one is a milestone."""
    if not forms:
        return "milestones"
    first = forms[0]
    if isinstance(first, tree.Reach):
        return "band" if first.bound.relation == "between" else "reach"
    return _KINDS[type(first)]


def read_forms(clauses: tuple[tree.Node, ...], measure: Measure, draft: Draft) -> tuple[Form, ...]:
    """The forms as meant; milestones are none."""
    if clauses and isinstance(clauses[0], tree.Zone):
        return (_zones(clauses),)
    return tuple(form for clause in clauses if (form := _form(clause, measure, draft)) is not None)


def _form(clause: tree.Node, measure: Measure, draft: Draft) -> Form | None:
    metric, scale = measure.metric, measure.scale
    match clause:
        case tree.Change():
            return _change(clause, measure, draft)
        case tree.RelativeChange():
            amount = numbers.relative(clause.amount, clause.direction, scale, draft)
            return RelativeChange(clause.direction, amount, scope(clause.scope, metric, draft), clause.span)
        case tree.Reach():
            return Reach(numbers.bound(clause.bound, scale, draft), scope(clause.scope, metric, draft), clause.span)
        case tree.Keep():
            share, period = period_scope(clause.periods, draft)
            bound = numbers.bound(clause.bound, scale, draft)
            return Keep(bound, scope(clause.scope, metric, draft), share, period, clause.span)
        case tree.Establish():
            return Establish(clause.span)
    return None


def _change(clause: tree.Change, measure: Measure, draft: Draft) -> Change:
    """A change; its start borrows the unit of its end."""
    end = numbers.goal(clause.end, measure.scale, draft)
    scale = measure.scale
    if end.quantity and end.quantity.unit != NUMBER:
        scale = Scale(end.quantity.unit, scale.of or "the other end", lends=True)
    elif end.word == "confidential" and not isinstance(clause.end, tree.Placeholder):
        scale = Scale(None, scale.of)  # the end is complained about already
    elif end.quantity and measure.metric is None and not measure.lost:
        scale = Scale(NUMBER, "the other end")
    start = numbers.goal(clause.start, scale, draft)
    return Change(start, end, scope(clause.scope, measure.metric, draft), clause.span)


def _zones(clauses: tuple[tree.Node, ...]) -> Zones:
    texts = {zone.word: zone.text.value for zone in clauses if isinstance(zone, tree.Zone)}
    return Zones(texts.get("commit"), texts.get("target"), texts.get("stretch"), clauses[0].span)


def milestones(forms: tuple[tree.Node, ...], draft: Draft) -> tuple[Milestone, ...]:
    """The milestones that are written."""
    found = []
    for node in forms:
        if isinstance(node, tree.Milestone):
            clauses = Clauses(node.clauses, draft.complaints)
            due, weight = clauses.one(tree.Due), numbers.weight(clauses.one(tree.Weight), draft)
            due_day = moment(due.day, draft) if due else None
            found.append(_step(node.title.value, weight, due_day, clauses, dropped(clauses, draft), node.span, draft))
    return tuple(found)


def only_milestone(title: str, due: date | None, clauses: Clauses, span: Span, draft: Draft) -> Milestone:
    """The milestone that a key result without a form is itself."""
    return _step(title, None, due, clauses, None, span, draft)


def _step(
    title: str,
    weight: Decimal | None,
    due: date | None,
    clauses: Clauses,
    gone: Dropped | None,
    span: Span,
    draft: Draft,
) -> Milestone:
    done, score = clauses.one(tree.Done), clauses.one(tree.Score)
    draft.contradiction("`score` says that it is part done, and `done` that it is done", score, done)
    part = numbers.share(score.value, "score", draft) if score else None
    return Milestone(title, weight, due, moment(done.day, draft) if done and done.day else None, part, gone, span)


def scale_of_goals(measure: Measure, forms: tuple[Form, ...]) -> Scale:
    """The scale of tiers and reported values: that of the metric, else the unit in which the target is written."""
    if measure.metric or measure.lost:
        return measure.scale
    ends = ((goal.quantity, goal.span) for form in forms for goal in _ends(form))
    return next((Scale(number.unit, "the target", stands_at=span) for number, span in ends if number), ANY)


def _ends(form: Form) -> tuple[Goal, ...]:
    match form:
        case Change():
            return form.end, form.start
        case Reach() | Keep():
            return ends_of(form.bound)
    return ()


def ends_of(bound: Bound) -> tuple[Goal, ...]:
    """The one or two numbers of a bound."""
    return (bound.value, bound.upper) if bound.upper else (bound.value,)

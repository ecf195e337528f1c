"""Words given by people: check-ins, attestations and waivers."""

from __future__ import annotations

from okrlang.model.reading import numbers
from okrlang.model.reading.clauses import Clauses, member_name
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.moments import day_of
from okrlang.model.reading.names import SPOKEN
from okrlang.model.reading.parts import evidence, party, wording
from okrlang.model.reading.scopes import known_member
from okrlang.model.workspace import Attestation, CheckIn, KeyResult, Kpi, Party, Waiver
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Related

_WAIVED_ON = (
    "objective",
    "key_result",
    "kpi",
    "metric",
    "initiative",
    "priority",
    "unit",
    "company",
    "cycle",
    "record",
    "source",
)


def read_check_in(node: tree.CheckIn, draft: Draft) -> None:
    """Enter what one check-in reports, a check-in for each of its subjects."""
    by = party(node.by, draft) if node.by else None
    first: dict[tuple[str, str | None], tree.Report] = {}
    for report in node.reports:
        found = _report(report, node, by, draft)
        if found is None:
            continue
        before = first.setdefault((found.subject, found.member), report)
        if before is report:
            draft.check_ins.append(found)
        else:
            message = f"`{report.of.text}` is reported twice"
            related = (Related("the first stands here", before.span),)
            draft.complaints.error("doubled-report", message, report.span, "leave one of the two", related)


def _report(report: tree.Report, node: tree.CheckIn, by: Party | None, draft: Draft) -> CheckIn | None:
    subject = draft.names.find(report.of, ("key_result", "kpi"))
    if subject is None:
        return None
    goal = draft.key_results[subject.id] if subject.kind == "key_result" else draft.kpis[subject.id]
    _check_something_said(report, goal, draft)
    member = member_name(report.member) if report.member else None
    metric = draft.metric(goal.metric)
    if metric and report.member is not None and member is not None:
        known_member(member, report.member.span, metric.id, metric.dimension, draft)
    scale = draft.scales.get(subject.id) or draft.scale_of(metric)
    return CheckIn(
        node.day.value,
        by,
        subject.id,
        member,
        numbers.goal(report.value, scale, draft, frozenset()).quantity if report.value is not None else None,
        report.status.replace(" ", "_") if report.status else None,
        report.zone,
        numbers.share(report.confidence, "confidence", draft) if report.confidence else None,
        report.note.value if report.note else None,
        report.span,
    )


def _check_something_said(report: tree.Report, goal: KeyResult | Kpi, draft: Draft) -> None:
    said = (report.value, report.status, report.zone, report.confidence, report.note)
    kind = goal.kind if isinstance(goal, KeyResult) else "kpi"
    if all(part is None for part in said):
        help = "report a value, `on track`, `at risk`, `off track`, a zone, or a `confidence`"
        draft.complaints.error("empty-report", f"nothing is reported of `{report.of.text}`", report.span, help)
    if report.zone and kind != "zones":
        message = f"`{report.zone}` cannot be reported: `{report.of.text}` has no zones"
        draft.complaints.error("misplaced-property", message, report.span, "report the value itself")
    if report.value is not None and kind in ("milestones", "zones"):
        message = f"no value can be reported: `{report.of.text}` is not measured by a number"
        help = "report the zone" if kind == "zones" else "write `done 2026-08-20` or `score 0.3` in the milestone"
        draft.complaints.error("misplaced-property", message, report.value.span, help)


# --- attestations and waivers -------------------------------------------------------------------------------------


def read_attestation(node: tree.Attestation, draft: Draft) -> None:
    """Enter an attestation of an item that exists."""
    clauses = Clauses(node.clauses, draft.complaints)
    until = clauses.one(tree.Until)
    checklist = draft.names.find_outside(node.checklist, "checklist", draft.known.checklists)
    known = checklist is not None and _item_known(checklist, node, draft)
    if until is None:
        message = "an attestation says when it ends"
        draft.complaints.error("attestation-without-end", message, node.span, "write `until 2026-09-30` in it")
    elif _before(until.day, node.day):
        message = f"`{until.span.text}` is before the day on which it was given"
        help = "behind `on` stands the day on which it is given, and `until` a later one"
        draft.complaints.error("dates-out-of-order", message, until.span, help)
    if known and checklist:
        by = party(node.by, draft) if node.by else None
        end = until.day.value if until else None
        files = evidence(clauses, draft)
        draft.attestations.append(Attestation(checklist, node.item, node.day.value, by, end, files, node.span))


def _item_known(checklist: str, node: tree.Attestation, draft: Draft) -> bool:
    items = set(draft.known.checklists.get(checklist, ())) | _own_items(checklist, draft)
    if node.item in items or ((declared := draft.names.get("checklist", checklist)) and declared.lost):
        return True
    help = draft.names.suggestion(node.item, sorted(items))
    draft.complaints.error("unknown-name", f"checklist `{checklist}` has no item `{node.item}`", node.span, help)
    return False


def _own_items(checklist: str, draft: Draft) -> set[str]:
    return {
        item.number
        for node in draft.rules
        if isinstance(node, tree.Checklist) and node.name.text == checklist
        for section in node.sections
        for item in section.items
    }


def read_waiver(node: tree.Waiver, draft: Draft) -> None:
    """Enter a waiver of a rule that exists on a subject that exists."""
    rule = draft.names.find_outside(node.rule, "rule", draft.known.rules)
    subject = _waived(node.subject, draft)
    if _before(node.end, node.start):
        message = f"the waiver ends on {node.end.value}, before it begins"
        draft.complaints.error("dates-out-of-order", message, node.end.span, "the first day stands first")
    approved, reason = party(node.approved, draft), wording(node.because, draft)
    if rule and subject and reason:
        draft.waivers.append(Waiver(rule, subject, node.start.value, node.end.value, reason, approved, node.span))


def _waived(path: tree.Path, draft: Draft) -> str | None:
    """The subject of a waiver; a name that several things bear is no doubt here, since the rule says which is meant."""
    found = [d for kind in _WAIVED_ON if (d := draft.names.get(kind, path.text))]
    if found or path.text in draft.cycles:
        return None if found and all(d.lost for d in found) else path.text
    draft.names.find(path, tuple(kind for kind in SPOKEN if kind in _WAIVED_ON))
    return None


def _before(end: tree.Day, start: tree.Day) -> bool:
    """Whether an end lies before its start; days that the calendar does not have lie nowhere."""
    last, first = day_of(end), day_of(start)
    return last is not None and first is not None and last < first

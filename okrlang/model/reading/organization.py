"""The organization: the company with its priorities, its departments, teams and roles, and its named days."""

from __future__ import annotations

from okrlang.model.calendar import FiscalCalendar, zone
from okrlang.model.reading import numbers
from okrlang.model.reading.clauses import Clauses
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.moments import day_of
from okrlang.model.reading.parts import party, title, wording
from okrlang.model.workspace import Company, NamedDay, OrgUnit, Priority
from okrlang.syntax import tree

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def read_company(node: tree.Company, draft: Draft) -> None:
    """Enter the company and its priorities, and learn the fiscal year."""
    clauses = draft.clauses("company", node.name.text, node.clauses)
    priorities = tuple(p for p in clauses.all(tree.Priority) if _read_priority(p, draft))
    mission, vision = clauses.one(tree.Mission), clauses.one(tree.Vision)
    year, follows = clauses.one(tree.YearStarts), clauses.one(tree.Follows)
    starts = MONTHS.index(year.month) + 1 if year else 1
    draft.calendar = FiscalCalendar(starts)
    draft.company = Company(
        node.name.text,
        title(node.name, node.title),
        wording(mission.text, draft) if mission else None,
        wording(vision.text, draft) if vision else None,
        tuple(p.name.text for p in priorities),
        starts,
        _time_zone(clauses, draft),
        draft.names.find_outside(follows.checklist, "checklist", draft.known.checklists) if follows else None,
        day_of(follows.since) if follows and follows.since else None,
        node.span,
    )


def _read_priority(node: tree.Priority, draft: Draft) -> bool:
    known = draft.names.get("priority", node.name.text)
    if not known or known.span is not node.name.span:
        return False  # the second of its name
    draft.priorities[node.name.text] = Priority(node.name.text, title(node.name, node.title), node.span)
    return True


def _time_zone(clauses: Clauses, draft: Draft) -> str:
    clause = clauses.one(tree.TimeZone)
    if clause is None:
        return "UTC"
    if zone(clause.zone.value) is None:
        draft.complaints.error(
            "unknown-time-zone",
            f"there is no time zone `{clause.zone.value}`",
            clause.zone.span,
            "zones are called by region and town: `Europe/Berlin`, `America/New_York`, or `UTC`",
        )
        return "UTC"
    return clause.zone.value


def read_unit(node: tree.Unit, draft: Draft) -> None:
    """Enter a department, team or role."""
    clauses = draft.clauses("unit", node.name.text, node.clauses)
    part_of, capacity = clauses.one(tree.PartOf), clauses.one(tree.Capacity)
    lead, held_by = clauses.one(tree.Lead), clauses.one(tree.HeldBy)
    whole = draft.names.find(part_of.unit, ("unit", "company")) if part_of else None
    amounts = capacity.amounts if capacity else ()
    draft.units[node.name.text] = OrgUnit(
        node.name.text,
        node.kind,
        title(node.name, node.title),
        whole.id if whole else None,
        party(lead.who, draft) if lead else None,
        party(held_by.who, draft) if held_by else None,
        tuple(found for amount in amounts if (found := numbers.resource(amount, draft))),
        node.span,
    )


def read_day(node: tree.NamedDay, draft: Draft) -> None:
    """Enter a day with a name."""
    day = day_of(node.day) if isinstance(node.day, tree.Day) else None
    draft.days[node.name.text] = NamedDay(node.name.text, title(node.name, node.title), day, node.span)

"""From the syntax of all goal texts to the workspace: every name followed, every number with its unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from okrlang.model.checks import check
from okrlang.model.reading.cycles import read_cycle
from okrlang.model.reading.declarations import Declarations, declared_names, lost_names, over
from okrlang.model.reading.draft import Draft
from okrlang.model.reading.goals import read_objective
from okrlang.model.reading.known import Known
from okrlang.model.reading.kpis import read_kpi
from okrlang.model.reading.metrics import read_metrics
from okrlang.model.reading.organization import read_company, read_day, read_unit
from okrlang.model.reading.records import read_records
from okrlang.model.reading.reports import read_attestation, read_check_in, read_waiver
from okrlang.model.reading.sources import read_source
from okrlang.model.workspace import Workspace
from okrlang.syntax import tree
from okrlang.syntax.diagnostic import Diagnostic

__all__ = ["Known", "resolve", "resolve_declarations"]


def resolve(sheets: Sequence[tree.Sheet], known: Known) -> tuple[Workspace, tuple[Diagnostic, ...]]:
    """The workspace that all texts of a root say, and what is wrong with them, by place.

    What was complained about is left out or taken as not known, so that one mistake gives one diagnostic.
    """
    declarations = [node for sheet in sheets for node in sheet.declarations]
    broken = [part for sheet in sheets for part in sheet.broken]
    return _resolved(declarations, broken, known)


def resolve_declarations(
    declarations: Sequence[tree.Node], known: Known, setting: Sequence[tree.Node] = ()
) -> tuple[Workspace, tuple[Diagnostic, ...]]:
    """The workspace that some declarations say, on top of a setting.

    A declaration replaces the one of the same kind and name in the setting; a company replaces any.
    """
    return _resolved(over(setting, declarations), (), known)


def _resolved(
    declarations: Sequence[tree.Node], broken: Iterable[tree.Broken], known: Known
) -> tuple[Workspace, tuple[Diagnostic, ...]]:
    draft = Draft(known)
    lost_names(broken, draft)
    _read(declared_names(declarations, draft), draft)
    check(draft)
    return _workspace(draft), draft.complaints.in_order()


def _read(found: Declarations, draft: Draft) -> None:
    """Enter all declarations, each kind after those that it refers to."""
    draft.rules = found.rules
    for company in found.of(tree.Company)[:1]:
        read_company(company, draft)
    for unit in found.of(tree.Unit):
        read_unit(unit, draft)
    for day in found.of(tree.NamedDay):
        read_day(day, draft)
    for cycle in found.of(tree.Cycle):
        read_cycle(cycle, draft)
    for source in found.of(tree.DataSource):
        read_source(source, draft)
    read_metrics(found.of(tree.Metric), draft)
    for kpi in found.of(tree.Kpi):
        read_kpi(kpi, draft)
    for objective in found.of(tree.Objective):
        read_objective(objective, draft)
    read_records(found.of(tree.Record), draft)
    for check_in in found.of(tree.CheckIn):
        read_check_in(check_in, draft)
    for attestation in found.of(tree.Attestation):
        read_attestation(attestation, draft)
    for waiver in found.of(tree.Waiver):
        read_waiver(waiver, draft)


def _workspace(draft: Draft) -> Workspace:
    return Workspace(
        draft.company,
        tuple(draft.units.values()),
        tuple(draft.priorities.values()),
        tuple(draft.cycles.values()),
        tuple(draft.days.values()),
        tuple(draft.sources.values()),
        tuple(draft.metrics.values()),
        tuple(draft.kpis.values()),
        tuple(draft.objectives.values()),
        tuple(draft.records.values()),
        tuple(draft.check_ins),
        tuple(draft.attestations),
        tuple(draft.waivers),
        draft.rules,
        frozenset(draft.unsound),
    )

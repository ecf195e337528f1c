"""What is wrong with goals whose names and units are right: directions, ranges, dates, weights, bands and circles."""

from __future__ import annotations

from okrlang.model.checks.alignment import check_alignment
from okrlang.model.checks.bands import check_kpi, check_levels
from okrlang.model.checks.dates import check_cycle, check_initiative, check_objective, check_record
from okrlang.model.checks.dates import check_key_result as check_dates
from okrlang.model.checks.directions import check_directions
from okrlang.model.checks.forms import check_form
from okrlang.model.checks.measures import check_measures
from okrlang.model.checks.periods import check_periods
from okrlang.model.checks.ranges import check_ranges
from okrlang.model.checks.weights import check_milestones, check_weights
from okrlang.model.reading.draft import Draft


def check(draft: Draft) -> None:
    """Complain about all that contradicts itself or cannot be judged."""
    check_measures(draft)
    for cycle in draft.cycles.values():
        check_cycle(cycle, draft)
    for kpi in draft.kpis.values():
        check_kpi(kpi, draft)
    for objective in draft.objectives.values():
        check_objective(objective, draft)
        check_levels(objective.provided, draft)
        check_weights(objective, draft)
    for key_result in draft.key_results.values():
        check_form(key_result, draft)
        check_levels(key_result.provided, draft)
        check_directions(key_result, draft)
        check_periods(key_result, draft)
        check_milestones(key_result, draft)
        check_dates(key_result, draft)
    for initiative in draft.initiatives.values():
        check_initiative(initiative, draft)
    for record in draft.records.values():
        check_record(record, draft)
    check_ranges(draft)
    check_alignment(draft)

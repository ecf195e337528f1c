"""The samples give the reports that stand beside them, and the figures that their publisher gave."""

from __future__ import annotations

import csv
import shutil
from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import case
import pytest

import okrlang

SAMPLES = case.CHECKOUT / "samples"
REPORTS = {
    "first/sheet": "2026-10-20",
    "first/grown": "2026-11-08",
    "payments": "2026-09-10",
    "emergency": "2019-03-31",
}


@pytest.mark.smoke
@pytest.mark.parametrize("name", REPORTS)
def test_a_sample_gives_the_report_beside_it(name: str, request: pytest.FixtureRequest) -> None:
    """`pytest --update` rewrites the reports and fails the run that changed them."""
    beside = SAMPLES / name / "report.txt"
    printed, _ = case.command(f"okrlang evaluate samples/{name} --as-of {REPORTS[name]}", case.CHECKOUT)
    stated = beside.read_text("utf-8") if beside.exists() else ""
    if request.config.getoption("--update") and printed != stated:
        beside.write_text(printed, encoding="utf-8")
    assert printed == stated


def test_one_day_of_the_payments_company_shows_every_kind_of_verdict() -> None:
    report = okrlang.evaluate([SAMPLES / "payments"], as_of=date(2026, 9, 10))
    assert report.checklist is not None
    verdicts = {item.verdict for c in report.checklist.cycles for s in c.sections for item in s.items}
    assert verdicts == {"pass", "fail", "no_evidence", "not_due", "waived", "needs_review"}


# --- emergency departments: what NHS England published, and a plain sum of the rows ----------------------------------

# Attendances and breaches of all England as published with the data (NHSRdatasets, article on ae_attendances).
PUBLISHED = {
    "2016-04-30": (1_867_781, 186_122),
    "2016-05-31": (2_070_340, 201_329),
    "2016-06-30": (1_958_802, 184_912),
    "2016-07-31": (2_079_034, 201_973),
    "2016-08-31": (1_932_901, 174_419),
    "2016-09-30": (1_952_464, 182_597),
    "2016-10-31": (2_001_816, 219_137),
    "2016-11-30": (1_907_871, 221_713),
    "2016-12-31": (1_944_567, 268_818),
    "2017-01-31": (1_895_272, 281_612),
}


@cache
def emergency(as_of: str) -> okrlang.Report:
    return okrlang.evaluate([SAMPLES / "emergency"], as_of=date.fromisoformat(as_of))


def percent(breaches: int, attendances: int) -> Decimal:
    """The share seen in time, in percent, to ten digits behind the point."""
    share = 100 * (1 - Fraction(breaches, attendances))
    return round(Decimal(share.numerator) / Decimal(share.denominator), 10)


@pytest.mark.parametrize("day", PUBLISHED)
def test_every_published_month_of_england_is_met(day: str) -> None:
    attendances, breaches = PUBLISHED[day]
    (kpi,) = [kpi for kpi in emergency(day).kpis if kpi.id == "four_hours"]
    assert kpi.value is not None
    assert round(kpi.value, 10) == percent(breaches, attendances)


def test_each_trust_has_the_ratio_of_its_sums_and_the_merged_ones_are_unknown() -> None:
    """The year to March 2019, by a sum of the rows that shares no code with the engine."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    with (SAMPLES / "emergency/data/trusts.csv").open(newline="") as rows:
        for row in csv.DictReader(rows):
            if "2018-04-01" <= row["month"] <= "2019-03-31":
                sums[row["trust"]][0] += int(row["attendances"])
                sums[row["trust"]][1] += int(row["breaches"])
    everywhere = {k.id: k for o in emergency("2019-03-31").objectives for k in o.key_results}
    members = {member.name: member for member in everywhere["everywhere.all"].members}
    assert len(members) == 23
    for name in ("RW3", "RM2"):
        assert (members[name].value, members[name].holds) == (None, None)
    for name, (attendances, breaches) in sums.items():
        value = members[name].value
        assert value is not None
        assert round(value, 10) == percent(breaches, attendances)
        assert members[name].holds is (20 * breaches <= attendances)
    assert {name for name, member in members.items() if member.holds} == {"RA4", "RBD", "RC9", "RCU", "RVW"}
    assert everywhere["everywhere.all"].status == "missed"
    assert everywhere["everywhere.some"].status == "achieved"


def test_the_trust_that_came_of_the_merger_has_the_month_that_was_published() -> None:
    """R0A, all departments, October 2017: 35,744 attendances, 3,663 breaches, 89.7521 %."""
    (kpi,) = [kpi for kpi in emergency("2017-10-31").kpis if kpi.id == "trusts_in_time"]
    members = {member.name: member.value for member in kpi.members}
    assert members["R0A"] is not None
    assert round(members["R0A"], 4) == Decimal("89.7521")
    assert members["RW3"] is None


WHOLE_PERIOD = """
metric all_seen { unit attendances  from trusts  take sum of attendances over 36 months  split by trust }
metric all_late { unit attendances  from trusts  take sum of breaches over 36 months  split by trust }
metric all_in_time { unit %  formula (all_seen - all_late) / all_seen  better higher  updated every month }
metric major {
  unit attendances
  from trusts where department = "1"
  take sum of attendances over 36 months
  split by trust
  updated every month
}
kpi ranking { owner urgent_care  metric all_in_time  green at least 95% for every trust }
kpi size    { owner urgent_care  metric major        green at least 1 attendances for every trust }
"""


def test_the_ranking_over_the_whole_period_is_the_published_one(tmp_path: Path) -> None:
    """Worst and best five over 36 months, and the four largest major departments, as the article shows them."""
    shutil.copytree(SAMPLES / "emergency", tmp_path, dirs_exist_ok=True)
    (tmp_path / "whole.okr").write_text(WHOLE_PERIOD, "utf-8")
    kpis = {kpi.id: kpi for kpi in okrlang.evaluate([tmp_path], as_of=date(2019, 3, 31)).kpis}
    shares = {member.name: member.value or Decimal(0) for member in kpis["ranking"].members}
    ranking = sorted(shares, key=lambda name: shares[name])
    assert ranking[:5] == ["RQW", "RWD", "RXW", "RX1", "RHU"]
    assert ranking[-5:] == ["RA4", "RBD", "RVW", "RCU", "RC9"]
    assert [round(shares[name] / 100, 6) for name in ranking[:5]] == [
        Decimal(text) for text in ("0.726023", "0.746396", "0.755710", "0.762583", "0.768651")
    ]
    assert [round(shares[name] / 100, 6) for name in ranking[-5:]] == [
        Decimal(text) for text in ("0.961255", "0.961986", "0.965854", "0.972934", "0.984352")
    ]
    sizes = {member.name: member.value or Decimal(0) for member in kpis["size"].members}
    assert sorted(sizes, key=lambda name: -sizes[name])[:4] == ["R1H", "RW6", "RDU", "RF4"]

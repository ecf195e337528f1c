"""Charts through the whole engine: published charts of real figures, from the files of a sample to the JSON report.

The limits that were published agree to the last digit; where each is from stands with the sample.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import okrlang
from okrlang.report.document import document, schema
from okrlang.report.report import Report

SAMPLE = Path(__file__).parent.parent / "samples/emergency"
GOALS = """
source england { file "data/england.csv"  date column month }
source trusts  { file "data/trusts.csv"   date column month }
metric seen "Attendances" { unit attendances  from england  take sum of attendances  updated every month better higher }
metric late "Of over four hours" { unit attendances  from england  take sum of breaches  better lower  updated every month }
metric in_time "In time" { unit %  formula (seen - late) / seen  better higher  range 0% to 100%  updated every month }
metric rebased "Attendances" { unit attendances  from england  take sum of attendances  updated every month
  better higher  rebase on 2017-04-01 because "Counted anew" }
metric major "Major departments of RL4" { unit attendances  better higher  updated every month
  from trusts where trust = "RL4" and department = "1"  take sum of attendances }
metric odd "Published by itself" { unit points  better lower  updated every month  values {
  2017-01-31 1  2017-02-28 2  2017-03-31 1  2017-04-30 2  2017-05-31 10 2017-06-30 1  2017-07-31 2  2017-08-31 1
  2017-09-30 2  2017-10-31 1  2017-11-30 2  2017-12-31 1  2018-01-31 2  2018-02-28 1  2018-03-31 2  2018-04-30 1
  2018-05-31 2  2018-06-30 1 } }
kpi seen     "Seen"     { owner "Lead"  metric seen     green at least 1 attendances  chart nhs }
kpi in_time  "In time"  { owner "Lead"  metric in_time  green at least 95%  chart nhs }
kpi rebased  "Anew"     { owner "Lead"  metric rebased  chart nhs }
kpi major    "Major"    { owner "Lead"  metric major    chart nhs }
kpi screened "Screened" { owner "Lead"  metric odd      chart nhs }
kpi whole    "Whole"    { owner "Lead"  metric odd      chart nhs_unscreened }
kpi plain    "Plain"    { owner "Lead"  metric late }
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("charts")
    shutil.copytree(SAMPLE / "data", folder / "data")
    (folder / "goals.okr").write_text(GOALS, "utf-8")
    found = okrlang.evaluate([folder], date(2019, 3, 31))
    parsed: dict[str, Any] = json.loads(document(found))
    jsonschema.validate(parsed, _schema())
    return parsed


@cache
def _schema() -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(schema(Report))
    return parsed


def chart(report: dict[str, Any], kpi: str) -> dict[str, Any]:
    found: dict[str, Any] = next(k["chart"] for k in report["kpis"] if k["id"] == kpi)
    return found


def close(value: str, published: str) -> bool:
    """Whether a value is a published one, to its last digit or to the last bit of a binary number."""
    digits, stated = len(published.partition(".")[2]), Fraction(published)
    return abs(Fraction(value) - stated) <= max(Fraction(1, 2 * 10**digits), abs(stated) / 2**52)


def marks(found: dict[str, Any]) -> str:
    signs = {"none": ".", "improvement": "I", "concern": "C", "change": "X"}
    return "".join(signs[point["signal"]] for point in found["points"])


@pytest.mark.parametrize(
    ("kpi", "centre", "lower", "upper"),
    [
        ("seen", "2000538.9444444445", "1731844.3644444444", "2269233.5244444446"),
        ("rebased", "2027379.2083333333", "1772921.0639855072", "2281837.3526811595"),
        ("major", "11204.388888888889", "9668.27688888889", "12740.500888888888"),
        ("screened", "1.944444", "-0.715556", "4.604444"),
        ("whole", "1.944444", "-3.062614", "6.951503"),
    ],
)
def test_the_limits_of_published_charts(report: dict[str, Any], kpi: str, centre: str, lower: str, upper: str) -> None:
    found = chart(report, kpi)
    assert close(found["centre"], centre)
    assert close(found["lower"], lower)
    assert close(found["upper"], upper)
    assert found["trial"] is False


def test_the_chart_of_a_percent(report: dict[str, Any]) -> None:
    found = chart(report, "in_time")
    limits = {"centre": "0.8847056829421236", "lower": "0.8604472128746817", "upper": "0.9089641530095655"}
    for name, published in limits.items():
        assert abs(Fraction(found[name]) / 100 - Fraction(published)) < Fraction(1, 10**15)
    assert marks(found) == "IIIIIII..C.IIIIIIIIICCCCIIIIIII..CC."
    assert found["assurance"] == "misses"  # 95% lies above the upper limit: consistently failed


def test_the_signals_of_published_charts(report: dict[str, Any]) -> None:
    assert marks(chart(report, "seen")) == "." * 36
    assert marks(chart(report, "rebased")) == "." * 36
    assert marks(chart(report, "major")) == "....CCCCCCC........................."


def test_a_new_baseline_stands_in_its_chart_with_its_reason(report: dict[str, Any]) -> None:
    found = chart(report, "rebased")
    assert found["baselines"] == [{"at": "2017-04-01", "because": "Counted anew"}]
    assert close(found["points"][11]["lower"], "1639947.374848485")
    assert close(found["points"][11]["upper"], "2253769.4584848485")
    assert close(found["points"][12]["lower"], "1772921.0639855072")


def test_each_chart_names_its_rule_set(report: dict[str, Any]) -> None:
    named = {kpi["id"]: kpi["chart"]["rules"] for kpi in report["kpis"]}
    assert (named["screened"], named["whole"], named["plain"]) == ("nhs", "nhs_unscreened", "wheeler")


def test_whoever_reads_text_pays_for_no_chart(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE / "data", tmp_path / "data")
    (tmp_path / "goals.okr").write_text(GOALS, "utf-8")
    found = okrlang.evaluate([tmp_path], date(2019, 3, 31), charts=False)
    assert all(kpi.chart is None and kpi.why_unknown["chart"] for kpi in found.kpis)

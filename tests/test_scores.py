"""Scores: every form of a key result, from before its start to after its due day, worked out by hand."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from scoring import goal, key_result, scored

from okrlang.score.exact import decimal_or_none


def share(text: str) -> Decimal | None:
    return None if text == "-" else decimal_or_none(Fraction(text))


# --- every form, day by day ------------------------------------------------------------------------------------------
#
# The quarter has 92 days, from July 1 (a Wednesday) to September 30. Its first 15% end on July 13: 13/92 is 14.1% and
# 14/92 is 15.2%. Thirteen weeks end in it, on Sundays from July 5 to September 27.
#
# Each line of a case: the day, then status, progress and what is expected (- where there is none).


@dataclass(frozen=True)
class Case:
    """A key result and what it comes to on some days."""

    name: str
    around: str
    body: str
    days: str


def churn(values: str) -> str:
    return f"metric churn {{ unit % better lower updated every month grace 10 days values {{ {values} }} }}\n"


def partners(values: str, more: str = "") -> str:
    return f"metric partners {{ unit partners {more} values {{ {values} }} }}\n"


def uptime(values: str, more: str = "updated every week grace 3 days") -> str:
    return f"metric uptime {{ unit % better higher {more} values {{ {values} }} }}\n"


def nps(north: str, south: str, more: str = "") -> str:
    values = f"values for north {{ {north} }} values for south {{ {south} }}"
    return f'metric nps {{ unit points split by region in ["north", "south"] better higher {more} {values} }}\n'


def reported(*reports: str) -> str:
    return "".join(
        f'check in on {day} by "Lead" {{ report o.k {said} }}\n' for day, said in (r.split(" ", 1) for r in reports)
    )


FIRST_SUNDAY = date(2026, 7, 5)


def weeks(*values: str) -> str:
    """A value for each Sunday of the quarter; none where it is -."""
    days = (FIRST_SUNDAY + timedelta(weeks=n) for n in range(13))
    return " ".join(f"{day} {value}" for day, value in zip(days, values, strict=False) if value != "-")


GOOD, BAD = "99%", "90%"

CASES = (
    Case(
        "a change on its way",
        churn("2026-07-01 4.2% 2026-08-01 3.9% 2026-09-01 3.0% 2026-10-01 5%"),
        "metric churn from 4.2% to 2.8%",
        """2026-06-30 not_started - -
        2026-07-13 open 0 13/92
        2026-07-14 off_track 0 14/92
        2026-08-15 off_track 3/14 1/2
        2026-09-01 on_track 6/7 63/92
        2026-09-29 at_risk 6/7 91/92
        2026-09-30 missed 6/7 1
        2026-12-31 missed 6/7 1""",
    ),
    Case(
        "a change that gets there at the end, whatever comes later",
        churn("2026-07-01 4.2% 2026-08-15 3.5% 2026-09-30 2.5% 2026-10-15 5%"),
        "metric churn from 4.2% to 2.8%",
        """2026-08-15 on_track 1/2 1/2
        2026-09-30 achieved 1 1
        2026-12-31 achieved 1 1""",
    ),
    Case(
        "a change that falls back",
        churn("2026-07-01 4.2% 2026-08-01 2.8% 2026-09-01 4.9%"),
        "metric churn from 4.2% to 2.8%",
        """2026-08-15 on_track 1 1/2
        2026-09-15 off_track 0 77/92
        2026-09-30 missed 0 1""",
    ),
    Case(
        "a change as bad as can be while at risk",
        churn("2026-07-01 4.2% 2026-08-15 3.71%"),  # 0.49 of 1.4 is 0.35, which is 0.7 of 0.5
        "metric churn from 4.2% to 2.8%",
        "2026-08-15 at_risk 7/20 1/2",
    ),
    Case(
        "a change without any value",
        "metric churn { unit % better lower }",
        "metric churn from 4.2% to 2.8%",
        """2026-06-30 not_started - -
        2026-07-13 no_data - 13/92
        2026-08-15 no_data - 1/2
        2026-09-30 no_data - 1""",
    ),
    Case(
        "a change whose last value is too old",
        churn("2026-07-01 3.5%"),  # fresh until August 11
        "metric churn from 4.2% to 2.8%",
        """2026-08-11 on_track 1/2 42/92
        2026-08-12 stale 1/2 43/92
        2026-09-30 stale 1/2 1""",
    ),
    Case(
        "a change that is dropped",
        churn("2026-07-01 4.2%"),
        'metric churn from 4.2% to 2.8% dropped on 2026-08-05 because "The supplier left"',
        """2026-08-04 off_track 0 35/92
        2026-08-05 dropped 0 36/92
        2026-09-30 dropped 0 1""",
    ),
    Case(
        "a change that is carried",
        churn("2026-07-01 4.2%"),
        'metric churn from 4.2% to 2.8% carried to 2026-Q4 on 2026-08-05 because "Tracing came late"',
        "2026-08-04 off_track 0 35/92\n2026-08-05 carried 0 36/92",
    ),
    Case(
        "a change with a point on its path",
        churn("2026-07-01 4.2% 2026-08-01 3.9%"),
        # On August 15, the 46th day, 3.92 is expected: 0.28 of 1.4 is a fifth of the way.
        "metric churn from 4.2% to 2.8% expect 3.92% on 2026-08-15",
        """2026-08-15 on_track 3/14 1/5
        2026-07-23 off_track 0 1/10
        2026-09-07 off_track 3/14 3/5""",
    ),
    Case(
        "a change with a due day of its own",
        churn("2026-07-01 4.2% 2026-08-01 2.8% 2026-09-01 5%"),
        "metric churn from 4.2% to 2.8% due 2026-08-15",  # 46 days
        """2026-07-23 off_track 0 1/2
        2026-08-14 on_track 1 45/46
        2026-08-15 achieved 1 1
        2026-09-30 achieved 1 1""",
    ),
    Case(
        "a change whose due day is not known yet",
        'day till "Till" tbd\n' + churn("2026-07-01 4.2% 2026-08-01 2.8% 2026-09-01 2.8%"),
        "metric churn from 4.2% to 2.8% due till",
        """2026-07-20 open 0 -
        2026-08-15 open 1 -
        2026-09-30 achieved 1 -""",
    ),
    Case(
        "a change from what was measured",
        churn("2026-06-20 4.2% 2026-08-15 3.5%"),  # fresh until July 30
        "metric churn from measured to 2.8%",
        """2026-07-20 off_track 0 20/92
        2026-08-15 on_track 1/2 1/2""",
    ),
    Case(
        "a change from what was measured late, in the first cadence",
        churn("2026-05-01 9% 2026-07-20 4.2% 2026-08-15 3.5%"),  # the value of May is too old on July 1
        "metric churn from measured to 2.8%",
        """2026-07-19 stale - -
        2026-07-20 off_track 0 20/92
        2026-08-15 on_track 1/2 1/2""",
    ),
    Case(
        "a change from what nobody measured",
        churn("2026-08-15 3.5%"),
        "metric churn from measured to 2.8%",
        """2026-08-14 no_data - -
        2026-09-25 no_data - -
        2026-09-30 stale - -""",
    ),
    Case(
        "a change to a target that is not settled",
        churn("2026-07-01 4.2% 2026-08-01 3.9% 2026-09-01 3%") + reported("2026-08-20 at risk"),
        "metric churn from 4.2% to tbd",
        """2026-06-30 not_started - -
        2026-07-20 open - -
        2026-08-20 at_risk - -
        2026-09-30 at_risk - -""",
    ),
    Case(
        "a change measured by check-ins",
        reported("2026-07-10 320", "2026-08-15 375 on track", "2026-09-30 460"),
        "from 300 to 450",
        """2026-07-09 no_data - 9/92
        2026-07-10 open 2/15 10/92
        2026-07-14 at_risk 2/15 14/92
        2026-08-15 on_track 1/2 1/2
        2026-09-30 achieved 1 1""",
    ),
    Case(
        "up a share of what it was",
        partners("2026-06-30 300 2026-08-15 366 2026-09-30 399"),  # to 399
        "metric partners up 33%",
        """2026-06-30 not_started - -
        2026-07-13 open 0 13/92
        2026-07-20 off_track 0 20/92
        2026-08-15 on_track 2/3 1/2
        2026-09-30 achieved 1 1""",
    ),
    Case(
        "down half",
        partners("2026-07-01 300 2026-08-15 225"),
        "metric partners down 50%",
        "2026-08-15 on_track 1/2 1/2\n2026-09-30 missed 1/2 1",
    ),
    Case(
        "up so many",
        partners("2026-06-30 300 2026-08-15 350"),
        "metric partners up 200 partners",
        "2026-08-15 off_track 1/4 1/2",
    ),
    Case(
        "up from nothing by a share has no way to go",
        partners("2026-06-30 0 2026-08-15 10"),
        "metric partners up 33%",
        "2026-08-15 no_data - -",
    ),
    Case(
        "up percentage points",
        churn("2026-07-01 20% 2026-08-15 21%"),
        "metric churn down 2 pp",
        "2026-07-20 off_track 0 20/92\n2026-08-15 off_track 0 1/2",
    ),
    Case(
        "a sum against the equally long span before",
        # By August 15, 46 days: 100 before (May 16 to June 30) and 120 since.
        "metric volume { unit EUR take sum "
        "values { 2026-05-15 900 2026-05-16 40 2026-06-30 60 2026-07-01 50 2026-08-15 70 } }",
        "metric volume up 40%",
        "2026-08-15 on_track 1/2 1/2",
    ),
    Case(
        "a bound to reach",
        partners("2026-08-01 70 2026-09-01 85 2026-10-01 10"),
        "metric partners at least 80 partners",
        """2026-06-30 not_started - -
        2026-07-20 no_data - -
        2026-08-15 open 0 -
        2026-09-29 open 1 -
        2026-09-30 achieved 1 1
        2026-12-31 achieved 1 1""",
    ),
    Case(
        "a bound that is not reached, as reported",
        partners("2026-08-01 70") + reported("2026-08-10 at risk", "2026-08-20 off track", "2026-10-10 on track"),
        "metric partners at least 80 partners",
        """2026-08-09 open 0 -
        2026-08-10 at_risk 0 -
        2026-08-20 off_track 0 -
        2026-09-30 missed 0 1
        2026-12-31 missed 0 1""",
    ),
    Case(
        "a bound whose last value is too old",
        partners("2026-07-01 85", "updated every month grace 5 days"),  # fresh until August 6
        "metric partners at least 80 partners",
        """2026-08-06 open 1 -
        2026-08-07 stale 1 -
        2026-09-30 stale 1 1""",
    ),
    Case(
        "a bound without data",
        "metric partners { unit partners }",
        "metric partners at least 80 partners",
        "2026-07-20 no_data - -\n2026-09-30 no_data - 1",
    ),
    Case(
        "a bound where silence means a failure",
        "metric partners { unit partners no data means fail values { 2026-12-01 99 } }",
        "metric partners at most 80 partners",
        "2026-07-20 open 0 -\n2026-09-30 missed 0 1",
    ),
    Case(
        "a bound where silence means zero",
        "metric pages { unit pages take sum no data means zero values { 2026-06-01 9 } }",
        "metric pages at most 5 pages",
        "2026-07-20 open 1 -\n2026-09-30 achieved 1 1",
    ),
    Case(
        "more than a bound is more",
        partners("2026-07-01 80"),
        "metric partners more than 80 partners",
        "2026-09-30 missed 0 1",
    ),
    Case(
        "a sum of the cycle to date has begun at nothing",
        partners("2026-06-30 500 2026-07-10 100 2026-09-01 75 2026-09-30 90", "take sum"),
        "metric partners at least 250 partners",
        """2026-07-20 open 2/5 -
        2026-09-01 open 7/10 -
        2026-09-30 achieved 1 1""",
    ),
    Case(
        "more than when it began",
        partners("2026-06-30 31 2026-08-01 36"),
        "metric partners more than measured",
        """2026-07-20 open 0 -
        2026-08-15 open 1 -
        2026-09-30 achieved 1 1""",
    ),
    Case(
        "no more than when it began is not more",
        partners("2026-06-30 31"),
        "metric partners more than measured",
        "2026-09-30 missed 0 1",
    ),
    Case(
        "half of what it was",
        partners("2026-06-30 31 2026-09-01 16 2026-09-30 15.5"),
        "metric partners at most 0.5 * measured",
        "2026-09-29 open 0 -\n2026-09-30 achieved 1 1",
    ),
    Case(
        "a share of a plan",
        "metric plan { unit partners values { 2026-07-01 100 2026-10-01 300 } }\n"
        + partners("2026-07-01 119 2026-09-30 120"),
        "metric partners at least 120% of plan",
        "2026-09-29 open 0 -\n2026-09-30 achieved 1 1",
    ),
    Case(
        "a share of a plan that is not there",
        "metric plan { unit partners values { 2026-10-01 300 } }\n" + partners("2026-07-01 119"),
        "metric partners at least 120% of plan",
        "2026-08-15 no_data - -\n2026-09-30 no_data - 1",
    ),
    Case(
        "a band to end in",
        churn("2026-07-01 0.5% 2026-08-01 3.0% 2026-09-01 3.1%"),
        "metric churn between 1% and 3%",
        """2026-07-20 open 0 -
        2026-08-15 open 1 -
        2026-09-30 missed 0 1""",
    ),
    Case(
        "a bound that is confidential",
        partners("2026-07-01 119"),
        "metric partners at least confidential",
        "2026-08-15 open - -\n2026-09-30 open - -",
    ),
    Case(
        "kept in nine of ten weeks",
        uptime(weeks(GOOD, GOOD, BAD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD)),
        "metric uptime keep at least 95% in 90% of weeks",
        """2026-06-30 not_started - -
        2026-07-04 no_data - -
        2026-07-05 open 1 9/10
        2026-07-19 at_risk 2/3 9/10
        2026-07-26 at_risk 3/4 9/10
        2026-08-30 on_track 8/9 9/10
        2026-09-29 on_track 12/13 9/10
        2026-09-30 achieved 12/13 9/10""",
    ),
    Case(
        "missed in two of the first three weeks, nine of ten cannot be kept any more",
        uptime(weeks(BAD, GOOD, BAD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD)),
        "metric uptime keep at least 95% in 90% of weeks",
        """2026-07-12 open 1/2 9/10
        2026-07-18 off_track 1/2 9/10
        2026-07-19 missed 1/3 9/10
        2026-09-30 missed 11/13 9/10""",
    ),
    Case(
        "a week without a value is never held",
        uptime(weeks(GOOD, GOOD, "-", GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD), "take last"),
        "metric uptime keep at least 95% in 95% of weeks",  # one of 13 is 92%; so all must hold
        """2026-07-14 on_track 1 19/20
        2026-07-19 no_data 2/3 19/20
        2026-09-30 no_data 12/13 19/20""",
    ),
    Case(
        "a week without a value does not matter where enough others hold",
        uptime(weeks(GOOD, GOOD, "-", GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD), "take last"),
        "metric uptime keep at least 95% in 90% of weeks",
        """2026-07-26 no_data 3/4 9/10
        2026-08-30 on_track 8/9 9/10
        2026-09-30 achieved 12/13 9/10""",
    ),
    Case(
        "a keep whose values stopped",
        uptime(weeks(GOOD, GOOD, BAD)),  # fresh until July 29
        "metric uptime keep at least 95% in 50% of weeks",
        """2026-07-29 on_track 1/2 1/2
        2026-07-30 stale 1/2 1/2
        2026-09-30 stale 2/13 1/2""",
    ),
    Case(
        "kept in every month",
        uptime("2026-07-31 99% 2026-08-15 90% 2026-08-31 99% 2026-09-30 90%", "take min"),
        "metric uptime keep at least 95% in every month",
        """2026-07-30 no_data - -
        2026-07-31 on_track 1 1
        2026-08-30 on_track 1 1
        2026-08-31 missed 1/2 1""",
    ),
    Case(
        "kept in every period of the cadence",
        uptime(weeks(*[GOOD] * 13)),
        "metric uptime keep at least 95%",
        """2026-07-04 no_data - -
        2026-07-19 on_track 1 1
        2026-09-30 achieved 1 1""",
    ),
    Case(
        "kept where silence means a failure",
        uptime(weeks(GOOD, GOOD, "-", GOOD), "no data means fail"),
        "metric uptime keep at least 95% in every week",
        "2026-07-18 on_track 1 1\n2026-07-19 missed 2/3 1",
    ),
    Case(
        "milestones with weights",
        "",
        """milestone "A" { weight 30% due 2026-07-31 done 2026-07-29 }
        milestone "B" { weight 40% due 2026-08-31 done 2026-09-05 }
        milestone "C" { weight 30% due 2026-09-30 score 0.3 }
        milestone "D" { dropped on 2026-07-20 because "Not asked for" }""",
        """2026-06-30 not_started - -
        2026-07-20 open 9/100 0
        2026-07-29 open 39/100 0
        2026-07-31 on_track 39/100 3/10
        2026-08-31 off_track 39/100 7/10
        2026-09-05 on_track 79/100 7/10
        2026-09-30 missed 79/100 1""",
    ),
    Case(
        "milestones that are all done are achieved at once",
        "",
        'milestone "A" { due 2026-07-31 done 2026-07-05 } milestone "B" { due 2026-09-30 done 2026-07-08 }',
        "2026-07-07 open 1/2 0\n2026-07-08 achieved 1 0\n2026-12-31 achieved 1 1",
    ),
    Case(
        "one milestone",
        reported("2026-08-01 at risk"),
        "due 2026-08-31 done 2026-09-05",
        """2026-07-20 open 0 0
        2026-08-01 at_risk 0 0
        2026-08-31 missed 0 1
        2026-09-05 missed 0 1""",
    ),
    Case("one milestone in time", "", "due 2026-08-31 done 2026-08-20", "2026-08-19 open 0 0\n2026-08-20 achieved 1 0"),
    Case(
        "one milestone whose day is not known",
        'day rome "Rome" tbd\n',
        "due rome done 2026-08-20",
        "2026-08-19 open 0 0\n2026-08-20 achieved 1 0",
    ),
    Case(
        "nothing is left of its milestones",
        "",
        'milestone "A" { due 2026-08-31 dropped on 2026-07-20 because "Not asked for" }',
        "2026-07-20 open - -\n2026-09-30 open - -",
    ),
    Case(
        "zones",
        reported("2026-07-10 commit", "2026-08-10 target", "2026-09-10 commit", "2026-09-20 stretch"),
        'commit "A" target "B" stretch "C"',
        """2026-06-30 not_started - -
        2026-07-09 open 0 63/920
        2026-07-14 on_track 3/10 98/920
        2026-08-09 on_track 3/10 28/92
        2026-08-10 on_track 7/10 287/920
        2026-09-10 off_track 3/10 504/920
        2026-09-20 on_track 1 574/920
        2026-09-30 achieved 1 7/10""",
    ),
    Case(
        "a zone short of the target",
        reported("2026-07-10 commit"),
        'commit "A" target "B" stretch "C"',
        "2026-09-30 missed 3/10 7/10",
    ),
    Case(
        "zones that nobody spoke of",
        "",
        'commit "A" target "B" stretch "C"',
        "2026-07-13 open 0 91/920\n2026-08-15 off_track 0 7/20\n2026-09-30 missed 0 7/10",
    ),
    Case(
        "a measure is established",
        "metric cost { unit EUR updated every month values { 2026-07-31 0 } }",
        "metric cost establish due 2026-08-15",
        """2026-06-30 not_started - -
        2026-07-20 open 0 -
        2026-07-31 achieved 1 -
        2026-09-30 achieved 1 1""",
    ),
    Case(
        "a measure is not established in time",
        "metric cost { unit EUR values { 2026-08-16 1 } }",
        "metric cost establish due 2026-08-15",
        "2026-08-14 open 0 -\n2026-08-15 missed 0 1\n2026-08-16 missed 0 1",
    ),
    Case(
        "every member reaches it",
        nps("2026-07-01 30 2026-09-01 40", "2026-07-10 41"),
        "metric nps at least 40 points for every region",
        """2026-07-09 open 0 -
        2026-07-20 open 1/2 -
        2026-09-29 open 1 -
        2026-09-30 achieved 1 1""",
    ),
    Case(
        "a member that has no value never counts as met",
        nps("2026-07-01 41", "2026-12-01 41"),
        "metric nps at least 40 points for every region",
        "2026-08-15 open 1/2 -\n2026-09-30 no_data 1/2 1",
    ),
    Case(
        "no member has a value",
        nps("2026-12-01 41", "2026-12-01 41"),
        "metric nps at least 40 points for every region",
        "2026-08-15 no_data - -\n2026-09-30 no_data - 1",
    ),
    Case(
        "some of the members reach it",
        nps("2026-07-01 41", "2026-07-01 12"),
        "metric nps at least 40 points for at least 1 region",
        "2026-08-15 open 1/2 -\n2026-09-30 achieved 1/2 1/2",
    ),
    Case(
        "a share of the members reaches it",
        nps("2026-07-01 41", "2026-07-01 12"),
        "metric nps at least 40 points for 60% of regions",
        "2026-09-30 missed 1/2 3/5",
    ),
    Case(
        "a named member reaches it",
        nps("2026-07-01 41", "2026-07-01 12"),
        "metric nps at least 40 points for north",
        "2026-09-30 achieved 1 1",
    ),
    Case(
        "a form for each of the members",
        nps("2026-07-01 41", "2026-07-01 12"),
        "metric nps at least 40 points for north at least 10 points for south",
        "2026-08-15 open 1 -\n2026-09-30 achieved 1 1",
    ),
    Case(
        "one of two forms does not hold",
        nps("2026-07-01 41", "2026-07-01 12"),
        "metric nps at least 50 points for north at least 10 points for south",
        "2026-09-30 missed 1/2 1",
    ),
    Case(
        "a change of every member is their mean",
        nps("2026-07-01 30 2026-08-15 35", "2026-07-01 30 2026-08-15 45"),
        "metric nps from 30 to 40 points for every region",
        "2026-07-20 off_track 0 20/92\n2026-08-15 on_track 3/4 1/2\n2026-09-30 missed 3/4 1",
    ),
    Case(
        "up for every member, each from where it stood",
        nps("2026-07-01 10 2026-08-15 15", "2026-07-01 40 2026-08-15 42.5"),
        "metric nps up 5 points for every region",
        "2026-08-15 on_track 3/4 1/2",
    ),
    Case(
        "a change of every member, one of them silent",
        nps("2026-07-01 30 2026-08-15 40", "2026-12-01 30"),
        "metric nps from 30 to 40 points for every region",
        # between 1/2 and 1: on track either way when half is expected, and in doubt later
        "2026-08-15 on_track 1/2 1/2\n2026-09-15 no_data 1/2 77/92",
    ),
    Case(
        "a member whose value is too old",
        nps("2026-07-01 41 2026-09-20 41", "2026-07-01 41", "updated every month"),
        "metric nps at least 40 points for every region",
        "2026-08-01 open 1 -\n2026-08-02 stale 1 -\n2026-09-20 open 1/2 -\n2026-09-30 stale 1/2 1",
    ),
    Case(
        "members first, periods within each",
        nps(weeks(*["40"] * 12, "0"), weeks("0", *["40"] * 12), "updated every week"),
        "metric nps keep at least 30 points for every region in 90% of weeks",
        """2026-07-04 no_data - -
        2026-07-12 open 1/2 9/10
        2026-07-19 off_track 1/2 9/10
        2026-09-13 on_track 1 9/10
        2026-09-30 achieved 1 9/10""",
    ),
    Case(
        "a member that cannot keep it any more loses it for every",
        nps(weeks(*["40"] * 13), weeks("0", "0", *["40"] * 11), "updated every week"),
        "metric nps keep at least 30 points for every region in 90% of weeks",
        "2026-07-11 open 1/2 9/10\n2026-07-12 missed 1/2 9/10\n2026-09-30 missed 1/2 9/10",
    ),
    Case(
        "a member that cannot keep it any more does not matter to half of them",
        nps(weeks(*["40"] * 13), weeks("0", "0", *["40"] * 11), "updated every week"),
        "metric nps keep at least 30 points for 50% of regions in 90% of weeks",
        "2026-07-20 on_track 1/2 9/20\n2026-09-30 achieved 1/2 9/20",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_every_form_day_by_day(case: Case) -> None:
    for line in case.days.strip().splitlines():
        day, status, progress, expected = line.split()
        found = key_result(case.body, day, case.around)
        assert (day, found.status, found.progress, found.expected) == (day, status, share(progress), share(expected))
        assert found.because
        assert found.progress is not None or found.why("progress") != "it does not apply here"


# --- rows of files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "status", "current"),
    [
        ("", "no_data", None),
        ("2026-07-02,NaN\n2026-07-03,NaN\n", "no_data", None),
        ("2026-07-02,0\n", "open", "0 pages"),
        ("2026-07-02,0\n2026-07-03,NaN\n", "no_data", None),
    ],
)
def test_silence_and_what_is_no_number_are_never_nothing(
    tmp_path: Path, rows: str, status: str, current: str | None
) -> None:
    (tmp_path / "pages.csv").write_text("day,value\n" + rows, "utf-8")
    source = 'source pages { file "pages.csv" date column day value column value }\n'
    metric = "metric pages { unit pages from pages take sum }\n"
    text = source + metric + goal("metric pages at most 5 pages")
    found = scored(text, "2026-07-20", tmp_path).key_result("o.k")
    assert (found.status, found.current and str(found.current)) == (status, current)


EMERGENCY = Path(__file__).parent.parent / "samples" / "emergency"


def in_time(file: str, year: int, trust: str = "") -> Fraction:
    """The share seen in time in the year that ends in March, added up from the rows themselves."""
    with (EMERGENCY / "data" / file).open(encoding="utf-8", newline="") as lines:
        rows = [r for r in csv.DictReader(lines) if f"{year - 1}-04" <= r["month"][:7] <= f"{year}-03"]
    rows = [r for r in rows if not trust or r["trust"] == trust]
    seen = sum(int(r["attendances"]) for r in rows)
    return Fraction(seen - sum(int(r["breaches"]) for r in rows), seen)


def test_a_year_of_english_emergency_departments() -> None:
    found = scored((EMERGENCY / "goals.okr").read_text("utf-8"), "2019-03-31", EMERGENCY)
    year, better = found.key_result("standard.year"), found.key_result("standard.better")
    assert year.current is not None
    assert year.current.value == decimal_or_none(100 * in_time("england.csv", 2019))
    assert better.target is not None
    assert better.target.value == decimal_or_none(100 * in_time("england.csv", 2018))
    assert [found.key_result(f"standard.{k}").status for k in ("year", "months", "better")] == ["missed"] * 3
    members = {m.name: m.holds for m in found.key_result("everywhere.all").members}
    assert len(members) == 23
    for trust, holds in members.items():
        # RM2 and RW3 merged into another: they have no rows any more.
        assert holds is (None if trust in ("RM2", "RW3") else in_time("trusts.csv", 2019, trust) >= Fraction(95, 100))
    statuses = [found.key_result(f"everywhere.{k}").status for k in ("all", "some", "merged", "steady")]
    assert statuses == ["missed", "achieved", "missed", "achieved"]

"""Ways to look like the honest team without doing the work, one at a time: which items each costs, and what is said.

Every trick starts from the workspace of the honest team and is looked at when the cycle is over. An item that the trick
does not cost may still pass: that work was done.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from spoke import ITEMS, Edit, add, altered, items, minutes, rewrite, swap


class Trick(NamedTuple):
    """What is done, the items that it costs, and what one of them says; `said` is what the text itself is told."""

    edits: tuple[Edit, ...]
    costs: tuple[str, ...]
    because: str
    said: str | None = None


GOALS, RECORDS, COMPANY, MEASURES = "goals.okr", "records.okr", "company.okr", "measures.okr"

CAUSE = ' cause "Friday evenings were not staffed before August; the spare key was with one person"'
FIXED_TIES = (
    'supports ride.sound, access\n  because  "People who wait for longer than a week borrow a car, and keep it."\n'
    "  approved by coordinator"
)
WAIT = '  take       last\n  better     lower\n  updated    every week\n  grace      4 days\n  definition "Median'
REASON = (
    '  because  "The figure falls since small repairs go first; a goal that is met by waiting for September would '
    'teach us nothing"\n'
)
SUNNY = '\npolicy sunny "Always sunny" { off track when progress < 0  otherwise on track }\n'


def waive(rule: str, subject: str, by: str, start: str = "2026-07-01", end: str = "2026-08-31") -> Edit:
    return add(RECORDS, f'\nwaive {rule} on {subject} from {start} until {end} because "Busy" approved by {by}\n')


def copy(file: str, other: str) -> Edit:
    """A file stands there a second time."""

    def edit(folder: Path) -> None:
        (folder / other).write_bytes((folder / file).read_bytes())

    return edit


def rows(keep: str, pattern: str) -> Edit:
    """The rows of figures that hold a word are kept only where they fit a pattern."""
    return rewrite("data/figures.csv", rf"(?m)^(?={keep})(?!{pattern})[^\n]*\n", "")


TIME = {
    "a cycle of twenty years": Trick(
        (
            swap(COMPANY, "cycle 2026-Q3 {", "cycle 2026-Q3 { }\ncycle era { from 2026-07-01 to 2045-12-31"),
            swap(GOALS, "2026-Q3", "era"),
        ),
        ITEMS,
        "era lasts from 2026-07-01 to 2045-12-31, longer than 12 months",
    ),
    "a cycle of one week": Trick(
        (
            swap(COMPANY, "cycle 2026-Q3 {", "cycle 2026-Q3 { }\ncycle era { from 2026-07-01 to 2026-07-07"),
            swap(GOALS, "2026-Q3", "era"),
        ),
        ITEMS,
        "era lasts from 2026-07-01 to 2026-07-07, less than 4 weeks",
    ),
    "check-ins that are never due": Trick(
        (swap(COMPANY, "check in every 2 weeks", "check in every 1000 weeks"),),
        ITEMS,
        "2026-Q3 checks in every 1,000 weeks, less often than every 5 weeks",
    ),
    "reviews once a year": Trick(
        (swap(COMPANY, "review every month", "review every 1 year"),),
        ITEMS,
        "2026-Q3 is reviewed every 1 year, less often than every 3 months",
    ),
    "a year to tell the goals": Trick(
        (swap(COMPANY, "communicate within 14 days", "communicate within 365 days"),),
        ITEMS,
        "2026-Q3 takes 365 days to tell its goals, more than 28 days",
    ),
    "a pause of two months": Trick(
        (swap(COMPANY, "policy pace", "pause from 2026-07-02 to 2026-09-10"),),
        ITEMS,
        "2026-Q3 is paused for more than 25% of its days",
    ),
    "a pause on every day on which a check-in is due": Trick(
        (
            swap(
                COMPANY,
                "policy pace",
                " ".join(
                    f"pause from 2026-{day} to 2026-{day}"
                    for day in ("07-15", "07-29", "08-12", "08-26", "09-09", "09-23")
                ),
            ),
            rewrite(RECORDS, r"check in on 2026-0[89].*?\n}\n", ""),
        ),
        ("5.2",),
        "ride.riders missed the check-ins due on 2026-08-13, 2026-08-27, 2026-09-10 and 2026-09-24",
    ),
    "due on the tenth day, so that nobody need check in": Trick(
        (
            rewrite(GOALS, r"    due 2026-09-\d\d\n", "    due 2026-07-10\n"),
            rewrite(GOALS, r"from 9 days to 4 days|from 60% to 75%", r"\g<0>\n    due 2026-07-10"),
            rewrite(RECORDS, r"check in on .*?\n}\n", ""),
        ),
        ("5.2", "6.1"),
        "Nobody has checked in on ride",
    ),
    "what is hard is a goal of the next cycle": Trick(
        (
            swap(GOALS, "owner    workshop\n  cycle    2026-Q3", "owner    workshop\n  cycle    2026-Q4"),
            rewrite(GOALS, r"due 2026-07-31  done 2026-07-28|due 2026-09-10  done 2026-09-08", "due 2026-12-01"),
        ),
        ("1.1", "2.1", "2.2", "5.2"),
        "No objective is the company's own",
    ),
    "an easy goal in the last week": Trick(
        (
            add(
                GOALS,
                """
                objective easy "The counter is painted" {
                  owner workshop  cycle 2026-Q3  from 2026-09-24  committed  supports access  because "It looks better."
                  approved by coordinator on 2026-09-24
                  key result paint "Painted"  { due 2026-09-28  done 2026-09-28 }
                  key result door  "Door too" { due 2026-09-29  done 2026-09-29 }
                }
                """,
            ),
        ),
        ("3.1", "3.2", "5.1", "5.2", "6.1"),
        "easy was told to nobody by 2026-10-08",
    ),
}

EVIDENCE = {
    "empty minutes": Trick((minutes(""),), ("3.1", "3.2", "6.2"), "Nothing shows what was told on 2026-07-03"),
    "minutes of white space": Trick((minutes(" \n\t\n"),), ("3.1", "3.2", "6.2"), "Nothing shows what was told"),
    "minutes of a dot": Trick((minutes(".\n"),), ("3.1", "3.2", "6.2"), "Nothing shows what was told"),
    "the goals as their own evidence": Trick(
        (rewrite(RECORDS, r'evidence "[^"]*"', 'evidence "goals.okr"'),), ("3.1", "3.2", "6.2"), "Nothing shows"
    ),
    "the goals as their own evidence, by another name": Trick(
        (
            copy("goals.okr", "minutes/notes.txt"),
            rewrite(RECORDS, r'evidence "[^"]*"', 'evidence "minutes/notes.txt"'),
        ),
        ("3.1", "3.2", "6.2"),
        "Nothing shows",
    ),
    "the goals as their own evidence, in capitals": Trick(
        (
            add("GOALS-2.OKR", "Everybody was there.\n"),
            rewrite(RECORDS, r'evidence "[^"]*"', 'evidence "GOALS-2.OKR"'),
        ),
        ("3.1", "3.2", "6.2"),
        "Nothing shows",
    ),
    "what okrlang recorded as evidence": Trick(
        (
            add("minutes/told.csv", '{"format":"okrlang.snapshot/1","as_of":"2026-07-03"}\n' * 2),
            rewrite(RECORDS, r'evidence "[^"]*"', 'evidence "minutes/told.csv"'),
        ),
        ("3.1", "3.2", "6.2"),
        "Nothing shows",
    ),
    "minutes outside the folder": Trick(
        (rewrite(RECORDS, r'evidence "minutes/', 'evidence "../minutes/'),), ("3.1", "3.2", "6.2"), "Nothing shows"
    ),
    "one file for every meeting": Trick(
        (rewrite(RECORDS, r'evidence "[^"]*"', 'evidence "minutes/2026-07-30-review.md"'),),
        ("2.2", "3.1", "3.2", "5.2", "6.1", "6.2", "7.1", "7.2"),
        "has no proof but a file that is the only proof of more than three records",
    ),
    "one file, copied for every meeting": Trick(
        (minutes("Everybody was there, and everybody agreed to everything.\n"),),
        ("2.2", "3.1", "3.2", "5.2", "6.1", "6.2", "7.1", "7.2"),
        "has no proof but a file that is the only proof of more than three records",
    ),
    "minutes written anew, the old SHA-256 kept": Trick(
        (
            swap(
                RECORDS,
                'evidence "minutes/2026-10-12-close.md"',
                f'evidence "minutes/2026-10-12-close.md" sha256 "{"0" * 64}"',
            ),
        ),
        ("6.1",),
        "A file of evaluation-2026-10-12 is no longer the one that was recorded",
    ),
    "feedback without a line below its head": Trick(
        (rewrite("minutes/2026-08-12-box.csv", r"\n.*", "\n"),), ("6.2",), "Nothing shows what was said in box"
    ),
    "outcomes of a dash, and no minutes": Trick(
        (
            rewrite(RECORDS, r'outcome  "[^"]*"', 'outcome  "-"'),
            rewrite(RECORDS, r'  evidence "minutes/[^"]*review.md"\n', ""),
        ),
        ("2.2", "5.2", "7.1"),
        "No review of ride says what came of it",
        '`"-"` says nothing: it is taken as left out',
    ),
}

PEOPLE = {
    "told a month late": Trick(
        (swap(RECORDS, "on 2026-07-03 by coordinator", "on 2026-08-03 by coordinator"),),
        ("3.1",),
        "ride was told to nobody by 2026-07-15",
    ),
    "told ten years ago": Trick(
        (swap(RECORDS, "on 2026-07-03 by coordinator", "on 2016-07-03 by coordinator"),),
        ("3.1",),
        "ride was told to nobody by 2026-07-15",
    ),
    "told to whoever wrote it": Trick(
        (swap(RECORDS, 'audience spoke, "Riders\' council"', "audience coordinator"),),
        ("3.1",),
        "was not told in time to everybody it involves",
    ),
    "told to everybody and nobody": Trick(
        (swap(RECORDS, 'audience spoke, "Riders\' council"', 'audience "Everybody"'),),
        ("3.1",),
        "was not told in time to everybody it involves",
    ),
    "told, with nothing to show": Trick(
        (swap(RECORDS, '  evidence "minutes/2026-07-03-goals-told.md"\n', ""),),
        ("3.1",),
        "was told to nobody",
    ),
    "heard when all was settled": Trick(
        (swap(RECORDS, "on 2026-06-20 by coordinator", "on 2026-08-20 by coordinator"),),
        ("3.2",),
        "Nobody was heard about ride before 2026-07-01",
    ),
    "heard ten years ago": Trick(
        (swap(RECORDS, "on 2026-06-20 by coordinator", "on 2016-06-20 by coordinator"),),
        ("3.2",),
        "Nobody was heard about ride before 2026-07-01",
    ),
    "heard by oneself": Trick(
        (swap(RECORDS, 'with   workshop, lessons, "Riders\' council"', "with   coordinator"),),
        ("3.2",),
        "ride needs several teams, and nobody outside its own was heard",
    ),
    "attested by the owner": Trick(
        (swap(RECORDS, '"Members\' auditor"', "workshop"),),
        ("2.2", "3.2"),
        "Item 2.2 is attested by workshop, who owns objectives of 2026-Q3",
    ),
    "attested by whoever leads the owner": Trick(
        (swap(RECORDS, '"Members\' auditor"', '"Workshop lead"'),),
        ("2.2", "3.2"),
        "Item 2.2 is attested by Workshop lead, who owns objectives of 2026-Q3",
    ),
    "attested by the same lead, spelt differently": Trick(
        (swap(RECORDS, '"Members\' auditor"', '"WORKSHOP-LEAD."'),),
        ("2.2", "3.2"),
        "Item 2.2 is attested by WORKSHOP-LEAD.",
    ),
    "attested by who stands with the owner": Trick(
        (
            swap(RECORDS, '"Members\' auditor"', "coordinator"),
            swap(GOALS, "owner    spoke with workshop, lessons", "owner    spoke with workshop, coordinator"),
        ),
        ("2.2", "3.2"),
        "Item 2.2 is attested by coordinator, who owns objectives of 2026-Q3 or stands with their owners",
    ),
    "attested for ever": Trick(
        (swap(RECORDS, "until 2026-09-30", "until 2999-12-31"),),
        ("2.2", "3.2"),
        "The attestation of item 2.2 lasts from 2026-07-06 until 2999-12-31, longer than 2026-Q3",
    ),
    "attested by nobody": Trick(
        (swap(RECORDS, ' by "Members\' auditor"', ""),), ("2.2", "3.2"), "Nobody stands behind the attestation"
    ),
}

EXCUSES = {
    "a waiver until 2999": Trick(
        (waive("key-result-count", "ride", "coordinator", end="2999-12-31"),),
        ITEMS,
        "The waiver of key-result-count for ride lasts from 2026-07-01 until 2999-12-31, longer than 2026-Q3",
    ),
    "a waiver by the owner": Trick(
        (waive("key-result-count", "ride", "spoke"),),
        ITEMS,
        "The waiver of key-result-count for ride is approved by spoke, who owns it or a goal in it, stands with the owner",
    ),
    "a waiver by whoever leads the owner": Trick(
        (waive("key-result-count", "fixed", '"Workshop lead"'),), ITEMS, "is approved by Workshop lead"
    ),
    "a waiver by who stands with the owner": Trick(
        (waive("key-result-count", "ride", "lessons"),),
        ITEMS,
        "is approved by lessons, who owns it or a goal in it, stands with the owner",
    ),
    "a waiver for the whole cycle by who owns a goal in it": Trick(
        (waive("decision-recorded", "2026-Q3", '"Workshop lead"'),),
        ITEMS,
        "The waiver of decision-recorded for 2026-Q3 is approved by Workshop lead, who owns it or a goal in it",
    ),
    "a waiver by the owner, in letters of full width": Trick(
        (waive("key-result-count", "fixed", '"Ｗorkshop lead"'),), ITEMS, "is approved by Ｗorkshop lead"
    ),
    "a waiver by the owner, with a hyphen that nobody sees": Trick(
        (waive("key-result-count", "fixed", '"Work\u00adshop lead"'),), ITEMS, "is approved by Work"
    ),
    "a waiver by the owner, with letters of another alphabet": Trick(
        (waive("key-result-count", "fixed", '"W\u043erksh\u043ep lead"'),), ITEMS, "is approved by W"
    ),
    "a waiver of its own team by the team": Trick(
        (waive("people-within-capacity", "workshop", '"Workshop lead"'),), ITEMS, "is approved by Workshop lead"
    ),
    "a waiver of a record by who wrote it": Trick(
        (waive("feedback-grounded", "box", '"Lessons lead"'),), ITEMS, "is approved by Lessons lead"
    ),
    "a waiver when all is over": Trick(
        (waive("check-ins-kept", "ride", "coordinator", "2026-10-24", "2026-12-31"),),
        ITEMS,
        "begins on 2026-10-24, when 2026-Q3 is over and closed",
    ),
    "waivers for what was not done": Trick(
        (
            swap(RECORDS, '  evidence "minutes/2026-07-03-goals-told.md"\n', ""),
            *(waive("objective-told", goal, "coordinator", "2026-10-01") for goal in ("ride", "fixed", "first_ride")),
        ),
        ("3.1",),
        "was told to nobody",
    ),
    "a waiver without a reason": Trick(
        (
            swap(RECORDS, '  evidence "minutes/2026-07-03-goals-told.md"\n', ""),
            add(
                RECORDS,
                'waive objective-told on ride from 2026-10-01 until 2026-10-30 because "…" approved by coordinator\n',
            ),
        ),
        ("3.1",),
        "ride was told to nobody",
        '`"…"` says nothing: it is taken as left out',
    ),
    "everybody stands alone, and says so": Trick(
        (swap(GOALS, FIXED_TIES, 'stands alone because "It does"\n  because  "Cars."\n  approved by workshop'),),
        ("2.1",),
        "fixed lifts nothing above it, and nobody else has agreed that it stands alone",
    ),
    "it stands alone, and its lead says so": Trick(
        (swap(GOALS, FIXED_TIES, 'stands alone because "It does"\n  because  "Cars."\n  approved by "Workshop lead"'),),
        ("2.1",),
        "fixed lifts nothing above it, and nobody else has agreed that it stands alone",
    ),
    "half of them stand alone, and a friend agrees": Trick(
        (swap(GOALS, FIXED_TIES, 'stands alone because "It does"\n  because  "Cars."\n  approved by lessons'),),
        ("2.1",),
        "1 of 2 objectives below the company stand alone",
    ),
    "they lift each other in a circle": Trick(
        (
            swap(GOALS, "supports ride.sound, access", "supports first_ride, access"),
            swap(GOALS, "supports ride.riders, learning", "supports fixed, learning"),
        ),
        ("2.1",),
        "supports itself through others",
        "nothing stands above itself: take one of them out",
    ),
    "it lifts what was dropped long ago": Trick(
        (
            swap(GOALS, "supports ride.sound, access", "supports old"),
            add(
                GOALS,
                'objective old "Old" { owner spoke  cycle 2026-Q3  supports access  dropped on 2026-07-02 because "Done"'
                '  key result a "A" { due 2026-07-31 } }',
            ),
        ),
        ("2.1",),
        "fixed lifts nothing above it",
    ),
    "a priority that nobody serves": Trick(
        (swap(COMPANY, "priority learning", 'priority air "Clean air"  priority learning'),),
        ("2.1",),
        "Nobody works on air in 2026-Q3",
    ),
}

FIGURES = {
    "a policy of our own that is always sunny": Trick(
        (swap(COMPANY, "policy pace", "policy sunny"), add(COMPANY, SUNNY)),
        ("5.2", "7.2"),
        "By its policy ride would be on track at half-time without a step",
    ),
    "a policy of our own for the one that fails": Trick(
        (swap(GOALS, "  owner    workshop\n", "  owner    workshop\n  policy sunny\n"), add(COMPANY, SUNNY)),
        ("5.2", "7.2"),
        "By its policy fixed would be on track at half-time without a step",
    ),
    "a policy of our own, in the configuration": Trick(
        (swap(COMPANY, "  policy pace\n", ""), add(COMPANY, SUNNY), add("okrlang.toml", 'policy = "sunny"\n')),
        ("5.2", "7.2"),
        "By its policy ride would be on track",
    ),
    "a policy that is silent until the last day": Trick(
        (
            swap(COMPANY, "policy pace", "policy sunny"),
            add(
                COMPANY,
                "\npolicy sunny { grace first 99% of the cycle  on track when progress >= 0.9 * expected  "
                "otherwise off track }",
            ),
        ),
        ("5.2", "7.2"),
        "By its policy ride would be on track",
    ),
    "the file ends when it gets uncomfortable": Trick(
        (rows("20", "2026-0[678]"),), ("5.1", "5.2", "6.1"), "older than its cadence and grace allow"
    ),
    "a filter that lets nothing through": Trick(
        (swap(MEASURES, 'name = "wait"', 'name = "wait" and value > 1000'),), ("5.1", "6.1"), "`wait` has no data"
    ),
    "a filter that lets only good days through": Trick(
        (swap(MEASURES, 'name = "wait"', 'name = "wait" and value <= 4'),), ("5.1", "6.1"), "`wait` has no data"
    ),
    "silence that means zero": Trick(
        (swap(MEASURES, WAIT, "  no data means zero\n" + WAIT), rows("[^\n]*wait", "2026-0[67]")),
        ("6.1",),
        "fixed.wait was scored 0.8, and its figures say 0",
    ),
    "silence that means the last value": Trick(
        (swap(MEASURES, WAIT, "  no data means last value\n" + WAIT), rows("[^\n]*wait", "2026-0[67]")),
        ("5.1", "5.2", "6.1"),
        "its last value is of 2026-07-26, older than its cadence and grace allow",
    ),
    "two values by hand in place of the file": Trick(
        (
            swap(
                MEASURES,
                '  from       figures where name = "wait"\n',
                "  values { 2026-06-28 9 days  2026-09-28 4 days }\n",
            ),
        ),
        ("5.1", "6.1"),
        "fixed.wait was scored 0.8, and its figures say 1",
    ),
    "figures once in twenty years": Trick(
        (swap(MEASURES, "updated    every week", "updated    every 20 years"),),
        ("5.1",),
        "riders is updated every 20 years, less often than every 3 months",
    ),
    "a year of grace": Trick(
        (swap(MEASURES, "grace      4 days", "grace      365 days"),), ("5.1",), "riders may be 365 days late"
    ),
    "no KPI at all": Trick(
        (
            rewrite(MEASURES, r"kpi \w+ .*?\n}\n", ""),
            swap(RECORDS, ", waiting, reserve", ""),
            rewrite(RECORDS, "(waiting|reserve), ", ""),
            swap(GOALS, "    provided waiting stays amber\n", ""),
        ),
        ("2.2", "3.1", "5.1", "5.2", "7.1"),
        "there is no KPI that this could be said of",
    ),
    "a baseline that makes the way shorter": Trick(
        (swap(GOALS, "from 9 days to 4 days", "from 15 days to 4 days"),),
        ("6.1",),
        "fixed.wait was scored 0.8, and its figures say 0.9091",
    ),
    "the target comes to the figure": Trick(
        (swap(GOALS, "from 9 days to 4 days", "from 9 days to 5 days"), swap(RECORDS, "0.8 cause", "1.0 cause")),
        ("7.2",),
        "it needs the revision history",
    ),
    "a KPI that is green for none of its members": Trick(
        (swap(MEASURES, "green   at most 6 days\n  amber   at most 8 days", "green   at most 6 days for 0% of shops"),),
        (),
        "",
        "nothing is asked: `0%` is met whatever happens",
    ),
    "the shop that fails is left out of the list": Trick(
        (
            add(
                "data/shops.csv",
                "day,shop,value\n2026-07-05,east,9\n2026-07-05,west,3\n2026-09-27,east,9\n2026-09-27,west,3\n",
            ),
            add(
                MEASURES,
                'source shops { file "data/shops.csv"  date column day  value column value }\n'
                'metric quick "Q" { unit days  from shops  better lower  split by shop in ["west"] }\n'
                'kpi quick "Q" { owner workshop  metric quick  green at most 4 days for every shop }\n',
            ),
        ),
        (),
        "",
        "`east` is not among the members of `quick`",
    ),
}

COURSE = {
    "no mission": Trick(
        (swap(COMPANY, 'mission "Everybody in our quarter can get about by bicycle."', ""),),
        ("1.1",),
        "spoke states no mission",
    ),
    "a mission of a dash": Trick(
        (swap(COMPANY, 'mission "Everybody in our quarter can get about by bicycle."', 'mission "-"'),),
        ("1.1",),
        "spoke states no mission",
        '`"-"` says nothing: it is taken as left out',
    ),
    "nobody can tell what is done by when": Trick(
        (swap(GOALS, "weight 40%  due 2026-07-31  done 2026-07-28", "weight 40%  done 2026-07-28"),),
        ("1.2", "4.1"),
        "A step of fixed.spares has no day",
    ),
    "dropped a day before the end": Trick(
        (
            swap(
                GOALS,
                "owner    lessons\n  cycle    2026-Q3",
                'owner    lessons\n  dropped on 2026-09-29 because "Not relevant"\n  cycle    2026-Q3',
            ),
        ),
        ("7.2",),
        "first_ride was dropped, and no refinement says so",
    ),
    "carried on the day before the end": Trick(
        (swap(GOALS, "    from 9 days", '    carried to 2026-Q4 on 2026-09-29 because "Later"\n    from 9 days'),),
        ("7.2",),
        "fixed.wait was carried on, and no refinement says so",
    ),
    "carried on when it was over": Trick(
        (swap(GOALS, "    from 9 days", '    carried to 2026-Q4 on 2026-10-05 because "Later"\n    from 9 days'),),
        ("6.1", "7.2"),
        "fixed.wait was carried on, and no refinement says so",
    ),
    "the whole goal carried on when it was over": Trick(
        (
            swap(
                GOALS,
                "owner    workshop\n  cycle    2026-Q3",
                'owner    workshop\n  carried to 2026-Q4 on 2026-10-05 because "Later"\n  cycle    2026-Q3',
            ),
        ),
        ("6.1", "7.2"),
        "fixed was carried on, and no refinement says so",
    ),
    "what was missed weighs nothing": Trick(
        (
            swap(GOALS, "from 9 days to 4 days", "from 9 days to 4 days\n    weight 0%"),
            swap(GOALS, 'when they are needed" {', 'when they are needed" {\n    weight 100%'),
            swap(RECORDS, CAUSE, ""),
        ),
        ("6.1",),
        "fixed.wait was committed and not reached by 2026-09-30, and nobody has written down why",
    ),
    "missed, and no cause": Trick((swap(RECORDS, CAUSE, ""),), ("6.1",), "nobody has written down why"),
    "missed, and the cause is a dash": Trick(
        (swap(RECORDS, CAUSE, ' cause "-"'),), ("6.1",), "nobody has written down why"
    ),
    "missed, and the cause is beside what went well": Trick(
        (
            swap(RECORDS, CAUSE, ""),
            swap(RECORDS, "score  fixed.spares      1", 'score  fixed.spares      1 cause "Went well"'),
        ),
        ("6.1",),
        "fixed.wait was committed and not reached by 2026-09-30, and nobody has written down why",
    ),
    "only what went well is scored": Trick(
        (rewrite(RECORDS, r"  score  fixed.wait [^\n]*\n", ""),), ("6.1",), "nobody has written down why"
    ),
    "a kinder score": Trick(
        (swap(RECORDS, "score  fixed.wait        0.8", "score  fixed.wait        1.0"),),
        ("6.1",),
        "fixed.wait was scored 1.0, and its figures say 0.8",
    ),
    "evaluated before the start": Trick(
        (swap(RECORDS, '"The summer closed" on 2026-10-12', '"The summer closed" on 2026-07-01'),),
        ("6.1",),
        "ride was not evaluated at the end of 2026-Q3",
    ),
    "check-ins dated ahead": Trick(
        (swap(RECORDS, "check in on 2026-08-11", "check in on 2027-08-11"),),
        ("5.2",),
        "ride.riders missed the check-ins due on 2026-08-12",
    ),
    "all check-ins written on one day": Trick(
        (rewrite(RECORDS, r"check in on 2026-\d\d-\d\d", "check in on 2026-09-22"),),
        ("5.2",),
        "ride.riders missed the check-ins due on 2026-07-15, 2026-07-29, 2026-08-12",
    ),
    "a review left out": Trick(
        (rewrite(RECORDS, r"review august .*?\n}\n", ""),), ("5.2",), "ride missed the reviews due on 2026-09-01"
    ),
    "reviews of which nothing came": Trick(
        (
            rewrite(RECORDS, r'  outcome  "[^"]*"\n', ""),
            rewrite(RECORDS, r'  evidence "minutes/[^"]*review.md"\n', ""),
        ),
        ("2.2", "5.2", "7.1"),
        "No review of ride says what came of it",
    ),
    "nobody asks whether it is right": Trick(
        (swap(RECORDS, "  judges relevance\n", ""),), ("7.1",), "whether ride is still the right goal"
    ),
    "planned when all was over": Trick(
        (swap(RECORDS, "on 2026-06-24 by coordinator", "on 2026-10-24 by coordinator"),),
        ("2.2",),
        "No plan covers ride",
    ),
    "planned ten years ago": Trick(
        (swap(RECORDS, "on 2026-06-24 by coordinator", "on 2016-06-24 by coordinator"),),
        ("2.2",),
        "No plan covers ride",
    ),
    "a plan of half the money": Trick(
        (swap(RECORDS, "budget 5000 EUR", "budget 2000 EUR"),),
        ("2.2",),
        "The work of 2026-Q3 takes 4,500 EUR, more than its plans give",
    ),
    "decisions out of the blue": Trick(
        (rewrite(RECORDS, r"  rests on [^\n]*\n", ""),),
        ("2.2",),
        "No decision, plan or goal of 2026-Q3 rests on reserve",
    ),
    "work without anything to work with": Trick(
        (rewrite(GOALS, r"\n\s+allocate [^\n]*", ""),), ("4.2",), "ride.evenings has neither people nor money nor tools"
    ),
    "nobody and nothing, as an amount": Trick(
        (rewrite(GOALS, r"allocate [^\n]*", "allocate 0 FTE, 0 EUR"),),
        ("4.2",),
        "ride.evenings has neither people nor money",
    ),
    "a dash for a tool": Trick(
        (rewrite(GOALS, r"allocate [^\n]*", 'allocate "-"'),), ("4.2",), "ride.evenings has neither people nor money"
    ),
    "more hands than there are": Trick(
        (swap(GOALS, "allocate 1 FTE, 1200 EUR", "allocate 9 FTE, 1200 EUR"),),
        ("4.2",),
        "workshop plans 10 FTE at once, with a capacity of 3 FTE",
    ),
    "work that ended before the goal began": Trick(
        (
            swap(GOALS, "from 2026-07-06 to 2026-09-25", "from 2025-07-06 to 2025-09-25"),
            swap(GOALS, "    done 2026-09-25\n", "    done 2025-09-25\n"),
        ),
        ("4.1",),
        "No work on fixed.wait has an owner, a state and dates inside its time",
    ),
    "an improvement due in 2999": Trick(
        (swap(RECORDS, "  due     2026-09-15\n  done    2026-09-12\n", "  due     2999-12-31\n"),),
        ("6.2",),
        "Nothing answers box",
    ),
    "an improvement from before it was asked for": Trick(
        (swap(RECORDS, "on 2026-08-20 {\n  answers box", "on 2026-07-20 {\n  answers box"),),
        ("6.2",),
        "Nothing answers box",
    ),
    "feedback is answered by keeping something else": Trick(
        (
            swap(RECORDS, "answers box", "answers july"),
            add(RECORDS, 'refinement on 2026-08-20 { keeps ride.riders  because "Fine"  answers box }\n'),
        ),
        ("6.2",),
        "Nothing answers box",
    ),
    "off track, and nobody decides": Trick(
        (swap(RECORDS, "keeps    fixed.wait", "keeps    first_ride"),),
        ("7.2",),
        "fixed.wait was off track for 4 weeks, and nobody changed it or kept it on purpose",
    ),
    "everything is kept on the first day": Trick(
        (swap(RECORDS, 'stay" on 2026-08-27', 'stay" on 2026-07-01'),),
        ("7.2",),
        "fixed.wait was off track for 4 weeks",
    ),
    "kept, and nobody says why": Trick((swap(RECORDS, REASON, ""),), ("7.2",), "fixed.wait was off track for 4 weeks"),
}

RULES = {
    "a rule of the same name that is always content": Trick(
        (
            swap(COMPANY, 'mission "Everybody in our quarter can get about by bicycle."', ""),
            add(COMPANY, '\nrule company-direction "Mine" { for each company  check true  say "x" }\n'),
        ),
        ("1.1",),
        "spoke states no mission",
        "`company-direction` is the name of something shipped",
    ),
    "a checklist of the same name with one easy item": Trick(
        (
            swap(COMPANY, 'mission "Everybody in our quarter can get about by bicycle."', ""),
            add(
                COMPANY,
                '\nchecklist okr_procedure "Mine" { section 1 "A" { item 1.1 "A" { decided by objective-title } } }\n',
            ),
        ),
        ("1.1",),
        "spoke states no mission",
        "`okr_procedure` is the name of something shipped",
    ),
    "the rules of the checklist are ignored": Trick(
        (
            swap(COMPANY, 'mission "Everybody in our quarter can get about by bicycle."', ""),
            add("okrlang.toml", 'ignore = ["checklist", "core"]\nseverity = { company-direction = "info" }\n'),
        ),
        ("1.1",),
        "spoke states no mission",
    ),
    "a param out of its range": Trick(
        (
            swap(COMPANY, "cycle 2026-Q3 {", "cycle 2026-Q3 { }\ncycle era { from 2026-07-01 to 2045-12-31"),
            swap(GOALS, "2026-Q3", "era"),
            add("okrlang.toml", '[params]\nlongest_cycle = "100 years"\n'),
        ),
        ITEMS,
        "era lasts from 2026-07-01 to 2045-12-31, longer than 12 months",
        "`longest_cycle` can be set from `3 months` to `15 months`, and not to `100 years`",
    ),
}

TRICKS = TIME | EVIDENCE | PEOPLE | EXCUSES | FIGURES | COURSE | RULES


@pytest.mark.parametrize("name", TRICKS)
def test_a_trick_costs_its_items_and_is_told_why(name: str, tmp_path: Path) -> None:
    trick = TRICKS[name]
    report = altered(trick.edits, tmp_path)
    found = items(report)
    assert {id: found[id].verdict for id in trick.costs if found[id].verdict not in LOST} == {}
    told = [*(found[id].because for id in trick.costs), *(finding.message for finding in report.findings)]
    assert [sentence for sentence in told if trick.because in sentence]
    said = [(text.message, text.help) for text in report.diagnostics if text.severity != "info"]
    assert trick.said is None or [text for text in said if trick.said in text]


LOST = ("fail", "no_evidence", "needs_review", "waived", "error")


def test_waivers_that_others_approved_set_aside_and_do_not_pass(tmp_path: Path) -> None:
    """While they hold, the items that rest on them are waived, which is no pass, and everybody can read by whom."""
    edits = (
        swap(RECORDS, '  evidence "minutes/2026-07-03-goals-told.md"\n', ""),
        *(
            waive("objective-told", goal, "coordinator", "2026-10-01", "2026-11-30")
            for goal in ("ride", "fixed", "first_ride")
        ),
        *(waive("kpi-told", kpi, '"Members\' auditor"', "2026-10-01", "2026-11-30") for kpi in ("waiting", "reserve")),
        rewrite(RECORDS, r"communication .*?\n}\n", ""),
    )
    report = altered(edits, tmp_path)
    item = items(report)["3.1"]
    assert item.verdict == "waived"
    assert item.because == "ride was told to nobody by 2026-07-15; 4 more findings (waived: Busy)"
    assert "`objective-told` is waived for ride until 2026-11-30 by coordinator" in item.deviations


def test_before_a_checklist_is_followed_nothing_passes_for_it(tmp_path: Path) -> None:
    report = altered((swap(COMPANY, "since 2026-07-01", "since 2027-01-01"),), tmp_path)
    assert report.checklist is not None
    assert (report.checklist.blocks, report.checklist.cycles) == (False, ())

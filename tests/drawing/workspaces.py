"""Workspaces drawn at random: a company with its units, time, measures, goals and records, anything left out at times.

The names are always the same, so that rules can speak of them. Nothing in these texts is an error, the tests see to it, but for the slips of some.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from drawing.dice import Dice
from drawing.goals import CYCLES, goals, outline
from drawing.measures import FIGURES, measures
from drawing.records import records

AS_OF_FIRST, AS_OF_LAST = date(2026, 6, 20), date(2026, 11, 10)


@dataclass(frozen=True)
class Drawn:
    """A workspace: its goal texts, the figures in its data file, the day on which it is judged, and whether it slips."""

    text: str
    figures: str
    as_of: date
    slips: bool = False


def workspace(dice: Dice, waivable: Sequence[tuple[str, str | None]] = ()) -> Drawn:
    """A workspace; some of the rules named, each with what it is for each of, are set aside."""
    as_of = AS_OF_FIRST + timedelta(dice.number(0, (AS_OF_LAST - AS_OF_FIRST).days))
    figures = "".join(line + "\n" for line in _figures(dice))
    found = outline(dice)
    parts = (
        *_organization(dice, found.company),
        *_time(dice),
        *measures(dice),
        *goals(dice, found),
        *records(dice, found, waivable),
    )
    text = "\n".join(parts)
    slipped = _slipped(dice, text) if dice.chance(15) else text
    return Drawn(slipped, f"day,name,region,value\n{figures}", as_of, slipped != text)


def _slipped(dice: Dice, text: str) -> str:
    """The text with a name misspelt: what it says there is not understood, and not left out either."""
    word = dice.one([" metric shops", " metric nps", " supports trust", " advances one", " updated every month"])
    return text.replace(word, f"{word}z")


def _organization(dice: Dice, company: bool) -> Iterator[str]:
    if company:
        mission = dice.maybe('mission "Every small shop gets 3 tools."')
        vision = dice.maybe('vision "One till by 2030."')
        year = dice.maybe("year starts in january", 30)
        yield f'company acme "Acme" {{ {mission}{vision}priority trust "Stay up" priority reach {year}}}'
    inside = "part of acme" if company else ""
    lead, held = dice.maybe('lead "Head of sales"'), dice.maybe('held by "Ann"')
    yield f'department sales "Sales" {{ {inside} {lead} }}'
    capacity = dice.one(["", "capacity 3 FTE", "capacity 6 FTE, 40k EUR", "capacity 20k EUR"])
    yield f'team web "Web shop" {{ part of sales {dice.maybe("lead cfo")} {capacity} }}'
    yield 'team lab { part of sales held by "Chief" }'
    yield f'role cfo "CFO" {{ {inside} {held} }}'


def _time(dice: Dice) -> Iterator[str]:
    for name in CYCLES:
        clauses = dice.some(
            [
                "check in every 2 weeks",
                "review every month",
                "communicate within 14 days",
                "pause from 2026-08-03 to 2026-08-14" if name == "2026-Q3" else "rolls up aligned objectives",
                f"policy {dice.one(['pace', 'gap', 'weakest', 'google'])}",
            ],
            4,
        )
        dates = "from 2026-05-04 to 2026-08-20" if name == "launch" else ""
        title = dice.maybe(f'"The cycle {name}"')
        yield f"cycle {name}{title}{{ {dates} {' '.join(clauses)} }}"
    yield f'day opening "We open" {dice.one(["2026-08-10", "2026-09-01", "tbd"])}'
    yield "day fair 2026-09-07"


def _figures(dice: Dice) -> Iterator[str]:
    day = date(2026, 1, 5)
    while day < date(2026, 11, 1):
        for name in FIGURES:
            for region in ("north", "south"):
                if dice.chance(60):
                    yield f"{day},{name},{region},{dice.number(0, 40)}"
        day += timedelta(dice.number(5, 30))

"""Dated records, check-ins, attestations and waivers drawn at random."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from drawing.dice import Dice
from drawing.goals import PARTIES, Outline
from drawing.measures import METRICS, value

FILES = ("minutes.md", "plan.md", "nothing.md")
KINDS = (
    "communication",
    "engagement",
    "planning",
    "decision",
    "review",
    "feedback",
    "improvement",
    "evaluation",
    "refinement",
)
KPIS = ("loved", "up", "calls")


def records(dice: Dice, goals: Outline, waivable: Sequence[tuple[str, str | None]]) -> Iterator[str]:
    """What was recorded, of anything once or twice or never."""
    named: list[str] = []
    for kind in KINDS:
        for number in range(dice.number(0, 3)):
            name = f"{kind}{number}"
            title, body = dice.maybe(f'"The {kind} of 12 people"'), _body(dice, kind, goals, named)
            day = _day(dice)
            yield f"{kind} {name}{title}on {day} {_by(dice)}{{ {' '.join(body)} {_owned(dice, kind, day)}}}"
            named.append(name)
    for _ in range(dice.number(0, 3)):
        yield f"check in on {_day(dice)} {_by(dice)}{{ {' '.join(_reports(dice, goals))} }}"
    for item in ("2.2", "3.2"):
        evidence = dice.maybe(f'evidence "{dice.one(FILES)}"')
        if dice.chance(40):
            yield f"attest okr_procedure {item} on {_day(dice)} {_by(dice)}{{ {evidence}until 2026-12-31 }}"
    for rule, thing in waivable:
        if dice.chance(60):
            dates = dice.one(["from 2026-06-01 until 2026-12-31", "from 2026-01-01 until 2026-08-01"])
            subject = dice.one(_subjects(goals, named, thing))
            yield f'waive {rule} on {subject} {dates} because "It was agreed." approved by {dice.one(_people(dice))}'


def _subjects(goals: Outline, named: Sequence[str], thing: str | None) -> Sequence[str]:
    """What may be waived of a rule for each thing of a type; of one that has no subject, the whole."""
    whole = ("2026-Q3", *(("acme",) if goals.company else ()))
    of_kind = tuple(name for name in named if name.startswith(thing or "?"))
    return {
        "objective": tuple(goals.objectives),
        "key_result": tuple(goals.key_results),
        "initiative": tuple(goals.initiatives),
        "kpi": KPIS,
        "metric": METRICS,
        "unit": ("web", "lab"),
        "cycle": ("2026-Q3", "launch"),
    }.get(thing or "", of_kind) or whole


def _people(dice: Dice) -> tuple[str, ...]:
    return ("sales", "web", "cfo", '"Ann"', '"Bob"')


def _day(dice: Dice) -> str:
    return (date(2026, 6, 10) + timedelta(dice.number(0, 150))).isoformat()


def _by(dice: Dice) -> str:
    return f"by {dice.one(_people(dice))} " if dice.chance(60) else ""


def _body(dice: Dice, kind: str, goals: Outline, named: Sequence[str]) -> Iterator[str]:
    covered = dice.some([*goals.names, *goals.initiatives, *KPIS], 3)
    yield f"covers {', '.join(covered)}" if covered else ""
    audience = dice.one(["sales", "web, lab", '"Everybody", sales'])
    yield dice.maybe(f"audience {audience}", 40)
    yield f"with {dice.one(_people(dice))}" if dice.chance(30) else ""
    sha = dice.maybe(f'sha256 "{dice.one("09af") * 64}"', 30)
    yield f'evidence "{dice.one(FILES)}"{sha}' if dice.chance(50) else ""
    yield dice.maybe(f'outcome "{dice.one(["Narrow to 2 shops", "Go on", " "])}"')
    yield dice.maybe('because "It was time."', 30)
    rested = dice.some([*KPIS, *METRICS, *goals.names], 2) if kind == "decision" else []
    yield f"rests on {', '.join(rested)}" if rested else ""
    answered = dice.some(named, 2)
    yield f"answers {', '.join(answered)}" if answered else ""
    yield dice.maybe(f"budget {dice.number(1, 400)}k EUR", 50 if kind == "planning" else 5)
    yield dice.maybe(f"approved by {dice.one(_people(dice))}{dice.maybe('on 2026-08-01')}", 30)
    if kind == "review":
        yield dice.maybe("judges relevance")
    if kind in ("review", "evaluation"):
        yield from (_score(dice, name) for name in dice.some(goals.names, 2))
    if kind == "refinement" and goals.key_results:
        yield from (f"keeps {name}" for name in dice.some(goals.names, 1))
        what = dice.one(["target", "due", "weight", "owner", "baseline"])
        yield dice.maybe(f"changes {what} of {dice.one(tuple(goals.key_results))}{dice.maybe('from 2.5% to 2.8%')}")


def _owned(dice: Dice, kind: str, day: str) -> str:
    """Who does something about it, until when."""
    first = date.fromisoformat(day)
    due, done = first + timedelta(dice.number(5, 60)), first + timedelta(dice.number(0, 60))
    owner = dice.maybe(f"owner {dice.one(PARTIES)}", 80)
    return dice.maybe(f"{owner}due {due}{dice.maybe(f'done {done}')}", 60 if kind == "improvement" else 10)


def _score(dice: Dice, name: str) -> str:
    number, cause = dice.one(["0", "0.3", "0.7", "1", "none"]), dice.maybe('cause "Too late"', 40)
    return f"score {name} {number}{dice.maybe('projected 0.8', 40)}{cause}"


def _reports(dice: Dice, goals: Outline) -> Iterator[str]:
    for name in dice.some([*goals.key_results, *KPIS], 4):
        made_of = goals.key_results.get(name, "kpi")
        said = [
            dice.maybe(dice.one(["on track", "at risk", "off track"])),
            dice.maybe(f"confidence {dice.number(0, 10)} of 10"),
        ]
        if made_of == "zones":
            said.insert(1, dice.maybe(dice.one(["commit", "target", "stretch"])))
        elif made_of in ("", *METRICS):
            said.insert(0, dice.maybe(value(made_of or "shops", dice.number(1, 60)), 80))
        note = 'note "Pilot of 2 shops"' if not "".join(said).strip() or dice.chance(30) else ""
        yield f"report {name} {' '.join(said)} {note}"

"""Objectives with all forms of key results, and the work for them, drawn at random."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drawing.dice import Dice
from drawing.measures import LOWER, METRICS, SPLIT, value

CYCLES = ("2026-Q2", "2026-Q3", "2026-Q4", "launch")
DAYS = {
    "2026-Q2": ("2026-04-20", "2026-05-11", "2026-06-30"),
    "2026-Q3": ("2026-07-20", "2026-08-10", "2026-09-07", "2026-09-30"),
    "2026-Q4": ("2026-10-05", "2026-11-02", "2026-12-31"),
    "launch": ("2026-06-01", "2026-07-20", "2026-08-10"),
}
OBJECTIVES = ("grow", "stay", "calm", "learn")
KEY_RESULTS = ("one", "two", "three")
PARTIES = ("sales", "web", "lab", "cfo", '"Ann"', '"Head of sales"', '"Bob"')
TITLES = (
    '"Help every shop"',
    '"Launch 3 tills by 2026-09-07"',
    '"Improve\\nand stay"',
    '"From 4.2% to 2.8% churn"',
    "",
)


@dataclass(frozen=True)
class Outline:
    """What there is: objectives with their cycles, key results by id with what they are made of, work with its goal."""

    company: bool
    objectives: dict[str, str]
    key_results: dict[str, str]
    initiatives: dict[str, str]

    @property
    def parties(self) -> tuple[str, ...]:
        """Who can own something."""
        return ("acme", *PARTIES) if self.company else PARTIES

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of all goals."""
        return (*self.objectives, *self.key_results)


def outline(dice: Dice) -> Outline:
    """Which goals there are."""
    objectives = {name: dice.one(("2026-Q3", "2026-Q3", *CYCLES)) for name in OBJECTIVES if dice.chance(85)}
    made_of = (*METRICS, *METRICS, "milestones", "milestones", "step", "step", "zones", "zones", "", "")
    key_results = {f"{o}.{k}": dice.one(made_of) for o in objectives for k in KEY_RESULTS if dice.chance(75)}
    return Outline(
        dice.chance(90),
        objectives,
        key_results,
        {f"{o}.{i}": o for o in objectives for i in ("push", "pull") if dice.chance(50)},
    )


def goals(dice: Dice, found: Outline) -> Iterator[str]:
    """The objectives."""
    for name in found.objectives:
        yield f"objective {name} {dice.one(TITLES)} {{\n  {' '.join(_objective(dice, name, found))}\n}}"


def _objective(dice: Dice, objective: str, found: Outline) -> Iterator[str]:
    cycle = found.objectives[objective]
    yield (
        f"owner {dice.one(found.parties)}{dice.maybe('with web, ' + dice.one(PARTIES), 30)}" if dice.chance(85) else ""
    )
    yield f"cycle {cycle}"
    yield dice.one(["", "committed", "aspirational", "learning"])
    before = [other for other in found.objectives if other < objective]
    above = [
        *(("trust", "reach") if found.company else ()),
        "loved",
        *before,
        *(k for k in found.key_results if k.partition(".")[0] in before),
    ]
    yield _supports(dice, above)
    yield dice.maybe('because "It was asked for, twice."')
    yield dice.maybe("tags p0, growth", 30)
    yield dice.maybe(f"approved by {dice.one(PARTIES)}{dice.maybe('on 2026-07-01')}", 40)
    yield dice.maybe(f"policy {dice.one(['pace', 'weakest', 'puzzle'])}", 20)
    yield dice.maybe(f"provided {_provided(dice)}", 25)
    yield dice.maybe(f"from {DAYS[cycle][0]}", 15)
    yield _left(dice, cycle) if dice.chance(12) else ""
    for name, made_of in found.key_results.items():
        if name.startswith(f"{objective}."):
            yield f"\n  key result {name.rpartition('.')[2]} {dice.one(TITLES)} {{ {' '.join(_key_result(dice, cycle, made_of))} }}"
    advanced = [name.rpartition(".")[2] for name in found.key_results if name.startswith(f"{objective}.")]
    for name, of in found.initiatives.items():
        if of == objective:
            yield f"\n  initiative {name.rpartition('.')[2]} {dice.one(TITLES)} {{ {' '.join(_initiative(dice, cycle, advanced))} }}"


def _supports(dice: Dice, above: list[str]) -> str:
    supports = dice.some(above, 2)
    if supports:
        return f"supports {', '.join(supports)}"
    return dice.maybe('stands alone because "The auditor asked."', 30)


def _left(dice: Dice, cycle: str) -> str:
    day = DAYS[cycle][1]
    return dice.one([f'dropped on {day} because "Not asked for"', f'carried to 2027-Q1 on {day} because "Too late"'])


def _provided(dice: Dice) -> str:
    metric = dice.one(METRICS)
    bound = dice.one([f"at most {value(metric, 30)}", f"at least {value(metric, 5)}", "at most measured"])
    return dice.one(["loved stays green", "calls stays amber", f"{metric} {bound}"])


def _key_result(dice: Dice, cycle: str, made_of: str) -> Iterator[str]:
    special = {"milestones": _milestones, "step": _step, "zones": _zones}
    yield special[made_of](dice, cycle) if made_of in special else _measured(dice, cycle, made_of)
    yield f"owner {dice.one(PARTIES)}" if dice.chance(25) else ""
    yield dice.maybe(f"confidence {dice.number(0, 10)} of 10", 40)
    yield dice.maybe(f"weight {dice.number(1, 3)}", 25)
    yield dice.maybe("tags p1", 20)
    yield dice.maybe('because "It shows."', 20)
    yield dice.maybe(f"provided {_provided(dice)}", 20)
    yield _left(dice, cycle) if dice.chance(8) else ""


def _measured(dice: Dice, cycle: str, measured: str) -> str:
    metric = measured or "shops"
    low, high = value(metric, dice.number(1, 20)), value(metric, dice.number(21, 60))
    first, last = (high, low) if metric in LOWER else (low, high)
    bound = f"at most {low}" if metric in LOWER else f"at least {high}"
    way, points = ("down" if metric in LOWER else "up"), "pp" if metric == "churn" else "%"
    forms = [
        f"from {first} to {last}",
        f"from {first} to {last} commit {value(metric, 20.5)}",
        f"from measured to {last}",
        f"{way} {dice.number(1, 9)} {points}",
        bound,
        "more than measured" if metric not in LOWER else "less than measured",
        f"{bound} stretch {value(metric, 80 if metric not in LOWER else 0.5)}",
        f"between {low} and {high}",
        "establish",
        f"{'at least' if metric not in LOWER else 'at most'} confidential",
        f"{'at least' if metric not in LOWER else 'at most'} tbd",
        f"{'at least' if metric not in LOWER else 'at most'} 1.1 * measured",
        f"keep {bound} in 90% of weeks",
        f"keep {bound} in every month",
    ]
    if metric == SPLIT:
        forms += [f"{bound} for every region", f"{bound} for at least 1 regions", f"{bound} for north, south"]
    due = dice.maybe(f"due {dice.one([*DAYS[cycle], 'opening' if cycle == '2026-Q3' else DAYS[cycle][-1]])}")
    form = dice.one(forms)
    expect = dice.maybe(f"expect {value(metric, 20.75)} on {DAYS[cycle][0]}", 40) if form == forms[0] else ""
    return f"{f'metric {metric}' if measured else ''} {form} {expect} {due}"


def _milestones(dice: Dice, cycle: str) -> str:
    weights = dice.one([("40%", "60%"), ("", "")])
    found = []
    for number, weight in enumerate(weights):
        due = dice.maybe(f"due {dice.one(DAYS[cycle])}", 70)
        done = dice.one(["", f"done {DAYS[cycle][0]}", "score 0.3"])
        found.append(f'milestone "Step {number}" {{ {f"weight {weight}" if weight else ""} {due} {done} }}')
    return " ".join(found)


def _step(dice: Dice, cycle: str) -> str:
    return f"{dice.maybe(f'due {dice.one(DAYS[cycle])}')} {dice.maybe(f'done {DAYS[cycle][0]}', 40)}"


def _zones(dice: Dice, cycle: str) -> str:
    return 'commit "A forum" target "Half of 20 answered" stretch "They meet"'


def _initiative(dice: Dice, cycle: str, key_results: list[str]) -> Iterator[str]:
    advances = dice.some(key_results, 2)
    yield f"advances {', '.join(advances)}" if advances else ""
    yield dice.maybe(f"owner {dice.one(PARTIES)}", 80)
    yield dice.maybe(f"from {DAYS[cycle][0]} to {DAYS[cycle][-1]}")
    yield dice.maybe(f"due {DAYS[cycle][1]}", 30)
    amounts = dice.some(["2 FTE", f"{dice.number(1, 90)}k EUR", '"a server"'], 3)
    yield f"allocate {', '.join(amounts)}" if amounts else ""
    yield dice.one(["", "planned", "in progress", "stopped", "done", f"done {DAYS[cycle][1]}"])
    yield dice.maybe("tags p0", 20)

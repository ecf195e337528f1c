"""Sources, metrics and KPIs drawn at random."""

from __future__ import annotations

from collections.abc import Iterator

from drawing.dice import Dice

FIGURES = ("shops", "reply", "sales")
UNITS = {
    "churn": "%",
    "nps": "points",
    "shops": "shops",
    "reply": "min",
    "sales": "EUR",
    "load": "",
    "unit_cost": "EUR/shop",
}
METRICS = tuple(UNITS)
SPLIT = "sales"  # the metric that always has members
LOWER = ("churn", "reply", "unit_cost")


def value(metric: str, number: int | float) -> str:
    """A number as it is written of a metric."""
    unit = UNITS[metric]
    return f"{number}{'%' if unit == '%' else f' {unit}' if unit else ''}"


def measures(dice: Dice) -> Iterator[str]:
    """Where figures come from, what is measured, and what is watched."""
    yield 'source figures { file "figures.csv" date column day value column value }'
    for name in METRICS:
        title = dice.maybe(f'"The {name} of 2 weeks\\nand more"')
        yield f"metric {name}{title}{{ {' '.join(_clauses(dice, name))} }}"
    for name in ("loved", "up", "calls"):
        title = dice.maybe(f'"Watch {name}"')
        yield f"kpi {name}{title}{{ {' '.join(_kpi(dice, name))} }}"


def _clauses(dice: Dice, name: str) -> Iterator[str]:
    unit = UNITS[name]
    yield f"unit {unit}" if unit else ""
    if name in FIGURES:
        take = dice.one(["last", "sum", "mean over 30 days", "count", "max over 2 weeks", "median"])
        take = "last" if take == "count" and unit != "shops" else take
        yield f'from figures where name = "{name}" take {take}'
        whole = "" if name != SPLIT else "split by region"
        yield dice.one([whole, "split by region", 'split by region in ["north", "south"]'])
        yield dice.one(["", "", "no data means zero", "no data means fail", "no data means last value"])
    elif name == "unit_cost":
        yield "formula sales / shops"
    else:
        yield from _by_hand(dice, name)
        yield dice.maybe("stock", 20) if name == "load" else ""
    yield dice.maybe(f"better {'lower' if name in LOWER else 'higher'}", 90)
    yield dice.maybe(f"updated every {dice.one(['week', 'month', '2 weeks', 'day'])} {dice.maybe('grace 5 days')}")
    yield dice.maybe('definition "Counted by hand, at 9 each day."', 30)
    yield dice.maybe('accuracy "Within 5%."', 30)
    yield dice.maybe(f"range {value(name, 0)} to {value(name, 100)}", 30) if unit == "%" else ""


def _by_hand(dice: Dice, name: str) -> Iterator[str]:
    if dice.chance(25):
        return
    regions = ["north", "south"] if dice.chance(30) else []
    if regions:
        yield dice.one(['split by region in ["north", "south"]', "split by region"])
    for region in regions or [""]:
        days = dice.some([f"2026-{month:02}-{day:02}" for month in range(1, 11) for day in (1, 15)], 16)
        points = " ".join(f"{day} {value(name, dice.number(1, 60))}" for day in days)
        yield f"values {f'for {region}' if region else ''} {{ {points} }}"


def _kpi(dice: Dice, name: str) -> Iterator[str]:
    metric = {"loved": "nps", "up": "churn", "calls": "reply"}[name]
    owner = dice.one(["web", "lab", "cfo", '"Ann"'])
    yield f"owner {owner}{dice.maybe('with sales', 20)}"
    yield f"metric {metric}"
    bands = dice.one(["level", "between", "history", "none" if name == "up" else "level"])
    lower = metric in LOWER
    bound, near, far = ("at most", 20, 30) if lower else ("at least", 30, 20)
    if bands == "level":
        yield f"green {bound} {value(metric, near)} amber {bound} {value(metric, far)}"
    elif bands == "between":
        yield f"green between {value(metric, 10)} and {value(metric, 20)} amber between {value(metric, 5)} and {value(metric, 30)}"
    elif bands == "history":
        yield f"green {bound} {'1.1' if lower else '0.9'} * mean({metric}, 3 months) amber {bound} {value(metric, far)}"
    yield dice.maybe("lasting 7 days", 20)
    yield dice.maybe("samples at least 3", 20)
    yield dice.maybe("chart nhs", 20)
    yield dice.maybe(f"review every {dice.one(['week', 'month'])}")
    yield dice.maybe('because "It is watched." tags p0', 30)

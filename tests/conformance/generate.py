"""The generated cases: every file under `generated/`, made by an oracle of its own that knows nothing of okrlang.

    python tests/conformance/generate.py

writes them anew. Arithmetic is that of `fractions`, days are those of `datetime` and `calendar`, percentiles follow their
definition (linear interpolation between the two neighbours), truth tables and quantifiers are found by trying out
everything that an unknown may be. Cases are drawn with a fixed seed, so that the same files come out every time.
"""

from __future__ import annotations

import calendar
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from pathlib import Path

HOME = Path(__file__).parent / "generated"
GENERATED = "Written by generate.py; do not edit."


# --- arithmetic ------------------------------------------------------------------------------------------------------

NUMBERS = {"one": 1, "two": 2, "four": 4, "five": 5, "eight": 8, "ten": 10}
PRIORITY = {
    "or": 1,
    "and": 2,
    "not": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "=": 4,
    "!=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
    "~": 7,
}
OPERATIONS: dict[str, Callable[[Fraction, Fraction], Fraction | bool]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


def worth(tokens: Sequence[str]) -> Fraction | bool:
    """What a row of tokens comes to, by two stacks (Dijkstra's shunting yard); a sign is written `~`."""
    values: list[Fraction | bool] = []
    waiting: list[str] = []

    def reduce() -> None:
        sign = waiting.pop()
        b = values.pop()
        if sign == "~":
            values.append(-Fraction(b))
        elif sign == "not":
            values.append(not b)
        elif sign in ("and", "or"):
            a = values.pop()
            values.append(bool(a and b) if sign == "and" else bool(a or b))
        else:
            values.append(OPERATIONS[sign](Fraction(values.pop()), Fraction(b)))

    for token in tokens:
        if token in NUMBERS:
            values.append(Fraction(NUMBERS[token]))
        elif token in ("(", "not", "~"):
            waiting.append(token)
        elif token == ")":
            while waiting[-1] != "(":
                reduce()
            waiting.pop()
        else:
            while waiting and waiting[-1] != "(" and PRIORITY[waiting[-1]] >= PRIORITY[token]:
                reduce()
            waiting.append(token)
    while waiting:
        reduce()
    return values[0]


def numeric(draw: random.Random, depth: int) -> list[str]:
    """A random sum, sometimes in parentheses, with a sign here and there; it divides by powers of two and five only."""
    terms = draw.randint(2, 4)
    tokens: list[str] = []
    for at in range(terms):
        sign = draw.choice(["+", "-", "*", "*", "/"]) if at else ""
        tokens += [sign] if sign else []
        if sign != "/" and depth and draw.random() < 0.3:
            tokens += ["(", *numeric(draw, depth - 1), ")"]
        else:
            tokens += ["~"] * (draw.random() < 0.2) + [draw.choice(list(NUMBERS))]
    return tokens


def logical(draw: random.Random, depth: int) -> list[str]:
    """A random condition of comparisons with `and`, `or` and `not`."""
    tokens: list[str] = []
    for at in range(draw.randint(2, 4)):
        tokens += [draw.choice(["and", "or"])] if at else []
        tokens += ["not"] * (draw.random() < 0.25)
        if depth and draw.random() < 0.3:
            tokens += ["(", *logical(draw, depth - 1), ")"]
        else:
            sides = [numeric(draw, 0)[:1] if draw.random() < 0.5 else numeric(draw, 0) for _ in range(2)]
            sides = [side if side[0] != "~" or len(side) > 1 else [draw.choice(list(NUMBERS))] for side in sides]
            while sides[0] == sides[1]:  # what is compared with itself is always the same, and refused
                sides[1] = numeric(draw, 0)
            tokens += [*sides[0], draw.choice(["<", "<=", ">", ">=", "=", "!="]), *sides[1]]
    return tokens


def written(tokens: Sequence[str]) -> str:
    """The tokens as the language writes them."""
    return " ".join(tokens).replace("~ ", "-").replace("( ", "(").replace(" )", ")")


def decimal(value: Fraction) -> str:
    """A fraction whose denominator is made of twos and fives, as a decimal."""
    places = 0
    while (value * 10**places).denominator > 1:
        places += 1
    digits = f"{abs(int(value * 10**places)):0{places + 1}}"
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def precedence() -> str:
    draw = random.Random(2026)
    params = "".join(f"param {name} = {value} from 0 to 99\n" for name, value in NUMBERS.items())
    sums: dict[str, str] = {}
    while len(sums) < 60:
        tokens = numeric(draw, 2)
        if 7 <= len(tokens) <= 21:
            sums[written(tokens)] = decimal(Fraction(worth(tokens)))
    conditions: dict[str, str] = {}
    while len(conditions) < 60:
        tokens = logical(draw, 2)
        if len(tokens) <= 25:
            conditions[written(tokens)] = "true" if worth(tokens) else "false"
    return (
        f"Precedence: random expressions and what they come to, by two stacks and fractions. {GENERATED}\n\n"
        f"=== setting\n=== as of 2026-08-20\n=== names.okr\n{params}"
        f"=== values\n{aligned(sums)}=== checks\n{aligned(conditions)}"
    )


def aligned(cases: dict[str, str]) -> str:
    width = max(map(len, cases))
    return "".join(f"{asked:{width}}  -> {expected}\n" for asked, expected in cases.items())


# --- three values ----------------------------------------------------------------------------------------------------

Truth = bool | None  # None: not known


def unless_it_matters(judge: Callable[..., bool], *given: Truth) -> Truth:
    """What comes out whatever the unknown ones are, if that is always the same."""
    choices = [(True, False) if value is None else (value,) for value in given]
    outcomes = {judge(*completion) for completion in product(*choices)}
    return outcomes.pop() if len(outcomes) == 1 else None


ATOMS: dict[str, Truth] = {"yes": True, "nay": False, "unsure": None, "dim": None}
"""`unsure` and `dim` are two unknowns, so that a table by completions is the strong Kleene one."""


def truth(value: Truth) -> str:
    return {True: "true", False: "false", None: "unknown"}[value]


def kleene() -> str:
    names = ["yes", "nay", "unsure"]
    second = {"unsure": "dim"}
    cases = {f"not {a}": truth(unless_it_matters(lambda x: not x, ATOMS[a])) for a in names}
    for a, b in product(names, names):
        other = second.get(b, b)
        cases[f"{a} and {other}"] = truth(unless_it_matters(lambda x, y: x and y, ATOMS[a], ATOMS[b]))
        cases[f"{a} or {other}"] = truth(unless_it_matters(lambda x, y: x or y, ATOMS[a], ATOMS[b]))
        cases[f"not ({a} and {other})"] = truth(unless_it_matters(lambda x, y: not (x and y), ATOMS[a], ATOMS[b]))
        cases[f"not {a} or not {other}"] = truth(unless_it_matters(lambda x, y: not x or not y, ATOMS[a], ATOMS[b]))
    for c, a, b in product(["yes", "nay"], names, names):
        cases[f"if {c} then {a} else {second.get(b, b)}"] = truth(ATOMS[a] if ATOMS[c] else ATOMS[b])
    for a, b in product(["yes", "nay"], ["yes", "nay"]):  # an unknown condition: unless both branches agree
        cases[f"if unsure then {a} else {b}"] = truth(ATOMS[a] if a == b else None)
    return (
        f"Three values: the strong Kleene tables, by all that an unknown may be. {GENERATED}\n\n"
        "=== setting\n=== as of 2026-08-20\n=== names.okr\n"
        "param none = 0 from 0 to 9\nparam one = 1 from 0 to 9\nparam two = 2 from 0 to 9\n"
        "define yes    = one < two\ndefine nay    = one > two\n"
        "define unsure = one / none > two\ndefine dim    = two / none > one\n"
        f"=== checks\n{aligned(cases)}"
    )


# --- quantifiers -----------------------------------------------------------------------------------------------------

KINDS: dict[str, Callable[[int, int], bool]] = {
    "every x in {xs} satisfies {p}": lambda held, of: held == of,
    "some x in {xs} satisfies {p}": lambda held, of: held >= 1,
    "no x in {xs} satisfies {p}": lambda held, of: held == 0,
    "at least 1 x in {xs} satisfy {p}": lambda held, of: held >= 1,
    "at least 2 x in {xs} satisfy {p}": lambda held, of: held >= 2,
    "at least 3 x in {xs} satisfy {p}": lambda held, of: held >= 3,
    "at most 0 x in {xs} satisfy {p}": lambda held, of: held <= 0,
    "at most 1 x in {xs} satisfy {p}": lambda held, of: held <= 1,
    "at most 2 x in {xs} satisfy {p}": lambda held, of: held <= 2,
}
MIXES = [(t, f, u) for t, f, u in product(range(3), repeat=3)]


def counted(kind: str, mix: tuple[int, int, int], records: bool) -> Truth:
    """What a quantifier comes to over so many true, false and unknown elements, by all that the unknown may be."""
    yes, no, unknown = mix
    if not any(mix) and records and not kind.startswith(("some", "at least")):
        return None  # nothing passes because nothing was recorded
    outcomes = {KINDS[kind](yes + more, yes + no + unknown) for more in range(unknown + 1)}
    return outcomes.pop() if len(outcomes) == 1 else None


def by_truth(results: dict[str, Truth]) -> str:
    """The names of the subjects by what comes out at them."""
    groups = ((value, [name for name, found in results.items() if found is value]) for value in (True, False, None))
    return "; ".join(f"{truth(value)} at {', '.join(names)}" for value, names in groups if names)


def named(mix: tuple[int, int, int]) -> str:
    return "t{}f{}u{}".format(*mix)


def quantifiers_declared() -> str:
    goals, reports = "", ""
    for mix in MIXES:
        marks = ["t"] * mix[0] + ["f"] * mix[1] + ["u"] * mix[2]
        results = "".join(f' key result {mark}{at} "-" {{ from 0 to 10 }}' for at, mark in enumerate(marks))
        goals += f'objective {named(mix)} "-" {{ owner "Lead"  cycle 2026-Q3 {results} }}\n'
        for at, mark in enumerate(marks):
            reports += f"  report {named(mix)}.{mark}{at} {8 if mark == 't' else 2}\n" if mark != "u" else ""
    cases = ""
    for kind in KINDS:
        asked = kind.format(xs="o.key_results", p="x.progress >= half")
        cases += f"{asked} -> {by_truth({named(mix): counted(kind, mix, False) for mix in MIXES})}\n"
    return (
        f"Quantifiers over declared things, so many of them true, false and unknown. {GENERATED}\n\n"
        "t2f1u0 has two key results that are far (0.8), one that is not (0.2), and none that nobody measured.\n\n"
        f"=== setting\n=== as of 2026-08-20\n=== goals.okr\nparam half = 0.5 from 0 to 1\n{goals}"
        f"check in on 2026-08-19 {{\n{reports}}}\n=== checks of objective as o\n{cases}"
    )


def quantifiers_recorded() -> str:
    goals, reviews = "", ""
    for mix in MIXES:
        goals += f'objective {named(mix)} "-" {{ owner "Lead"  cycle 2026-Q3 }}\n'
        for budget, times in (("  budget 20 EUR", mix[0]), ("  budget 5 EUR", mix[1]), ("", mix[2])):
            reviews += f"review on 2026-08-01 {{ covers {named(mix)}{budget} }}\n" * times
    cases = ""
    for kind in KINDS:
        asked = kind.format(xs="o.reviews", p="x.budget >= 10 EUR")
        cases += f"{asked} -> {by_truth({named(mix): counted(kind, mix, True) for mix in MIXES})}\n"
    for kind in KINDS:  # what `where` leaves of them: those with a budget, of which none is unknown
        asked = kind.format(xs="o.reviews where x.budget is present", p="x.budget >= 10 EUR")
        left = {named(mix): counted(kind, (mix[0], mix[1], 0), True) for mix in MIXES}
        cases += f"{asked} -> {by_truth(left)}\n"
    return (
        f"Quantifiers over records, so many of them true, false and unknown. {GENERATED}\n\n"
        "t2f1u0 has two reviews with a large budget, one with a small one, and none that says nothing of it.\n"
        "Over none, or none that `where` leaves, `every`, `no` and `at most` are not known.\n\n"
        f"=== setting\n=== as of 2026-08-20\n=== goals.okr\n{goals}{reviews}=== checks of objective as o\n{cases}"
    )


# --- days ------------------------------------------------------------------------------------------------------------


def months_on(day: date, count: int) -> date:
    """The same day so many months later, or the last of a month that is too short."""
    year, month = divmod(12 * day.year + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def working_days_on(day: date, count: int) -> date:
    """So many working days later, one by one."""
    step = timedelta(1 if count > 0 else -1)
    while count:
        day += step
        count -= step.days * (day.weekday() < 5)
    return day


DAYS = [
    *("2024-02-28", "2024-02-29", "2024-12-30", "2025-01-01", "2025-12-28", "2025-12-29", "2026-01-01", "2026-01-31"),
    *("2026-03-29", "2026-08-15", "2026-12-31", "2027-01-03", "2027-01-04", "2028-02-29", "2032-12-31", "1999-12-31"),
]


def of_a_day(day: date) -> Iterator[tuple[str, str]]:
    """What is asked of a day."""
    year, week, _ = day.isocalendar()
    monday = day - timedelta(day.weekday())
    last = calendar.monthrange(day.year, day.month)[1]
    yield "as_of.week", f"{year}-W{week:02}"
    yield "as_of.week.start", str(monday)
    yield "as_of.week.end", str(monday + timedelta(6))
    yield "as_of.month", f"{day:%Y-%m}"
    yield "as_of.month.end", f"{day:%Y-%m}-{last}"
    yield "as_of.quarter", f"{day.year}-Q{(day.month + 2) // 3}"
    yield "as_of + 1 month", str(months_on(day, 1))
    yield "as_of - 3 months", str(months_on(day, -3))
    yield "as_of + 13 months", str(months_on(day, 13))
    yield "as_of + 1 year", str(months_on(day, 12))
    yield "as_of + 100 days", str(day + timedelta(100))
    yield "as_of - 5 weeks", str(day - timedelta(weeks=5))
    yield "as_of + 1 working day", str(working_days_on(day, 1))
    yield "as_of + 12 working days", str(working_days_on(day, 12))
    yield "as_of - 7 working days", str(working_days_on(day, -7))
    yield "as_of - 2000-01-01", f"{(day - date(2000, 1, 1)).days} days"


def days() -> str:
    text = f"Days, weeks, months and working days, by the calendars of Python's library. {GENERATED}\n\n=== setting\n"
    for iso in DAYS:
        text += f"=== as of {iso}\n=== values\n{aligned(dict(of_a_day(date.fromisoformat(iso))))}"
    return text


def fiscal() -> str:
    """Fiscal years, halves and quarters: month by month, counted from the start and named for the year of the end."""
    months = [calendar.month_name[number].lower() for number in range(1, 13)]
    text = f"Fiscal calendars that start in each month of the year. {GENERATED}\n\n"
    day = date(2026, 8, 20)
    for starts, name in enumerate(months, 1):
        first = date(day.year if day.month >= starts else day.year - 1, starts, 1)
        end = months_on(first, 12) - timedelta(1)
        quarter = next(q for q in range(4) if months_on(first, 3 * q) <= day < months_on(first, 3 * q + 3))
        begin = months_on(first, 3 * quarter)
        cases = {
            "as_of.year.start": str(first),
            "as_of.year.end": str(end),
            "as_of.quarter": f"{end.year}-Q{quarter + 1}",
            "as_of.quarter.start": str(begin),
            "as_of.quarter.end": str(months_on(begin, 3) - timedelta(1)),
            "as_of.month": "2026-08",
            "as_of.week": "2026-W34",
        }
        text += f'=== setting\n=== as of {day}\n=== company.okr\ncompany c "C" {{ year starts in {name} }}\n'
        text += f"=== values\n{aligned(cases)}"
    return text


# --- percentiles -----------------------------------------------------------------------------------------------------


def percentile(values: Sequence[int], share: int) -> Fraction:
    """The value below which so many percent lie: linear interpolation at (n − 1) · p."""
    ordered = sorted(values)
    place = Fraction(share * (len(ordered) - 1), 100)
    below, rest = int(place), place - int(place)
    above = ordered[min(below + 1, len(ordered) - 1)]
    return ordered[below] + rest * (above - ordered[below])


def percentiles() -> str:
    draw = random.Random(95)
    text = f"Percentiles and other aggregates of rows, by their definitions. {GENERATED}\n\n"
    for size in (1, 2, 3, 5, 8, 20):
        values = [draw.randint(0, 50) for _ in range(size)]
        rows = "".join(f"2026-01-{at % 28 + 1:02},{value}\n" for at, value in enumerate(values))
        takes = {
            **{f"p{share}": percentile(values, share) for share in (1, 10, 25, 50, 75, 90, 95, 99)},
            "median": percentile(values, 50),
            "mean": Fraction(sum(values), size),
            "sum": Fraction(sum(values)),
            "min": Fraction(min(values)),
            "max": Fraction(max(values)),
            "count": Fraction(size),
        }
        metrics = "".join(f'metric {take} "-" {{ unit points  from rows  take {take} }}\n' for take in takes)
        cases = {f"{{ metric {take}  at least 1 point }}": f"current {value}" for take, value in takes.items()}
        text += (
            f"# {', '.join(map(str, values))}\n=== setting\n=== as of 2026-01-31\n=== rows.csv\nday,value\n{rows}=== goals.okr\n"
            f'source rows {{ file "rows.csv"  date column day  value column value }}\n{metrics}'
            f"=== key results in cycle 2026-Q1\n{aligned(cases)}"
        )
    return text


# --- progress --------------------------------------------------------------------------------------------------------


def progress() -> str:
    """Changes of a cycle of a hundred days, by the one formula; the status by what the policy `pace` says in words."""
    draw = random.Random(41)
    text = f"Progress, expectation and status of changes, by fractions. {GENERATED}\n\n"
    text += '=== setting\n=== cycle.okr\ncycle hundred "-" { from 2026-01-01 to 2026-04-10 }\n'
    for day in (20, 40, 64, 90):
        on = date(2026, 1, 1) + timedelta(day - 1)
        cases = {}
        for _ in range(12):
            start, target = draw.sample(range(-50, 101), 2)
            now = draw.randint(min(start, target) - 10, max(start, target) + 10)
            raw, expected = Fraction(now - start, target - start), Fraction(day, 100)
            held = min(max(raw, Fraction(0)), Fraction(1))
            status = (
                "on_track" if held >= expected * 9 / 10 else "at_risk" if held >= expected * 7 / 10 else "off_track"
            )
            cases[f"{{ from {start} to {target} }}  {on}: {now}"] = (
                f"raw {raw}, progress {held}, expected {expected}, status {status}"
            )
        text += f"=== as of {on}\n=== key results in cycle hundred\n{aligned(cases)}"
    return text


FILES: dict[str, Callable[[], str]] = {
    "precedence.txt": precedence,
    "kleene.txt": kleene,
    "quantifiers-declared.txt": quantifiers_declared,
    "quantifiers-recorded.txt": quantifiers_recorded,
    "days.txt": days,
    "fiscal.txt": fiscal,
    "percentiles.txt": percentiles,
    "progress.txt": progress,
}

if __name__ == "__main__":
    HOME.mkdir(exist_ok=True)
    for name, made in FILES.items():
        (HOME / name).write_text(made(), encoding="utf-8")

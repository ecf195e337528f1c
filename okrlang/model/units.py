"""Units: what a number counts, which units can be held against each other, and what two of them make together."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal

from okrlang.syntax.frozen import Frozen

ONE = Decimal(1)


class Unit(Frozen, apart=("name",)):
    """A unit: one of it is `factor / per` of the base of its dimension.

    Two spellings of one unit are equal (`page` and `pages`, `$` and `USD`); `name` is the one to print, "" for a bare
    number. `per` is kept apart from `factor` because a sixtieth has no exact decimal: `EUR/min` is 1 / 60 of `EUR/s`.
    """

    name: str
    dimension: str
    factor: Decimal = ONE
    per: Decimal = ONE


class Mismatch(Frozen):
    """Why two quantities make no third: their units, a division by zero, or a result too large to be kept."""

    reason: str
    kind: Literal["unit", "zero", "range"] = "unit"


NUMBER = Unit("", "")
PERCENT = Unit("%", "percent", Decimal("0.01"))
POINTS = Unit("pp", "percentage points", Decimal("0.01"))

_MONEY = """
AED ARS AUD BDT BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP GHS HKD HUF IDR ILS INR ISK JPY KES KRW LKR MAD MXN MYR
NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR
"""
_CURRENCIES = frozenset(_MONEY.split())
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}

_KNOWN = {"": NUMBER, "1": NUMBER, "%": PERCENT, "percent": PERCENT, "pp": POINTS, "percentage point": POINTS}
for _dimension, _units in {
    "time": (
        ("ms", "0.001", "millisecond"),
        ("s", "1", "second"),
        ("min", "60", "minute"),
        ("h", "3600", "hour"),
        ("days", "86400", "day"),
        ("weeks", "604800", "week"),
    ),
    "calendar": (("months", "1", "month"), ("years", "12", "year")),
    "working days": (("working days", "1", "working day"),),
    "bytes": (
        ("B", "1", "byte"),
        *((f"{_prefix}B", f"1e{3 * _power}", "") for _power, _prefix in enumerate(("k", "M", "G", "T", "P"), 1)),
        *((f"{_prefix}iB", str(1024**_power), "") for _power, _prefix in enumerate(("K", "M", "G", "T", "P"), 1)),
    ),
}.items():
    for _name, _factor, _word in _units:
        _unit = Unit(_name, _dimension, Decimal(_factor))
        _KNOWN[_name] = _unit
        _KNOWN[_word or _name] = _unit

_SINGULARS = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "lives": "life",
    "leaves": "leaf",
    "halves": "half",
    "analyses": "analysis",
    "diagnoses": "diagnosis",
    "crises": "crisis",
    "movies": "movie",
    "cookies": "cookie",
    "calories": "calorie",
    "caches": "cache",
    "shoes": "shoe",
    "menus": "menu",
    "series": "series",
    "species": "species",
    "news": "news",
}


@lru_cache(maxsize=4096)
def unit(name: str) -> Unit:
    """The unit of that name; it never fails, for a name nobody knows is a count unit and its own dimension.

    `EUR/payment` is made of two units. A name with more than one stroke, or nothing beside it, is taken whole.
    """
    name = _SIGNS.get(name, name)
    known = _KNOWN.get(name) or _KNOWN.get(singular(name))
    if known:
        return known
    above, stroke, below = name.partition("/")
    if stroke and above and below and "/" not in below:
        top, bottom = unit(above), unit(below)
        return Unit(name, f"{top.dimension or '1'}/{bottom.dimension or '1'}", top.factor, bottom.factor)
    one = singular(name)
    return Unit(name, f"{one} (counted)" if one in ("time", "calendar") else one)


def singular(name: str) -> str:
    """The name of one: `page` for `pages`, `reply` for `replies`, `box` for `boxes`; others are as they were."""
    if name in _SINGULARS:
        return _SINGULARS[name]
    if len(name) < 3 or not name.endswith("s") or name.endswith(("ss", "us", "sis")):
        return name
    if name.endswith("ies") and len(name) > 4:
        return name[:-3] + "y"
    if name.endswith(("sses", "xes", "ches", "shes", "zzes", "oes")):
        return name[:-2]
    if name.endswith("uses") and not name.endswith(("auses", "ouses")) and len(name) > 4:
        return name[:-2]  # statuses, bonuses; but houses and clauses
    return name[:-1]


def is_money(asked: Unit) -> bool:
    """Whether the unit is a currency."""
    return asked.dimension in _CURRENCIES


def unit_of_sum(a: Unit, b: Unit) -> Unit | Mismatch:
    """The unit of `a + b`: that of `a`; percentage points added to a percent give a percent."""
    if a.dimension == b.dimension:
        return a
    if {a, b} == {PERCENT, POINTS}:
        return PERCENT
    return cannot("added", a, b)


def unit_of_difference(a: Unit, b: Unit) -> Unit | Mismatch:
    """The unit of `a - b`: that of `a`; between two percents lie percentage points."""
    if a == PERCENT and b == PERCENT:
        return POINTS
    if a.dimension == b.dimension or (a == PERCENT and b == POINTS):
        return a
    return cannot("subtracted", a, b)


def unit_of_product(a: Unit, b: Unit) -> Unit | Mismatch:
    """The unit of `a * b`: a number or a percent scales the other, and `EUR/payment` times `payments` is `EUR`."""
    if a == NUMBER or b == NUMBER:
        return b if a == NUMBER else a
    if a == PERCENT or b == PERCENT:
        return b if a == PERCENT else a
    (above_a, below_a), (above_b, below_b) = _parts(a), _parts(b)
    return _cancelled((above_a, above_b), (below_a, below_b)) or cannot("multiplied", a, b)


def unit_of_quotient(a: Unit, b: Unit) -> Unit | Mismatch:
    """The unit of `a / b`: a bare number where both are of one dimension, else `EUR/payment`; a percent scales back."""
    if b == NUMBER:
        return a
    if a.dimension == b.dimension or (a == POINTS and b == PERCENT):
        return NUMBER
    if b == PERCENT:
        return a
    (above_a, below_a), (above_b, below_b) = _parts(a), _parts(b)
    return _cancelled((above_a, below_b), (below_a, above_b)) or cannot("divided", a, b)


def cannot(done: str, a: Unit, b: Unit) -> Mismatch:
    """The mismatch of two units that cannot be compared, added, … with each other."""
    first, second = (f"`{u.name}`" if u.name else "a bare number" for u in (a, b))
    return Mismatch(f"{first} and {second} cannot be {done}")


def _parts(whole: Unit) -> tuple[Unit, Unit]:
    above, stroke, below = whole.name.partition("/")
    if stroke and above and below and "/" not in below:
        return unit(above), unit(below)
    return whole, NUMBER


def _cancelled(above: tuple[Unit, ...], below: tuple[Unit, ...]) -> Unit | None:
    """The unit of a product over a product, or nothing where more is left than one unit over one."""
    left, under = [u for u in above if u != NUMBER], []
    for u in below:
        same = next((v for v in left if v.dimension == u.dimension), None)
        if same:
            left.remove(same)
        elif u != NUMBER:
            under.append(u)
    if len(left) > 1 or len(under) > 1:
        return None
    if not under:
        return left[0] if left else NUMBER
    return unit(f"{left[0].name if left else '1'}/{singular(under[0].name)}")

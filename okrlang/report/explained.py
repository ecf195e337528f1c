"""The explanation: what `okrlang explain --format json` prints, and the only thing that its text is made from."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from okrlang.report.derived import Derivation
from okrlang.report.report import Exhibit, Model, OneOf, Pack, Severity, Tool, Verdict, part


@part
class Asked:
    """What a condition asks for, in words; a long one point by point."""

    text: str
    parts: tuple[Asked, ...]


@part
class Found:
    """What was found, in words, point by point where there is much to say; `no_evidence` where it is not known."""

    text: str
    verdict: Verdict
    parts: tuple[Found, ...]


@part
class Check:
    """A check of a rule, and what the rule says where it does not hold, with `…` for what it says of a subject."""

    asks: Asked
    says: str


@part
class Param:
    """A number that a company may set: what it is now, where that is from, and within which range it may be set."""

    name: str
    title: str
    value: str
    default: str
    low: str
    high: str
    origin: str


@part
class ItemOfRule:
    """An item of a checklist that a rule decides, or on which it only advises."""

    checklist: str
    id: str
    title: str
    decides: bool


@part
class Rule:
    """A rule: what it asks and why, what it catches (`avoid`) and what passes it (`prefer`)."""

    name: str
    title: str
    pack: str
    version: str
    severity: Severity
    basis: str | None
    basis_text: str | None
    because: str | None
    each: str | None
    including_dropped: bool
    none_means: str | None
    static: bool
    applies: Asked | None
    due: str | None
    checks: tuple[Check, ...]
    fix: str | None
    avoid: tuple[str, ...]
    prefer: tuple[str, ...]
    params: tuple[Param, ...]
    items: tuple[ItemOfRule, ...]
    verdicts: tuple[Verdict, ...]
    path: str
    line: int


@part
class Figures:
    """The rows that a number was taken from."""

    source: str
    path: str
    filter: str
    rows: int
    first: date | None
    last: date | None
    query: str
    first_row: int | None
    last_row: int | None


@part
class Value:
    """A value that mattered: of what, what it is (empty where a day was asked about), where it stands, and its rows."""

    name: str
    value: str
    places: tuple[Exhibit, ...]
    figures: Figures | None


@part
class Step:
    """A condition of a rule on a subject: what it asks, what was found, and what the rule says where it fails."""

    asks: Asked
    found: Found
    verdict: Verdict
    message: str


@part
class Due:
    """The day from which a rule counts for a subject, and how it is reckoned."""

    day: date | None
    reckoned: str


@part
class Account:
    """How a rule came to its verdict on a subject; `before_waiver` is what it would be without the waiver."""

    rule: str
    title: str
    pack: str
    severity: Severity
    because: str | None
    subject: str
    subject_title: str
    cycle: str | None
    path: str | None
    line: int | None
    verdict: Verdict
    before_waiver: Verdict
    message: str
    applies: Step | None
    due: Due | None
    checks: tuple[Step, ...]
    values: tuple[Value, ...]
    params: tuple[Param, ...]
    settles: tuple[str, ...]
    waived: str | None
    fix: str | None
    items: tuple[ItemOfRule, ...]


@part
class Told:
    """What a rule of an item found about a subject, and what would settle it where that is not known."""

    subject: str
    verdict: Verdict
    message: str
    evidence: tuple[Exhibit, ...]
    settles: tuple[str, ...]


@part
class RuleOfItem:
    """A rule of an item: what it came to over all its subjects; `untold` are findings that are not shown."""

    rule: str
    title: str
    decides: bool
    verdict: Verdict
    counts: dict[str, int]
    told: tuple[Told, ...]
    untold: int
    passed: tuple[str, ...]


@part
class ItemInCycle:
    """An item as judged for one cycle, what is missing, and what to do next."""

    cycle: str
    ended: bool
    verdict: Verdict
    because: str
    rules: tuple[RuleOfItem, ...]
    evidence: tuple[Exhibit, ...]
    attestation: str | None
    missing: tuple[str, ...]
    next: tuple[str, ...]
    deviations: tuple[str, ...]


@part
class RuleAsked:
    """A rule of an item, whatever it came to."""

    rule: str
    title: str
    decides: bool


@part
class Item:
    """An item of a checklist: the rules that decide it or advise on it, and what it came to in each cycle."""

    checklist: str
    id: str
    title: str
    section: str
    guide: str | None
    attested: bool
    blocks: bool
    rules: tuple[RuleAsked, ...]
    cycles: tuple[ItemInCycle, ...]


class Explanation(Model):
    """What `okrlang explain --format json` prints: `kind` says which of the four is given."""

    format: Literal["okrlang.explanation/1"] = "okrlang.explanation/1"
    tool: Tool
    edition: str
    as_of: date | None
    packs: tuple[Pack, ...]
    kind: Annotated[str, OneOf("rule", "verdict", "item", "number")]
    rule: Rule | None
    verdicts: tuple[Account, ...]
    item: Item | None
    number: Derivation | None
    warning: str | None
    exit_code: int

"""The organization and its time."""

from __future__ import annotations

from okrlang.syntax.tree.literals import Amount, CycleRef, Day, Name, Party, Path, Placeholder, Rhythm, Text
from okrlang.syntax.tree.node import Node


class Company(Node):
    """`company acme "Acme" { … }`."""

    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class Mission(Node):
    """`mission "…"`."""

    text: Text


class Vision(Node):
    """`vision "…"`."""

    text: Text


class Priority(Node):
    """`priority retention "Keep the shops we win"`."""

    name: Name
    title: Text | None


class YearStarts(Node):
    """`year starts in april`."""

    month: str


class TimeZone(Node):
    """`time zone "Europe/Berlin"`."""

    zone: Text


class Follows(Node):
    """`follows okr_procedure since 2026-07-01`."""

    checklist: Name
    since: Day | None


class Unit(Node):
    """`department`, `team` or `role`, with a body that may be left out."""

    kind: str
    name: Name
    title: Text | None
    clauses: tuple[Node, ...]


class PartOf(Node):
    """`part of product`."""

    unit: Path


class Lead(Node):
    """`lead "Head of product"`."""

    who: Party


class HeldBy(Node):
    """`held by "Chief of finance"`."""

    who: Party


class Capacity(Node):
    """`capacity 6 FTE, 400k EUR`."""

    amounts: tuple[Amount, ...]


class Cycle(Node):
    """`cycle 2026-Q3 { … }`."""

    name: CycleRef
    title: Text | None
    clauses: tuple[Node, ...]


class CheckInEvery(Node):
    """`check in every 2 weeks`."""

    rhythm: Rhythm


class ReviewEvery(Node):
    """`review every month`."""

    rhythm: Rhythm


class CommunicateWithin(Node):
    """`communicate within 14 days`."""

    amount: Amount


class Pause(Node):
    """`pause from 2026-08-03 to 2026-08-14`, both days included."""

    start: Day
    end: Day


class RollsUp(Node):
    """`rolls up aligned objectives`."""


class NamedDay(Node):
    """`day rome "Launch of Rome" 2026-05-04`, or `tbd` in place of the date."""

    name: Name
    title: Text | None
    day: Day | Placeholder

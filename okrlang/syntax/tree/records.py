"""Dated records, check-ins, attestations and waivers."""

from __future__ import annotations

from okrlang.syntax.tree.literals import Amount, Day, Name, Party, Path, Ratio, Text
from okrlang.syntax.tree.node import Node


class Record(Node):
    """A dated record: `review mid_quarter "Mid-quarter review" on 2026-08-15 by "COO" { … }`.

    `kind` is one of communication, engagement, planning, decision, review, evaluation, feedback, improvement and
    refinement.
    """

    kind: str
    name: Name | None
    title: Text | None
    day: Day
    by: Party | None
    clauses: tuple[Node, ...]


class Covers(Node):
    """`covers stay, reliable`."""

    paths: tuple[Path, ...]


class Audience(Node):
    """`audience acme, "partner shops"`."""

    parties: tuple[Party, ...]


class With(Node):
    """`with "store success", product`."""

    parties: tuple[Party, ...]


class Outcome(Node):
    """`outcome "Narrow to new shops"`."""

    text: Text


class RestsOn(Node):
    """`rests on availability, uptime`."""

    paths: tuple[Path, ...]


class Budget(Node):
    """`budget 400k EUR`."""

    amount: Amount


class JudgesRelevance(Node):
    """`judges relevance`."""


class Scored(Node):
    """`score stay.churn 0.6 projected 0.8 cause "…"`; `none` has no value."""

    of: Path
    value: Amount | None
    projected: Amount | None
    cause: Text | None


class Answers(Node):
    """`answers mid_quarter, survey`."""

    paths: tuple[Path, ...]


class Changes(Node):
    """`changes target of stay.churn from 2.5% to 2.8%`."""

    what: str
    of: Path
    start: Node | None
    end: Node | None


class Keeps(Node):
    """`keeps stay.nps`."""

    path: Path


class CheckIn(Node):
    """`check in on 2026-07-15 by "Head of product" { report … }`."""

    day: Day
    by: Party | None
    reports: tuple[Report, ...]


class Report(Node):
    """`report stay.nps for north 29`, `report stay.soc2 on track note "…"`, `report stay.community commit`."""

    of: Path
    member: Name | Text | None
    value: Amount | None
    status: str | None
    zone: str | None
    confidence: Ratio | Amount | None
    note: Text | None


class Attestation(Node):
    """`attest okr_procedure 2.2 on 2026-07-03 by "COO" { evidence "…"  until 2026-09-30 }`."""

    checklist: Name
    item: str
    day: Day
    by: Party | None
    clauses: tuple[Node, ...]


class Until(Node):
    """`until 2026-09-30`, the day included."""

    day: Day


class Waiver(Node):
    """`waive baseline-known on stay.volume from … until … because "…" approved by "COO"`."""

    rule: Name
    subject: Path
    start: Day
    end: Day
    because: Text
    approved: Party

"""One item of a checklist: what its rules come to, why, what it rests on, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from okrlang.judge.attestation import attested
from okrlang.judge.exhibits import NO_FILE, more, written
from okrlang.judge.finding import Exhibit, Finding, Verdict, worst
from okrlang.judge.judge import Judgement, shown_by
from okrlang.judge.world import GoalWorld
from okrlang.logic.checklist import Item
from okrlang.logic.packs import Packs
from okrlang.model.workspace import Attestation, Cycle

MOST_EVIDENCE = 20  # exhibits of one item
MOST_ADVICE = 10  # sentences of advice on one item
MOST_SUBJECTS = 3  # that passed, of one rule, whose evidence is shown


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule of an item: its worst verdict, and how many subjects got which."""

    rule: str
    verdict: Verdict
    counts: tuple[tuple[Verdict, int], ...]


@dataclass(frozen=True, slots=True)
class ItemResult:
    """An item as judged: `because` is one sentence, `next` what to do, `deviations` are params and waivers."""

    id: str
    title: str
    verdict: Verdict
    because: str
    rules: tuple[RuleCount, ...]
    advice: tuple[str, ...]
    evidence: tuple[Exhibit, ...]
    next: str | None
    deviations: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """All that an item is judged from: the world of one cycle, and what each rule came to in it.

    `standing` says in how many of all items a rule stands: what stands in every one shows nothing about any by passing.
    `deviations` are the params and policies that are not the packs' own, by rule.
    """

    checklist: str
    packs: Packs
    world: GoalWorld
    cycle: Cycle
    judgements: Mapping[str, Judgement]
    standing: Mapping[str, int]
    items: int
    deviations: Mapping[str, tuple[str, ...]]


def item_result(bench: Bench, item: Item) -> ItemResult:
    """The item as judged."""
    return _Item(bench, item).result()


class _Item:
    """An item while it is judged."""

    def __init__(self, bench: Bench, item: Item) -> None:
        self.bench = bench
        self.item = item
        self.missing = tuple(rule for rule in item.rules if rule not in bench.judgements)
        self.judgements = tuple(bench.judgements[rule] for rule in item.rules if rule in bench.judgements)
        own = [j for j in self.judgements if bench.items == 1 or bench.standing[j.rule.name] < bench.items]
        self.telling = tuple(sorted(own, key=lambda j: bench.standing[j.rule.name])) or self.judgements
        self.attestation, self.unattested = self._attestation()
        self.verdict = self._verdict()

    def _attestation(self) -> tuple[Attestation | None, str]:
        if not self.item.attested:
            return None, ""
        return attested(self.bench.world.facts, self.bench.checklist, self.item.number, self.bench.cycle)

    def _verdict(self) -> Verdict:
        """The worst of all; a pass counts only where it shows something about this item."""
        if self.missing or not self.judgements:
            return "error"
        found = [j.verdict for j in self.judgements if j in self.telling or j.verdict != "pass"]
        return worst((*found, "needs_review") if self.unattested else found)

    def result(self) -> ItemResult:
        """The item as judged."""
        return ItemResult(
            self.item.number,
            self.item.title,
            self.verdict,
            self.because(),
            tuple(RuleCount(j.rule.name, j.verdict, j.counts) for j in self.judgements),
            self.advice(),
            self.evidence(),
            self.next(),
            self.deviations(),
        )

    # --- why ------------------------------------------------------------------------------------------------------

    @property
    def decisive(self) -> tuple[Finding, ...]:
        """The findings that have the verdict of the item, those of its own rules before what is asked of every item."""
        judgements = sorted(self.judgements, key=lambda j: self.bench.standing[j.rule.name])
        return tuple(f for j in judgements for f in j.findings if f.verdict == self.verdict)

    def because(self) -> str:
        """Why it has its verdict, in one sentence."""
        if self.verdict == "pass":
            return self._holds()
        if self.verdict == "needs_review":
            return self.unattested
        if self.verdict == "not_applicable":
            return f"none of its rules has anything to judge in {self.bench.cycle.id}"
        if self.missing:
            return f"there is no rule `{self.missing[0]}`, which should decide it"
        if not self.decisive:
            return "no rule decides it"
        first, others = self.decisive[0], sum(dict(j.counts).get(self.verdict, 0) for j in self.judgements) - 1
        said = first.message + (f"; {_count(others, 'more finding')}" if others else "")
        said += "".join(f"; there is no file `{e.path}`" for e in first.evidence if e.text.endswith(NO_FILE))
        if self.verdict == "not_due":
            when = f"until {first.due}" if first.due else "yet"
            return f"not due {when}: {said}"
        return f"{said} (waived: {first.waived.because})" if first.waived else said

    def _holds(self) -> str:
        passed = [dict(j.counts).get("pass", 0) for j in self.telling]
        rules = sum(number > 0 for number in passed)
        by = self.attestation.by if self.attestation else None
        word = f", and {by.text} attested it on {self.attestation.date}" if by and self.attestation else ""
        return f"{_count(rules, 'rule')} passed on {_count(sum(passed), 'subject')}, and nothing was worse{word}"

    # --- what it rests on -----------------------------------------------------------------------------------------

    def evidence(self) -> tuple[Exhibit, ...]:
        """The records, figures and texts that decided it."""
        found: list[Exhibit] = []
        if self.verdict == "pass":
            for judgement in self._proper():
                found += shown_by(self.bench.packs, judgement, self.bench.world, judgement.passed[:MOST_SUBJECTS])
        else:
            found += (exhibit for finding in self.decisive[:MOST_EVIDENCE] for exhibit in finding.evidence)
        if self.attestation:
            found.append(written(self.bench.world, self.attestation))
        shown = tuple(dict.fromkeys(exhibit for exhibit in found if exhibit.path is not None))
        if len(shown) <= MOST_EVIDENCE:
            return shown
        return (*shown[: MOST_EVIDENCE - 1], more(len(shown) - MOST_EVIDENCE + 1))

    def _proper(self) -> tuple[Judgement, ...]:
        """The rules that are about this item more than about all."""
        few = tuple(j for j in self.telling if self.bench.standing[j.rule.name] * 2 <= self.bench.items)
        return few or self.telling

    def deviations(self) -> tuple[str, ...]:
        """The params of its rules that are not the pack's, and the waivers that it rests on."""
        rules = (*self.item.rules, *self.item.advice)
        params = (said for rule in rules for said in self.bench.deviations.get(rule, ()))
        waived = (f for j in self.judgements for f in j.findings if f.waived is not None)
        waivers = (
            f"`{f.rule}` is waived for {f.subject} until {f.waived.until} by {f.waived.approved.text}"
            for f in waived
            if f.waived
        )
        return tuple(dict.fromkeys((*params, *waivers)))

    # --- what to do -----------------------------------------------------------------------------------------------

    def advice(self) -> tuple[str, ...]:
        """What the rules say that only advise."""
        judgements = (self.bench.judgements.get(rule) for rule in self.item.advice)
        said = [f.message for j in judgements if j for f in j.findings if f.verdict == "fail"]
        unique = list(dict.fromkeys(said))
        return (
            *unique[:MOST_ADVICE],
            *([f"and {len(unique) - MOST_ADVICE} more"] if len(unique) > MOST_ADVICE else ()),
        )

    def next(self) -> str | None:
        """What to do so that it passes."""
        if self.verdict in ("pass", "not_applicable"):
            return None
        if self.verdict == "needs_review":
            return self._let_attest()
        if self.verdict == "error":
            names = (*self.missing, *(finding.rule for finding in self.decisive))
            return f"mend the rule `{names[0]}`" if names else "say which rules decide it"
        finding = next((finding for finding in self.decisive if finding.fix), None)
        fix = finding.fix if finding else self.item.guide
        if self.verdict == "not_due":
            due = min((finding.due for finding in self.decisive if finding.due), default=None)
            return f"Before {due}: {fix}" if due else fix
        return fix

    def _let_attest(self) -> str:
        item = f"attest {self.bench.checklist} {self.item.number}"
        end = self.bench.cycle.period.last
        if self.bench.world.as_of > end:
            over = f"{self.bench.cycle.id} is over, and an attestation is dated inside its cycle"
            return f"{over}: let the next cycle be attested while it runs"
        return (
            "Let somebody who owns none of the cycle's objectives look at it and write: "
            f'`{item} on DATE by "WHO" {{ evidence "FILE"  until {end} }}`'
        )


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"

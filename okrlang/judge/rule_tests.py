"""Tests of rules: what each `avoid`, `prefer` and `test` asks for, what came, and what no case holds a rule to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from okrlang.judge.coverage import asked_for, verdicts_of
from okrlang.judge.examples import Trial, day_of, trial
from okrlang.judge.finding import Verdict
from okrlang.logic.packs import Packs
from okrlang.logic.rule import Rule
from okrlang.syntax import tree
from okrlang.syntax.frozen import Individual
from okrlang.syntax.source import Span


class Case(Individual):
    """One block that a rule is held to: `kind` is `avoid`, `prefer` or `test`; `pack` is that whose setting it has.

    `expected` are the verdicts with the subject at which they should come; None for the worst of all, and where
    nothing is expected by name something must fail (`avoid`) or all must pass (`prefer`).
    """

    kind: str
    rule: str
    pack: str
    title: str
    declarations: tuple[tree.Node, ...]
    as_of: tree.Day | None
    expected: tuple[tree.Expectation, ...]
    span: Span


class Outcome(Individual):
    """How a case came out: what is not as it should be, a sentence each, and the subjects of which that is so.

    `trial` is what the rule said; there is none where it could not be asked.
    """

    case: Case
    wrong: tuple[str, ...]
    missed: tuple[str, ...]
    trial: Trial | None


class Gap(Individual):
    """What no case holds a rule to: verdicts that none asks for, and checks that came out false in none."""

    rule: Rule
    verdicts: tuple[Verdict, ...]
    checks: tuple[int, ...]


def cases(packs: Packs, rules: Iterable[Rule], also: Iterable[str] = ()) -> tuple[Case, ...]:
    """The cases of rules, in the order of the texts, and all tests in some packs, whatever rule they are of."""
    chosen = {rule.name: rule for rule in rules}
    found = [case for rule in chosen.values() for case in _examples(rule)]
    own = frozenset(also)
    found += [_test(pack, test) for pack, test in packs.tests if test.rule.text in chosen or pack in own]
    return tuple(sorted(found, key=lambda case: (case.span.path, case.span.start)))


def _examples(rule: Rule) -> Iterator[Case]:
    for kind, blocks in (("avoid", rule.avoid), ("prefer", rule.prefer)):
        for block in blocks:
            yield Case(kind, rule.name, rule.pack, "", block.declarations, None, (), block.span)


def _test(pack: str, test: tree.Test) -> Case:
    title = test.title.value
    return Case("test", test.rule.text, pack, title, test.declarations, test.as_of, test.expectations, test.span)


def outcome(packs: Packs, case: Case) -> Outcome:
    """How a case comes out."""
    rule = packs.rules.get(case.rule)
    if rule is None:
        return Outcome(case, (f"there is no rule `{case.rule}`",), (), None)
    as_of = case.as_of.value if case.as_of else None
    if day_of(packs, case.pack, as_of) is None:
        return Outcome(case, (_NO_DAY,), (), None)
    found = trial(packs, rule, case.declarations, as_of, case.pack)
    missed = tuple(_missed(case, found))
    wrong = [f"the example itself is wrong: {d.message}" for d in found.diagnostics if d.severity == "error" and missed]
    return Outcome(case, (*(why for _, why in missed), *wrong), tuple(at for at, _ in missed if at), found)


_NO_DAY = "nobody says what day it is: write `as_of` in the test, or in the `setting` of the pack"


def _missed(case: Case, found: Trial) -> Iterator[tuple[str, str]]:
    """What did not come as it should: at which subject, and in words."""
    if case.kind == "avoid" and not found.catches:
        yield "", f"something should fail, and nothing does: {_worst(found)}"
    if case.kind == "prefer" and not found.passes:
        worst = next((at for at, verdict in found.verdicts.items() if verdict == found.worst), "")
        yield worst, f"all should pass, and the worst is {_spoken(found.worst)}"
    for expected in case.expected:
        if not found.meets(expected):
            yield _at(expected, found), _unmet(expected, found)


def _at(expected: tree.Expectation, found: Trial) -> str:
    if expected.at is not None:
        return expected.at.text if expected.at.text in found.verdicts else ""
    return next((at for at, verdict in found.verdicts.items() if verdict == found.worst), "")


def _unmet(expected: tree.Expectation, found: Trial) -> str:
    if expected.at is None:
        return f"expected {_spoken(expected.verdict)} as the worst of all, and it is {_spoken(found.worst)}"
    at = expected.at.text
    if at not in found.verdicts:
        return f"expected {_spoken(expected.verdict)} at `{at}`, which the rule does not judge: {_worst(found)}"
    return f"expected {_spoken(expected.verdict)} at `{at}`, and it is {_spoken(found.verdicts[at])}"


def _worst(found: Trial) -> str:
    return "there is no subject" if not found.verdicts else f"the worst is {_spoken(found.worst)}"


def _spoken(verdict: str) -> str:
    return verdict.replace("_", " ")


def gaps(packs: Packs, rules: Sequence[Rule], outcomes: Iterable[Outcome]) -> tuple[Gap, ...]:
    """What no case holds rules to, for those of which there is something to say."""
    asked, failed = asked_for(rules, packs), dict[str, set[int]]()
    for each in outcomes:
        if each.trial is not None:
            failed.setdefault(each.case.rule, set()).update(each.trial.failed)
    found = []
    for rule in rules:
        can = verdicts_of(rule, packs)
        verdicts = tuple(verdict for verdict in can if verdict not in asked[rule.name])
        unfailed = (
            {*range(len(rule.checks))} - failed.get(rule.name, set()) if {"pass", "fail"} <= {*can} else set[int]()
        )
        found.append(Gap(rule, verdicts, tuple(sorted(unfailed))))
    return tuple(gap for gap in found if gap.verdicts or gap.checks)

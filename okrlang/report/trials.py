"""From the outcomes of rule tests to the report of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from okrlang.judge.account import Account, accounts
from okrlang.judge.judge import judge
from okrlang.judge.rule_page import rule_page
from okrlang.judge.rule_tests import Gap, Outcome
from okrlang.logic.packs import Packs
from okrlang.report import explained as e
from okrlang.report import tested as t
from okrlang.report.build import EDITION, TOOL, pack
from okrlang.report.explanation import account

MOST = 3  # subjects of a failed case that are followed to the end


def report(
    packs: Packs,
    names: Iterable[str],
    outcomes: Sequence[Outcome],
    gaps: Sequence[Gap],
    rules: int,
    code: int,
    because: str,
) -> t.TrialReport:
    """The report of a test run."""
    asked = frozenset(names)
    return t.TrialReport(
        tool=TOOL,
        edition=EDITION,
        packs=tuple(pack(info) for info in packs.infos if info.name in asked),
        cases=tuple(_case(packs, each) for each in outcomes),
        gaps=tuple(_gap(packs, gap) for gap in gaps),
        summary=t.Counts(
            rules=rules,
            cases=len(outcomes),
            failed=sum(bool(each.wrong) for each in outcomes),
            never_failed=sum("fail" in gap.verdicts for gap in gaps),
        ),
        exit_code=code,
        exit_because=because,
    )


def _case(packs: Packs, found: Outcome) -> t.Case:
    case = found.case
    return t.Case(
        kind=case.kind,
        rule=case.rule,
        pack=case.pack,
        title=case.title,
        path=case.span.path,
        line=case.span.line,
        passed=not found.wrong,
        expected=_expected(found),
        came=_came(packs, found),
        wrong=found.wrong,
        accounts=_accounts(packs, found),
    )


def _expected(found: Outcome) -> tuple[t.Expected, ...]:
    if found.case.kind != "test":
        return (t.Expected(verdict="fail" if found.case.kind == "avoid" else "pass", subject=None),)
    return tuple(t.Expected(verdict=e.verdict, subject=e.at.text if e.at else None) for e in found.case.expected)


def _came(packs: Packs, found: Outcome) -> tuple[t.Came, ...]:
    if found.trial is None:
        return ()
    said: dict[str, str] = {}
    if found.wrong:
        (judgement,) = judge(packs, (packs.rules[found.case.rule],), found.trial.world)
        said = {finding.subject: finding.message for finding in judgement.findings}
    return tuple(
        t.Came(subject=at, verdict=verdict, message=said.get(at, "")) for at, verdict in found.trial.verdicts.items()
    )


def _accounts(packs: Packs, found: Outcome) -> tuple[e.Account, ...]:
    """How the rule came to what was not expected."""
    if found.trial is None or not found.wrong or packs.rules[found.case.rule].broken:
        return ()
    rule, world = packs.rules[found.case.rule], found.trial.world
    subjects = list(dict.fromkeys(found.missed or found.trial.verdicts))[:MOST]
    told: list[Account] = [each for subject in subjects for each in accounts(packs, rule, world, subject)]
    page = rule_page(packs, rule)
    return tuple(account(each, page) for each in told)


def _gap(packs: Packs, gap: Gap) -> t.Gap:
    page = rule_page(packs, gap.rule)
    return t.Gap(
        rule=gap.rule.name,
        pack=gap.rule.pack,
        path=gap.rule.span.path,
        line=gap.rule.span.line,
        verdicts=gap.verdicts,
        checks=tuple(t.UnfailedCheck(number=n + 1, says=page.checks[n].says) for n in gap.checks),
    )

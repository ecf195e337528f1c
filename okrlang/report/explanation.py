"""From pages and accounts to the explanation that machines read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from okrlang.report import derived as d
from okrlang.report import explained as e
from okrlang.report.build import EDITION, TOOL, pack
from okrlang.report.verdicts import exhibits, waived

if TYPE_CHECKING:  # only their shape is needed
    from okrlang.judge import account as judged
    from okrlang.judge import item_account, rule_page
    from okrlang.judge.finding import Exhibit
    from okrlang.judge.telling.clauses import Asked
    from okrlang.judge.telling.found import Found
    from okrlang.judge.telling.grounds import Figures, Ground
    from okrlang.logic.pack import PackInfo


def of_rule(
    page: rule_page.RulePage,
    packs: Iterable[PackInfo],
    as_of: date | None,
    warning: str | None,
    left_out: str | None = None,
) -> e.Explanation:
    """The explanation of a rule."""
    return _explanation("rule", packs, as_of, warning, left_out, rule=_rule(page))


def of_verdicts(
    found: Iterable[tuple[judged.Account, rule_page.RulePage]],
    packs: Iterable[PackInfo],
    as_of: date,
    warning: str | None,
    left_out: str | None = None,
) -> e.Explanation:
    """The explanation of what a rule says of a subject, in each cycle that it is judged for."""
    verdicts = tuple(account(each, page) for each, page in found)
    return _explanation("verdict", packs, as_of, warning, left_out, verdicts=verdicts)


def of_item(
    found: item_account.ItemAccount,
    titles: dict[str, str],
    packs: Iterable[PackInfo],
    as_of: date | None,
    warning: str | None,
) -> e.Explanation:
    """The explanation of an item of a checklist; `titles` are those of its rules."""
    return _explanation("item", packs, as_of, warning, item=_item(found, titles))


def of_number(found: d.Derivation, packs: Iterable[PackInfo], as_of: date, warning: str | None) -> e.Explanation:
    """The explanation of all numbers of a goal, or of a metric."""
    return _explanation("number", packs, as_of, warning, number=found)


def _explanation(
    kind: str,
    packs: Iterable[PackInfo],
    as_of: date | None,
    warning: str | None,
    left_out: str | None = None,
    rule: e.Rule | None = None,
    verdicts: tuple[e.Account, ...] = (),
    item: e.Item | None = None,
    number: d.Derivation | None = None,
) -> e.Explanation:
    return e.Explanation(
        tool=TOOL,
        edition=EDITION,
        as_of=as_of,
        packs=tuple(map(pack, packs)),
        kind=kind,
        rule=rule,
        verdicts=verdicts,
        item=item,
        number=number,
        warning=warning or left_out,
        exit_code=2 if warning else 0,
    )


# --- rules -----------------------------------------------------------------------------------------------------------


def _rule(page: rule_page.RulePage) -> e.Rule:
    return e.Rule(
        name=page.name,
        title=page.title,
        pack=page.pack,
        version=page.version,
        severity=page.severity,
        basis=page.basis,
        basis_text=page.basis_text,
        because=page.because,
        each=page.each,
        including_dropped=page.including_dropped,
        none_means=page.none_means,
        static=page.static,
        applies=_asked(page.where) if page.where else None,
        due=page.due,
        checks=tuple(e.Check(asks=_asked(check.asked), says=check.says) for check in page.checks),
        fix=page.fix,
        avoid=page.avoid,
        prefer=page.prefer,
        params=_params(page),
        items=_items(page),
        verdicts=page.verdicts,
        path=page.path,
        line=page.line,
    )


def _asked(asked: Asked) -> e.Asked:
    return e.Asked(text=asked.text, parts=tuple(map(_asked, asked.parts)))


def _params(page: rule_page.RulePage) -> tuple[e.Param, ...]:
    return tuple(
        e.Param(
            name=param.name,
            title=param.title,
            value=param.value,
            default=param.default,
            low=param.low,
            high=param.high,
            origin=param.origin,
        )
        for param in page.params
    )


def _items(page: rule_page.RulePage) -> tuple[e.ItemOfRule, ...]:
    return tuple(
        e.ItemOfRule(checklist=item.checklist, id=item.number, title=item.title, decides=item.decides)
        for item in page.items
    )


# --- verdicts --------------------------------------------------------------------------------------------------------


def account(found: judged.Account, page: rule_page.RulePage) -> e.Account:
    """How a rule came to its verdict on a subject."""
    return e.Account(
        rule=page.name,
        title=page.title,
        pack=page.pack,
        severity=page.severity,
        because=page.because,
        subject=found.subject,
        subject_title=found.title,
        cycle=found.cycle,
        path=found.place.path if found.place else None,
        line=found.place.line if found.place else None,
        verdict=found.verdict,
        before_waiver=found.before,
        message=found.message,
        applies=_step(found.applies) if found.applies else None,
        due=e.Due(day=found.due.day, reckoned=found.due.reckoned) if found.due else None,
        checks=tuple(map(_step, found.checks)),
        values=tuple(map(_value, found.grounds)),
        params=_params(page),
        settles=found.settles,
        waived=_waived(found),
        fix=found.fix,
        items=_items(page),
    )


def _waived(found: judged.Account) -> str | None:
    """What sets the verdict aside, and where that is written."""
    waiver = found.waiver
    return f"{waived(waiver)} ({waiver.span.path}:{waiver.span.line})" if waiver is not None else None


def _step(step: judged.Step) -> e.Step:
    return e.Step(asks=_asked(step.asked), found=_found(step.found), verdict=step.verdict, message=step.message)


def _found(found: Found) -> e.Found:
    verdict = "no_evidence" if found.verdict is None else "pass" if found.verdict else "fail"
    return e.Found(text=found.text, verdict=verdict, parts=tuple(map(_found, found.parts)))


def _value(ground: Ground) -> e.Value:
    figures = _figures(ground.figures) if ground.figures else None
    return e.Value(name=ground.name, value=ground.value, places=exhibits(ground.places), figures=figures)


def _figures(found: Figures) -> e.Figures:
    return e.Figures(
        source=found.source,
        path=found.path,
        filter=found.filter,
        rows=found.rows,
        first=found.first,
        last=found.last,
        query=found.query,
        first_row=found.first_row,
        last_row=found.last_row,
    )


# --- items -----------------------------------------------------------------------------------------------------------


def _item(found: item_account.ItemAccount, titles: dict[str, str]) -> e.Item:
    item = found.item
    return e.Item(
        checklist=found.checklist,
        id=item.number,
        title=item.title,
        section=f"{found.section.number} {found.section.title}",
        guide=item.guide,
        attested=item.attested,
        blocks=found.blocks,
        rules=tuple(
            e.RuleAsked(rule=name, title=titles.get(name, name), decides=name in item.rules)
            for name in (*item.rules, *item.advice)
        ),
        cycles=tuple(map(_in_cycle, found.cycles)),
    )


def _in_cycle(found: item_account.ItemInCycle) -> e.ItemInCycle:
    result = found.result
    return e.ItemInCycle(
        cycle=found.cycle.cycle,
        ended=found.cycle.ended,
        verdict=result.verdict,
        because=result.because,
        rules=tuple(map(_rule_of_item, found.rules)),
        evidence=exhibits(result.evidence),
        attestation=_attestation(result.evidence),
        missing=found.missing,
        next=found.next,
        deviations=result.deviations,
    )


def _attestation(evidence: Iterable[Exhibit]) -> str | None:
    return next((exhibit.text for exhibit in evidence if exhibit.text.startswith("attestation of ")), None)


def _rule_of_item(found: item_account.RuleAccount) -> e.RuleOfItem:
    rule = found.judgement.rule
    return e.RuleOfItem(
        rule=rule.name,
        title=rule.title,
        decides=found.decides,
        verdict=found.judgement.verdict,
        counts=dict(sorted(found.judgement.counts)),
        told=tuple(
            e.Told(
                subject=told.finding.subject,
                verdict=told.finding.verdict,
                message=told.finding.message,
                evidence=exhibits(told.finding.evidence),
                settles=told.settles,
            )
            for told in found.told
        ),
        untold=found.untold,
        passed=found.passed,
    )

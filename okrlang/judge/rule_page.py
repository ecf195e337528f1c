"""Rule pages: all there is to know about a rule, for `okrlang explain` and for the documentation."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping

from okrlang.judge.coverage import verdicts_of
from okrlang.judge.finding import Verdict
from okrlang.judge.param_use import params_of
from okrlang.judge.telling import labels
from okrlang.judge.telling.clauses import Asked, Clauses
from okrlang.judge.telling.scope import Scope, Some
from okrlang.logic.packs import Packs
from okrlang.logic.param import Param
from okrlang.logic.plain import plain
from okrlang.logic.rule import Rule
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen


class AskedCheck(Frozen):
    """A check: what it asks, and what the rule says where it does not hold, before there is a subject."""

    asked: Asked
    says: str


class SetParam(Frozen):
    """A param of a rule: its value, the pack's own, and where the value comes from."""

    name: str
    title: str
    value: str
    default: str
    low: str
    high: str
    origin: str


class ItemOfRule(Frozen):
    """An item of a checklist that a rule decides, or on which it only advises."""

    checklist: str
    number: str
    title: str
    decides: bool


class RulePage(Frozen):
    """A rule as one shows it to somebody who disagrees with it."""

    name: str
    title: str
    pack: str
    version: str
    severity: str
    basis: str | None
    basis_text: str | None
    because: str | None
    each: str | None
    including_dropped: bool
    none_means: str | None
    static: bool
    where: Asked | None
    due: str | None
    checks: tuple[AskedCheck, ...]
    fix: str | None
    avoid: tuple[str, ...]
    prefer: tuple[str, ...]
    params: tuple[SetParam, ...]
    items: tuple[ItemOfRule, ...]
    verdicts: tuple[Verdict, ...]
    path: str
    line: int


def rule_page(
    packs: Packs,
    rule: Rule,
    defaults: Mapping[str, Param] | None = None,
    origins: Mapping[str, str] | None = None,
    examples: Rule | None = None,
) -> RulePage:
    """The page of a rule.

    `defaults` are the params as the packs have them, `origins` say from where others come. A rule that was read without
    its examples takes them from another that was read with them.
    """
    versions = {info.name: info.version for info in packs.infos}
    shown, form = examples or rule, plain(rule, packs.definitions)
    speech = Clauses(form, packs.definitions, None)
    scope = Scope({rule.subject: Some((rule.thing,))}, rule.subject) if rule.thing else Scope({})
    return RulePage(
        rule.name,
        rule.title,
        rule.pack,
        versions.get(rule.pack, ""),
        rule.severity,
        rule.basis,
        rule.basis_text,
        rule.because,
        labels.kind((rule.thing,)) if rule.thing else None,
        rule.including_dropped,
        rule.none_means,
        rule.static,
        speech.asked(form.where, scope) if form.where is not None else None,
        speech.term(form.due, scope) if form.due is not None else None,
        tuple(
            AskedCheck(speech.asked(condition, scope), _said(check.say, rule, packs))
            for condition, check in zip(form.checks, rule.checks, strict=True)
        ),
        _said(rule.fix, rule, packs) if rule.fix else None,
        tuple(_inside(block) for block in shown.avoid),
        tuple(_inside(block) for block in shown.prefer),
        _params(packs, rule, defaults or packs.params, origins or {}),
        _items(packs, rule.name),
        verdicts_of(rule, packs),
        rule.span.path,
        rule.span.line,
    )


def _params(
    packs: Packs, rule: Rule, defaults: Mapping[str, Param], origins: Mapping[str, str]
) -> tuple[SetParam, ...]:
    found = (packs.params[name] for name in sorted(params_of(rule, packs.definitions)) if name in packs.params)
    return tuple(
        SetParam(
            param.name,
            param.title,
            str(param.value),
            str(defaults[param.name].value if param.name in defaults else param.value),
            str(param.low),
            str(param.high),
            origins.get(param.name) or f"the pack `{param.pack}`",
        )
        for param in found
    )


def _items(packs: Packs, name: str) -> tuple[ItemOfRule, ...]:
    return tuple(
        ItemOfRule(checklist.name, item.number, item.title, name in item.rules)
        for checklist in packs.checklists.values()
        for item in checklist.items
        if name in (*item.rules, *item.advice)
    )


def _said(template: tree.Template, rule: Rule, packs: Packs) -> str:
    """A message before there is a subject: with the kind of thing for its name, and `…` for what it says of it."""
    return "".join(part if isinstance(part, str) else _stands_for(part, rule, packs) for part in template.parts)


def _stands_for(part: tree.Expression, rule: Rule, packs: Packs) -> str:
    match part:
        case tree.Field(_, tree.Reference(_, name), "id") if name == rule.subject and rule.thing:
            return f"the {labels.kind((rule.thing,))}"
        case tree.Reference(_, name) if name in packs.params:
            return str(packs.params[name].value)
    return "…"


def _inside(block: tree.Avoid | tree.Prefer) -> str:
    """The declarations of an example, as they are written."""
    return _dedented(block.span.text.partition("{")[2].rpartition("}")[0].splitlines())


def _dedented(lines: Iterable[str]) -> str:
    return textwrap.dedent("\n".join(line.rstrip() for line in lines)).strip("\n").strip()

"""The page of a rule in Markdown: what it asks, why, on what ground, how to mend it, what it catches and lets pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrlang.judge.examples import stage
from okrlang.judge.judge import judge
from okrlang.judge.rule_page import RulePage, rule_page
from okrlang.judge.telling.clauses import Asked
from okrlang.logic.packs import Packs
from okrlang.logic.rule import Rule
from okrlang.syntax import tree

BASES = {
    "standard": "a standard",
    "law": "a law",
    "primary": "those who shaped the method",
    "vendor": "what makers of tools recommend",
    "convention": "what is usual",
    "measured": "what was counted",
    "ours": "what we hold to be right",
}
VERDICTS = {
    "fail": "a check does not hold",
    "no_evidence": "something that it reads is not known",
    "not_due": "its day has not come",
    "pass": "all checks hold",
    "not_applicable": "`where` leaves the subject out",
    "error": "it cannot be judged",
}
PARAMS = "| param | what it is | value | may be set |\n|---|---|---|---|"


def rule_markdown(packs: Packs, rule: Rule) -> str:
    """A page in Markdown, ending with a newline."""
    shown = rule_page(packs, rule)
    params = [param_row(p.name, p.title, p.value, p.low, p.high) for p in shown.params]
    parts = (
        f"# {rule.name}",
        f"**{rule.title}.** {rule.because or ''}".strip(),
        "\n".join(("| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in _facts(packs, shown)))),
        *_section("What it asks", [*_asks(shown), fenced(_without_examples(rule))]),
        *_section("How to mend it", [shown.fix or ""]),
        *_section("Avoid", [part for block in rule.avoid for part in _avoided(packs, rule, block)]),
        *_section("Prefer", map(fenced, shown.prefer)),
        *_section("Other cases", [_tests(packs, rule)]),
        *_section("Params", ["\n".join((PARAMS, *params))] if params else []),
        f"[All rules](../rules.md#{rule.pack}) · [writing rules](../writing-rules.md)",
    )
    return "\n\n".join(parts) + "\n"


def _facts(packs: Packs, page: RulePage) -> Iterator[tuple[str, str]]:
    """What stands in the table: name and value."""
    yield "severity", page.severity
    if page.basis:
        yield "rests on", BASES[page.basis] + (f": {cell(page.basis_text)}" if page.basis_text else "")
    yield "judged by", "`lint` and `evaluate`: it reads goals as they are written" if page.static else "`evaluate`"
    yield "can come to", ", ".join(f"{_verdict(v)} ({VERDICTS[v]})" for v in page.verdicts)
    if page.items:
        yield "checklist", ", ".join(_item(packs, page, item.checklist, item.number) for item in page.items)
    yield "pack", f"`{page.pack}` {page.version}"


def _item(packs: Packs, page: RulePage, checklist: str, number: str) -> str:
    """An item that the rule decides or advises, with a link where it stands on a page."""
    (item,) = (i for i in page.items if (i.checklist, i.number) == (checklist, number))
    named = f"{number} of `{checklist}`"
    if checklist == "okr_procedure":
        heading = f"{number} {item.title}".lower()
        address = "".join(c for c in heading if c.isalnum() or c in " -_").replace(" ", "-")
        named = f"[{named}](../checklist.md#{address})"
    return f"{'decides' if item.decides else 'advises'} {named}"


def _asks(page: RulePage) -> Iterator[str]:
    """What it looks at and asks of it, in English."""
    lines = [
        f"Of each {page.each}{', dropped ones too' if page.including_dropped else ''}"
        if page.each
        else "Once, of the workspace"
    ]
    if page.where:
        lines += _clause("where", page.where)
    if page.due:
        lines.append(f"- from {page.due} on")
    if page.none_means:
        lines.append(f"- where there is none, it comes to {_verdict(page.none_means)}")
    for check in page.checks:
        lines += _clause("it asks that", check.asked)
    yield lines[0] + ":\n\n" + "\n".join(lines[1:])


def _clause(lead: str, asked: Asked, depth: int = 0) -> Iterator[str]:
    """A condition as a point of a list, with its parts beneath it."""
    yield f"{'  ' * depth}- {lead} {asked.text}".replace("-  ", "- ")
    for part in asked.parts:
        yield from _clause("", part, depth + 1)


def _without_examples(rule: Rule) -> str:
    """The rule as it stands in its pack, without what it avoids and prefers."""
    text, source = "", rule.span.source.text
    at = rule.span.start
    for block in sorted((*rule.avoid, *rule.prefer), key=lambda b: b.span.start):
        text += source[at : block.span.start].rstrip()
        at = block.span.end
    return text + source[at : rule.span.end]


def _avoided(packs: Packs, rule: Rule, block: tree.Avoid) -> Iterator[str]:
    """Goals that the rule catches, and what it says of them."""
    (found,) = judge(packs, (rule,), stage(packs, rule, block.declarations)[0])
    failed = [finding for finding in found.findings if finding.verdict == "fail"]
    said = [c.message for f in failed for c in f.checks if c.verdict == "fail"] or [f.message for f in failed]
    number = rule.avoid.index(block)
    yield fenced(rule_page(packs, rule).avoid[number])
    yield "It says:"
    yield "\n>\n".join(f"> {cell(message)}" for message in said)


def _tests(packs: Packs, rule: Rule) -> str:
    """What its tests are about, each with the verdicts that they expect."""
    return "\n".join(
        f"- {test.title.value}: {', '.join(dict.fromkeys(_verdict(e.verdict) for e in test.expectations))}"
        for _, test in packs.tests
        if test.rule.text == rule.name
    )


def _verdict(verdict: str) -> str:
    return f"*{verdict.replace('_', ' ')}*"


def param_row(name: str, title: str, value: object, low: object, high: object) -> str:
    """A param as a row of a table."""
    return f"| `{name}` | {title} | {value} | from {low} to {high} |"


def _section(title: str, parts: Iterable[str]) -> Iterator[str]:
    """A heading and what stands below it; nothing where nothing does."""
    said = [part for part in parts if part]
    if said:
        yield f"## {title}"
        yield from said


def fenced(text: str) -> str:
    """A text of the language as a block."""
    return f"```okr\n{text}\n```"


def cell(text: str) -> str:
    """A text that fits into a cell of a table, or behind the mark of a quotation."""
    return text.replace("|", "\\|").replace("\n", " ")

"""The checklist with its evidence, and what rules found outside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from okrlang.report.page import Page
from okrlang.report.report import Checklist, CycleChecklist, Exhibit, Finding, Item, Report
from okrlang.report.words import VERDICTS, count, sign, spoken

_HANG, _LABEL = 15, 10  # where titles begin, and how wide the names of an item's parts are
_MOST_EVIDENCE, _MOST_SUBJECTS = 4, 8
_KINDS = ("error", "warning", "info", "waived")
_COUNTED: dict[str, Callable[[int], str]] = {
    "error": lambda number: count(number, "error"),
    "warning": lambda number: count(number, "warning"),
    "info": lambda number: count(number, "remark"),
    "waived": lambda number: f"{number:,} waived",
}
_SILENT = ("pass", "not_due", "not_applicable")  # what is only counted


def tallied(verdicts: Iterable[str]) -> str:
    """How many there are of each verdict, the worst first: `2 fail, 1 not due, 9 pass`."""
    found = Counter(verdicts)
    return ", ".join(f"{found[v]:,} {spoken(v)}" for v in VERDICTS if found[v])


# --- the checklist ---------------------------------------------------------------------------------------------------


def put_checklist(page: Page, report: Report) -> None:
    """Puts the checklist, cycle by cycle."""
    if report.checklist is None:
        return
    for cycle in report.checklist.cycles:
        _put_cycle(page, report.checklist, cycle)


def _put_cycle(page: Page, checklist: Checklist, cycle: CycleChecklist) -> None:
    items = [item for section in cycle.sections for item in section.items]
    page.heading(f"{checklist.title}, {cycle.cycle}", "ended" if cycle.ended else "")
    page.put((tallied(item.verdict for item in items), ""))
    if not checklist.blocks:
        page.put(("It is shown as advice: by these texts nobody follows it, or nobody did then.", "quiet"))
    for section in cycle.sections:
        page.blank()
        page.put((f"{section.id} {section.title}", "strong"))
        for item in section.items:
            _put_item(page, item)


def _put_item(page: Page, item: Item) -> None:
    mark, colour = sign(item.verdict)
    page.put((f"{item.id} {item.title}", ""), head=[(f"{mark} {spoken(item.verdict)}", colour)], hang=_HANG)
    page.put((item.because, ""), hang=_HANG)
    _put_part(page, "evidence", "; ".join(_shown(item.evidence)))
    _put_part(page, "deviates", "; ".join(item.deviations))
    for i, advice in enumerate(item.advice[:_MOST_EVIDENCE]):
        _put_part(page, "advice" if i == 0 else "", advice)
    if item.verdict not in ("pass", "not_applicable"):
        _put_part(page, "next", item.next or "")


def _put_part(page: Page, label: str, said: str) -> None:
    if said:
        page.put((said, ""), head=[(" " * _HANG + label, "quiet")], hang=_HANG + _LABEL)


def _shown(evidence: tuple[Exhibit, ...]) -> list[str]:
    telling = sorted(evidence, key=lambda exhibit: exhibit.row is None)  # rows of data say more
    shown = [_exhibit(exhibit) for exhibit in telling[:_MOST_EVIDENCE]]
    if len(evidence) > _MOST_EVIDENCE:
        shown.append(f"and {len(evidence) - _MOST_EVIDENCE:,} more")
    return shown


def _exhibit(exhibit: Exhibit) -> str:
    if not exhibit.path:
        return exhibit.text
    place = exhibit.path
    if exhibit.line:
        place += f":{exhibit.line}"
    elif exhibit.row:
        place += f" row {exhibit.row}"
    if exhibit.path in exhibit.text:
        return place + exhibit.text.partition(exhibit.path)[2]
    return f"{place} {exhibit.text}".rstrip()


# --- findings --------------------------------------------------------------------------------------------------------


def put_findings(page: Page, report: Report) -> None:
    """Puts what rules outside the checklist found, rule by rule, the gravest first."""
    found = outside(report)
    if not found:
        return
    page.heading("Findings", _weighed(found))
    rules = sorted({(_KINDS.index(_kind(f)), f.rule) for f in found})
    for kind, rule in rules:
        page.blank()
        _put_rule(page, _KINDS[kind], [f for f in found if f.rule == rule and _kind(f) == _KINDS[kind]])


def _kind(finding: Finding) -> str:
    """What a finding stands under: its severity, or that it is waived."""
    return "waived" if finding.verdict == "waived" else finding.severity


def _weighed(found: Iterable[Finding]) -> str:
    """How many findings there are of each kind, the gravest first: `1 error, 2 remarks, 1 waived`."""
    return counted(map(_kind, found))


def counted(kinds: Iterable[str]) -> str:
    """How many there are of each kind, the gravest first."""
    found = Counter(kinds)
    return ", ".join(_COUNTED[kind](found[kind]) for kind in _KINDS if found[kind])


def outside(report: Report) -> list[Finding]:
    """The findings that no checklist item shows, without those that nobody need act upon."""
    pack = report.checklist.pack if report.checklist else None
    return [finding for finding in report.findings if finding.verdict not in _SILENT and finding.pack != pack]


def _put_rule(page: Page, kind: str, found: list[Finding]) -> None:
    mark, colour = sign(kind)
    page.put((found[0].rule, "strong"), head=[(f"{mark} {kind}", colour)], hang=_HANG)
    for finding in found[:_MOST_SUBJECTS]:
        said = "" if finding.verdict in ("fail", "waived") else f"{spoken(finding.verdict)}: "
        waived = f" ({finding.waived})" if finding.waived else ""
        page.put((said + finding.message + waived, ""), hang=_HANG, right=(_place(finding), "quiet"))
    if len(found) > _MOST_SUBJECTS:
        page.put((f"and {count(len(found) - _MOST_SUBJECTS, 'more like it', 'more like these')}", "quiet"), hang=_HANG)
    if found[0].fix and kind != "waived":
        _put_part(page, "next", found[0].fix)


def _place(finding: Finding) -> str:
    return f"{finding.path}:{finding.line}" if finding.path and finding.line else finding.path or ""

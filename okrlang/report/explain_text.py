"""An explanation as one would give it to somebody who disagrees: what was asked, what was found, what it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from okrlang.report.derivation_text import put_number
from okrlang.report.explained import (
    Account,
    Asked,
    Explanation,
    Found,
    Item,
    ItemInCycle,
    Param,
    Rule,
    RuleOfItem,
    Step,
    Value,
)
from okrlang.report.page import Medium, Page
from okrlang.report.report import Exhibit
from okrlang.report.text.checks import tallied
from okrlang.report.words import count, days, listed, sign, spoken

_HANG = 15  # where what is said of a verdict begins
_MOST = 8  # names in a sentence
_MOST_VALUES = 12
_SAYS = {"pass": "✓", "fail": "✗", "no_evidence": "○"}


def text(found: Explanation, medium: Medium) -> str:
    """The explanation as text."""
    page = Page(medium)
    if found.rule is not None:
        _put_rule(page, found.rule)
    for i, account in enumerate(found.verdicts):
        if i:
            page.blank()
        _put_account(page, account, f"as of {found.as_of}")
    if found.item is not None:
        _put_item(page, found.item, f"as of {found.as_of}" if found.as_of else "")
    if found.number is not None:
        put_number(page, found.number, f"as of {found.as_of}")
    if found.warning:
        page.blank()
        page.put((_sentence(found.warning), "warn"))
    return page.text()


# --- a rule ----------------------------------------------------------------------------------------------------------


def _put_rule(page: Page, rule: Rule) -> None:
    page.put((rule.name, "strong"), right=(f"{rule.severity} · pack {rule.pack} {rule.version}".rstrip(), "quiet"))
    page.put((f"{rule.title}.", ""))
    page.blank()
    if rule.because:
        page.put((rule.because, ""))
    if rule.basis:
        page.put((f"Rests on: {rule.basis}{f', {rule.basis_text}' if rule.basis_text else ''}.", "quiet"))
    page.heading("What it asks")
    _put_question(page, rule)
    if rule.fix:
        page.heading("What to do where it fails")
        page.put((rule.fix, ""))
    _put_params(page, rule.params)
    for title, blocks in (("What it catches", rule.avoid), ("What passes it", rule.prefer)):
        for block in blocks:
            page.heading(title)
            _put_code(page, block)
    _put_rest(page, rule)


def _put_question(page: Page, rule: Rule) -> None:
    each = f"For each {rule.each}" if rule.each else "For the whole, once a cycle"
    each += ", dropped ones too" if rule.including_dropped else ""
    applies = rule.applies
    if applies is None:
        page.put((f"{each}:", ""))
    elif not applies.parts:
        page.put((f"{each}, if {applies.text}:", ""))
    else:
        page.put((f"{each}, if {applies.text}", ""))
        _put_points(page, applies.parts, 2)
        page.put(("then:", ""))
    for i, check in enumerate(rule.checks, 1):
        page.put((check.asks.text, ""), head=[(f"{i}.", "strong")], hang=3)
        _put_points(page, check.asks.parts, 3)
        page.put((f"Else it says: {check.says}", "quiet"), hang=3)
    if rule.due:
        page.put((f"It counts from {rule.due}; before, it is not due.", ""))
    if rule.none_means:
        page.put((f"Where there is nothing to ask it of, that is {_verdict_noun(rule.none_means)}.", ""))


def _verdict_noun(verdict: str) -> str:
    return "a fail" if verdict == "fail" else spoken(verdict)


def _put_params(page: Page, params: Iterable[Param]) -> None:
    found = list(params)
    if not found:
        return
    page.heading("Its numbers")
    for param in found:
        page.put((f"{param.title}: ", ""), (param.value, "strong"), (f" (`{param.name}`)", "quiet"))
        own = "" if param.value == param.default else f"; the pack says {param.default}"
        page.put((f"from {param.origin}{own}; may be set from {param.low} to {param.high}", "quiet"), hang=2)


def _put_rest(page: Page, rule: Rule) -> None:
    page.heading("Where it stands")
    for item in rule.items:
        word = "decides" if item.decides else "advises on"
        page.put((f"It {word} item {item.id} of `{item.checklist}`: {item.title}", ""))
    command = "`lint` and `evaluate` judge it" if rule.static else "`evaluate` judges it"
    page.put((f"{command}. It can come to: {', '.join(map(spoken, rule.verdicts))}.", ""))
    page.put((f"{rule.path}:{rule.line}", "quiet"))


def _put_code(page: Page, block: str) -> None:
    for line in block.splitlines():
        code = line.lstrip(" ")
        indent = "\u00a0" * (len(line) - len(code))
        page.put((indent + code.replace("  ", "\u00a0 "), ""), hang=2)


# --- a verdict -------------------------------------------------------------------------------------------------------


def _put_account(page: Page, found: Account, day: str) -> None:
    mark, colour = sign(found.verdict)
    when = f"{found.cycle} · {day}" if found.cycle else day
    head = [(f"{mark} {spoken(found.verdict)}", colour)]
    page.put((f"{found.rule} on {found.subject}", "strong"), head=head, hang=_HANG, right=(when, "quiet"))
    place = f"{found.path}:{found.line}" if found.path else ""
    page.facts((found.subject_title, place), _HANG)
    page.blank()
    page.put((found.message, ""))
    page.blank()
    page.put((f"The rule: {_lowered(found.title)}. {found.because or ''}".rstrip(), ""))
    if found.waived:
        before = spoken(found.before_waiver)
        page.put((f"It would be `{before}`, and is {found.waived}", ""))
    _put_day(page, found)
    _put_steps(page, found)
    _put_values(page, found.values)
    _put_params(page, found.params)
    _put_list(page, "What would settle it", found.settles)
    if found.fix:
        page.heading("What to do next")
        page.put((found.fix, ""))
    if found.items:
        page.blank()
        page.put((_decided(found), "quiet"))


def _decided(found: Account) -> str:
    """What hangs on the verdict."""
    decides = listed((f"{item.id} of `{item.checklist}`" for item in found.items if item.decides), _MOST)
    advises = listed((f"{item.id} of `{item.checklist}`" for item in found.items if not item.decides), _MOST)
    said = [f"it decides item {decides}"] if decides else []
    return _sentence(" and ".join([*said, *([f"it advises on item {advises}"] if advises else [])]))


def _put_day(page: Page, found: Account) -> None:
    if found.due is None:
        return
    reckoned = f" ({found.due.reckoned})" if found.due.reckoned else ""
    if found.due.day is None:
        page.put((f"It counts from a day that is not known{reckoned}.", ""))
    elif found.verdict == "not_due":
        page.put((f"It counts from {found.due.day} on{reckoned}; until then there is time.", ""))
    else:
        page.put((f"It counts from {found.due.day} on{reckoned}.", "quiet"))


def _put_steps(page: Page, found: Account) -> None:
    page.heading("What was asked, and what was found")
    put_steps(page, found, 0)


def put_steps(page: Page, found: Account, hang: int) -> None:
    """Puts what was asked and found, condition by condition."""
    if found.applies is not None and (found.applies.verdict != "pass" or not found.checks or found.verdict == "fail"):
        page.put(("Whether the rule applies at all:", ""), hang=hang)
        _put_step(page, found.applies, hang)
    for step in found.checks:
        _put_step(page, step, hang)
    if not found.checks and found.applies is None:
        page.put((found.message, ""), hang=hang)


def _put_step(page: Page, step: Step, hang: int) -> None:
    mark, colour = sign(step.verdict)
    page.put((_sentence(step.asks.text), ""), head=[(" " * hang + mark, colour)], hang=hang + 2)
    _put_points(page, step.asks.parts, hang + 2)
    page.put((step.found.text, "strong"), head=[(" " * hang + "  Found:", "quiet")], hang=hang + 9)
    _put_found(page, step.found.parts, hang + 9)


def _put_points(page: Page, parts: Iterable[Asked], hang: int) -> None:
    for part in parts:
        page.put((part.text, ""), head=[(" " * hang + "·", "quiet")], hang=hang + 2)
        _put_points(page, part.parts, hang + 2)


def _put_found(page: Page, parts: Iterable[Found], hang: int) -> None:
    for part in parts:
        page.put((part.text, ""), head=[(" " * hang + _SAYS[part.verdict], sign(part.verdict)[1])], hang=hang + 2)
        _put_found(page, part.parts, hang + 2)


def _put_values(page: Page, values: tuple[Value, ...]) -> None:
    if not values:
        return
    page.heading("What it rests on")
    for value in values[:_MOST_VALUES]:
        page.put((_sentence(value.name) + (": " if value.value else ""), ""), (value.value, "strong"))
        for said in _sources(value):
            page.put((said, "quiet"), hang=2)
    if len(values) > _MOST_VALUES:
        page.put((f"and {count(len(values) - _MOST_VALUES, 'more value')}", "quiet"))


def _sources(value: Value) -> Iterable[str]:
    """Where a value came from: the rows it was taken from, and the places in the texts."""
    if value.figures is not None:
        figures = value.figures
        where = f" where {figures.filter}" if figures.filter else ""
        rows = f", row {figures.first_row}" if figures.first_row else ""
        rows = f"{rows.replace('row', 'rows')} to {figures.last_row}" if figures.last_row != figures.first_row else rows
        read = f"{count(figures.rows, 'row')} of {figures.path or figures.source}"
        yield f"{read}{where}, {days(figures.first, figures.last)}{rows}"
    if value.places:
        yield "; ".join(_place(place) for place in value.places)


def _place(exhibit: Exhibit) -> str:
    if exhibit.path is None:
        return exhibit.text
    place = f"{exhibit.path}:{exhibit.line}" if exhibit.line else f"{exhibit.path} row {exhibit.row}"
    return f"{place} {exhibit.text}".rstrip() if exhibit.line or exhibit.row else f"{exhibit.path} {exhibit.text}"


def _put_list(page: Page, title: str, said: Iterable[str]) -> None:
    found = list(said)
    if found:
        page.heading(title)
    for each in found:
        page.put((_sentence(each), ""), head=[("·", "quiet")], hang=2)


# --- an item ---------------------------------------------------------------------------------------------------------


def _put_item(page: Page, item: Item, day: str) -> None:
    page.put((f"{item.id} {item.title}", "strong"), right=(" · ".join(filter(None, (item.checklist, day))), "quiet"))
    page.put((item.section, "quiet"))
    page.blank()
    if item.guide:
        page.put((item.guide, ""))
    if item.attested:
        page.put(("Besides what rules find, somebody must give their word for it.", ""))
    if item.cycles and not item.blocks:
        page.put(("It is shown as advice: by these texts nobody follows the checklist.", "quiet"))
    for cycle in item.cycles:
        _put_cycle(page, cycle)
    if not item.cycles:
        _put_rules(page, item)


def _put_rules(page: Page, item: Item) -> None:
    for title, decides in (("Rules that decide it", True), ("Rules that advise on it", False)):
        rules = [rule for rule in item.rules if rule.decides is decides]
        if rules:
            page.heading(title)
        for rule in rules:
            page.put((rule.rule, "strong"), (f"  {rule.title}", ""))


def _put_cycle(page: Page, cycle: ItemInCycle) -> None:
    mark, colour = sign(cycle.verdict)
    page.heading(cycle.cycle, "ended" if cycle.ended else "running")
    page.put((cycle.because, ""), head=[(f"{mark} {spoken(cycle.verdict)}", colour)], hang=_HANG)
    for title, decides in (("Rules that decide it", True), ("Rules that advise on it", False)):
        rules = [rule for rule in cycle.rules if rule.decides is decides]
        if rules:
            page.blank()
            page.put((title, "strong"))
        for rule in rules:
            _put_rule_of_item(page, rule)
    _put_section(page, "What is missing", cycle.missing)
    _put_section(page, "What to do next", map(_sentence, cycle.next))
    _put_section(page, "What it rests on", map(_place, cycle.evidence))
    _put_section(page, "What is set otherwise than the pack has it", cycle.deviations)


def _put_rule_of_item(page: Page, rule: RuleOfItem) -> None:
    mark, colour = sign(rule.verdict)
    found = tallied(v for v, number in rule.counts.items() for _ in range(number)) or "nothing to judge"
    page.put((f"{rule.rule}: {_lowered(rule.title)}", ""), head=[(mark, colour)], hang=2, right=(found, "quiet"))
    for told in rule.told:
        mark, colour = sign(told.verdict)
        place = next((_where(e) for e in told.evidence if e.path), "")
        page.put((told.message, ""), head=[(f"  {mark}", colour)], hang=4, right=(place, "quiet"))
    if rule.untold:
        page.put((f"and {count(rule.untold, 'more like it', 'more like these')}", "quiet"), hang=4)


def _where(exhibit: Exhibit) -> str:
    place = exhibit.line or exhibit.row
    return f"{exhibit.path}:{place}" if exhibit.line else f"{exhibit.path} row {place}" if place else exhibit.path or ""


def _put_section(page: Page, title: str, said: Iterable[str]) -> None:
    found = list(said)
    if found:
        page.blank()
        page.put((title, "strong"))
    for each in found:
        page.put((each, ""), head=[("·", "quiet")], hang=2)


# --- sentences -------------------------------------------------------------------------------------------------------


def _sentence(said: str) -> str:
    """The text with a capital letter, unless it begins with a name."""
    return said[0].upper() + said[1:] if said[:1].islower() and not _is_name(said.split(" ", 1)[0]) else said


def _is_name(word: str) -> bool:
    return any(sign in word for sign in "._-/0123456789")


def _lowered(title: str) -> str:
    """A title inside a sentence: without its capital letter, unless that belongs to a name."""
    first = title.split(" ", 1)[0]
    return title[0].lower() + title[1:] if first == "A" or first[1:].islower() else title

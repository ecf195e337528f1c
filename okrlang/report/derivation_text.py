"""How a number came about, as one would show it to somebody who doubts it: from the rows up to the word for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Context, Decimal

from okrlang.model.quantity import NUMBER, Quantity, text, unit
from okrlang.report.derived import (
    Derivation,
    Figure,
    Judged,
    Line,
    Operand,
    Rows,
    Series,
    SeriesPoint,
    Stage,
    Weighed,
)
from okrlang.report.page import Page
from okrlang.report.report import Gate
from okrlang.report.words import count, days, holds, listed, share, sign, spoken

_HANG = 15  # where what is said of a status begins
_MOST_POINTS = 12  # of a series, the latest
_MOST_LISTED = 12  # values that go into a formula as a list
_DIGITS = 6
_SHOWN = Context(prec=_DIGITS)
_SIGNS = {"*": "×", "-": "−", ">=": "≥", "<=": "≤"}
_NEEDED = ("value", "progress", "expected")
"""Numbers whose absence is said; of the others there is nothing to say."""


def put_number(page: Page, found: Derivation, day: str) -> None:
    """Puts all that there is to say of the numbers of a goal, from the bottom up."""
    word = found.status or found.level
    mark, colour = sign(word) if word else ("·", "quiet")
    said = spoken(word) if word else "no level" if found.kind == "kpi" else found.kind
    page.put((found.id, "strong"), head=[(f"{mark} {said}", colour)], hang=_HANG, right=(day, "quiet"))
    page.facts((found.title, found.asks or "", f"{found.path}:{found.line}"), _HANG)
    if found.because:
        page.blank()
        page.put((found.because, ""))
    _put_rows(page, found.rows)
    for series in found.series:
        _put_series(page, series)
    for stage in found.stages:
        if not stage.ahead:
            _put_stage(page, stage)
    _put_judged(page, found)
    _put_gates(page, found.provided)
    _put_weighed(page, found)
    for stage in found.stages:
        if stage.ahead:
            _put_stage(page, stage)


# --- rows and series -------------------------------------------------------------------------------------------------


def _put_rows(page: Page, found: tuple[Rows, ...]) -> None:
    if found:
        page.heading("The rows it rests on")
    for rows in found:
        value = _amount(rows.value, rows.unit) if rows.value is not None else f"not known, {rows.why_unknown}"
        page.put((f"{_capital(rows.of)}: ", ""), (value, "strong"))
        page.put((f"{_read(rows)}", "quiet"), hang=2)
        page.put((rows.query, "quiet"), hang=2)


def _read(rows: Rows) -> str:
    """Which rows were read: `8 rows of data/churn.csv, 2026-01-31 to 2026-08-31, rows 2 to 9`."""
    where = f" where {rows.filter}" if rows.filter else ""
    read = f"{count(rows.rows, 'row')} of {rows.path or rows.source}{where}"
    return ", ".join(filter(None, (read, days(rows.first, rows.last), _places(rows))))


def _places(rows: Rows | SeriesPoint) -> str:
    """Where in a file rows stand: `rows 2 to 9`."""
    if rows.line is not None:
        return f"line {rows.line}"
    if rows.first_row is None or rows.first_row == rows.last_row:
        return f"row {rows.first_row}" if rows.first_row else ""
    return f"rows {rows.first_row} to {rows.last_row}"


def _put_series(page: Page, series: Series) -> None:
    whose = f"{series.measure}, {series.member}" if series.member else series.measure
    each = f", {series.period} by {series.period}" if series.period else ""
    page.heading(f"What {whose} was{each}", count(len(series.points), "value"))
    left_out = len(series.points) - _MOST_POINTS
    if left_out > 0:
        page.put((f"{count(left_out, 'earlier value')}, all in `--format json`", "quiet"))
    for point in series.points[-_MOST_POINTS:]:
        value = _amount(point.value, series.unit) if point.value is not None else "not known"
        right = (_places(point) or count(point.rows, "row"), "quiet")
        mark, colour = sign(holds(point.holds)) if series.period else ("", "")
        head = [(str(point.at), "quiet"), (f" {mark}" if mark else "", colour)]
        page.put((value, ""), head=head, hang=14 if mark else 12, right=right)


# --- figures ---------------------------------------------------------------------------------------------------------


def _put_stage(page: Page, stage: Stage) -> None:
    told = [figure for figure in stage.figures if _is_told(figure, stage)]
    if told:
        page.heading(stage.title)
    seen: set[Operand] = set()
    for figure in told:
        _put_figure(page, figure, seen)


def _is_told(figure: Figure, stage: Stage) -> bool:
    """Whether a person is told of it: not of what another part says already, nor of what is the same."""
    key, values = figure.key or "", {other.key: other.value for other in stage.figures}
    if key.startswith(("chart.points", "origin.", "trend.")) or figure.value is None:
        return key in _NEEDED
    if key == "progress":
        return figure.value != values.get("raw")
    return key not in ("low", "high", "score") or figure.value != values.get("progress")


def _put_figure(page: Page, figure: Figure, seen: set[Operand]) -> None:
    name = _capital(figure.name)
    if figure.value is None:
        page.put((f"{name}: ", ""), ("not known", "warn"), (f", {figure.because}" if figure.because else "", "quiet"))
        return
    value = share(figure.value) if figure.is_share else _amount(figure.value, figure.unit)
    page.put((f"{name}: ", ""), (value, "strong"))
    if figure.operands and figure.formula == figure.operands[0].name:
        page.put((figure.because or figure.operands[0].said, "quiet"), hang=2)
        return
    if figure.operands and figure.formula:
        page.put((f"= {put_in(figure.formula, figure.operands)}", ""), hang=2)
        for said in _explained(figure, seen):
            page.put((said, "quiet"), hang=2)
    if figure.because:
        page.put((figure.because, "quiet"), hang=2)
    if figure.written is not None:
        page.put((f"written at {figure.written.path}:{figure.written.line}", "quiet"), hang=2)


def _explained(figure: Figure, seen: set[Operand]) -> Iterator[str]:
    """What the values in a formula are; a list is shown once."""
    singles = [f"{_value(operand)}: {operand.said}" for operand in figure.operands if not operand.many]
    if singles:
        yield "; ".join(singles)
    for operand in figure.operands:
        if operand.many and operand not in seen:
            seen.add(operand)
            name = operand.name.replace("_", " ")
            yield f"{name}: {'' if operand.said == f'the {name}' else f'{operand.said}: '}{_list(operand)}"


def put_in(formula: str, operands: Iterable[Operand]) -> str:
    """A formula with its values put in: `(3.4% − 4.2%) / (3% − 4.2%)`; a list stands under its name."""
    values = {operand.name: _value(operand) for operand in operands if not operand.many}
    spoken_of = {operand.name: operand.name.replace("_", " ") for operand in operands if operand.many}
    found = []
    for word in re.findall(r"[A-Za-z_]\w*|[<>]=?|[0-9.]+|\s+|.", formula):
        found.append(values.get(word) or spoken_of.get(word) or _SIGNS.get(word) or word.replace("_", " "))
    return "".join(found)


def _value(operand: Operand) -> str:
    return _amount(operand.values[0], operand.unit)


def _list(operand: Operand) -> str:
    """The values of a list, the first of them where there are many."""
    return listed((_digits(value) for value in operand.values), _MOST_LISTED)


def _amount(value: Decimal, of: str | None) -> str:
    """A number with its unit in six digits, so that what is shown can be reckoned again; whole numbers have all."""
    value = _rounded(value)
    said = text(Quantity(value, unit(of) if of else NUMBER))
    return said.replace(f"{value:f}", f"{value:,f}", 1)


def _rounded(value: Decimal) -> Decimal:
    if value != value.to_integral_value() and _SHOWN.plus(value).adjusted() < _DIGITS:
        value = _SHOWN.plus(value)
    shown = value.normalize()
    return shown if shown != shown.to_integral_value() else Decimal(int(shown))


def _digits(value: Decimal) -> str:
    return f"{_rounded(value):f}"


# --- status ----------------------------------------------------------------------------------------------------------


def _put_judged(page: Page, found: Derivation) -> None:
    if found.decided and not found.judged:
        page.heading("What decided the status")
        page.put((_capital(found.decided), ""))
    for judged in found.judged:
        bands = judged.policy == "bands"
        page.heading("What its bands say" if bands else f"What `{judged.policy}` says")
        given = [f"{operand.said} {_value(operand)}" for operand in judged.given]
        page.put((_capital("; ".join(filter(None, (judged.assuming, *_asked_about(judged, given))))), "quiet"))
        for line in judged.lines:
            _put_line(page, line, judged)


def _asked_about(judged: Judged, given: list[str]) -> Iterator[str]:
    """The numbers that its lines speak of."""
    asked = " ".join(line.when or "" for line in judged.lines)
    for operand, said in zip(judged.given, given, strict=True):
        if operand.name == "value" or re.search(rf"\b{operand.name}\b", asked):
            yield said


def _put_line(page: Page, line: Line, judged: Judged) -> None:
    called = f", which it calls {line.called}" if line.called else ""
    if line.when is None:
        page.put((f"{spoken(line.status)}{called}, since nothing above holds", ""), head=[("✓", "good")], hang=2)
        return
    mark, colour = {"pass": ("✓", "good"), "fail": ("✗", "quiet"), "no_evidence": ("○", "warn")}[holds(line.holds)]
    values = "" if judged.policy == "bands" else f": {put_in(line.when, judged.given)}"
    page.put((f"{spoken(line.status)}{called} when {line.when}", ""), (values, "strong"), head=[(mark, colour)], hang=2)


def _put_gates(page: Page, gates: Iterable[Gate]) -> None:
    found = list(gates)
    if found:
        page.heading("What must hold besides")
    for gate in found:
        mark, colour = sign(holds(gate.holds))
        page.put((f"{gate.text}: {gate.because}", ""), head=[(mark, colour)], hang=2)


# --- roll-up ---------------------------------------------------------------------------------------------------------


def _put_weighed(page: Page, found: Derivation) -> None:
    if found.kind == "objective" and found.weighed:
        page.heading("What each key result adds")
        for part in found.weighed:
            mark, colour = sign(part.status)
            page.put((part.id, ""), (f"  {_adds(part)}", "quiet"), head=[(mark, colour)], hang=2)
    if found.kind == "key_result":
        page.heading(f"What it adds to {found.of}")
        own = next((part for part in found.weighed if part.id == found.id), None)
        total = sum((part.weight for part in found.weighed), Decimal(0))
        weight = f"Its weight is {_digits(own.weight)} of {_digits(total)}: {_adds(own)}" if own else _NOT_COUNTED
        page.put((weight, ""))


_NOT_COUNTED = "Nothing: it is shown, and does not count (weight 0, dropped or carried)."


def _adds(part: Weighed) -> str:
    """What a part adds: `67% × 50% of all weights = 33%`, or what it adds at least and at most."""
    if part.progress is not None:
        return f"{share(part.progress)} × {share(part.share)} of all weights = {share(part.progress * part.share)}"
    least, most = share(part.low * part.share), share(part.high * part.share)
    return f"not known, {share(part.share)} of all weights: {least} to {most}"


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]

"""What may be said of a key result besides where it stands: signal or noise, the budget of a keep, a projection."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from okrlang.report.page import Page
from okrlang.report.report import Burn, Change, Forecast, KeyResult
from okrlang.report.words import amount, count, share

_UNDER_WAY = {"on_track", "at_risk", "off_track"}
_CALLED = {"improvement": "for the better", "concern": "for the worse"}
_LIKELY = Decimal("0.5")


def put_outlook(page: Page, goal: KeyResult, hang: int) -> None:
    """Puts the few lines that change how the rest is read; where none does, nothing."""
    for line in _said(goal):
        page.put((line, "quiet"), hang=hang)


def _said(goal: KeyResult) -> Iterator[str]:
    if goal.change and goal.form in ("change", "relative") and goal.progress:
        yield _signal(goal.change, goal.unit)
    if goal.burn and goal.burn.missed and goal.status in _UNDER_WAY | {"missed"}:
        yield _burnt(goal.burn)
    if goal.forecast and goal.status in _UNDER_WAY and _is_news(goal.status, goal.forecast):
        yield _ahead(goal.forecast, goal.unit)


def _signal(found: Change, unit: str | None) -> str:
    limits = f"{amount(found.lower, unit)} to {amount(found.upper, unit)}" + (", on trial" if found.trial else "")
    if found.signal == "none":
        return f"no signal: the latest value is inside the usual ups and downs of before ({limits})"
    is_beyond = not found.lower <= found.value <= found.upper
    what = "a signal of change" if found.signal == "change" else f"a signal, {_CALLED[found.signal]}"
    where = "is beyond" if is_beyond else "is one of a run that does not fit"
    return f"{what}: the latest value {where} the usual ups and downs of before ({limits})"


def _burnt(found: Burn) -> str:
    of = count(found.missed, found.period)
    allowed = f"{amount(round(found.allowed, 1), None)} that may be missed"
    end = f"; at this rate none is left after {found.exhausted_on}" if found.exhausted_on and found.spent < 1 else ""
    return f"{of} missed of {allowed}: {share(found.spent)} of the budget is spent{end}"


def _is_news(status: str, found: Forecast) -> bool:
    """Whether a projection says something else than the status: of what is on track, that it may not get there."""
    return status != "on_track" or (found.chance is not None and found.chance < _LIKELY)


def _ahead(found: Forecast, unit: str | None) -> str:
    bounds = f"between {amount(found.low, unit)} and {amount(found.high, unit)}"
    met = "" if found.chance is None else f"; chance to meet the target {share(found.chance)}"
    return f"projection, not a reading: {amount(found.value, unit)} by {found.at}, likely {bounds}{met}"

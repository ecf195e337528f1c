"""The trend of a goal on a line: a sign for each day of which something was recorded, and what it says."""

from __future__ import annotations

from decimal import Decimal

from okrlang.report.page import Page, Piece
from okrlang.report.report import Trend
from okrlang.report.trends import confidence
from okrlang.report.words import sign


def put_trend(page: Page, found: Trend | None, sure: Decimal | None, hang: int) -> None:
    """Puts what was recorded of a goal; `sure` is how confident people are now."""
    if found is None:
        return
    signs: list[Piece] = [sign(point.status) for point in found.points if point.at < found.at]
    signs.append(sign(found.now))
    went = confidence(found, sure)
    said = found.because + (f"; confidence {went} of 10" if went else "")
    page.put(("recorded ", "quiet"), *signs, (f" {said}", ""), hang=hang)

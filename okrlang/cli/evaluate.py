"""`okrlang evaluate`: whether goals are met, by measured data and the checklist."""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import Any

import click

from okrlang.cli.options import Format, day, refuse_misnamed, shared
from okrlang.cli.output import medium, put, write
from okrlang.model.calendar import zone
from okrlang.report.formats import EVALUATE, MACHINES
from okrlang.report.page import Medium


@click.command("evaluate")
@shared(EVALUATE)
@click.option("--data", type=click.Path(file_okay=False, exists=True), help="The folder in which data is looked up.")
@click.option("--as-of", type=day, metavar="DATE", help="The day at whose end all is judged; today when left out.")
@click.option("--cycle", metavar="NAME", help="Judge this cycle alone.")
@click.option("--checklist", metavar="NAME", help="Judge by this checklist, and let its items block.")
def command(
    paths: tuple[str, ...],
    formats: tuple[Format, ...],
    colour: str,
    as_of: date | None,
    **wishes: Any,
) -> int:
    """Judge goals by measured data and by the checklist.

    A PATH is an `.okr` file, a Markdown file with fenced okr blocks, or a folder.
    """
    from okrlang.session import Wishes, evaluate, load, misnamed

    loaded = load(paths)
    asked = Wishes(**wishes)
    refuse_misnamed(misnamed(loaded, asked))
    result = evaluate(loaded, as_of or _today(loaded.time_zone), asked, os.environ)
    for name, file in formats:
        if file is not None:
            write(file, EVALUATE[name](result.report, Medium()), result.files)
            continue
        screen = medium(colour, loaded.texts.root)
        put(EVALUATE[name](result.report, screen), "utf-8" if name in MACHINES else screen.encoding)
    return result.report.exit_code


def _today(time_zone: str) -> date:
    """Today in a time zone: the only place that reads the clock."""
    return datetime.now(zone(time_zone) or zone("UTC")).date()

"""`okrlang lint`: what is wrong with goal texts."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import click

from okrlang.cli.clock import today
from okrlang.cli.options import Format, day, examples, refuse_misnamed, shared
from okrlang.cli.output import show
from okrlang.report.formats import LINT


@click.command("lint", epilog=examples("okrlang lint goals --format concise --fail-on warning"))
@shared(LINT)
@click.option(
    "--data", type=click.Path(file_okay=False, exists=True), help="Hold targets and thresholds against its history."
)
@click.option("--as-of", type=day, metavar="DATE", help="The last day of that history; today when left out.")
def command(paths: tuple[str, ...], formats: tuple[Format, ...], colour: str, as_of: date | None, **wishes: Any) -> int:
    """Say what is wrong with goal texts, without reading any data but what is named.

    A PATH is an `.okr` file, a Markdown file with fenced okr blocks, or a folder.
    """
    from okrlang.session import lint, load
    from okrlang.wishes import Wishes, misnamed

    loaded = load(paths)
    asked = Wishes(**wishes)
    refuse_misnamed(misnamed(loaded, asked))
    until = (as_of or today(loaded.time_zone)) if asked.data else None
    result = lint(loaded, asked, until, os.environ)
    show(formats, LINT, result, colour, loaded.texts.root, loaded.files)
    return result.outcome.code

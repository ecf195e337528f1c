"""`okrlang evaluate`: whether goals are met, by measured data and the checklist."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from okrlang.cli.clock import today
from okrlang.cli.options import Format, day, examples, policies, refuse_misnamed, shared
from okrlang.cli.output import refuse_input, say, show
from okrlang.report.formats import EVALUATE, MACHINES

if TYPE_CHECKING:
    from okrlang.history.snapshot import Snapshot


@click.command("evaluate", epilog=examples("okrlang evaluate goals --as-of 2026-09-30 --format json:report.json"))
@shared(EVALUATE)
@click.option("--data", type=click.Path(file_okay=False, exists=True), help="The folder in which data is looked up.")
@click.option("--as-of", type=day, metavar="DATE", help="The day at whose end all is judged; today when left out.")
@click.option("--cycle", metavar="NAME", help="Judge this cycle alone.")
@click.option("--checklist", metavar="NAME", help="Judge by this checklist, and let its items block.")
@policies
@click.option("--snapshot", type=click.Path(dir_okay=False), metavar="FILE", help="Record every status in this file.")
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
    from okrlang.session import evaluate, load
    from okrlang.wishes import Wishes, misnamed

    loaded = load(paths)
    asked = Wishes(**wishes, charts=any(name in MACHINES for name, _ in formats))
    refuse_misnamed(misnamed(loaded, asked))
    result = evaluate(loaded, as_of or today(loaded.time_zone), asked, os.environ)
    if asked.snapshot is not None:
        refuse_input(asked.snapshot, result.files)
    kept = (*result.files, *filter(None, [result.history]))
    show(formats, EVALUATE, result.report, colour, loaded.texts.root, kept)
    if asked.snapshot is not None:
        _record(asked.snapshot, result.snapshot)
    return result.report.exit_code


def _record(path: str, snapshot: Snapshot | None) -> None:
    """Adds what was found to a history; of texts that could not be judged there is nothing to record."""
    from okrlang.history.journal import record

    if snapshot is None:
        say(f"'{path}' is left as it is: there was nothing that could be judged.")
        return
    fault = record(path, snapshot)
    if fault:
        raise click.UsageError(f"'{path}' {fault}.")

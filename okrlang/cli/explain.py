"""`okrlang explain`: what a rule asks, how a verdict or a number came about, what an item of a checklist lacks."""

from __future__ import annotations

import os
from datetime import date

import click

from okrlang.cli.clock import today
from okrlang.cli.options import Format, colour, day, examples, formats, refuse_misnamed
from okrlang.cli.output import show
from okrlang.report.formats import EXPLAIN
from okrlang.texts import is_workspace


@click.command(
    "explain",
    epilog=examples(
        "okrlang explain key-result-count",
        "okrlang explain objective-told stay --in goals --as-of 2026-09-30",
        "okrlang explain 3.1 --in goals",
        "okrlang explain stay.churn --in goals --as-of 2026-09-30",
    ),
)
@click.argument("name")
@click.argument("subject", required=False)
@click.option(
    "--in", "path", type=click.Path(exists=True), metavar="PATH", help="The workspace; else the folder one is in."
)
@click.option("--as-of", type=day, metavar="DATE", help="The day at whose end all is judged; today when left out.")
@click.option("--data", type=click.Path(file_okay=False, exists=True), help="The folder in which data is looked up.")
@click.option("--cycle", metavar="NAME", help="Explain what is judged for this cycle alone.")
@formats(EXPLAIN)
@colour
def command(
    name: str,
    subject: str | None,
    path: str | None,
    as_of: date | None,
    data: str | None,
    cycle: str | None,
    formats: tuple[Format, ...],
    colour: str,
) -> int:
    """Explain a rule, what it says of a subject, an item of a checklist, or the numbers of a goal.

    NAME is a rule (`key-result-count`), an item (`3.1`, `okr_procedure.3.1`), or what has numbers: a key result
    (`stay.churn`), an objective, a KPI or a metric; SUBJECT is what a rule judges (`stay`, `stay.churn`, `2026-Q3`).
    """
    from okrlang.explaining import Question, Refusal, explain
    from okrlang.session import load

    paths = [path] if path else ["."] if is_workspace(".") else []
    loaded = load(paths)
    found = explain(loaded, Question(name, subject, cycle, data), as_of or today(loaded.time_zone), os.environ)
    if isinstance(found, Refusal):
        advice = "" if paths else ". `--in PATH` names a workspace: there is none in this folder"
        refuse_misnamed(found.why + advice)
        return 2
    show(formats, EXPLAIN, found, colour, loaded.texts.root, loaded.files)
    return found.exit_code

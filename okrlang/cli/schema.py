"""`okrlang schema`: what the JSON output of a command looks like."""

from __future__ import annotations

import click

from okrlang.cli.output import put


@click.command("schema")
@click.argument("document", type=click.Choice(["report", "lint"]), metavar="[report|lint]")
def command(document: str) -> int:
    """Print the JSON Schema of a report: `report` of evaluate, `lint` of lint."""
    from okrlang.report.document import schema
    from okrlang.report.report import LintReport, Report

    put(schema(Report if document == "report" else LintReport))
    return 0

"""`okrlang schema`: what the JSON output of a command looks like."""

from __future__ import annotations

import click

from okrlang.cli.options import examples
from okrlang.cli.output import put

_DOCUMENTS = ("report", "lint", "explanation", "test")


@click.command("schema", epilog=examples("okrlang schema report > report.schema.json"))
@click.argument("document", type=click.Choice(_DOCUMENTS), metavar=f"[{'|'.join(_DOCUMENTS)}]")
def command(document: str) -> int:
    """Print the JSON Schema of what a command prints.

    `report` is that of evaluate, `lint` and `test` are those of lint and test, `explanation` is that of explain.
    """
    from okrlang.report.document import schema
    from okrlang.report.explained import Explanation
    from okrlang.report.report import LintReport, Model, Report
    from okrlang.report.tested import TrialReport

    documents: dict[str, type[Model]] = {
        "report": Report,
        "lint": LintReport,
        "explanation": Explanation,
        "test": TrialReport,
    }
    put(schema(documents[document]))
    return 0

"""`okrlang test`: whether rules catch what they should, and pass what they should."""

from __future__ import annotations

import click

from okrlang.cli.options import Format, colour, examples, formats, refuse_misnamed, select
from okrlang.cli.output import show
from okrlang.report.formats import TEST


@click.command(
    "test", epilog=examples("okrlang test", "okrlang test core wording", "okrlang test goals --select our-rule")
)
@click.argument("targets", nargs=-1, metavar="[PATH|PACK]...")
@select
@formats(TEST)
@colour
def command(targets: tuple[str, ...], select: tuple[str, ...], formats: tuple[Format, ...], colour: str) -> int:
    """Hold rules to their examples and tests: `avoid` must fail, `prefer` must pass, `test` come out as it says.

    A PATH holds a company's own rules, a PACK is a shipped one. Without either: the rules of the workspace one is in,
    else all that are shipped. Says as well which verdict of a rule no case expects, and which check none makes fail.
    """
    from okrlang.testing import Unknown, try_rules

    found = try_rules(targets, select)
    if isinstance(found, Unknown):
        refuse_misnamed(found.why)
        return 2
    show(formats, TEST, found.report, colour, found.root, found.files)
    return found.code

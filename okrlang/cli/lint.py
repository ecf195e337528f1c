"""`okrlang lint`: what is wrong with goal texts."""

from __future__ import annotations

from typing import Any

import click

from okrlang.cli.options import Format, examples, refuse_misnamed, shared
from okrlang.cli.output import show
from okrlang.report.formats import LINT


@click.command("lint", epilog=examples("okrlang lint goals --format concise --fail-on warning"))
@shared(LINT)
def command(paths: tuple[str, ...], formats: tuple[Format, ...], colour: str, **wishes: Any) -> int:
    """Say what is wrong with goal texts, without reading any data.

    A PATH is an `.okr` file, a Markdown file with fenced okr blocks, or a folder.
    """
    from okrlang.session import Wishes, lint, load, misnamed

    loaded = load(paths)
    asked = Wishes(**wishes)
    refuse_misnamed(misnamed(loaded, asked))
    result = lint(loaded, asked)
    show(formats, LINT, result, colour, loaded.texts.root, loaded.files)
    return result.outcome.code

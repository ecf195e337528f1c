"""`okrlang lint`: what is wrong with goal texts."""

from __future__ import annotations

from typing import Any

import click

from okrlang.cli.options import Format, refuse_misnamed, shared
from okrlang.cli.output import medium, put, write
from okrlang.report.formats import LINT, MACHINES
from okrlang.report.page import Medium


@click.command("lint")
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
    for name, file in formats:
        if file is not None:
            write(file, LINT[name](result, Medium()), loaded.files)
            continue
        screen = medium(colour, loaded.texts.root)
        put(LINT[name](result, screen), "utf-8" if name in MACHINES else screen.encoding)
    return result.outcome.code

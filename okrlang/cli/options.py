"""The options that commands share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import click

from okrlang.syntax.nearest import nearest

Command = Callable[..., Any]
Format = tuple[str, str | None]  # its name, and the file it goes to, None for standard output


def day(written: str) -> date:
    """The date of an option, and nothing that only looks like one."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        raise click.BadParameter(f"'{written}' is no date such as 2026-09-30")
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise click.BadParameter(f"there is no day {written}") from error


def names(written: str) -> tuple[str, ...]:
    """The names of an option, with commas between them."""
    return tuple(name.strip() for name in written.split(",") if name.strip())


def one_of(formats: Iterable[str]) -> Callable[[str], Format]:
    """What reads the name of a format and, after a colon, of the file it goes to."""
    known = tuple(formats)

    def format_and_file(written: str) -> Format:
        name, colon, file = written.partition(":")
        if name not in known:
            near = nearest(name, known)
            advice = f"did you mean '{near}'?" if near else f"the formats are {', '.join(known)}"
            raise click.BadParameter(f"there is no format '{name}', {advice}")
        if colon and not file:
            raise click.BadParameter(f"after '{name}:' stands the name of a file")
        return name, file or None

    return format_and_file


def shared(formats: Iterable[str]) -> Callable[[Command], Command]:
    """The options of the commands that judge, with the formats that they know."""
    known = tuple(formats)

    def add(command: Command) -> Command:
        for option in reversed(_shared(known)):
            command = option(command)
        return command

    return add


def _shared(known: tuple[str, ...]) -> tuple[Callable[[Command], Command], ...]:
    severities = click.Choice(["error", "warning", "info"])
    some: dict[str, Any] = {"multiple": True, "type": names, "metavar": "NAMES"}
    return (
        click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
        formats(known),
        click.option("--select", help="Judge by these rules or packs only.", callback=_flat, **some),
        click.option("--ignore", help="Leave these rules or packs out.", callback=_flat, **some),
        click.option("--fail-on", type=severities, default="error", show_default=True, help="What ends with 1."),
        click.option("--exit-zero", is_flag=True, help="End with 0 in place of 1."),
        colour,
    )


def examples(*commands: str) -> str:
    """What stands below the options of a command: how it is called."""
    return "\n".join(("\b", "Example:" if len(commands) == 1 else "Examples:", *(f"  {each}" for each in commands)))


def formats(known: Iterable[str]) -> Callable[[Command], Command]:
    """The option that says in which of some formats to print, and to which files to write."""
    names = tuple(known)
    said = f"{', '.join(names[:-1])} or {names[-1]}; `{names[-1]}:FILE` writes a file. May be repeated."
    form: dict[str, Any] = {"multiple": True, "type": one_of(names), "default": [names[0]], "metavar": "FORMAT[:FILE]"}
    return click.option("--format", "formats", help=said, callback=_one_to_stdout, **form)


def colour(command: Command) -> Command:
    """The option that says whether to colour."""
    colours = click.Choice(["auto", "always", "never"])
    option = click.option("--color", "colour", type=colours, default="auto", show_default=True, help="Colour the text.")
    return option(command)


def select(command: Command) -> Command:
    """The option that names rules or packs."""
    some: dict[str, Any] = {"multiple": True, "type": names, "metavar": "NAMES"}
    return click.option("--select", help="Only these rules or packs.", callback=_flat, **some)(command)


def policies(command: Command) -> Command:
    """The option that names policies."""
    said = "Show what this policy says beside each goal's own status. May be repeated."
    some: dict[str, Any] = {"multiple": True, "type": names, "metavar": "NAME"}
    return click.option("--policy", "policies", help=said, callback=_flat, **some)(command)


def _flat(_: click.Context, __: click.Parameter, given: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(name for some in given for name in some)


def _one_to_stdout(_: click.Context, __: click.Parameter, formats: tuple[Format, ...]) -> tuple[Format, ...]:
    if sum(file is None for _, file in formats) > 1:
        raise click.BadParameter("only one format goes to standard output; others go to files, as in json:FILE")
    return formats


def refuse_misnamed(complaint: str | None) -> None:
    """Ends with a usage error where a name that was asked for names nothing."""
    if complaint:
        raise click.UsageError(complaint[0].upper() + complaint[1:])

"""The command line: the only home of click, one command a file."""

from __future__ import annotations

import atexit
import errno
import gc
import importlib
import os
import sys
from collections.abc import Sequence

import click

from okrlang import __version__
from okrlang.cli.output import say, stop_printing
from okrlang.syntax.nearest import nearest

_COMMANDS = ("lint", "evaluate", "explain", "test", "schema")
_DEFECT = """okrlang has a defect and cannot go on: {kind} in {place}. That is not the fault of your texts.
Please report it with this line, the command, and the texts if you may show them; with OKRLANG_TRACEBACK=1 set, the
command says more. okrlang {version}, Python {python}"""


class _Commands(click.Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"okrlang.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in _COMMANDS and not args[0].startswith("-"):
            near = nearest(args[0], _COMMANDS)
            advice = f"Did you mean '{near}'?" if near else f"The commands are {', '.join(_COMMANDS)}."
            ctx.fail(f"There is no command '{args[0]}'. {advice}")
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="okrlang %(version)s")
@click.option("--traceback", is_flag=True, envvar="OKRLANG_TRACEBACK", hidden=True)
def _okrlang(traceback: bool) -> None:
    """Goals as code: says what is wrong with goal texts, and whether the goals are met.

    Exit codes: 0 nothing blocks, 1 something does, 2 the command, the configuration or a text is not as it should be
    or there is nothing to judge, 3 data could not be read, 4 a defect of okrlang.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and gives its exit code; the only place where an exception ends."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # A run makes many objects that stay to its end, and few circles: to look for those takes a fifth of the time of a
    # large workspace, and a sixth of a lint when all goes away with the process.
    gc.disable()
    atexit.register(gc.freeze)
    try:
        return _run(given)
    except click.ClickException as error:
        error.show()
        return 2
    except click.exceptions.Exit as error:
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except Exception as defect:
        if "--traceback" in given or os.environ.get("OKRLANG_TRACEBACK"):
            raise
        say(_apology(defect))
        return 4
    finally:
        gc.enable()


def _run(arguments: list[str]) -> int:
    try:
        os.getcwd()
    except OSError as error:
        raise click.ClickException("the working directory is not there any more.") from error
    try:
        with _okrlang.make_context("okrlang", arguments) as context:
            code = _okrlang.invoke(context)
            return code if isinstance(code, int) else 0
    except OSError as error:  # click prints help and version by itself
        if error.errno not in (errno.ENOSPC, errno.EPIPE, errno.EIO):
            raise
        stop_printing(error)
        return 0


def _apology(defect: Exception) -> str:
    place, last = "an unknown place", defect.__traceback__
    while last is not None:
        code = last.tb_frame.f_code
        if "okrlang" in code.co_filename:
            place = f"{os.path.basename(code.co_filename)} line {last.tb_lineno}"
        last = last.tb_next
    python = ".".join(map(str, sys.version_info[:3]))
    return _DEFECT.format(kind=type(defect).__name__, place=place, version=__version__, python=python)

"""A case is a text: why, the files, the command, its output and its exit code.

    A sentence that says why.
    === goals.okr
    objective …
    === command
    okrlang lint goals.okr
    === output
    …
    === exit 0

`command`, `output` and `exit` are no files of the workspace. `=== from samples/payments` brings a folder of
the checkout along. A case may have several commands, each followed by its output and exit code.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
_MARK = re.compile(r"^=== (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    """A case as read from its text: parts in order, each a head and a body."""

    why: str
    parts: tuple[tuple[str, str], ...]

    def text(self) -> str:
        """The case as it is written."""
        return self.why + "".join(f"=== {head}\n{body}" for head, body in self.parts)


def read(text: str) -> Case:
    """The case that a text holds."""
    why, *rest = _MARK.split(text)
    return Case(why, tuple((head, body.removeprefix("\n")) for head, body in zip(rest[::2], rest[1::2], strict=True)))


def run(case: Case, folder: Path) -> Case:
    """The case as it comes out when its commands are run in a folder of its own."""
    parts: list[tuple[str, str]] = []
    output, code = "", 0
    for head, body in case.parts:
        if head == "command":
            output, code = command(body.strip(), folder)
            parts.append((head, body))
        elif head == "output":
            parts.append((head, output))
        elif head.startswith("exit "):
            parts.append((f"exit {code}", body))
        else:
            parts.append((head, body))
            _lay(head, body, folder)
    return Case(case.why, tuple(parts))


def _lay(head: str, body: str, folder: Path) -> None:
    if head.startswith("from "):
        shutil.copytree(CHECKOUT / head.removeprefix("from "), folder, dirs_exist_ok=True)
        return
    path = folder / head
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body, encoding="utf-8", newline="")


def command(line: str, folder: Path) -> tuple[str, int]:
    program, *arguments = shlex.split(line)
    assert program == "okrlang", line
    done = subprocess.run(
        [sys.executable, "-m", "okrlang", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        env={"PATH": os.environ["PATH"], "PYTHONHASHSEED": "random", "LC_ALL": "C"},
    )
    printed = done.stdout + done.stderr
    return printed + "\n" * (bool(printed) and not printed.endswith("\n")), done.returncode

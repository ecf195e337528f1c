"""okrlang: a language for goals, and an engine that says honestly whether they are met.

Each function imports what it needs when it is called, so that importing the package costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # true to those who check types; `typing` itself would cost more than all else here
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from os import PathLike
    from typing import Any

    from okrlang.report.linted import LintResult
    from okrlang.report.report import Report
    from okrlang.session import Loaded
    from okrlang.syntax.diagnostic import Diagnostic
    from okrlang.syntax.tree import Sheet

__version__ = "0.1.0"
__all__ = ["Report", "evaluate", "lint", "load", "parse"]


def parse(text: str, path: str = "text.okr") -> tuple[Sheet, tuple[Diagnostic, ...]]:
    """The syntax of one goal text, and what is wrong with it."""
    from okrlang.syntax.parser import parse as parsed
    from okrlang.syntax.reader import with_newlines
    from okrlang.syntax.source import Source

    return parsed(Source(path, with_newlines(text)))


def load(paths: Sequence[str | PathLike[str]]) -> Loaded:
    """The workspace that files and folders belong to, and what is wrong with its texts."""
    from okrlang import session

    return session.load(paths)


def lint(paths: Sequence[str | PathLike[str]], **wishes: Any) -> LintResult:
    """What is wrong with goal texts; `wishes` are those of `okrlang.wishes.Wishes`."""
    from okrlang import session
    from okrlang.wishes import Wishes

    return session.lint(session.load(paths), Wishes(**wishes))


def evaluate(
    paths: Sequence[str | PathLike[str]], as_of: date, environment: Mapping[str, str] | None = None, **wishes: Any
) -> Report:
    """Whether goals are met at the end of a day; `wishes` are those of `okrlang.wishes.Wishes`.

    `environment` holds the addresses of databases that sources name.
    """
    from okrlang import session
    from okrlang.wishes import Wishes

    return session.evaluate(session.load(paths), as_of, Wishes(**wishes), environment).report


def __getattr__(name: str) -> Any:
    if name == "Report":
        from okrlang.report.report import Report

        return Report
    raise AttributeError(f"module 'okrlang' has no attribute '{name}'")

"""Throws texts that grow by what they reach at the parser, the resolver and the checker of rules.

Needs atheris, which the project does not install: `pip install atheris`. Then, for a million texts of at most 2,000
bytes, none of which may take longer than five seconds or a gigabyte:

    python benchmarks/fuzz.py CORPUS -runs=1000000 -max_len=2000 -timeout=5 -rss_limit_mb=1024

Every argument but the first is passed on to libFuzzer; CORPUS is a folder, made where there is none, in which it keeps
what it found. Whatever is no tuple of diagnostics is a defect: an exception ends the run with the text that caused it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["okrlang"]):
    from okrlang.logic import packs
    from okrlang.logic.checker import check
    from okrlang.model.resolver import resolve
    from okrlang.syntax.parser import parse
    from okrlang.syntax.snippet import render
    from okrlang.syntax.source import Source

SEEDS = ("samples", "rules", "tests")


WORDS = sorted(
    {word for path in Path("grammar").glob("*.lark") for word in re.findall(r'"([^"\\\s]+)"', path.read_text("utf-8"))}
)
MORE = ("a", "o.k", "x", "2026-Q3", "2026-07-01", "3", "4.2%", "12 pages", "2 weeks", '"T"', "\n", "k.target", "o", "k")


def text(data: bytes) -> str:
    """The text that some bytes stand for: themselves, or, after an odd one, words of the language."""
    if not data or data[0] % 2 == 0:
        return data[1:].decode("utf-8", "replace")
    known = (*MORE, *WORDS)
    return " ".join(known[(high * 256 + low) % len(known)] for high, low in zip(data[1::2], data[2::2], strict=False))


def one(data: bytes) -> None:
    """Reads a text as goals and rules; nothing of it is judged."""
    written = text(data)
    sheet, faults = parse(Source("goals.okr", written))
    shipped, _ = packs.shipped()
    workspace, wrong = resolve([sheet], packs.known(shipped))
    known, own = packs.with_workspace(shipped, workspace, {"goals.okr": written.encode()})
    _, unsound = check(known)
    for found in (*faults, *wrong, *own, *unsound):
        assert render(found), found


def seed(corpus: Path) -> None:
    """Puts the pieces of the project's own texts into a corpus, a declaration or two each."""
    corpus.mkdir(parents=True, exist_ok=True)
    for folder in SEEDS:
        for path in sorted(Path(folder).rglob("*.okr")):
            for number, piece in enumerate(path.read_text("utf-8").split("\n\n")):
                (corpus / f"{path.stem}-{folder}-{number}").write_text(" " + piece, "utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        seed(Path(sys.argv[1]))
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()

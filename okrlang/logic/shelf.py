"""The shelf: where the shipped packs lie, and the pieces that their texts consist of."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen
from okrlang.syntax.parser import parse_stretch
from okrlang.syntax.source import Source

# Packs are laid out by the formatter: a file begins with a comment that says what it holds, a declaration begins in the
# first column. The patterns begin with the end of a line, which is found quickly; `^` would be tried at every letter.
_HEAD = re.compile(r"\n(pack|param|define|policy|checklist|rule|setting|test)\b(?: ([\w-]+))?")
# Half of a rule are examples, and most commands do not want them. What is left stays where it is.
_EXAMPLES = re.compile(r"\n  (?:avoid|prefer) \{\n(?:(?:    [^\n]*)?\n)*+  \}(?=\n)")


class Piece(Frozen):
    """One declaration of a pack that is not parsed yet: its kind and name, and where it stands."""

    kind: str
    name: str
    pack: str
    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.source.text[self.start : self.end]

    def node(self) -> tree.Node:
        """The declaration. The tests hold the packs to it that there is one, and nothing wrong with it."""
        declarations, faults = parse_stretch(self.source, self.start, self.end)
        assert len(declarations) == 1, faults
        return declarations[0]


class Folder(Frozen):
    """A folder of the shelf: one pack, its files in order of their names."""

    name: str
    files: tuple[str, ...]
    contents: tuple[bytes, ...]

    def sources(self, examples: bool) -> tuple[Source, ...]:
        """Its texts, with what its rules avoid and prefer or without."""
        paths = (f"rules/{self.name}/{file}" for file in self.files)
        texts = (content.decode("utf-8") for content in self.contents)
        return tuple(Source(path, t if examples else _without(t)) for path, t in zip(paths, texts, strict=True))

    def holds(self, node: tree.Node) -> bool:
        """Whether a declaration stands in one of its files."""
        return node.span.path.startswith(f"rules/{self.name}/")

    def pieces(self) -> Iterator[Piece]:
        """Its declarations without their examples, in order."""
        for source in self.sources(examples=False):
            heads = [*_HEAD.finditer(source.text)]
            ends = [*(head.start(1) for head in heads[1:]), len(source.text)]
            for head, end in zip(heads, ends, strict=True):
                yield Piece(head[1], head[2] or "", self.name, source, head.start(1), end)


def folders() -> tuple[Folder, ...]:
    """All packs there are, by name."""
    shelf = place()
    return tuple(_folder(shelf, name) for name in sorted(os.listdir(shelf)) if os.path.isdir(f"{shelf}/{name}"))


def place() -> str:
    """The folder of the packs: inside the package once installed, beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = f"{package}/rules"
    return inside if os.path.isdir(inside) else f"{os.path.dirname(package)}/rules"


def _folder(shelf: str, name: str) -> Folder:
    files = tuple(sorted(file for file in os.listdir(f"{shelf}/{name}") if file.endswith(".okr")))
    return Folder(name, files, tuple(_content(f"{shelf}/{name}/{file}") for file in files))


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _without(text: str) -> str:
    return _EXAMPLES.sub(_blank, text)


def _blank(examples: re.Match[str]) -> str:
    lines = examples[0].count("\n")
    return " " * (len(examples[0]) - lines) + "\n" * lines

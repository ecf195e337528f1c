"""The shelf: where the shipped packs lie, and the pieces that their texts consist of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen
from okrlang.syntax.parser import parse_stretch
from okrlang.syntax.source import Source

# Packs are laid out by the formatter: a declaration begins in the first column, and so do the braces that end it.
_HEAD = re.compile(r"^(pack|param|define|policy|checklist|rule|setting|test)\b(?: ([\w-]+))?", re.MULTILINE)
# Half of a pack are examples, and most commands do not want them. What is left stays on its lines.
_EXAMPLES = re.compile(r"^  (?:avoid|prefer) \{$.*?^  \}$", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"[^\n]+")


class Piece(Frozen):
    """One declaration of a pack that is not parsed yet: its kind and name, and where it stands."""

    kind: str
    name: str
    pack: str
    source: Source
    start: int
    end: int

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
            ends = [*(head.start() for head in heads[1:]), len(source.text)]
            for head, end in zip(heads, ends, strict=True):
                yield Piece(head[1], head[2] or "", self.name, source, head.start(), end)


def folders() -> tuple[Folder, ...]:
    """All packs there are, by name."""
    return tuple(map(_folder, sorted(path for path in place().iterdir() if path.is_dir())))


def place() -> Path:
    """The folder of the packs: inside the package once installed, beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def _folder(path: Path) -> Folder:
    files = sorted(file for file in path.iterdir() if file.suffix == ".okr")
    return Folder(path.name, tuple(file.name for file in files), tuple(file.read_bytes() for file in files))


def _without(text: str) -> str:
    return _EXAMPLES.sub(lambda found: _LINE.sub(lambda line: " " * len(line[0]), found[0]), text)

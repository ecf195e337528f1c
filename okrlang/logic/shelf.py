"""The shelf: where the shipped packs lie, and their texts."""

from __future__ import annotations

import re
from pathlib import Path

from okrlang.syntax.frozen import Frozen
from okrlang.syntax.source import Source

# Half of a pack are examples, and most commands do not want them. Left out, what remains stays on its lines. This goes
# by the layout that packs have; what is laid out in another way is parsed and costs a moment.
_EXAMPLES = re.compile(
    r"^  (?:avoid|prefer) \{$.*?^  \}$|^(?:setting|test [^\n]*) \{$.*?^\}$", re.MULTILINE | re.DOTALL
)
_LINE = re.compile(r"[^\n]+")


class Folder(Frozen):
    """A folder of the shelf: one pack, its files in order of their names."""

    name: str
    files: tuple[str, ...]
    contents: tuple[bytes, ...]

    def sources(self, examples: bool) -> tuple[Source, ...]:
        """Its texts, with what rules avoid and prefer, settings and tests, or without."""
        paths = (f"rules/{self.name}/{file}" for file in self.files)
        texts = (content.decode("utf-8") for content in self.contents)
        return tuple(Source(path, t if examples else _without(t)) for path, t in zip(paths, texts, strict=True))


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

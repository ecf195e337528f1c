"""A workspace as loaded: the texts of a root, what they mean, and the packs they are judged by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from os.path import join
from typing import TYPE_CHECKING

from okrlang import config
from okrlang.logic import packs as shelf
from okrlang.logic.checker import check
from okrlang.logic.packs import Packs
from okrlang.model.resolver import resolve
from okrlang.model.workspace import Workspace
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.frozen import Individual
from okrlang.syntax.parser import parse
from okrlang.texts import Texts, gather

if TYPE_CHECKING:
    from os import PathLike

_QUOTED = re.compile(r'"{1,3}([^"\n]+)"')


class Loaded(Individual):
    """The texts of a root as meant: `broken` are faults of files and configuration, `unparsed` and `wrong` of texts."""

    texts: Texts
    paths: frozenset[str]
    packs: Packs
    defaults: Packs
    workspace: Workspace
    declarations: int
    broken: tuple[Diagnostic, ...]
    unparsed: tuple[Diagnostic, ...]
    wrong: tuple[Diagnostic, ...]

    @property
    def time_zone(self) -> str:
        """The time zone of the company, UTC when nobody says."""
        return self.workspace.company.time_zone if self.workspace.company else "UTC"

    @property
    def files(self) -> tuple[str, ...]:
        """All files that an output must leave alone: those that were or should have been read, and those named."""
        own = (*config.FILES, *(text.path for text in self.texts.texts), *(d.span.path for d in self.broken))
        return tuple(join(self.texts.root, path) for path in dict.fromkeys((*own, *self._named())))

    def _named(self) -> Iterator[str]:
        """Whatever stands in quotes in a text and may be the path of a file: data, evidence, a sheet of another."""
        for text in self.texts.texts:
            if text.source is not None:
                yield from (found[1] for found in _QUOTED.finditer(text.source.text) if "\0" not in found[1])

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the texts that were asked for."""
        return tuple(d for d in (*self.broken, *self.unparsed, *self.wrong) if self.is_asked(d.span.path))

    def is_asked(self, path: str | None) -> bool:
        """Whether what stands in a file is to be reported."""
        asked = self.texts.asked
        return asked is None or path is None or path in asked or path not in self.paths


def load(paths: Sequence[str | PathLike[str]]) -> Loaded:
    """Everything that the texts of a root say."""
    texts = gather(paths)
    parsed = [parse(text.source) for text in texts.texts if text.source is not None]
    shipped, faults = shelf.shipped()
    assert not faults, faults[0]  # the tests hold the shipped packs to it
    workspace, wrong = resolve([sheet for sheet, _ in parsed], shelf.known(shipped))
    packs, own = shelf.with_workspace(shipped, workspace, {text.path: text.data for text in texts.texts})
    packs, unfit = config.applied(texts.config, packs)
    packs, unsound = check(packs)
    declarations = sum(len(sheet.declarations) + len(sheet.broken) for sheet, _ in parsed)
    unparsed = tuple(fault for _, faults in parsed for fault in faults)
    return Loaded(
        texts,
        frozenset(text.path for text in texts.texts),
        packs,
        shipped,
        workspace,
        declarations,
        broken=(*texts.faults, *unfit),
        unparsed=unparsed,
        wrong=(*wrong, *own, *unsound),
    )

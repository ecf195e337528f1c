"""The two use cases, lint and evaluate, as straight lines of calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from okrlang import config
from okrlang.logic import packs as shelf
from okrlang.logic.packs import Packs
from okrlang.logic.rule import Rule
from okrlang.model.resolver import resolve
from okrlang.model.workspace import Workspace
from okrlang.report.linted import LintResult
from okrlang.report.outcome import BLOCKING, Facts, is_as_grave, outcome
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.parser import parse
from okrlang.texts import Texts, gather

if TYPE_CHECKING:  # lint does not pay for what evaluate needs
    from okrlang.judge.finding import Finding


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked of a run beside its paths; the configuration says what is left open here."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    exit_zero: bool = False
    data: Path | None = None
    cycle: str | None = None
    checklist: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """The texts of a root as meant. `broken` are faults of files and configuration, `unparsed` of syntax, `wrong` of meaning."""

    texts: Texts
    packs: Packs
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
    def files(self) -> tuple[Path, ...]:
        """All files that were read."""
        own = (self.texts.config.source.path,) if self.texts.config.source else ()
        return tuple(self.texts.root / path for path in (*own, *(text.path for text in self.texts.texts)))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the texts that were asked for, by place."""
        found = (d for d in (*self.broken, *self.unparsed, *self.wrong) if self.is_asked(d.span.path))
        return tuple(sorted(found, key=Diagnostic.order))

    def is_asked(self, path: str | None) -> bool:
        """Whether what stands in a file is to be reported."""
        asked = self.texts.asked
        return asked is None or path is None or path in asked or all(path != text.path for text in self.texts.texts)


def load(paths: Sequence[str | Path]) -> Loaded:
    """Everything that the texts of a root say."""
    texts = gather(paths)
    parsed = [parse(text.source) for text in texts.texts if text.source is not None]
    packs, faults = shelf.shipped()
    assert not faults, faults[0]  # the tests hold the shipped packs to it
    workspace, wrong = resolve([sheet for sheet, _ in parsed], shelf.known(packs))
    packs, own = shelf.with_workspace(packs, workspace)
    packs, unfit = config.applied(texts.config, packs)
    declarations = sum(len(sheet.declarations) + len(sheet.broken) for sheet, _ in parsed)
    unparsed = tuple(fault for _, faults in parsed for fault in faults)
    return Loaded(texts, packs, workspace, declarations, (*texts.faults, *unfit), unparsed, (*wrong, *own))


# --- lint ------------------------------------------------------------------------------------------------------------


def lint(loaded: Loaded, wishes: Wishes = Wishes()) -> LintResult:
    """What is wrong with goal texts, by the language itself and by the rules that read goals only."""
    rules = _selected(loaded, wishes, [rule for rule in loaded.packs.rules.values() if rule.static])
    findings: tuple[Finding, ...] = ()
    return LintResult(
        texts=tuple((text.path, text.data) for text in loaded.texts.texts),
        packs=loaded.packs.infos,
        diagnostics=loaded.diagnostics,
        findings=findings,
        rules=len(rules),
        subjects=len({finding.subject for finding in findings}),
        outcome=outcome(_facts(loaded, wishes, findings)),
    )


def _selected(loaded: Loaded, wishes: Wishes, rules: Iterable[Rule]) -> list[Rule]:
    """The rules that the command line, or else the configuration, asks for."""
    wanted = wishes.select or loaded.texts.config.select
    unwanted = (*wishes.ignore, *loaded.texts.config.ignore)
    return [
        rule
        for rule in rules
        if (not wanted or rule.name in wanted or rule.pack in wanted)
        and rule.name not in unwanted
        and rule.pack not in unwanted
    ]


def _facts(loaded: Loaded, wishes: Wishes, findings: Iterable[Finding]) -> Facts:
    """What decides how a run ends, as far as texts and findings go."""
    blocking = [f for f in findings if f.verdict in BLOCKING and is_as_grave(f.severity, wishes.fail_on)]
    return Facts(
        broken=_erring(loaded, loaded.broken),
        unparsed=_erring(loaded, loaded.unparsed),
        nothing=_nothing(loaded),
        diagnostics=sum(is_as_grave(d.severity, wishes.fail_on) for d in loaded.diagnostics),
        findings=len(blocking),
        exit_zero=wishes.exit_zero,
    )


def _erring(loaded: Loaded, diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    """The files that errors are about, of those asked for."""
    return tuple(d.span.path for d in diagnostics if d.severity == "error" and loaded.is_asked(d.span.path))


def _nothing(loaded: Loaded) -> str | None:
    """Why there is nothing to judge, if so."""
    if not loaded.texts.texts:
        return "there is no goal text"
    return None if loaded.declarations else "the texts declare nothing"

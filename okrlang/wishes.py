"""What is asked of a run beside its paths, and which names among that name nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from okrlang import config
from okrlang.loading import Loaded
from okrlang.report.words import listed
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.frozen import Frozen

MOST_NAMED = 12  # cycles or policies


class Wishes(Frozen):
    """What is asked of a run beside its paths; the configuration says what is left open here.

    `policies` stand beside each goal's own. `snapshot` is a history that is read, and for which a line is made.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    exit_zero: bool = False
    data: str | None = None
    cycle: str | None = None
    checklist: str | None = None
    charts: bool = True
    policies: tuple[str, ...] = ()
    snapshot: str | None = None


def misnamed(loaded: Loaded, wishes: Wishes) -> str | None:
    """What is wrong with the first name among the wishes that names nothing, with the nearest that does.

    While texts cannot be read whole, a rule may be missing for that: then what is wrong with them comes first.
    """
    if erring(loaded, loaded.unparsed) and not (wishes.cycle or wishes.checklist or wishes.policies):
        return None
    packs, cycles = loaded.packs, [cycle.id for cycle in loaded.workspace.cycles]
    known = (*packs.rules, *config.pack_names(packs))
    asked = [("rule or pack", name, known) for name in (*wishes.select, *wishes.ignore)]
    asked += [("cycle", wishes.cycle, tuple(cycles))] if wishes.cycle else []
    asked += [("checklist", wishes.checklist, tuple(packs.checklists))] if wishes.checklist else []
    asked += [("policy", name, tuple(packs.policies)) for name in wishes.policies]
    for kind, name, names in asked:
        if name not in names and not (kind == "rule or pack" and _is_misread(loaded, name)):
            advice = config.advice_on(name, names) or _there_are(kind, names)
            return f"there is no {kind} `{name}`" + (f": {advice}" if advice else "")
        if kind == "rule or pack" and config.is_apart(name, packs):
            return f"`{name}` speaks through a checklist, which `--select` and `--ignore` never change: {config.APART}"
    return None


def _is_misread(loaded: Loaded, name: str) -> bool:
    """Whether a text declares a rule or pack of that name that a mistake keeps from being one."""
    declared = re.compile(rf"(?m)^\s*(?:rule|pack)\s+{re.escape(name)}(?![\w-])")
    texts = {text.path for text in loaded.texts.texts if text.source and declared.search(text.source.text)}
    return any(d.severity == "error" and d.span.path in texts for d in loaded.diagnostics)


def _there_are(kind: str, names: Sequence[str]) -> str | None:
    """Which cycles or policies there are."""
    if kind == "policy":
        return f"the policies are {listed(sorted(names), MOST_NAMED)}"
    if kind == "cycle":
        return f"the cycles are {listed(sorted(names), MOST_NAMED)}" if names else "the texts name no cycle"
    return None


def erring(loaded: Loaded, diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    """The files that errors are about, of those asked for."""
    return tuple(d.span.path for d in diagnostics if d.severity == "error" and loaded.is_asked(d.span.path))

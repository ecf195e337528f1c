"""Testing: the rules of packs, shipped ones or a company's own, held to their examples and tests."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from os.path import abspath, commonpath, exists, realpath
from typing import TYPE_CHECKING

from okrlang.config import advice_on, pack_names
from okrlang.judge.rule_tests import Gap, Outcome, cases, gaps, outcome
from okrlang.loading import load
from okrlang.logic import shelf
from okrlang.logic.packs import Packs, shipped
from okrlang.logic.rule import Rule
from okrlang.report.words import count, listed
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.frozen import Individual
from okrlang.texts import is_workspace

if TYPE_CHECKING:
    from okrlang.report.tested import TrialReport

MOST = 4  # names in a sentence
_NO_CASES = "no rule has an example or a test"
_NO_RULES = "no rule stands here; name a shipped pack, such as `core`, to test that"


class Trials(Individual):
    """What tests found: each case, what no case asks for, and how it ends; `names` are the packs that were tested."""

    packs: Packs
    names: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    gaps: tuple[Gap, ...]
    rules: int
    code: int
    because: str
    root: str
    files: tuple[str, ...]

    @property
    def report(self) -> TrialReport:
        """The same for machines."""
        from okrlang.report.trials import report

        return report(self.packs, self.names, self.outcomes, self.gaps, self.rules, self.code, self.because)


class Unknown(Individual):
    """Why nothing can be tested: a name that names nothing, with the nearest."""

    why: str


class _Bench(Individual):
    """Rules to be tested with all that they need: packs with their examples, and the folders of faults in them."""

    packs: Packs
    rules: tuple[Rule, ...]
    own: tuple[str, ...]
    faults: tuple[Diagnostic, ...]
    root: str
    files: tuple[str, ...]


def try_rules(targets: Sequence[str], select: Sequence[str] = ()) -> Trials | Unknown:
    """Tests packs by their names or folders, or the company's own in a workspace; `select` names rules or packs.

    Without a target: the rules of the workspace one is in, else all that are shipped.
    """
    bench = _bench(targets)
    if isinstance(bench, Unknown):
        return bench
    known = (*bench.packs.rules, *pack_names(bench.packs))
    for name in select:
        if name not in known:
            advice = advice_on(name, known)
            return Unknown(f"there is no rule or pack `{name}`" + (f": {advice}" if advice else ""))
    rules = tuple(rule for rule in bench.rules if not select or rule.name in select or rule.pack in select)
    asked = cases(bench.packs, rules, () if select else bench.own)
    outcomes = tuple(outcome(bench.packs, case) for case in asked)
    code, because = _end(bench, rules, outcomes)
    names = tuple(dict.fromkeys((*(rule.pack for rule in rules), *(case.pack for case in asked))))
    found = gaps(bench.packs, rules, outcomes)
    return Trials(bench.packs, names, outcomes, found, len(rules), code, because, bench.root, bench.files)


def _end(bench: _Bench, rules: Sequence[Rule], outcomes: Sequence[Outcome]) -> tuple[int, str]:
    """The exit code, and why."""
    broken = [fault.span.path for fault in bench.faults]
    if broken:
        names = listed((f"`{path}`" for path in dict.fromkeys(broken)), MOST)
        return 2, f"mistakes keep {names} from being read whole: `okrlang lint` says what is wrong"
    if not outcomes:
        return 2, "there is nothing to run: " + (_NO_CASES if rules else _NO_RULES)
    failed = sum(bool(each.wrong) for each in outcomes)
    return (1, f"{count(failed, 'case')} failed") if failed else (0, "every case came out as it should")


# --- what is meant ---------------------------------------------------------------------------------------------------


def _bench(targets: Sequence[str]) -> _Bench | Unknown:
    """The rules that some targets mean."""
    if not targets:
        return _workspace(["."]) if is_workspace(".") else _shelf(None)
    packs, paths = list[str](), list[str]()
    for target in targets:
        if exists(target):
            (packs if _on_shelf(target) else paths).append(target)
        elif target in pack_names(shipped()[0]):
            packs.append(target)
        else:
            return _missing(target)
    if packs and paths:
        return Unknown("shipped packs and a workspace cannot be tested in one run")
    return _workspace(paths) if paths else _shelf(packs)


def _missing(target: str) -> _Bench | Unknown:
    """What a target means that is neither a path nor a shipped pack: a pack or rule of the workspace one is in."""
    own = _workspace(["."]) if is_workspace(".") else None
    if own is not None and target in own.own:
        rules = tuple(rule for rule in own.rules if rule.pack == target)
        return _Bench(own.packs, rules, (target,), own.faults, own.root, own.files)
    names = (*pack_names(shipped()[0]), *(own.own if own else ()), *_names_beside(target))
    advice = advice_on(target, names) or f"the packs are {listed((f'`{n}`' for n in pack_names(shipped()[0])), 8)}"
    return Unknown(f"there is no pack, file or folder `{target}`: {advice}")


def _names_beside(target: str) -> Iterable[str]:
    try:
        return sorted(os.listdir(os.path.dirname(target) or "."))
    except OSError:
        return ()


def _on_shelf(path: str) -> bool:
    """Whether a path lies where the shipped packs lie."""
    home = realpath(shelf.place())
    return commonpath((realpath(abspath(path)), home)) == home


def _shelf(targets: Sequence[str] | None) -> _Bench:
    """Shipped packs: all of them, or those named or lying in some folders."""
    packs, faults = shipped(examples=True)
    home = realpath(shelf.place())
    wanted = [realpath(t) if exists(t) and _on_shelf(t) else os.path.join(home, t) for t in targets or (home,)]

    def is_wanted(rule: Rule) -> bool:
        place = os.path.join(home, rule.span.path.partition("/")[2])
        return any(commonpath((place, path)) == path for path in wanted)

    rules = tuple(rule for rule in packs.rules.values() if is_wanted(rule))
    return _Bench(packs, rules, (), faults, os.path.dirname(home), ())


def _workspace(paths: Sequence[str]) -> _Bench:
    """The company's own rules that stand in some texts."""
    loaded = load(paths)
    own = [rule for rule in loaded.packs.rules.values() if rule.own and loaded.is_asked(rule.span.path)]
    names = tuple(dict.fromkeys(info.name for info in loaded.packs.infos if info not in loaded.defaults.infos))
    faults = tuple(fault for fault in (*loaded.broken, *loaded.unparsed) if fault.severity == "error")
    return _Bench(loaded.packs, tuple(own), names, faults, loaded.texts.root, loaded.files)

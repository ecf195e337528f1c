"""The two use cases, lint and evaluate, as straight lines of calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from os.path import join
from typing import TYPE_CHECKING

from okrlang import config
from okrlang.judge.facts import NO_DAY, gathered
from okrlang.judge.finding import Finding
from okrlang.judge.judge import Judgement, judge
from okrlang.judge.waivers import Waivers, said_of_waivers
from okrlang.judge.world import GoalWorld
from okrlang.loading import Loaded, load
from okrlang.logic.packs import Packs
from okrlang.logic.rule import Rule
from okrlang.model.quantity import Quantity
from okrlang.model.workspace import Cycle, Workspace
from okrlang.report.linted import LintResult
from okrlang.report.outcome import BLOCKING, Facts, is_as_grave, outcome
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.frozen import Frozen, altered
from okrlang.wishes import Wishes, erring

if TYPE_CHECKING:  # lint does not pay for what evaluate needs
    from okrlang.history.journal import History
    from okrlang.history.snapshot import Snapshot
    from okrlang.judge.checklist import ChecklistResult
    from okrlang.measure.measures import DataProblem, Measures
    from okrlang.report.report import Report
    from okrlang.score.back_test import BackTest
    from okrlang.score.scores import Scores

__all__ = [
    "EvaluateResult",
    "Loaded",
    "evaluate",
    "lint",
    "load",
    "measured",
    "recorded",
    "ticked_off",
]

CHECKLIST = "okr_procedure"
"""The checklist that is reported where nobody names another."""


# --- lint ------------------------------------------------------------------------------------------------------------


def lint(
    loaded: Loaded, wishes: Wishes, as_of: date | None = None, environment: Mapping[str, str] | None = None
) -> LintResult:
    """What is wrong with goal texts, by the language itself and by the rules that read goals only.

    With `as_of`, thresholds and targets are held against the figures up to the end of that day.
    """
    world = GoalWorld(gathered(loaded.workspace, NO_DAY, _params(loaded.packs)))
    waivers = Waivers(loaded.workspace, None)
    asked = _asked_rules(loaded, wishes)
    judgements = judge(loaded.packs, loaded.packs.static(asked), world, waivers=waivers)
    findings, diagnostics = _failed(loaded, judgements), loaded.diagnostics
    advice = judge(loaded.packs, _followed_rules(loaded), world, waivers=waivers)
    facts = _facts(loaded, wishes, diagnostics, findings)
    if not judgements:
        nothing = None if asked or facts.diagnostics else "no rule is left of those that were asked for"
        facts = altered(facts, nothing=facts.nothing or nothing, waits=bool(asked))
    back_tests, problems = _held_against_the_past(loaded, as_of, wishes.data, environment) if as_of else ((), ())
    facts = altered(facts, unreadable=_unreadable(problems))
    return LintResult(
        texts=_texts(loaded),
        packs=loaded.packs.infos,
        diagnostics=tuple(sorted(diagnostics, key=Diagnostic.order)),
        findings=tuple(sorted((*findings, *_failed(loaded, advice)), key=_order)),
        rules=len(judgements) + len(advice),
        verdicts=_verdicts((*judgements, *advice)),
        outcome=outcome(facts),
        back_tests=back_tests,
        problems=problems,
    )


def _held_against_the_past(
    loaded: Loaded, as_of: date, data: str | None, environment: Mapping[str, str] | None
) -> tuple[tuple[BackTest, ...], tuple[DataProblem, ...]]:
    """How the thresholds and targets that were asked for would have fared, and what is wrong with the data."""
    _, scores, measures = measured(loaded, as_of, data, environment)
    key_results = [k for o in loaded.workspace.objectives for k in o.key_results if loaded.is_asked(k.span.path)]
    kpis = [kpi for kpi in loaded.workspace.kpis if loaded.is_asked(kpi.span.path)]
    return (*map(scores.back_test, key_results), *map(scores.back_test, kpis)), measures.problems


def _unreadable(problems: Iterable[DataProblem]) -> tuple[str, ...]:
    """The sources that could not be read."""
    return tuple(problem.path or problem.source for problem in problems if problem.unreadable)


def _followed_rules(loaded: Loaded) -> tuple[Rule, ...]:
    """The rules of the checklist that the company follows: a lint shows them, and leaves blocking to the checklist."""
    company = loaded.workspace.company
    followed = loaded.packs.checklists.get(company.follows or "") if company else None
    names = [name for name, pack in loaded.packs.homes.items() if followed and pack == followed.pack]
    return loaded.packs.static(names)


def _failed(loaded: Loaded, judgements: Iterable[Judgement]) -> tuple[Finding, ...]:
    """The findings of a lint: what is not known without data is not wrong yet."""
    return tuple(f for f in _findings(loaded, judgements) if f.verdict in ("fail", "error"))


# --- evaluate --------------------------------------------------------------------------------------------------------


class EvaluateResult(Frozen):
    """The report of an evaluation, and all files that it rests on, with the one that holds its history.

    `snapshot` is what is to be recorded there, where that was asked for and the texts could be judged.
    """

    report: Report
    files: tuple[str, ...]
    history: str | None
    snapshot: Snapshot | None


def evaluate(
    loaded: Loaded, as_of: date, wishes: Wishes, environment: Mapping[str, str] | None = None
) -> EvaluateResult:
    """Whether goals are met at the end of a day, by measured data, rules and the checklist."""
    from okrlang.history.snapshot import snapshot
    from okrlang.report.build import Evaluation, report

    workspace, packs = loaded.workspace, loaded.packs
    world, scores, measures = measured(loaded, as_of, wishes.data, environment, wishes.policies)
    cycle = next((c for c in workspace.cycles if c.id == wishes.cycle), None)
    asked = [packs.rules[name] for name in _asked_rules(loaded, wishes)]
    judged = judge(packs, asked, world.for_cycle(cycle) if cycle else world)
    ticked = ticked_off(loaded, wishes, world, cycle)
    everything = (*judged, *(judgement for of in ticked.cycles for judgement in of.judgements))
    diagnostics = (*loaded.diagnostics, *_said(world, packs, measures, everything))
    findings, history = _findings(loaded, judged), recorded(loaded, wishes, as_of)
    problems = (*measures.problems, *(history.problems if history else ()))
    facts = altered(
        _facts(loaded, wishes, diagnostics, findings),
        nothing=_nothing(loaded) or _no_goals(workspace, cycle) or _no_rules(asked, ticked),
        unreadable=_unreadable(problems),
        items=_blocking_items(ticked),
    )
    found = Evaluation(
        as_of=as_of,
        workspace=workspace,
        cycle=cycle,
        is_asked=loaded.is_asked,
        texts=_texts(loaded),
        packs=packs.infos,
        scores=scores,
        measures=measures,
        history=history,
        checklist=ticked,
        findings=(*findings, *(finding for of in ticked.cycles for finding in of.findings)),
        diagnostics=tuple(sorted(diagnostics, key=Diagnostic.order)),
        rules=len({judgement.rule.name for judgement in everything}),
        verdicts=_verdicts(everything),
        outcome=outcome(facts),
        charts=wishes.charts,
    )
    data, kept = wishes.data or loaded.texts.root, loaded.texts.config.history
    records = wishes.snapshot is not None and found.outcome.code != 2  # what was not understood is not said of anybody
    return EvaluateResult(
        report(found),
        files=(*loaded.files, *(join(data, s.path) for s in workspace.sources if s.path)),
        history=wishes.snapshot or (join(loaded.texts.root, kept) if kept else None),
        snapshot=snapshot(found.objectives, found.kpis, scores) if records else None,
    )


def recorded(loaded: Loaded, wishes: Wishes, as_of: date) -> History | None:
    """What earlier runs recorded, where somebody keeps that."""
    named = loaded.texts.config.history
    if wishes.snapshot is None and named is None:
        return None
    from pathlib import Path

    from okrlang.history.place import history

    return history(Path(loaded.texts.root), named, wishes.snapshot, as_of)


def measured(
    loaded: Loaded,
    as_of: date,
    data: str | None,
    environment: Mapping[str, str] | None,
    beside: Iterable[str] = (),
) -> tuple[GoalWorld, Scores, Measures]:
    """The world of a workspace at the end of a day, and the figures that it rests on.

    `data` is another folder, `beside` are policies whose statuses stand beside that of each goal's own.
    """
    from pathlib import Path

    from okrlang.measure.measures import measure
    from okrlang.score.scores import Scores

    workspace, packs, root = loaded.workspace, loaded.packs, Path(loaded.texts.root)
    measures = measure(workspace, Path(data) if data else root, as_of, environment or {})
    scores = Scores(workspace, measures, packs.policies, as_of, loaded.texts.config.policy or "pace", beside)
    texts = [text.path for text in loaded.texts.texts]
    return GoalWorld(gathered(workspace, as_of, _params(packs), root, scores, measures, texts)), scores, measures


def ticked_off(loaded: Loaded, wishes: Wishes, world: GoalWorld, cycle: Cycle | None) -> ChecklistResult:
    """The checklist that was asked for, or that the company follows, or the shipped one."""
    from okrlang.judge.checklist import checklist, follows

    company, packs = loaded.workspace.company, loaded.packs
    own = company.follows if company and company.follows in packs.checklists else None
    name = wishes.checklist or own or CHECKLIST
    day = min(world.as_of, cycle.period.last) if cycle else world.as_of  # what had ended by then is only advised on
    blocks = wishes.checklist is not None or follows(loaded.workspace, name, day)
    return checklist(packs, name, world, blocks, cycle, loaded.defaults.params)


def _said(world: GoalWorld, packs: Packs, measures: Measures, judgements: Iterable[Judgement]) -> Iterator[Diagnostic]:
    """What is to be said of waivers and attestations, and of check-ins that differ from their sources."""
    from okrlang.judge.attestation import said_of_attestations
    from okrlang.measure.agreement import said_of_check_ins

    asked, workspace = list(judgements), world.facts.workspace
    outcomes = [outcome for judgement in asked for outcome in judgement.outcomes]
    yield from said_of_waivers(workspace, world.as_of, [judgement.rule.name for judgement in asked], outcomes)
    items = {(c.name, item.number) for c in packs.checklists.values() for item in c.items if item.attested}
    yield from said_of_attestations(world.facts, items)
    yield from said_of_check_ins(workspace, measures)


def _no_goals(workspace: Workspace, cycle: Cycle | None) -> str | None:
    """Why there is no goal to judge, if so."""
    if cycle is not None and not any(goal.cycle == cycle.id for goal in workspace.objectives):
        return f"no objective belongs to {cycle.id}"
    return None if workspace.objectives or workspace.kpis else "there is no objective and no KPI"


def _no_rules(asked: Sequence[Rule], ticked: ChecklistResult) -> str | None:
    """Why there is nothing to judge by, if so: a checklist that only advises is not what was asked for."""
    return None if asked or ticked.blocks else "no rule is left of those that were asked for"


def _blocking_items(ticked: ChecklistResult) -> tuple[str, ...]:
    """The checklist items that block, with their cycle where there are several."""
    if not ticked.blocks:
        return ()
    return tuple(
        item.id if len(ticked.cycles) == 1 else f"{item.id} of {cycle.cycle}"
        for cycle in ticked.cycles
        for section in cycle.sections
        for item in section.items
        if item.verdict in BLOCKING
    )


# --- what both share -------------------------------------------------------------------------------------------------


def _asked_rules(loaded: Loaded, wishes: Wishes) -> list[str]:
    """The names of the rules outside checklists that the command line, or else the configuration, asks for."""
    wanted = wishes.select or loaded.texts.config.select
    unwanted = {*wishes.ignore, *loaded.texts.config.ignore}
    packs = loaded.packs
    return [
        name
        for name, pack in packs.homes.items()
        if pack not in packs.apart and (not wanted or name in wanted or pack in wanted) and not {name, pack} & unwanted
    ]


def _params(packs: Packs) -> Mapping[str, Quantity]:
    return packs.params.seen(lambda param: param.value)


def _texts(loaded: Loaded) -> tuple[tuple[str, bytes], ...]:
    return tuple((text.path, text.data) for text in loaded.texts.texts)


def _findings(loaded: Loaded, judgements: Iterable[Judgement]) -> tuple[Finding, ...]:
    """All findings about what was asked for, by place; of a rule that cannot be judged a diagnostic has said so."""
    sound = (j for j in judgements if not j.rule.broken)
    found = (f for j in sound for f in j.findings if f.span is None or loaded.is_asked(f.span.path))
    return tuple(sorted(found, key=_order))


def _order(finding: Finding) -> tuple[str, int, str, str, str]:
    place = ("", 0) if finding.span is None else (finding.span.path, finding.span.start)
    return (*place, finding.rule, finding.subject, finding.cycle or "")


def _verdicts(judgements: Iterable[Judgement]) -> Mapping[str, int]:
    """How many verdicts of each kind rules came to."""
    total: Counter[str] = Counter()
    for judgement in judgements:
        total.update(dict(judgement.counts))
    return total


def _facts(loaded: Loaded, wishes: Wishes, diagnostics: Iterable[Diagnostic], findings: Iterable[Finding]) -> Facts:
    """What decides how a run ends, as far as texts and findings go."""
    blocking = [f for f in findings if f.verdict in BLOCKING and is_as_grave(f.severity, wishes.fail_on)]
    return Facts(
        broken=erring(loaded, (fault for fault in loaded.broken if fault.name not in config.MISTAKES)),
        misset=erring(loaded, (fault for fault in loaded.broken if fault.name in config.MISTAKES)),
        unparsed=erring(loaded, loaded.unparsed),
        nothing=_nothing(loaded),
        diagnostics=sum(is_as_grave(d.severity, wishes.fail_on) for d in diagnostics),
        findings=len(blocking),
        exit_zero=wishes.exit_zero,
    )


def _nothing(loaded: Loaded) -> str | None:
    """Why there is nothing to judge, if so."""
    if not loaded.texts.texts:
        return "there is no goal text"
    return None if loaded.declarations else "the texts declare nothing"

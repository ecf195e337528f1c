"""From what was found to the reports that machines read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from okrlang import __version__
from okrlang.model import workspace as model
from okrlang.report import report as r
from okrlang.report.closes import close, closed
from okrlang.report.linted import LintResult
from okrlang.report.outcome import Outcome
from okrlang.report.outlook import Charts
from okrlang.report.standings import kpi, objective
from okrlang.report.verdicts import checklist, diagnostic, finding, problem
from okrlang.score.exact import decimal_or_none
from okrlang.syntax.diagnostic import Diagnostic

if TYPE_CHECKING:  # only their shape is needed
    from okrlang.history.journal import History
    from okrlang.judge.checklist import ChecklistResult
    from okrlang.judge.finding import Finding
    from okrlang.logic.packs import PackInfo
    from okrlang.measure.measures import DataProblem, Measures
    from okrlang.score.back_test import BackTest
    from okrlang.score.scores import Scores

EDITION = "1"
"""The edition of the language."""
TOOL = r.Tool(name="okrlang", version=__version__)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation found. With a `cycle` only its goals are reported, and only what stands in files asked for.

    `rules` is how many were asked, `verdicts` how many there are of each kind. The report draws `charts` if asked to.
    """

    as_of: date
    workspace: model.Workspace
    cycle: model.Cycle | None
    is_asked: Callable[[str], bool]
    texts: tuple[tuple[str, bytes], ...]
    packs: tuple[PackInfo, ...]
    scores: Scores
    measures: Measures
    history: History | None
    checklist: ChecklistResult
    findings: tuple[Finding, ...]
    diagnostics: tuple[Diagnostic, ...]
    rules: int
    verdicts: Mapping[str, int]
    outcome: Outcome
    charts: bool = True

    @property
    def objectives(self) -> tuple[model.Objective, ...]:
        """The objectives that are reported."""
        found = (o for o in self.workspace.objectives if self.is_asked(o.span.path))
        return tuple(o for o in found if self.cycle is None or o.cycle == self.cycle.id)

    @property
    def kpis(self) -> tuple[model.Kpi, ...]:
        """The KPIs that are reported."""
        return tuple(kpi for kpi in self.workspace.kpis if self.is_asked(kpi.span.path))

    @property
    def problems(self) -> tuple[DataProblem, ...]:
        """What is wrong with the data and with the history."""
        return (*self.measures.problems, *(self.history.problems if self.history else ()))


def report(found: Evaluation) -> r.Report:
    """The report of an evaluation."""
    company, charts = found.workspace.company, Charts() if found.charts else None
    data = (*found.measures.inputs, *([found.history.input] if found.history and found.history.input else ()))
    named = {goal.cycle for goal in found.objectives}
    ended = closed(found.workspace, found.cycle, named, found.as_of)
    return r.Report(
        tool=TOOL,
        edition=EDITION,
        as_of=found.as_of,
        company=company.title if company else None,
        inputs=(*_texts(found.texts), *(r.Input(path=i.path, sha256=i.sha256, rows=i.rows) for i in data)),
        packs=_packs(found.packs),
        cycles=tuple(_cycle(cycle) for cycle in found.workspace.cycles if cycle.id in named),
        objectives=tuple(objective(goal, found.scores, charts, found.history) for goal in found.objectives),
        kpis=tuple(kpi(watched, found.scores, charts, found.history) for watched in found.kpis),
        closes=tuple(close(c, found.objectives, found.scores, found.measures, found.findings) for c in ended),
        checklist=checklist(found.checklist),
        findings=tuple(map(finding, found.findings)),
        diagnostics=(*map(diagnostic, found.diagnostics), *map(problem, found.problems)),
        summary=_summary(found),
        exit_code=found.outcome.code,
        exit_because=found.outcome.because,
    )


def lint_report(result: LintResult) -> r.LintReport:
    """The report of a lint."""
    return r.LintReport(
        tool=TOOL,
        edition=EDITION,
        inputs=_texts(result.texts),
        packs=_packs(result.packs),
        diagnostics=(*map(diagnostic, result.diagnostics), *map(problem, result.problems)),
        findings=tuple(map(finding, result.findings)),
        back_tests=tuple(map(_back_test, result.back_tests)),
        summary=r.LintSummary(
            files=len(result.texts),
            diagnostics=_counted(d.severity for d in result.diagnostics),
            findings=dict(sorted(result.verdicts.items())),
            rules=result.rules,
            subjects=sum(result.verdicts.values()),
        ),
        exit_code=result.outcome.code,
        exit_because=result.outcome.because,
    )


def _back_test(found: BackTest) -> r.BackTest:
    shares = {"fired_share": found.fired_share, "met_share": found.met_share}
    other = {"fired_share": "a key result has no threshold", "met_share": "a KPI has no target"}
    why = {name: found.why or other[name] for name in shares if shares[name] is None}
    return r.BackTest(subject=found.subject, **shares, periods=found.periods, why_unknown=why)


def _texts(read: Iterable[tuple[str, bytes]]) -> tuple[r.Input, ...]:
    return tuple(r.Input(path=path, sha256=sha256(data).hexdigest(), rows=None) for path, data in read)


def _packs(infos: Iterable[PackInfo]) -> tuple[r.Pack, ...]:
    return tuple(map(pack, infos))


def pack(info: PackInfo) -> r.Pack:
    """A pack with what identifies it."""
    return r.Pack(name=info.name, version=info.version, sha256=info.sha256)


def _cycle(cycle: model.Cycle) -> r.Cycle:
    return r.Cycle(id=cycle.id, title=cycle.title, start=cycle.period.start, end=cycle.period.last)


def _summary(found: Evaluation) -> r.Summary:
    objectives, data = found.objectives, found.measures.inputs
    sections = [section for cycle in found.checklist.cycles for section in cycle.sections]
    return r.Summary(
        findings=dict(sorted(found.verdicts.items())),
        items=_counted(item.verdict for section in sections for item in section.items),
        objectives=len(objectives),
        key_results=sum(len(goal.key_results) for goal in objectives),
        kpis=len(found.kpis),
        rules=found.rules,
        subjects=sum(found.verdicts.values()),
        sources=len(data),
        rows=sum(i.rows for i in data),
        rollup=_rollup(found),
    )


def _rollup(found: Evaluation) -> r.Rollup:
    """What the objectives of the cycles that the checklist is judged for come to."""
    current = {cycle.cycle for cycle in found.checklist.cycles}
    total = found.scores.portfolio(goal.id for goal in found.objectives if goal.cycle in current)
    mean, low, high = map(decimal_or_none, (total.mean, total.low, total.high))
    return r.Rollup(
        committed=r.Committed(met=total.met, of=total.of), aspirational=r.Aspirational(mean=mean, low=low, high=high)
    )


def _counted(words: Iterable[str]) -> dict[str, int]:
    """How often each word stands, by word."""
    return dict(sorted(Counter(words).items()))

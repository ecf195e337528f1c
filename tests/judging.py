"""What the tests of the judge share: a world, and judgements, made of goal texts with rules in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from okrlang.judge.checklist import ChecklistResult, checklist
from okrlang.judge.facts import gathered
from okrlang.judge.finding import Finding, Verdict
from okrlang.judge.item import ItemResult
from okrlang.judge.judge import Judgement, judge
from okrlang.judge.world import GoalWorld
from okrlang.logic.checker import check
from okrlang.logic.packs import Packs, known, shipped, with_workspace
from okrlang.measure.measures import measure
from okrlang.model.resolver import resolve
from okrlang.model.workspace import Workspace
from okrlang.score.scores import Scores
from okrlang.syntax.diagnostic import Diagnostic
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source

SHIPPED = shipped()[0]
NOWHERE = Path("/nonexistent")


@dataclass(frozen=True)
class Bench:
    """A workspace with its packs and its world on a day."""

    workspace: Workspace
    packs: Packs
    world: GoalWorld
    diagnostics: tuple[Diagnostic, ...]

    def judgement(self, rule: str, cycle: str | None = None) -> Judgement:
        """What one rule comes to."""
        (found,) = judge(self.packs, (self.packs.rules[rule],), self.inside(cycle))
        return found

    def verdicts(self, rule: str, cycle: str | None = None) -> dict[Verdict, int]:
        """How many subjects got which verdict."""
        return dict(self.judgement(rule, cycle).counts)

    def finding(self, rule: str, subject: str, cycle: str | None = None) -> Finding:
        """The one finding of a rule on a subject."""
        (found,) = (f for f in self.judgement(rule, cycle).findings if f.subject == subject)
        return found

    def inside(self, cycle: str | None) -> GoalWorld:
        """The world, of one cycle where one is named."""
        if cycle is None:
            return self.world
        return self.world.for_cycle(next(c for c in self.workspace.cycles if c.id == cycle))

    def checklist(self, name: str = "okr_procedure", blocks: bool = False) -> ChecklistResult:
        """The checklist as judged."""
        return checklist(self.packs, name, self.world, blocks, None, SHIPPED.params)

    def item(self, number: str, name: str = "okr_procedure", cycle: str | None = None) -> ItemResult:
        """One item, of the first cycle unless another is named."""
        result = self.checklist(name)
        chosen = next(c for c in result.cycles if cycle is None or c.cycle == cycle)
        return next(item for section in chosen.sections for item in section.items if item.id == number)

    def field(self, kind: str, name: str, field: str) -> object:
        """The value of a field of a thing."""
        return self.world.field(self.workspace.find(kind, name), field)


def bench(texts: str | Sequence[Source], as_of: str, root: Path = NOWHERE) -> Bench:
    """The world of texts at the end of a day; faults of syntax fail the test."""
    sources = (Source("goals.okr", texts),) if isinstance(texts, str) else texts
    parsed = [parse(source) for source in sources]
    assert [d.message for _, wrong in parsed for d in wrong if d.severity == "error"] == []
    workspace, wrong = resolve([sheet for sheet, _ in parsed], known(SHIPPED))
    packs, own = with_workspace(SHIPPED, workspace)
    packs, unsound = check(packs)
    day = date.fromisoformat(as_of)
    measures = measure(workspace, root, day, {})
    scores = Scores(workspace, measures, packs.policies, day)
    params = {name: param.value for name, param in packs.params.items()}
    world = GoalWorld(gathered(workspace, day, params, root, scores, measures))
    return Bench(workspace, packs, world, (*wrong, *own, *unsound))


def folder(path: Path, as_of: str) -> Bench:
    """The world of a folder of goal texts."""
    texts = [Source(file.relative_to(path).as_posix(), file.read_text("utf-8")) for file in sorted(path.rglob("*.okr"))]
    return bench(texts, as_of, path)

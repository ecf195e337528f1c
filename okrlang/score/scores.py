"""Scores: where every key result, objective and KPI stands, as of any day up to the day that is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from okrlang.logic.policy import Policy
from okrlang.measure.measures import Measures
from okrlang.model.calendar import move
from okrlang.model.workspace import KeyResult, Kpi, Objective, Workspace
from okrlang.score.back_test import BackTest, BackTests
from okrlang.score.case import Cases
from okrlang.score.formulas import Formulas
from okrlang.score.gates import Gates
from okrlang.score.grades import Grades
from okrlang.score.key_results import KeyResults, View
from okrlang.score.levels import Levels
from okrlang.score.objectives import Counted, Objectives
from okrlang.score.objectives import View as Rolled
from okrlang.score.outlook import Burn, Outlook
from okrlang.score.processes import Chart, Natural, Signal
from okrlang.score.projections import Projection
from okrlang.score.results import Glance, KeyResultScore, KpiScore, ObjectiveScore
from okrlang.score.rollup import Portfolio, portfolio
from okrlang.score.run import Run, cycle_of, run_of_key_result, run_of_objective
from okrlang.score.since import LOOKED_BACK, every_day, since, stretches
from okrlang.score.standing import Standings
from okrlang.score.targets import Targets
from okrlang.score.values import Values


class Scores:
    """The results of a workspace; each is found when it is first asked for, and kept.

    `policies` are the known ones by name, `default_policy` is that of goals whose cycle names none, and `beside` are
    further ones whose statuses stand beside it. `on` is a day up to `as_of`, which it is when left out.
    """

    def __init__(
        self,
        workspace: Workspace,
        measures: Measures,
        policies: Mapping[str, Policy],
        as_of: date,
        default_policy: str = "pace",
        beside: Iterable[str] = (),
    ) -> None:
        self.workspace = workspace
        self.as_of = as_of
        self._policies = policies
        self._default = default_policy
        self._beside = tuple(policies[name] for name in dict.fromkeys(beside) if name in policies)
        self.values = values = Values(workspace, measures)
        targets = Targets(Formulas(values).evaluate)
        self.levels = Levels(workspace, values, targets)
        gates, grades = Gates(values, targets, self.levels.level), Grades(workspace)
        self.cases = Cases(values, targets)
        standings = Standings(values, self.cases)
        self._of_key_results = KeyResults(values, standings, gates, grades)
        self._of_objectives = Objectives(gates, grades)
        self.outlook = Outlook(values, self.levels, self.key_result)
        self._back_tests = BackTests(values, self.levels, standings)
        self._key_results: dict[tuple[str, date], KeyResultScore] = {}
        self._glances: dict[tuple[str, date], Glance] = {}
        self._objectives: dict[tuple[str, date], ObjectiveScore] = {}
        self._children = _children(workspace)

    # --- results -----------------------------------------------------------------------------------------------------

    def key_result(self, id: str, on: date | None = None) -> KeyResultScore:
        """Where a key result stands at the end of a day."""
        key = (id, on or self.as_of)
        if key not in self._key_results:
            self._key_results[key] = self._of_key_results.score(*self._seen_on(*key), self._beside)
        return self._key_results[key]

    def glance(self, id: str, on: date) -> KeyResultScore | Glance:
        """The status of a key result at the end of a day; of today there is the whole score anyway."""
        if on == self.as_of:
            return self.key_result(id)
        key = (id, on)
        if key not in self._glances:
            self._glances[key] = self._of_key_results.glance(*self._seen_on(*key))
        return self._glances[key]

    def objective(self, id: str, on: date | None = None) -> ObjectiveScore:
        """Where an objective stands at the end of a day."""
        return self._objective(id, on or self.as_of)

    def kpi(self, id: str, on: date | None = None) -> KpiScore:
        """Where a KPI stands at the end of a day."""
        return self.levels.kpi(id, on or self.as_of)

    # --- outlook -----------------------------------------------------------------------------------------------------

    def chart(self, goal: KeyResult | Kpi, on: date | None = None) -> Chart | str:
        """The behaviour chart of what measures a goal, by what was known at the end of a day; or why there is none."""
        return self.outlook.chart(goal, on or self.as_of)

    def limits(self, goal: KeyResult | Kpi, on: date | None = None) -> Natural | str:
        """The natural limits of what measures a goal that are in force at the end of a day; or why there are none."""
        return self.outlook.limits(goal, on or self.as_of)

    def assurance(self, goal: KeyResult | Kpi, on: date | None = None) -> tuple[str | None, str]:
        """Whether the process behind a goal `reaches` what is asked, `misses` it or hits it by `chance`; or why not."""
        return self.outlook.assurance(goal, on or self.as_of)

    def signal(self, goal: KeyResult) -> Signal | str:
        """What the latest value of a key result is against the limits of before it began; or why nobody can tell."""
        return self.outlook.signal(goal, self._seen_on(goal.id, self.as_of)[2])

    def projection(self, goal: KeyResult, on: date | None = None) -> Projection | str:
        """What a key result comes to by its due day, seen at the end of a day; or why that is not said."""
        return self.outlook.projection(goal, self._seen_on(goal.id, on or self.as_of)[2])

    def chance(self, goal: KeyResult, on: date | None = None) -> Decimal | str:
        """The chance that a key result is met on its due day, seen at the end of a day; or why that is not said."""
        return self.outlook.chance(goal, self._seen_on(goal.id, on or self.as_of)[2])

    def burn(self, goal: KeyResult) -> Burn | str:
        """How fast a keep uses up what it may miss; or why there is nothing to say."""
        return self.outlook.burn(goal, self._seen_on(goal.id, self.as_of)[2])

    def back_test(self, goal: KeyResult | Kpi) -> BackTest:
        """How the threshold or target of a goal would have fared over the history."""
        if isinstance(goal, Kpi):
            return self._back_tests.kpi(goal, self.as_of)
        _, _, run, policy = self._seen_on(goal.id, self.as_of)
        return self._back_tests.key_result(goal, run, policy)

    # --- from where the results came ---------------------------------------------------------------------------------

    def seen(self, goal: KeyResult) -> View:
        """A key result as it is seen at the end of the day that is asked about."""
        return self._of_key_results.view(*self._seen_on(goal.id, self.as_of))

    def rolled_up(self, objective: Objective) -> Rolled:
        """An objective as it is seen then, with what its key results add to it."""
        self.objective(objective.id)  # after those that roll up to it
        return self._of_objectives.view(*self._counted(objective, self.as_of))

    # --- many --------------------------------------------------------------------------------------------------------

    def portfolio(self, objectives: Iterable[str], on: date | None = None) -> Portfolio:
        """Many objectives: of the committed ones how many are met, of the aspirational ones the mean."""
        found = [(self._found(id), self.objective(id, on)) for id in objectives]
        kept = [(o, score) for o, score in found if score.status not in ("dropped", "carried")]
        return portfolio(
            committed=(score.status == "achieved" for o, score in kept if o.kind == "committed"),
            aspirational=(score.part for o, score in kept if o.kind == "aspirational"),
        )

    def status_since(self, id: str) -> date:
        """The first day of the days on end on which a key result or objective has had the status it has."""
        goal = self.workspace.find("key_result", id)
        objective = self._found(goal.objective if isinstance(goal, KeyResult) else id)
        if isinstance(goal, KeyResult):
            run = run_of_key_result(self.workspace, objective, goal, self.as_of)
            begin_of = stretches(goal, objective, run, self.policy(objective), self.values)
        else:
            run, begin_of = run_of_objective(self.workspace, objective, self.as_of), every_day
        first = min(self.as_of, max(run.start, move(self.as_of, -LOOKED_BACK, "days")))
        score = self.glance if isinstance(goal, KeyResult) else self.objective
        return since(lambda day: score(id, day), self.as_of, first, begin_of)

    # --- how ---------------------------------------------------------------------------------------------------------

    def _found(self, id: str) -> Objective:
        found = self.workspace.find("objective", id)
        assert isinstance(found, Objective), id
        return found

    def _seen_on(self, id: str, on: date) -> tuple[KeyResult, Objective, Run, Policy]:
        """A key result with its objective, its run as it looks on a day, and its policy."""
        goal = self.workspace.find("key_result", id)
        assert isinstance(goal, KeyResult), id
        objective = self._found(goal.objective)
        run = run_of_key_result(self.workspace, objective, goal, on)
        return goal, objective, run, self.policy(objective)

    def _objective(self, id: str, on: date) -> ObjectiveScore:
        """An objective after those that roll up to it; in a circle the one that was asked for first comes last."""
        waiting, seen = [id], {id}
        while (id, on) not in self._objectives:
            next_id = waiting[-1]
            below = [c for c in self._rolling_up(next_id) if c not in seen and (c, on) not in self._objectives]
            if below:
                waiting += below
                seen.update(below)
            else:
                waiting.pop()
                self._objectives[next_id, on] = self._rolled_up(next_id, on)
        return self._objectives[id, on]

    def _rolled_up(self, id: str, on: date) -> ObjectiveScore:
        objective = self._found(id)
        counted = self._counted(objective, on)
        return self._of_objectives.score(*counted, self.policy(objective), self._beside)

    def _counted(self, objective: Objective, on: date) -> tuple[Objective, Run, tuple[Counted, ...]]:
        """An objective with its run, its key results, and the objectives that roll up to it."""
        run = run_of_objective(self.workspace, objective, on)
        of: list[Counted] = [self.glance(k.id, min(on, run.due)) for k in objective.key_results]
        of += (found for c in self._rolling_up(objective.id) if (found := self._objectives.get((c, on))))
        return objective, run, tuple(of)

    def _rolling_up(self, id: str) -> tuple[str, ...]:
        """The objectives that roll up to one, where its cycle asks for that."""
        cycle = cycle_of(self.workspace, self._found(id))
        return self._children.get(id, ()) if cycle and cycle.rolls_up else ()

    def policy(self, objective: Objective) -> Policy:
        """The policy of an objective: its own, its cycle's, or the default."""
        cycle = cycle_of(self.workspace, objective)
        for name in (objective.policy, cycle.policy if cycle else None):
            if name is not None and name in self._policies:
                return self._policies[name]
        return self._policies[self._default]


def _children(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """The objectives that support each objective, or a key result of it."""
    found: dict[str, dict[str, None]] = {}
    for objective in workspace.objectives:
        for above in objective.supports:
            parent = above.partition(".")[0]
            if parent != objective.id:
                found.setdefault(parent, {})[objective.id] = None
    return {parent: tuple(children) for parent, children in found.items()}

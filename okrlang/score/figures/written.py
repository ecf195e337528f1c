"""Written figures: numbers that stand in goals, check-ins and evaluations, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from okrlang.measure.reading import Reading
from okrlang.model.quantity import PERCENT, Quantity
from okrlang.model.workspace import Change, Goal, Keep, KeyResult, Metric, Reach, RelativeChange, WrittenScore
from okrlang.score.case import Case
from okrlang.score.figures.expressions import Leaf, formula
from okrlang.score.figures.figure import Figure, Operand, amount
from okrlang.score.formulas import Formulas
from okrlang.score.results import KeyResultScore, ObjectiveScore
from okrlang.score.run import Run
from okrlang.score.targets import Asked
from okrlang.score.values import Values
from okrlang.syntax import tree
from okrlang.syntax.frozen import Frozen
from okrlang.syntax.source import Span


class Written(Frozen):
    """Finds where numbers were written."""

    values: Values

    # --- scores and confidence ---------------------------------------------------------------------------------------

    def said(self, goal: str, on: date, score: KeyResultScore | ObjectiveScore) -> Iterator[Figure]:
        """The scores that people wrote and projected."""
        scores = self._scores(goal, on)
        projected = [each for each in scores if each.projected is not None]
        for key, said, found in (
            ("written_score", "the score that somebody wrote", scores),
            ("projected_score", "the score that somebody projected", projected),
        ):
            known = getattr(score, key) is not None
            place = found[-1].span if known and found else None
            yield Figure(key, said, span=place, because="" if known else score.why(key), is_share=True)

    def _scores(self, goal: str, on: date) -> list[WrittenScore]:
        """The scores written of a goal up to a day, in the order of their days."""
        records = [r for r in self.values.workspace.records if r.kind in ("evaluation", "review") and r.date <= on]
        return [score for r in sorted(records, key=lambda r: r.date) for score in r.scores if score.of == goal]

    def confidence(self, goal: KeyResult, on: date) -> Span:
        """Where the confidence was said last: in a check-in, or with the goal."""
        found = [c for c in self.values.check_ins(goal.id, on) if c.confidence is not None and c.member is None]
        return found[-1].span if found else goal.span

    # --- the ends of the way -----------------------------------------------------------------------------------------

    def ends(self, goal: KeyResult, case: Case | None, run: Run, score: KeyResultScore) -> Iterator[Figure]:
        """Where a key result began, and its target."""
        yield self._baseline(goal, case, run, score)
        yield self._target(goal, case, run, score)

    def _baseline(self, goal: KeyResult, case: Case | None, run: Run, score: KeyResultScore) -> Figure:
        said = "where it began"
        if score.baseline is None or case is None:
            return Figure("baseline", said, because=score.why("baseline"))
        form = case.form
        if isinstance(form, Reach | Keep):
            return Figure("baseline", said, "0", because="what counts up begins at nothing")
        if isinstance(form, Change) and form.start.word != "measured":
            return self._number("baseline", said, form.start, goal, case, run, score)
        return Figure("baseline", f"{said}, as measured", reading=self._when_begun(goal, case, run))

    def _target(self, goal: KeyResult, case: Case | None, run: Run, score: KeyResultScore) -> Figure:
        said = "the target"
        if score.target is None or case is None:
            return Figure("target", said, because=score.why("target"))
        form = case.form
        if isinstance(form, RelativeChange):
            return self._moved(form, case, score)
        number = form.end if isinstance(form, Change) else form.bound.value
        if number.word == "measured":
            return Figure("target", f"{said}, as measured", reading=self._when_begun(goal, case, run))
        return self._number("target", said, number, goal, case, run, score)

    def _moved(self, form: RelativeChange, case: Case, score: KeyResultScore) -> Figure:
        """The target of a relative change."""
        start, amount_of = case.baseline, form.amount.quantity
        if start is None or start.quantity is None or amount_of is None:
            return Figure("target", "the target", span=form.span, because="it is reckoned as the text says")
        sign = "+" if form.direction == "up" else "-"
        began = amount("baseline", "where it began", start.quantity, score.unit)
        if amount_of.unit == PERCENT and start.quantity.unit != PERCENT:
            by = Operand("by", "by how many percent", (amount_of.value,), PERCENT)
            return Figure("target", "the target", f"baseline * (1 {sign} by / 100)", (began, by), span=form.span)
        by = amount("by", "by how much", amount_of, score.unit)
        return Figure("target", "the target", f"baseline {sign} by", (began, by), span=form.span)

    def _number(
        self, key: str, said: str, goal: Goal, of: KeyResult, case: Case, run: Run, score: KeyResultScore
    ) -> Figure:
        """A number that stands in the text, or is computed from others there."""
        if goal.quantity is not None or goal.expression is None:
            return Figure(key, f"{said}, as written", span=goal.span)
        leaf = self._leaf(case.member, run, lambda: self._when_begun(of, case, run))
        found = formula(goal.expression, leaf, score.unit)
        return Figure(key, said, found.formula, found.operands, found.because, span=goal.span)

    def begun(self, goal: KeyResult, case: Case, run: Run) -> Reading | None:
        """What was measured when a change began, where it begins with that."""
        form = case.form
        is_measured = isinstance(form, RelativeChange) or (isinstance(form, Change) and form.start.word == "measured")
        return self._when_begun(goal, case, run) if is_measured else None

    def _when_begun(self, goal: KeyResult, case: Case, run: Run) -> Reading:
        return self.values.when_begun(self.values.of_goal(goal), run, case.member)

    def _leaf(self, member: str | None, run: Run, measured: Callable[[], Reading]) -> Leaf:
        """What the names in an expression stood for on the day of a run."""
        formulas = Formulas(self.values)

        def read(metric: Metric, of: str | None) -> Reading:
            return self.values.fresh(self.values.of_metric(metric), run, of)

        def leaf(node: tree.Reference | tree.Call) -> Quantity | None:
            found = formulas.evaluate(Goal(None, node, None, node.span), Asked(member, run.day, read, measured))
            return found if isinstance(found, Quantity) else None

        return leaf

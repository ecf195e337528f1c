"""The law of the judge: what is taken away of records and figures makes nothing pass that did not pass with them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judging import SHIPPED, folder

from okrlang.judge.decision import decisions, name_of
from okrlang.judge.facts import gathered
from okrlang.judge.finding import Verdict
from okrlang.judge.world import GoalWorld
from okrlang.logic.checker import check
from okrlang.logic.types import RECORD_KINDS
from okrlang.measure.measures import measure
from okrlang.model.workspace import CheckIn, Record, Workspace
from okrlang.score.scores import Scores
from okrlang.syntax.frozen import altered

PACKS = check(SHIPPED)[0]
HERE = Path(__file__).parent
HONEST = folder(HERE / "workspaces/honest", "2026-10-25").workspace
ROWS = (HERE / "workspaces/honest/data/figures.csv").read_text("utf-8").splitlines(keepends=True)
MEASURES = sorted({row.split(",")[1] for row in ROWS[1:]})
KINDS = (*RECORD_KINDS, "check_in", "attestation")


def without(workspace: Workspace, kinds: set[str]) -> Workspace:
    """The workspace with no record of some kinds."""
    return altered(
        workspace,
        records=tuple(record for record in workspace.records if record.kind not in kinds),
        check_ins=() if "check_in" in kinds else workspace.check_ins,
        attestations=() if "attestation" in kinds else workspace.attestations,
    )


def verdicts(workspace: Workspace, root: Path, day: date) -> Iterator[tuple[tuple[str, str], Verdict]]:
    """What every shipped rule says of every subject that is no record itself."""
    measures = measure(workspace, root, day, {})
    scores = Scores(workspace, measures, PACKS.policies, day)
    params = {name: param.value for name, param in PACKS.params.items()}
    world = GoalWorld(gathered(workspace, day, params, root, scores, measures))
    inside = world.for_cycle(next(c for c in workspace.cycles if c.id == "2026-Q3"))
    for rule in PACKS.rules.values():
        for found in decisions(PACKS.program(rule), inside):
            if not isinstance(found.subject, Record | CheckIn):
                yield (rule.name, name_of(found.subject, inside)), found.verdict


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("honest") / "root"
    shutil.copytree(HERE / "workspaces/honest", place)
    return place


def left(root: Path, kinds: set[str], silent: set[str], day: date) -> dict[tuple[str, str], Verdict]:
    """The verdicts when some kinds of records and the rows of some measures are gone."""
    kept = (row for row in ROWS if row.split(",")[1] not in silent)
    (root / "data/figures.csv").write_text("".join(kept), "utf-8")
    return dict(verdicts(without(HONEST, kinds), root, day))


SOME_KINDS, SOME_MEASURES = st.sets(st.sampled_from(KINDS)), st.sets(st.sampled_from(MEASURES))


@settings(max_examples=40, deadline=None)
@given(
    gone=st.tuples(SOME_KINDS, SOME_MEASURES),
    going=st.tuples(SOME_KINDS, SOME_MEASURES),
    day=st.dates(date(2026, 7, 1), date(2026, 11, 15)),
)
def test_records_and_figures_taken_away_make_nothing_pass(
    root: Path, gone: tuple[set[str], set[str]], going: tuple[set[str], set[str]], day: date
) -> None:
    before = left(root, *gone, day)
    after = left(root, gone[0] | going[0], gone[1] | going[1], day)
    risen = {
        key: (before[key], verdict)
        for key, verdict in after.items()
        if verdict == "pass" and key in before and before[key] != "pass"
    }
    assert risen == {}

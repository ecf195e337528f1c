"""Every case under `tests/conformance/` comes out as it says; its README gives the format, `conforming` is the runner."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conforming import TRUTH, VERDICTS, Case, Part, judged, settings

HOME = Path(__file__).parent / "conformance"
FILES = sorted(HOME.rglob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOME).with_suffix("").as_posix())
def test_cases(path: Path, tmp_path: Path) -> None:
    wrong = [
        f"{path.relative_to(HOME.parent)}:{line}: {what}"
        for number, setting in enumerate(settings(path.read_text("utf-8")))
        for line, what in judged(setting, tmp_path / str(number))
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def cases() -> Iterator[tuple[Path, Part, Case]]:
    for path in FILES:
        for setting in settings(path.read_text("utf-8")):
            yield from ((path, part, case) for part in setting.parts for case in part.cases)


def test_there_are_enough_and_most_are_worked_out_by_hand() -> None:
    by_hand = [path.parent.name != "generated" for path, part, case in cases()]
    assert len(by_hand) >= 1_800
    assert sum(by_hand) >= 1_300


def test_every_section_is_there() -> None:
    found = {path.relative_to(HOME).with_suffix("").as_posix() for path, _, _ in cases()}
    expressions = {
        "precedence",
        "minus",
        "units",
        "numbers",
        "dates",
        "fiscal",
        "quantifiers",
        "aggregates",
        "has-word",
    }
    assert found >= {f"expressions/{name}" for name in (*expressions, "presence")}
    assert found >= {f"rules/{name}" for name in ("verdicts", "due", "waivers", "checklist", "types")}
    goals = {"forms", "status", "policies", "keep", "members", "gates", "rollup", "kpis", "data"}
    assert found >= {f"goals/{name}" for name in goals}
    assert found >= {f"texts/{name}" for name in ("literals", "names", "escapes", "syntax", "goals", "measures")}


def test_every_verdict_and_every_answer_is_expected_somewhere() -> None:
    said = {"rule": "", "checks": "", "items": ""}
    for _, part, case in cases():
        if part.kind in said:
            said[part.kind] += f" {case.expected} "
    verdicts = {verdict for verdict in VERDICTS if f" {verdict} " in said["rule"]}
    assert verdicts == VERDICTS - {"needs_review"}  # that is said of items alone
    assert {verdict for verdict in VERDICTS if f" {verdict} " in said["items"]} == VERDICTS
    assert all(f" {answer} " in said["checks"] for answer in (*TRUTH, "error"))


def test_most_diagnostics_of_texts_and_rules_are_expected_somewhere() -> None:
    page = HOME.parent.parent.joinpath("docs", "diagnostics.md").read_text("utf-8")
    of_texts = page.split("\n## Files and configuration")[0] + page.split("\n## Rules")[1].split("\n## ")[0]
    heads = [line.split("|")[1] for line in of_texts.splitlines() if line.startswith("| `")]
    names = {name for head in heads for name in re.findall(r"`([a-z0-9-]+)`", head)}
    expected = {name for _, _, case in cases() for name in re.findall(r"[a-z0-9-]+", case.expected)}
    assert len(names) > 60
    assert len(names - expected) < 6, names - expected


@pytest.mark.parametrize("name", sorted(path.name for path in HOME.joinpath("generated").glob("*.txt")))
def test_generated_cases_are_what_the_generator_gives(name: str) -> None:
    spec = importlib.util.spec_from_file_location("conformance_generate", HOME / "generate.py")
    assert spec
    assert spec.loader
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    assert set(generate.FILES) == {path.name for path in HOME.joinpath("generated").glob("*.txt")}
    assert HOME.joinpath("generated", name).read_text("utf-8") == generate.FILES[name]()


def test_the_generator_knows_nothing_of_okrlang() -> None:
    text = HOME.joinpath("generate.py").read_text("utf-8")
    assert not re.search(r"^\s*(import|from) +okrlang", text, re.MULTILINE)


GIVEN = """=== setting
=== as of 2026-08-20
=== goals.okr
param two = 2 from 0 to 9
objective a "A" { owner "Lead"  cycle 2026-Q3  because "Why" }
objective b "B" { owner "Lead"  cycle 2026-Q3 }
waive r on b from 2026-07-01 until 2026-07-31 because "B" approved by "Chief"
=== rule r
for each objective as o
check o.because is present say "-"
-> pass at a; fail at b
"""
LISTED = """=== house.okr
rule s { for each objective as o  check o.because is present say "-" }
checklist c "C" { section 1 "S" { item 1.1 "I" { decided by s } } }
"""
WRONG = r"""
checks | two < 3 -> false
checks | two > 3 -> true
checks | two < 3 -> unknown
checks | two < 3 -> error syntax
checks | two -> true
checks of objective as o | o.because is present -> true
checks of objective as o | o.because is present -> true at a
checks of objective as o | o.because is present -> true at a; false at b, c
checks of objective as o | o.because is present -> true at a; else unknown
values | two + 1 -> 4
values | two -> error syntax
values | two -> 2 EUR
values of objective as o | o.title -> "A" at a, b
values of objective as o | o.title -> "A" at c
rule x | for each objective as o | check o.because is present say "-" | -> pass at a; no_evidence at b
rule x | for each objective as o where o.because is present | check o.kind is present say "-" | -> fail at a; pass at b
rule x | for each objective as o | check o.kind is present say "-" | as of 2026-08-01 -> pass
rule x | for each kpi | check kpi.level = green say "-" | -> pass
results | a -> title "B"
results | a -> progress 0
results | c -> title "C"
key results in cycle 2026-Q3 | { at least 3 } 2026-08-19: 3 -> progress 0
key results in cycle 2026-Q3 | { at least 3 } -> error syntax
key results in cycle 2026-Q3 | { at leest 3 } -> target 3
diagnostics | goals.okr 5 -> warning waiver-ended
diagnostics | goals.okr 4 -> warning waiver-ended | goals.okr 3 -> error x
texts | team a "A" -> error syntax
texts | team a A -> ok
texts | team a "A" -> warning unused-name
text x | team a A | -> error syntax on line 2
text x | team a A | -> ok
"""


@pytest.mark.parametrize("case", WRONG.strip().splitlines())
def test_a_wrong_expectation_is_noticed(case: str, tmp_path: Path) -> None:
    (setting,) = settings(f"{GIVEN}=== {case.replace(' | ', chr(10))}\n")
    assert {line for line, _ in judged(setting, tmp_path)} & {*range(12, 20)}


def test_what_is_given_is_right(tmp_path: Path) -> None:
    (setting,) = settings(f"{GIVEN}=== diagnostics\ngoals.okr 4 -> warning waiver-ended\n")
    assert not list(judged(setting, tmp_path))


def test_a_wrong_item_and_rules_that_are_silent_beside_a_checklist_are_noticed(tmp_path: Path) -> None:
    first, second = settings(
        f'{GIVEN}{LISTED}=== items of c in 2026-Q3\n1.1 -> pass\n=== rule t\ncheck two > 3 say "-"\n-> pass\n'
    )
    assert first.parts
    assert [what for _, what in judged(second, tmp_path)][:1] == [
        "no rule is judged here: those beside a checklist belong to it"
    ]
    assert "expected pass, found fail" in [what for _, what in judged(second, tmp_path)]

"""The runner of the cases under `tests/conformance/`; the README there gives the format.

A part of a file is judged as its text is laid into a folder and loaded: one folder for all rules and results of a
setting, one for all key results of a part, one for each text. What is asked is only what any user can ask.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import okrlang

TRUTH = {"true": "pass", "false": "fail", "unknown": "no_evidence"}
VERDICTS = {"pass", "fail", "no_evidence", "needs_review", "not_due", "not_applicable", "waived", "error"}
QUIET = """pack quiet version "1"
rule conformance-quiet { for each company check company.title has word "x" say "-" }
checklist conformance { section 1 "-" { item 1.1 "-" { decided by conformance-quiet } } }
"""
"""A checklist of nothing, in place of the long one that is judged where nobody names another: it saves time only."""
AWAKE = 'rule conformance-awake { check count(objectives) = 999_999 say "-" }'
"""A rule that fails, so that silence is known to be no verdict."""


# --- the format ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """One `asked -> expected`, the line it stands on, and the part that it stands in."""

    line: int
    asked: str
    expected: str


@dataclass(frozen=True)
class Part:
    """A head with the cases under it; `body` is what stands above the arrows of a rule or text."""

    kind: str
    rest: str
    line: int
    body: str
    cases: tuple[Case, ...]


@dataclass
class Setting:
    """Files and a day, and the parts that are judged on them."""

    files: dict[str, str] = field(default_factory=dict)
    day: str = ""
    parts: list[Part] = field(default_factory=list)


KINDS = (
    "setting",
    "as of",
    "checks",
    "values",
    "rule",
    "key results",
    "results",
    "items",
    "diagnostics",
    "texts",
    "text",
)


def settings(text: str) -> Iterator[Setting]:
    """The settings of a file, in order."""
    at = Setting()
    for head, line, body in _blocks(text):
        kind = next((k for k in KINDS if re.match(rf"{k}\b", head) and "." not in head.split()[0]), None)
        if kind in (None, "setting", "as of") and at.parts:
            yield at
            at = Setting(dict(at.files), at.day)
        if kind is None:
            at.files[head] = body
        elif kind == "setting":
            at = Setting()
        elif kind == "as of":
            at.day = head.removeprefix("as of ")
        else:
            at.parts.append(_part(kind, head.removeprefix(kind).strip(), line, body))
    yield at


def _blocks(text: str) -> Iterator[tuple[str, int, str]]:
    """Each head, its line, and what follows until the next."""
    head, at, body = "", 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("=== "):
            if head:
                yield head, at, body
            head, at, body = line[4:].strip(), number, ""
        else:
            body += line + "\n"
    yield head, at, body


def _part(kind: str, rest: str, line: int, text: str) -> Part:
    body, cases = "", []
    for number, written in enumerate(text.splitlines(), line + 1):
        asked, arrow, expected = written.rpartition("-> ")
        if kind != "text" and (written.startswith("#") or not written.strip()):
            continue
        if arrow:
            cases.append(Case(number, asked.strip(), expected.strip()))
        elif kind in ("rule", "text"):
            body += written + "\n"
        else:
            raise AssertionError(f"line {number} asks nothing: {written}")
    return Part(kind, rest, line, body, tuple(cases))


# --- what comes out --------------------------------------------------------------------------------------------------


class Bench:
    """A folder with a setting and what is asked of it, and its report on any day."""

    def __init__(self, folder: Path, files: Mapping[str, str]) -> None:
        self.folder = folder
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.report = cache(self._report)

    def _report(self, day: str, checklist: str = "conformance") -> Any:
        select = ("workspace",)
        report = okrlang.evaluate([self.folder], date.fromisoformat(day), select=select, checklist=checklist)
        return json.loads(report.model_dump_json())

    def errors(self, day: str, path: str) -> list[str]:
        """The names of the errors in one text."""
        found = (d for d in self.report(day)["diagnostics"] if d["path"] == path and d["severity"] == "error")
        return [d["name"] for d in found]

    def verdicts(self, day: str, rule: str) -> dict[str, str]:
        """What a rule found, by subject."""
        return {f["subject"]: f["verdict"] for f in self.report(day)["findings"] if f["rule"] == rule}


Wrong = tuple[int, str]


def judged(setting: Setting, folder: Path) -> Iterator[Wrong]:
    """The cases of a setting that come out otherwise, with their lines."""
    together = [part for part in setting.parts if part.kind in ASKED]
    files = dict(setting.files)
    for part in together:
        files |= {f"case-{case.line}.okr": text for case, text in LAID.get(part.kind, _no_files)(part)}
    laid = any(part.kind in LAID for part in together)
    bench = Bench(folder / "together", {**files, "quiet/quiet.okr": QUIET, "awake.okr": AWAKE if laid else ""})
    if laid and not bench.verdicts(setting.day, "conformance-awake"):
        yield together[0].line, "no rule is judged here: those beside a checklist belong to it"
    if together:
        for diagnostic in bench.report(setting.day)["diagnostics"]:
            listed = any(part.kind == "diagnostics" for part in together)
            if diagnostic["severity"] == "error" and diagnostic["path"] in setting.files and not listed:
                yield diagnostic["line"], f"the setting is wrong: {diagnostic['message']}"
    for part in together:
        yield from ASKED[part.kind](part, setting, bench)
    for number, part in enumerate(part for part in setting.parts if part.kind not in ASKED):
        yield from ALONE[part.kind](part, setting, folder / str(number))


def _no_files(part: Part) -> Iterator[tuple[Case, str]]:
    yield from ()


# --- conditions, values and rules ------------------------------------------------------------------------------------


def _each(rest: str) -> tuple[str, str]:
    """The clause of a rule that goes through the subjects of a part, and what each is called."""
    if not rest:
        return "", ""
    thing, _, name = rest.removeprefix("of ").partition(" as ")
    return f"for each {thing} as {name}", name


def _laid_checks(part: Part) -> Iterator[tuple[Case, str]]:
    each, name = _each(part.rest)
    for case in part.cases:
        yield case, f'rule case-{case.line} {{ {each} check {case.asked} say "-" }}'
    if each:
        yield Case(part.line, "", ""), _all_subjects(part.line, each, name)


def _laid_values(part: Part) -> Iterator[tuple[Case, str]]:
    each, name = _each(part.rest)
    for case in part.cases:
        options = [("", case.asked)] if case.expected.startswith("error ") else list(_values(case))
        rules = (
            f'rule case-{case.line}-{at} {{ {each} check {asked} say "-" }}' for at, (_, asked) in enumerate(options)
        )
        yield case, "\n".join(rules)
    if each:
        yield Case(part.line, "", ""), _all_subjects(part.line, each, name)


def _values(case: Case) -> Iterator[tuple[str, str]]:
    """Each value with the subjects that have it, as a comparison."""
    for option in case.expected.split("; "):
        value, _, subjects = option.partition(" at ")
        yield subjects, f"({case.asked}) = {value}"


def _laid_rule(part: Part) -> Iterator[tuple[Case, str]]:
    each = part.body.strip().splitlines()[0].strip()
    yield part.cases[0], f"rule {part.rest} {{ {part.body} }}"
    if each.startswith("for each "):
        thing = re.match(r"for each (key result|check in|\w+)(?: as (\w+))?", each)
        assert thing
        name = thing[2] or thing[1].replace(" ", "_")
        yield Case(part.line, "", ""), _all_subjects(part.line, each, name)


def _all_subjects(line: int, each: str, name: str) -> str:
    """A rule that no subject passes, so that its findings are all those that are judged."""
    return f'rule subjects-{line} {{ {each} check {name}.id = "" say "-" }}'


def _checks(part: Part, setting: Setting, bench: Bench) -> Iterator[Wrong]:
    subjects = bench.verdicts(setting.day, f"subjects-{part.line}")
    for case in part.cases:
        verdicts = _all(bench.verdicts(setting.day, f"case-{case.line}"), subjects)
        yield from _differences(case, verdicts, bench.errors(setting.day, f"case-{case.line}.okr"), bool(part.rest))


def _values_of(part: Part, setting: Setting, bench: Bench) -> Iterator[Wrong]:
    subjects = bench.verdicts(setting.day, f"subjects-{part.line}")
    for case in part.cases:
        errors = bench.errors(setting.day, f"case-{case.line}.okr")
        if case.expected.startswith("error ") or errors:
            yield from _differences(case, {}, errors, bool(part.rest))
            continue
        for number, (named, asked) in enumerate(_values(case)):
            verdicts = _all(bench.verdicts(setting.day, f"case-{case.line}-{number}"), subjects)
            for subject in re.split(r", *", named) if named else [""]:
                verdict = verdicts.get(subject, "pass" if not part.rest and not verdicts else "no such subject")
                if verdict != "pass":
                    yield case.line, f"{asked}: {verdict} {subject}"


def _rule(part: Part, setting: Setting, bench: Bench) -> Iterator[Wrong]:
    each = part.body.strip().startswith("for each")
    for case in part.cases:
        day = case.asked.removeprefix("as of ") or setting.day
        verdicts = _all(bench.verdicts(day, part.rest), bench.verdicts(day, f"subjects-{part.line}"))
        yield from _differences(case, verdicts, bench.errors(day, f"case-{part.cases[0].line}.okr"), each)


def _all(found: dict[str, str], subjects: dict[str, str]) -> dict[str, str]:
    """The verdict on each subject: nothing was found about those that pass."""
    return {**dict.fromkeys(subjects, "pass"), **found}


def _differences(case: Case, verdicts: dict[str, str], errors: list[str], each: bool) -> Iterator[Wrong]:
    """Where verdicts, or errors in the text, are not as expected."""
    if case.expected.startswith("error ") or errors:
        if errors != case.expected.removeprefix("error ").split(", ") or not case.expected.startswith("error "):
            yield case.line, f"expected {case.expected}, found error {', '.join(errors) or 'none'}"
        return
    left = dict(verdicts)
    if not each:
        left = left or {"the whole": "pass"}
    for option in case.expected.split("; "):
        result, _, named = option.removeprefix("else ").partition(" at ")
        wanted = TRUTH.get(result, result)
        assert wanted in VERDICTS, f"line {case.line}: {result} is no result"
        subjects = re.split(r", *", named) if named else list(left) or ["anything"]
        for subject in subjects:
            came = left.pop(subject, "not_applicable")
            if came != wanted:
                yield case.line, f"expected {result} at {subject}, found {came}"
    if left:
        yield case.line, f"nothing is expected of {', '.join(left)}: {set(left.values())}"


# --- results ---------------------------------------------------------------------------------------------------------


def _results(part: Part, setting: Setting, bench: Bench) -> Iterator[Wrong]:
    report = bench.report(setting.day)
    for case in part.cases:
        found = _find(report, case.asked)
        if found is None:
            yield case.line, f"there is no {case.asked}"
        else:
            yield from _unlike(case, found)


def _find(report: Any, path: str) -> Any:
    """What a path names: `o`, `o.k`, `kpi loved`, `o.k members north`."""
    if path in ("summary", "rollup"):
        return report["summary"] if path == "summary" else report["summary"]["rollup"]
    first, *rest = re.findall(r'"[^"]*"|\S+', path)
    if first == "kpi":
        at = next((kpi for kpi in report["kpis"] if kpi["id"] == rest[0]), None)
        rest = rest[1:]
    else:
        goals = [*report["objectives"], *(k for o in report["objectives"] for k in o["key_results"])]
        at = next((goal for goal in goals if goal["id"] == first), None)
    while rest and at is not None:
        name = rest[1].strip('"')
        keys = ("name", "subject", "title", "policy", "level")
        at = next((each for each in at[rest[0]] if name in (each.get(key) for key in keys)), None)
        rest = rest[2:]
    return at


def _unlike(case: Case, found: Any) -> Iterator[Wrong]:
    """The fields that are not as expected."""
    for name, wanted in re.findall(r'([\w.]+) ("(?:[^"\\]|\\.)*"|[^,]+)', case.expected):
        value = found
        for key in name.split("."):
            assert key in value, f"line {case.line}: there is no field {name}"
            value = value[key]
        if not _is(value, wanted.strip()):
            yield case.line, f"expected {name} {wanted}, found {value}"


def _is(value: Any, wanted: str) -> bool:
    """Whether a value of the report is what is written; quotients are compared to twenty digits."""
    if wanted in ("unknown", "true", "false"):
        return value is {"unknown": None, "true": True, "false": False}[wanted]
    if wanted.startswith('"'):
        return bool(value == json.loads(wanted))
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(/[0-9]+)?", wanted) and not isinstance(value, bool) and value is not None:
        whole, _, below = wanted.partition("/")
        return abs(Fraction(value) - Fraction(whole) / int(below or 1)) < Fraction(1, 10**20)
    return bool(value == wanted)


def _laid_key_results(part: Part) -> Iterator[tuple[Case, str]]:
    clauses = part.rest.removeprefix("in ")
    for case in part.cases:
        body = re.fullmatch(r"\{(.*)\}([^}]*)", case.asked)
        assert body, f"line {case.line}: a key result stands in braces"
        reports = (said.split(": ", 1) for said in body[2].split("; ") if said.strip())
        told = "".join(f"check in on {day.strip()} {{ report case-{case.line}.k {what} }}\n" for day, what in reports)
        goal = f'objective case-{case.line} "-" {{ owner "Lead"  {clauses}  key result k "-" {{ {body[1]} }} }}'
        yield case, f"{goal}\n{told}"


def _key_results(part: Part, setting: Setting, folder: Path) -> Iterator[Wrong]:
    laid = {f"case-{case.line}.okr": text for case, text in _laid_key_results(part)}
    bench = Bench(folder, {**setting.files, **laid, "quiet/quiet.okr": QUIET})
    report = bench.report(setting.day)
    for case in part.cases:
        errors = bench.errors(setting.day, f"case-{case.line}.okr")
        if case.expected.startswith("error ") or errors:
            yield from _differences(case, {}, errors, False)
        else:
            yield from _unlike(case, _find(report, f"case-{case.line}.k"))


def _items(part: Part, setting: Setting, bench: Bench) -> Iterator[Wrong]:
    checklist, _, cycle = part.rest.removeprefix("of ").partition(" in ")
    cycles = bench.report(setting.day, checklist)["checklist"]["cycles"]
    sections = [section for found in cycles if found["cycle"] == cycle for section in found["sections"]]
    items = {item["id"]: item["verdict"] for section in sections for item in section["items"]}
    for case in part.cases:
        if items.get(case.asked) != case.expected:
            yield case.line, f"expected {case.expected}, found {items.get(case.asked)}"


# --- diagnostics -----------------------------------------------------------------------------------------------------


def _diagnostics(part: Part, setting: Setting, bench: Bench) -> Iterator[Wrong]:
    found = Counter(
        (f"{d['path']} {d['line'] or ''}".strip(), f"{d['severity']} {d['name']}")
        for d in bench.report(setting.day)["diagnostics"]
        if d["path"] in setting.files or not d["path"].endswith(".okr")
    )
    wanted = Counter((case.asked, case.expected) for case in part.cases)
    for case in part.cases:
        if (case.asked, case.expected) not in found:
            yield case.line, f"{case.asked}: expected {case.expected}"
    for where, what in found - wanted:
        if not what.startswith("info "):
            yield part.line, f"{where}: found {what}"


def _texts(part: Part, setting: Setting, folder: Path) -> Iterator[Wrong]:
    for case in part.cases:
        severity, _, names = case.expected.partition(" ")
        expected = [f"{severity} {name}".strip() for name in names.split(", ")]
        yield from _said(case.line, case.asked, expected, folder / f"line-{case.line}")


def _text(part: Part, setting: Setting, folder: Path) -> Iterator[Wrong]:
    yield from _said(part.line, part.body, [case.expected for case in part.cases], folder)


def _said(line: int, text: str, expected: list[str], folder: Path) -> Iterator[Wrong]:
    """Errors that are not as expected, and warnings that are missing; `ok` expects no error."""
    Bench(folder, {"text.okr": text})
    found = [(d.severity, d.name, d.span.line) for d in okrlang.load([folder]).diagnostics]
    for wanted in expected if expected != ["ok"] else []:
        severity, name, *place = wanted.replace("on line ", "").split()
        same = next((f for f in found if f[:2] == (severity, name) and (not place or f[2] == int(place[0]))), None)
        if same is None:
            yield line, f"expected {wanted}, found {found or 'nothing'}"
        else:
            found.remove(same)
    for severity, name, at in found:
        if severity == "error":
            yield line, f"found {severity} {name} on line {at}"


LAID: Mapping[str, Callable[[Part], Iterator[tuple[Case, str]]]] = {
    "checks": _laid_checks,
    "values": _laid_values,
    "rule": _laid_rule,
}
ASKED: Mapping[str, Callable[[Part, Setting, Bench], Iterator[Wrong]]] = {
    "checks": _checks,
    "values": _values_of,
    "rule": _rule,
    "results": _results,
    "items": _items,
    "diagnostics": _diagnostics,
}
ALONE: Mapping[str, Callable[[Part, Setting, Path], Iterator[Wrong]]] = {
    "key results": _key_results,
    "texts": _texts,
    "text": _text,
}

"""How often the rules about words are right, judged by reading, on goals that organizations published.

`python benchmarks/wording.py published.jsonl` writes each published goal as a goal of the language, has the rules judge them, draws
up to fifty hits of each rule, always the same ones, and sets them beside the judgements in `wording.tsv`: right, wrong or arguable. What
counts is who was right; what is arguable is not. `--unread` prints the hits that nobody has judged yet.

A row is a JSON object with `objective` and, where it is a key result, `kr`; rows are counted from 1, and a text that stands in
several rows is read once, at the first. Whether a key result is a milestone or counts something is read off its text: it counts
something where the text has a figure (or a letter in place of one that the publisher kept to himself) that is no part of a name, a
date or a version. Nothing of the goals is kept here, and nothing needs them to build or test.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tabulate import tabulate

import okrlang
from okrlang.logic.packs import shipped

JUDGED = Path(__file__).with_suffix(".tsv")
DRAWN = 50
ELSEWHERE = ("business-as-usual",)  # judges words, and stands in the pack of its source
OF_OBJECTIVES = ("objective-title", "business-as-usual")
WORDS = ("right", "arguable", "wrong")


@dataclass(frozen=True)
class Row:
    """A published goal: its row, the text that is judged, and the row of its objective where it is a key result."""

    number: int
    text: str
    objective: int | None = None


# --- from rows to goals ----------------------------------------------------------------------------------------------


def rows(path: Path) -> Iterator[Row]:
    """The objectives and key results of a corpus, each text once."""
    objectives = dict[str, int]()
    seen = set[str]()
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        row = json.loads(line)
        if row["objective"] not in objectives:
            objectives[row["objective"]] = number
            yield Row(number, row["objective"])
        if "kr" in row and row["kr"] not in seen:
            seen.add(row["kr"])
            yield Row(number, row["kr"], objectives[row["objective"]])


_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_NAME = re.compile(
    rf"""\#\d+ | \[P\d\] | \b(?!N\d)[a-z]+\d[\w.]* | \b\d{{4}}[QH]\d\b | \b(?:20)\d\d\b | \b\d+(?:st|nd|rd|th)\b
    | \b(?:tier|stage|week|type|phase|versions?|releases?|rfc|soc|top|step|h|q|priority)[ -]?\d+(?:\.\d+)*\b
    | \b{_MONTH}\.?[ ]\d{{1,2}}\b | \b\d+-month\b | \b24/7\b""",
    re.VERBOSE | re.IGNORECASE,
)
_KEPT_BACK = re.compile(r"\bN\d*\b|\$[NMLX]\b|\bX+%|\bP (?=MQLs)|\*N\d+\*|_N\d+_")
_CHANGE = re.compile(r"\bfrom \$?(\d[\d.]*)[kM%]?\+? to \$?(\d[\d.]*)")
_RELATIVE = re.compile(r"\bby (?:about )?(\d[\d.]*)(?:%| percent)| (\d+)% (?:increase|reduction|growth)", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?P<digits>\d+(?:[.,]\d+)*)(?P<unit>%|[kM]\b| ?(?:s|mins?|days?|weeks?|months?)\b)?|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|zero)\b|\bat least (?:one|once)\b",
    re.IGNORECASE,
)
_FALLING = re.compile(r"\b(?:reduc|decreas|lower|cut|drop|fewer|less)", re.IGNORECASE)


def form(text: str) -> str:
    """The form that a key result takes in the language, as its text reads; nothing for a milestone."""
    if _KEPT_BACK.search(text):
        return "at least confidential"
    rest = _NAME.sub(" ", text)
    if (change := _CHANGE.search(rest)) and change[1] != change[2]:
        return f"from {change[1]} to {change[2]}"
    if relative := _RELATIVE.search(rest):
        return f"{'down' if _FALLING.search(rest) else 'up'} {relative[1] or relative[2]}%"
    figure = _FIGURE.search(rest)
    if figure is None:
        return ""
    return f"at least {(figure['digits'] or '2').replace(',', '')}{figure['unit'] or ''}"


def sheet(goals: Iterable[Row]) -> str:
    """The goals as a text of the language; `o7` and `r9` are named after their rows."""
    under = defaultdict[int | None, list[Row]](list)
    for row in goals:
        under[row.objective].append(row)
    parts = ['team them "They" { lead "Their lead" }\n']
    for title in under[None]:
        results = (
            f"  key result r{row.number} {quoted(row.text)} {{ {form(row.text)} }}\n" for row in under[title.number]
        )
        parts.append(
            f"objective o{title.number} {quoted(title.text)} {{ owner them  cycle 2026-Q3\n{''.join(results)}}}\n"
        )
    return "".join(parts)


def quoted(text: str) -> str:
    """A text as it is written in the language."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


# --- from goals to figures -------------------------------------------------------------------------------------------


def rules() -> tuple[str, ...]:
    """The rules whose words are judged."""
    packs, _ = shipped()
    return (*(name for name, pack in packs.homes.items() if pack == "wording"), *ELSEWHERE)


def hits(text: str, names: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
    """The rows that each rule finds fault with, in order."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "published.okr"
        file.write_text(text, "utf-8")
        found = okrlang.lint([file], select=tuple(names))
    wrong = [d.message for d in found.diagnostics if d.severity == "error"]
    assert not wrong, wrong[:3]
    by_rule = defaultdict[str, set[int]](set)
    for finding in found.findings:
        by_rule[finding.rule].add(int(finding.subject.rpartition(".")[2].lstrip("or")))
    return {name: tuple(sorted(by_rule[name])) for name in names}


def drawn(found: Sequence[int], rule: str) -> tuple[int, ...]:
    """Up to fifty of the rows, the same ones at every run."""
    return tuple(found) if len(found) <= DRAWN else tuple(sorted(random.Random(rule).sample(found, DRAWN)))


def judgements() -> Mapping[tuple[str, int], str]:
    """What reading came to, by rule and row."""
    lines = JUDGED.read_text("utf-8").splitlines()[1:] if JUDGED.exists() else []
    return {(rule, int(row)): judgement for rule, row, judgement, _ in (line.split("\t") for line in lines)}


def main() -> None:
    """Writes a table, or the hits that nobody has read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--unread", action="store_true", help="write the hits that nobody has judged yet")
    wishes = parser.parse_args()
    goals = tuple(rows(wishes.corpus))
    found = hits(sheet(goals), rules())
    read = {rule: drawn(numbers, rule) for rule, numbers in found.items()}
    judged = judgements()
    if wishes.unread:
        texts = {(row.number, row.objective is None): row.text for row in goals}
        for rule, numbers in read.items():
            for number in numbers:
                if (rule, number) not in judged:
                    sys.stdout.write(f"{rule}\t{number}\t{texts[number, rule in OF_OBJECTIVES]}\n")
        return
    counted = [form(row.text) for row in goals if row.objective is not None]
    sys.stdout.write(
        f"{len(goals) - len(counted)} objectives; {len(counted)} key results, {counted.count('')} of them milestones\n\n"
    )
    table = [[rule, len(found[rule]), *figures(rule, numbers, judged)] for rule, numbers in read.items()]
    sys.stdout.write(tabulate(table, ["rule", "hits", "drawn", *WORDS, "precision"], disable_numparse=True) + "\n")


def figures(rule: str, numbers: Sequence[int], judged: Mapping[tuple[str, int], str]) -> list[str]:
    """How many were drawn, how many of them are right, arguable and wrong, and the share of those that are right."""
    read = [judged[rule, number] for number in numbers if (rule, number) in judged]
    precision = f"{read.count('right') / len(read):.2f}" if read else "—"
    return [str(len(numbers)), *(str(read.count(word)) for word in WORDS), precision]


if __name__ == "__main__":
    main()

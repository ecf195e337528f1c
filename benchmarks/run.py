"""What okrlang costs, each figure beside a reference that is measured in the same run.

`python benchmarks/run.py` prints a table, and that of `rules.py`; `--quick` leaves out the large workspaces and data.
CPU time is the system's own account of each finished process: the median of several runs, after one not counted.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from engine import engine
from tabulate import tabulate

import rules

HERE = Path(__file__).parent
PYTHON = sys.executable
# As on any machine, Python keeps what it compiled; the run that is not counted compiles.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Cost:
    """What one process cost: CPU seconds (median) and peak memory in MB (largest)."""

    cpu: float
    memory: float


def cost(command: list[str], runs: int = 7, cwd: Path = HERE.parent) -> Cost:
    """The cost of a command, run several times after one run that is not counted."""
    cpu, memory = [], []
    for _ in range(runs + 1):
        process = subprocess.Popen(
            command, cwd=cwd, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
        cpu.append(used.ru_utime + used.ru_stime)
        memory.append(used.ru_maxrss / 1024)
    return Cost(statistics.median(cpu[1:]), max(memory[1:]))


def startup() -> list[list[str]]:
    """`lint` of one small file against a Python that does nothing."""
    rows = []
    for label, command in {
        "import okrlang": [PYTHON, "-c", "import okrlang"],
        "lint, six lines": [PYTHON, "-m", "okrlang", "lint", "samples/first/sheet/goals.okr"],
        "evaluate, six lines": [
            PYTHON,
            "-m",
            "okrlang",
            "evaluate",
            "samples/first/sheet/goals.okr",
            "--as-of",
            "2026-10-20",
        ],
    }.items():
        idle, spent = cost([PYTHON, "-c", "pass"], 15), cost(command, 15)
        rows.append(
            [
                label,
                f"{spent.cpu * 1000:.0f} ms",
                "python -c pass",
                f"{idle.cpu * 1000:.0f} ms",
                f"{spent.cpu / idle.cpu:.1f}",
            ]
        )
    return rows


PARSE = """
import sys, time
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source
text = open(sys.argv[1], encoding="utf-8").read()
began = time.process_time()
sheet, faults = parse(Source("goals.okr", text))
spent = time.process_time() - began
assert not faults and sheet.declarations
print(len(text.encode()) / spent / 1e6)
"""


def parsing(folder: Path) -> list[list[str]]:
    """How many megabytes of goals a second are parsed, against splitting the same text into lines and words."""
    path = folder / "goals.okr"
    path.write_text(goals(2_000), encoding="utf-8")
    words = "import sys, time; t = open(sys.argv[1]).read(); b = time.process_time(); [l.split() for l in t.splitlines()]; print(len(t) / (time.process_time() - b) / 1e6)"
    speed, plain = (
        statistics.median(float(subprocess.check_output([PYTHON, "-c", code, str(path)])) for _ in range(5))
        for code in (PARSE, words)
    )
    return [["parse goals", f"{speed:.2f} MB/s", "split into words", f"{plain:.0f} MB/s", f"1/{plain / speed:.0f}"]]


def goals(count: int) -> str:
    """A sheet of that many objectives with four key results each, and a metric that they share."""
    teams = max(count // 5, 1)
    parts = [
        'company large "A large company" { mission "Much at once."  priority order "Everything in its place" }\n',
        'source figures { file "figures.csv"  date column day  value column value }\n',
        'metric done "Done" { unit pieces  from figures where name = "done"  take sum  better higher  updated every day }\n',
    ]
    parts += [f'team t{i} "Team {i}" {{ part of large  lead "Lead of team {i}" }}\n' for i in range(teams)]
    for i in range(count):
        owner = "large" if i == 0 else f"t{i % teams}"
        supports = "order" if i == 0 else "o0"
        parts.append(
            f'objective o{i} "Objective number {i} is reached" {{\n'
            f"  owner {owner}  cycle 2026-Q3  committed  supports {supports}\n"
            f'  because "It is the {i}th thing that matters."\n'
            + "".join(
                f'  key result k{j} "Key result {j}" {{ metric done  from {j} to {100 + i + j}  due 2026-09-{10 + 5 * j:02} }}\n'
                for j in range(4)
            )
            + "}\n"
        )
    return "".join(parts)


def figures() -> str:
    """Daily figures of a quarter."""
    days = [f"2026-{month:02}-{day:02}" for month in (7, 8, 9) for day in range(1, 29)]
    return "day,name,value\n" + "".join(f"{day},done,{index % 7 + 1}\n" for index, day in enumerate(days))


def scale(folder: Path) -> list[list[str]]:
    """Ten times the goals, against the same command on a tenth of them."""
    rows = []
    for command in ("lint", "evaluate"):
        spent = {}
        for count in (1_000, 10_000):
            place = folder / str(count)
            place.mkdir(exist_ok=True)
            (place / "goals.okr").write_text(goals(count), encoding="utf-8")
            (place / "figures.csv").write_text(figures(), encoding="utf-8")
            extra = ["--as-of", "2026-08-20"] if command == "evaluate" else []
            spent[count] = cost([PYTHON, "-m", "okrlang", command, str(place), *extra], 1)
        small, large = spent[1_000], spent[10_000]
        rows.append(
            [
                f"{command}, 10,000 objectives, 40,000 key results",
                f"{large.cpu:.1f} s, {large.memory:.0f} MB",
                "1,000 objectives",
                f"{small.cpu:.1f} s, {small.memory:.0f} MB",
                f"{large.cpu / small.cpu:.1f}",
            ]
        )
    return rows


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true")
    quick = arguments.parse_args().quick
    with tempfile.TemporaryDirectory() as folder:
        rows = startup() + parsing(Path(folder))
        if not quick:
            rows += engine() + scale(Path(folder))
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors")  # noqa: T201
    print(tabulate(rows, ["what", "spent", "beside", "spent", "ratio"], disable_numparse=True))  # noqa: T201
    if not quick:
        rules.main()


if __name__ == "__main__":
    main()

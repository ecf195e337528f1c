"""What the reference engine costs: twenty metrics over a CSV of a million rows, beside reading it with `csv` alone.

`python benchmarks/engine.py` prints the table. Both run in processes of their own, one after the other, several times;
the time is that of the processor while reading, the memory the peak of the whole process.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from tabulate import tabulate

ROWS = 1_000_000
TAKES = (
    *("sum", "mean", "last", "min", "max", "count", "p95", "sum", "mean", "sum", "first", "sum"),
    *("mean over 7 days", "median", "sum over 7 days", "mean", "sum", "last", "distinct region"),
    "share where value > 500",
)

ALONE = """
import csv, sys, time
began = time.process_time()
with open(sys.argv[1] + "/figures.csv", newline="", encoding="utf-8") as file:
    for row in csv.reader(file):
        pass
print(time.process_time() - began, 0)
"""

MEASURED = """
import resource, sys, time
from datetime import date
from pathlib import Path
from okrlang.measure.measures import measure
from okrlang.model.resolver import Known, resolve
from okrlang.syntax.parser import parse
from okrlang.syntax.source import Source
folder = Path(sys.argv[1])
sheet, faults = parse(Source("goals.okr", (folder / "goals.okr").read_text(encoding="utf-8")))
workspace, diagnostics = resolve((sheet,), Known())
assert not faults and not diagnostics, (faults, diagnostics)
began = time.process_time()
measures = measure(workspace, folder, date(2027, 1, 1), {})
spent = time.process_time() - began
assert not measures.problems and measures.inputs[0].rows == int(sys.argv[2]), measures.problems
assert all(measures.on(metric.id, date(2026, 12, 31)).value for metric in workspace.metrics if not metric.dimension)
print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def write(folder: Path, mixed: bool) -> None:
    """A year of figures of twenty names and four regions, day after day or in any order, and the metrics over them."""
    chance = random.Random(1)
    days = [str(date(2026, 1, 1) + timedelta(days=n)) for n in range(365)]
    with (folder / "figures.csv").open("w", encoding="utf-8") as file:
        file.write("day,name,region,value\n")
        for n in range(ROWS):
            day = chance.choice(days) if mixed else days[n * 365 // ROWS]
            file.write(f"{day},m{chance.randrange(20)},r{chance.randrange(4)},{chance.randrange(100_000) / 100}\n")
    metrics = [
        f'metric m{n} {{ from figures where name = "m{n}"  take {take}  {"split by region" if n % 4 == 0 else ""} }}\n'
        for n, take in enumerate(TAKES)
    ]
    source = 'source figures { file "figures.csv"  date column day  value column value }\n'
    (folder / "goals.okr").write_text(source + "".join(metrics), encoding="utf-8")


def spent(code: str, folder: Path) -> tuple[float, float]:
    """The seconds and megabytes that a piece of code says it took."""
    said = subprocess.check_output(
        [sys.executable, "-c", code, str(folder), str(ROWS)], cwd=Path(__file__).parent.parent
    )
    seconds, megabytes = said.split()
    return float(seconds), float(megabytes)


def engine(runs: int = 5) -> list[list[str]]:
    """A row of the table for each order of rows."""
    table = []
    for mixed, order in ((False, "day after day"), (True, "in any order")):
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), mixed)
            pairs = [(spent(ALONE, Path(folder))[0], spent(MEASURED, Path(folder))) for _ in range(runs)]
        alone = statistics.median(seconds for seconds, _ in pairs)
        measured = statistics.median(seconds for _, (seconds, _) in pairs)
        memory = max(megabytes for _, (_, megabytes) in pairs)
        ratio = statistics.median(seconds / one for one, (seconds, _) in pairs)
        what = f"20 metrics over {ROWS:,} rows, {order}"
        table.append([what, f"{measured:.2f} s, {memory:.0f} MB", "csv alone", f"{alone:.2f} s", f"{ratio:.1f}"])
    return table


if __name__ == "__main__":
    print(tabulate(engine(), ["what", "spent", "beside", "spent", "ratio"], disable_numparse=True))  # noqa: T201

"""`python -m naive 100000`, in the folder of the tests: so many cases judged twice, and what of the language they reach.

A second number is the seed to begin with. The exit code is 1 where the evaluators differ, or anything is not reached.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from naive.trial import CONSTRUCTS, Tally, missed, trial

SIZE = 200  # rules to a workspace


def main(cases: int, seed: int) -> int:
    """Go on until so many cases are judged; print what came of them."""
    tally, first = Tally(), seed
    with TemporaryDirectory() as folder:
        while tally.cases < cases:
            trial(seed, SIZE, Path(folder), tally)
            seed += 1
    never = missed(tally)
    counts = sorted(((tally.reached[name], name) for name in CONSTRUCTS), reverse=True)
    lines = [
        *(f"{count:8} {name}" for count, name in counts),
        *(f"{count:8} verdicts: {name}" for name, count in tally.verdicts.most_common()),
        f"{tally.rules} rules of {seed - first} workspaces, and {tally.refused} that were refused",
        f"{tally.cases} cases (a rule in a world), {tally.subjects} subjects, {tally.steps} steps",
        f"{len(never)} not reached: {', '.join(never)}",
        f"{len(tally.wrong)} differences, faults or steps too many",
        *tally.wrong[:20],
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if never or tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))

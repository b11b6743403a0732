# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``python -m bench [NAME …]``: take the measures, print them, write ``var/bench/latest.json``.

A goal that was missed is marked in the table and in the file; it is a finding, not a failure.
"""

import sys
from pathlib import Path

from bench import harness, installation
from bench.measures import MEASURES
from config.environment import environment


def main(names: list[str]) -> int:
    """Take the named measures, or all; return 0 when they could be taken."""
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        print(f"There is no measure called {', '.join(unknown)}. There are: {', '.join(MEASURES)}.")
        return 2
    target = Path(environment().VAR) / "bench" / "latest.json"
    figures: list[harness.Figure] = []
    with installation.prepared() as place:
        for name in names or list(MEASURES):
            print(f"measuring {name} …", flush=True)
            found = MEASURES[name](place)
            harness.print_table(found)
            figures += found
        surroundings = installation.described()
    print()
    harness.print_table(figures)
    harness.write(figures, target, surroundings=surroundings)
    missed = [each.name for each in figures if not each.met]
    print(
        f"written to {target}; " + (f"missed: {', '.join(missed)}" if missed else "all goals met")
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``python -m bench [NAME …]``: take the measures, print them, write ``var/bench/latest.json``."""

import sys
from pathlib import Path

from bench import harness, installation
from bench.measures import MEASURES
from config.environment import environment


def main(names: list[str]) -> int:
    """Take the named measures, or all; return 0 when every goal was met."""
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        print(f"There is no measure called {', '.join(unknown)}. There are: {', '.join(MEASURES)}.")
        return 2
    figures: list[harness.Figure] = []
    with installation.prepared() as place:
        for name in names or list(MEASURES):
            print(f"measuring {name} …", flush=True)
            found = MEASURES[name](place)
            harness.print_table(found)
            figures += found
    print()
    harness.print_table(figures)
    target = Path(environment().VAR) / "bench" / "latest.json"
    harness.write(figures, target)
    print(f"written to {target}")
    return 0 if all(each.met for each in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Every source file names its licence in its first lines (SPDX, REUSE)."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# REUSE-IgnoreStart
HEADER = (
    "SPDX-FileCopyrightText: 2026 The Yiwang contributors",
    "SPDX-License-Identifier: Apache-2.0",
)
# REUSE-IgnoreEnd
MARKS = {".py": "# ", ".sh": "# ", ".ts": "// ", ".mjs": "// ", ".scss": "// ", ".po": "# "}
OTHERS = ("Makefile", ".ci/run")


def sources() -> list[Path]:
    """Return the source files that git tracks or would track."""
    answer = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = [ROOT / name for name in answer.stdout.split("\0") if name]
    return [
        file
        for file in files
        if file.is_file() and (file.suffix in MARKS or str(file.relative_to(ROOT)) in OTHERS)
    ]


def lacks_header(file: Path) -> bool:
    """Tell whether a file that has content does not begin with the header."""
    text = file.read_text()
    return bool(text.strip()) and not all(line in text[:400] for line in HEADER)


def add_header(file: Path) -> None:
    """Write the header at the top, after a shebang line."""
    lines = file.read_text().splitlines(keepends=True)
    at = 1 if lines[0].startswith("#!") else 0
    mark = MARKS.get(file.suffix, "# ")
    lines[at:at] = [f"{mark}{line}\n" for line in HEADER]
    file.write_text("".join(lines))


def main() -> int:
    lacking = [file for file in sources() if lacks_header(file)]
    for file in lacking:
        if "--fix" in sys.argv:
            add_header(file)
        else:
            print(f"{file.relative_to(ROOT)}: no SPDX header")
    return 1 if lacking and "--fix" not in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())

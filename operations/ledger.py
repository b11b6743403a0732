# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``yiwang ledger``: what the verification found, and the keys, for an operator to read."""

from collections.abc import Callable, Sequence
from pathlib import Path

from operations.errors import OperationFailed
from yiwang.ledger import selectors
from yiwang.ledger import services as ledger


def keys(*, say: Callable[[str], None]) -> None:
    """Say the lines that others verify our checkpoints with, the present key first."""
    for line in selectors.verifier_keys():
        say(line)


def verify(*, witnesses: Sequence[Path] = (), say: Callable[[str], None]) -> bool:
    """Recompute the whole ledger, say what was found, and return whether it is intact.

    :param witnesses: files with checkpoints that others kept, one signed note in each
    :raises OperationFailed: a file cannot be read
    """
    report = ledger.verify(witnessed=[_note(path) for path in witnesses])
    say(
        f"{report.events:,} facts, {report.signed_size:,} under a signature,"
        f" {report.waiting:,} waiting; {report.checkpoints:,} checkpoints,"
        f" {report.anchors:,} anchors; {report.seconds:.1f} s"
    )
    for finding in report.findings:
        say(str(finding))
    if report.unlisted:
        say(f"… and {report.unlisted:,} more findings")
    say(
        "The ledger is intact. 账本完好。"
        if report.is_intact
        else "THE LEDGER WAS CHANGED. 账本被改动。"
    )
    return report.is_intact


def _note(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OperationFailed(f"The checkpoint in {path} cannot be read: {error}") from error

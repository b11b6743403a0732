# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``yiwang ledger verify``: what the verification found, for an operator to read."""

from collections.abc import Callable

from yiwang.ledger import services as ledger


def verify(*, say: Callable[[str], None]) -> bool:
    """Recompute the whole ledger, say what was found, and return whether it is intact."""
    report = ledger.verify()
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

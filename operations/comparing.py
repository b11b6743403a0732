# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""``yiwang compare``: compare the whole catalogue now, and write down the day's index."""

import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn


def run(*, console: Console) -> None:
    """Compare everything, with its progress, and say what was found."""
    from django.utils import timezone

    from yiwang.catalogue.services import comparison
    from yiwang.foundation.actors import system_actor

    started, at = time.monotonic(), timezone.now()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
    )
    is_quiet = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=is_quiet) as progress:
        task = progress.add_task("Base items with their lists 规范比对", total=None)
        report = comparison.compare_all(
            actor=system_actor("comparison"),
            at=at,
            progress=lambda done, total: progress.update(task, completed=done, total=total),
        )
    kept = comparison.keep_index(on=timezone.localdate(at))
    changes = report.changes
    console.print(
        f"{report.base_items:,} base items and {report.lists:,} lists compared: "
        f"{changes.opened:,} findings new, {changes.reopened:,} back, {changes.cleared:,} cleared; "
        f"{kept:,} indexes written ({time.monotonic() - started:.1f} s)"
    )

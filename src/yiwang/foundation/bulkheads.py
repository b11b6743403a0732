# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Work by the clock that is done piece by piece: one piece that breaks holds no other up."""

from collections.abc import Callable, Mapping

import structlog
from django.db import InterfaceError, OperationalError

log = structlog.get_logger(__name__)


def run_apart(runs: Mapping[str, Callable[[], int]]) -> dict[str, int]:
    """Do each of some pieces of work, and return what each did.

    Every piece is tried. What the first that broke raised is raised in the end, so that the job
    is seen to have failed; a database that is away ends everything at once.
    """
    done: dict[str, int] = {}
    broken: Exception | None = None
    for name, run in runs.items():
        try:
            done[name] = run()
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            log.exception("foundation.piece_broken", piece=name)
            broken = broken or error
    if broken is not None:
        raise broken
    return done

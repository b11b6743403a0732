# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Counting how the steps of sign-ins come out; one row a client, day, step and outcome."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from yiwang.sso.enums import REASONS, Step

_COUNT = """
    INSERT INTO sso_figure (client_id, day, step, outcome, times, last_at)
    VALUES (%(client)s, %(day)s, %(step)s, %(outcome)s, %(times)s, %(at)s)
    ON CONFLICT (client_id, day, step, outcome) DO UPDATE
    SET times = sso_figure.times + excluded.times,
        last_at = greatest(sso_figure.last_at, excluded.last_at)
"""


def note(client_id: UUID, step: Step, outcome: str, *, at: datetime, times: int = 1) -> None:
    """Count an outcome of a step; what is no known reason counts as a bad request."""
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT,
            {
                "client": client_id,
                "day": timezone.localdate(at),
                "step": step.value,
                "outcome": outcome if outcome in REASONS else "invalid_request",
                "times": times,
                "at": at,
            },
        )

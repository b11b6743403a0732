# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL engine whose persistent connections heal without a query before each request."""

import select
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Ask the operating system first whether the server has hung up.

    Django's own check sends ``SELECT 1`` before the first query of every request. An idle
    connection has nothing to read; when PostgreSQL goes away, by shutdown or by kill -9, the
    kernel makes the socket readable. So silence means alive, and only noise costs a query.
    A host that vanishes without a word is left to TCP keepalives (see ``config.settings.base``).
    """

    def is_usable(self) -> bool:
        if self.connection is not None and not _has_news(self.connection):
            return True
        return bool(super().is_usable())


def _has_news(connection: Any) -> bool:
    if connection.closed:
        return True
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
    return bool(poll.poll(0))

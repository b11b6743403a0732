# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Sessions in the database that end when they are idle, without a write at every request.

The row's own ``expire_date`` is the idle end: it moves forward at most once a minute, by one
statement that touches nothing else, so two requests at once never undo each other. A session that
is ended is a row that is gone: the next request of it is nobody's.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from yiwang.identity.session_keys import ENDS_AT, IDLE_SECONDS

MOVED_AT_MOST_EVERY = timedelta(seconds=60)


class SessionStore(DatabaseStore):
    """Django's session store with an idle end and an absolute end."""

    _ends_idle_at: datetime | None = None

    def _get_session_from_db(self) -> Session | None:
        row: Session | None = super()._get_session_from_db()  # type: ignore[misc]
        self._ends_idle_at = row.expire_date if row else None
        return row

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """Return when the session ends if nobody comes back: idle or absolute, what is sooner."""
        idle, end = self.get(IDLE_SECONDS), self.get(ENDS_AT)
        if idle is None or end is None:
            found: datetime = super().get_expiry_date(**kwargs)
            return found
        absolute = datetime.fromtimestamp(end, tz=timezone.get_default_timezone())
        return min(timezone.now() + timedelta(seconds=idle), absolute)

    def get_expire_at_browser_close(self) -> bool:
        """Tell the browser to forget the cookie with its window when somebody is signed in."""
        return ENDS_AT in self or bool(super().get_expire_at_browser_close())

    def touch(self) -> bool:
        """Move the idle end forward, when it has not been moved for a minute; tell whether."""
        if self._ends_idle_at is None or self.session_key is None:
            return False
        moved = self.get_expiry_date()
        if IDLE_SECONDS not in self or moved - self._ends_idle_at < MOVED_AT_MOST_EVERY:
            return False
        self.model.objects.filter(pk=self.session_key).update(expire_date=moved)
        self._ends_idle_at = moved
        return True

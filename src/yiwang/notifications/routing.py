# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Which kind of message belongs to which group, and what may not wait or be switched off."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from yiwang.notifications.enums import Group, Way

LEGAL: Final = frozenset(
    {
        *("submitted", "correction_asked", "lapsed", "accepted", "deemed_accepted"),
        *("not_accepted", "suspended", "resumed", "extended", "decided_granted"),
        "decided_by_rule",
        *("decided_refused", "deadline_changed", "delivered"),
    }
)
URGENT: Final = frozenset({"factors_replaced", "appointment_offered", "appointment_called_off"})
"""Nobody's night spares these."""
_GROUPS: Final[Mapping[str, Group]] = {
    "mandate": Group.ACTING,
    "agent": Group.ACTING,
    "handler": Group.ACTING,
    "appointment": Group.HALL,
    "ticket": Group.HALL,
    "review": Group.REVIEW,
    "read": Group.ACCOUNT,
    "factors": Group.ACCOUNT,
    "export": Group.ACCOUNT,
}
DIGEST_HOUR: Final = 9
_CASE: Final = "/my/cases/"


def group_of(kind: str) -> Group:
    """Return the group that a kind is chosen by."""
    if kind in LEGAL:
        return Group.LEGAL
    return _GROUPS.get(kind.partition("_")[0], Group.PROGRESS)


def is_fixed(group: str, way: str) -> bool:
    """Return whether a way of a group cannot be switched off: everything stands in the inbox."""
    return way == Way.IN_SITE


def case_of(link: str) -> UUID | None:
    """Return the case that a message leads to."""
    if not link.startswith(_CASE):
        return None
    try:
        return UUID(link.removeprefix(_CASE).partition("/")[0])
    except ValueError:
        return None


def due_at(
    kind: str, params: Mapping[str, Any], *, quiet: tuple[int, int], at: datetime
) -> datetime:
    """Return when a message may go out: after the quiet hours, but never past its own deadline."""
    morning = _end_of_quiet(quiet, at)
    if morning is None or kind in URGENT:
        return at
    last_on = min(_days(params), default=None)
    if group_of(kind) is Group.LEGAL and last_on and last_on <= timezone.localdate(morning):
        return at
    return morning


def digest_at(*, quiet: tuple[int, int], at: datetime) -> datetime:
    """Return when the next daily e-mail goes out."""
    local = timezone.localtime(at)
    planned = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    if planned <= local:
        planned += timedelta(days=1)
    return _end_of_quiet(quiet, planned) or planned


def _end_of_quiet(quiet: tuple[int, int], at: datetime) -> datetime | None:
    begins, ends = quiet
    hour = timezone.localtime(at).hour
    is_quiet = begins <= hour < ends if begins < ends else hour >= begins or hour < ends
    if begins == ends or not is_quiet:
        return None
    today = timezone.localdate(at)
    end = timezone.make_aware(datetime.combine(today, time(ends)))
    return end if end > at else end + timedelta(days=1)


def _days(params: Mapping[str, Any]) -> list[date]:
    found = []
    for name, value in params.items():
        if name.endswith("due_on"):
            try:
                found.append(date.fromisoformat(str(value)))
            except ValueError:
                continue
    return found

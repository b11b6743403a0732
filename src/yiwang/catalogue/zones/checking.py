# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Check whether the links of zones still live: few, slowly, and never into our own network."""

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

import requests
from django.db import transaction
from requests_hardened import Config, Manager
from requests_hardened.ip_filter import InvalidIPAddress

from yiwang.catalogue import zone_events as events
from yiwang.catalogue.enums import LinkHealth, OutsideState
from yiwang.catalogue.models import OutsideService
from yiwang.catalogue.zone_refusals import OutsideInvalid
from yiwang.catalogue.zones.link_tasks import close_task, open_task
from yiwang.catalogue.zones.outside import public_address
from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger

ACTOR: Final = system_actor("link-check")
MOST_AT_ONCE: Final = 50
TIMEOUT_SECONDS: Final = (3.0, 5.0)
LARGEST_ANSWER: Final = 2_048
EVERY: Final = timedelta(days=1)
AGAIN: Final = timedelta(hours=2)
DEAD_AFTER: Final = 3
"""Failures in a row before a link counts as dead: a site may be down for a night."""
ALIVE: Final = "ok"


def check_due(*, at: datetime, most: int = MOST_AT_ONCE) -> int:
    """Check the links whose turn it is, each site once in a run; return how many."""
    due = OutsideService.objects.filter(state=OutsideState.APPROVED, check_after__lte=at)
    seen: set[str] = set()
    checked = 0
    for outside_id, url in due.order_by("check_after", "id").values_list("id", "url")[: most * 4]:
        host = urlsplit(url).hostname or ""
        if host in seen or checked >= most:
            continue
        seen.add(host)
        # The call is outside any transaction: a slow site holds no lock.
        record(outside_id=outside_id, found=look_at(url), at=at)
        checked += 1
    return checked


def look_at(url: str) -> str:
    """Return ``ok``, or why a link does not live.

    Every answer below 400 is life; a redirect too, and it is not followed.
    """
    try:
        with _manager().get_session() as session:
            answer = session.request("GET", public_address(url), stream=True)
            answer.raw.read(LARGEST_ANSWER)
            answer.close()
    except (InvalidIPAddress, OutsideInvalid):
        return "forbidden"
    except (requests.RequestException, OSError, ValueError):
        return "unreachable"
    return ALIVE if answer.status_code < 400 else f"http_{answer.status_code}"


@transaction.atomic
def record(*, outside_id: UUID, found: str, at: datetime) -> LinkHealth:
    """Put down what a check found.

    When a link dies, its department's editors get a task; it closes by itself when it lives again.
    """
    entry = OutsideService.objects.select_for_update().get(pk=outside_id)
    before = LinkHealth(entry.health)
    entry.failures = 0 if found == ALIVE else min(entry.failures + 1, 1_000)
    entry.health, entry.found, entry.checked_at = _health(entry.failures), found, at
    entry.check_after = at + (EVERY if found == ALIVE else AGAIN)
    entry.save(update_fields=["failures", "health", "found", "checked_at", "check_after"])
    if LinkHealth.DEAD in (before, entry.health) and before != entry.health:
        fact = events.OutsideLinkChanged(
            outside_id=entry.id,
            department_id=entry.department_id,
            health=entry.health,
            found=found,
        )
        ledger.append(fact, actor=ACTOR, at=at, region_code=entry.region_code)
        if entry.health == LinkHealth.DEAD:
            open_task(entry, actor=ACTOR, at=at)
        else:
            close_task(entry, "alive", actor=ACTOR, at=at)
    return LinkHealth(entry.health)


def dead_links_of(department_id: UUID) -> int:
    """Return how many approved entries of a department lead nowhere."""
    return OutsideService.objects.filter(
        department_id=department_id, state=OutsideState.APPROVED, health=LinkHealth.DEAD
    ).count()


def _health(failures: int) -> LinkHealth:
    if not failures:
        return LinkHealth.ALIVE
    return LinkHealth.DEAD if failures >= DEAD_AFTER else LinkHealth.SHAKY


def _manager() -> Manager:
    return Manager(
        Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=False,
            never_redirect=True,
            default_timeout=TIMEOUT_SECONDS,
            user_agent_override="yiwang-link-check",
        )
    )

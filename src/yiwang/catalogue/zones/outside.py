# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Services of schools, hospitals, utilities and banks: proposed, approved by another, and shown."""

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from yiwang.catalogue import zone_events as events
from yiwang.catalogue.enums import Institution, LinkHealth, OutsideState
from yiwang.catalogue.models import OutsideService, Topic
from yiwang.catalogue.regions import reach_of
from yiwang.catalogue.zone_refusals import (
    NotYourWindow,
    OutsideDecided,
    OutsideInvalid,
    OutsideKnown,
    OutsideNotFound,
    OwnProposal,
)
from yiwang.catalogue.zones.access import can_run, check_can_run
from yiwang.catalogue.zones.link_tasks import close_task
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import InvalidText
from yiwang.foundation.text import clean_text
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import Right

MOST_SHOWN: Final = 60
MOST_KEPT: Final = 500
MOST_NAMES: Final = 6
_BETWEEN: Final = re.compile("[、,，;；\n]")


@dataclass(frozen=True, slots=True)
class OutsideEntry:
    """An entry as zones show it."""

    id: UUID
    title: str
    summary: str
    owner_name: str
    institution: str
    url: str
    host: str
    checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What somebody proposes; unchecked."""

    region_code: str
    topic: str
    institution: str
    owner_name: str
    title: str
    summary: str
    url: str
    also_called: str = ""


def entries_for(topic: str, region_code: str) -> list[OutsideEntry]:
    """Return what others offer in a place on a topic: its own and those above; dead ones not."""
    rows = (
        OutsideService.objects.filter(
            topic_id=topic,
            region_code__in=reach_of(region_code).chain,
            state=OutsideState.APPROVED,
        )
        .exclude(health=LinkHealth.DEAD)
        .order_by("institution", "title")[:MOST_SHOWN]
    )
    return [
        OutsideEntry(
            row.id,
            row.title,
            row.summary,
            row.owner_name,
            row.institution,
            row.url,
            urlsplit(row.url).hostname or "",
            row.checked_at,
        )
        for row in rows
    ]


def entries_kept_by(actor: Actor) -> Sequence[OutsideService]:
    """Return the entries that an editor answers for or decides, those that need them first."""
    near = Q(department_id=actor.department_id) | Q(region_code=actor.division_code)
    rows = OutsideService.objects.filter(near).select_related("topic")
    return list(rows.order_by("-state", "health", "title")[:MOST_KEPT])


@transaction.atomic
def propose_outside(
    *, entry: NewEntry, actor: Actor, at: datetime, department_id: UUID | None = None
) -> OutsideService:
    """Propose an entry for one's own place; somebody else approves it.

    :param department_id: who answers for it, when a process of our own proposes
    :raises NotYourWindow: the actor edits nothing in that place
    :raises OutsideInvalid: something is missing, or the address leads to no public site
    :raises OutsideKnown: the place has this address already
    """
    owner = actor.department_id or department_id
    if owner is None:
        raise NotYourWindow
    check_can_run(actor, Right.CATALOGUE_EDIT, region_code=entry.region_code, department_id=owner)
    made = OutsideService(
        region_code=reach_of(entry.region_code).code,
        topic_id=_topic(entry.topic),
        institution=_institution(entry.institution),
        owner_name=_line(entry.owner_name, 100, is_needed=True),
        department_id=owner,
        title=_line(entry.title, 100, is_needed=True),
        summary=_line(entry.summary, 300, is_needed=False),
        url=public_address(entry.url),
        also_called=_names(entry.also_called),
        proposed_by_id=actor.staff_id,
        proposed_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise OutsideKnown from error
    fact = events.OutsideProposed(outside_id=made.id, department_id=owner, topic=made.topic_id)
    ledger.append(fact, actor=actor, at=at, region_code=made.region_code)
    return made


@transaction.atomic
def judge_outside(
    *, outside_id: UUID, state: OutsideState, reason: str, actor: Actor, at: datetime
) -> OutsideService:
    """Approve, refuse or retire an entry.

    :raises OutsideNotFound: there is none
    :raises NotYourWindow: the actor does not publish for that place
    :raises OwnProposal: the actor proposed it
    :raises OutsideDecided: it is not in a state from which this can be done
    """
    found = OutsideService.objects.select_for_update().filter(pk=outside_id).first()
    if found is None:
        raise OutsideNotFound
    if not can_run(actor, Right.CATALOGUE_PUBLISH, region_code=found.region_code):
        raise NotYourWindow
    before = OutsideState.APPROVED if state == OutsideState.RETIRED else OutsideState.PROPOSED
    if found.state != before or state == OutsideState.PROPOSED:
        raise OutsideDecided
    is_own = actor.staff_id is not None and actor.staff_id == found.proposed_by_id
    if state == OutsideState.APPROVED and is_own:
        raise OwnProposal
    found.state, found.reason = state, _line(reason, 300, is_needed=False)
    found.decided_by_id, found.decided_at = actor.staff_id, at
    found.check_after = at if state == OutsideState.APPROVED else None
    found.save(update_fields=["state", "reason", "decided_by_id", "decided_at", "check_after"])
    fact = events.OutsideJudged(outside_id=found.id, state=state.value)
    ledger.append(fact, actor=actor, at=at, region_code=found.region_code)
    if state == OutsideState.RETIRED:
        close_task(found, "retired", actor=actor, at=at)
    return found


@transaction.atomic
def call_outside(*, outside_id: UUID, names: str, actor: Actor, at: datetime) -> OutsideService:
    """Say what people call an entry beside its title; search knows it at once.

    :param names: with 、 or a comma between; "" for none
    :raises OutsideNotFound: there is none
    :raises NotYourWindow: the actor does not publish for that place
    :raises OutsideInvalid: a name is too short or too long, or there are too many
    """
    found = OutsideService.objects.select_for_update().filter(pk=outside_id).first()
    if found is None:
        raise OutsideNotFound
    if not can_run(actor, Right.CATALOGUE_PUBLISH, region_code=found.region_code):
        raise NotYourWindow
    found.also_called = _names(names)
    found.save(update_fields=["also_called"])
    fact = events.OutsideNamed(
        outside_id=found.id, names=len(found.also_called.split("、")) if found.also_called else 0
    )
    ledger.append(fact, actor=actor, at=at, region_code=found.region_code)
    return found


def public_address(text: str) -> str:
    """Return an address that leads to a public site by its name.

    :raises OutsideInvalid: it is no https address, names a port, an account or an IP address
    """
    text = text.strip()
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise OutsideInvalid from error
    is_plain = text.isascii() and text.isprintable() and " " not in text and "\\" not in text
    if parts.scheme != "https" or not is_plain or len(text) > 500:
        raise OutsideInvalid
    if port is not None or parts.username is not None or "@" in parts.netloc or _is_number(host):
        raise OutsideInvalid
    labels = host.split(".")
    if len(labels) < 2 or not all(labels) or host.endswith((".local", ".internal", ".localhost")):
        raise OutsideInvalid
    return text


def _is_number(host: str) -> bool:
    """Tell whether a host is an IP address in any writing: 127.0.0.1, 0x7f000001, [::1]."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        last = host.rsplit(".", 1)[-1]
        return last.isdigit() or last.lower().startswith("0x")
    return True


def _topic(code: str) -> str:
    if not Topic.objects.filter(pk=code[:40]).exists():
        raise OutsideInvalid
    return code


def _institution(code: str) -> str:
    if code not in Institution.values:
        raise OutsideInvalid
    return code


def _names(text: str) -> str:
    """Return other names in one writing, each once."""
    try:
        parts = [clean_text(part) for part in _BETWEEN.split(text)]
    except InvalidText as error:
        raise OutsideInvalid from error
    names = list(dict.fromkeys(part for part in parts if part))
    if len(names) > MOST_NAMES or not all(2 <= len(name) <= 30 for name in names):
        raise OutsideInvalid
    return "、".join(names)


def _line(text: str, longest: int, *, is_needed: bool) -> str:
    cleaned = clean_text(text)
    if len(cleaned) > longest or (is_needed and not cleaned):
        raise OutsideInvalid
    return cleaned

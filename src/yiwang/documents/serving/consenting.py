# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Agreeing to electronic service, and taking that back. Source: 民事诉讼法 (2023) 90."""

from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from yiwang.documents import service_events as facts
from yiwang.documents.models import ServiceConsent
from yiwang.documents.serving.errors import ConsentMissing, OnlyOneself
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger

TEXT: Final = (
    "本人（本单位）确认以本平台的账户作为电子送达地址，同意行政机关以电子方式送达通知、决定等文书。",
    "文书到达本平台账户的日期就是送达日期，申请行政复议、提起行政诉讼的期限从那天起算。",
    "需要纸质文书的，可以随时向办理机关提出，机关应当提供。",
    "可以随时撤回同意；撤回以前已经送达的，送达日期不变。",
)
"""What is agreed to; Chinese, as it is a legal text. A change makes another hash."""
TEXT_SHA256: Final = sha256("\n".join(TEXT).encode()).hexdigest()


def consent_of(applicant_id: UUID) -> ServiceConsent | None:
    """Return the agreement in force of a person or a firm."""
    with reach.everywhere():
        return ServiceConsent.objects.filter(
            applicant_id=applicant_id, ended_at__isnull=True
        ).first()


def consent_at(applicant_id: UUID, at: datetime) -> ServiceConsent | None:
    """Return the agreement that was in force at a moment."""
    with reach.everywhere():
        given = ServiceConsent.objects.filter(applicant_id=applicant_id, given_at__lte=at)
        in_force = given.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=at))
        return in_force.order_by("-given_at").first()


def check_consented(applicant_id: UUID) -> ServiceConsent:
    """Return the agreement in force.

    :raises ConsentMissing: there is none
    """
    found = consent_of(applicant_id)
    if found is None:
        raise ConsentMissing
    return found


@transaction.atomic
def give_consent(*, actor: Actor, at: datetime) -> ServiceConsent:
    """Agree to be served in this system; agreeing twice is agreeing once.

    :raises OnlyOneself: somebody else's agent
    """
    applicant_id, account_id = _own(actor)
    found = consent_of(applicant_id)
    if found is not None:
        return found
    consent = ServiceConsent(
        applicant_id=applicant_id, given_by_id=account_id, given_at=at, text_sha256=TEXT_SHA256
    )
    try:
        with transaction.atomic():
            consent.save(force_insert=True)
    except IntegrityError as error:  # the same person in two windows
        if "service_consent_one_in_force" not in str(error):
            raise
        return check_consented(applicant_id)
    fact = facts.ServiceConsentGiven(
        account_id=account_id,
        applicant_id=applicant_id,
        consent_id=consent.pk,
        text_sha256=TEXT_SHA256,
    )
    ledger.append(fact, actor=actor, at=at)
    return consent


@transaction.atomic
def end_consent(*, actor: Actor, at: datetime) -> None:
    """No longer agree; what was served before stays served.

    :raises OnlyOneself: somebody else's agent
    :raises ConsentMissing: there is none in force
    """
    applicant_id, account_id = _own(actor)
    consent = (
        ServiceConsent.objects.select_for_update()
        .filter(applicant_id=applicant_id, ended_at__isnull=True)
        .first()
    )
    if consent is None:
        raise ConsentMissing
    consent.ended_at, consent.ended_by_id = at, account_id
    consent.save(update_fields=["ended_at", "ended_by_id"])
    fact = facts.ServiceConsentEnded(
        account_id=account_id, applicant_id=applicant_id, consent_id=consent.pk
    )
    ledger.append(fact, actor=actor, at=at)


def _own(actor: Actor) -> tuple[UUID, UUID]:
    """Return for whom and by which account; a guardian speaks for a ward, an agent for nobody."""
    if not actor.is_citizen or actor.mandate_id is not None:
        raise OnlyOneself
    if actor.applicant_id is None or actor.account_id is None:
        raise OnlyOneself
    return actor.applicant_id, actor.account_id

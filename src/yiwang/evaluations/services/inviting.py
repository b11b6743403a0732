# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Inviting to a review: once for each service moment, with a code that nobody can guess."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from yiwang.evaluations.codes import code_of, new_code
from yiwang.evaluations.enums import Moment, ServiceChannel
from yiwang.evaluations.models import Invitation
from yiwang.foundation import reach
from yiwang.foundation.identifiers import new_id


@dataclass(frozen=True, slots=True)
class Service:
    """What somebody was served, as a review will tell it.

    :param source_key: what makes it this one service, such as ``case:<id>`` or ``visit:<id>``
    :param applicant_id: whom it was for; None for a visitor who said no name
    """

    source_key: str
    region_code: str
    department_id: UUID
    item_code: str
    item_name: str
    channel: ServiceChannel
    moment: Moment = Moment.RESULT
    case_id: UUID | None = None
    applicant_id: UUID | None = None


def invite(*, service: Service, at: datetime) -> str:
    """Invite to a review of a service, once; return the code to be printed or sent.

    The same service told again gives the same code. The hall calls this when a ticket is done.
    """
    invitation_id = new_id()
    _code, code_index = new_code(invitation_id)
    made = Invitation(
        id=invitation_id,
        source_key=service.source_key,
        code_index=code_index,
        region_code=service.region_code,
        department_id=service.department_id,
        item_code=service.item_code,
        item_name=service.item_name[:300],
        moment=service.moment,
        channel=service.channel,
        case_id=service.case_id,
        applicant_id=service.applicant_id,
        issued_at=at,
        expires_on=timezone.localdate(at) + timedelta(days=settings.EVALUATION_OPEN_DAYS),
    )
    with reach.everywhere():  # a clerk's own reach reads no invitation, not even this one
        Invitation.objects.bulk_create([made], ignore_conflicts=True)
        return code_of(Invitation.objects.get(source_key=service.source_key))

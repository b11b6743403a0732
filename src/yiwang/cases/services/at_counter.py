# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Drafts at the counter: begun online and finished there, or the other way round.

Whoever calls this has made sure that the person stands at the counter and has agreed
(``halls.services.presence``); here only the clerk's right is asked for.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from yiwang.cases.errors import DraftNotFound, NotYourCase
from yiwang.cases.models import Draft
from yiwang.cases.services import clocks, content, drafts
from yiwang.catalogue import selectors as catalogue
from yiwang.documents import services as documents
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import Right


def drafts_of(applicant_id: UUID, *, actor: Actor) -> list[Draft]:
    """Return somebody's own drafts, the newest first; those under a mandate are not theirs."""
    _check_clerk(actor)
    with reach.everywhere():
        mine = Draft.objects.filter(applicant_id=applicant_id, mandate__isnull=True)
        return list(mine.order_by("-updated_at", "pk").defer("form_data", "materials"))


def draft_of(applicant_id: UUID, draft_id: UUID, *, actor: Actor) -> Draft:
    """Return one draft of somebody.

    :raises DraftNotFound: there is none, or it is somebody else's
    """
    _check_clerk(actor)
    with reach.everywhere():
        found = Draft.objects.filter(
            pk=draft_id, applicant_id=applicant_id, mandate__isnull=True
        ).first()
    if found is None:
        raise DraftNotFound
    return found


@transaction.atomic
def files_to_hand_in(draft: Draft, *, actor: Actor, at: datetime) -> dict[str, list[str]]:
    """Return the files of somebody's draft as the clerk can hand them in, by material.

    They stay in the draft too; nobody has to lay the papers under the scanner again.
    """
    _check_clerk(actor)
    named = {key: [UUID(one) for one in files] for key, files in draft.materials.items()}
    taken = documents.take_over_files(
        file_ids={one for files in named.values() for one in files},
        actor=actor,
        at=at,
        region_code=draft.region_code,
    )
    found = {
        key: [str(taken[one]) for one in files if one in taken] for key, files in named.items()
    }
    return {key: files for key, files in found.items() if files}


@transaction.atomic
def save_draft_for(
    applicant_id: UUID, *, version_id: UUID, typed: drafts.DraftContent, actor: Actor, at: datetime
) -> Draft:
    """Keep what a clerk typed for somebody as that person's draft; their files stay in it.

    :raises DraftTooLarge, DraftUnreadable, AnswersDoNotFit: as ``drafts.save_draft``
    """
    account_id = _check_clerk(actor)
    snapshot = catalogue.open_snapshot(version_id, clocks.today_of(at))
    drafts.check_form(typed.form)
    kept = {
        "form_data": content.with_computed(snapshot, typed.form),
        "item_name": snapshot.name,
        "region_code": snapshot.region_code,
        "updated_at": at,
        **drafts.checked_scenario(snapshot, typed.scenario),
    }
    with reach.everywhere():
        draft, _created = Draft.objects.update_or_create(
            applicant_id=applicant_id,
            mandate_id=None,  # type: ignore[misc]  # None looks for those without one
            version_id=version_id,
            defaults=kept,
            create_defaults=kept | {"account_id": account_id},
        )
    return draft


def _check_clerk(actor: Actor) -> UUID:
    """Return a clerk's account.

    :raises NotYourCase: the actor is none
    """
    if not actor.has_right(Right.COUNTER_ASSIST) or actor.account_id is None:
        raise NotYourCase
    return actor.account_id

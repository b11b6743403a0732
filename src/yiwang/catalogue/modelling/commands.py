# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Keep drafts of definitions: save, hand in, have a second person publish, throw away."""

import hashlib
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from yiwang.catalogue import guidance_events as events
from yiwang.catalogue.enums import DefinitionKind
from yiwang.catalogue.guidance_refusals import (
    DraftNotFound,
    DraftNotOffered,
    SecondPersonNeeded,
    SomebodyWasFaster,
)
from yiwang.catalogue.modelling.checking import checked_body, read_schema
from yiwang.catalogue.modelling.gate import check_models, check_publishes, code_in
from yiwang.catalogue.models import DefinitionDraft
from yiwang.forms import selectors as forms
from yiwang.forms import services as form_services
from yiwang.foundation.actors import Actor
from yiwang.ledger import services as ledger
from yiwang.workflow import services as workflow

FIRST: Final = 0


def save_draft(
    *, kind: str, code: str, body: str, revision: int, actor: Actor, at: datetime
) -> DefinitionDraft:
    """Keep what somebody has drawn or written so far, right or not.

    :param revision: that the editor saw; 0 begins a draft
    :raises NotYourCatalogue: the actor's post does not draw or design
    :raises DraftTooLarge, DraftMalformed: no database takes it
    :raises SomebodyWasFaster: it has been changed since, or somebody else began one
    """
    check_models(actor, kind)
    code, body = code_in(code), checked_body(body)
    try:
        with transaction.atomic():
            draft = DefinitionDraft.objects.select_for_update().filter(kind=kind, code=code).first()
            if revision != (draft.revision if draft else FIRST):
                raise SomebodyWasFaster
            if draft is None:
                draft = DefinitionDraft(kind=kind, code=code, revision=FIRST)
            draft.body, draft.changed_at, draft.is_offered = body, at, False
            draft.revision += 1
            draft.editors = sorted({*draft.editors, *([actor.staff_id] if actor.staff_id else [])})
            draft.save()
            fact = events.DefinitionDraftSaved(
                draft_id=draft.id,
                definition_kind=kind,
                code=code,
                revision=draft.revision,
                sha256=hashlib.sha256(body.encode()).hexdigest(),
            )
            ledger.append(fact, actor=actor, at=at)
    except IntegrityError as error:
        raise SomebodyWasFaster from error
    return draft


def offer_draft(
    *, kind: str, code: str, revision: int, is_offered: bool, actor: Actor, at: datetime
) -> DefinitionDraft:
    """Hand a draft to a second person, or take it back.

    :raises SomebodyWasFaster: it has been changed since
    """
    check_models(actor, kind)
    with transaction.atomic():
        draft = _locked(kind, code, revision)
        draft.is_offered = is_offered
        draft.save(update_fields=["is_offered"])
        fact = events.DefinitionDraftOffered(
            draft_id=draft.id, definition_kind=kind, code=draft.code, is_offered=is_offered
        )
        ledger.append(fact, actor=actor, at=at)
    return draft


def publish_draft(*, kind: str, code: str, revision: int, actor: Actor, at: datetime) -> UUID:
    """Publish a draft that was handed in; return the definition's id.

    :param revision: that the publisher has read
    :raises NotYourCatalogue: the actor may not publish
    :raises SecondPersonNeeded: the actor wrote it, or some of it
    :raises DraftNotOffered: nobody has handed it in
    :raises SomebodyWasFaster: it has been changed since
    :raises InvalidProcess, InvalidDecision, InvalidForm: ``errors`` name each element
    """
    check_publishes(actor, kind)
    with transaction.atomic():
        draft = _locked(kind, code, revision)
        if actor.staff_id in draft.editors:
            raise SecondPersonNeeded
        if not draft.is_offered:
            raise DraftNotOffered
        definition_id = _publish(draft, actor=actor, at=at)
        _end(draft, definition_id, actor=actor, at=at)
    return definition_id


def discard_draft(*, kind: str, code: str, actor: Actor, at: datetime) -> None:
    """Throw a draft away.

    :raises DraftNotFound: there is none
    """
    check_models(actor, kind)
    with transaction.atomic():
        _end(_locked(kind, code, None), None, actor=actor, at=at)


def _publish(draft: DefinitionDraft, *, actor: Actor, at: datetime) -> UUID:
    code, body = draft.code, draft.body
    if draft.kind == DefinitionKind.PROCESS:
        return workflow.publish_process(
            code=code, xml=body, forms=forms.newest_form_ids(), actor=actor, at=at
        ).id
    if draft.kind == DefinitionKind.DECISION:
        return workflow.publish_decision(code=code, xml=body, actor=actor, at=at).id
    schema = read_schema(body)
    return form_services.publish_form(code=code, schema=schema, actor=actor, at=at).id


def _end(draft: DefinitionDraft, definition_id: UUID | None, *, actor: Actor, at: datetime) -> None:
    fact = events.DefinitionDraftEnded(
        draft_id=draft.id,
        definition_kind=draft.kind,
        code=draft.code,
        definition_id=definition_id,
    )
    draft.delete()
    ledger.append(fact, actor=actor, at=at)


def _locked(kind: str, code: str, revision: int | None) -> DefinitionDraft:
    draft = DefinitionDraft.objects.select_for_update().filter(kind=kind, code=code).first()
    if draft is None:
        raise DraftNotFound
    if revision is not None and draft.revision != revision:
        raise SomebodyWasFaster
    return draft

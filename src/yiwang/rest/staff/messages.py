# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of messages, and how each way out of the site does."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import Forbidden
from yiwang.foundation.web.database import read_only
from yiwang.notifications import selectors as notifications
from yiwang.notifications import services
from yiwang.notifications.enums import TemplateState, Way
from yiwang.rest.auth import STAFF, actor_of
from yiwang.rest.commands import KEY_PARAMETER, done, perform
from yiwang.rest.schemas import Done, Line, Out, SomeText, Strict, Token, answers

router = Router(tags=["消息 messages"], auth=STAFF)
LOOKED_BACK = timedelta(days=7)


class TemplateOut(Out):
    """Words of a kind in a language."""

    id: UUID
    kind: str
    language: str
    version: int
    title: str
    text: str
    state: TemplateState


class WayHealthOut(Out):
    """How one way did in seven days."""

    way: Way
    total: int
    counts: list[tuple[str, int]]


class TemplatesOut(Out):
    items: list[TemplateOut]
    health: list[WayHealthOut]


class TemplateIn(Strict):
    kind: Token
    language: Token
    title: Line
    text: SomeText

    def written(self) -> services.templating.Written:
        """Return it as the service takes it."""
        return services.templating.Written(**self.model_dump())


class TemplateMadeOut(Out):
    id: UUID


class TemplateShownOut(Out):
    """Words filled with made-up data."""

    title: str
    text: str


def editor(request: HttpRequest) -> Actor:
    """Return who asks, when their post writes or publishes words of messages.

    :raises Forbidden: it does not
    """
    actor = actor_of(request)
    if not services.templating.edits(actor):
        raise Forbidden
    return actor


@router.get("/message-templates", response=answers(TemplatesOut), summary="消息模板")
def list_templates(request: HttpRequest) -> dict[str, Any]:
    """Return the words that staff wrote, and how each way did in seven days."""
    actor = editor(request)
    with read_only():
        return {
            "items": services.templating.templates(actor),
            "health": notifications.health(since=timezone.now() - LOOKED_BACK),
        }


@router.post(
    "/message-templates",
    response=answers(TemplateMadeOut, 201),
    summary="起草消息模板",
    openapi_extra=KEY_PARAMETER,
)
def draft_template(request: HttpRequest, payload: TemplateIn) -> HttpResponse:
    """Draft words; they count when a second person has published them."""
    actor = editor(request)

    def act() -> dict[str, Any]:
        made = services.templating.draft(written=payload.written(), actor=actor, at=timezone.now())
        return {"id": str(made.pk)}

    return perform(request, act, status=201)


@router.post(
    "/message-templates/preview", response=answers(TemplateShownOut), summary="试看消息模板"
)
def preview_template(request: HttpRequest, payload: TemplateIn) -> dict[str, str]:
    """Return words filled with made-up data; it changes nothing."""
    editor(request)
    title, text = services.templating.preview(payload.written())
    return {"title": title, "text": text}


@router.post(
    "/message-templates/{uuid:template_id}/publication",
    response=answers(Done),
    summary="发布消息模板",
    openapi_extra=KEY_PARAMETER,
)
def publish_template(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Put words to use that somebody else drafted."""
    actor = editor(request)
    return done(
        request,
        lambda: services.templating.publish(
            template_id=template_id, actor=actor, at=timezone.now()
        ),
    )

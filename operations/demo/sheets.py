# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A template of the market bureau: two versions of its decision to grant, and one in the making."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from operations.loading import Tick
from yiwang.documents.enums import NoticeKind
from yiwang.documents.models import NoticeTemplate, TemplateVersion
from yiwang.documents.services import templates
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account

VERSIONS = (
    ("写上咨询电话", {"closing": "对本决定有疑问的，可以拨打{电话}咨询。"}),
    (
        "加一行机关的说明和领取地点",
        {
            "letterhead": "（行政审批专用）",
            "closing": "对本决定有疑问的，可以拨打{电话}咨询，也可以到{地址}当面了解。",
            "contact": "工作日 9:00—17:00 接受咨询",
        },
    ),
)
WRONG = templates.built_in_source(NoticeKind.REFUSED).replace("#remedies(page)", "")
"""A draft that leaves out where to disagree: the page says what is missing, and which law."""


def load(tick: Tick, *, at: datetime) -> int:
    """Write and publish as two people do; return how many versions there are."""
    if NoticeTemplate.objects.exists():
        return 0
    editor, publisher = _actor("scjg-editor"), _actor("scjg-publisher")
    template = templates.make_template(kind=NoticeKind.GRANTED, actor=editor, at=at)
    for place, (note, blocks) in enumerate(VERSIONS):
        tick(place, len(VERSIONS))
        begun_at = at + timedelta(minutes=10 * place)
        saved = _saved(template.pk, note, blocks, "", editor, begun_at)
        proposed = templates.propose_version(
            version_id=saved.pk, revision=saved.revision, actor=editor, at=begun_at
        )
        templates.publish_version(
            version_id=saved.pk, revision=proposed.revision, actor=publisher, at=begun_at
        )
    refusal = templates.make_template(kind=NoticeKind.REFUSED, actor=editor, at=at)
    _saved(refusal.pk, "试着写短一些", {}, WRONG, editor, at)
    tick(len(VERSIONS), len(VERSIONS))
    return len(VERSIONS) + 1


def _saved(
    template_id: UUID,
    note: str,
    blocks: dict[str, str],
    source: str,
    actor: Actor,
    at: datetime,
) -> TemplateVersion:
    wording = templates.Wording(
        effective_on=timezone.localdate(at), source=source, blocks=blocks, note=note
    )
    return templates.save_draft(
        template_id=template_id, wording=wording, revision=0, actor=actor, at=at
    )


def _actor(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk)

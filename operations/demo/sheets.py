# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A template of the market bureau: two versions of its decision to grant, and one in the making."""

from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID

from django.utils import timezone

from operations.loading import Tick
from yiwang.documents.enums import NoticeKind
from yiwang.documents.models import NoticeTemplate, TemplateVersion
from yiwang.documents.services import logos, templates
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
            "logo_place": "left",
            "logo_width": "22",
            "logo_line": "便民 · 规范",
        },
    ),
)
LOGO_NAME = "西湖区市场监督管理局徽标"
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120">
<circle cx="60" cy="60" r="58" fill="#0f5f5a"/>
<circle cx="60" cy="60" r="50" fill="none" stroke="#ffffff" stroke-width="3"/>
<path d="M60 22 L66 50 H54 Z M24 52 H96 V58 H24 Z M57 48 H63 V92 H57 Z M42 92 H78 V98 H42 Z"
 fill="#ffffff"/>
<path d="M18 78 A14 14 0 0 0 46 78 Z M74 78 A14 14 0 0 0 102 78 Z" fill="#ffffff"/>
<path d="M32 56 L20 78 H44 Z M88 56 L76 78 H100 Z" fill="none" stroke="#ffffff" stroke-width="2"/>
</svg>"""
"""A pair of scales: made for the demonstration, nobody's mark."""
WRONG = templates.built_in_source(NoticeKind.REFUSED).replace("#remedies(page)", "")
"""A draft that leaves out where to disagree: the page says what is missing, and which law."""


def load(tick: Tick, *, at: datetime) -> int:
    """Write and publish as two people do; return how many versions there are."""
    if NoticeTemplate.objects.exists():
        return 0
    editor, publisher = _actor("scjg-editor"), _actor("scjg-publisher")
    _publish_logo(editor, publisher, at)
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


def _publish_logo(editor: Actor, publisher: Actor, at: datetime) -> None:
    """Give the bureau a logo: one sent by somebody and published by another."""
    drawing = BytesIO(LOGO.encode())
    sent = logos.propose_logo(stream=drawing, name=LOGO_NAME, actor=editor, at=at)
    logos.publish_logo(logo_id=sent.pk, actor=publisher, at=at)


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

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the platform keeps of anybody, and the texts about it; for everybody."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from yiwang.foundation.web.database import read_only
from yiwang.identity import selectors as identity
from yiwang.rest.auth import public
from yiwang.rest.schemas import Out, answers

router = Router(tags=["个人信息保护 privacy"])


class RegisteredFieldOut(Out):
    """One field with personal data."""

    name: str
    words: str
    purpose: str
    basis: str
    years: int = Field(description="Kept so long after the end of the matter; 0: used up at once.")


class RegisteredTableOut(Out):
    """One table with personal data, in plain words."""

    label: str
    words: str
    shown: str
    ends: str
    fields: list[RegisteredFieldOut]


class RegisterOut(Out):
    items: list[RegisteredTableOut]


class TextOut(Out):
    """A version of a text that is in force."""

    id: UUID
    kind: str
    version: str
    title_zh: str
    title_en: str
    body_zh: str
    body_en: str
    sha256: str
    valid_from: datetime


class TextsOut(Out):
    items: list[TextOut]


@router.get("/privacy/register", response=answers(RegisterOut), summary="个人信息登记表")
@public
def get_register(request: HttpRequest) -> dict[str, Any]:
    """Return every piece of personal data that is kept: what for, on which basis, how long."""
    return {
        "items": [
            {
                "label": table.label,
                "words": str(table.words),
                "shown": str(table.shown),
                "ends": str(table.ends),
                "fields": [
                    {
                        "name": field.name,
                        "words": str(field.words),
                        "purpose": str(field.purpose),
                        "basis": str(field.basis),
                        "years": field.years,
                    }
                    for field in table.fields
                ],
            }
            for table in identity.own_data.personal_register()
        ]
    }


@router.get("/privacy/texts", response=answers(TextsOut), summary="现行隐私文本")
@public
def list_texts(request: HttpRequest) -> dict[str, Any]:
    """Return the newest version in force of each text, in both languages."""
    with read_only():
        return {"items": identity.own_data.texts_in_force(timezone.now())}

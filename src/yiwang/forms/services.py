# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room can be told to do."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from yiwang.forms import events
from yiwang.forms.definition.completion import complete
from yiwang.forms.definition.problems import Schema
from yiwang.forms.errors import InvalidForm
from yiwang.forms.models import FormDefinition
from yiwang.foundation.actors import Actor
from yiwang.foundation.canonical import canonical_json
from yiwang.foundation.errors import FieldError
from yiwang.ledger import services as ledger

_CODE = re.compile(r"[a-z][a-z0-9-]{0,59}")


def publish_form(
    *, code: str, schema: Mapping[str, Any], actor: Actor, at: datetime
) -> FormDefinition:
    """Publish a form as the next version of its code, or return the newest if it is the same.

    :param schema: JSON Schema 2020-12 with our keywords, see the handbook
    :raises InvalidForm: it may not be published; ``errors`` name each place in it
    """
    if not _CODE.fullmatch(code):
        message = _("代码应当以小写字母开头，只含小写字母、数字和连字符，不超过 60 个字符。")
        wrong = [FieldError("/code", "code", message)]
        raise InvalidForm(params={"summary": _summary(wrong)}, errors=wrong)
    completed = checked_form(schema)
    with transaction.atomic():
        _one_at_a_time(code)
        newest = FormDefinition.objects.filter(code=code).order_by("-version").first()
        if newest is not None and newest.schema == completed:
            return newest
        definition = FormDefinition.objects.create(
            code=code,
            version=newest.version + 1 if newest else 1,
            schema=completed,
            published_at=at,
        )
        fact = events.FormPublished(
            form_id=definition.id,
            code=code,
            version=definition.version,
            sha256=hashlib.sha256(canonical_json(completed)).hexdigest(),
        )
        ledger.append(fact, actor=actor, at=at)
    return definition


def checked_form(schema: Mapping[str, Any]) -> Schema:
    """Return the completed schema of a form that may be published; also for an editor's check.

    :raises InvalidForm: it may not; ``errors`` name each place
    """
    completed, problems = complete(schema)
    if problems:
        raise InvalidForm(params={"summary": _summary(problems)}, errors=problems)
    return completed


def load_models(*paths: Path, actor: Actor, at: datetime) -> Sequence[FormDefinition]:
    """Publish every form below some folders; unchanged ones stay.

    A file is named ``<code>.form.json``; ``form.json`` takes its folder's name, with hyphens for
    underscores.

    :raises InvalidForm: one may not be published; nothing of the call is kept
    """
    with transaction.atomic():
        return [
            publish_form(
                code=_code(file), schema=json.loads(file.read_text("utf-8")), actor=actor, at=at
            )
            for path in paths
            for file in sorted([*path.rglob("form.json"), *path.rglob("*.form.json")])
        ]


def _code(file: Path) -> str:
    name = file.parent.name if file.name == "form.json" else file.name.removesuffix(".form.json")
    return name.replace("_", "-")


def _summary(problems: Sequence[FieldError]) -> str:
    shown = "；".join(f"{problem.path or '/'}：{problem.message}" for problem in problems[:3])
    if len(problems) > 3:
        shown += _("（另有 %(count)d 处）") % {"count": len(problems) - 3}
    return shown


def _one_at_a_time(code: str) -> None:
    """Let two publishers of one code wait for each other until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"forms.form:{code}"]
        )

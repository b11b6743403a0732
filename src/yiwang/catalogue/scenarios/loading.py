# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Publish the scenarios that stand beside the items modelled in detail."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from yiwang.catalogue import policies
from yiwang.catalogue.element_faults import pointer
from yiwang.catalogue.enums import VersionState
from yiwang.catalogue.errors import DataFileMissing
from yiwang.catalogue.guidance_refusals import ScenarioInvalid, ScenarioNotPublishable
from yiwang.catalogue.loading import files
from yiwang.catalogue.loading.reports import LoadReport
from yiwang.catalogue.loading.sources import HOME_SCOPE
from yiwang.catalogue.models import BaseItem, ScenarioVersion
from yiwang.catalogue.scenarios import commands, keeping
from yiwang.catalogue.scenarios.shape import dump_scenario, read_scenario
from yiwang.catalogue.versions import content_digest
from yiwang.foundation.actors import Actor
from yiwang.foundation.errors import FieldError

FILE: Final = "scenario.json"


def load_scenarios(*, root: Path, actor: Actor, at: datetime) -> LoadReport:
    """Publish every ``scenario.json`` below ``data/models``; unchanged ones stay.

    A draft that somebody writes in the workbench is left alone, and so is its item.

    :raises ScenarioInvalid, ScenarioNotPublishable: ``errors`` name file and place; none is kept
    :raises DataFileMissing: a file cannot be read
    """
    policies.check_can(actor, policies.Action.LOAD)
    count = changed = 0
    with transaction.atomic():
        for name, local_code, content in _scenarios(root):
            count += 1
            changed += _publish(name, local_code, content, actor=actor, at=at)
    return LoadReport(count, changed)


def _scenarios(root: Path) -> Iterator[tuple[str, str, Any]]:
    for name, item in files.item_models(root):
        file = root / files.MODELS / name / FILE
        if file.exists():
            try:
                yield name, item["base_item"], json.loads(file.read_text("utf-8"))
            except (OSError, ValueError) as error:
                path = str(file.relative_to(root))
                raise DataFileMissing(params={"path": path}) from error


def _publish(name: str, local_code: str, content: Any, *, actor: Actor, at: datetime) -> bool:
    item = BaseItem.objects.filter(scope_code=HOME_SCOPE, local_code=local_code).first()
    drafts = ScenarioVersion.objects.filter(base_item=item, state=VersionState.DRAFT)
    if item is None or drafts.exists():
        return False
    try:
        scenario = read_scenario(content)
        pinned = {"table_version": keeping.newest_table_version(scenario)}
        stored = dump_scenario(scenario.model_copy(update=pinned))
        if _is_in_force(item, content_digest(stored)):
            return False
        draft = commands.save_scenario(
            base_item_id=item.id, content=stored, revision=0, actor=actor, at=at
        )
        commands.publish_scenario(base_item_id=item.id, revision=draft.revision, actor=actor, at=at)
    except (ScenarioInvalid, ScenarioNotPublishable) as refusal:
        named = [
            FieldError(f"{pointer(name, FILE)}{e.path}", e.code, e.message) for e in refusal.errors
        ]
        raise type(refusal)(errors=named) from refusal
    return True


def _is_in_force(item: BaseItem, digest: str) -> bool:
    return ScenarioVersion.objects.filter(
        base_item=item,
        state=VersionState.PUBLISHED,
        ended_at__isnull=True,
        content_sha256=digest,
    ).exists()

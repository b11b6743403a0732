# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Load the real items of 广安市广安区 as a second region beside the province."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils import timezone

from yiwang.catalogue import indexing, policies
from yiwang.catalogue.bulk import Progress, long_transaction, silent
from yiwang.catalogue.enums import PhraseKind
from yiwang.catalogue.loading import files
from yiwang.catalogue.loading.items import index_everything, store_items
from yiwang.catalogue.loading.lists import publish_lists
from yiwang.catalogue.loading.local import LocalFacts, local_content
from yiwang.catalogue.loading.reports import LoadReport
from yiwang.catalogue.loading.sources import DEMO_SCOPE, SourceItem, demo_items
from yiwang.catalogue.loading.themes import load_themes
from yiwang.catalogue.models import BaseItem
from yiwang.foundation.actors import Actor
from yiwang.organizations import selectors as organizations

_JUST_THAT: Final = "3"
_SHORTEST_STEM: Final = 4
_BRACKETED: Final = re.compile(r"[（(].*?[）)]")
_ENDING: Final = re.compile(
    "(核发|签发|办理|申请|申领|审批|审核|许可证|许可|登记|认定|备案|证|发放|给付|对象)+$"
)


def load_demo_region(
    *, root: Path, actor: Actor, at: datetime, progress: Progress = silent
) -> LoadReport:
    """Load the district's own items and publish each at the department that has it.

    Names, types, main items and codes are real; the codes stay as local codes. Everything else is
    derived and marked as generated. Loaded again, nothing changes. ``left_out`` of the report names
    items whose department is not there.

    :raises NotPublishable: an item's elements are not complete; nothing is kept
    :raises DataFileMissing: a file cannot be read
    """
    policies.check_can(actor, policies.Action.LOAD)
    departments = {one.short_name: one for one in organizations.departments_in(DEMO_SCOPE)}
    items = demo_items(root, {name: one.line for name, one in departments.items()})
    nothing = LocalFacts({})
    with long_transaction():
        load_themes(root=root, actor=actor)
        report = store_items(items, actor=actor, at=at)
        planned = (
            (item, department, local_content(item, department, nothing))
            for item in items
            for department in [departments[item.keys.department]]
        )
        found = publish_lists(
            planned, DEMO_SCOPE, total=len(items), actor=actor, at=at, progress=progress
        )
        _add_phrases(root, items)
        index_everything(on=timezone.localdate(at))
    return LoadReport(len(items), found.changed, kept=(*report.kept, *found.kept))


def _add_phrases(root: Path, items: Sequence[SourceItem]) -> None:
    """Let the everyday phrases of the province's items lead to the district's like-named ones."""
    phrases: dict[str, list[str]] = {}
    for row in files.table(root, files.SYNONYMS):
        if row["weight"] == _JUST_THAT:
            phrases.setdefault(row["item"], []).append(row["phrase"])
    stems = {
        stem: phrases[row["id"]]
        for row in files.table(root, files.ITEMS)
        if row["id"] in phrases and len(stem := _stem(row["name"])) >= _SHORTEST_STEM
    }
    ids = dict(BaseItem.objects.filter(scope_code=DEMO_SCOPE).values_list("local_code", "id"))
    found = {}
    for item in items:
        name = _BRACKETED.sub("", f"{item.keys.main_item} {item.content.name}")
        alike = max((stem for stem in stems if stem in name), key=len, default="")
        if alike:
            found[ids[item.keys.local_code]] = [(phrase, 1) for phrase in stems[alike]]
    indexing.add_phrases(found, PhraseKind.SYNONYM)


def _stem(name: str) -> str:
    """Return what an item is about: 食品经营 of 食品经营许可（新办）."""
    return _ENDING.sub("", _BRACKETED.sub("", name))

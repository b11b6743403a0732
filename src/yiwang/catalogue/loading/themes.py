# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Load themes and topics, and tell which themes an item of a data file has."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import transaction

from yiwang.catalogue import policies
from yiwang.catalogue.content import Themes
from yiwang.catalogue.enums import ServiceObject
from yiwang.catalogue.loading import files
from yiwang.catalogue.loading.reports import LoadReport
from yiwang.catalogue.models import Theme, ThemeTopic, Topic
from yiwang.foundation.actors import Actor

_NATIONAL: Final = (
    (ServiceObject.NATURAL, "面向自然人主题(国家,30)"),
    (ServiceObject.LEGAL, "面向法人主题(国家,34)"),
)
_CONFIRMED: Final = "seed"


def load_themes(*, root: Path, actor: Actor) -> LoadReport:
    """Load the national themes, the topics of life, and which theme belongs to which topic.

    Loading again brings names and places up to date; a theme that went out of the file stays.

    :raises DataFileMissing: a file cannot be read
    """
    policies.check_can(actor, policies.Action.LOAD)
    lists = files.document(root, files.THEMES)
    themes = [
        Theme(code=f"{audience}-{position:02d}", audience=audience, name=name, position=position)
        for audience, title in _NATIONAL
        for position, name in enumerate(lists[title]["v"], start=1)
    ]
    topics = [
        Topic(
            code=row["code"],
            name=row["name"],
            icon=row["icon"],
            position=position,
            is_confirmed=row["confidence"] == _CONFIRMED,
        )
        for position, row in enumerate(files.table(root, files.TOPICS), start=1)
    ]
    code_of = {(theme.audience, theme.name): theme.code for theme in themes}
    links = [
        ThemeTopic(theme_id=code_of[row["audience"], row["theme"]], topic_id=row["topic"])
        for row in files.table(root, files.THEME_TOPICS)
    ]
    with transaction.atomic():
        Theme.objects.bulk_create(
            themes,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["audience", "name", "position"],
        )
        Topic.objects.bulk_create(
            topics,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "icon", "position", "is_confirmed"],
        )
        ThemeTopic.objects.all().delete()
        ThemeTopic.objects.bulk_create(links)
    read = len(themes) + len(topics) + len(links)
    return LoadReport(read, read)


@dataclass(frozen=True, slots=True)
class ThemeGuide:
    """Which national themes stand for the themes of the item files."""

    of_source: Mapping[str, tuple[str, str]]
    of_item: Mapping[str, tuple[str, str]]
    of_department: Mapping[str, tuple[str, str]]

    def for_item(self, code: str, source: str, audiences: tuple[ServiceObject, ...]) -> Themes:
        """Return the themes of an item of the province, only those of its audiences."""
        natural, legal = self.of_source.get(source, ("其他", "其他"))
        own_natural, own_legal = self.of_item.get(code, ("", ""))
        return _themes(own_natural or natural, own_legal or legal, audiences)

    def for_department(self, name: str, audiences: tuple[ServiceObject, ...]) -> Themes:
        """Return the themes of an item of the demonstration region."""
        natural, legal = self.of_department.get(name, ("其他", "其他"))
        return _themes(natural, legal, audiences)


def theme_guide(root: Path) -> ThemeGuide:
    """Return the mapping that the data files hold.

    :raises DataFileMissing: a file cannot be read
    """
    return ThemeGuide(
        of_source=_pairs(root, files.SOURCE_THEMES, "source"),
        of_item=_pairs(root, files.ITEM_THEMES, "item"),
        of_department=_pairs(root, files.GUANGAN_THEMES, "department"),
    )


def _pairs(root: Path, name: str, key: str) -> dict[str, tuple[str, str]]:
    return {row[key]: (row["natural"], row["legal"]) for row in files.table(root, name)}


def _themes(natural: str, legal: str, audiences: tuple[ServiceObject, ...]) -> Themes:
    return Themes(
        natural=(natural,) if ServiceObject.NATURAL in audiences else (),
        legal=(legal,) if ServiceObject.LEGAL in audiences else (),
    )

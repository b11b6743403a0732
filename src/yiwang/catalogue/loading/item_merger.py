# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a base item is to say: the data file's words, but for the elements of its editors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from yiwang.catalogue import checks
from yiwang.catalogue.content import BaseContent
from yiwang.catalogue.enums import OrderLayer, VersionState
from yiwang.catalogue.errors import ContentInvalid
from yiwang.catalogue.load_enums import KeptWhy
from yiwang.catalogue.loading.kept import Own, own_of_items, waiting_items
from yiwang.catalogue.loading.merged import Kept, put_together
from yiwang.catalogue.loading.sources import SourceItem
from yiwang.catalogue.models import BaseItem, BaseItemVersion
from yiwang.foundation.codes.items import parse_basic_code
from yiwang.foundation.errors import FieldError

FALLBACK_PROCESS: Final = "default-promise"


@dataclass(frozen=True, slots=True)
class Definitions:
    """Published forms and processes by code."""

    forms: Mapping[str, UUID]
    processes: Mapping[str, UUID]

    def process_code(self, code: str) -> str:
        """Return the code itself, or that of the default process when there is no such one."""
        is_default = code.startswith("default-")
        return FALLBACK_PROCESS if is_default and code not in self.processes else code


@dataclass(frozen=True, slots=True)
class ItemText:
    """All that a base item is to say."""

    content: BaseContent
    form_code: str
    process_code: str


class ItemMerger:
    """Says for each item of a data file what is to be published, and keeps what is not."""

    def __init__(
        self,
        newest: Mapping[UUID, BaseItemVersion],
        *,
        themes: frozenset[tuple[str, str]],
        on: date,
        at: datetime,
    ) -> None:
        self.newest = newest
        self.kept = Kept(OrderLayer.BASE)
        self._themes, self._at = themes, at
        self._waiting = waiting_items(on=on)
        self._own = {item_id: own for item_id, own in own_of_items().items() if item_id in newest}
        rows = BaseItemVersion.objects.filter(pk__in=[newest[one].pk for one in self._own])
        self._stands: dict[UUID, dict[str, Any]] = dict(rows.values_list("base_item_id", "content"))
        drafts = BaseItemVersion.objects.filter(state=VersionState.DRAFT)
        self._drafted = frozenset(drafts.values_list("base_item_id", flat=True)) - set(newest)

    def text_of(
        self, source: SourceItem, item: BaseItem, definitions: Definitions
    ) -> ItemText | None:
        """Return what the item is to say; None where it stays as it is."""
        said = ItemText(
            source.content, source.form_code, definitions.process_code(source.process_code)
        )
        before, own = self.newest.get(item.id), self._own.get(item.id)
        if item.id in self._drafted:
            self.kept.note(said.content.name, KeptWhy.DRAFTED)
            return None
        if before is not None and before.state == VersionState.WITHDRAWN:
            self._keep(item, said, KeptWhy.WITHDRAWN, own)
            return None
        if item.id in self._waiting:
            self._keep(item, said, KeptWhy.WAITING, own)
            return None
        if before is None or own is None:
            return said
        return self._merged(item, said, own, before)

    def _merged(
        self, item: BaseItem, said: ItemText, own: Own, before: BaseItemVersion
    ) -> ItemText | None:
        try:
            content = put_together(said.content, self._stands[item.id], own, OrderLayer.BASE)
        except ContentInvalid as refusal:
            self._keep(item, said, KeptWhy.CLASH, own, refusal.errors)
            return None
        faults = checks.base_faults(content, themes=self._themes)
        if parse_basic_code(item.code).item_type != content.item_type:
            faults = [*faults, checks.type_differs_from_code()]
        if faults:
            self._keep(item, said, KeptWhy.CLASH, own, faults)
            return None
        self._keep(item, said, KeptWhy.OWN, own)
        return ItemText(
            content,
            before.form_code if "form_code" in own.before else said.form_code,
            before.process_code if "process_code" in own.before else said.process_code,
        )

    def _keep(
        self,
        item: BaseItem,
        said: ItemText,
        why: KeptWhy,
        own: Own | None,
        faults: Sequence[FieldError] = (),
    ) -> None:
        self.kept.keep(
            item.id,
            said.content,
            name=said.content.name,
            why=why,
            at=self._at,
            own=own.before if own else (),
            faults=faults,
            codes={"form_code": said.form_code, "process_code": said.process_code},
        )

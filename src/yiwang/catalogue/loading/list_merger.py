# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What a list is to say: the data file's words, but for the elements of its department's editors.

Both together have to keep to the base item as it is in force, which may have elements of its own
editors: what would be worse than it allows becomes what it allows, and a list of which the whole
is still not lawful keeps what it has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yiwang.catalogue import checks, layers
from yiwang.catalogue.content import BaseContent, ImplementationContent, dump_content, read_content
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.errors import ContentInvalid
from yiwang.catalogue.load_enums import KeptWhy
from yiwang.catalogue.loading.kept import Own, held_lists, own_of_lists, stored_contents
from yiwang.catalogue.loading.merged import Kept, put_together
from yiwang.catalogue.loading.sources import SourceItem
from yiwang.catalogue.models import (
    BaseItemVersion,
    ChangeLine,
    ImplementationList,
)
from yiwang.catalogue.versions import content_digest
from yiwang.foundation.errors import FieldError
from yiwang.organizations.selectors import DepartmentSummary


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Whose list it is.

    :ivar list_id: None where there is none yet
    """

    source: SourceItem
    department: DepartmentSummary
    item_id: UUID
    list_id: UUID | None

    @property
    def name(self) -> str:
        return f"{self.source.content.name}（{self.department.short_name}）"


class ListMerger:
    """Says for each list of the data files what is to be published, and keeps what is not."""

    def __init__(self, scope_code: str, *, on: date, at: datetime) -> None:
        self.kept = Kept(OrderLayer.LIST)
        self._at, self._on = at, on
        self._scope_code = scope_code
        self._held = held_lists(scope_code, on=on)
        self._own = own_of_lists(scope_code=scope_code)
        lists = ImplementationList.objects.filter(base_item__scope_code=scope_code)
        self._stands = stored_contents(self._own)
        # One whose draft was given up is taken up again under its code.
        drafting = ChangeLine.objects.filter(is_open=True, implementation__isnull=False)
        drafted = lists.filter(current__isnull=True, pk__in=drafting.values("implementation_id"))
        self._drafted = frozenset(drafted.values_list("base_item_id", "department_id"))
        bases = BaseItemVersion.objects.in_force(on).filter(base_item__scope_code=scope_code)
        self._digests = dict(bases.values_list("base_item_id", "content_sha256"))
        self._bases: dict[UUID, BaseContent | None] = {}
        self._spoken_of: set[UUID] = set()

    def text_of(
        self, place: ListPlace, said: ImplementationContent
    ) -> ImplementationContent | Sequence[FieldError]:
        """Return what a list is to say; the faults of the file, none where it stays as it is."""
        self._spoken_of.add(place.item_id)
        faults = checks.list_faults(place.source.content, said)
        if faults:
            return faults
        if (place.item_id, place.department.id) in self._drafted:
            self.kept.note(place.name, KeptWhy.DRAFTED)
            return ()
        held = self._held.get(place.list_id) if place.list_id else None
        own = self._own.get(place.list_id) if place.list_id else None
        if held is not None:
            self._keep(place, said, held, own)
            return ()
        base = self._base_of(place)
        if own is None and base is None:
            return said
        return self._merged(place, said, own, base or place.source.content)

    def store(self) -> None:
        """Write down what the data files say of the lists that do not follow them."""
        self.kept.store(self._spoken_of)

    def _base_of(self, place: ListPlace) -> BaseContent | None:
        """Return the base in force where it is another one than the data file's; read once."""
        item_id = place.item_id
        if item_id not in self._bases:
            said = content_digest(dump_content(place.source.content))
            self._bases[item_id] = None
            if self._digests.get(item_id, said) != said:
                rows = BaseItemVersion.objects.in_force(self._on).filter(base_item_id=item_id)
                stored = rows.values_list("content", flat=True).get()
                self._bases[item_id] = read_content(BaseContent, stored)
        return self._bases[item_id]

    def _merged(
        self,
        place: ListPlace,
        said: ImplementationContent,
        own: Own | None,
        base: BaseContent,
    ) -> ImplementationContent | Sequence[FieldError]:
        text = said
        if own is not None and place.list_id is not None:
            try:
                text = put_together(said, self._stands[place.list_id], own, OrderLayer.LIST)
            except ContentInvalid as refusal:
                return self._clash(place, said, own, refusal.errors)
        text = layers.followed(base, text)
        faults = checks.list_faults(base, text)
        if faults:
            return self._clash(place, said, own, faults)
        if own is not None:
            self._keep(place, said, KeptWhy.OWN, own)
        return text

    def _clash(
        self,
        place: ListPlace,
        said: ImplementationContent,
        own: Own | None,
        faults: Sequence[FieldError],
    ) -> Sequence[FieldError]:
        self._keep(place, said, KeptWhy.CLASH, own, faults)
        return ()

    def _keep(
        self,
        place: ListPlace,
        said: ImplementationContent,
        why: KeptWhy,
        own: Own | None,
        faults: Sequence[FieldError] = (),
    ) -> None:
        if place.list_id is None:  # it is not made at all
            self.kept.note(place.name, why)
            return
        self.kept.keep(
            place.list_id,
            said,
            name=place.name,
            why=why,
            at=self._at,
            own=own.before if own else (),
            faults=faults,
        )

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Put what a data file says and what editors have changed together, and remember what stayed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from yiwang.catalogue.content import Element, dump_content, read_content
from yiwang.catalogue.editing.wording import element_label
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.load_enums import KeptWhy
from yiwang.catalogue.loading.kept import Own
from yiwang.catalogue.loading.own_marks import write_marks, write_marks_after_load
from yiwang.catalogue.loading.own_rows import put_rows_together
from yiwang.catalogue.models import DataFileText
from yiwang.foundation.errors import FieldError

C = TypeVar("C", bound=Element)
NAMED: Final = 3
"""So many items are named where a load says what it has kept."""


def put_together(said: C, stands: Mapping[str, Any], own: Own, layer: OrderLayer) -> C:
    """Return what a data file says, but for the elements and rows that are the editors'.

    :param stands: the stored elements in force
    :raises ContentInvalid: both together do not have the shape of the element tables
    """
    file = dump_content(said)
    made = {name: value for name, value in file.items() if name not in own.before}
    for name in own.before:
        keys = own.keys_of(name)
        if keys is not None:
            made[name] = put_rows_together(name, file.get(name), stands.get(name), keys, layer)
        elif name in stands:
            made[name] = stands[name]
    return read_content(type(said), made)


@dataclass(slots=True)
class Kept:
    """What a load left as it was, in one layer."""

    layer: OrderLayer
    rows: list[DataFileText] = field(default_factory=list)
    names: dict[KeptWhy, list[str]] = field(default_factory=dict)
    elements: int = 0

    def note(self, name: str, why: KeptWhy) -> None:
        """Note an item that the data files do not change, or not in every element."""
        self.names.setdefault(why, []).append(name)

    def keep(
        self,
        item_id: UUID,
        said: Element,
        *,
        name: str,
        why: KeptWhy,
        at: datetime,
        own: Collection[str] = (),
        faults: Iterable[FieldError] = (),
        codes: Mapping[str, str] | None = None,
    ) -> None:
        """Note it, and what the data files say of it."""
        self.note(name, why)
        self.elements += len(own) if why is KeptWhy.OWN else 0
        target = "base_item_id" if self.layer is OrderLayer.BASE else "implementation_id"
        self.rows.append(
            DataFileText(
                content=dump_content(said),
                why=why,
                faults=[_sentence(fault, self.layer) for fault in faults],
                loaded_at=at,
                **{target: item_id},
                **(codes or {}),
            )
        )

    def store(self, item_ids: Collection[UUID]) -> None:
        """Write down what the data files say of what they did not change.

        :param item_ids: all base items that the load spoke of
        """
        target = "base_item_id" if self.layer is OrderLayer.BASE else "implementation__base_item_id"
        DataFileText.objects.filter(**{f"{target}__in": list(item_ids)}).delete()
        DataFileText.objects.bulk_create(self.rows, batch_size=500)
        write_marks_after_load(self.layer, item_ids)

    def add(self) -> None:
        """Write it down beside what earlier loads left; what they said of the same gives way."""
        target = "base_item_id" if self.layer is OrderLayer.BASE else "implementation_id"
        ids = [getattr(row, target) for row in self.rows]
        DataFileText.objects.filter(**{f"{target}__in": ids}).delete()
        DataFileText.objects.bulk_create(self.rows, batch_size=500)
        write_marks(self.layer, ids)

    def sentences(self) -> tuple[str, ...]:
        """Return what was kept and why, one sentence for each reason."""
        return tuple(
            _said(self.layer, why, self.names[why], self.elements)
            for why in KeptWhy
            if why in self.names
        )


def _said(layer: OrderLayer, why: KeptWhy, names: Sequence[str], elements: int) -> str:
    different = list(dict.fromkeys(names))
    shown = "、".join(different[:NAMED])
    values = {
        "layer": layer.label,
        "count": f"{len(names):,}",
        "why": why.label,
        "names": _("%(names)s等") % {"names": shown} if len(different) > NAMED else shown,
        "elements": f"{elements:,}",
    }
    if why is KeptWhy.OWN:
        return _("%(layer)s %(count)s 项：%(why)s（共 %(elements)s 个要素）：%(names)s") % values
    return _("%(layer)s %(count)s 项：%(why)s：%(names)s") % values


def _sentence(fault: FieldError, layer: OrderLayer) -> str:
    element = fault.path.strip("/").split("/")[0]
    try:
        label = element_label(element, layer)
    except KeyError:
        return str(fault.message)
    return f"{label}：{fault.message}"

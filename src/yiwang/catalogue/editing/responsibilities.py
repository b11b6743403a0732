# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The responsibilities of one item on its change order: what it has, and what its type has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from yiwang.catalogue.content import BaseContent, Responsibility
from yiwang.catalogue.editing.line_editor import line_editor
from yiwang.catalogue.editing.orders import save_line
from yiwang.catalogue.enums import ItemType
from yiwang.catalogue.errors import NotAPower
from yiwang.catalogue.models import ChangeLine
from yiwang.catalogue.powers.duties import of_type
from yiwang.foundation.actors import Actor


@dataclass(frozen=True, slots=True)
class ItemResponsibilities:
    """What the responsibility list will say of an item.

    :ivar own: of this item alone; none while those of its type hold
    :ivar of_type: what holds for every power of its type
    """

    revision: int
    own: Sequence[Responsibility]
    of_type: Sequence[Responsibility]
    may_write: bool


def responsibilities_on(line_id: UUID, actor: Actor) -> ItemResponsibilities:
    """Return the responsibilities of a base item as they stand on its change order.

    :raises OrderNotFound: it is not there for this actor
    :raises NotAPower: it is a list, which inherits them, or a public service, which has none
    """
    editor = line_editor(line_id, actor)
    content = editor.content
    if not isinstance(content, BaseContent) or content.item_type is ItemType.SERVICE:
        raise NotAPower
    return ItemResponsibilities(
        revision=editor.line.revision,
        own=content.responsibilities,
        of_type=of_type(content.item_type),
        may_write=editor.may_write,
    )


def set_responsibilities(
    *,
    line_id: UUID,
    wanted: Sequence[Mapping[str, Any]],
    revision: int,
    actor: Actor,
    at: datetime,
) -> ChangeLine:
    """Give an item on a change order responsibilities of its own; all else stays as it is.

    :param wanted: unchecked; none gives it back those of its type
    :raises NotAPower: it is a list or a public service
    :raises ContentInvalid: ``errors`` name every line that says nothing, or too much
    :raises ChangedMeanwhile, NotYourCatalogue, TransitionNotAllowed: as in ``save_line``
    """
    responsibilities_on(line_id, actor)
    stored = ChangeLine.objects.values_list("content", flat=True).get(pk=line_id)
    return save_line(
        line_id=line_id,
        content={**(stored or {}), "responsibilities": [dict(one) for one in wanted]},
        revision=revision,
        actor=actor,
        at=at,
    )

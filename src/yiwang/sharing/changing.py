# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Proposals about sources over HTTP, as those see them who keep the connections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yiwang.foundation.actors import Actor
from yiwang.sharing import keys
from yiwang.sharing.described import KINDS as KINDS
from yiwang.sharing.described import Description, FieldDescription
from yiwang.sharing.enums import SwitchState
from yiwang.sharing.errors import ChangeNotFound, NotOverHttp, SourceUnknown
from yiwang.sharing.models import DataSource, SourceChange
from yiwang.sharing.registering import CONNECTOR
from yiwang.sharing.switching import check_switches as check_switches

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal with what it says and what the source says now.

    :ivar now: columns of the source; empty for a source that is not there
    :ivar changed: names of the columns that become something else
    """

    change: SourceChange
    described: Mapping[str, Any]
    now: Mapping[str, Any]
    changed: Sequence[str]
    has_new_key: bool

    @property
    def is_waiting(self) -> bool:
        return self.change.state == SwitchState.WAITING


def changes(actor: Actor, *, code: str = "", only_waiting: bool = False) -> list[SourceChange]:
    """Return proposals, the newest first.

    :raises NotYourSource: the actor does not keep the connections to other systems
    """
    check_switches(actor)
    rows = SourceChange.objects.order_by("-proposed_at")
    if code:
        rows = rows.filter(source_code=code)
    if only_waiting:
        rows = rows.filter(state=SwitchState.WAITING)
    return list(rows[:MOST_SHOWN])


def change(change_id: UUID, actor: Actor) -> Proposal:
    """Return one proposal.

    :raises NotYourSource, ChangeNotFound: as they say
    """
    check_switches(actor)
    found = SourceChange.objects.filter(pk=change_id).first()
    if found is None:
        raise ChangeNotFound
    now = DataSource.objects.filter(pk=found.source_code).values(*found.description).first() or {}
    changed = [name for name, value in found.description.items() if now.get(name) != value]
    return Proposal(found, found.description, now, changed, found.key_cipher is not None)


def description(code: str, actor: Actor) -> Description:
    """Return how a source over HTTP is described now, to be changed.

    :raises NotYourSource, SourceUnknown, NotOverHttp: as they say
    """
    check_switches(actor)
    row = DataSource.objects.filter(pk=code).first()
    if row is None:
        raise SourceUnknown
    if row.connector != CONNECTOR:
        raise NotOverHttp
    names = Description.__dataclass_fields__.keys() - {"fields"}
    return Description(
        fields=[FieldDescription(**one) for one in row.fields],
        **{name: getattr(row, name) for name in names},
    )


def key_name(code: str, actor: Actor) -> str:
    """Return the name of the key that a source has; "" for none.

    :raises NotYourSource: the actor does not keep the connections to other systems
    """
    check_switches(actor)
    row = DataSource.objects.filter(pk=code).first()
    key = keys.of_source(row) if row is not None else b""
    return keys.name_of(key.hex()) if key else ""

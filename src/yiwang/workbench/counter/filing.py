# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is handed in at the counter: the form as typed and the scans, kept until it is complete."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from yiwang.catalogue import selectors as catalogue
from yiwang.documents import selectors as documents
from yiwang.foundation.actors import Actor
from yiwang.workbench.frame import uuids
from yiwang.workbench.uploads import stored

SCAN = "material-"
KEPT = "kept-"


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that was scanned for a material before and is kept."""

    id: UUID
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A material of the item, with what was scanned for it so far.

    :param is_asked: in the situation that the form describes now
    :param is_checked: it was handed in, so what is not there is missing
    """

    requirement: Any
    scans: Sequence[Scan]
    is_asked: bool
    is_checked: bool
    is_excused: bool = False
    """It follows later, or a promise stands in for it."""

    @property
    def is_required(self) -> bool:
        return self.is_asked and bool(self.requirement.is_required) and not self.is_excused

    @property
    def is_missing(self) -> bool:
        return self.is_checked and self.is_required and not self.scans

    @property
    def input_name(self) -> str:
        return f"{SCAN}{self.requirement.key}"

    @property
    def kept_name(self) -> str:
        return f"{KEPT}{self.requirement.key}"

    @property
    def accept(self) -> str:
        return ",".join(f".{one}" for one in self.requirement.formats)


def received(
    request: HttpRequest, snapshot: catalogue.ItemSnapshot, *, actor: Actor, at: datetime
) -> dict[str, list[UUID]]:
    """Store the new scans of a request; return all that count, by material.

    What was scanned before an error is kept, so that nobody has to scan it again.
    """
    found: dict[str, list[UUID]] = {}
    for each in snapshot.materials:
        kept = uuids(request.POST.getlist(f"{KEPT}{each.key}"))
        fresh = stored(
            request, f"{SCAN}{each.key}", region_code=snapshot.region_code, actor=actor, at=at
        )
        if kept or fresh:
            found[each.key] = [*kept, *fresh]
    return found


def wanted(
    snapshot: catalogue.ItemSnapshot,
    form: Mapping[str, Any],
    scans: Mapping[str, Sequence[UUID]],
    *,
    scenario: Mapping[str, object] | None,
    actor: Actor,
    is_checked: bool,
    excused: Collection[str] = (),
) -> list[Wanted]:
    """Return what there is to scan; one query when something was scanned.

    :param scenario: what was answered before the form
    """
    ids = [one for files in scans.values() for one in files]
    known = documents.file_info(ids, actor) if ids else {}
    asked = {each.key for each in catalogue.materials_for(snapshot, form, scenario)}
    return [
        Wanted(
            requirement=each,
            scans=[
                Scan(one, known[one].name, known[one].size)
                for one in scans.get(each.key, ())
                if one in known
            ],
            is_asked=each.key in asked,
            is_checked=is_checked,
            is_excused=each.key in excused,
        )
        for each in snapshot.materials
        if each.is_uploaded
    ]

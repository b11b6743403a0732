# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Form and process of a base item: which versions it rests on, and which newer ones there are.

Publishing takes the newest version of both, so an order alone lets an item take a newer one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from yiwang.catalogue.editing.diff import Change, ChangeKind
from yiwang.catalogue.editing.wording import DEFINITIONS, element_label
from yiwang.catalogue.enums import OrderLayer
from yiwang.catalogue.models import BaseItemVersion, ChangeLine
from yiwang.forms import selectors as forms
from yiwang.workflow import selectors as workflow

NO_VERSION: Final = ("", 0)


@dataclass(frozen=True, slots=True)
class Pinned:
    """What base versions rest on, and the newest there is.

    :ivar stands: by base version, then by element: code and number of the version
    :ivar newest: by element, then by code: number of the newest version
    """

    stands: Mapping[UUID, Mapping[str, tuple[str, int]]]
    newest: Mapping[str, Mapping[str, int]]


def pinned_of(version_ids: Collection[UUID]) -> Pinned:
    """Return form and process of base versions; three queries, none without any."""
    if not version_ids:
        return Pinned({}, {})
    rows = BaseItemVersion.objects.filter(pk__in=list(version_ids)).values_list(
        "id", "form_code", "form__version", "process_code", "process__version"
    )
    stands = {
        row[0]: {"form_code": (row[1], row[2] or 0), "process_code": (row[3], row[4] or 0)}
        for row in rows
    }
    newest = {
        "form_code": forms.newest_form_versions(),
        "process_code": workflow.newest_process_versions(),
    }
    return Pinned(stands, newest)


def newer_sentences(
    pinned: Pinned, version_id: UUID | None, codes: Mapping[str, str], *elements: str
) -> list[str]:
    """Return in words which newer versions an item would take.

    :param codes: form and process that it is to name
    :param elements: only these of both
    """
    after = {name: (code, pinned.newest.get(name, {}).get(code, 0)) for name, code in codes.items()}
    changes = _newer(pinned.stands.get(version_id, {}) if version_id else {}, after)
    return [
        sentence
        for one in changes
        if not elements or one.element in elements
        for sentence in one.sentences
    ]


def newer_on_lines(lines: Sequence[ChangeLine]) -> dict[UUID, list[Change]]:
    """Return which newer versions base items on orders take, or took, though named alike."""
    moved = [one for one in lines if one.from_version and one.content is not None]
    moved = [one for one in moved if one.is_open or one.published_version]
    ids = {one.from_version for one in moved} | {one.published_version for one in moved}
    pinned = pinned_of([one for one in ids if one])
    found = {}
    for line in moved:
        if line.published_version:
            after = pinned.stands.get(line.published_version, {})
        else:
            codes = {name: getattr(line, name) for name in DEFINITIONS}
            after = {
                name: (code, pinned.newest.get(name, {}).get(code, 0))
                for name, code in codes.items()
            }
        began = pinned.stands.get(line.from_version, {}) if line.from_version else {}
        found[line.id] = _newer(began, after)
    return found


def _newer(
    before: Mapping[str, tuple[str, int]], after: Mapping[str, tuple[str, int]]
) -> list[Change]:
    found = []
    for name in DEFINITIONS:
        code, was = before.get(name, NO_VERSION)
        then, now = after.get(name, NO_VERSION)
        if was and code == then and now > was:
            label = element_label(name, OrderLayer.BASE)
            terms = {"label": label, "code": code, "was": was, "now": now}
            said = _("%(label)s：%(code)s 由第 %(was)s 版改用第 %(now)s 版") % terms
            found.append(
                Change(name, label, ChangeKind.CHANGED, (said,), f"{code} v{was}", f"{code} v{now}")
            )
    return found

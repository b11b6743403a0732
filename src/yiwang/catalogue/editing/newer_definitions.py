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

    def codes(self, version_id: UUID | None) -> dict[str, str]:
        """Return which form and process a version names."""
        stands = self.stands.get(version_id, {}) if version_id else {}
        return {name: code for name, (code, _number) in stands.items()}


def pinned_of(version_ids: Collection[UUID], *, with_newest: bool = True) -> Pinned:
    """Return form and process of base versions; three queries, none without any.

    :param with_newest: False: nobody asks for the newest versions, and two queries are spared
    """
    if not version_ids:
        return Pinned({}, {})
    rows = BaseItemVersion.objects.filter(pk__in=list(version_ids)).values_list(
        "id", "form_code", "form__version", "process_code", "process__version"
    )
    stands = {
        row[0]: {"form_code": (row[1], row[2] or 0), "process_code": (row[3], row[4] or 0)}
        for row in rows
    }
    if not with_newest:
        return Pinned(stands, {})
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


def pinned_on_lines(lines: Sequence[ChangeLine]) -> Pinned:
    """Return what the base versions rest on from which lines began, and which they became."""
    ids = {one.from_version for one in lines} | {one.published_version for one in lines}
    return pinned_of([one for one in ids if one], with_newest=any(one.is_open for one in lines))


def newer_on_line(line: ChangeLine, pinned: Pinned) -> list[Change]:
    """Return which newer versions a base item on an order takes, or took, though named alike."""
    if line.from_version is None or line.content is None:
        return []
    began = pinned.stands.get(line.from_version, {})
    if line.published_version:
        return _newer(began, pinned.stands.get(line.published_version, {}))
    if not line.is_open:
        return []
    codes = {name: getattr(line, name) for name in DEFINITIONS}
    return _newer(
        began,
        {name: (code, pinned.newest.get(name, {}).get(code, 0)) for name, code in codes.items()},
    )


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

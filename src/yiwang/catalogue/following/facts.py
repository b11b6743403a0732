# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What is written to the ledger when lists follow their base item."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yiwang.catalogue.events import BaseItemFact, ListFact


@dataclass(frozen=True)
class ListsFollowed(BaseItemFact):
    """The lists under a base item followed its new version.

    :param adapted: lists whose own elements had to become better
    :param ended: lists of levels that no longer exercise the item
    :param lists_sha256: digest over the code of each list and the digest of its elements, ``-``
        where it ended, in the order of the codes, a newline after each
    """

    kind = "catalogue.lists_followed"

    base_version_id: UUID
    lists: int
    adapted: int
    ended: int
    effective_from: date
    lists_sha256: str


@dataclass(frozen=True)
class ListsReopened(BaseItemFact):
    """A base item was taken back, and the lists that its withdrawal had closed are open again.

    :param lists_sha256: as in ``ListsFollowed``
    """

    kind = "catalogue.lists_reopened"

    base_version_id: UUID
    lists: int
    effective_from: date
    lists_sha256: str


@dataclass(frozen=True)
class BaseNoticeSeen(ListFact):
    """Somebody of the department read that a list follows a changed base item."""

    kind = "catalogue.base_notice_seen"

    base_version_id: UUID

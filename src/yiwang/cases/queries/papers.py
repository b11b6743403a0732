# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The notices and decisions of a case, as far as somebody may have them."""

from typing import TYPE_CHECKING

from yiwang.documents import selectors as documents
from yiwang.documents.enums import FOR_STAFF_ONLY, RESULTS, NoticeKind
from yiwang.foundation.actors import Actor
from yiwang.identity.enums import HandlerRight

if TYPE_CHECKING:
    from yiwang.cases.models import Case
    from yiwang.documents.models import IssuedDocument


def papers(case: "Case", actor: Actor) -> "list[IssuedDocument]":
    """Return what was issued about a case that the actor sees, first things first.

    Who acts for somebody without the right to receive results is not given them; what the office
    writes for itself is given to no applicant.
    """
    hidden: frozenset[NoticeKind] = frozenset()
    if actor.is_citizen:
        hidden = FOR_STAFF_ONLY
        if not actor.may_for_principal(HandlerRight.RECEIVE):
            hidden |= RESULTS
        if actor.mandate_id is not None:  # the applicant's own
            hidden |= {NoticeKind.APPLICATION}
    return [each for each in documents.documents_about("case", case.pk) if each.kind not in hidden]

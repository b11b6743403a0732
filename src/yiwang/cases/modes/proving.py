# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""How somebody signs who stands at a counter: on paper, or by a code that their phone shows."""

from uuid import UUID

from yiwang.cases.models import CounterAct, ModeChoice
from yiwang.cases.modes.errors import SignatureUnproven
from yiwang.cases.modes.offers import Proof
from yiwang.documents import selectors as documents
from yiwang.foundation import reach
from yiwang.foundation.actors import Actor


def checked(proof: Proof | None, *, case_id: UUID, actor: Actor) -> Proof:
    """Return a proof that shows one thing, and shows it indeed: for this case and no other.

    That a code of presence was right has been seen by who calls: halls know codes.

    :raises SignatureUnproven: neither a scan of the clerk's nor a code, or both
    """
    if proof is None or (proof.paper is None) == (proof.presence_id is None):
        raise SignatureUnproven
    if proof.paper and not documents.hashes_of_own_files({proof.paper}, actor):
        raise SignatureUnproven
    if proof.paper and _is_of_another(proof.paper, case_id):
        raise SignatureUnproven
    return proof


def _is_of_another(paper: UUID, case_id: UUID) -> bool:
    """Tell whether a scan was signed for another case; one paper may ask for several things."""
    with reach.everywhere():
        return any(
            part.objects.filter(paper_id=paper).exclude(case_id=case_id).exists()
            for part in (CounterAct, ModeChoice)
        )

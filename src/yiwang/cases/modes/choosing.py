# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The choice of a way of handling at submission: signed, and written down with the case."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from yiwang.cases import policies
from yiwang.cases.enums import DEFERRING, PROMISING, CaseMode
from yiwang.cases.models import Case, ModeChoice
from yiwang.cases.modes import events, offers, proving
from yiwang.cases.modes.enums import SignedHow
from yiwang.cases.modes.errors import NotTrusted
from yiwang.catalogue import selectors as catalogue
from yiwang.credit import selectors as credit
from yiwang.foundation.actors import Actor

IN_PLACE = DEFERRING | PROMISING
"""Ways of handling in which a chosen material need not be there."""


def excused(chosen: offers.Chosen | None, about: Sequence[offers.Named]) -> frozenset[str]:
    """Return the keys of the materials that need not be there."""
    if chosen is None or chosen.mode not in IN_PLACE:
        return frozenset()
    return frozenset(each.key for each in about)


def signed(
    case: Case,
    snapshot: catalogue.ItemSnapshot,
    about: Sequence[offers.Named],
    chosen: offers.Chosen,
    *,
    actor: Actor,
    at: datetime,
) -> tuple[ModeChoice, events.ModeChosen]:
    """Return what a submission writes down of the choice, and its fact.

    :raises NotTrusted: a promise that was broken before is not repaired
    :raises SignatureUnproven: at the counter, how the applicant signed is not shown
    """
    mode = CaseMode(case.mode)
    if not credit.is_trusted(case.applicant_id, on=timezone.localdate(at)):
        raise NotTrusted(params={"mode": mode.label})
    proof = None
    if actor.is_staff:
        proof = proving.checked(chosen.proof, case_id=case.pk, actor=actor)
    words = offers.text(snapshot, mode, about)
    choice = ModeChoice(
        region_code=case.region_code,
        case_id=case.pk,
        mode=mode,
        text=words,
        text_sha256=offers.digest(words),
        materials=[each.kept() for each in about],
        signed_by_id=policies.account_of(actor),
        signed_by_name=case.applicant_name if proof else actor.display_name,
        signed_at=at,
        signed_how=proof.how if proof else SignedHow.ACCOUNT,
        paper_id=proof.paper if proof else None,
        presence_id=proof.presence_id if proof else None,
    )
    fact = events.ModeChosen(
        case_id=case.pk,
        mode=mode,
        text_sha256=choice.text_sha256,
        materials=len(about),
        signed_how=choice.signed_how,
    )
    return choice, fact


def keys_for(case: Case, way: CaseMode) -> list[dict[str, str]]:
    """Return what was chosen for one of the two ways that a case may combine."""
    return [each for each in case.mode_choice.materials if each.get("way", way) == way]


def excused_keys(case: Case) -> frozenset[str]:
    """Return the keys that need not be there in a case; reads a row only where one was signed."""
    if case.mode not in IN_PLACE:
        return frozenset()
    return frozenset(each["key"] for each in case.mode_choice.materials)

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The way of handling that is chosen at the counter: read out, and signed by who stands there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from yiwang.cases import selectors as cases
from yiwang.cases.enums import CaseMode
from yiwang.cases.services import modes
from yiwang.catalogue import selectors as catalogue
from yiwang.foundation.actors import Actor
from yiwang.workbench.counter import proofs
from yiwang.workbench.errors import WordsUnread


@dataclass(frozen=True, slots=True)
class Way:
    """What is chosen on the page so far.

    :param offer: the way of handling, with the materials that it may be about
    :param about: what it is about now
    :param words: what is read out and signed; "" for the usual way
    :param is_read: the page has shown the words
    :param shown: how the applicant signed
    """

    offers: Sequence[Any]
    offer: Any
    promised: Sequence[str]
    deferred: Sequence[str]
    words: str
    is_read: bool
    shown: proofs.Shown = field(default_factory=proofs.Shown)

    @property
    def text_sha256(self) -> str:
        return str(cases.trust.digest(self.words))

    @property
    def excused(self) -> frozenset[str]:
        """Return the keys of what is not scanned now."""
        return frozenset({*self.promised, *self.deferred}) if self.offer.is_picked else frozenset()


def chosen_in(
    request: HttpRequest,
    snapshot: catalogue.ItemSnapshot,
    form: Mapping[str, object],
    scans: Mapping[str, Sequence[UUID]],
    *,
    scenario: Mapping[str, object] | None,
) -> Way:
    """Return the way of handling as the page has it; the usual one before anything is chosen."""
    offers = cases.trust.offers(snapshot, form, scenario)
    sent = request.POST.get("mode", "")
    offer = next((one for one in offers if one.mode == sent), offers[0])
    promised = request.POST.getlist(f"about-{offer.mode}")
    deferred = request.POST.getlist(f"later-{offer.mode}")
    handed = {key for key, files in scans.items() if files}
    about = cases.trust.about_of(offer, promised, deferred, handed)
    is_usual = offer.mode is CaseMode.STANDARD
    return Way(
        offers=offers,
        offer=offer,
        promised=promised,
        deferred=deferred,
        words="" if is_usual else cases.trust.text(snapshot, offer.mode, about),
        is_read=not is_usual and (_reads(request) or bool(request.POST.get("text_sha256"))),
    )


def _reads(request: HttpRequest) -> bool:
    return request.POST.get("read") in {"1", "print"}


def is_to_read(request: HttpRequest) -> bool:
    """Tell whether the page is sent to see the words, and not to hand anything in."""
    return _reads(request)


def is_to_print(request: HttpRequest) -> bool:
    """Tell whether the words are wanted on a sheet of their own, to be signed."""
    return request.POST.get("read") == "print"


def with_proof(
    way: Way, request: HttpRequest, *, region_code: str, actor: Actor, at: datetime
) -> Way:
    """Return the way of handling with how the applicant has signed for it."""
    if way.offer.mode is CaseMode.STANDARD:
        return way
    return replace(way, shown=proofs.shown_in(request, region_code=region_code, actor=actor, at=at))


def signed(
    way: Way, request: HttpRequest, *, applicant_id: UUID, actor: Actor, at: datetime
) -> modes.Chosen | None:
    """Return what the applicant signed, and how; a code of presence is used up by it.

    :raises WordsUnread: the words were not shown on the page
    :raises PresenceRefused: the code is not right
    """
    if way.offer.mode is CaseMode.STANDARD:
        return None
    seen = request.POST.get("text_sha256", "")
    if not seen:
        raise WordsUnread
    return modes.Chosen(
        way.offer.mode,
        tuple(way.promised),
        seen,
        tuple(way.deferred),
        proofs.proof_of(way.shown, applicant_id=applicant_id, actor=actor, at=at),
    )

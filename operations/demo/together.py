# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Homes that are sold, in the demonstration: drafts of buyers wait for what sellers say."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from operations.demo import HOME_COUNTY
from operations.demo.filling import Facts, filled
from operations.loading import Tick
from yiwang.cases.models import CoApplicant
from yiwang.cases.services import drafts, together
from yiwang.cases.together import reminding
from yiwang.cases.together.inviting import OPEN_FOR
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.models import ImplementationList
from yiwang.forms import selectors as forms
from yiwang.foundation.actors import Actor
from yiwang.foundation.codes.test_data import make_test_uscc
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger

BUYER, SELLER = "zhangyf", "lijg"
SLOW = ("citizen011", "citizen012")
"""A buyer, and a seller who has not answered: the clock has reminded them."""
HOME_TRANSFER = "K0099"


def load(tick: Tick, *, at: datetime) -> int:
    """Share a draft that the seller has joined, and one whose seller is slow; once only."""
    if CoApplicant.objects.exists():
        return 0
    version_id = home_transfer(at=at)
    if version_id is None:
        return 0
    snapshot = catalogue.snapshot(version_id)
    joined = shared(version_id, snapshot, BUYER, SELLER, at=at)
    together.answer(co_applicant_id=joined.pk, accepts=True, actor=_actor(SELLER), at=at)
    tick(1, 2)
    shared(version_id, snapshot, *SLOW, at=at - _since_invited())
    for waiting in list(reminding.nearly_over(at=at)):
        reminding.remind_by_clock(co_applicant_id=waiting, at=at)
    ledger.settle()
    tick(2, 2)
    return 2


def home_transfer(*, at: datetime) -> UUID | None:
    """Return the version of 二手房转移登记 in force here; None where it has no form."""
    lists = ImplementationList.objects.filter(
        region_code__startswith=HOME_COUNTY[:6], base_item__local_code=HOME_TRANSFER
    )
    found = lists.order_by("region_code", "code").first()
    if found is None:
        return None
    version_id = catalogue.published_version_id(found.code, timezone.localdate(at))
    return version_id if catalogue.snapshot(version_id).form_id else None


def _since_invited() -> timedelta:
    """Return how long ago somebody was invited whom the clock reminds today."""
    return OPEN_FOR - timedelta(days=settings.TOGETHER_REMINDER_DAYS or 1)


def shared(
    version_id: UUID, snapshot: catalogue.ItemSnapshot, buys: str, sells: str, *, at: datetime
) -> CoApplicant:
    """Let a buyer share a filled-in draft with the seller."""
    buyer, seller = _actor(buys), _actor(sells)
    own, other = identity.own_details(buyer), identity.own_details(seller)
    facts = Facts(
        name=own.name,
        number=own.resident_id,
        phone=own.phone,
        uscc=make_test_uscc(1),
        firm="",
        division=HOME_COUNTY,
        detail="文三路 1 号",
        today=timezone.localdate(at),
    )
    form = forms.compiled_form(snapshot.form_id)
    data = filled(form.schema, facts) | {
        "seller_name": other.name,
        "seller_number": other.resident_id,
        "seller_phone": other.phone,
    }
    draft = drafts.save_draft(
        version_id=version_id, typed=drafts.DraftContent(form=data, step=4), actor=buyer, at=at
    )
    return together.invite(
        draft_id=draft.pk,
        name=other.name,
        number=other.resident_id,
        role=next(iter(form.together), ""),
        actor=buyer,
        at=at,
    )


def _actor(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk)

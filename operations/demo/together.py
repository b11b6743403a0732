# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A home that is sold, in the demonstration: the buyer's draft waits for the seller's signature."""

from datetime import datetime

from django.utils import timezone

from operations.demo import HOME_COUNTY
from operations.demo.filling import Facts, filled
from operations.loading import Tick
from yiwang.cases.models import CoApplicant
from yiwang.cases.services import drafts, together
from yiwang.catalogue import selectors as catalogue
from yiwang.catalogue.models import ImplementationList
from yiwang.forms import selectors as forms
from yiwang.foundation.codes.test_data import make_test_uscc
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger

BUYER, SELLER = "zhangyf", "lijg"
HOME_TRANSFER = "K0099"


def load(tick: Tick, *, at: datetime) -> int:
    """Let the buyer share a draft that the seller has joined; a second start adds nothing."""
    if CoApplicant.objects.exists():
        return 0
    lists = ImplementationList.objects.filter(
        region_code__startswith=HOME_COUNTY[:6], base_item__local_code=HOME_TRANSFER
    )
    found = lists.order_by("region_code", "code").first()
    if found is None:
        return 0
    version_id = catalogue.published_version_id(found.code, timezone.localdate(at))
    snapshot = catalogue.snapshot(version_id)
    if snapshot.form_id is None:
        return 0
    buyer, seller = (
        identity.actor_for_account(Account.objects.get(login=login).pk) for login in (BUYER, SELLER)
    )
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
    invited = together.invite(
        draft_id=draft.pk,
        name=other.name,
        number=other.resident_id,
        role=next(iter(form.together), ""),
        actor=buyer,
        at=at,
    )
    together.answer(co_applicant_id=invited.pk, accepts=True, actor=seller, at=at)
    ledger.settle()
    tick(1, 1)
    return 1

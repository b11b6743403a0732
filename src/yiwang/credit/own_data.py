# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What this room holds of a person: records and what they said to them, for a copy."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from yiwang.credit.models import CreditEvent
from yiwang.credit.models.events import KEEPING_YEARS
from yiwang.identity.services import privacy_holdings as holdings
from yiwang.identity.services.privacy_copy import json_entry
from yiwang.identity.services.privacy_holdings import Entry, Kept, Whose

EVENT = ("kind", "case_number", "item_name", "text", "happened_at", "expires_on", "state")
REQUEST = ("kind", "words", "filed_at", "state", "answer", "decided_at")


def _entries(whose: Whose) -> Iterator[Entry]:
    if whose.person_id is None:
        return
    rows = CreditEvent.objects.filter(person_id=whose.person_id).order_by("happened_at", "id")
    told = [
        {name: getattr(row, name) for name in EVENT}
        | {"requests": list(row.requests.order_by("filed_at").values(*REQUEST))}
        for row in rows
    ]
    yield json_entry("credit.json", told)


def _kept(whose: Whose) -> list[Kept]:
    if whose.person_id is None:
        return []
    number = CreditEvent.objects.filter(person_id=whose.person_id).count()
    basis = _("《浙江省保障“最多跑一次”改革规定》第十四条")
    return [Kept(_("信用记录"), number, KEEPING_YEARS, basis)] if number else []


holdings.register(holdings.Holding(name="credit", entries=_entries, kept=_kept))

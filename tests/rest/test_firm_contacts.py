# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a firm gets its messages, for programs: the same request twice is one code and one try."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from tests.rest.calling import Caller, code_of
from tests.rest.journeys import done
from yiwang.notifications import firm_contacts
from yiwang.notifications.models import FirmContact

pytestmark = pytest.mark.django_db
HERE = "/messages/contacts"
PHONE = {"address": "13700001234"}


@pytest.fixture
def counts() -> list[Any]:
    """Return the codes that were counted."""
    return []


@pytest.fixture
def codes(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counts: list[Any]
) -> list[firm_contacts.Issued]:
    """Return the codes that were sent."""
    settings.OUTBOX = tmp_path / "outbox"
    monkeypatch.setattr(firm_contacts.throttle, "count_code", lambda **told: counts.append(told))
    sent: list[firm_contacts.Issued] = []
    monkeypatch.setattr("yiwang.notifications.services.send_firm_code", sent.append)
    return sent


def test_the_same_request_twice_sends_one_code(
    firm: Caller, codes: list[firm_contacts.Issued], counts: list[Any]
):
    done(firm.post(HERE, PHONE, key="begin"))
    done(firm.post(HERE, PHONE, key="begin"))
    other = firm.post(HERE, {"address": "13700009999"}, key="begin")

    assert code_of(other) == "ledger.idempotency_key_reused"
    assert (len(codes), len(counts)) == (1, 1)
    told = f"{HERE}/sms/confirmation"
    done(firm.post(told, {"code": codes[0].code}, key="confirm"))
    done(firm.post(told, {"code": codes[0].code}, key="confirm"))
    assert FirmContact.objects.get().confirmed_at
    assert code_of(firm.post(told, {"code": codes[0].code})) == (
        "notifications.firm_contact_not_found"
    )


def test_a_wrong_code_counts_once_for_each_key(firm: Caller, codes: list[firm_contacts.Issued]):
    done(firm.post(HERE, PHONE))
    told, wrong = f"{HERE}/sms/confirmation", {"code": "00000x"}

    refused = [firm.post(told, wrong, key="wrong") for _time in range(3)]
    assert {(one.status_code, code_of(one)) for one in refused} == {
        (422, "notifications.firm_code_wrong")
    }
    assert FirmContact.objects.get().code_tries == 1
    firm.post(told, wrong, key="another")
    assert code_of(firm.post(told, wrong)) == "notifications.firm_code_wrong"
    assert FirmContact.objects.get().code_tries == 3


def test_a_code_that_is_refused_is_sent_to_nobody(
    citizen: Caller, firm: Caller, codes: list[firm_contacts.Issued]
):
    assert citizen.post(HERE, PHONE, key="mine").status_code == 403
    assert firm.post(HERE, {"address": "nowhere"}, key="bad").status_code == 422

    assert codes == []

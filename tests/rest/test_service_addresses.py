# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Where papers may be posted: confirmed by oneself, changed, and taken by service by post."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import World
from tests.portal.conftest import reader
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import accepted, done
from tests.security.sent import ADDRESS
from tests.workbench.desks import at_desk
from yiwang.delivery.models import ServiceAddress
from yiwang.delivery.services import service_addresses
from yiwang.documents import selectors as documents
from yiwang.documents import services as document_services
from yiwang.documents.models import DocumentService
from yiwang.foundation.actors import system_actor
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db
HERE = "/me/service-address"


def test_an_address_is_confirmed_changed_and_taken_back(
    world: World, citizen: Caller, neighbour: Caller
) -> None:
    assert done(citizen.get(HERE))["address"] is None
    assert code_of(citizen.delete(HERE)) == "delivery.service_address_missing"
    wrong = citizen.put(HERE, {**ADDRESS, "phone": "1", "street": "x"})
    assert {each["pointer"] for each in wrong.json()["errors"]} == {"/phone", "/street"}

    first = done(citizen.put(HERE, ADDRESS))
    again = done(citizen.put(HERE, ADDRESS))
    other = done(citizen.put(HERE, {**ADDRESS, "street": "古墩路 701 号 301 室"}))

    assert first["address"]["phone"] == "138****1234"
    assert again["given_at"] == first["given_at"] != other["given_at"]
    assert ServiceAddress.objects.count() == 2
    assert done(neighbour.get(HERE))["address"] is None
    assert b"701" not in bytes(ServiceAddress.objects.get(ended_at=None).address_cipher)
    citizen.delete(HERE)
    assert done(citizen.get(HERE))["address"] is None


def test_service_by_post_takes_it_and_a_typed_place_wins(
    world: World, citizen: Caller, counter: Caller, handler: Caller
) -> None:
    case_id = accepted(citizen, counter, world.shop)
    ledger.settle()
    (paper,) = documents.documents_about("case", case_id).filter(kind="acceptance")
    document_services.render_now(paper.pk)
    there = f"/staff/cases/{case_id}/postal-address"
    assert done(counter.get(there))["postal_address"] is None
    done(citizen.put(HERE, ADDRESS))
    known = done(counter.get(there))["postal_address"]
    assert (known["source"], known["phone"]) == ("confirmed", ADDRESS["phone"])
    assert handler.get(there).status_code == 403
    page = at_desk(world.staff[StandardPost.COUNTER]).get(
        f"/workbench/cases/{case_id}/services?way=post"
    )
    assert f"{ADDRESS['street']}（{ADDRESS['name']}收）" in page.content.decode()

    sent = {
        "document_ids": [str(paper.pk)],
        "way": "post",
        "sent_on": timezone.localdate().isoformat(),
        "servers": [],
        "witnesses": [],
        "tracking_number": "EM000000000CN",
    }
    made = done(counter.post(f"/staff/cases/{case_id}/services", sent), 201)["items"][0]
    assert made["place"].endswith(f"{ADDRESS['street']}（{ADDRESS['name']}收）")
    counter.post(f"/staff/cases/{case_id}/services/{made['id']}/failure", {"reason": "查无此人。"})
    counter.post(f"/staff/cases/{case_id}/services", {**sent, "place": "另一个地址"})
    assert DocumentService.objects.filter(place="另一个地址").exists()


def test_the_page_confirms_tells_what_is_wrong_and_takes_back(world: World) -> None:
    me = reader(world.citizen)
    here = "/my/served/address"
    wrong = me.post(here, {**ADDRESS, "street": "x"})
    assert (wrong.status_code, ADDRESS["name"] in wrong.content.decode()) == (422, True)
    assert "已确认" in me.post(here, ADDRESS, follow=True).content.decode()
    assert ADDRESS["street"] not in me.get(here).content.decode()
    assert "已撤回" in me.post(f"{here}/end", follow=True).content.decode()


def test_rows_stay_and_are_sealed_anew(
    world: World, citizen: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(citizen.put(HERE, ADDRESS))
    row = ServiceAddress.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceAddress.objects.update(text_sha256="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceAddress.objects.all().delete()

    monkeypatch.setattr("yiwang.foundation.encryption.is_current", lambda _blob: False)
    done_now = service_addresses.rotate(actor=system_actor("rotation"), at=timezone.now())
    fresh = ServiceAddress.objects.get()
    assert (done_now.rotated, done_now.is_done) == (1, True)
    assert bytes(fresh.address_cipher) != bytes(row.address_cipher)
    assert fresh.address == row.address

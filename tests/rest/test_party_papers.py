# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The papers of an interested party over the machine interface: their own, and the office's."""

import pytest
from django.utils import timezone

from tests.factories import World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import accepted, done
from tests.rest.test_languages import publish
from tests.workbench.desks import at_desk
from yiwang.cases.enums import PartyRole
from yiwang.cases.models import InterestedParty
from yiwang.cases.procedures import party_papers
from yiwang.cases.services import procedures
from yiwang.documents import services as document_services
from yiwang.documents.enums import NoticeKind
from yiwang.identity import selectors as identity
from yiwang.ledger import services as ledger
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


@pytest.fixture
def party(world: World, citizen: Caller, counter: Caller) -> InterestedParty:
    """Return the neighbour, told in a case of the citizen's, with English offered."""
    publish(world, NoticeKind.PARTY_RIGHTS)
    case_id = accepted(citizen, counter, world.shop)
    own = identity.own_number(world.actor(world.neighbour))
    assert own is not None
    made = procedures.tell_party(
        case_id=case_id,  # type: ignore[arg-type]
        party=procedures.NewParty(
            role=PartyRole.INTERESTED, name=own.name, stake="油烟。", number=own.number
        ),
        actor=world.actor(world.staff[StandardPost.HANDLER]),
        at=timezone.now(),
    )
    set_papers(made)
    return made


def set_papers(party: InterestedParty) -> None:
    ledger.settle()
    for paper in party_papers.papers_of([party.pk]).get(party.pk, ()):
        document_services.render_now(paper.pk)
        document_services.translations.set_waiting(paper.pk)


def test_a_party_reads_its_papers_in_its_language_and_confirms_them(
    party: InterestedParty, citizen: Caller, neighbour: Caller, counter: Caller
) -> None:
    mine, staff = f"/interests/{party.pk}", f"/staff/cases/{party.case_id}/parties/{party.pk}"

    (paper,) = done(neighbour.get(f"{mine}/papers"))["items"]
    strange = neighbour.put(f"{mine}/language", {"language": "xx"})
    done(neighbour.put(f"{mine}/language", {"language": "en"}))
    set_papers(party)
    pdf = neighbour.get(f"{mine}/papers/{paper['id']}?language=en")
    listed = done(counter.get(f"{staff}/papers"))
    file = counter.get(f"{staff}/papers/{paper['id']}")
    sent = {
        "document_ids": [paper["id"]],
        "way": "direct",
        "sent_on": timezone.localdate().isoformat(),
        "received_on": timezone.localdate().isoformat(),
        "servers": ["王芳"],
        "receiver": "self",
    }
    done(counter.post(f"/staff/cases/{party.case_id}/services", sent), 201)
    applicants = done(citizen.get(f"/cases/{party.case_id}/services"))
    (served,) = done(neighbour.get(f"{mine}/papers"))["items"]
    service_id = served["service"]["id"]
    confirmed = done(neighbour.post(f"{mine}/services/{service_id}/confirmation"))
    set_papers(party)
    (again,) = done(neighbour.get(f"{mine}/papers"))["items"]

    assert (paper["kind"], paper["is_ready"], paper["service"]) == ("party_rights", True, None)
    assert code_of(strange) == "documents.language_not_offered"
    assert pdf.getvalue().startswith(b"%PDF")
    assert (listed["language"], listed["items"][0]["translations"][0]["state"]) == ("en", "ready")
    assert file.getvalue().startswith(b"%PDF")
    assert applicants["items"] == []
    assert served["service"]["state"] == "served"
    assert confirmed["items"][0]["service"]["confirmed_at"]
    assert again["record_id"]
    record = neighbour.get(f"{mine}/papers/{again['record_id']}")
    assert record.getvalue().startswith(b"%PDF")


def test_nobody_else_and_no_other_case_leads_to_them(
    party: InterestedParty, citizen: Caller, neighbour: Caller, counter: Caller, world: World
) -> None:
    mine, staff = f"/interests/{party.pk}", f"/staff/cases/{party.case_id}/parties/{party.pk}"
    (paper,) = done(neighbour.get(f"{mine}/papers"))["items"]
    other = accepted(citizen, counter, world.shop)
    elsewhere = f"/staff/cases/{other}/parties/{party.pk}"

    refused = [
        citizen.get(f"{mine}/papers"),
        citizen.get(f"{mine}/papers/{paper['id']}"),
        citizen.put(f"{mine}/language", {"language": ""}),
        citizen.post(f"{mine}/services/{paper['id']}/confirmation"),
        citizen.get(f"/cases/{party.case_id}/documents/{paper['id']}"),
        neighbour.get(f"/cases/{party.case_id}/documents/{paper['id']}"),
        neighbour.get(f"{mine}/papers/{party.pk}"),
        neighbour.post(f"{mine}/services/{party.pk}/confirmation"),
        counter.get(f"{elsewhere}/papers"),
        counter.get(f"{elsewhere}/papers/{paper['id']}"),
        counter.put(f"{elsewhere}/language", {"language": ""}),
        counter.post(f"{elsewhere}/papers"),
    ]

    issued = done(counter.get("/documents"))["items"]
    listed = next(one for one in issued if one["kind"] == "party_rights")
    page = counter.get(f"/cases/{listed['case_id']}/documents/{listed['id']}")
    desk = at_desk(world.staff[StandardPost.COUNTER]).get("/workbench/notices").content.decode()

    assert listed["case_id"] == str(party.case_id)
    assert page.getvalue().startswith(b"%PDF")
    assert f"/workbench/cases/{party.case_id}/documents/{paper['id']}" in desk
    assert [answer.status_code for answer in refused] == [404] * len(refused)
    kinds = {one["kind"] for one in done(citizen.get(f"/cases/{party.case_id}/documents"))["items"]}
    assert "party_rights" not in kinds
    assert len(done(counter.post(f"{staff}/papers"), 201)["items"]) == 1

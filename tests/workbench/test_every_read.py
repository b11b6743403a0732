# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whatever shows a citizen's name or number to staff or to a system leaves a fact in the ledger.

The routes are walked as they are mounted: a new page or operation is in the walk by itself.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from django.http import HttpResponse
from django.urls import URLPattern
from django.utils import timezone

from tests import factories
from tests.factories import STEP_DATA, World
from tests.rest.calling import Caller, token_of
from tests.workbench.desks import again, at_desk, waiting_step
from yiwang.cases.models import Case
from yiwang.cases.services import handling, intake, submission
from yiwang.documents import selectors as documents
from yiwang.documents.services import render_now
from yiwang.foundation.web.audience import audience_of
from yiwang.identity.models import Mandate, NaturalPerson, RecentRead
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.ledger import services as ledger
from yiwang.ledger.models import Event
from yiwang.organizations.enums import Right, StandardPost
from yiwang.rest import urls  # noqa: F401 - mounts the routers
from yiwang.rest.api import api
from yiwang.rest.auth import audience_of_operation
from yiwang.workbench import urls as workbench

pytestmark = pytest.mark.django_db

NAME = "端木寻踪"
LEAVING = frozenset({"signout", "signin"})
"""Pages that nobody is signed in on."""
WORKBOOK = b"PK\x03\x04"
"""How a sheet for downloading begins."""
QUESTIONS = {
    "cases": "q={number}",
    "counter/items": "applicant={person_id}",
}
"""What a page has to be asked for to show anybody."""
SHOWS = {
    "/workbench/cases",
    "/workbench/cases/<uuid:case_id>",
    "/workbench/cases/<uuid:case_id>/files/<uuid:file_id>",
    "/workbench/cases/<uuid:case_id>/documents/<uuid:document_id>",
    "/workbench/counter/items",
    "/workbench/people/<uuid:person_id>",
    "/workbench/mandates",
    "/workbench/mandates/<uuid:mandate_id>",
    "/workbench/mandates/<uuid:mandate_id>/paper",
    "/api/v1/counter/persons/<uuidstr:person_id>",
    "/api/v1/station/mandates/<uuidstr:mandate_id>",
    "/workbench/counter/apply/<uuid:applicant_id>/<uuid:version_id>",
    "/api/v1/cases",
    "/api/v1/cases/<uuidstr:case_id>",
    "/api/v1/cases/<uuidstr:case_id>/steps",
    "/api/v1/cases/<uuidstr:case_id>/files/<uuidstr:file_id>",
    "/api/v1/cases/<uuidstr:case_id>/documents/<uuidstr:document_id>",
    "/api/v1/systems/cases/<uuidstr:case_id>",
}
"""Routes of which it is known that they show the person: the walk has to have met them."""


@dataclass(frozen=True)
class Known:
    """Somebody whose case staff work on."""

    person: NaturalPerson
    case: Case
    file_id: UUID
    document_id: UUID
    mandate_id: UUID

    def is_shown_in(self, answer: HttpResponse) -> bool:
        """Tell whether an answer names the person; a file of theirs is always about them."""
        if answer.streaming:
            return bool(b"".join(answer.streaming_content))
        number = RESIDENT_ID.open(self.person.resident_id_cipher, self.person.id)
        said = text_of(answer.content)
        return NAME in said or number in said

    def fill(self, route: str) -> str:
        """Return the address of a route, with what belongs to the person wherever it fits."""
        fitting = {
            "case_id": self.case.id,
            "file_id": self.file_id,
            "document_id": self.document_id,
            "applicant_id": self.person.id,
            "person_id": self.person.id,
            "version_id": self.case.version_id,
            "work_item_id": self.case.work_items.filter(state="open").values_list("id")[0][0],
            "mandate_id": self.mandate_id,
            "seq": 0,
        }
        return re.sub(
            r"<(?:(\w+):)?(\w+)>",
            lambda found: str(fitting.get(found[2], 1 if found[1] == "int" else uuid4())),
            route,
        )


def text_of(content: bytes) -> str:
    """Return what an answer says; of a workbook, what all its parts say."""
    if not content.startswith(WORKBOOK):
        return content.decode()
    with ZipFile(BytesIO(content)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist())


@pytest.fixture
def known(world: World, db: None) -> Known:
    """Return somebody whose case was accepted, examined and written about."""
    at, person = timezone.now(), factories.natural_person(name=NAME)
    applicant = world.actor(factories.citizen_account(person))
    file_id = factories.stored_file(applicant)
    application = submission.Application(
        version_id=world.shop.version_id,
        form=factories.FORM_DATA | {"name": NAME},
        materials={"lease": [file_id]},
    )
    case = submission.submit_case(application=application, actor=applicant, at=at)
    counter = world.staff_actor(StandardPost.COUNTER)
    intake.accept_case(case_id=case.id, actor=counter, at=at)
    handling.complete_step(
        case_id=case.id,
        step_key=waiting_step(case),
        data=STEP_DATA,
        opinion=f"{NAME}的材料属实。",
        actor=world.staff_actor(StandardPost.HANDLER),
        at=at,
    )
    ledger.settle()
    document = documents.documents_about("case", case.pk)[0]
    render_now(document.pk)
    return Known(person, again(case), file_id, document.pk, mandate(world, person, file_id).pk)


def mandate(world: World, person: NaturalPerson, paper_file_id: UUID) -> Mandate:
    """Return a mandate on paper that the person gave to the department's counter."""
    at = timezone.now()
    return Mandate.objects.create(
        number="WTTEST23456789",
        principal=person,
        agent_department=world.department,
        items=["0" * 12],
        item_names=["店铺登记"],
        rights=["apply"],
        since=timezone.localdate(at),
        until=timezone.localdate(at) + timedelta(days=9),
        text=f"{NAME}委托代办。",
        text_sha256="0" * 64,
        form="paper",
        signed_at=at,
        paper_file_id=paper_file_id,
        paper_sha256="0" * 64,
        taken_by_id=world.staff[StandardPost.COUNTER].staff_id,
        state="active",
        accepted_at=at,
    )


def pages() -> Iterator[str]:
    """Return the routes of the pages for staff."""
    for pattern in workbench.urlpatterns:
        route = str(pattern.pattern)
        is_for_staff = "staff" in audience_of(pattern.callback)
        if isinstance(pattern, URLPattern) and is_for_staff and route not in LEAVING:
            yield route


def operations() -> Iterator[tuple[str, frozenset[str]]]:
    """Return the paths that staff or systems may read, and who of them."""
    for path, operation in api.operations():
        readers = audience_of_operation(operation) & {"staff", "client"}
        if "GET" in operation.methods and readers:
            yield path, readers


def reads_of(person: NaturalPerson) -> int:
    return Event.objects.filter(subject_type="person", subject_id=person.id).count()


def unnoted(known: Known, answers: Iterable[Any]) -> tuple[bool, bool]:
    """Return whether any answer showed the person, and whether one did so without a trace."""
    is_shown = is_unnoted = False
    for ask in answers:
        RecentRead.objects.all().delete()  # a reload within minutes is one read
        before = reads_of(known.person)
        answer = ask()
        if answer.status_code != 200 or not known.is_shown_in(answer):
            continue
        is_shown = True
        is_unnoted |= reads_of(known.person) == before
    return is_shown, is_unnoted


def test_every_page_and_operation_that_shows_somebody_says_so_in_the_ledger(
    world: World, known: Known
):
    desk = [*world.staff.values(), world.auditor]
    desk.append(factories.staff_account(world.department, rights=[Right.CASES_SUPERVISE]))
    browsers = [at_desk(account) for account in desk]
    callers = {
        "staff": [Caller(token_of(account)) for account in desk],
        "client": [Caller(token_of(world.client), headers={"X-Purpose": "case_handling"})],
    }
    shown, forgotten, walked = set(), set(), 0

    for route in pages():
        question = QUESTIONS.get(route, "").format(
            person_id=known.person.id, number=known.case.number
        )
        address = f"/workbench/{known.fill(route)}?{question}"
        asked = [partial(browser.get, address) for browser in browsers]
        is_shown, is_unnoted = unnoted(known, asked)
        walked += 1
        shown |= {f"/workbench/{route}"} if is_shown else set()
        forgotten |= {f"/workbench/{route}"} if is_unnoted else set()
    for path, readers in operations():
        address = "/" + known.fill(path)
        asked = [partial(caller.get, address) for one in readers for caller in callers[one]]
        is_shown, is_unnoted = unnoted(known, asked)
        walked += 1
        shown |= {f"/api/v1/{path}"} if is_shown else set()
        forgotten |= {f"/api/v1/{path}"} if is_unnoted else set()

    assert forgotten == set()
    assert walked > 40
    assert shown >= SHOWS

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The language of a co-applicant's papers over the machine interface."""

import pytest

from tests.cases.together import couples
from tests.cases.world import LONG_AGO
from tests.factories import World
from tests.rest.calling import Caller, code_of
from tests.rest.journeys import done
from tests.rest.test_languages import publish, set_all
from tests.workbench.desks import at_desk
from yiwang.cases.models import CoApplicant
from yiwang.cases.services import together
from yiwang.documents.enums import NoticeKind
from yiwang.organizations.enums import StandardPost

pytestmark = pytest.mark.django_db


def fresh_part(one: CoApplicant) -> CoApplicant:
    return CoApplicant.objects.get(pk=one.pk)


def test_it_is_stated_by_oneself_and_brings_a_translation(
    world: World, citizen: Caller, neighbour: Caller, counter: Caller
) -> None:
    publish(world, NoticeKind.RECEIPT, at=LONG_AGO)
    draft = couples.begun(world, couples.item_for_two(world))
    one = couples.joined(world, draft)
    address = f"/together/{one.pk}"

    others = citizen.put(f"{address}/language", {"language": "en"})
    strange = neighbour.put(f"{address}/language", {"language": "xx"})
    huge = neighbour.put(f"{address}/language", {"language": "x" * 5000})
    before = done(neighbour.get(address))["language"]
    done(neighbour.put(f"{address}/language", {"language": "EN"}))
    couples.signed(world, one)
    case = couples.handed_in(world, draft.pk)
    set_all(str(case.pk))
    shown = done(neighbour.get(address))
    (paper,) = [each for each in shown["papers"] if each["language"]]
    file = neighbour.get(f"{address}/files/{paper['file_id']}")
    noted = {"language": "", "co_applicant_id": str(one.pk)}
    by_staff = f"/staff/cases/{case.pk}/language"
    there = done(counter.get(by_staff))["co_applicants"]
    cleared = done(counter.put(by_staff, noted))
    unknown = counter.put(by_staff, noted | {"co_applicant_id": str(case.pk)})
    page = at_desk(world.staff[StandardPost.COUNTER])
    on_page = {"language": "en", "whose": str(one.pk)}
    page.post(f"/workbench/cases/{case.pk}/language", on_page)
    services = page.get(f"/workbench/cases/{case.pk}/services").content.decode()

    assert code_of(others) == "cases.invitation_not_found"
    assert code_of(strange) == "documents.language_not_offered"
    assert huge.status_code == 422
    assert (before, shown["language"], paper["language"]) == ("", "en", "en")
    assert file.getvalue().startswith(b"%PDF")
    assert [each["language"] for each in there] == ["en"]
    assert (cleared["language"], cleared["co_applicants"][0]["language"]) == ("", "")
    assert code_of(unknown) == "cases.invitation_not_found"
    assert together.language_of(fresh_part(one)) == "en"
    assert f'value="{one.pk}"' in services
    assert citizen.get(f"{address}/files/{paper['file_id']}").status_code == 404

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Logos of departments over the machine interface and on the pages of the workbench."""

import io

import pytest
from django.test import Client

from tests import factories
from tests.documents.test_logos import LEAF, NAME
from tests.factories import World
from tests.rest.calling import Caller, code_of, token_of
from tests.rest.journeys import done
from yiwang.documents.models import DepartmentLogo, NoticeTemplate
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.django_db
PAGE = "/workbench/templates/logos"


def test_a_logo_is_sent_published_and_withdrawn_by_programs(world: World, citizen: Caller) -> None:
    writer, publisher = (
        Caller(token_of(factories.staff_account(world.department, rights=[right])))
        for right in (Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH)
    )
    sent = writer.call("POST", f"/staff/logos?name={NAME}", LEAF, content_type="image/svg+xml")
    wrong = writer.call("POST", f"/staff/logos?name={NAME}", b"GIF89a", content_type="image/gif")
    row = done(sent, 201)
    here = f"/staff/logos/{row['id']}"

    assert code_of(wrong) == "documents.logo_waiting"
    assert code_of(writer.post(f"{here}/publication", {})) == "documents.not_your_logo"
    assert citizen.get("/staff/logos").status_code == 403
    assert done(publisher.post(f"{here}/publication", {}))["is_live"] is True
    assert writer.get(f"{here}/picture").content == bytes(DepartmentLogo.objects.get().content)
    ended = done(publisher.post(f"{here}/withdrawal", {"reason": "换新的。"}))
    assert (ended["state"], ended["is_live"]) == ("withdrawn", False)
    assert code_of(publisher.post(f"{here}/return", {"reason": "晚了。"})) == (
        "documents.logo_changed"
    )
    assert [each["number"] for each in done(writer.get("/staff/logos"))["items"]] == [1]


def test_the_page_takes_a_logo_once_and_the_editor_places_it(world: World) -> None:
    writer, publisher = Client(), Client()
    writer.force_login(factories.staff_account(world.department, rights=[Right.CATALOGUE_EDIT]))
    publisher.force_login(
        factories.staff_account(world.department, rights=[Right.CATALOGUE_PUBLISH])
    )
    assert "请选择一个" in writer.post(f"{PAGE}/new", {"name": NAME}, follow=True).content.decode()
    refused = {"name": NAME, "picture": io.BytesIO(b"<svg onload=x>")}
    assert "SVG" in writer.post(f"{PAGE}/new", refused, follow=True).content.decode()
    writer.post(f"{PAGE}/new", {"name": NAME, "picture": io.BytesIO(LEAF)})
    row = DepartmentLogo.objects.get()
    publisher.post(f"{PAGE}/{row.pk}/publish", {"idempotency_key": "once"})
    publisher.post(f"{PAGE}/{row.pk}/publish", {"idempotency_key": "once"})
    assert "使用中" in writer.get(PAGE).content.decode()
    assert writer.get(f"{PAGE}/{row.pk}/picture")["Content-Type"] == "image/png"

    writer.post("/workbench/templates/new", {"kind": "granted"})
    here = f"/workbench/templates/{NoticeTemplate.objects.get().pk}/draft"
    assert NAME in writer.get(here).content.decode()
    typed = {"revision": 0, "effective_on": "2026-11-27", "logo_place": "right", "logo_width": "99"}
    writer.post(here, typed)
    page = writer.get(here).content.decode()
    assert "徽标的宽度要在 10 到 60 毫米之间" in page
    assert '<option value="right" selected>' in page

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Templates of notices on the pages of staff: written beside their preview, published by two."""

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.cases import world as w
from yiwang.documents.models import NoticeTemplate, TemplateVersion
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/workbench/templates"


@pytest.fixture
def world():
    return w.made()


def desk(world, *rights: Right) -> Client:
    client = Client()
    client.force_login(factories.staff_account(world.department, rights=rights, at=w.LONG_AGO))
    return client


def typed(revision: int, **fields: str) -> dict[str, object]:
    return {"revision": revision, "effective_on": timezone.localdate().isoformat(), **fields}


def test_a_template_is_written_refused_mended_and_published(world):
    writer = desk(world, Right.CATALOGUE_EDIT)
    publisher = desk(world, Right.CATALOGUE_PUBLISH)
    assert writer.post(f"{HERE}/new", {"kind": "nothing"}).status_code == 302
    assert not NoticeTemplate.objects.exists()

    writer.post(f"{HERE}/new", {"kind": "granted"})
    here = f"{HERE}/{NoticeTemplate.objects.get().id}"
    writer.post(f"{here}/draft", typed(0, source="一\n#appliccant"))
    assert (
        "第 2 行第 2 列：没有“appliccant”这个名称" in writer.get(f"{here}/draft").content.decode()
    )
    writer.post(f"{here}/versions/1/propose", {"revision": 1})
    assert TemplateVersion.objects.get().state == "draft"
    assert writer.get(f"{here}/versions/1/preview").status_code == 422

    writer.post(f"{here}/draft", typed(1, closing="请拨打{电话}。"))
    answer = writer.get(f"{here}/versions/1/preview", {"sheet": 1})
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert writer.get(f"{here}/versions/1/preview", {"sheet": 9}).status_code == 404
    writer.post(f"{here}/versions/1/propose", {"revision": 2})
    publisher.post(f"{here}/versions/1/publish", {"revision": 3})

    assert TemplateVersion.objects.get().state == "published"
    page = writer.get(f"{here}/versions/1").content.decode()
    assert "+ 正文后的一段：请拨打{电话}。" in page


def test_a_stale_editor_and_a_missing_day_are_told(world):
    writer = desk(world, Right.CATALOGUE_EDIT)
    writer.post(f"{HERE}/new", {"kind": "refused"})
    here = f"{HERE}/{NoticeTemplate.objects.get().id}/draft"
    writer.post(here, typed(0, opening="甲"))

    stale = writer.post(here, typed(7, opening="乙"))
    undated = writer.post(here, {"revision": 1, "effective_on": "明天"})

    assert (stale.status_code, undated.status_code) == (422, 422)
    assert "乙" in stale.content.decode()
    assert "请填写生效日期" in undated.content.decode()

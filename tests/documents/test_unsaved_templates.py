# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What stands in the form of a template is looked at before it is kept."""

from datetime import date

import pytest

from tests.documents.conftest import MONDAY as AT
from tests.documents.test_templates import clerk, drafted, told
from yiwang.documents import errors
from yiwang.documents.models import TemplateVersion
from yiwang.documents.services import templates
from yiwang.foundation.actors import Actor
from yiwang.organizations.enums import Right
from yiwang.organizations.models import Department

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture
def writer(bureau: Department) -> Actor:
    return clerk(bureau, Right.CATALOGUE_EDIT)


def preview(version: TemplateVersion, actor: Actor, **typed: str) -> bytes:
    source = typed.pop("source", "")
    return templates.preview_unsaved(
        template_id=version.template_id, source=source, blocks=typed, actor=actor, at=AT
    )


def test_it_shows_what_was_typed_and_keeps_nothing(writer: Actor) -> None:
    version = drafted(writer)
    kept = TemplateVersion.objects.get(pk=version.pk)

    said = told(preview(version, writer, opening="还没有保存的一段，{当事人}。"))

    assert "还没有保存的一段，张三丰。" in said
    now = TemplateVersion.objects.get(pk=version.pk)
    assert (now.source, now.blocks, now.revision) == (kept.source, kept.blocks, kept.revision)
    assert TemplateVersion.objects.count() == 1


def test_mistakes_are_told_and_nothing_is_set(writer: Actor) -> None:
    version = drafted(writer)

    with pytest.raises(errors.TemplateInvalid) as place:
        preview(version, writer, opening="{没有的}")
    with pytest.raises(errors.TemplateInvalid) as source:
        preview(version, writer, source="#panic()")
    with pytest.raises(errors.TemplateInvalid):
        preview(version, writer, source="字" * (templates.LARGEST_SOURCE + 1))

    assert [each.path for each in place.value.errors] == ["/blocks/opening"]
    assert source.value.errors[0].path == "/source"


def test_who_does_not_write_it_sees_no_preview(bureau: Department, writer: Actor) -> None:
    version = drafted(writer)

    with pytest.raises(errors.NotYourTemplate):
        preview(version, clerk(bureau, Right.CATALOGUE_PUBLISH), opening="甲")

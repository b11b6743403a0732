# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Publishing forms and asking for them."""

import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from tests.forms.schemas import ANSWERS, SNACK_BAR
from yiwang.forms import selectors, services
from yiwang.forms.errors import FormNotFound, InvalidForm
from yiwang.forms.models import FormDefinition
from yiwang.foundation.actors import system_actor
from yiwang.ledger import selectors as ledger

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
ACTOR = system_actor("test")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_held_forms")]


def publish(schema: dict[str, Any] = SNACK_BAR, code: str = "snack-bar") -> FormDefinition:
    return services.publish_form(code=code, schema=schema, actor=ACTOR, at=MONDAY)


def renamed(title: str) -> dict[str, Any]:
    schema = copy.deepcopy(SNACK_BAR)
    schema["title"] = title
    return schema


def test_a_form_becomes_the_first_version_of_its_code():
    definition = publish()

    assert (definition.code, definition.version) == ("snack-bar", 1)
    assert definition.schema["additionalProperties"] is False
    assert selectors.newest_form_ids() == {"snack-bar": definition.id}


def test_the_same_form_again_is_no_new_version():
    first = publish()

    assert publish().id == first.id
    assert publish(first.schema).id == first.id


def test_another_form_is_the_next_version_and_the_old_one_stays():
    first, second = publish(), publish(renamed("新表"))

    assert second.version == 2
    assert selectors.compiled_form(first.id).title == "小餐饮登记表"
    assert selectors.compiled_form(second.id).title == "新表"


def test_a_bad_form_is_refused_with_its_places_and_nothing_is_written():
    schema = renamed("x")
    schema["properties"]["name"]["x-kind"] = "telepathy"

    with pytest.raises(InvalidForm) as refusal:
        publish(schema)

    assert [error.path for error in refusal.value.errors] == ["/properties/name/x-kind"]
    assert "telepathy" in str(refusal.value)
    assert not FormDefinition.objects.exists()


@pytest.mark.parametrize("code", ["", "Bad Code", "1st", "a_b", "x" * 61, "a\x00"])
def test_a_bad_code_is_refused(code: str):
    with pytest.raises(InvalidForm) as refusal:
        publish(code=code)

    assert [error.path for error in refusal.value.errors] == ["/code"]


def test_publishing_is_written_to_the_ledger():
    definition = publish()

    [event] = ledger.events_about("form", definition.id)
    assert event.kind == "forms.form_published"


def test_what_is_published_never_changes():
    definition = publish()

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        FormDefinition.objects.filter(pk=definition.pk).update(schema={})
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        definition.delete()


def test_a_form_is_compiled_once(django_assert_num_queries):
    definition = publish()

    with django_assert_num_queries(1):
        assert selectors.compiled_form(definition.id).validate(ANSWERS)
    with django_assert_num_queries(0):
        assert selectors.compiled_form(definition.id).validate(ANSWERS)


def test_a_form_asked_by_its_code_is_the_newest(monkeypatch):
    publish()
    assert selectors.compiled_form_by_code("snack-bar").version == 1
    publish(renamed("新表"))

    later = selectors.time.monotonic() + 2 * selectors.RECHECK_SECONDS
    monkeypatch.setattr(selectors.time, "monotonic", lambda: later)

    assert selectors.compiled_form_by_code("snack-bar").version == 2


def test_a_form_that_was_never_published_is_not_found():
    with pytest.raises(FormNotFound):
        selectors.compiled_form(uuid4())
    with pytest.raises(FormNotFound):
        selectors.compiled_form_by_code("nothing")


def test_files_are_published_under_the_code_that_their_name_gives(tmp_path: Path):
    (tmp_path / "some_item").mkdir()
    for name in ("some_item/form.json", "default-natural.form.json"):
        (tmp_path / name).write_text(json.dumps(SNACK_BAR), "utf-8")

    for _time in range(2):
        services.load_models(tmp_path, actor=ACTOR, at=MONDAY)

    assert set(selectors.newest_form_ids()) == {"some-item", "default-natural"}
    assert FormDefinition.objects.count() == 2


def test_one_bad_file_keeps_all_out(tmp_path: Path):
    (tmp_path / "a.form.json").write_text(json.dumps(SNACK_BAR), "utf-8")
    (tmp_path / "b.form.json").write_text("{}", "utf-8")

    with pytest.raises(InvalidForm):
        services.load_models(tmp_path, actor=ACTOR, at=MONDAY)

    assert not FormDefinition.objects.exists()

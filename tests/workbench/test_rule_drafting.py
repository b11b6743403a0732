# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A rule is drafted in fields, row by row; experts may turn the same into text and back."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.cases import world as w
from tests.cases.automation import rules
from tests.sharing import world as sources
from yiwang.cases.models import RegisterEntry, RuleVersion
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/workbench/automation"


@pytest.fixture
def world():
    return w.made()


@pytest.fixture
def own(world):
    return rules.rule_set(world)


@pytest.fixture
def editor(world) -> Client:
    account = factories.staff_account(
        world.department, rights=[Right.CATALOGUE_EDIT], at=w.LONG_AGO
    )
    client = Client()
    client.force_login(account)
    return client


def fact(number: int, *, key: str, read: str, label: str, name: str, compared: str = ""):
    place = f"facts.{number}"
    return {
        f"{place}.label": label,
        f"{place}.what": f"from:{sources.HOUSEHOLD}:{key}",
        f"{place}.read": read,
        f"{place}.form": compared,
        f"{place}.name": name,
    }


def filled(**changed: str) -> dict[str, str]:
    return {
        "table": rules.dmn(),
        **fact(0, key="address", read="within", label="户籍在本地", name="lives_here"),
        **fact(1, key="members", read="value", label="户内人数", name="members"),
        "steps.review.conclusion": "pass",
        "sample_percent": "5",
        "most_differences": "1",
        "valid_from": "2026-01-05",
        "revision": "0",
        **changed,
    }


def page_of(client: Client, own, form: dict[str, str], status: int = 200) -> str:
    answer = client.post(f"{HERE}/{own.pk}/draft", form)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_what_fields_say_is_stored_as_the_machine_interface_would(own, editor):
    answer = editor.post(f"{HERE}/{own.pk}/draft", filled())

    assert answer.status_code == 302
    made = RuleVersion.objects.get()
    assert made.facts == [dict(one) | {"form": ""} for one in rules.FACTS]
    assert made.steps == rules.STEPS
    assert (made.sample_percent, made.most_differences) == (5, 1)


def test_the_page_offers_what_exists_and_shows_what_was_stored(own, editor):
    RegisterEntry.objects.create(
        register="trade-names", region_code=own.region_code, text="甲", entered_at=w.MONDAY
    )
    editor.post(f"{HERE}/{own.pk}/draft", filled())

    page = editor.get(f"{HERE}/{own.pk}/draft").content.decode()

    assert f'value="from:{sources.HOUSEHOLD}:address" selected' in page
    assert 'value="own:is_free:trade-names"' in page
    assert 'value="own:granted_before:"' in page
    assert 'name="steps.review.conclusion"' in page
    assert "form.kind" in page
    assert "“有效的" not in page


def test_rows_are_added_moved_and_removed_without_storing(own, editor):
    page = page_of(editor, own, filled(edit="add"))
    assert 'name="facts.2.label"' in page
    assert 'id="facts-2-label" name="facts.2.label" value="" maxlength="100" autofocus' in page
    page = page_of(editor, own, filled(edit="down:0"))
    assert page.index("户内人数") < page.index("户籍在本地")
    page = page_of(editor, own, filled(edit="drop:1"))
    assert 'name="facts.1.label"' not in page
    assert not RuleVersion.objects.exists()


@pytest.mark.parametrize("order", ["up:0", "down:1", "drop:7", "drop:x", "up", "nonsense"])
def test_orders_that_mean_nothing_change_nothing(own, editor, order):
    page = page_of(editor, own, filled(edit=order))

    assert page.index("户籍在本地") < page.index("户内人数")


def test_a_check_names_each_mistake_at_its_field_and_stores_nothing(own, editor):
    form = filled(check="1") | {
        "facts.1.read": "same",
        "steps.review.conclusion": "",
        "facts.0.what": "from:nowhere:address",
    }

    page = page_of(editor, own, form)

    assert 'id="facts-1-form-error"' in page
    assert 'id="facts-0-what-error"' in page
    assert "nowhere:address（已不存在）" in page
    assert 'id="rule-steps-review-error"' in page
    assert 'href="#rule-facts-1"' in page
    assert not RuleVersion.objects.exists()


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"sample_percent": "many"}, "sample_percent-error"),
        ({"sample_percent": "101"}, "sample_percent-error"),
        ({"most_differences": "-1"}, "most_differences-error"),
        ({"valid_from": "2026-02-30"}, "valid_from-error"),
        ({"facts.0.label": ""}, "facts-0-label-error"),
        ({"facts.0.name": "Lives Here"}, "facts-0-name-error"),
    ],
)
def test_what_cannot_be_stored_is_said_at_its_field(own, editor, changed, place):
    page = page_of(editor, own, filled(**changed), status=422)

    assert f'id="{place}"' in page
    assert not RuleVersion.objects.exists()


def test_a_sum_takes_the_place_of_a_fixed_answer(own, editor):
    editor.post(f"{HERE}/{own.pk}/draft", filled(**{"sums.review.conclusion": '"pass"'}))

    assert RuleVersion.objects.get().steps == {"review": {"conclusion": '="pass"'}}
    page = editor.get(f"{HERE}/{own.pk}/draft").content.decode()
    assert 'value="&quot;pass&quot;"' in page


def test_experts_turn_fields_into_text_and_back(own, editor):
    page = page_of(editor, own, filled(edit="text"))
    assert 'name="view" value="text"' in page
    assert "&quot;lives_here&quot;" in page

    text = {"view": "text", "facts": json.dumps(rules.FACTS), "steps": json.dumps(rules.STEPS)}
    page = page_of(editor, own, filled(edit="fields", **text))
    assert 'name="facts.1.label"' in page

    page = page_of(editor, own, filled(**text | {"facts": "[1]"}), status=422)
    assert 'id="facts-error"' in page
    assert "[1]" in page


def test_what_no_field_shows_is_kept(own, editor):
    kept = json.dumps({"audit": {"note": "原样"}})

    editor.post(f"{HERE}/{own.pk}/draft", filled(kept=kept))

    assert RuleVersion.objects.get().steps == {**rules.STEPS, "audit": {"note": "原样"}}
    page_of(editor, own, filled(kept="{", revision="1"), status=422)


def test_the_page_costs_as_many_statements_with_twenty_checks_as_with_two(own, editor):
    def cost(form: dict[str, str]) -> int:
        with CaptureQueriesContext(connection) as seen:
            page_of(editor, own, form)
        return len(seen)

    more = {}
    for number in range(2, 20):
        more |= fact(number, key="address", read="value", label=f"第{number}", name=f"c{number}")
    page_of(editor, own, filled(edit="none"))

    assert cost(filled(edit="none") | more) == cost(filled(edit="none"))

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The pages on which a step's form is filled in for several cases."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import World
from tests.workbench.desks import accepted, again, words
from yiwang.cases import selectors as cases
from yiwang.cases.models import Batch, Case, StepRecord

pytestmark = pytest.mark.django_db
CHECK, RUN = "/workbench/batches/check", "/workbench/batches/run"


@pytest.fixture
def found(world: World, handler: Client) -> list[Case]:
    made = [accepted(world) for _ in range(2)]
    for case in made:
        handler.get(f"/workbench/cases/{case.pk}")
    return [again(case) for case in made]


def tasks(found: list[Case]) -> list[str]:
    return [f"{cases.open_items(case)[0].pk}:{case.revision}" for case in found]


def second(found: list[Case], own: dict[str, str] | None = None, **changed: Any) -> dict[str, Any]:
    """Return what the second page sends; ``own`` are answers of the first case."""
    ids = [one.partition(":")[0] for one in tasks(found)]
    answers = {f"own-{ids[0]}-{name}": value for name, value in (own or {}).items()}
    answers[f"own-{ids[1]}-conclusion"] = "pass"
    sent = {
        "_form": "step-review",
        "_common": json.dumps({"conclusion": "pass", "note": "一起核对"}),
        "_differs": ["conclusion", "problems"],
        "_task": tasks(found),
        "task": tasks(found),
        "opinion": "属实。",
        "idempotency_key": uuid4().hex,
    }
    return sent | answers | changed


def test_a_form_is_filled_in_looked_over_and_done(handler: Client, found: list[Case]):
    first = words(handler.post("/workbench/tasks/together", {"task": tasks(found)}))
    typed = {"conclusion": "pass", "note": "一起核对", "_differs": ["note"], "_task": tasks(found)}
    looked = words(handler.post(CHECK, typed))
    sent = second(found, {"conclusion": "pass"})
    answer = handler.post(RUN, sent, follow=True)
    twice = handler.post(RUN, sent, follow=True)

    assert "哪几栏每件不一样？" in first
    assert 'name="conclusion"' in first
    assert looked.count("一起核对</textarea>") == 2
    assert "符合法定条件，建议准予" in looked
    assert "办成 2 件，没有办成 0 件" in words(answer)
    assert words(answer).count("一起核对") == 2
    assert answer.redirect_chain == twice.redirect_chain
    assert (Batch.objects.count(), StepRecord.objects.count()) == (1, 2)


def test_what_is_wrong_in_one_case_stands_beside_its_field_and_nothing_is_done(
    handler: Client, found: list[Case]
):
    sent = second(found, {"conclusion": "fail"})
    answer = handler.post(RUN, sent)
    start = f"own-{tasks(found)[0].partition(':')[0]}-"
    mended = handler.post(RUN, sent | {f"{start}problems": "没有场所。"}, follow=True)

    assert answer.status_code == 422
    assert f'href="#{start}field-problems"' in words(answer)
    assert f'id="{start}field-problems"' in words(answer)
    assert f"{found[0].number}：" in words(answer)
    assert sent["idempotency_key"] in words(answer)
    assert "办成 2 件" in words(mended)
    assert StepRecord.objects.get(case=found[0]).data["problems"] == "没有场所。"


def test_what_follows_from_one_answer_is_asked_though_nobody_ticked_it(
    handler: Client, found: list[Case]
):
    answer = words(handler.post(RUN, second(found, {"conclusion": "fail"}, _differs="conclusion")))

    assert '<input type="hidden" name="_differs" value="problems">' in answer
    assert '-field-problems"' in answer
    assert not Batch.objects.exists()


def test_what_is_wrong_in_all_leads_back_to_the_first_page(handler: Client, found: list[Case]):
    first = handler.post(CHECK, {"note": "说明", "_task": tasks(found)})
    later = handler.post(RUN, second(found, _common="{}", _differs="note"))
    back = handler.post(CHECK, second(found, _back="1"))
    fragment = handler.post(
        CHECK,
        {"conclusion": "fail", "_refresh": "1", "_task": tasks(found)},
        headers={"HX-Request": "true"},
    )

    for answer in (first, later):
        assert answer.status_code == 422
        assert 'href="#field-conclusion"' in words(answer)
    assert "说明</textarea>" in words(first)
    assert back.status_code == 200
    assert "一起核对</textarea>" in words(back)
    assert "属实。</textarea>" in words(back)
    assert 'id="field-problems"' in words(fragment)
    assert "<html" not in words(fragment)


@pytest.mark.parametrize(
    "changed",
    [
        {"_form": "no-such-form"},
        {"_form": "\x00"},
        {"_common": "[" * 5000},
        {"_common": '{"note": ["' + "x" * 250_000 + '"]}'},
        {"_common": '{"note": NaN}', "_differs": "nothing"},
        {"task": "x"},
        {"_common": '{"conclusion": {"a": 1}}', "_differs": ""},
    ],
    ids=["unknown", "null", "deep", "huge", "not-a-number", "no-task", "wrong-kind"],
)
def test_nonsense_does_nothing_and_is_answered(
    handler: Client, found: list[Case], changed: dict[str, Any]
):
    assert handler.post(RUN, second(found, **changed)).status_code in {302, 404, 422}
    assert handler.post(CHECK, second(found, **changed)).status_code in {200, 302, 404, 422}
    assert not StepRecord.objects.exists()


def test_who_may_not_do_the_step_finds_none_of_it(
    stranger: Client, counter: Client, found: list[Case]
):
    for client in (stranger, counter):
        assert client.post(RUN, second(found, {"conclusion": "pass"})).status_code == 302
        assert client.post(CHECK, second(found)).status_code == 302
    assert not Batch.objects.exists()

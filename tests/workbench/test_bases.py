# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Ticking the articles that decisions rest on, on the page of a case and on that of a batch."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories import World
from tests.workbench.desks import act, again, examined, words
from yiwang.cases import selectors as cases
from yiwang.cases.models import Batch, Case

pytestmark = pytest.mark.django_db
BASIS = {"law": "行政许可法", "article": "第三十四条"}


def test_all_are_ticked_and_none_is_refused_beside_the_field(world: World, approver: Client):
    case = examined(world)

    fresh = words(approver.get(f"/workbench/cases/{case.pk}"))
    none = act(approver, case, "decide", outcome="granted", bases="1")
    done = act(approver, case, "decide", outcome="granted", bases="1", **{"basis-0": "1"})

    assert 'id="basis-0" value="1" checked' in fresh
    assert none.status_code == 422
    assert 'id="decide-bases-error"' in words(none)
    assert 'id="basis-0" value="1">' in words(none)
    assert done.status_code == 302
    assert cases.decision(again(case)).bases == [BASIS]


def run(client: Client, case: Case, **fields: str) -> HttpResponse:
    (item,) = cases.open_items(case)
    task = f"{item.pk}:{case.revision}"
    sent = {"task": task, "opinion": "准予。", "idempotency_key": uuid4().hex, **fields}
    return client.post("/workbench/batches/run", sent)


def test_a_batch_takes_one_choice_and_keeps_what_was_typed(world: World, approver: Client):
    case = examined(world)
    approver.get(f"/workbench/cases/{case.pk}")
    case = again(case)
    task = str(cases.open_items(case)[0].pk)

    shown = words(approver.post("/workbench/tasks/together", {"task": [task]}))
    none = run(approver, case, bases="1")
    begun = Batch.objects.count()
    done = run(approver, case, bases="1", **{"basis-0": "1"})

    assert "这一批决定依据哪些条款" in shown
    assert none.status_code == 422
    assert 'href="#field-bases"' in words(none)
    assert "准予。" in words(none)
    assert begun == 0
    assert done.status_code == 302
    assert cases.decision(again(case)).bases == [BASIS]


def test_a_choice_that_the_item_lacks_leads_back(world: World, approver: Client):
    case = examined(world)
    approver.get(f"/workbench/cases/{case.pk}")

    answer = run(approver, again(case), bases="1", **{"basis-7": "1"})

    assert answer.status_code == 302
    assert answer["Location"] == "/workbench/"
    assert not Batch.objects.exists()

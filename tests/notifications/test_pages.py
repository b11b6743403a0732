# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings, receipts and words of messages, on the pages and over the machine interface."""

import hmac
import json
import time
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.cases.test_at_once import race
from tests.rest.calling import Caller, token_of
from yiwang.foundation.actors import Actor, ActorKind
from yiwang.foundation.errors import Forbidden
from yiwang.identity.models import Account
from yiwang.notifications import errors, kinds, planning, templating, wording
from yiwang.notifications.enums import TemplateState, Way
from yiwang.notifications.models import Dispatch, Preference, Template
from yiwang.notifications.services import send
from yiwang.notifications.templating import Written
from yiwang.organizations.enums import Right

pytestmark = pytest.mark.django_db
NEW = Written("closed", "zh-hans", "办好了", "“%(item)s”办好了（%(number)s）。")


@pytest.fixture
def account(db: None) -> Account:
    return factories.citizen_account(factories.natural_person())


def editor(*rights: Right) -> Actor:
    return Actor(
        kind=ActorKind.STAFF,
        staff_id=uuid4(),
        division_code="330000000000",
        covers_subtree=True,
        rights=frozenset(rights),
    )


def test_a_citizen_chooses_on_the_page(account: Account):
    client = Client()
    client.post("/signin", {"login": account.login, "password": factories.PASSWORD})

    assert client.get("/my/messages/settings").status_code == 200
    client.post(
        "/my/messages/settings",
        {"on": ["legal:sms"], "quiet_from": "21", "quiet_to": "7", "language": "en"},
    )

    kept = Preference.objects.get()
    assert (kept.quiet_from, kept.quiet_to, kept.language) == (21, 7, "en")
    assert "legal:sms" not in kept.off
    assert "progress:email" in kept.off
    for wrong in ("99", "-1", "x", "\u0663"):
        client.post("/my/messages/settings", {"quiet_from": wrong, "language": "en"})
    assert Preference.objects.get().quiet_from == 21
    refused = client.post("/my/messages/browsers", {"endpoint": "https://10.0.0.1/x"}, follow=True)
    assert "推送服务" in refused.content.decode()


def test_a_program_chooses_the_same(account: Account):
    caller = Caller(token_of(account))

    answer = caller.post("/messages/settings", {"off": ["hall:sms"], "is_digest": True})
    assert answer.status_code == 200
    found = json.loads(caller.get("/messages/settings").content)
    assert found["off"] == ["hall:sms"]
    assert found["is_digest"] is True
    assert caller.post("/messages/settings", {"off": ["legal:in_site"]}).status_code == 422
    bad = {"endpoint": "https://169.254.169.254/x", "public_key": "A", "secret": "A"}
    assert caller.post("/messages/browsers", bad).status_code == 422


def test_the_worker_script_is_ours_alone():
    answer = Client().get("/push-worker.js")

    assert answer["Content-Type"].startswith("text/javascript")
    assert "eval" not in answer.content.decode()


def test_a_forged_receipt_changes_nothing(account: Account, settings: LazySettings):
    settings.SMS_RECEIPT_SECRET = "s" * 32
    send(
        recipient_id=account.person_id,
        kind="closed",
        params={},
        source_key=f"t:{uuid4()}",
        at=timezone.now(),
    )
    planning.plan(at=timezone.now())
    row = Dispatch.objects.first()
    assert row is not None
    row.way, row.state = Way.SMS, "sent"
    row.save()
    body = json.dumps({"reference": str(row.pk), "is_delivered": False, "code": "UNDELIV"})

    def post(secret: str) -> int:
        seconds = int(time.time())
        mac = hmac.new(secret.encode(), f"{seconds}.{body}".encode(), "sha256").hexdigest()
        return (
            Client()
            .post(
                "/api/v1/receipts/sms",
                body,
                content_type="application/json",
                headers={"X-Yiwang-Signature": f"t={seconds},v1={mac}"},
            )
            .status_code
        )

    assert post("forged") == 401
    row.refresh_from_db()
    assert row.state == "sent"
    assert post("s" * 32) == 200
    row.refresh_from_db()
    assert (row.state, row.outcome) == ("failed", "UNDELIV")


# ── words


def test_words_are_drafted_tried_and_published_by_two(account: Account):
    writer, publisher = editor(Right.CATALOGUE_EDIT), editor(Right.CATALOGUE_PUBLISH)
    both = editor(Right.CATALOGUE_EDIT, Right.CATALOGUE_PUBLISH)
    at = timezone.now()

    assert templating.preview(NEW)[0] == "办好了"
    made = templating.draft(written=NEW, actor=writer, at=at)
    with pytest.raises(Forbidden):
        templating.publish(template_id=made.pk, actor=writer, at=at)
    own = templating.draft(written=NEW, actor=both, at=at)
    with pytest.raises(errors.TemplateBySamePerson):
        templating.publish(template_id=own.pk, actor=both, at=at)
    templating.publish(template_id=made.pk, actor=publisher, at=at)
    templating.publish(template_id=own.pk, actor=publisher, at=at)

    assert Template.objects.get(pk=made.pk).state == TemplateState.RETIRED
    title, text = wording.words("closed", {"item": "店铺", "number": "7"}, "zh-hans")
    assert (title, text) == ("办好了", "“店铺”办好了（7）。")
    wording.forget()


@pytest.mark.django_db(transaction=True)
def test_of_words_that_two_draft_and_two_publish_at_once_one_is_in_use():
    writer, publisher = editor(Right.CATALOGUE_EDIT), editor(Right.CATALOGUE_PUBLISH)
    at = timezone.now()

    def drafting():
        return templating.draft(written=NEW, actor=writer, at=at)

    def publishing(template_id):
        return lambda: templating.publish(template_id=template_id, actor=publisher, at=at)

    drafted = race(drafting, drafting, drafting)
    ids = Template.objects.order_by("version").values_list("pk", flat=True)
    published = race(*map(publishing, ids))

    assert (drafted, published) == (["done"] * 3, ["done"] * 3)
    assert set(Template.objects.values_list("version", flat=True)) == {1, 2, 3}
    assert Template.objects.filter(state=TemplateState.PUBLISHED).count() == 1
    wording.forget()


@pytest.mark.parametrize(
    "text", ["", "%(secret)s", "%s", "100%", "%(item)d", "%(item.__class__)s", "好" * 601]
)
def test_words_fill_only_what_the_kind_fills(text: str):
    with pytest.raises((errors.TemplateInvalid, Exception)) as refusal:
        templating.check(Written("closed", "zh-hans", "标题", text))
    assert refusal.value.code in {"notifications.template_invalid", "foundation.invalid_text"}


def test_a_clerk_writes_no_words():
    clerk = Actor(kind=ActorKind.STAFF, staff_id=uuid4(), rights=frozenset({Right.CASES_READ}))

    with pytest.raises(Forbidden):
        templating.draft(written=NEW, actor=clerk, at=timezone.now())
    with pytest.raises(Forbidden):
        templating.templates(clerk)
    assert len(templating.offered()) == len(kinds.KINDS)

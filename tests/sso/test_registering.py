# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A department applies, another person decides, and the system runs or does not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import staff_account
from tests.sso.parties import (
    CALLBACK,
    Office,
    Party,
    browser_of,
    party,
    userinfo,
    wish,
)
from yiwang.ledger.models import Event
from yiwang.organizations.enums import Right
from yiwang.sso import selectors, services
from yiwang.sso.errors import (
    AlreadyDecided,
    AlreadyWaiting,
    BadRegistration,
    NoSecret,
    NotYourSystem,
    OwnApplication,
    ReasonMissing,
    SystemNotFound,
)
from yiwang.sso.models import Client, Registration

AT = timezone.now()


def apply(desk: Office, **changes):
    return services.apply_for_system(
        wish=wish(**changes),
        department_id=desk.department.id,
        actor=desk.actor(desk.applicant),
        at=AT,
    )


def test_an_application_makes_no_client_until_somebody_else_approves(desk: Office):
    applied = apply(desk)
    assert not Client.objects.exists()

    with pytest.raises(OwnApplication):
        services.approve_system(registration_id=applied.id, actor=desk.actor(desk.applicant), at=AT)
    client = services.approve_system(
        registration_id=applied.id, actor=desk.actor(desk.reviewer), at=AT
    )

    assert client.state == "active"
    assert client.secret_hash is None
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"sso.system_applied", "sso.system_reviewed", "sso.system_changed"} <= kinds


def test_the_database_refuses_a_decision_by_the_applicant(desk: Office):
    applied = apply(desk)

    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=applied.id).update(decided_by=desk.applicant)


def test_another_department_sees_and_decides_nothing(desk: Office):
    applied, outsider = apply(desk), desk.actor(desk.outsider)

    with pytest.raises(SystemNotFound):
        services.approve_system(registration_id=applied.id, actor=outsider, at=AT)
    with pytest.raises(NotYourSystem):
        services.apply_for_system(
            wish=wish(), department_id=desk.department.id, actor=outsider, at=AT
        )
    assert selectors.applications(outsider) == []
    assert len(selectors.applications(desk.actor(desk.reviewer))) == 1


def test_staff_without_the_right_cannot_apply(desk: Office):
    clerk = staff_account(desk.department, rights={Right.CASES_READ})

    with pytest.raises(NotYourSystem):
        services.apply_for_system(
            wish=wish(), department_id=desk.department.id, actor=desk.actor(clerk), at=AT
        )


def test_the_administrator_of_security_reviews_but_does_not_run_systems(desk: Office):
    guard = staff_account(desk.department, rights={Right.SECURITY_MANAGE})
    applied, actor = apply(desk), desk.actor(guard)

    page = browser_of(guard).get("/workbench/systems").content.decode()
    assert "不动产登记系统" in page
    assert "/workbench/systems/new" not in page
    client = services.approve_system(registration_id=applied.id, actor=actor, at=AT)
    with pytest.raises(SystemNotFound):
        services.issue_secret(client_id=client.client_id, actor=actor, at=AT)
    with pytest.raises(NotYourSystem):
        services.apply_for_system(wish=wish(), department_id=desk.department.id, actor=actor, at=AT)


def test_a_refusal_says_why_and_is_final(desk: Office):
    applied, reviewer = apply(desk), desk.actor(desk.reviewer)

    with pytest.raises(ReasonMissing):
        services.refuse_system(registration_id=applied.id, note=" ", actor=reviewer, at=AT)
    services.refuse_system(registration_id=applied.id, note="理由不足", actor=reviewer, at=AT)

    with pytest.raises(AlreadyDecided):
        services.approve_system(registration_id=applied.id, actor=reviewer, at=AT)
    with pytest.raises(AlreadyDecided):
        services.withdraw_application(
            registration_id=applied.id, actor=desk.actor(desk.applicant), at=AT
        )


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"name": ""}, "/name"),
        ({"name": "字" * 61}, "/name"),
        ({"purpose": "  "}, "/purpose"),
        ({"audience": "everybody"}, "/audience"),
        ({"algorithm": "HS256"}, "/algorithm"),
        ({"algorithm": "none"}, "/algorithm"),
        ({"client_type": "magic"}, "/client_type"),
        ({"redirect_uris": ()}, "/redirect_uris"),
        ({"redirect_uris": ("http://rp.example/cb",)}, "/redirect_uris"),
        ({"redirect_uris": ("https://rp.example/cb#x",)}, "/redirect_uris"),
        ({"redirect_uris": ("https://u:p@rp.example/cb",)}, "/redirect_uris"),
        ({"redirect_uris": ("https://*.example/cb",)}, "/redirect_uris"),
        ({"redirect_uris": ("https://rp.example/../cb",)}, "/redirect_uris"),
        ({"redirect_uris": ("https://rp.example/%2e%2e/cb",)}, "/redirect_uris"),
        ({"redirect_uris": ("javascript:alert(1)",)}, "/redirect_uris"),
        ({"redirect_uris": ("https://rp.example:99999/",)}, "/redirect_uris"),
        ({"redirect_uris": ("https://例子.example/cb",)}, "/redirect_uris"),
        ({"logout_uri": "ftp://rp.example"}, "/logout_uri"),
        ({"start_uri": "data:text/html,x"}, "/start_uri"),
        ({"scopes": ("openid", "staff")}, "/scopes"),
        ({"scopes": ("openid", "phone"), "reasons": {}}, "/reasons/phone"),
        ({"least_assurance": 9}, "/least_assurance"),
    ],
)
def test_what_is_wrong_in_an_application_is_named(desk: Office, changes: dict, place: str):
    with pytest.raises(BadRegistration) as refusal:
        apply(desk, **changes)

    assert place in {error.path for error in refusal.value.errors}


def test_plain_http_is_for_development_on_this_machine_only(desk: Office, settings: LazySettings):
    assert apply(desk, redirect_uris=("http://127.0.0.1:4000/cb",))
    settings.SSO_ALLOWS_LOOPBACK = False

    with pytest.raises(BadRegistration):
        apply(desk, redirect_uris=("http://127.0.0.1:4000/cb",))


def test_a_change_is_reviewed_like_a_new_system_and_keeps_who_people_are(
    desk: Office, registry: Party
):
    browser = browser_of(desk.citizen)
    before = userinfo(registry.sign_in(browser)["access_token"]).json()["sub"]
    applied = services.apply_for_system(
        wish=wish(redirect_uris=(CALLBACK, "https://new.example/cb"), name="新名字"),
        department_id=uuid4(),
        client_id=registry.client.client_id,
        actor=desk.actor(desk.applicant),
        at=AT,
    )
    with pytest.raises(AlreadyWaiting):
        services.apply_for_system(
            wish=wish(),
            department_id=uuid4(),
            client_id=registry.client.client_id,
            actor=desk.actor(desk.applicant),
            at=AT,
        )
    assert Client.objects.get().name == "不动产登记系统"

    services.approve_system(registration_id=applied.id, actor=desk.actor(desk.reviewer), at=AT)

    assert Client.objects.get().name == "新名字"
    assert userinfo(registry.sign_in(browser)["access_token"]).json()["sub"] == before


def test_an_old_secret_works_until_the_overlap_ends(desk: Office, registry: Party):
    old = registry.secret
    made = services.issue_secret(
        client_id=registry.client.client_id, actor=desk.actor(desk.applicant), at=timezone.now()
    )
    browser = browser_of(desk.citizen)
    assert "access_token" in registry.sign_in(browser)
    registry.secret = made.secret
    assert "access_token" in registry.sign_in(browser)

    Client.objects.update(old_secret_until=timezone.now() - timedelta(seconds=1))
    registry.secret = old
    assert registry.exchange(registry.code(browser)).status_code == 401


def test_a_secret_without_overlap_ends_the_old_one_at_once(desk: Office, registry: Party):
    services.issue_secret(
        client_id=registry.client.client_id,
        overlap_hours=0,
        actor=desk.actor(desk.applicant),
        at=timezone.now(),
    )

    assert registry.exchange(registry.code(browser_of(desk.citizen))).status_code == 401


def test_a_program_on_a_device_gets_no_secret(desk: Office):
    client = party(desk, client_type="public")

    with pytest.raises(NoSecret):
        services.issue_secret(
            client_id=client.client.client_id, actor=desk.actor(desk.applicant), at=AT
        )


def test_a_suspended_system_comes_back(desk: Office, registry: Party):
    actor = desk.actor(desk.applicant)
    with pytest.raises(ReasonMissing):
        services.suspend_system(client_id=registry.client.client_id, reason="", actor=actor, at=AT)
    services.suspend_system(client_id=registry.client.client_id, reason="演练", actor=actor, at=AT)
    assert registry.ask(browser_of(desk.citizen)).status_code == 400

    services.resume_system(client_id=registry.client.client_id, actor=actor, at=AT)

    assert registry.ask(browser_of(desk.citizen)).status_code == 200


# ── the pages


FORM = {
    "name": "排污许可系统",
    "purpose": "在线申领排污许可证",
    "contact_name": "李工",
    "contact_phone": "0571-88881111",
    "audience": "citizen",
    "client_type": "confidential",
    "algorithm": "ES256",
    "least_assurance": "1",
    "redirect_uris": "https://pw.example/cb\nhttps://pw.example/cb2",
    "post_logout_redirect_uris": "",
    "logout_uri": "",
    "start_uri": "",
    "scopes": ["profile", "phone"],
    "reason_profile": "显示登录人",
    "reason_phone": "通知进度",
}


def test_a_system_is_registered_run_and_watched_on_pages(desk: Office):
    applicant, reviewer = browser_of(desk.applicant), browser_of(desk.reviewer)

    sent = applicant.post("/workbench/systems/new", FORM)
    assert sent.status_code == 302, sent.content.decode()
    own = applicant.get(sent.headers["Location"]).content.decode()
    assert "通过并启用" not in own
    assert "撤回申请" in own
    assert "通知进度" in reviewer.get(sent.headers["Location"]).content.decode()
    reviewer.post(f"{sent.headers['Location']}/decide", {"decision": "approve", "note": ""})

    client = Client.objects.get()
    assert client.scopes == ["openid", "phone", "profile"]
    assert client.redirect_uris.split() == ["https://pw.example/cb", "https://pw.example/cb2"]
    here = f"/workbench/systems/{client.client_id}"
    assert "排污许可系统" in applicant.get("/workbench/systems").content.decode()
    shown = applicant.post(f"{here}/secret", {"overlap_hours": "0"})
    assert "client_secret" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert "还没有" in applicant.get(here).content.decode()
    assert applicant.get(f"{here}/test").status_code == 200
    assert applicant.get(f"{here}/change").status_code == 200
    applicant.post(f"{here}/switch", {"to": "suspended", "reason": "演练"})
    assert "停用理由：演练" in applicant.get(here).content.decode()
    applicant.post(f"{here}/switch", {"to": "active"})
    assert Client.objects.get().state == "active"


def test_a_wrong_form_comes_back_with_what_was_typed(desk: Office):
    page = browser_of(desk.applicant).post(
        "/workbench/systems/new", FORM | {"redirect_uris": "http://pw.example/cb"}
    )

    text = page.content.decode()
    assert page.status_code == 422
    assert "必须是 https:// 开头的地址。" in text
    assert "在线申领排污许可证" in text


@pytest.mark.parametrize("path", ["", "/new", "/{id}", "/{id}/change", "/{id}/test"])
def test_the_pages_are_for_those_who_manage_systems(desk: Office, registry: Party, path: str):
    place = "/workbench/systems" + path.format(id=registry.client.client_id)
    clerk = browser_of(staff_account(desk.department, rights={Right.CASES_READ}))

    assert clerk.get(place).status_code in {403, 404}
    assert browser_of().get(place).status_code == 302


def test_another_department_s_pages_are_not_there(desk: Office, registry: Party):
    outsider = browser_of(desk.outsider)
    here = f"/workbench/systems/{registry.client.client_id}"

    assert outsider.get(here).status_code == 404
    outsider.post(f"{here}/switch", {"to": "suspended", "reason": "x"})
    outsider.post(f"{here}/secret", {"overlap_hours": "0"})
    assert Client.objects.get().state == "active"
    assert registry.exchange(registry.code(browser_of(desk.citizen))).status_code == 200


def test_failures_are_counted_with_their_reasons(desk: Office, registry: Party):
    browser = browser_of(desk.citizen)
    registry.ask(browser, scope="openid phone")
    registry.post("/openid/token", grant_type="refresh_token", refresh_token="x")

    page = browser_of(desk.applicant).get(f"/workbench/systems/{registry.client.client_id}")

    text = page.content.decode()
    assert "超出批准的范围" in text
    assert "授权码或刷新令牌无效" in text


def test_a_logout_can_be_tried(desk: Office, registry: Party):
    here = f"/workbench/systems/{registry.client.client_id}/test"

    answer = browser_of(desk.applicant).post(f"{here}/logout")

    assert answer.headers["Location"].endswith(("sent=unreachable", "sent=forbidden_address"))
    assert Event.objects.filter(kind="sso.logout_tested").exists()

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A mandate from both sides: given, used, seen, revoked, refused."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import factories
from tests.documents import makers
from tests.journeys.conftest import Open
from tests.journeys.test_portal_pages import faults
from yiwang.cases.models import Case
from yiwang.identity import services
from yiwang.identity.models import Account, NaturalPerson
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.ledger import services as ledger

pytestmark = pytest.mark.browser


def signed_in(opened: Open, account: Account, path: str, **look: object) -> Page:
    page = opened(f"/signin?next={path}", **look)
    page.get_by_label("账号").first.fill(account.login)
    page.get_by_label("密码").first.fill(factories.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(f"**{path}")
    return page


def number_of(account: Account) -> str:
    person = NaturalPerson.objects.get(pk=account.person_id)
    return RESIDENT_ID.open(person.resident_id_cipher, person.id)


def give(page: Page, agent: Account) -> None:
    page.get_by_label("个人的姓名").fill("李大山")
    page.get_by_label("个人的公民身份号码").fill(number_of(agent))
    page.get_by_label("找事项").fill("店铺登记")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("checkbox", name="店铺登记").first.check()
    page.get_by_role("button", name="下一步：看委托书全文").click()
    page.get_by_label("我已读过委托书全文").check()
    page.get_by_label("再输一次登录密码").fill(factories.PASSWORD)
    page.get_by_role("button", name="签署委托书").click()


def begin(page: Page, world: factories.World) -> None:
    page.goto(f"/apply/{world.shop.version_id}?step=2")
    page.get_by_label("姓名").fill("张小云")
    page.get_by_label("手机号码").fill("13800001234")
    page.get_by_role("radio", name="店铺").check()
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_label("上传“场所证明”").set_input_files(
        {"name": "合同.pdf", "mimeType": "application/pdf", "buffer": makers.pdf()}
    )
    expect(page.locator("#material-lease .yw-file-name")).to_have_text("合同.pdf")
    page.get_by_role("link", name="下一步，核对").click()
    page.get_by_label("我保证所填内容").check()


def test_a_mandate_is_given_used_seen_revoked_and_then_refused(
    opened: Open, world: factories.World
) -> None:
    principal = signed_in(opened, world.citizen, "/my/mandates/new")
    give(principal, world.neighbour)
    expect(principal.get_by_text("委托书已经签署")).to_be_visible()
    mandate = principal.url.rsplit("/", 1)[1]

    agent = signed_in(opened, world.neighbour, f"/my/mandates/{mandate}")
    agent.get_by_role("button", name="接受委托").click()
    agent.get_by_role("button", name="开始代办").click()
    expect(agent.get_by_text("为 张小云").first).to_be_visible()
    begin(agent, world)
    agent.get_by_role("button", name="提交申请").click()
    agent.wait_for_url("**/receipt")

    case = Case.objects.get()
    ledger.settle()
    principal.goto(f"/my/mandates/{mandate}")
    expect(principal.get_by_text(case.number)).to_be_visible()
    principal.goto("/my/messages")
    expect(principal.get_by_text("代办人为您办了一步").first).to_be_visible()

    begin(agent, world)
    services.end_mandate(
        mandate_id=case.mandate_id, actor=world.actor(world.citizen), at=timezone.now()
    )
    agent.get_by_role("button", name="提交申请").click()
    expect(agent.get_by_text("您代办的授权已经结束")).to_be_visible()
    assert Case.objects.count() == 1


LOOKS: dict[str, dict[str, object]] = {
    "desk": {"width": 1280},
    "phone in the dark": {"width": 390, "dark": True},
}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_the_pages_of_identity(
    opened: Open, world: factories.World, look: str
) -> None:
    page = signed_in(opened, world.citizen, "/my/identity", **LOOKS[look])

    for path in (
        "/my/identity",
        "/my/assurance?needs=3&next=/my",
        "/my/mandates",
        "/my/mandates/new",
        "/my/firms",
        f"/my/firms/{world.firm.id}",
        "/my/wards",
    ):
        page.goto(path)
        assert faults(page) == [], path
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        assert not wide, path

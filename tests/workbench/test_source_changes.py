# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Registering a source over HTTP by two people, trying it, and letting it be asked."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from operations import provider
from tests.factories import World, staff_account
from tests.identity import factories as people
from tests.sharing.providers import serving
from tests.sharing.world import SYSTEM, number_of, query
from tests.sharing.world import source as other_source
from tests.workbench.desks import at_desk, words
from yiwang.ledger.models import Event
from yiwang.organizations.enums import StandardPost
from yiwang.sharing import services
from yiwang.sharing.enums import SwitchState
from yiwang.sharing.models import DataSource, SourceChange

pytestmark = pytest.mark.django_db
HERE, CHANGES = "/workbench/sources", "/workbench/source-changes"
TYPED = {
    "code": "housing",
    "name": "不动产登记",
    "provider": "自然资源部门",
    "address": "https://data.example/yiwang/",
    "subject": "natural",
    "fields": "place | 坐落\nregistered_on | 登记日期 | 日期 | Registered on\nsize | 面积 | 整数",
    "evidence_types": "L0099",
    "purpose_text": "核对不动产，免交不动产权证",
    "legal_basis": "《不动产登记暂行条例》",
    "milliseconds": "1500",
    "keeping_days": "1",
    "validity_days": "30",
    "correction_days": "10",
    "reason": "接入不动产登记。",
}


@pytest.fixture
def two(world: World) -> tuple[Client, Client]:
    """Return two who keep the connections to other systems."""
    at = timezone.now()
    accounts = [
        staff_account(world.department, StandardPost.ADMINISTRATOR, at=at) for _each in range(2)
    ]
    return at_desk(accounts[0]), at_desk(accounts[1])


def send(client: Client, place: str, **fields: str):
    return client.post(place, {"idempotency_key": uuid4().hex, **fields}, follow=True)


def key_in(page) -> str:
    found = re.search(r"\b[0-9a-f]{64}\b", page.content.decode())
    return found.group() if found else ""


def test_two_register_a_source_try_it_and_let_it_be_asked(two: tuple[Client, Client]):
    first, second = two
    number, person = people.unused_number(), people.person()
    values = {"place": "文三路1号", "registered_on": "2019-03-01", "size": 89}
    theirs = provider.Provider(
        [], {"housing": {number: {"values": values}}}, {"housing": frozenset(values)}
    )
    with serving(theirs) as address:
        made = first.post(f"{HERE}/new", TYPED | {"address": address})
        key = key_in(made)
        theirs.keys = [bytes.fromhex(key)]
        change = SourceChange.objects.get()
        place = f"{CHANGES}/{change.pk}"
        later = first.get(place)
        own = words(send(first, f"{place}/decide", answer="agree"))
        assert not DataSource.objects.exists()
        agreed = words(send(second, f"{place}/decide", answer="agree"))
        off = services.ask("housing", query=query(person.id), actor=SYSTEM, at=timezone.now())
        trial = words(first.post(f"{HERE}/housing/trial", {"name": "测试", "number": number}))
        send(first, f"{HERE}/housing/switches", is_on="1", reason="试查通过。")
        (switch,) = DataSource.objects.get().switches.all()
        send(second, f"{HERE}/housing/switches/{switch.pk}", answer="agree")
        on = services.ask("housing", query=query(person.id), actor=SYSTEM, at=timezone.now())

    assert len(key) == 64
    assert key_in(later) == ""
    assert "不能自己复核" in own
    assert "已生效" in agreed
    assert off.trouble == "off"
    assert "文三路1号" in trial
    assert "2019年3月1日" in trial
    assert on.outcome == "not_found"
    source = DataSource.objects.get()
    assert (source.name, source.milliseconds, source.is_on) == ("不动产登记", 1500, True)
    assert key.encode() not in bytes(source.key_cipher)
    assert SourceChange.objects.get().key_cipher is None
    assert all(key not in str(one.payload) for one in Event.objects.all())
    tried = [one for one in theirs.asked if one["is_test"]]
    assert [one["subject"]["number"] for one in tried] == [number]


def test_a_source_is_described_otherwise_and_gets_a_new_key_only_when_two_want_it(
    two: tuple[Client, Client],
):
    first, second = two
    first.post(f"{HERE}/new", TYPED)
    send(second, f"{CHANGES}/{SourceChange.objects.get().pk}/decide", answer="agree")
    before = bytes(DataSource.objects.get().key_cipher)

    form = first.get(f"{HERE}/housing/change")
    plain = first.post(f"{HERE}/housing/change", TYPED | {"name": "不动产", "code": "else"})
    change = SourceChange.objects.get(state=SwitchState.WAITING)
    page = words(second.get(f"{CHANGES}/{change.pk}"))
    refused = words(send(second, f"{CHANGES}/{change.pk}/decide", answer="refuse"))
    send(second, f"{CHANGES}/{change.pk}/decide", answer="refuse", note="名称不规范。")
    after_refusal = DataSource.objects.get().name
    renewed = first.post(f"{HERE}/housing/change", TYPED | {"with_new_key": "1"})
    double = first.post(f"{HERE}/housing/change", TYPED)
    change = SourceChange.objects.get(state=SwitchState.WAITING)
    send(second, f"{CHANGES}/{change.pk}/decide", answer="agree")
    again = words(send(second, f"{CHANGES}/{change.pk}/decide", answer="withdraw"))

    assert 'value="不动产登记"' in form.content.decode()
    assert key_in(plain) == ""
    assert "现在是：不动产登记" in page
    assert "请写明理由" in refused
    assert after_refusal == "不动产登记"
    assert len(key_in(renewed)) == 64
    assert double.status_code == 422
    assert "已有一次登记申请" in words(double)
    assert "已经处理过了" in again
    assert bytes(DataSource.objects.get().key_cipher) != before


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": "New Source"}, "代码用小写字母开头"),
        ({"code": "new"}, "代码用小写字母开头"),
        ({"address": "http://data.example/x"}, "必须使用 https"),
        ({"address": "ftp://data.example/x"}, "以 https:// 开头"),
        ({"address": "https://u:p@data.example/x"}, "不能有账号"),
        ({"address": "https://data.example/a/../b"}, "不能有点段"),
        ({"address": "https://data.example:99999999/"}, "写法不对"),
        ({"fields": ""}, "请登记 1 到 50 个数据项"),
        ({"fields": "a | 甲\na | 乙"}, "写了两次"),
        ({"fields": "a | 甲 | 颜色"}, "类型是文字"),
        ({"fields": "a"}, "写一个不超过 40 字的名称"),
        ({"evidence_types": "户口簿"}, "例如 L0025"),
        ({"evidence_types": "L0025"}, "材料 L0025 已由“户籍登记”证明"),
        ({"milliseconds": "60000"}, "请填 100 到 10000"),
        ({"legal_basis": " "}, "请填写这一项"),
        ({"name": "x\0"}, "不能使用"),
        ({"subject": "animal"}, "请选择自然人或者法人"),
        ({"reason": ""}, "请写明理由"),
    ],
)
def test_a_description_with_a_mistake_says_where(
    two: tuple[Client, Client], changes: dict[str, str], sentence: str
):
    other_source()

    answer = two[0].post(f"{HERE}/new", TYPED | changes)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not SourceChange.objects.exists()


def test_nobody_else_registers_or_tries_and_nobody_who_exists_is_tried_with(
    world: World, two: tuple[Client, Client]
):
    clerk = at_desk(world.staff[StandardPost.COUNTER])
    other_source()
    person = people.person()
    with_http = DataSource.objects.create(
        code="housing",
        name="不动产登记",
        provider="自然资源部门",
        connector="http",
        address="http://127.0.0.1:9/x",
        fields=[{"key": "place", "label": "坐落"}],
        purpose_text="核对",
        legal_basis="条例",
    )

    assert clerk.get(f"{HERE}/new").status_code == 403
    assert clerk.post(f"{HERE}/new", TYPED).status_code == 403
    assert clerk.post(f"{HERE}/housing/trial", {}).status_code == 403
    assert clerk.get(f"{CHANGES}/{uuid4()}").status_code == 403
    for name, number in [
        ("张三", "330106199003070017"),
        ("张三", "1"),
        ("张三", "9" * 500),
        ("", number_of(person)),
    ]:
        refused = two[0].post(f"{HERE}/housing/trial", {"name": name, "number": number})
        assert refused.status_code == 422
    other = two[0].post(f"{HERE}/household/trial", {"name": "张三", "number": number_of(person)})
    none = two[0].post(f"{HERE}/nowhere/trial", {"name": "张三", "number": number_of(person)})
    keyless = words(
        two[0].post(f"{HERE}/housing/trial", {"name": "张三", "number": number_of(person)})
    )
    with_http.refresh_from_db()

    assert "不是通过网络接口查询的" in words(other)
    assert none.status_code == 404
    assert "没有登记密钥" in keyless
    assert with_http.failures == 0
    assert timezone.now() - timedelta(minutes=1) < Event.objects.latest("id").at

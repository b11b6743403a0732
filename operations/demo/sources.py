# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A source over HTTP with what waits for it, and providers who answered or let their time go by.

Its provider is ``python -m operations.provider --demonstration``; see the protocol's page.
"""

from contextlib import suppress
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from operations.demo import spared as stories
from operations.loading import Tick
from yiwang.cases.models import Case, EvidenceDoubt, Finding
from yiwang.cases.services import spared
from yiwang.cases.spared.enums import FORM
from yiwang.catalogue.errors import ItemNotOpen
from yiwang.foundation.actors import Actor
from yiwang.identity import selectors as identity
from yiwang.identity.models import Account
from yiwang.ledger import services as ledger
from yiwang.sharing import services as sharing
from yiwang.sharing.enums import CorrectionResult
from yiwang.sharing.models import DataSource

HOUSING = "housing_register"
KEY = b"only for the demonstration, see?"
"""What signs between the demonstration and its provider; both are on one machine."""
WRONG = "户主已于今年变更，登记的关系可能没有更新，请核对。"
LATE = "查到的与户主关系和申请人所说的不同，请核对。"
SILENT = "申请人说的户籍地址和查到的不一致，请核对。"
DESCRIPTION = sharing.Description(
    code=HOUSING,
    name="不动产登记",
    name_en="Real estate register",
    provider="自然资源部门",
    provider_en="Natural resources",
    address="http://127.0.0.1:8790/yiwang",
    fields=[
        sharing.FieldDescription("place", "坐落", "Place"),
        sharing.FieldDescription("size", "建筑面积（平方米）", "Floor area (m²)", "number"),
        sharing.FieldDescription("registered_on", "登记日期", "Registered on", "date"),
    ],
    purpose_text="核对不动产登记，免交不动产权证",
    purpose_text_en="Checking the real estate register, so that no certificate is needed",
    legal_basis="《不动产登记暂行条例》第二十七条；《政务数据共享条例》",
    milliseconds=1500,
)
WISHED = sharing.Description(
    code="vehicle_register",
    name="机动车登记",
    name_en="Vehicle register",
    provider="公安部门",
    provider_en="Public security",
    address="https://vehicles.data.example/yiwang",
    fields=[
        sharing.FieldDescription("plate", "号牌号码", "Plate"),
        sharing.FieldDescription("registered_on", "登记日期", "Registered on", "date"),
    ],
    purpose_text="核对机动车登记，免交行驶证",
    purpose_text_en="Checking the vehicle register, so that no vehicle licence is needed",
    legal_basis="《道路交通安全法》第九条；《政务数据共享条例》",
)


def known(place: int) -> dict[str, object]:
    """Return what the provider knows of the person at a place of the list of people."""
    return {
        "place": f"杭州市西湖区文三路 {1 + place} 号",
        "size": 60 + 7 * (place % 9),
        "registered_on": (date(2011, 3, 1) + timedelta(days=97 * place)).isoformat(),
    }


def load(tick: Tick, *, at: datetime) -> int:
    """Register the source, leave a switch and a proposal waiting, and let providers answer."""
    made = 0 if DataSource.objects.filter(pk=HOUSING).exists() else _registered(at)
    tick(1, 2)
    for reason, tell in ((WRONG, _answered), (SILENT, _overdue), (LATE, _answered_late)):
        if EvidenceDoubt.objects.filter(reason=reason).exists():
            continue
        with suppress(ItemNotOpen):  # an older installation, whose lists do not offer it yet
            made += tell(at)
    ledger.settle()
    tick(2, 2)
    return made


@transaction.atomic
def _registered(at: datetime) -> int:
    first, second = _actor("xihu-sysadmin"), _actor("sysadmin")
    made = sharing.propose_source(
        description=DESCRIPTION,
        is_new=True,
        reason="不动产登记系统已按接口规范改造。",
        actor=first,
        at=at - timedelta(days=3),
    )
    sharing.decide_source_change(
        change_id=made.change.pk, is_agreed=True, actor=second, at=at - timedelta(days=2)
    )
    sharing.load_demonstration_key(code=HOUSING, key=KEY.hex())
    sharing.propose_switch(
        code=HOUSING,
        is_on=True,
        reason="试查通过，申请启用。",
        effective_at=None,
        actor=first,
        at=at - timedelta(hours=5),
    )
    sharing.propose_source(
        description=WISHED,
        is_new=True,
        reason="为免交行驶证接入机动车登记。",
        actor=first,
        at=at - timedelta(hours=4),
    )
    return 2


def _answered(at: datetime) -> int:
    """Let the register find that it was wrong: the case's form is looked up anew."""
    case = stories.applied("zhangyf", _passport(), at - timedelta(days=3))
    asked = _doubted(case, at - timedelta(days=2, hours=20), WRONG)
    sharing.answer_correction(
        correction_id=asked,
        result=CorrectionResult.CORRECTED,
        answer="经核对，与户主关系登记有误，已更正。",
        actor=_actor("ga-handler"),
        at=at - timedelta(days=1),
    )
    return 1


def _overdue(at: datetime) -> int:
    """Let a provider say nothing until its time is over."""
    case = stories.applied("zhangyf", _passport(), at - timedelta(days=18))
    _doubted(case, at - timedelta(days=17), SILENT)
    sharing.note_overdue(at=at)
    return 1


def _answered_late(at: datetime) -> int:
    """Let the register answer after the decision: whether it still stands is to be looked at."""
    case = stories.applied("zhangyf", _passport(), at - timedelta(days=6))
    asked = _doubted(case, at - timedelta(days=5, hours=20), LATE)
    stories.conclude(case, "ga", _actor("zhangyf"), at - timedelta(days=5))
    sharing.answer_correction(
        correction_id=asked,
        result=CorrectionResult.CORRECTED,
        answer="经核对，与户主关系登记有误，已更正。",
        actor=_actor("ga-handler"),
        at=at - timedelta(hours=20),
    )
    return 1


def _passport() -> stories.Wish:
    return stories.Wish(stories.PASSPORT, {"kind": "first"})


def _doubted(case: Case, at: datetime, reason: str) -> UUID:
    stories.accept(case, "ga", at - timedelta(hours=1))
    sheet = Finding.objects.get(case=case, requirement_key=FORM, source_code="household")
    made = spared.doubt_finding(
        case_id=case.pk, finding_id=sheet.pk, reason=reason, actor=_actor("ga-handler"), at=at
    )
    return made.correction_id


def _actor(login: str) -> Actor:
    return identity.actor_for_account(Account.objects.get(login=login).pk)

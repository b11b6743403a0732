# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A source, somebody it knows, and questions about them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.identity import factories
from yiwang.foundation.actors import Actor, ActorKind, system_actor
from yiwang.identity.models import NaturalPerson
from yiwang.identity.numbers import RESIDENT_ID
from yiwang.sharing import services
from yiwang.sharing.models import DataSource

MORNING = datetime(2026, 11, 26, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
SYSTEM = system_actor("tests")
HOUSEHOLD = "household"
FIELDS = [
    {"key": "address", "label": "户籍地址", "label_en": "Household address", "kind": "address"},
    {"key": "moved_in_on", "label": "迁入日期", "kind": "date"},
    {"key": "members", "label": "户内人数", "kind": "number"},
    {"key": "relation", "label": "与户主关系"},
]
VALUES = {
    "address": {"division": "330106000000", "detail": "文三路1号"},
    "moved_in_on": "2001-05-01",
    "members": 3,
    "relation": "户主",
}


def source(code: str = HOUSEHOLD, **changes: Any) -> DataSource:
    """Describe a source."""
    services.load_sources(
        [
            {
                "code": code,
                "name": "户籍登记",
                "provider": "公安部门",
                "connector": "demonstration",
                "fields": FIELDS,
                "evidence_types": ["L0025"],
                "purpose_text": "核对户籍，免交户口簿",
                "legal_basis": "户口登记条例",
                "is_demonstration": True,
                **changes,
            }
        ]
    )
    return DataSource.objects.get(pk=code)


def number_of(person: NaturalPerson) -> str:
    return RESIDENT_ID.open(person.resident_id_cipher, person.id)


def knows(person: NaturalPerson, code: str = HOUSEHOLD, **changes: Any) -> None:
    """Let a source know somebody."""
    known = {"values": VALUES, "as_of": date(2026, 11, 1), **changes}
    services.load_demonstration([services.Record(code, number_of(person), **known)])


def query(person_id: UUID, **changes: Any) -> services.Query:
    return services.Query(**{"subject_id": person_id, "purpose": "evidence_lookup", **changes})


def citizen(person: NaturalPerson) -> Actor:
    account = factories.citizen_account(person)
    return Actor(ActorKind.CITIZEN, account_id=account.id, person_id=person.id, assurance=2)

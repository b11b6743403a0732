# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Whatever one sends, fitting the description or not, the answer is one that it describes."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from config.wsgi import application
from tests.documents import makers
from tests.factories import World, staff_account, submitted_case
from tests.rest.calling import token_of
from yiwang.cases.models import WorkItem
from yiwang.organizations.enums import ADMIN_RIGHTS, DEFINING_RIGHTS, Right
from yiwang.rest.description import BINARY

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    # Schemathesis reads an answer that streams and leaves it open.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

NOT_PROMISED = [positive_data_acceptance]
"""A request of the right shape may be refused all the same."""
REFUSALS = ["4xx", "5xx"]
"""How a request of a wrong shape is answered; what is too long may be too large (413) as well."""

FILES = st.sampled_from([makers.pdf(), makers.png(), makers.jpeg(), b"%PDF-", b"PK\3\4", b""])
schemathesis.openapi.media_type(
    "application/octet-stream", FILES | st.binary(max_size=100), aliases=list(BINARY)
)
described = schemathesis.openapi.from_wsgi(
    "/api/openapi.json",
    application,
    config=SchemathesisConfig.from_dict(
        {
            "generation": {"deterministic": True},
            "phases": {"stateful": {"enabled": False}},
            "checks": {"negative_data_rejection": {"expected-statuses": REFUSALS}},
        }
    ),
)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the server's end of a request from closing the test's own connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def tokens(world: World) -> dict[str, Iterator[str]]:
    """Return tokens by audience, of staff in turn: no post may have all rights together."""
    apart = [set(rights) for rights in ADMIN_RIGHTS.values()]
    business = set(Right).difference(*DEFINING_RIGHTS.values())
    staff = [staff_account(world.department, rights=rights) for rights in (business, *apart)]
    return {
        "citizen": cycle([token_of(world.citizen)]),
        "staff": cycle([token_of(account) for account in staff]),
        "client": cycle([token_of(world.client)]),
    }


@pytest.fixture
def known(world: World) -> dict[str, str]:
    """Return ids of what there is, by the parameter that takes them."""
    case = submitted_case(world)
    return {
        "case_id": str(case.pk),
        "version_id": str(world.shop.version_id),
        "department_id": str(world.department.id),
        "work_item_id": str(WorkItem.objects.get(case=case).pk),
        "file_id": str(case.materials.get().file_id),
    }


@described.parametrize()
@settings(
    max_examples=10,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_that_the_description_knows(
    case: Any, tokens: dict[str, Iterator[str]], known: dict[str, str]
) -> None:
    _point_at_what_there_is(case, known)
    for audience in case.operation.definition.raw["x-audience"]:
        token = next(tokens[audience]) if audience in tokens else ""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        case.call_and_validate(headers=headers, excluded_checks=NOT_PROMISED)


def _point_at_what_there_is(case: Any, known: dict[str, str]) -> None:
    """Replace every second made-up id by that of something real."""
    for name, value in (case.path_parameters or {}).items():
        if name in known and _is_uuid(value) and UUID(value).int % 2:
            case.path_parameters[name] = known[name]


def _is_uuid(value: object) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True

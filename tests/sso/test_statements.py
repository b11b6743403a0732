# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""The endpoints that programs call ask the database little, and their statements fit the models."""

import pytest
from django.test import Client as Browser
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.sso.parties import Office, Party, browser_of
from yiwang.sso.protocol import tokens


@pytest.fixture
def signed_in(desk: Office, registry: Party) -> dict:
    return registry.sign_in(browser_of(desk.citizen))


def test_userinfo_takes_one_statement(
    signed_in: dict, django_assert_num_queries: DjangoAssertNumQueries
):
    with django_assert_num_queries(1):
        Browser().get(
            "/openid/userinfo", headers={"Authorization": f"Bearer {signed_in['access_token']}"}
        )


def test_a_refresh_takes_three_statements_in_one_transaction(
    registry: Party, signed_in: dict, django_assert_num_queries: DjangoAssertNumQueries
):
    with django_assert_num_queries(5) as captured:
        registry.refresh(signed_in["refresh_token"])

    savepoints = [query for query in captured.captured_queries if "SAVEPOINT" in query["sql"]]
    assert len(savepoints) == 2  # the transaction of the request, inside the test's own


def test_what_a_token_is_for_is_read_as_it_was_written(
    desk: Office, registry: Party, signed_in: dict
):

    found = tokens.bearer(signed_in["access_token"], at=timezone.now())

    assert found is not None
    assert found.account_id == desk.citizen.id
    assert found.person_id == desk.citizen.person_id
    assert found.client_code == registry.client.client_id
    assert found.scopes == {"openid", "profile"}
    assert found.name == "张小云"
    assert found.assurance == 2

# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Refusals and faults as answers, the request's id, probes and figures."""

import json

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError, connection
from django.db.utils import InternalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from structlog.testing import capture_logs

from yiwang.foundation import errors
from yiwang.foundation.web import figures, health, pages
from yiwang.foundation.web.database import read_only
from yiwang.foundation.web.figures import Gauge
from yiwang.foundation.web.middleware import RefusalMiddleware, RequestContextMiddleware
from yiwang.foundation.web.problems import problem
from yiwang.foundation.web.requests import client_ip


class TooLate(errors.DomainError):
    """The day has passed."""

    code = "tests.too_late"
    kind = errors.Kind.CONFLICT
    sentence = "已于%(day)s截止。"


REFUSAL = TooLate(
    params={"day": "5月1日"},
    errors=[errors.FieldError(path="/form/day", code="past", message="日期已过")],
    law=errors.LawReference(law="行政许可法", article="第三十二条"),
)


def machine_request() -> HttpRequest:
    request = RequestFactory().get("/api/v1/cases")
    request.request_id = "abc"
    return request


def test_a_problem_says_all_that_the_refusal_knows():
    answer = problem(REFUSAL, request=machine_request())

    assert answer.status_code == 409
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content) == {
        "type": "urn:yiwang:problem:tests.too_late",
        "title": "与当前状态冲突",
        "status": 409,
        "detail": "已于5月1日截止。",
        "code": "tests.too_late",
        "errors": [{"pointer": "/form/day", "code": "past", "detail": "日期已过"}],
        "law": {"name": "行政许可法", "article": "第三十二条"},
        "request_id": "abc",
    }


def test_who_has_to_sign_in_is_told_how():
    assert problem(errors.Unauthenticated()).headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("kind", list(errors.Kind))
def test_every_kind_of_refusal_has_its_status(kind: errors.Kind):
    refusal = type("Refusal", (errors.DomainError,), {"kind": kind, "code": "tests.x"})()

    assert problem(refusal).status_code == errors.HTTP_STATUS[kind]


def test_a_database_that_is_away_is_a_503_and_no_500():
    answer = RefusalMiddleware(lambda _: HttpResponse()).process_exception(
        machine_request(), OperationalError("gone")
    )

    assert answer.status_code == 503
    assert b"gone" not in answer.content


def test_a_bug_is_left_to_the_500_page():
    middleware = RefusalMiddleware(lambda _: HttpResponse())

    assert middleware.process_exception(machine_request(), KeyError("x")) is None


@pytest.mark.parametrize("path", ["/region/%00", "/guide/%00", "/my/cases/%00", "/workbench/%00"])
def test_an_address_with_a_nul_is_refused_before_anybody_looks_it_up(path: str):
    answer = Client().get(path)

    assert answer.status_code == 400
    assert answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/reviews", "/halls", "/powers", "/changes"])
@pytest.mark.parametrize("name", ["place", "q", "department", "item", "code", "cursor"])
def test_a_nul_in_a_question_is_no_fault_of_ours(page: str, name: str):
    assert Client().get(page, {name: "\x00"}).status_code < 500


@pytest.mark.parametrize("method", ["DELETE", "PUT", "OPTIONS", "TRACE"])
def test_a_wrong_method_is_answered_by_a_page_and_not_by_a_blank(method: str):
    answer = Client().generic(method, "/help")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert "这个地址不能直接打开" in answer.content.decode()


@pytest.mark.parametrize(
    "refusal", [Http404(), PermissionDenied(), SuspiciousOperation(), RequestDataTooBig()]
)
def test_what_django_refuses_is_no_fault_of_ours(refusal: Exception):
    middleware = RefusalMiddleware(lambda _: HttpResponse())

    with capture_logs() as lines:
        assert middleware.process_exception(machine_request(), refusal) is None

    assert lines == []


def test_the_500_page_names_the_request_and_nothing_else():
    request = RequestFactory().get("/guide")
    request.request_id = "abc12345"

    answer = pages.server_error(request)

    assert answer.status_code == 500
    assert "abc12345" in answer.content.decode()


def test_too_much_data_is_a_413():
    assert pages.bad_request(machine_request(), RequestDataTooBig()).status_code == 413


@pytest.mark.parametrize("offered", ["", "short", "with space in it", "x" * 65, "a\nlog: line"])
def test_a_harmful_request_id_is_replaced(offered: str):
    request = RequestFactory().get("/", HTTP_X_REQUEST_ID=offered)

    answer = RequestContextMiddleware(lambda _: HttpResponse())(request)

    assert answer.headers["X-Request-ID"] != offered
    assert len(answer.headers["X-Request-ID"]) == 32


def test_a_caller_s_request_id_is_kept():
    request = RequestFactory().get("/", HTTP_X_REQUEST_ID="8f14e45f-ceea")

    answer = RequestContextMiddleware(lambda _: HttpResponse())(request)

    assert answer.headers["X-Request-ID"] == "8f14e45f-ceea"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.9", "1.2.3.4"),
        (2, "1.2.3.4", "1.2.3.4"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_say_is_believed(settings, proxies, forwarded, seen):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})
    )

    assert client_ip(request) == seen


@pytest.mark.django_db
def test_in_a_reading_request_postgresql_refuses_writes():
    with pytest.raises(InternalError, match="read-only"), read_only():
        connection.cursor().execute("DELETE FROM django_session")


@pytest.mark.django_db
def test_writing_is_possible_again_after_reading():
    with read_only(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session")
        assert cursor.rowcount == 0


@pytest.mark.django_db(transaction=True)
def test_reading_and_then_writing_works_outside_a_transaction_too():
    with read_only(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session")
        assert cursor.rowcount == 0


@pytest.mark.django_db(transaction=True)
def test_a_reading_transaction_begins_so_and_its_end_lets_write_again():
    with pytest.raises(InternalError, match="read-only"), read_only():
        connection.cursor().execute("DELETE FROM django_session")

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session")


@pytest.mark.django_db(transaction=True)
def test_a_reading_transaction_whose_connection_breaks_leaves_no_mark():
    with pytest.raises(OperationalError), read_only(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session")


def test_a_living_process_asks_nobody(client: Client):
    assert client.get("/healthz").json() == {"status": "alive"}


@pytest.mark.django_db
def test_ready_means_that_every_check_is_content(client: Client, monkeypatch):
    monkeypatch.setattr(health, "_checks", {"database": health._database_answers})

    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_unready_says_why_on_this_machine_alone(client: Client, monkeypatch):
    monkeypatch.setattr(health, "_checks", {"sequencer": lambda: "asleep"})

    near = client.get("/readyz")
    far = client.get("/readyz", REMOTE_ADDR="203.0.113.9")

    assert (near.status_code, near.json()["wrong"]) == (503, {"sequencer": "asleep"})
    assert (far.status_code, far.json()) == (503, {"status": "unready"})


@pytest.mark.django_db
def test_figures_are_for_this_machine(client: Client):
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 403
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 403


@pytest.mark.django_db
def test_with_a_token_figures_are_for_who_has_it(client: Client, settings):
    settings.METRICS_TOKEN = "secret"

    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"Authorization": "Bearer secret"}).status_code == 200


@pytest.mark.django_db
def test_a_gauge_is_asked_when_somebody_looks(client: Client, monkeypatch):
    monkeypatch.setattr(figures, "_gauges", {})
    figures.register_gauge(
        Gauge("tests_waiting", "Waiting.", ("queue",), lambda: [({"queue": "a"}, 3)])
    )

    assert 'tests_waiting{queue="a"} 3.0' in client.get("/metrics").content.decode()


@pytest.mark.django_db
def test_unknown_methods_share_one_label(client: Client):
    client.generic("FROBNICATE", "/healthz")

    text = client.get("/metrics").content.decode()
    assert 'method="other"' in text
    assert "FROBNICATE" not in text


# ── a slash more or less


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/workbench", "/workbench/"),
        ("/my/", "/my"),
        (
            "/search/?q=%E5%B1%85%E4%BD%8F%E8%AF%81&page=2",
            "/search?q=%E5%B1%85%E4%BD%8F%E8%AF%81&page=2",
        ),
    ],
)
def test_a_slash_too_many_or_too_few_leads_to_the_page(typed: str, meant: str) -> None:
    answer = Client().get(typed)

    assert (answer.status_code, answer.headers["Location"]) == (302, meant)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    ["/nowhere", "/nowhere/", "/api/v1/items/", "/guide//", "/my//"],
)
def test_what_is_no_page_with_another_slash_is_not_there(typed: str) -> None:
    assert Client().get(typed).status_code == 404


@pytest.mark.django_db
def test_two_slashes_at_the_beginning_lead_to_no_other_host() -> None:
    assert Client().get("/", PATH_INFO="//example.org/search/").status_code == 404


@pytest.mark.django_db
def test_nothing_that_is_sent_is_led_on() -> None:
    assert Client().post("/my/", {"a": "b"}).status_code == 404

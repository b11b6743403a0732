# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What every address of the machine interface refuses, and how."""

import json

import pytest

from tests.rest.calling import Caller, code_of

pytestmark = pytest.mark.django_db

DEEP = b'{"a":' * 40 + b"1" + b"}" * 40
HOSTILE = {
    "not JSON": b"{",
    "nothing but brackets": b"[" * 200_000,
    "too deep": DEEP,
    "an integer beyond 64 bits": b'{"login": 1' + b"0" * 400 + b"}",
    "a key twice": b'{"login": "a", "login": "b", "password": "c"}',
    "NUL": b'{"login": "a\\u0000", "password": "c"}',
    "half a surrogate": b'{"login": "\\ud800", "password": "c"}',
    "not UTF-8": b'{"login": "\xff\xfe", "password": "c"}',
    "NaN": b'{"login": NaN, "password": "c"}',
    "a byte order mark": b'\xef\xbb\xbf{"login": "a", "password": "c"}',
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_body_is_malformed(nobody: Caller, body: bytes) -> None:
    response = nobody.call("POST", "/tokens", body)

    assert (response.status_code, code_of(response)) == (400, "foundation.malformed_body")


def test_a_body_larger_than_a_megabyte_is_too_large(nobody: Caller) -> None:
    body = json.dumps({"login": "a" * 1_100_000, "password": "c"}).encode()

    response = nobody.call("POST", "/tokens", body)

    assert (response.status_code, code_of(response)) == (413, "foundation.body_too_large")


def test_a_body_that_django_refuses_to_read_is_too_large(nobody: Caller) -> None:
    response = nobody.call("POST", "/tokens", b" " * 2_700_000)

    assert (response.status_code, code_of(response)) == (413, "foundation.body_too_large")


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "multipart/form-data"])
def test_only_json_is_read(nobody: Caller, content_type: str) -> None:
    body = b'{"login": "somebody", "password": "secret"}'

    response = nobody.call("POST", "/tokens", body, content_type=content_type)

    assert (response.status_code, code_of(response)) == (415, "rest.not_json")


def test_json_with_a_charset_is_json(nobody: Caller) -> None:
    body = b'{"login": "somebody", "password": "secret"}'

    response = nobody.call("POST", "/tokens", body, content_type="application/json; charset=utf-8")

    assert code_of(response) == "identity.bad_credentials"


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'"text"', b"1", b"true"])
def test_a_body_of_another_type_names_what_is_missing(nobody: Caller, body: bytes) -> None:
    response = nobody.call("POST", "/tokens", body)

    assert (response.status_code, code_of(response)) == (422, "rest.invalid_request")


def test_each_fault_of_a_body_has_its_place_and_a_sentence(nobody: Caller) -> None:
    response = nobody.post("/tokens", {"login": 7, "passwort": "x", "post_id": "no uuid"})

    errors = {error["pointer"]: error for error in response.json()["errors"]}
    assert errors["/login"]["code"] == "rest.string_type"
    assert errors["/password"] == {
        "pointer": "/password",
        "code": "rest.missing",
        "detail": "缺少这一项。",
    }
    assert errors["/passwort"]["code"] == "rest.extra_forbidden"
    assert errors["/post_id"]["detail"] == "应为 UUID。"


def test_a_place_is_written_as_json_pointer_even_when_its_name_has_slashes(nobody: Caller) -> None:
    response = nobody.post("/tokens", {"login": "a", "password": "b", "a/b~c": 1})

    assert [error["pointer"] for error in response.json()["errors"]] == ["/a~1b~0c"]


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/cases/", "/tokens/", "/divisions/330106000000/", "/cases/not-a-uuid", "//cases"],
)
def test_what_is_not_there_is_a_problem_document_too(nobody: Caller, path: str) -> None:
    response = nobody.get(path)

    assert (response.status_code, code_of(response)) == (404, "not_found")


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v2/cases", "/api/docs/"])
def test_below_api_nothing_answers_with_a_page(nobody: Caller, path: str) -> None:
    response = nobody.get(path)

    assert response.status_code == 404


def test_a_method_that_is_not_there_is_refused_with_those_that_are(nobody: Caller) -> None:
    response = nobody.call("PATCH", "/cases")

    assert (response.status_code, code_of(response)) == (405, "rest.method_not_allowed")
    assert response["Allow"] == "GET, HEAD, POST"
    assert "PATCH" in response.json()["detail"]


def test_an_invented_method_is_refused(nobody: Caller) -> None:
    response = nobody.call("FROBNICATE" * 20, "/divisions")

    assert code_of(response) == "rest.method_not_allowed"


def test_the_head_of_what_can_be_read_can_be_asked_for(nobody: Caller) -> None:
    response = nobody.call("HEAD", "/divisions")

    assert (response.status_code, response.content) == (200, b"")


def test_a_body_of_unknown_length_is_refused(nobody: Caller) -> None:
    response = nobody.call(
        "POST", "/tokens", b"{}", announced="", headers={"Transfer-Encoding": "chunked"}
    )

    assert (response.status_code, code_of(response)) == (400, "rest.length_missing")


def test_a_parameter_that_nobody_knows_is_refused(nobody: Caller) -> None:
    response = nobody.get("/items/search?region_code=330106000000&limti=5")

    assert (response.status_code, code_of(response)) == (422, "rest.invalid_request")
    assert response.json()["errors"][0]["pointer"] == "query:limti"


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("limit=0", "query:limit"),
        ("limit=101", "query:limit"),
        ("limit=1.0", "query:limit"),
        ("limit=%2B5", "query:limit"),
        ("limit=1_0", "query:limit"),
        ("limit=99999999999999999999999", "query:limit"),
        ("limit=٥", "query:limit"),
        ("online_only=1", "query:online_only"),
        ("online_only=yes", "query:online_only"),
        ("q=%00", "query:q"),
        ("q=" + "x" * 101, "query:q"),
        ("department_id=1", "query:department_id"),
        ("audience=nobody", "query:audience"),
        ("cursor=%F0%9F%98%80", "query:cursor"),
    ],
)
def test_a_parameter_of_the_wrong_kind_is_refused(nobody: Caller, query: str, pointer: str) -> None:
    response = nobody.get(f"/items/search?region_code=330106000000&{query}")

    assert (response.status_code, code_of(response)) == (422, "rest.invalid_request")
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    "code",
    ["%00", "3301", "33010600000a", "330106000000%0A", "３３０１０６００００００", "a" * 3000],
)
def test_a_code_in_an_address_is_checked_before_anything_is_asked(
    nobody: Caller, code: str
) -> None:
    response = nobody.get(f"/divisions/{code}")

    assert (response.status_code, code_of(response)) == (422, "rest.invalid_request")


@pytest.mark.parametrize("cursor", ["x", "AAAA", "c2VhcmNofDA_", "aXRlbXN8MjA"])
def test_a_cursor_that_this_list_did_not_give_out_is_refused(nobody: Caller, cursor: str) -> None:
    response = nobody.get(f"/items/search?region_code=330106000000&cursor={cursor}")

    assert (response.status_code, code_of(response)) == (400, "rest.cursor_invalid")


def test_sentences_come_in_the_language_that_is_asked_for(nobody: Caller) -> None:
    chinese = nobody.get("/me")
    english = nobody.get("/me", **{"Accept-Language": "en-GB,en;q=0.9"})

    assert chinese.json()["detail"] == "请先登录。"
    assert english.json()["detail"] == "Sign in first."


def test_an_answer_is_not_kept_by_anybody_on_the_way(nobody: Caller) -> None:
    assert nobody.get("/me")["Cache-Control"] == "no-store, private"


def test_every_answer_names_its_request(nobody: Caller) -> None:
    response = nobody.get("/me", **{"X-Request-ID": "test-1234"})

    assert response["X-Request-ID"] == "test-1234"
    assert response.json()["request_id"] == "test-1234"


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer yw_short", "Bearer " + "x" * 9000]
)
def test_without_a_token_of_ours_nobody_is_known(nobody: Caller, header: str) -> None:
    response = nobody.get("/me", Authorization=header)

    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"

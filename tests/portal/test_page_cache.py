# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What the portal keeps of its public pages."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from yiwang.portal import page_cache


@pytest.fixture(autouse=True)
def _nothing_kept():
    page_cache.forget()
    yield
    page_cache.forget()


def _answering(body: bytes = b"guide", *, shared: bool = True, cookie: bool = False):
    calls = []

    def answer(request):
        calls.append(request.path)
        response = HttpResponse(body)
        response.headers["ETag"] = '"abc"'
        if shared:
            page_cache.mark_answer(response)
        if cookie:
            response.set_cookie("a", "b")
        return response

    return page_cache.SharedAnswers(answer), calls


def test_a_shared_page_is_made_once_for_many_readers():
    middleware, calls = _answering()

    answers = [middleware(RequestFactory().get("/guide/1")) for _ in range(3)]

    assert calls == ["/guide/1"]
    assert {answer.content for answer in answers} == {b"guide"}


def test_a_page_that_is_not_shared_is_made_each_time():
    middleware, calls = _answering(shared=False)

    for _ in range(2):
        middleware(RequestFactory().get("/signin"))

    assert len(calls) == 2


def test_an_answer_that_sets_a_cookie_is_never_repeated():
    middleware, calls = _answering(cookie=True)

    for _ in range(2):
        middleware(RequestFactory().get("/guide/1"))

    assert len(calls) == 2


@pytest.mark.parametrize("path", ["/my", "/my/cases", "/apply/1"])
def test_private_addresses_are_never_kept(path):
    middleware, calls = _answering()

    for _ in range(2):
        middleware(RequestFactory().get(path))

    assert len(calls) == 2


@pytest.mark.parametrize("cookie", ["yw_layout", "yw_scheme", "yw_region", "yw_language"])
def test_readers_who_like_pages_differently_get_their_own(cookie):
    middleware, calls = _answering()
    plain = RequestFactory().get("/guide/1")
    other = RequestFactory().get("/guide/1", HTTP_COOKIE=f"{cookie}=something")

    middleware(plain)
    middleware(other)

    assert len(calls) == 2


def test_a_post_always_reaches_the_view():
    middleware, calls = _answering()

    middleware(RequestFactory().get("/guide/1"))
    middleware(RequestFactory().post("/guide/1"))

    assert len(calls) == 2


def test_a_browser_that_knows_the_page_gets_no_body():
    middleware, _calls = _answering()
    middleware(RequestFactory().get("/guide/1"))

    answer = middleware(RequestFactory().get("/guide/1", HTTP_IF_NONE_MATCH='"abc"'))

    assert (answer.status_code, answer.content) == (304, b"")


def test_a_browser_that_can_is_sent_less():
    middleware, _calls = _answering(b"guide " * 500)

    answer = middleware(RequestFactory().get("/guide/1", HTTP_ACCEPT_ENCODING="gzip, br"))

    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) == len(answer.content) < 200
    assert gzip.decompress(answer.content) == b"guide " * 500
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_an_answer_grows_old_after_two_seconds(monkeypatch):
    middleware, calls = _answering()
    now = [100.0]
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: now[0])
    middleware(RequestFactory().get("/guide/1"))

    now[0] += page_cache.FRESH_SECONDS + 0.1
    middleware(RequestFactory().get("/guide/1"))

    assert len(calls) == 2


def test_one_reader_has_an_answer_made_anew_before_it_is_too_old(monkeypatch):
    middleware, calls = _answering()
    now = [100.0]
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: now[0])
    middleware(RequestFactory().get("/guide/1"))
    environ = RequestFactory().get("/guide/1").META

    now[0] += page_cache.RENEWED_AFTER + 0.1
    asked = [page_cache.fresh_answer(environ) for _ in range(3)]
    now[0] = 100.0 + page_cache.FRESH_SECONDS
    asked.append(page_cache.fresh_answer(environ))

    assert [answer is None for answer in asked] == [True, False, False, True]
    middleware(RequestFactory().get("/guide/1", **{page_cache.ASKED_BEFORE: True}))
    assert page_cache.fresh_answer(environ) is not None
    assert len(calls) == 2


def test_what_is_kept_stays_within_its_room():
    shelf = page_cache._Shelf(most_bytes=100)
    for number in range(10):
        shelf.put(number, b"x" * 30, size=30)
    shelf.put(9, b"y" * 40, size=40)

    kept = [number for number in range(10) if shelf.get(number)]

    assert kept == [7, 8, 9]


def test_answers_to_many_addresses_stay_within_their_room(monkeypatch):
    monkeypatch.setattr(page_cache.SharedAnswers, "answers", page_cache._Shelf(50_000))
    middleware, calls = _answering()
    for number in range(30):
        middleware(RequestFactory().get(f"/search?q={number}"))

    middleware(RequestFactory().get("/search?q=29"))
    middleware(RequestFactory().get("/search?q=0"))

    assert calls.count("/search") == 31


@pytest.mark.parametrize(
    ("accepted", "is_small"),
    [
        ("gzip", True),
        ("br;q=1.0, GZIP;q=0.8, *;q=0.1", True),
        ("gzip;q=0", False),
        ("br, gzip; q=0.000", False),
        ("x-gzipped", False),
        ("", False),
    ],
)
def test_nothing_is_compressed_for_a_browser_that_did_not_ask(accepted, is_small):
    middleware, _calls = _answering(b"guide " * 500)

    answer = middleware(RequestFactory().get("/guide/1", HTTP_ACCEPT_ENCODING=accepted))

    assert ("Content-Encoding" in answer.headers) is is_small


@pytest.mark.parametrize(
    ("made_for", "asked_by"),
    [
        # A cookie that names no language is passed over for the header.
        (
            {"HTTP_COOKIE": "yw_language=", "HTTP_ACCEPT_LANGUAGE": "en"},
            {},
        ),
        (
            {"HTTP_COOKIE": "yw_language=fr", "HTTP_ACCEPT_LANGUAGE": "en"},
            {"HTTP_ACCEPT_LANGUAGE": "fr"},
        ),
        # One reading strips this sign, the other does not.
        (
            {"HTTP_COOKIE": "yw_region=330200000000\x85"},
            {"HTTP_COOKIE": "yw_region=330200000000"},
        ),
        ({"HTTP_X_FORWARDED_PROTO": "https"}, {}),
        ({"HTTP_HOST": "elsewhere.example"}, {}),
        ({"HTTP_HX_REQUEST": "true"}, {}),
        ({"REQUEST_METHOD": "HEAD"}, {}),
    ],
)
def test_no_reader_chooses_what_another_sees(made_for, asked_by):
    middleware, calls = _answering()

    middleware(RequestFactory().get("/guide/1", **made_for))
    middleware(RequestFactory().get("/guide/1", **asked_by))

    assert len(calls) == 2


def test_very_long_addresses_are_not_kept():
    middleware, calls = _answering()
    path = "/search?q=" + "a" * 400

    for _ in range(2):
        middleware(RequestFactory().get(path))

    assert len(calls) == 2

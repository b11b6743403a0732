# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Public pages kept in the process: whole bodies by content, whole answers for a moment.

Two layers. ``remembered`` keeps a rendered body under a key that names its content, so it is right
as long as the key is. ``SharedAnswers`` keeps the finished answer of an address for a moment, so
that a page which many people open at once costs neither a query nor the rest of the middleware.
"""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from yiwang.foundation.web.preferences import LAYOUT_COOKIE, REGION_COOKIE, SCHEME_COOKIE

MOST_BYTES: Final = 48 * 1024 * 1024
FRESH_SECONDS: Final = 2.0
MOST_ANSWERS: Final = 2000
LONGEST_ADDRESS: Final = 300


@dataclass(frozen=True, slots=True)
class Kept:
    """A rendered body and the mark by which a browser knows it again."""

    body: bytes
    etag: str


class _Bodies:
    """Bodies by key, the least used dropped first."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._size = 0
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def put(self, key: Hashable, kept: Kept) -> None:
        with self._lock:
            old = self._kept.pop(key, None)
            self._size += len(kept.body) - (len(old.body) if old else 0)
            self._kept[key] = kept
            while self._size > self._most:
                _key, dropped = self._kept.popitem(last=False)
                self._size -= len(dropped.body)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._size = 0


_bodies = _Bodies(MOST_BYTES)


def remembered(key: Hashable, render: Callable[[], bytes]) -> Kept:
    """Return the body of a key, rendered now if this process has not kept it."""
    kept = _bodies.get(key)
    if kept is None:
        body = render()
        kept = Kept(body, f'W/"{hashlib.sha256(body).hexdigest()[:24]}"')
        _bodies.put(key, kept)
    return kept


def mark_answer(response: HttpResponse) -> None:
    """Say that this answer is the same for everybody who likes pages the same way."""
    response.is_shared_answer = True  # type: ignore[attr-defined]


def forget() -> None:
    """Drop everything this process remembers."""
    _bodies.clear()
    SharedAnswers.answers.clear()


@dataclass(frozen=True, slots=True)
class _Answer:
    kept_at: float
    body: bytes
    small: bytes
    etag: str
    headers: tuple[tuple[str, str], ...]


class SharedAnswers:
    """Middleware: repeat a shared page's finished answer for two seconds without making it anew.

    Stands right inside the request log, so every request is still logged and counted. Nothing of a
    shared page is secret, so it may be compressed.
    """

    answers: OrderedDict[Hashable, _Answer] = OrderedDict()

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = _address(request)
        if key is None:
            return self._get_response(request)
        answer = self.answers.get(key)
        if answer is None or time.monotonic() - answer.kept_at >= FRESH_SECONDS:
            response = self._get_response(request)
            answer = self._kept(key, response)
            if answer is None:
                return response
        return _repeat(request, answer)

    def _kept(self, key: Hashable, response: HttpResponseBase) -> _Answer | None:
        """Keep an answer that may be repeated; None for any other."""
        is_shared = getattr(response, "is_shared_answer", False) and response.status_code == 200
        if not is_shared or not isinstance(response, HttpResponse) or response.cookies:
            return None
        patch_vary_headers(response, ["Accept-Encoding"])
        answer = self.answers[key] = _Answer(
            kept_at=time.monotonic(),
            body=response.content,
            small=gzip.compress(response.content, compresslevel=6, mtime=0),
            etag=response.headers["ETag"],
            headers=tuple(response.headers.items()),
        )
        self.answers.move_to_end(key)
        while len(self.answers) > MOST_ANSWERS:
            self.answers.popitem(last=False)
        return answer


def _address(request: HttpRequest) -> Hashable | None:
    """Return what tells apart the answers to a GET; None for what is never shared."""
    if request.method != "GET" or request.path_info.startswith(("/my", "/apply", "/static/")):
        return None
    path = request.get_full_path()
    if len(path) > LONGEST_ADDRESS or "HTTP_HX_REQUEST" in request.META:
        return None
    cookies = request.COOKIES
    return (
        request.scheme,
        request.META.get("HTTP_HOST"),
        path,
        cookies.get(settings.LANGUAGE_COOKIE_NAME, request.META.get("HTTP_ACCEPT_LANGUAGE", "")),
        cookies.get(LAYOUT_COOKIE, ""),
        cookies.get(SCHEME_COOKIE, ""),
        cookies.get(REGION_COOKIE, ""),
    )


def _repeat(request: HttpRequest, answer: _Answer) -> HttpResponse:
    is_known = request.headers.get("If-None-Match") == answer.etag
    is_small = "gzip" in request.headers.get("Accept-Encoding", "")
    body = answer.small if is_small else answer.body
    response = HttpResponseNotModified() if is_known else HttpResponse(body)
    for name, value in answer.headers:
        if name != "Content-Length":
            response.headers[name] = value
    if not is_known:
        response.headers["Content-Length"] = str(len(body))
        if is_small:
            response.headers["Content-Encoding"] = "gzip"
    return response

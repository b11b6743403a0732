# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Public pages kept in the process: whole bodies by content, whole answers for a moment.

Two layers. ``remembered`` keeps a rendered body under a key that names its content, so it is right
as long as the key is. ``SharedAnswers`` keeps the finished answer of an address for a moment, so
that a page which many people open at once costs neither a query nor the rest of the middleware.
"""

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, parse_cookie
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from yiwang.foundation.web.preferences import LAYOUT_COOKIE, REGION_COOKIE, SCHEME_COOKIE

MOST_BYTES: Final = 48 * 1024 * 1024
MOST_ANSWER_BYTES: Final = 32 * 1024 * 1024
FRESH_SECONDS: Final = 2.0
RENEWED_AFTER: Final = 1.5
"""From then on one reader has an answer made anew; the others get it until it is too old."""
ASKED_BEFORE: Final = "yiwang.is_to_be_made"
LONGEST_ADDRESS: Final = 300
NEVER_SHARED: Final = ("/my", "/apply", "/static/", "/workbench", "/api/")
_OVERHEAD: Final = 4096
# Two thirds of what level 6 costs, for pages that are 6 % larger.
_COMPRESSION: Final = 3
_KEY_BYTES: Final = 1024
_REFUSED: Final = re.compile(r"q\s*=\s*0(?:\.0{0,3})?")


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """A rendered body, compressed, and the mark by which a browser knows it again."""

    small: bytes
    etag: str

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.small)


class _Shelf(Generic[T]):
    """Things by key within so many bytes, the least used dropped first."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._size = 0
        self._kept: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> T | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            self._kept.move_to_end(key)
            return kept[0]

    def put(self, key: Hashable, thing: T, *, size: int) -> None:
        with self._lock:
            _old, old_size = self._kept.pop(key, (None, 0))
            self._size += size - old_size
            self._kept[key] = (thing, size)
            while self._size > self._most:
                _key, (_dropped, dropped_size) = self._kept.popitem(last=False)
                self._size -= dropped_size

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._size = 0


_bodies: _Shelf[Kept] = _Shelf(MOST_BYTES)


def remembered(key: Hashable, render: Callable[[], bytes]) -> Kept:
    """Return the body of a key, rendered now if this process has not kept it."""
    return known(key) or keep(key, render())


def known(key: Hashable) -> Kept | None:
    """Return the body of a key, if this process has kept it."""
    return _bodies.get(key)


def keep(key: Hashable, body: bytes) -> Kept:
    """Keep a rendered body."""
    kept = Kept(_compressed(body), f'W/"{hashlib.sha256(body).hexdigest()[:24]}"')
    _bodies.put(key, kept, size=len(kept.small) + _KEY_BYTES)
    return kept


def mark_answer(response: HttpResponse, kept: Kept | None = None) -> None:
    """Say that this answer is the same for everybody who likes pages the same way."""
    response.is_shared_answer = True  # type: ignore[attr-defined]
    response.kept = kept  # type: ignore[attr-defined]


def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=_COMPRESSION, mtime=0)


def forget() -> None:
    """Drop everything this process remembers."""
    _bodies.clear()
    SharedAnswers.answers.clear()


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer in the forms in which it can be sent: status, headers and body.

    :param route: of the view that made it, for the figures
    """

    kept_at: float
    is_being_renewed: bool
    route: str
    etag: str
    plain: "Sent"
    small: "Sent"
    unchanged: "Sent"

    def fitting(self, environ: Mapping[str, Any]) -> "Sent":
        """Return the form that this request asks for."""
        if environ.get("HTTP_IF_NONE_MATCH") == self.etag:
            return self.unchanged
        return self.small if _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) else self.plain

    @property
    def size(self) -> int:
        """How much room it takes, in bytes; headers and key are small beside a page."""
        return len(self.plain.body) + len(self.small.body) + _OVERHEAD


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes over the line."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class SharedAnswers:
    """Middleware: repeat a shared page's finished answer for two seconds without making it anew.

    ``config.wsgi`` asks ``fresh_answer`` even before Django makes a request of it. Nothing of a
    shared page is secret, so it may be compressed.
    """

    answers: _Shelf[Answer] = _Shelf(MOST_ANSWER_BYTES)

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = None if ASKED_BEFORE in request.META else fresh_answer(request.META)
        if answer is None:
            response = self._get_response(request)
            answer = self._kept(request, response)
            if answer is None:
                return response
        sent = answer.fitting(request.META)
        return HttpResponse(sent.body, status=sent.status, headers=dict(sent.headers))

    def _kept(self, request: HttpRequest, response: HttpResponseBase) -> Answer | None:
        """Keep an answer that may be repeated; None for any other."""
        is_shared = getattr(response, "is_shared_answer", False) and response.status_code == 200
        if not is_shared or not isinstance(response, HttpResponse) or response.cookies:
            return None
        key = _address(request.META)
        if key is None:
            return None
        patch_vary_headers(response, ["Accept-Encoding"])
        match = request.resolver_match
        answer = _answer(response, route=match.route if match else "")
        self.answers.put(key, answer, size=answer.size)
        return answer


def fresh_answer(environ: Mapping[str, Any]) -> Answer | None:
    """Return the answer to a request, if it was made for the same address a moment ago.

    Who gets none has to make it, and says so to this middleware by ``ASKED_BEFORE``.
    """
    key = _address(environ)
    answer = None if key is None else SharedAnswers.answers.get(key)
    if answer is None:
        return None
    age = time.monotonic() - answer.kept_at
    if age < RENEWED_AFTER or (age < FRESH_SECONDS and answer.is_being_renewed):
        return answer
    if age < FRESH_SECONDS:
        SharedAnswers.answers.put(key, replace(answer, is_being_renewed=True), size=answer.size)
    return None


def _answer(response: HttpResponse, *, route: str) -> Answer:
    headers = tuple(each for each in response.items() if each[0] != "Content-Length")
    body = response.content
    kept = getattr(response, "kept", None)
    small = kept.small if kept is not None else _compressed(body)
    encoded = ("Content-Encoding", "gzip")
    return Answer(
        kept_at=time.monotonic(),
        is_being_renewed=False,
        route=route,
        etag=response.headers["ETag"],
        plain=Sent(200, (*headers, ("Content-Length", str(len(body)))), body),
        small=Sent(200, (*headers, encoded, ("Content-Length", str(len(small)))), small),
        unchanged=Sent(304, tuple(each for each in headers if each[0] != "Content-Type"), b""),
    )


def _takes_gzip(accepted: str) -> bool:
    """Tell whether an Accept-Encoding names gzip, and not to refuse it."""
    if accepted == "gzip, deflate, br, zstd":  # what nearly every browser sends
        return True
    for part in accepted.lower().split(","):
        coding, _semicolon, weight = part.partition(";")
        if coding.strip() == "gzip":
            return not _REFUSED.fullmatch(weight.strip())
    return False


def _address(environ: Mapping[str, Any]) -> Hashable | None:
    """Return what tells apart the answers to a GET; None for what is never shared.

    Whatever a page is made from stands in here just as Django reads it: a part that is left out,
    or read in another way, would let one reader choose what others see.
    """
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if environ.get("REQUEST_METHOD") != "GET" or path.startswith(NEVER_SHARED):
        return None
    if len(path) + len(query) > LONGEST_ADDRESS or "HTTP_HX_REQUEST" in environ:
        return None
    cookie, languages = environ.get("HTTP_COOKIE", ""), environ.get("HTTP_ACCEPT_LANGUAGE", "")
    # Django decodes these in its own way; the two readings never meet.
    if not (path.isascii() and cookie.isascii()) or len(languages) > LONGEST_ADDRESS:
        return None
    cookies = parse_cookie(cookie) if cookie else {}
    return (
        environ.get("wsgi.url_scheme"),
        environ.get("HTTP_X_FORWARDED_PROTO"),
        environ.get("HTTP_HOST"),
        path,
        query,
        # A cookie that names no language of ours is passed over for what the browser prefers.
        languages,
        cookies.get(settings.LANGUAGE_COOKIE_NAME, ""),
        cookies.get(LAYOUT_COOKIE, ""),
        cookies.get(SCHEME_COOKIE, ""),
        cookies.get(REGION_COOKIE, ""),
    )
